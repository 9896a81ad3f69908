"""What axe-core is asked: WCAG 2.2, levels A and AA, and a little more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

#: A script's contents rather than an address: the test needs no server of its own.
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Not of WCAG, but a page that fails them is hard to find one's way on.
ORIENTATION = ["region", "empty-table-header", "heading-order", "landmark-unique", "page-has-heading-one"]
#: Contrast is asked of the marked texts only.
OF_MARKED = "() => axe.configure({rules: [{id: 'color-contrast', selector: '[data-look]'}]})"
#: Marks one text of each look: colours, size, weight, and what lies behind. Contrast depends on nothing else,
#: and a page has thousands of texts of a few looks.
MARK_LOOKS = """() => {
    const looks = new Set();
    const solid = colour => !/rgba\\(.*, 0(\\.\\d+)?\\)|transparent/.test(colour);
    for (const old of document.querySelectorAll("[data-look]")) delete old.dataset.look;
    for (const element of document.body.querySelectorAll("*")) {
        if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
        const own = getComputedStyle(element);
        const look = [own.color, own.fontSize, own.fontWeight, own.textDecorationLine];
        if (element.localName === "a") look.push("a", getComputedStyle(element.parentElement).color);
        for (let behind = element; behind; behind = behind.parentElement) {
            const style = getComputedStyle(behind);
            look.push(style.backgroundColor, style.backgroundImage, style.opacity);
            if (solid(style.backgroundColor)) break;
        }
        const key = look.join("|");
        if (looks.has(key) || !element.checkVisibility()) continue;
        looks.add(key);
        element.dataset.look = "";
    }
    return looks.size;
}"""


def load(tab: Page) -> None:
    """Load axe-core into an open page."""
    tab.evaluate(AXE)
    tab.evaluate(OF_MARKED)


def violations(tab: Page, within: str = "html", without: Sequence[str] = ()) -> list[str]:
    """What axe-core, loaded before into the page, finds wrong within an element, as it looks now."""
    assert tab.evaluate(MARK_LOOKS) > 5
    rules = {rule: {"enabled": True} for rule in ORIENTATION} | {rule: {"enabled": False} for rule in without}
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}, "rules": rules}
    ask = "([within, options]) => axe.run(within, options).then(r => r.violations)"
    return [
        f"{rule['id']}: {rule['help']}\n    "
        + "\n    ".join(node["html"][:160] for node in rule["nodes"][:5])
        for rule in tab.evaluate(ask, [within, options])
    ]
