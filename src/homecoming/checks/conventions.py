"""How a table's percentages were made, where its figures show it: cut off, adjusted to 100, or weighted.

One figure that is a unit too low may be a slip. A table in which *all* figures are what cutting off gives,
and several are not what rounding gives, was cut off: that is a way of making tables, and no disagreement.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from homecoming.checks.bases_inferred import Settled, settle
from homecoming.checks.judged import Note
from homecoming.checks.printed_share import Share
from homecoming.checks.vectors import Spot, Vector, spots_of, vectors_of
from homecoming.people.rounding import percent
from homecoming.reading.printed import Reading

__all__ = ["counts_as_bases", "in_list", "looks_weighted", "recognise"]

# So many figures must contradict rounding before a table is taken to follow another rule.
_ENOUGH = 2
# From so many people missing on, a figure counts as one that points to another base.
_FEW_MISSING = Fraction(1, 20)


def recognise(reading: Reading) -> tuple[str, list[Spot], list[Settled], Note | None]:
    r"""Find out how a table's percentages were made.

    Parameters
    ----------
    reading : Reading
        A table that has been read.

    Returns
    -------
    str
        One of ``CONVENTIONS`` of :mod:`homecoming.checks.printed_share`.
    list of Spot, list of Settled
        The table's cells, and its vectors settled under that convention.
    Note or None
        What to say of it: only where the figures show it, not where it was told.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> text = ",Town (n = 300)\nA,100 (33.3)\nB,17 (5.6)\n"
    >>> text += "C,26 (8.6)\nD,95 (31.6)\nE,62 (20.6)\n"
    >>> table = read(grids_from_text(text)[0])
    >>> recognise(table)[0]
    'truncated'
    """
    for told in ("truncated", "adjusted"):
        if told in reading.conventions:
            return told, *_settled(reading, told), None
    spots, plain = _settled(reading, "rounded")
    odd = sum(len(settled.wrong) for settled in plain)
    if odd >= _ENOUGH or _sums_show_cutting(plain):
        cut_spots, cut = _settled(reading, "truncated")
        left = sum(len(settled.wrong) for settled in cut)
        if 4 * left <= odd and (odd < _ENOUGH or _unlikely(cut_spots, odd)):
            text = (
                f"the percentages were cut off: {_compared(cut) - left} of {_compared(cut)} "
                f"figures agree with that, and {odd} of them do not agree with rounding"
                if odd
                else "the percentages look cut off: columns add up to less than rounding explains"
            )
            return "truncated", cut_spots, cut, Note("the whole table", text)
    if odd:
        moved_spots, moved = _settled(reading, "adjusted")
        if _all_fit(moved) and _made_to_add_up(plain):
            text = (
                "the percentages were adjusted so that each column adds up to exactly 100: "
                f"{odd} of them are one unit of the last place off for that"
            )
            return "adjusted", moved_spots, moved, Note("the whole table", text)
    return "rounded", spots, plain, None


def _settled(reading: Reading, convention: str) -> tuple[list[Spot], list[Settled]]:
    spots = spots_of(reading, convention)
    vectors = vectors_of(reading, spots)
    usual = _usual(vectors)
    vectors = [
        replace(vector, usual=usual.get(vector.spots[0].group_at)) if vector.base is None else vector
        for vector in vectors
    ]
    return spots, [found for vector in vectors for found in _with_singles(vector)]


def _usual(vectors: list[Vector]) -> dict[int, int]:
    """For each group without a printed base: the number of people that its questions mostly add up to.

    A number of people beside 100 per cent counts as one more question.
    """
    sums: dict[int, Counter[int]] = {}
    for vector in vectors:
        if vector.base is not None:
            continue
        for spot in vector.spots:
            share = spot.share
            if share is not None and share.value == 100 and spot.cell.count:
                sums.setdefault(spot.group_at, Counter())[spot.cell.count] += 1
        total = vector.sum_of_counts
        if vector.adds_up and vector.complete and total and len(vector.spots) > 1:
            found = settle(vector)
            if found.how == "inferred":
                sums.setdefault(vector.spots[0].group_at, Counter())[total] += 1
    return {group: counted.most_common(1)[0][0] for group, counted in sums.items()}


def _with_singles(vector: Vector) -> list[Settled]:
    """A vector settled; one by one if its figures point to different bases and need not share one."""
    found = settle(vector)
    apart = found.wrong if any(spot.both for spot in vector.spots) else found.how in ("smaller", "misfit")
    together = vector.adds_up or (vector.same_people and not any(spot.both for spot in vector.spots))
    if together or len(vector.spots) == 1 or not apart:
        return [found]
    return [settle(Vector((spot,), vector.kind, True)) for spot in vector.spots]


def _compared(settled: list[Settled]) -> int:
    return sum(found.compared for found in settled if found.how != "none")


def _all_fit(settled: list[Settled]) -> bool:
    return not any(found.wrong for found in settled)


def _unlikely(spots: list[Spot], odd: int) -> bool:
    """Whether so many figures that only cutting off explains are unlikely to be slips in a rounded table.

    About half of all figures are the same cut off and rounded; slips that happen to be one unit too low, all
    of them, while no rounded figure shows itself, would be a strange accident in a table of some length.
    """
    known = [spot for spot in spots if spot.both]
    return len(known) < _ENOUGH or odd * 4 >= len(known)


def _full_columns(settled: list[Settled]) -> list[Vector]:
    return [
        found.vector
        for found in settled
        if found.vector.adds_up
        and found.vector.complete
        and len(found.vector.spots) > 1
        and len(found.vector.shares) == len(found.vector.spots)
    ]


def _sums_show_cutting(settled: list[Settled]) -> bool:
    """Whether columns add up to less than rounding explains, several of them, and never to more than 100."""
    columns = _full_columns(settled)
    low = 0
    for vector in columns:
        total = sum(share.value for share in vector.shares)
        unit = max(Fraction(100, share.scale) for share in vector.shares)
        if not 100 - unit * len(vector.shares) < total <= 100:
            return False
        low += sum(share.high for share in vector.shares) < 100
    return low >= _ENOUGH


def _made_to_add_up(settled: list[Settled]) -> bool:
    """Whether all columns add up to exactly 100 as printed, and would not all do so if rounded."""
    columns = _full_columns(settled)
    if not columns or any(sum(share.value for share in vector.shares) != 100 for vector in columns):
        return False
    names = {spot.key for vector in columns for spot in vector.spots}
    if any(spot.key not in names for found in settled for spot in found.wrong):
        return False
    moved = 0
    for found in settled:
        if not found.wrong:
            continue
        n = found.vector.sum_of_counts
        if not n:
            return False
        rounded = [
            Fraction(percent(spot.cell.count or 0, n, share.decimals))
            for spot in found.vector.spots
            if (share := spot.share) is not None
        ]
        if sum(rounded) == 100:
            return False
        moved += 1
    return moved >= _ENOUGH


def looks_weighted(reading: Reading, settled: list[Settled]) -> str:
    r"""Say why a table's percentages look weighted, or made of other numbers than those printed.

    Parameters
    ----------
    reading : Reading
        The table.
    settled : list of Settled
        Its vectors under the convention that fits best.

    Returns
    -------
    str
        Empty if they do not. Figures whose base is told, or stands in the same row or cell, are not excused.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> text = ",Town (n = 200)\nA,20 (25.1)\nB,50 (44.0)\n"
    >>> text += "C,30 (20.4)\nD,40 (10.5)\nE,25 (40.1)\nF,35 (9.3)\n"
    >>> table = read(grids_from_text(text)[0])
    >>> looks_weighted(table, recognise(table)[2])[:14]
    'looks weighted'
    """
    excused = [found for found in settled if not _is_told(reading, found)]
    return _counts_disagree(excused) or _no_better_than_chance(excused)


def _is_told(reading: Reading, found: Settled) -> bool:
    base = found.vector.base
    if base is None or not base.strict:
        return False
    return base.source == "told" or in_list(reading, found)


def in_list(reading: Reading, found: Settled) -> bool:
    r"""Whether a figure's base stands beside it: in its cell, or in a row of one percentage alone.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text("x,n\n54.0,150\n54.2,150\n")[0])
    >>> all(in_list(table, found) for found in recognise(table)[2])
    True
    """
    base = found.vector.base
    if base is None or not base.strict or len(found.vector.spots) > 1:
        return False
    return base.source == "printed in the cell" or (
        base.source == "printed in the row" and len(reading.groups) == 1
    )


def counts_as_bases(reading: Reading) -> str:
    r"""Say so if the numbers beside a list of percentages are those of the answers, not what they are of.

    Parameters
    ----------
    reading : Reading
        The table.

    Returns
    -------
    str
        Empty if they are not.

    Examples
    --------
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town (n = 300)\nYes,92 (30.7)\nNo,208 (69.3)\n")[0])
    >>> counts_as_bases(table)
    ''
    """
    if len(reading.groups) != 1:
        return ""
    rows = [
        (block, line, line.cells[0].percent)
        for block, line in reading.lines()
        if line.kind == "option" and line.base and line.cells[0] is not None and line.cells[0].percent
    ]
    totals = {line.base for _, line in reading.lines() if line.kind == "total" and line.base}
    fits = 0
    for block, line, text in rows:
        everybody = sum(other.base or 0 for other in block.lines if other.kind == "option")
        fits += any(n and Share(text).fits(line.base or 0, n) for n in (everybody, *totals))
    if len(rows) < 3 or 5 * fits < 4 * len(rows):
        return ""
    return f"the numbers in the rows are people with that answer: {fits} of {len(rows)} give the percentage"


def _counts_disagree(settled: list[Settled]) -> str:
    both = against = far = larger = smaller = 0
    for found in settled:
        counted = [spot for spot in found.vector.spots if spot.both]
        if not counted or found.how == "none":
            continue
        both += len(counted)
        wrong = [spot for spot in counted if spot in found.wrong]
        base = found.vector.base
        if base and not wrong and len(counted) == 1 and found.most and _short(found.most, base.most):
            wrong = counted
        against += len(wrong)
        n = base.most if base is not None else found.base
        for spot in wrong:
            share, k = spot.share, spot.cell.count
            if share is None or k is None or n is None:
                continue
            far += _far(share, k, n)
            stretch = share.bases(k)
            larger += stretch is not None and stretch[0] > n
            smaller += stretch is not None and stretch[1] is not None and stretch[1] < n
    # Figures that are one unit off, all of them, were rounded in another way.
    if both >= 5 and 5 * against >= 2 * both and 2 * far >= against and larger and smaller:
        return (
            f"looks weighted, or made of other numbers: in {against} of {both} cells the percentage is not "
            "that of the number of people beside it, in both directions"
        )
    return ""


def _far(share: Share, k: int, n: int) -> bool:
    """Whether a percentage is further from its number of people than any way of rounding brings it."""
    return abs(Fraction(100 * k, n) - share.value) > Fraction(150, share.scale)


def _short(n: int, of: int) -> bool:
    return n < of and Fraction(of - n, of) > _FEW_MISSING


def _no_better_than_chance(settled: list[Settled]) -> str:
    """Whether percentages without counts fit the printed bases no more often than any figures would."""
    fits, chances = 0, []
    for found in settled:
        base = found.vector.base
        if base is None or any(spot.both for spot in found.vector.spots):
            continue
        # A few missing answers explain a whole question, which figures made of weights seldom allow.
        few = (
            found.how == "smaller" and len(found.vector.spots) > 2 and 5 * (found.base or 0) >= 4 * base.most
        )
        for spot in found.vector.spots:
            share, known = spot.share, spot.base
            if share is None or known is None or share.units in (0, share.scale):
                continue
            chance = min(1.0, (known.most + 1) / share.scale)
            if chance < 0.5:
                chances.append(chance)
                fits += few or share.possible(known.most)
    if len(chances) < 6 or fits > 0.75 * len(chances):
        return ""
    expected = sum(chances)
    spread = sum(chance * (1 - chance) for chance in chances) ** 0.5
    if fits > expected + 2 * spread:
        return ""
    return (
        f"looks weighted, or made of other numbers of people: {fits} of {len(chances)} percentages can come "
        f"from the printed numbers of people, about as many as by chance ({expected:.0f})"
    )
