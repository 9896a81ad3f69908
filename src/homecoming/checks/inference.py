"""What a sample can and cannot say: intervals, tests, effect sizes and the dissimilarity index.

Most of the arithmetic is SciPy's; this module adds clear errors, results that explain themselves and a
reminder of what they assume. Intervals and tests assume a random sample. For people who were not drawn at
random the results are a what-if, to be read as "if these people had been drawn at random".

Counts go in, not percentages: 62.5% of 8 people and 62.5% of 800 are not the same evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral

import numpy as np
import pandas as pd

from homecoming.results import Result, p_value

# SciPy's statistics take a second to import: each function imports what it needs.


@dataclass(frozen=True, repr=False)
class Interval(Result):
    """A share and its interval, in per cent.

    Attributes
    ----------
    count, base : int
        People who gave the answer, and people who answered.
    estimate, lower, upper : float
        The share and the ends of its interval, per cent.
    confidence : float
        Confidence level, between 0 and 1.
    method : str
        "Wilson" or "exact".
    """

    count: int
    base: int
    estimate: float
    lower: float
    upper: float
    confidence: float
    method: str = "Wilson"

    @property
    def heading(self) -> str:
        """Caption of the table that shows the interval."""
        return f"Share with {self.method} interval"

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order."""
        return [
            ("Share", f"{self.estimate:.1f}% ({self.count} of {self.base})"),
            (f"{self.confidence:.0%} interval, as if random", f"{self.lower:.1f}% to {self.upper:.1f}%"),
        ]


@dataclass(frozen=True, repr=False)
class TwoShares(Result):
    """Two shares compared: difference in points, its interval, a test and Cohen's h.

    Attributes
    ----------
    first, second : float
        The shares, per cent.
    difference : float
        First minus second, percentage points.
    lower, upper : float
        Ends of Newcombe's interval of the difference, percentage points.
    z, p : float
        Statistic and two-sided p-value of the pooled test of equal shares.
    h : float
        Cohen's h (1988), an effect size that does not grow with the sample.
    confidence : float
        Confidence level, between 0 and 1.
    """

    first: float
    second: float
    difference: float
    lower: float
    upper: float
    z: float
    p: float
    h: float
    confidence: float

    heading = "Two shares compared"

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order."""
        return [
            ("Shares", f"{self.first:.1f}% and {self.second:.1f}%"),
            ("Difference", f"{self.difference:+.1f} percentage points"),
            (
                f"{self.confidence:.0%} interval, as if random",
                f"{self.lower:+.1f} to {self.upper:+.1f} points",
            ),
            ("Test, as if random", f"z = {self.z:.2f}, p = {p_value(self.p)}"),
            ("Cohen's h", f"{self.h:+.2f}"),
        ]


@dataclass(frozen=True, repr=False)
class ChiSquare(Result):
    """Pearson's chi-square test of a table of counts, with Cramér's V.

    Attributes
    ----------
    statistic, df, p : float, int, float
        Statistic, degrees of freedom, p-value.
    v : float
        Cramér's V, from 0 (same distribution in each column) to 1.
    n : int
        People in the table.
    smallest_expected : float
        Smallest expected count; below about five the p-value is rough.
    """

    statistic: float
    df: int
    p: float
    v: float
    n: int
    smallest_expected: float

    heading = "Chi-square test"

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order."""
        return [
            ("Chi-square, as if random", f"{self.statistic:.2f} with {self.df} df, p = {p_value(self.p)}"),
            ("Cramér's V", f"{self.v:.3f}"),
            ("People", f"{self.n}"),
            ("Smallest expected count", f"{self.smallest_expected:.1f}"),
        ]


