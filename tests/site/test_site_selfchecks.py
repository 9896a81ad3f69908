"""Self-checks on the built pages: usable by keyboard alone, and remembered; hints open in steps."""

from __future__ import annotations

import pytest
from site_axe import load, violations
from site_pages import BOOK_PAGES, ROOT

from homecoming.book import pages
from homecoming.teach import sources

TAUGHT = {f"{sheet.page}.html": sheet.name for sheet in sources.sheets(ROOT)}
QUIZ = ".sc-quiz"
#: What a reader would find at the focus: what to press there, and what to type.
AT_FOCUS = """() => {
    const at = document.activeElement, form = at.closest(".sc-question");
    if (!form) return at.closest(".sc-again") ? {kind: "again"} : null;
    if (at.localName === "button") return {kind: "button"};
    if (at.type === "text") return {kind: "text", value: form.querySelector("template").dataset.scValue};
    const holds = at.closest(".sc-option").querySelector("template").dataset.scRight === "true";
    return {kind: at.type, checked: at.checked, holds};
}"""
UNEXPLAINED = """quiz => [...quiz.querySelectorAll("template")]
    .filter(template => template.content.textContent.trim().length < 15)
    .map(template => template.outerHTML)"""
STATES = "quiz => [...quiz.querySelectorAll('.sc-question')].map(form => form.dataset.scState)"


def answer_by_keyboard(tab) -> None:
    """Go from the first answer to the last with the keyboard, giving each right one."""
    tab.locator(f"{QUIZ} input").first.focus()
    for _ in range(200):
        here = tab.evaluate(AT_FOCUS)
        if not here:
            return
        if here["kind"] == "radio":
            for key in ("Space", *["ArrowDown"] * 10):
                if (found := tab.evaluate(AT_FOCUS))["checked"] and found["holds"]:
                    break
                tab.keyboard.press(key)
        elif here["kind"] == "checkbox" and here["holds"]:
            tab.keyboard.press("Space")
        elif here["kind"] == "text":
            tab.keyboard.type(here["value"])
        elif here["kind"] == "button":
            tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
    pytest.fail("the keyboard does not lead out of the self-checks")


def open_hints_by_keyboard(tab) -> None:
    """Open each hint of the page; a later step shows only when the one before it is open."""
    hints = tab.locator("article details:has(> summary:text-matches('^Hint'))")
    assert hints.count() >= 3
    for hint in hints.all():
        summary = hint.locator("> summary")
        first = summary.inner_text().split()[1:2] in ([], ["1"])
        assert first or hint.locator("xpath=..").evaluate("outer => outer.open")
        assert summary.is_visible()
        summary.press("Enter")
        assert hint.evaluate("hint => hint.open")


def test_every_taught_page_is_built_and_has_self_checks():
    assert set(TAUGHT) <= set(BOOK_PAGES)
    assert len(TAUGHT) >= 32


@pytest.mark.parametrize("taught", TAUGHT)
def test_self_checks_and_hints_by_keyboard(taught, address, visit):
    visitor = visit(theme="dark", width=380)
    tab = visitor.open(address + taught)
    quiz = tab.locator(QUIZ)
    asked = len(pages.page(TAUGHT[taught]).self_checks())
    assert quiz.count() == 1
    assert quiz.locator("form").count() == asked >= 3
    assert quiz.evaluate(UNEXPLAINED) == []
    assert quiz.locator(".sc-done").inner_text() == f"0 of {asked} done"

    answer_by_keyboard(tab)
    assert quiz.evaluate(STATES) == ["right"] * asked
    assert quiz.locator(".sc-done").inner_text() == f"{asked} of {asked} done"
    said = quiz.locator(".sc-feedback").all_inner_texts()
    assert all(text.startswith("Right") for text in said)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 380

    assert visitor.asked_elsewhere == visitor.problems == []

    visitor.open(address + taught)
    assert quiz.locator(".sc-done").inner_text() == f"{asked} of {asked} done"
    assert quiz.locator(".sc-feedback").all_inner_texts() == said
    quiz.get_by_role("button", name="Start again").press("Enter")
    assert quiz.locator(".sc-done").inner_text() == f"0 of {asked} done"

    open_hints_by_keyboard(tab)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_once_questions_are_answered(theme, address, visit):
    tab = visit(theme=theme, width=380).open(f"{address}book/kyrgyzstan/job-match.html")
    answer_by_keyboard(tab)
    tab.locator(f"{QUIZ} input[type=radio]").first.check()
    assert {"right", "wrong"} == set(tab.locator(QUIZ).evaluate(STATES))
    # At the top, where the theme's header lies over nothing.
    tab.evaluate("scrollTo(0, 0)")
    load(tab)
    assert violations(tab, QUIZ, without=["region"]) == []
