"""Self-checks in a real browser, by mouse and keyboard, and without script."""

import os
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from tried_quiz import FALL, QUIZ, WOMEN

from homecoming.selfcheck.questions import LINKED

PHONE = {"viewport": {"width": 380, "height": 800}, "reduced_motion": "reduce"}


def page(body: str, theme: str = "light") -> str:
    """A bare page such as Sphinx would make of one quiz."""
    colours = "background:#14181e;color:#ced6dd" if theme == "dark" else "background:#fff;color:#222832"
    return (
        f'<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">'
        "<title>Try-out</title>"
        '<meta name="viewport" content="width=device-width"></head>'
        f'<body style="{colours}"><main><h1>Try-out</h1>{body}</main></body></html>'
    )


@contextmanager
def asking(context, host: str):
    """The quiz in a tab, on a host of its own; in the end nothing was asked of others, nothing complained."""
    site = f"http://{host}.test/page.html"
    body = page(QUIZ._repr_html_())
    context.route(site, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    asked, said = [], []
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(site)
    yield tab
    assert [url for url in asked if url != site] == []
    assert said == []
    tab.close()


@pytest.fixture
def tab(context_of, monkeypatch, request):
    monkeypatch.delenv(LINKED, raising=False)
    # What another test has stored is not there on this test's host.
    host = f"book-{sha256(request.node.name.encode()).hexdigest()[:16]}"
    with asking(context_of(**PHONE), host) as tab:
        yield tab


@pytest.fixture
def returning_tab(browser, monkeypatch):
    """In a browser that has stored nothing, for tests that wait until it has."""
    monkeypatch.delenv(LINKED, raising=False)
    context = browser.new_context(**PHONE)
    with asking(context, "book") as tab:
        yield tab
    context.close()


def feedback(tab, position):
    return tab.locator(f"#sc-try-out-{position}-feedback").inner_text()


def reload(tab):
    """Load the page anew as soon as the browser has stored what it said: a test is quicker than that."""
    said = tab.evaluate("({ ...localStorage })")
    for _ in range(100):
        stored = tab.context.storage_state()["origins"]
        if {entry["name"]: entry["value"] for origin in stored for entry in origin["localStorage"]} == said:
            break
        tab.wait_for_timeout(50)
    tab.reload()


def done(tab):
    return tab.locator(".sc-done").inner_text()


class TestBrowser:
    def test_every_option_answers_at_once(self, tab):
        for option, explanation in FALL.options.items():
            tab.get_by_label(option, exact=True).check()
            assert explanation in feedback(tab, 1)
            assert done(tab) == ("1 of 4 done" if option in FALL.right else "0 of 4 done")

    def test_boxes_are_marked_when_asked(self, tab):
        check = tab.locator("form").nth(1).get_by_role("button", name="Check")
        check.click()
        assert "Choose an answer first." in feedback(tab, 2)
        tab.get_by_label("Male", exact=True).check()
        tab.get_by_label("Under 30").check()
        check.click()
        assert "So far: 1 right, 1 missing, 1 too many." in feedback(tab, 2)
        assert "Age is told only of the sample." in feedback(tab, 2)
        assert "Printed third." not in feedback(tab, 2)
        tab.get_by_label("Under 30").uncheck()
        tab.get_by_label("Female").check()
        check.click()
        assert feedback(tab, 2).startswith("Right, all of them.")
        assert done(tab) == "1 of 4 done"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("210", "Right."),
            (" 210,0 ", "Right."),
            ("305", "Not quite. These are the men."),
            ("211", "Too high. Take 40.8 % of 515."),
            ("-1", "Too low."),
            ("many", "Type a number"),
            ("", "Type a number"),
            ("1e400", "Type a number"),
        ],
    )
    def test_numbers_are_read_as_people_write_them(self, tab, typed, said):
        field = tab.get_by_role("textbox").first
        field.fill(typed)
        field.press("Enter")
        assert feedback(tab, 3).startswith(said)
        assert (field.get_attribute("aria-invalid") == "true") == (said == "Type a number")

    @pytest.mark.parametrize("typed", ["-8.1", "−8,1", "-8.12 %", "–8.08"])
    def test_minus_signs_and_tolerance(self, tab, typed):
        tab.get_by_role("textbox").nth(1).fill(typed)
        tab.get_by_role("textbox").nth(1).press("Enter")
        assert feedback(tab, 4).startswith("Right.")

    def test_the_browser_marks_as_python_does(self, tab):
        for value in (210, 305, 211, 0):
            tab.get_by_role("textbox").first.fill(str(value))
            tab.get_by_role("textbox").first.press("Enter")
            assert feedback(tab, 3).endswith(WOMEN.mark(value).explanation)

    def test_the_keyboard_alone_is_enough(self, tab):
        tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        assert "counted in points" in feedback(tab, 1)
        tab.keyboard.press("ArrowDown")
        assert "would leave" in feedback(tab, 1)
        tab.keyboard.press("ArrowUp")
        for key in ("Tab", "Space", "Tab", "Space", "Tab", "Tab", "Enter"):
            tab.keyboard.press(key)
        assert feedback(tab, 2).startswith("Right, all")
        tab.keyboard.press("Tab")
        tab.keyboard.type("210")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.type("-8,1")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        assert done(tab) == "4 of 4 done"
        focused = tab.evaluate("document.activeElement.textContent")
        assert focused == "Check"

    def test_progress_lasts_in_this_browser_and_can_be_forgotten(self, returning_tab):
        returning_tab.get_by_label("8.1 percentage points").check()
        returning_tab.get_by_role("textbox").first.fill("305")
        returning_tab.get_by_role("textbox").first.press("Enter")
        reload(returning_tab)
        assert done(returning_tab) == "1 of 4 done"
        assert returning_tab.get_by_label("8.1 percentage points").is_checked()
        assert "These are the men." in feedback(returning_tab, 3)
        returning_tab.get_by_role("button", name="Start again").click()
        assert done(returning_tab) == "0 of 4 done"
        assert feedback(returning_tab, 3) == ""
        assert returning_tab.evaluate("localStorage.length") == 0
        reload(returning_tab)
        assert done(returning_tab) == "0 of 4 done"
        assert returning_tab.get_by_role("button", name="Start again").is_hidden()

    def test_spoiled_storage_does_no_harm(self, returning_tab):
        returning_tab.evaluate("localStorage.setItem(`selfcheck:${location.pathname}#try-out`, '{oops')")
        reload(returning_tab)
        returning_tab.get_by_label("8.1 percentage points").check()
        assert done(returning_tab) == "1 of 4 done"

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_axe_finds_nothing_before_and_after_answers(self, browser, tmp_path, theme, monkeypatch):
        from axe_playwright_python.sync_playwright import Axe

        monkeypatch.delenv(LINKED, raising=False)
        place = tmp_path / "page.html"
        place.write_text(page(QUIZ._repr_html_(), theme), encoding="utf-8")
        opened = browser.new_page(viewport=PHONE["viewport"])
        opened.goto(place.as_uri())
        assert not Axe().run(opened).response["violations"]
        opened.get_by_label("8.1 per cent").check()
        for button in opened.get_by_role("button", name="Check").all():
            button.click()
        opened.get_by_label("Male", exact=True).check()
        opened.get_by_role("button", name="Check").first.click()
        assert not Axe().run(opened).response["violations"]
        wide = opened.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, "the page scrolls sideways at 380 px"
        if folder := os.environ.get("SCREENSHOTS"):
            opened.screenshot(path=Path(folder) / f"selfcheck-{theme}.png", full_page=True)
        opened.close()

    def test_without_script_the_answers_can_be_unfolded(self, browser):
        context = browser.new_context(java_script_enabled=False)
        opened = context.new_page()
        opened.set_content(page(QUIZ.html))
        opened.locator("noscript summary").first.click()
        answers = opened.locator("noscript details").first
        assert "8.1 percentage points (right): A difference" in answers.inner_text()
        context.close()
