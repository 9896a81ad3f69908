"""The page "Five theories, one traveller": widgets and tables, self-checks, and answers to exercises.

The theories themselves are in :mod:`homecoming.book.theories`.
"""

from __future__ import annotations

import pandas as pd

from homecoming.book import studies, theories
from homecoming.book.theories import schools
from homecoming.kernelfree import Explorer, interact, select
from homecoming.selfcheck import Quiz, multiple, quiz, right, single
from homecoming.show import typeset
from homecoming.teach.answers import Answer, Figures, Word


def one_traveller() -> Explorer:
    """Show what one of the bodies of theory says of one case, and what it cannot see.

    Examples
    --------
    >>> "A target that was reached" in one_traveller().state(theory="nelm")
    True
    """
    held = schools.TYPES

    def view(case: theories.Vignette, theory: str) -> typeset.HtmlTable:
        judged = schools.RULES[theory](case)
        about = {
            held.questions[question]: held.entry(theory, question).text
            for question in ("returnee", "meaning", "counts", "blind")
        }
        return typeset.together(
            case.told,
            judged,
            typeset.listed("What this theory holds of every return:", about),
            summary=judged.summary,
        )

    return interact(
        view,
        name="traveller",
        title="Five theories, one traveller",
        description="Choose a case and a theory.",
        case=select({one.title: one for one in theories.vignettes()}, label="Case"),
        theory=select({label: key for key, label in held.labels.items()}, label="Theory"),
    )


def theories_by_questions() -> Explorer:
    """Set two bodies of theory side by side, question by question.

    Examples
    --------
    >>> "Wages, and the earnings" in theories_by_questions().first
    True
    """
    held = schools.TYPES
    names = {label: key for key, label in held.labels.items()}

    def view(one: str, other: str) -> typeset.HtmlTable:
        kinds = list(dict.fromkeys([one, other]))
        caption = " and ".join(held.labels[kind] for kind in kinds)
        return typeset.frame(held.frame(kinds), caption=caption)

    return interact(
        view,
        name="theory-pair",
        title="Theories by questions",
        description="Choose two theories; choose the same one twice to read it alone.",
        one=select(names, label="One theory", default="neoclassical"),
        other=select(names, label="Another theory", default="nelm"),
    )


#: The reader's words for the readings, short enough for a table.
_SHORT = {
    "favourable": "favourable",
    "unfavourable": "unfavourable",
    "open": "open",
    "stage": "a stage",
    "silent": "does not say",
}


def meanings_of_readings() -> dict[str, str]:
    """Tell what the readings mean: short word to explanation.

    Examples
    --------
    >>> meanings_of_readings()["a stage"]
    'one stage of a longer journey'
    """
    return {_SHORT[key]: words.split(": ")[1] for key, words in theories.READINGS.items()}


def all_theories() -> Explorer:
    """Show how all theories read one case.

    Examples
    --------
    >>> all_theories().first.count('<th scope="row">') == len(theories.THEORIES)
    True
    """

    def view(case: theories.Vignette) -> typeset.HtmlTable:
        judged = {name: rule(case) for name, rule in theories.THEORIES.items()}
        table = pd.DataFrame(
            {
                "Reading": [_SHORT[one.reading] for one in judged.values()],
                "Answer": [one.answer for one in judged.values()],
            },
            index=pd.Index(judged, name="Theory"),
        )
        counts = table["Reading"].value_counts()
        told = "; ".join(f"{reading}: {count}" for reading, count in counts.items())
        caption = f"What {studies.number_in_words(len(judged))} theories say of {case.name}"
        return typeset.together(
            case.told, typeset.frame(table, caption=caption), summary=f"{case.name}: {told}."
        )

    return interact(
        view,
        name="all-theories",
        title="One case before all theories",
        description="Where do they agree, where do they not, and which says nothing?",
        case=select({one.title: one for one in theories.vignettes()}, label="Case"),
    )


def agreement_table() -> typeset.HtmlTable:
    """Set the number of vignettes that each pair of theories reads in the same way.

    Examples
    --------
    >>> agreement_table().summary
    'Table: On how many of ... vignettes do two theories agree. ... rows, ... columns.'
    """
    table = theories.agreement()
    table.index.name = "Theory"
    held = schools.TYPES
    short = dict(zip(held.labels.values(), held.shorts.values(), strict=True))
    caption = f"On how many of {len(theories.vignettes())} vignettes do two theories agree?"
    return typeset.frame(table.rename(columns=short), caption=caption, decimals=0)


def self_checks() -> Quiz:
    """Ask what each theory makes of a return, and what it cannot see."""
    aibek = theories.vignette("aibek")
    names = [schools.TYPES.labels[key] for key in ("neoclassical", "nelm", "structuralism")]
    neoclassical, nelm, structuralism = names
    readings = {name: theories.classify(name, aibek).labels[0].lower() for name in names}
    return quiz(
        "five-theories-one-traveller",
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
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def silent() -> pd.Series:
        return (theories.compare() == "silent").sum()

    def changed(fact: str, value: str) -> int:
        known = theories.vignette("aibek").known
        before, after = theories.Case(dict(known)), theories.Case({**known, fact: value})
        return sum(
            theories.classify(name, before).reading != theories.classify(name, after).reading
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
            right="A theory that is silent often is not weak: it was made for fewer cases.",
            show="bars",
            caption="How often each theory does not say",
        ),
        "five-theories-one-traveller-2": Word(
            weightiest,
            lambda: theories.facts(),
            right="Make it a visit, and nearly every theory changes its reading: it is no return any more.",
        ),
    }
