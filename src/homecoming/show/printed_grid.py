"""A table set as it lies in its file, with cells that carry the numbers of findings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from homecoming.reading.grid import Grid
from homecoming.reading.printed import Reading
from homecoming.visible import visible

__all__ = ["cell_of", "grid_of", "set_grid"]

Place = tuple[int, int]

_WORDS = re.compile(r"[^\W\d_]")


def set_grid(
    grid: Grid, reading: Reading, marks: Mapping[Place, Sequence[int]], *, prefix: str, caption: str
) -> str:
    """Set a table as printed, in HTML.

    Parameters
    ----------
    grid : Grid
        The table as it lies in its file.
    reading : Reading
        How it was read: it says which rows are headings, and what was left out.
    marks : mapping of (int, int) to sequence of int
        For places in the grid (row and column from 0) the numbers of their findings.
    prefix : str
        What the names of cells and findings begin with, so that several tables can stand on one page: the
        cell is ``{prefix}-cell-{row}-{column}``, the finding ``{prefix}-finding-{number}``.
    caption : str
        The caption, as plain text.

    Examples
    --------
    >>> from homecoming.reading.printed import Group
    >>> grid = Grid("own.csv", "", (("", "Town"), ("Yes", "57.4")), (1, 2), (0, 0), heads=1)
    >>> reading = Reading("own.csv", "Jobs", "column", (Group("Town", "Town"),), ())
    >>> html = set_grid(grid, reading, {(1, 1): [1]}, prefix="t1", caption="Jobs")
    >>> 'class="hc-marked">57.4' in html, 'href="#t1-finding-1"' in html
    (True, True)
    """
    blocks = {block.row for block in reading.blocks if block.heading}
    lines = {line.row for _, line in reading.lines()}
    out = {one.row for one in reading.left_out if one.row and not one.column}
    first = min(lines | blocks | out, default=0)
    heads = grid.heads or sum(1 for number in grid.numbers if number < first)
    setter = _Setter(grid, reading, marks, prefix, heads, blocks - lines)
    rows = [setter.row(index) for index in range(len(grid.rows))]
    head = f"<thead>{''.join(rows[:heads])}</thead>" if heads else ""
    label = escape(visible(caption))
    return (
        f'<div class="hc-scroll" role="group" tabindex="0" aria-label="{label}">'
        f'<table class="hc-table hc-printed"><caption>{label}</caption>{head}\n'
        f"<tbody>{''.join(rows[heads:])}</tbody></table></div>"
    )


class _Setter:
    """Sets the rows of one grid."""

    def __init__(
        self,
        grid: Grid,
        reading: Reading,
        marks: Mapping[Place, Sequence[int]],
        prefix: str,
        heads: int,
        headings: set[int],
    ):
        self.grid, self.marks, self.prefix, self.heads = grid, marks, prefix, heads
        self.headings = headings
        self.out = {(one.row, one.column) for one in reading.left_out}
        #: Rows in which a merged cell begins, or into which one reaches.
        self.merged = {row for pair in grid.spans.items() for row, _ in pair}
        self.sizes: dict[Place, tuple[int, int]] = {}
        for (row, column), (top, left) in grid.spans.items():
            down, across = self.sizes.get((top, left), (1, 1))
            self.sizes[top, left] = max(down, row - top + 1), max(across, column - left + 1)

    def row(self, index: int) -> str:
        """One row; what stands alone in it goes over the whole width."""
        row, number = self.grid.rows[index], self.grid.numbers[index]
        marked = [column for column in range(len(row)) if (index, column) in self.marks]
        filled = [column for column, text in enumerate(row) if text]
        alone = filled == [0] and not any(marked) and index not in self.merged
        if alone and len(row) > 1 and (index >= self.heads or len(self.grid.rows[0]) > 2):
            heading = number in self.headings
            tag, scope = ("th", ' scope="rowgroup"') if heading else ("td", "")
            attributes = f'{scope} colspan="{len(row)}"'
            name = "hc-heading" if heading else "hc-words hc-out" if (number, 0) in self.out else "hc-words"
            return f"<tr>{self._cell(index, 0, tag, [name], attributes)}</tr>"
        cells = [
            self._usual(index, column) for column in range(len(row)) if (index, column) not in self.grid.spans
        ]
        return f"<tr>{''.join(cells)}</tr>\n"

    def _usual(self, index: int, column: int) -> str:
        text, number = self.grid.rows[index][column], self.grid.numbers[index]
        down, across = self.sizes.get((index, column), (1, 1))
        names, attributes = [], ""
        if index < self.heads:
            # What is merged in the head of a table cannot reach into its body.
            down = min(down, self.heads - index)
            tag = "th" if text else "td"
            attributes = f' scope="{"colgroup" if across > 1 else "col"}"' if text else ""
        else:
            tag = "th" if column == 0 and text else "td"
            attributes = ' scope="row"' if tag == "th" else ""
            if number in self.headings:
                names.append("hc-heading")
            if {(number, column + 1), (number, 0), (0, column + 1)} & self.out:
                names.append("hc-out")
            if tag == "td" and _WORDS.search(text) and not re.search(r"\d", text):
                names.append("hc-words")
        attributes += f' rowspan="{down}"' if down > 1 else ""
        attributes += f' colspan="{across}"' if across > 1 else ""
        return self._cell(index, column, tag, names, attributes)

    def _cell(self, index: int, column: int, tag: str, names: list[str], attributes: str) -> str:
        numbers = self.marks.get((index, column), ())
        if numbers:
            names = [*(name for name in names if name != "hc-out"), "hc-marked"]
            attributes += f' id="{self.prefix}-cell-{index}-{column}"'
        if names:
            attributes += f' class="{" ".join(names)}"'
        indent = "&nbsp;" * min(self.grid.indents[index], 12) if column == 0 else ""
        signs = "".join(
            f' <a class="hc-mark" href="#{self.prefix}-finding-{number}" aria-label="Finding {number}">'
            f"{number}</a>"
            for number in numbers
        )
        text = escape(visible(self.grid.rows[index][column]))
        return f"<{tag}{attributes}>{indent}{text}{signs}</{tag}>"


def cell_of(grid: Grid, row: int, column: int) -> Place | None:
    """Where a finding is marked in a grid: at its cell, the label of its row, or the head of its column.

    Parameters
    ----------
    grid : Grid
        The table.
    row, column : int
        The place in the file, from 1; 0 where a whole row or column is meant.

    Returns
    -------
    (int, int) or None
        Row and column in the grid, from 0; None if nothing there belongs to it.

    Examples
    --------
    >>> grid = Grid("own.csv", "", (("", "Town"), ("Yes", "57.4")), (1, 3), (0, 0))
    >>> cell_of(grid, 3, 2), cell_of(grid, 3, 0), cell_of(grid, 0, 2), cell_of(grid, 2, 2)
    ((1, 1), (1, 0), (0, 1), None)
    """
    inside = 0 < column <= grid.width
    if row in grid.numbers:
        index = grid.numbers.index(row)
        filled = next((at for at, text in enumerate(grid.rows[index]) if text), 0)
        at = column - 1 if inside else filled
        return grid.spans.get((index, at), (index, at))
    if row == 0 and inside:
        filled = next((at for at, texts in enumerate(grid.rows) if texts[column - 1]), 0)
        return filled, column - 1
    return None


def grid_of(reading: Reading, grid: Grid | None = None) -> Grid:
    """The grid if the figures of a reading stand where the reading says; else one made of the reading.

    Parameters
    ----------
    reading : Reading
        The table as it was read; if rows and columns changed places for that, its places are others.
    grid : Grid, optional
        The table as it lies in its file.

    Examples
    --------
    >>> from homecoming.reading.printed import Block, Cell, Group, Line
    >>> line = Line("Yes", 2, (Cell(2, 2, "57.4", percent="57.4"),))
    >>> reading = Reading("a", "A", "column", (Group("Town", "Town"),), (Block("", 2, "shares", (line,)),))
    >>> grid_of(reading).rows
    (('', 'Town'), ('Yes', '57.4'))
    """
    if grid is not None and _fits(grid, reading):
        return grid
    cells: dict[Place, str] = {}
    head = max(min((block.row for block in reading.blocks), default=2) - 1, 0)
    for block, line in reading.lines():
        if block.heading and block.row != line.row:
            cells[block.row, 1] = block.heading
        cells[line.row, 1] = line.label
        for group, cell in zip(reading.groups, line.cells, strict=True):
            if cell is not None:
                cells[cell.row, cell.column] = cell.printed
                cells[head, cell.column] = group.heading
    width = max((column for _, column in cells), default=1)
    numbers = sorted({row for row, _ in cells})
    rows = tuple(tuple(cells.get((row, column), "") for column in range(1, width + 1)) for row in numbers)
    file, name = (reading.file, "") if grid is None else (grid.file, grid.name)
    return Grid(file, name, rows, tuple(numbers), (0,) * len(numbers), notes=reading.notes)


def _fits(grid: Grid, reading: Reading) -> bool:
    rows = dict(zip(grid.numbers, grid.rows, strict=True))
    return all(
        cell.row in rows
        and cell.column <= grid.width
        and cell.printed in (rows[cell.row][cell.column - 1], "")
        for _, line in reading.lines()
        for cell in line.cells
        if cell is not None
    )
