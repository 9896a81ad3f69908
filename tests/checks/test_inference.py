"""The statistics agree with statsmodels and SciPy, and keep their promises on random tables."""

import gc
import itertools
import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency
from scipy.stats.contingency import association
from statsmodels.stats import proportion
from statsmodels.stats.multitest import multipletests

from homecoming.checks import inference

# Nobody and everybody come up often: there the formulas have their edges.
shares = st.integers(1, 2000).flatmap(
    lambda n: st.tuples(st.one_of(st.integers(0, n), st.sampled_from([0, n])), st.just(n))
)
tables = st.tuples(st.integers(2, 5), st.integers(2, 3)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 300), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)
people = st.integers(1, 6).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 9), min_size=size, max_size=size)] * 2)
)


def close(a, b):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


@given(shares, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_agrees_with_statsmodels_and_holds_its_share(share, level):
    ours = inference.wilson(*share, confidence=level)
    lower, upper = proportion.proportion_confint(*share, alpha=1 - level, method="wilson")
    assert close(ours.lower, 100 * lower)
    assert close(ours.upper, 100 * upper)
    assert 0 <= ours.lower <= ours.estimate + 1e-9
    assert ours.estimate <= ours.upper + 1e-9 <= 100 + 2e-9


@given(shares, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_exact_interval_agrees_with_statsmodels(share, level):
    ours = inference.exact(*share, confidence=level)
    lower, upper = proportion.proportion_confint(*share, alpha=1 - level, method="beta")
    assert close(ours.lower, 100 * lower)
    assert close(ours.upper, 100 * upper)


@given(shares, shares, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_two_shares_agree_with_statsmodels(first, second, level):
    ours = inference.compare_shares(first, second, confidence=level)
    lower, upper = proportion.confint_proportions_2indep(
        *first, *second, method="newcomb", compare="diff", alpha=1 - level
    )
    assert close(ours.lower, 100 * lower)
    assert close(ours.upper, 100 * upper)
    assert close(ours.h, proportion.proportion_effectsize(first[0] / first[1], second[0] / second[1]))
    assert close(ours.difference, -inference.compare_shares(second, first).difference)
    if 0 < first[0] + second[0] < first[1] + second[1]:
        z, p = proportion.proportions_ztest([first[0], second[0]], [first[1], second[1]])
        assert close(ours.z, z)
        assert close(ours.p, p)
        # The squared z of two shares is the chi-square of the two-by-two table.
        table = [[first[0], second[0]], [first[1] - first[0], second[1] - second[0]]]
        assert close(ours.z**2, chi2_contingency(table, correction=False).statistic)
    else:
        assert (ours.z, ours.p) == (0, 1)


@given(tables)
def test_chi_square_agrees_with_scipy(cells):
    frame = pd.DataFrame(cells).rename(columns=str)
    filled = frame[frame.sum(axis=1) > 0]
    if len(filled) < 2 or (frame.sum() == 0).any():
        with pytest.raises(ValueError, match=r"needs at least two|Nobody stands in"):
            inference.chi_square(frame)
        return
    ours = inference.chi_square(frame)
    theirs = chi2_contingency(filled, correction=False)
    assert close(ours.statistic, theirs.statistic)
    assert close(ours.p, theirs.pvalue)
    assert close(ours.v, association(filled.to_numpy(), method="cramer"))
    assert 0 <= ours.v <= 1 + 1e-9
    assert ours.df == theirs.dof


@pytest.fixture(scope="module")
def little_garbage():
    """Leave what is there out of collections: statsmodels asks for one at each call."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("little_garbage")
@given(st.lists(st.integers(0, 1000).map(lambda m: m / 1000), min_size=1, max_size=12))
def test_holm_agrees_with_statsmodels_and_never_lowers(p_values):
    raw = pd.Series(p_values, index=[f"q{i}" for i in range(len(p_values))])
    adjusted = inference.holm(raw)
    assert np.allclose(adjusted, multipletests(raw, method="holm")[1], atol=1e-12)
    assert (adjusted >= raw - 1e-12).all()
    assert adjusted.max() <= 1


@given(people)
def test_dissimilarity_lies_between_0_and_100_and_is_symmetric(columns):
    first, second = (pd.Series(column) for column in columns)
    if not first.sum() or not second.sum():
        with pytest.raises(ValueError, match="not all zero"):
            inference.dissimilarity(first, second)
        return
    there, back = inference.dissimilarity(first, second), inference.dissimilarity(second, first)
    assert close(there.percent, back.percent)
    assert 0 <= there.percent <= 100 + 1e-9
    assert inference.dissimilarity(first, first).percent == 0
    assert close(there.differences.sum(), 0)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=6))
def test_movers_of_every_possible_history_lie_within_the_two_margins(history):
    """Whoever moved between two counts of the same people, the bounds hold and are reached."""
    before, after = zip(*history, strict=True)
    first, second = (
        pd.Series(side).value_counts().reindex(range(3), fill_value=0) for side in (before, after)
    )
    moved = {
        sum(a != b for a, b in zip(before, order, strict=True))
        for order in set(itertools.permutations(after))
    }
    assert min(moved) == inference.dissimilarity(first, second).fewest_movers
    assert max(moved) == inference.most_movers(first, second)


@given(st.integers(0, 40), st.integers(0, 40), st.none() | st.integers(0, 40))
def test_the_bounds_are_the_ends_of_the_p_values_of_all_histories(before, after, others):
    """Whatever number stayed, McNemar's exact p-value lies within the two ends, and reaches both."""
    asked = None if others is None else max(before, after) + others
    low, high = inference.change_bounds(before, after, asked)
    fewest = 0 if asked is None else max(0, before + after - asked)
    found = []
    for stayed in range(fewest, min(before, after) + 1):
        movers = before + after - 2 * stayed
        found.append(binomtest(after - stayed, movers).pvalue if movers else 1.0)
    assert low == pytest.approx(min(found))
    assert high == pytest.approx(max(found))


def test_pooled_test_matches_statsmodels_score_test():
    ours = inference.compare_shares((90, 305), (43, 210))
    theirs = proportion.test_proportions_2indep(
        90, 305, 43, 210, method="score", compare="diff", correction=False
    )
    assert close(ours.p, float(theirs.pvalue))


def test_many_comparisons_are_adjusted_together():
    near = pd.DataFrame({"Town": [60, 40], "Village": [45, 55]})
    found = inference.compare_groups({f"q{i}": near for i in range(5)})
    assert np.allclose(found["p (Holm)"], np.minimum(1, 5 * found["p"]))
    assert list(found.columns) == ["n", "chi-square", "df", "p", "p (Holm)", "Cramér's V"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: inference.wilson(12.5, 100), "whole numbers"),
        (lambda: inference.wilson(5, 4), "between 0 and its base"),
        (lambda: inference.wilson(0, 0), "at least 1"),
        (lambda: inference.wilson(1, 4, confidence=95), "confidence level"),
        (lambda: inference.cohens_h(101, 3), "between 0 and 100"),
        (
            lambda: inference.chi_square(pd.DataFrame({"m": [30.7, 69.3], "f": [24.9, 75.1]})),
            "not percentages",
        ),
        (lambda: inference.chi_square(pd.DataFrame({"m": [0, 0], "f": [2, 3]})), "Nobody stands in m"),
        (lambda: inference.holm({}), "no p-values"),
        (lambda: inference.holm({"a": 1.2}), "between 0 and 1"),
        (lambda: inference.compare_groups({}), "no questions"),
        (lambda: inference.compare_groups({"q": pd.DataFrame({"m": [0.5]})}), "Question 'q'"),
        (
            lambda: inference.dissimilarity(pd.Series({"a": 1}), pd.Series({"b": 1})),
            r"in one only: \['a', 'b'\]",
        ),
        (lambda: inference.change_bounds(-1, 4), "zero or more; got -1"),
        (lambda: inference.change_bounds(5, 4, 4), "larger than the 4 asked; got 5"),
        (lambda: inference.most_movers(pd.Series([1, 2]), pd.Series([2, 3])), "same total"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_results_show_themselves_in_words_and_html():
    result = inference.wilson(114, 515)
    assert repr(result).startswith("Share with Wilson interval: Share 22.1% (114 of 515)")
    assert '<th scope="row">Share</th><td class="hc-words">22.1% (114 of 515)</td>' in result._repr_html_()


def test_readers_need_no_statsmodels():
    """It is 65 MB, and only these tests compare with it."""
    program = (
        "import sys; from homecoming import inference; import pandas as pd;"
        "inference.wilson(1, 4); inference.compare_shares((1, 4), (2, 4)); inference.holm({'a': 0.1});"
        "inference.compare_groups({'q': pd.DataFrame({'a': [1, 2], 'b': [3, 4]})});"
        "print('statsmodels' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
