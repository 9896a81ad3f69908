"""What a table of percentages does not print: the bases of its columns and the counts of its cells.

For given bases the counts of a cell form an interval of whole numbers, and the question whether a whole
table is possible is one of sums of such intervals. For one option the counts of the groups form a
generalized polymatroid (each group in an interval, all groups together in another one), and sums of these
are generalized polymatroids whose bounds are the sums of the bounds (Frank 1984). So a table with known
bases is possible in whole numbers exactly when, for every set of groups, their number of people lies between
two sums. That is what :meth:`Unknowns.possible` tests, for many combinations of bases at once and in whole
numbers only.

Reference: András Frank (1984), "Generalized polymatroids", in: Finite and Infinite Sets, 285-294.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from homecoming.people.rounding import parse, whole_number

__all__ = ["Column", "Numbers", "Truths", "Unknowns", "bases_of", "problems"]

Numbers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

#: A base above this is refused: products of bases and shares must fit into 64 bits.
MOST_PEOPLE = 10_000_000
#: Rows of an array that are worked on at once.
_CHUNK = 100_000
#: Sums of more groups than this would be tested for too many sets of groups.
MOST_GROUPS = 12


@dataclass(frozen=True, eq=False)
class Column:
    """One column: for each option the interval of shares that was printed, and the bases it may have.

    Attributes
    ----------
    label : str
        Its name; empty for the people of a whole who are in none of the printed groups.
    printed : tuple of (str or None)
        The percentages as printed; None where there is none.
    low, high, scale : numpy array of int
        A count ``k`` of ``n`` fits when ``low * n <= scale * k <= high * n``.
    fewest, most : numpy array of int
        Bounds of the counts that are known otherwise, such as printed counts; -1 in ``most`` for none.
    min_base, max_base : int
        The bases it may have.
    """

    label: str
    printed: tuple[str | None, ...]
    low: Numbers
    high: Numbers
    scale: Numbers
    fewest: Numbers
    most: Numbers
    min_base: int
    max_base: int

    @classmethod
    def of(
        cls,
        label: str,
        printed: Sequence[str | None],
        min_base: int,
        max_base: int,
        counts: Sequence[int | None] | None = None,
    ) -> Column:
        """A column from its figures as text and, where they are printed, its counts.

        Raises
        ------
        TypeError, ValueError
            When a figure is not a percentage as text or a count not a whole number, or when a column has no
            figure or no possible base.
        """
        if isinstance(printed, str) or not len(printed):
            raise ValueError(
                f"column {label!r} must be a list of at least one printed figure, not {printed!r}"
            )
        shares = [_share(figure) for figure in printed]
        known = [None] * len(shares) if counts is None else list(counts)
        if len(known) != len(shares):
            raise ValueError(f"column {label!r} has {len(shares)} percentages and {len(known)} counts")
        told = [None if k is None else whole_number(k, f"a count of {label!r}") for k in known]
        if not 0 <= min_base <= max_base or not (min_base or not label):
            raise ValueError(
                f"the bases of column {label!r} must go from 1 or more upwards, not {min_base} to {max_base}"
            )
        if max_base > MOST_PEOPLE:
            raise ValueError(
                f"max_bases of column {label!r} is {max_base}; bases up to {MOST_PEOPLE} can be searched: "
                "give a smaller max_bases"
            )
        low, high, scale = np.array(shares, dtype=np.int64).T
        return cls(
            label=label,
            printed=tuple(printed),
            low=low,
            high=high,
            scale=scale,
            fewest=np.array([k or 0 for k in told], dtype=np.int64),
            most=np.array([-1 if k is None else k for k in told], dtype=np.int64),
            min_base=min_base,
            max_base=max_base,
        )

    def bounds(self, bases: Numbers) -> tuple[Numbers, Numbers]:
        """The lowest and the highest count of each cell, for each base: two arrays, bases × options."""
        n = bases[:, None]
        low = np.maximum(-(-self.low * n // self.scale), self.fewest)  # at least 0
        high = np.minimum(self.high * n // self.scale, n)
        return low, np.where(self.most < 0, high, np.minimum(high, self.most))

    def fitting(self, exclusive: bool) -> Numbers:
        """The bases on which this column alone is possible, in rising order."""
        found = []
        for start in range(self.min_base, self.max_base + 1, _CHUNK):
            bases = np.arange(start, min(start + _CHUNK, self.max_base + 1))
            least, most = np.zeros_like(bases), np.zeros_like(bases)
            # Option by option: the first ones leave few bases for the others.
            for option in range(len(self.low)):
                low, high = self.only(option).bounds(bases)
                keep = (low <= high)[:, 0]
                bases = bases[keep]
                least, most = least[keep] + low[keep, 0], most[keep] + high[keep, 0]
            if exclusive:
                bases = bases[(least <= bases) & (bases <= most)]
            found.append(bases)
        return np.concatenate([np.empty(0, dtype=np.int64), *found])

    def without(self, options: Sequence[int]) -> Column:
        """The column as if nothing had been printed in some of its cells."""
        where = list(options)
        changed = {name: getattr(self, name).copy() for name in ("low", "high", "scale", "fewest", "most")}
        for name, value in (("low", 0), ("high", 1), ("scale", 1), ("fewest", 0), ("most", -1)):
            changed[name][where] = value
        printed = tuple(None if i in where else figure for i, figure in enumerate(self.printed))
        return replace(self, printed=printed, **changed)

    def widened(self, option: int, units: int) -> Column:
        """The column as if one figure could be off by so many units of its last place."""
        low, high = self.low.copy(), self.high.copy()
        low[option] -= 2 * units
        high[option] += 2 * units
        return replace(self, low=low, high=high)

    def ends(self, exclusive: bool) -> tuple[int, int] | None:
        """The smallest and the largest base on which this column alone is possible; None if there is none."""
        starts = range(self.min_base, self.max_base + 1, _CHUNK)
        parts = [(start, min(start + _CHUNK - 1, self.max_base)) for start in starts]
        for part in parts:
            first = self.between(*part).fitting(exclusive)
            if len(first):
                break
        else:
            return None
        last = next(found for part in reversed(parts) if len(found := self.between(*part).fitting(exclusive)))
        return int(first[0]), int(last[-1])

    def between(self, min_base: int, max_base: int) -> Column:
        """The column with other bases."""
        return replace(self, min_base=min_base, max_base=max_base)

    def only(self, option: int) -> Column:
        """The column as if it had one option."""
        at = slice(option, option + 1)
        return replace(
            self,
            low=self.low[at],
            high=self.high[at],
            scale=self.scale[at],
            fewest=self.fewest[at],
            most=self.most[at],
        )


def _share(figure: str | None) -> tuple[int, int, int]:
    """The interval of shares that is printed so: its ends and what they are parts of."""
    if figure is None:
        return 0, 1, 1
    if isinstance(figure, str) and figure.startswith("<"):
        units, scale = parse(figure[1:].strip())
        return 0, min(units, scale), scale
    units, scale = parse(figure)
    # A figure above 100 fits no base; cut so that products stay small, it still does not.
    units = min(units, 2 * scale)
    return 2 * units - 1, 2 * units + 1, 2 * scale


@dataclass(frozen=True, eq=False)
class Unknowns:
    """One column, or groups with the whole that they make up.

    Attributes
    ----------
    groups : tuple of Column
        The groups; the only column if there is one. A whole that is larger than its printed groups has one
        group more, without a label and without figures.
    whole : Column or None
        The whole; None for one column.
    exclusive : bool
        Whether the counts of a column add up to its base.
    """

    groups: tuple[Column, ...]
    whole: Column | None
    exclusive: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, the whole first."""
        return (self.whole, *self.groups) if self.whole is not None else self.groups

    @property
    def length(self) -> int:
        """How many options there are."""
        return len(self.groups[0].low)

    def replace(self, columns: Sequence[Column]) -> Unknowns:
        """The same with other columns, the whole first."""
        if self.whole is None:
            return Unknowns(tuple(columns), None, self.exclusive)
        return Unknowns(tuple(columns[1:]), columns[0], self.exclusive)

    def possible(self, bases: Numbers) -> Truths:
        """For each combination of the groups' bases: is the table possible in whole numbers? Exact.

        Parameters
        ----------
        bases : numpy array of int
            Combinations × groups.
        """
        alive = np.arange(len(bases))
        total = bases.sum(axis=1)
        if self.whole is not None:
            alive = alive[(total >= self.whole.min_base) & (total <= self.whole.max_base)]
        sets = [
            members
            for size in range(1, len(self.groups) + 1)
            for members in itertools.combinations(range(len(self.groups)), size)
        ]
        fewest = np.zeros((len(sets), len(alive)), dtype=np.int64)
        most = np.zeros_like(fewest)
        for option in range(self.length):
            single = [group.only(option) for group in self.groups]
            ends = [column.bounds(bases[alive, i]) for i, column in enumerate(single)]
            low = np.stack([end[0][:, 0] for end in ends])
            high = np.stack([end[1][:, 0] for end in ends])
            least, largest = low.sum(axis=0), high.sum(axis=0)
            bottom, top = least, largest
            if self.whole is not None:
                whole = self.whole.only(option).bounds(total[alive])
                bottom, top = np.maximum(least, whole[0][:, 0]), np.minimum(largest, whole[1][:, 0])
            keep = (low <= high).all(axis=0) & (bottom <= top)
            if not keep.all():
                alive, low, high = alive[keep], low[:, keep], high[:, keep]
                least, largest, bottom, top = least[keep], largest[keep], bottom[keep], top[keep]
                fewest, most = fewest[:, keep], most[:, keep]
            if not len(alive):
                break
            if self.exclusive:
                for row, members in enumerate(sets):
                    inside = list(members)
                    below, above = low[inside].sum(axis=0), high[inside].sum(axis=0)
                    fewest[row] += np.maximum(below, bottom - (largest - above))
                    most[row] += np.minimum(above, top - (least - below))
        if self.exclusive and len(alive):
            keep = np.ones(len(alive), dtype=bool)
            for row, members in enumerate(sets):
                people = bases[alive][:, list(members)].sum(axis=1)
                keep &= (fewest[row] <= people) & (people <= most[row])
            alive = alive[keep]
        fits = np.zeros(len(bases), dtype=bool)
        fits[alive] = True
        return fits

    def counts(self, bases: Sequence[int]) -> list[list[int]]:
        """Counts for a combination of the groups' bases that is possible: groups × options, checked.

        A flow from the groups through the cells to the options, in whole numbers.
        """
        ends = [
            column.bounds(np.array([base], dtype=np.int64))
            for column, base in zip(self.groups, bases, strict=True)
        ]
        low = np.concatenate([end[0] for end in ends])
        high = np.concatenate([end[1] for end in ends])
        bottom, top = low.sum(axis=0), high.sum(axis=0)
        if self.whole is not None:
            whole = self.whole.bounds(np.array([sum(bases)], dtype=np.int64))
            bottom, top = np.maximum(bottom, whole[0][0]), np.minimum(top, whole[1][0])
        found = low + _flow(
            np.array(bases) - low.sum(axis=1),
            high - low,
            bottom - low.sum(axis=0),
            top - low.sum(axis=0),
            self.exclusive,
        )
        self.check(bases, found.tolist())
        return [list(map(int, column)) for column in found.tolist()]

    def check(self, bases: Sequence[int], counts: Sequence[Sequence[int]]) -> None:
        """Check a solution by its own definition, in whole numbers.

        Raises
        ------
        ArithmeticError
            When it does not give the printed table.
        """
        columns = list(self.groups)
        told, numbers = list(bases), [list(column) for column in counts]
        if self.whole is not None:
            columns.append(self.whole)
            told.append(sum(told))
            numbers.append([sum(row) for row in zip(*numbers, strict=True)])
        for column, base, ks in zip(columns, told, numbers, strict=True):
            fits = column.min_base <= base <= column.max_base and (not self.exclusive or sum(ks) == base)
            for i, k in enumerate(ks):
                low, high, scale = int(column.low[i]), int(column.high[i]), int(column.scale[i])
                fits &= 0 <= k <= base and low * base <= scale * k <= high * base
                fits &= column.most[i] < 0 or k == column.most[i]
            if not fits:
                raise ArithmeticError(f"counts {ks} of {base} do not give column {column.label!r}")


