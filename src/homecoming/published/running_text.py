"""The figures that a paper prints outside its tables, every cell of their file checked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from homecoming.published import csv_file, package
from homecoming.published.csv_file import Row
from homecoming.published.places import displayed

TEXT_COLUMNS = ("id", "about", "printed", "unit", "location", "agrees_with", "other_reading", "note")
UNITS = ("percent", "people", "in words")

_GROUPED = re.compile(r"(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class TextFigure:
    """One figure of the running text: its row in the file, and its value (NaN for words)."""

    row: Row
    value: float


def read_text(study: str) -> tuple[TextFigure, ...]:
    """The figures of a study's ``text.csv`` in its order; none if the study has no such file.

    Raises
    ------
    NoSuchNameError
        there is no such study.
    DataError
        a cell of the file cannot be used.

    Examples
    --------
    >>> [(one.row["id"], one.value) for one in read_text("example")][:2]
    [('sample-size', 240.0), ('sample-town', 62.5)]
    """
    if not package.describes(study, "text"):
        return ()
    path = package.located(f"{study}/text.csv")
    return _check(csv_file.read_bytes(path), displayed(path))


# Kept by content, not by name: a file that changes is read anew.
@lru_cache(maxsize=8)
def _check(raw: bytes, file: str) -> tuple[TextFigure, ...]:
    figures = []
    seen: dict[str, int] = {}
    for row in csv_file.rows(raw, file, TEXT_COLUMNS):
        for column in ("id", "about", "printed", "unit", "location"):
            row.label(column)
        name, printed, unit = row["id"], row["printed"], row["unit"]
        if not _ID.fullmatch(name):
            raise row.error(repr(name), "lower-case words joined by hyphens", "Change the id.", "id")
        first_row = seen.setdefault(name, row.number)
        if first_row != row.number:
            found = f"{name!r} a second time (the first is in row {first_row})"
            raise row.error(found, "an id of its own for each figure", "Change one of the two.", "id")
        if unit not in UNITS:
            raise row.error(repr(unit), f"one of {', '.join(UNITS)}", "Correct the unit.", "unit")
        value = math.nan
        if unit != "in words":
            if not _GROUPED.fullmatch(printed):
                advice = "Copy the figure as it is printed, or set the unit to 'in words'."
                raise row.error(repr(printed), "a number such as 59.2 or 1,123,200", advice, "printed")
            value = float(printed.replace(",", ""))
        if unit == "percent" and value > 100:
            advice = "Compare it with the paper."
            raise row.error(repr(printed), "a percentage between 0 and 100", advice, "printed")
        figures.append(TextFigure(row, value))
    return tuple(figures)
