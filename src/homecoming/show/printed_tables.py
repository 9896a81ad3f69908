"""Printed tables in a notebook: how a file was read, and what an audit of it says, in one line each.

from homecoming import printed_tables

printed_tables.read("table.csv")
printed_tables.audit("table.csv", bases={"Town": 90})
"""

from __future__ import annotations

import os
from typing import Any

from homecoming.errors import NoSuchNameError
from homecoming.reading import sidecar
from homecoming.reading.opened import OpenedTable, opened
from homecoming.reading.printed import Reading
from homecoming.show.judgement_report import JudgementReport
from homecoming.show.reading_report import ReadingReport


def read(
    path: str | os.PathLike[str],
    *,
    table: str | int | None = None,
    encoding: str | None = None,
    use_sidecar: bool = True,
    **told: Any,
) -> ReadingReport:
    """Read a printed table, and show how it was understood.

    Parameters
    ----------
    path : path-like
        CSV, TSV, XLSX, HTML, Markdown or plain text.
    table : str or int, optional
        Which table of a file with several: the name of a sheet, or ``2`` for the second. Without it, the one
        that has figures is taken if there is only one.
    encoding : str, optional
        How to read a text that is not UTF-8.
    use_sidecar : bool
        Whether to use ``FILE.reading.json`` if it lies beside the table.
    **told
        What the paper says, or what is read wrongly otherwise: the attributes of
        :class:`~homecoming.reading.corrections.Corrections`, such as ``bases={"Town": 90}``.

    Returns
    -------
    ReadingReport
        It shows itself at the end of a cell; its ``reading`` is the table.

    Raises
    ------
    DataError
        The file cannot be used.
    NoSuchNameError
        Something told names what is not there, or the file has several tables and none was named.

    Examples
    --------
    >>> from homecoming import published
    >>> read(published.EXAMPLE, title="Jobs").reading.title
    'Jobs'
    """
    one = _single(path, table, encoding, use_sidecar, told)
    assert one.reading is not None
    return ReadingReport(one.reading)


def audit(
    path: str | os.PathLike[str] | Reading | ReadingReport,
    *,
    table: str | int | None = None,
    encoding: str | None = None,
    use_sidecar: bool = True,
    **told: Any,
) -> JudgementReport:
    """Check whether the figures of a printed table agree, and show what was found.

    Parameters
    ----------
    path : path-like or ReadingReport or Reading
        The file, or what :func:`read` gave; with the latter nothing else can be told.
    table, encoding, use_sidecar, **told
        As for :func:`read`.

    Returns
    -------
    JudgementReport
        It shows itself at the end of a cell. ``outcome`` says how it went, ``findings`` is a data frame,
        ``notes`` and ``unchecked`` say what else there is to know.

    Raises
    ------
    DataError, NoSuchNameError
        As for :func:`read`.
    TypeError
        If something is told of a table that has been read already.

    Examples
    --------
    >>> from homecoming import published
    >>> found = audit(published.EXAMPLE, whole="All", bases={"All": 240, "Women": 150, "Men": 90})
    >>> found.outcome, found.findings.loc[1, "kind"]
    ('findings', 'impossible percentage')
    """
    from homecoming.checks.judge import judge

    if isinstance(path, Reading | ReadingReport):
        if told or table is not None or encoding is not None:
            raise TypeError("This table has been read already: tell printed_tables.read what to correct.")
        return JudgementReport(judge(path if isinstance(path, Reading) else path.reading))
    one = _single(path, table, encoding, use_sidecar, told)
    assert one.reading is not None
    return JudgementReport(judge(one.reading), one.grid)


def _single(
    path: str | os.PathLike[str],
    table: str | int | None,
    encoding: str | None,
    use_sidecar: bool,
    told: dict[str, Any],
) -> OpenedTable:
    name = None if table is None else str(table)
    found = opened(path, sidecar.checked(**told), table=name, encoding=encoding, use_sidecar=use_sidecar)
    readable = [one for one in found if one.reading]
    if len(readable) > 1:
        names = [one.grid.name for one in readable]
        where = f"{os.fspath(path)} has {len(names)} tables: name one, such as table={names[0]!r}. "
        raise NoSuchNameError("table", "", names, where=where)
    return readable[0]
