"""Functions of the book that a page may call by name."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable
from functools import wraps
from typing import Any


class NotForPagesError(ValueError):
    """A page asked for something that is no public function, or whose result is no JSON."""


def function(name: str) -> Callable[..., Any]:
    """Find a public function of the book.

    Parameters
    ----------
    name : str
        As "package.module:function".

    Returns
    -------
    callable
        The function; its result is held against JSON.

    Raises
    ------
    NotForPagesError
        If there is no such function of ``homecoming``.

    Examples
    --------
    >>> function("homecoming.visible:visible")(text="town")
    'town'
    """
    where, _, what = name.partition(":")
    parts = where.split(".")
    if parts[0] != "homecoming" or any(part.startswith("_") for part in [*parts, what]):
        raise NotForPagesError(f"{name!r} is no public function of homecoming.")
    try:
        found = getattr(importlib.import_module(where), what, None)
    except ModuleNotFoundError as error:
        if error.name is None or not where.startswith(error.name):
            raise
        raise NotForPagesError(f"There is no module {where!r}.") from None
    if not inspect.isfunction(found) or found.__module__.partition(".")[0] != "homecoming":
        raise NotForPagesError(f"{name!r} is no public function of homecoming.")

    @wraps(found)
    def checked(**arguments: Any) -> Any:
        result = found(**arguments)
        try:
            json.dumps(result, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise NotForPagesError(f"What {name!r} returns is no JSON: {error}") from error
        return result

    return checked
