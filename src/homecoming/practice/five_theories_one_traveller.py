"""Practice for the chapter on five theories."""

from __future__ import annotations

import pandas as pd

from homecoming import theories
from homecoming.answers import Answer, Figures, Word
from homecoming.selfcheck import Question, multiple, right, single


def questions() -> list[Question]:
    """Ask what each theory makes of a return, and what it cannot see."""
    aibek = theories.vignette("aibek")
    names = list(theories.THEORIES)
    neoclassical, nelm, structuralism = names[:3]
    readings = {name: theories.judge(name, aibek).labels[0].lower() for name in names[:3]}
    return [
        single(
            f"{aibek.story} Pay is still better in Moscow. For which theory is this return a failure?",
            {
                structuralism: f"It leaves the outcome open and sees {readings[structuralism]}. Home "
                "decides.",
                nelm: f"It sees {readings[nelm]}: the house stands, the car is paid.",
                neoclassical: right(
                    f"It sees {readings[neoclassical]}. Why else leave a place where pay is better?"
                ),
            },
        ),
        single(
            "Who decides in the new economics of labour migration?",
            {
                "The person who goes": "So says the neoclassical theory: one person compares pay and costs.",
                "The household": right(
                    "It sends somebody abroad for a sum it cannot borrow, and to spread risks."
                ),
                "The country of return": "That is what structuralism looks at.",
            },
        ),
        single(
            "“It does not matter how well she prepared herself: whoever owns the shops decides.” Which "
            "theory speaks?",
            {
                "Transnationalism": "It would ask about ties on both sides of the border.",
                "Cross-border social networks": "It would ask whom she knows. What she gathers before the "
                "return does matter to it.",
                "Structuralism": right("It looks at institutions, markets and power at home."),
            },
        ),
        multiple(
            "Which statements about the theories hold?",
            {
                "They contradict each other on facts": "They are given the same facts, and ask different "
                "questions of them.",
                "Each was made for another question": right("So each sees another part of the same person."),
                "A theory may have nothing to say of a case": right("Then one should let it be silent."),
                "The newest one replaces the others": "Each still sees something that the others leave out.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def silent() -> pd.Series:
        return (theories.compare() == "silent").sum()

    def changed(fact: str, value: str) -> int:
        known = theories.vignette("aibek").known
        before, after = theories.Case(dict(known)), theories.Case({**known, fact: value})
        return sum(
            theories.judge(name, before).reading != theories.judge(name, after).reading
            for name in theories.THEORIES
        )

    def weightiest() -> str:
        known = theories.vignette("aibek").known
        most = {
            fact: max(changed(fact, value) for value in values if value != known.get(fact))
            for fact, (_, values) in theories.facts().items()
        }
        return max(most, key=most.__getitem__)

    return {
        "five-theories-one-traveller-1": Figures(
            silent,
            tolerance=0,
            well="A theory that is silent often is not weak: it was made for fewer cases.",
            show="bars",
            caption="How often each theory does not say",
        ),
        "five-theories-one-traveller-2": Word(
            weightiest,
            lambda: theories.facts(),
            well="Make it a visit, and nearly every theory changes its reading: it is no return any more.",
        ),
    }