def _flow(needed: Numbers, room: Numbers, least: Numbers, most: Numbers, exclusive: bool) -> Numbers:
    """Whole numbers between 0 and ``room``, with row sums ``needed`` and column sums ``least`` to ``most``.

    Without ``exclusive`` the row sums are free.
    """
    groups, options = room.shape
    if not exclusive:
        taken = np.zeros_like(room)
        for option in range(options):
            left = int(least[option])
            for group in range(groups):
                taken[group, option] = min(left, int(room[group, option]))
                left -= taken[group, option]
        return taken
    if groups == 1 or not room.any():
        # What one group must have at least in each option, and then as much as there is room for.
        taken = np.zeros_like(room)
        taken[0] = least
        left = int(needed[0] - least.sum())
        for option in range(options):
            more = min(left, int(min(most[option], room[0, option]) - least[option]))
            taken[0, option] += more
            left -= more
        return taken
    # SciPy takes a fifth of a second to import.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    # Nodes: groups, options, what options take above their least, source, sink. What an option must get at
    # least leaves it for the sink at once, and is put back at the node where the row sums are collected.
    extra, source, sink = groups + options, groups + options + 1, groups + options + 2
    people, must = int(needed.sum()), int(least.sum())
    edges = [(source, group, int(needed[group])) for group in range(groups)]
    edges += [
        (group, groups + option, int(room[group, option]))
        for group in range(groups)
        for option in range(options)
    ]
    for option in range(options):
        edges.append((groups + option, extra, int(most[option] - least[option])))
        edges.append((groups + option, sink, int(least[option])))
    edges += [(source, extra, must), (extra, sink, people)]
    start, end, size = np.array(edges, dtype=np.int32).T
    graph = coo_array((size, (start, end)), shape=(sink + 1, sink + 1)).tocsr()
    flow = maximum_flow(graph, source, sink).flow.toarray()
    taken = np.asarray(flow[:groups, groups : groups + options], dtype=np.int64)
    return taken


