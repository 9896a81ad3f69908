"""A printed percentage as the stretch of shares that it stands for, and the numbers of people that fit it.

Everything is in whole numbers. Which stretch a figure stands for depends on how a table was made: rounded as
usual, cut off ("truncated"), or moved by up to one unit of the last place so that a column adds up to 100
("adjusted").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

__all__ = ["CONVENTIONS", "Share", "bases_that_fit", "largest_base"]

#: How a table's figures were made from the exact shares.
CONVENTIONS = ("rounded", "truncated", "adjusted")
# How many bases are looked at in one step: few enough to stop early, many enough to be quick.
_STEP = 8192

_Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Share:
    """One printed percentage, as the numbers of people that it can stand for.

    Attributes
    ----------
    text : str
        The percentage with a decimal point, such as ``"30.7"``.
    below : bool
        Whether ``"<1"`` was printed.
    convention : str
        One of :data:`CONVENTIONS`.

    Examples
    --------
    >>> Share("30.7").counts(300), Share("30.7").bases(92)
    ((92, 92), (300, 300))
    >>> Share("30.6", convention="truncated").counts(300)
    (92, 92)
    """

    text: str
    below: bool = False
    convention: str = "rounded"

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        return len(self.text.partition(".")[2])

    @property
    def scale(self) -> int:
        """How many units of the last place make 100 per cent."""
        return int(100 * 10**self.decimals)

    @property
    def units(self) -> int:
        """The figure in units of its last place."""
        return int(self.text.replace(".", ""))

    @property
    def _stretch(self) -> tuple[int, int, int]:
        """Lowest and highest share in units of half the last place, and 1 if the highest is not reached."""
        if self.below:
            return 0, 2 * self.units, 0
        if self.convention == "truncated":
            return 2 * self.units, 2 * self.units + 2, 1
        reach = 2 if self.convention == "adjusted" else 1
        return 2 * self.units - reach, 2 * self.units + reach, 0

    @property
    def low(self) -> Fraction:
        """The lowest percentage it can stand for; not below 0."""
        return max(Fraction(0), Fraction(100 * self._stretch[0], 2 * self.scale))

    @property
    def high(self) -> Fraction:
        """The highest percentage it can stand for; not above 100."""
        return min(Fraction(100), Fraction(100 * self._stretch[1], 2 * self.scale))

    @property
    def value(self) -> Fraction:
        """The percentage as printed."""
        return Fraction(100 * self.units, self.scale)

    def counts(self, n: int) -> tuple[int, int]:
        """The lowest and the highest number of ``n`` people that fit; the lowest is larger if none does."""
        least, most, short = self._stretch
        whole = 2 * self.scale
        return max(0, -(-least * n // whole)), min(n, (most * n - short) // whole)

    def fits(self, k: int, n: int) -> bool:
        """Whether ``k`` of ``n`` people are printed so."""
        low, high = self.counts(n)
        return low <= k <= high

    def possible(self, n: int) -> bool:
        """Whether any whole number of ``n`` people is printed so."""
        low, high = self.counts(n)
        return low <= high

    def bases(self, k: int) -> tuple[int, int | None] | None:
        """The smallest and the largest base of which ``k`` people are printed so.

        Returns
        -------
        tuple of int and int or None, or None
            The largest is None if there is no limit. None altogether if no base fits.

        Examples
        --------
        >>> Share("43.0").bases(43)
        (100, 100)
        >>> Share("0.0").bases(0), Share("0.0").bases(1), Share("5.0").bases(0)
        ((1, None), (2000, None), None)
        """
        least, most, short = self._stretch
        people = 2 * self.scale * k
        if k == 0:
            return (1, None) if least <= 0 else None
        if most <= 0:
            return None
        # A share that is not reached: people < most * n, so n is larger than people / most.
        smallest = max(k, people // most + 1 if short else -(-people // most))
        if least <= 0:
            return smallest, None
        largest = people // least
        return (smallest, largest) if smallest <= largest else None


def bases_that_fit(
    shares: Sequence[Share], bases: npt.NDArray[np.int64], *, adds_up: bool = False, complete: bool = True
) -> _Truths:
    """For each base: whether whole numbers of people give every percentage.

    Parameters
    ----------
    shares : sequence of Share
        Percentages of the same people.
    bases : array of int
        Numbers of people, each at least 1.
    adds_up : bool
        Whether everybody gave exactly one of the answers, so that the numbers add up to the base.
    complete : bool
        Whether all answers have a figure; if not, the numbers may add up to less.

    Returns
    -------
    array of bool

    Examples
    --------
    >>> bases_that_fit([Share("33.3"), Share("66.7")], np.arange(1, 7), adds_up=True).tolist()
    [False, False, True, False, False, True]
    """
    fits: _Truths = np.ones(len(bases), dtype=bool)
    lowest, highest = np.zeros_like(bases), np.zeros_like(bases)
    for share in shares:
        least, most, short = share._stretch
        whole = 2 * share.scale
        low = np.maximum(-(-least * bases // whole), 0)
        high = np.minimum((most * bases - short) // whole, bases)
        fits &= low <= high
        lowest += low
        highest += high
    if adds_up:
        fits &= lowest <= bases
        if complete:
            fits &= bases <= highest
    return fits


def largest_base(
    shares: Sequence[Share], most: int, *, least: int = 1, adds_up: bool = False, complete: bool = True
) -> int | None:
    """The largest base, from ``most`` down to ``least``, of which whole numbers give every percentage.

    Examples
    --------
    >>> largest_base([Share("90"), Share("3")], 81), largest_base([Share("12.2")], 150, least=149)
    (80, None)
    """
    for top in range(most, least - 1, -_STEP):
        bases = np.arange(top, max(top - _STEP, least - 1), -1, dtype=np.int64)
        fits = bases_that_fit(shares, bases, adds_up=adds_up, complete=complete)
        if fits.any():
            return int(bases[int(fits.argmax())])
    return None
