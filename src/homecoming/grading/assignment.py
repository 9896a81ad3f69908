"""A problem set: its questions, the notebook that students get, and a submission put back in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
# A heading tells students what the whole question is worth; pages of marks say it for each part.
_WORTH = re.compile(r"\s*\([\d.]+ points?[^)]*\)$")

# What nbgrader does to make a release; only its gradebook is left out.
_STEPS = (
    "LockCells",
    "ClearSolutions",
    "ClearOutput",
    "CheckCellMetadata",
    "ComputeChecksums",
    "ClearHiddenTests",
    "ClearMarkScheme",
    "ComputeChecksums",
    "CheckCellMetadata",
)


class AssignmentError(ValueError):
    """A problem set that cannot be used: the message names the file and what to mend."""


class UnreadableError(ValueError):
    """A submission that is no notebook, or none of this assignment."""


@dataclass(frozen=True)
class GradedQuestion:
    """What can be earned for one cell.

    ``kind`` is ``tests`` (a cell of tests decides), ``answer`` (a text that a person marks) or ``task``
    (a person marks what stands below it). ``guidance`` is for whoever marks by hand.
    """

    id: str
    title: str
    points: float
    kind: str
    guidance: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether a person has to mark it."""
        return self.kind != "tests"


@dataclass(frozen=True)
class Assignment:
    """A problem set. Made by :func:`read_assignment`."""

    name: str
    title: str
    source: NotebookNode
    release: NotebookNode
    questions: tuple[GradedQuestion, ...]
    files: dict[str, Path]

    @property
    def points(self) -> float:
        """What all questions are worth together."""
        return sum(question.points for question in self.questions)


@dataclass(frozen=True)
class Piece:
    """A code cell in its place: ``role`` is student or test; a student's own cell has no ``grade_id``."""

    source: str
    role: str
    grade_id: str | None


@dataclass(frozen=True)
class Arranged:
    """A submission put back in order: code to run, texts to read, and what had to be mended."""

    pieces: list[Piece]
    texts: dict[str, str]
    notes: list[str] = field(default_factory=list)


def names(folder: Path) -> list[str]:
    """List the problem sets of a course.

    Parameters
    ----------
    folder : pathlib.Path
        The course: its ``source`` folder has one folder a problem set, as nbgrader wants it.

    Returns
    -------
    list of str
        In alphabetical order.

    Raises
    ------
    AssignmentError
        If the folder is no course.
    """
    source = folder / "source"
    if not source.is_dir():
        raise AssignmentError(
            f"{source} does not exist. Run this in the folder of the book, or name a course with --course"
        )
    return sorted(place.name for place in source.iterdir() if place.is_dir())


