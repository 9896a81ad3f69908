"""All tables of a file, read: with the sidecar beside it, and with what is told besides."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from homecoming.errors import NoSuchNameError
from homecoming.published.data_error import DataError
from homecoming.reading import raw_files, sidecar
from homecoming.reading.corrections import Corrections
from homecoming.reading.grid import Grid
from homecoming.reading.grids import grids_from_bytes
from homecoming.reading.printed import Decision, Reading


@dataclass(frozen=True)
class OpenedTable:
    """One table of a file.

    Attributes
    ----------
    grid : Grid
        Its cells.
    told : Corrections
        What was told of it.
    reading : Reading or None
        How it was read; None if it could not be.
    error : DataError or NoSuchNameError or None
        Why it could not be read.

    Examples
    --------
    >>> from homecoming.published.places import EXAMPLE
    >>> [one] = opened(EXAMPLE)
    >>> one.reading.direction
    'column'
    """

    grid: Grid
    told: Corrections
    reading: Reading | None
    error: DataError | NoSuchNameError | None = None


def opened(
    path: str | os.PathLike[str],
    told: Corrections | None = None,
    *,
    table: str | None = None,
    encoding: str | None = None,
    use_sidecar: bool = True,
) -> tuple[OpenedTable, ...]:
    """Read all tables of a file.

    Parameters
    ----------
    path : path-like
        The file; ``-`` for standard input.
    told : Corrections, optional
        What is told of every table in it; it goes before the sidecar.
    table : str, optional
        Read only the table with this name: a sheet, or ``"table 2"``, or ``"2"``.
    encoding : str, optional
        How to read a text that is not UTF-8.
    use_sidecar : bool
        Whether to use ``FILE.reading.json`` if it is there.

    Returns
    -------
    tuple of OpenedTable
        In the order of the file. If it has a single table, that one has been read.

    Raises
    ------
    DataError
        The file or its sidecar cannot be used, or none of its tables can be read.
    NoSuchNameError
        There is no table of this name, or something told names what is not there.

    Examples
    --------
    >>> from homecoming.published.places import EXAMPLE
    >>> opened(EXAMPLE, Corrections(title="Jobs"))[0].reading.title
    'Jobs'
    """
    raw = raw_files.content(path)
    # Which table is meant is asked first: a sidecar that cannot be used comes second.
    grids = _chosen(grids_from_bytes(raw, raw_files.name_of(path), encoding), table)
    beside = sidecar.beside(Path(path)) if os.fspath(path) != "-" and use_sidecar else None
    said = sidecar.load(beside) if beside is not None and beside.exists() else None
    found = _understood(grids, raw, told or Corrections(), said)
    if not any(one.reading for one in found):
        first = found[0].error
        if first is not None and len(found) == 1:
            raise first
        why = f"{len(found)} tables, none of which can be read"
        advice = f"Name one with --table to see why. The first is not read because: {first}"
        raise DataError(why, "a table with percentages or numbers of people", advice, file=grids[0].file)
    return found


def opened_bytes(
    raw: bytes,
    name: str,
    told: Corrections | None = None,
    *,
    encoding: str | None = None,
    said: sidecar.Sidecar | None = None,
) -> tuple[OpenedTable, ...]:
    r"""Read all tables of a file's content, and keep those that cannot be read, each with its error.

    Parameters
    ----------
    raw : bytes
        The content.
    name : str
        The file's name.
    told, encoding
        As for :func:`opened`.
    said : Sidecar, optional
        What the file beside it says.

    Returns
    -------
    tuple of OpenedTable
        In the order of the file.

    Raises
    ------
    DataError
        The file cannot be used.

    Examples
    --------
    >>> opened_bytes(b"option\tAll\nYes\t57.5\nNo\t42.5", "own.tsv")[0].reading.direction
    'column'
    """
    return _understood(grids_from_bytes(raw, name, encoding), raw, told or Corrections(), said)


def _understood(
    grids: tuple[Grid, ...], raw: bytes, told: Corrections, said: sidecar.Sidecar | None
) -> tuple[OpenedTable, ...]:
    from homecoming.reading import layouts

    found: list[OpenedTable] = []
    for grid in grids:
        corrections = sidecar.merged(said.of(grid.name), told) if said else told
        try:
            with raw_files.within(raw_files.MOST_SECONDS_OF_A_TABLE, grid.title, "understand"):
                reading = layouts.read(grid, corrections)
        except (DataError, NoSuchNameError) as error:
            found.append(OpenedTable(grid, corrections, None, error))
            continue
        if grid.encoding:
            why = (
                "the file is not UTF-8: if its letters look wrong, say --encoding, or save it again as UTF-8"
            )
            seems = Decision("letters of the file", grid.encoding, why, "guessed")
            reading = replace(reading, decisions=(*reading.decisions, seems))
        if said:
            reading = replace(reading, decisions=(*reading.decisions, _source(said, raw)))
        found.append(OpenedTable(grid, corrections, reading))
    return tuple(found)


def _chosen(grids: tuple[Grid, ...], table: str | None) -> tuple[Grid, ...]:
    if table is None:
        return grids
    names = [grid.name or "table 1" for grid in grids]
    for name in (table, f"table {table}"):
        if name in names:
            return (grids[names.index(name)],)
    if table.isascii() and table.isdigit() and 1 <= int(table[:6]) <= len(grids):
        return (grids[int(table) - 1],)
    raise NoSuchNameError("table", table, names, where=f"{grids[0].file}: ")


def _source(said: sidecar.Sidecar, raw: bytes) -> Decision:
    if said.fits(raw):
        return Decision("corrections", said.file, "the file lies beside the table", "told")
    why = "it was written for another version of the table: check that it still fits"
    return Decision("corrections", said.file, why, "guessed")
