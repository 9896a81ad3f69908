"""Practice for the chapter on per cent, percentage points and bases."""

from __future__ import annotations

import pandas as pd

from homecoming import published, survey
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single

TECHNOLOGY = "9. Information technology sector (IT)"


def questions() -> list[Question]:
    """Ask for units, bases and sums of rounded figures."""
    people = survey.rebuild()
    leave = people.counts("plans-to-leave")
    women = int(leave.at["Yes", "Female"])
    of_leavers = 100 * women / leave.at["Yes", "All"]
    barriers = published.load("kazakhstan-korea-2025/table-3").percentages().sum().round(1)
    return [
        single(
            "A share rises from 8 to 16 per cent. Which sentence is right?",
            {
                "It rose by 8 per cent": "That would be from 8 to 8.64.",
                "It rose by 200 per cent": "Doubling is a rise by 100 per cent.",
                "It rose by 8 points": right("And it doubled. Both are true; say which you mean."),
            },
        ),
        number(
            f"{women} women plan to leave, of {leave['Female'].sum()} women and of {leave.at['Yes', 'All']} "
            "people who plan to leave. How many per cent of *those who plan to leave* are women? One "
            "decimal.",
            of_leavers,
            tolerance=0.06,
            unit="per cent",
            right="Reading by rows. The paper prints columns only.",
            otherwise=f"Divide {women} by the number of people who plan to leave.",
            slips={
                100 * women / leave["Female"].sum(): "This is the share of the women who plan to leave: "
                "another base.",
                100 * women / 515: "This is the share of everybody.",
            },
        ),
        single(
            "Four figures with one decimal each are added up. Which sum does rounding *not* explain?",
            {
                "100.2": "Just possible: four times 0.05.",
                f"{barriers.iloc[0]}": right("Four times 0.05 is 0.2 at most."),
                "99.9": "Four rounded figures are easily a tenth away.",
            },
        ),
        multiple(
            "Which of these are good clues to how many people answered?",
            {
                "A subtotal made of rounded percentages": "It carries the rounding of its parts.",
                "The printed percentages of single answers": right(
                    "Each is a whole number of people in disguise."
                ),
                "A difference of two rounded percentages": "It carries two roundings.",
                "A subtotal made from people and rounded once": right(
                    "It is a share of people as well. But find out first how it was made."
                ),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load("kyrgyzstan-2024/table-1").percentages().loc[TECHNOLOGY]
    before, after = shown["In Russia"], shown["In Kyrgyzstan"]
    met = survey.rebuild().counts("expectations").loc["Yes"]

    return {
        "percent-point-base-1": Figures(
            lambda: pd.Series({"points": after - before, "per cent": 100 * (after - before) / before}),
            well="One point, or nineteen per cent, or five people. Three headlines.",
            slips={
                "You divided by the second figure. Per cent are counted from where it began.": lambda: (
                    pd.Series({"points": after - before, "per cent": 100 * (after - before) / after})
                ),
            },
        ),
        "percent-point-base-2": Number(
            lambda: 100 * met["Female"] / met["All"],
            unit="per cent",
            tolerance=0.06,
            well="Women are 40.8 per cent of everybody, and fewer of the fully satisfied.",
            slips={
                "This is the share of the women who said “Yes”. Turn it round: the share of women in "
                "“Yes”.": (lambda: 100 * met["Female"] / 210),
                "This is the share of everybody. Take only the people who said “Yes”.": lambda: (
                    100 * met["Female"] / 515
                ),
                "This is the share of the men.": lambda: 100 * met["Male"] / met["All"],
            },
        ),
    }
