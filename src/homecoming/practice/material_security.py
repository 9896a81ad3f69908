"""Practice for the page on material security (Yudina and Osadchaya 2024, Table 4)."""

from __future__ import annotations

import pandas as pd

from homecoming import counts, published
from homecoming.answers import Answer, Figures, Names
from homecoming.selfcheck import Question, multiple, number, right, single

TABLE = "kyrgyzstan-2024/table-4"


def questions() -> list[Question]:
    """Ask where the text and its table part."""
    table = published.load(TABLE)
    whole = table.whole
    middle = table.printed("Satisfactory", whole, "provide-for-family")
    return [
        single(
            f"The text prints 48.6 where the table has {middle}. What speaks for the table?",
            {
                f"{middle} per cent of 515 is {counts.consistent(middle, 515)[0]} people; 48.6 is no number "
                "of them": (right("250 people would be 48.5 and 251 would be 48.7.")),
                "Tables are always right": "They are not. But here whole numbers decide.",
                "48.6 is too "
                "high": "Too high for what? It is a possible figure for women, of whom 210 answered.",
            },
        ),
        single(
            "Where does 48.6 stand in the table?",
            {
                "In no cell": "Look at the column for women.",
                "It is the women's answer “Satisfactory” about their family": right(
                    "So a slip of one column is the simplest explanation. Simple is not certain."
                ),
                "It is the men's answer “Good” about their family": "That is 48.2.",
            },
        ),
        number(
            "By how many percentage points do more men than women call their own security “Good”?",
            table.percentages("own-security").loc["Good", "Male"]
            - table.percentages("own-security").loc["Good", "Female"],
            tolerance=0.051,
            unit="points",
            right="The text says that men and women see things alike.",
            otherwise="Take the women's figure from the men's, in the second question, row “Good”.",
            slips={
                table.percentages("provide-for-family").loc["Good", "Male"]
                - table.percentages("provide-for-family").loc[
                    "Good", "Female"
                ]: "This is the first question, about the family.",
            },
        ),
        multiple(
            "Which of these can one see from the page alone?",
            {
                "The text and the table give the two questions in a different order": right(
                    "47.6 belongs to oneself in the text and to the family in the table."
                ),
                "Which of the two is right": "Only the authors' data can say.",
                "5.8 per cent is the answer “Bad”, not “Good”": right(
                    "It stands in the row “Bad” of the table."
                ),
                "How much people "
                "earn": "The question is how secure they feel. No incomes were asked or printed.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    table = published.load(TABLE)

    def nearest() -> list[int]:
        return sorted(sorted(range(516), key=lambda k: abs(100 * k / 515 - 48.6))[:2])

    def not_bad() -> pd.DataFrame:
        rows = {q.id: table.percentages(q.id).drop(index="Bad").sum() for q in table.questions}
        return pd.DataFrame(rows).T

    def good() -> pd.DataFrame:
        return pd.DataFrame({q.id: table.percentages(q.id).loc["Good"] for q in table.questions}).T

    return {
        "material-security-1": Names(
            nearest, well="One lies below 48.6 and one above. Neither is printed as 48.6."
        ),
        "material-security-2": Figures(
            not_bad,
            tolerance=0.11,
            well="Counted like this, more than eight in ten are secure. Counted by “Good”, fewer than half.",
            show="bars",
            caption="All answers but “Bad”",
            slips={"This is “Good” alone. Add the middle answer.": good},
        ),
    }
