"""The widgets of the theory pages: each state is its own, and each widget has a name of its own."""

import re
import typing
from inspect import Parameter, isfunction, signature
from pathlib import Path

import pytest

from homecoming.book import pages
from homecoming.kernelfree import Explorer

CHAPTERS = re.findall(r"file: book/theory/(\S+)", (Path(__file__).parents[3] / "_toc.yml").read_text("utf-8"))


def widgets(page):
    """The functions of a page's module that make a widget and need nothing to do so."""
    for name, function in vars(page).items():
        own = isfunction(function) and function.__module__ == page.__name__ and not name.startswith("_")
        if own and typing.get_type_hints(function).get("return") is Explorer:
            needed = [
                one for one in signature(function).parameters.values() if one.default is Parameter.empty
            ]
            if not needed:
                yield function


EXPLORERS = [make for chapter in CHAPTERS for make in widgets(pages.page(chapter))]


def test_every_chapter_on_theory_has_a_widget():
    assert {make.__module__.rpartition(".")[2].replace("_", "-") for make in EXPLORERS} == set(CHAPTERS)


@pytest.mark.parametrize(
    "make", EXPLORERS, ids=lambda make: f"{make.__module__.rpartition('.')[2]}.{make.__name__}"
)
def test_every_state_of_an_explorer_is_its_own(make):
    explorer = make()
    shown = [html for _, html in explorer.states]
    assert len(set(shown)) == len(shown) > 1
    for html in shown:
        words = re.sub(r"<[^>]+>", " ", html)
        assert len(words.split()) > 3


def test_explorer_names_are_unique():
    names = [make().name for make in EXPLORERS]
    assert len(set(names)) == len(names)
