"""Reads the data of the theory part: ``data/theory``.

The only reader of those files. What is wrong with a file is said with its name, the row and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from homecoming import published


def _read(name: str) -> str:
    path = published.data_dir() / "theory" / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise published.DataError(
            f"no readable file ({error.strerror})",
            "a file of the theory part",
            "Restore it from the repository.",
            file=f"theory/{name}",
        ) from None


@lru_cache(maxsize=8)
def read_json(name: str) -> Any:
    """Read a JSON file of the theory part.

    Parameters
    ----------
    name : str
        File name in ``data/theory``.

    Returns
    -------
    object
        The parsed content. It is shared between callers: do not change it.

    Raises
    ------
    homecoming.published.DataError
        If the file is missing or is not JSON.

    Examples
    --------
    >>> sorted(read_json("typologies.json"))[1:3]
    ['cassarino', 'cerase']
    """
    try:
        return json.loads(_read(name))
    except json.JSONDecodeError as error:
        raise published.DataError(
            error.msg, "JSON", "Correct the line.", file=f"theory/{name}", row=error.lineno
        ) from None


@lru_cache(maxsize=8)
def read_csv(name: str, columns: Sequence[str]) -> tuple[tuple[int, dict[str, str]], ...]:
    """Read a CSV file of the theory part as text, every cell as it stands.

    Parameters
    ----------
    name : str
        File name in ``data/theory``.
    columns : tuple of str
        The columns that it must have, in order.

    Returns
    -------
    tuple of (int, dict of str to str)
        For each row its line in the file (the header is line 1), and its cells by column.

    Raises
    ------
    homecoming.published.DataError
        If the header differs or a row has too many or too few cells.

    Examples
    --------
    >>> read_csv("sources.csv", ("key", "label"))[0]
    (2, {'key': 'astanatimes2021', 'label': 'The Astana Times 2021'})
    """
    rows = published.records(f"theory/{name}", columns)
    return tuple((row.number, dict(row.cells)) for row in rows)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {row["key"]: row["label"] for _, row in read_csv("sources.csv", ("key", "label"))}


def source_label(key: str) -> str:
    """Name a source as text cites it.

    Parameters
    ----------
    key : str
        Key in ``book/references.bib``.

    Raises
    ------
    homecoming.published.DataError
        If ``data/theory/sources.csv`` does not know the key.

    Examples
    --------
    >>> source_label("cerase1974")
    'Cerase 1974'
    """
    try:
        return _labels()[key]
    except KeyError:
        raise published.DataError(
            repr(key), "a key of the file", "Add a line for it.", file="theory/sources.csv", column="key"
        ) from None
