"""Every page, looked at once: on a phone and on a wide window, light and dark, served and from a folder.

A page is opened once on a phone, and all looks are taken in that one visit: what it complains of, what it
asks of other hosts, what moves while it loads, what sticks out, which code is cut, and what axe-core (WCAG
2.2, levels A and AA) finds in both themes and at both widths. Each test then asks for one fact.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from site_axe import load, violations
from site_pages import PHONE, WIDE, shifts
from site_visit import Visit, newcomer

from homecoming import published

#: With a table as printed, explorers, charts, code, self-checks, and hints that open: looked at in all pairs
#: of theme and width. Other pages are looked at in both themes and at both widths, though not in all pairs.
RICH = "book/kyrgyzstan/job-match.html"
PAIRS = (("light", PHONE), ("dark", WIDE))
OTHER_PAIRS = (("dark", PHONE), ("light", WIDE))
#: The page's width and what sticks out, except inside a box that scrolls by itself; code of which a part is
#: hidden; and how far each table with a caption reaches beyond its box, in pixels.
LAYOUT = """width => ({
    width: document.documentElement.scrollWidth,
    tooWide: [...document.querySelectorAll("main *")]
        .filter(e => e.getBoundingClientRect().right > width + 1)
        .filter(e => !e.closest(".hc-scroll, .pst-scrollable-table-container, .hc-formula, pre, .output"))
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120)),
    cutCode: [...document.querySelectorAll(".cell_input pre, .hc-module pre")]
        .filter(code => code.checkVisibility() && code.scrollWidth > code.clientWidth)
        .map(code => code.textContent),
    tables: [...document.querySelectorAll("main table")]
        .filter(table => table.caption)
        .map(table => [table.caption.textContent.trim(), table.closest(".hc-scroll, .output")])
        .filter(([caption, box]) => box)
        .map(([caption, box]) => [caption, box.scrollWidth - box.clientWidth]),
})"""


@dataclass
class Opened:
    """What opening a page brought to light."""

    problems: list[str]
    asked_elsewhere: list[str]
    moved: list[dict]


@dataclass
class Looks:
    """What was seen of a page in one visit."""

    served: Opened
    from_a_folder: Opened
    layout: dict
    violations: dict[tuple[str, int], list[str]]


@pytest.fixture(scope="module")
def looks(browser, regular, address, site) -> Callable[[str], Looks]:
    """Look at a page, once for all tests of this file."""
    tab = regular.tab
    # From one site to another takes the browser a new process: each has a window of its own.
    offline = newcomer(browser)
    offline.begin("light", WIDE)

    def opened(visitor: Visit, url: str) -> Opened:
        moved = shifts(visitor.tab, url)
        return Opened([*visitor.problems], [*visitor.asked_elsewhere], moved)

    def asked_of_axe(theme: str, width: int) -> list[str]:
        regular.look(theme, width)
        return violations(tab)

    @functools.cache
    def look(page: str) -> Looks:
        from_a_folder = opened(offline, f"{site.as_uri()}/{page}")
        offline.end()
        regular.begin("light", PHONE)
        served = opened(regular, address + page)
        layout = tab.evaluate(LAYOUT, PHONE)
        load(tab)
        pairs = (*PAIRS, *OTHER_PAIRS) if page == RICH else PAIRS
        # Wide after narrow: what scrolled on the phone still may, and nothing new does.
        found = {pair: asked_of_axe(*pair) for pair in sorted(pairs, key=lambda pair: pair[1])}
        regular.end()
        return Looks(served, from_a_folder, layout, found)

    return look


@pytest.fixture(params=["served", "from_a_folder"])
def opened(request, page, looks) -> Opened:
    return getattr(looks(page), request.param)


def test_asks_nothing_of_other_hosts(opened):
    assert opened.asked_elsewhere == []


def test_complains_of_nothing(opened):
    assert opened.problems == []


def test_nothing_moves_while_it_loads(opened, page):
    assert page == "search.html" or sum(shift["value"] for shift in opened.moved) < 0.01, opened.moved


def test_needs_no_sideways_scroll_on_a_phone(page, looks):
    layout = looks(page).layout
    assert layout["width"] <= PHONE, layout["tooWide"]


def test_hides_no_code_on_a_phone(page, looks):
    assert looks(page).layout["cutCode"] == []


@pytest.mark.parametrize(("theme", "width"), PAIRS)
def test_breaks_no_rule_of_accessibility(page, theme, width, looks):
    assert looks(page).violations[theme, width] == []


@pytest.mark.parametrize(("theme", "width"), OTHER_PAIRS)
def test_a_rich_page_breaks_no_rule_in_the_other_pairs_of_theme_and_width(theme, width, looks):
    assert looks(RICH).violations[theme, width] == []


@pytest.mark.parametrize("name", published.tables())
def test_the_tables_of_the_papers_need_no_sideways_scroll_on_a_phone(name, looks):
    table = published.load(name)
    tables = looks(f"book/{table.page}.html").layout["tables"]
    wide = [beyond for caption, beyond in tables if caption.startswith(f"Table {table.number}.")]
    assert len(wide) >= 2, "as printed, and in its explorer"
    assert [beyond for beyond in wide if beyond > 0] == []


@pytest.mark.parametrize("pale", ["color: #aaa", "opacity: 0.4", "color: #666; background: #777"])
def test_a_pale_text_among_many_is_found(pale, visit, address):
    tab = visit().open(address + RICH)
    load(tab)
    tab.locator("article p").nth(5).evaluate("(text, pale) => { text.style = pale; }", pale)
    assert any(found.startswith("color-contrast") for found in violations(tab, "article"))
