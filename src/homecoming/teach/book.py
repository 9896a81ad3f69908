"""The book whose exercises are taught: named by an entry point, so that this code knows no book.

A package that has pages names, in the group ``homecoming.book`` of its entry points, an object with the
functions of :class:`Book`. A repository of another study does the same with pages of its own.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points
from typing import Protocol

from homecoming.teach.answers import Answer

GROUP = "homecoming.book"


class NoBookError(LookupError):
    """It is not clear whose exercises are meant: no book is installed, or several are."""


class Book(Protocol):
    """What exercises need of a book."""

    def answers(self, page: str) -> dict[str, Answer]:
        """What the coding exercises of a page should come to, by exercise."""

    def self_checks(self, page: str) -> str:
        """The code of the cell that asks a page's self-checks."""


@lru_cache(maxsize=1)
def the_book() -> Book:
    """Load the book that is installed.

    Raises
    ------
    NoBookError
        When none is installed, or several are.
    """
    found = entry_points(group=GROUP)
    if len(found) != 1:
        named = ", ".join(sorted(one.value for one in found)) or "none"
        raise NoBookError(
            f"one installed package names its book in the entry points {GROUP!r}; found {named}"
        )
    book: Book = next(iter(found)).load()
    return book
