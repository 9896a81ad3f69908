"""Innocent explanations: each is named where it would be enough, and nowhere else."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homecoming.checks.innocent import explanations, rounded_twice, slips
from homecoming.checks.printed_share import Share


@pytest.mark.parametrize(
    ("k", "n", "printed", "chain"),
    [
        (373, 636, "58.7", "rounded twice: 58.648 to 58.65 to 58.7"),
        (549, 1097, "50.1", "rounded twice: 50.046 to 50.05 to 50.1"),
        (4, 151, "2.7", "rounded twice: 2.649 to 2.65 to 2.7"),
        (542, 1016, "53.4", "rounded twice: 53.346 to 53.35 to 53.4"),
        (157, 207, "75.9", "rounded twice: 75.845 to 75.85 to 75.9"),
        (72, 689, "10.5", "rounded twice: 10.4499 to 10.45 to 10.5"),
    ],
)
def test_rounding_twice_is_shown_step_by_step(k, n, printed, chain):
    assert rounded_twice(k, n, printed) == chain


def test_rounding_three_times():
    # 10.4446 is 10.445, 10.45, 10.5.
    k, n = 104446, 1000000
    assert rounded_twice(k, n, "10.5") == "rounded three times: 10.4446 to 10.445 to 10.45 to 10.5"


@settings(max_examples=200, derandomize=True)
@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_rounding_twice_is_found_whenever_it_changes_a_figure(people):
    k, n = people
    exact = Decimal(100 * k) / n
    twice = exact.quantize(Decimal("0.01"), ROUND_HALF_UP).quantize(Decimal("0.1"), ROUND_HALF_UP)
    once = Share(str(twice)).fits(k, n)
    assert bool(rounded_twice(k, n, str(twice))) == (not once)


def test_a_figure_far_from_its_count_was_not_rounded_twice():
    assert rounded_twice(373, 636, "58.9") == ""


def test_slips_are_one_digit_or_two_neighbouring_ones():
    found = dict(slips("43.9", neighbours_only=True))
    assert found["34.9"] == found["49.3"] == "two digits exchanged"
    assert found["42.9"] == found["43.8"] == found["43.0"] == "one digit"
    assert "47.9" not in found
    assert "47.9" in dict(slips("43.9"))
    assert dict(slips("57"))["7"] == "a digit too many"
    assert "01" not in dict(slips("10"))


def test_each_explanation_is_named():
    def words(*arguments, **more):
        return " | ".join(explanations(*arguments, **more))

    assert "cut off, not rounded: 31.67 to 31.6" in words(Share("31.6"), 300, k=95)
    assert "rounded up: 33.33 to 33.4" in words(Share("33.4"), 300, k=100)
    column = [Share("33.3"), Share("33.3"), Share("33.4")]
    assert "adjusted" in words(Share("33.4"), 3, k=1, column=column)
    assert "adjusted" not in words(Share("33.4"), 3, k=1, column=column[1:])
    assert "missing answers: possible if 100 of the 102 people answered" in words(Share("43.0"), 102, k=43)
    assert "missing answers" not in words(Share("43.0"), 102, k=43, smaller=False)
    assert "one digit: 82 is printed, 92 would fit" in words(Share("30.7"), 300, k=82)
    assert "two digits exchanged: 29 is printed, 92 would fit" in words(Share("30.7"), 300, k=29)
    assert "two digits exchanged: 37.0 is printed, 30.7 would fit" in words(Share("37.0"), 300, k=92)
    assert "weights" in words(Share("12.9"), 150)
    assert "weights" not in words(Share("30.7"), 300, k=82)


def test_figures_of_neighbours():
    below = [("row below", 208, Share("69.3"))]
    assert "two figures exchanged: 69.3 of the row below would agree" in explanations(
        Share("30.7"), 300, k=208, beside=below
    )
    assert "repeated: 208 stands in the row below too" in explanations(
        Share("30.7"), 300, k=208, beside=below
    )
    assert "two figures exchanged: 208 of the row below would agree" in explanations(
        Share("69.3"), 300, k=92, beside=below
    )
