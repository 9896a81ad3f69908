"""Files that lie beside a page's notebook, put where its cells look for them."""

from __future__ import annotations

from pathlib import Path


def put(name: str, text: str) -> int:
    """Write a file into the folder in which cells run.

    Parameters
    ----------
    name : str
        The file's name, without folders.
    text : str
        What it holds.

    Returns
    -------
    int
        How many characters it holds.

    Raises
    ------
    ValueError
        If the name leads into another folder.

    Examples
    --------
    >>> put("../housing.csv", "a,b")
    Traceback (most recent call last):
        ...
    ValueError: '../housing.csv' is not the plain name of a file
    """
    if Path(name).name != name:
        raise ValueError(f"{name!r} is not the plain name of a file")
    return Path(name).write_text(text, encoding="utf-8", newline="")
