"""``kazakhstan-korea/challenges``: what stands in the way? (Issayeva and Eun 2025, Table 3)

Questions on a column that does not add up; exercises on shares of the named obstacles, and on bounds for
people who named two of them.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book.studies import KAZAKHSTAN, KAZAKHSTAN_KOREA, SOUTH_KOREA
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures

TABLE = f"{KAZAKHSTAN_KOREA}/table-3"
MONEY, PAPERS = "Access to Capital for Entrepreneurship", "Bureaucratic Hurdles"


def self_checks() -> Quiz:
    """Ask what a column that does not add up can mean."""
    shown = published.load(TABLE).percentages()
    sums = shown.sum().round(1)
    return quiz(
        "challenges",
        single(
            f"Korea's column adds up to {sums[SOUTH_KOREA]}. How many obstacles could each person name?",
            {
                "One; a fifth of the people named none of the four": "It could be so. But then a row "
                f"“none” or “other” is missing, and Kazakhstan's {sums[KAZAKHSTAN]} would be too much.",
                "The paper does not say, and the sum does not tell": right(
                    "Both other readings stay open, and each changes what the figures mean."
                ),
                f"Several; 100 people named about {sums[SOUTH_KOREA]:.0f} obstacles "
                "together": "It could be so. But the paper does not say it, and one answer each is not "
                "ruled out in Korea.",
            },
        ),
        single(
            f"Kazakhstan's column adds up to {sums[KAZAKHSTAN]}. Could that be rounding, with one answer "
            "each?",
            {
                "Yes: each figure may be off by 0.1, so that four may be off by 0.4": "A figure with one "
                "decimal is off by 0.05 at most: 35.7 may stand for anything from 35.65 to 35.75.",
                "Yes: percentages hardly ever add up to 100": "They often miss it by a little. How much is "
                "possible, depends on the number of rows.",
                "No: four rounded figures can be off by 0.2 at most": right(
                    f"Each is off by 0.05 at most. {sums[KAZAKHSTAN]} is a little too far."
                ),
            },
        ),
        number(
            "By how many points is money named more often in Kazakhstan than in Korea?",
            shown.at[MONEY, KAZAKHSTAN] - shown.at[MONEY, SOUTH_KOREA],
            tolerance=0.051,
            unit="points",
            right="The text calls it “slightly”. It is the widest gap of the table.",
            otherwise="Take Korea's figure from Kazakhstan's in the row on access to capital.",
            mistakes={
                shown.at[MONEY, SOUTH_KOREA]
                - shown.at[
                    MONEY, KAZAKHSTAN
                ]: "You have taken Kazakhstan's figure from Korea's. Turn it round.",
                100
                * (
                    shown.at[MONEY, KAZAKHSTAN] / shown.at[MONEY, SOUTH_KOREA] - 1
                ): "This is the gap in per cent of Korea's figure. Points are a plain difference.",
            },
        ),
        single(
            "After money, which obstacle is named most often?",
            {
                "Bureaucracy": right(
                    f"{shown.at[PAPERS, KAZAKHSTAN]} and {shown.at[PAPERS, SOUTH_KOREA]} per cent: second in "
                    "both countries."
                ),
                "Recognition of qualifications": "The text speaks of it next. In the table it is third in "
                "both countries.",
                "Discrimination": "It is named least in both countries.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load(TABLE).percentages()
    column = shown[KAZAKHSTAN]
    rescaled = 100 * shown / shown.sum()
    gaps = (rescaled[KAZAKHSTAN] - rescaled[SOUTH_KOREA]).abs()
    before = (shown[KAZAKHSTAN] - shown[SOUTH_KOREA]).abs().max()

    def both() -> pd.Series:
        # Everybody named one at least: what exceeds 100 are second, third and fourth mentions.
        return pd.Series(
            {
                "lowest": max(0.0, column[MONEY] + column[PAPERS] - 100),
                "highest": min(column[MONEY], column[PAPERS], column.sum() - 100),
            }
        )

    return {
        "challenges-1": Figures(
            lambda: rescaled,
            right=f"The widest gap is now {gaps.max():.1f} points, and no longer {before:.1f}. The countries "
            "differ in level, and hardly in what weighs most.",
            mistakes={
                "These are the printed figures. Divide each by the sum of its column.": lambda: shown,
                "You divided by the sum of the row. Divide by the sum of the column.": lambda: (
                    100 * shown.div(shown.sum(axis="columns"), axis="index")
                ),
                "You divided by the sum of the whole table. Each column has a sum of its own.": lambda: (
                    100 * shown / shown.to_numpy().sum()
                ),
            },
            show="bars",
            caption="Obstacles, each column made to add up to 100",
        ),
        "challenges-2": Figures(
            both,
            tolerance=0.002,  # well below the answer itself
            right="If nobody was without an obstacle, hardly anybody can have named two: the sum leaves no "
            "room.",
            mistakes={
                "Right, if people may name none. But here everybody named at least one: how much is over "
                "100?": (lambda: pd.Series({"lowest": 0.0, "highest": min(column[MONEY], column[PAPERS])})),
            },
        ),
    }
