"""A table as it lies in a file: rows of cells, all of them text, with nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Grid"]


@dataclass(frozen=True)
class Grid:
    """The cells of one table, whatever kind of file it came from.

    Attributes
    ----------
    file : str
        Name of the file, for messages; ``-`` for what was piped in.
    name : str
        The sheet of a workbook, or ``"table 2"`` of a page with several; empty if the file is one table.
    rows : tuple of tuple of str
        All rows with at least one filled cell, in the order of the file, padded to one width. A cell is the
        text as printed, without white space at its ends.
    numbers : tuple of int
        For each row its number in the file, counted from 1: the line of a text file, the row of a sheet, the
        row of the table on a page.
    indents : tuple of int
        For each row by how many spaces its first filled cell is indented.
    spans : dict of (int, int) to (int, int)
        Merged cells: the place of each cell that only continues another one (and is empty in ``rows``), and
        the place of that one. Places are row and column in ``rows``, counted from 0.
    heads : int
        How many rows the file itself marks as header rows; 0 if it marks none.
    strong : frozenset of (int, int)
        Places (from 0) of cells in bold type.
    caption : str
        What the file itself says the title is; empty if nothing.
    notes : tuple of str
        What stands under the table outside its cells.
    decimal : str
        ``","`` if the file separates cells by semicolons and figures have decimal commas; else empty.
    encoding : str
        The old encoding that the bytes seem to have, if they are not UTF-8 and nobody told; else empty.
    kind : str
        ``"csv"``, ``"tsv"``, ``"xlsx"``, ``"html"``, ``"markdown"`` or ``"text"``.

    Examples
    --------
    >>> grid = Grid("own.csv", "", (("", "Town"), ("Yes", "57.5")), (1, 3), (0, 0))
    >>> grid.width, grid.numbers[1]
    (2, 3)
    """

    file: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    indents: tuple[int, ...]
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict, hash=False)
    heads: int = 0
    strong: frozenset[tuple[int, int]] = frozenset()
    caption: str = ""
    notes: tuple[str, ...] = ()
    decimal: str = ""
    kind: str = "csv"
    encoding: str = ""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def title(self) -> str:
        """The file with the sheet or the number of the table, for messages."""
        return f"{self.file} ({self.name})" if self.name else self.file
