"""``kyrgyzstan/job-satisfaction``: are people satisfied with their work? (Yudina and Osadchaya 2024, Table 3)

Questions on rounding, bases, and what a subtotal hides; exercises on shares with two decimals, and on
subtotals made from people.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures

TABLE = f"{studies.KYRGYZSTAN}/table-3"


def self_checks() -> Quiz:
    """Ask about rounding, bases and what a subtotal hides."""
    table = published.load(TABLE)
    base = int(studies.rebuilt().bases.at["job-satisfaction", "all"])
    in_work, asked = studies.in_work(), studies.asked()["All"]
    shown = table.as_printed().astype(float)
    apart = (shown["Male"] - shown["Female"]).abs().round(1)
    other = studies.table_of("job-match")
    match = other.printed("Yes + mostly yes", other.whole)
    total = f"{table.percentages()[table.whole].sum():.1f}"
    return quiz(
        "job-satisfaction",
        single(
            f"The four printed figures for everybody add up to {total}. What follows?",
            {
                "Nothing: rounding alone can move such a sum by 0.2": right(
                    "Each figure may be off by 0.05, and four of them by 0.2."
                ),
                "One of the four figures must have been misprinted": "It could be, but the sum is no sign of "
                "it: four roundings can add up to 0.2.",
                "Somebody gave two answers, and was counted twice": "It could be, but the sum is no sign of "
                f"it: {base} people, each counted once, give the same four figures.",
            },
        ),
        number(
            f"{base} people rated their work. Table 1 leaves {in_work} people in work. How many, at least, "
            "rated work that, by Table 1, they did not have?",
            base - in_work,
            unit="people",
            right=f"At least so many, if all {asked} answered Table 1. It would be more if some people in "
            "work left the question out.",
            otherwise="If everybody in work answered, how many others answered, too?",
            mistakes={
                asked - in_work: "These are all people without work. Not all of them need have answered.",
                asked
                - base: "So many people left the question out. The question is how many answered without "
                "work.",
            },
        ),
        single(
            f"In “Yes + mostly yes” men and women are {apart['Yes + mostly yes']} points apart. In “Yes” "
            f"alone they are {apart['Yes']} apart. How can that be?",
            {
                "More men than women answered this question": "Percentages are of men and of women, each for "
                "themselves.",
                "Two opposite differences cancel in the sum": right(
                    "Men say “Yes” more often, women “Mostly yes”. Together little is left."
                ),
                "One of the two figures must have been misprinted": "All of them fit whole numbers of men "
                "and women.",
            },
        ),
        single(
            f"{match} per cent see a match and {table.printed('Yes + mostly yes', table.whole)} per cent "
            "are satisfied. Are they the same people?",
            {
                "Mostly, because the two shares are nearly "
                "equal": "Equal shares can be two quite different groups of people.",
                "No, because the two shares are not quite "
                "equal": "The shares differ by little, but that does not tell who is who.",
                "The two tables do not tell who is in both": right(
                    "Each table shows one question by itself. How the answers go together is not printed."
                ),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    table, asked = published.load(TABLE), studies.asked()["All"]
    found = studies.rebuilt().counts("job-satisfaction")

    def subtotals() -> pd.DataFrame:
        rows = {name: found.loc[list(table.parts(name))].sum() for name in table.options(kind="subtotal")}
        return 100 * pd.DataFrame(rows).T / found.sum()

    def of_rounded() -> pd.DataFrame:
        shown = table.percentages()
        rows = {name: shown.loc[list(table.parts(name))].sum() for name in table.options(kind="subtotal")}
        return pd.DataFrame(rows).T.set_axis(found.columns, axis=1)

    return {
        "job-satisfaction-1": Figures(
            lambda: 100 * found["All"] / found["All"].sum(),
            tolerance=0.005,
            right="All four were rounded up. The 0.1 in the sum comes from that alone.",
            mistakes={
                "You have one decimal, as in print. Keep two, to see what was rounded away.": lambda: (
                    100 * found["All"] / found["All"].sum()
                ).round(1),
                f"You divided by {asked}, all who were asked. Divide by those who answered.": lambda: (
                    100 * found["All"] / asked
                ),
            },
        ),
        "job-satisfaction-2": Figures(
            subtotals,
            tolerance=0.02,
            right="Compare with print: where they differ, the paper added rounded figures.",
            show="bars",
            caption="Subtotals of Table 3, from people",
            mistakes={"You added the printed percentages. Add people, then divide.": of_rounded},
        ),
    }
