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
    neoclassical, nelm = names[0], names[1]
    readings = {name: theories.judge(name, aibek).reading for name in (neoclassical, nelm)}
    return [
        single(
            f"{aibek.story} For one theory this return is a failure. Which?",
            {
                neoclassical: right(
                    f"Pay is still better abroad, so the sum did not come out: {readings[neoclassical]}."
                ),
                nelm: f"For it the target has been reached: {readings[nelm]}.",
                "Both": "They read the same facts in opposite ways.",
            },
        ),
        single(
            "Who decides in the new economics of labour migration?",
            {
                "The person who goes": "That is the view of the neoclassical theory.",
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
                "Structuralism": right("It looks at institutions, markets and power at home."),
                "Transnationalism": "It looks at ties on both sides of the border.",
                "Cross-border social networks": "It looks at contacts that rest on shared interests.",
            },
        ),
        multiple(
            "Which statements about the theories hold?",
            {
                "Each was made for another question": right("So each sees another part of the same person."),
                "They contradict each other on facts": "They share the facts. They weigh them differently.",
                "A theory may have nothing to say of a case": right("Then one should let it be silent."),
                "The newest one is right": "Newer is not the same as better.",
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
