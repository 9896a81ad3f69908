"""On how many people a vector's figures rest: the base that most of them agree with, and which ones do not.

A base that is printed for a column counts how many people there are; fewer may have answered one question. So
a smaller base that all figures of a question agree with is no disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from homecoming.checks.printed_share import largest_base
from homecoming.checks.vectors import Spot, Vector

__all__ = ["Settled", "settle"]


@dataclass(frozen=True)
class Settled:
    """What a vector's figures say of its base.

    Attributes
    ----------
    vector : Vector
        The figures.
    base : int or None
        The base that fits best.
    least, most : int or None
        All bases between them fit the figures that are not wrong.
    how : str
        ``"full"``: the printed base. ``"smaller"``: fewer than the printed base. ``"inferred"``: no base is
        printed. ``"misfit"``: no base fits all of them. ``"other"``: all agree on another base than the
        printed one. ``"none"``: nothing to compare. ``"larger"``: a single figure needs more people than are
        printed.
    wrong : tuple of Spot
        The fewest figures that cannot hold if the others do.
    compared : int
        How many figures were compared with a base.

    Examples
    --------
    See :func:`settle`.
    """

    vector: Vector
    base: int | None
    least: int | None
    most: int | None
    how: str
    wrong: tuple[Spot, ...] = ()
    compared: int = field(default=0)


# So many figures that agree on another base doubt the base rather than themselves.
_ENOUGH = 3


def _at(spot: Spot, n: int) -> bool:
    """Whether a cell can hold if ``n`` people answered."""
    count, share = spot.cell.count, spot.share
    if count is not None and count > n:
        return False
    if share is None:
        return True
    return share.possible(n) if count is None else share.fits(count, n)


def _stretch(spot: Spot) -> tuple[int, int | None] | None:
    share = spot.share
    if share is None or spot.cell.count is None:
        return None
    return share.bases(spot.cell.count)


def settle(vector: Vector) -> Settled:
    """Find the base of a vector and the figures that do not fit it.

    Parameters
    ----------
    vector : Vector
        Figures that share a number of people.

    Returns
    -------
    Settled

    Examples
    --------
    >>> from homecoming.checks.vectors import Base
    >>> from homecoming.reading.printed import Block, Cell, Group, Line
    >>> cells = Cell(1, 1, "69 (68.3)", 69, "68.3"), Cell(2, 1, "32 (31.7)", 32, "31.7")
    >>> lines = tuple(Line(text, row, (cell,)) for row, (text, cell) in enumerate(zip("AB", cells), 1))
    >>> block = Block("School", 1, "distribution", lines)
    >>> town = Group("Town", "Town (n = 102)", 102, "heading")
    >>> known = Base(102, 102, False, "printed")
    >>> spots = [Spot(0, at, 0, block, line, town, line.cells[0], known) for at, line in enumerate(lines)]
    >>> found = settle(Vector(tuple(spots), "distribution", True))
    >>> found.how, found.base
    ('smaller', 101)
    """
    base = vector.base
    compared = sum(spot.share is not None for spot in vector.spots)
    if not compared:
        return Settled(vector, base.most if base else None, None, None, "none")
    if base is None:
        return _without(vector, compared)
    if base.strict:
        return _strict(vector, base.least, base.most, compared)
    return _soft(vector, base.most, compared)


def _strict(vector: Vector, least: int, most: int, compared: int) -> Settled:
    best, wrong = most, vector.spots
    for n in range(most, least - 1, -1):
        against = tuple(spot for spot in vector.spots if not _at(spot, n))
        if len(against) < len(wrong) or n == most:
            best, wrong = n, against
        if not wrong:
            break
    if least != most:
        # Each figure has missing answers of its own.
        wrong = tuple(
            spot
            for spot in vector.spots
            if spot.base and not any(_at(spot, n) for n in range(spot.base.least, spot.base.most + 1))
        )
    other = _other_base(vector, wrong)
    if other is not None and least == most:
        return Settled(vector, best, *other, "other", (), compared)
    return Settled(vector, best, best, best, "misfit" if wrong else "full", wrong, compared)


def _other_base(vector: Vector, wrong: tuple[Spot, ...]) -> tuple[int, int] | None:
    """Bases that all percentages with numbers share, where all of them are against the printed one."""
    both = [spot for spot in vector.spots if spot.both]
    if len(both) < _ENOUGH or len(wrong) < len(both):
        return None
    least, most = _range(vector, 1, (), None)
    return (least, most) if most is not None and least <= most else None


def _candidates(vector: Vector, limit: int | None) -> list[int]:
    """Bases at which the number of figures that fit changes."""
    found: set[int] = set()
    for spot in vector.spots:
        stretch = _stretch(spot)
        if stretch:
            found.update(n for n in stretch if n is not None)
    total = vector.sum_of_counts
    if total:
        found.add(total)
    if vector.usual is not None:
        found.add(vector.usual)
    if limit is not None:
        found.add(limit)
    return sorted(n for n in found if n >= 1 and (limit is None or n <= limit))


def _best(vector: Vector, limit: int | None) -> tuple[int, tuple[Spot, ...]] | None:
    """The base with the fewest figures against it; among equals the printed one, the sum, the nearest."""
    total = vector.sum_of_counts if vector.adds_up else None
    scored = [
        (
            # Fewer people than the rows hold together: then one of them is wrong.
            len(against := tuple(spot for spot in vector.spots if not _at(spot, n)))
            + (total is not None and n < total),
            n != limit,
            n != total and n != vector.usual,
            -n,
            against,
        )
        for n in _candidates(vector, limit)
    ]
    if not scored:
        return None
    best = min(scored, key=lambda entry: entry[:4])
    return -best[3], best[4]


def _range(vector: Vector, n: int, wrong: tuple[Spot, ...], limit: int | None) -> tuple[int, int | None]:
    """All bases at which the figures that are not wrong fit, as far as their numbers of people tell."""
    least, most = 1, limit
    told = False
    for spot in vector.spots:
        stretch = _stretch(spot)
        if spot in wrong or stretch is None:
            continue
        told = True
        least = max(least, stretch[0])
        if stretch[1] is not None:
            most = stretch[1] if most is None else min(most, stretch[1])
    return (least, most) if told else (n, n)


def _without(vector: Vector, compared: int) -> Settled:
    """No base is printed: the numbers of people tell it, if they are those of all answers."""
    if len(vector.spots) < 2 or not any(spot.both for spot in vector.spots):
        return Settled(vector, None, None, None, "none")
    total = vector.sum_of_counts
    if vector.adds_up and vector.complete and total and total == vector.usual:
        # What the rows add up to is what all other questions add up to: that is how many answered.
        n, wrong = total, tuple(spot for spot in vector.spots if not _at(spot, total))
        other = _other_base(vector, wrong)
        if other is not None:
            return Settled(vector, n, *other, "other", (), compared)
        return Settled(vector, n, n, n, "misfit" if wrong else "inferred", wrong, compared)
    found = _best(vector, None)
    if found is None:
        return Settled(vector, None, None, None, "misfit", vector.spots, compared)
    n, wrong = found
    least, most = _range(vector, n, wrong, None)
    if wrong and not vector.adds_up:
        # Each row may be a question of its own, with people of its own.
        return Settled(vector, None, None, None, "none")
    return Settled(vector, n, least, most, "misfit" if wrong else "inferred", wrong, compared)


def _soft(vector: Vector, printed: int, compared: int) -> Settled:
    against = tuple(spot for spot in vector.spots if not _at(spot, printed))
    counted = any(spot.both for spot in vector.spots)
    if not counted:
        shares = vector.shares
        n = largest_base(shares, printed, adds_up=vector.adds_up, complete=vector.complete)
        if n == printed:
            return Settled(vector, n, n, n, "full", (), compared)
        if n is None:
            return Settled(vector, printed, printed, printed, "misfit", against, compared)
        return Settled(vector, n, n, n, "smaller", against, compared)
    if not against:
        return Settled(vector, printed, printed, printed, "full", (), compared)
    if vector.adds_up and vector.complete and vector.sum_of_counts == printed:
        # The rows hold everybody: then nobody is missing.
        return Settled(vector, printed, printed, printed, "misfit", against, compared)
    found = _best(vector, printed)
    if found is None:
        return Settled(vector, printed, printed, printed, "larger", against, compared)
    n, wrong = found
    least, most = _range(vector, n, wrong, printed)
    if wrong:
        how = "larger" if len(vector.spots) == 1 else "misfit"
        return Settled(vector, n, least, most, how, wrong, compared)
    return Settled(vector, n, least, most, "smaller", (), compared)
