"""The audit: what it finds in the two papers, and that each rule finds what it is for and nothing else."""

import csv
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType, SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homecoming import published
from homecoming.checks import audit
from homecoming.errors import NoSuchNameError

KG, KZ = "kyrgyzstan-2024", "kazakhstan-korea-2025"


def short(found, *columns):
    return [tuple(row) for row in found[list(columns)].itertuples(index=False)]


# The two papers ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kyrgyzstan():
    return audit.study(KG)


@pytest.fixture(scope="module")
def kazakhstan_korea():
    return audit.study(KZ)


def test_tables_made_of_rounded_figures(kyrgyzstan):
    everybody, reviewed = "For all those interviewed", "For all those reviewed"
    found = kyrgyzstan[(kyrgyzstan["verdict"] == "rounding") & ~kyrgyzstan["table"].str.endswith("text")]
    assert short(found, "table", "option", "group", "printed", "recomputed") == [
        (f"{KG}/table-1", "10. Housing and utilities sector", "Difference", "-1.1", "-1.2"),
        (f"{KG}/table-1", "12. Do not work", "Difference", "+8.1", "+8.2"),
        (f"{KG}/table-2", "Yes + mostly yes", everybody, "64.2", "64.3"),
        (f"{KG}/table-2", "Yes + mostly yes", "Male", "67.4", "67.3"),
        (f"{KG}/table-2", "No + mostly no", everybody, "35.8", "35.7"),
        (f"{KG}/table-2", "No + mostly no", "Male", "32.6", "32.7"),
        (f"{KG}/table-3", "Yes + mostly yes", "Male", "61.8", "61.9"),
        (f"{KG}/table-3", "No + mostly no", everybody, "37.7", "37.6"),
        (f"{KG}/table-9", "Yes + rather yes, than no", reviewed, "58.0", "58.1"),
    ]


def test_questions_whose_base_is_not_the_sample(kyrgyzstan):
    found = kyrgyzstan[kyrgyzstan["rule"] == "base"]
    assert short(found, "question", "printed", "recomputed") == [
        ("job-match", "515", "501"),
        ("job-satisfaction", "515", "502"),
        ("supervisors", "515", "494"),
        ("colleagues", "515", "496"),
    ]
    told = found.set_index("question")["explanation"]
    assert "501 (300 Male, 201 Female)" in told["job-match"]
    assert "7 solutions fit all figures, from 312 to 494 people" in told["supervisors"]


def test_cells_that_cannot_come_from_the_sample(kyrgyzstan):
    found = kyrgyzstan[kyrgyzstan["rule"] == "impossible-cell"]
    assert found.groupby("question").size().to_dict() == {
        "job-match": 6,
        "job-satisfaction": 9,
        "supervisors": 7,
        "colleagues": 7,
    }
    men = found[(found["question"] == "job-match") & (found["group"] == "Male")]
    assert short(men, "option", "printed", "recomputed")[0] == ("Yes", "30.7", "30.5 or 30.8")


def test_the_other_rules_find_nothing_in_the_tables_of_kyrgyzstan(kyrgyzstan):
    tables = kyrgyzstan[~kyrgyzstan["table"].str.endswith("text")]
    assert set(tables["rule"]) == {"difference", "subtotal", "base", "impossible-cell"}


def test_figures_of_the_text_of_kyrgyzstan(kyrgyzstan):
    found = kyrgyzstan[kyrgyzstan["table"] == f"{KG}/text"]
    assert short(found, "rule", "question", "printed", "recomputed", "verdict") == [
        ("text-cell", "sample-russian-citizens", "26.6", "27.6", "unexplained"),
        ("text-cell", "sample-age-26-45", "50.1", "55.9", "unexplained"),
        ("text-cell", "working-kyrgyzstan", "82.7", "83.9", "ambiguous"),
        ("text-cell", "working-decline", "8.1", "8.9", "ambiguous"),
        ("text-cell", "job-dissatisfied-men", "every tenth", "12.0", "loose"),
        ("text-cell", "own-security-good", "47.6", "44.1", "ambiguous"),
        ("text-cell", "family-security-good", "44.1", "47.6", "ambiguous"),
        ("text-cell", "own-security-satisfactory", "48.6", "46.6 or 39.0", "inconsistent"),
        ("text-cell", "family-security-satisfactory", "39.0", "46.6", "ambiguous"),
        ("text-cell", "own-security-well-off", "5.8", "47.6 or 44.1", "inconsistent"),
        ("text-cell", "family-security-bad-ratio", "three times", "0.3", "ambiguous"),
        ("text-cell", "education-bad", "almost every fifth", "16.7", "loose"),
        ("text-cell", "expectations-not-fully-met", "8.0", "63.5", "ambiguous"),
        ("text-cell", "conclusion-no-plans", "vast majority", "48.7", "inconsistent"),
        ("text-rounding", "working-decline", "8.1", "8.2", "rounding"),
        ("text-impossible", "pay-good", "53.3", "53.2 or 53.4", "inconsistent"),
        ("text-impossible", "pay-good-men", "53.5", "53.4 or 53.8", "inconsistent"),
        ("text-impossible", "pay-good-women", "53.0", "52.9 or 53.3", "inconsistent"),
        ("text-impossible", "own-security-satisfactory", "48.6", "48.5 or 48.7", "inconsistent"),
    ]


