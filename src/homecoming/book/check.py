"""Instant answers to coding exercises: what is right, what kind of mistake it is, never the answer.

On a page, a reader's own cell ends with ``check("job-match-1", answer)``. What is right is computed here from
the data each time and stored nowhere. The checks of a page stand with its self-checks in
``homecoming.book.pages``.

>>> check("job-match-1", ...)
Not answered yet. Put your answer where the three dots are, and run the cells again.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from homecoming.book import pages
from homecoming.errors import NoSuchNameError
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Figures, Verdict, mark


def check(name: str, answer: Any) -> Verdict:
    """Say whether an answer is right, and if not, what kind of mistake it is; never the answer.

    Parameters
    ----------
    name : str
        The exercise: the page's name and a number, as printed above it.
    answer : object
        A number, a label, a list of labels, a data frame or a function, as the exercise asks.

    Returns
    -------
    Verdict
        Shows itself at the end of a cell; true when the answer is right.

    Raises
    ------
    NoSuchNameError
        When there is no such exercise: the message names those of the same page, or the pages.

    Examples
    --------
    >>> check("job-match-1", "seven")
    This is text; the question asks for one number. Leave the quotation marks out.
    """
    return mark(_find(name), answer)


def expected(name: str) -> object:
    """Show what should come out of an exercise, where seeing it gives nothing away.

    Parameters
    ----------
    name : str
        The exercise.

    Returns
    -------
    typeset.HtmlTable or charts.Chart
        A table or a picture; not the figures themselves.

    Raises
    ------
    NoSuchNameError
        When there is no such exercise.
    ValueError
        When it does not show its result.

    Examples
    --------
    >>> expected("plans-to-leave-2").title
    'Who leaves, if none or all of the undecided do'
    """
    sought = _find(name)
    if not isinstance(sought, Figures) or not sought.show:
        raise ValueError(f"{name} does not show what should come out: that would be the answer.")
    frame = sought.compute()
    if isinstance(frame, pd.Series):
        frame = frame.to_frame(frame.name or "Result")
    if sought.show == "bars":
        if all(map(pd.api.types.is_integer_dtype, frame.dtypes)):
            return charts.bars(frame, title=sought.caption, unit="numbers", decimals=0)
        return charts.bars(frame, title=sought.caption)
    return typeset.frame(frame, caption=sought.caption)


def _find(name: str) -> Answer:
    if name in pages.pages():  # the page, without the number of an exercise
        raise NoSuchNameError("exercise", name, pages.answers(name))
    page = str(name).rpartition("-")[0]
    if page not in pages.pages():
        called = "Exercises are called after their page, such as “job-match-1”. "
        raise NoSuchNameError("page", page or name, pages.pages(), where=called)
    found = pages.answers(page)
    if name not in found:
        raise NoSuchNameError("exercise", name, found, where="Exercises to discuss are not checked here. ")
    return found[name]
