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
    gap = float(family.printed("Good", "Male")) - float(family.printed("Good", "Female"))
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
            "Two dimensions of a case point to two different strategies. What does the model say?",
            {
                "The first dimension decides": "The model has no such rule.",
                "It leaves the case open": right("And one should not force it. Some lives fit no type."),
                "The case is reintegrated": "Why should the better one win?",
            },
        ),
        multiple(
            "In this model, whose doing is reintegration?",
            {
                "The returnee's": right("Strategies are partly choices."),
                "The receiving society's": right("It must support people in keeping their identities."),
                "The state's, through rights and institutions": right(
                    "Access to them is one of the dimensions."
                ),
                "Only the returnee's": "Then rights and attitudes would not matter.",
            },
        ),
        number(
            "By how many percentage points do more men than women of the Kyrgyz study call their family "
            "relations good?",
            gap,
            tolerance=0.051,
            unit="points",
            right="But fewer women than men call them bad, too; and family is one dimension of four.",
            otherwise="Take the women's figure in Table 6 from the men's.",
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
        return pd.Series({"none": sum(n == 0 for n in fits), "one": sum(n == 1 for n in fits)})

    def objections() -> pd.Series:
        return pd.Series(
            {
                one.name: min(map(len, theories.kuschminder.against(one).values()))
                for one in theories.vignettes()
            }
        )

    return {
        "kuschminder-1": Figures(
            combinations,
            tolerance=0,
            well="A strict reading leaves almost everybody without a type. Is the rule too strict, or is "
            "life mixed?",
        ),
        "kuschminder-2": Figures(
            objections,
            tolerance=0,
            well="Allow one objection, and more cases get a type. Which of these would you not sign?",
            show="bars",
            caption="Fewest objections to any strategy, case by case",
        ),
    }
