"""Feedback pages and CSV files, from results made up here."""

import csv
import io
import re
import zipfile

import pytest
from bs4 import BeautifulSoup

from homecoming.grading import report
from homecoming.grading.assignment import Assignment, GradedQuestion
from homecoming.grading.collect import Submission
from homecoming.grading.marks import GradedSubmission, Mark

SUM = GradedQuestion("sum", "A sum", 2, "tests")
LETTER = GradedQuestion("letter", "A letter", 3, "answer", "Model answer: be kind.")
PROBLEM_SET = Assignment("ps", "Problem <set>", None, None, (SUM, LETTER), {})


def result(student="ada", name="Ada", written="Dear <b>all</b>", **more) -> GradedSubmission:
    marks = (Mark(SUM, 2, "all checks hold"), Mark(LETTER, None if written else 0))
    texts = {"letter": written} if written else {}
    return GradedSubmission(Submission(student, name, b""), marks, texts, **more)


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
    assert row["Feedback comments"] == "A sum: 2 (all checks hold); A letter: to be marked"
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
    assert given == {("ada", "letter"): (2.5, "Good", "Ada"), ("bea", "letter"): (None, "", "Bea")}
    (marked,) = report.with_hand_marks([result()], given)
    assert (marked.points, marked.open) == (4.5, 0)
    assert "2.5,Good" in report.hand_marks(PROBLEM_SET, [marked], given)


def test_semicolons_and_decimal_commas_of_a_spreadsheet(tmp_path):
    place = tmp_path / "marks-by-hand.csv"
    place.write_text(
        hand("ada,Ada,letter,3,X,Good\n").replace(",", ";").replace("X", "2,5"), encoding="utf-8"
    )
    assert report.read_hand_marks(place, PROBLEM_SET) == {("ada", "letter"): (2.5, "Good", "Ada")}


def test_marks_of_students_who_are_not_in_this_run_stay(tmp_path):
    place = tmp_path / "marks-by-hand.csv"
    place.write_text(hand("'=bea,Bea,letter,3,2,-1 for length\ncai,Cai,letter,3,,\n"), encoding="utf-8")
    for _ in range(2):
        report.write(PROBLEM_SET, [result()], tmp_path)
    kept = parsed(place.read_text(encoding="utf-8-sig"))
    assert [(row["student"], row["points"], row["comment"]) for row in kept] == [
        ("ada", "", ""),
        ("'=bea", "2", "'-1 for length"),
    ]
    assert report.read_hand_marks(place, PROBLEM_SET)["=bea", "letter"] == (2, "-1 for length", "Bea")


def test_a_file_in_the_old_encoding_of_a_spreadsheet_is_said(tmp_path):
    place = tmp_path / "marks-by-hand.csv"
    place.write_bytes(hand("ada,Ада,letter,3,2,Хорошо\n").encode("cp1251"))
    with pytest.raises(report.HandMarksError, match=r"marks-by-hand.csv: is not saved in UTF-8. In Excel"):
        report.read_hand_marks(place, PROBLEM_SET)


def test_moodle_gets_a_feedback_page_a_student_in_its_own_folders(tmp_path):
    ada = result("7")
    of_moodle = GradedSubmission(
        Submission("7", "Ada", b"", prefix="Ada_7_assignsubmission_file_"), ada.marks, ada.texts
    )
    report.write(PROBLEM_SET, [of_moodle, result("bea")], tmp_path)
    with zipfile.ZipFile(tmp_path / "moodle-feedback.zip") as packed:
        assert packed.namelist() == ["Ada_7_assignsubmission_file_/feedback.html"]
        assert "Ada: <strong>2 of 5" in packed.read(packed.namelist()[0]).decode()
    report.write(PROBLEM_SET, [result("bea")], tmp_path / "no-moodle")
    assert not (tmp_path / "no-moodle" / "moodle-feedback.zip").exists()


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
