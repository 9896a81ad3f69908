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
    unmet = int(people.counts("expectations").loc[["No", "Rather no than yes"], "All"].sum())
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
                0: "60 and 70 are more than 100. So some people must have both.",
            },
        ),
        single(
            f"{leave} people plan to leave, and {unmet} of the 515 were disappointed. How many of those who "
            "plan to leave were disappointed?",
            {
                f"Anything from none to all {leave}": right("Both stories fit the tables to the last digit."),
                f"About {leave * unmet / 515:.0f}, as in the whole group": "You multiplied. That assumes "
                "that the two answers have nothing to do with each other.",
                f"Most of the {leave}, if not all of them": "It may be so. The tables do not show it.",
            },
        ),
        multiple(
            "What makes the range between the bounds narrower, without any assumption?",
            {
                "Multiplying the two shares": "That is an assumption, and a strong one.",
                "Margins near 0 or 100 per cent": right(
                    "If nearly everybody has it, who has something else mostly has it, too."
                ),
                "Knowing men and women apart": right(
                    "Men's answers can only meet men's answers. The range becomes narrower, or stays."
                ),
                "Asking about more spheres": "It can only push both ends down. That is another range, not a "
                "sharper one.",
            },
        ),
        single(
            "“Only good” gives a range that begins at 0, “good or satisfactory” one that begins above 70. "
            "What decides?",
            {
                "How many people were asked": "The number is the same for both, so it cannot decide.",
                "What people answered": "They are the same people, with the same answers.",
                "What counts as well off": right(
                    "One word in the codebook turns “perhaps none” into “most”."
                ),
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
                ),
                "No more people can have both than have the rarer one.": lambda: pd.Series(
                    {"lowest": 10, "highest": 28}
                ),
            },
        ),
        "what-two-margins-cannot-tell-2": Figures(
            with_and_without_sexes,
            tolerance=0,
            well="More women plan to leave than said “Yes”, and a man's “Yes” does not help the others: the "
            "highest number falls.",
            slips={
                "These are per cent. The question asks for people.": lambda: (
                    100 * with_and_without_sexes() / 515
                ),
                "You have taken the columns the other way round.": lambda: with_and_without_sexes().set_axis(
                    ["highest", "lowest"], axis=1
                ),
            },
        ),
    }
