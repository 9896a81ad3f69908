"""The page "Cassarino: how prepared is a return?": a widget and a picture, self-checks, and answers.

The levels of preparedness and the migration cycles are in :mod:`homecoming.book.theories.preparedness`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from homecoming.book import theories
from homecoming.book.theories import preparedness, reintegration_strategies
from homecoming.kernelfree import Explorer, interact, radio
from homecoming.selfcheck import Quiz, multiple, quiz, right, single
from homecoming.show import diagrams, typeset
from homecoming.teach.answers import Answer, Figures


def _preparedness_map(willing: bool, is_ready: bool) -> diagrams.Diagram:
    held = preparedness.TYPES
    fields = {}
    for row, wants in enumerate((True, False)):
        for column, can in enumerate((True, False)):
            found = preparedness.levels(wants, can)
            fields[column, row] = held.labels[found[0]] if found else "not named"
    return diagrams.grid_map(
        "Levels of preparedness",
        ("Ready", ["yes", "no"]),
        ("Willing", ["yes", "no"]),
        fields,
        marked=((0 if is_ready else 1, 0 if willing else 1),),
        marker="this case",
    )


def how_prepared() -> Explorer:
    """Let the reader set will, time, resources, knowledge and circumstances; show the level and what follows.

    Examples
    --------
    >>> "High preparedness" in how_prepared().first
    True
    """
    packs = {
        "none": ("none", "none", "none"),
        "money": ("some", "family", "none"),
        "contacts": ("none", "interest", "none"),
        "both": ("some", "interest", "wanted"),
    }

    def view(
        willing: str, time: str, means: str, informed: str, decision: str, met: str
    ) -> typeset.HtmlTable:
        savings, contacts, skills = packs[means]
        case = theories.Case(
            {
                "generation": "first",
                "length": "open",
                "willing": willing,
                "time": time,
                "savings": savings,
                "contacts": contacts,
                "skills": skills,
                "informed": informed,
                "decision": decision,
                "met": met,
            }
        )
        judged, ended = preparedness.classify(case), preparedness.classify_cycle(case)
        drawing = _preparedness_map(willing == "yes", bool(preparedness.ready(case)))
        return typeset.together(drawing, judged, ended, summary=f"{judged.summary} {ended.answer}")

    yes_no = {"Yes": "yes", "No": "no"}
    return interact(
        view,
        name="preparedness",
        title="How prepared is the return?",
        description="Set the person's will, means and circumstances.",
        willing=radio(yes_no, label="Wants to return"),
        time=radio(yes_no, label="Had time to prepare"),
        means=radio(
            {
                "Nothing": "none",
                "Savings": "money",
                "Contacts for a project": "contacts",
                "Both, and skills": "both",
            },
            label="Resources",
            default="both",
        ),
        informed=radio(yes_no, label="Knows conditions at home"),
        decision=radio(
            {"The person": "own", "Under pressure": "pressed", "An office or court": "ordered"},
            label="Who decided",
        ),
        met=radio({"Met": "yes", "Not met": "no"}, label="Aims of the stay", only_if={"decision": "own"}),
    )


def migration_cycle(chosen: str = "") -> diagrams.Diagram:
    """Draw the migration cycle and the three ways in which it can end.

    Parameters
    ----------
    chosen : str
        Key of a type of cycle to mark: "complete", "incomplete" or "interrupted"; none if empty.

    Examples
    --------
    >>> "Interrupted cycle (this case)" in migration_cycle("interrupted").alt
    True
    """
    held = preparedness.CYCLES
    ends = {
        label: f"{held.entry(kind, 'decision').text} Aims: {held.entry(kind, 'aims').text.lower()}"
        for kind, label in held.labels.items()
    }
    stages = ["Departure", "Stay abroad", "Return"]
    return diagrams.cycle("The migration cycle", stages, ends, chosen=held.labels.get(chosen, ""))


def self_checks() -> Quiz:
    """Ask for willingness and readiness, resources, and cycles."""
    nurlan = theories.vignette("nurlan")
    cycle = preparedness.classify_cycle(nurlan).labels[0]
    return quiz(
        "cassarino",
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
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    cases = theories.vignettes()
    low = [one for one in cases if "Low preparedness" in preparedness.classify(one).labels]

    def missing(among: Sequence[theories.Vignette], but: tuple[str | None, ...] = ("yes", None)) -> pd.Series:
        return pd.Series(
            {fact: sum(one.known.get(fact) not in but for one in among) for fact in ("time", "informed")}
        )

    def crossed() -> pd.DataFrame:
        return pd.crosstab(
            pd.Series([preparedness.classify(one).answer for one in cases], name="Preparedness"),
            pd.Series([reintegration_strategies.classify(one).answer for one in cases], name="Strategy"),
        )

    return {
        "cassarino-1": Figures(
            lambda: missing(low),
            tolerance=0,
            right="In our stories it is information that is missing most often, not time.",
            mistakes={
                "You have counted all vignettes. Asked is about those in `low`.": lambda: missing(cases),
                "Somebody of whom it is not known (None) was counted as a “no”.": lambda: missing(
                    low, but=("yes",)
                ),
            },
        ),
        "cassarino-2": Figures(
            crossed,
            tolerance=0,
            right="The well prepared do not always end up reintegrated. But we invented the people: it shows "
            "how our two rules go together, and nothing about returnees.",
            show="table",
            caption="Preparedness by strategy, vignettes",
        ),
    }