@dataclass(frozen=True, repr=False)
class Dissimilarity(Result):
    """How far two distributions are apart (Duncan & Duncan 1955).

    Attributes
    ----------
    percent : float
        Half the sum of absolute differences between the shares, 0 to 100.
    differences : pandas.Series
        Second share minus first, percentage points, category by category.
    people : int or None
        Size of the group when both columns count the same number of people, else None.
    """

    percent: float
    differences: pd.Series
    people: int | None

    heading = "Index of dissimilarity"

    @property
    def fewest_movers(self) -> int | None:
        """Smallest number of people who can have changed category; None without counts of one group."""
        return None if self.people is None else round(self.percent * self.people / 100)

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order."""
        rows = [("D", f"{self.percent:.1f}%")]
        if self.people is not None:
            rows.append(("At least", f"{self.fewest_movers} of {self.people} people changed category"))
        return rows


def wilson(count: int, base: int, confidence: float = 0.95) -> Interval:
    """Give a share its Wilson interval.

    Parameters
    ----------
    count : int
        People who gave the answer, 0 to ``base``.
    base : int
        People who answered, at least 1.
    confidence : float
        Confidence level, between 0 and 1 (exclusive).

    Returns
    -------
    Interval
        In per cent.

    Raises
    ------
    ValueError
        If counts are not whole numbers with 0 <= count <= base, or the level lies outside 0 and 1.

    Notes
    -----
    Wilson (1927). Computed by ``scipy.stats.binomtest``.

    Examples
    --------
    >>> wilson(36, 150)
    Share with Wilson interval: Share 24.0% (36 of 150); 95% interval, as if random 17.9% to 31.4%
    """
    _require_count(count, base)
    lower, upper = _wilson(count, base, _level(confidence))
    return Interval(count, base, 100 * count / base, 100 * lower, 100 * upper, confidence)


def exact(count: int, base: int, confidence: float = 0.95) -> Interval:
    """Give a share its exact interval, which covers at least as often as it says, and is wider for that.

    Parameters
    ----------
    count, base, confidence
        As in :func:`wilson`.

    Returns
    -------
    Interval
        In per cent.

    Raises
    ------
    ValueError
        As in :func:`wilson`.

    Notes
    -----
    Clopper and Pearson (1934). Computed by ``scipy.stats.binomtest``.

    Examples
    --------
    >>> exact(0, 20)
    Share with exact interval: Share 0.0% (0 of 20); 95% interval, as if random 0.0% to 16.8%
    """
    from scipy.stats import binomtest

    _require_count(count, base)
    ends = binomtest(count, base).proportion_ci(_level(confidence), method="exact")
    estimate, lower, upper = (100 * float(share) for share in (count / base, ends.low, ends.high))
    return Interval(count, base, estimate, lower, upper, confidence, "exact")


def compare_shares(first: tuple[int, int], second: tuple[int, int], confidence: float = 0.95) -> TwoShares:
    """Compare a share in two separate groups.

    Parameters
    ----------
    first, second : tuple of two int
        Count and base of each group, for example ``(46, 147)``.
    confidence : float
        Level of the interval of the difference.

    Raises
    ------
    ValueError
        As in :func:`wilson`.

    Notes
    -----
    The z test takes one share for both groups to find its standard error. The interval is method 10 of
    Newcombe (1998), put together from the Wilson intervals of the two shares. Cohen's h: Cohen (1988).

    Examples
    --------
    >>> matched = compare_shares((41, 131), (22, 88))
    >>> f"{matched.difference:.1f} points, h = {matched.h:.2f}, p = {matched.p:.3f}"
    '6.3 points, h = 0.14, p = 0.313'
    """
    from scipy.stats import norm

    for count, base in (first, second):
        _require_count(count, base)
    (k1, n1), (k2, n2) = first, second
    p1, p2 = k1 / n1, k2 / n2
    z, p = 0.0, 1.0  # two groups in which nobody, or everybody, said it do not differ
    if 0 < k1 + k2 < n1 + n2:
        pooled = (k1 + k2) / (n1 + n2)
        z = (p1 - p2) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        p = float(2 * norm.sf(abs(z)))
    (low1, high1), (low2, high2) = (_wilson(k, n, _level(confidence)) for k, n in (first, second))
    lower = p1 - p2 - math.hypot(p1 - low1, high2 - p2)
    upper = p1 - p2 + math.hypot(high1 - p1, p2 - low2)
    share1, share2 = 100 * k1 / n1, 100 * k2 / n2
    return TwoShares(
        first=share1,
        second=share2,
        difference=share1 - share2,
        lower=100 * lower,
        upper=100 * upper,
        z=z,
        p=p,
        h=cohens_h(share1, share2),
        confidence=confidence,
    )


def cohens_h(first: float, second: float) -> float:
    """Compute Cohen's h between two percentages.

    Parameters
    ----------
    first, second : float
        Per cent, 0 to 100.

    Returns
    -------
    float
        ``2 asin(sqrt(p1)) - 2 asin(sqrt(p2))``, between -pi and pi.

    Raises
    ------
    ValueError
        If a percentage lies outside 0 to 100.

    Notes
    -----
    Cohen (1988) calls 0.2 small, 0.5 medium and 0.8 large, as a habit of reading and not as a law.

    Examples
    --------
    >>> round(cohens_h(29.5, 20.5), 2)
    0.21
    """
    for share in (first, second):
        if not 0 <= share <= 100:
            raise ValueError(f"A percentage lies between 0 and 100; got {share}.")
    p1, p2 = first / 100, second / 100
    return float(2 * np.arcsin(np.sqrt(p1)) - 2 * np.arcsin(np.sqrt(p2)))


def chi_square(counts: pd.DataFrame) -> ChiSquare:
    """Test whether separate groups answer alike.

    Parameters
    ----------
    counts : pandas.DataFrame of int, shape (options, groups)
        People by answer and group; each person in one cell only. Rows that nobody chose are left out.

    Raises
    ------
    ValueError
        If cells are not whole numbers of zero or more (percentages are refused), a group is empty, or
        fewer than two rows or columns remain.

    Notes
    -----
    Pearson's test without continuity correction, ``scipy.stats.chi2_contingency``.

    Examples
    --------
    >>> answers = pd.DataFrame({"Town": [36, 96, 18], "Village": [27, 49, 14]}, index=["Yes", "No", "?"])
    >>> chi_square(answers).df
    2
    """
    from scipy.stats import chi2_contingency
    from scipy.stats.contingency import association

    _require_counts(counts)
    filled = counts.loc[counts.sum(axis=1) > 0]
    if min(filled.shape) < 2:
        raise ValueError("A chi-square test needs at least two answers that somebody gave, and two groups.")
    cells = filled.to_numpy(dtype=int)
    result = chi2_contingency(cells, correction=False)
    return ChiSquare(
        statistic=float(result.statistic),
        df=int(result.dof),
        p=float(result.pvalue),
        v=float(association(cells, method="cramer")),
        n=int(cells.sum()),
        smallest_expected=float(result.expected_freq.min()),
    )


def cramers_v(counts: pd.DataFrame) -> float:
    """Compute Cramér's V of a table of counts: 0 means the same distribution in each group, 1 the opposite.

    Parameters
    ----------
    counts : pandas.DataFrame of int
        As in :func:`chi_square`.

    Raises
    ------
    ValueError
        As in :func:`chi_square`.

    Examples
    --------
    >>> cramers_v(pd.DataFrame({"Town": [10, 0], "Village": [0, 10]}))
    1.0
    """
    return chi_square(counts).v


def holm(p_values: Mapping[str, float] | pd.Series) -> pd.Series:
    """Adjust p-values for the number of comparisons made (Holm 1979).

    Parameters
    ----------
    p_values : mapping or pandas.Series
        Label to p-value, each between 0 and 1.

    Returns
    -------
    pandas.Series
        Adjusted p-values under the same labels, in the same order; never smaller than what came in.

    Raises
    ------
    ValueError
        If there are none, or one lies outside 0 and 1.

    Notes
    -----
    With twenty comparisons and no difference anywhere, one p-value below 0.05 is expected by chance.
    The smallest of m p-values is multiplied by m, the next by m - 1 and so on; none may fall below the one
    before it, or rise above 1.

    Examples
    --------
    >>> holm({"a": 0.01, "b": 0.04}).round(3).to_dict()
    {'a': 0.02, 'b': 0.04}
    """
    raw = pd.Series(p_values, dtype=float)
    if raw.empty:
        raise ValueError("There are no p-values to adjust.")
    if not raw.between(0, 1).all():
        raise ValueError(f"A p-value lies between 0 and 1; got {raw[~raw.between(0, 1)].to_dict()}.")
    order = np.argsort(raw.to_numpy(), kind="stable")
    stepped = raw.to_numpy()[order] * np.arange(len(raw), 0, -1)
    adjusted = np.empty(len(raw))
    adjusted[order] = np.minimum(np.maximum.accumulate(stepped), 1)
    return pd.Series(adjusted, index=raw.index, name="p (Holm)")


def compare_groups(questions: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Test many questions for a difference between the same groups, adjusted for their number.

    Parameters
    ----------
    questions : mapping of str to pandas.DataFrame of int
        Question to its counts (answers by groups), as in :func:`chi_square`.

    Returns
    -------
    pandas.DataFrame
        Index: question. Columns: n, chi-square, df, p, p (Holm), Cramér's V.

    Raises
    ------
    ValueError
        If there are no questions, or one cannot be tested; the message names it.

    Examples
    --------
    >>> alike = pd.DataFrame({"Town": [50, 50], "Village": [40, 40]}, index=["Yes", "No"])
    >>> apart = pd.DataFrame({"Town": [80, 20], "Village": [20, 60]}, index=["Yes", "No"])
    >>> compare_groups({"alike": alike, "apart": apart})["p (Holm)"].round(3).to_dict()
    {'alike': 1.0, 'apart': 0.0}
    """
    if not questions:
        raise ValueError("There are no questions to compare.")
    results = {}
    for name, counts in questions.items():
        try:
            results[name] = chi_square(counts)
        except ValueError as error:
            raise ValueError(f"Question {name!r}: {error}") from error
    found = pd.DataFrame(
        {
            "n": {name: r.n for name, r in results.items()},
            "chi-square": {name: r.statistic for name, r in results.items()},
            "df": {name: r.df for name, r in results.items()},
            "p": {name: r.p for name, r in results.items()},
            "Cramér's V": {name: r.v for name, r in results.items()},
        }
    )
    found.insert(4, "p (Holm)", holm(found["p"]))
    return found.rename_axis("question")


