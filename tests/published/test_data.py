"""The data package itself: every figure against a second transcription, its description, its hashes."""

import itertools
import json
import re
import shutil
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import frictionless
import pytest

from homecoming import claims, published

DATA = published.data_dir()
TRANSCRIPTIONS = Path(__file__).parent / "transcription"
STUDIES = published.studies()
DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
CSV_FILES = [DATA / resource["path"] for resource in DESCRIPTOR["resources"]]


@lru_cache
def transcription(study):
    """The figures typed a second time: {(table, question, option, group): figure}, and the text's figures."""
    tables, text = {}, []
    table = question = None
    for line in (TRANSCRIPTIONS / f"{study}.txt").read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.split("|")]
        if not line or line.startswith("#"):
            continue
        if line.startswith("= "):
            table, question = line[2:], ""
        elif line.startswith("? "):
            question = line[2:]
        elif table == "text":
            text += [word.replace("-", " ") for word in line.split()]
        elif line.startswith("|"):
            groups = parts[1:]
        else:
            for group, figure in zip(groups, parts[1:], strict=True):
                tables[table, question, parts[0], group] = figure
    return tables, text


def text_of(study):
    """The text's figures of the second transcription, without per cent signs."""
    return [figure.removesuffix("%") for figure in transcription(study)[1]]


def unit_of(figure):
    """The unit of a figure of the text, as its transcription shows it."""
    if not re.search(r"\d", figure):
        return "in words"
    return "percent" if re.search(r"%|\.", figure) else "people"


def transcribed(name):
    """The figures of one table in the second transcription: {(question, option, group): figure}."""
    study, number = name.split("/")
    return {key[1:]: figure for key, figure in transcription(study)[0].items() if key[0] == number}


def differences(name):
    """What differs between a table's file and the second transcription, a sentence a cell."""
    table, typed = published.load(name), transcribed(name)
    found = {
        (cell.question if table.question_heading else "", cell.option, cell.group): cell.printed
        for cell in table.cells.itertuples()
    }
    return [
        f"{name}, {' | '.join(filter(None, key))}: data {found.get(key)}, transcription {typed.get(key)}"
        for key in sorted({*typed, *found})
        if typed.get(key) != found.get(key)
    ]


@pytest.mark.parametrize("name", published.tables())
def test_every_figure_agrees_with_the_second_transcription(name):
    assert differences(name) == []


@pytest.mark.parametrize("name", published.tables())
def test_rows_come_in_the_order_of_the_second_transcription(name):
    cells = published.load(name).cells
    typed = [(option, group) for _, option, group in transcribed(name)]
    assert list(zip(cells["option"], cells["group"], strict=True)) == typed


def test_the_second_transcription_has_no_table_more():
    typed = [
        f"{study}/{table}"
        for study in STUDIES
        for table in dict.fromkeys(k[0] for k in transcription(study)[0])
    ]
    assert typed == published.tables()


@pytest.mark.parametrize("study", STUDIES)
def test_text_figures_agree_with_the_second_transcription(study):
    assert published.text_figures(study)["printed"].tolist() == text_of(study)


