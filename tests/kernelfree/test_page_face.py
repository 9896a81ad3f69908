"""The face that asks a page's own Python: what it holds and answers, and in a real browser how it asks."""

from __future__ import annotations

import re

import numpy as np
import pytest
from bs4 import BeautifulSoup

from homecoming.kernelfree import (
    TooManyStatesError,
    ViewError,
    assets,
    controls,
    interact,
    page,
    page_face,
    radio,
    select,
    slider,
)


@pytest.fixture(autouse=True)
def in_page(monkeypatch):
    monkeypatch.setenv("KERNELFREE_FACE", "page")
    monkeypatch.setattr(page_face, "_live", {})


def shown(explorer) -> BeautifulSoup:
    return BeautifulSoup(explorer._repr_mimebundle_()["text/html"], "html.parser")


def test_only_the_first_state_is_rendered_and_others_when_asked_for():
    calls = []

    def view(n, loud):
        calls.append((n, loud))
        return f"{n}{'!' if loud else ''}"

    explorer = interact(view, name="counted", n=slider([1, 5, 9], default=5), loud=False)
    section = shown(explorer).section
    assert calls == [(5, False)]
    assert section.has_attr("data-kf-live")
    assert not section("template")
    assert section.find(class_="kf-result").text == "5"
    assert page_face.changed("counted", {"n": 7, "loud": 1}) == {
        "html": '<p class="kf-text">7!</p>',
        "summary": "",
    }
    assert calls == [(5, False), (7, True)]
    assert explorer.state(n=9) == '<p class="kf-text">9</p>'
    assert repr(explorer) == "<Explorer 'counted': N, Loud; 6 states>"


def test_a_page_of_its_own_still_gets_every_state():
    explorer = interact(lambda n: f"{n * n}", name="squares", n=[1, 2, 3])
    assert page(explorer, title="Squares").count("<template data") == 2
    assert [html for _, html in explorer.states] == [f'<p class="kf-text">{n}</p>' for n in (1, 4, 9)]


def test_more_states_than_a_page_may_store_are_no_hindrance():
    explorer = interact(lambda a, b: f"{a + b}", name="many", max_states=10, a=range(100), b=range(100))
    assert "data-kf-live" in str(shown(explorer))
    with pytest.raises(TooManyStatesError, match="10,000 states"):
        explorer.html  # noqa: B018


def test_a_view_that_fails_at_first_fails_the_cell():
    with pytest.raises(ViewError, match="a=0"):
        interact(lambda a: 1 / a, name="fails", a=[0, 1])


@pytest.mark.parametrize(
    ("given", "least", "most", "step", "suffix"),
    [
        ([50, 100, 10_000], 50, 10_000, 1, ""),
        (np.arange(3, 9, 3), 3, 6, 1, ""),
        ([0.1, 0.25, 0.9], 0.1, 0.9, 0.001, ""),
        ([1, 2.5], 1.0, 2.5, 0.01, ""),
        ({"1 time": 1, "2 time": 2}, 1, 2, 1, " time"),
        ([-2.0, 400.0], -2.0, 400.0, 1.0, ""),
    ],
)
def test_a_slider_over_numbers_takes_any_number_in_its_range(given, least, most, step, suffix):
    assert controls.numbers(slider(given)) == controls.Numbers(least, most, step, suffix)


@pytest.mark.parametrize(
    "control",
    [
        select([1, 2, 3]),
        slider(["low", "high"]),
        slider([3, 2, 1]),
        slider([False, True]),
        slider({"one": 1, "two": 2}),
        slider({"1 time": 1, "2 times": 2}),
        slider([0.0, float("inf")]),
    ],
)
def test_other_controls_keep_their_options(control):
    assert controls.numbers(control) is None


def test_the_view_gets_whole_numbers_decimals_and_the_options_own_values():
    def view(**given):
        return ", ".join(f"{type(value).__name__} {value}" for value in given.values())

    explorer = interact(view, name="kinds", whole=slider([1, 10]), decimal=slider([0.5, 1.0, 2.0]))
    shown(explorer)

    def answer(whole, decimal):
        return re.sub("<[^>]+>", "", page_face.changed("kinds", {"whole": whole, "decimal": decimal})["html"])

    assert answer(4, 0.75) == "int 4, float 0.75"
    assert answer(10, 1) == "int 10, float 1.0"
    assert answer(10, 2.0000001) == "int 10, float 2.0"


def test_a_control_that_means_nothing_gives_its_default_and_one_that_decides_keeps_its_options():
    explorer = interact(
        lambda size, order: f"{size} {order}",
        name="rules",
        size=slider([1, 5, 9]),
        order=radio(["up", "down"], only_if={"size": [5]}),
    )
    field = shown(explorer).find("input", type="range")
    assert (field["min"], field["max"], field["step"]) == ("0", "2", "1")
    assert "1 up" in page_face.changed("rules", {"size": 0, "order": 1})["html"]
    assert "5 down" in page_face.changed("rules", {"size": 1, "order": 1})["html"]


@pytest.mark.parametrize(
    ("name", "choices"),
    [("nobody", {}), ("known", {}), ("known", {"n": 99}), ("known", {"n": None}), ("known", {"n": "two"})],
)
def test_an_explorer_from_before_is_told_so(name, choices):
    shown(interact(lambda n: f"{n}", name="known", n=[1, 2, 3]))
    answer = page_face.changed(name, choices)
    assert answer["failed"] == page_face.GONE
    assert "kf-failed" in answer["html"]


