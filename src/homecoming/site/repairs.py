"""Small repairs of what theme and notebook renderer get wrong: each a function with the rule that it mends.

The functions in ``REPAIRS`` take a page's HTML content and give it back mended. What the theme's frame gets
wrong (names of buttons, landmarks) is mended where it is written, in ``templates/``.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_PART = re.compile(r"<(thead|tbody|tfoot)\b.*?</\1>", re.DOTALL)
_HEAD_CELL = re.compile(r"<th\b(?P<attributes>[^>]*)>(?P<content>.*?)</th>", re.DOTALL)
_BOX = re.compile(
    r'<div class="(?P<classes>[^"]*\badmonition\b[^"]*)"(?P<rest>[^>]*)>\s*<p class="admonition-title">'
)


def name_summaries_by_their_words(page: str) -> str:
    """WCAG 2.5.3 Label in Name: myst-nb names every toggle "Toggle hidden content" whatever it shows."""
    return page.replace('<summary aria-label="Toggle hidden content">', "<summary>")


def give_header_cells_a_scope(page: str) -> str:
    """WCAG 1.3.1 Info and Relationships: pandas' and Sphinx's header cells do not say what they head.

    An empty header cell becomes an ordinary one (axe: empty-table-header).

    Examples
    --------
    >>> give_header_cells_a_scope("<table><thead><tr><th></th><th>Town</th></tr></thead></table>")
    '<table><thead><tr><td></td><th scope="col">Town</th></tr></thead></table>'
    """

    def cell(found: re.Match[str], scope: str) -> str:
        attributes, content = found["attributes"], found["content"]
        if not re.sub(r"<[^>]*>|&nbsp;|\s", "", content):
            return f"<td{attributes}>{content}</td>"
        if "scope=" in attributes:
            return found[0]
        return f'<th scope="{scope}"{attributes}>{content}</th>'

    def part(found: re.Match[str]) -> str:
        scope = "col" if found[1] == "thead" else "row"
        return _HEAD_CELL.sub(lambda head: cell(head, scope), found[0])

    return _TABLE.sub(lambda table: _PART.sub(part, table[0]), page)


def let_data_frames_scroll(page: str) -> str:
    """WCAG 1.4.10 Reflow: a wide data frame scrolls in a box, which the theme's script makes focusable."""
    frame = re.compile(r'<table border="1" class="dataframe[^"]*">.*?</table>', re.DOTALL)
    box = '<div class="pst-scrollable-table-container">'
    return frame.sub(lambda found: box + found[0].replace(' border="1"', "", 1) + "</div>", page)


def name_task_boxes(page: str) -> str:
    """WCAG 4.1.2 Name, Role, Value: the box of a task list has no name."""

    def named(found: re.Match[str]) -> str:
        state = "Done" if "checked" in found[0].replace("checkbox", "") else "To do"
        return found[0].replace("<input ", f'<input aria-label="{state}" ', 1)

    return re.sub(r'<input class="task-list-item-checkbox"[^>]*>', named, page)


def keep_ids_unique(page: str) -> str:
    """HTML: an id is used once. sphinx-exercise gives every box on a page the same id for its content."""
    return re.sub(r' id="(?:exercise|solution)-content"', "", page)


def make_references_a_list(page: str) -> str:
    """ARIA 1.2: docutils gives the entries of a list of references a role that is no longer to be used."""
    return page.replace('role="doc-biblioentry"', 'role="listitem"')


def fold_dropdowns_natively(page: str) -> str:
    """WCAG 2.1.1, and no layout shift: a box of class ``dropdown`` becomes ``<details>``, without a script.

    Examples
    --------
    >>> box = '<div class="admonition dropdown"><p class="admonition-title">A</p><p>B</p></div>'
    >>> fold_dropdowns_natively(box)
    '<details class="admonition dropdown"><summary class="admonition-title">A</summary><p>B</p></details>'
    """
    done = 0
    while found := _BOX.search(page, done):
        done = found.end()
        if "dropdown" not in found["classes"].split():
            continue
        end = end_of_div(page, found.start())
        title, content = page[found.end() : end].split("</p>", 1)
        opening = f'<details class="{found["classes"]}"{found["rest"]}><summary class="admonition-title">'
        after = page[end + len("</div>") :]
        page = f"{page[: found.start()]}{opening}{title}</summary>{content}</details>{after}"
    return page


def end_of_div(page: str, start: int) -> int:
    """Return where the ``</div>`` begins that closes the ``<div`` at `start`.

    Parameters
    ----------
    page : str
        A page's content.
    start : int
        Where the ``<div`` begins.

    Raises
    ------
    ValueError
        If it is never closed.

    Examples
    --------
    >>> end_of_div("<div><div>A</div></div>", 0)
    17
    """
    depth = 0
    for tag in re.compile(r"<(/?)div\b").finditer(page, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    raise ValueError("a <div> is never closed: " + page[start : start + 80])


REPAIRS = (
    name_summaries_by_their_words,
    give_header_cells_a_scope,
    let_data_frames_scroll,
    name_task_boxes,
    keep_ids_unique,
    make_references_a_list,
    fold_dropdowns_natively,
)


def _repair(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if app.builder.format != "html":
        return
    # HTML: one viewport. Sphinx and docutils both write it.
    context["metatags"] = re.sub(r'<meta name="viewport"[^>]*>', "", context.get("metatags") or "")
    if context.get("body"):
        for repair in REPAIRS:
            context["body"] = repair(context["body"])


def _write_front_door(app: Sphinx, exception: Exception | None) -> None:
    """WCAG 2.4.2 and 3.1.1: the page that sends readers on to the first one has a title and a language."""
    if exception is not None or app.builder.format != "html":
        return
    address, title = f"{app.config.master_doc}.html", escape(app.config.html_title)
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{app.config.language}"><head><meta charset="utf-8" /><title>{title}</title>',
        f'<meta http-equiv="refresh" content="0; url={address}" /><link rel="canonical" href="{address}" />',
        '<link rel="icon" href="data:," /></head>',
        f'<body><main><h1>{title}</h1><p><a href="{address}">Open the book</a></p></main></body></html>\n',
    )
    Path(app.outdir, "index.html").write_text("\n".join(lines), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: repair when everybody has written; write the front door before the default one."""
    app.connect("html-page-context", _repair, priority=800)
    app.connect("build-finished", _write_front_door, priority=100)
