"""Values in plain text are laid out as IPython lays them out: held against IPython itself."""

from __future__ import annotations

import re
import types
from collections import Counter, OrderedDict, UserList, defaultdict, deque, namedtuple
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.lib.pretty import pretty

from homecoming.inpage.plain_text import plain

Pair = namedtuple("Pair", "first second")
WORDS = ["a town", "a village", "somewhere else", "nowhere at all", "abroad", "at home"]
CYCLE: list = [1, 2]
CYCLE.append(CYCLE)


class Colour(Enum):
    RED = 1


class Plain:
    pass


class Own:
    def __repr__(self):
        return "two\nlines"


class Laid:
    def _repr_pretty_(self, printer, cycle):
        with printer.group(1, "Laid(", ")"):
            printer.pretty(["a"])
            printer.text(",")
            printer.breakable()
            printer.text("b")


def function(a, b=2):
    return a


VALUES = [
    1, 1.5, True, None, ..., "text", 'quo"te', b"bytes", 2 + 3j, range(3), slice(1, 2),
    [], (), {}, set(), frozenset(), [1], (1,), {1: 2}, {3, 1, 2}, frozenset({2, 1}),
    WORDS, WORDS * 2, tuple(WORDS * 2), set(WORDS), frozenset(WORDS), dict.fromkeys(WORDS, WORDS),
    {"a": {"b": {"c": WORDS}}}, [[WORDS, WORDS], WORDS], [tuple(WORDS), {"k": WORDS}, 3],
    {("a", "tuple"): WORDS}, {1, "mixed"}, list(range(100)), [{"name": word, "people": 3} for word in WORDS],
    list(range(1001)), dict.fromkeys(range(1001)), set(range(1001)),
    ["x" * 73, 1], ["x" * 74, 1], ["x" * 75, 1], ["x" * 100], [["x" * 73], 1], [["x" * 72], ["y"]],
    Counter("abracadabra"), Counter(), defaultdict(list, {"a": [1]}), OrderedDict(a=1), OrderedDict(),
    deque([1, 2]), deque([1], maxlen=3), UserList([1]), Counter(WORDS * 3),
    defaultdict(int, dict.fromkeys(WORDS, 1)),
    types.SimpleNamespace(a=1, b=WORDS), types.MappingProxyType({"a": 1}),
    Pair(1, "two"), Decimal("1.50"), Fraction(1, 3), date(2024, 1, 2), timedelta(1),
    Colour.RED, [Colour.RED], int, Plain, Counter, list[int], type(None), Plain(), Own(), [Own()],
    [1, Own()], {"own": Own()}, Laid(), [Laid()],
    function, len, np.mean, "x".join, lambda: 1, ValueError("x"), KeyError(), [ValueError("x", 2)],
    re.compile("a+"), re.compile(r"\d", re.IGNORECASE | re.MULTILINE),
    np.arange(3), np.eye(3), np.float64(1.5), [np.float64(1.5)], [np.eye(2)], [1, np.eye(2)],
    {"a": np.eye(2)},
    pd.DataFrame({"a": [1, 2]}), pd.Series([1.5]), [pd.Series([1.5])], pd.Timestamp("2024-01-02"), pd.NA,
    CYCLE, [CYCLE],
]  # fmt: skip


@pytest.mark.parametrize(
    "value", VALUES, ids=[f"{number}-{type(v).__name__}" for number, v in enumerate(VALUES)]
)
def test_a_value_is_laid_out_as_in_a_notebook(value):
    assert plain(value) == pretty(value)


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=30)
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=25,
)


@given(NESTED)
def test_any_nested_value_is_laid_out_as_in_a_notebook(value):
    assert plain(value) == pretty(value)


def test_a_repr_that_fails_fails():
    class Broken:
        def __repr__(self):
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        plain([Broken()])
