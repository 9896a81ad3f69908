"""Three editions of one source: solutions pass, stubs fail, and the public pages hold no solution."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import yaml

from homecoming.book import pages
from homecoming.teach import answers, editions
from homecoming.teach.editions import ExerciseError

ROOT = Path(__file__).parents[2]
SHEETS = editions.sheets(ROOT)
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
    assert {exercise.level for _, exercise in TASKS} == set(editions.LEVELS)
    assert {exercise.outcome for _, exercise in TASKS} <= set(editions.outcomes(ROOT))


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
    taught = [page for page in editions.toc(ROOT) if page.count("/") == 2 and "about" not in page]
    taught = [page for page in taught if not page.startswith("book/teaching/")]
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
    named = [page.rpartition("/")[2] for page in editions.toc(instructor) if page.startswith("assignments/")]
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
        instructor / f"{page}{ending}" for page in editions.toc(instructor) for ending in (".ipynb", ".md")
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
    with pytest.raises(ExerciseError, match=r"_config.yml: no line fits"):
        editions.write_instructor(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_each_outcome_leads_to_its_pages_exercises_and_problem_sets():
    rows = editions.map_outcomes(SHEETS, ROOT).splitlines()[2:]
    known = editions.outcomes(ROOT)
    assert len(rows) == len(known)
    for row, (name, outcome) in zip(rows, known.items(), strict=True):
        own = [(sheet, exercise) for sheet, exercise in TASKS if exercise.outcome == name]
        assert f"({len(own)} exercises, {sum(exercise.minutes for _, exercise in own)} minutes) |" in row
        assert all(f"{{doc}}`/{sheet.page}`" in row for sheet, _ in own)
        assert all(f"*{problem_set}*" in row for problem_set in outcome.assignments)
        assert all(
            (ROOT / "assignments/source" / problem_set).is_dir() for problem_set in outcome.assignments
        )


def test_a_page_that_is_taken_out_of_the_book_leaves_the_lists(tmp_path):
    for name in ("exercises", "book"):
        (tmp_path / name).symlink_to(ROOT / name)
    order = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    (tmp_path / "_toc.yml").write_text(
        order.replace("      - file: book/theory/cerase\n", ""), encoding="utf-8"
    )
    for make in editions.GENERATED.values():
        assert "cerase" in make(SHEETS, ROOT)
        assert "cerase" not in make(SHEETS, tmp_path)


def test_two_exercises_with_one_title_are_named():
    first, second, *_ = SHEETS[0].exercises
    twice = replace(SHEETS[0], exercises=[first, replace(second, title=first.title)])
    with pytest.raises(ExerciseError, match=f"{second.label}: {first.label} has the title '{first.title}'"):
        editions.exercise_list([twice], ROOT)


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


def source(tmp_path: Path, *cells: tuple[str, str, str]) -> Path:
    """An exercises folder with one notebook of cells (kind, tag, source)."""
    notebook = page(MD("# Exercises"))
    for kind, tag, text in cells:
        make = MD if kind == "md" else nbformat.v4.new_code_cell
        notebook.cells.append(make(text, metadata={"tags": [tag] if tag else []}))
    place = tmp_path / "exercises/part/a.ipynb"
    place.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place)
    return place


TASK = (
    "md",
    "exercise",
    ":::{exercise} T\n:label: a-1\n:level: 1\n:minutes: 5\n:outcome: counts\n\nText.\n:::",
)
HINT, NOTE = ("md", "hint", "H"), ("md", "note", "N")
CODE = [("code", "solution", "answer = 1"), ("code", "check", 'check("a-1", answer)')]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([], "has no exercises"),
        ([("md", "", "text")], "cell 2: needs one of the tags"),
        ([HINT], "cell 2: a hint stands before the first exercise"),
        ([("md", "exercise", "Text")], "cell 2: an exercise is a block"),
        ([(*TASK[:2], TASK[2].replace(":minutes: 5\n", ""))], "the options are"),
        ([(*TASK[:2], TASK[2].replace("level: 1", "level: 9"))], "the level is 1, 2, 3"),
        ([(*TASK[:2], TASK[2].replace("a-1", "a-2")), HINT, NOTE, *CODE], "the label should be a-1"),
        ([TASK, NOTE, *CODE], "at least one hint"),
        ([TASK, HINT, *CODE], "needs a note"),
        ([TASK, HINT, NOTE], "needs a solution in code with a check, or points"),
        ([TASK, HINT, NOTE, CODE[0]], "needs a solution in code with a check"),
        ([TASK, HINT, NOTE, CODE[0], ("code", "check", "check(answer)")], "its check should read"),
        ([TASK, HINT, NOTE, CODE[0], ("code", "check", 'check("b-1", answer)')], "its check is of b-1"),
        ([TASK, HINT, NOTE, NOTE, *CODE], "has a second note"),
    ],
)
def test_bad_sources_are_named_and_nothing_is_written(tmp_path, cells, message):
    place = source(tmp_path, *cells)
    with pytest.raises(ExerciseError, match=message):
        editions.read(place, tmp_path)
    (tmp_path / "_toc.yml").write_text("root: book/index\n")
    assert editions.main(["--root", str(tmp_path), "public"]) == 2
    assert not (tmp_path / "book").exists()


def test_a_source_that_is_no_notebook_is_named(tmp_path):
    place = source(tmp_path, TASK, HINT, NOTE, *CODE)
    place.write_text("<<<<<<< HEAD", encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"exercises/part/a.ipynb is not a notebook \(NotJSONError\)"):
        editions.read(place, tmp_path)


def test_a_good_source_is_read(tmp_path):
    sheet = editions.read(source(tmp_path, TASK, HINT, NOTE, *CODE), tmp_path)
    assert (sheet.page, sheet.name) == ("book/part/a", "a")
    (task,) = sheet.exercises
    assert (task.title, task.level, task.minutes, task.text) == ("T", 1, 5, "Text.")
    assert editions.stub(task) == "answer = ...  # your code here"


def test_hints_open_one_after_another():
    text = editions.hints(["first", "second", "third"])
    assert text.count("<details>") == 3
    assert text.index("first") < text.index("Hint 2 of 3") < text.index("second") < text.index("third")
    assert text.endswith("</details>\n\n</details>\n\n</details>")
