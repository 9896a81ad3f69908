"""Innocent explanations of a figure that does not agree with others: each is tested, none is assumed.

A percentage may have been rounded twice, cut off, or moved so that a column adds up to 100; some people may
not have answered; a digit may be mistyped, two digits or two figures exchanged. Nothing here says what
happened. It says what would be enough.

References: the ways of rounding are those of the R package scrutiny (Jung); rounding twice explains about
half of the cells in published tables whose percentage is off by one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from homecoming.checks.printed_share import Share

__all__ = ["explanations", "rounded_twice", "slip_words", "slips"]

_HALVES = {"up": "", "even": ", a half to the even digit", "down": ", a half downwards"}
# Digits beside each other, on a keyboard and in value: 9 and 0 are neighbours on a keyboard.
_NEIGHBOURS = {str(digit): {str((digit - 1) % 10), str((digit + 1) % 10)} for digit in range(10)}


def _rounded(value: Fraction, decimals: int, half: str) -> Fraction:
    scaled = value * 10**decimals
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    up = rest > Fraction(1, 2) or (
        rest == Fraction(1, 2) and (half == "up" or (half == "even" and floor % 2 == 1))
    )
    return Fraction(floor + up, 10**decimals)


def _text(value: Fraction, decimals: int) -> str:
    whole, rest = divmod(int(value * 10**decimals), 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def rounded_twice(k: int, n: int, printed: str) -> str:
    """Say how rounding more than once gives a percentage; empty if it does not.

    Parameters
    ----------
    k, n : int
        ``k`` of ``n`` people.
    printed : str
        The percentage as printed.

    Returns
    -------
    str
        Such as ``"rounded twice: 58.648 to 58.65 to 58.7"``, or an empty text: also where rounding once
        gives the printed figure.

    Examples
    --------
    >>> rounded_twice(373, 636, "58.7")
    'rounded twice: 58.648 to 58.65 to 58.7'
    >>> rounded_twice(72, 689, "10.5")
    'rounded twice: 10.4499 to 10.45 to 10.5'
    >>> rounded_twice(373, 636, "58.6"), rounded_twice(373, 636, "58.8")
    ('', '')
    """
    share = Share(printed)
    if share.fits(k, n):
        return ""
    decimals, exact = share.decimals, Fraction(100 * k, n)
    for half, words in _HALVES.items():
        for more in (1, 2):
            chain = [exact]
            for places in range(decimals + more, decimals - 1, -1):
                chain.append(_rounded(chain[-1], places, half))
            if chain[-1] != share.value:
                continue
            steps = [_text(value, decimals + more - at) for at, value in enumerate(chain[1:])]
            times = "twice" if more == 1 else "three times"
            return f"rounded {times}{words}: {_exact(exact, decimals + more)} to {' to '.join(steps)}"
    return ""


def _exact(value: Fraction, decimals: int) -> str:
    """The value with enough decimals to tell it from what it is rounded to."""
    coarse = _rounded(value, decimals, "up")
    for more in range(1, 5):
        fine = _rounded(value, decimals + more, "up")
        if fine != coarse:
            return _text(fine, decimals + more)
    return _text(value, decimals + 4)


def slips(printed: str, *, neighbours_only: bool = False) -> Iterator[tuple[str, str]]:
    """Other texts that one slip of the hand would turn into this one, each with what the slip is.

    Parameters
    ----------
    printed : str
        Digits, with or without a decimal point.
    neighbours_only : bool
        Whether a digit may only be replaced by one beside it.

    Examples
    --------
    >>> list(slips("21", neighbours_only=True))[:3]
    [('12', 'two digits exchanged'), ('11', 'one digit'), ('31', 'one digit')]
    """

    def leads(text: str) -> bool:
        """Whether a number would begin with a needless 0."""
        return text[0] == "0" and text[1:2].isdigit()

    places = [at for at, sign in enumerate(printed) if sign.isdigit()]
    for first, second in pairwise(places):
        signs = list(printed)
        signs[first], signs[second] = signs[second], signs[first]
        text = "".join(signs)
        if text != printed and not leads(text):
            yield text, "two digits exchanged"
    if not neighbours_only:
        for first in places:
            text = printed[:first] + printed[first + 1 :]
            if text[:1].isdigit() and text[-1:].isdigit() and not leads(text):
                yield text, "a digit too many"
    for at, digit in enumerate(printed):
        if not digit.isdigit():
            continue
        others = _NEIGHBOURS[digit] if neighbours_only else set("0123456789") - {digit}
        for other in sorted(others):
            text = printed[:at] + other + printed[at + 1 :]
            if not leads(text):
                yield text, "one digit"


def slip_words(how: str, would: str, printed: str | int, row: str = "") -> str:
    """Say what a slip is: what is printed, and what would fit.

    Parameters
    ----------
    how : str
        The slip, as :func:`slips` names it.
    would, printed : str
        What would fit, and what is printed.
    row : str
        The row in which it is, if that is another one.

    Examples
    --------
    >>> slip_words("one digit", "69.9", "59.9", "No")
    'one digit: 59.9 is printed, 69.9 would fit (No)'
    """
    return f"{how}: {printed} is printed, {would} would fit{f' ({row})' if row else ''}"


def explanations(
    share: Share,
    n: int,
    *,
    k: int | None = None,
    column: Sequence[Share] = (),
    beside: Sequence[tuple[str, int | None, Share | None]] = (),
    smaller: bool = True,
) -> tuple[str, ...]:
    """All innocent explanations that would make a percentage agree with its number of people.

    Parameters
    ----------
    share : Share
        The percentage that does not agree.
    n : int
        The number of people of which it should be a percentage.
    k : int, optional
        The number of people printed beside it.
    column : sequence of Share
        All percentages of its block in its column, if they should add up to 100.
    beside : sequence
        The cells next to it: where each stands in words, its number of people and its percentage.
    smaller : bool
        Whether missing answers are a possible explanation.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> explanations(Share("50.1"), 1097, k=549)[2]
    'missing answers: possible if 1095 to 1096 of the 1097 people answered'
    >>> explanations(Share("12.8"), 150)[1]
    'one digit: 12.8 is printed, 12.7 would fit'
    """
    found = list(_roundings(share, n, k, column))
    if smaller:
        found += _missing(share, n, k)
    found += _slipped(share, n, k)
    found += _beside(share, n, k, beside)
    if k is None:
        found.append("weights: weighted figures need not come from whole people")
    return tuple(found)


def _roundings(share: Share, n: int, k: int | None, column: Sequence[Share]) -> Iterator[str]:
    below = share.units * n // share.scale
    counts = [k] if k is not None else [count for count in range(below - 1, below + 3) if 0 <= count <= n]
    for count in counts:
        twice = rounded_twice(count, n, share.text)
        if twice:
            yield twice
            break
    exact = [(count, Fraction(100 * count, n)) for count in counts]
    unit = Fraction(100, share.scale)
    for count, value in exact:
        if share.value < value < share.value + unit:
            yield f"cut off, not rounded: {_exact(value, share.decimals)} to {share.text} ({count} of {n})"
            break
    for count, value in exact:
        if share.value - unit < value < share.value:
            yield f"rounded up: {_exact(value, share.decimals)} to {share.text} ({count} of {n})"
            break
    moved = any(abs(value - share.value) < unit for _, value in exact)
    if moved and len(column) > 1 and sum(other.value for other in column) == 100:
        yield "adjusted: the figures of this column add up to exactly 100"


def _missing(share: Share, n: int, k: int | None) -> Iterator[str]:
    if k is not None:
        bases = share.bases(k)
        if bases and bases[1] is not None and n // 2 < bases[1] < n:
            least, most = bases[0], bases[1]
            span = str(most) if least == most else f"{least} to {most}"
            yield f"missing answers: possible if {span} of the {n} people answered"
        return
    near = [base for base in range(n - 1, max(n - 200, n // 2), -1) if share.possible(base)][:3]
    if near:
        listed = " or ".join(map(str, near))
        yield f"missing answers: possible if {listed} of the {n} people answered"


def _slipped(share: Share, n: int, k: int | None) -> Iterator[str]:
    tried: set[str] = set()
    for text, how in slips(share.text, neighbours_only=k is None):
        other = Share(text, share.below, share.convention)
        if other.decimals != share.decimals:
            continue
        fits = other.possible(n) if k is None else other.fits(k, n)
        if fits and how not in tried:
            tried.add(how)
            yield slip_words(how, text, share.text)
    if k is None:
        return
    tried = set()
    for text, how in slips(str(k)):
        if share.fits(int(text), n) and how not in tried:
            tried.add(how)
            yield slip_words(how, text, k)


def _beside(
    share: Share, n: int, k: int | None, beside: Sequence[tuple[str, int | None, Share | None]]
) -> Iterator[str]:
    for where, count, other in beside:
        if k is None:
            continue
        if count is not None and count == k:
            yield f"repeated: {k} stands in the {where} too"
        elif count is not None and share.fits(count, n):
            yield f"two figures exchanged: {count} of the {where} would agree"
        if other is not None and other.text != share.text and other.fits(k, n):
            yield f"two figures exchanged: {other.text} of the {where} would agree"
