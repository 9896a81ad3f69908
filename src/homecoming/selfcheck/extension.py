"""Sphinx extension: script and style of the self-checks, on the pages that have any.

Named in ``_config.yml`` (or ``conf.py``) as ``homecoming.selfcheck.extension``. Kernels that run the pages
inherit an environment variable from this process, so that no quiz brings a script of its own.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from homecoming.selfcheck.questions import LINKED

_STATIC = Path(__file__).parent / "static"


def _copy_assets(app: Sphinx) -> None:
    if app.builder.format == "html":
        # Not by way of html_static_path: Jupyter Book loads every script it finds there on every page.
        shutil.copytree(_STATIC, Path(app.outdir) / "_static" / "selfcheck", dirs_exist_ok=True)


def _load_where_needed(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if '<section class="sc-quiz"' in (context.get("body") or ""):
        app.add_css_file("selfcheck/selfcheck.css")
        app.add_js_file("selfcheck/selfcheck.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application that is being set up.

    Returns
    -------
    dict
        Sphinx's extension metadata.
    """
    os.environ[LINKED] = "1"
    app.connect("builder-inited", _copy_assets)
    app.connect("html-page-context", _load_where_needed)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
