"""axe-core on every page: WCAG 2.2, levels A and AA, light and dark, wide and on a phone."""

from __future__ import annotations

import pytest
from site_axe import load, violations

NARROW, WIDE = 390, 1280
#: With a table as printed, explorers, charts, code, self-checks, and hints that open.
RICH = "book/kyrgyzstan/job-match.html"


@pytest.fixture
def look(visit):
    """Open a page, then ask what is wrong with it in a theme and at a width: ``look(url)(theme, width)``."""
    visitor = visit(width=NARROW)

    def ask(theme: str, width: int) -> list[str]:
        visitor.tab.emulate_media(color_scheme=theme)
        visitor.tab.set_viewport_size({"width": width, "height": 900})
        visitor.tab.wait_for_function(f"document.documentElement.dataset.theme === '{theme}'")
        return violations(visitor.tab)

    def open_page(url: str):
        load(visitor.open(url))
        return ask

    return open_page


def test_no_violation(page, address, look):
    """Each page in both themes and at both widths, though not in all four pairs."""
    found = look(address + page)
    assert found("light", NARROW) == []
    # Wide after narrow: what scrolled on the phone still may, and nothing new does.
    assert found("dark", WIDE) == []


def test_no_violation_in_the_other_pairs_of_theme_and_width(address, look):
    found = look(address + RICH)
    assert found("dark", NARROW) == []
    assert found("light", WIDE) == []


@pytest.mark.parametrize("pale", ["color: #aaa", "opacity: 0.4", "color: #666; background: #777"])
def test_a_pale_text_among_many_is_found(pale, visit, address):
    tab = visit().open(address + RICH)
    load(tab)
    tab.locator("article p").nth(5).evaluate("(text, pale) => { text.style = pale; }", pale)
    assert any(found.startswith("color-contrast") for found in violations(tab))
