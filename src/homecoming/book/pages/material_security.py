"""``kyrgyzstan/material-security``: how secure do people feel? (Yudina and Osadchaya 2024, Table 4)

Questions on where the text and its table part; exercises on the whole numbers next to a misprint, and on what
counts as secure.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures, Names

TABLE = f"{studies.KYRGYZSTAN}/table-4"
#: A figure of the text that the table does not have.
IN_THE_TEXT = "text[own-security-satisfactory]"


def self_checks() -> Quiz:
    """Ask where the text and its table part."""
    table, asked = published.load(TABLE), studies.asked()["All"]
    text = str(published.resolve(studies.KYRGYZSTAN, IN_THE_TEXT))
    family, own = (table.percentages(one) for one in ("provide-for-family", "own-security"))
    middle = table.printed("Satisfactory", table.whole, "provide-for-family")
    near = int(float(text) * asked / 100)
    return quiz(
        "material-security",
        single(
            f"The text prints {text} as a share of everybody. The table has {middle}. What speaks for the "
            "table?",
            {
                "Tables are always set with more care than sentences": "Tables can be misprinted, too. Here "
                "there is a better reason.",
                f"A middle answer can never have as much as {text} per cent": "It can. Women have it in this "
                "very table.",
                f"No number of {asked} people is printed as {text}": right(
                    f"{near} people would be {counts.percent(near, asked)} and {near + 1} would be "
                    f"{counts.percent(near + 1, asked)}. But {middle} fits: "
                    f"{counts.consistent(middle, asked)[0]} people."
                ),
            },
        ),
        single(
            f"Where does {text} stand in the table?",
            {
                "It is the women's “Satisfactory” for the family": right(
                    "So a slip of one column is the simplest explanation. Simple is not certain."
                ),
                "It is the men's “Good” for the family": "That cell has "
                f"{table.printed('Good', 'Male', 'provide-for-family')}: near, but another figure.",
                "In no cell of the table, for men or for women": "Look at the column for women.",
            },
        ),
        number(
            "By how many percentage points is the men's share of “Good” for their *own* security larger than "
            "the women's? One decimal.",
            own.at["Good", "Male"] - own.at["Good", "Female"],
            tolerance=0.051,
            unit="points",
            right="The text says that men and women see things alike.",
            otherwise="Take the women's figure from the men's, in the second question, row “Good”.",
            mistakes={
                family.at["Good", "Male"] - family.at["Good", "Female"]: "This is the first question, about "
                "the family.",
                own.at["Good", "Female"] - own.at["Good", "Male"]: "The size is right. Take the women's "
                "figure from the men's.",
            },
        ),
        multiple(
            "Which of these can one see from the printed page alone?",
            {
                "The text and the table name the two questions the other way round": right(
                    f"{family.at['Good', table.whole]} belongs to oneself in the text and to the family in "
                    "the table."
                ),
                "Which of the two, text or table, names them rightly": "Only the authors' data can say.",
                f"{family.at['Bad', table.whole]} per cent stands in a row “Bad”, not “Good”": right(
                    "It is the first question's “Bad”. The text takes it for well off."
                ),
                "How much people earn, and whether it is "
                "enough": "The question is how secure they feel. The paper prints no incomes.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    table, asked = published.load(TABLE), studies.asked()["All"]
    text = published.resolve(studies.KYRGYZSTAN, IN_THE_TEXT)

    def nearest() -> list[int]:
        return sorted(sorted(range(asked + 1), key=lambda k: abs(100 * k / asked - float(text)))[:2])

    def not_bad() -> pd.DataFrame:
        rows = {q.id: table.percentages(q.id).drop(index="Bad").sum() for q in table.questions}
        return pd.DataFrame(rows).T

    def good() -> pd.DataFrame:
        return pd.DataFrame({q.id: table.percentages(q.id).loc["Good"] for q in table.questions}).T

    return {
        "material-security-1": Names(
            nearest, right=f"One lies below {text} and one above. Neither is printed as {text}."
        ),
        "material-security-2": Figures(
            not_bad,
            tolerance=0.11,
            right="Counted like this, more than eight in ten are secure. Counted by “Good”, fewer than half.",
            show="bars",
            caption="All answers but “Bad”",
            mistakes={"This is “Good” alone. Add the middle answer.": good},
        ),
    }
