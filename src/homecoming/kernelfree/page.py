"""Explorers on a page of their own: one HTML file that can be opened, mailed or printed."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from homecoming import standalone

if TYPE_CHECKING:
    from .explorer import Explorer

_ROOM_FOR_CONTROLS = "body { margin: 0 auto; max-width: 50rem; padding: 1rem; }\n"


def assets() -> tuple[str, str]:
    """Give the style sheet and the script that the static face needs.

    Returns
    -------
    css, js : str
        To put into a page, or into two files beside it.

    Examples
    --------
    >>> css, js = assets()
    >>> ".kf-explorer" in css
    True
    """
    static = files(__package__) / "static"
    return (static / "kernelfree.css").read_text("utf-8"), (static / "kernelfree.js").read_text("utf-8")


def page(*explorers: Explorer, title: str, language: str = "en") -> str:
    """Write a complete HTML page that holds explorers and needs no other file.

    Parameters
    ----------
    *explorers : Explorer
        In the order of the page.
    title : str
        Title and first heading.
    language : str
        Language of the page, as a BCP 47 tag.

    Raises
    ------
    ValueError
        If two explorers share a name.

    Examples
    --------
    >>> from homecoming.kernelfree import interact
    >>> squares = interact(lambda n: str(n * n), name="squares", n=[1, 2, 3])
    >>> page(squares, title="Squares").startswith("<!doctype html>")
    True
    """
    names = [explorer.name for explorer in explorers]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"Two explorers are called {name!r}; give each its own name=.")
    css, js = assets()
    body = "\n".join(explorer.html for explorer in explorers)
    return standalone.page(title, body, style=_ROOM_FOR_CONTROLS + css, script=js, language=language)
