"""The invented people: enough of every kind, called invented, and coded with facts that exist."""

import json

import pytest

from homecoming import published
from homecoming.book import theories
from homecoming.book.pages import five_theories_one_traveller, kuschminder
from homecoming.errors import NoSuchNameError

PEOPLE = theories.vignettes()


def test_there_are_enough_vignettes_of_every_kind():
    assert len(PEOPLE) >= 18
    assert len({one.id for one in PEOPLE}) == len({one.name for one in PEOPLE}) == len(PEOPLE)
    for corridor in theories.CORRIDORS:
        here = [one for one in PEOPLE if one.corridor == corridor]
        assert len(here) >= 6
        assert {one.gender for one in here} == {"woman", "man"}
    assert min(one.age for one in PEOPLE) < 25
    assert max(one.age for one in PEOPLE) > 60
    assert len({one.route for one in PEOPLE}) >= 18


def test_vignettes_are_called_invented_where_they_are_kept_and_where_they_are_shown():
    raw = json.loads((published.data_dir() / "theory" / "vignettes.json").read_text(encoding="utf-8"))
    assert "Invented people" in raw["about"]
    for explorer in (five_theories_one_traveller.all_theories(), kuschminder.strategy_cases()):
        assert all("(Invented.)" in html for _, html in explorer.states)


def test_a_fact_or_value_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchNameError, match="no fact 'wealth'"):
        theories.Case({"wealth": "much"})
    with pytest.raises(ValueError, match="'stay' is 'ten years'"):
        theories.Case({"stay": "ten years"})
    with pytest.raises(AttributeError):
        _ = theories.Case({}).wealth
    with pytest.raises(NoSuchNameError, match="There is no vignette 'nobody'"):
        theories.vignette("nobody")
