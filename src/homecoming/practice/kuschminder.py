"""Practice for the chapter on reintegration strategies (Kuschminder)."""

from __future__ import annotations

from itertools import product

import pandas as pd

from homecoming import published, theories
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, multiple, number, right, single

DIMENSIONS = ("culture", "networks", "identity", "access")


def questions() -> list[Question]:
    """Ask for the strategies, for what the model leaves open, and for what a table shows."""
    family = published.load("kyrgyzstan-2024/table-6")
    men, women = float(family.printed("Good", "Male")), float(family.printed("Good", "Female"))
    gap = men - women
    return [
        single(
            "A woman comes back, finds her friends among other returnees, and keeps the way of life of the "
            "country she left. Which strategy fits, as the model is usually summarised?",
            {
                "Reintegrated": "Then she would keep both ways of life, and have friends among locals, too.",
                "Enclaves": right("She lives beside the society to which she came back, among her own."),
                "Traditionalists": "Then she would have taken up the way of life of home again.",
                "Vulnerable": "Then her networks would be few or broken.",
            },
        ),
        single(
            "Two dimensions of a case point to two different strategies. Which strategy is it then, by the "
            "rule of this chapter?",
            {
                "The one of the first dimension": "No dimension counts more than another.",
                "None: the case is left open": right(
                    "Some lives fit no type, and one should not force them."
                ),
                "The better one of the two": "The strategies are types and not marks. No "
                "rule prefers the better one.",
            },
        ),
        multiple(
            "By Kuschminder's definition and dimensions, who has a part in reintegration?",
            {
                "The returnee": right("Strategies are choices too, though not only choices."),
                "Nobody: it comes with time": "Then support and equal rights would not stand in the "
                "definition.",
                "The society that receives": right("Its support is part of the definition."),
                "The state, through rights and institutions": right(
                    "Access to them is one of the four dimensions."
                ),
            },
        ),
        number(
            f"In the Kyrgyz study {men} per cent of the men and {women} per cent of the women call their "
            "family relations good. How many percentage points is the men's figure higher?",
            gap,
            tolerance=0.051,
            unit="points",
            right="But fewer women than men call them bad, too. And family is only a part of one dimension.",
            otherwise="Take the women's figure from the men's.",
            slips={
                100 * gap / women: "This is the gap in per cent of the women's figure. Points are a plain "
                "difference.",
                -gap: "You have taken the men's figure from the women's. Turn it round.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def combinations() -> pd.Series:
        values = [theories.facts()[name][1] for name in DIMENSIONS]
        fits = [
            len(theories.kuschminder.judge(theories.Case(dict(zip(DIMENSIONS, chosen, strict=True)))).labels)
            for chosen in product(*values)
        ]
        return pd.Series({"none": fits.count(0), "one": fits.count(1)})

    judged = {one: theories.kuschminder.judge(one) for one in theories.vignettes()}

    def answers_given() -> pd.Series:
        return pd.Series([found.answer for found in judged.values()]).value_counts()

    def objections() -> pd.Series:
        uncovered = [one for one, found in judged.items() if not found.labels]
        return pd.Series(
            {one.name: min(map(len, theories.kuschminder.against(one).values())) for one in uncovered}
        )

    return {
        "kuschminder-1": Figures(
            answers_given,
            tolerance=0,
            well="The people are invented: this says which lives we thought of, and nothing about returnees.",
            show="table",
            caption="What the model says to the vignettes",
        ),
        "kuschminder-2": Figures(
            objections,
            tolerance=0,
            well="Allow one objection, and two more cases get a type. Which of them would you not sign?",
        ),
        "kuschminder-3": Figures(
            combinations,
            tolerance=0,
            well="A strict reading leaves almost every combination without a type. Is the rule too strict, "
            "or is life mixed?",
            slips={
                "The two are changed over. To how many combinations does no strategy fit?": lambda: (
                    combinations().set_axis(["one", "none"])
                ),
            },
        ),
    }
