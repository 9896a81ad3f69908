"""From the source of a problem set to grades, feedback and CSV, with submissions that mean no good."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("nbgrader", reason="needs the extra: pip install -e '.[grading]'")

from homecoming.commands.grade import grade_class
from homecoming.commands.release import write_releases
from homecoming.grading import assignment as problem_sets
from homecoming.grading.sandbox import MEBIBYTE, Limits

COURSE = Path(__file__).parents[2] / "assignments"
NAME = "rebuild-a-table"
#: Short, so that the class is marked quickly; loops are cut at once, honest work takes a fraction of it.
LIMITS = Limits(cell_seconds=10, seconds=90, memory=1024 * MEBIBYTE, total_memory=1536 * MEBIBYTE)
WRITTEN = "Seventy people at least. <script>alert(1)</script>"


def without_marks(source: str) -> str:
    """The solution as a student would have written it."""
    return "\n".join(line for line in source.splitlines() if "SOLUTION" not in line)


def solved(assignment: problem_sets.Assignment) -> nbformat.NotebookNode:
    """The release, with every solution filled in."""
    notebook = nbformat.from_dict(assignment.release)
    for given, cell in zip(assignment.source.cells, notebook.cells, strict=True):
        if given.metadata.get("nbgrader", {}).get("solution"):
            cell.source = without_marks(given.source)
    cell_of(notebook, "journalist").source = WRITTEN
    return notebook


def cell_of(notebook: nbformat.NotebookNode, grade_id: str) -> nbformat.NotebookNode:
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def after(notebook: nbformat.NotebookNode, grade_id: str, source: str) -> None:
    """Add a cell of the student's own."""
    place = notebook.cells.index(cell_of(notebook, grade_id))
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(source))


def half_right(notebook: nbformat.NotebookNode) -> None:
    cell_of(notebook, "fitting").source = "def fitting_bases(figures, largest):\n    return [299]"
    cell_of(notebook, "people").source = "people = None"
    cell_of(notebook, "without-work").source = "without_work = 83"
    cell_of(notebook, "journalist").source = "YOUR ANSWER HERE"


FORGED = """
class Anything(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 1
without_work = Anything(1)
"""
EQUAL = """
class Yes(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
men = {Yes(name): Yes(name) for name in ("Mostly no", "Mostly yes", "No", "Yes")}
"""
NO_ASSERTS = """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())
without_work = 1
"""
PATCHED = "import math\nmath.isclose = lambda *a, **k: True\nwithout_work = 1"
FILLED = "hoard = []\nwhile True: hoard.append(bytearray(50_000_000))"
NETWORK = "import urllib.request\nurllib.request.urlopen('http://192.0.2.1', timeout=3)"


def deleting(victim: Path) -> str:
    return f"""
import os, pathlib, shutil
for place in ({str(victim)!r}, {str(COURSE)!r}, {str(Path.home())!r}, "/usr/share", "/etc"):
    shutil.rmtree(place, ignore_errors=True)
    try: pathlib.Path(place, "gone").write_text("x")
    except OSError: pass
"""


GRADEBOOK = """
import glob, sqlite3
for place in ["gradebook.db", *glob.glob("/**/gradebook.db", recursive=True)]:
    base = sqlite3.connect(place)
    base.execute("create table if not exists grade (auto_score float)")
    base.execute("update grade set auto_score = 20")
    base.commit()
"""


def change(grade_id: str, source: str) -> Callable:
    def apply(notebook: nbformat.NotebookNode) -> None:
        cell_of(notebook, grade_id).source = source

    return apply


def edit_and_drop_tests(notebook: nbformat.NotebookNode) -> None:
    half_right(notebook)
    cell_of(notebook, "without-work-tests").source = "pass"
    notebook.cells.remove(cell_of(notebook, "fitting-tests"))
    cell_of(notebook, "people-tests").metadata.nbgrader.points = 1000
    twice = nbformat.from_dict(cell_of(notebook, "men-tests"))
    twice["id"] = "once-more"
    notebook.cells.append(twice)


def lose_ids(notebook: nbformat.NotebookNode) -> None:
    for one in notebook.cells:
        one.metadata.pop("nbgrader", None)


