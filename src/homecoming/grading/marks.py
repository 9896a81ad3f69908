"""What each question earned. Decided here, outside the sandbox, from what the cells put out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from homecoming.grading import assignment as problem_sets
from homecoming.grading import sandbox
from homecoming.grading.assignment import Assignment, GradedQuestion, Piece
from homecoming.grading.collect import Submission

# Before each cell of tests stands a trap: it uncovers built-in names that the notebook has covered, and then
# asserts what is false. Where that does not fail, somebody has tampered with what the tests rely on.
_TRAP = """import math as _m, builtins as _b
for _n in _b.dir(_b):
    if _n[0] != "_" and _n != "get_ipython": _b.globals().pop(_n, None)
assert (_m.isclose(1.0, 2.0) or abs(-1) != 1 or len([1]) != 1 or isinstance(1, str) or type(1) is str
        or float("1.5") != 1.5 or round(1.26, 1) != 1.3 or sorted([2, 1]) != [1, 2] or all([False])
        or {1} == {2} or str(1) != "1"), "%s"
"""
_SUSPICIOUS = re.compile(
    r"get_ipython|input_transformers|\bbuiltins\b|__builtins__|os\._exit|__eq__|\bsubprocess\b|\bsocket\b|"
    r"\bctypes\b|sys\.modules|\bgc\.|\binspect\b|\bshutil\b|\.unlink\(|os\.(?:remove|system|fork|kill)|"
    r"gradebook|/proc/"
)


@dataclass(frozen=True)
class Mark:
    """What one question earned: points (None while a person has not marked it), and a line that says why."""

    question: GradedQuestion
    points: float | None
    why: str = ""


@dataclass(frozen=True)
class GradedSubmission:
    """What became of one submission. ``look`` is true when a person should look before marks go out."""

    submission: Submission
    marks: tuple[Mark, ...]
    texts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    look: bool = False

    @property
    def points(self) -> float:
        """Points so far; questions that a person has not marked yet count as none."""
        return sum(mark.points or 0 for mark in self.marks)

    @property
    def open(self) -> int:
        """How many questions a person has still to mark."""
        return sum(mark.points is None for mark in self.marks)


def grade_submission(
    assignment: Assignment,
    submission: Submission,
    limits: sandbox.Limits | None = None,
    readable: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
) -> GradedSubmission:
    """Mark one submission; whatever it does, this returns.

    Parameters
    ----------
    assignment : Assignment
        The problem set.
    submission : Submission
        What was handed in.
    limits : sandbox.Limits, optional
        What it may use while it runs.
    readable : sequence of pathlib.Path
        Folders that it may read beside its own files.
    environment : mapping of str to str, optional
        Environment variables that it sees, such as where those folders are.

    Returns
    -------
    GradedSubmission
        A mark for every question; written answers wait for a person.

    Raises
    ------
    sandbox.SandboxError
        If there is no working sandbox: then nothing is run.
    """
    notes = [submission.note] if submission.note else []
    if submission.content is None:
        return _nothing(assignment, submission, submission.problem, notes)
    try:
        notebook = problem_sets.read_submission(submission.content)
        arranged = problem_sets.arrange(assignment, notebook)
    except problem_sets.UnreadableError as error:
        return _nothing(assignment, submission, str(error), notes)
    notes += arranged.notes
    look = bool(arranged.notes)
    token = secrets.token_hex(12)
    cells, places = _cells(arranged.pieces, token)
    execution = sandbox.run(cells, limits, assignment.files, readable, environment)
    if execution.stopped:
        notes.append(f"the run was stopped: {execution.stopped}")
        look = True
    for piece, place in zip(arranged.pieces, places, strict=True):
        if piece.role == "student" and (said := _trouble(execution.outcomes[place])):
            notes.append(f"{f'cell {piece.grade_id}' if piece.grade_id else 'an own cell'} {said}")
    own = "\n".join(piece.source for piece in arranged.pieces if piece.role == "student")
    given = "\n".join(cell.source for cell in assignment.release.cells)
    if used := sorted(set(_SUSPICIOUS.findall(own)) - set(_SUSPICIOUS.findall(given))):
        notes.append(f"the code uses {', '.join(used)}: read it before the marks go out")
        look = True
    earned: dict[str, Mark] = {}
    questions = {question.id: question for question in assignment.questions}
    for piece, place in zip(arranged.pieces, places, strict=True):
        if piece.role == "test" and piece.grade_id is not None:
            question = questions[piece.grade_id]
            trap, test = execution.outcomes[place - 1], execution.outcomes[place]
            earned[question.id] = _mark(question, trap, test, token)
    if any(mark.points is None for mark in earned.values()):
        notes.append("something in the code changed what the tests rely on; tests it touched earn nothing")
        look = True
        earned = {name: _without(mark) for name, mark in earned.items()}
    for question in assignment.questions:
        if question.by_hand:
            written = question.id in arranged.texts
            earned[question.id] = Mark(question, None if written else 0.0, "" if written else "not answered")
    marks = tuple(earned[question.id] for question in assignment.questions)
    return GradedSubmission(submission, marks, arranged.texts, tuple(notes), look)


def _nothing(
    assignment: Assignment, submission: Submission, problem: str, notes: list[str]
) -> GradedSubmission:
    marks = tuple(Mark(question, 0.0, "nothing to mark") for question in assignment.questions)
    return GradedSubmission(submission, marks, {}, (*notes, problem), True)


def _cells(pieces: Sequence[Piece], token: str) -> tuple[list[sandbox.CellRun], list[int]]:
    """Set a trap before every cell of tests, and let that cell show that it ran."""
    cells: list[sandbox.CellRun] = []
    places = []
    for piece in pieces:
        if piece.role == "test":
            cells.append(sandbox.CellRun(_TRAP % token, "trap"))
            cells.append(sandbox.CellRun(f"print({token!r})\n{piece.source}", "test"))
        else:
            cells.append(sandbox.CellRun(piece.source, "student"))
        places.append(len(cells) - 1)
    return cells, places


def _trouble(outcome: sandbox.SandboxRun) -> str:
    """Say in a few words what went wrong in a student's cell, or nothing."""
    if outcome.state == "late":
        return "ran too long and was interrupted"
    if outcome.state in ("died", "stuck"):
        did = "ended the kernel" if outcome.state == "died" else "ran too long and would not stop"
        return f"{did}; the run went on without it"
    if outcome.cut:
        return "printed too much; the rest was dropped"
    error = outcome.error
    if error and error.get("ename") != "NotImplementedError":
        return f"ended with {_short(error)}"
    return ""


