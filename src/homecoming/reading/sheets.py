"""A grid taken apart: title, header rows, rows of the body, notes; stacked tables one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from homecoming.reading.corrections import Corrections
from homecoming.reading.figures import SIGNS, parse, plain
from homecoming.reading.footnotes import letters, looks_like_note
from homecoming.reading.grid import Grid
from homecoming.reading.headings import parse_heading

__all__ = ["Row", "Sheet", "sheets"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED_BASE = re.compile(r"\b(?:n|base|basis)\s*[=:]", re.IGNORECASE)
#: How a cell looks that can only be a figure, never a heading.
_STRONG = ("pair", "share", "fraction", "interval", "pair interval", "p")


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Attributes
    ----------
    number : int
        Where it stands in the file, counted from 1.
    texts : tuple of str
        Its cells.
    indent : int
        By how much its first filled cell is indented.
    strong : bool
        Whether its first filled cell is in bold type.
    gap : bool
        Whether an empty row stands above it.
    left : int
        How many columns of the file stand left of its first cell, where tables stand side by side.
    second, width : int
        Where the percentages stand in a row of their own below the counts: its number, and the number of
        columns; the cells from ``width`` on are those of that row.

    Examples
    --------
    >>> Row(2, ("Yes", "57.5")).texts[1]
    '57.5'
    """

    number: int
    texts: tuple[str, ...]
    indent: int = 0
    strong: bool = False
    gap: bool = False
    left: int = 0
    second: int = 0
    width: int = 0

    def place(self, column: int) -> tuple[int, int]:
        """Row and column in the file, counted from 1, of one of its cells, counted from 0.

        Examples
        --------
        >>> Row(2, ("Yes", "57.5")).place(1)
        (2, 2)
        """
        if self.width and column >= self.width:
            return self.second or self.number, column - self.width + 1 + self.left
        return self.number, column + 1 + self.left

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns, from 0, in which something stands."""
        return tuple(c for c, text in enumerate(self.texts) if text.strip())


@dataclass(frozen=True)
class Sheet:
    """One table with its parts.

    Attributes
    ----------
    titles : tuple of str
        What stands above the header in rows of its own.
    header : tuple of Row
        The header rows; merged headings are repeated over all columns that they span.
    body : tuple of Row
        All rows below, without notes.
    notes : tuple of str
        Sentences under the table, and between its rows.
    letters : frozenset of str
        Letters that are footnote signs here.

    Examples
    --------
    >>> grid = Grid("own.csv", "", (("", "Town"), ("Yes", "57.5")), (1, 2), (0, 0))
    >>> sheet = sheets(grid)[0]
    >>> sheet.header[0].texts, sheet.body[0].texts
    (('', 'Town'), ('Yes', '57.5'))
    """

    titles: tuple[str, ...]
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    notes: tuple[str, ...]
    letters: frozenset[str] = field(default_factory=frozenset)


def sheets(grid: Grid, corrections: Corrections | None = None) -> tuple[Sheet, ...]:
    """Take a grid apart.

    Parameters
    ----------
    grid : Grid
        The cells.
    corrections : Corrections
        What is told of header rows, and of rows that are headers, notes or to be skipped.

    Returns
    -------
    tuple of Sheet
        One, or one for each of several tables that are stacked in the grid, each with its own header.

    Examples
    --------
    >>> rows = (("", "A", "B"), ("Yes", "57.5", "60"), ("Two", "", ""), ("", "A", "B"), ("Yes", "40", "41"))
    >>> [sheet.titles for sheet in sheets(Grid("own.csv", "", rows, (1, 2, 3, 4, 5), (0,) * 5))]
    [(), ('Two',)]
    """
    corrections = corrections or Corrections()
    told = {plain(name).casefold(): role for name, role in corrections.rows.items()}
    rows = [
        Row(
            number,
            texts,
            grid.indents[i],
            (i, _first(texts)) in grid.strong,
            bool(i) and number > grid.numbers[i - 1] + 1,
        )
        for i, (number, texts) in enumerate(zip(grid.numbers, grid.rows, strict=True))
        if any(text.strip() for text in texts) and _told(Row(number, texts), told) != "skip"
    ]
    spans = _spanned(grid)
    notes = [note for note in grid.notes if note.strip()]
    while rows and (
        _told(rows[-1], told) == "note"
        or ((not told or _told(rows[-1], told) == "") and _lonely(rows[-1], len(rows)))
    ):
        notes.insert(0, _only(rows.pop()))
    kept = []
    for at, row in enumerate(rows):
        role = _told(row, told)
        if role == "note" or (not role and at and len(row.filled) == 1 and _sentence(_only(row))):
            notes.append(_only(row))
        else:
            kept.append(row)
    found: list[Sheet] = []
    signs = letters(notes)
    start, first_header = 0, None
    for at, end in _cuts(kept, told, corrections, grid):
        titles, header, body = _parts(
            kept[at:end], corrections if not found else Corrections(), told, grid.heads if not found else 0
        )
        header = tuple(_fill(row, spans) for row in header)
        first_header = first_header or header
        caption = [grid.caption] if grid.caption and not found else []
        found.append(Sheet((*caption, *titles), header or first_header or (), body, tuple(notes), signs))
        start = end
    assert start == len(kept)
    parts = [part for sheet in found for part in _beside(sheet)]
    return tuple(sheet for sheet in parts if sheet.body) or tuple(found)


def _beside(sheet: Sheet) -> tuple[Sheet, ...]:
    """Tables that stand side by side under the same headings, one after the other."""
    width = len(sheet.header[0].texts) if sheet.header else 0
    for part in range(2, width // 2 + 1):
        if width % part:
            continue
        repeated = all(row.texts[c] == row.texts[c % part] for row in sheet.header for c in range(width))
        labels = [row.texts[part] for row in sheet.body if row.texts[part].strip()]
        words = labels and sum(not parse(text).filled for text in labels) * 2 > len(labels)
        if repeated and sheet.header[0].texts[0].strip() and words:
            return tuple(
                replace(
                    sheet,
                    header=tuple(
                        replace(row, texts=row.texts[at : at + part], left=at) for row in sheet.header
                    ),
                    body=tuple(
                        replace(
                            row, texts=row.texts[at : at + part], left=at, indent=row.indent if at == 0 else 0
                        )
                        for row in sheet.body
                        if any(text.strip() for text in row.texts[at : at + part])
                    ),
                )
                for at in range(0, width, part)
            )
    return (sheet,)


def _first(texts: tuple[str, ...]) -> int:
    return next((c for c, text in enumerate(texts) if text.strip()), 0)


def _only(row: Row) -> str:
    return " ".join(row.texts[c].strip() for c in row.filled)


def _told(row: Row, told: dict[str, str]) -> str:
    if not told:
        return ""
    names = [str(row.number), *(plain(row.texts[c]).casefold() for c in row.filled[:2])]
    return next((told[name] for name in names if name in told), "")


def _lonely(row: Row, count: int) -> bool:
    """Whether a last row is a sentence: a single filled cell that is no figure."""
    if len(row.filled) > 1 or count <= 1 or len(row.texts) == 1:
        return False
    return not parse(_only(row)).filled


def _sentence(text: str) -> bool:
    """Whether a single cell between rows is a note: it must be long, since headings may have signs too."""
    bare = re.sub(rf"[{SIGNS}\s]+$", "", text)
    return len(text.split()) > 6 and looks_like_note(text) and bare[-1:] not in ":?)" and text[:1] not in "#("


def _spanned(grid: Grid) -> dict[int, dict[int, int]]:
    """For each row number and column the column whose merged heading continues there."""
    out: dict[int, dict[int, int]] = {}
    for (row, column), (of_row, of_column) in grid.spans.items():
        if row == of_row and row < len(grid.numbers):
            out.setdefault(grid.numbers[row], {})[column] = of_column
    return out


def _fill(row: Row, spans: dict[int, dict[int, int]]) -> Row:
    into = spans.get(row.number, {})
    texts = tuple(row.texts[into.get(c, c)] for c in range(len(row.texts)))
    return Row(row.number, texts, row.indent, row.strong, row.gap)


def _heads(row: Row, *, first: bool) -> bool:
    """Whether a row can be a header: something stands beside the label, and it is no figure."""
    beside = [row.texts[c] for c in row.filled if c > 0]
    if not beside:
        return False
    label = parse_heading(row.texts[0]) if row.texts[0].strip() else None
    numbers = [parse(text) for text in beside]
    if label is not None and label.counts_people and all(f.form == "number" for f in numbers):
        return any(_YEAR.fullmatch(plain(text)) for text in beside) and first
    figures = strong = 0
    for text in beside:
        figure = parse(text)
        if not figure.filled or _NAMED_BASE.search(text):
            continue
        digits = figure.numbers[0]
        if (
            _YEAR.fullmatch(plain(text))
            or (figure.form == "spread" and "±" not in text)
            or digits.relation == ">"
        ):
            continue
        whole = (
            figure.form == "number" and digits.whole() is not None and not digits.percent and not figure.signs
        )
        if whole and not row.texts[0].strip() and plain(text).startswith("("):
            continue  # "(300)" under a heading is its number of people
        figures += 1
        strong += figure.form in _STRONG or not whole
    return strong * 2 < len(beside) if first else not figures


def _cuts(
    rows: list[Row], told: dict[str, str], corrections: Corrections, grid: Grid
) -> list[tuple[int, int]]:
    """Where stacked tables begin and end: at a row that repeats a header, with the lone rows above it."""
    starts = [0]
    titles, header, _ = _parts(rows, corrections, told, grid.heads)
    head = len(titles) + len(header)
    names = [{_key(text) for text in row.texts[1:] if _key(text)} for row in header]
    for at in range(head + 1, len(rows)):
        row = rows[at]
        if not _heads(row, first=False) or len(row.filled) < 2 or _told(row, told) not in ("", "header"):
            continue
        here = {_key(text) for text in row.texts[1:] if _key(text)}
        bases = sum(parse_heading(text).base is not None for text in row.texts[1:])
        again = any(here and len(here & other) * 2 >= len(here) and len(other) > 0 for other in names)
        again = again or _told(row, told) == "header" or (bases >= 2 and bool(here))
        if again and not all(
            parse_heading(row.texts[c]).unit and not parse_heading(row.texts[c]).label
            for c in row.filled
            if c
        ):
            begin = at
            while (
                begin - 1 > starts[-1] and len(rows[begin - 1].filled) == 1 and rows[begin - 1].filled[0] == 0
            ):
                begin -= 1
            if begin > starts[-1] + head:
                starts.append(begin)
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _key(text: str) -> str:
    heading = parse_heading(text)
    return heading.words.casefold() if heading.label or not heading.base else ""


def _parts(
    rows: list[Row], corrections: Corrections, told: dict[str, str], marked: int
) -> tuple[tuple[str, ...], tuple[Row, ...], tuple[Row, ...]]:
    """Titles, header rows and body of one table."""
    titles: list[str] = []
    at = 0
    while (
        at < len(rows) - 1
        and corrections.header_rows is None
        and len(rows[at].filled) == 1
        and len(rows[at].texts) > 1
        and rows[at].filled[0] == 0
        and not _told(rows[at], told)
    ):
        titles.append(_only(rows[at]))
        at += 1
    begin = at
    if corrections.header_rows is not None:
        at += corrections.header_rows
    else:
        while at < len(rows) and (_told(rows[at], told) == "header" or _continues(rows, begin, at, marked)):
            at += 1
    return tuple(titles), tuple(rows[begin:at]), tuple(rows[at:])


def _only_bases(row: Row) -> bool:
    beside = [parse_heading(row.texts[c]) for c in row.filled if c > 0]
    return bool(beside) and all(heading.base is not None and not heading.label for heading in beside)


def _continues(rows: list[Row], begin: int, at: int, marked: int) -> bool:
    row = rows[at]
    if at == begin:
        return _heads(row, first=True)
    if not _heads(row, first=False):
        return False
    if at - begin < marked:
        return True
    units = [parse_heading(row.texts[c]) for c in row.filled if c > 0]
    if row.texts[0].strip() and rows[begin].texts[0].strip():
        # "Education | n (%) | n (%)" under a full header is the heading of a block with its unit,
        # and "Education | n = 90 | n = 60" one with its people, if others like it follow.
        if _only_bases(row) and not parse_heading(row.texts[0]).counts_people:
            return not any(_only_bases(other) for other in rows[at + 1 :])
        return not all(unit.unit and not unit.label for unit in units) and len(units) > 1
    return True
