"""Errors that several packages raise alike."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from homecoming.visible import visible


class NoSuchNameError(ValueError):
    """Something was asked for by a name that nothing has.

    The message names what there is, and the name that was probably meant. For programs, the same facts are
    attributes, in the manner of click's ``NoSuchOption``.

    Attributes
    ----------
    kind : str
        What was asked for, in the singular: "table", "rule".
    name : str
        The name that was given.
    possibilities : tuple of str
        The names that there are, in their own order.

    Examples
    --------
    >>> print(NoSuchNameError("answer", "Yess", ["Yes", "No"]))
    There is no answer 'Yess'. Did you mean 'Yes'? There are: Yes, No.
    """

    def __init__(self, kind: str, name: object, possibilities: Iterable[object], where: str = ""):
        self.kind, self.name = kind, str(name)
        self.possibilities = tuple(map(str, possibilities))
        near = difflib.get_close_matches(self.name, self.possibilities, n=1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        listed = ", ".join(self.possibilities) or "none"
        super().__init__(visible(f"{where}There is no {kind} {self.name!r}.{meant} There are: {listed}."))