def dissimilarity(first: pd.Series, second: pd.Series) -> Dissimilarity:
    """Measure how far two distributions over the same categories are apart.

    Parameters
    ----------
    first, second : pandas.Series
        Counts or percentages, zero or more, with the same categories as index. Each is divided by its
        own total. If both are whole numbers with the same total they are read as people.

    Returns
    -------
    Dissimilarity
        ``percent`` is half the sum of absolute differences: the share of either group that would have to
        change category to make the two alike. If the same people were counted twice, it is the *smallest*
        share that can have moved; who moved, and how many more, two margins cannot say.

    Raises
    ------
    ValueError
        If categories differ, figures are negative or missing, or a total is zero.

    Notes
    -----
    Duncan & Duncan (1955). ``scipy`` has no such function; half a city-block distance is the same thing.

    Examples
    --------
    >>> before = pd.Series({"trade": 60, "none": 40})
    >>> dissimilarity(before, pd.Series({"trade": 45, "none": 55}))
    Index of dissimilarity: D 15.0%; At least 15 of 100 people changed category
    """
    if set(first.index) != set(second.index) or first.index.has_duplicates or second.index.has_duplicates:
        odd = sorted(map(str, set(first.index) ^ set(second.index)))
        raise ValueError(f"Both distributions need the same categories, each once; in one only: {odd}.")
    second = second.reindex(first.index)
    for figures in (first, second):
        if figures.isna().any() or (figures < 0).any() or figures.sum() <= 0:
            raise ValueError("A distribution has figures of zero or more, none missing, not all zero.")
    whole = all(pd.api.types.is_integer_dtype(figures.dtype) for figures in (first, second))
    people = int(first.sum()) if whole and first.sum() == second.sum() else None
    change = 100 * (second / second.sum() - first / first.sum())
    return Dissimilarity(float(change.abs().sum() / 2), change.rename("difference"), people)


