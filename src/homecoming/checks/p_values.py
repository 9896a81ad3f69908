"""Whether a usual test of printed numbers of people gives the p-value that is printed beside them.

Which test a paper used is often not said. So all usual ones are tried, and a printed p-value is doubted only
if it lies clearly outside what every one of them gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["UsualTests", "agrees", "p_of_tests", "p_text"]

#: A printed p-value must be at least so many times larger or smaller than that of every test.
MARGIN = 2.0

_Counts = npt.NDArray[np.float64]


@dataclass(frozen=True)
class UsualTests:
    """What the tests give: the smallest and the largest p-value, and that of Pearson's chi-square.

    Examples
    --------
    >>> UsualTests(0.0004, 0.0007, 0.0005).usual
    0.0005
    """

    least: float
    most: float
    usual: float


def p_of_tests(table: Sequence[Sequence[int]]) -> UsualTests | None:
    """P-values of the usual tests of independence in a table of counts.

    Parameters
    ----------
    table : sequence of rows of int
        Numbers of people, answers by groups; for a share the second row holds everybody else.

    Returns
    -------
    UsualTests or None
        None if fewer than two rows or columns have any people.

    Notes
    -----
    Pearson's chi-square with and without Yates's correction, the likelihood ratio (G), Fisher's exact test
    for two by two, the z-test of two shares, unpooled as well (pooled it is chi-square), one-sided halves
    of these, the trend test (linear by linear) along rows and columns, and each pair of groups by itself
    where there are more than two.

    Examples
    --------
    >>> round(p_of_tests([[215, 136], [499, 490]]).usual, 4)
    0.0005
    """
    counts = np.array(table, dtype=float)
    if counts.ndim != 2:
        return None
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:
        return None
    return _tested(tuple(tuple(int(count) for count in row) for row in counts))


@lru_cache(maxsize=1024)
def _tested(table: tuple[tuple[int, ...], ...]) -> UsualTests:
    counts = np.array(table, dtype=float)
    usual, *others = _chi_squares(counts)
    found = [usual, *others, _trend(counts)]
    if counts.shape == (2, 2):
        found += _two_by_two(counts)
    elif counts.shape[1] > 2:
        for first, second in combinations(range(counts.shape[1]), 2):
            pair = p_of_tests(counts[:, [first, second]].astype(int).tolist())
            if pair:
                found += [pair.least, pair.most]
    known = [p for p in found if p == p]
    return UsualTests(min(known) / 2, max(known), usual)


# The distributions of scipy.special load in half the time that scipy.stats takes.


def _chi_squares(counts: _Counts) -> list[float]:
    """Pearson's chi-square without and with Yates's correction, and the likelihood ratio."""
    from scipy.special import chdtrc, xlogy

    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    off = np.abs(counts - expected)
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    corrected = off - np.minimum(0.5, off) if freedom == 1 else off
    likelihood = 2 * max(0.0, float(xlogy(counts, counts / expected).sum()))
    statistics = [(off**2 / expected).sum(), (corrected**2 / expected).sum(), likelihood]
    return [float(chdtrc(freedom, statistic)) for statistic in statistics]


def _two_by_two(counts: _Counts) -> list[float]:
    """Fisher's exact test, and the z-test of two shares with its own error for each."""
    from scipy.special import gammaln, ndtr

    totals, row = counts.sum(axis=0), counts[0].sum()
    shares = counts[0] / totals
    error = float(np.sqrt((shares * (1 - shares) / totals).sum()))
    found = [2 * float(ndtr(-abs(shares[0] - shares[1]) / error))] if error > 0 else []
    ways = np.arange(max(0.0, row - totals[1]), min(row, totals[0]) + 1)

    def log_of_choices(n: float, k: _Counts) -> _Counts:
        logs: _Counts = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
        return logs

    logs = log_of_choices(totals[0], ways) + log_of_choices(totals[1], row - ways)
    logs -= logs.max()
    chances = np.exp(logs)
    seen = chances[int(counts[0, 0] - ways[0])]
    found.append(float(chances[chances <= seen * (1 + 1e-7)].sum() / chances.sum()))
    return found


def _trend(counts: _Counts) -> float:
    """Linear-by-linear association (Mantel 1963) with rows and columns scored 1, 2, 3, ..."""
    from scipy.special import chdtrc

    n = counts.sum()
    rows, columns = np.arange(counts.shape[0]), np.arange(counts.shape[1])
    row_sums, column_sums = counts.sum(axis=1), counts.sum(axis=0)
    centred_rows = rows - (rows * row_sums).sum() / n
    centred_columns = columns - (columns * column_sums).sum() / n
    spread = (centred_rows**2 * row_sums).sum() * (centred_columns**2 * column_sums).sum()
    if spread <= 0:
        return float("nan")
    together = float(centred_rows @ counts @ centred_columns)
    return float(chdtrc(1, (n - 1) * together**2 / spread))


def agrees(relation: str, value: str, tested: UsualTests) -> bool:
    """Whether a printed p-value lies within, or near, what the tests give.

    Parameters
    ----------
    relation : str
        ``"="``, ``"<"`` or ``">"``.
    value : str
        The digits as printed: ``"0.045"``, ``".024"``.
    tested : UsualTests
        What the tests give.

    Examples
    --------
    >>> tested = UsualTests(0.0002, 0.0006, 0.0005)
    >>> agrees("<", "0.0001", tested), agrees("<", ".001", tested), agrees("=", "0.0005", tested)
    (False, True, True)
    """
    printed = Decimal(value)
    exponent = printed.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    # A p-value that was cut off may be up to one unit larger than printed.
    least, most = float(printed - half), float(printed + 2 * half)
    if relation == "<":
        return tested.least < MARGIN * float(printed)
    if relation == ">":
        return tested.most * MARGIN > float(printed)
    return tested.least < MARGIN * most and tested.most * MARGIN > least


def p_text(p: float) -> str:
    """A p-value as short text.

    Examples
    --------
    >>> p_text(0.000526), p_text(0.0449), p_text(0.3), p_text(1e-9)
    ('0.0005', '0.045', '0.30', '<0.0001')
    """
    if p < 0.0001:
        return "<0.0001"
    if p < 0.001:
        return f"{p:.4f}"
    return f"{p:.3f}" if p < 0.1 else f"{p:.2f}"
