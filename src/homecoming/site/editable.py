"""Tables that can be edited: an offer below the first printed table of a page, and a box for a reader's own.

A page says where the box is to be by ``<div class="hc-own" data-hc-own>``; what stands in it is for a site
without Python. What a page offers is written here and not by a script, so that nothing moves while the page
comes in.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from html import escape
from typing import Any

from sphinx.application import Sphinx

from homecoming.site.repairs import end_of_div
from homecoming.site.runnable import WEB

_FILES = ("awake.js", "own-table.js", "table.css", "table.js", "tables.js")
_TABLE = re.compile(r'<table class="hc-table" data-table="([^"]+)"')
_CELL = re.compile(r'<div (?:id="[^"]*" data-cell="[^"]*" data-name="[^"]*" )?class="cell\b')
_EXPLORER = re.compile(r"<section\b[^>]*\bdata-kf-explorer\b.*?</section>", re.DOTALL)
_OWN = re.compile(r'<div class="hc-own" data-hc-own>')

_EDIT_WORDS = (
    "Change a figure, and see at once what the check finds and how many people fit. "
    "Python runs in this page; nothing is sent anywhere."
)
_OWN_WORDS = (
    "Paste a table, drop a file, or type. It is read and checked in this page. "
    "Nothing is uploaded: your table stays in this browser."
)


def offer_editing(page: str) -> str:
    """Offer to edit the first printed table of a page, below the cell that shows it.

    Parameters
    ----------
    page : str
        The page's content.

    Returns
    -------
    str
        The content with the offer; unchanged where no whole published table is shown.

    Examples
    --------
    >>> cell = '<div class="cell"><table class="hc-table" data-table="example/table-1"></table></div>'
    >>> offer_editing(cell).count('data-hc-edit="example/table-1"')
    1
    """
    inside = [found.span() for found in _EXPLORER.finditer(page)]
    for table in _TABLE.finditer(page):
        if any(start < table.start() < end for start, end in inside):
            continue
        cells = [found.start() for found in _CELL.finditer(page, 0, table.start())]
        if not cells:
            continue
        end = end_of_div(page, cells[-1]) + len("</div>")
        return f"{page[:end]}\n{_offer('edit', table[1], 'Edit the table', _EDIT_WORDS)}{page[end:]}"
    return page


def offer_own(page: str) -> str:
    """Offer the box for a table of the reader's own where a page has a place for it.

    Parameters
    ----------
    page : str
        The page's content.

    Returns
    -------
    str
        The content with the offer; unchanged where there is no such place.

    Examples
    --------
    >>> offer_own('<div class="hc-own" data-hc-own>Not here.</div>').count("Not here")
    0
    """
    found = _OWN.search(page)
    if not found:
        return page
    end = end_of_div(page, found.start()) + len("</div>")
    return page[: found.start()] + _offer("own", "", "Open the box for your table", _OWN_WORDS) + page[end:]


def _offer(kind: str, value: str, words: str, about: str) -> str:
    return (
        f'<div class="hc-{kind}" data-hc-{kind}="{escape(value)}">'
        f'<p class="hc-offer"><button type="button" class="hc-button" data-hc-open>{words}</button> '
        f'<span class="hc-offer-words">{about}</span></p><p class="hc-told" role="status"></p></div>\n'
    )


@cache
def _version() -> str:
    return hashlib.sha256(b"".join((WEB / name).read_bytes() for name in _FILES)).hexdigest()[:8]


def _add(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    # Where the cells of a page run, its tables can be edited.
    if 'data-cell="' not in (context.get("body") or ""):
        return
    body = offer_own(offer_editing(context["body"]))
    if body == context["body"]:
        return
    context["body"] = body
    attributes: dict[str, Any] = {"data-root": context["pathto"]("", 1) or "./", "data-version": _version()}
    app.add_js_file("inpage/tables.js", loading_method="defer", **attributes)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, after the cells of a page have their buttons."""
    app.connect("html-page-context", _add, priority=860)
