"""Cells that run in the page: buttons, the script behind them, and a policy of what a page may ask for.

Every code cell with a visible source gets the name that it has in the page's notebook, and the buttons Run
and Edit. They are written here and not by a script, so that nothing moves while the page comes in. Where the
site has no Python, pages stay as they are, but for the policy.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError

from homecoming.site import pagepython
from homecoming.site.pagepython import node as npm
from homecoming.site.repairs import end_of_div

WEB = Path(__file__).resolve().parents[1] / "inpage" / "web"
# What is bundled with all that it imports, and what a page loads as it is.
_ENTRIES = ("page.js", "worker.js", "table.js", "own-table.js")
_AS_THEY_ARE = ("cells.js", "inpage.css", "page.css", "tables.js", "table.css")
_CELL = re.compile(r'<div class="cell\b(?P<classes>[^"]*)"')
_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<content>.*?)</script>", re.DOTALL)
_HANDLER = re.compile(r'\son[a-z]+="([^"]*)"')
_POLICY = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
_HEAD = re.compile(r"<head>|<head [^>]*>")
_STUB = {"practice", "remove-output"}


class CellsDoNotMatchError(SphinxError):
    """The cells on a page are not those of its notebook."""

    category = "Cells do not match"


@dataclass(frozen=True)
class Cell:
    """A code cell of a notebook.

    Attributes
    ----------
    name : str
        Its id.
    exercise : bool
        Whether the reader is to write it.
    """

    name: str
    exercise: bool = False


def add_buttons(page: str, cells: list[Cell]) -> str:
    """Give each code cell of a page its name, and the buttons Run and Edit where its source is shown.

    Parameters
    ----------
    page : str
        The page's content.
    cells : list of Cell
        The code cells on the page, in order.

    Returns
    -------
    str
        The content with the buttons.

    Raises
    ------
    CellsDoNotMatchError
        If more or fewer cells stand on the page.

    Examples
    --------
    >>> cell = '<div class="cell container"><div class="cell_input"><pre>1</pre></div></div>'
    >>> made = add_buttons(cell, [Cell("first")])
    >>> 'data-cell="first"' in made, made.count("<button")
    (True, 2)
    """
    found = list(_CELL.finditer(page))
    if len(found) != len(cells):
        raise CellsDoNotMatchError(f"{len(found)} cells stand on the page, and {len(cells)} in its notebook")
    parts, done, shown = [], 0, 0
    for place, cell in zip(found, cells, strict=True):
        source = page.find('<div class="cell_input', place.start(), end_of_div(page, place.start()))
        if source < 0:
            continue
        shown += 1
        bottom = end_of_div(page, source)
        exercise = " ip-exercise" if cell.exercise else ""
        parts += [
            page[done : place.start()],
            f'<div id="cell-{shown}" data-cell="{escape(cell.name)}" data-name="Cell {shown}"',
            f' class="cell{exercise}{place["classes"]}"',
            page[place.end() : bottom],
            _bar(shown),
        ]
        done = bottom
    return "".join([*parts, page[done:]])


def _bar(number: int) -> str:
    about = f'<span class="visually-hidden"> cell {number}</span>'
    return (
        f'<div class="ip-bar" role="group" aria-label="Cell {number}">'
        f'<button type="button" class="ip-button" data-ip-do="run">Run{about}</button>'
        f'<button type="button" class="ip-button" data-ip-do="edit">Edit{about}</button>'
        '<span class="ip-status"></span></div>'
    )


_MENU = (
    '<details class="ip-menu"><summary>Python on this page</summary>'
    "<p>The code on this page runs here, in your browser. What you type stays in this browser, "
    'and nothing is sent anywhere. <span class="ip-state"></span> <span class="ip-kept"></span></p>'
    '<p class="ip-menu-buttons">'
    '<button type="button" class="ip-button" data-ip-do="take">Download my notebook</button>'
    '<button type="button" class="ip-button" data-ip-do="bring">Open a notebook</button>'
    '<button type="button" class="ip-button" data-ip-do="clear">Clear what I typed on this page</button>'
    '<button type="button" class="ip-button" data-ip-do="offline">Keep the book for reading offline</button>'
    '</p><p class="ip-status"></p></details>'
)


def policy(page: str, handlers: Sequence[str] = ()) -> str:
    """Say what a page may load and ask for: the site's own files, and no other place.

    Parameters
    ----------
    page : str
        The whole page. The scripts that stand in it are allowed by their hashes.
    handlers : sequence of str
        What elements of the site's pages do when they are clicked, allowed likewise.

    Returns
    -------
    str
        The page with its Content-Security-Policy, first in the head.

    Examples
    --------
    >>> policy("<html><head><title>A</title></head></html>").partition(" content=")[0]
    '<html><head><meta http-equiv="Content-Security-Policy"'
    """
    page = _POLICY.sub("", page)
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *_hashes(_scripts(page)), *_allowed(handlers)],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    content = "; ".join(" ".join([name, *sources]) for name, sources in rules.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return _HEAD.sub(lambda head: head[0] + meta, page, count=1)


def _scripts(page: str) -> Iterator[str]:
    """Yield the scripts that stand in the page."""
    for script in _SCRIPT.finditer(page):
        if " src=" not in script["attributes"]:
            yield script["content"]


def _handlers(page: str) -> Iterator[str]:
    """Yield what stands in attributes like ``onclick``."""
    return map(unescape, _HANDLER.findall(_SCRIPT.sub("", page)))


def _allowed(handlers: Sequence[str]) -> list[str]:
    return ["'unsafe-hashes'", *_hashes(handlers)] if handlers else []


def _hashes(texts: Iterable[str]) -> list[str]:
    """Name scripts by their hashes, as a policy does."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests})


