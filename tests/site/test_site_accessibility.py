"""axe-core on every page: WCAG 2.2, levels A and AA, light and dark, wide and on a phone."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Not of WCAG, but a page that fails them is hard to find one's way on.
ORIENTATION = ["region", "empty-table-header", "heading-order", "landmark-unique", "page-has-heading-one"]
#: What depends on the colours alone: all that needs to be asked again in the dark.
OF_COLOUR = ["color-contrast", "link-in-text-block"]


def violations(tab, options: dict) -> list[str]:
    found = tab.evaluate("options => axe.run(document, options).then(r => r.violations)", options)
    return [
        f"{rule['id']}: {rule['help']}\n    "
        + "\n    ".join(node["html"][:160] for node in rule["nodes"][:5])
        for rule in found
    ]


def of_tags(*, without: list[str]) -> dict:
    rules = {rule: {"enabled": True} for rule in ORIENTATION} | {rule: {"enabled": False} for rule in without}
    return {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}, "rules": rules}


@pytest.fixture
def tab(visit, address, page):
    tab = visit().open(address + page)
    # A script's contents rather than an address: the test needs no server of its own.
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
