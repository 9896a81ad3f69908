"""Which whole numbers of people can lie behind printed percentages.

A percentage in a table was once a count of people divided by a number of people, its base. Not every
percentage can come from every base: out of 147 people, 18 give 12.2 per cent, but out of 150 people no
number does. This module finds the whole numbers that can lie behind one cell (:func:`consistent`) and behind
a whole table whose bases are not known (:func:`recover`).

Everything is exact: whole numbers only, no floating point. Percentages are given as text, because ``"58.0"``
says more than ``58``. A count is accepted when ordinary rounding gives the printed text, whether a half is
rounded up or down.

References: Brown and Heathers (2017), "The GRIM Test", Social Psychological and Personality Science 8(4); the
R package scrutiny (Jung).
"""

from __future__ import annotations

import itertools
import math
import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = [
    "Recovery",
    "Solution",
    "consistent",
    "decimals",
    "nearest",
    "percent",
    "recover",
    "smallest_base",
    "why_impossible",
]

_PRINTED = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))?", re.ASCII)
# Beyond these a search would take more than a few seconds, or some hundred megabytes.
_MAX_COMBINATIONS = 20_000_000
_MAX_POSSIBLE = 300_000
_MAX_STEPS = 500_000_000
# How far, in units of the last printed place, one cell may be changed in the search for a repair.
_REACHES = (1, 2, 5, 10, 20, 50)
_REPAIRS_TRIED = 100

_Numbers = npt.NDArray[np.int64]
_Truths = npt.NDArray[np.bool_]
# Numbers of sets of counts may be larger than 64 bits hold; NumPy keeps them as Python's own numbers.
_LargeNumbers = npt.NDArray[np.object_]
_OBSTACLE = ["kind", "column", "option", "printed", "base", "would", "why"]