def test_kazakhstan_and_south_korea(kazakhstan_korea):
    kz, sk = "Kazakhstan (%)", "South Korea (%)"
    assert short(kazakhstan_korea, "rule", "question", "group", "printed", "recomputed") == [
        ("smallest-base", "employment-status", kz, "", "257"),
        ("smallest-base", "employment-status", sk, "", "574"),
        ("smallest-base", "sectors", kz, "", "483"),
        ("smallest-base", "sectors", sk, "", "316"),
        ("column-sum", "challenges", kz, "100.3", "100"),
        ("column-sum", "challenges", sk, "79.9", "100"),
        ("smallest-base", "challenges", kz, "", "347"),
        ("smallest-base", "challenges", sk, "", "229"),
        ("text-cell", "abstract-kazakhstan-mainly", "Abstract", "mainly", "27.6"),
        ("text-cell", "it-korea-again", "Economic diversification", "38", "12.3"),
    ]
    told = kazakhstan_korea.set_index(["rule", "group"])["explanation"]
    assert "Rounding can move such a sum by 0.2 at most" in told["column-sum", sk]


@pytest.mark.parametrize("study", [KG, KZ])
def test_explanations_are_sentences_and_accuse_nobody(study, kyrgyzstan, kazakhstan_korea):
    for told in (kyrgyzstan if study == KG else kazakhstan_korea)["explanation"]:
        assert told[0].isupper() or told[0].isdigit()
        assert told.endswith(".")
        assert not re.search(
            r"fraud|error|mistake|wrong|false|fake|agrees_with|other_reading|nan", told, re.IGNORECASE
        )


def test_every_finding_names_a_place_that_exists(kyrgyzstan, kazakhstan_korea):
    ids = {f"{study}/text": set(published.text_figures(study)["id"]) for study in (KG, KZ)}
    for found in (kyrgyzstan, kazakhstan_korea):
        for row in found.itertuples():
            if row.table in ids:
                assert row.question in ids[row.table]
                continue
            table = published.load(row.table)
            question = table.question(row.question)
            assert row.group in {*table.groups, "Difference"}
            if row.option:
                assert table.printed(row.option, row.group, question.id) == row.printed


# Made-up tables: each rule on a slip that was put there ------------------------------------------------


def own_table(folder, rows, **facts):
    """Write and load a reader's own table: rows of (option, kind, *figures) below a header of groups."""
    (_, _, *groups), *rows = rows
    path = folder / "own.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(published.COLUMNS)
        for option, kind, *figures in rows:
            for group, figure in zip(groups, figures, strict=True):
                if figure is not None:
                    writer.writerow(
                        ["Is it so?", option, "difference" if group == "Change" else kind, group, figure]
                    )
    return published.load_csv(path, **facts)


CLEAN = [
    ("", "", "All", "Men", "Women"),
    ("Yes", "option", "50.0", "40.0", "60.0"),
    ("Partly", "option", "20.0", "28.0", "12.0"),
    ("No", "option", "30.0", "32.0", "28.0"),
    ("Yes + partly", "subtotal", "70.0", "68.0", "72.0"),
]


def with_cell(rows, option, column, figure):
    place = rows[0].index(column)
    return [(*r[:place], figure, *r[place + 1 :]) if r[0] == option else r for r in rows]


def test_a_clean_table_has_no_finding(tmp_path):
    table = own_table(tmp_path, CLEAN, respondents=50, whole="All")
    assert audit.table(table).empty
    assert list(audit.table(table).columns) == audit.COLUMNS


def test_a_column_that_does_not_add_up(tmp_path):
    table = own_table(tmp_path, with_cell(CLEAN, "Yes", "Men", "41.0"), respondents=50, whole="All")
    found = audit.table(table, only=["column-sum"])
    assert short(found, "group", "printed", "verdict") == [("Men", "101.0", "unexplained")]


def test_rounding_alone_is_no_finding(tmp_path):
    rows = [("", "", "All"), ("A", "option", "33.3"), ("B", "option", "33.3"), ("C", "option", "33.3")]
    assert audit.table(own_table(tmp_path, rows, respondents=3)).empty
    rows[3] = ("C", "option", "33.1")
    assert not audit.table(own_table(tmp_path, rows), only=["column-sum"]).empty


