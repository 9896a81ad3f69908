"""Problem sets on pages: where a text is asked for, and the files that belong to a set.

A problem set is a notebook in nbgrader's format, given out unsolved. On its page a reader's own text has a
place (``ip-answer``, with the id of its cell), and the files that its metadata name (``homecoming.files``)
lie beside its source, so that the page's Python can fetch them.
"""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from sphinx.application import Sphinx

from homecoming.site import pagepython

_PLACE = re.compile(r"<p>YOUR ANSWER HERE</p>")


def _notebook(app: Sphinx, pagename: str) -> nbformat.NotebookNode | None:
    """Read the notebook behind a page; None if the page has another source, or none."""
    if pagename not in app.env.found_docs:
        return None
    place = Path(app.env.doc2path(pagename))
    return nbformat.read(place, as_version=4) if place.suffix == ".ipynb" else None


def mark_places(page: str, cells: list[str]) -> str:
    """Mark the places where a text is asked for.

    Parameters
    ----------
    page : str
        The page's HTML.
    cells : list of str
        The ids of the cells for such texts, in order.

    Returns
    -------
    str
        The page, each place with the id of its cell.

    Raises
    ------
    ValueError
        If the page has more or fewer such places than the notebook has cells for a text.

    Examples
    --------
    >>> mark_places("<p>YOUR ANSWER HERE</p>", ["letter"]).partition("<p>")[0]
    '<div class="ip-answer" data-cell="letter" data-name="Answer 1">'
    """
    found = len(_PLACE.findall(page))
    if found != len(cells):
        raise ValueError(f"{found} places for a text on the page, {len(cells)} cells for one in its notebook")
    waiting = iter(enumerate(cells, start=1))
    return _PLACE.sub(lambda place: _place(*next(waiting), place[0]), page)


def _place(number: int, cell: str, words: str) -> str:
    return (
        f'<div class="ip-answer" data-cell="{escape(cell)}" data-name="Answer {number}">{words}'
        '<div class="ip-bar"><button type="button" class="ip-button" data-ip-do="write">Write your answer'
        f'<span class="visually-hidden"> {number}</span></button><span class="ip-status"></span></div></div>'
    )


def _mark(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    body = context.get("body") or ""
    if not pagepython.available(app) or not _PLACE.search(body):
        return
    if notebook := _notebook(app, pagename):
        asked = [cell.id for cell in notebook.cells if _asks_for_text(cell)]
        context["body"] = mark_places(body, asked)


def _asks_for_text(cell: nbformat.NotebookNode) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "markdown" and bool(about.get("solution"))


def _bring_files(app: Sphinx, exception: Exception | None) -> None:
    """Copy the files of each set to where its source is published."""
    if exception is not None or app.builder.format != "html":
        return
    for pagename in app.env.found_docs:
        notebook = _notebook(app, pagename)
        for name in notebook.metadata.get("homecoming", {}).get("files", []) if notebook else []:
            shutil.copy(Path(app.env.doc2path(pagename)).with_name(name), _published(app, pagename, name))


def _published(app: Sphinx, pagename: str, name: str) -> Path:
    folder = (Path(app.outdir) / "_sources" / pagename).parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; the files come after what is no longer in the book has been removed."""
    app.connect("html-page-context", _mark)
    app.connect("build-finished", _bring_files, priority=850)
