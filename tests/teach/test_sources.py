"""Sources of exercises: a good one is read, and a bad one is named before anything is written."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from homecoming.commands import policy
from homecoming.commands.main import main
from homecoming.teach import contents, editions, sources
from homecoming.teach.contents import ExerciseError

MD = nbformat.v4.new_markdown_cell


def source(tmp_path: Path, *cells: tuple[str, str, str]) -> Path:
    """An exercises folder with one notebook of cells (kind, tag, source)."""
    notebook = nbformat.v4.new_notebook(cells=[MD("# Exercises")])
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
        sources.read(place, tmp_path)
    (tmp_path / "_toc.yml").write_text("root: book/index\n")
    assert main(["exercises", "--root", str(tmp_path)]) == policy.UNUSABLE
    assert not (tmp_path / "book").exists()


def test_a_source_that_is_no_notebook_is_named(tmp_path):
    place = source(tmp_path, TASK, HINT, NOTE, *CODE)
    place.write_text("<<<<<<< HEAD", encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"exercises/part/a.ipynb is not a notebook \(NotJSONError\)"):
        sources.read(place, tmp_path)


def test_a_good_source_is_read(tmp_path):
    sheet = sources.read(source(tmp_path, TASK, HINT, NOTE, *CODE), tmp_path)
    assert (sheet.page, sheet.name) == ("book/part/a", "a")
    (task,) = sheet.exercises
    assert (task.title, task.level, task.minutes, task.text) == ("T", 1, 5, "Text.")
    assert editions.stub(task) == "answer = ...  # your code here"


def test_pages_and_parts_come_in_the_order_of_the_contents(tmp_path):
    (tmp_path / "_toc.yml").write_text(
        "root: book/index\nparts:\n- caption: One\n  chapters:\n  - file: book/a\n    sections:\n"
        "    - file: book/b\n- caption: Two\n  chapters: [{file: book/c}]\n"
    )
    assert contents.parts(tmp_path) == {
        "book/index": "Opening page",
        "book/a": "One",
        "book/b": "One",
        "book/c": "Two",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("root: [", r"_toc.yml is not valid YAML.*line 1"),
        ("- book/index", r"_toc.yml: holds no settings"),
        ("parts: []", r"_toc.yml: names no root"),
    ],
)
def test_contents_that_cannot_be_used_are_named(tmp_path, text, message):
    (tmp_path / "_toc.yml").write_text(text)
    with pytest.raises(ExerciseError, match=f"(?s){message}"):
        contents.pages(tmp_path)
