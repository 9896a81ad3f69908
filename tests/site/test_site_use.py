"""Every page, used once: its self-checks answered by keyboard, each control of its explorers walked.

A page is opened once and used as a reader would. Then it is opened again at the address of the last state of
each explorer, as by somebody to whom that was sent. Each test asks for one fact of what was found; what
explorers show is compared with the data.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pytest
from site_axe import load, violations
from site_pages import BOOK_PAGES, PHONE, ROOT, TABLES, WIDE, printed_cells
from site_quiz import (
    QUIZ,
    STATES,
    UNEXPLAINED,
    Hint,
    Standing,
    answer_by_keyboard,
    open_hints_by_keyboard,
    standing,
)

from homecoming.book import pages
from homecoming.people import counts
from homecoming.teach import sources

WALK = Path(__file__).with_name("walk.js").read_text("utf-8")
NUMBER = re.compile(r"[+−-]?\d+(?:\.\d+)?")
TAUGHT = {f"{sheet.page}.html": sheet.name for sheet in sources.sheets(ROOT)}
RICH = "book/kyrgyzstan/job-match.html"
EXPLORERS = "() => [...document.querySelectorAll('[data-kf-explorer]')].map(section => section.id)"
IDS = "() => [...document.querySelectorAll('[id]')].map(element => element.id)"
RESULT = "id => document.getElementById(id).querySelector('.kf-result').innerText.trim()"


@dataclass
class Quiz:
    """The self-checks of a page, as they are found and as they are answered by keyboard alone."""

    quizzes: int
    questions: int
    unexplained: list[str]
    begun: Standing
    led_out: bool
    answered: Standing
    width: int


@dataclass
class Explorer:
    """An explorer: what it shows in each state, the ids of the page then, and its last state opened anew."""

    states: list[dict]
    ids: list[str]
    reopened: str = ""


@dataclass
class Use:
    """What was found in a page by using it; a page that is not taught has no self-checks and no hints."""

    explorers: dict[str, Explorer]
    problems: list[str]
    asked_elsewhere: list[str]
    quiz: Quiz | None = None
    remembered: Standing | None = None
    begun_again: Standing | None = None
    hints: list[Hint] | None = None


def answer(tab) -> Quiz:
    quiz = tab.locator(QUIZ)
    return Quiz(
        quizzes=quiz.count(),
        questions=quiz.locator("form").count(),
        unexplained=quiz.evaluate(UNEXPLAINED),
        begun=standing(tab),
        led_out=answer_by_keyboard(tab),
        answered=standing(tab),
        width=tab.evaluate("document.documentElement.scrollWidth"),
    )


def walk(tab, name: str) -> Explorer:
    return Explorer(json.loads(tab.evaluate(WALK, name)), tab.evaluate(IDS))


@pytest.fixture(scope="module")
def use(regular, address) -> Callable[[str], Use]:
    """Use a page, once for all tests of this file."""

    @functools.cache
    def use_page(page: str) -> Use:
        regular.begin("dark", PHONE)
        tab = regular.open(address + page)
        used = Use({}, regular.problems, regular.asked_elsewhere)
        if page in TAUGHT:
            used.quiz = answer(tab)
        regular.look("light", WIDE)
        used.explorers = {name: walk(tab, name) for name in tab.evaluate(EXPLORERS)}

        for name, explorer in used.explorers.items():
            tab.goto("about:blank")
            regular.open(f"{address}{page}{explorer.states[-1]['hash']}")
            explorer.reopened = tab.evaluate(RESULT, name)
        if page in TAUGHT:
            regular.look("dark", PHONE)
            if not used.explorers:
                regular.open(address + page)
            used.remembered = standing(tab)
            tab.locator(QUIZ).get_by_role("button", name="Start again").press("Enter")
            used.begun_again = standing(tab)
            used.hints = open_hints_by_keyboard(tab)
        used.problems, used.asked_elsewhere = [*regular.problems], [*regular.asked_elsewhere]
        regular.end()
        return used

    return use_page


def test_every_taught_page_is_built_and_has_self_checks():
    assert set(TAUGHT) <= set(BOOK_PAGES)
    assert len(TAUGHT) >= 32


def test_a_page_in_use_complains_of_nothing_and_asks_nothing_of_other_hosts(book_page, use):
    assert use(book_page).problems == []
    assert use(book_page).asked_elsewhere == []


@pytest.mark.parametrize("taught", TAUGHT)
class TestSelfChecks:
    """By keyboard alone, on a phone."""

    def test_every_question_of_the_page_is_asked_and_every_answer_explained(self, taught, use):
        quiz = use(taught).quiz
        asked = len(pages.page(TAUGHT[taught]).self_checks())
        assert quiz.quizzes == 1
        assert quiz.questions == asked >= 3
        assert quiz.unexplained == []
        assert quiz.begun.done == f"0 of {asked} done"

    def test_right_answers_are_given_by_keyboard_and_found_right(self, taught, use):
        quiz = use(taught).quiz
        assert quiz.led_out, "the keyboard does not lead out of the self-checks"
        assert quiz.answered.states == ["right"] * quiz.questions
        assert quiz.answered.done == f"{quiz.questions} of {quiz.questions} done"
        assert all(text.startswith("Right") for text in quiz.answered.feedback)
        assert quiz.width <= PHONE

    def test_answers_are_remembered_until_the_reader_starts_again(self, taught, use):
        used = use(taught)
        assert used.remembered.done == used.quiz.answered.done
        assert used.remembered.feedback == used.quiz.answered.feedback
        assert used.begun_again.done == used.quiz.begun.done

    def test_hints_open_one_after_another(self, taught, use):
        hints = use(taught).hints
        assert len(hints) >= 3
        assert hints == [Hint(in_turn=True, seen=True, opened=True)] * len(hints)


@pytest.fixture
def explorers(book_page, use) -> dict[str, Explorer]:
    found = use(book_page).explorers
    if not found:
        pytest.skip("no explorer on this page")
    return found


def test_every_state_shows_something_and_has_an_address(explorers):
    for name, explorer in explorers.items():
        assert len(explorer.states) > 1, f"{name} has nothing to choose"
        for state in explorer.states:
            assert state["text"] or state["described"], (name, state["chosen"])
            head, _, query = state["hash"].partition("?")
            assert head == f"#{name}"
            stated = {key: values[0] for key, values in parse_qs(query).items()}
            assert stated.items() <= state["chosen"].items(), (stated, state["chosen"])


def test_no_state_brings_an_id_that_is_there_already(explorers):
    for name, explorer in explorers.items():
        assert [found for found, times in Counter(explorer.ids).items() if times > 1] == [], name


def test_the_address_of_a_state_shows_the_same_to_somebody_else(explorers):
    for explorer in explorers.values():
        last = explorer.states[-1]
        assert explorer.reopened == last["text"], unquote(last["hash"])


def decimals(state: dict) -> Counter:
    return Counter(Decimal(text.replace("−", "-")) for text in state["drawn"] if NUMBER.fullmatch(text))


@pytest.mark.parametrize("page_name", TABLES)
class TestExplorerOfATable:
    """The explorer that every page of a published table has."""

    @pytest.fixture
    def states(self, page_name, use):
        name = f"explore-{Path(page_name).stem}"
        found = use(page_name).explorers
        assert name in found, f"{page_name} has no explorer of its table"
        return found[name].states

    def test_what_is_shown_as_printed_is_what_is_printed(self, states, page_name):
        cells = printed_cells(TABLES[page_name])
        seen = set()
        for state in states:
            if state["chosen"]["show"] != "As printed":
                continue
            assert state["cells"], state["chosen"]
            for cell in state["cells"]:
                key = (cell["question"], cell["option"], cell["group"])
                assert cell["text"] == cells[key], key
                seen.add(key)
        assert seen == set(cells), "some printed cells are never shown"

    def test_what_is_drawn_is_what_is_printed(self, states, page_name):
        table = TABLES[page_name]
        drawn = [state for state in states if state["chosen"]["show"] == "Chart"]
        assert drawn
        for state in drawn:
            question = self.question(table, state)
            groups = [g for g in table.groups if state["chosen"].get("group", g) in (g, "All columns")]
            shares = [
                table.printed(option, group, question.id)
                for option in table.options(question.id)
                for group in groups
            ]
            assert decimals(state) == Counter(map(Decimal, shares)), state["chosen"]
            assert set(re.findall(r"\d+\.\d", state["described"])) >= {f"{Decimal(s):.1f}" for s in shares}

    def test_people_round_to_what_is_printed(self, states, page_name):
        table = TABLES[page_name]
        shown = [state for state in states if state["chosen"]["show"] == "People"]
        assert bool(shown) is (table.paper.slug == "kyrgyzstan-2024")
        for state in shown:
            question = self.question(table, state)
            *rows, total = [(row[0], list(map(int, row[1:]))) for row in state["rows"]]
            for column, group in enumerate(state["columns"][1:]):
                people = {label: figures[column] for label, figures in rows}
                base = total[1][column]
                assert sum(people.values()) == base
                for option in table.options(question.id):
                    assert people[option] in counts.consistent(
                        table.printed(option, group, question.id), base
                    )

    def test_gaps_are_differences_of_what_is_printed(self, states, page_name):
        table = TABLES[page_name]
        for state in (state for state in states if state["chosen"]["show"] == "Gap"):
            question = self.question(table, state)
            pair = [group for group in table.groups if group != table.whole]
            expected = {
                option: Decimal(table.printed(option, pair[0], question.id))
                - Decimal(table.printed(option, pair[1], question.id))
                for option in table.options(question.id)
            }
            drawn = {
                label: Decimal(figure.replace("−", "-"))
                for label, figure in zip(state["drawn"], state["drawn"][1:], strict=False)
                if label in expected and NUMBER.fullmatch(figure)
            }
            turned = {option: -gap for option, gap in expected.items()}
            assert drawn in (expected, turned), state["chosen"]

    @staticmethod
    def question(table, state):
        if len(table.questions) == 1:
            return table.questions[0]
        return next(question for question in table.questions if question.short == state["chosen"]["question"])


def test_an_explorer_works_by_keyboard_alone(visit, address):
    tab = visit().open(address + RICH)
    section = tab.locator("#explore-job-match")
    section.locator("input").first.focus()
    before = section.locator(".kf-result").inner_html()
    tab.keyboard.press("ArrowRight")
    assert section.locator("input:checked").first.input_value() == "Chart"
    assert section.locator(".kf-result svg").is_visible()
    assert tab.evaluate("document.activeElement.value") == "Chart", "the focus has moved"
    tab.keyboard.press("ArrowLeft")
    assert section.locator(".kf-result").inner_html() == before
    tab.wait_for_function(
        "document.querySelector('#explore-job-match .kf-status').textContent.includes('As printed')"
    )


def test_axe_finds_nothing_once_questions_are_answered(address, visit):
    visitor = visit(theme="light", width=PHONE)
    tab = visitor.open(address + RICH)
    answer_by_keyboard(tab)
    tab.locator(f"{QUIZ} input[type=radio]").first.check()
    assert {"right", "wrong"} == set(tab.locator(QUIZ).evaluate(STATES))
    load(tab)
    for theme in ("light", "dark"):
        visitor.look(theme, PHONE)
        # At the top, where the theme's header lies over nothing.
        tab.evaluate("scrollTo(0, 0)")
        assert violations(tab, QUIZ, without=["region"]) == [], theme
