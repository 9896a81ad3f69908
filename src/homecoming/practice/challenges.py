"""Practice for the page on obstacles (Issayeva and Eun 2025, Table 3)."""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, number, right, single

KAZAKHSTAN, KOREA = "Kazakhstan (%)", "South Korea (%)"
MONEY, PAPERS = "Access to Capital for Entrepreneurship", "Bureaucratic Hurdles"


def questions() -> list[Question]:
    """Ask what a column that does not add up can mean."""
    shown = published.load("kazakhstan-korea-2025/table-3").percentages()
    sums = shown.sum().round(1)
    return [
        single(
            f"Korea's column adds up to {sums[KOREA]}. What can that mean?",
            {
                "One answer was allowed, and a fifth of the people gave none of the four": (
                    "Possible. But then there should be a row “none” or “other”, and Kazakhstan's sum would "
                    "be odd."
                ),
                "Several answers were allowed, and the sum has no "
                "meaning": "Possible. But the paper does not say.",
                "Either: the paper does not say how many answers one could give": right(
                    "And each reading changes what the figures mean."
                ),
            },
        ),
        single(
            f"Kazakhstan's column adds up to {sums[KAZAKHSTAN]}. Could that be rounding, with one answer "
            "each?",
            {
                "Yes, four rounded figures can be off by 0.2": "Then 100.2 would be the most.",
                "No, four rounded figures can be off by 0.2 at most": right("100.3 is a little too far."),
                "Yes, rounding can do anything": "Each figure is off by 0.05 at most.",
            },
        ),
        number(
            "By how many points is money named more often in Kazakhstan than in Korea?",
            shown.at[MONEY, KAZAKHSTAN] - shown.at[MONEY, KOREA],
            tolerance=0.051,
            unit="points",
            right="The text calls it “slightly”. It is the widest gap of the table.",
            otherwise="Take Korea's figure from Kazakhstan's.",
        ),
        single(
            "After money, which obstacle is named most often?",
            {
                "Recognition of "
                "qualifications": "So says the text. In the table it is third in both countries.",
                "Bureaucracy": right("26.8 and 20.5 per cent: second in both countries."),
                "Discrimination": "It is named least.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load("kazakhstan-korea-2025/table-3").percentages()
    column = shown[KAZAKHSTAN]

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
            both,
            tolerance=0.06,
            well="If nobody was without an obstacle, hardly anybody can have named two: the sum leaves no "
            "room.",
            slips={
                "Right, if people may name none. But here everybody named at least one: how much is over "
                "100?": (lambda: pd.Series({"lowest": 0.0, "highest": min(column[MONEY], column[PAPERS])})),
            },
        ),
        "challenges-2": Figures(
            lambda: 100 * shown / shown.sum(),
            well="The widest gap is now less than one point. The countries differ in level, hardly in order.",
            show="bars",
            caption="Obstacles, each column made to add up to 100",
        ),
    }
