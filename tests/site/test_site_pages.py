"""The colours of pages, the front door, a slow network; and that what would be amiss is noticed."""

from __future__ import annotations

import pytest
from site_pages import FRONT_DOOR, PHONE, SHIFTS, WIDE, shifts

#: How bright the page and its letters are, from 0 to 765.
BRIGHTNESS = """() => ["backgroundColor", "color"]
    .map(name => getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3))
    .map(parts => parts.reduce((sum, part) => sum + Number(part), 0))"""


@pytest.fixture(scope="module", params=["served", "from a folder"])
def base(request, address, site) -> str:
    return address if request.param == "served" else f"{site.as_uri()}/"


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


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize(
    "slow_page", ["book/index.html", "book/kyrgyzstan/job-match.html", "book/glossary.html"]
)
def test_nothing_moves_on_a_slow_network(slow_page, width, address, visit):
    """The page comes in piece by piece, and is drawn so."""
    tab = visit(width=width).tab
    network = tab.context.new_cdp_session(tab)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    speed = {"downloadThroughput": 60_000, "uploadThroughput": 60_000, "latency": 20, "offline": False}
    network.send("Network.emulateNetworkConditions", speed)
    moved = shifts(tab, address + slow_page)
    network.detach()
    assert sum(shift["value"] for shift in moved) < 0.01, moved
