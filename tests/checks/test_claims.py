"""Every verdict is computed again; the ones that matter most are also computed another way."""

import itertools
import json
import re
import shutil
from decimal import Decimal

import pytest

from homecoming import published
from homecoming.checks import claims, inference
from homecoming.people import counts, survey
from homecoming.published import Row

STORED = [
    (study, name, verdict)
    for study in published.studies()
    for name, verdict in claims.stored_verdicts(study).items()
]


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A copy of the data package that a test may spoil."""
    copy = tmp_path / "data"
    shutil.copytree(published.data_dir(), copy)
    monkeypatch.setenv("HOMECOMING_DATA", str(copy))
    return copy


def change(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def test_a_bad_cell_of_a_table_keeps_its_place_when_a_claim_meets_it(own_data):
    study, cell = "kyrgyzstan-2024", ",Male,30.7"
    change(own_data / study / "table-2.csv", cell, ',Male,"30,7"')
    lines = (own_data / study / "table-2.csv").read_text("utf-8").splitlines()
    (place,) = (number for number, line in enumerate(lines, start=1) if "30,7" in line)
    for meet in (lambda: published.load(f"{study}/table-2"), lambda: claims.table(study)):
        with pytest.raises(published.DataError) as caught:
            meet()
        assert (caught.value.file, caught.value.column) == (f"data/{study}/table-2.csv", "printed")
        assert caught.value.row == place


@pytest.mark.parametrize(("study", "name", "stored"), STORED, ids=[name for _, name, _ in STORED])
def test_the_verdict_in_the_file_is_the_computed_one(study, name, stored):
    ruling = claims.assess(name)
    assert ruling.study == study
    assert ruling.verdict == stored
    assert "{" not in ruling.explanation


def test_there_are_enough_claims_and_all_kinds_of_verdict():
    found = claims.table()
    assert len(found) == len(STORED) >= 45
    assert found.index.is_unique
    assert set(found["verdict"]) == set(claims.VERDICTS)
    for _, own in found.groupby("study"):
        assert len(own) >= 25


def test_contradictions_computed_another_way():
    """With the printed text of single cells and plain arithmetic only."""
    kg = {number: published.load(f"kyrgyzstan-2024/table-{number}") for number in range(1, 10)}
    kk = {number: published.load(f"kazakhstan-korea-2025/table-{number}") for number in (1, 2, 3)}
    everybody = "For all those reviewed"
    table_2 = kg[2].percentages()
    judged = counts.recover(
        {group: list(kg[2].as_printed(kinds=["option"])[group]) for group in table_2},
        {"Male": 305, "Female": 210},
        whole=table_2.columns[0],
    ).bases.rename(columns={table_2.columns[0]: "base"})
    (idle,) = counts.consistent(kg[1].printed("12. Do not work", "In Kyrgyzstan"), 515)
    contradicted = {
        "plans-vast-majority": Decimal(kg[8].printed("No", everybody)) < 50,
        "expectations-not-met-small": sum(
            Decimal(kg[9].printed(answer, everybody))
            for answer in ("Rather yes, than no", "Rather no than yes", "No")
        )
        == Decimal("63.5"),
        "sample-worked-in-russia": kg[1].printed("12. Do not work", "In Russia") == "8.0",
        "own-security-satisfactory": "48.6"
        not in [
            kg[4].printed(answer, everybody, question)
            for question, answer in itertools.product(("own-security",), ("Bad", "Satisfied", "Good"))
        ],
        "well-off-5-8": kg[4].printed("Bad", everybody, "provide-for-family") == "5.8",
        "it-38-percent": kk[2].printed("Information Technology", "South Korea (%)") == "12.3",
        "credentials-next": Decimal(kk[3].printed("Bureaucratic Hurdles", "Kazakhstan (%)"))
        > Decimal(kk[3].printed("Recognition of Foreign Qualifications", "Kazakhstan (%)")),
        "korea-high-tech": sum(
            Decimal(kk[2].printed(sector, "South Korea (%)"))
            for sector in ("Information Technology", "Manufacturing")
        )
        < Decimal(kk[2].printed("Services", "South Korea (%)")),
        # No whole number of 515 lies within half a tenth of the printed share.
        "pay-base": not any(
            abs(Decimal(100 * k) / 515 - Decimal("53.3")) <= Decimal("0.05") for k in range(516)
        ),
        "rated-work-have-work": judged["base"].min() > 515 - idle,
    }
    for name, found in contradicted.items():
        assert found, name
        assert claims.assess(name).verdict == claims.CONTRADICTED, name


DATES = "(?:January|February|March|April|May|June|July|August|September|October|November|December) [12]\\d{3}"


def typed_figures(claim):
    """Digits of an explanation outside braces, but for what names something and was not computed.

    That is a table's number, a date, and the ages that bound a class of the sample: they are in the ids of
    the text's figures that the claim is about.
    """
    typed = re.sub(r"\{[^{}]*\}", "", claim["explanation"])
    typed = re.sub(rf"\bTables? \d+((, | and )\d+)*\b|\b{DATES}\b", "", typed)
    names = {
        figure for id_ in re.findall(r"text\[([^\]]*)\]", claim["quantities"]) for figure in id_.split("-")
    }
    return [figure for figure in re.findall(r"\d[\d.,]*(?<=\d)", typed) if figure not in names]


@pytest.mark.parametrize("study", [*published.studies(), *published.example_studies()])
def test_no_figure_of_an_explanation_is_typed(study):
    found = {
        row["id"]: typed_figures(row)
        for row in published.records(f"{study}/claims.csv", claims.COLUMNS)
        if typed_figures(row)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("explanation", "typed"),
    [
        ("The five make 96.5; {rest:.1f} are left.", ["96.5"]),
        ("1,123,200 people, 515 of them.", ["1,123,200", "515"]),
        ("Table 2 prints {said}, Tables 3 and 4 do not.", []),
        ("Counted in September 2023, when 16,026 came.", ["16,026"]),
        ("Others may be over 45, or 46.", ["46"]),
    ],
)
def test_a_typed_figure_is_found(explanation, typed):
    assert typed_figures({"explanation": explanation, "quantities": "older=text[sample-age-26-45]"}) == typed


def test_figures_of_explanations_computed_another_way():
    people = survey.rebuild()
    at_work = (
        people.bases.at["sector-kyrgyzstan", "all"]
        - people.counts("sector-kyrgyzstan").at["12. Do not work", "All"]
    )
    spare = [people.bases.at[question, "all"] - at_work for question in ("job-match", "colleagues")]
    told = repr(claims.assess("rated-work-have-work"))
    assert f"at least {spare[0]} rated" in told
    assert f"colleagues, at least {spare[1]}." in told

    workers = [
        people.counts(f"sector-{country}")["All"].drop("12. Do not work")
        for country in ("russia", "kyrgyzstan")
    ]
    apart = inference.dissimilarity(*workers).percent
    assert f"Among workers alone it is {apart:.1f}." in repr(claims.assess("sectors-unchanged"))

    assert counts.consistent("48.6", 514) == (250,)
    assert "(250 of 514 is)" in repr(claims.assess("own-security-satisfactory"))


def test_a_changed_figure_changes_the_verdict(own_data):
    cell = "Information Technology,option,South Korea (%),"
    change(own_data / "kazakhstan-korea-2025/table-2.csv", f"{cell}12.3", f"{cell}38")
    ruling = claims.assess("it-38-percent")
    assert ruling.verdict == claims.HOLDS
    assert "Table 2 prints 38" in ruling.explanation


def test_a_reader_may_assess_by_another_yardstick():
    assert claims.assess("plans-vast-majority", majority=45).verdict == claims.HOLDS
    assert claims.assess("sectors-unchanged").verdict == claims.UNCHECKED
    assert claims.assess("sectors-unchanged", significant=20).verdict == claims.HOLDS
    assert claims.assess("sectors-unchanged", significant=10).verdict == claims.CONTRADICTED
    with pytest.raises(ValueError, match=r"There is no quantity 'most'\. There are: no, majority"):
        claims.assess("plans-vast-majority", most=45)
    with pytest.raises(ValueError, match="There is no claim 'vast'"):
        claims.assess("vast")


def test_a_ruling_shows_its_computation():
    ruling = claims.assess("plans-vast-majority")
    page = ruling._repr_html_()
    assert "Claim plans-vast-majority: contradicted" in page
    assert "48.7 = table-8[No|For all those reviewed]" in page
    assert "no &gt; majority" in page


GOOD = "no=table-8[No|For all those reviewed]; majority=50,no > majority"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("no=table-8[Never|For all those reviewed]; majority=50,no > majority", "column 'quantities'.*Never"),
        ("no=people[luck|No|All]; majority=50,no > majority", "column 'quantities'.*luck"),
        ("no=people[plans-to-leave|No]; majority=50,no > majority", "column 'quantities'.*people"),
        ("no=people[plans-to-leave|Perhaps|All]; majority=50,no > majority", "no answer 'Perhaps'"),
        ("no is table-8[No|Male]; majority=50,no > majority", "name = formula"),
        ("no=1; no=2; majority=50,no > majority", "each name once"),
        ("no=1; majority=50,no > most", "column 'holds_when'.*no quantity 'most'.*There are: no, majority"),
        ("no=1; majority=50,no >", "column 'holds_when'.*ends too soon"),
        ("no=1; majority=50,__import__('os').getcwd()", "column 'holds_when'.*cannot be read from"),
        ("most=1; majority=50,most > majority", "column 'explanation'.*no quantity 'no'"),  # it uses {no}
    ],
)
def test_a_claim_that_cannot_be_read_says_where(own_data, bad, words):
    change(own_data / "kyrgyzstan-2024/claims.csv", GOOD, bad)
    with pytest.raises(published.DataError, match=words) as caught:
        claims.assess("plans-vast-majority")
    assert caught.value.file == "data/kyrgyzstan-2024/claims.csv"
    assert caught.value.row > 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("plans-vast-majority,Conclusion", "sample-by-sex,Conclusion", "the claim 'sample-by-sex' again"),
        ("plans-vast-majority,Conclusion", "plans-vast-majority,", "column 'location': found a blank cell"),
        ("id,location,topic", "id,place,topic", "column 'location': found no such column"),
    ],
)
def test_a_claims_file_out_of_order_says_where(own_data, old, new, words):
    change(own_data / "kyrgyzstan-2024/claims.csv", old, new)
    with pytest.raises(published.DataError, match=words):
        claims.table("kyrgyzstan-2024")


def test_a_verdict_is_one_of_the_four(own_data):
    path = own_data / "kyrgyzstan-2024/claims.csv"
    path.write_text(path.read_text("utf-8").replace(",holds,", ",hold,", 1), "utf-8")
    with pytest.raises(published.DataError, match="found 'hold'; expected one of holds, ") as caught:
        claims.stored_verdicts("kyrgyzstan-2024")
    assert caught.value.column == "verdict"
    assert caught.value.row


def test_a_very_small_quantity_can_be_read(monkeypatch):
    """Python writes it as 5e-05, which no formula may hold."""
    monkeypatch.setitem(claims._FUNCTIONS, "p", lambda study, *labels: 5e-05)
    ruling = claims.assess("expectations-sexes-alike")
    assert ruling.quantities[0].value == Decimal("0.00005")
    assert ruling.verdict == claims.CONTRADICTED
    assert "p = 0.00." in ruling.explanation


@pytest.mark.parametrize("computed", [5e-05, 1e-300, 0.1, 3, Decimal("12.30")])
def test_what_a_function_computes_is_taken_to_the_digit(monkeypatch, computed):
    monkeypatch.setitem(claims._FUNCTIONS, "p", lambda study, question: computed)
    value = published.resolve("example", "p[plans]", claims._FUNCTIONS)
    assert value == Decimal(str(computed))
    assert claims._plain(value) == (str(computed) if value > Decimal("0.001") else "0.000")


@pytest.mark.parametrize(
    ("insert", "written"),
    [
        ("share", "12.50"),
        ("share:.1f", "12.5"),
        ("100 - share", "87.50"),
        ("share / 3", "4.167"),
        ("1000 * share:,.0f", "12,500"),
        ("share * 2748:hundreds", "34,400"),
        ("share / 6:word", "two"),
        ("share / 6:Word", "Two"),
        ("share / 4:ordinal", "third"),
        ("share:word", "12"),
        ("table-1[Yes|Town]:.0f", "31"),
        ("people[training|Yes + mostly yes|Town]", "101"),
        ("base[training|Town] - people[training|Yes + No + Mostly yes + Mostly no|Town]", "0"),
        ("rank[table-3|Shop|Now]:ordinal", "first"),
        ("smallest_base[training] <= 240", None),
        ("slight", "?"),
        ("slight - share:.1f", "?"),
    ],
)
def test_an_explanation_computes_its_figures(insert, written):
    row = Row(
        "claims.csv",
        2,
        dict.fromkeys(claims.COLUMNS, "")
        | {"quantities": "share=12.50; slight=not given", "explanation": f"So: {{{insert}}}."},
    )
    if written is None:
        with pytest.raises(
            published.DataError, match=r"row 2, column 'explanation'.*Leave out the comparison"
        ):
            claims._ruling(claims._read("example", row), {})
    else:
        assert claims._ruling(claims._read("example", row), {}).explanation == f"So: {written}."


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("explanation", "So: {a:.z}.", "a way to write a number"),
        ("explanation", "So: {a.", "every brace closed"),
        ("explanation", "So: {}.", "ends too soon"),
        ("explanation", "So: {b}.", "no quantity 'b'"),
        ("explanation", "So: {table-1[Yes|City]}.", "no group 'City'"),
        ("holds_when", "a", "a test, such as"),
        ("holds_when", "a / 0 > 1", "divide by zero"),
        ("holds_when", "table-1[Yes|City] > a", "no group 'City'"),
        ("reservation_when", "a > ", "ends too soon"),
        ("quantities", "a=1; b=rank[table-3|Market|Now]", "no option 'Market'"),
        ("quantities", "a=1; b=people[training|Yes|City]", "no group 'City'"),
        ("quantities", "a=1; b=fits[match-town|many]", "no number of people"),
        ("quantities", "a=1; b=fits[match-city|150]", r"text\[match-town\]"),
        ("quantities", "a=1; b=solutions[luck]", "no question 'luck'"),
        ("quantities", "a=1; b=dissimilarity[table-3|Before|Then]", "no group 'Then'"),
        ("quantities", "a=1; b=luck[plans]", "one of table-1, table-2, table-3, people"),
        ("quantities", "a=1; b=p[plans|Yes|No]", "takes other labels"),
        ("quantities", "a=1; b=a + 1", "no name that has a value"),
        ("quantities", "a=1; b=a > 1", "no name that has a value|Leave out the comparison"),
    ],
)
def test_what_is_wrong_in_a_claim_names_its_column(column, text, words):
    cells = dict.fromkeys(claims.COLUMNS, "") | {"quantities": "a=1", "holds_when": "a > 0"} | {column: text}
    with pytest.raises(published.DataError, match=words) as caught:
        claims._ruling(claims._read("example", Row("claims.csv", 7, cells)), {})
    assert (caught.value.file, caught.value.row, caught.value.column) == ("claims.csv", 7, column)


def test_the_groups_that_are_compared_are_the_studys():
    counted = survey.rebuild("example").counts("plans")[["Town", "Village"]]
    found = published.resolve("example", "p[plans]", claims._FUNCTIONS)
    assert float(found) == inference.chi_square(counted).p
    with pytest.raises(published.DataError, match="does not show groups of people apart"):
        published.resolve("kazakhstan-korea-2025", "p[work]", claims._FUNCTIONS)


def test_a_third_study_has_claims_or_has_none(own_data):
    described = json.loads((own_data / "datapackage.json").read_text("utf-8"))
    third = {"key": "third", "slug": "third", "citation": "", "doi": "", "title": "A third", "year": 2026}
    described["papers"].append(third)
    (own_data / "datapackage.json").write_text(json.dumps(described), "utf-8")
    before = len(claims.table())
    assert claims.table("third").empty
    assert published.text_figures("third").empty

    described["resources"].append({"name": "third/claims", "path": "third/claims.csv"})
    (own_data / "datapackage.json").write_text(json.dumps(described), "utf-8")
    header = ",".join(claims.COLUMNS)
    (own_data / "third").mkdir()
    (own_data / "third/claims.csv").write_text(
        f"{header}\nthirds,Results,Text,A third is a third.,a=1 / 3,a < 1,,holds,It is {{a:.2f}}.\n", "utf-8"
    )
    assert claims.assess("thirds").explanation == "It is 0.33."
    assert len(claims.table()) == before + 1
