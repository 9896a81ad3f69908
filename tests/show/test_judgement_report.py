"""An audit told to a person and to programs: marks and links that agree, nothing that a label can do."""

import csv
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from homecoming.checks.judge import judge
from homecoming.checks.judged import KINDS, Disagreement, Judgement, Note
from homecoming.published.data_error import DataError
from homecoming.reading.corrections import Corrections
from homecoming.reading.grid import Grid
from homecoming.reading.grids import grids_from_text
from homecoming.reading.layouts import read
from homecoming.reading.opened import opened
from homecoming.reading.printed import Reading
from homecoming.show.audit_data import schema
from homecoming.show.finding_words import CAREFUL, NO_PROOF, chance_words, reasons
from homecoming.show.judgement_report import Audited, JudgementReport, Unusable
from homecoming.show.reading_report import ReadingReport

TABLES = Path(__file__).parents[2] / "data/other-papers"
NAMES = sorted(path.stem for path in TABLES.glob("*.csv"))
EMPTY = Judgement(Reading("a.csv", "A", "none", (), ()), (), (), (), {})


def audit(text, **told):
    [grid] = grids_from_text(text, "own.csv")
    return JudgementReport(judge(read(grid, Corrections(**told))), grid)


def audit_file(name):
    [one] = opened(TABLES / f"{name}.csv")
    return JudgementReport(judge(one.reading), one.grid)


def found(kind="base", **values):
    said = {"row": "Yes", "column": "Town", "block": "", "place": (2, 2), "printed": "57.4", "would": "57.5"}
    return Disagreement(**{"kind": kind, "explanation": "the rows differ"} | said | values)


def with_findings(*findings):
    return JudgementReport(replace(EMPTY, findings=findings))


WRONG = audit("answer,Town (n = 20),Village (n = 20)\nYes,56.0,65.0\nNo,45.0,35.0\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_is_marked_in_the_table_and_linked_both_ways(name):
    report = audit_file(name)
    page = BeautifulSoup(report.as_html(), "html.parser")
    names = {element["id"] for element in page.find_all(id=True)}
    links = [link["href"].removeprefix("#") for link in page.find_all("a", href=True)]
    assert set(links) <= names
    listed = page.select("ol.hc-found > li")
    assert [item["id"] for item in listed] == [
        f"t1-finding-{n}" for n in range(1, len(report.judgement.findings) + 1)
    ]
    for item, one in zip(listed, report.judgement.findings, strict=True):
        cell = page.find(id=item.find("a")["href"].removeprefix("#"))
        assert cell.name in ("td", "th")
        assert item["id"] in [link["href"].removeprefix("#") for link in cell.find_all("a")]
        if all(one.place) and one.printed and not one.printed.startswith("sum "):
            assert cell.get_text().startswith(one.printed)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_every_cell_of_the_file(name):
    report = audit_file(name)
    shown = BeautifulSoup(report.as_html(), "html.parser").find("table")
    for link in shown.find_all("a"):
        link.extract()
    texts = [cell.get_text().strip() for cell in shown.find_all(["td", "th"])]
    printed = [text for row in report.grid.rows for text in row if text]
    assert [text for text in texts if text] == printed


def test_two_findings_of_a_cell_are_both_marked():
    report = audit("answer,Town (n = 20)\nYes,55.0\nNo,45.0\n")
    twice = (found(printed="55.0"), found("table", printed="55.0"))
    page = JudgementReport(replace(report.judgement, findings=twice), report.grid).as_html()
    [cell] = BeautifulSoup(page, "html.parser").select(".hc-marked")
    assert [link.get_text() for link in cell.find_all("a")] == ["1", "2"]


def test_a_finding_about_a_column_is_marked_at_its_head_and_one_without_a_place_nowhere():
    report = audit("answer,Town (n = 20)\nYes,55.0\nNo,45.0\n")
    judged = replace(report.judgement, findings=(found(place=(0, 2)), found(place=(0, 0))))
    page = BeautifulSoup(JudgementReport(judged, report.grid).as_html(), "html.parser")
    [cell] = page.select(".hc-marked")
    assert cell.name == "th"
    assert cell.get_text().startswith("Town (n = 20)")
    links = [item.find("a")["href"] for item in page.select("ol.hc-found > li")]
    assert links == [f"#{cell['id']}", "#t1-finding-2"]


def test_a_table_that_changed_rows_and_columns_is_marked_where_it_was_read():
    text = "answer,Yes,No\nTown (n = 20),56.0,45.0\nVillage (n = 20),65.0,35.0\n"
    report = audit(text, transposed=True)
    marked = BeautifulSoup(report.as_html(), "html.parser").select("td.hc-marked")
    assert [cell.contents[0].strip() for cell in marked] == [
        one.printed for one in report.judgement.findings if all(one.place)
    ]
    assert marked


def test_merged_cells_stay_merged():
    page = """<table><tr><th rowspan="2">Answer</th><th colspan="2">People</th></tr>
    <tr><th>Town (n = 20)</th><th>Village (n = 20)</th></tr>
    <tr><td>Yes</td><td>56.0</td><td>65.0</td></tr><tr><td>No</td><td>45.0</td><td>35.0</td></tr></table>"""
    [grid] = grids_from_text(page, "own.html")
    report = JudgementReport(judge(read(grid)), grid)
    table = BeautifulSoup(report.as_html(), "html.parser").find("table")
    assert [
        (cell.get_text(), cell.get("rowspan"), cell.get("colspan")) for cell in table.thead.find_all("th")
    ] == [
        ("Answer", "2", None),
        ("People", None, "2"),
        ("Town (n = 20)", None, None),
        ("Village (n = 20)", None, None),
    ]


EVIL = "<script>alert(1)</script>\N{RIGHT-TO-LEFT OVERRIDE}\x1b[31m"


@pytest.fixture
def evil():
    rows = (("", EVIL), (EVIL, "56.0"), ("No", "45.0"))
    grid = Grid("<b>.csv", "", rows, (1, 2, 3), (0, 0, 0), caption=EVIL, notes=(EVIL,))
    reading = read(grid, Corrections(bases={EVIL: 20}, title=EVIL))
    judged = replace(judge(reading), notes=(Note(EVIL, EVIL),), unchecked=(Note(EVIL, EVIL),))
    report = JudgementReport(judged, grid)
    assert report.judgement.findings
    return report


def test_labels_can_do_nothing_in_any_report(evil):
    reading = ReadingReport(evil.judgement.reading)
    audited = Audited([evil, evil], [Unusable(EVIL, EVIL, ValueError(EVIL))])
    for written in (evil.as_html(), evil.html, reading.html, audited.as_html()):
        assert "<script" not in written
        assert "\x1b" not in written
        assert "\u202e" not in written
    for written in (
        *(evil.as_text(), evil.as_json(), evil.as_csv(), evil.summary),
        *(reading.as_text(), reading.summary, audited.as_text(), *audited.summary()),
    ):
        assert written.isprintable() or all(c.isprintable() or c == "\n" for c in written)
    assert json.loads(evil.as_json())["tables"][0]["title"] == EVIL


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)"])
def test_a_spreadsheet_takes_no_label_for_a_formula(text):
    row = next(csv.DictReader(io.StringIO(with_findings(found(row=text, printed=text)).as_csv())))
    assert (row["row"], row["printed"]) == (f"'{text}", f"'{text}")


