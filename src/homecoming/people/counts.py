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
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from homecoming.people.feasibility import decide_one
from homecoming.people.rounding import (
    consistent,
    decimals,
    nearest,
    parse,
    percent,
    why_impossible,
)
from homecoming.people.unknowns import Column, Unknowns, problems

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

# Beyond these a search would take more than a few seconds, or some hundred megabytes.
_MAX_COMBINATIONS = 20_000_000
_MAX_POSSIBLE = 300_000
_MAX_STEPS = 500_000_000
#: Seconds for the verdict that comes before the counting.
_DECIDING = 1.0
#: How far, in units of the last printed place, one cell may be changed in the search for a repair, and for
#: how many seconds the search goes on.
_REACH = 50
_REPAIRING = 2.5
#: Bases that are looked at in one go.
_CHUNK = 50_000

_Numbers = npt.NDArray[np.int64]
_Truths = npt.NDArray[np.bool_]
# Numbers of sets of counts may be larger than 64 bits hold; NumPy keeps them as Python's own numbers.
_LargeNumbers = npt.NDArray[np.object_]
_OBSTACLE = ["kind", "column", "option", "printed", "base", "would", "why"]


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
    On a base of twice one hundred units of the last printed place, every half unit is a whole number of
    people: a column that fails there fails everywhere. So that base is tried first.

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
    column = Column.of("the column", printed, 1, 1)
    largest = int(column.scale.max())
    if not len(column.between(largest, largest).fitting(exclusive)):
        return None
    for start in range(1, largest + 1, _CHUNK):
        fits = column.between(start, min(start + _CHUNK - 1, largest)).fitting(exclusive)
        if len(fits):
            return int(fits[0])
    return largest


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
        Whether a table is possible at all can be told then, too:
        :func:`homecoming.people.feasibility.decide`.

    Notes
    -----
    Whether there is a solution, and between which bases, is decided first. The counts that fit a cell on a
    given base are consecutive whole numbers, so that a column is possible exactly when the base lies between
    the sum of the lowest and the sum of the highest. Bases are searched as arrays; sets of counts are counted
    by inclusion and exclusion in one column, and by convolution over the options in several. Unweighted
    counts and ordinary rounding are assumed. The idea is that of GRIM (Brown and Heathers 2017) taken from a
    cell to a table.

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
    cells = _cells(table.narrowed(), exclusive)
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
        obstacles += table.repairs()
    return Recovery(
        verdict="none" if not count else "unique" if count == 1 else "several",
        count=count,
        solutions=solutions,
        bases=bases,
        full=full,
        full_count=full_count,
        obstacles=pd.DataFrame(obstacles, columns=_OBSTACLE),
    )


@dataclass(frozen=True)
class _Cells:
    """The lowest and the highest count that fits each cell of a column, for each base: bases × options."""

    bases: _Numbers
    low: _Numbers
    high: _Numbers

    def at(self, rows: _Numbers | _Truths) -> _Cells:
        return _Cells(self.bases[rows], self.low[rows], self.high[rows])


