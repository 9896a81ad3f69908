"""Practice: for each page of the book, its self-checks and the checks of its coding exercises.

One file a page, called after it. Each has two functions: ``questions()`` gives the page's self-checks, built
from the data so that they stay true, and ``answers()`` what its exercises should come to.

>>> from homecoming.practice import ask
>>> ask("job-match")
Self-checks “job-match”: 4 questions
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from homecoming import selfcheck
from homecoming.answers import Answer


@lru_cache
def pages() -> tuple[str, ...]:
    """List the pages that have practice, by name.

    Examples
    --------
    >>> "job-match" in pages()
    True
    """
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def ask(page: str) -> selfcheck.Quiz:
    """Put a page's questions to its reader.

    Parameters
    ----------
    page : str
        The page's name, the last part of its address: ``"job-match"``.

    Returns
    -------
    selfcheck.Quiz
        Shows itself at the end of a cell, with a kernel and without.

    Raises
    ------
    ValueError
        When the page has no practice.
    """
    return selfcheck.quiz(page, *_module(page).questions())


def answers(page: str) -> dict[str, Answer]:
    """What the coding exercises of a page should come to, by exercise.

    Parameters
    ----------
    page : str
        The page's name.

    Returns
    -------
    dict of str to Answer
        Computed from the data when asked for.

    Raises
    ------
    ValueError
        When the page has no practice.
    """
    return _module(page).answers()


def _module(page: str):
    if page not in pages():
        raise ValueError(f"no page {page!r} has self-checks; there are: {', '.join(pages())}")
    return importlib.import_module(f"{__name__}.{page.replace('-', '_')}")