def test_a_view_that_fails_answers_in_words():
    sizes = {1: "one", 9: "nine"}
    shown(interact(lambda size: sizes[size], name="gap", size=slider([1, 9])))
    answer = page_face.changed("gap", {"size": 4})
    assert answer["failed"] == "Explorer 'gap': the view failed for size=4: KeyError: 4"
    assert "&#x27;gap&#x27;" in answer["html"]


def test_explorers_do_not_pile_up():
    for _ in range(3):
        shown(interact(lambda n: f"{n}", name="same", n=[1, 2]))
    assert list(page_face._live) == ["same"]
    for number in range(page_face.MOST_LIVE):
        shown(interact(lambda n: f"{n}", name=f"other-{number}", n=[1, 2]))
    assert len(page_face._live) == page_face.MOST_LIVE
    assert "same" not in page_face._live


def test_ids_of_an_answer_are_its_own():
    class Drawing:
        def _repr_svg_(self):
            return '<svg role="img"><g id="part"/><use href="#part"/></svg>'

    shown(interact(lambda n: Drawing(), name="ids", n=[1, 2, 3]))
    assert 'id="ids--live-1"' in page_face.changed("ids", {"n": 2})["html"]


# ---- In a browser ----------------------------------------------------------------------------------------

STUB = """
window.asked = [];
document.addEventListener("kernelfree:ask", ({ detail }) => window.asked.push(detail));
const paragraph = (text) => `<p class="kf-text">${text}</p>`;
window.reply = (number, text) => window.asked[number].answer(paragraph(text), `Heard ${text}`);
"""


@pytest.fixture
def live(page_of):
    explorer = interact(
        lambda size, show: f"first {size} {show}",
        name="live",
        size=slider([0.5, 1.0, 2.0], default=1.0),
        show=["Table", "Chart"],
    )
    css, js = assets()
    holder = f'<main id="here"></main><script>{STUB}</script><script>{js}</script>'
    tab = page_of(f"<!doctype html><html lang=en><title>Live</title><style>{css}</style>{holder}")
    # As an output comes into a page: later, and without its scripts.
    tab.evaluate("html => { here.innerHTML = html; kernelfree.wake(); }", str(shown(explorer)))
    yield tab
    assert tab.problems == []
    assert tab.requests == []


def move(tab, value: str) -> None:
    tab.locator("#live--size").fill(value)


def asked(tab) -> list:
    return tab.evaluate("asked.map(({explorer, choices}) => [explorer, choices])")


def text(tab) -> str:
    return tab.locator("#live .kf-result").inner_text().strip()


def test_a_slider_asks_for_any_number_and_shows_the_answer(live):
    assert text(live) == "first 1.0 Table"
    assert live.locator("#live > fieldset").is_enabled()
    move(live, "0.75")
    assert asked(live) == [["live", {"size": 0.75, "show": 0}]]
    assert live.locator("#live .kf-value").inner_text() == "0.75"
    assert live.locator("#live .kf-result").get_attribute("aria-busy") == "true"
    live.evaluate("reply(0, 'three quarters')")
    assert text(live) == "three quarters"
    assert live.locator("#live .kf-result").get_attribute("aria-busy") is None
    live.wait_for_function("document.querySelector('.kf-summary').textContent === 'Heard three quarters'")
    assert "size=0.75&show=Table" in live.url
    move(live, "1")
    assert text(live) == "first 1.0 Table"
    move(live, "0.75")
    assert text(live) == "three quarters"
    assert len(asked(live)) == 1, "what was answered is kept"


def test_the_newest_wish_wins(live):
    for value in ("0.6", "0.7", "0.8"):
        move(live, value)
    assert [choices["size"] for _, choices in asked(live)] == [0.6]
    live.evaluate("reply(0, 'six')")
    assert [choices["size"] for _, choices in asked(live)] == [0.6, 0.8]
    assert live.locator("#live .kf-result").get_attribute("aria-busy") == "true"
    live.evaluate("reply(1, 'eight')")
    assert text(live) == "eight"
    live.evaluate("reply(0, 'late')")
    assert text(live) == "eight"


def test_what_fails_is_said_and_asked_again(live):
    move(live, "0.6")
    live.evaluate("asked[0].failed('Python was stopped. Run the cell again.')")
    assert text(live) == "Python was stopped. Run the cell again."
    move(live, "1")
    assert text(live) == "first 1.0 Table"
    move(live, "0.6")
    assert len(asked(live)) == 2
    live.evaluate("""asked[1].answer('<p class="kf-text kf-failed">Not here.</p>', 'Not here.')""")
    assert text(live) == "Not here."
    move(live, "1")
    move(live, "0.6")
    assert len(asked(live)) == 3


def test_the_address_opens_a_live_explorer_at_a_number(live):
    live.evaluate("location.hash = 'live?size=1.5&show=Chart'")
    live.wait_for_function("asked.length === 1")
    assert asked(live) == [["live", {"size": 1.5, "show": 1}]]
    live.evaluate("location.hash = 'live?size=7&show=Chart'")
    live.wait_for_function("document.querySelector('#live--size').value === '1'")
