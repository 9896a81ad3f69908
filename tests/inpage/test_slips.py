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


STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
CHECK = "assert men == 84"


def hinted(source: str, *cells: str, before: str = "share_1 = 3") -> dict:
    session = Session()
    session.cells = list(cells)
    assert session.run(before, print)["ok"]
    outputs: list[dict] = []
    assert not session.run(source, outputs.append)["ok"]
    return outputs[-1]["hint"]


def test_a_question_without_an_answer_is_told_as_one():
    hint = hinted(STUB)
    assert hint["what"] == "This question is not answered yet."
    assert hint["advice"] == "Write your code in place of the line `raise NotImplementedError()`."


def test_a_check_that_calls_an_answer_not_given_points_to_the_question():
    stub = "def half(n):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    hint = hinted("assert half(2) == 1", stub, "assert half(2) == 1", before=stub)
    assert hint["what"] == "This question is not answered yet."
    assert hint["advice"].endswith("`raise NotImplementedError()`, in the cell of the question.")


@pytest.mark.parametrize("source", ["raise NotImplementedError", f"{STUB[:-2]}('mine')"])
def test_an_authors_own_error_is_no_question(source):
    assert hinted(source)["what"].startswith("NotImplementedError")


@pytest.mark.parametrize("stub", [STUB, "women = ...", "def half(n):\n    ..."])
def test_a_name_that_an_answer_should_make_is_not_guessed(stub):
    words = "`men` has no value yet. Is the question above answered?"
    assert hinted(CHECK, "import math", stub, CHECK)["advice"] == words


def test_the_next_number_is_not_taken_for_a_slip_while_a_question_waits():
    assert hinted("share_2", STUB, "share_2")["advice"].startswith("`share_2` has no value yet.")
    assert hinted("shar_1", STUB, "shar_1")["advice"] == "Did you mean `share_1`?"


@pytest.mark.parametrize("cells", [(), (CHECK, STUB), ("men_ = 3", CHECK), (STUB, "women = 3")])
def test_no_question_is_asked_after_where_none_waits_above(cells):
    assert hinted(CHECK, *cells)["advice"].startswith("If `men` is a name")


def test_names_of_functions_are_not_names_of_the_cell():
    made = made_by("def f(a):\n    b = a\nx = [y for y in range(3)]\nwith open(__file__) as z: pass")
    assert made == {"f", "x", "z"}
    assert made_by("this is no Python") == set()
