"""The page "Kuschminder: four ways to be back": two widgets, self-checks, and the answers to its exercises.

The strategies and their rule are in :mod:`homecoming.book.theories.reintegration_strategies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pandas as pd

from homecoming import published
from homecoming.book import studies, theories
from homecoming.book.theories import reintegration_strategies
from homecoming.kernelfree import Explorer, interact, select
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import typeset
from homecoming.teach.answers import Answer, Figures


def choose_a_strategy() -> Explorer:
    """Let the reader set four dimensions; show which of Kuschminder's strategies fit and which are ruled out.

    Examples
    --------
    >>> "Nearest" in choose_a_strategy().state(culture="both", networks="few")
    True
    """
    held = reintegration_strategies.TYPES
    unknown = {"Not known": None}
    labels = {
        "culture": {"Both ways of life": "both", "That of the country left": "away", "That of home": "home"},
        "networks": {
            "Locals, and contacts abroad": "locals and abroad",
            "Other returnees": "returnees",
            "Family and locals": "family",
            "Hardly anybody": "few",
        },
        "identity": {
            "Both places": "both",
            "Apart from locals": "apart",
            "Home": "home",
            "Shut out": "shut out",
        },
        "access": {"Takes part": "takes part", "Beside the locals": "beside", "Little or none": "little"},
    }
    names = {
        "culture": "Way of life",
        "networks": "Mostly with",
        "identity": "Belongs to",
        "access": "Rights, offices, jobs",
    }

    def view(
        culture: str | None, networks: str | None, identity: str | None, access: str | None
    ) -> typeset.HtmlTable:
        set_to = {"culture": culture, "networks": networks, "identity": identity, "access": access}
        case = theories.Case(set_to)
        judged = reintegration_strategies.classify(case)
        objections = reintegration_strategies.against(case)
        known = {name: value for name, value in set_to.items() if value is not None}
        rows = {
            label: [
                "no answer" if not known else "ruled out" if objections[strategy] else "possible",
                *(
                    "not known"
                    if name not in known
                    else "against"
                    if name in objections[strategy]
                    else "fits"
                    for name in names
                ),
            ]
            for strategy, label in held.labels.items()
        }
        table = pd.DataFrame.from_dict(rows, orient="index", columns=["Together", *names.values()])
        table.index.name = "Strategy"
        gaps = [] if judged.fits else list(judged.left_open[:2])
        told = f"{judged.answer} {' '.join(gaps)}".strip()
        return typeset.together(
            told, typeset.frame(table, caption=_chosen(labels, names, set_to)), summary=told
        )

    return interact(
        view,
        name="strategies",
        title="Which strategies fit?",
        description="Set what you know of each dimension; leave the rest at “Not known”.",
        max_states=400,
        **{
            name: select(
                {**unknown, **labels[name]}, label=names[name], default="home" if name == "culture" else None
            )
            for name in labels
        },
    )


def _chosen(
    labels: Mapping[str, Mapping[str, str]], names: Mapping[str, str], set_to: Mapping[str, str | None]
) -> str:
    told = [
        f"{names[name]}: {label.lower()}"
        for name, options in labels.items()
        for label, value in options.items()
        if value == set_to[name]
    ]
    return "; ".join(told) if told else "Nothing is known yet"


def strategy_cases() -> Explorer:
    """Show, for each vignette, what Kuschminder's model says and why.

    Examples
    --------
    >>> "Enclaves" in strategy_cases().state(case="Viktor, 44: Tashkent (Uzbekistan) – Ansan")
    True
    """

    def view(case: theories.Vignette) -> typeset.HtmlTable:
        judged = reintegration_strategies.classify(case)
        return typeset.together(case.told, judged, summary=judged.summary)

    return interact(
        view,
        name="strategy-cases",
        title="The model reads a case",
        case=select({one.title: one for one in theories.vignettes()}, label="Case"),
    )


def self_checks() -> Quiz:
    """Ask for the strategies, for what the model leaves open, and for what a table shows."""
    family = published.load(f"{studies.KYRGYZSTAN}/table-6")
    men, women = float(family.printed("Good", "Male")), float(family.printed("Good", "Female"))
    gap = men - women
    return quiz(
        "kuschminder",
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
            "Two dimensions of a case point to two different strategies. Which strategy is it then, by the "
            "rule of this chapter?",
            {
                "The one of the first dimension": "No dimension counts more than another.",
                "None: the case is left open": right(
                    "Some lives fit no type, and one should not force them."
                ),
                "The better one of the two": "The strategies are types and not marks. No "
                "rule prefers the better one.",
            },
        ),
        multiple(
            "By Kuschminder's definition and dimensions, who has a part in reintegration?",
            {
                "The returnee": right("Strategies are choices too, though not only choices."),
                "Nobody: it comes with time": "Then support and equal rights would not stand in the "
                "definition.",
                "The society that receives": right("Its support is part of the definition."),
                "The state, through rights and institutions": right(
                    "Access to them is one of the four dimensions."
                ),
            },
        ),
        number(
            f"In the Kyrgyz study {men} per cent of the men and {women} per cent of the women call their "
            "family relations good. How many percentage points is the men's figure higher?",
            gap,
            tolerance=0.051,
            unit="points",
            right="But fewer women than men call them bad, too. And family is only a part of one dimension.",
            otherwise="Take the women's figure from the men's.",
            mistakes={
                100 * gap / women: "This is the gap in per cent of the women's figure. Points are a plain "
                "difference.",
                -gap: "You have taken the men's figure from the women's. Turn it round.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def combinations() -> pd.Series:
        names = reintegration_strategies.DIMENSIONS
        cases = [
            theories.Case(dict(zip(names, chosen, strict=True)))
            for chosen in product(*(theories.facts()[name][1] for name in names))
        ]
        fits = [len(reintegration_strategies.classify(case).labels) for case in cases]
        return pd.Series({"none": fits.count(0), "one": fits.count(1)})

    judged = {one: reintegration_strategies.classify(one) for one in theories.vignettes()}

    def answers_given() -> pd.Series:
        return pd.Series([found.answer for found in judged.values()]).value_counts()

    def objections() -> pd.Series:
        uncovered = [one for one, found in judged.items() if not found.labels]
        return pd.Series(
            {one.name: min(map(len, reintegration_strategies.against(one).values())) for one in uncovered}
        )

    return {
        "kuschminder-1": Figures(
            answers_given,
            tolerance=0,
            right="The people are invented: this says which lives we thought of, and nothing about "
            "returnees.",
            show="table",
            caption="What the model says to the vignettes",
        ),
        "kuschminder-2": Figures(
            objections,
            tolerance=0,
            right="Allow one objection, and two more cases get a type. Which of them would you not sign?",
        ),
        "kuschminder-3": Figures(
            combinations,
            tolerance=0,
            right="A strict reading leaves almost every combination without a type. Is the rule too strict, "
            "or is life mixed?",
            mistakes={
                "The two are changed over. To how many combinations does no strategy fit?": lambda: (
                    combinations().set_axis(["one", "none"])
                ),
            },
        ),
    }
