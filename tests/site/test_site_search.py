"""The search of the built book: on a server and from a folder, without the network."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("opened", ["served", "from a folder"])
def test_search_finds_a_page_by_a_word(opened, address, site, visit):
    base = address if opened == "served" else f"{site.as_uri()}/"
    visitor = visit()
    tab = visitor.open(base + "search.html?q=accessibility")
    tab.wait_for_selector("#search-results li a")
    found = [link.get_attribute("href") for link in tab.query_selector_all("#search-results li a")]
    assert any("about/accessibility.html" in target for target in found)
    assert visitor.asked_elsewhere == []
    assert visitor.problems == []


def test_the_search_box_opens_by_keyboard_and_leads_to_the_results(address, visit):
    visitor = visit()
    tab = visitor.open(address + "book/index.html")
    tab.keyboard.press("Control+k")
    assert tab.evaluate("document.activeElement.name") == "q"
    tab.keyboard.type("glossary")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#search-results li a")
    assert "search.html?q=glossary" in tab.url
    assert visitor.problems == []
