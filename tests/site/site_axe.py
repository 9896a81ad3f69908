"""What axe-core is asked: WCAG 2.2, levels A and AA, and a little more."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

#: A script's contents rather than an address: the test needs no server of its own.
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Not of WCAG, but a page that fails them is hard to find one's way on.
ORIENTATION = ["region", "empty-table-header", "heading-order", "landmark-unique", "page-has-heading-one"]
#: What depends on the colours alone: all that needs to be asked again in the dark.
OF_COLOUR = ["color-contrast", "link-in-text-block"]


def of_tags(*, without: list[str]) -> dict:
    rules = {rule: {"enabled": True} for rule in ORIENTATION} | {rule: {"enabled": False} for rule in without}
    return {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}, "rules": rules}


def violations(tab: Page, options: dict, within: str = "html") -> list[str]:
    """What axe-core, loaded before into the page, finds wrong within an element."""
    ask = "([within, options]) => axe.run(within, options).then(r => r.violations)"
    return [
        f"{rule['id']}: {rule['help']}\n    "
        + "\n    ".join(node["html"][:160] for node in rule["nodes"][:5])
        for rule in tab.evaluate(ask, [within, options])
    ]
