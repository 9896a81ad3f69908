"""One question of a whole and its groups: can whole numbers of people give all figures together?

Each figure, each column and each average may be possible, and all of them together not. What decides that is
:mod:`homecoming.people.feasibility`; here is which questions are asked of it, and what is said of the answer.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module

from homecoming.checks.case import Case
from homecoming.checks.innocent import slips
from homecoming.checks.judged import Note
from homecoming.checks.vectors import Spot, block_name, parts_of
from homecoming.people.feasibility import decide
from homecoming.people.fewest_wrong import WrongCell, fewest_wrong

__all__ = ["check_joint_questions"]

# Seconds for all questions of a table together, and for one of them: a last guard, far above what the work
# takes, so that a busy machine says what an idle one says.
_PATIENCE = 8.0
_FOR_ONE = 4.0
# More people than this cannot be decided in that time.
_LARGEST = 100_000
# Where fewer people may have answered than the printed bases say: how many at least.
_NEARLY = (9, 10)
_HALF = (1, 2)


@dataclass(frozen=True)
class _Question:
    """Columns of percentages, the whole first, with the cells that they stand in."""

    name: str
    row: int
    whole: str
    columns: Mapping[str, Sequence[str]]
    bases: Mapping[str, int]
    strict: bool
    exclusive: bool
    cells: Mapping[str, Sequence[Spot]]

    def at_least(self, share: tuple[int, int]) -> dict[str, int]:
        """The smallest bases, if at least this share of the people answered."""
        if self.strict:
            return dict(self.bases)
        above, below = share
        return {label: max(1, -(-above * base // below)) for label, base in self.bases.items()}


def check_joint_questions(case: Case, convention: str) -> None:
    r"""Check questions of percentages alone against the numbers of people of whole and groups together.

    Parameters
    ----------
    case : Case
        The table; findings are added to it.
    convention : str
        How its percentages were made; only rounded ones can be decided.

    Examples
    --------
    >>> from homecoming.checks.conventions import recognise
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> text = ",All (n = 240),Town (n = 150),Village (n = 90)\n"
    >>> text += "Yes,30.0,32.0,26.7\nNo,70.0,68.0,73.3\n"
    >>> table = read(grids_from_text(text)[0])
    >>> case = Case(table, *recognise(table)[1:3])
    >>> check_joint_questions(case, "rounded")
    >>> case.checked["table"], case.findings
    (6, [])
    """
    if case.reading.direction != "column" or convention != "rounded":
        return
    deadline = time.monotonic() + _PATIENCE
    for question in _questions(case):
        left = deadline - time.monotonic()
        if left <= 0 or max(question.bases.values()) > _LARGEST:
            text = "whole and groups together were not compared: this would have taken too long"
            case.unchecked.append(Note(question.name, text, question.row))
            continue
        _check(case, question, min(left, _FOR_ONE))


def _questions(case: Case) -> list[_Question]:
    reading = case.reading
    labels = [group.label for group in reading.groups]
    found = []
    for breakdown in reading.breakdowns:
        known = breakdown.whole in labels and all(part in labels for part in breakdown.parts)
        if not known or not breakdown.exhausts or len(breakdown.parts) < 2:
            continue
        whole, parts = parts_of(reading, breakdown)
        for block_at, block in enumerate(reading.blocks):
            lines = [at for at, line in enumerate(block.lines) if line.kind == "option"]
            cells = {
                labels[at]: [spot for line in lines if (spot := case.spot(block_at, line, at)) is not None]
                for at in (whole, *parts)
            }
            vectors = [case.base_of.get(spots[0].key) if spots else None for spots in cells.values()]
            if any(vector is None or not vector.vector.same_people for vector in vectors):
                continue
            question = _question(block_name(block), block.row, labels[whole], cells, len(lines))
            if question is not None and not case.any_doubted(s for spots in cells.values() for s in spots):
                found.append(question)
    return found


def _question(
    name: str, row: int, whole: str, cells: Mapping[str, Sequence[Spot]], lines: int
) -> _Question | None:
    columns, bases = {}, {}
    for label, spots in cells.items():
        texts = [
            f"<{share.text}" if share.below else share.text
            for spot in spots
            if (share := spot.share) is not None and spot.cell.count is None
        ]
        known = [spot.base for spot in spots if spot.base is not None]
        if len(texts) < lines or len(known) < lines or len({base.most for base in known}) != 1:
            return None
        columns[label], bases[label] = texts, known[0].most
    first = next(iter(cells.values()))[0]
    strict = all(spot.base is not None and spot.base.strict for spots in cells.values() for spot in spots)
    if sum(base for label, base in bases.items() if label != whole) != bases[whole]:
        return None
    exclusive = first.block.kind == "distribution"
    return _Question(name, row, whole, columns, bases, strict, exclusive, cells)


def _impossible(question: _Question, share: tuple[int, int], seconds: float) -> bool:
    found = decide(
        question.columns,
        question.bases,
        min_bases=question.at_least(share),
        whole=question.whole,
        exclusive=question.exclusive,
        time_limit=seconds,
    )
    return found.verdict == "impossible"


def _check(case: Case, question: _Question, seconds: float) -> None:
    case.checked["table"] += sum(map(len, question.columns.values()))
    if not _impossible(question, _NEARLY, seconds):
        return
    # Many missing answers would explain it, unless everything else rests on all people.
    if not question.strict and not _all_else_full(case, question, seconds):
        return
    # Loading the solver is no part of the search, and may take longer than it.
    import_module("scipy.optimize")
    start = time.monotonic()
    wrong = fewest_wrong(
        question.columns,
        question.bases,
        min_bases=question.at_least(_NEARLY),
        whole=question.whole,
        exclusive=question.exclusive,
        time_limit=seconds,
    )
    people = "with these numbers of people"
    if not question.strict:
        people += ", even if up to one in ten did not answer"
    text = f"no whole numbers of people give all figures of this question {people}"
    late = time.monotonic() - start >= seconds
    if late:
        # What was found so far depends on the machine: it is not told.
        why = "which figures would have to be others was not settled: the time ran out"
        case.unchecked.append(Note(question.name, why, question.row))
    if len(wrong.sets) == 1 and wrong.complete and not late:
        for cell in wrong.sets[0]:
            spot = question.cells[cell.column][cell.option]
            # A sum that is not right says the same of the whole column.
            case.findings = [
                found
                for found in case.findings
                if (found.kind, found.row, found.column)
                != ("sum of percentages", question.name, spot.group.heading)
            ]
            case.find(
                "table", spot, cell.would, f"{text}; this one changed would be enough ({_people(cell)})"
            )
        return
    would = "; or ".join(
        " and ".join(f"{_label(question, cell)} {cell.would} in place of {cell.printed}" for cell in cells)
        for cells in ([] if late else sorted(wrong.sets, key=_change)[:3])
    )
    whole = question.cells[question.whole][0]
    column = " and ".join(question.columns)
    place = (question.row, 0)
    case.add("table", question.name, column, place, "all figures together", would, text, block=whole.block)


def _label(question: _Question, cell: WrongCell) -> str:
    return f"{question.cells[cell.column][cell.option].line.label}, {cell.column}:"


def _change(cells: Sequence[WrongCell]) -> tuple[int, Fraction]:
    """How much a set changes: figures that no one slip of the hand explains, and by how much in all."""
    unlike = sum(cell.would not in {text for text, _ in slips(cell.printed)} for cell in cells)
    far = sum(
        (abs(Fraction(cell.would) - Fraction(cell.printed.lstrip("< "))) for cell in cells), Fraction(0)
    )
    return unlike, far


def _people(cell: WrongCell) -> str:
    return f"{cell.count} of {cell.base}"


def _all_else_full(case: Case, question: _Question, seconds: float) -> bool:
    """Whether every other question rests on all people, and of this one all columns but perhaps one.

    If there is no other question, half of the people may be missing.
    """
    own = {spot.key for spots in question.cells.values() for spot in spots}
    compared = [found for found in case.settled if found.how != "none"]
    others = [found for found in compared if found.vector.spots[0].key not in own]
    smaller = [found for found in compared if found.vector.spots[0].key in own and found.how != "full"]
    if not others:
        return _impossible(question, _HALF, seconds)
    return len(smaller) < 2 and all(found.how == "full" for found in others)
