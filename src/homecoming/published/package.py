"""The data package: its studies, papers and tables.

``datapackage.json`` says what each file is (a Frictionless data package). Besides the package in ``data/``
there is one with a made-up study, ``"example"``, which comes with the code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from homecoming.errors import NoSuchNameError
from homecoming.published import csv_file
from homecoming.published.csv_file import Row, read_bytes
from homecoming.published.data_error import DataError
from homecoming.published.description import check_description
from homecoming.published.places import EXAMPLES, data_dir, displayed
from homecoming.published.table import Paper, PublishedTable, Question, Stratum, check_cells, make_table


def descriptor(folder: Path | None = None) -> dict[str, Any]:
    """``datapackage.json`` of a folder, read anew if it changed; of `data_dir` when left out.

    Do not change what is returned: it is shared.
    """
    path = (folder or data_dir()) / "datapackage.json"
    return _parse_descriptor(read_bytes(path), displayed(path))


@lru_cache(maxsize=8)
def _parse_descriptor(raw: bytes, file: str) -> dict[str, Any]:
    expected = "a Frictionless data package"
    try:
        parsed = json.loads(raw)
    except json.JSONDecodeError as error:
        found = f"text that is not JSON ({error.msg})"
        raise DataError(found, expected, "Correct the file.", file=file, row=error.lineno) from None
    except UnicodeDecodeError:
        raise DataError("text that is not UTF-8", expected, "Save it as UTF-8.", file=file) from None
    return check_description(parsed, file)


def _described_tables(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """The described tables by name; other files, such as those of running text, are left out."""
    return _tables_of(descriptor(folder))


def _tables_of(described: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in described["resources"] if "tableNumber" in one}


def _home(study: str) -> Path:
    """The folder of the data package that has the study: `data_dir`, or the one with the made-up study."""
    if study in studies():
        return data_dir()
    if study in example_studies():
        return EXAMPLES
    raise NoSuchNameError("study", study, studies())


def studies() -> tuple[str, ...]:
    """The studies, by the names of their folders; without the made-up one.

    Examples
    --------
    >>> default_study() in studies()
    True
    """
    return tuple(one["slug"] for one in descriptor()["papers"])


def example_studies() -> tuple[str, ...]:
    """The made-up studies that come with the code; `studies` leaves them out.

    Examples
    --------
    >>> example_studies()
    ('example',)
    """
    return tuple(one["slug"] for one in descriptor(EXAMPLES)["papers"])


def paper(study: str) -> Paper:
    """The paper of a study.

    Raises
    ------
    NoSuchNameError
        there is no such study.

    Examples
    --------
    >>> paper("example").year
    2020
    """
    return _paper_of(descriptor(_home(study)), study)


def _paper_of(described: dict[str, Any], study: str) -> Paper:
    entry = next(one for one in described["papers"] if one["slug"] == study)
    stratum = entry.get("stratum")
    divided = Stratum(stratum["id"], tuple(stratum["groups"]), stratum.get("words", {})) if stratum else None
    return Paper(**{**entry, "stratum": divided})


def default_study() -> str:
    """The study that functions take when none is named: ``defaultStudy`` of the package, or its first study.

    Examples
    --------
    >>> default_study() in studies()
    True
    """
    stated: str = descriptor().get("defaultStudy", studies()[0])
    return stated


def tables(study: str | None = None) -> list[str]:
    """The names of all tables, or of one study's tables, in printed order.

    Examples
    --------
    >>> tables("example")
    ['example/table-1', 'example/table-2', 'example/table-3']
    """
    if study is None:
        return list(_described_tables())
    return [name for name in _described_tables(_home(study)) if name.split("/")[0] == study]


def load(name: str) -> PublishedTable:
    """A published table.

    Parameters
    ----------
    name
        study and table, for example ``"example/table-1"``; `tables` lists them.

    Returns
    -------
    The table, checked cell by cell.

    Raises
    ------
    NoSuchNameError
        there is no such table.
    DataError
        a cell of the file cannot be used.

    Examples
    --------
    >>> load("example/table-1").groups
    ('All asked', 'Town', 'Village')
    """
    try:
        folder = _home(name.split("/")[0])
    except NoSuchNameError:
        if name in tables():
            raise  # a table is described, and its study is not
        raise NoSuchNameError("table", name, tables()) from None
    known = _described_tables(folder)
    if name not in known:
        raise NoSuchNameError("table", name, known)
    path = folder / known[name]["path"]
    return _build(name, path, read_bytes(path), folder, read_bytes(folder / "datapackage.json"))


# Kept by content, not by name: a file that changes is read anew.
@lru_cache(maxsize=64)
def _build(name: str, path: Path, raw: bytes, folder: Path, described: bytes) -> PublishedTable:
    description = _parse_descriptor(described, displayed(folder / "datapackage.json"))
    cells, resource = check_cells(raw, displayed(path)), _tables_of(description)[name]
    questions = tuple(Question(**q) for q in resource["questions"])
    groups = resource["groups"]
    _check_listed(cells, "question", [q.wording for q in questions], path)
    _check_listed(cells, "group", [g["name"] for g in groups], path)
    return make_table(
        cells,
        questions,
        name=name,
        number=resource["tableNumber"],
        title=resource["title"],
        page=resource["page"],
        paper=_paper_of(description, name.split("/")[0]),
        source_note=resource["sourceNote"],
        respondents=resource["respondents"],
        base_note=resource["baseNote"],
        whole=next((g["name"] for g in groups if g.get("whole")), None),
        max_bases=MappingProxyType({g["name"]: g["maxSize"] for g in groups if "maxSize" in g}),
        items=MappingProxyType({g["name"]: g["item"] for g in groups if "item" in g}),
        option_heading=resource["optionHeading"],
        question_heading=resource["questionHeading"],
        path=path,
    )


def _check_listed(cells: pd.DataFrame, column: str, listed: list[str], path: Path) -> None:
    """Check that the file and its description name the same labels in the same order."""
    file = displayed(path)
    expected, advice = f"{listed}, as datapackage.json lists", "Correct the file or its description."
    found: dict[str, int] = {}
    for label, row in zip(cells[column], cells["row"], strict=True):
        found.setdefault(label, int(row))
    for label, row in found.items():
        if label not in listed:
            raise DataError(repr(label), f"one of {expected}", advice, file=file, row=row, column=column)
    if list(found) != listed:
        raise DataError(f"{list(found)}", expected, advice, file=file, column=column)


def describes(study: str, kind: str) -> bool:
    """Whether a study has a file of this kind besides its tables: ``"text"``, ``"claims"``.

    Examples
    --------
    >>> describes("example", "text"), describes("example", "letters")
    (True, False)
    """
    return any(one["name"] == f"{study}/{kind}" for one in descriptor(_home(study))["resources"])


def records(file: str, columns: Sequence[str]) -> list[Row]:
    """The rows of another CSV file of the data package, such as a study's claims.

    Parameters
    ----------
    file
        path inside the folder of the data package.
    columns
        the columns that the file must have, no more and no fewer.

    Returns
    -------
    For each row an object that gives its cells as text, ``row[column]``, and makes errors that name it,
    ``row.error(found, expected, advice, column)``.

    Raises
    ------
    DataError
        the file is missing, or is not a CSV file with these columns.

    Examples
    --------
    >>> columns = ["question", "option", "kind", "group", "printed"]
    >>> records("example/table-2.csv", columns)[0]["printed"]
    '26.3'
    """
    path = located(file)
    return csv_file.rows(read_bytes(path), displayed(path), columns)


def located(file: str) -> Path:
    """Where a file of the data package is, or of the one with the made-up study.

    Examples
    --------
    >>> located("example/text.csv").parent.name
    'example'
    """
    study = file.split("/")[0]
    return (EXAMPLES if study in example_studies() and study not in studies() else data_dir()) / file