def test_a_subtotal_beyond_rounding(tmp_path):
    rows = with_cell(CLEAN, "Yes + partly", "Women", "73.0")
    for facts in ({"respondents": 50, "whole": "All"}, {}):
        found = audit.table(own_table(tmp_path, rows, **facts), only=["subtotal"])
        assert short(found, "option", "group", "printed", "recomputed", "verdict") == [
            ("Yes + partly", "Women", "73.0", "72.0", "inconsistent")
        ]


def test_a_subtotal_made_of_rounded_figures(tmp_path):
    rows = [
        ("", "", "All"),
        ("A", "option", "16.7"),
        ("B", "option", "16.7"),
        ("C", "option", "66.7"),
        ("A + b", "subtotal", "33.4"),
    ]
    found = audit.table(own_table(tmp_path, rows, respondents=6))
    assert short(found, "rule", "printed", "recomputed", "verdict") == [
        ("subtotal", "33.4", "33.3", "rounding")
    ]
    # Without a number of people 33.4 is within what rounding allows.
    assert audit.table(own_table(tmp_path, rows), only=["subtotal"]).empty


CHANGE = [
    ("", "", "Before", "After", "Change"),
    ("Yes", "option", "20.0", "35.0", "+15.0"),
    ("No", "option", "80.0", "65.0", "-15.0"),
]


@pytest.mark.parametrize(
    ("printed", "words"),
    [("+15.0", None), ("+15.1", None), ("+15.2", "does not explain"), ("-15.0", "opposite sign")],
)
def test_a_difference_of_two_columns(tmp_path, printed, words):
    table = own_table(tmp_path, with_cell(CHANGE, "Yes", "Change", printed))
    found = audit.table(table, only=["difference"])
    assert found.empty if words is None else words in found["explanation"].item()


def test_a_difference_of_unknown_columns_cannot_be_checked(tmp_path):
    rows = [(*r[:4], r[3], *r[4:]) if i else (*r[:4], "Later", "Change") for i, r in enumerate(CHANGE)]
    found = audit.table(own_table(tmp_path, rows), only=["difference"])
    assert set(found["verdict"]) == {"cannot be checked"}


def test_a_figure_impossible_for_the_people_asked(tmp_path):
    rows = [("", "", "All"), ("Yes", "option", "30.7"), ("No", "option", "69.3")]
    found = audit.table(own_table(tmp_path, rows, respondents=305))
    assert short(found[found["rule"] == "impossible-cell"], "option", "recomputed") == [
        ("Yes", "30.5 or 30.8"),
        ("No", "69.2 or 69.5"),
    ]
    assert found[found["rule"] == "base"]["recomputed"].item() == "303"


def test_sizes_of_groups_that_nobody_stated_are_not_assumed(tmp_path):
    # 60.0 is impossible for 51 people, but the women need not be 51.
    table = own_table(tmp_path, CLEAN, respondents=51, whole="All")
    found = audit.table(table)
    assert "impossible-cell" not in set(found["rule"])


def test_no_base_at_all_names_the_cell_to_mend(tmp_path):
    rows = [
        ("", "", "All"),
        ("Yes", "option", "33.3"),
        ("Partly", "option", "33.4"),
        ("No", "option", "33.3"),
    ]
    found = audit.table(own_table(tmp_path, rows, respondents=20), only=["no-base"])
    assert ("Partly", "33.4", "33.3") in short(found, "option", "printed", "recomputed")
    assert "No number of people up to 20" in found["explanation"].iloc[0]


def test_a_whole_outside_its_groups(tmp_path):
    rows = with_cell(with_cell(CLEAN, "Yes", "All", "62.0"), "No", "All", "18.0")
    found = audit.table(own_table(tmp_path, rows, respondents=50, whole="All"), only=["total-range"])
    assert short(found, "option", "printed", "recomputed") == [
        ("Yes", "62.0", "40.0 to 60.0"),
        ("No", "18.0", "28.0 to 32.0"),
    ]


def test_a_whole_that_is_not_the_average_of_groups_of_known_size():
    table = published.load(f"{KG}/table-8")
    sizes = MappingProxyType({**table.max_bases, "Male": 210, "Female": 305})
    found = audit.table(replace(table, max_bases=sizes), only=["weighted-total"])
    # With the sizes of men and women exchanged, 23.4 per cent would plan to leave, not 22.1.
    assert ("Yes", "22.1", "23.4") in short(found, "option", "printed", "recomputed")
    assert audit.table(table, only=["weighted-total"]).empty


