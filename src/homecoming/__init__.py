"""The code behind *Homecoming: Return Migration from Theory to Table*.

Each module is one step on the way from a published table to a page of the book:

- ``published``: the printed tables, with where they come from.
- ``counts``: the whole numbers that can lie behind printed percentages.
- ``recovery``: the counts behind each question of a table, and how far they are certain.
- ``certainty``: how often a table fits by chance, and what one misprint changes.
- ``survey``: the people behind the tables, rebuilt from the counts.
- ``printed_tables``: any table as a paper prints it: how it is read, and what an audit of it says.
- ``audit``: printed figures compared with recomputed ones.
- ``claims``: sentences of a paper held against its tables.
- ``inference``: intervals, tests, effect sizes.
- ``typeset``, ``charts`` and ``diagrams``: a table set as printed, an accessible chart or drawing.
- ``explorers``: widgets over any published table.
- ``kernelfree``: widgets that work with a kernel and without one.

Import the module that you need, for example ``from homecoming import published``. What belongs to the two
papers of the book, its theories and its pages, is in ``homecoming.book``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from homecoming import published
    from homecoming.checks import audit, claims, inference
    from homecoming.people import certainty, counts, recovery, survey
    from homecoming.show import charts, diagrams, explorers, printed_tables, typeset

__all__ = [
    "audit",
    "certainty",
    "charts",
    "claims",
    "counts",
    "diagrams",
    "explorers",
    "inference",
    "printed_tables",
    "published",
    "recovery",
    "survey",
    "typeset",
]

#: Packages that a reader can name without importing each.
_PACKAGES = ("kernelfree", "published", "selfcheck")
#: Where each module is that a reader imports from here.
_MODULES = {
    "audit": "checks",
    "certainty": "people",
    "charts": "show",
    "claims": "checks",
    "counts": "people",
    "diagrams": "show",
    "explorers": "show",
    "inference": "checks",
    "printed_tables": "show",
    "recovery": "people",
    "survey": "people",
    "typeset": "show",
}


def __getattr__(name: str) -> Any:
    # A reader writes ``from homecoming import survey`` and need not know the packages; each module is loaded
    # only when it is asked for, so that a page of text does not wait for pandas.
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{_MODULES[name]}.{name}")
    if name in _PACKAGES:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*_MODULES, *_PACKAGES, *(name for name in globals() if name.startswith("__"))})
