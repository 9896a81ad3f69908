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
            "Somebody wants to go home but has no savings, no contacts and no news from there. In "
            "Cassarino's words this person is",
            {
                "willing and ready": "Ready means that resources were gathered.",
                "willing, but not ready": right(
                    "Wanting is one half of being prepared. The other half is missing."
                ),
                "ready, but not willing": "The person does want to go.",
                "neither": "The person does want to go.",
            },
        ),
        multiple(
            "Which of these are *intangible* resources?",
            {
                "Skills learned abroad": right("Knowledge cannot be put on a table, but it can be used."),
                "A contact in a ministry": right("Contacts are resources as well."),
                "Savings": "Money is the best example of a tangible resource.",
                "A lorry": "One can touch it. It is tangible.",
            },
        ),
        single(
            f"{nurlan.story} Which cycle does this return close?",
            {
                "Complete cycle": "The aims of the stay would have been met.",
                "Incomplete cycle": "The return would have been decided, with aims left open.",
                cycle: right("Circumstances broke the stay off."),
            },
        ),
        single(
            "“Decided” and “voluntary”: are they the same?",
            {
                "Yes": "A person who signs a form to avoid arrest returns voluntarily on paper. Was it a "
                "decision?",
                "No: one speaks of pressure, the other of force and signatures": right(
                    "The glossary of Cassarino's platform says so in plain words."
                ),
                "No: decided returns are always paid for by a state": "Who pays is a third question.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def missing() -> pd.Series:
        low = [
            one for one in theories.vignettes() if "Low preparedness" in theories.cassarino.judge(one).labels
        ]
        return pd.Series(
            {fact: sum(one.known.get(fact) == "no" for one in low) for fact in ("time", "informed")}
        )

    def crossed() -> pd.DataFrame:
        cases = theories.vignettes()
        return pd.crosstab(
            pd.Series([theories.cassarino.judge(one).answer for one in cases], name="Preparedness"),
            pd.Series([theories.kuschminder.judge(one).answer for one in cases], name="Strategy"),
        )

    return {
        "cassarino-1": Figures(
            missing,
            tolerance=0,
            well="In our stories it is information that is missing most often, not time.",
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
