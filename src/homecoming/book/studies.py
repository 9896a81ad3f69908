"""The two studies of the book: their names, and what several pages say of them.

What a page says of its own table stands in the page's module. Here stands what more than one page needs.
Whatever the data tell is computed from them.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from homecoming import published
from homecoming.errors import NoSuchNameError
from homecoming.people import survey

KAZAKHSTAN_KOREA, KYRGYZSTAN = "kazakhstan-korea-2025", "kyrgyzstan-2024"

#: Where the people of a study live, as captions and lists name it.
PLACES = {KAZAKHSTAN_KOREA: "Kazakhstan, South Korea", KYRGYZSTAN: "Kyrgyzstan"}

#: The columns of the tables on Kazakhstan and South Korea.
KAZAKHSTAN, SOUTH_KOREA = "Kazakhstan (%)", "South Korea (%)"

#: The columns and rows of the other paper that several pages speak of.
IN_RUSSIA, IN_KYRGYZSTAN = "In Russia", "In Kyrgyzstan"
DO_NOT_WORK = "12. Do not work"
HESITATE = "Hesitate to respond"
SELF_EMPLOYED = "Self-Employed/Entrepreneurs"

#: Men and women as the Kyrgyz tables name them, and the colours that they keep wherever they are shown.
SEXES = ["Male", "Female"]
COLOURS_OF_SEXES = [2, 3]

_ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
         "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@cache
def questions_by_sex() -> dict[str, tuple[published.PublishedTable, published.Question]]:
    """Give the questions that the Kyrgyz paper shows for men and women.

    Returns
    -------
    dict
        Label ("Table 2: ...") to table and question, in printed order.

    Examples
    --------
    >>> list(questions_by_sex())[:2]
    ['Table 2: Job matches abilities', 'Table 3: Job satisfaction']
    """
    found = {}
    for name in published.tables(KYRGYZSTAN):
        table = published.load(name)
        if table.whole is not None:
            for question in table.questions:
                found[f"Table {table.number}: {question.short}"] = (table, question)
    return found


def table_of(question: str) -> published.PublishedTable:
    """Find the table of the Kyrgyz paper that shows a question.

    Parameters
    ----------
    question : str
        Identifier of the question.

    Raises
    ------
    NoSuchNameError
        When the paper has no such question.

    Examples
    --------
    >>> table_of("expectations").number
    9
    """
    tables = [published.load(name) for name in published.tables(KYRGYZSTAN)]
    found = {asked.id: table for table in tables for asked in table.questions}
    if question not in found:
        raise NoSuchNameError("question", question, found)
    return found[question]


def both_kinds(question: str, answer: str) -> list[str]:
    """Give the firm and the mild form of an answer, as the table's own subtotal joins them.

    Parameters
    ----------
    question : str
        Identifier of a question of the Kyrgyz paper with four answers from yes to no.
    answer : {"Yes", "No"}
        The firm form.

    Returns
    -------
    list of str
        The two answers as printed, the firm one first.

    Examples
    --------
    >>> both_kinds("job-match", "Yes"), both_kinds("expectations", "No")
    (['Yes', 'Mostly yes'], ['No', 'Rather no than yes'])
    """
    table = table_of(question)
    joined = next(label for label in table.options(question, "subtotal") if label.startswith(f"{answer} + "))
    return list(table.parts(joined, question))


def rebuilt() -> survey.Survey:
    """Give the people of the Kyrgyz study, rebuilt from its tables.

    Examples
    --------
    >>> rebuilt().study
    'kyrgyzstan-2024'
    """
    return survey.rebuild(KYRGYZSTAN)


def asked() -> dict[str, int]:
    """Say how many people the Kyrgyz study asked: all, men, women.

    Examples
    --------
    >>> asked()
    {'All': 515, 'Male': 305, 'Female': 210}
    """
    table, _ = next(iter(questions_by_sex().values()))
    return {"All": table.max_bases[table.whole], **{sex: table.max_bases[sex] for sex in SEXES}}


def all_asked() -> str:
    """Name the people of the Kyrgyz study for a chart.

    Examples
    --------
    >>> all_asked()
    'All 515 asked'
    """
    return f"All {asked()['All']} asked"


def both_times() -> pd.DataFrame:
    """Count people by sector in Russia and in Kyrgyzstan, rebuilt from the Kyrgyz paper's Table 1.

    Returns
    -------
    pandas.DataFrame
        Whole numbers of people: sectors by the two columns. Everybody asked stands in both.

    Examples
    --------
    >>> both_times().loc["2. Building"].to_dict()
    {'In Russia': 46, 'In Kyrgyzstan': 35}
    """
    items = published.load(f"{KYRGYZSTAN}/table-1").items
    return pd.DataFrame({group: rebuilt().counts(item)["All"] for group, item in items.items()})


def in_work() -> int:
    """Count the people who work in Kyrgyzstan, by Table 1 and if everybody answered it.

    Examples
    --------
    >>> in_work()
    432
    """
    return int(both_times()[IN_KYRGYZSTAN].drop(DO_NOT_WORK).sum())


def number_in_words(number: int) -> str:
    """Write a whole number from 0 to 99 in words.

    Examples
    --------
    >>> number_in_words(9), number_in_words(24)
    ('nine', 'twenty-four')
    """
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] if ones == 0 else f"{_TENS[tens - 2]}-{_ONES[ones]}"