@pytest.fixture
def copy_of_data(tmp_path, monkeypatch):
    """A copy of the data package that a test may spoil; the loader reads it."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.setenv("HOMECOMING_DATA", str(folder))
    return folder


def change_a_digit(figure, position):
    digit = str((int(figure[position]) + 1) % 10 or 1)
    return figure[:position] + digit + figure[position + 1 :]


def test_one_changed_digit_in_any_cell_is_found_and_named(copy_of_data):
    cells = [(name, cell) for name in published.tables() for cell in published.load(name).cells.itertuples()]
    assert len(cells) == sum(len(transcription(study)[0]) for study in STUDIES)
    for number, (name, cell) in enumerate(cells):
        digits = [position for position, character in enumerate(cell.printed) if character.isdigit()]
        wrong = change_a_digit(cell.printed, digits[number % len(digits)])
        file = copy_of_data / f"{name}.csv"
        original = file.read_bytes()
        lines = original.decode().splitlines(keepends=True)
        lines[cell.row - 1] = lines[cell.row - 1].replace(f",{cell.printed}\n", f",{wrong}\n")
        file.write_text("".join(lines), encoding="utf-8", newline="\n")
        found = differences(name)
        assert len(found) == 1, f"{name} row {cell.row}: {cell.printed} changed to {wrong} gave {found}"
        assert all(part in found[0] for part in (name, cell.option, cell.group, wrong, cell.printed))
        file.write_bytes(original)


def test_hashes_are_up_to_date():
    stale = published.stale_hashes()
    assert not stale, f"{stale} changed. If that was meant, run: homecoming hashes"


def test_a_changed_file_makes_its_hash_stale_until_it_is_updated(copy_of_data):
    file = copy_of_data / "kyrgyzstan-2024" / "table-2.csv"
    file.write_bytes(file.read_bytes().replace(b"28.3", b"28.4"))
    assert published.stale_hashes() == ["kyrgyzstan-2024/table-2.csv"]
    assert published.check_package().stale == ("kyrgyzstan-2024/table-2.csv",)
    before = (copy_of_data / "datapackage.json").read_text(encoding="utf-8").splitlines()
    assert published.update_hashes() == ["kyrgyzstan-2024/table-2.csv"]
    after = (copy_of_data / "datapackage.json").read_text(encoding="utf-8").splitlines()
    assert published.stale_hashes() == []
    assert published.update_hashes() == []
    changed = [line for line, old in zip(after, before, strict=True) if line != old]
    assert len(changed) == 1, "only the hash is rewritten, nothing is laid out anew"
    assert '"hash": "sha256:' in changed[0]
    assert sorted(p.name for p in copy_of_data.glob("datapackage*")) == ["datapackage.json"]


def test_nothing_is_written_while_a_cell_is_bad(copy_of_data):
    file = copy_of_data / "kyrgyzstan-2024" / "table-2.csv"
    file.write_bytes(file.read_bytes().replace(b"28.3", b"28;3"))
    before = (copy_of_data / "datapackage.json").read_bytes()
    for check in (published.check_package, published.update_hashes):
        with pytest.raises(published.DataError) as caught:
            check()
        found = caught.value
        assert (found.file, found.row, found.column) == ("data/kyrgyzstan-2024/table-2.csv", 2, "printed")
    assert (copy_of_data / "datapackage.json").read_bytes() == before


# The description ------------------------------------------------------------------------------------------


def test_frictionless_finds_the_package_valid():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    assert [task.name for task in report.tasks] == [resource["name"] for resource in DESCRIPTOR["resources"]]


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (b",Male,30.7", b",Male,abc", "constraint-error"),
        (b",Male,30.7", b",Male,130.7", "constraint-error"),
        (b"option,Male,30.7", b"options,Male,30.7", "constraint-error"),
        (b"question,", b"questions,", "incorrect-label"),
        (b",Male,30.7", b",Male,30.8", "hash-count"),
    ],
)
def test_frictionless_finds_a_spoilt_file(copy_of_data, old, new, error):
    file = copy_of_data / "kyrgyzstan-2024" / "table-2.csv"
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    report = frictionless.validate(str(copy_of_data / "datapackage.json"))
    assert error in {kind for _, kind in report.flatten(["name", "type"])}


def test_schemas_and_loader_ask_for_the_same():
    table = json.loads((DATA / "schemas" / "table.json").read_text(encoding="utf-8"))
    text = json.loads((DATA / "schemas" / "text.json").read_text(encoding="utf-8"))
    assert tuple(f["name"] for f in table["fields"]) == published.COLUMNS
    assert tuple(f["name"] for f in text["fields"]) == published.TEXT_COLUMNS
    constraints = {
        f["name"]: f["constraints"] for f in [*table["fields"], *text["fields"]] if "constraints" in f
    }
    assert tuple(constraints["kind"]["enum"]) == published.KINDS
    assert tuple(constraints["unit"]["enum"]) == published.UNITS


def test_every_file_of_a_study_is_described():
    assert sorted(file for study in STUDIES for file in (DATA / study).iterdir()) == sorted(CSV_FILES)


@pytest.mark.parametrize("resource", DESCRIPTOR["resources"], ids=lambda resource: resource["name"])
def test_files_are_plain_utf8_with_unix_line_ends(resource):
    raw = (DATA / resource["path"]).read_bytes()
    schema = json.loads((DATA / resource["schema"]).read_text(encoding="utf-8"))
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert raw.decode().splitlines()[0].split(",") == [field["name"] for field in schema["fields"]]


def test_each_table_is_described_in_full():
    pages = [published.load(name).page for name in published.tables()]
    assert all(pages)
    assert len(set(pages)) == len({(study, key[0]) for study in STUDIES for key in transcription(study)[0]})
    for resource in DESCRIPTOR["resources"]:
        study = resource["name"].split("/")[0]
        assert resource["paper"] == published.paper(study).key
        assert published.paper(study).doi in resource["sources"][0]["path"]
        assert resource["licenceNote"]
    for name in published.tables():
        table = published.load(name)
        told = published.text_figures(table.paper.slug).set_index("id")["value"]
        assert table.respondents == told.get("sample-size")
        assert table.base_note
        assert table.source_note
        assert name == f"{table.paper.slug}/table-{table.number}"
        assert table.path == DATA / f"{name}.csv"


def test_tables_about_work_warn_of_those_without_work():
    without = published.load("kyrgyzstan-2024/table-1").printed("12. Do not work", "In Kyrgyzstan")
    warned = [
        name
        for name in published.tables("kyrgyzstan-2024")
        if f"{without}%" in published.load(name).base_note
    ]
    assert warned == [f"kyrgyzstan-2024/table-{number}" for number in (2, 3, 7)]


def test_question_ids_are_unique_across_the_book():
    ids = [question.id for name in published.tables() for question in published.load(name).questions]
    items = [item for name in published.tables() for item in published.load(name).items.values()]
    assert len({*ids, *items}) == len(ids) + len(items)
    assert items == ["sector-russia", "sector-kyrgyzstan"]


# What the paper tells of the groups ------------------------------------------------------------------------


def counts_that_round_to(printed, n):
    """Whole numbers k with 100 k / n within half a unit of the last printed digit."""
    figure = Fraction(printed)
    half = Fraction(1, 2 * 10 ** len(printed.partition(".")[2]))
    return [k for k in range(n + 1) if abs(Fraction(100 * k, n) - figure) <= half]


def test_the_sample_shares_fix_the_number_of_men_and_women():
    figures = published.text_figures("kyrgyzstan-2024").set_index("id")["printed"]
    assert counts_that_round_to(figures["sample-men"], 515) == [305]
    assert counts_that_round_to(figures["sample-women"], 515) == [210]
    for name in published.tables("kyrgyzstan-2024"):
        bases = published.load(name).max_bases
        assert set(bases) == set(published.load(name).groups)
        assert all(bases[group] == {"Male": 305, "Female": 210}.get(group, 515) for group in bases)


def test_the_other_study_states_no_number_of_people():
    assert all(not published.load(name).max_bases for name in published.tables("kazakhstan-korea-2025"))


# Arithmetic of the printed figures: slips of the pen in data/ would break it -------------------------------


def test_columns_add_to_100_but_for_the_known_ones():
    far = {}
    for name in published.tables():
        table = published.load(name)
        for question in table.questions:
            for group, figures in table.as_printed(question.id, ["option"]).items():
                total, last = (
                    sum(map(Decimal, figures)),
                    min(Decimal(one).as_tuple().exponent for one in figures),
                )
                # Each figure may be off by half of its last digit.
                if abs(total - 100) > len(figures) * Decimal(5).scaleb(last - 1):
                    far[question.id, group] = str(total)
    assert far == {("challenges", "Kazakhstan (%)"): "100.3", ("challenges", "South Korea (%)"): "79.9"}


def test_subtotals_are_the_sums_of_their_printed_parts():
    checked = 0
    for name in published.tables():
        table = published.load(name)
        for question in table.questions:
            for subtotal, group in itertools.product(table.options(question.id, "subtotal"), table.groups):
                parts = [Decimal(table.printed(part, group)) for part in table.parts(subtotal)]
                assert sum(parts) == Decimal(table.printed(subtotal, group)), f"{name}, {subtotal}, {group}"
                checked += 1
    assert checked == sum(
        " + " in option and group != "Difference"
        for study in STUDIES
        for _, _, option, group in transcription(study)[0]
    )


def test_differences_are_those_of_the_printed_columns():
    rows = published.load("kyrgyzstan-2024/table-1").as_printed().map(Decimal)
    assert (rows["In Kyrgyzstan"] - rows["In Russia"]).tolist() == rows["Difference"].tolist()


# The running text ------------------------------------------------------------------------------------------


def disagreements(study):
    """Text figures in digits that differ from the cell or formula that their sentence is about."""
    for figure in (
        published.text_figures(study).query("agrees_with != '' and unit != 'in words'").itertuples()
    ):
        value = published.resolve(study, figure.agrees_with)
        if value != Decimal(figure.printed.replace(",", "")):
            yield figure.id, figure.printed, str(value)


def test_text_figures_disagree_with_the_tables_exactly_where_they_are_known_to():
    assert list(disagreements("kazakhstan-korea-2025")) == [("it-korea-again", "38", "12.3")]
    assert list(disagreements("kyrgyzstan-2024")) == [
        ("sample-russian-citizens", "26.6", "27.6"),
        ("sample-age-26-45", "50.1", "55.9"),
        ("own-security-satisfactory", "48.6", "46.6"),
        ("own-security-well-off", "5.8", "47.6"),
        ("expectations-not-fully-met", "8.0", "63.5"),
    ]


def test_table_4_and_the_text_have_own_and_family_security_the_other_way_round():
    figures = published.text_figures("kyrgyzstan-2024").set_index("id")
    swapped = [name for name in figures.index if re.match("(own|family)-security-(good|satisfactory)", name)]
    by_name = {
        name: (
            figures.loc[name, "printed"],
            str(published.resolve("kyrgyzstan-2024", figures.loc[name, "other_reading"])),
        )
        for name in swapped
    }
    assert by_name == {
        "own-security-good": ("47.6", "44.1"),
        "family-security-good": ("44.1", "47.6"),
        "own-security-satisfactory": ("48.6", "39.0"),
        "family-security-satisfactory": ("39.0", "46.6"),
    }


@pytest.mark.parametrize("study", STUDIES)
def test_units_are_those_of_the_second_transcription(study):
    assert published.text_figures(study)["unit"].tolist() == list(map(unit_of, transcription(study)[1]))


def test_the_catalogue_lists_every_file_with_its_rows():
    rows = published.catalogue().set_index("name")["rows"]
    assert list(rows.index) == [resource["name"] for resource in DESCRIPTOR["resources"]]
    for name in published.tables():
        assert rows[name] == len(transcribed(name))
    for study in STUDIES:
        assert rows[f"{study}/text"] == len(transcription(study)[1])
        assert rows[f"{study}/claims"] == len(claims.stored_verdicts(study))


@pytest.mark.parametrize("study", STUDIES)
def test_a_text_figure_says_what_it_is_about_in_one_plain_line(study):
    figures = published.text_figures(study)
    assert figures["about"].str.fullmatch(r"[A-Z].*[^.]").all()
    assert figures["note"].str.fullmatch(r"|.*\.").all()


@pytest.mark.parametrize(
    ("study", "noted", "parts"),
    [
        ("kyrgyzstan-2024", "sample-russian-citizens", ["sample-kyrgyz-citizens", "sample-russian-citizens"]),
        ("kyrgyzstan-2024", "sample-age-26-45", ["sample-age-14-25", "sample-age-26-45"]),
        (
            "kazakhstan-korea-2025",
            "origin-russia",
            [
                f"origin-{country}"
                for country in ("uzbekistan", "china", "mongolia", "turkmenistan", "russia")
            ],
        ),
    ],
)
def test_notes_give_the_sum_of_shares_that_do_not_make_100(study, noted, parts):
    total = published.resolve(study, " + ".join(f"text[{part}]" for part in parts))
    assert total != 100
    assert f"make {total}." in published.text_figures(study).set_index("id").loc[noted, "note"]


@pytest.mark.parametrize("study", STUDIES)
def test_notes_give_what_a_second_reading_makes_of_a_figure(study):
    for figure in (
        published.text_figures(study).query("other_reading != '' and unit != 'in words'").itertuples()
    ):
        for expression in (figure.agrees_with, figure.other_reading):
            value = published.resolve(study, expression).quantize(Decimal("0.1"))
            assert re.search(rf"(?<!\d){value}(?!\d)", f"{figure.printed} {figure.note}"), figure.id


def test_notes_of_single_figures_name_the_cells_they_speak_of():
    notes = published.text_figures("kyrgyzstan-2024").set_index("id")["note"]
    sectors, security = published.load("kyrgyzstan-2024/table-1"), published.load("kyrgyzstan-2024/table-4")
    assert f"Other ({sectors.printed('Other', 'In Kyrgyzstan')})" in notes["working-kyrgyzstan"]
    women = security.printed("Satisfactory", "Female", "provide-for-family")
    assert f"{women} is printed there only for women" in notes["own-security-satisfactory"]
    assert security.cells["printed"].tolist().count(women) == 1
    family, own = (security.printed("Bad", security.whole, q.id) for q in security.questions)
    assert f"{family} is the answer Bad" in notes["own-security-well-off"]
    assert f"family bad ({family}) than their own ({own})" in notes["family-security-bad-ratio"]
