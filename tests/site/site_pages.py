"""Which pages the built book should have."""

from __future__ import annotations

from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parents[2]
#: Every page that the book should have, by the table of contents.
BOOK_PAGES = sorted(f"{Path(name).with_suffix('')}.html" for name in parse_toc_yaml(ROOT / "_toc.yml"))
#: Leads on to the first page at once.
FRONT_DOOR = "index.html"
ALL_PAGES = [*BOOK_PAGES, "search.html"]
