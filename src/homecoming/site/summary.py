"""A sentence or two about each page, for search engines and for links that are shared."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_LONGEST = 160


def first_words(doctree: nodes.document) -> str:
    """Return the beginning of a page's own text.

    Parameters
    ----------
    doctree : docutils.nodes.document
        The page.

    Returns
    -------
    str
        The first paragraph outside boxes and lists, at most 160 characters, cut at a word; may be empty.
    """
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            text = " ".join(paragraph.astext().split())
            return text if len(text) <= _LONGEST else text[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"
    return ""


def _summarise(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    stated = 'name="description"' in (context.get("metatags") or "")
    context["page_summary"] = first_words(doctree) if doctree and not stated else ""


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", _summarise)
