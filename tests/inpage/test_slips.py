"""The advice for each slip of beginners, given by a session that runs the cell."""

from __future__ import annotations

import pytest
from tried_slips import BEFORE, SLIPS, UNEXPLAINED

from homecoming.inpage.session import Session
from homecoming.inpage.slips import made_by


def failed(source: str) -> dict:
    session = Session()
    session.cells = ["people = 300", "import pandas as pd\nmissing_cell_name = 3"]
    assert session.run(BEFORE, print)["ok"]
    outputs: list[dict] = []
    assert not session.run(source, outputs.append)["ok"]
    return outputs[-1]


@pytest.mark.parametrize(("source", "line", "words"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_slip_is_told_with_its_line(source, line, words):
    hint = failed(source)["hint"]
    assert words in hint["advice"]
    assert hint["line"] == line
    assert hint["text"] == source.splitlines()[line - 1].strip()
    assert hint["what"]


@pytest.mark.parametrize("source", UNEXPLAINED)
def test_no_advice_where_none_fits(source):
    assert failed(source)["hint"]["advice"] == ""


def test_names_of_functions_are_not_names_of_the_cell():
    made = made_by("def f(a):\n    b = a\nx = [y for y in range(3)]\nwith open(__file__) as z: pass")
    assert made == {"f", "x", "z"}
    assert made_by("this is no Python") == set()