def test_too_many_possibilities_are_reported_not_hidden(tmp_path):
    rows = [(*r[:2], *(f[:-2] if "." in f else f for f in r[2:])) for r in CLEAN]
    table = own_table(tmp_path, rows, respondents=20_000, whole="All")
    found = audit.table(table)
    (told,) = found[found["verdict"] == "cannot be checked"]["explanation"]
    assert "too many possibilities" in told


def test_people_not_stated(tmp_path):
    found = audit.table(own_table(tmp_path, CLEAN))
    assert short(found, "rule", "group", "recomputed") == [
        ("smallest-base", "All", "10"),
        ("smallest-base", "Men", "25"),
        ("smallest-base", "Women", "25"),
    ]


as_text = {1: Decimal("0.1"), 2: Decimal("0.01")}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ks=st.lists(st.integers(0, 200), min_size=2, max_size=6).filter(lambda ks: sum(ks) > 0),
    decimals=st.sampled_from([1, 2]),
)
def test_a_table_made_from_people_is_never_blamed(tmp_path, ks, decimals):
    def share(k):
        return str((Decimal(100 * k) / sum(ks)).quantize(as_text[decimals], ROUND_HALF_UP))

    rows = [("", "", "All"), *((f"Option {i}", "option", share(k)) for i, k in enumerate(ks))]
    rows.append(("Option 0 + option 1", "subtotal", share(ks[0] + ks[1])))
    assert audit.table(own_table(tmp_path, rows, respondents=sum(ks))).empty


@pytest.mark.parametrize(
    ("about", "group"),
    [
        ("Men who find their work well paid", "Male"),
        ("Women undecided whether to leave", "Female"),
        ("Men among the people asked", ""),  # a share of everybody
        ("Mentors of young people", ""),
        ("People who find their work well paid", ""),
        ("Others who left", "Other"),
    ],
)
def test_the_words_of_a_study_say_whose_share_a_figure_is(about, group):
    words = {"Male": "men", "Female": "women", "Other": "others"}
    assert audit._group(about, SimpleNamespace(groups=tuple(words), words=words)) == group
    assert audit._group(about, None) == ""


def test_without_words_a_group_is_called_by_its_name():
    stratum = published.paper("example").stratum
    assert audit._group("Village dwellers who stay", stratum) == "Village"


# Words for numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "words", "verdict"),
    [
        ("job-dissatisfied-women", "every tenth", None),  # 10.3
        ("job-dissatisfied-women", "every eighth", "loose"),
        ("plans-to-leave-women", "every fourth", None),  # 26.2
        ("supervisors-good", "every second", None),  # 53.8
        ("supervisors-good", "every third", "loose"),
        ("colleagues-good", "two out of three", None),  # 67.9
        ("colleagues-good", "three out of four", "loose"),
        ("colleagues-good", "vast majority", None),
        ("conclusion-no-plans", "the majority", "inconsistent"),  # 48.7
        ("colleagues-good", "many", None),  # says no number
        ("colleagues-good", "every umpteenth", None),
        ("colleagues-good", "a few out of many", None),
    ],
)
def test_shares_told_in_words(figure, words, verdict):
    figures = published.text_figures(KG)
    figures = figures[figures["id"] == figure].assign(printed=words, other_reading="")
    found = list(audit.RULES["text-cell"].check(KG, figures))
    assert [finding.verdict for finding in found] == ([] if verdict is None else [verdict])


# The register of rules ---------------------------------------------------------------------------------


def test_rules_are_listed_with_the_question_they_ask():
    listed = audit.rules()
    assert list(listed.index) == list(audit.RULES)
    assert listed["asks"].str.endswith("?").all()
    assert set(listed["scope"]) == {"table", "text"}


def test_a_new_rule_is_applied_by_every_audit(monkeypatch):
    monkeypatch.setattr(audit, "RULES", dict(audit.RULES))

    @audit.rule("long-title", "Is the title too long?")
    def _(table, items):
        yield audit.Finding("ambiguous", f"The title has {len(table.title)} characters.")

    found = audit.table(f"{KG}/table-9")
    assert short(found[found["rule"] == "long-title"], "table", "verdict") == [(f"{KG}/table-9", "ambiguous")]
    with pytest.raises(ValueError, match="a name of its own"):
        audit.rule("long-title", "Again?")
    with pytest.raises(ValueError, match="scope"):
        audit.rule("other", "Where?", scope="book")


def test_unknown_names_are_explained():
    with pytest.raises(NoSuchNameError, match=r"There is no rule 'subtotals'\. Did you mean 'subtotal'"):
        audit.table(f"{KG}/table-9", only=["subtotals"])
    with pytest.raises(ValueError, match="There is no table"):
        audit.table(f"{KG}/table-19")
    with pytest.raises(ValueError, match="There is no study"):
        audit.study("mars-2030")
