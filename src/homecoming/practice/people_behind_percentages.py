"""Practice for the chapter on the people behind the percentages."""

from __future__ import annotations

import pandas as pd

from homecoming import counts, survey
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, multiple, number, right, single

WOMEN, MEN = (40, 25, 15), (18, 22, 10)


def questions() -> list[Question]:
    """Ask what GRIM can and cannot show."""
    possible = sum(bool(counts.consistent(f"{tenths / 10:.1f}", 305)) for tenths in range(1001))
    bases = survey.rebuild().bases
    return [
        number(
            "How many of the 1,001 percentages from 0.0 to 100.0 can come from 305 people?",
            possible,
            unit="figures",
            right="One for each number of people from 0 to 305. All the others are impossible.",
            otherwise="Each number of people, from none to all, gives one figure.",
            slips={305: "Nearly. Nobody at all is a possible number, too."},
        ),
        single(
            "The number of people is 2,000. What does the test say of a figure with one decimal?",
            {
                "Most such figures are impossible": "Count the figures, 1,001, and the numbers of people, "
                "2,001.",
                "Nothing: every figure is possible": right(
                    "With a thousand people or more the test is blind."
                ),
                "It depends on the figure's size": "Every tenth of a per cent is hit by some number of "
                "people, the small ones and the large ones.",
            },
        ),
        single(
            f"For relations with supervisors there are {bases.at['supervisors', 'solutions']} solutions. "
            "What does “several” mean?",
            {
                "The table is inconsistent with itself": "Each solution prints the table exactly.",
                "The largest one is the most likely one": "Taking it is a habit of this book, not a finding.",
                "The figures do not tell which is true": right("So say which one you take, and why."),
            },
        ),
        multiple(
            "“The table cannot come from 515 people.” Which of these had to be *assumed*?",
            {
                "People were counted whole, without weights": right(
                    "With weights, other figures are possible."
                ),
                "People were drawn by chance": "The test is arithmetic with whole numbers. How people were "
                "chosen does not matter for it.",
                "Shares were rounded in the ordinary way": right("Cutting off was tried; it does not help."),
                "No cell is misprinted": right("One misprint would not explain it; several would."),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def teachers() -> pd.Series:
        return pd.Series({text: len(counts.consistent(text, 28)) for text in ("14.3", "14.5")})

    def printed(decimals: int) -> dict[str, list[str]]:
        groups = {"Women": WOMEN, "Men": MEN, "All": [w + m for w, m in zip(WOMEN, MEN, strict=True)]}
        return {
            name: [counts.percent(k, sum(column), decimals) for k in column]
            for name, column in groups.items()
        }

    def together(decimals: int) -> int:
        return counts.recover(printed(decimals), {"Women": 80, "Men": 50}, whole="All").count

    def solutions() -> pd.Series:
        return pd.Series({"one decimal": together(1), "whole numbers": together(0)})

    return {
        "people-behind-percentages-1": Figures(
            teachers,
            tolerance=0,
            well="4 of 28 is 14.3 per cent. Nothing gives 14.5.",
            slips={
                "This is the number of teachers. How many such numbers fit?": lambda: pd.Series(
                    {"14.3": counts.consistent("14.3", 28)[0], "14.5": 0}
                ),
                "Try 14.5 once more: is there really a number of teachers that gives it?": lambda: pd.Series(
                    {"14.3": 1, "14.5": 1}
                ),
            },
        ),
        "people-behind-percentages-2": Figures(
            solutions,
            tolerance=0,
            slips={
                "You have them the other way round: which prints sharper clues?": lambda: pd.Series(
                    {"one decimal": together(0), "whole numbers": together(1)}
                ),
            },
            well="One decimal finds your people. Whole percentages hide them: good for privacy, bad for "
            "checking.",
        ),
    }
