"""Practice for the chapter on sustainable reintegration and its measurement."""

from __future__ import annotations

import pandas as pd

from homecoming import survey
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, multiple, number, right, single
from homecoming.theories import indicators

DIMENSIONS = ("Economic", "Social", "Psychosocial")


def questions() -> list[Question]:
    """Ask what the idea says of leaving, and what was named and never reported."""
    found = indicators.indicators()
    never = [one for one in found if one.status == "not reported"]
    return [
        single(
            "In the idea of IOM, somebody is well reintegrated and leaves again. Is that a contradiction?",
            {
                "Yes: who leaves has "
                "failed": "That is the narrow idea of others. Here it says: by choice, not need.",
                "No: what counts is that leaving is a choice and no necessity": right(
                    "Staying is not the test. The Kyrgyz study says so, and then uses plans to leave as a "
                    "sign."
                ),
                "It depends on how long the person stayed": "No length of stay is named.",
            },
        ),
        number(
            "The Kyrgyz study names indicators of sustainable reintegration. For how many of them does it "
            "report *nothing at all*?",
            len(never),
            unit="indicators",
            right="Among them: " + "; ".join(one.indicator.lower() for one in never[:3]) + ".",
            otherwise="Count the rows “named, but never reported” in the indicator matrix.",
        ),
        multiple(
            "Which of these are lost on the way from the concept to the question of Table 8?",
            {
                "Whether leaving would be a choice": right("The question asks whether, not why."),
                "All countries but Russia": right("Who leaves for Korea answers no."),
                "Everything after three months": right("Spring lies further away."),
                "Whether the person is a man or a woman": "The table shows men and women apart.",
            },
        ),
        single(
            "“Returnees who were referred to other services score lower than those whom IOM helped "
            "directly.” What follows?",
            {
                "Referral does harm": "It may be. But who was referred?",
                "IOM's help works better": "It may be. But the two groups may have differed before.",
                "Nothing about cause: the harder cases may have been referred": right(
                    "An association. One would have to know how people came into the two groups."
                ),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def in_tables() -> pd.Series:
        found = indicators.matrix()
        return (100 * found["in a table"] / found.sum(axis=1)).loc[list(DIMENSIONS)]

    def strict_and_lenient() -> pd.DataFrame:
        people = survey.rebuild()
        jobs = {"job-satisfaction": ["Yes", "Mostly yes"]}
        codings = {"Good": ["Good"], "Good or satisfactory": ["Good", "Satisfactory"]}
        bounds = {name: people.bounds(jobs | {"family-relations": kept}) for name, kept in codings.items()}
        return pd.DataFrame(
            {name: {"lower": one.lower, "upper": one.upper} for name, one in bounds.items()}
        ).T

    return {
        "sustainable-reintegration-1": Figures(
            in_tables,
            tolerance=0.6,
            well="The economic dimension is well covered. Half or more of the others rests on text, or on "
            "nothing.",
            show="bars",
            caption="Share of the named indicators that stand in a table, per cent",
        ),
        "sustainable-reintegration-2": Figures(
            strict_and_lenient,
            tolerance=0.06,
            well="The coding moves the range more than any new interview could.",
        ),
    }
