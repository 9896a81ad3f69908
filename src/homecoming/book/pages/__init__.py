"""The pages of the book, one module a page.

A page's module holds what the page needs, in the order in which its reader meets it: its widgets,
``self_checks()``, the questions that the page marks itself, and ``answers()``, what its coding exercises
should come to. All of it is computed from the data, so that it stays true.

>>> from homecoming.book.pages import job_match
>>> job_match.self_checks()
Self-checks “job-match”: 4 questions
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from types import ModuleType

from homecoming.errors import NoSuchNameError
from homecoming.teach.answers import Answer


@lru_cache
def pages() -> tuple[str, ...]:
    """List the pages that have a module, by the name that their exercises carry.

    Examples
    --------
    >>> "job-match" in pages()
    True
    """
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in found))


def page(name: str) -> ModuleType:
    """Give the module of a page.

    Parameters
    ----------
    name : str
        The page's name, the last part of its address: ``"job-match"``.

    Raises
    ------
    NoSuchNameError
        When no page of that name has a module.

    Examples
    --------
    >>> page("job-match").__name__
    'homecoming.book.pages.job_match'
    """
    if name not in pages():
        raise NoSuchNameError("page with a module", name, pages())
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")


def answers(name: str) -> dict[str, Answer]:
    """What the coding exercises of a page should come to, by exercise.

    Parameters
    ----------
    name : str
        The page's name.

    Returns
    -------
    dict of str to Answer
        Computed from the data when asked for.

    Raises
    ------
    NoSuchNameError
        When no page of that name has a module.

    Examples
    --------
    >>> list(answers("job-match"))
    ['job-match-1', 'job-match-2']
    """
    return page(name).answers()


def self_checks(name: str) -> str:
    """Give the code of the cell that asks a page's self-checks.

    Parameters
    ----------
    name : str
        The page's name.

    Raises
    ------
    NoSuchNameError
        When no page of that name has a module.

    Examples
    --------
    >>> print(self_checks("job-match"))
    from homecoming.book.pages import job_match
    <BLANKLINE>
    job_match.self_checks()
    """
    module = page(name).__name__.rpartition(".")[2]
    return f"from {__name__} import {module}\n\n{module}.self_checks()"