def most_movers(first: pd.Series, second: pd.Series) -> int:
    """Count the most people who can have changed category between two counts of the same people.

    Parameters
    ----------
    first, second : pandas.Series of int
        People by category, the same categories and the same total.

    Returns
    -------
    int
        The total, less those who must have stayed: a category that held more than half of the people
        both times keeps the overlap.

    Raises
    ------
    ValueError
        If the two do not count the same number of people, or as in :func:`dissimilarity`.

    Examples
    --------
    >>> most_movers(pd.Series({"trade": 60, "none": 40}), pd.Series({"trade": 45, "none": 55}))
    95
    """
    people = dissimilarity(first, second).people
    if people is None:
        raise ValueError("Movers can be counted only if both columns are people and have the same total.")
    stayed = (first + second.reindex(first.index) - people).clip(lower=0)
    return people - int(stayed.max())


def change_bounds(before: int, after: int, asked: int | None = None) -> tuple[float, float]:
    """Bound the p-value of a change of the same people, when only the two totals are known.

    Parameters
    ----------
    before, after : int
        People with an answer, before and after; the same group of people was asked twice.
    asked : int, optional
        How many people were asked. Of 100 people, 60 before and 70 after, at least 30 must have stayed.

    Returns
    -------
    tuple of two float
        Smallest and largest p-value of McNemar's exact test over all histories that fit: from "only the net
        change moved" to "everybody who could move did".

    Raises
    ------
    ValueError
        If a count is not a whole number of zero or more, or larger than the number asked.

    Notes
    -----
    McNemar's test compares those who came with those who left. Their difference is known; if all others
    stayed, nobody moved against it, and if as few stayed as the number asked allows, as many moved as can
    have. Without that number it is taken that nobody need have stayed. As for every test, a random sample is
    assumed.

    Examples
    --------
    >>> [f"{p:.4f}" for p in change_bounds(117, 96)]
    ['0.0000', '0.1704']
    >>> [f"{p:.4f}" for p in change_bounds(117, 96, asked=120)]
    ['0.0000', '0.0000']
    """
    from scipy.stats import binomtest

    for count in (before, after):
        if not _is_whole(count) or count < 0:
            raise ValueError(f"Counts of people are whole numbers of zero or more; got {count!r}.")
        if asked is not None and count > asked:
            raise ValueError(f"A count of people cannot be larger than the {asked} asked; got {count}.")
    stayed = 0 if asked is None else max(0, before + after - asked)
    came, left = max(after - before, 0), max(before - after, 0)
    fewest = float(binomtest(came, came + left).pvalue) if came + left else 1.0
    movers = after + before - 2 * stayed
    most = float(binomtest(after - stayed, movers).pvalue) if movers else 1.0
    return fewest, most


