"""Files of many kinds, and what a clipboard gives, as grids of cells: which kind it is, its content says.

Nothing is understood here, and nothing is changed but white space: a cell is the text as printed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from homecoming.published.data_error import DataError
from homecoming.reading import delimited, markup, raw_files
from homecoming.reading.grid import Grid
from homecoming.reading.raw_files import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TABLES, too_much

__all__ = ["Grid", "grids", "grids_from_bytes", "grids_from_text"]

#: What shows nothing and only parts words or marks the order of bytes.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BREAKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
#: White space at the ends of cells; hard and thin spaces among it.
_SPACES = " \u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"
_TABLE_TAG = re.compile(r"<(?:\w+:)?table[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml|body|head|div|svg|meta)\b", re.IGNORECASE)
# Possessive, since a line of many spaces would take for ever otherwise.
_MARKDOWN_RULE = re.compile(r"^[ >]*+\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-++:?[ ]*+)+\|?[ ]*+$", re.MULTILINE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)

Place = tuple[int, int]


def grids(path: str | os.PathLike[str], encoding: str | None = None) -> tuple[Grid, ...]:
    """All tables of a file.

    Parameters
    ----------
    path : path-like
        CSV, TSV, XLSX, HTML, Markdown or plain text; ``-`` for standard input.
    encoding : str, optional
        How to read a text that is not UTF-8, such as ``cp1251``.

    Returns
    -------
    tuple of Grid
        In the order of the file: several sheets, or several tables of a page, are several grids.

    Raises
    ------
    DataError
        The file cannot be read, is no table, or is beyond a limit of :mod:`homecoming.reading.raw_files`.

    Examples
    --------
    >>> from homecoming.published.places import EXAMPLE
    >>> [grid] = grids(EXAMPLE)
    >>> grid.rows[0][:2], grid.kind
    (('question', 'option'), 'csv')
    """
    return grids_from_bytes(raw_files.content(path), raw_files.name_of(path), encoding)


def grids_from_bytes(raw: bytes, name: str, encoding: str | None = None) -> tuple[Grid, ...]:
    r"""All tables of a file's content.

    Parameters
    ----------
    raw : bytes
        The content.
    name : str
        The file's name, for messages and as a hint what it is.
    encoding : str, optional
        How to read a text that is not UTF-8.

    Returns
    -------
    tuple of Grid
        In the order of the file.

    Raises
    ------
    DataError
        As :func:`grids`.

    Examples
    --------
    >>> grids_from_bytes(b"option\tAll\nYes\t57.5", "own.tsv")[0].rows
    (('option', 'All'), ('Yes', '57.5'))
    """
    try:
        with raw_files.within(raw_files.MOST_SECONDS, name):
            if raw.startswith(b"PK\x03\x04"):
                return _of_workbook(raw, name)
            declared = _CHARSET.search(raw[:4096])
            guessed = ""
            if encoding is None and not _is_utf8(raw):
                guessed = "" if declared else raw_files.old_encoding(raw)
                encoding = declared[1].decode("ascii") if declared else guessed or None
            found = grids_from_text(raw_files.letters(raw, name, encoding), name)
            return tuple(replace(grid, encoding=guessed) for grid in found)
    except RecursionError:
        advice = "Keep only the table that you want to audit, and save it as CSV."
        raise DataError("parts nested too deeply", TABLES, advice, file=name) from None


def grids_from_text(text: str, name: str = "-") -> tuple[Grid, ...]:
    r"""All tables of a text, such as a clipboard gives.

    Parameters
    ----------
    text : str
        CSV, TSV, HTML, Markdown, or columns two or more spaces apart.
    name : str
        The file's name.

    Returns
    -------
    tuple of Grid
        In the order of the text.

    Raises
    ------
    DataError
        There is no table in it, or it is beyond a limit.

    Examples
    --------
    >>> grids_from_text("| | All |\n|---|---|\n| Yes | 57.5 |")[0].rows
    (('', 'All'), ('Yes', '57.5'))
    """
    markdown = name.lower().endswith((".md", ".markdown"))
    ruled = _MARKDOWN_RULE.search(text)
    if _TABLE_TAG.search(text) and not (markdown or (ruled and "\n|" in text)):
        return _of_page(text, name, "html")
    if _PAGE.match(text):
        advice = "Save the page that holds the table, or copy the table itself."
        raise DataError("a page or document without a table", TABLES, advice, file=name)
    if markdown or ruled:
        page = markup.as_page(text)
        if _TABLE_TAG.search(page):
            return _of_page(page, name, "markdown")
    return (_of_plain(text, name),)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _of_plain(text: str, name: str) -> Grid:
    decimal, kind = "", "text"
    records: list[delimited.Record] | None = None
    if barred := delimited.with_bars(text):
        text = barred
    if found := delimited.separated(text, name):
        records, sign = found
        kind = {",": "csv", ";": "csv", "\t": "tsv"}.get(sign, "text")
        cells = [cell for _, row in records for cell in row]
        if sign == ";" and any(re.search(r"\d,\d", cell) for cell in cells):
            decimal = "" if any(re.search(r"\d\.\d(?!\d\d\b)", cell) for cell in cells) else ","
    if records is None:
        records = delimited.in_columns(text) or delimited.copied(text)
    if records is None:
        raise delimited.none_found(name)
    cells_at = {
        (number, column): cell
        for number, row in records
        for column, cell in enumerate(row, start=1)
        if cell.strip()
    }
    return _grid(name, "", cells_at, decimal=decimal, kind=kind)


def _of_page(page: str, name: str, kind: str) -> tuple[Grid, ...]:
    found = []
    for number, table in enumerate(markup.tables(page, name), start=1):
        cells: dict[Place, str] = {}
        spans: dict[Place, Place] = {}
        strong: set[Place] = set()
        taken: set[Place] = set()
        for row, marked in enumerate(table.rows, start=1):
            column = 1
            for text, across, down, bold in marked:
                while (row, column) in taken:
                    column += 1
                down = min(down, len(table.rows) - row + 1)
                if len(taken) + across * down > MOST_CELLS:
                    raise too_much("more cells", f"{MOST_CELLS:,} cells in a table", name, row)
                for place in ((row + r, column + c) for r in range(down) for c in range(across)):
                    taken.add(place)
                    if text.strip() and place != (row, column):
                        spans[place] = (row, column)
                if text.strip():
                    cells[row, column] = text
                    if bold:
                        strong.add((row, column))
                column += across
        if not cells:
            continue
        lines = dict(enumerate(table.numbers, start=1)) if kind == "markdown" else {}
        grid = _grid(
            name,
            f"table {number}",
            cells,
            spans=spans,
            strong=strong,
            heads=table.heads,
            caption=table.caption,
            notes=table.notes,
            lines=lines,
            kind=kind,
        )
        found.append(grid)
    if not found:
        raise DataError("a page whose tables are empty", TABLES, "Copy the table itself.", file=name)
    return _named(found)


def _of_workbook(raw: bytes, name: str) -> tuple[Grid, ...]:
    from homecoming.reading import workbooks

    return _named(
        [
            _grid(
                name,
                sheet.name,
                sheet.cells,
                spans=sheet.spans,
                strong=sheet.strong,
                indents=sheet.indents,
                kind="xlsx",
            )
            for sheet in workbooks.sheets(raw, name)
        ]
    )


def _named(found: list[Grid]) -> tuple[Grid, ...]:
    """A name tells several tables of a file apart; a single one needs none."""
    return tuple(found) if len(found) > 1 else (replace(found[0], name=""),)


def _grid(
    file: str,
    name: str,
    cells: Mapping[Place, str],
    *,
    spans: Mapping[Place, Place] | None = None,
    strong: Iterable[Place] = (),
    indents: Mapping[Place, int] | None = None,
    heads: int = 0,
    caption: str = "",
    notes: Iterable[str] = (),
    lines: Mapping[int, int] | None = None,
    decimal: str = "",
    kind: str,
) -> Grid:
    """Put cells, whose places count from 1, into a grid without blank rows."""
    indents, spans, lines = indents or {}, spans or {}, lines or {}
    numbers = sorted({row for row, _ in cells})
    width = max((column for _, column in cells), default=0)
    for many, most, noun in (
        (len(numbers), MOST_ROWS, "rows"),
        (width, MOST_COLUMNS, "columns"),
        (len(numbers) * width, MOST_CELLS, "cells"),
    ):
        if many > most:
            raise too_much(f"{many:,} {noun}", f"{most:,} {noun}", file)
    place = {number: index for index, number in enumerate(numbers)}
    rows = [[""] * width for _ in numbers]
    indent = [0] * len(numbers)
    for (row, column), text in sorted(cells.items()):
        if len(text) > LONGEST_CELL:
            found = f"a cell of {len(text):,} characters"
            raise too_much(found, f"{LONGEST_CELL:,} characters in a cell", file, row)
        tidy = _INVISIBLE.sub("", _BREAKS.sub(" ", text))
        rows[place[row]][column - 1] = tidy.strip(_SPACES)
        if not any(rows[place[row]][: column - 1]):
            indent[place[row]] = indents.get((row, column), 0) + len(tidy) - len(tidy.lstrip(_SPACES))
    return Grid(
        file=file,
        name=name,
        rows=tuple(map(tuple, rows)),
        numbers=tuple(lines.get(number, number) for number in numbers),
        indents=tuple(indent),
        spans={
            (place[row], column - 1): (place[first], start - 1)
            for (row, column), (first, start) in spans.items()
            if row in place and first in place and column <= width
        },
        heads=sum(1 for number in numbers if number <= heads),
        strong=frozenset((place[row], column - 1) for row, column in strong),
        caption=caption,
        notes=tuple(notes),
        decimal=decimal,
        kind=kind,
    )