def _cells(app: Sphinx, docname: str, doctree: nodes.document) -> list[Cell]:
    """The code cells on a page, in order; none where the page is no notebook."""
    path = Path(app.env.doc2path(docname))
    if path.suffix != ".ipynb":
        return []
    cells = nbformat.read(path, nbformat.NO_CONVERT).cells
    shown = [node for node in doctree.findall(nodes.container) if node.get("nb_element") == "cell_code"]
    return [
        Cell(cells[node["cell_index"]]["id"], _is_exercise(cells[node["cell_index"]]["metadata"]))
        for node in shown
    ]


def _is_exercise(metadata: Mapping[str, Any]) -> bool:
    """What the reader is to write: cells of exercises, and those of graded problem sets."""
    graded = metadata.get("nbgrader", {})
    return set(metadata.get("tags", [])) >= _STUB or bool(graded.get("solution") or graded.get("grade"))


class _Client:
    """The pages' own scripts: bundled once for a build, named on pages, published when all are written."""

    def prepare(self, app: Sphinx) -> None:
        self.folder = Path(app.outdir).parent / ".inpage"
        if app.builder.format != "html" or not pagepython.available(app):
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        modules = vars(app)["homecoming_python_sources"].modules
        npm.bundled([WEB / name for name in _ENTRIES], modules, self.folder)
        for name in _AS_THEY_ARE:
            shutil.copy(WEB / name, self.folder / name)
        digest = hashlib.sha256()
        for path in sorted(self.folder.iterdir()):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        self.version = digest.hexdigest()[:8]
        self._copy(app)
        app.add_css_file("inpage/inpage.css", priority=920)

    def add(self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
        if app.builder.format != "html" or doctree is None or not pagepython.available(app):
            return
        cells = _cells(app, pagename, doctree)
        if not cells:
            return
        try:
            body = add_buttons(context["body"], cells)
        except CellsDoNotMatchError as error:
            raise CellsDoNotMatchError(f"{pagename}: {error}") from None
        # After the text, and before scripts at its end, which are to hold up nothing.
        text, end, rest = body.rpartition("</section>")
        context["body"] = f"{text}{end}{_MENU}{rest}"
        attributes = {
            "data-root": context["pathto"]("", 1) or "./",
            "data-page": pagename,
            "data-notebook": context["pathto"](f"_sources/{context['sourcename']}", 1),
            "data-version": self.version,
        }
        app.add_js_file("inpage/cells.js", loading_method="defer", **attributes)

    def publish(self, app: Sphinx, exception: Exception | None) -> None:
        if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
            return
        site = Path(app.outdir)
        static = site / "_static"
        if pagepython.available(app):
            self._copy(app)
            shutil.copy(WEB / "service-worker.js", site / "service-worker.js")
        pages = {
            path: path.read_text(encoding="utf-8")
            for path in site.rglob("*.html")
            if static not in path.parents
        }
        # The search reads other pages, and browsers look at the handlers in what is read.
        handlers = sorted({handler for page in pages.values() for handler in _handlers(page)})
        for path, page in pages.items():
            guarded = policy(page, handlers)
            if guarded != page:
                path.write_text(guarded, encoding="utf-8")
        if pagepython.available(app):
            (static / "pages.json").write_text(json.dumps(_book(site)), encoding="utf-8")

    def _copy(self, app: Sphinx) -> None:
        place = Path(app.outdir) / "_static" / "inpage"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder, place)


def _book(site: Path) -> dict[str, Any]:
    """List what a browser keeps to show the book without a network, and its weight: all but Python."""
    patterns = ("*.html", "book/**/*.html", "_sources/**/*.ipynb", "_images/*", "_static/**/*", "*.js")
    python = site / "_static" / "python"
    found = {path for pattern in patterns for path in site.glob(pattern) if path.is_file()}
    files = sorted(path for path in found if python not in path.parents)
    return {
        "bytes": sum(path.stat().st_size for path in files),
        "files": [path.relative_to(site).as_posix() for path in files],
    }


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: after the repairs of a page's content, and after what nothing loads is deleted."""
    client = _Client()
    app.connect("builder-inited", client.prepare)
    app.connect("html-page-context", client.add, priority=850)
    app.connect("build-finished", client.publish, priority=950)
