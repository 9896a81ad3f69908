"""The fewest figures of a table that must be wrong, when no numbers of people give all of them.

Which figures those are does not follow from a table alone: other sets of the same size may do as well, and
more figures may be wrong than the fewest. The fewest are the most economical reading, no more.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homecoming.people.feasibility import Decision, decide_one
from homecoming.people.linear import Programme
from homecoming.people.rounding import decimals, parse, percent
from homecoming.people.unknowns import Unknowns, problems

__all__ = ["FewestWrong", "WrongCell", "fewest_wrong"]

#: So many sets of cells of one size are listed.
_LISTED = 12
#: So many sets of cells are tried one by one to show that fewer do not do.
_TRIED = 400

_Cell = tuple[int, int]


@dataclass(frozen=True)
class WrongCell:
    """One figure that would have to be another.

    Attributes
    ----------
    column : str
        The column's label.
    option : int
        The place of the option, from 0.
    printed : str
        The figure as printed.
    count, base : int
        People who would stand there, and of how many.
    would : str
        What they would be printed as.
    """

    column: str
    option: int
    printed: str
    count: int
    base: int
    would: str


@dataclass(frozen=True)
class FewestWrong:
    """The smallest sets of figures without which a table is possible.

    Attributes
    ----------
    size : int or None
        How many figures must be wrong at least, as far as is known; 0 when the table is possible, None when
        no set was found.
    sets : tuple of tuple of WrongCell
        Sets of that size, each enough by itself, with values that would make the table possible (checked in
        whole numbers); the largest bases if they fit, and otherwise those that change the figures least.
    proof : str
        How it is known that fewer do not do: ``"exact"``, ``"numerical"``, or empty when it is not known.
    complete : bool
        Whether no other set of this size is known to exist, as far as the solver says.
    why : str
        One sentence.

    Examples
    --------
    >>> found = fewest_wrong({"All": ["50.0", "30.0", "30.0"]}, 40, min_bases=40)
    >>> found.size, found.proof, [(cell.option, cell.would) for (cell,) in found.sets]
    (1, 'exact', [(0, '40.0'), (1, '20.0'), (2, '20.0')])
    """

    size: int | None
    sets: tuple[tuple[WrongCell, ...], ...]
    proof: str
    complete: bool
    why: str


def fewest_wrong(
    columns: Mapping[str, Sequence[str | None]],
    max_bases: Mapping[str, int] | int,
    *,
    min_bases: Mapping[str, int] | int = 1,
    whole: str | None = None,
    exclusive: bool = True,
    exhaustive: bool = True,
    time_limit: float = 3.0,
) -> FewestWrong:
    """Find the fewest figures that must be wrong.

    Parameters
    ----------
    columns, max_bases, min_bases, whole, exclusive, exhaustive
        As for :func:`homecoming.people.feasibility.decide`. Columns without a ``whole`` are taken one by one,
        and their wrong figures together.
    time_limit : float
        Seconds after which what has been found is given; it may take somewhat longer.

    Returns
    -------
    FewestWrong

    Raises
    ------
    TypeError, ValueError
        As for :func:`homecoming.people.feasibility.decide`.

    Notes
    -----
    An integer programme (HiGHS) in which each figure may be left out at the price of one finds the smallest
    set; it is checked in whole numbers, and that no smaller one does is shown by trying all of them where
    there are few. The idea of the smallest change that makes data consistent is that of Fellegi and Holt
    (1976), "A Systematic Approach to Automatic Edit and Imputation", JASA 71(353).

    Examples
    --------
    >>> table = {
    ...     "All": ["37.1", "21.7", "25.4", "18.5"],
    ...     "Town": ["32.0", "26.0", "24.0", "18.0"],
    ...     "Village": ["46.5", "14.4", "27.8", "12.2"],
    ... }
    >>> found = fewest_wrong(table, {"Town": 150, "Village": 90}, whole="All")
    >>> [[(cell.column, cell.printed, cell.would) for cell in cells] for cells in found.sets]
    [[('All', '18.5', '15.8'), ('Village', '46.5', '45.6')]]
    """
    deadline = time.monotonic() + time_limit
    posed = problems(
        columns, max_bases, min_bases=min_bases, whole=whole, exclusive=exclusive, exhaustive=exhaustive
    )
    found = [_Fewest(problem, deadline).find() for problem in posed]
    if len(found) == 1:
        return found[0]
    wrong = [part for part in found if part.size != 0]
    if not wrong:
        return found[0]
    sizes = [part.size for part in wrong]
    joined = itertools.islice(itertools.product(*(part.sets for part in wrong)), _LISTED)
    proofs = {part.proof for part in wrong}
    many = math.prod(len(part.sets) for part in wrong) > _LISTED
    return FewestWrong(
        size=None if None in sizes else sum(size for size in sizes if size is not None),
        sets=() if None in sizes else tuple(tuple(itertools.chain(*sets)) for sets in joined),
        proof="" if "" in proofs else "numerical" if "numerical" in proofs else "exact",
        complete=all(part.complete for part in wrong) and not many,
        why="; ".join(part.why for part in wrong),
    )


class _Fewest:
    """The search in one problem, within a time."""

    def __init__(self, problem: Unknowns, deadline: float):
        self.problem = problem
        self.deadline = deadline
        self.programme = Programme(problem)
        self.cells = sorted({cell for cell in self.programme.cells if cell is not None})

    @property
    def left(self) -> float:
        return self.deadline - time.monotonic()

    def find(self) -> FewestWrong:
        """All sets of one cell, of two, and so on, as long as they are few; then the integer programme."""
        whole_table = self._without(frozenset())
        if whole_table.verdict == "possible":
            return FewestWrong(0, (), whole_table.proof, True, "the table is possible as it is printed")
        best = self._without_needless(self.programme.few())
        half = self.deadline - self.left / 2
        # So many wrong cells, or fewer, are shown exactly not to be enough.
        excluded = 0 if whole_table.proof == "exact" else -1
        size = 1
        while math.comb(len(self.cells), size) <= _TRIED and time.monotonic() < half and excluded == size - 1:
            enough, settled, late = [], True, False
            for tried in itertools.combinations(self.cells, size):
                decision = self._without(frozenset(tried))
                if decision.verdict == "possible":
                    enough.append(frozenset(tried))
                settled &= decision.proof == "exact"
                late = time.monotonic() > (half if enough else self.deadline)
                if late:
                    break
            if enough:
                complete = settled and not late and len(enough) <= _LISTED
                return self._report(size, enough[:_LISTED], "exact", complete)
            excluded = size if settled and not late else excluded
            size += 1
        return self._by_programme(best, excluded)

    def _by_programme(self, best: frozenset[_Cell], excluded: int) -> FewestWrong:
        """The smallest set by an integer programme, and others of its size."""
        refused: list[frozenset[_Cell]] = []
        fewest = len(best) == excluded + 1
        while self.left > 0 and not fewest:
            said, other = self.programme.fewest(refused, len(best) - 1 if best else None, self.left)
            if not other:
                fewest = said == "none"
                break
            if self._without(other).verdict == "possible":
                best = self._without_needless(other)
                fewest = said == "best"
            else:
                refused.append(other)
        if not best:
            why = "the bases themselves cannot stand together, whatever the figures are"
            if self.left <= 0:
                why = "the time limit was reached: give a larger time_limit or smaller max_bases"
            return FewestWrong(None, (), "", False, why)
        size = len(best)
        sets, complete = [best], False
        while len(sets) < _LISTED and self.left > 0:
            answer, other = self.programme.fewest([*refused, *sets], size, self.left)
            if not other:
                complete = answer == "none"
                break
            if self._without(other).verdict != "possible":
                refused.append(other)
            elif len(other) == size:
                sets.append(other)
            else:
                sets, size = [other], len(other)
        proof = "exact" if size == excluded + 1 else "numerical" if fewest else ""
        return self._report(size, sets, proof, complete)

    def _report(self, size: int, sets: Sequence[frozenset[_Cell]], proof: str, complete: bool) -> FewestWrong:
        listed = tuple(filter(None, map(self._values, sorted(sets, key=sorted))))
        why = f"the table is possible if {'one figure is' if size == 1 else f'{size} figures are'} wrong"
        if proof:
            why += ", and not with fewer"
        else:
            why += "; whether fewer would do was not settled within the time limit"
        return FewestWrong(size, listed, proof, complete, why)

    def _without_needless(self, cells: frozenset[_Cell]) -> frozenset[_Cell]:
        """A set of cells without those that may as well be right; empty when the set is not enough."""
        if not cells or self._without(cells).verdict != "possible":
            return frozenset()
        for cell in sorted(cells):
            if len(cells) > 1 and self._without(cells - {cell}).verdict == "possible":
                cells -= {cell}
        return cells

    def _without(self, cells: frozenset[_Cell]) -> Decision:
        """Decide the table as if nothing had been printed in these cells."""
        return decide_one(self._freed(self.problem, cells), self.deadline)

    @staticmethod
    def _freed(problem: Unknowns, cells: frozenset[_Cell]) -> Unknowns:
        columns = [
            column.without([option for at, option in cells if at == index])
            for index, column in enumerate(problem.columns)
        ]
        return problem.replace(columns)

    def _values(self, cells: frozenset[_Cell]) -> tuple[WrongCell, ...]:
        """Values for the wrong cells: on the largest bases, or as near to what is printed as can be."""
        columns = self.problem.columns
        full = [column.between(column.max_base, column.max_base) for column in columns]
        problem = self._freed(self.problem.replace(full), cells)
        decision = decide_one(problem, self.deadline)
        if decision.verdict != "possible":
            problem = self._freed(self.problem, cells)
            decision = decide_one(problem, self.deadline)
        if decision.verdict != "possible":
            return ()
        bases, counts = decision.example_bases, decision.example
        aims = [
            (at, option, *parse(str(columns[at].printed[option]).lstrip("< ")))
            for at, option in sorted(cells)
        ]
        solution = Programme(problem).nearest(aims, max(self.left, 0.2))
        if solution is not None:
            groups, options = len(problem.groups), problem.length
            told = solution[:groups].tolist()
            ks = solution[groups:].reshape(groups, options).tolist()
            try:
                problem.check(told, ks)
            except ArithmeticError:
                pass
            else:
                if problem.whole is not None:
                    told, ks = [sum(told), *told], [[sum(row) for row in zip(*ks, strict=True)], *ks]
                bases = {column.label: base for column, base in zip(columns, told, strict=True)}
                counts = {column.label: tuple(row) for column, row in zip(columns, ks, strict=True)}
        found = []
        for at, option in sorted(cells):
            label, printed = columns[at].label, str(columns[at].printed[option])
            k, base = counts[label][option], bases[label]
            found.append(WrongCell(label, option, printed, k, base, percent(k, base, decimals(printed))))
        return tuple(found)
