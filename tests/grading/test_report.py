"""Feedback pages and CSV files, from results made up here."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup

from homecoming.grading import report
from homecoming.grading.assignment import Assignment, Question
from homecoming.grading.collect import Submission
from homecoming.grading.marks import Mark, Result

SUM = Question("sum", "A sum", 2, "tests")
LETTER = Question("letter", "A letter", 3, "answer", "Model answer: be kind.")
PROBLEM_SET = Assignment("ps", "Problem <set>", None, None, (SUM, LETTER), {})


def result(student="ada", name="Ada", written="Dear <b>all</b>", **more) -> Result:
    marks = (Mark(SUM, 2, "all checks hold"), Mark(LETTER, None if written else 0))
    texts = {"letter": written} if written else {}
    return Result(Submission(student, name, b""), marks, texts, **more)


def parsed(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text)))


def test_what_students_write_stays_text():
    page = report.feedback(PROBLEM_SET, result(name="<script>x</script>", notes=("<img src=x>",)))
    assert not BeautifulSoup(page, "html.parser").select("script, img, b")
    overview = report.overview(PROBLEM_SET, [result(name="<script>x</script>")], {"ada": "ada.html"})
    assert not BeautifulSoup(overview, "html.parser").select("script")
    assert "Dear &lt;b&gt;all" in report.to_mark(PROBLEM_SET, [result()])


def test_pages_ask_nothing_of_another_host_and_have_scopes():
    page = report.feedback(PROBLEM_SET, result())
    assert not re.search(r"https?:|src=|@import", page)
    soup = BeautifulSoup(page, "html.parser")
    assert all(head.get("scope") for head in soup.select("th"))
    assert soup.caption
    assert "to be marked" in page


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_a_name_is_no_formula(name):
    for text in (
        report.grades(PROBLEM_SET, [result(name=name)]),
        report.moodle(PROBLEM_SET, [result(name=name)]),
    ):
        assert all(
            not value.startswith(("=", "+", "-", "@", "\t")) for row in parsed(text) for value in row.values()
        )


def test_moodle_and_canvas_columns():
    row = parsed(report.moodle(PROBLEM_SET, [result("7")]))[0]
    assert row["Identifier"] == "Participant 7"
    assert row["Feedback comments"] == "A sum: 2 (all checks hold); A letter: to be marked ()"
    first, second = parsed(report.canvas(PROBLEM_SET, [result("7")]))
    assert first["Problem <set>"] == "5"
    assert second == {
        "Student": "Ada",
        "ID": "7",
        "SIS User ID": "",
        "SIS Login ID": "",
        "Section": "",
        "Problem <set>": "2",
    }


def test_file_names_are_safe_and_distinct():
    results = [result(student) for student in ("a/../b", "a b", "A-B", "Ким", "...")]
    names = report.file_names(results)
    assert names == {
        "a/../b": "a-b.html",
        "a b": "a-b-2.html",
        "A-B": "A-B-3.html",
        "Ким": "Ким.html",
        "...": "student.html",
    }


def hand(rows: str) -> str:
    return "student,name,question,most,points,comment\n" + rows


def test_marks_by_hand_are_taken_up(tmp_path):
    place = tmp_path / "marks-by-hand.csv"
    place.write_text(hand("ada,Ada,letter,3,2.5,Good\nbea,Bea,letter,3,,\n"), encoding="utf-8-sig")
    given = report.read_hand_marks(place, PROBLEM_SET)
    assert given == {("ada", "letter"): (2.5, "Good"), ("bea", "letter"): (None, "")}
    (marked,) = report.with_hand_marks([result()], given)
    assert (marked.points, marked.open) == (4.5, 0)
    assert "2.5,Good" in report.hand_marks([marked], given)


def test_semicolons_and_decimal_commas_of_a_spreadsheet(tmp_path):
    place = tmp_path / "marks-by-hand.csv"
    place.write_text(
        hand("ada,Ada,letter,3,X,Good\n").replace(",", ";").replace("X", "2,5"), encoding="utf-8"
    )
    assert report.read_hand_marks(place, PROBLEM_SET) == {("ada", "letter"): (2.5, "Good")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (hand("ada,Ada,letter,3,four,\n"), "line 2: points must be a number or empty, found 'four'"),
        (hand("ada,Ada,letter,3,4,\n"), "line 2: points must lie between 0 and 3, found 4"),
        (hand("ada,Ada,letter,3,nan,\n"), "between 0 and 3"),
        (hand("ada,Ada,sum,2,2,\n"), "no question 'sum' is marked by hand"),
        ("student,points\nada,2\n", "columns .* are missing"),
        ("", "are missing"),
    ],
)
def test_bad_marks_by_hand_name_the_line_and_leave_all_as_it_was(tmp_path, text, message):
    (tmp_path / "marks-by-hand.csv").write_text(text, encoding="utf-8")
    with pytest.raises(report.HandMarksError, match=message):
        report.write(PROBLEM_SET, [result()], tmp_path)
    assert [place.name for place in tmp_path.iterdir()] == ["marks-by-hand.csv"]
