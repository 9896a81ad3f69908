"""Definitions of glossary terms: by pointer, by keyboard, by touch."""

from __future__ import annotations

import pytest

PAGE = "book/theory/what-is-a-return.html"


@pytest.fixture(scope="module")
def tab(context_of, address):
    """Opened once: no test leaves a definition open behind it."""
    tab = context_of(viewport={"width": 380, "height": 900}, reduced_motion="reduce").new_page()
    tab.goto(address + PAGE)
    return tab


def shown(tab) -> str:
    return tab.evaluate(
        """() => { const box = document.getElementById("hc-definition");
                   return box.matches(":popover-open") ? box.textContent : ""; }"""
    )


def test_every_term_of_the_page_has_a_definition(tab):
    told = tab.evaluate("[...document.querySelectorAll('a.hc-term')].map(a => a.dataset.definition || '')")
    assert len(told) >= 10
    assert all(len(words) > 20 for words in told)


def test_the_pointer_opens_a_definition_and_escape_closes_it(tab):
    tab.locator("a.hc-term", has_text="visit").first.hover()
    tab.wait_for_function("() => document.getElementById('hc-definition').matches(':popover-open')")
    assert "three months" in shown(tab)
    box = tab.locator("#hc-definition").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 380
    tab.keyboard.press("Escape")
    assert shown(tab) == ""


def test_the_keyboard_opens_a_definition_and_says_so(tab):
    term = tab.locator("a.hc-term").last  # far down: the focus moves the page
    term.focus()
    tab.wait_for_timeout(200)
    assert shown(tab) != ""
    box, at = tab.locator("#hc-definition").bounding_box(), term.bounding_box()
    assert min(abs(box["y"] - at["y"] - at["height"]), abs(at["y"] - box["y"] - box["height"])) < 30
    assert term.get_attribute("aria-describedby") == "hc-definition"
    tab.keyboard.press("Tab")
    assert term.get_attribute("aria-describedby") is None


def test_the_first_tap_shows_and_the_second_follows(browser, address):
    context = browser.new_context(viewport={"width": 380, "height": 800}, has_touch=True)
    tab = context.new_page()
    tab.goto(address + PAGE)
    term = tab.locator("a.hc-term").first
    term.tap()
    assert "Tap again" in shown(tab)
    assert tab.url.endswith(PAGE)
    term.tap()
    tab.wait_for_url("**/glossary.html#*")
    context.close()


def test_a_page_without_terms_loads_nothing_for_them(address, visit):
    tab = visit().open(address + "search.html")
    assert tab.locator("#hc-definition").count() == 0
    assert tab.locator("script[src*=definitions]").count() == 0
