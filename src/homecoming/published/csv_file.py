"""Reads CSV files: the one reader of the package.

Every cell stays text. What is wrong with a file is said with the file's name, the row and what to do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from homecoming.published.data_error import DataError
from homecoming.published.places import displayed

DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One row of a CSV file: ``row[column]`` is a cell as text.

    ``number`` is its line in ``file``; the header is line 1.

    Examples
    --------
    >>> row = Row("own.csv", 2, {"option": "Yes ", "printed": "30.7"})
    >>> row["printed"]
    '30.7'
    """

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, found: str, expected: str, advice: str, column: str | None = None) -> DataError:
        """A `DataError` that names this row.

        Examples
        --------
        >>> print(Row("own.csv", 2, {}).error("'5B'", "a number", "Correct it.", column="printed"))
        own.csv, row 2, column 'printed': found '5B'; expected a number. Correct it.
        """
        return DataError(found, expected, advice, file=self.file, row=self.number, column=column)

    def label(self, column: str) -> str:
        """A cell that must hold text on one line, without spaces at its ends.

        Examples
        --------
        >>> Row("own.csv", 2, {"option": "Yes "}).label("option")
        Traceback (most recent call last):
            ...
        homecoming.published.data_error.DataError: own.csv, row 2, column 'option': found 'Yes '; expected ...
        """
        cell = self[column]
        if not cell.strip():
            raise self.error("a blank cell", "text", "Fill it in, or remove the row.", column)
        if cell != cell.strip() or "\n" in cell or "\r" in cell:
            expected = "text on one line, without spaces at its ends"
            raise self.error(repr(cell), expected, "Remove the spaces or line breaks.", column)
        return cell


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises
    ------
    DataError
        there is no such file, or it cannot be read.

    Examples
    --------
    >>> from homecoming.published.places import EXAMPLE
    >>> read_bytes(EXAMPLE)[:15]
    b'question,option'
    """
    file = displayed(path)
    if path.is_dir():
        raise DataError("a folder", "a file", "Give the path of a file inside it.", file=file)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError("no such file", "a file", "Check the path and the spelling.", file=file) from None
    except OSError as error:
        found = f"no access ({error.strerror})"
        raise DataError(found, "a readable file", "Check its permissions.", file=file) from None


def header(raw: bytes, file: str) -> list[str]:
    r"""The first row of a CSV file; empty if that row is not CSV.

    Examples
    --------
    >>> header(b"option,All\nYes,60", "own.csv")
    ['option', 'All']
    """
    try:
        return next(csv.reader(_decode(raw, file).splitlines()), [])
    except csv.Error:
        return []  # `rows` says where and why


def rows(raw: bytes, file: str, columns: Sequence[str] | None = None) -> list[Row]:
    r"""The rows of a CSV file below its header.

    Parameters
    ----------
    raw
        the content: UTF-8, commas, LF or CRLF, with or without a byte order mark.
    file
        its name, for errors.
    columns
        the columns that it must have, no more and no fewer, in any order; any columns when left out.

    Raises
    ------
    DataError
        the content is not CSV, or it has other columns, or no rows.

    Examples
    --------
    >>> [(row.number, row["All"]) for row in rows(b"option,All\nYes,60\nNo,40", "own.csv")]
    [(2, '60'), (3, '40')]
    """
    # Line ends may be LF or CRLF: Windows writes CRLF, and it changes no figure.
    reader = csv.reader(io.StringIO(_decode(raw, file), newline=""), strict=True)
    found: list[Row] = []
    names: list[str] | None = None
    try:
        for record in reader:
            row = Row(file, reader.line_num, {})
            if not record:
                continue  # an empty line, such as some editors leave at the end
            if names is None:
                names = record
                _check_header(names, columns, row)
            elif len(record) != len(names):
                advice = "Put a label that contains a comma in double quotes."
                if len(record) > len(names) and DECIMAL_COMMA.fullmatch(",".join(record[-2:])):
                    advice = f"Write {record[-2]}.{record[-1]}, with a decimal point."
                expected = f"{len(names)}, one for each of {','.join(names)}"
                raise row.error(f"{len(record)} cells", expected, advice)
            else:
                cells = dict(zip(names, record, strict=True))
                found.append(Row(file, reader.line_num, cells))
    except csv.Error as error:
        what = f"a line that is not CSV ({error})"
        row = Row(file, reader.line_num, {})
        raise row.error(what, "cells with commas between", "Close every quote.") from None
    if not found:
        raise DataError("a header with nothing below it", "at least one row", "Add the figures.", file=file)
    return found


def _decode(raw: bytes, file: str) -> str:
    save_again = "Save the file again as CSV UTF-8."
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError("UTF-16 text", "UTF-8 text", save_again, file=file, row=1)
    try:
        # Spreadsheets put a byte order mark before the header. It changes no figure, so it is dropped.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{error.object[error.start]:02x}, which is not UTF-8"
        raise DataError(found, "UTF-8 text", save_again, file=file, row=row) from None
    if not text.strip():
        raise DataError("an empty file", "a header and at least one row", "Fill it or remove it.", file=file)
    return text


def _check_header(names: Sequence[str], columns: Sequence[str] | None, row: Row) -> None:
    wanted = names if columns is None else columns
    expected = f"the columns {','.join(wanted)}"
    if columns is not None:
        for separator, name in ((";", "semicolons"), ("\t", "tabs")):
            if len(names) == 1 and separator in names[0]:
                found = f"columns separated by {name}"
                raise row.error(found, expected, "Save the file again with commas.")
    for column in wanted:
        if column not in names:
            raise row.error("no such column", expected, "Add the column, or correct its name.", column)
    for position, column in enumerate(names):
        if column not in wanted:
            raise row.error("an extra column", expected, "Remove it.", column)
        if column in names[:position]:
            raise row.error("the column twice", expected, "Remove one of them.", column)
