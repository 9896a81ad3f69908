"""Cyrillic letters that look like Latin ones, in names: to Python they are others."""

from __future__ import annotations

from collections.abc import Iterable

#: Written as numbers, since nobody could tell the letters apart here.
_LATIN = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb"
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405",
        "aeopcyxijshABEKMHOPCTYXIJS",
        strict=True,
    )
)


def latin(name: str) -> str:
    r"""Write a name with the Latin letters that it seems to have.

    Parameters
    ----------
    name : str
        The name.

    Examples
    --------
    >>> latin("\u0440eople")
    'people'
    """
    return "".join(_LATIN.get(letter, letter) for letter in name)


def told(name: str, known: Iterable[str] = ()) -> str | None:
    r"""Say which letters of a name are Cyrillic and look Latin.

    Parameters
    ----------
    name : str
        The name as it is written.
    known : iterable of str
        Names that could be meant.

    Returns
    -------
    str or None
        A sentence or two; None where the name is all Latin, or a Cyrillic word.

    Examples
    --------
    >>> told("\u0440eople").partition(".")[0]
    'In `\u0440eople` letter 1, `\u0440`, is Cyrillic and only looks like the Latin `p`'
    """
    meant = next((one for one in known if one != name and latin(one) == latin(name)), None)
    if meant is not None and name.isascii():
        return f"{_letters(meant)} To use that name, write it with the same letters."
    if meant is None and not (latin(name).isascii() and any(letter.isascii() for letter in name)):
        return None
    words = _letters(name)
    return f"{words} Type `{latin(name)}` with Latin letters." if words else None


def _letters(name: str) -> str:
    places = [(number, letter) for number, letter in enumerate(name, 1) if letter in _LATIN]
    if not places:
        return ""
    letters = " and ".join(f"letter {number}, `{letter}`," for number, letter in places)
    those = ", ".join(f"`{_LATIN[letter]}`" for _, letter in places)
    verbs = "is Cyrillic and only looks" if len(places) == 1 else "are Cyrillic and only look"
    return f"In `{name}` {letters} {verbs} like the Latin {those}."
