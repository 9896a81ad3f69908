"""Linear and integer programmes for the people behind a table, and bounds from them that are certain.

The variables are the groups' bases and the counts of their cells. A solver (HiGHS through SciPy) works with
floating point, so that nothing it says is taken as it is: solutions are checked in whole numbers by whoever
uses them, and a bound is computed anew from the solver's multipliers, in whole numbers. Any multipliers give
a bound that holds, good ones a good bound (Neumaier and Shcherbina 2004), so that rounding cannot make it
wrong.

Reference: Arnold Neumaier and Oleg Shcherbina (2004), "Safe bounds in linear and mixed-integer linear
programming", Mathematical Programming 99, 283-296.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from homecoming.people.unknowns import Column, Numbers, Unknowns

__all__ = ["Programme"]

Floats = npt.NDArray[np.float64]
#: Multipliers are rounded to this part of a unit.
_FINE = 2**60


class Programme:
    """The inequalities of one problem, as sparse rows of whole numbers.

    Variable ``g`` is the base of group ``g``; variable ``groups + g * options + i`` its count of option
    ``i``. Rows say that a sum of variables is at most a bound.

    Attributes
    ----------
    rows : list of (dict of int to int, int, int)
        Coefficients, bound, and the number by which a row is divided to be in people.
    cells : list of (int, int) or None
        For each row, the cell (column, option) whose printed figure it comes from, columns counted with the
        whole first; None for what holds in any table.
    """

    def __init__(self, problem: Unknowns):
        self.problem = problem
        self.groups, self.options = len(problem.groups), problem.length
        self.size = self.groups * (1 + self.options)
        self.rows: list[tuple[dict[int, int], int, int]] = []
        self.cells: list[tuple[int, int] | None] = []
        self.low: list[int] = []
        self.high: list[int] = []
        for column in problem.groups:
            self.low.append(column.min_base)
            self.high.append(column.max_base)
        for column in problem.groups:
            # A cell's own bounds at the ends of its bases; the rows below tie it to the base itself.
            for i in range(self.options):
                self.low.append(int(column.fewest[i]))
                self.high.append(
                    min(column.max_base, int(column.most[i])) if column.most[i] >= 0 else column.max_base
                )
        first = 0 if problem.whole is None else 1
        for g, column in enumerate(problem.groups):
            for i in range(self.options):
                self._share(column, i, [g], (first + g, i))
                if not problem.exclusive:
                    self._add({self.count(g, i): 1, g: -1}, 0)
            if problem.exclusive:
                every = {self.count(g, i): 1 for i in range(self.options)}
                self._add({**every, g: -1}, 0)
                self._add({**dict.fromkeys(every, -1), g: 1}, 0)
        if problem.whole is not None:
            members = list(range(self.groups))
            self._add(dict.fromkeys(members, 1), problem.whole.max_base)
            self._add(dict.fromkeys(members, -1), -problem.whole.min_base)
            for i in range(self.options):
                self._share(problem.whole, i, members, (0, i))
                if problem.whole.most[i] >= 0:
                    counts = [self.count(g, i) for g in members]
                    self._add(dict.fromkeys(counts, 1), int(problem.whole.most[i]), (0, i))
                    self._add(dict.fromkeys(counts, -1), -int(problem.whole.fewest[i]), (0, i))

    def count(self, group: int, option: int) -> int:
        """The number of the variable for one count."""
        return self.groups + group * self.options + option

    def _share(self, column: Column, option: int, members: Sequence[int], cell: tuple[int, int]) -> None:
        low, high, scale = (int(of[option]) for of in (column.low, column.high, column.scale))
        counts = [self.count(g, option) for g in members]
        over = {**dict.fromkeys(counts, scale), **dict.fromkeys(members, -high)}
        under = {**dict.fromkeys(counts, -scale), **dict.fromkeys(members, low)}
        self._add(over, 0, cell, scale)
        self._add(under, 0, cell, scale)

    def _add(
        self, row: dict[int, int], bound: int, cell: tuple[int, int] | None = None, scale: int = 1
    ) -> None:
        self.rows.append((row, bound, scale))
        self.cells.append(cell)

    def matrix(self, columns: int | None = None) -> tuple[Any, Floats]:
        """The rows in people, as a sparse matrix with so many columns, and their bounds."""
        from scipy.sparse import csr_array

        data: list[float] = []
        where: list[int] = []
        starts = [0]
        for row, _, scale in self.rows:
            data += [value / scale for value in row.values()]
            where += row
            starts.append(len(where))
        bounds = np.array([bound / scale for _, bound, scale in self.rows])
        return csr_array((data, where, starts), shape=(len(self.rows), columns or self.size)), bounds

    def objective(self, column: int) -> list[int]:
        """The sum of variables that is a column's base, columns counted with the whole first."""
        weights = [0] * self.size
        if self.problem.whole is None:
            weights[column] = 1
        elif column == 0:
            weights[: self.groups] = [1] * self.groups
        else:
            weights[column - 1] = 1
        return weights

    def least(self, weights: Sequence[int]) -> tuple[int | None, Floats | None]:
        """A number that a weighted sum of the variables cannot go below, and where the solver found its
        least.

        The bound holds for whole numbers and is certain. None for the solution when there is none; None for
        the bound when it is certain that no solution exists.
        """
        from scipy.optimize import linprog

        matrix, bounds = self.matrix()
        found = linprog(
            np.array(weights, dtype=float),
            matrix,
            bounds,
            bounds=list(zip(self.low, self.high, strict=True)),
            method="highs",
        )
        if found.status == 0:
            return self._safe(weights, -found.ineqlin.marginals), np.asarray(found.x)
        if self.contradiction():
            return None, None
        return self._safe(weights, np.zeros(len(self.rows))), None

    def contradiction(self) -> bool:
        """Whether it is certain that no numbers, whole or not, satisfy all rows.

        How far the rows must be widened at least is itself a linear programme; its multipliers add the rows
        up to one that cannot hold.
        """
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, hstack

        matrix, bounds = self.matrix()
        wider = hstack([matrix, csr_array(np.full((len(self.rows), 1), -1.0))]).tocsr()
        ends = [*zip(self.low, self.high, strict=True), (0, None)]
        weights = np.zeros(self.size + 1)
        weights[-1] = 1
        found = linprog(weights, wider, bounds, bounds=ends, method="highs")
        if found.status != 0 or found.fun <= 0:
            return False
        # The sum of the rows, with these multipliers, is at least this much above its bound everywhere.
        total, shift = self._sum([0] * self.size, -found.ineqlin.marginals)
        return self._lowest(total) + shift > 0

    def _sum(self, weights: Sequence[int], multipliers: Floats) -> tuple[list[int], int]:
        """Weights plus the rows times their multipliers, in parts of a unit, and minus their bounds."""
        total = [weight * _FINE for weight in weights]
        shift = 0
        for (row, bound, scale), multiplier in zip(self.rows, multipliers.tolist(), strict=True):
            times = int(multiplier * _FINE / scale)
            if times > 0:
                for variable, value in row.items():
                    total[variable] += times * value
                shift -= times * bound
        return total, shift

    def _lowest(self, total: Sequence[int]) -> int:
        ends = zip(total, self.low, self.high, strict=True)
        return sum(weight * (low if weight > 0 else high) for weight, low, high in ends)

    def _safe(self, weights: Sequence[int], multipliers: Floats) -> int:
        total, shift = self._sum(weights, multipliers)
        # Whole numbers: what is at least 4.2 is at least 5.
        return -(-(self._lowest(total) + shift) // _FINE)

    def middle(self, people: int) -> tuple[float, Floats] | None:
        """Numbers, not whole, as far inside all figures as can be, for a total of so many people.

        Returns
        -------
        tuple of float and numpy array, or None
            How many people each count could be moved before a figure fails, and the groups' bases.
        """
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, hstack

        matrix, bounds = self.matrix()
        inside = np.array([[0.0 if cell is None else 1.0] for cell in self.cells])
        deeper = hstack([matrix, csr_array(inside)]).tocsr()
        weights = np.zeros(self.size + 1)
        weights[-1] = -1
        total = np.zeros((1, self.size + 1))
        total[0, : self.groups] = 1
        ends = [*zip(self.low, self.high, strict=True), (0, None)]
        found = linprog(weights, deeper, bounds, total, [people], bounds=ends, method="highs")
        return (float(found.x[-1]), np.asarray(found.x[: self.groups])) if found.status == 0 else None

    def whole_numbers(self, weights: Sequence[int], seconds: float) -> tuple[str, Numbers | None]:
        """The solver's whole numbers with the least weighted sum, and what it says of them.

        Returns
        -------
        tuple of str and (numpy array or None)
            ``"best"``, ``"found"`` (there may be better ones), ``"none"`` (it says that there are none) or
            ``"unknown"`` (it ran out of time); and its solution, not checked.
        """
        matrix, bounds = self.matrix()
        said, found = _integers(weights, matrix, bounds, self.low, self.high, self.size, seconds)
        return said, None if found is None else np.round(found).astype(np.int64)

    def fewest(
        self, besides: Sequence[frozenset[tuple[int, int]]], size: int | None, seconds: float
    ) -> tuple[str, frozenset[tuple[int, int]]]:
        """The fewest cells without whose figures there are whole numbers, as the solver says.

        Parameters
        ----------
        besides : sequence of sets of (column, option)
            Sets that are not asked for, nor what contains them.
        size : int or None
            How many cells there may be at most.
        seconds : float
            For how long to search.

        Returns
        -------
        tuple of str and set of (column, option)
            As for :meth:`whole_numbers`; empty when nothing was found.
        """
        from scipy.sparse import csr_array, hstack, vstack

        cells = sorted({cell for cell in self.cells if cell is not None})
        place = {cell: i for i, cell in enumerate(cells)}
        matrix, bounds = self.matrix()
        free = [(row, place[cell]) for row, cell in enumerate(self.cells) if cell is not None]
        # A figure that is wrong leaves its row free: the row can then be as far above its bound as ever.
        most = [-self._above(row) for row, _ in free]
        shape = (len(self.rows), len(cells))
        loose = csr_array((most, tuple(zip(*free, strict=True))), shape=shape)
        extra = [[float(cell in other) for cell in cells] for other in besides]
        limits = [len(other) - 1.0 for other in besides]
        if size is not None:
            extra.append([1.0] * len(cells))
            limits.append(float(size))
        whole = hstack([matrix, loose])
        if extra:
            whole = vstack([whole, hstack([csr_array((len(extra), self.size)), csr_array(np.array(extra))])])
        weights = [0] * self.size + [1] * len(cells)
        ends = [*self.low, *([0] * len(cells))], [*self.high, *([1] * len(cells))]
        said, found = _integers(
            weights, whole.tocsr(), np.concatenate([bounds, limits]), *ends, len(weights), seconds
        )
        chosen = (
            []
            if found is None
            else [cell for cell, x in zip(cells, found[self.size :], strict=True) if x > 0.5]
        )
        return said, frozenset(chosen)

    def few(self) -> frozenset[tuple[int, int]]:
        """Cells that must give way when all of them together give way as little as they can.

        Often, and not always, these are few: the sum of absolute values is small where most of them are zero.
        """
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, hstack

        cells = sorted({cell for cell in self.cells if cell is not None})
        place = {cell: i for i, cell in enumerate(cells)}
        matrix, bounds = self.matrix()
        tied = [(row, place[cell]) for row, cell in enumerate(self.cells) if cell is not None]
        shape = (len(self.rows), len(cells))
        loose = csr_array(([-1.0] * len(tied), tuple(zip(*tied, strict=True))), shape=shape)
        weights = np.array([0.0] * self.size + [1.0] * len(cells))
        ends = [*zip(self.low, self.high, strict=True), *([(0, None)] * len(cells))]
        found = linprog(weights, hstack([matrix, loose]).tocsr(), bounds, bounds=ends, method="highs")
        if found.status != 0:
            return frozenset()
        slack = zip(cells, found.x[self.size :], strict=True)
        return frozenset(cell for cell, x in slack if x > 1e-6)

    def _above(self, row: int) -> float:
        """By how many people a row of a printed share can be above its bound, for any numbers of people."""
        terms, bound, scale = self.rows[row]
        bases = sum(
            value * self.high[variable] for variable, value in terms.items() if variable < self.groups
        )
        counts = [value for variable, value in terms.items() if variable >= self.groups]
        if all(variable >= self.groups for variable in terms):
            return sum(self.high[: self.groups]) + abs(bound)
        # No count is larger than its base, so that a share lies at most so far above its upper end.
        return (
            max(bases, sum(self.high[v] for v in terms if v < self.groups) * max(counts) + bases, 0) / scale
        )

    def nearest(self, aims: Sequence[tuple[int, int, int, int]], seconds: float) -> Numbers | None:
        """Whole numbers that come as near as they can to shares that are not asked for.

        Parameters
        ----------
        aims : sequence of (column, option, units, scale)
            The shares, columns counted with the whole first.
        seconds : float
            For how long to search.

        Returns
        -------
        numpy array or None
            A solution, not checked.
        """
        from scipy.sparse import csr_array, hstack, vstack

        matrix, bounds = self.matrix()
        rows = np.zeros((2 * len(aims), self.size + len(aims)))
        weights = np.zeros(self.size + len(aims))
        for at, (column, option, units, scale) in enumerate(aims):
            first = 0 if self.problem.whole is None else 1
            members = range(self.groups) if column < first else [column - first]
            for sign, row in ((1, rows[2 * at]), (-1, rows[2 * at + 1])):
                row[[self.count(g, option) for g in members]] = sign
                row[list(members)] = -sign * units / scale
                row[self.size + at] = -1
            # A person of a small column changes its percentage more.
            weights[self.size + at] = 1 / max(1, sum(self.high[g] for g in members))
        whole = vstack([hstack([matrix, csr_array((len(self.rows), len(aims)))]), csr_array(rows)]).tocsr()
        ends = [*self.low, *([0] * len(aims))], [*self.high, *([np.inf] * len(aims))]
        limits = np.concatenate([bounds, np.zeros(len(rows))])
        _, found = _integers(weights, whole, limits, *ends, self.size, seconds)
        return None if found is None else np.round(found[: self.size]).astype(np.int64)


def _integers(
    weights: Sequence[float] | Floats,
    matrix: Any,
    bounds: Floats,
    low: Sequence[float],
    high: Sequence[float],
    whole: int,
    seconds: float,
) -> tuple[str, Floats | None]:
    """Minimise with the first ``whole`` variables in whole numbers."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        np.asarray(weights, dtype=float),
        integrality=np.arange(len(weights)) < whole,
        bounds=Bounds(low, high),
        constraints=LinearConstraint(matrix, -np.inf, bounds),
        options={"time_limit": max(seconds, 0.01)},
    )
    if found.x is not None:
        return "best" if found.status == 0 else "found", np.asarray(found.x)
    return "none" if found.status == 2 else "unknown", None
