"""Answers to coding exercises: what is right, and mistakes by kind."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from homecoming.teach import answers
from homecoming.teach.answers import Code, Figures, Names, Number, Word, mark

SHARES = pd.Series({"Yes": 60.0, "No": 40.0})
TABLE = pd.DataFrame({"Male": [10.0, 20.0], "Female": [30.0, 40.0]}, index=["Yes", "No"])
PER_CENT = Number(lambda: 62.4, unit="per cent", mistakes={"The share of men.": lambda: 61.8})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (62.4, "Right."),
        (np.float32(62.4), "Right."),
        (62.44, "Right."),
        (61.8, "The share of men."),
        (0.624, "share between 0 and 1"),
        (-62.4, "the sign is not"),
        (37.6, "all the others"),
        (62, "Close, but not it"),
        (5, "This is not it"),
        ("62.4", "This is text"),
        (True, "True or False"),
        ([62.4], "holds 1 value; the question asks for one number. Pick one with [0]"),
        (SHARES, "holds 2 values"),
        (float("nan"), "no number (NaN)"),
        (float("inf"), "not it"),
        (print, "a function"),
        (object(), "This is something else (of type object)"),
        (..., answers.UNANSWERED),
        (None, answers.UNANSWERED),
    ],
)
def test_numbers(given, said):
    verdict = mark(PER_CENT, given)
    assert said in repr(verdict)
    assert bool(verdict) == (said == "Right.")
    assert verdict.answered == (said != answers.UNANSWERED)


def test_people_come_whole_and_shares_are_no_per_cent():
    assert "People come whole" in repr(mark(Number(lambda: 300, unit="people"), 299.4))
    assert "divide by 100" in repr(mark(Number(lambda: 0.5), 50))


class Yes(float):
    """A number that says it equals everything."""

    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__


def test_a_number_that_forges_equality_is_still_wrong():
    assert not mark(PER_CENT, Yes(1))
    assert not mark(Figures(lambda: SHARES), {"Yes": Yes(1), "No": Yes(1)})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("good", "Right."),
        (" Good ", "Right."),
        ("Bad", "“Bad” is not it"),
        ("Fine", "There is no label “Fine”"),
        (1, "as text"),
    ],
)
def test_words(given, said):
    assert said in repr(mark(Word(lambda: "Good", lambda: ("Bad", "Good")), given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["Yes", "No"], "Right."),
        ({"No", "Yes"}, "Right."),
        (pd.Index(["Yes", "No"]), "Right."),
        (["Yes"], "1 of the 1 that you name is right. 1 is missing."),
        (["Yes", "No", "Maybe"], "2 of the 3 that you name are right."),
        ("Yes", "a list of labels"),
        (7, "a list of labels or numbers"),
    ],
)
def test_names(given, said):
    assert repr(mark(Names(lambda: ["Yes", "No"]), given)).startswith(
        ("Right." if said == "Right." else "", said)
    )
    assert said in repr(mark(Names(lambda: ["Yes", "No"]), given))


def test_whole_numbers_are_named_alike_in_every_type():
    assert mark(Names(lambda: [250, 251]), [np.float64(251), 250])
    assert not mark(Names(lambda: [250, 251]), [250.5, 251])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SHARES, "Right."),
        (SHARES[::-1], "Right."),
        (SHARES.to_frame("%"), "Right."),
        (SHARES.to_dict(), "Right."),
        (SHARES / 100, "multiply by 100"),
        (SHARES.add([0, 1]), "1 of 2 cells is right. Look again at: No."),
        (SHARES.rename({"No": "Nein"}), "Missing rows: No."),
        (SHARES.rename({"No": "Nein"}), "Not asked for: rows Nein."),
        (pd.concat([SHARES, SHARES]), "stands there twice"),
        (pd.Series({"Yes": "60", "No": 40}), "Look again at: Yes"),
        ({"Yes": (60.0,), "No": 40}, "holds 1 value; the question asks for one number in each cell"),
        (SHARES.tolist(), "one column (a Series) or a dictionary"),
        (TABLE, "one column (a Series)"),
    ],
)
def test_columns(given, said):
    assert said in repr(mark(Figures(lambda: SHARES), given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (TABLE, "Right."),
        (TABLE.iloc[::-1, ::-1], "Right."),
        (TABLE.T, "Missing rows: Yes, No."),
        (TABLE.T, "What should be columns stands in rows"),
        (TABLE[["Male"]], "Missing columns: Female."),
        (TABLE.where(TABLE < 40), "3 of 4 cells are right. Look again at: No, Female."),
        (TABLE * 0, "0 of 4 cells are right. Look again at: Yes, Male; Yes, Female; No, Male; No, Female."),
        (TABLE.T.to_dict(), "a data frame"),
    ],
)
def test_tables(given, said):
    assert said in repr(mark(Figures(lambda: TABLE), given))


def test_figures_that_were_rounded_too_early():
    sought = Figures(lambda: pd.Series({"points": 1.0, "per cent": 19.2307}))
    assert "rounded too early" in repr(mark(sought, {"points": 1, "per cent": 19}))
    assert "Look again at: per cent" in repr(mark(sought, {"points": 1, "per cent": 20}))


def test_a_table_of_a_known_mistake():
    sought = Figures(
        lambda: TABLE, mistakes={"Men and women are changed over.": lambda: TABLE[::-1].set_axis(TABLE.index)}
    )
    assert "changed over" in repr(mark(sought, TABLE[::-1].set_axis(TABLE.index)))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (lambda n: [n, n + 1], "Right."),
        (lambda n: (n, n + 1), "Right. "),
        (lambda n: [n], "For (1) your function gives [1], and that is not right. 0 of 2 tries are right."),
        (lambda n: [1, 2], "For (5) your function gives [1, 2]"),
        (lambda n: 1 / 0, "your function stops with ZeroDivisionError"),
        (lambda n: None, "Does it end with return?"),
        (lambda: 1, "stops with TypeError"),
        (7, "asks for a function"),
    ],
)
def test_functions(given, said):
    assert said.strip() in repr(mark(Code(lambda n: [n, n + 1], [(1,), (5,)]), given))


def test_verdicts_show_themselves_as_text_and_safe_html():
    verdict = mark(Word(lambda: "Good", lambda: ("Good",)), "<b>")
    assert "&lt;b&gt;" in verdict._repr_html_()
    assert "<b>" in repr(verdict)
