"""How sure is a base that was recovered from percentages?

That some number of people gives all figures of a table can be chance. Two questions tell how far one may
trust it. How often would a table of the same shape fit some number of people, if its percentages did not
come from counting people at all? And which bases would be possible if one figure were a misprint?

The first is answered by making such tables, always the same ones, in two ways. *Weighted*: as many people
as were asked answer, each counts with a weight of their own (as in surveys that correct for who was
reached), and the percentages are those of weights. *At random*: the percentages of each group are any that
add up to 100, each as likely as the others, and the whole is their mean by the sizes of the groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from homecoming.people.feasibility import possible_bases
from homecoming.people.recovery import Item
from homecoming.people.rounding import decimals
from homecoming.people.unknowns import Unknowns, problems

__all__ = ["Certainty", "Chance", "chance", "of"]

#: Tables made for each way of making them, and where the random numbers start.
_TABLES = 1000
_SEED = 20260101
#: Weights are drawn from a gamma distribution with this shape, and a mean of 1: most lie between 0.3 and 2.
_SHAPE = 4.0
#: Tables in which a figure is a misprint are tried as long as all bases together are not more than this.
_MOST_PEOPLE = 20_000

_Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chance:
    """How many made tables fit some number of people.

    Attributes
    ----------
    tables : int
        How many tables were made.
    some, one : int
        How many of them fit at least one base of the whole, and exactly one.

    Examples
    --------
    >>> Chance(400, 100, 20).one
    20
    """

    tables: int
    some: int
    one: int

    @property
    def share(self) -> float:
        """The share that fits some base, from 0 to 1.

        Examples
        --------
        >>> Chance(400, 100, 20).share
        0.25
        """
        return self.some / self.tables


@dataclass(frozen=True)
class Certainty:
    """What speaks for a recovered base, and what it hangs on.

    Attributes
    ----------
    name : str
        The item's name.
    asked : int
        The largest number of people that the whole can have.
    options, groups, places : int
        The table's shape: its options, the groups beside the whole, and its decimals.
    bases : tuple of int
        The possible bases of the whole (or of the only column), in rising order.
    weighted, random : Chance
        Tables of this shape whose percentages were made from weights, and at random.
    misprinted : tuple of tuple of int, or None
        The possible combinations of bases, the whole first, if one figure may be any other; None if there are
        too many to try.
    """

    name: str
    asked: int
    options: int
    groups: int
    places: int
    bases: tuple[int, ...]
    weighted: Chance
    random: Chance
    misprinted: tuple[tuple[int, ...], ...] | None

    @property
    def shape(self) -> str:
        """The shape in words.

        Examples
        --------
        >>> from homecoming import published
        >>> from homecoming.people import recovery
        >>> of(recovery.items(published.load("example/table-1"))[0]).shape
        '4 answers of 2 groups and their whole, 1 decimal, at most 240 people'
        """
        columns = f"of {self.groups} groups and their whole" if self.groups else "in one column"
        places = f"{self.places} decimal{'' if self.places == 1 else 's'}"
        return f"{self.options} answers {columns}, {places}, at most {self.asked} people"

    @property
    def sentence(self) -> str:
        """What chance and one misprint say of the base, in two sentences.

        Examples
        --------
        >>> from homecoming import published
        >>> from homecoming.people import recovery
        >>> of(recovery.items(published.load("example/table-1"))[0]).sentence.partition(". ")[2]
        'If one figure may be a misprint, 235 is still the only base.'
        """
        first = (
            "Tables of this shape that were not counted from people fit some base by chance: "
            f"{_how_many(self.weighted.some, self.weighted)} if made of weights, "
            f"{_how_many(self.random.some, self.random)} if made at random; exactly one base: "
            f"{_how_many(self.weighted.one, self.weighted)} and {_how_many(self.random.one, self.random)}."
        )
        return f"{first} If one figure may be a misprint, {self._misprint()}."

    def __str__(self) -> str:
        some, one = (
            [_how_many(getattr(made, name), made) for made in (self.weighted, self.random)]
            for name in ("some", "one")
        )
        return "\n".join(
            [
                f"{self.name}: {self.shape}",
                f"  some base fits by chance: {some[0]} if made of weights, {some[1]} if made at random",
                f"  exactly one base fits by chance: {one[0]}; {one[1]}",
                f"  if one figure may be a misprint, {self._misprint()}",
            ]
        )

    def _misprint(self) -> str:
        if self.misprinted is None:
            return "too many bases would have to be tried"
        found = tuple(sorted({bases[0] for bases in self.misprinted}))
        if not found:
            return "no base is possible, either"
        if len(found) == 1:
            return f"{found[0]} is {'still ' if found == self.bases else ''}the only base"
        return f"{len(found)} bases are possible, from {found[0]} to {found[-1]}"


def of(item: Item) -> Certainty:
    """How sure the base of an item is.

    Parameters
    ----------
    item : Item
        One question put to one set of people, whose number is known.

    Returns
    -------
    Certainty

    Raises
    ------
    ValueError
        When the paper does not say how many people were asked.

    Examples
    --------
    >>> from homecoming import published
    >>> from homecoming.people import recovery
    >>> found = of(recovery.items(published.load("example/table-1"))[0])
    >>> found.bases, found.misprinted
    ((235,), ((235, 147, 88),))
    """
    if len(item.max_bases) < len(item.groups):
        raise ValueError(
            f"{item.id}: {item.problem[:1].lower()}{item.problem[1:]}, so that no base is recovered"
        )
    (problem,) = problems(
        {group: list(item.printed[group]) for group in item.groups},
        item.max_bases,
        whole=item.whole if item.parts else None,
        exclusive=item.exclusive,
    )
    places = max(decimals(figure) for group in item.groups for figure in item.printed[group])
    sizes = tuple(column.max_base for column in problem.groups)
    shape = (problem.length, sizes, problem.columns[0].max_base, places, item.exclusive)
    bases = possible_bases(problem)
    return Certainty(
        name=item.id,
        asked=problem.columns[0].max_base,
        options=problem.length,
        groups=len(item.parts),
        places=places,
        bases=() if bases is None else tuple(np.unique(bases[:, 0]).tolist()),
        weighted=chance(*shape, weighted=True),
        random=chance(*shape, weighted=False),
        misprinted=_with_one_misprint(problem),
    )


def _with_one_misprint(problem: Unknowns) -> tuple[tuple[int, ...], ...] | None:
    """The possible combinations of bases when any one figure is left out."""
    if sum(column.max_base for column in problem.groups) > _MOST_PEOPLE:
        return None
    found: set[tuple[int, ...]] = set()
    for at, column in enumerate(problem.columns):
        for option in range(problem.length):
            columns = list(problem.columns)
            columns[at] = column.without([option])
            bases = possible_bases(problem.replace(columns))
            if bases is None:
                return None
            found.update(map(tuple, bases.tolist()))
    return tuple(sorted(found))


@lru_cache(maxsize=256)
def chance(
    options: int,
    sizes: tuple[int, ...],
    asked: int,
    places: int,
    exclusive: bool = True,
    *,
    weighted: bool,
) -> Chance:
    """How often tables that were not counted from people fit some number of people.

    Parameters
    ----------
    options : int
        How many answers there are.
    sizes : tuple of int
        How many people each group has at most; one number for a single column.
    asked : int
        How many people the whole has at most.
    places : int
        Decimals of the percentages.
    exclusive : bool
        Whether everybody gave one answer.
    weighted : bool
        Whether the tables are made from weights, or at random.

    Returns
    -------
    Chance
        The same each time.

    Examples
    --------
    >>> few, many = (chance(answers, (60,), 60, 0, weighted=True) for answers in (9, 2))
    >>> few.share < many.share
    True
    """
    rng = np.random.default_rng([_SEED, options, *sizes, places])
    make = _of_weights if weighted else _at_random
    shares = make(rng, options, sizes, exclusive)
    columns = ["whole", *map(str, range(len(sizes)))] if len(sizes) > 1 else ["0"]
    most = dict(zip(columns, (asked, *sizes) if len(sizes) > 1 else sizes, strict=True))
    some = one = 0
    for table in shares:
        printed = {label: _printed(column, places) for label, column in zip(columns, table, strict=True)}
        (problem,) = problems(printed, most, whole="whole" if len(sizes) > 1 else None, exclusive=exclusive)
        bases = possible_bases(problem)
        # Where too many must be tried, nearly all of them fit.
        wholes = 2 if bases is None else len(np.unique(bases[:, 0]))
        some += wholes > 0
        one += wholes == 1
    return Chance(len(shares), some, one)


def _of_weights(rng: np.random.Generator, options: int, sizes: Sequence[int], exclusive: bool) -> _Shares:
    """Percentages of weights: tables × columns (the whole first, if there are groups) × options."""
    shares = rng.dirichlet(np.ones(options), _TABLES) if exclusive else rng.random((_TABLES, options))
    total = np.zeros((_TABLES, options))
    base = np.zeros((_TABLES, options))
    columns = []
    for size in sizes:
        people = rng.multinomial(size, shares) if exclusive else rng.binomial(size, shares)
        # The sum of k independent weights has a gamma distribution, too.
        weight = rng.standard_gamma(_SHAPE * people)
        if exclusive:
            rest = weight.sum(axis=1, keepdims=True) - weight
        else:
            rest = rng.standard_gamma(_SHAPE * (size - people))
        columns.append(weight / (weight + rest))
        total, base = total + weight, base + weight + rest
    return 100 * np.stack(([total / base] if len(sizes) > 1 else []) + columns, axis=1)


def _at_random(rng: np.random.Generator, options: int, sizes: Sequence[int], exclusive: bool) -> _Shares:
    """Percentages that are any, with the whole the mean of its groups: as :func:`_of_weights`."""
    columns = [
        rng.dirichlet(np.ones(options), _TABLES) if exclusive else rng.random((_TABLES, options))
        for _ in sizes
    ]
    whole = np.average(columns, axis=0, weights=sizes)
    return 100 * np.stack(([whole] if len(sizes) > 1 else []) + columns, axis=1)


def _printed(column: npt.NDArray[np.float64], places: int) -> list[str]:
    return [f"{share:.{places}f}" for share in column.tolist()]


def _how_many(found: int, chance: Chance) -> str:
    """How many tables of 100, where that is a number to speak of."""
    share = 100 * found / chance.tables
    if found in (0, chance.tables):
        return f"{'all' if found else 'none'} of {chance.tables:,}"
    if share < 1:
        return "fewer than 1 of 100"
    return f"{min(round(share), 99)} of 100"
