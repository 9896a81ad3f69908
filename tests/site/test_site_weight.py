"""What a page weighs with everything that it loads, as a web server sends it."""

from __future__ import annotations

import gzip
import re

#: Bytes, compressed. A stock Jupyter Book page takes 1,300,000.
MOST = 300_000


def test_a_page_with_all_it_loads_is_light(page, site):
    html = (site / page).read_text("utf-8")
    loaded = set(re.findall(r'(?:src|href)="([^"]*_static/[^"?#]+|[^"]*searchindex\.js)', html))
    files = [site / page, *((site / page).parent / name for name in loaded)]
    assert len(files) > 3
    weights = {file.name: len(gzip.compress(file.read_bytes(), mtime=0)) for file in files}
    assert sum(weights.values()) < MOST, weights


def test_only_what_pages_load_is_published(site):
    """The theme's originals (icons, Bootstrap, source maps, translations) are gone."""
    names = {path.name for path in (site / "_static").rglob("*") if path.is_file()}
    assert names
    assert not names & {"fontawesome.js", "bootstrap.js", "pydata-sphinx-theme.css", "booktheme.mo"}
    assert not any(name.endswith((".map", ".ttf", ".woff2")) for name in names)