@pytest.mark.parametrize("text", ["-2.5", "+13", "57.5%", "92 (30.7)"])
def test_numbers_stay_numbers_in_csv(text):
    row = next(csv.DictReader(io.StringIO(with_findings(found(printed=text)).as_csv())))
    assert row["printed"] == text


def test_json_is_as_its_schema_says():
    jsonschema = pytest.importorskip("jsonschema")
    wrong = DataError("'x'", "a table", "Correct it.", file="bad.csv", row=3)
    unusable = [Unusable("bad.csv", "", wrong), Unusable("b.xlsx", "Sheet1", ValueError("no figures"))]
    said = json.loads(Audited([audit_file(name) for name in NAMES], unusable).as_json())
    checker = jsonschema.Draft202012Validator(schema())
    checker.check_schema(schema())
    assert [error.message for error in checker.iter_errors(said)] == []
    assert said["unusable"][0]["row"] == 3
    assert said["summary"]["outcomes"]["not usable"] == 2
    assert said["summary"]["findings"] == sum(len(table["findings"]) for table in said["tables"]) > 0
    del said["tables"][0]["outcome"]
    assert list(checker.iter_errors(said))


def test_the_schema_knows_every_kind_of_finding():
    assert schema()["$defs"]["kind"]["enum"] == list(KINDS)


def test_json_and_csv_name_the_same_findings():
    tables = json.loads(WRONG.as_json())["tables"][0]
    rows = list(csv.DictReader(io.StringIO(WRONG.as_csv())))
    assert len(rows) == len(tables["findings"]) > 0
    for row, finding in zip(rows, tables["findings"], strict=True):
        place = (str(finding["place"][name] or "") for name in ("row", "column"))
        assert (row["file_row"], row["file_column"]) == tuple(place)
        assert row["explanation"] == finding["explanation"]
        assert (
            row["innocent_explanations"].split("; ") == finding["innocent_explanations"]
            or not row["innocent_explanations"]
        )


def test_a_table_without_findings_has_a_row_in_csv_that_says_so():
    rows = list(csv.DictReader(io.StringIO(JudgementReport(EMPTY).as_csv())))
    assert [(row["file"], row["outcome"], row["kind"]) for row in rows] == [("a.csv", "not checked", "")]