def _short(error: dict[str, Any]) -> str:
    said = str(error.get("evalue", ""))
    return f"{str(error.get('ename', 'an error'))[:60]}{': ' if said else ''}{said[:200]}"


def _mark(question: GradedQuestion, trap: sandbox.SandboxRun, test: sandbox.SandboxRun, token: str) -> Mark:
    """Decide one cell of tests; points None means that it cannot be trusted."""
    from nbgrader.utils import determine_grade

    if test.state == "never":
        return Mark(question, 0.0, "not reached")
    if test.state == "died":
        return Mark(question, 0.0, "testing the code ended the kernel")
    if test.state in ("late", "stuck"):
        return Mark(question, 0.0, "testing the code took too long")
    if trap.state == "ran":
        caught = trap.error
        if not caught or caught.get("ename") != "AssertionError" or token not in str(caught.get("evalue")):
            return Mark(question, None)
    if error := test.error:
        if error.get("ename") == "NotImplementedError":
            return Mark(question, 0.0, "not answered")
        said = str(error.get("evalue", "")) if error.get("ename") == "AssertionError" else _short(error)
        return Mark(question, 0.0, said.strip() or "a check does not hold")
    printed = "".join(str(o.get("text", "")) for o in test.outputs if o.get("output_type") == "stream")
    if token not in printed:
        return Mark(question, None)
    cell = nbformat.v4.new_code_cell("")
    cell.metadata.nbgrader = {"grade": True, "points": question.points}
    # A warning on the error stream is no failure.
    cell.outputs = [nbformat.from_dict(o) for o in test.outputs if o.get("output_type") != "stream"]
    try:
        points, _ = determine_grade(cell)
    except (ValueError, KeyError, TypeError):
        return Mark(question, None)
    return Mark(
        question, float(points), "all checks hold" if points == question.points else "some checks hold"
    )


def _without(mark: Mark) -> Mark:
    """Withhold what tests gave after they were tampered with."""
    if mark.points == 0:
        return mark
    return Mark(mark.question, 0.0, "withheld: the tests were tampered with")
