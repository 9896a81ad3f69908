"""What a person can say about a printed table: options of a command, or a small file beside the table."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["BLOCK_KINDS", "COLUMN_ROLES", "LAYOUTS", "MOST_PEOPLE", "ROW_ROLES", "Corrections"]

#: The most people that a table can be told to have.
MOST_PEOPLE = 100_000_000

#: The arrangements, and what each says.
LAYOUTS = {
    "columns": "percentages are of the people of their column",
    "rows": "percentages are of the people of their row: along a row they add up to 100",
    "whole": "percentages are of all people of the table",
    "tidy": "one figure a row: the columns question,option,kind,group,printed",
    "list": "one column of figures: each row is an answer with its figures",
}

#: What the rows of a block are to each other.
BLOCK_KINDS = {
    "distribution": "everybody gave exactly one of the answers",
    "several": "a person may be in several rows",
    "shares": "each row is a question of its own",
}

#: What a column can be.
COLUMN_ROLES = {
    "label": "the names of the rows",
    "group": "figures of a group: percentages, or counts and percentages in one cell",
    "n": "numbers of people, beside the column of percentages that belongs to them",
    "%": "percentages, beside the column of numbers that belongs to them",
    "base": "how many people each row counts in all",
    "difference": "differences of two groups",
    "p": "p-values",
    "skip": "not to be read",
}

#: What a row can be.
ROW_ROLES = {
    "header": "names of columns",
    "heading": "the heading of a block",
    "option": "an answer with its figures",
    "total": "everybody of the block",
    "subtotal": "a sum of other rows",
    "base": "how many people each column counts",
    "note": "a sentence under the table",
    "skip": "not to be read",
}


@dataclass(frozen=True)
class Corrections:
    """What somebody said of a table. Everything is optional; what is not said is read from the table itself.

    Attributes
    ----------
    title : str or None
        The table's title.
    layout : str or None
        One of :data:`LAYOUTS`.
    transposed : bool or None
        Whether rows and columns are to change places before reading.
    header_rows : int or None
        How many rows of the grid, from its first filled row on, are headers.
    people : int or None
        How many people were asked in all.
    whole : str or None
        The group that counts the people of all others.
    bases : dict of str to int
        For a group, how many people it has. The key is the label of a group, the heading of its column as
        printed, or the column's letter or number (see ``columns``).
    block_bases : dict of (str, str) to int
        For a block's heading and a group, how many people the group has in this block. An empty group means
        every group.
    blocks : dict of str to str
        For a block's heading one of :data:`BLOCK_KINDS`. The empty heading means every block.
    block_rows : tuple of str
        Labels or row numbers (in the file, from 1) of the rows at which a block begins.
    columns : dict of str to str
        For a column one of :data:`COLUMN_ROLES`. A column is named by its heading as printed, or by its
        number in the file, from 1 (``"3"``), or by its letter as in a spreadsheet (``"C"``); a heading comes
        first.
    rows : dict of str to str
        For a row one of :data:`ROW_ROLES`. A row is named by its label as printed, or by its number in the
        file.
    several, weighted, truncated, adjusted : bool or None
        Whether people could give several answers; percentages are weighted; they were cut off rather than
        rounded; they were forced to add up to 100. None: not said.
    decimal : str or None
        ``"."`` or ``","``: the sign before decimals.

    Examples
    --------
    >>> Corrections(whole="All", bases={"All": 1804}).bases["All"]
    1804
    >>> Corrections() == Corrections(several=None)
    True
    """

    title: str | None = None
    layout: str | None = None
    transposed: bool | None = None
    header_rows: int | None = None
    people: int | None = None
    whole: str | None = None
    bases: dict[str, int] = field(default_factory=dict, hash=False)
    block_bases: dict[tuple[str, str], int] = field(default_factory=dict, hash=False)
    blocks: dict[str, str] = field(default_factory=dict, hash=False)
    block_rows: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict, hash=False)
    rows: dict[str, str] = field(default_factory=dict, hash=False)
    several: bool | None = None
    weighted: bool | None = None
    truncated: bool | None = None
    adjusted: bool | None = None
    decimal: str | None = None