def test_the_text_says_outcome_findings_and_what_they_do_not_say():
    text = WRONG.as_text()
    assert " ".join(CAREFUL.split()[:6]) in text
    assert "Town (n = 20) (row 2, column 2)" in text
    assert "Printed: 56.0." in text
    assert max(map(len, text.splitlines())) <= 88
    right = audit("answer,Town (n = 20)\nYes,55.0\nNo,45.0\n").as_text(60)
    assert "Nothing was found" in right
    assert " ".join(NO_PROOF.split()[:6]) in " ".join(right.split())
    assert max(map(len, right.splitlines())) <= 60


def test_notes_that_say_the_same_are_one_line():
    notes = tuple(Note(f"Year {n}", "no number of people is printed") for n in range(12))
    text = JudgementReport(replace(EMPTY, unchecked=notes)).as_text(200)
    assert text.count("no number of people is printed") == 1
    assert "and 4 more" in text


def test_a_person_sees_few_innocent_explanations_and_a_program_all():
    innocent = tuple(f"kind {n}: {n}" for n in range(9))
    report = with_findings(found(innocent=innocent))
    assert reasons(innocent)[-1] == "and 5 more; the JSON has them all"
    assert report.as_text().count("- kind") == 4
    assert report.as_dict()["tables"][0]["findings"][0]["innocent_explanations"] == list(innocent)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (None, "not known"),
        (0.0, "never"),
        (0.0001, "Fewer than 1 in 1,000"),
        (0.05, "About 1 in 20 "),
        (0.5, "About 5 in 10 "),
        (1.0, "About 10 in 10 "),
    ],
)
def test_chances_are_said_in_words(chance, words):
    assert words in chance_words(found(chance=chance))


def test_many_tables_have_a_summary_first_with_what_could_not_be_used():
    audited = Audited([WRONG, JudgementReport(EMPTY)], [Unusable("bad.csv", "", ValueError("no figures"))])
    assert audited.as_text().startswith("Summary\n-------\n")
    assert [line.split("  ")[-1].strip() for line in audited.summary()] == [
        f"{len(WRONG.judgement.findings)} finding{'s' * (len(WRONG.judgement.findings) > 1)}",
        "not checked",
        "not usable",
    ]
    page = BeautifulSoup(audited.as_html(), "html.parser")
    assert [row.th.get_text() for row in page.find("table").tbody.find_all("tr")] == [
        "own.csv",
        "a.csv",
        "bad.csv",
    ]
    names = [element["id"] for element in page.find_all(id=True)]
    assert len(names) == len(set(names))
    assert {link["href"].removeprefix("#") for link in page.find_all("a")} <= set(names)


def test_a_page_needs_no_script_and_no_other_file():
    page = WRONG.as_html()
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=.(?!#)", page)


def test_headings_of_a_page_come_in_order_and_a_notebook_gets_none():
    page = BeautifulSoup(Audited([WRONG, WRONG]).as_html(), "html.parser")
    levels = [int(head.name[1]) for head in page.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not BeautifulSoup(WRONG.html, "html.parser").find(re.compile("^h[1-6]$"))


def test_a_notebook_shows_the_same_each_time():
    """Outputs are kept with the pages: names that differ from run to run would change them."""
    assert WRONG.html == audit("answer,Town (n = 20),Village (n = 20)\nYes,56.0,65.0\nNo,45.0,35.0\n").html
    assert "a.csv" not in WRONG.html


READ = """Table 1. Work
answer,Town,Village (n = 1804),p
Age,,,
Young,6,30.7 (554),0.3
Old,94,69.3 (1250),
Mean age,44.1 (9.2),43.0 (8.8),
"""


def test_a_reading_names_groups_blocks_and_what_was_left_out():
    [grid] = grids_from_text(READ, "own.csv")
    report = ReadingReport(read(grid))
    text = report.as_text()
    assert "Village: 1,804 people, printed in the heading" in text
    assert "Town: number of people not printed" in text
    assert "Mean age" in text
    assert "--base Town=N" in text
    assert "bases={'Town': N}" in report.html.replace("&#x27;", "'")
    assert "--base" not in report.html
    table = BeautifulSoup(report.html, "html.parser").find("table")
    assert [cell.get_text() for cell in table.find_all("td")][:2] == ["6", "30.7 (554)"]


def test_a_number_from_a_column_of_its_own_is_read_beside_its_percentage():
    [grid] = grids_from_text("answer,Town n,Town %\nYes,6,4.0\nNo,144,96.0\n", "own.csv")
    table = BeautifulSoup(ReadingReport(read(grid)).html, "html.parser").find("table")
    assert [cell.get_text() for cell in table.find_all("td")] == ["6 (4.0)", "144 (96.0)"]


def test_what_to_type_can_be_typed():
    """Options are quoted for a shell, so that a label with spaces stays one word."""
    import shlex

    [grid] = grids_from_text("answer,New Town,Old Town\nYes,60,40\nNo,40,60\n", "own.csv")
    hints = [hint.partition(": ")[0] for hint in ReadingReport(read(grid)).hints()]
    assert shlex.split(hints[0]) == ["--base", "New Town=N"]
