"""What tests of the site share: its pages, their tables, widths, and what moves while a page loads."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Page
from sphinx_external_toc.parsing import parse_toc_yaml

from homecoming import published

ROOT = Path(__file__).resolve().parents[2]
#: Every page that the book should have, by the table of contents.
BOOK_PAGES = sorted(f"{Path(name).with_suffix('')}.html" for name in parse_toc_yaml(ROOT / "_toc.yml"))
#: Leads on to the first page at once.
FRONT_DOOR = "index.html"
ALL_PAGES = [*BOOK_PAGES, "search.html"]
#: The pages of the papers' tables, with their tables.
TABLES = {
    f"book/{table.page}.html": table
    for study in published.studies()
    for table in map(published.load, published.tables(study))
}
#: Pixels. The phone is narrower than most in use.
PHONE, WIDE = 380, 1280
#: What has moved on the page so far, and how much of the window.
SHIFTS = """() => new Promise(done => {
    const name = source => source.node?.outerHTML?.slice(0, 120);
    const told = entry => ({value: entry.value, moved: entry.sources.map(name)});
    const shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries().map(told)))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(shifts), 100);
})"""


def shifts(tab: Page, url: str) -> list[dict]:
    """Open a page and say what moved on it while it loaded."""
    tab.goto(url, wait_until="load")
    return tab.evaluate(SHIFTS)


def printed_cells(table: published.PublishedTable) -> dict[tuple[str, str, str], str]:
    """Read the data file itself, with nothing of the book in between."""
    ids = {question.wording: question.id for question in table.questions}
    with (ROOT / "data" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            (ids[row["question"]], row["option"], row["group"]): row["printed"]
            for row in csv.DictReader(file)
        }
