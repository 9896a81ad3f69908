"""A reader's own table in a page: read from what was pasted or chosen, corrected, judged, and saved.

What a page calls here is what ``homecoming read`` and ``homecoming audit`` call, with the same corrections.
Each function takes what the reader gave and told, keeps nothing, and gives plain data that JSON can hold.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from homecoming.checks.judge import judge
from homecoming.errors import NoSuchNameError
from homecoming.published import DataError
from homecoming.reading import raw_files, sidecar
from homecoming.reading.corrections import BLOCK_KINDS, COLUMN_ROLES, LAYOUTS, ROW_ROLES, Corrections
from homecoming.reading.grid import Grid
from homecoming.reading.opened import OpenedTable, opened_bytes
from homecoming.reading.printed import Reading
from homecoming.show.finding_words import outcome
from homecoming.show.judgement_report import REPORT_STYLE, Audited, JudgementReport
from homecoming.show.reading_report import ReadingReport

__all__ = ["judged", "saved"]

#: What a table can be saved as: the ending of the file, and its kind.
SAVED = {
    "html": ("-audit.html", "text/html"),
    "json": ("-audit.json", "application/json"),
    "csv": ("-audit.csv", "text/csv"),
    "told": (".reading.json", "application/json"),
}


def judged(
    name: str,
    content: str,
    told: Mapping[str, Any] | None = None,
    *,
    table: int | None = None,
    encoding: str | None = None,
    beside: str = "",
) -> dict[str, Any]:
    r"""Read a table, and audit it, as ``homecoming audit`` does.

    Parameters
    ----------
    name : str
        The file's name.
    content : str
        What the file holds, in base64.
    told : mapping, optional
        What the reader says of the table: attributes of :class:`homecoming.reading.corrections.Corrections`,
        as a sidecar holds them.
    table : int, optional
        Which table of several, from 0; without it the first that can be read.
    encoding : str, optional
        How to read a text that is not UTF-8.
    beside : str
        What the file's sidecar holds, in base64; empty if there is none.

    Returns
    -------
    dict
        Either ``error`` alone, or ``tables`` (names of all), ``table`` (which is shown), ``grid`` (its cells,
        with the numbers of its rows), ``told``, ``choices`` (what can be told, with words), ``error`` (why
        this table cannot be read), and, where it can be, ``reading`` and ``report``, each with ``html``.

    Examples
    --------
    >>> content = base64.b64encode(b"option,Town (n = 300)\nYes,92 (30.7)\nNo,208 (69.8)").decode()
    >>> found = judged("own.csv", content)
    >>> found["report"]["outcome"], found["reading"]["groups"][0]["base"]
    ('1 finding', 300)
    >>> judged("own.csv", "")["error"]
    'own.csv: found an empty file; expected a table as CSV, TSV, XLSX, HTML, Markdown or plain text. ...'
    """
    try:
        tables = _opened(name, content, told, encoding, beside)
    except (DataError, NoSuchNameError) as error:
        return {"error": str(error)}
    at = _chosen(tables, table)
    one = tables[at]
    found = {
        "tables": [other.grid.name or f"table {number}" for number, other in enumerate(tables, start=1)],
        "table": at,
        "grid": _grid(one.grid, one.reading),
        "told": sidecar.as_dict(one.told),
        "choices": {"layout": LAYOUTS, "block": BLOCK_KINDS, "column": COLUMN_ROLES, "row": ROW_ROLES},
        "error": str(one.error) if one.error else "",
    }
    if one.reading is None:
        return found
    try:
        report = _report(one, one.reading)
    except DataError as error:
        return found | {"error": str(error)}
    return found | {
        "reading": _reading(one.reading),
        "report": {
            "outcome": outcome(report.judgement),
            "html": f"<style>{REPORT_STYLE}</style>{report.parts('own', level=3, reading=False)}",
        },
    }


def saved(
    kind: str,
    name: str,
    content: str,
    told: Mapping[str, Any] | None = None,
    *,
    table: int | None = None,
    encoding: str | None = None,
    beside: str = "",
) -> dict[str, str]:
    r"""Write what the audit says of a table, or what was told of it, as a file to take along.

    Parameters
    ----------
    kind : str
        ``"html"``, ``"json"`` or ``"csv"`` for the report; ``"told"`` for the small file beside the table.
    name, content, told, table, encoding, beside
        As for :func:`judged`.

    Returns
    -------
    dict
        ``name``, ``type`` and ``text`` of the file.

    Raises
    ------
    DataError, NoSuchNameError
        The table cannot be read, or there is no such kind.

    Examples
    --------
    >>> content = base64.b64encode(b"option,All\nYes,60\nNo,40").decode()
    >>> saved("told", "own.csv", content, {"people": 240})["name"]
    'own.csv.reading.json'
    """
    if kind not in SAVED:
        raise NoSuchNameError("kind of file", kind, SAVED)
    tables = _opened(name, content, told, encoding, beside)
    ending, mime = SAVED[kind]
    if kind == "told":
        raw = base64.b64decode(content)
        text = sidecar.text(name, raw, ((one.grid.name, one.reading, one.told) for one in tables))
        return {"name": name + ending, "type": mime, "text": text}
    one = tables[_chosen(tables, table)]
    if one.reading is None:
        raise one.error or ValueError("not read")
    audited = Audited([_report(one, one.reading)])
    written = {"html": audited.as_html, "json": audited.as_json, "csv": audited.as_csv}[kind]()
    return {"name": name.rpartition(".")[0] + ending, "type": mime, "text": written}


def _opened(
    name: str, content: str, told: Mapping[str, Any] | None, encoding: str | None, beside: str
) -> Sequence[OpenedTable]:
    said = None
    if beside:
        said = sidecar.parsed(base64.b64decode(beside), f"{name}.reading.json")
    corrections = sidecar.checked(**told) if told else Corrections()
    return opened_bytes(base64.b64decode(content), name, corrections, encoding=encoding, said=said)


def _chosen(tables: Sequence[OpenedTable], table: int | None) -> int:
    if table is not None and 0 <= table < len(tables):
        return table
    return next((at for at, one in enumerate(tables) if one.reading), 0)


def _report(one: OpenedTable, reading: Reading) -> JudgementReport:
    with raw_files.within(raw_files.MOST_SECONDS_OF_A_TABLE, one.grid.title, "judge"):
        return JudgementReport(judge(reading), one.grid)


def _grid(grid: Grid, reading: Reading | None) -> dict[str, Any]:
    """The cells of a table, with what each row and column was taken for."""
    return {
        "file": grid.file,
        "rows": [list(row) for row in grid.rows],
        "numbers": list(grid.numbers),
        "row_roles": _row_roles(grid, reading) if reading else [""] * len(grid.rows),
        "column_roles": _column_roles(grid, reading) if reading else [""] * grid.width,
    }


def _row_roles(grid: Grid, reading: Reading) -> list[str]:
    """What each row was taken for, in a word; empty where nothing says."""
    roles = {one.row: "skip" for one in reading.left_out if one.row and not one.column}
    roles |= {block.row: "heading" for block in reading.blocks if block.heading}
    roles |= {line.row: line.kind for _, line in reading.lines()}
    first = min(roles, default=0)
    return [roles.get(number, "header" if number < first else "") for number in grid.numbers]


def _column_roles(grid: Grid, reading: Reading) -> list[str]:
    """What each column was taken for, in a word; empty where nothing says."""
    figures = {cell.column for _, line in reading.lines() for cell in line.cells if cell is not None}
    out = {one.column for one in reading.left_out if one.column and not one.row}
    first = min(figures, default=0)
    return [
        "group" if at in figures else "skip" if at in out else "label" if at < first else ""
        for at in range(1, grid.width + 1)
    ]


def _reading(reading: Reading) -> dict[str, Any]:
    report = ReadingReport(reading)
    return {
        "html": report.parts(hints=False),
        "as_read": sidecar.as_dict(sidecar.as_read(reading)),
        "groups": [{"label": one.label, "base": one.base} for one in reading.groups],
        "blocks": [{"heading": one.heading, "kind": one.kind} for one in reading.blocks],
        "along_rows": reading.direction == "row",
    }
