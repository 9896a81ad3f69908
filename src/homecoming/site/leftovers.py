"""Pages that are no longer in the book go from the built site, so that nobody publishes them by accident."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
_NOT_FROM_SOURCES = ("index.html", "search.html")


def _remove_leftovers(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    site = Path(app.outdir)
    wanted = {Path(app.builder.get_outfilename(page)) for page in app.env.found_docs}
    wanted |= {site / name for name in _NOT_FROM_SOURCES}
    wanted |= {site / "_sources" / app.env.doc2path(page, base=False) for page in app.env.found_docs}
    pages = (path for path in site.rglob("*.html") if "_static" not in path.relative_to(site).parts)
    downloads = (path for path in (site / "_sources").rglob("*") if path.is_file())
    for path in [*pages, *downloads]:
        if path not in wanted:
            LOGGER.info("removing %s, which is no longer in the book", path.relative_to(site))
            path.unlink()


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, before the style sheet is cut to what the pages use."""
    app.connect("build-finished", _remove_leftovers, priority=800)
