"""One table on its way to a judgement: what is known of it so far, and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from homecoming.checks.bases_inferred import Settled
from homecoming.checks.innocent import explanations
from homecoming.checks.judged import Disagreement, Note
from homecoming.checks.printed_share import Share
from homecoming.checks.vectors import Spot, Vector
from homecoming.people.rounding import nearest, percent
from homecoming.reading.printed import Block, Reading

__all__ = ["Case", "plural"]


def plural(n: int, noun: str = "") -> str:
    """A number with its noun; by default people.

    Examples
    --------
    >>> plural(1), plural(3), plural(2, "figure")
    ('1 person', '3 people', '2 figures')
    """
    if not noun:
        return f"{n} person" if n == 1 else f"{n} people"
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


@dataclass
class Case:
    r"""What is known of a table while it is judged.

    Attributes
    ----------
    reading : Reading
        The table.
    spots : list of Spot
        Its cells.
    settled : list of Settled
        Its vectors with the bases that fit them.
    weighted : bool
        Whether the percentages need not come from the printed numbers of people.

    Examples
    --------
    >>> from homecoming.checks.conventions import recognise
    >>> from homecoming.reading.grids import grids_from_text
    >>> from homecoming.reading.layouts import read
    >>> table = read(grids_from_text(",Town (n = 300)\nYes,92 (30.7)\nNo,208 (69.3)\n")[0])
    >>> case = Case(table, *recognise(table)[1:3])
    >>> case.spot(0, 1, 0).cell.printed
    '208 (69.3)'
    """

    reading: Reading
    spots: list[Spot]
    settled: list[Settled]
    weighted: bool = False
    findings: list[Disagreement] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unchecked: list[Note] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)
    doubted: set[tuple[int, int, int]] = field(default_factory=set)
    together: list[tuple[Settled, int]] = field(default_factory=list)
    at: dict[tuple[int, int, int], Spot] = field(default_factory=dict)
    base_of: dict[tuple[int, int, int], Settled] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make spots and bases findable by their place."""
        self.at = {spot.key: spot for spot in self.spots}
        for settled in self.settled:
            self.base_of.update((spot.key, settled) for spot in settled.vector.spots)

    def spot(self, block_at: int, line_at: int, group_at: int) -> Spot | None:
        """The cell at a place, if something is printed there."""
        return self.at.get((block_at, line_at, group_at))

    def any_doubted(self, spots: Iterable[Spot | None]) -> bool:
        """Whether one of the cells has a finding already."""
        return any(spot is not None and spot.key in self.doubted for spot in spots)

    def find(
        self,
        kind: str,
        spot: Spot,
        would: str,
        explanation: str,
        innocent: Sequence[str] = (),
        chance: float | None = 0.0,
    ) -> None:
        """Add a finding about one cell."""
        self.doubted.add(spot.key)
        column = spot.group.heading or spot.group.label
        self.add(
            kind,
            spot.line.label,
            column,
            (spot.cell.row, spot.cell.column),
            spot.cell.printed,
            would,
            explanation,
            block=spot.block,
            innocent=innocent,
            chance=chance,
        )

    def add(
        self,
        kind: str,
        row: str,
        column: str,
        place: tuple[int, int],
        printed: str,
        would: str,
        explanation: str,
        *,
        block: Block | None = None,
        innocent: Sequence[str] = (),
        chance: float | None = 0.0,
    ) -> None:
        """Add a finding that is not about one cell alone."""
        heading = block.heading if block is not None else ""
        made = Disagreement(
            kind, row, column, heading, place, printed, would, explanation, tuple(innocent), chance
        )
        self.findings.append(made)

    def beside(self, spot: Spot) -> list[tuple[str, int | None, Share | None]]:
        """The cells next to one, with where they stand in words."""
        block, line, group = spot.key
        places = {
            "row above": (block, line - 1, group),
            "row below": (block, line + 1, group),
            "column to the left": (block, line, group - 1),
            "column to the right": (block, line, group + 1),
        }
        if line == 0 and block > 0:
            places["row above"] = (block - 1, len(self.reading.blocks[block - 1].lines) - 1, group)
        if line == len(spot.block.lines) - 1:
            places["row below"] = (block + 1, 0, group)
        return [
            (where, near.cell.count, near.share)
            for where, place in places.items()
            if (near := self.at.get(place)) is not None
        ]

    def doubt_cell(self, spot: Spot, n: int, vector: Vector, why: str, chance: float | None = 0.0) -> None:
        """Add the finding that a percentage does not come from ``n`` people, or not from its number."""
        share = spot.share
        if share is None:
            return
        column = vector.shares if vector.adds_up and vector.complete else ()
        base = spot.base
        innocent = explanations(
            share,
            n,
            k=spot.cell.count,
            column=column,
            beside=self.beside(spot),
            smaller=base is None or base.source != "printed in the cell",
        )
        if spot.cell.count is None:
            would = " or ".join(dict.fromkeys(nearest(share.text, n).values()))
            self.find("impossible percentage", spot, would, why, innocent, chance)
            return
        self.find("count and percentage", spot, self.would(spot, n, vector), why, innocent, chance)

    def would(self, spot: Spot, n: int, vector: Vector) -> str:
        """What the number of people or the percentage would be for both to agree."""
        share, k = spot.share, spot.cell.count
        if share is None or k is None:
            return ""
        if k > n:
            return self._other_count(spot, n, vector, share) or f"at most {n}"
        right = percent(k, n, share.decimals)
        unit = 1 / 10**share.decimals
        if abs(float(right) - float(share.text)) < 2.5 * unit:
            return right
        others = [other.cell.count for other in vector.spots if other is not spot]
        counts_fit = (
            vector.adds_up
            and vector.complete
            and all(other is not None for other in others)
            and k + sum(other for other in others if other is not None) == n
        )
        figures_fit = vector.adds_up and vector.complete and _hundred(vector)
        if counts_fit and not figures_fit:
            return right
        other_count = self._other_count(spot, n, vector, share)
        if other_count and figures_fit and not counts_fit and spot.base is not None:
            return other_count
        return f"{right} or {other_count}" if other_count else right

    def _other_count(self, spot: Spot, n: int, vector: Vector, share: Share) -> str:
        """The number of people that the percentage stands for: exact if one number alone does."""
        settled = self.base_of.get(spot.key)
        others = [other.cell.count for other in vector.spots if other is not spot]
        known = [other for other in others if other is not None]
        certain = vector.usual if spot.base is None else spot.base.most
        if vector.adds_up and vector.complete and len(known) == len(others) and n == certain:
            rest = n - sum(known)
            if share.fits(rest, n):
                return f"{rest} ({share.text})"
        least, most = n, n
        if settled is not None and settled.least is not None and settled.most is not None:
            least, most = settled.least, settled.most
        low, high = share.counts(least)[0], share.counts(most)[1]
        if low > high:
            return ""
        return f"{low} ({share.text})" if low == high else f"about {low} ({share.text})"


def _hundred(vector: Vector) -> bool:
    shares = vector.shares
    return sum(share.low for share in shares) <= 100 <= sum(share.high for share in shares)
