"""Self-checks: what they demand of their authors, and the HTML that they are set as."""

import re

import pytest
from bs4 import BeautifulSoup
from tried_quiz import FALL, GROUPS, POINTS, QUIZ, WOMEN

from homecoming.selfcheck import multiple, number, quiz, right, single
from homecoming.selfcheck.questions import LINKED, asset


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

    def test_a_mistake_may_not_count_as_right(self):
        with pytest.raises(ValueError, match=r"mistakes \[2.04\] lie within 0.05"):
            number("1 + 1?", 2, right="Yes.", otherwise="Count.", tolerance=0.05, mistakes={2.04: "Near."})

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
            FALL.mark("seven")

    def test_an_answer_of_another_kind_is_refused(self):
        with pytest.raises(TypeError, match="asks for a number"):
            WOMEN.mark(["210", "305"])
        with pytest.raises(TypeError, match="asks for options"):
            FALL.mark(8.1)


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
