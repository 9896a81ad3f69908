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
                "Nothing: every figure is possible": right(
                    "With a thousand people or more the test is blind."
                ),
                "Most figures are impossible": "Count the figures, 1,001, and the numbers of people, 2,001.",
                "It depends on the figure": "Every tenth of a per cent is hit by some number of people.",
            },
        ),
        single(
            f"For relations with supervisors there are {bases.at['supervisors', 'solutions']} solutions. "
            "What does "
            "“several” mean?",
            {
                "The table is inconsistent": "Each solution prints the table exactly.",
                "The figures do not tell which of them is true": right("So say which one you take, and why."),
                "The largest is the most likely one": "It is a convention of this book, not a finding.",
            },
        ),
        multiple(
            "“The table cannot come from 515 people.” Which of these had to be *assumed*?",
            {
                "People were counted whole, without weights": right(
                    "With weights, other figures are possible."
                ),
                "Shares were rounded in the ordinary way": right("Cutting off was tried; it does not help."),
                "No cell is misprinted": right("One misprint would not explain it; several would."),
                "The authors are dishonest": "No. “Inconsistent” speaks of figures, not of people.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def teachers() -> pd.Series:
        return pd.Series({text: len(counts.consistent(text, 28)) for text in ("14.3", "14.5")})

    def solutions() -> pd.Series:
        def count(decimals: int) -> int:
            groups = {"Women": WOMEN, "Men": MEN, "All": [w + m for w, m in zip(WOMEN, MEN, strict=True)]}
            shown = {
                name: [counts.percent(k, sum(column), decimals) for k in column]
                for name, column in groups.items()
            }
            return counts.recover(shown, {"Women": 80, "Men": 50}, whole="All").count

        return pd.Series({"one decimal": count(1), "whole numbers": count(0)})

    return {
        "people-behind-percentages-1": Figures(
            teachers,
            tolerance=0,
            well="4 of 28 is 14.3 per cent. Nothing gives 14.5.",
        ),
        "people-behind-percentages-2": Figures(
            solutions,
            tolerance=0,
            well="One decimal finds your people. Whole percentages hide them: good for privacy, bad for "
            "checking.",
        ),
    }
