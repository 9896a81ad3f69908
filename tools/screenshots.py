"""Picture every page of the built book, light and dark, wide and narrow, into `_build/screenshots`.

Usage: python tools/screenshots.py [--site FOLDER] [--out FOLDER] [PAGE ...]

PAGE is a part of a page's address, such as `job-match`; without any, all pages are pictured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from browser import chromium, cut_off, pages, serve
from tqdm import tqdm

WIDTHS = {"wide": 1280, "narrow": 380}
THEMES = ("light", "dark")
#: Taller pages are cut: a picture must stay viewable.
TALLEST = 8000


def main() -> int:
    """Take the pictures; return the exit code."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("pages", nargs="*", metavar="PAGE")
    words.add_argument("--site", type=Path, default=Path("_build/html"))
    words.add_argument("--out", type=Path, default=Path("_build/screenshots"))
    options = words.parse_args()
    if not options.site.is_dir():
        print(f"{options.site} is not there. Build the book first: make book", file=sys.stderr)
        return 2
    wanted = [p for p in pages(options.site) if p != "index.html"]
    if options.pages:
        wanted = [page for page in wanted if any(part in page for part in options.pages)]

    jobs = [(theme, name, page) for theme in THEMES for name in WIDTHS for page in wanted]
    with serve(options.site) as address, chromium() as browser, tqdm(jobs, unit="picture") as bar:
        context = None
        for theme, name, page in bar:
            if context is None or context.kind != (theme, name):
                if context is not None:
                    context.close()
                context = browser.new_context(
                    viewport={"width": WIDTHS[name], "height": 900},
                    color_scheme=theme,
                    reduced_motion="reduce",
                )
                context.kind = (theme, name)
                cut_off(context)
                tab = context.new_page()
            bar.set_postfix_str(page)
            tab.goto(address + page)
            height = min(tab.evaluate("document.documentElement.scrollHeight"), TALLEST)
            file = options.out / f"{page.removesuffix('.html').replace('/', '_')}.{theme}.{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            tab.set_viewport_size({"width": WIDTHS[name], "height": max(height, 900)})
            tab.screenshot(path=file)
            tab.set_viewport_size({"width": WIDTHS[name], "height": 900})
    print(f"{len(jobs)} pictures in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
