"""The page "Cerase: four returns": a map and two widgets, self-checks, and the answers to its exercises.

The typology and its rule are in :mod:`homecoming.book.theories.return_types`.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from homecoming.book import theories
from homecoming.book.theories import return_types
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, quiz, right, single
from homecoming.show import diagrams, typeset
from homecoming.teach.answers import Answer, Figures, Names

#: What the map and the widgets show of the facts on a stay and on the aim of a return: value to words.
_STAYS = {value: theories.facts()["stay"][1][value] for value in ("short", "medium", "long")}
_AIMS = {value: theories.facts()["aim"][1][value] for value in ("old life", "property", "rest", "new ideas")}


def _returns_map(marked: tuple[tuple[int, int], ...], marker: str) -> diagrams.Diagram:
    """Draw Cerase's types by time abroad and aim, and mark fields (column, row)."""
    fields = {}
    for row, aim in enumerate(_AIMS):
        for column, stay in enumerate(_STAYS):
            kinds = [
                kind
                for kind in return_types.STAYS
                if aim in return_types.AIMS[kind] and stay in return_types.STAYS[kind]
            ]
            fields[column, row] = ", ".join(return_types.TYPES.shorts[kind] for kind in kinds)
    return diagrams.grid_map(
        "Cerase's four returns by time abroad and aim",
        ("Time abroad", list(_STAYS.values())),
        ("Aim", list(_AIMS.values())),
        fields,
        marked=marked,
        marker=marker,
    )


def returns_map() -> diagrams.Diagram:
    """Draw Cerase's four returns as a map of time abroad and aim.

    Examples
    --------
    >>> "Aim something new, Time abroad long: Innovation." in returns_map().alt
    True
    """
    return _returns_map((), "")


def place_on_map() -> Explorer:
    """Let the reader place vignettes in Cerase's typology, then show the rule's answer and its reasons.

    Examples
    --------
    >>> "Return of failure" in place_on_map().state(answer="failure")
    True
    """
    held = return_types.TYPES
    # People who left, and came back to stay: to others the types cannot apply at all.
    leavers = [one for one in theories.vignettes() if one.generation == "first" and one.length == "open"]
    answers = {**{label: key for key, label in held.labels.items()}, "None of the four": "none"}

    def view(case: theories.Vignette, answer: str) -> typeset.HtmlTable:
        judged = return_types.classify(case)
        yours = held.labels.get(answer, "none of the four")
        same = yours in judged.labels or (answer == "none" and not judged.fits)
        told = f"You place {case.name} under: {yours}. The rule {'agrees' if same else 'disagrees'}."
        column = list(_STAYS).index(case.stay)
        spots = tuple((column, row) for row, aim in enumerate(_AIMS) if aim == case.aim)
        drawing = _returns_map(spots, f"here is {case.name}")
        where = (
            "" if spots else f"{case.name}'s aim is not on the map: {theories.facts()['aim'][1][case.aim]}."
        )
        return typeset.together(case.told, told, judged, drawing, *([where] if where else []), summary=told)

    return interact(
        view,
        name="place-on-the-map",
        title="Place a traveller",
        description="Read the story, choose a type, and compare your choice with the rule and its reasons.",
        case=select({one.title: one for one in leavers}, label="Case"),
        answer=select(answers, label="Your type"),
    )


def turn_a_return() -> Explorer:
    """Let the reader set time, aim, result and home context, and see which of Cerase's returns it is.

    Examples
    --------
    >>> "Return of innovation" in turn_a_return().state(aim="new ideas", context="blocking")
    True
    """

    def view(stay: str, aim: str, met: str, context: str) -> typeset.HtmlTable:
        at_rest = aim == "rest"
        used = {"property": "property", "new ideas": "enterprise"}.get(aim, "living")
        case = theories.Case(
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
        judged = return_types.classify(case)
        return typeset.together(
            judged, f"Set: {case.tell('stay', 'aim', 'met', 'context')}", summary=judged.summary
        )

    return interact(
        view,
        name="turn-a-return",
        title="Turn a return",
        description="Change one thing at a time. Which changes move the person to another type?",
        stay=radio(
            {words.capitalize(): stay for stay, words in _STAYS.items()},
            label="Time abroad",
            default="medium",
        ),
        aim=select({words.capitalize(): aim for aim, words in _AIMS.items()}, label="Aim of the return"),
        met=radio({"Met": "yes", "In part": "partly", "Not met": "no"}, label="Aim of the stay"),
        context=radio(
            {"Open": "open", "In part": "mixed", "Blocking": "blocking"},
            label="Institutions and markets at home",
        ),
    )


def self_checks() -> Quiz:
    """Ask for the type of a case, and for what blocks an innovator."""
    bakyt, salima = theories.vignette("bakyt"), theories.vignette("salima")
    found = {one.name: return_types.classify(one).labels[0] for one in (bakyt, salima)}
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
        return [one.name for one in theories.vignettes() if len(return_types.classify(one).labels) > 1]

    def combinations() -> pd.Series:
        facts = theories.facts()
        found = [
            return_types.classify(
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
