"""The problem sets themselves: solvable, not solved by the release, and fair to whoever fails a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("nbgrader", reason="needs the extra: pip install -e '.[grading]'")

from homecoming.grading import assignment as problem_sets

COURSE = Path(__file__).parents[2] / "assignments"
NAMES = problem_sets.names(COURSE)
LOADED = {name: problem_sets.read_assignment(COURSE, name) for name in NAMES}


def about(cell: nbformat.NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def earned(notebook: nbformat.NotebookNode, tests: nbformat.NotebookNode, folder: Path, monkeypatch) -> float:
    """Points when the cells of one notebook are run, with the tests of another."""
    monkeypatch.chdir(folder)
    names: dict = {}
    points = 0.0
    for cell, test in zip(notebook.cells, tests.cells, strict=True):
        if cell.cell_type != "code":
            continue
        try:
            exec(test.source if about(test).get("grade") else cell.source, names)
            points += about(test).get("points", 0)
        except Exception:
            if not about(test).get("grade") and notebook is tests:
                raise
    return points


def test_there_are_four_with_points_and_both_kinds_of_questions():
    assert NAMES == ["audit-a-table", "capstone", "rebuild-a-table", "theory-and-vignettes"]
    assert {name: one.points for name, one in LOADED.items()} == {
        "audit-a-table": 20,
        "capstone": 40,
        "rebuild-a-table": 20,
        "theory-and-vignettes": 20,
    }
    for one in LOADED.values():
        assert {question.kind for question in one.questions} == {"tests", "answer"}
        assert all(len(question.guidance) > 200 for question in one.questions if question.by_hand)


@pytest.mark.parametrize("name", NAMES)
def test_the_solutions_earn_every_point_and_the_release_none(name, monkeypatch):
    one = LOADED[name]
    by_tests = sum(question.points for question in one.questions if not question.by_hand)
    folder = COURSE / "source" / name
    assert earned(one.source, one.source, folder, monkeypatch) == by_tests
    assert earned(one.release, one.source, folder, monkeypatch) == 0


@pytest.mark.parametrize("name", NAMES)
def test_each_test_says_what_is_amiss_and_hidden_ones_are_left_out_of_the_release(name):
    hidden = 0
    for source, release in zip(LOADED[name].source.cells, LOADED[name].release.cells, strict=True):
        if not about(source).get("grade") or source.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(source.source)):
            assert not isinstance(node, ast.Assert) or node.msg is not None, ast.unparse(node)
        if "BEGIN HIDDEN TESTS" in source.source:
            hidden += 1
            inside = re.search(r"### BEGIN HIDDEN TESTS\n(.*?)### END", source.source, re.DOTALL)[1]
            lines = {line.strip() for line in inside.splitlines() if len(line.strip()) > 20}
            assert not [line for line in lines if line in release.source]
    assert hidden >= 4


@pytest.mark.parametrize("name", NAMES)
def test_the_release_holds_no_solution_no_output_and_no_guidance(name):
    text = nbformat.writes(LOADED[name].release)
    for word in (
        "BEGIN SOLUTION",
        "END SOLUTION",
        "HIDDEN TESTS",
        "Model answer",
        "**Guidance.**",
        "**Points.**",
    ):
        assert word not in text
    assert all(not cell.get("outputs") for cell in LOADED[name].release.cells)
    assert text.count("YOUR ANSWER HERE") == sum(q.kind == "answer" for q in LOADED[name].questions)


def test_the_tables_three_errors_are_the_ones_that_an_audit_finds(tmp_path):
    """The made-up table of the third problem set, by the book's own audit."""
    import pandas as pd

    from homecoming import published
    from homecoming.checks import audit

    cells = pd.read_csv(COURSE / "source/audit-a-table/housing.csv", dtype=str)
    printed = cells.pivot(index="option", columns="group", values="printed")
    wide = printed.loc[cells["option"].unique(), ["All", "Women", "Men"]]
    wide.to_csv(tmp_path / "housing.csv")
    sizes = {"Women": 96, "Men": 84}
    table = published.load_csv(
        tmp_path / "housing.csv", title="Housing", respondents=180, whole="All", sizes=sizes
    )
    found = audit.table(table)
    impossible = found[found["rule"] == "impossible-cell"]
    assert set(zip(impossible["option"], impossible["group"], strict=True)) == {
        ("Good", "Women"),
        ("Poor", "All"),
    }
    subtotals = found[found["rule"] == "subtotal"]
    assert ("Fair + poor", "Men") in set(zip(subtotals["option"], subtotals["group"], strict=True))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda place: place.unlink(), "is missing"),
        (lambda place: _drop_end(place), "ps.ipynb: "),
        (lambda place: _no_points(place), "no cell is worth any points"),
    ],
    ids=["missing", "open region", "no points"],
)
def test_a_problem_set_that_cannot_be_used_is_named(tmp_path, damage, message):
    place = tmp_path / "source/ps/ps.ipynb"
    place.parent.mkdir(parents=True)
    nbformat.write(LOADED["rebuild-a-table"].source, place)
    damage(place)
    with pytest.raises(problem_sets.AssignmentError, match=message):
        problem_sets.read_assignment(tmp_path, "ps")


def _drop_end(place: Path) -> None:
    place.write_text(place.read_text().replace("### END SOLUTION", "", 1))


def _no_points(place: Path) -> None:
    notebook = nbformat.read(place, 4)
    notebook.cells = [cell for cell in notebook.cells if not about(cell).get("grade")]
    nbformat.write(notebook, place)


def test_the_pages_are_the_problem_sets_as_given_out(tmp_path):
    """``make assignments`` writes them: they hold what students get, and nothing else lies beside them."""
    for one in LOADED.values():
        problem_sets.write_page(one, tmp_path)
    pages = Path(__file__).parents[2] / "book" / "problem-sets"
    written = {place.name: place.read_bytes() for place in tmp_path.iterdir()}
    assert {place.name: place.read_bytes() for place in pages.iterdir() if place.is_file()} == written