def _wilson(count: int, base: int, confidence: float) -> tuple[float, float]:
    """Both ends of the Wilson interval, as shares from 0 to 1."""
    from scipy.stats import binomtest

    interval = binomtest(int(count), int(base)).proportion_ci(confidence, method="wilson")
    return float(interval.low), float(interval.high)


def _is_whole(count: object) -> bool:
    """Whether something is a whole number, also one of NumPy's."""
    return isinstance(count, Integral)


def _require_count(count: int, base: int) -> None:
    if not _is_whole(count) or not _is_whole(base):
        raise ValueError(f"Counts of people are whole numbers; got {count!r} of {base!r}.")
    if base < 1 or not 0 <= count <= base:
        raise ValueError(
            f"A count lies between 0 and its base, and the base is at least 1; got {count} of {base}."
        )


def _require_counts(counts: pd.DataFrame) -> None:
    cells = counts.to_numpy().ravel().tolist()
    if not cells or any(not float(cell).is_integer() or cell < 0 for cell in cells):
        raise ValueError("The test needs counts of people (whole numbers of zero or more), not percentages.")
    empty = [str(column) for column in counts.columns if counts[column].sum() == 0]
    if empty:
        raise ValueError(f"Nobody stands in {', '.join(empty)}: leave empty groups out.")


def _level(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, for example 0.95; got {confidence}.")
    return confidence
