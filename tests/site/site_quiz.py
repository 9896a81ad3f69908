"""Self-checks and hints on a page, used by keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

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


@dataclass
class Standing:
    """How the self-checks of a page stand: how many are done, each one's state, and what is said to each."""

    done: str
    states: list[str]
    feedback: list[str]


def standing(tab: Page) -> Standing:
    quiz = tab.locator(QUIZ)
    return Standing(
        quiz.locator(".sc-done").inner_text(),
        quiz.evaluate(STATES),
        quiz.locator(".sc-feedback").all_inner_texts(),
    )


def answer_by_keyboard(tab: Page) -> bool:
    """Go from the first answer to the last with the keyboard, giving each right one; say if it leads out."""
    tab.locator(f"{QUIZ} input").first.focus()
    for _ in range(200):
        here = tab.evaluate(AT_FOCUS)
        if not here:
            return True
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
    return False


@dataclass
class Hint:
    """A hint of a page: whether it was there to see only once the one before it was open, and then opened."""

    in_turn: bool
    seen: bool
    opened: bool


def open_hints_by_keyboard(tab: Page) -> list[Hint]:
    """Open each hint of the page; a later step shows only when the one before it is open."""
    found = []
    for hint in tab.locator("article details:has(> summary:text-matches('^Hint'))").all():
        summary = hint.locator("> summary")
        first = summary.inner_text().split()[1:2] in ([], ["1"])
        in_turn = first or hint.locator("xpath=..").evaluate("outer => outer.open")
        seen = summary.is_visible()
        summary.press("Enter")
        found.append(Hint(in_turn, seen, hint.evaluate("hint => hint.open")))
    return found
