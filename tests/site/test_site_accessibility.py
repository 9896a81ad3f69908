"""axe-core on every page: WCAG 2.2, levels A and AA, light and dark, wide and on a phone."""

from __future__ import annotations

import pytest
from site_axe import AXE, OF_COLOUR, colour_violations, of_tags, violations


@pytest.fixture
def tab(visit, address, page):
    tab = visit(width=390).open(address + page)
    tab.evaluate(AXE)
    return tab


def test_no_violation(tab):
    assert violations(tab, of_tags(without=OF_COLOUR)) == [], "on a phone"
    assert colour_violations(tab) == []

    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert colour_violations(tab) == [], "in the dark"

    # Wide after narrow: what scrolled on the phone still may, and nothing new does.
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert violations(tab, of_tags(without=OF_COLOUR)) == [], "on a wide screen"


@pytest.mark.parametrize("pale", ["color: #aaa", "opacity: 0.4", "color: #666; background: #777"])
def test_a_pale_text_among_many_is_found(pale, visit, address):
    tab = visit().open(f"{address}book/kyrgyzstan/job-match.html")
    tab.evaluate(AXE)
    tab.locator("article p").nth(5).evaluate("(text, pale) => { text.style = pale; }", pale)
    assert any(found.startswith("color-contrast") for found in colour_violations(tab))
