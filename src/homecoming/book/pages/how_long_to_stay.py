"""The page "How long to stay?": a widget that turns the model, self-checks, and the answers to its exercises.

The model is in :mod:`homecoming.book.theories.duration`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from homecoming.book.theories import duration
from homecoming.book.theories.duration import Life
from homecoming.kernelfree import Explorer, interact, radio, slider
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import diagrams, typeset
from homecoming.teach.answers import Answer, Figures, Number

#: Wages abroad that the reader can set, in units of pay at home.
WAGES = (1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)


def stay_explorer() -> Explorer:
    """Let the reader turn the model of the optimal stay.

    Examples
    --------
    >>> "20.0 years" in stay_explorer().state(wage=3.0, pull=0.5, curvature=2.0, skill=0.0)
    True
    """

    def view(wage: float, pull: float, curvature: float, skill: float) -> typeset.HtmlTable:
        life = Life(wage_abroad=wage, home_pull=pull, curvature=curvature, skill_gain=skill)
        line = _curve(replace(life, wage_abroad=1.0))
        best = duration.optimal_stay(life)
        more = duration.optimal_stay(replace(life, wage_abroad=round(wage + 0.5, 1)))
        told = _stay_in_words(best, more, wage)
        drawing = diagrams.curve(
            "Best stay abroad by wage abroad",
            line,
            across="Wage abroad (wage at home = 1)",
            up="Best stay, years of 40",
            at=wage,
            top=40,
        )
        settings = (
            f"Wage abroad {wage:g}, pull of home {pull:g}, curvature {curvature:g}, gain in skills {skill:g}."
        )
        return typeset.together(drawing, told, settings, summary=told)

    return interact(
        view,
        name="how-long",
        title="How long to stay?",
        description="Turn one thing at a time and watch the best stay.",
        wage=slider(
            {f"{wage:g} times": wage for wage in WAGES}, label="Wage abroad, compared with home", default=3.0
        ),
        pull=radio({"Weak": 0.2, "Middle": 0.5, "Strong": 1.0}, label="Pull of home", default=0.5),
        curvature=radio(
            {"Slowly": 1.0, "Fast": 2.0, "Very fast": 4.0}, label="More money stops mattering", default=2.0
        ),
        skill=radio({"None": 0.0, "2 per cent a year": 0.02}, label="Gain in later pay at home"),
    )


@lru_cache(maxsize=64)
def _curve(life: Life) -> pd.Series:
    return duration.stay_curve(life)


def _stay_in_words(best: float, more: float, wage: float) -> str:
    if best == 0:
        told = "The best stay is no stay at all: the wage abroad does not make up for home."
    elif best >= 40:
        told = "The best stay is the whole working life: there is no return."
    else:
        told = f"The best stay is {best:.1f} years of 40."
    change = more - best
    if abs(change) < 0.05:
        side = "would change next to nothing"
    else:
        side = f"would {'lengthen' if change > 0 else 'shorten'} it to {more:.1f} years"
    return f"{told} A wage of {wage + 0.5:g} times in place of {wage:g} {side}."


def self_checks() -> Quiz:
    """Ask for the two effects of a wage, and for what the model leaves out."""
    stays = {wage: duration.optimal_stay(Life(wage_abroad=wage)) for wage in (2, 3, 8)}
    turns = {pull: duration.turning_point(Life(home_pull=pull)) for pull in (0.5, 1.0)}
    learned = {
        (wage, skill): duration.optimal_stay(Life(wage_abroad=wage, skill_gain=skill))
        for wage, skill in ((1.25, 0.0), (1.25, 0.02), (3.0, 0.02))
    }
    return quiz(
        "how-long-to-stay",
        single(
            f"In the chapter's model the best stay is {stays[3]:.0f} years at a wage of three times that at "
            f"home, and {stays[8]:.1f} years at eight times. How can a higher wage shorten the stay?",
            {
                "The same wealth is reached in fewer years, and a year at home has a worth": right(
                    "This is the income effect. Here it is stronger than the pull of the higher wage."
                ),
                "At such a wage people are sent home by the country in which they work": "Nobody is sent "
                "home in this model. It knows no surprise.",
                "Higher wages come with higher taxes, so that less of them is left": "The model has no "
                "taxes. All of the wage counts.",
            },
        ),
        number(
            "The turning point is the wage abroad at which the best stay is longest. Its formula stands in "
            "the chapter: with a pull of home of 0.5 and a curvature of 2 it is a wage of "
            f"{turns[0.5]:.0f}. Where is it if the pull of home is 1?",
            turns[1.0],
            tolerance=0.01,
            unit="times the wage at home",
            right="The stronger the pull of home, the higher the wage at which more pay begins to shorten "
            "the stay.",
            otherwise="Put 1 for h and 2 for γ into the formula of the chapter, or use "
            "`turning_point(Life(home_pull=1.0))`.",
            mistakes={
                2 * turns[0.5]: "You doubled everything. Only the part after “1 +” doubles.",
                turns[0.5]: "This is the turning point for a pull of 0.5. The pull has changed.",
                turns[1.0] - 1: "You forgot the “1 +” at the beginning of the formula.",
            },
        ),
        single(
            f"At a wage abroad of 1.25 the best stay is {learned[1.25, 0.0]:.0f} years. If each year abroad "
            f"raises later pay at home by 0.02, it is {learned[1.25, 0.02]:.1f} years. Why not the whole "
            "life?",
            {
                "The wage abroad falls from year to year": "In this model it stays the same all the time.",
                "What was learned is forgotten": "In this model it is kept for good.",
                "Only the years at home can use it": right(
                    "Stay long enough to learn, and come home early enough to use it. Where the wage gap "
                    "is wide, skills even *shorten* the stay: at a wage of 3 it is "
                    f"{learned[3.0, 0.02]:.1f} years with them and {stays[3]:.0f} without."
                ),
            },
        ),
        multiple(
            "What does this model *not* know?",
            {
                "That more money matters less and less": "It knows this: it is what the curvature is for.",
                "That a household may decide": right(
                    "The model knows one person, and what that person likes."
                ),
                "That a year at home has a worth of its own": "It knows this: it is the pull of home.",
                "That a war or a court may end a stay": right("It knows no surprise."),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    life = Life(wage_abroad=5.0)

    def worth(step: float) -> list[float]:
        return [duration.value(life, stay) for stay in np.arange(0, 40 + step, step)]

    def place(step: float) -> int:
        return int(np.argmax(worth(step)))

    def prices(wage: float) -> pd.Series:
        return pd.Series(
            {
                str(price): duration.optimal_stay(Life(wage_abroad=wage, price_home=price))
                for price in (1.0, 0.7)
            }
        )

    return {
        "how-long-to-stay-1": Number(
            lambda: place(0.5) / 2,
            unit="years",
            tolerance=0.01,
            right="The search of the library is finer. Half a year is near enough for a life.",
            mistakes={
                "This is the place in the list. Which number of years stands there?": lambda: place(0.5),
                "This is the finer search of the library. Asked is the best of the half years.": (
                    lambda: duration.optimal_stay(life)
                ),
                "This is the worth of a life. Asked is the number of years abroad.": lambda: max(worth(0.5)),
                "You took whole years. Asked is every half year.": lambda: place(1.0),
                "This is the best stay for the wage of the chapter's first example, 3.": (
                    lambda: duration.optimal_stay(Life(wage_abroad=3.0))
                ),
            },
        ),
        "how-long-to-stay-2": Figures(
            lambda: prices(3.0),
            tolerance=0.06,
            right="Money earned abroad goes further at home, so that fewer years will do.",
            mistakes={"These stays belong to another wage. Set `wage_abroad=3.0`.": lambda: prices(2.0)},
        ),
    }
