"""Every explorer on every page: each control is walked, and what then shows is compared with the data."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pytest
from site_pages import ROOT

from homecoming import published
from homecoming.people import counts

WALK = Path(__file__).with_name("walk.js").read_text("utf-8")
CELLS = "cells => cells.map(td => ({...td.dataset, text: td.innerText}))"
NUMBER = re.compile(r"[+−-]?\d+(?:\.\d+)?")
TABLES = {
    table.page: table
    for study in published.studies()
    for table in map(published.load, published.tables(study))
}


def printed_cells(table: published.PublishedTable) -> dict[tuple[str, str, str], str]:
    """Read the data file itself, with nothing of the book in between."""
    ids = {question.wording: question.id for question in table.questions}
    with (ROOT / "data" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            (ids[row["question"]], row["option"], row["group"]): row["printed"]
            for row in csv.DictReader(file)
        }


def decimals(state: dict) -> Counter:
    return Counter(Decimal(text.replace("−", "-")) for text in state["drawn"] if NUMBER.fullmatch(text))


@pytest.fixture(scope="module")
def walked() -> dict[str, list[dict]]:
    """What each table's explorer shows in each state: a walk takes a while, and several tests read it."""
    return {}


@pytest.fixture(scope="module")
def without_script(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def tab(browser, address):
    """One window for the whole file: pages are opened one after another."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    tab.problems = []
    tab.on("pageerror", lambda error: tab.problems.append(str(error)))
    tab.on("console", lambda m: m.type in ("error", "warning") and tab.problems.append(m.text))
    yield tab
    context.close()


def open_page(tab, url: str) -> list[str]:
    tab.goto("about:blank")
    tab.goto(url)
    return tab.evaluate("[...document.querySelectorAll('[data-kf-explorer]')].map(section => section.id)")


def walk(tab, name: str) -> list[dict]:
    return json.loads(tab.evaluate(WALK, name))


def test_every_state_shows_something_and_can_be_linked_to(tab, address, book_page):
    names = open_page(tab, address + book_page)
    if not names:
        pytest.skip("no explorer on this page")
    for name in names:
        states = walk(tab, name)
        assert len(states) > 1, f"{name} has nothing to choose"
        for state in states:
            assert state["text"] or state["described"], (name, state["chosen"])
            head, _, query = state["hash"].partition("?")
            assert head == f"#{name}"
            stated = {key: values[0] for key, values in parse_qs(query).items()}
            assert stated.items() <= state["chosen"].items(), (stated, state["chosen"])
        waiting = tab.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
        assert len(waiting) == len(set(waiting)), f"{name}: a state brings an id that is there already"

        # The address of the last state, opened by somebody else, shows the same.
        last = states[-1]
        open_page(tab, f"{address}{book_page}{last['hash']}")
        shown = tab.evaluate(
            "id => document.getElementById(id).querySelector('.kf-result').innerText.trim()", name
        )
        assert shown == last["text"], unquote(last["hash"])
    assert tab.problems == []


@pytest.mark.parametrize("page_name", TABLES)
class TestExplorerOfATable:
    """The explorer that every page of a published table has."""

    @pytest.fixture
    def states(self, tab, address, page_name, walked):
        if page_name not in walked:
            names = open_page(tab, f"{address}book/{page_name}.html")
            name = f"explore-{page_name.rsplit('/', 1)[-1]}"
            assert name in names, f"{page_name} has no explorer of its table"
            walked[page_name] = walk(tab, name)
        return walked[page_name]

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


@pytest.mark.parametrize("page_name", TABLES)
def test_the_page_shows_its_whole_table_without_a_script(without_script, address, page_name):
    """Every cell of the data file stands on the page, as printed, when scripts are switched off."""
    without_script.goto(f"{address}book/{page_name}.html")
    cells = printed_cells(TABLES[page_name])
    found = {}
    for cell in without_script.eval_on_selector_all("td[data-question]", CELLS):
        found.setdefault((cell["question"], cell["option"], cell["group"]), []).append(cell["text"].strip())
    assert set(found) == set(cells)
    wrong = {key: texts for key, texts in found.items() if cells[key] not in texts}
    assert wrong == {}


def test_an_explorer_works_by_keyboard_alone(tab, address):
    open_page(tab, f"{address}book/kyrgyzstan/job-match.html")
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
