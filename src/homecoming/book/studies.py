"""The two studies of the book: their names, and what several pages say of them."""

from __future__ import annotations

from functools import cache

from homecoming import published
from homecoming.people import survey

KAZAKHSTAN_KOREA, KYRGYZSTAN = "kazakhstan-korea-2025", "kyrgyzstan-2024"


#: A group keeps its colour wherever it is shown.
COLOUR = {"All": 1, "Male": 2, "Female": 3}


SEXES = ["Male", "Female"]


ALL_ASKED = "All 515 asked"


@cache
def questions_by_sex() -> dict[str, tuple[published.PublishedTable, published.Question]]:
    """Give the questions that the Kyrgyz paper shows for men and women.

    Returns
    -------
    dict
        Label ("Table 2: ...") to table and question, in printed order.

    Examples
    --------
    >>> len(questions_by_sex())
    9
    """
    found = {}
    for name in published.tables(KYRGYZSTAN):
        table = published.load(name)
        if table.whole is not None:
            for question in table.questions:
                found[f"Table {table.number}: {question.short}"] = (table, question)
    return found


def rebuilt() -> survey.Survey:
    """The people of the Kyrgyz study."""
    return survey.rebuild(KYRGYZSTAN)
