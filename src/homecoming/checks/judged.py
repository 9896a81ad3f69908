"""What an audit of a printed table says: findings, notes, and what was not checked and why, never mixed.

The words: a *finding* is a figure that cannot hold together with others; a *note* is something that a reader
should know and that is no disagreement (a base that is not printed but follows); *unchecked* is a check that
could not be made. None of them says why a figure is as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from homecoming.reading.printed import Reading

__all__ = ["KINDS", "Disagreement", "Judgement", "Note"]

#: The kinds of findings, and the question that each answers.
KINDS = {
    "impossible percentage": "Can the percentage come from the number of people printed for it?",
    "count and percentage": "Does the number of people give the percentage beside it?",
    "sum of counts": "Do the numbers of people of a block add up to everybody in it?",
    "sum of percentages": "Do the answers that exclude each other add up to 100?",
    "total or subtotal": "Is a total or subtotal the sum of its rows?",
    "groups and whole": "Can the whole come from the groups that make it up?",
    "difference": "Is a difference the difference of its two columns?",
    "p-value": "Does a usual test of the printed numbers give the printed p-value?",
    "base": "Do the numbers of people printed for the columns agree with each other?",
    "table": "Can whole numbers of people give all the figures of a question together?",
}


@dataclass(frozen=True)
class Disagreement:
    """One finding.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    row, column : str
        The row's label and the column's heading as printed. For a finding about a whole block the block's
        heading (or "first to last row") stands for the row.
    block : str
        Heading of the block; empty if there is none.
    place : tuple of int
        Row and column in the file, counted from 1; 0 where a whole row or column is meant.
    printed : str
        The figure as printed.
    would : str
        What would agree with the others, as short text: ``"58.6"``, ``"2351 (43.9)"``, ``"51 to 53"``.
    explanation : str
        One or two sentences: what was compared, with the numbers.
    innocent : tuple of str
        Innocent explanations that were tested and would explain it, each a short sentence such as
        ``"rounded twice: 58.648 to 58.65 to 58.7"``.
    chance : float or None
        How likely such a finding is in a correct table of this shape (0 to 1); None if that is not known.
    """

    kind: str
    row: str
    column: str
    block: str
    place: tuple[int, int]
    printed: str
    would: str
    explanation: str
    innocent: tuple[str, ...] = ()
    chance: float | None = None


@dataclass(frozen=True)
class Note:
    """Something to know that is no finding; among ``unchecked``, a check that could not be made and why."""

    about: str
    text: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.about}: {self.text}"


@dataclass(frozen=True)
class Judgement:
    """What the audit of one table says.

    Attributes
    ----------
    reading : Reading
        The table as it was read.
    findings : tuple of Disagreement
        Figures that do not agree, in printed order.
    notes : tuple of Note
        What follows and is no disagreement: inferred bases, conventions that the figures show.
    unchecked : tuple of Note
        What was not checked, and why.
    checked : dict of str to int
        For each kind of :data:`KINDS`, how many figures were compared.
    """

    reading: Reading
    findings: tuple[Disagreement, ...]
    notes: tuple[Note, ...]
    unchecked: tuple[Note, ...]
    checked: dict[str, int]

    @property
    def outcome(self) -> str:
        """``"findings"``, ``"nothing found"``, or ``"not checked"`` if no figure could be compared."""
        if self.findings:
            return "findings"
        return "nothing found" if any(self.checked.values()) else "not checked"
