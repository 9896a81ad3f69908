"""Practice for the chapter on the best time abroad."""

from __future__ import annotations

import numpy as np
import pandas as pd

from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single
from homecoming.theories import duration
from homecoming.theories.duration import Life


def questions() -> list[Question]:
    """Ask for the two effects of a wage, and for what the model leaves out."""
    stays = {wage: duration.optimal_stay(Life(wage_abroad=wage)) for wage in (2, 3, 8)}
    turn = duration.turning_point(Life())
    return [
        single(
            f"In the chapter's model the best stay is {stays[3]:.0f} years at a wage of three times that at "
            f"home, and {stays[8]:.1f} years at eight times. How can a higher wage shorten the stay?",
            {
                "People get lazy": "Nobody in the model does. They have enough sooner.",
                "The same wealth is reached in fewer years, and years at home are worth something": right(
                    "This is the income effect. Here it is stronger than the pull of the higher wage."
                ),
                "Taxes are higher": "There are none in this model.",
            },
        ),
        number(
            "At which wage (as a multiple of the wage at home) is the best stay longest, with the settings "
            "of the chapter?",
            turn,
            tolerance=0.05,
            right="Below it a higher wage lengthens the stay; above it, it shortens it.",
            otherwise="Read it off the curve, or use `turning_point(Life())`.",
            slips={stays[3]: "This is the stay in years. Asked is the wage."},
        ),
        single(
            "What do skills that pay at home do to the best stay?",
            {
                "They make it longer, up to a point": right(
                    "One has to stay long enough to learn, and come home early enough to use it."
                ),
                "Nothing": "With a small wage gap they are the only reason to go.",
                "They keep people abroad for ever": "Abroad they pay nothing in this model.",
            },
        ),
        multiple(
            "What does this model *not* know?",
            {
                "That a household may decide": right("It knows one person."),
                "That a war or a court may end a stay": right("It knows no surprise."),
                "That more money matters less and less": "It does: that is what the curvature is.",
                "That a year at home has a worth of its own": "It does: that is the pull of home.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def by_looking() -> float:
        stays = np.arange(0, 40.5, 0.5)
        life = Life(wage_abroad=5.0)
        return float(stays[np.argmax([duration.value(life, stay) for stay in stays])])

    def prices() -> pd.Series:
        return pd.Series(
            {
                str(price): duration.optimal_stay(Life(wage_abroad=3.0, price_home=price))
                for price in (1.0, 0.7)
            }
        )

    return {
        "how-long-to-stay-1": Number(
            by_looking,
            unit="years",
            tolerance=0.01,
            well="The search of the library finds it to the minute; half a year is near enough for a life.",
            slips={"This is the best stay for the wage of the chapter's first example, 3.": lambda: 20.0},
        ),
        "how-long-to-stay-2": Figures(
            prices,
            tolerance=0.06,
            well="Money earned abroad goes further at home, so that fewer years will do.",
        ),
    }
