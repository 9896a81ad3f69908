"""Cells of a text: separated by commas, semicolons, tabs or bars, set in columns, or copied out of a page."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from homecoming.published.data_error import DataError
from homecoming.reading.raw_files import LONGEST_CELL, TABLES

#: A row of text with its number in the file.
Record = tuple[int, list[str]]

_RULE = re.compile(r"[\s|+\-=_:─│┼═╪╬┬┴├┤┌┐└┘]*")
_DECIMAL_COMMA = re.compile(r"[+\-−]?\d+,\d+%?")
_GAP = re.compile(r"\t+|[ \u00a0\u2007\u3000]{2,}")
_WIDE_GAP = re.compile(r"[^\s,;] {2,}[^\s,;]")
#: A longer line has no columns that anybody set by hand.
_LONGEST_LINE = 2_000
_LONGEST_FIGURE = 60
_BRACKETED = re.compile(r"\s+(?=[(\[])|(?<=[(\[])\s+|\s+(?=[)\]%])")
#: A figure at the end of a line that was copied out of a page: ``92 (30.7)*``, ``1,804``, ``<0.001``, ``–``.
_FIGURE = re.compile(
    r"(?:[<>≤≥=~]\s?)?[+\-−]?\d[\d.,·]*\s?[%％]?(?:\s?[±]\s?\d[\d.,]*)?"
    r"(?:\s?[(\[][^()\[\]]*\d[^()\[\]]*[)\]])?[*†‡§¶#‖a-e¹²³ᵃ-ᵉ]{0,3}"
    r"|[–—\-…]|n/?a|NA|n\.?s\.?"
)


def separated(text: str, file: str) -> tuple[list[Record], str] | None:
    r"""The cells of a text with a separator, and which it is; None if no separator makes a table of it.

    Raises
    ------
    DataError
        A quote is never closed, a cell is too long, or a row has more cells than its table has columns.

    Examples
    --------
    >>> separated("option;All\nYes;57,5\nNo;42,5", "own.csv")
    ([(1, ['option', 'All']), (2, ['Yes', '57,5']), (3, ['No', '42,5'])], ';')
    """
    if stated := re.match(r"sep=([,;|\t])\r?\n", text):
        # Spreadsheets write this line for each other.
        records = [(number + 1, cells) for number, cells in _strict(text[stated.end() :], stated[1], file)]
        return _checked(records, stated[1], file), stated[1]
    scored = {sign: _score(_split(text, sign)) for sign in "\t;,|" if sign in text}
    if not scored:
        return None
    best = max(scored.values())
    # Decimal commas make equal rows as well, so a tab or semicolon that does nearly as well is the separator.
    sign = next(sign for sign in scored if scored[sign] >= 0.8 * best)
    if scored[sign] <= 0.5 or (sign == "," and (_set_in_columns(text) or _only_thousands(text))):
        return None
    records = _strict(text, sign, file)
    return _checked(records, sign, file), sign


def in_columns(text: str) -> list[Record] | None:
    r"""The cells of a text whose columns stand two or more spaces apart; None if it has no columns.

    Examples
    --------
    >>> in_columns("Answer    All   Town\nYes      57.5   60.0\n  fully         30.0")
    [(1, ['Answer', 'All', 'Town']), (2, ['Yes', '57.5', '60.0']), (3, ['  fully', '', '30.0'])]
    """
    if max(map(len, text.splitlines())) > _LONGEST_LINE:
        return None
    lines = [(number, _pieces(line)) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, pieces) for number, pieces in lines if pieces]
    widths = Counter(len(pieces) for _, pieces in lines if len(pieces) > 1)
    if not widths or sum(widths.values()) < max(2, 0.4 * len(lines)):
        return None
    width = max(widths, key=lambda many: (widths[many], many))
    columns = _occupied([pieces for _, pieces in lines if len(pieces) == width])
    records = []
    for number, pieces in lines:
        cells = [""] * (len(columns) if len(columns) == width else max(width, len(pieces)))
        for place, (start, end, words) in enumerate(pieces):
            column = place
            if len(columns) == width and len(pieces) != 1 and len(pieces) != width:
                column = max(range(width), key=lambda one: _overlap(columns[one], (start, end)))
            cells[column] = f"{cells[column]} {words}" if cells[column] else words
        records.append((number, cells))
    return records


def copied(text: str) -> list[Record] | None:
    r"""The cells of lines that end with figures one space apart, as copied from a PDF; else None.

    Examples
    --------
    >>> copied("All Town\nYes, fully 92 (57.5) 60.0\nNo 68 (42.5) 40.0")
    [(1, ['', 'All', 'Town']), (2, ['Yes, fully', '92 (57.5)', '60.0']), (3, ['No', '68 (42.5)', '40.0'])]
    """
    if max(map(len, text.splitlines())) > _LONGEST_LINE:
        return None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    split = [(number, *_figures_at_end(line)) for number, line in lines]
    widths = Counter(len(figures) for _, label, figures in split if figures and label.strip())
    if not widths:
        return None
    width, often = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    if often < 2 or often < 0.4 * len(lines):
        return None
    records = []
    for (number, label, figures), (_, line) in zip(split, lines, strict=True):
        if len(figures) == width:
            records.append((number, [label, *figures]))
        elif len(names := _names(line, width)) >= width and not records:
            records.append((number, ["", *names] if len(names) == width else names))
        else:
            records.append((number, [line, *[""] * width]))
    return records


def _set_in_columns(text: str) -> bool:
    """Whether nearly all lines have wide gaps, so that their commas belong to numbers and names."""
    lines = [line for line in text.splitlines() if line.strip()]
    gaps = sum(bool(_WIDE_GAP.search(line.strip())) for line in lines)
    return gaps >= max(2, 0.7 * len(lines))


def _only_thousands(text: str) -> bool:
    """Whether the commas stand inside numbers of lines with spaces between, as copied from a page."""
    with_commas = [line for line in text.splitlines() if "," in line]
    inside = sum(
        line.count(",") == len(re.findall(r"(?<=\d),(?=\d{3}(?!\d))", line)) and " " in line.strip()
        for line in with_commas
    )
    if inside < max(2, 0.6 * len(with_commas)):
        return False
    records = in_columns(text) or copied(text) or []
    return sum(sum(map(bool, cells)) > 1 for _, cells in records) >= max(2, 0.6 * len(records))


def _split(text: str, sign: str) -> list[list[str]]:
    limit = csv.field_size_limit(len(text) + 1)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        return []
    finally:
        csv.field_size_limit(limit)


def _score(rows: list[list[str]]) -> float:
    """Which share of the rows has the usual number of cells, sentences aside that are one cell."""
    widths = Counter(len(row) for row in rows if sum(map(bool, map(str.strip, row))) > 1)
    widths.pop(1, None)
    if not widths:
        return 0.0
    usual = max(widths, key=lambda many: (widths[many], many))
    cut = [row for row in rows if len(row) > 1 or (len(row) == 1 and _figures_in(row[0]))]
    # A sign in a note alone separates nothing, however few rows have a figure to be cut.
    return sum(len(row) == usual for row in cut) / max(len(cut), sum(map(bool, rows)) / 2)


def _figures_in(line: str) -> bool:
    return len(re.findall(r"\d+(?:[.,]\d+)?", line)) > 1 and len(line) < 80


def _strict(text: str, sign: str, file: str) -> list[Record]:
    limit = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    records: list[Record] = []
    begins = 1
    try:
        for cells in reader:
            records.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        plain = [(number, line.split(sign)) for number, line in enumerate(text.splitlines(), start=1)]
        if sign == "\t" and len({len(cells) for _, cells in plain if len(cells) > 1}) == 1:
            # A clipboard puts no quotes around cells, so that a quote in a label is a quote.
            return plain
        found, expected = f"a line that is not CSV ({error})", "cells with separators between"
        advice = "Close every quote, and write a quote inside a cell twice."
        if "field larger than field limit" in str(error):
            found, expected = "a cell that is too long", f"at most {LONGEST_CELL:,} characters in a cell"
            advice = "Look for a quote that is never closed; if there is none, shorten the cell."
        elif "new-line" in str(error):
            advice = "Save the file again with the line ends of Windows or Linux."
        raise DataError(found, expected, advice, file=file, row=begins) from None
    finally:
        csv.field_size_limit(limit)
    return records


def _checked(records: list[Record], sign: str, file: str) -> list[Record]:
    """The rows, each as wide as the table; a sentence that holds the separator is one cell again."""
    widths = Counter(len(cells) for _, cells in records if sum(map(bool, map(str.strip, cells))) > 1)
    usual = max(widths, key=lambda many: (widths[many], many))
    # A first row may be wider than the rows below, which then lack figures; a later one may not.
    first = next(len(cells) for _, cells in records if sum(map(bool, map(str.strip, cells))) > 1)
    most = max(usual, first)
    checked = []
    for number, cells in records:
        while len(cells) > most and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) > most:
            if not _is_sentence(sign.join(cells)):
                advice = "Put a label that contains the separator in double quotes."
                if sign == "," and _DECIMAL_COMMA.fullmatch(",".join(cells[-2:])):
                    advice = (
                        f"Write {cells[-2]}.{cells[-1]}, with a decimal point, or put it in double quotes."
                    )
                raise DataError(f"{len(cells)} cells", f"{most}", advice, file=file, row=number)
            cells = [sign.join(cells)]
        checked.append((number, cells))
    return checked


def _is_sentence(line: str) -> bool:
    """Whether a row reads as words, such as a note under the table, and not as figures."""
    words = re.findall(r"[^\W\d]{2,}", line)
    return len(words) >= 4 and len(words) > 2 * len(re.findall(r"\d[\d.]*", line))


def _pieces(line: str) -> list[tuple[int, int, str]]:
    """What stands in a line two spaces apart: where it begins and ends on a screen, and the words."""
    if "|" not in line and _RULE.fullmatch(line):
        return []
    bare = line.strip()
    if not bare:
        return []
    indent = len(line) - len(line.lstrip())
    pieces = []
    place = 0
    for words in _GAP.split(line[indent:].rstrip()):
        at = line.index(words, indent + place) if words else indent + place
        place = at + len(words) - indent
        begin = sum(map(_cells_wide, line[:at]))
        pieces.append((begin, begin + sum(map(_cells_wide, words)), words))
    start, end, words = pieces[0]
    # A first piece that stands far to the right is no label with an indent: the first cell is blank.
    pieces[0] = (start, end, " " * indent + words if indent < 12 else words)
    return pieces


def _cells_wide(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _occupied(lines: Sequence[Sequence[tuple[int, int, str]]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted((start, end) for pieces in lines for start, end, _ in pieces):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """How far two stretches overlap; for those that do not, how near they are."""
    return min(one[1], other[1]) - max(one[0], other[0]), -abs(sum(one) - sum(other))


def _figures_at_end(line: str) -> tuple[str, list[str]]:
    """The label of a line, and the figures behind it."""
    figures: list[str] = []
    rest = " ".join(re.split(r"[ \t]+", line.strip()))
    while rest:
        # Among the places where a figure can begin, the leftmost that makes one figure of all up to the end.
        near = max(0, len(rest) - _LONGEST_FIGURE)
        places = [match.end() for match in re.compile(r"(?<!\S)(?=\S)").finditer(rest, near)]
        found = next((at for at in places if _FIGURE.fullmatch(_BRACKETED.sub(" ", rest[at:]).strip())), None)
        if found is None:
            break
        figures.insert(0, rest[found:])
        rest = rest[:found].rstrip()
    return rest, figures


def _names(line: str, width: int) -> list[str]:
    """The names of columns in a line that was copied: behind each bracket a new one, else each word one."""
    parts = [part.strip() for part in re.findall(r"[^()]*\([^()]*\)", line)]
    if len(parts) in (width, width + 1):
        return parts
    words = line.split()
    return words if len(words) in (width, width + 1) else []


def with_bars(text: str) -> str | None:
    r"""A table drawn with bars, as programs print it to a terminal, with its rules taken out; else None.

    Examples
    --------
    >>> with_bars("+-----+----+\n| a   | b  |\n+-----+----+\n| Yes | 60 |")
    '\n a   | b  \n\n Yes | 60 '
    """
    lines = [line.replace("│", "|") for line in text.splitlines()]
    barred = [line for line in lines if line.strip().strip("|").count("|") > 0]
    if len(barred) < 2 or len(barred) < 0.5 * sum(1 for line in lines if line.strip()):
        return None
    shown = ("" if _RULE.fullmatch(line) else re.sub(r"^\s*\||\|\s*$", "", line) for line in lines)
    return "\n".join(shown)


def none_found(file: str) -> DataError:
    """The error for a text without columns.

    Examples
    --------
    >>> print(none_found("own.txt"))
    own.txt: found no columns; expected a table as CSV, TSV, XLSX, HTML, Markdown or plain text. Separate ...
    """
    advice = "Separate the cells of a row with commas, semicolons, tabs, or two spaces."
    return DataError("no columns", TABLES, advice, file=file)
