"""What is offered at a place in a cell; the place is marked by a bar."""

from __future__ import annotations

import pytest

from homecoming.inpage.session import Session

BEFORE = """
import math
import pandas as pd
from homecoming import published
people = 300
towns = ["Osh"]
counts = {"town": 3, "Talas": 5, 7: 1}
table = pd.DataFrame({"group": ["a"], "Share (%)": [62.5], "size of town": [1]}, index=["Yes"])
def mean_of(first, second=2, *, weights=None):
    return first
"""


@pytest.fixture(scope="module")
def session() -> Session:
    session = Session()
    outputs: list[dict] = []
    assert session.run(BEFORE, outputs.append)["ok"], outputs
    return session


def offered(session, marked: str) -> tuple[str, dict[str, dict]]:
    position = marked.index("|")
    source = marked.replace("|", "", 1)
    found = session.complete(source, position)
    return source[found["from"] : position], {option["label"]: option for option in found["options"]}


@pytest.mark.parametrize(
    ("marked", "word", "label", "kind"),
    [
        ("peo|", "peo", "people", "variable"),
        ("x = mea| + 1", "mea", "mean_of", "function"),
        ("pri|", "pri", "print", "function"),
        ("Val|", "Val", "ValueError", "class"),
        ("wh|", "wh", "while", "keyword"),
        ("other = 3\noth|", "oth", "other", "variable"),
        ("towns.ap|", "ap", "append", "method"),
        ("table.gro|", "gro", "groupby", "method"),
        ("table.|", "", "shape", "property"),
        ("table.head().gro|", "gro", "groupby", "method"),
        ("table['group'].str.up|", "up", "upper", "method"),
        ("table.groupby('group').me|", "me", "mean", "method"),
        ("'Osh'.up|", "up", "upper", "method"),
        ("published.lo|", "lo", "load", "function"),
        ("published.load('example/table-1').cel|", "cel", "cells", "property"),
        ("math.sq|", "sq", "sqrt", "function"),
        ("pd.Da|", "Da", "DataFrame", "class"),
        ("table['|']", "", "Share (%)", "property"),
        ('table[["group", "sha|"]]', "sha", "Share (%)", "property"),
        ("table.loc['|", "", "Yes", "property"),
        ("table.loc['Yes', '|", "", "group", "property"),
        ("table.groupby('gr|", "gr", "group", "property"),
        ("counts['t|']", "t", "town", "property"),
        ("mean_of(1, we|", "we", "weights=", "property"),
        ("mean_of(|", "", "second=", "property"),
        ("table.sort_values('group', asc|", "asc", "ascending=", "property"),
        ("import mat|", "mat", "math", "namespace"),
        ("import homecoming.pub|", "pub", "published", "namespace"),
        ("from homecoming import sur|", "sur", "survey", "namespace"),
        ("from math import sq|", "sq", "sqrt", "function"),
    ],
)
def test_what_fits_is_offered(session, marked, word, label, kind):
    typed, options = offered(session, marked)
    assert typed == word
    assert label in options
    assert options[label]["type"] == kind


@pytest.mark.parametrize(
    "marked",
    [
        "",
        "# peo",
        "text = 'peo",
        "3.",
        "12",
        "unknown.",
        "mean_of(1).",
        "counts[",
        "x = ",
        "'a\\'peo",
    ],
)
def test_nothing_is_offered_where_nothing_is_known(session, marked):
    assert offered(session, f"{marked}|")[1] == {}


def test_functions_tell_their_arguments_and_arguments_their_values(session):
    assert offered(session, "mean_o|")[1]["mean_of"]["detail"] == "(first, second=2, *, weights=None)"
    assert offered(session, "mean_of(|")[1]["second="]["detail"] == "2"
    assert "first=" not in offered(session, "mean_of(first=1, |")[1]


def test_private_names_come_when_they_are_asked_for(session):
    assert not any(label.startswith("_") for label in offered(session, "towns.|")[1])
    assert "__len__" in offered(session, "towns.__l|")[1]


def test_nothing_of_the_readers_is_run():
    session = Session()
    source = """
ran = []
class Mine:
    @property
    def costly(self):
        ran.append(1)
    def __getattr__(self, name):
        ran.append(name)
    def __getitem__(self, key):
        ran.append(key)
def call():
    ran.append(2)
mine = Mine()
"""
    assert session.run(source, print)["ok"]
    for marked in (
        "mine.|",
        "mine.costly.|",
        "mine['a'].|",
        "mine['|",
        "call().|",
        "mine.other.|",
        "mine.co|",
    ):
        offered(session, marked)
    assert session.namespace["ran"] == []
    assert "costly" in offered(session, "mine.|")[1]
