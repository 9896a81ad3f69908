"""One printed percentage: which whole numbers of people it can stand for, and how a share is printed.

Everything is exact, in whole numbers. Percentages are text, because ``"58.0"`` says more than ``58``. A count
is accepted when ordinary rounding gives the printed text, whether a half is rounded up or down.

Reference: Brown and Heathers (2017), "The GRIM Test", Social Psychological and Personality Science 8(4).
"""

from __future__ import annotations

import operator
import re

__all__ = ["consistent", "decimals", "nearest", "parse", "percent", "whole_number", "why_impossible"]

_PRINTED = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))?", re.ASCII)


def consistent(printed: str, n: int) -> tuple[int, ...]:
    """Return the whole numbers ``k`` of ``n`` people that are printed as this percentage.

    ``k`` is accepted when ``100 * k / n``, rounded to as many decimals as were printed, gives the printed
    text; an exact half may have been rounded up or down.

    Parameters
    ----------
    printed : str
        The percentage as printed, such as ``"30.7"`` or ``"58.0"``. Text, so that trailing zeros count.
    n : int
        The base: how many people were asked. At least 1.

    Returns
    -------
    tuple of int
        All such ``k`` from 0 to ``n``, in rising order. Empty when the figure is impossible for this base.

    Raises
    ------
    TypeError
        When ``printed`` is not text or ``n`` is not a whole number.
    ValueError
        When the text is not a percentage, or ``n`` is below 1.

    Notes
    -----
    This is the GRIM test of Brown and Heathers (2017) for one percentage.

    Examples
    --------
    >>> consistent("12.2", 147)
    (18,)
    >>> consistent("12.2", 150)
    ()
    >>> consistent("31", 300)
    (92, 93, 94)
    """
    units, scale = parse(printed)
    n = whole_number(n, "the base n")
    if n < 1:
        raise ValueError(f"the base n must be at least 1, not {n}")
    low = max(0, -((1 - 2 * units) * n // (2 * scale)))
    high = min(n, (2 * units + 1) * n // (2 * scale))
    return tuple(range(low, high + 1))


def percent(k: int, n: int, decimals: int = 1) -> str:
    """Return ``k`` of ``n`` as a percentage, set as text with a fixed number of decimals.

    Parameters
    ----------
    k : int
        How many people; may be negative, for a difference of two counts.
    n : int
        The base, at least 1.
    decimals : int
        How many decimals to print.

    Returns
    -------
    str
        The percentage, an exact half rounded away from zero.

    Raises
    ------
    TypeError
        When ``k`` or ``n`` is not a whole number.
    ValueError
        When ``n`` is below 1 or ``decimals`` is negative.

    Examples
    --------
    >>> percent(92, 300)
    '30.7'
    >>> percent(1, 8, decimals=2)
    '12.50'
    """
    k, n = whole_number(k, "the count k"), whole_number(n, "the base n")
    if n < 1 or decimals < 0:
        raise ValueError(f"the base must be at least 1, decimals at least 0; found {n} and {decimals}")
    units = (2 * 100 * 10**decimals * abs(k) + n) // (2 * n)
    whole, rest = divmod(units, 10**decimals)
    sign = "-" if k < 0 and units else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def decimals(printed: str) -> int:
    """Return how many decimals a figure was printed with.

    Parameters
    ----------
    printed : str
        A figure as printed; it may have a sign.

    Examples
    --------
    >>> decimals("58.0"), decimals("+1.4"), decimals("0")
    (1, 1, 0)
    """
    return len(printed.partition(".")[2])


def nearest(printed: str, n: int) -> dict[int, str]:
    """Return the counts on both sides of a percentage, and what each would be printed as.

    Parameters
    ----------
    printed : str
        The percentage as printed.
    n : int
        The base, at least 1.

    Returns
    -------
    dict of int to str
        One or two counts of 0 to ``n``, the lower first.

    Raises
    ------
    TypeError, ValueError
        As for :func:`consistent`.

    Examples
    --------
    >>> nearest("12.2", 150)
    {18: '12.0', 19: '12.7'}
    """
    units, scale = parse(printed)
    below = min(units * n // scale, n)
    return {k: percent(k, n, decimals(printed)) for k in (below, below + 1) if k <= n}


def why_impossible(printed: str, n: int) -> str:
    """Say in words why a percentage cannot come from a base; empty when it can.

    Parameters
    ----------
    printed : str
        The percentage as printed.
    n : int
        The base, at least 1.

    Raises
    ------
    TypeError, ValueError
        As for :func:`consistent`.

    Examples
    --------
    >>> why_impossible("12.2", 150)
    'no whole number of 150 people gives 12.2 per cent: 18 gives 12.0, 19 gives 12.7'
    >>> why_impossible("12.2", 147)
    ''
    """
    if consistent(printed, n):
        return ""
    near = ", ".join(f"{k} gives {would}" for k, would in nearest(printed, n).items())
    return f"no whole number of {n} people gives {printed} per cent: {near}"


def parse(printed: str) -> tuple[int, int]:
    """Return the figure in units of its last place, and how many such units make 100 per cent.

    Parameters
    ----------
    printed : str
        The percentage as printed.

    Returns
    -------
    tuple of two int

    Raises
    ------
    TypeError
        When it is not text.
    ValueError
        When the text is not a percentage.

    Examples
    --------
    >>> parse("30.7"), parse("58")
    ((307, 1000), (58, 100))
    """
    if not isinstance(printed, str):
        raise TypeError(
            f'a printed percentage must be text, such as "58.0", so that trailing zeros count; '
            f"found {printed!r} ({type(printed).__name__})"
        )
    match = _PRINTED.fullmatch(printed)
    if not match:
        raise ValueError(f'{printed!r} is not a printed percentage: expected digits such as "30.7" or "58"')
    decimals = match[2] or ""
    return int(match[1] + decimals), 100 * 10 ** len(decimals)


def whole_number(value: int, name: str) -> int:
    """Return a whole number, also one of NumPy's, as Python's own.

    Parameters
    ----------
    value : int
        What should be a whole number.
    name : str
        What to call it in the message.

    Raises
    ------
    TypeError
        When it is something else, such as ``300.5``.

    Examples
    --------
    >>> whole_number(300, "the base")
    300
    """
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {value!r}") from None
