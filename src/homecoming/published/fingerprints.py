"""The files of the data package as files: their list, their hashes, and whether all is in order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from homecoming.published import csv_file, package, resolving
from homecoming.published.data_error import DataError
from homecoming.published.places import data_dir, displayed
from homecoming.published.table import PublishedTable


@dataclass(frozen=True)
class Contents:
    """What a checked data package holds.

    ``figures`` are those of the tables, ``text_figures`` those of the running text; ``stale`` are the files
    whose hash in ``datapackage.json`` is out of date.

    Examples
    --------
    >>> contents = check_package()
    >>> contents.tables == len(package.tables())
    True
    """

    tables: int
    figures: int
    text_figures: int
    stale: tuple[str, ...]


def check_package() -> Contents:
    """Read every table and every figure of the text, and count them.

    What the description says of studies is held against them: the study that is taken when none is named is
    one of them, and the groups that a study compares are groups of its tables.

    Raises
    ------
    DataError
        one of them cannot be used: the first, in the order of the package.

    Examples
    --------
    >>> check_package().stale
    ()
    """
    tables = [package.load(name) for name in package.tables()]
    _check_default_study()
    _check_strata(tables)
    texts = [resolving.text_figures(study) for study in package.studies()]
    return Contents(
        tables=len(tables),
        figures=sum(len(table.cells) for table in tables),
        text_figures=sum(map(len, texts)),
        stale=tuple(stale_hashes()),
    )


def _check_default_study() -> None:
    if (stated := package.default_study()) not in package.studies():
        expected = f"one of {', '.join(package.studies())}"
        raise _description_error(repr(stated), expected, "Name a study, or leave it out.", "defaultStudy")


def _check_strata(tables: Sequence[PublishedTable]) -> None:
    """Check that a study's tables have the groups that it compares, if any table shows people apart."""
    for number, study in enumerate(package.studies()):
        stratum = package.paper(study).stratum
        own = [table for table in tables if table.name.split("/")[0] == study]
        known = dict.fromkeys(group for table in own for group in _apart(table))
        if stratum is None or not known:
            continue
        for position, group in enumerate(stratum.groups):
            if group not in known:
                expected, advice = f"a group of its tables: {', '.join(known)}", "Correct the group's name."
                place = f"papers[{number}].stratum.groups[{position}]"
                raise _description_error(repr(group), expected, advice, place)


def _apart(table: PublishedTable) -> list[str]:
    """The groups of people that a table shows apart; none where its columns are all people, or occasions."""
    if len(table.groups) < 2:
        return []
    return [group for group in table.groups if group != table.whole and group not in table.items]


def _description_error(found: str, expected: str, advice: str, place: str) -> DataError:
    file = displayed(data_dir() / "datapackage.json")
    return DataError(found, expected, advice, file=file, column=place)


def stale_hashes() -> list[str]:
    """The files of the data package whose hash or size in ``datapackage.json`` is out of date.

    Examples
    --------
    >>> stale_hashes()
    []
    """
    return [one["path"] for one in package.descriptor()["resources"] if {**one, **_fingerprint(one)} != one]


def update_hashes() -> list[str]:
    """Write the present hash and size of every file into ``datapackage.json``.

    Returns
    -------
    The files whose entry changed. The description is replaced in one step, or not at all.

    Raises
    ------
    DataError
        a figure of the package cannot be used; nothing is written then.
    """
    changed = list(check_package().stale)
    if changed:
        described = dict(package.descriptor())
        described["resources"] = [{**one, **_fingerprint(one)} for one in described["resources"]]
        path, draft = data_dir() / "datapackage.json", data_dir() / "datapackage.json.new"
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    return changed


def catalogue() -> pd.DataFrame:
    """The files of the data package, one a row.

    Returns
    -------
    Columns: name, title, path (inside ``data/``), page (the page that shows a table; None for other files),
    rows (their number without the header; a table has one figure a row), bytes, hash.

    Examples
    --------
    >>> catalogue().columns.tolist()
    ['name', 'title', 'path', 'page', 'rows', 'bytes', 'hash']
    """
    files = []
    for resource in package.descriptor()["resources"]:
        path = data_dir() / resource["path"]
        rows = csv_file.rows(csv_file.read_bytes(path), displayed(path))
        facts = {key: resource.get(key) for key in ("name", "title", "path", "page")}
        files.append({**facts, "rows": len(rows), **_fingerprint(resource)})
    return pd.DataFrame(files, columns=["name", "title", "path", "page", "rows", "bytes", "hash"])


def _fingerprint(resource: Mapping[str, Any]) -> dict[str, Any]:
    raw = csv_file.read_bytes(data_dir() / resource["path"])
    return {"hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "bytes": len(raw)}
