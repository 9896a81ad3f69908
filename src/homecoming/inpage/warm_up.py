"""Imports what most cells need, and runs a little of it, before a snapshot of the page's memory is taken."""

from __future__ import annotations

import gc
import importlib

from homecoming.inpage import session

# What a reader's first cell would wait for.
_MODULES = (
    "numpy",
    "pandas",
    "tqdm",
    "homecoming.inpage.surroundings",
    "homecoming.published",
)


def warm_up() -> None:
    """Make Python ready for cells, and leave nothing behind that a cell could see.

    Examples
    --------
    >>> warm_up()
    """
    for module in _MODULES:
        importlib.import_module(module)
    session.start("")
    cell = 'import pandas\nframe = pandas.DataFrame({"who": list("abab"), "what": [1, 2, 3, 4]})\n'
    session.run(f'{cell}print(pandas.crosstab(frame["who"], frame["what"]))\nframe', lambda output: None)
    session.complete("fra", 3)
    session.start("")
    gc.collect()
