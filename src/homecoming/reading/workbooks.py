"""Cells of XLSX workbooks, as the spreadsheet shows them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from homecoming.published.data_error import DataError
from homecoming.reading.markup import RAISED
from homecoming.reading.raw_files import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TABLES, too_much

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

#: The most bytes of all parts of a workbook together once they are unpacked, and the most parts.
MOST_UNPACKED, MOST_PARTS = 40_000_000, 1_000
#: The most bytes of a part that openpyxl builds as a whole: all but sheets and their texts.
MOST_OF_A_PART = 5_000_000

_PICTURES = re.compile(
    r"(?:media|embeddings|printerSettings|thumbnail)|\.(?:bin|png|jpe?g|gif|emf|wmf)$", re.I
)


@dataclass
class Sheet:
    """A sheet: what is in its cells, by row and column from 1.

    Examples
    --------
    >>> Sheet("Sheet1").cells
    {}
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    strong: set[tuple[int, int]] = field(default_factory=set)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def sheets(raw: bytes, file: str) -> list[Sheet]:
    """All visible sheets of a workbook that hold anything; hidden rows and columns are left out.

    Raises
    ------
    DataError
        The bytes are no workbook, it is protected or too large, or a formula has no stored result.

    Examples
    --------
    >>> sheets(b"PK", "own.xlsx")
    Traceback (most recent call last):
        ...
    homecoming.published.data_error.DataError: own.xlsx: found a damaged archive; expected a table as ...
    """
    formulas = _inspected(raw, file)
    from openpyxl import load_workbook

    def load(*, values: bool) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl does not know, such as slicers
            return load_workbook(io.BytesIO(raw), data_only=values, rich_text=True, keep_links=False)

    try:
        book = load(values=True)
        written = load(values=False) if formulas else None
    except DataError:
        raise
    except Exception as error:
        # openpyxl raises whatever it stumbles over: KeyError, ValueError, errors of XML and of zip files.
        raise _damaged(file, f"a damaged workbook ({type(error).__name__})") from error
    found = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            read = _sheet(sheet, written[sheet.title] if written else None, file)
            if read.cells:
                found.append(read)
    if not found:
        raise DataError("a workbook without a filled cell", TABLES, "Fill it or remove it.", file=file)
    return found


def _damaged(file: str, found: str = "a damaged archive") -> DataError:
    advice = "Open it in a spreadsheet and save it again, as XLSX or CSV."
    return DataError(found, TABLES, advice, file=file)


def _inspected(raw: bytes, file: str) -> bool:
    """Look into the archive before anything is unpacked; say whether it holds formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise too_much(f"{len(parts):,} parts in a workbook", f"{MOST_PARTS:,} parts", file)
            # zipfile never unpacks more of a part than the size that is looked at here.
            if (total := sum(part.file_size for part in parts)) > MOST_UNPACKED:
                raise too_much(
                    f"{total / 1e6:,.0f} MB once it is unpacked", f"{MOST_UNPACKED / 1e6:g} MB", file
                )
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                if "word/document.xml" in names:
                    advice = "Copy the table out of it, and give it to standard input: homecoming read -"
                    raise DataError("a word processor's document (DOCX)", TABLES, advice, file=file)
                advice = "Save the table as XLSX or CSV; unpack an archive first."
                raise DataError("an archive that is no XLSX workbook", TABLES, advice, file=file)
            if any(part.flag_bits & 1 for part in parts):
                advice = "Save it again without a password."
                raise DataError("a workbook with a password", TABLES, advice, file=file)
            return _looked_through(archive, parts, file)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise _damaged(file) from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "_lzma", "lzma"):
            raise _damaged(file) from error
        raise


def _looked_through(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], file: str) -> bool:
    formulas = False
    for part in parts:
        if part.is_dir() or _PICTURES.search(part.filename):
            continue
        rows = part.filename.startswith("xl/worksheets/") or part.filename == "xl/sharedStrings.xml"
        if not rows and part.file_size > MOST_OF_A_PART:
            found = f"a part {part.filename} of {part.file_size / 1e6:,.0f} MB in a workbook"
            raise too_much(found, f"{MOST_OF_A_PART / 1e6:g} MB in it", file)
        text = archive.read(part)
        # Entities can grow without end, or fetch other files; no spreadsheet writes any.
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"<\0!\0" in text or b"\0<\0!\0" in text:
            advice = "Open it in a spreadsheet and save it again."
            raise DataError(f"a document type in its part {part.filename}", TABLES, advice, file=file)
        if part.filename.startswith("xl/worksheets/"):
            cells = len(re.findall(rb"<(?:\w+:)?c[\s>/]", text))
            if cells > MOST_CELLS:
                raise too_much(f"{cells:,} cells in a sheet", f"{MOST_CELLS:,} cells", file)
            formulas = formulas or re.search(rb"<(?:\w+:)?f[\s>/]", text) is not None
    return formulas


def _sheet(sheet: Worksheet, written: Worksheet | None, file: str) -> Sheet:
    read = Sheet(sheet.title)
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = {
        number
        for column in sheet.column_dimensions.values()
        if column.hidden and column.min and column.max
        for number in range(column.min, min(column.max, 20_000) + 1)
    }
    # The cells that there are, not the rectangle around them, which a stray cell makes endless.
    for (row, column), cell in sorted(sheet._cells.items()):
        if row in hidden_rows or column in hidden_columns:
            continue
        if written is not None and cell.value is None and _formula(written._cells.get((row, column))):
            advice = "Open the workbook in a spreadsheet, which computes it, and save it again."
            found, place = "a formula without a stored result", cell.coordinate.rstrip("0123456789")
            raise DataError(found, "a figure", advice, file=f"{file} ({sheet.title})", row=row, column=place)
        text = _text(cell)
        if not text.strip():
            continue
        if row > MOST_ROWS or column > MOST_COLUMNS:
            raise too_much(
                f"a filled cell at {cell.coordinate} of the sheet {sheet.title!r}",
                f"{MOST_ROWS:,} rows and {MOST_COLUMNS} columns",
                file,
                row,
            )
        read.cells[row, column] = text
        if cell.has_style:
            if indent := int(cell.alignment.indent or 0):
                read.indents[row, column] = 2 * indent
            if cell.font.b:
                read.strong.add((row, column))
    for merged in sheet.merged_cells.ranges:
        area = (merged.max_row - merged.min_row + 1) * (merged.max_col - merged.min_col + 1)
        if area > MOST_CELLS or (merged.min_row, merged.min_col) not in read.cells:
            continue
        first = (merged.min_row, merged.min_col)
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                if (row, column) != first:
                    read.spans[row, column] = first
    return read


def _formula(cell: Cell | MergedCell | None) -> bool:
    return cell is not None and getattr(cell, "data_type", "") == "f"


def _text(cell: Cell | MergedCell) -> str:
    """What the spreadsheet shows in a cell."""
    import datetime

    from openpyxl.cell.rich_text import CellRichText, TextBlock

    from homecoming.reading import number_formats

    value: object = cell.value
    if value is None:
        return ""
    if isinstance(value, CellRichText):
        parts = []
        for part in value:
            raised = isinstance(part, TextBlock) and part.font.vertAlign == "superscript"
            parts.append(str(part).translate(RAISED) if raised else str(part))
        return "".join(parts)
    if isinstance(value, bool):
        return str(value).upper()
    form = str(cell.number_format or "General")
    if isinstance(value, int | float):
        return number_formats.shown(value, form) if abs(value) < 1e300 else str(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return number_formats.shown_date(value, form)
    return str(value)
