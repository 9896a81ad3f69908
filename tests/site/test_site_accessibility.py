"""axe-core on every page: WCAG 2.2, levels A and AA, light and dark, wide and on a phone."""

from __future__ import annotations

import pytest
from site_axe import AXE, OF_COLOUR, of_tags, violations


@pytest.fixture
def tab(visit, address, page):
    tab = visit().open(address + page)
    tab.evaluate(AXE)
    return tab


def test_no_violation(tab):
    assert violations(tab, of_tags(without=[])) == []

    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    only = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": OF_COLOUR}}
    assert violations(tab, only) == [], "in the dark"

    tab.set_viewport_size({"width": 390, "height": 800})
    # The theme looks for boxes that scroll a third of a second after the window has changed.
    tab.wait_for_timeout(400)
    assert violations(tab, of_tags(without=OF_COLOUR)) == [], "on a phone"
