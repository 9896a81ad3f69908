"""``kazakhstan-korea/study``: how the study of Kazakhstan and South Korea was made (Issayeva and Eun 2025)

Questions on what can be checked without a number of people; exercises on arrivals a year, and on the smallest
sample.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures, Number


def self_checks() -> Quiz:
    """Ask what kind of study it is, and what can be checked without a number of people."""
    tables = studies.number_in_words(len(published.tables(studies.KAZAKHSTAN_KOREA)))
    return quiz(
        "kazakhstan-korea-study",
        single(
            f"Where do the figures of the {tables} tables come from?",
            {
                "From a survey that the authors made in both countries": "They made none, and say so.",
                "From interviews with people who came to the two countries": "The paper does use interviews "
                "made by others, but for what people lived through, and not for its tables.",
                "From statistical offices and reports of others": right(
                    "Which publication it was, and which people, the tables do not say."
                ),
            },
        ),
        number(
            "What is the smallest number of people that could give 33.3, 33.3 and 33.3 per cent?",
            counts.smallest_base(["33.3", "33.3", "33.3"]),
            unit="people",
            right="One in each row. The figures add up to 99.9, and that is only rounding.",
            otherwise="Try to put people into three equal groups. How few will do?",
            mistakes={
                1000: "1000 people cannot be three equal groups: 333 of each leave one over.",
                999: "So many are possible, but far fewer will do.",
                1: "One person can stand in one row only. The other two rows would be 0.",
            },
        ),
        multiple(
            "The tables give no number of people. What can be checked all the same?",
            {
                "Whether 68.5 per cent is a whole number of people": "Of how many? That is what we do not "
                "know.",
                "Whether a column adds up to 100": right("Table 3 does not, in either country."),
                "Whether a figure of the text stands in its table": right("38 per cent in IT does not."),
                "Whether two countries differ by more than "
                "chance": "An interval needs a number of people, and a draw by chance.",
            },
        ),
        single(
            "Many of the people of whom the paper speaks were born abroad, to families that left long ago. "
            "What is such a move called?",
            {
                "Return migration, as the paper defines it": "The paper defines it as coming home after "
                "living abroad. These people had never lived in the country to which they moved.",
                "Circular migration": "That would be going to and fro between the same two places.",
                "Ethnic return": right(
                    "A move to the land of one's forebears, in which one may never have lived."
                ),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    table = published.load(f"{studies.KAZAKHSTAN_KOREA}/table-3")
    shown = table.as_printed()

    def smallest() -> pd.Series:
        return pd.Series(
            {group: counts.smallest_base(list(shown[group]), exclusive=False) for group in table.groups}
        )

    text = published.text_figures(studies.KAZAKHSTAN_KOREA).set_index("id")["printed"].str.replace(",", "")
    total, granted = float(text["kandas-total"]), float(text["kandas-2023"])

    return {
        "kazakhstan-korea-study-1": Number(
            lambda: total / (32 + 8 / 12),
            unit="people a year",
            tolerance=60,
            right=f"{granted:,.0f} in eight months would be about {granted * 12 / 8:,.0f} in a year: below "
            "the long average.",
            mistakes={
                "January 1991 to the end of 2022 are 32 years. Add the eight months of 2023.": lambda: (
                    total / 32
                ),
                "This is a number a month. How many months has a year?": lambda: total / (32 * 12 + 8),
                "Eight months are two thirds of a year, and not 0.8.": lambda: total / 32.8,
                "2023 minus 1991 is 32. How many years is it with the eight months?": lambda: total / 31,
            },
        ),
        "kazakhstan-korea-study-2": Figures(
            smallest,
            tolerance=0,
            right="At least so many people stand behind each column, if every figure is a share of one "
            "group.",
        ),
    }
