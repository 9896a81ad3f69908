"""Our own templates, style sheet and icon, and pages written anew where one of them changed."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from homecoming.show import palette

_HERE = Path(__file__).parent


def _use_our_files(app: Sphinx, config: Config) -> None:
    """Look for templates here before the theme, and copy our static files."""
    config.templates_path.insert(0, str(_HERE / "templates"))
    config.html_static_path.append(str(_HERE / "static"))


def _copy_script_of_tables(app: Sphinx, exception: Exception | None) -> None:
    """Offer the script that stands in each searchable table as a file, too: for tables made in a page."""
    if exception is None and app.builder.format == "html":
        # Not by way of html_static_path: Jupyter Book loads every script it finds there on every page.
        folder = Path(app.outdir) / "_static" / "filterable"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(_HERE.parent / "show" / "assets" / "filterable.js", folder)


def _pages_for_changed_files(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> set[str]:
    """Have all pages written where a script or a style sheet of ours changed: they carry its fingerprint."""
    files = sorted(path for path in _HERE.parent.rglob("*") if path.suffix in (".css", ".js"))
    contents = [palette.css().encode(), *(path.read_bytes() for path in files)]
    now = hashlib.sha256(b"".join(contents)).hexdigest()
    kept = vars(env)  # the environment is kept between builds, with what is noted in it
    before, kept["homecoming_files"] = kept.get("homecoming_files", now), now
    return env.found_docs if now != before else set()


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_css_file("homecoming.css", priority=900)
    app.connect("config-inited", _use_our_files)
    app.connect("env-get-outdated", _pages_for_changed_files)
    # After files that no page names are swept away.
    app.connect("build-finished", _copy_script_of_tables, priority=950)