def bases_of(
    given: Mapping[str, int] | int, labels: Sequence[str], whole: str | None, name: str, missing: int
) -> dict[str, int]:
    """A base for each column from one number for all or from a mapping; ``missing`` for a whole left out."""
    if not isinstance(given, Mapping):
        return dict.fromkeys(labels, whole_number(given, name))
    unknown = [label for label in given if label not in labels]
    lacking = [label for label in labels if label not in given and label != whole]
    if unknown or lacking:
        raise ValueError(f"{name} must name the columns {list(labels)}, found {list(given)}")
    bases = {label: whole_number(base, f"{name}[{label!r}]") for label, base in given.items()}
    if whole is not None:
        bases.setdefault(whole, missing)
    return bases


def problems(
    columns: Mapping[str, Sequence[str | None]],
    max_bases: Mapping[str, int] | int,
    *,
    min_bases: Mapping[str, int] | int = 1,
    whole: str | None = None,
    exclusive: bool = True,
    exhaustive: bool = True,
    counts: Mapping[str, Sequence[int | None]] | None = None,
) -> tuple[Unknowns, ...]:
    """The problems that a table poses: one for a whole with its groups, one for each column without a whole.

    Raises
    ------
    TypeError, ValueError
        When a figure is not a percentage as text, columns differ in length, a label is unknown, or a number
        of people is none.
    """
    if not columns:
        raise ValueError("there is no column of percentages")
    for name, label in [("whole", whole), *(("counts", label) for label in counts or {})]:
        if label is not None and label not in columns:
            raise ValueError(f"{name} names {label!r}, which is not among the columns {list(columns)}")
    groups = [label for label in columns if label != whole]
    if not groups:
        groups, whole = list(columns), None
    if whole is not None and len(groups) + (not exhaustive) > MOST_GROUPS:
        raise ValueError(
            f"{len(groups)} groups; up to {MOST_GROUPS} can be held against a whole: leave some out"
        )
    labels = list(columns)
    for label in labels:
        length = len(Column.of(label, columns[label], 1, 1).low)
        if length != len(columns[labels[0]]):
            raise ValueError(
                f"column {label!r} has {length} figures, column {labels[0]!r} has {len(columns[labels[0]])}"
            )
    told = max_bases if isinstance(max_bases, Mapping) else {}
    if whole is not None and isinstance(max_bases, Mapping) and whole not in told and not exhaustive:
        raise ValueError(f"max_bases must name the whole {whole!r}, which may be larger than its groups")
    sums = [
        sum(given.get(label, 0) for label in groups) if isinstance(given, Mapping) else 0
        for given in (max_bases, min_bases)
    ]
    most = bases_of(max_bases, labels, whole, "max_bases", sums[0])
    least = bases_of(min_bases, labels, whole, "min_bases", sums[1])
    made = {
        label: Column.of(label, columns[label], least[label], most[label], (counts or {}).get(label))
        for label in labels
    }
    for label in labels:
        if made[label].min_base < 1:
            raise ValueError(f"the bases of column {label!r} must go from 1 or more upwards, not from 0")
    if whole is None:
        return tuple(Unknowns((made[label],), None, exclusive) for label in labels)
    parts = [made[label] for label in groups]
    if not exhaustive:
        nothing: list[str | None] = [None] * len(parts[0].low)
        parts.append(Column.of("", nothing, 0, made[whole].max_base))
    return (Unknowns(tuple(parts), made[whole], exclusive),)
