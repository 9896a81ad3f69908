"""Self-checks: what they demand of their authors, what they say, and that they work in a real browser."""

import os
import re
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from homecoming.selfcheck import multiple, number, quiz, right, single
from homecoming.selfcheck.questions import LINKED, asset

FALL = single(
    "A share falls from 90.8 % to 82.7 %. By how much?",
    {
        "8.1 percentage points": right("A difference of two percentages is counted in points."),
        "8.1 per cent": "A fall of 8.1 per cent would leave 83.4 %.",
        "1.1 times": "That is 90.8 / 82.7, a ratio and no fall.",
    },
)
GROUPS = multiple(
    "Which of these are columns of the table?",
    {
        "Male": right("Printed second."),
        "Female": right("Printed third."),
        "Under 30": "Age is told only of the sample.",
    },
)
WOMEN = number(
    "How many women?",
    210,
    right="40.8 % of 515 people.",
    otherwise="Take 40.8 % of 515.",
    slips={305: "These are the men."},
    unit="people",
)
POINTS = number("90.8 to 82.7?", -8.1, right="Right so.", otherwise="Subtract.", tolerance=0.05)
QUIZ = quiz("try-out", FALL, GROUPS, WOMEN, POINTS)


def page(body: str, theme: str = "light") -> str:
    """A bare page such as Sphinx would make of one quiz."""
    colours = "background:#14181e;color:#ced6dd" if theme == "dark" else "background:#fff;color:#222832"
    return (
        f'<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">'
        "<title>Try-out</title>"
        '<meta name="viewport" content="width=device-width"></head>'
        f'<body style="{colours}"><main><h1>Try-out</h1>{body}</main></body></html>'
    )


class TestAuthors:
    def test_an_option_without_explanation_is_refused(self):
        with pytest.raises(ValueError, match=r"no explanation for \['5'\]"):
            single("2 + 2?", {"4": right("Yes."), "5": " "})

    def test_one_option_is_no_choice(self):
        with pytest.raises(ValueError, match="at least two"):
            single("2 + 2?", {"4": right("Yes.")})

    def test_something_is_right_and_in_a_single_choice_one_thing(self):
        with pytest.raises(ValueError, match="no option is marked as right"):
            multiple("2 + 2?", {"4": "Yes.", "5": "No."})
        with pytest.raises(ValueError, match="one option is right, but 2"):
            single("2 + 2?", {"4": right("Yes."), "5": right("No.")})

    def test_a_slip_may_not_count_as_right(self):
        with pytest.raises(ValueError, match=r"slips \[2.04\] lie within 0.05"):
            number("1 + 1?", 2, right="Yes.", otherwise="Count.", tolerance=0.05, slips={2.04: "Near."})

    @pytest.mark.parametrize(("answer", "tolerance"), [(float("nan"), 0), (float("inf"), 0), (2, -1)])
    def test_numbers_are_finite_and_tolerances_not_negative(self, answer, tolerance):
        with pytest.raises(ValueError, match="found"):
            number("1 + 1?", answer, right="Yes.", otherwise="Count.", tolerance=tolerance)

    @pytest.mark.parametrize("name", ["", "Job Match", "job_match", "-a", 'x"y'])
    def test_names_make_safe_ids(self, name):
        with pytest.raises(ValueError, match="hyphens"):
            quiz(name, FALL)

    def test_a_quiz_asks_each_question_once(self):
        with pytest.raises(ValueError, match="twice"):
            quiz("a", FALL, FALL)
        with pytest.raises(ValueError, match="at least one"):
            quiz("a")

    def test_an_unknown_option_is_named(self):
        with pytest.raises(ValueError, match="seven"):
            FALL.judge("seven")


class TestHtml:
    def test_native_inputs_stand_in_named_fieldsets_with_a_live_region(self):
        soup = BeautifulSoup(QUIZ.html, "html.parser")
        forms = soup.select("section.sc-quiz form")
        assert [len(form.select("fieldset > legend")) for form in forms] == [1] * 4
        assert [form.select_one("input")["type"] for form in forms] == ["radio", "checkbox", "text", "text"]
        assert all(field.find_parent("label") for field in soup.select("input"))
        assert all(form.select_one("[role=status]") for form in forms)
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))

    def test_every_option_carries_its_explanation(self):
        soup = BeautifulSoup(FALL.html("x", 1), "html.parser")
        said = {option.label.get_text(): option.template.get_text() for option in soup.select(".sc-option")}
        assert said == dict(FALL.options)

    def test_text_is_escaped_and_the_little_markdown_is_set(self):
        tricky = single(
            "a < b & `x<y`, *well*",
            {"<script>": "[here](../data.html)", "3*4*5": right("no")},
        )
        html = tricky.html("x", 1)
        assert "a &lt; b &amp; <code>x&lt;y</code>, <em>well</em>" in html
        assert "&lt;script&gt;" in html
        assert '<a href="../data.html">here</a>' in html
        assert "3*4*5" in html

    def test_a_link_cannot_run_script(self):
        html = single("Q", {"[a](javascript:alert)": "a", "b": right("b")}).html("x", 1)
        assert "<a " not in html

    def test_the_same_quiz_gives_the_same_bytes(self):
        again = quiz("try-out", FALL, GROUPS, WOMEN, POINTS)
        assert again.html == QUIZ.html

    def test_a_notebook_gets_script_and_style_a_page_of_the_book_does_not(self, monkeypatch):
        monkeypatch.delenv(LINKED, raising=False)
        assert "<script>" in QUIZ._repr_html_()
        assert "<style>" in QUIZ._repr_html_()
        monkeypatch.setenv(LINKED, "1")
        assert QUIZ._repr_html_() == QUIZ.html

    def test_nothing_is_asked_of_another_host(self):
        assert not re.search(
            r"https?:|@import|url\(", asset("selfcheck.js") + asset("selfcheck.css") + QUIZ.html
        )

    def test_the_answers_are_there_without_script(self):
        soup = BeautifulSoup(QUIZ.html, "html.parser")
        assert len(soup.select("noscript details")) == len(QUIZ)


PHONE = {"viewport": {"width": 380, "height": 800}, "reduced_motion": "reduce"}


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

    def test_boxes_are_judged_when_asked(self, tab):
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

    def test_the_browser_judges_as_python_does(self, tab):
        for value in (210, 305, 211, 0):
            tab.get_by_role("textbox").first.fill(str(value))
            tab.get_by_role("textbox").first.press("Enter")
            assert feedback(tab, 3).endswith(WOMEN.judge(value).feedback)

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
