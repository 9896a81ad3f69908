"""Sphinx extension: script and style of the self-checks, on the pages that have any.

Named in ``_config.yml`` (or ``conf.py``) as ``homecoming.selfcheck.sphinx``. Kernels that run the pages
inherit an environment variable from this process, so that no quiz brings a script of its own.
"""

from __future__ import annotations

import os
from importlib import resources

from sphinx.application import Sphinx

from homecoming.selfcheck.questions import LINKED


def _add_static_files(app: Sphinx) -> None:
    folder = str(resources.files("homecoming.selfcheck").joinpath("static"))
    if folder not in app.config.html_static_path:
        app.config.html_static_path.append(folder)


def _load_where_needed(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    if 'class="sc-quiz"' in context.get("body", ""):
        app.add_css_file("selfcheck.css")
        app.add_js_file("selfcheck.js", loading_method="defer")


def setup(app: Sphinx) -> dict:
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
    app.connect("builder-inited", _add_static_files)
    app.connect("html-page-context", _load_where_needed)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
