"""Three editions of one source: solutions pass, stubs fail, and the public pages hold no solution."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from homecoming.book import pages
from homecoming.teach import answers, contents, editions, lists, sources
from homecoming.teach.contents import ExerciseError

ROOT = Path(__file__).parents[2]
SHEETS = sources.sheets(ROOT)
TASKS = [(sheet, exercise) for sheet in SHEETS for exercise in sheet.exercises]
CODING = [(sheet, exercise) for sheet, exercise in TASKS if exercise.coding]
LABELS = [exercise.label for _, exercise in CODING]


def run(*sources: str) -> answers.Verdict:
    """Run cells one after another and return what the last one shows."""
    names: dict = {}
    *lines, last = ast.parse("\n".join(sources)).body
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


@pytest.mark.parametrize(("sheet", "exercise"), CODING, ids=LABELS)
def test_each_solution_passes_its_check(sheet, exercise):
    verdict = run(sheet.given, exercise.solution, exercise.check)
    assert verdict.right, verdict


@pytest.mark.parametrize(("sheet", "exercise"), CODING, ids=LABELS)
def test_each_stub_runs_and_fails_its_check(sheet, exercise):
    verdict = run(sheet.given, editions.stub(exercise), exercise.check)
    assert not verdict.right
    assert not verdict.answered or "returns nothing" in repr(verdict)


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_each_page_has_two_coding_exercises_a_discussion_and_more_than_one_level(sheet):
    assert sum(exercise.coding for exercise in sheet.exercises) >= 2
    assert sum(not exercise.coding for exercise in sheet.exercises) >= 1
    assert len({exercise.level for exercise in sheet.exercises}) >= 2
    coding = [exercise.label for exercise in sheet.exercises if exercise.coding]
    assert list(pages.answers(sheet.name)) == coding


def test_all_three_levels_and_all_outcomes_are_practised():
    assert {exercise.level for _, exercise in TASKS} == set(sources.LEVELS)
    assert {exercise.outcome for _, exercise in TASKS} <= set(lists.outcomes(ROOT))


def solution_lines() -> list[str]:
    """Lines that stand in a solution, and so characteristic that they stand nowhere else by chance."""
    lines = []
    for sheet, exercise in CODING:
        given = "\n".join([sheet.given, *(text for e in sheet.exercises for text in (e.text, *e.hints))])
        for line in exercise.solution.splitlines():
            if len(line.strip()) >= 30 and line.strip() not in given:
                lines.append(line.strip())
    for _, exercise in TASKS:
        lines += [line.strip("- ") for line in exercise.points.splitlines() if len(line) >= 30]
        lines.append(exercise.note)
    return lines


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_public_cells_hold_nothing_of_a_solution(sheet):
    text = "\n".join(cell.source for cell in editions.public_cells(sheet))
    assert [line for line in solution_lines() if line in text] == []


def test_the_pages_of_the_book_are_up_to_date():
    stale = [place.relative_to(ROOT).as_posix() for place in editions.write_public(ROOT, write=False)]
    assert stale == [], "run: make exercises"


def test_every_page_of_theory_tables_and_reading_has_its_exercises():
    taught = [page for page in contents.pages(ROOT) if page.count("/") == 2 and "about" not in page]
    taught = [page for page in taught if not page.startswith(("book/teaching/", "book/problem-sets/"))]
    assert len(taught) > 30
    assert {sheet.page for sheet in SHEETS} == {"book/index", *taught}


def test_instructor_cells_hold_all_of_it():
    for sheet in SHEETS:
        text = "\n".join(cell.source for cell in editions.instructor_cells(sheet))
        for exercise in sheet.exercises:
            for part in (exercise.solution, exercise.points, exercise.note, exercise.text):
                assert part in text


@pytest.fixture(scope="module")
def instructor(tmp_path_factory) -> Path:
    return editions.write_instructor(ROOT, tmp_path_factory.mktemp("instructor"))


def test_the_instructors_book_has_solutions_notes_and_problem_sets_in_order(instructor):
    named = [
        page.rpartition("/")[2] for page in contents.pages(instructor) if page.startswith("assignments/")
    ]
    assert named == ["theory-and-vignettes", "rebuild-a-table", "audit-a-table", "capstone"]
    for sheet in SHEETS:
        place = instructor / f"{sheet.page}.ipynb"
        if place.exists():
            assert sheet.exercises[0].note in "\n".join(c.source for c in nbformat.read(place, 4).cells)


def test_every_page_of_the_instructors_book_is_marked_and_no_button_leads_to_stubs(instructor):
    config = yaml.safe_load((instructor / "_config.yml").read_text(encoding="utf-8"))
    assert config["title"] == "Homecoming (instructor's edition)"
    assert config["sphinx"]["config"]["html_theme_options"]["announcement"] == editions.MARK
    assert config["sphinx"]["config"]["include_patterns"] == ["book/**", "assignments/source/**"]
    assert "assignments" not in config["exclude_patterns"]
    assert "launch_buttons" not in config


def test_links_of_the_instructors_book_lead_to_files_in_it(instructor):
    """What is missing is a warning, and a warning stops the build."""
    pages = [
        instructor / f"{page}{ending}" for page in contents.pages(instructor) for ending in (".ipynb", ".md")
    ]
    missing = []
    for place in [page for page in pages if page.exists()]:
        for link in re.findall(r"\]\(([^)\s#\\]+)", place.read_text(encoding="utf-8")):
            if "://" not in link and not (place.parent / link).exists():
                missing.append(f"{place.relative_to(instructor)}: {link}")
    assert missing == []
    assert (
        instructor / yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["html"]["favicon"]
    ).exists()


@pytest.mark.slow
def test_the_instructors_book_builds_and_shows_what_the_public_book_hides(instructor):
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "-W", "--keep-going", str(instructor)]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    for sheet in SHEETS:
        html = (instructor / f"_build/html/{sheet.page}.html").read_text("utf-8")
        assert editions.MARK in html.replace("’", "'").replace("&#39;", "'")
        assert html.count("For the teacher") >= len(sheet.exercises)


def test_settings_that_are_not_as_they_were_are_said(tmp_path):
    for name in ("exercises", "book", "data", "assignments"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("_toc.yml", "_config.yml"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "_config.yml").write_text("title: X\n")
    with pytest.raises(ExerciseError, match=r"_config.yml: an instructor's edition needs .*launch_buttons"):
        editions.write_instructor(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def page(*cells) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


MD = nbformat.v4.new_markdown_cell


def test_cells_are_put_before_the_last_word_and_replaced_where_they_stood():
    last = "The data of this page: a file."
    book = page(MD("# Page"), MD(last))
    editions.insert(book, editions.public_cells(SHEETS[0]))
    assert book.cells[0].source == "# Page"
    assert book.cells[-1].source == last
    book.cells.append(MD("Added later"))
    before = [cell.source for cell in book.cells]
    editions.insert(book, editions.public_cells(SHEETS[0]))
    assert [cell.source for cell in book.cells] == before


def test_hints_open_one_after_another():
    text = editions.hints(["first", "second", "third"])
    assert text.count("<details>") == 3
    assert text.index("first") < text.index("Hint 2 of 3") < text.index("second") < text.index("third")
    assert text.endswith("</details>\n\n</details>\n\n</details>")


@pytest.mark.parametrize("out", [".", "book", "book/theory", "src", "assignments/source", ".."])
def test_the_instructors_book_never_overwrites_the_sources(tmp_path, out):
    # A copy: a defect here would delete what it is tried on.
    root = tmp_path / "repository"
    for name in ("book", "exercises", "assignments"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("data", "src"):
        (root / name).mkdir()
    for name in ("_toc.yml", "_config.yml", "constraints.txt"):
        shutil.copy(ROOT / name, root)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    with pytest.raises(ExerciseError, match="choose a folder of its own"):
        editions.write_instructor(root, root / out)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_the_instructors_book_replaces_an_earlier_one_and_nothing_else(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "thesis.md").write_text("Mine.", "utf-8")
    with pytest.raises(ExerciseError, match="something else"):
        editions.write_instructor(ROOT, tmp_path)
    assert (tmp_path / "book" / "thesis.md").read_text("utf-8") == "Mine."
    out = tmp_path / "edition"
    editions.write_instructor(ROOT, out)
    (out / "book" / "left-over.md").write_text("Old.", "utf-8")
    editions.write_instructor(ROOT, out)
    assert not (out / "book" / "left-over.md").exists()
