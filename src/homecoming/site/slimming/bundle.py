"""The joint style sheet of the site, written when all pages are there; what nothing loads is deleted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from homecoming.show import palette
from homecoming.site.slimming import icons, scripts, styles

BUNDLE = "site.css"
# The theme links these two from its own layout, before all others.
_THEME_SHEETS = ("styles/theme.css", "styles/pydata-sphinx-theme.css")
_WORD = re.compile(r"[A-Za-z_][\w-]*")


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the bundle, tell the pages its fingerprint, and delete what nothing loads."""
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    static = Path(app.outdir) / "_static"
    if not (static / _THEME_SHEETS[1]).exists():
        return  # no page was written, so Sphinx did not copy the originals either
    pages = {
        p: p.read_text(encoding="utf-8") for p in Path(app.outdir).rglob("*.html") if static not in p.parents
    }
    loaded = _loaded(static, pages.values())
    words = [path.read_text(encoding="utf-8") for path in sorted(loaded) if path.suffix == ".js"]
    used = set(_WORD.findall("\n".join([*words, *(_names(page) for page in pages.values())])))

    shared = [scripts.name(sheet) for sheet in app.builder._orig_css_files]
    sheets = [name for name in dict.fromkeys([*_THEME_SHEETS, *shared]) if name.endswith(".css")]
    css = icons.embed(styles.prune(styles.join(static, sheets) + palette.css(), used), used, static)
    (static / BUNDLE).write_text(css, encoding="utf-8")

    mark = f"{BUNDLE}?v={hashlib.sha256(css.encode()).hexdigest()[:8]}"
    for path, page in pages.items():
        marked = re.sub(re.escape(BUNDLE) + r"\?v=\w+", mark, page)
        if marked != page:
            path.write_text(marked, encoding="utf-8")
    _sweep(static, {*loaded, static / BUNDLE, *(static / name for name in styles.URL.findall(css))})


def _names(page: str) -> str:
    """Return every class and id on a page."""
    return " ".join(re.findall(r'\s(?:class|id)="([^"]*)"', page))


def _loaded(static: Path, pages: Iterable[str]) -> set[Path]:
    """Return the files in the static folder that pages, and scripts on them, name."""
    named = {name for page in pages for name in re.findall(r'_static/([^"?#]+)', page)}
    loaded = {static / name for name in named if (static / name).is_file()}
    for sheet in [path for path in loaded if path.suffix == ".css"]:
        text = sheet.read_text(encoding="utf-8")
        loaded |= {(sheet.parent / name).resolve() for name in styles.URL.findall(text)}
    return loaded


def _sweep(static: Path, keep: set[Path]) -> None:
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, when the pages are written."""
    app.connect("build-finished", _finish, priority=900)
