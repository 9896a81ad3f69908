"""Picture every page of the built book, light and dark, wide and narrow, into `_build/screenshots`.

Usage: python tools/screenshots.py [--site FOLDER] [--out FOLDER] [PAGE ...]

PAGE is a part of a page's address, such as `job-match`; without any, all pages are pictured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from browser import chromium, pages, serve
from playwright.sync_api import Page
from tqdm import tqdm

WIDTHS = {"wide": 1280, "narrow": 380}
THEMES = ("light", "dark")
HEIGHT = 900
#: Taller pages are cut: a picture must stay viewable.
TALLEST = 8000


def picture(tab: Page, file: Path) -> None:
    """Picture the whole of an open page.

    Parameters
    ----------
    tab : playwright.sync_api.Page
        The page.
    file : pathlib.Path
        Where the PNG goes.
    """
    width = tab.viewport_size["width"]
    tall = tab.evaluate("document.documentElement.scrollHeight")
    # Not Playwright's full page: what is fixed to the window would be drawn in the middle.
    tab.set_viewport_size({"width": width, "height": min(max(tall, HEIGHT), TALLEST)})
    tab.screenshot(path=file)
    tab.set_viewport_size({"width": width, "height": HEIGHT})


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
    wanted = [page for page in pages(options.site) if page != "index.html"]
    if options.pages:
        wanted = [page for page in wanted if any(part in page for part in options.pages)]

    options.out.mkdir(parents=True, exist_ok=True)
    total = len(wanted) * len(THEMES) * len(WIDTHS)
    with serve(options.site) as address, chromium() as browser, tqdm(total=total, unit="picture") as bar:
        for theme in THEMES:
            for name, width in WIDTHS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": HEIGHT}, color_scheme=theme, reduced_motion="reduce"
                )
                tab = context.new_page()
                for page in wanted:
                    bar.set_postfix_str(page)
                    tab.goto(address + page)
                    flat = page.removesuffix(".html").replace("/", "_")
                    picture(tab, options.out / f"{flat}.{theme}.{name}.png")
                    bar.update()
                context.close()
    print(f"{total} pictures in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
