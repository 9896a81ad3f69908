"""The chapter on Cerase's four returns."""

from __future__ import annotations

from itertools import product

import pandas as pd

from homecoming.book import theories
from homecoming.book.theories import (
    return_types,
)
from homecoming.book.theories.cases import Case, Vignette, by_title, facts, vignettes
from homecoming.book.theories.typology import typology
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, quiz, right, single
from homecoming.show import diagrams, typeset
from homecoming.teach.answers import Answer, Figures, Names

#: Vignettes to which Cerase's types can apply at all: people who left, and came back to stay.
_LEAVERS = tuple(one for one in vignettes() if one.generation == "first" and one.length == "open")


_AIMS = {
    "old life": "the old way of life",
    "property": "land or a house",
    "rest": "old age in peace",
    "new ideas": "something new",
}


_STAYS = ("short", "medium", "long")


_AIM_OF = {
    "failure": ("old life",),
    "conservatism": ("old life", "property"),
    "retirement": ("rest",),
    "innovation": ("new ideas",),
}


def _returns_map(marked: tuple[tuple[int, int], ...], marker: str) -> diagrams.Diagram:
    """Draw Cerase's types by time abroad and aim; what stands in a field is what the rule finds there."""
    fields = {}
    for row, aim in enumerate(_AIMS):
        for column, stay in enumerate(_STAYS):
            kinds = [
                kind
                for kind in return_types.STAYS
                if aim in _AIM_OF[kind] and stay in return_types.STAYS[kind]
            ]
            fields[column, row] = ", ".join(typology("cerase").shorts[kind] for kind in kinds)
    return diagrams.grid_map(
        "Cerase's four returns by time abroad and aim",
        ("Time abroad", list(_STAYS)),
        ("Aim", list(_AIMS.values())),
        fields,
        marked=marked,
        marker=marker,
    )


def returns_map() -> diagrams.Diagram:
    """Draw Cerase's four returns as a map of time abroad and aim.

    Returns
    -------
    homecoming.show.diagrams.Diagram

    Examples
    --------
    >>> "Aim something new, Time abroad long: Innovation." in returns_map().alt
    True
    """
    return _returns_map((), "")


def place_on_map() -> Explorer:
    """Let the reader place vignettes in Cerase's typology, then show the rule's answer and its reasons.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Return of failure" in place_on_map().state(answer="failure")
    True
    """
    held = typology("cerase")
    answers = {**{label: key for key, label in held.labels.items()}, "None of the four": "none"}

    def view(case: Vignette, answer: str) -> typeset.HtmlTable:
        judged = return_types.judge(case)
        yours = held.labels.get(answer, "none of the four")
        right = yours in judged.labels or (answer == "none" and not judged.fits)
        told = f"You place {case.name} under: {yours}. The rule {'agrees' if right else 'disagrees'}."
        column = _STAYS.index(case.stay)
        spots = tuple((column, row) for row, aim in enumerate(_AIMS) if aim == case.aim)
        drawing = _returns_map(spots, f"here is {case.name}")
        where = "" if spots else f"{case.name}'s aim is not on the map: {facts()['aim'][1][case.aim]}."
        return typeset.together(case.told, told, judged, drawing, *([where] if where else []), summary=told)

    return interact(
        view,
        name="place-on-the-map",
        title="Place a traveller",
        description="Read the story, choose a type, and compare your choice with the rule and its reasons.",
        case=select(by_title(_LEAVERS), label="Case"),
        answer=select(answers, label="Your type"),
    )


def turn_a_return() -> Explorer:
    """Let the reader set time, aim, result and home context, and see which of Cerase's returns it is.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Return of innovation" in turn_a_return().state(aim="new ideas", context="blocking")
    True
    """

    def view(stay: str, aim: str, met: str, context: str) -> typeset.HtmlTable:
        at_rest = aim == "rest"
        used = {"property": "property", "new ideas": "enterprise"}.get(aim, "living")
        case = Case(
            {
                "generation": "first",
                "length": "open",
                "decision": "own",
                "stay": stay,
                "aim": aim,
                "met": met,
                "working": "no" if at_rest else "yes",
                "used": "nothing" if met == "no" else used,
                "savings": "none" if met == "no" else "some",
                "context": context,
            }
        )
        judged = return_types.judge(case)
        return typeset.together(
            judged, f"Set: {case.tell('stay', 'aim', 'met', 'context')}", summary=judged.summary
        )

    return interact(
        view,
        name="turn-a-return",
        title="Turn a return",
        description="Change one thing at a time. Which changes move the person to another type?",
        stay=radio({one.capitalize(): one for one in _STAYS}, label="Time abroad", default="medium"),
        aim=select({words.capitalize(): aim for aim, words in _AIMS.items()}, label="Aim of the return"),
        met=radio({"Met": "yes", "In part": "partly", "Not met": "no"}, label="Aim of the stay"),
        context=radio(
            {"Open": "open", "In part": "mixed", "Blocking": "blocking"},
            label="Institutions and markets at home",
        ),
    )


def _types() -> list[str]:
    return [
        one.labels[0]
        for one in map(theories.return_types.judge, theories.vignettes())
        if len(one.labels) == 1
    ]


def self_checks() -> Quiz:
    """Ask for the type of a case, and for what blocks an innovator."""
    bakyt, salima = theories.vignette("bakyt"), theories.vignette("salima")
    found = {one.name: theories.return_types.judge(one).labels[0] for one in (bakyt, salima)}
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
    return quiz(
        "cerase",
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
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def undecided() -> list[str]:
        return [one.name for one in theories.vignettes() if len(theories.return_types.judge(one).labels) > 1]

    def combinations() -> pd.Series:
        facts = theories.facts()
        found = [
            theories.return_types.judge(
                theories.Case({"working": "yes", "stay": stay, "aim": aim, "met": met})
            ).answer
            for stay, aim, met in product(facts["stay"][1], facts["aim"][1], facts["met"][1])
        ]
        return pd.Series(found).value_counts()

    return {
        "cerase-1": Names(
            undecided, right="A house and a bakery: two aims, two types. One fact more would not settle it."
        ),
        "cerase-2": Figures(
            combinations,
            tolerance=0,
            right="Many combinations have no name. A typology names what its author met.",
            show="bars",
            caption="What the typology says to people of working age: stays, aims, aims met",
        ),
    }