def _cells(problem: Unknowns, exclusive: bool) -> list[_Cells]:
    """The cells of each column, on the bases on which that column alone is possible."""
    bases = [column.fitting(exclusive) for column in problem.columns]
    return [_Cells(n, *column.bounds(n)) for column, n in zip(problem.columns, bases, strict=True)]


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
    max_bases: tuple[int, ...]
    exclusive: bool
    problem: Unknowns

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
        (problem,) = problems(
            {label: columns[label] for label in labels},
            max_bases,
            min_bases=min_bases,
            whole=whole,
            exclusive=exclusive,
        )
        length = problem.length
        labelled: tuple[str | int, ...] = tuple(options) if options is not None else tuple(range(length))
        if len(labelled) != length or len(set(labelled)) != length:
            raise ValueError(f"{length} different option labels are needed, found {list(labelled)}")
        return cls(
            labels=labels,
            options=labelled,
            printed=tuple(tuple(columns[label]) for label in labels),
            max_bases=tuple(column.max_base for column in problem.columns),
            exclusive=exclusive,
            problem=problem,
        )

    def narrowed(self) -> Unknowns:
        """The problem with the bases that are possible, as far as that is decided in a moment."""
        found = decide_one(self.problem, time.monotonic() + _DECIDING)
        if found.verdict == "impossible" and found.proof == "exact":
            # No base at all: an empty range.
            return self.problem.replace([column.between(1, 0) for column in self.problem.columns])
        ends = [found.bases.get(column.label) for column in self.problem.columns]
        pairs = zip(self.problem.columns, ends, strict=True)
        return self.problem.replace([column.between(*end) if end else column for column, end in pairs])

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
        whole = cells[0].bases
        if len(cells) == 1:
            self._check_work(len(whole), _MAX_POSSIBLE)
            alone: _Numbers = whole[::-1, None]
            return alone
        groups = cells[1:]
        if not all(len(column.bases) for column in cells):
            return np.empty((0, len(cells)), dtype=np.int64)
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
            row = np.minimum(np.searchsorted(whole, total), len(whole) - 1)
            inside = whole[row] == total
            row = row[inside]
            meets = (low[inside] <= cells[0].high[row]).all(1) & (high[inside] >= cells[0].low[row]).all(1)
            found.append(np.column_stack([total, parts])[inside][meets])
        self._check_work(sum(map(len, found)), _MAX_POSSIBLE)
        combinations: _Numbers = np.concatenate(found)
        largest_first: _Numbers = combinations[np.lexsort(combinations.T[::-1])[::-1]]
        return largest_first

    def _intervals(self, cells: list[_Cells], combinations: _Numbers) -> _Intervals:
        at = [column.at(np.searchsorted(column.bases, combinations[:, i])) for i, column in enumerate(cells)]
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
        if len(self.labels) == 1:
            alone = widths[:, 0]
            if not self.exclusive:
                return np.asarray(np.prod(alone.astype(object) + 1, axis=1))
            return _ways(alone, intervals.bases[:, 0] - low[:, 0].sum(axis=1))
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

    def repairs(self) -> list[dict[str, object]]:
        """The single cells whose change makes a solution possible, at the smallest change that does."""
        deadline = time.monotonic() + _REPAIRING
        smallest, found = _REACH, list[tuple[int, int]]()
        for column, option in self._all_cells():
            if time.monotonic() > deadline:
                why = (
                    "the search for one cell that would make the table possible was stopped after "
                    f"{_REPAIRING:g} seconds: give smaller max_bases or larger min_bases, or look for the "
                    "fewest wrong cells"
                )
                return [_obstacle("repair", "", "", "", None, "", why)]
            # The smallest change is sought between one unit and the smallest that another cell needs.
            least, most = 1, smallest
            if not self._mended(column, option, most, deadline):
                continue
            while least < most:
                middle = (least + most) // 2
                if self._mended(column, option, middle, deadline):
                    most = middle
                else:
                    least = middle + 1
            found = [*found, (column, option)] if most == smallest and found else [(column, option)]
            smallest = most
        if found:
            repairs = [self._repair(column, option, smallest) for column, option in found]
            change = min(map(self._change, repairs))
            if change > smallest:
                # A half can be rounded down in the table, and is rounded up in what a cell would read.
                found = [cell for cell in self._all_cells() if self._mended(*cell, change, deadline)]
                repairs = [self._repair(*cell, change) for cell in found]
            return [repair for repair in repairs if self._change(repair) == change]
        why = f"no change of one cell by up to {_REACH} units of its last place makes the table possible"
        return [_obstacle("repair", "", "", "", None, "", why)]

    def _all_cells(self) -> Iterator[tuple[int, int]]:
        return itertools.product(range(len(self.labels)), range(len(self.options)))

    def _widened(self, column: int, option: int, units: int) -> Unknowns:
        columns = list(self.problem.columns)
        columns[column] = columns[column].widened(option, units)
        return self.problem.replace(columns)

    def _mended(self, column: int, option: int, units: int, deadline: float) -> bool:
        return decide_one(self._widened(column, option, units), deadline).verdict == "possible"

    def _repair(self, column: int, option: int, units: int) -> dict[str, object]:
        found = decide_one(self._widened(column, option, units), time.monotonic() + _DECIDING)
        label, figure = self.labels[column], self.printed[column][option]
        k, base = found.example[label][option], found.example_bases[label]
        would = percent(k, base, decimals(figure))
        bases = ", ".join(f"{name} {n}" for name, n in found.example_bases.items())
        why = f"the table is possible if this cell reads {would} ({k} of {base}; bases {bases})"
        return _obstacle("repair", label, self.options[option], figure, base, would, why)

    @staticmethod
    def _change(repair: dict[str, object]) -> int:
        """By how many units of its last place a cell would be changed."""
        return abs(parse(str(repair["would"]))[0] - parse(str(repair["printed"]))[0])

    def _check_work(self, needed: int, most: int) -> None:
        if needed > most:
            raise ValueError(
                f"too many possibilities to count ({needed:.0e}, at most {most:.0e}): give smaller max_bases "
                f"(now {dict(zip(self.labels, self.max_bases, strict=True))}) or a larger min_bases; decide "
                "tells without counting whether there is one"
            )


def _ways(widths: _Numbers, needed: _Numbers) -> _LargeNumbers:
    """In how many ways whole numbers from 0 to each width of a row add up to what is needed, exactly.

    By inclusion and exclusion: numbers without an upper end add up in a binomial number of ways, and those in
    which some pass their end are taken away.
    """
    free = widths.shape[1] - 1
    largest = int(needed.max(initial=0))
    ways: _LargeNumbers = np.zeros(len(needed), dtype=object)
    # Without an upper end: how many ways add up to 0, 1, 2, ...
    unbounded = [1]
    for total in range(1, largest + 1):
        unbounded.append(unbounded[-1] * (total + free) // total)
    kinds, kind_of = np.unique(np.sort(widths, axis=1), axis=0, return_inverse=True)
    order = np.argsort(kind_of.ravel(), kind="stable")
    ends = np.searchsorted(kind_of.ravel()[order], np.arange(len(kinds) + 1))
    for kind, start, end in zip(kinds.tolist(), ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        rows = order[start:end]
        terms = {0: 1}
        for width in kind:
            passed = {shift + width + 1: -sign for shift, sign in terms.items() if shift + width < largest}
            for shift, sign in passed.items():
                terms[shift] = terms.get(shift, 0) + sign
        for people in set(needed[rows].tolist()):
            at = rows[needed[rows] == people]
            ways[at] = sum(
                sign * unbounded[people - shift] for shift, sign in terms.items() if shift <= people
            )
    return ways


def _span(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _obstacle(*fields: object) -> dict[str, object]:
    return dict(zip(_OBSTACLE, fields, strict=True))
