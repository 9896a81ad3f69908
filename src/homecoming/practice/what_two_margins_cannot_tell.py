"""Practice for the chapter on Fréchet bounds."""

from __future__ import annotations

import pandas as pd

from homecoming import survey
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, multiple, number, right, single

MET, LEAVE = {"expectations": "Yes"}, {"plans-to-leave": "Yes"}


def questions() -> list[Question]:
    """Ask for bounds, and for what narrows them."""
    people = survey.rebuild()
    leave = int(people.counts("plans-to-leave").at["Yes", "All"])
    return [
        number(
            "60 of 100 people have a job and 70 have a flat. How many, at least, have both?",
            30,
            unit="people",
            right="60 and 70 do not fit into 100 side by side: 30 must overlap.",
            otherwise="Lay 60 and 70 into a row of 100, as far apart as you can.",
            slips={
                42: "You multiplied. That assumes that the two have nothing to do with each other.",
                60: "So many have both at most.",
                0: "There is no room for that.",
            },
        ),
        single(
            f"{leave} people plan to leave, and 161 were disappointed. How many of those who plan to leave "
            "were "
            "disappointed?",
            {
                "Most of them": "It may be so. The tables do not show it.",
                "None of them": "It may be so. The tables do not show it.",
                f"Anything from none to all {leave}": right("Both stories fit the tables to the last digit."),
            },
        ),
        multiple(
            "What makes the range between the bounds narrower, without any assumption?",
            {
                "Margins near 0 or 100 per cent": right(
                    "If nearly everybody has it, who has something else has it, too."
                ),
                "Knowing men and women apart": right("Men's answers can only meet men's answers."),
                "Multiplying the shares": "That is an assumption, and a strong one.",
                "Asking about more spheres": "Each further sphere lowers both ends.",
            },
        ),
        single(
            "“Only good” gives a range that begins at 0, “good or satisfactory” one that begins above 70. "
            "What "
            "decides?",
            {
                "The people": "They are the same people, with the same answers.",
                "The coding": right("One word in the codebook turns “perhaps none” into “most”."),
                "The sample size": "It is the same.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    people = survey.rebuild()

    def with_and_without_sexes() -> pd.DataFrame:
        apart = people.bounds(MET | LEAVE)
        met = int(people.counts("expectations").at["Yes", "All"])
        leave = int(people.counts("plans-to-leave").at["Yes", "All"])
        return pd.DataFrame(
            {
                "men and women apart": {"lowest": apart.lower_people, "highest": apart.upper_people},
                "totals only": {"lowest": max(0, met + leave - 515), "highest": min(met, leave)},
            }
        ).T

    return {
        "what-two-margins-cannot-tell-1": Figures(
            lambda: pd.Series({"lowest": 28 + 22 - 40, "highest": min(28, 22)}),
            tolerance=0,
            well="Between a quarter of the class and more than half of it.",
            slips={
                "The lowest is not 0: the two groups do not fit side by side into the class.": lambda: (
                    pd.Series({"lowest": 0, "highest": 22})
                )
            },
        ),
        "what-two-margins-cannot-tell-2": Figures(
            with_and_without_sexes,
            tolerance=0,
            well="Twelve women who plan to leave have no man's “Yes” to share: the range shrinks by them.",
        ),
    }
