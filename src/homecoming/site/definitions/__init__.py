"""Definitions of glossary terms that open by pointer, keyboard and touch.

``glossary`` gives each link to a term its definition as a title, which only a mouse can read. Here a small
script turns the titles into one native popover a page. Pages without a term get nothing.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

_HERE = Path(__file__).parent
_BOX = '<div class="hc-definition" id="hc-definition" role="tooltip" popover="manual"></div>'


def _copy_assets(app: Sphinx) -> None:
    if app.builder.format == "html":
        # Not by way of html_static_path: Jupyter Book loads every script it finds there on every page.
        folder = Path(app.outdir) / "_static" / "definitions"
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("definitions.js", "definitions.css"):
            shutil.copyfile(_HERE / name, folder / name)


def _add_box(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    body = context.get("body") or ""
    if "hc-term" in body:
        context["body"] = body + _BOX
        app.add_js_file("definitions/definitions.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_css_file("definitions/definitions.css")
    app.connect("builder-inited", _copy_assets)
    app.connect("html-page-context", _add_box)