def consistent(printed: str, n: int) -> tuple[int, ...]:
    """Return the whole numbers ``k`` of ``n`` people that are printed as this percentage.

    ``k`` is accepted when ``100 * k / n``, rounded to as many decimals as were printed, gives the printed
    text; an exact half may have been rounded up or down.

    Parameters
    ----------
    printed : str
        The percentage as printed, such as ``"30.7"`` or ``"58.0"``. Text, so that trailing zeros count.
    n : int
        The base: how many people were asked. At least 1.

    Returns
    -------
    tuple of int
        All such ``k`` from 0 to ``n``, in rising order. Empty when the figure is impossible for this base.

    Raises
    ------
    TypeError
        When ``printed`` is not text or ``n`` is not a whole number.
    ValueError
        When the text is not a percentage, or ``n`` is below 1.

    Notes
    -----
    This is the GRIM test of Brown and Heathers (2017) for one percentage.

    Examples
    --------
    >>> consistent("12.2", 147)
    (18,)
    >>> consistent("12.2", 150)
    ()
    >>> consistent("31", 300)
    (92, 93, 94)
    """
    units, scale = _parse(printed)
    n = _whole_number(n, "the base n")
    if n < 1:
        raise ValueError(f"the base n must be at least 1, not {n}")
    low = max(0, -((1 - 2 * units) * n // (2 * scale)))
    high = min(n, (2 * units + 1) * n // (2 * scale))
    return tuple(range(low, high + 1))


def percent(k: int, n: int, decimals: int = 1) -> str:
    """Return ``k`` of ``n`` as a percentage, set as text with a fixed number of decimals.

    Parameters
    ----------
    k : int
        How many people; may be negative, for a difference of two counts.
    n : int
        The base, at least 1.
    decimals : int
        How many decimals to print.

    Returns
    -------
    str
        The percentage, an exact half rounded away from zero.

    Raises
    ------
    TypeError
        When ``k`` or ``n`` is not a whole number.
    ValueError
        When ``n`` is below 1 or ``decimals`` is negative.

    Examples
    --------
    >>> percent(92, 300)
    '30.7'
    >>> percent(1, 8, decimals=2)
    '12.50'
    """
    k, n = _whole_number(k, "the count k"), _whole_number(n, "the base n")
    if n < 1 or decimals < 0:
        raise ValueError(f"the base must be at least 1, decimals at least 0; found {n} and {decimals}")
    units = (2 * 100 * 10**decimals * abs(k) + n) // (2 * n)
    whole, rest = divmod(units, 10**decimals)
    sign = "-" if k < 0 and units else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def decimals(printed: str) -> int:
    """Return how many decimals a figure was printed with.

    Parameters
    ----------
    printed : str
        A figure as printed; it may have a sign.

    Examples
    --------
    >>> decimals("58.0"), decimals("+1.4"), decimals("0")
    (1, 1, 0)
    """
    return len(printed.partition(".")[2])


def nearest(printed: str, n: int) -> dict[int, str]:
    """Return the counts on both sides of a percentage, and what each would be printed as.

    Parameters
    ----------
    printed : str
        The percentage as printed.
    n : int
        The base, at least 1.

    Returns
    -------
    dict of int to str
        One or two counts of 0 to ``n``, the lower first.

    Raises
    ------
    TypeError, ValueError
        As for :func:`consistent`.

    Examples
    --------
    >>> nearest("12.2", 150)
    {18: '12.0', 19: '12.7'}
    """
    units, scale = _parse(printed)
    below = min(units * n // scale, n)
    return {k: percent(k, n, decimals(printed)) for k in (below, below + 1) if k <= n}


def why_impossible(printed: str, n: int) -> str:
    """Say in words why a percentage cannot come from a base; empty when it can.

    Parameters
    ----------
    printed : str
        The percentage as printed.
    n : int
        The base, at least 1.

    Raises
    ------
    TypeError, ValueError
        As for :func:`consistent`.

    Examples
    --------
    >>> why_impossible("12.2", 150)
    'no whole number of 150 people gives 12.2 per cent: 18 gives 12.0, 19 gives 12.7'
    >>> why_impossible("12.2", 147)
    ''
    """
    if consistent(printed, n):
        return ""
    near = ", ".join(f"{k} gives {would}" for k, would in nearest(printed, n).items())
    return f"no whole number of {n} people gives {printed} per cent: {near}"


@overload
def smallest_base(printed: Sequence[str], *, exclusive: bool = True) -> int | None: ...


@overload
def smallest_base(
    printed: Mapping[str, Sequence[str]], *, exclusive: bool = True
) -> dict[str, int | None]: ...


def smallest_base(
    printed: Sequence[str] | Mapping[str, Sequence[str]], *, exclusive: bool = True
) -> int | dict[str, int | None] | None:
    """Return the smallest base that could have given a column of printed percentages.

    Parameters
    ----------
    printed : sequence of str, or mapping of str to sequence of str
        The percentages of one column as printed; or several columns by label, each taken by itself.
    exclusive : bool
        True when everybody gave exactly one of the listed answers, so that the counts add up to the base.
        False when answers may overlap, or when some answers were not listed.

    Returns
    -------
    int or None, or dict of these
        The smallest number of people. None when no base at all can give the column, for example because it
        does not add up to 100 even when rounding is allowed for. For a mapping: a dict with the same labels.

    Raises
    ------
    TypeError, ValueError
        When a figure is not a percentage as text, or there is none.

    Notes
    -----
    The search is finite. On a base of twice one hundred units of the last printed place, every half unit
    is a whole number of people: a column that fails there fails everywhere.

    Examples
    --------
    >>> smallest_base(["33.3", "66.7"])
    3
    >>> smallest_base(["22.5", "35.7", "15.3", "26.8"]) is None
    True
    >>> smallest_base(["22.5", "35.7", "15.3", "26.8"], exclusive=False)
    347
    >>> smallest_base({"A": ["50", "50"], "B": ["25", "75"]})
    {'A': 2, 'B': 4}
    """
    if isinstance(printed, Mapping):
        return {label: smallest_base(column, exclusive=exclusive) for label, column in printed.items()}
    units, scales = _parse_column(printed, "the column")
    bases = np.arange(1, 2 * int(scales.max()) + 1)
    fits = _Cells.of(units, scales, bases).possible(exclusive)
    return int(bases[fits][0]) if fits.any() else None


@dataclass(frozen=True, eq=False)
class Solution:
    """One set of bases and counts that gives every printed percentage.

    Attributes
    ----------
    bases : dict of str to int
        The number of people behind each column.
    counts : pandas.DataFrame
        Whole numbers, options by columns, in the printed order.

    Examples
    --------
    >>> recover({"All": ["50.0", "50.0"]}, 3).solutions[0].bases
    {'All': 2}
    """

    bases: dict[str, int]
    counts: pd.DataFrame

    def __repr__(self) -> str:
        bases = ", ".join(f"{label}: {base}" for label, base in self.bases.items())
        return f"Solution({bases})\n{self.counts}"


@dataclass(frozen=True, eq=False)
class Recovery:
    """What :func:`recover` found.

    Attributes
    ----------
    verdict : str
        ``"unique"``, ``"several"`` or ``"none"``.
    count : int
        The true number of solutions, also when fewer are listed.
    solutions : tuple of Solution
        The solutions, the largest bases first; at most ``limit`` of them.
    bases : pandas.DataFrame
        One row for each possible combination of bases, the largest first, with one column for each printed
        column and the number of ``solutions`` (sets of counts) that the bases allow.
    full : Solution or None
        The solution in which the whole has the largest base allowed, if there is exactly one.
    full_count : int
        How many solutions the largest base allows.
    obstacles : pandas.DataFrame
        What stands in the way: columns ``kind``, ``column``, ``option``, ``printed``, ``base``, ``would``
        (what the cell could read instead) and ``why``. Empty when the largest bases fit. The kinds are
        ``"impossible cell"``, ``"column sum"`` and ``"groups and whole"``, all at the largest bases. When
        nothing fits, also ``"repair"``: the single cells whose change would make the table possible, if the
        change is the smallest that does.

    Examples
    --------
    >>> recover({"All": ["33.3", "66.7"]}, 3)
    Recovery: unique, 1 solution, bases All: 3
    """

    verdict: str
    count: int
    solutions: tuple[Solution, ...]
    bases: pd.DataFrame
    full: Solution | None
    full_count: int
    obstacles: pd.DataFrame = field(repr=False)

    @property
    def complete(self) -> bool:
        """Whether every solution is listed.

        Examples
        --------
        >>> recover({"All": ["50", "50"]}, 100, limit=5).complete
        False
        """
        return len(self.solutions) == self.count

    def __repr__(self) -> str:
        noun = "solution" if self.count == 1 else "solutions"
        text = f"Recovery: {self.verdict}, {self.count} {noun}"
        if self.solutions:
            first = ", ".join(f"{label}: {base}" for label, base in self.solutions[0].bases.items())
            text += f", {'bases' if self.count == 1 else 'largest bases'} {first}"
        if not self.complete:
            text += f" (the first {len(self.solutions)} are listed)"
        return text


def recover(
    columns: Mapping[str, Sequence[str]],
    max_bases: Mapping[str, int] | int,
    *,
    whole: str | None = None,
    options: Sequence[str] | None = None,
    exclusive: bool = True,
    min_bases: Mapping[str, int] | int = 1,
    limit: int = 1000,
) -> Recovery:
    """Find every base and every set of counts that gives a printed table.

    The columns share their options. In each column the counts add up to its base, and for each option the
    counts of the groups add up to the count of the whole.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        The percentages as printed, by column, in the same order of options: one column, or a whole with its
        groups.
    max_bases : mapping of str to int, or int
        The largest base to try for each column; one number for all. In a mapping the whole may be left out:
        it is then the sum of its groups.
    whole : str, optional
        The column in which all groups are counted together. Needed when there are several columns.
    options : sequence of str, optional
        The labels of the options; by default 0, 1, 2, ...
    exclusive : bool
        True when everybody gave exactly one of the listed answers. False when several answers were allowed
        or not all are listed: the counts of a column then need not add up to its base.
    min_bases : mapping of str to int, or int
        The smallest base to try. The same as ``max_bases`` when the bases are known.
    limit : int
        How many solutions to list. All are counted, however many they are.

    Returns
    -------
    Recovery
        The verdict, the solutions with the largest bases first, and what stands in the way.

    Raises
    ------
    TypeError, ValueError
        When a figure is not a percentage as text, columns differ in length, labels repeat, a label is
        unknown, or there are too many possibilities to count (the message says how many and what to do).

    Notes
    -----
    The counts that fit a cell on a given base are consecutive whole numbers, so that a column is possible
    exactly when the base lies between the sum of the lowest and the sum of the highest. Bases are searched
    as arrays; sets of counts are counted by convolution over the options. Unweighted counts and ordinary
    rounding are assumed. The idea is that of GRIM (Brown and Heathers 2017) taken from a cell to a table.

    Examples
    --------
    >>> found = recover(
    ...     {
    ...         "All": ["28.9", "36.6", "21.3", "13.2"],
    ...         "Town": ["31.3", "37.4", "19.0", "12.2"],
    ...         "Village": ["25.0", "35.2", "25.0", "14.8"],
    ...     },
    ...     {"Town": 150, "Village": 90},
    ...     whole="All",
    ...     options=["Yes", "Mostly yes", "No", "Mostly no"],
    ... )
    >>> found
    Recovery: unique, 1 solution, bases All: 235, Town: 147, Village: 88
    >>> found.solutions[0].counts
                All  Town  Village
    Yes          68    46       22
    Mostly yes   86    55       31
    No           50    28       22
    Mostly no    31    18       13
    """
    table = _Table.of(columns, max_bases, min_bases, whole, options, exclusive)
    cells = table.cells()
    combinations, numbers = table.search(cells)
    count = sum(numbers)
    solutions = tuple(itertools.islice(table.solutions(cells, combinations), limit))
    at_full = combinations[:, 0] == table.max_bases[0]
    full_count = sum(itertools.compress(numbers, at_full))
    bases = pd.DataFrame(combinations, columns=table.labels)
    bases["solutions"] = np.array(numbers, dtype=object if count > 2**62 else np.int64)
    full = None
    if full_count == 1:
        full = next(table.solutions(cells, combinations[at_full]))
    obstacles = [] if full_count else table.obstacles()
    if not count:
        obstacles += table.repairs(cells)
    return Recovery(
        verdict="none" if not count else "unique" if count == 1 else "several",
        count=count,
        solutions=solutions,
        bases=bases,
        full=full,
        full_count=full_count,
        obstacles=pd.DataFrame(obstacles, columns=_OBSTACLE),
    )


def _parse(printed: str) -> tuple[int, int]:
    """Return the figure in units of its last place, and how many such units make 100 per cent."""
    if not isinstance(printed, str):
        raise TypeError(
            f'a printed percentage must be text, such as "58.0", so that trailing zeros count; '
            f"found {printed!r} ({type(printed).__name__})"
        )
    match = _PRINTED.fullmatch(printed)
    if not match:
        raise ValueError(f'{printed!r} is not a printed percentage: expected digits such as "30.7" or "58"')
    decimals = match[2] or ""
    return int(match[1] + decimals), 100 * 10 ** len(decimals)


def _parse_column(printed: Sequence[str], name: str) -> tuple[_Numbers, _Numbers]:
    if isinstance(printed, str) or not len(printed):
        raise ValueError(f"{name} must be a list of at least one printed percentage, not {printed!r}")
    parsed = np.array([_parse(figure) for figure in printed], dtype=np.int64)
    return parsed[:, 0], parsed[:, 1]


def _whole_number(value: int, name: str) -> int:
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {value!r}") from None


@dataclass(frozen=True)
class _Cells:
    """The lowest and the highest count that fits each cell of a column, for each base: bases × options."""

    bases: _Numbers
    low: _Numbers
    high: _Numbers

    @classmethod
    def of(cls, units: _Numbers, scales: _Numbers, bases: _Numbers, reach: _Numbers | int = 0) -> _Cells:
        """``reach`` widens cells by so many units of the last place."""
        n = bases[:, None]
        low = -(-(2 * (units - reach) - 1) * n // (2 * scales))
        high = (2 * (units + reach) + 1) * n // (2 * scales)
        return cls(bases, np.maximum(low, 0), np.minimum(high, n))

    def possible(self, exclusive: bool) -> _Truths:
        """For each base: can every cell, and the column as a whole, be made of whole numbers?"""
        fits = np.asarray((self.low <= self.high).all(axis=1))
        if exclusive:
            fits &= (self.low.sum(axis=1) <= self.bases) & (self.bases <= self.high.sum(axis=1))
        return fits

    def at(self, rows: _Numbers | _Truths) -> _Cells:
        return _Cells(self.bases[rows], self.low[rows], self.high[rows])


@dataclass(frozen=True)
class _Intervals:
    """For each combination of bases: the groups' bases, and the lowest and highest counts that fit.

    ``bases`` is combinations × groups, ``low`` and ``high`` are combinations × groups × options, and
    ``whole_low`` and ``whole_high`` are combinations × options.
    """

    bases: _Numbers
    low: _Numbers
    high: _Numbers
    whole_low: _Numbers
    whole_high: _Numbers


@dataclass(frozen=True)
class _Table:
    """A checked problem: labels with the whole (or the only column) first."""

    labels: tuple[str, ...]
    options: tuple[str | int, ...]
    printed: tuple[tuple[str, ...], ...]
    units: _Numbers
    scales: _Numbers
    max_bases: tuple[int, ...]
    min_bases: tuple[int, ...]
    exclusive: bool

    @classmethod
    def of(
        cls,
        columns: Mapping[str, Sequence[str]],
        max_bases: Mapping[str, int] | int,
        min_bases: Mapping[str, int] | int,
        whole: str | None,
        options: Sequence[str] | None,
        exclusive: bool,
    ) -> _Table:
        if not columns:
            raise ValueError("there is no column of percentages")
        if whole is None and len(columns) > 1:
            raise ValueError(
                f"columns {list(columns)} need whole=..., the column in which all are counted together; "
                "columns that have nothing to do with each other are recovered one by one"
            )
        if whole is not None and whole not in columns:
            raise ValueError(f"whole={whole!r} is not among the columns {list(columns)}")
        labels = (whole, *(label for label in columns if label != whole)) if whole else tuple(columns)
        parsed = [_parse_column(columns[label], f"column {label!r}") for label in labels]
        length = len(parsed[0][0])
        for label, (units, _) in zip(labels, parsed, strict=True):
            if len(units) != length:
                raise ValueError(
                    f"column {label!r} has {len(units)} figures, column {labels[0]!r} has {length}"
                )
        labelled: tuple[str | int, ...] = tuple(options) if options is not None else tuple(range(length))
        if len(labelled) != length or len(set(labelled)) != length:
            raise ValueError(f"{length} different option labels are needed, found {list(labelled)}")
        table = cls(
            labels=labels,
            options=labelled,
            printed=tuple(tuple(columns[label]) for label in labels),
            units=np.array([units for units, _ in parsed]),
            scales=np.array([scales for _, scales in parsed]),
            max_bases=_bases(max_bases, labels, "max_bases"),
            min_bases=_bases(min_bases, labels, "min_bases"),
            exclusive=exclusive,
        )
        for label, least, most in zip(labels, table.min_bases, table.max_bases, strict=True):
            if not 1 <= least <= most:
                raise ValueError(
                    f"the bases of column {label!r} must go from 1 or more upwards, not {least} to {most}"
                )
        return table

    def cells(self, free: tuple[int, int] | None = None, reach: int = 0) -> list[_Cells]:
        """The cells of each column at every base; one cell (column, option) may be widened."""
        columns = []
        for index in range(len(self.labels)):
            widen = np.zeros(len(self.options), dtype=np.int64)
            if free and free[0] == index:
                widen[free[1]] = reach
            bases = np.arange(self.min_bases[index], self.max_bases[index] + 1)
            columns.append(_Cells.of(self.units[index], self.scales[index], bases, widen))
        return columns

    def search(self, cells: list[_Cells]) -> tuple[_Numbers, list[int]]:
        """All combinations of bases, the largest first, and how many sets of counts each allows."""
        combinations = self._combine(cells)
        if not len(combinations):
            return combinations, []
        numbers = self._count(self._intervals(cells, combinations))
        keep = numbers > 0
        return combinations[keep], [int(number) for number in numbers[keep]]

    def _combine(self, cells: list[_Cells]) -> _Numbers:
        """Combinations of bases (whole first) that pass what must hold; :meth:`_count` is then exact."""
        whole_fits = cells[0].possible(self.exclusive)
        whole = cells[0].bases
        if len(cells) == 1:
            alone: _Numbers = whole[whole_fits][::-1, None]
            return alone
        groups = [column.at(column.possible(self.exclusive)) for column in cells[1:]]
        self._check_work(math.prod(len(group.bases) for group in groups), _MAX_COMBINATIONS)
        found = [np.empty((0, len(cells)), dtype=np.int64)]
        first, others = groups[0], groups[1:]
        for start in range(len(first.bases)):
            total = first.bases[start : start + 1]
            low, high = first.low[start : start + 1], first.high[start : start + 1]
            parts = total[:, None]
            for group in others:
                total = (total[:, None] + group.bases).ravel()
                low = (low[:, None] + group.low).reshape(len(total), len(self.options))
                high = (high[:, None] + group.high).reshape(len(total), len(self.options))
                parts = np.column_stack(
                    [np.repeat(parts, len(group.bases), axis=0), np.tile(group.bases, len(parts))]
                )
            row = total - whole[0]
            inside = (row >= 0) & (row < len(whole))
            inside[inside] = whole_fits[row[inside]]
            row = row[inside]
            meets = (low[inside] <= cells[0].high[row]).all(1) & (high[inside] >= cells[0].low[row]).all(1)
            found.append(np.column_stack([total, parts])[inside][meets])
        self._check_work(sum(map(len, found)), _MAX_POSSIBLE)
        combinations: _Numbers = np.concatenate(found)
        largest_first: _Numbers = combinations[np.lexsort(combinations.T[::-1])[::-1]]
        return largest_first

    def _intervals(self, cells: list[_Cells], combinations: _Numbers) -> _Intervals:
        at = [column.at(combinations[:, i] - column.bases[0]) for i, column in enumerate(cells)]
        groups = at[1:] or at
        return _Intervals(
            bases=np.stack([group.bases for group in groups], axis=1),
            low=np.stack([group.low for group in groups], axis=1),
            high=np.stack([group.high for group in groups], axis=1),
            whole_low=at[0].low,
            whole_high=at[0].high,
        )

    def _count(self, intervals: _Intervals) -> _LargeNumbers:
        """How many sets of counts there are for each combination of bases, exactly."""
        low, widths = intervals.low, intervals.high - intervals.low
        single = ~widths.any(axis=(1, 2))
        # Every cell has one count only: what :meth:`_combine` demanded is then all that there is.
        numbers: _LargeNumbers = single.astype(object)
        rest = np.flatnonzero(~single)
        offsets = low.sum(axis=1)
        needed = intervals.bases - low.sum(axis=2)
        flattened = widths.reshape(len(widths), math.prod(widths.shape[1:]))
        shapes, shape_of = np.unique(flattened[rest], axis=0, return_inverse=True)
        work = 0
        batches = []
        for index, flat in enumerate(shapes):
            shape = flat.reshape(widths.shape[1:])
            rows = rest[shape_of.ravel() == index]
            sides = (needed[rows].max(axis=0) + 1).tolist() if self.exclusive else [1] * len(shape)
            states = math.prod(sides)
            steps = sum(math.prod(int(w) + 1 for w in shape[:, i]) for i in range(shape.shape[1]))
            work += len(rows) * states * steps
            batches.append((shape, rows, sides, states))
        self._check_work(work, _MAX_STEPS)
        for shape, rows, sides, states in batches:
            chunk = max(1, 2_000_000 // states)
            for start in range(0, len(rows), chunk):
                part = rows[start : start + chunk]
                least = intervals.whole_low[part] - offsets[part]
                most = intervals.whole_high[part] - offsets[part]
                numbers[part] = self._convolve(shape, sides, needed[part], least, most)
        return numbers

    def _convolve(
        self, widths: _Numbers, sides: list[int], needed: _Numbers, least: _Numbers, most: _Numbers
    ) -> _LargeNumbers:
        """Count by convolution over the options; the state is what each group has used above its lowest."""
        largest = math.prod(int(width) + 1 for width in widths.ravel())
        dtype = np.int64 if largest < 2**62 else object
        ways: npt.NDArray[Any] = np.zeros((len(needed), *sides), dtype=dtype)  # of either kind
        ways.reshape(len(needed), -1)[:, 0] = 1
        spread = (slice(None),) + (None,) * len(sides)
        for option in range(widths.shape[1]):
            after = np.zeros_like(ways)
            for extra in itertools.product(*(range(int(width) + 1) for width in widths[:, option])):
                total = sum(extra)
                allowed = ((least[:, option] <= total) & (total <= most[:, option])).astype(dtype)
                if not self.exclusive:
                    after += ways * allowed[spread]
                elif all(step < side for step, side in zip(extra, sides, strict=True)):
                    into = tuple(slice(step, None) for step in extra)
                    out = tuple(slice(None, side - step) for step, side in zip(extra, sides, strict=True))
                    after[(slice(None), *into)] += ways[(slice(None), *out)] * allowed[spread]
            ways = after
        end = needed if self.exclusive else np.zeros_like(needed)
        counted: _LargeNumbers = ways[(np.arange(len(needed)), *end.T)].astype(object)
        return counted

    def solutions(self, cells: list[_Cells], combinations: _Numbers) -> Iterator[Solution]:
        """The solutions one by one, in the order of the combinations of bases."""
        if not len(combinations):
            return
        intervals = self._intervals(cells, combinations)
        for row, combination in enumerate(combinations):
            for counts in self._tables(intervals, row):
                columns = np.array(counts).T
                if len(self.labels) > 1:
                    columns = np.vstack([columns.sum(axis=0), columns])
                yield Solution(
                    bases=dict(zip(self.labels, combination.tolist(), strict=True)),
                    counts=pd.DataFrame(columns.T, index=pd.Index(self.options), columns=list(self.labels)),
                )

    def _tables(self, intervals: _Intervals, combination: int) -> Iterator[tuple[tuple[int, ...], ...]]:
        """Every set of counts for one combination of bases: for each option, one count a group."""
        bases: list[int] = intervals.bases[combination].tolist()
        low: list[list[int]] = intervals.low[combination].tolist()
        high: list[list[int]] = intervals.high[combination].tolist()
        whole_low: list[int] = intervals.whole_low[combination].tolist()
        whole_high: list[int] = intervals.whole_high[combination].tolist()
        groups, options = range(len(bases)), range(len(self.options))

        def row(i: int) -> Iterator[tuple[int, ...]]:
            for counts in itertools.product(*(range(low[g][i], high[g][i] + 1) for g in groups)):
                if whole_low[i] <= sum(counts) <= whole_high[i]:
                    yield counts

        if not self.exclusive:
            yield from itertools.product(*(row(i) for i in options))
            return
        least = [[sum(low[g][i:]) for g in groups] for i in range(len(options) + 1)]
        most = [[sum(high[g][i:]) for g in groups] for i in range(len(options) + 1)]
        dead: set[tuple[int, tuple[int, ...]]] = set()

        def walk(i: int, left: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
            """The counts of the options from ``i`` on that use up exactly the people left."""
            if i == len(options):
                yield ()
                return
            if (i, left) in dead:
                return
            fruitless = True
            for counts in row(i):
                rest = tuple(have - k for have, k in zip(left, counts, strict=True))
                if all(least[i + 1][g] <= rest[g] <= most[i + 1][g] for g in groups):
                    for others in walk(i + 1, rest):
                        fruitless = False
                        yield (counts, *others)
            if fruitless:
                dead.add((i, left))

        yield from walk(0, tuple(bases))

    def obstacles(self) -> list[dict[str, object]]:
        """What stands in the way when every base is as large as allowed."""
        if len(self.labels) > 1 and sum(self.max_bases[1:]) != self.max_bases[0]:
            return []
        found = []
        fitting = [
            [consistent(figure, base) for figure in column]
            for column, base in zip(self.printed, self.max_bases, strict=True)
        ]
        for label, column, figures, base in zip(
            self.labels, fitting, self.printed, self.max_bases, strict=True
        ):
            for option, counts, figure in zip(self.options, column, figures, strict=True):
                if not counts:
                    why = why_impossible(figure, base)
                    would = " or ".join(dict.fromkeys(nearest(figure, base).values()))
                    found.append(_obstacle("impossible cell", label, option, figure, base, would, why))
            if self.exclusive and all(column):
                least, most = sum(k[0] for k in column), sum(k[-1] for k in column)
                if not least <= base <= most:
                    why = f"the counts of this column add up to {_span(least, most)}, not to {base}"
                    found.append(_obstacle("column sum", label, "", "", base, "", why))
        for index, option in enumerate(self.options):
            groups = [column[index] for column in fitting[1:]]
            if not groups or not all(groups) or not fitting[0][index]:
                continue
            least, most = sum(k[0] for k in groups), sum(k[-1] for k in groups)
            whole = fitting[0][index]
            if most < whole[0] or least > whole[-1]:
                why = (
                    f"the groups have {_span(least, most)} people, the whole has {_span(whole[0], whole[-1])}"
                )
                figure, base = self.printed[0][index], self.max_bases[0]
                found.append(_obstacle("groups and whole", self.labels[0], option, figure, base, "", why))
        return found

    def repairs(self, cells: list[_Cells]) -> list[dict[str, object]]:
        """The single cells whose change makes a solution possible, at the smallest change that does."""
        for reach in _REACHES:
            found = []
            for column, option in itertools.product(range(len(self.labels)), range(len(self.options))):
                widened = list(cells)
                widened[column] = self.cells((column, option), reach)[column]
                solutions = self.solutions(widened, self._combine(widened))
                found += [
                    (self._change(solution, column, option), column, option, solution)
                    for solution in itertools.islice(solutions, _REPAIRS_TRIED)
                ]
            if found:
                smallest = min(change for change, *_ in found)
                repaired: dict[tuple[int, int], Solution] = {}
                for change, column, option, solution in found:
                    if change == smallest:
                        repaired.setdefault((column, option), solution)
                return [self._repair(solution, *cell) for cell, solution in repaired.items()]
        why = (
            f"no change of one cell by up to {_REACHES[-1]} units of its last place makes the table possible"
        )
        return [_obstacle("repair", "", "", "", None, "", why)]

    def _would_read(self, solution: Solution, column: int, option: int) -> tuple[str, int, int]:
        label = self.labels[column]
        k, base = int(solution.counts.iloc[option][label]), solution.bases[label]
        return percent(k, base, decimals(self.printed[column][option])), k, base

    def _change(self, solution: Solution, column: int, option: int) -> int:
        """By how many units of its last place the cell would have to change."""
        return abs(_parse(self._would_read(solution, column, option)[0])[0] - int(self.units[column][option]))

    def _repair(self, solution: Solution, column: int, option: int) -> dict[str, object]:
        would, k, base = self._would_read(solution, column, option)
        bases = ", ".join(f"{name} {n}" for name, n in solution.bases.items())
        why = f"the table is possible if this cell reads {would} ({k} of {base}; bases {bases})"
        cell = self.labels[column], self.options[option], self.printed[column][option]
        return _obstacle("repair", *cell, base, would, why)

    def _check_work(self, needed: int, most: int) -> None:
        if needed > most:
            raise ValueError(
                f"too many possibilities to count ({needed:.0e}, at most {most:.0e}): give smaller max_bases "
                f"(now {dict(zip(self.labels, self.max_bases, strict=True))}) or a larger min_bases"
            )


def _bases(given: Mapping[str, int] | int, labels: tuple[str, ...], name: str) -> tuple[int, ...]:
    """One base a column; a whole that is left out is the sum of its groups."""
    if not isinstance(given, Mapping):
        return (_whole_number(given, name),) * len(labels)
    unknown = [label for label in given if label not in labels]
    missing = [label for label in labels if label not in given]
    if unknown or missing not in ([], [labels[0]]) or (missing and len(labels) == 1):
        raise ValueError(f"{name} must name the columns {list(labels)}, found {list(given)}")
    bases = {label: _whole_number(base, f"{name}[{label!r}]") for label, base in given.items()}
    bases.setdefault(labels[0], sum(bases.values()))
    return tuple(bases[label] for label in labels)


def _span(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _obstacle(*fields: object) -> dict[str, object]:
    return dict(zip(_OBSTACLE, fields, strict=True))
