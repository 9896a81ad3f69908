"""The figures of a reading that share a number of people, each with what is known of that number.

A *vector* is a block of answers in one column, or one row across its answers where percentages run along
rows, or a single figure that is a question of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from homecoming.checks.printed_share import Share
from homecoming.reading.printed import Block, Breakdown, Cell, Group, Line, Missing, Reading

__all__ = [
    "Base",
    "Spot",
    "Vector",
    "answer_lines",
    "block_name",
    "parts_of",
    "spots_of",
    "vectors_of",
    "wholes_of",
]


# More decimals than this are those of a spreadsheet, and all bases fit them or none.
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Base:
    """What is known of the number of people behind a figure.

    Attributes
    ----------
    least, most : int
        It is one of these numbers, or, if not ``strict``, at most the larger one.
    strict : bool
        Whether it was printed or told for this very figure. If not, fewer people may have answered.
    source : str
        Where it comes from, in words.

    Examples
    --------
    >>> Base(629, 631, True, "printed for Town").words
    '629 to 631'
    """

    least: int
    most: int
    strict: bool
    source: str

    @property
    def words(self) -> str:
        """The number as text, such as ``"150"`` or ``"629 to 631"``."""
        return str(self.most) if self.least == self.most else f"{self.least} to {self.most}"


@dataclass(frozen=True)
class Spot:
    r"""One cell with everything around it: places of block, line and group in the reading, and the base.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town (n = 300)\nYes,92 (30.7)\nNo,208 (69.3)\n")[0])
    >>> spot = spots_of(table)[0]
    >>> spot.cell.printed, spot.both, spot.base.most
    ('92 (30.7)', True, 300)
    """

    block_at: int
    line_at: int
    group_at: int
    block: Block
    line: Line
    group: Group
    cell: Cell
    base: Base | None
    convention: str = "rounded"

    @property
    def key(self) -> tuple[int, int, int]:
        """Block, line and group as places in the reading."""
        return self.block_at, self.line_at, self.group_at

    @property
    def share(self) -> Share | None:
        """The percentage, if one is printed with a number of decimals that makes sense."""
        if self.cell.percent is None or len(self.cell.percent.partition(".")[2]) > _MOST_DECIMALS:
            return None
        return Share(self.cell.percent, self.cell.below, self.convention)

    @property
    def both(self) -> bool:
        """Whether a number of people and a percentage are printed."""
        return self.cell.count is not None and self.cell.percent is not None


@dataclass(frozen=True)
class Vector:
    r"""Figures that share a number of people.

    Attributes
    ----------
    spots : tuple of Spot
        The figures, in printed order.
    kind : str
        ``"distribution"``, ``"several"``, ``"unknown"`` or ``"shares"``.
    complete : bool
        Whether every answer has a figure in this vector.
    usual : int or None
        The number of people that other questions of the column add up to, if none is printed.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town (n = 300)\nYes,92 (30.7)\nNo,208 (69.3)\n")[0])
    >>> (vector,) = vectors_of(table, spots_of(table))
    >>> vector.adds_up, vector.sum_of_counts
    (True, 300)
    """

    spots: tuple[Spot, ...]
    kind: str
    complete: bool
    usual: int | None = None

    @property
    def same_people(self) -> bool:
        """Whether one number of people must be behind all figures: one question, whatever its kind."""
        if self.adds_up:
            return True
        return self.kind == "several" and all(
            spot.block.kind_from in ("told", "words") for spot in self.spots
        )

    @property
    def adds_up(self) -> bool:
        """Whether everybody gave exactly one of the answers."""
        return self.kind == "distribution"

    @property
    def base(self) -> Base | None:
        """What is known of the number of people, if it is known of all figures."""
        known = [spot.base for spot in self.spots]
        bases = [base for base in known if base is not None]
        if len(bases) < len(known):
            return None
        return Base(
            min(base.least for base in bases),
            max(base.most for base in bases),
            all(base.strict for base in bases),
            bases[0].source,
        )

    @property
    def shares(self) -> list[Share]:
        """The percentages printed in it."""
        return [share for spot in self.spots if (share := spot.share) is not None]

    @property
    def sum_of_counts(self) -> int | None:
        """What the printed numbers of people add up to, if every answer has one."""
        counts = [spot.cell.count for spot in self.spots]
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) and known else None


def block_name(block: Block) -> str:
    """A block's heading, or its first and last row if it has none.

    Examples
    --------
    >>> block_name(Block("", 1, "shares", (Line("A", 1, ()), Line("B", 2, ()))))
    'A to B'
    """
    if block.heading:
        return block.heading
    labels = [line.label for line in block.lines]
    if len(labels) < 2:
        return "".join(labels)
    return f"{labels[0]} to {labels[-1]}"


def wholes_of(reading: Reading) -> set[str]:
    r"""Labels of the groups in which others are counted together.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> text = ",All (n = 240),Town (n = 150),Village (n = 90)\n"
    >>> text += "Yes,30.0,32.0,26.7\nNo,70.0,68.0,73.3\n"
    >>> table = read(grids_from_text(text)[0])
    >>> wholes_of(table)
    {'All'}
    """
    return {breakdown.whole for breakdown in reading.breakdowns}


def _answers(reading: Reading) -> list[int]:
    """Which groups are answers, where percentages run along the rows; the others hold totals."""
    wholes = wholes_of(reading)
    return [
        at
        for at, group in enumerate(reading.groups)
        if group.label not in wholes
        and any(
            (cell := line.cells[at]) is not None and cell.percent is not None for _, line in reading.lines()
        )
    ]


def _applies(missing: Missing, block: Block, line: Line, group: Group, cell: Cell) -> bool:
    """Whether a footnote on missing answers is about this cell."""
    if missing.rows:
        named = line.row in missing.rows or block.row in missing.rows
        return named and missing.group in ("", group.label)
    if not missing.sign:
        return missing.group == group.label
    if missing.sign in cell.signs:
        return True
    # A letter inside a word is no sign; behind a word it may be, but then the reading keeps it as a sign.
    marked = not missing.sign.isalnum() and any(
        missing.sign in text for text in (line.label, block.heading, group.heading)
    )
    return marked and missing.group in ("", group.label)


def _in_column(reading: Reading, block: Block, line: Line, at: int, cell: Cell) -> Base | None:
    group = reading.groups[at]
    if cell.base is not None:
        return Base(cell.base, cell.base, True, "printed in the cell")
    if line.base is not None and len(reading.groups) == 1:
        return Base(line.base, line.base, True, "printed in the row")
    if group.label in block.bases:
        n = block.bases[group.label]
        source = "told" if block.bases_from == "told" else "printed for the block"
        return Base(n, n, True, source) if n > 0 else None
    if group.base is None or group.base < 1:
        return None
    if group.base_from == "told":
        return Base(group.base, group.base, True, "told")
    said = [missing for missing in reading.missing if _applies(missing, block, line, group, cell)]
    if said:
        least = max(1, group.base - max(missing.most for missing in said))
        most = max(1, group.base - min(missing.least for missing in said))
        return Base(least, most, True, f"{group.base} less the missing answers of the footnote")
    # A paper that marks missing answers by signs says so of every cell that has some.
    strict = any(missing.sign for missing in reading.missing) and block.kind == "shares"
    return Base(group.base, group.base, strict, f"printed for {group.label}")


def _in_row(reading: Reading, line: Line, cell: Cell, answers: list[int]) -> Base | None:
    if cell.base is not None:
        return Base(cell.base, cell.base, True, "printed in the cell")
    if line.base is not None:
        return Base(line.base, line.base, True, "printed in the row")
    totals = [
        total.count
        for at, total in enumerate(line.cells)
        if at not in answers and total is not None and total.count is not None
    ]
    if len(totals) == 1 and totals[0] > 0:
        return Base(totals[0], totals[0], True, "printed in the row")
    return None


def spots_of(reading: Reading, convention: str = "rounded") -> list[Spot]:
    r"""Every printed cell with what is known of its base.

    Parameters
    ----------
    reading : Reading
        A table that has been read.
    convention : str
        How its percentages were made.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town (n = 300)\nYes,92 (30.7)\nNo,208 (69.3)\n")[0])
    >>> [spot.cell.count for spot in spots_of(table)]
    [92, 208]
    """
    answers = _answers(reading)
    spots = []
    for block_at, block in enumerate(reading.blocks):
        for line_at, line in enumerate(block.lines):
            for at, cell in enumerate(line.cells):
                if cell is None or (cell.count is None and cell.percent is None):
                    continue
                cell = _nobody(block, at, cell)
                base: Base | None = None
                if reading.direction == "row":
                    base = _in_row(reading, line, cell, answers) if at in answers else None
                elif reading.direction == "whole":
                    base = _of_all(reading, cell)
                elif reading.direction == "column":
                    base = _in_column(reading, block, line, at, cell)
                spots.append(
                    Spot(block_at, line_at, at, block, line, reading.groups[at], cell, base, convention)
                )
    return spots


def _nobody(block: Block, at: int, cell: Cell) -> Cell:
    """A bare 0 among numbers of people with percentages is the number of people."""
    if cell.count is not None or cell.percent != "0":
        return cell
    others = [line.cells[at] for line in block.lines]
    if any(other is not None and other.count is not None and other.percent is not None for other in others):
        return replace(cell, count=0, percent=None)
    return cell


def _of_all(reading: Reading, cell: Cell) -> Base | None:
    if cell.base is not None:
        return Base(cell.base, cell.base, True, "printed in the cell")
    wholes = wholes_of(reading)
    known = [group for group in reading.groups if group.base and group.label in wholes]
    if len(known) == 1 and known[0].base is not None:
        n = known[0].base
        return Base(n, n, known[0].base_from == "told", "printed for all")
    totals = [
        total.count
        for _, line in reading.lines()
        if line.kind == "total"
        for group, total in zip(reading.groups, line.cells, strict=True)
        if group.label in wholes and total is not None and total.count
    ]
    if len(set(totals)) == 1:
        return Base(totals[0], totals[0], False, "printed for all")
    bases = [group.base for group in reading.groups if group.label not in wholes]
    if bases and all(bases):
        n = sum(base for base in bases if base is not None)
        return Base(n, n, False, "the sum of all columns")
    return None


def answer_lines(reading: Reading, block: Block) -> list[int]:
    r"""Places of a block's answers, without rows of people who did not answer: these have no percentages.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town (n = 300)\nYes,92 (30.7)\nNo,208 (69.3)\n")[0])
    >>> answer_lines(table, table.blocks[0])
    [0, 1]
    """
    options = [at for at, line in enumerate(block.lines) if line.kind == "option"]

    def counted_only(at: int) -> bool:
        cells = [cell for cell in block.lines[at].cells if cell is not None]
        return bool(cells) and all(cell.count is not None and cell.percent is None for cell in cells)

    # A row of zeros may be an answer that nobody gave.
    bare = [
        at
        for at in options
        if counted_only(at) and any(cell is not None and cell.count for cell in block.lines[at].cells)
    ]
    return (
        options
        if len(bare) == len(options) or reading.direction != "column"
        else [at for at in options if at not in bare]
    )


def vectors_of(reading: Reading, spots: list[Spot]) -> list[Vector]:
    r"""Put the figures together that share a number of people; rows of totals stand alone.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> text = ",All (n = 240),Town (n = 150),Village (n = 90)\n"
    >>> text += "Yes,30.0,32.0,26.7\nNo,70.0,68.0,73.3\n"
    >>> table = read(grids_from_text(text)[0])
    >>> [len(vector.spots) for vector in vectors_of(table, spots_of(table))]
    [2, 2, 2]
    """
    if reading.direction == "row":
        return _along_rows(reading, spots)
    vectors = []
    for block_at, block in enumerate(reading.blocks):
        options = answer_lines(reading, block)
        for group_at in range(len(reading.groups)):
            here = [spot for spot in spots if spot.block_at == block_at and spot.group_at == group_at]
            together = tuple(spot for spot in here if spot.line_at in options)
            if block.kind == "shares" or reading.direction == "whole":
                vectors += [Vector((spot,), "shares", True) for spot in together]
            elif together:
                kind = block.kind
                if kind == "distribution" and "several" in reading.conventions and block.kind_from != "told":
                    kind = "several"
                vectors.append(Vector(together, kind, len(together) == len(options)))
            vectors += [
                Vector((spot,), "subtotal" if spot.line.kind == "subtotal" else "total", True)
                for spot in here
                if spot.line.kind != "option"
            ]
    return vectors


def _along_rows(reading: Reading, spots: list[Spot]) -> list[Vector]:
    answers = _answers(reading)
    rows = []
    for block_at, block in enumerate(reading.blocks):
        for line_at in range(len(block.lines)):
            row = tuple(
                spot
                for spot in spots
                if spot.block_at == block_at and spot.line_at == line_at and spot.group_at in answers
            )
            if row:
                rows.append(row)
    if len(answers) < 2:
        return [Vector((spot,), "shares", True) for row in rows for spot in row]
    with_shares = [row for row in rows if any(spot.share for spot in row)]
    adding = [row for row in with_shares if _about_hundred(row)]
    kind = "distribution" if adding and 2 * len(adding) >= len(with_shares) else "unknown"
    if "several" in reading.conventions:
        kind = "several"
    return [Vector(row, kind, len(row) == len(answers)) for row in rows]


def _about_hundred(row: tuple[Spot, ...]) -> bool:
    shares = [share for spot in row if (share := spot.share) is not None]
    return sum(share.low for share in shares) <= 100 <= sum(share.high for share in shares)


def parts_of(reading: Reading, breakdown: Breakdown) -> tuple[int, list[int]]:
    r"""Places of the whole and of the groups of a breakdown.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> text = ",All (n = 240),Town (n = 150),Village (n = 90)\n"
    >>> text += "Yes,30.0,32.0,26.7\nNo,70.0,68.0,73.3\n"
    >>> table = read(grids_from_text(text)[0])
    >>> parts_of(table, table.breakdowns[0])
    (0, [1, 2])
    """
    labels = [group.label for group in reading.groups]
    return labels.index(breakdown.whole), [labels.index(label) for label in breakdown.parts]
