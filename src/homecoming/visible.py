"""Text from a file, made safe to show: what nobody can see is written out.

A label can hold characters that move the cursor of a terminal, change its colours, or turn the order of the
letters around it. This module imports nothing of the package, so that every message can use it.
"""

from __future__ import annotations

import unicodedata

#: Signs that some scripts need between their letters, or that only set the direction of one word.
_HARMLESS = frozenset("\u200c\u200d\u200e\u200f")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    r"""The text with control, format and direction characters written as escapes.

    Soft hyphens, which show nothing, are dropped; joiners, which scripts such as Persian need, stay.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        One line that a terminal, a message or a page can show as it is.

    Examples
    --------
    >>> print(visible("Town\x1b[31m"), visible("a\u202eb"), visible("Dorf\u00adleben"))
    Town\x1b[31m a\u202eb Dorfleben
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\u00ad":
        return ""
    if character in _HARMLESS or unicodedata.category(character) not in _HIDDEN:
        return character
    return repr(character)[1:-1]
