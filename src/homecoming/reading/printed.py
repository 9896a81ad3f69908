"""A table as a paper prints it, after it has been read: groups, blocks of rows, cells, and how sure that is.

Nothing here is judged. A :class:`Reading` says what the file shows and how it was understood, so that a
person can look at it and correct it before anything is checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = [
    "Block",
    "Breakdown",
    "Cell",
    "Decision",
    "Difference",
    "Group",
    "LeftOut",
    "Line",
    "Missing",
    "PValue",
    "Reading",
]


@dataclass(frozen=True)
class Cell:
    """One figure of a table: a percentage, a number of people, or both.

    Attributes
    ----------
    row, column : int
        Where it stands in the file, counted from 1: the percentage, or the count if there is no percentage.
    printed : str
        The text as it stands there, footnote signs included.
    count : int or None
        The number of people printed.
    percent : str or None
        The percentage as text with a decimal point, as many decimals as were printed: ``"30.7"``.
    base : int or None
        The number of people that is printed in the cell itself, as in ``92/300``.
    below : bool
        Whether ``"<1"`` was printed: the percentage is below ``percent``.
    signs : tuple of str
        Footnote signs that stood behind the figure.

    Examples
    --------
    >>> Cell(2, 3, "92 (30.7)*", count=92, percent="30.7", signs=("*",)).percent
    '30.7'
    """

    row: int
    column: int
    printed: str
    count: int | None = None
    percent: str | None = None
    base: int | None = None
    below: bool = False
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A column of people, or of answers where the percentages run along the rows.

    Attributes
    ----------
    label : str
        Its name, without ``n = ...`` and without ``%``; unique within the reading.
    heading : str
        The heading of the column with the percentages (or with the counts, if there are none) as printed.
    base : int or None
        How many people it has, as printed or told.
    base_from : str
        ``"heading"``, ``"row"`` (a row of numbers of people), ``"total"`` (a row of totals), ``"told"``, or
        empty.

    Examples
    --------
    >>> Group("Town", "Town (n = 1,804)", 1804, "heading").base
    1804
    """

    label: str
    heading: str
    base: int | None = None
    base_from: str = ""


@dataclass(frozen=True)
class Difference:
    """A printed difference of two groups' percentages, in percentage points."""

    row: int
    column: int
    heading: str
    printed: str


@dataclass(frozen=True)
class PValue:
    """A printed p-value: ``relation`` is ``"="``, ``"<"`` or ``">"``, ``value`` the digits as printed."""

    row: int
    column: int
    heading: str
    printed: str
    relation: str
    value: str


@dataclass(frozen=True)
class Line:
    """One row of a table with its figures.

    Attributes
    ----------
    label : str
        As printed.
    row : int
        Where it stands in the file, counted from 1.
    kind : str
        ``"option"``; ``"total"`` (everybody of the block); ``"subtotal"`` (a sum of other rows of the block).
    cells : tuple of Cell or None
        One for each group of the reading, in the same order; None where nothing is printed.
    base : int or None
        A number of people printed in the row, outside the groups, as in a last column "Sample size".
    parts : tuple of int
        For a subtotal: which lines of the block it sums, as places in the block, if that is known.
    differences : tuple of Difference
        Printed differences of groups.
    p : PValue or None
        The p-value that stands in the row.
    """

    label: str
    row: int
    cells: tuple[Cell | None, ...]
    kind: str = "option"
    base: int | None = None
    parts: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()
    p: PValue | None = None


@dataclass(frozen=True)
class Block:
    """Rows that belong together.

    Attributes
    ----------
    heading : str
        The heading as printed; empty if there is none.
    row : int
        Where the heading stands in the file; the first line's row if there is none.
    kind : str
        ``"distribution"``: everybody gave exactly one of the listed answers. ``"several"``: a person may be
        in several rows. ``"shares"``: each row is a question of its own. ``"unknown"``: rows that may or may
        not be all answers.
    lines : tuple of Line
        Its rows in printed order.
    bases : mapping of str to int
        The number of people of each group in this block, where the block prints it or somebody told it.
    bases_from : str
        ``"heading"``, ``"row"``, ``"told"``, or empty.
    kind_from : str
        Why the kind is what it is: ``"told"``, ``"figures"`` (they add up to 100), ``"words"``, ``"layout"``.
    p : PValue or None
        A p-value of the whole block.
    """

    heading: str
    row: int
    kind: str
    lines: tuple[Line, ...]
    bases: dict[str, int] = field(default_factory=dict, hash=False)
    bases_from: str = ""
    kind_from: str = ""
    p: PValue | None = None


@dataclass(frozen=True)
class Breakdown:
    """Groups that divide a whole, such as town and village of all.

    ``exhausts`` says whether they are known to make up the whole: True (told, or their bases add up to it),
    False (their bases add up to less or more), or None if nobody knows.
    """

    whole: str
    parts: tuple[str, ...]
    exhausts: bool | None = None
    told: bool = False


@dataclass(frozen=True)
class Missing:
    """What a footnote says of missing answers.

    ``sign`` stands at the cells that it is about (empty: the note names rows and groups in words, which are
    in ``rows`` and ``group``); ``least`` to ``most`` people are missing.
    """

    sign: str
    least: int
    most: int
    text: str
    rows: tuple[int, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A row, column or cell that is recognised and not read as a figure; ``why`` says what it is.

    ``row`` or ``column`` is 0 where a whole column or a whole row is meant.
    """

    row: int
    column: int
    text: str
    why: str


@dataclass(frozen=True)
class Decision:
    """One choice made in reading: ``sure`` is ``"printed"``, ``"told"``, ``"likely"`` or ``"guessed"``."""

    what: str
    choice: str
    why: str
    sure: str


@dataclass(frozen=True)
class Reading:
    """A printed table, read.

    Attributes
    ----------
    file : str
        Name of the file, for messages; with sheet or number of the table if it has several.
    title : str
        The table's title; the file's name if none is printed or told.
    direction : str
        What percentages are percentages of: ``"column"`` (of the column's people), ``"row"`` (of the row's
        people: along a row they add up to 100), ``"whole"`` (of all people of the table), or ``"none"``.
    groups : tuple of Group
        In printed order.
    blocks : tuple of Block
        In printed order; a table without blocks has one.
    breakdowns : tuple of Breakdown
        Which groups divide which whole.
    missing : tuple of Missing
        What footnotes say of missing answers.
    notes : tuple of str
        Footnotes and other sentences of the table.
    conventions : frozenset of str
        What was told or stands in words: ``"weighted"``, ``"truncated"``, ``"adjusted"`` (forced to add to
        100), ``"several"``.
    left_out : tuple of LeftOut
        What was recognised and left out.
    decisions : tuple of Decision
        How the table was understood, and how sure that is.
    """

    file: str
    title: str
    direction: str
    groups: tuple[Group, ...]
    blocks: tuple[Block, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()
    conventions: frozenset[str] = frozenset()
    left_out: tuple[LeftOut, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def group(self, label: str) -> Group:
        """The group with this label."""
        return next(group for group in self.groups if group.label == label)

    def lines(self) -> Iterator[tuple[Block, Line]]:
        """Every line with its block, in printed order."""
        for block in self.blocks:
            for line in block.lines:
                yield block, line