def read_assignment(folder: Path, name: str) -> Assignment:
    """Read a problem set and check it.

    Parameters
    ----------
    folder : pathlib.Path
        The course folder.
    name : str
        The problem set. Its notebook is ``source/NAME/NAME.ipynb``; files beside it go to the students.

    Returns
    -------
    Assignment
        With its questions, and the release notebook without solutions, hidden tests and marking guidance.

    Raises
    ------
    AssignmentError
        If there is no such problem set, or its notebook breaks nbgrader's rules.
    """
    place = folder / "source" / name / f"{name}.ipynb"
    if not place.is_file():
        raise AssignmentError(
            f"no problem set {name!r}: {place} is missing. There are: {', '.join(names(folder))}"
        )
    try:
        source = nbformat.read(place, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        raise AssignmentError(
            f"{place} is not a notebook ({type(error).__name__}). Mend it, or take an earlier copy"
        ) from error
    release = _release(source, place)
    files = {
        other.name: other for other in sorted(place.parent.iterdir()) if other.is_file() and other != place
    }
    title = next((found[1] for cell in source.cells if (found := _HEADING.search(cell.source))), name)
    questions = tuple(_questions(source))
    if not questions:
        raise AssignmentError(f"{place}: no cell is worth any points")
    return Assignment(name, title, source, release, questions, files)


def _release(source: NotebookNode, place: Path) -> NotebookNode:
    """Make the students' notebook with nbgrader's own steps."""
    from nbgrader import preprocessors

    notebook: NotebookNode = nbformat.from_dict(source)
    resources: dict[str, Any] = {"nbgrader": {}}
    try:
        for step in _STEPS:
            notebook, resources = getattr(preprocessors, step)().preprocess(notebook, resources)
    except (ValueError, RuntimeError) as error:
        raise AssignmentError(f"{place}: {error}") from error
    return notebook


def _about(cell: NotebookNode) -> dict[str, Any]:
    about: dict[str, Any] | None = cell.metadata.get("nbgrader")
    return about or {}


def _questions(source: NotebookNode) -> Iterable[GradedQuestion]:
    title = ""
    for cell in source.cells:
        about = _about(cell)
        if (
            cell.cell_type == "markdown"
            and not about.get("solution")
            and (found := _HEADING.findall(cell.source))
        ):
            title = _WORTH.sub("", found[-1].strip())
        if not (about.get("grade") or about.get("task")):
            continue
        kind = "task" if about.get("task") else "answer" if about.get("solution") else "tests"
        guidance = "" if kind == "tests" else cell.source
        yield GradedQuestion(about["grade_id"], title, float(about["points"]), kind, guidance)


def read_submission(content: bytes) -> NotebookNode:
    """Read a notebook that somebody handed in.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    nbformat.NotebookNode
        In the present format.

    Raises
    ------
    UnreadableError
        If it is no notebook.
    """
    try:
        notebook: NotebookNode = nbformat.reads(content.decode("utf-8-sig"), as_version=4)
        cells = [(cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]
    except Exception as error:  # anything may come in
        raise UnreadableError(
            f"it is not a notebook, or the file is damaged ({type(error).__name__}): ask for it again"
        ) from error
    if not all(isinstance(source, str) and isinstance(about, dict) for _, source, about in cells):
        raise UnreadableError("it is not a valid notebook: ask for it again")
    return notebook


def arrange(assignment: Assignment, submitted: NotebookNode) -> Arranged:
    """Put a submission back in order: given cells and tests as they were, the student's cells between them.

    Parameters
    ----------
    assignment : Assignment
        What was asked.
    submitted : nbformat.NotebookNode
        What came back. Test cells may have been changed, moved, copied or deleted.

    Returns
    -------
    Arranged
        Code in the order of the problem set, written answers by question, and notes on what was mended.

    Raises
    ------
    UnreadableError
        If no cell of the problem set is left in it.
    """
    match = _match(submitted, assignment.release)
    if not match.found:
        raise UnreadableError(
            "none of the problem set's cells is in it: another file, or cells copied into a new notebook"
        )
    notes = match.notes
    pieces = [Piece(source, "student", None) for source in match.own_code.get(None, [])]
    texts = {}
    for given, released in zip(assignment.source.cells, assignment.release.cells, strict=True):
        about = _about(given)
        if not about:
            if given.cell_type == "code":
                pieces.append(Piece(released.source, "student", None))
            continue
        grade_id = about["grade_id"]
        own = match.found.get(grade_id)
        if own is None:
            notes.append(f"cell {grade_id} had been deleted; it was put back as it was given out")
        elif not about.get("solution") and own.strip() != released.source.strip():
            notes.append(f"cell {grade_id} had been changed; it was taken as it was given out")
        if about.get("task"):
            written = "\n\n".join(match.own_text.get(grade_id, []))
            if written.strip():
                texts[grade_id] = written
        elif about.get("solution") and given.cell_type == "markdown":
            if own is not None and own.strip() != released.source.strip():
                texts[grade_id] = own
        elif about.get("solution"):
            pieces.append(Piece(released.source if own is None else own, "student", grade_id))
        elif given.cell_type == "code":
            pieces.append(Piece(given.source, "test" if about.get("grade") else "student", grade_id))
        pieces += [Piece(source, "student", None) for source in match.own_code.get(grade_id, [])]
    return Arranged(pieces, texts, notes)


@dataclass
class _Match:
    """A submission's cells: those given out, and the student's own by the given cell that they follow."""

    found: dict[str, str] = field(default_factory=dict)
    own_code: dict[str | None, list[str]] = field(default_factory=dict)
    own_text: dict[str | None, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def _match(submitted: NotebookNode, release: NotebookNode) -> _Match:
    kinds = {_about(cell)["grade_id"]: cell.cell_type for cell in release.cells if _about(cell)}
    given = {cell.source.strip() for cell in release.cells}
    match = _Match()
    last = None
    for cell in submitted.cells:
        about = _about(cell)
        grade_id = about.get("grade_id") if isinstance(about, dict) else None
        if grade_id in match.found:
            match.notes.append(f"cell {grade_id} stood there twice; the first was taken")
        elif isinstance(grade_id, str) and grade_id in kinds:
            match.found[grade_id] = cell.source
            last = grade_id
            if cell.cell_type != kinds[grade_id]:
                match.notes.append(f"cell {grade_id} had been made a {cell.cell_type} cell")
        elif cell.source.strip() not in given:
            own = match.own_code if cell.cell_type == "code" else match.own_text
            own.setdefault(last, []).append(cell.source)
    return match


def write_release(assignment: Assignment, folder: Path) -> Path:
    """Write what students get: the notebook without solutions, and the files that belong to it.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    folder : pathlib.Path
        Where to; a folder of the problem set's name is made in it.

    Returns
    -------
    pathlib.Path
        The notebook.
    """
    return write_page(assignment, folder / assignment.name)


def write_page(assignment: Assignment, folder: Path) -> Path:
    """Write a problem set as students get it, straight into a folder: so it becomes a page of the book.

    The notebook names the files that belong to it (metadata ``homecoming.files``), for whoever opens it where
    they do not lie beside it.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    folder : pathlib.Path
        Where to.

    Returns
    -------
    pathlib.Path
        The notebook.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in assignment.files.items():
        (folder / name).write_bytes(file.read_bytes())
    release = nbformat.from_dict(assignment.release)
    if assignment.files:
        release.metadata["homecoming"] = {"files": sorted(assignment.files)}
    notebook = folder / f"{assignment.name}.ipynb"
    nbformat.write(release, notebook)
    return notebook