#: By student: what was done to the perfect solution, and what the tests then give (of 16).
CLASS: dict[str, tuple[Callable | None, float]] = {
    "perfect": (None, 16),
    "half-right": (half_right, 7),
    "exits": (lambda n: after(n, "possible", "raise SystemExit"), 16),
    "os-exits": (lambda n: after(n, "possible", "import os\nos._exit(0)"), 16),
    "os-exits-in-solution": (change("without-work", "import os\nos._exit(0)"), 14),
    "loops": (change("fitting", "while True: pass"), 13),
    "fills-memory": (lambda n: after(n, "possible", FILLED), 16),
    "forks": (lambda n: after(n, "possible", "import os\nwhile True: os.fork()"), 2),
    "prints": (lambda n: after(n, "possible", "while True: print('y' * 1000)"), 16),
    "networks": (lambda n: after(n, "possible", NETWORK), 16),
    "gradebook": (change("without-work", GRADEBOOK), 14),
    "forges-number": (change("without-work", FORGED), 14),
    "forges-text": (change("men", EQUAL), 14),
    "drops-asserts": (change("without-work", NO_ASSERTS), 0),
    "patches": (change("without-work", PATCHED), 0),
    "edits-tests": (edit_and_drop_tests, 7),
    "kills-grader": (lambda n: after(n, "possible", "import os\nos.kill(os.getppid(), 9)"), 2),
    "loses-ids": (lose_ids, 0),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A copy of the course, so that a submission that gets out is found out."""
    place = tmp_path_factory.mktemp("course")
    shutil.copytree(COURSE / "source", place / "source")
    (place / "gradebook.db").write_bytes(b"the gradebook of the course")
    return place


@pytest.fixture(scope="module")
def graded(course: Path, tmp_path_factory) -> tuple[dict, Path, Path]:
    """The whole cycle, once: release, hand in, grade."""
    if not shutil.which("bwrap"):
        message = "bubblewrap (bwrap) is not installed: GRADING IS NOT TESTED"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    folder = tmp_path_factory.mktemp("class")
    released = write_releases(course, folder / "release")
    assert [place.stem for place in released] == problem_sets.names(course)
    victim = folder / "victim"
    victim.mkdir()
    (victim / "precious.txt").write_text("precious")
    assignment = problem_sets.read_assignment(course, NAME)
    handed_in = folder / "submissions"
    everyone = {
        **{student: change_ for student, (change_, _) in CLASS.items()},
        "deletes": change("without-work", deleting(victim)),
        "empty": lambda notebook: notebook.update(nbformat.from_dict(assignment.release)),
    }
    for student, apply in everyone.items():
        notebook = solved(assignment)
        if apply:
            apply(notebook)
        (handed_in / student).mkdir(parents=True)
        nbformat.write(notebook, handed_in / student / f"{NAME}.ipynb")
    (handed_in / "no-notebook").mkdir()
    (handed_in / "no-notebook" / f"{NAME}.ipynb").write_bytes(b"%PDF-1.7 not a notebook \xff")
    (handed_in / "only-pdf").mkdir()
    (handed_in / "only-pdf" / "homework.pdf").write_bytes(b"%PDF-1.7")
    before = fingerprints(course, victim, COURSE)
    results = grade_class(course, NAME, handed_in, folder / "graded", LIMITS)
    assert fingerprints(course, victim, COURSE) == before, "a submission changed a file outside"
    return {result.submission.student: result for result in results}, folder / "graded", handed_in


def fingerprints(*places: Path) -> dict[str, str]:
    files = [file for place in places for file in place.rglob("*") if file.is_file()]
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def rows(place: Path) -> list[dict[str, str]]:
    with place.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


class TestFullCycle:
    @pytest.mark.parametrize(("student", "points"), [(name, points) for name, (_, points) in CLASS.items()])
    def test_each_gets_what_the_work_earned(self, graded, student, points):
        result = graded[0][student]
        assert result.points == points, [(mark.question.id, mark.points, mark.why) for mark in result.marks]

    def test_what_was_not_done_earns_nothing(self, graded):
        for student in ("empty", "no-notebook", "only-pdf"):
            assert graded[0][student].points == 0
            assert graded[0][student].open == 0
        assert graded[0]["deletes"].points == 14

    @pytest.mark.parametrize(
        ("student", "reason"),
        [
            ("exits", "an own cell ended with SystemExit"),
            ("os-exits", "an own cell ended the kernel"),
            ("os-exits-in-solution", "cell without-work ended the kernel"),
            ("loops", "cell fitting ran too long"),
            ("fills-memory", "an own cell ended with MemoryError"),
            ("forks", "the run was stopped"),
            ("prints", "an own cell ran too long"),
            ("networks", "an own cell ended with"),
            ("deletes", "the code uses shutil"),
            ("gradebook", "gradebook: read it"),
            ("forges-number", "the code uses __eq__"),
            ("drops-asserts", "changed what the tests rely on"),
            ("patches", "changed what the tests rely on"),
            ("edits-tests", "cell without-work-tests had been changed"),
            ("edits-tests", "cell fitting-tests had been deleted"),
            ("edits-tests", "cell men-tests stood there twice"),
            ("kills-grader", "it ended the process that ran it"),
            ("loses-ids", "none of the problem set's cells"),
            ("no-notebook", "it is not a notebook"),
            ("only-pdf", "only homework.pdf"),
        ],
    )
    def test_the_report_names_the_student_and_the_reason(self, graded, student, reason):
        results, folder, _ = graded
        assert reason in "; ".join(results[student].notes)
        told = {row["student"]: row["notes"] for row in rows(folder / "grades.csv")}
        assert reason in told[student]
        overview = (folder / "index.html").read_text(encoding="utf-8")
        assert f'href="feedback/{student}.html">{student}</a>' in overview

    def test_honest_work_is_not_suspected(self, graded):
        for student in ("perfect", "empty", "half-right"):
            assert not graded[0][student].look
            assert graded[0][student].notes == ()

    def test_whoever_tampers_is_looked_at(self, graded):
        for student in ("forges-number", "forges-text", "drops-asserts", "patches", "edits-tests", "deletes"):
            assert graded[0][student].look

    def test_feedback_says_what_is_amiss_and_gives_nothing_away(self, graded):
        _, folder, _ = graded
        half = (folder / "feedback" / "half-right.html").read_text(encoding="utf-8")
        assert "7 of 20 points" in half
        assert "two halves: every even base fits" in half
        perfect = (folder / "feedback" / "perfect.html").read_text(encoding="utf-8")
        assert "Seventy people at least. &lt;script&gt;" in perfect
        for page in (folder / "feedback").iterdir():
            text = page.read_text(encoding="utf-8")
            assert "HIDDEN TESTS" not in text
            assert "Model answer" not in text
            assert "502 - (515 - 83)" not in text
            assert "<script" not in text
            assert "http" not in text

    def test_csv_files_are_what_the_platforms_read(self, graded):
        results, folder, _ = graded
        moodle = {row["Full name"]: row for row in rows(folder / "moodle.csv")}
        assert moodle["perfect"]["Grade"] == "16"
        assert moodle["perfect"]["Maximum Grade"] == "20"
        canvas = rows(folder / "canvas.csv")
        assert canvas[0]["Student"].strip() == "Points Possible"
        title = "Problem set 2: Rebuild a table"
        assert {row["Student"]: row[title] for row in canvas[1:]}["loops"] == "13"
        assert len(canvas) == len(results) + 1

    def test_written_answers_wait_for_a_person_and_are_then_counted(self, graded, course):
        results, folder, _ = graded
        to_mark = rows(folder / "marks-by-hand.csv")
        assert "perfect" in {row["student"] for row in to_mark}
        assert "half-right" not in {row["student"] for row in to_mark}, "nothing was written"
        assert "Model answer" in (folder / "to-mark.html").read_text(encoding="utf-8")
        again = folder.parent / "again"
        shutil.copytree(folder, again)
        text = (again / "marks-by-hand.csv").read_text(encoding="utf-8-sig")
        marked = text.replace(
            "perfect,perfect,journalist,4,,", "perfect,perfect,journalist,4,3.5,Fair and clear."
        )
        assert marked != text
        (again / "marks-by-hand.csv").write_text(marked, encoding="utf-8")
        from homecoming.grading import report

        report.write(problem_sets.read_assignment(course, NAME), list(results.values()), again)
        assert {row["student"]: row["points"] for row in rows(again / "grades.csv")}["perfect"] == "19.5"
        assert "Fair and clear." in (again / "feedback" / "perfect.html").read_text(encoding="utf-8")
        kept = {row["student"]: row["points"] for row in rows(again / "marks-by-hand.csv")}
        assert kept["perfect"] == "3.5"
