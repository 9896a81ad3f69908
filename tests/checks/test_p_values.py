"""Printed p-values against the usual tests of the printed numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from homecoming.checks import p_values
from homecoming.checks.p_values import UsualTests, agrees, p_of_tests, p_text

TREATMENT = [[215, 136], [499, 490]]


def test_all_usual_tests_lie_between_the_smallest_and_the_largest():
    tested = p_of_tests(TREATMENT)
    assert tested is not None
    for p in (
        stats.chi2_contingency(TREATMENT, correction=False).pvalue,
        stats.chi2_contingency(TREATMENT, correction=True).pvalue,
        stats.chi2_contingency(TREATMENT, correction=False, lambda_="log-likelihood").pvalue,
        stats.fisher_exact(TREATMENT).pvalue,
        stats.fisher_exact(TREATMENT, alternative="greater").pvalue,
    ):
        assert tested.least <= p <= tested.most
    assert tested.usual == pytest.approx(stats.chi2_contingency(TREATMENT, correction=False).pvalue)


@pytest.mark.parametrize(
    "table", [[[3, 9], [14, 2]], [[0, 7], [12, 5]], [[1, 1], [1, 1]], [[400, 350], [90, 140]]]
)
def test_each_test_agrees_with_scipy(table):
    """The smallest and largest of all are those of SciPy's own tests, where these are the extremes."""
    own = p_values._two_by_two(np.array(table, dtype=float))[-1]
    assert own == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6)
    plain, corrected, likelihood = p_values._chi_squares(np.array(table, dtype=float))
    assert plain == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue)
    assert corrected == pytest.approx(stats.chi2_contingency(table, correction=True).pvalue)
    ratio = stats.power_divergence(
        np.ravel(table), np.ravel(stats.contingency.expected_freq(table)), ddof=2, lambda_=0
    )
    assert likelihood == pytest.approx(ratio.pvalue)


def test_a_trend_over_ordered_rows_counts_as_a_usual_test():
    """Chi-square of these three rows is far above the trend's p-value."""
    table = [[40, 30], [50, 50], [30, 40]]
    tested = p_of_tests(table)
    assert tested is not None
    assert tested.least < 0.06 < tested.usual


def test_two_of_three_groups_may_have_been_compared():
    table = [[50, 20, 21], [50, 80, 79]]
    tested = p_of_tests(table)
    assert tested is not None
    assert tested.most > 0.8
    assert tested.usual < 0.001


@pytest.mark.parametrize("table", [[[0, 0], [5, 6]], [[5], [6]], [[]], [[1, 2]]])
def test_what_cannot_be_tested_is_not(table):
    assert p_of_tests(table) is None


def test_a_row_of_nobody_does_not_disturb():
    assert p_of_tests([[215, 136], [0, 0], [499, 490]]) == p_of_tests(TREATMENT)


@pytest.mark.parametrize(
    ("relation", "value", "fine"),
    [
        ("<", "0.0001", False),
        ("<", "0.001", True),
        ("=", "0.0005", True),
        ("=", ".001", True),
        ("=", "0.000", True),
        ("=", "0.02", False),
        (">", "0.05", False),
        ("<", "0.05", True),
    ],
)
def test_a_printed_p_value_is_doubted_only_if_it_is_clearly_outside(relation, value, fine):
    assert agrees(relation, value, UsualTests(0.00026, 0.0006, 0.0005)) is fine


def test_text():
    assert [p_text(p) for p in (0.00001, 0.00052, 0.0312, 0.26)] == ["<0.0001", "0.0005", "0.031", "0.26"]
