"""Every page, opened in a browser: nothing from elsewhere, nothing amiss, nothing too wide for a phone."""

from __future__ import annotations

import pytest
from site_pages import FRONT_DOOR

from homecoming import published

#: Narrower than most phones in use.
PHONE = 380
#: What sticks out, except inside a box that scrolls by itself.
TOO_WIDE = """width => [...document.querySelectorAll("main *")]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .filter(e => !e.closest(".hc-scroll, .pst-scrollable-table-container, .hc-formula, pre, .output"))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
#: Code of which a part is hidden.
CUT_CODE = """() => [...document.querySelectorAll(".cell_input pre")]
    .filter(code => code.checkVisibility() && code.scrollWidth > code.clientWidth)
    .map(code => code.textContent)"""
#: How far tables with such a caption reach beyond their box, in pixels.
SCROLLS = """start => [...document.querySelectorAll("main table")]
    .filter(table => table.caption?.textContent.trim().startsWith(start))
    .map(table => table.closest(".hc-scroll, .output"))
    .map(box => box.scrollWidth - box.clientWidth)"""
#: What has moved on the page so far, and how much of the window.
SHIFTS = """() => new Promise(done => {
    const name = source => source.node?.outerHTML?.slice(0, 120);
    const told = entry => ({value: entry.value, moved: entry.sources.map(name)});
    const shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries().map(told)))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(shifts), 100);
})"""
#: How bright the page and its letters are, from 0 to 765.
BRIGHTNESS = """() => ["backgroundColor", "color"]
    .map(name => getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3))
    .map(parts => parts.reduce((sum, part) => sum + Number(part), 0))"""


@pytest.fixture(scope="module", params=["served", "from a folder"])
def base(request, address, site) -> str:
    return address if request.param == "served" else f"{site.as_uri()}/"


def shifts(tab, url: str) -> list[dict]:
    """Open a page and say what moved on it while it loaded."""
    tab.goto(url, wait_until="load")
    return tab.evaluate(SHIFTS)


def test_opens_on_a_phone(page, address, visit):
    """No complaint, foreign request, sideways scroll, hidden code, or line that moves while it loads."""
    visitor = visit(width=PHONE)
    moved = shifts(visitor.tab, address + page)
    assert visitor.asked_elsewhere == []
    assert visitor.problems == []
    too_wide = visitor.tab.evaluate(TOO_WIDE, PHONE)
    assert visitor.tab.evaluate("document.documentElement.scrollWidth") <= PHONE, too_wide
    assert visitor.tab.evaluate(CUT_CODE) == []
    assert page == "search.html" or sum(shift["value"] for shift in moved) < 0.01, moved


def test_opens_from_a_folder(page, site, visit):
    visitor = visit()
    moved = shifts(visitor.tab, f"{site.as_uri()}/{page}")
    assert visitor.asked_elsewhere == []
    assert visitor.problems == []
    assert page == "search.html" or sum(shift["value"] for shift in moved) < 0.01, moved


@pytest.mark.parametrize("name", published.tables())
def test_the_tables_of_the_papers_need_no_sideways_scroll_on_a_phone(name, address, visit):
    table = published.load(name)
    tab = visit(width=PHONE).open(f"{address}book/{table.page}.html")
    wide = tab.evaluate(SCROLLS, f"Table {table.number}.")
    assert len(wide) >= 2, "as printed, and in its explorer"
    assert [beyond for beyond in wide if beyond > 0] == []


def test_dark_is_dark(address, visit):
    """A page follows the system's colours before any script of the theme has run."""
    for theme, brighter in (("light", True), ("dark", False)):
        tab = visit(theme=theme).open(address + "search.html")
        paper, ink = tab.evaluate(BRIGHTNESS)
        assert (paper > ink) is brighter


def test_the_front_door_leads_to_the_first_page(base, visit):
    visitor = visit()
    visitor.tab.goto(base + FRONT_DOOR)
    visitor.tab.wait_for_url("**/book/index.html")
    assert visitor.asked_elsewhere == []
    assert visitor.problems == []


def test_a_reader_can_choose_the_colours(address, visit):
    tab = visit(theme="light").open(address + "search.html")
    modes = []
    for _ in range(3):
        tab.click(".theme-switch-button")
        modes.append(tab.evaluate("document.documentElement.dataset.mode"))
    assert sorted(modes) == ["auto", "dark", "light"]


def test_a_page_that_asks_another_host_is_noticed(base, visit):
    visitor = visit()
    tab = visitor.open(base + "book/index.html")
    elsewhere = ["http://example.org/a.png", "https://203.0.113.7/b.css"]
    for url in elsewhere:
        with tab.expect_event("requestfailed"):
            tab.evaluate("url => { new Image().src = url; }", url)
    assert visitor.asked_elsewhere == elsewhere
    assert {f"failed: {url}" for url in elsewhere} <= set(visitor.problems)


def test_a_page_that_moves_is_noticed(address, visit):
    tab = visit().open(address + "book/index.html")
    tab.evaluate("document.querySelector('article h1').style.marginTop = '300px'")
    assert sum(shift["value"] for shift in tab.evaluate(SHIFTS)) > 0.01


@pytest.mark.parametrize("width", [1280, PHONE])
@pytest.mark.parametrize(
    "slow_page", ["book/index.html", "book/kyrgyzstan/job-match.html", "book/glossary.html"]
)
def test_nothing_moves_on_a_slow_network(slow_page, width, address, visit):
    """The page comes in piece by piece, and is drawn so."""
    tab = visit(width=width).tab
    network = tab.context.new_cdp_session(tab)
    network.send("Network.enable")
    speed = {"downloadThroughput": 60_000, "uploadThroughput": 60_000, "latency": 20, "offline": False}
    network.send("Network.emulateNetworkConditions", speed)
    moved = shifts(tab, address + slow_page)
    network.detach()
    assert sum(shift["value"] for shift in moved) < 0.01, moved
