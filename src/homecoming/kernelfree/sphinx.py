"""A Sphinx extension: explorers with their static face on the pages of a book.

Add ``homecoming.kernelfree.sphinx`` to the extensions. It tells the kernels that execute the notebooks to
give the static face, and adds one style sheet and one small script to the pages that hold an explorer, and to
no other.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
_EXPLORER = re.compile(r'<section class="kf-explorer[^>]*? id="([^"]+)" data-kf-explorer')


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    os.environ["KERNELFREE_FACE"] = "static"  # inherited by every kernel that the build starts
    app.connect("builder-inited", _copy_assets)
    app.connect("html-page-context", _add_assets)
    return {"version": version("homecoming"), "parallel_read_safe": True, "parallel_write_safe": True}


def explorers_of(page: str) -> list[str]:
    """List the names of the explorers in a page's HTML, in order.

    Examples
    --------
    >>> explorers_of('<section class="kf-explorer" id="training" data-kf-explorer>')
    ['training']
    """
    return _EXPLORER.findall(page)


def _copy_assets(app: Sphinx) -> None:
    if app.builder.format == "html":
        # Not by way of html_static_path: Jupyter Book loads every script it finds there on every page.
        shutil.copytree(STATIC, Path(app.outdir) / "_static" / "kernelfree", dirs_exist_ok=True)


@cache
def _fingerprint() -> str:
    return hashlib.sha256((STATIC / "kernelfree.js").read_bytes()).hexdigest()[:8]


def _add_assets(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    names = explorers_of(context.get("body") or "")
    if not names:
        return
    app.add_css_file("kernelfree/kernelfree.css")
    # After the text and not deferred: it holds up nothing, and runs before the page is drawn. A deferred
    # script would run after that, and readers wait for controls.
    script = context["pathto"]("_static/kernelfree/kernelfree.js", 1)
    context["body"] += f'<script src="{script}?v={_fingerprint()}"></script>\n'
    for name in dict.fromkeys(names):
        holders = len(re.findall(rf'\sid="{re.escape(name)}"', context["body"]))
        if names.count(name) > 1:
            _warn(pagename, f"{names.count(name)} explorers are called {name!r}. Give each its own name=.")
        elif holders > 1:
            _warn(
                pagename,
                f"the explorer {name!r} shares its id with something else on the page, perhaps a heading "
                "of the same words. Change the explorer's name= or the heading.",
            )


def _warn(pagename: str, message: str) -> None:
    from sphinx.util import logging

    logging.getLogger(__name__).warning(
        "kernelfree: %s", message, location=pagename, type="kernelfree", subtype="name"
    )
