"""Practice for the chapter on preparedness (Cassarino)."""

from __future__ import annotations

import pandas as pd

from homecoming import theories
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, multiple, right, single


def questions() -> list[Question]:
    """Ask for willingness and readiness, resources, and cycles."""
    nurlan = theories.vignette("nurlan")
    cycle = theories.cassarino.cycle(nurlan).labels[0]
    return [
        single(
            "Somebody wants to go home but has no savings, no contacts and no news from there. In the words "
            "of this chapter the person is",
            {
                "willing and ready": "Willing, yes. But ready means that resources were gathered.",
                "willing, but not ready": right(
                    "Wanting is one half of being prepared. The other half is missing."
                ),
                "ready, but not willing": "It is the other way round: the wish is there, the means are not.",
                "neither willing nor ready": "Not ready, yes. But the person wants to go: that is willing.",
            },
        ),
        multiple(
            "Which of these are *intangible* resources?",
            {
                "Savings in a bank": "One cannot touch an account. But money, and what money buys, are the "
                "*tangible* resources of this theory.",
                "Skills learned abroad": right("Nobody can take them in hand, but they can be used."),
                "A lorry, bought abroad": "What money buys is tangible.",
                "A friend who runs a business at home": right("Contacts are resources as well."),
            },
        ),
        single(
            f"{nurlan.story} Which cycle does this return close?",
            {
                "Complete cycle": "Then he would have decided to return, with his aims met. He wanted to "
                "stay.",
                cycle: right("Circumstances broke the stay off: the return was compelled."),
                "Incomplete cycle": "Then he would have decided to return, with aims left open. He did not "
                "decide.",
            },
        ),
        single(
            "“Decided” and “voluntary”: are they the same?",
            {
                "Yes: both mean that the person wanted it": "A person who signs a form to avoid arrest "
                "returns voluntarily on paper, and under pressure in fact.",
                "No: a decided return is one that a state pays for": "Who pays is a third question. "
                "“Decided” speaks of pressure.",
                "No: one asks about pressure, the other about force": right(
                    "The glossary of Cassarino's platform keeps the two apart."
                ),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    cases = theories.vignettes()
    low = [one for one in cases if "Low preparedness" in theories.cassarino.judge(one).labels]

    def missing(among: list, but: tuple = ("yes", None)) -> pd.Series:
        return pd.Series(
            {fact: sum(one.known.get(fact) not in but for one in among) for fact in ("time", "informed")}
        )

    def crossed() -> pd.DataFrame:
        return pd.crosstab(
            pd.Series([theories.cassarino.judge(one).answer for one in cases], name="Preparedness"),
            pd.Series([theories.kuschminder.judge(one).answer for one in cases], name="Strategy"),
        )

    return {
        "cassarino-1": Figures(
            lambda: missing(low),
            tolerance=0,
            well="In our stories it is information that is missing most often, not time.",
            slips={
                "You have counted all vignettes. Asked is about those in `low`.": lambda: missing(cases),
                "Somebody of whom it is not known (None) was counted as a “no”.": lambda: missing(
                    low, but=("yes",)
                ),
            },
        ),
        "cassarino-2": Figures(
            crossed,
            tolerance=0,
            well="The well prepared do not always end up reintegrated. But we invented the people: it shows "
            "how our two rules go together, and nothing about returnees.",
            show="table",
            caption="Preparedness by strategy, vignettes",
        ),
    }
