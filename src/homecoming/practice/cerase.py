"""Practice for the chapter on Cerase's four returns."""

from __future__ import annotations

from itertools import product

import pandas as pd

from homecoming import theories
from homecoming.answers import Answer, Figures, Names
from homecoming.selfcheck import Question, multiple, right, single


def _types() -> list[str]:
    return [one.labels[0] for one in map(theories.cerase.judge, theories.vignettes()) if len(one.labels) == 1]


def questions() -> list[Question]:
    """Ask for the type of a case, and for what blocks an innovator."""
    bakyt, salima = theories.vignette("bakyt"), theories.vignette("salima")
    found = {one.name: theories.cerase.judge(one).labels[0] for one in (bakyt, salima)}
    types = {
        "Return of failure": "That is for people who never got past the first hard time abroad.",
        "Return of conservatism": "That is for people who always meant to come back, and come with means for "
        "a house or land.",
        "Return of retirement": "That comes at the end of working life.",
        "Return of innovation": "That is for people who want to use new skills and means.",
    }
    because = {
        bakyt.name: "Six months, debts, and the life of before: he never got past the first hard time.",
        salima.name: "A pension, a house and a garden: the end of working life. That she goes and comes each "
        "year, the typology does not see.",
    }
    return [
        single(f"{bakyt.story} Which return is it?", types | {found[bakyt.name]: right(because[bakyt.name])}),
        single(
            f"{salima.story} Which return is this one?",
            types | {found[salima.name]: right(because[salima.name])},
        ),
        single(
            "An innovator prepares everything and fails all the same. At what does Cerase point, as he is "
            "usually summarised?",
            {
                "Too little time abroad to learn anything new": "Then it would not be a return of "
                "innovation: an innovator brings new skills and means.",
                "Too few savings for the first hard years": "The innovator has the means. What is missing is "
                "room to use them.",
                "Interests and power at home that resist the new": right(
                    "People who gain from the old order stand in the way; few innovators succeed."
                ),
            },
        ),
        multiple(
            "Why can the 515 people of the Kyrgyz study not be sorted into the four types?",
            {
                "Cerase studied Italians": "A typology may be tried elsewhere. Whether it fits is then the "
                "question.",
                "The time abroad is not reported": right("It is the first feature of the typology."),
                "515 people are too many": "A typology sorts one person at a time. It does not mind how many "
                "there are.",
                "The aim of the return is not reported": right(
                    "Expectations were asked as met or not met, without saying which."
                ),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def undecided() -> list[str]:
        return [one.name for one in theories.vignettes() if len(theories.cerase.judge(one).labels) > 1]

    def combinations() -> pd.Series:
        facts = theories.facts()
        found = [
            theories.cerase.judge(
                theories.Case({"working": "yes", "stay": stay, "aim": aim, "met": met})
            ).answer
            for stay, aim, met in product(facts["stay"][1], facts["aim"][1], facts["met"][1])
        ]
        return pd.Series(found).value_counts()

    return {
        "cerase-1": Names(
            undecided, well="A house and a bakery: two aims, two types. One fact more would not settle it."
        ),
        "cerase-2": Figures(
            combinations,
            tolerance=0,
            well="Many combinations have no name. A typology names what its author met.",
            show="bars",
            caption="What the typology says to people of working age: stays, aims, aims met",
        ),
    }
