"""Sources of exercises: what a notebook in ``exercises/`` must hold, read and checked.

Exercises are written with their solutions, in a notebook a page, in tagged cells:

- markdown ``exercise``: a ``{exercise}`` block with the options ``:label:``, ``:level:`` (1 to 3),
  ``:minutes:`` and ``:outcome:``;
- markdown ``hint``: one step; several open one after another;
- code ``given``: what all of the page's exercises need;
- code ``solution``, and code ``check`` with ``check("page-1", name)``: a coding exercise;
- markdown ``solution``: points that an answer to a discussion should touch;
- markdown ``note``: for the teacher, with common errors.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from homecoming.teach import contents
from homecoming.teach.contents import ExerciseError

LEVELS = {1: "first steps", 2: "on your own", 3: "for the ambitious"}
TAGS = ("exercise", "hint", "given", "solution", "check", "note")

_BLOCK = re.compile(
    r"^:::\{exercise\} (?P<title>[^\n]+)\n(?P<options>(?::\w+:[^\n]*\n)+)\n?(?P<text>.*)\n:::\s*$", re.DOTALL
)
_OPTION = re.compile(r"^:(\w+):\s*(.*)$", re.MULTILINE)


@dataclass
class Exercise:
    """One exercise with everything that belongs to it."""

    label: str
    title: str
    text: str
    level: int
    minutes: int
    outcome: str
    hints: list[str] = field(default_factory=list)
    solution: str = ""
    points: str = ""
    check: str = ""
    note: str = ""

    @property
    def coding(self) -> bool:
        """Whether it is solved with code, and checked at once."""
        return bool(self.check)


@dataclass
class Sheet:
    """The exercises of one page. Made by :func:`read`."""

    source: Path
    page: str
    given: str
    exercises: list[Exercise]

    @property
    def name(self) -> str:
        """The name under which the book keeps the page's self-checks and answers."""
        return self.exercises[0].label.rpartition("-")[0]


def sheets(root: Path) -> list[Sheet]:
    """Read the exercises of all pages.

    Parameters
    ----------
    root : pathlib.Path
        The repository.

    Returns
    -------
    list of Sheet
        In the order in which the book has the pages; pages that the book does not have yet come last.

    Raises
    ------
    ExerciseError
        If a source cannot be used.
    """
    found = [read(place, root) for place in sorted((root / "exercises").rglob("*.ipynb")) if _kept(place)]
    place = {page: number for number, page in enumerate(contents.pages(root))}
    return sorted(found, key=lambda sheet: (place.get(sheet.page, len(place)), sheet.page))


def _kept(place: Path) -> bool:
    return ".ipynb_checkpoints" not in place.parts


def read(place: Path, root: Path) -> Sheet:
    """Read one source of exercises and check that it is complete.

    Parameters
    ----------
    place : pathlib.Path
        A notebook in ``exercises/``; its page has the same path in ``book/``.
    root : pathlib.Path
        The repository.

    Returns
    -------
    Sheet
        The exercises in order.

    Raises
    ------
    ExerciseError
        If a tag is missing or unknown, a block is malformed, or something belongs to no exercise.
    """
    page = "book/" + place.relative_to(root / "exercises").with_suffix("").as_posix()
    sheet = Sheet(place, page, "", [])
    try:
        cells = nbformat.read(place, as_version=4).cells
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        raise ExerciseError(
            f"{place.relative_to(root)} is not a notebook ({type(error).__name__}). "
            "Mend it, or take an older copy"
        ) from error
    for number, cell in enumerate(cells, 1):
        where = f"{place.relative_to(root)}, cell {number}"
        tags = [tag for tag in cell.metadata.get("tags", []) if tag in TAGS]
        if number == 1 and not tags:
            continue
        if len(tags) != 1:
            raise ExerciseError(f"{where}: needs one of the tags {', '.join(TAGS)}; found {tags or 'none'}")
        (tag,) = tags
        if tag == "exercise":
            sheet.exercises.append(_exercise(cell.source, where))
        elif tag == "given":
            sheet.given = cell.source
        elif not sheet.exercises:
            raise ExerciseError(f"{where}: a {tag} stands before the first exercise")
        else:
            _add(sheet.exercises[-1], tag, cell, where)
    if not sheet.exercises:
        raise ExerciseError(f"{place.relative_to(root)}: has no exercises")
    for position, exercise in enumerate(sheet.exercises, 1):
        _require(sheet, exercise, position)
    return sheet


def _exercise(source: str, where: str) -> Exercise:
    block = _BLOCK.match(source)
    if not block:
        raise ExerciseError(
            f"{where}: an exercise is a block from ':::{{exercise}} Title' to ':::' with options"
        )
    options = dict(_OPTION.findall(block["options"]))
    wanted = {"label", "level", "minutes", "outcome"}
    if set(options) != wanted:
        raise ExerciseError(f"{where}: the options are {sorted(wanted)}; found {sorted(options)}")
    if options["level"] not in map(str, LEVELS) or not options["minutes"].isdigit():
        raise ExerciseError(
            f"{where}: the level is {', '.join(map(str, LEVELS))}, minutes are a whole number"
        )
    return Exercise(
        options["label"],
        block["title"].strip(),
        block["text"].strip(),
        int(options["level"]),
        int(options["minutes"]),
        options["outcome"],
    )


def _add(exercise: Exercise, tag: str, cell: NotebookNode, where: str) -> None:
    name = "points" if tag == "solution" and cell.cell_type == "markdown" else tag
    if tag == "hint":
        exercise.hints.append(cell.source)
    elif getattr(exercise, name):
        raise ExerciseError(f"{where}: exercise {exercise.label} has a second {tag}")
    else:
        setattr(exercise, name, cell.source)


def _require(sheet: Sheet, exercise: Exercise, position: int) -> None:
    where = f"{sheet.source.name}, exercise {exercise.label}"
    if exercise.label != f"{sheet.name}-{position}":
        raise ExerciseError(f"{where}: the label should be {sheet.name}-{position}")
    if not exercise.note or not exercise.hints:
        raise ExerciseError(f"{where}: needs a note for the teacher and at least one hint")
    if exercise.coding != bool(exercise.solution) or exercise.coding == bool(exercise.points):
        raise ExerciseError(f"{where}: needs a solution in code with a check, or points for a discussion")
    if exercise.coding:
        label, _ = checked(exercise)
        if label != exercise.label:
            raise ExerciseError(f"{where}: its check is of {label}")


def checked(exercise: Exercise) -> tuple[str, str]:
    """Find in a check cell which exercise and which name it checks.

    Parameters
    ----------
    exercise : Exercise
        A coding exercise.

    Returns
    -------
    tuple of str and str
        The exercise's label, and the name that holds the answer.

    Raises
    ------
    ExerciseError
        If the cell does not call ``check`` with these two.

    Examples
    --------
    >>> checked(Exercise("a-1", "A", "?", 1, 5, "python", check='check("a-1", x)'))
    ('a-1', 'x')
    """
    for node in ast.walk(ast.parse(exercise.check)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check" and len(node.args) == 2:
            label, name = node.args
            if isinstance(label, ast.Constant) and isinstance(name, ast.Name):
                return str(label.value), name.id
    raise ExerciseError(f'{exercise.label}: its check should read check("{exercise.label}", name)')
