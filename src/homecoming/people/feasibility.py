"""Decide whether whole numbers of people can stand behind a printed table, before any are counted.

:func:`homecoming.people.counts.recover` lists and counts every solution, which takes the longer the more
there are. Whether there is one at all, and how small and how large the bases can be, is a much easier
question. It is answered exactly where the bases can be tried, and otherwise by linear and integer programmes
whose answers are checked in whole numbers.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from homecoming.people.linear import Programme
from homecoming.people.rounding import why_impossible
from homecoming.people.unknowns import Column, Numbers, Unknowns, problems

__all__ = ["Decision", "decide", "decide_one", "possible_bases"]

#: So many combinations of bases are tried one by one, times the sets of groups that each must satisfy.
_TRIED = 6_000_000
#: Combinations in one array.
_CHUNK = 200_000
#: Of each group's possible bases, so many near a good place are combined with each other.
_NEAR = 4


@dataclass(frozen=True)
class Decision:
    """Whether a table is possible, and what shows it.

    Attributes
    ----------
    verdict : str
        ``"possible"``, ``"impossible"`` or ``"undecided"``.
    proof : str
        ``"exact"``: shown in whole numbers. ``"numerical"``: a solver working with floating point found no
        solution, and a small chance remains that it is wrong. Empty when undecided.
    bases : dict of str to (int, int)
        For each column, the least and the most people it can have; outside of it no base is possible. Empty
        when the table is impossible.
    sharp : bool
        Whether the ends of ``bases`` are known to be possible themselves.
    example : dict of str to tuple of int
        Counts for each column that give every printed figure, checked in whole numbers; empty if none is
        known.
    example_bases : dict of str to int
        The bases of the example.
    why : str
        One sentence.

    Examples
    --------
    >>> decide({"All": ["33.3", "66.7"]}, 20).bases
    {'All': (3, 18)}
    """

    verdict: str
    proof: str
    bases: dict[str, tuple[int, int]] = field(default_factory=dict)
    sharp: bool = False
    example: dict[str, tuple[int, ...]] = field(default_factory=dict)
    example_bases: dict[str, int] = field(default_factory=dict)
    why: str = ""

    def __bool__(self) -> bool:
        raise TypeError("a decision has three verdicts: compare its verdict with 'possible' or 'impossible'")


def decide(
    columns: Mapping[str, Sequence[str | None]],
    max_bases: Mapping[str, int] | int,
    *,
    min_bases: Mapping[str, int] | int = 1,
    whole: str | None = None,
    exclusive: bool = True,
    exhaustive: bool = True,
    counts: Mapping[str, Sequence[int | None]] | None = None,
    time_limit: float = 1.0,
) -> Decision:
    """Say whether whole numbers of people can give every figure of a table.

    Parameters
    ----------
    columns : mapping of str to sequence of (str or None)
        The percentages as printed, by column, in the same order of options. None where nothing is printed; a
        figure may be ``"<1"``. Columns without a ``whole`` are decided one by one.
    max_bases, min_bases : mapping of str to int, or int
        The largest and the smallest base of each column; the same for both when the bases are known. In a
        mapping the whole may be left out: it is then the sum of its groups.
    whole : str, optional
        The column in which all groups are counted together.
    exclusive : bool
        Whether everybody gave exactly one of the listed answers.
    exhaustive : bool
        Whether the groups make up the whole; if False, the whole may have people who are in none of them.
    counts : mapping of str to sequence of (int or None), optional
        Numbers of people that are printed beside the percentages, by column.
    time_limit : float
        Seconds after which the verdict is "undecided"; it may take somewhat longer.

    Returns
    -------
    Decision

    Raises
    ------
    TypeError, ValueError
        When a figure is not a percentage as text, columns differ in length, a label is unknown, or a number
        of people is none.

    Notes
    -----
    A combination of bases is tested exactly (:meth:`homecoming.people.unknowns.Unknowns.possible`; Frank
    1984). Where there are too many to try, linear programmes with safe bounds (Neumaier and Shcherbina 2004)
    narrow the bases or show that there are none, good places are tried exactly, and an integer
    programme (HiGHS) decides what is left.

    Examples
    --------
    >>> table = {
    ...     "All": ["28.9", "36.6", "21.3", "13.2"],
    ...     "Town": ["31.3", "37.4", "19.0", "12.2"],
    ...     "Village": ["25.0", "35.2", "25.0", "14.8"],
    ... }
    >>> found = decide(table, {"Town": 150, "Village": 90}, whole="All")
    >>> found.verdict, found.proof, found.bases["All"]
    ('possible', 'exact', (235, 235))
    >>> decide(table, {"Town": 146, "Village": 90}, whole="All").verdict
    'impossible'
    """
    deadline = time.monotonic() + time_limit
    posed = problems(
        columns,
        max_bases,
        min_bases=min_bases,
        whole=whole,
        exclusive=exclusive,
        exhaustive=exhaustive,
        counts=counts,
    )
    parts = []
    for problem in posed:
        parts.append(decide_one(problem, deadline))
        if parts[-1].verdict == "impossible":
            return parts[-1]
    undecided = [part for part in parts if part.verdict == "undecided"]
    proofs = {part.proof for part in parts}
    return Decision(
        verdict="undecided" if undecided else "possible",
        proof="" if undecided else "exact" if proofs == {"exact"} else "numerical",
        bases={label: part.bases[label] for label in columns for part in parts if label in part.bases},
        sharp=all(part.sharp for part in parts),
        example={label: part.example[label] for label in columns for part in parts if label in part.example},
        example_bases={
            label: part.example_bases[label]
            for label in columns
            for part in parts
            if label in part.example_bases
        },
        why=(undecided or parts)[0].why
        if len(parts) == 1 or undecided
        else "every column by itself is possible",
    )


def decide_one(problem: Unknowns, deadline: float) -> Decision:
    """Decide one problem, as far as that can be done until a moment of the monotonic clock."""
    if problem.whole is None:
        (alone,) = problem.groups
        ends = alone.ends(problem.exclusive)
        if ends is None:
            return _impossible(_why_column(alone, problem.exclusive))
        return _possible(problem, [ends[1]], [ends], True)
    fits = []
    for column in problem.columns:
        fits.append(column.fitting(problem.exclusive))
        if not len(fits[-1]):
            return _impossible(_why_column(column, problem.exclusive))
    return _Search(problem, fits, deadline).decide()


def possible_bases(problem: Unknowns) -> Numbers | None:
    """All possible bases of a problem's columns, one combination a row, the whole first; None if too many.

    Examples
    --------
    >>> from homecoming.people.unknowns import problems
    >>> (alone,) = problems({"All": ["33.3", "66.7"]}, 12)
    >>> possible_bases(alone).ravel().tolist()
    [3, 6, 9, 12]
    """
    fits = [column.fitting(problem.exclusive) for column in problem.columns]
    if problem.whole is None:
        return fits[0][:, None]
    search = _Search(problem, fits, math.inf)
    none = np.empty((0, len(fits)), dtype=np.int64)
    if not search.narrow():
        return none
    return np.concatenate([none, *search.possible()]) if search.few() else None


def _impossible(why: str, proof: str = "exact") -> Decision:
    return Decision("impossible", proof, why=why)


def _possible(
    problem: Unknowns, bases: Sequence[int], ends: Sequence[tuple[int, int]], sharp: bool
) -> Decision:
    ks = problem.counts(bases)
    told = list(bases)
    if problem.whole is not None:
        ks, told = [[sum(row) for row in zip(*ks, strict=True)], *ks], [sum(told), *told]
    labels = [column.label for column in problem.columns]
    rows = [row for row in zip(labels, ks, told, ends, strict=True) if row[0] or problem.whole is None]
    return Decision(
        verdict="possible",
        proof="exact",
        bases={label: end for label, _, _, end in rows},
        sharp=sharp,
        example={label: tuple(column) for label, column, _, _ in rows},
        example_bases={label: base for label, _, base, _ in rows},
        why="whole numbers of people give every figure, such as "
        + ", ".join(f"{base} ({label})" for label, _, base, _ in rows),
    )


def _why_column(column: Column, exclusive: bool) -> str:
    """Why no base is possible for a column by itself."""
    least, most = column.min_base, column.max_base
    where = f"up to {most}" if least <= 1 else f"from {least} to {most}" if least < most else f"of {most}"
    for option, figure in enumerate(column.printed):
        alone = Column.of(column.label, [figure], least, most)
        if figure is not None and not len(alone.fitting(False)):
            if least == most and not figure.startswith("<"):
                return f"column {column.label}: {why_impossible(figure, most)}"
            return f"column {column.label}: no base {where} has a whole number for {figure}"
        told = int(column.most[option])
        if figure is not None and told >= 0 and not len(column.only(option).fitting(False)):
            return f"column {column.label}: {told} people of no base {where} are {figure} per cent"
    if exclusive and len(column.fitting(False)):
        return f"column {column.label}: on no base {where} do the counts add up to the base"
    return f"column {column.label}: no base {where} has whole numbers for all its figures"


class _Search:
    """The search for bases of groups and their whole, within a time."""

    def __init__(self, problem: Unknowns, fits: Sequence[Numbers], deadline: float):
        self.problem = problem
        self.whole, self.groups = fits[0], list(fits[1:])
        self.deadline = deadline
        self.found: list[int] | None = None

    def late(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.deadline

    def decide(self) -> Decision:
        """Sums of bases first, then all combinations if they are few, then programmes."""
        for step in (self._by_sums, self._by_shares, self._by_sums):
            decision = step()
            if decision is not None:
                return decision
        return self._by_integers()

    def _by_sums(self) -> Decision | None:
        """What sums of bases tell, and all their combinations if they are few."""
        if not self.narrow():
            label = self.problem.columns[0].label
            return _impossible(f"no possible bases of the groups add up to a possible base of {label}")
        return self._all() if self.few() else None

    def few(self) -> bool:
        """Whether all combinations can be tried."""
        sets: int = 2 ** len(self.groups) - 1
        return math.prod(map(len, self.groups)) * sets <= _TRIED

    def _by_shares(self) -> Decision | None:
        """Narrow the bases by linear programmes, which may show that there are none."""
        programme = self._programme()
        ends = []
        for column in range(len(self.problem.columns)):
            weights = programme.objective(column)
            low, _ = programme.least(weights)
            high, _ = programme.least([-weight for weight in weights])
            if low is None or high is None:
                return _impossible(
                    "no shares, whole numbers of people or not, give all these figures together"
                )
            ends.append((low, -high))
            if self.late():
                break
        for index, (low, high) in enumerate(ends):
            self._cut(index, low, high)
        return None

    def narrow(self) -> bool:
        """Cut the bases to those that can add up; False when none can."""
        while True:
            sizes = [len(bases) for bases in (self.whole, *self.groups)]
            if not all(sizes):
                return False
            low, high = (
                sum(int(bases[0]) for bases in self.groups),
                sum(int(bases[-1]) for bases in self.groups),
            )
            self._cut(0, low, high)
            if not len(self.whole):
                return False
            for index, bases in enumerate(self.groups):
                least = int(self.whole[0]) - (high - int(bases[-1]))
                most = int(self.whole[-1]) - (low - int(bases[0]))
                self._cut(index + 1, least, most)
            if [len(bases) for bases in (self.whole, *self.groups)] == sizes:
                return True

    def _cut(self, column: int, low: int, high: int) -> None:
        bases = self.whole if column == 0 else self.groups[column - 1]
        kept = bases[(bases >= low) & (bases <= high)]
        if column == 0:
            self.whole = kept
        else:
            self.groups[column - 1] = kept

    def _combinations(self) -> Iterator[Numbers]:
        """All combinations of the groups' bases whose sum the whole can have, in arrays."""
        shape = tuple(map(len, self.groups))
        allowed = np.zeros(int(self.whole[-1]) + 1, dtype=bool)
        allowed[self.whole] = True
        for start in range(0, math.prod(shape), _CHUNK):
            places = np.unravel_index(np.arange(start, min(start + _CHUNK, math.prod(shape))), shape)
            bases = np.stack([group[at] for group, at in zip(self.groups, places, strict=True)], axis=1)
            total = bases.sum(axis=1)
            bases, total = bases[total < len(allowed)], total[total < len(allowed)]
            yield bases[allowed[total]]

    def possible(self) -> Iterator[Numbers]:
        """All possible combinations of bases, in arrays with the whole first."""
        for bases in self._combinations():
            bases = bases[self.problem.possible(bases)]
            if len(bases):
                yield np.column_stack([bases.sum(axis=1), bases])

    def _all(self) -> Decision:
        """Try every combination."""
        low: Numbers | None = None
        high: Numbers | None = None
        for columns in self.possible():
            least, most = columns.min(axis=0), columns.max(axis=0)
            low = least if low is None else np.minimum(low, least)
            high = most if high is None else np.maximum(high, most)
            best = max(map(tuple, columns[columns[:, 0] == most[0]].tolist()))
            if self.found is None or best > (sum(self.found), *self.found):
                self.found = list(best[1:])
            if self.late():
                rest = [(int(column[0]), int(column[-1])) for column in (self.whole, *self.groups)]
                return _possible(self.problem, self.found, rest, False)
        if self.found is None or low is None or high is None:
            return _impossible("no combination of bases gives whole numbers for all figures")
        ends = list(zip(low.tolist(), high.tolist(), strict=True))
        return _possible(self.problem, self.found, ends, True)

    def _programme(self) -> Programme:
        columns = [
            column.between(int(bases[0]), int(bases[-1]))
            for column, bases in zip(self.problem.columns, (self.whole, *self.groups), strict=True)
        ]
        return Programme(self.problem.replace(columns))

    def _try_good_places(self) -> None:
        """Try bases far inside of what the figures allow, for the whole's largest base and smaller ones."""
        programme = self._programme()
        for people in dict.fromkeys(
            int(self.whole[int(part * (len(self.whole) - 1))]) for part in (1, 0.999, 0.99, 0.9, 0.6)
        ):
            middle = programme.middle(people)
            if middle is not None and self._try_near(middle[1]):
                return
            if self.late():
                return

    def _try_near(self, place: Sequence[float] | np.ndarray[tuple[int], np.dtype[np.float64]]) -> bool:
        near = []
        for bases, base in zip(self.groups, place, strict=True):
            at = int(np.searchsorted(bases, base))
            near.append(bases[max(0, at - _NEAR // 2) : at + _NEAR // 2])
        tried = np.array(list(itertools.product(*near)), dtype=np.int64)
        fits = self.problem.possible(tried) if len(tried) else np.zeros(0, dtype=bool)
        if fits.any():
            best = tried[fits]
            self.found = list(map(int, best[best.sum(axis=1).argmax()]))
        return bool(fits.any())

    def _by_integers(self) -> Decision:
        """Try good places, then ask the solver for whole numbers."""
        self._try_good_places()
        programme = self._programme()
        columns = (self.whole, *self.groups)
        ends = [(int(bases[0]), int(bases[-1])) for bases in columns]
        if self.found is None:
            said, solution = programme.whole_numbers(
                [-weight for weight in programme.objective(0)], self.deadline - time.monotonic()
            )
            if said == "none":
                return _impossible(
                    "the integer programme says that no whole numbers give all figures together", "numerical"
                )
            if solution is not None and self._holds(solution):
                self.found = solution[: len(self.groups)].tolist()
        if self.found is None:
            return Decision(
                "undecided",
                "",
                bases={
                    column.label: end
                    for column, end in zip(self.problem.columns, ends, strict=True)
                    if column.label
                },
                why="the time limit was reached before a solution was found or excluded: give a larger "
                "time_limit, smaller max_bases or larger min_bases",
            )
        return _possible(self.problem, self.found, ends, False)

    def _holds(self, solution: Numbers) -> bool:
        return bool(self.problem.possible(solution[None, : len(self.groups)])[0])
