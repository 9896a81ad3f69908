"""The small file beside a table that holds what a person said of it: ``FILE.reading.json``.

It is JSON, to be edited by hand. For each table of the file there are two parts. ``as_read`` says what was
decided when the file was written: it is there to copy from, and is not read again. ``told`` holds the
corrections, empty at first: a line copied there and changed goes before what the table shows. Its keys are
the attributes of :class:`~homecoming.reading.corrections.Corrections`::

    {
      "file": "jobs.csv",
      "sha256": "...",
      "how": "...",
      "tables": [
        {
          "table": "",
          "told": {"bases": {"Town": 90}, "blocks": {"Education": "distribution"}},
          "as_read": {"layout": "columns", "bases": {"Town": 92, "Village": 88}}
        }
      ]
    }

``table`` is the sheet or the number of the table where a file has several. ``block_bases`` has a mapping for
each heading: ``{"Education": {"Town": 88}}``. ``sha256`` tells whether the table was changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from homecoming.errors import NoSuchNameError
from homecoming.published.data_error import DataError
from homecoming.reading import raw_files
from homecoming.reading.corrections import (
    BLOCK_KINDS,
    COLUMN_ROLES,
    LAYOUTS,
    MOST_PEOPLE,
    ROW_ROLES,
    Corrections,
)
from homecoming.reading.printed import Reading

HOW = (
    "Copy a line from as_read to told and change it there, or write one of: "
    + ", ".join(field.name for field in fields(Corrections))
    + ". What stands in told goes before what the table shows; as_read is not read again."
)

_DIRECTIONS = {"column": "columns", "row": "rows", "whole": "whole"}


@dataclass(frozen=True)
class Sidecar:
    """What a sidecar says.

    Attributes
    ----------
    file : str
        Its own name.
    told : dict of str to Corrections
        For each table of the file (empty: the only one) what was told.
    sha256 : str
        Of the table's file when this was written; empty if it does not say.

    Examples
    --------
    >>> Sidecar("own.csv.reading.json", {}, "").of("").people is None
    True
    """

    file: str
    told: Mapping[str, Corrections]
    sha256: str

    def of(self, table: str) -> Corrections:
        """What was told of one table."""
        return self.told.get(table, Corrections())

    def fits(self, raw: bytes) -> bool:
        """Whether it was written for a file with this content."""
        return self.sha256 in ("", hashlib.sha256(raw).hexdigest())


def beside(path: Path) -> Path:
    """Where the sidecar of a file lies.

    Examples
    --------
    >>> beside(Path("tables/jobs.csv")).as_posix()
    'tables/jobs.csv.reading.json'
    """
    return path.with_name(f"{path.name}.reading.json")


def load(path: Path) -> Sidecar:
    """Read a sidecar.

    Raises
    ------
    DataError
        It is not what this module writes, or a value does not fit.
    NoSuchNameError
        It has a key that means nothing; the message names the nearest one.

    Examples
    --------
    >>> load(Path("none.csv.reading.json"))
    Traceback (most recent call last):
        ...
    homecoming.published.data_error.DataError: none.csv.reading.json: found no such file; expected a file...
    """
    return parsed(raw_files.content(path), raw_files.name_of(path))


def parsed(raw: bytes, file: str) -> Sidecar:
    """Read the content of a sidecar.

    Parameters
    ----------
    raw : bytes
        The content.
    file : str
        Its name, for errors.

    Raises
    ------
    DataError, NoSuchNameError
        As :func:`load`.

    Examples
    --------
    >>> parsed(b'{"tables": [{"told": {"people": 240}}]}', "own.csv.reading.json").of("").people
    240
    """
    advice = "Correct it, or write it anew: homecoming read FILE --write --force"
    try:
        said = json.loads(raw_files.letters(raw, file))
    except json.JSONDecodeError as error:
        found = f"what is no JSON ({error.msg})"
        raise DataError(found, "JSON", advice, file=file, row=error.lineno) from None
    except RecursionError:
        raise DataError("brackets nested too deeply", "JSON", advice, file=file) from None
    if not isinstance(said, dict) or not isinstance(said.get("tables"), list):
        raise DataError("JSON without a list of tables", "what homecoming read --write", advice, file=file)
    _known(said, ("file", "sha256", "how", "tables"), file)
    told: dict[str, Corrections] = {}
    for table in said["tables"]:
        if not isinstance(table, dict) or not isinstance(table.get("told", {}), dict):
            raise DataError(repr(table), "a table with told and as_read", advice, file=file)
        _known(table, ("table", "told", "as_read"), file)
        told[str(table.get("table", ""))] = _corrections(table.get("told", {}), file)
    return Sidecar(file, told, str(said.get("sha256", "")))


def text(file: str, raw: bytes, tables: Iterable[tuple[str, Reading | None, Corrections]]) -> str:
    """Write a sidecar.

    Parameters
    ----------
    file : str
        Name of the table's file.
    raw : bytes
        Its content.
    tables : iterable of (str, Reading or None, Corrections)
        For each table its name in the file, how it was read (None if it could not be), and what was told.

    Returns
    -------
    str
        JSON that :func:`load` reads.

    Examples
    --------
    >>> print(text("own.csv", b"", [("", None, Corrections(people=240))]).splitlines()[7].strip())
    "told": {
    """
    said = {
        "file": file,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "how": HOW,
        "tables": [
            {"table": name, "told": as_dict(told), "as_read": as_dict(as_read(reading)) if reading else {}}
            for name, reading, told in tables
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def as_read(reading: Reading) -> Corrections:
    """The choices that were made in reading a table, as if somebody had told them.

    Examples
    --------
    >>> from homecoming.reading.printed import Group
    >>> as_read(Reading("own.csv", "Jobs", "row", (Group("Town", "Town", 90),), ())).layout
    'rows'
    """
    return Corrections(
        title=reading.title,
        layout=_DIRECTIONS.get(reading.direction),
        whole=reading.breakdowns[0].whole if reading.breakdowns else None,
        bases={group.label: group.base for group in reading.groups if group.base is not None},
        block_bases={
            (block.heading, label): base for block in reading.blocks for label, base in block.bases.items()
        },
        blocks={block.heading: block.kind for block in reading.blocks if block.kind in BLOCK_KINDS},
        rows={line.label: line.kind for _, line in reading.lines() if line.kind != "option"},
        several="several" in reading.conventions or None,
        weighted="weighted" in reading.conventions or None,
        truncated="truncated" in reading.conventions or None,
        adjusted="adjusted" in reading.conventions or None,
    )


def as_dict(told: Corrections) -> dict[str, Any]:
    """What was told, as JSON holds it: only what is said.

    Examples
    --------
    >>> as_dict(Corrections(people=240, block_bases={("Work", "Town"): 88}))
    {'people': 240, 'block_bases': {'Work': {'Town': 88}}}
    """
    said: dict[str, Any] = {}
    for field in fields(told):
        value = getattr(told, field.name)
        if field.name == "block_bases":
            nested: dict[str, dict[str, int]] = {}
            for (heading, group), base in value.items():
                nested.setdefault(heading, {})[group] = base
            value = nested
        elif isinstance(value, tuple):
            value = list(value)
        if value not in (None, {}, []):
            said[field.name] = value
    return said


def merged(first: Corrections, over: Corrections) -> Corrections:
    """What was told in two places; the second goes before the first.

    Examples
    --------
    >>> merged(Corrections(people=9, bases={"Town": 4}), Corrections(people=8, bases={"Village": 4}))
    Corrections(title=None, ..., people=8, whole=None, bases={'Town': 4, 'Village': 4}, ...)
    """
    changes: dict[str, Any] = {}
    for field in fields(over):
        before, after = getattr(first, field.name), getattr(over, field.name)
        if isinstance(after, dict):
            changes[field.name] = {**before, **after}
        else:
            changes[field.name] = before if after in (None, ()) else after
    return replace(first, **changes)


def _known(said: Mapping[str, Any], names: Iterable[str], file: str) -> None:
    for key in said:
        if key not in names:
            raise NoSuchNameError("key", key, names, where=f"{file}: ")


def _corrections(said: Mapping[str, Any], file: str) -> Corrections:
    _known(said, [field.name for field in fields(Corrections)], file)
    values: dict[str, Any] = {}
    for key, value in said.items():
        if value is not None:
            values[key] = _CHECKS[key](value, file, key)
    return Corrections(**values)


def _wrong(value: Any, expected: str, file: str, key: str) -> DataError:
    return DataError(f"{value!r} for {key!r}", expected, "Correct it, or remove the line.", file=file)


def _words(value: Any, file: str, key: str) -> str:
    if not isinstance(value, str):
        raise _wrong(value, "text in double quotes", file, key)
    return value


def _yes_or_no(value: Any, file: str, key: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(value, "true or false", file, key)
    return value


def _number(least: int, most: int) -> Callable[[Any, str, str], int]:
    def check(value: Any, file: str, key: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise _wrong(value, f"a whole number from {least} to {most:,}", file, key)
        return value

    return check


def _one_of(names: Iterable[str], kind: str) -> Callable[[Any, str, str], str]:
    def check(value: Any, file: str, key: str) -> str:
        if value not in tuple(names):
            raise NoSuchNameError(kind, value, names, where=f"{file}: ")
        return str(value)

    return check


def _each(check: Callable[[Any, str, str], Any]) -> Callable[[Any, str, str], dict[str, Any]]:
    def check_all(value: Any, file: str, key: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _wrong(value, 'names with values, such as {"Town": 90}', file, key)
        return {name: check(one, file, f"{key}: {name}") for name, one in value.items()}

    return check_all


def _pairs(value: Any, file: str, key: str) -> dict[tuple[str, str], int]:
    nested = _each(_each(_people))(value, file, key)
    return {(heading, group): base for heading, bases in nested.items() for group, base in bases.items()}


def _labels(value: Any, file: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str | int) for one in value):
        raise _wrong(value, 'a list of rows, such as ["Education", "12"]', file, key)
    return tuple(map(str, value))


_people = _number(1, MOST_PEOPLE)

_CHECKS: dict[str, Callable[[Any, str, str], Any]] = {
    "title": _words,
    "layout": _one_of(LAYOUTS, "layout"),
    "transposed": _yes_or_no,
    "header_rows": _number(0, 50),
    "people": _people,
    "whole": _words,
    "bases": _each(_people),
    "block_bases": _pairs,
    "blocks": _each(_one_of(BLOCK_KINDS, "kind of block")),
    "block_rows": _labels,
    "columns": _each(_one_of(COLUMN_ROLES, "role of a column")),
    "rows": _each(_one_of(ROW_ROLES, "role of a row")),
    "several": _yes_or_no,
    "weighted": _yes_or_no,
    "truncated": _yes_or_no,
    "adjusted": _yes_or_no,
    "decimal": _one_of((".", ","), "sign before decimals"),
}


def checked(**said: Any) -> Corrections:
    """Corrections from arguments, each checked as in a sidecar.

    Parameters
    ----------
    **said
        Attributes of :class:`Corrections`; ``block_bases`` with a mapping for each heading.

    Returns
    -------
    Corrections

    Raises
    ------
    DataError, NoSuchNameError
        As :func:`load`.

    Examples
    --------
    >>> checked(bases={"Town": 90}).bases
    {'Town': 90}
    """
    return _corrections(said, "what is told")
