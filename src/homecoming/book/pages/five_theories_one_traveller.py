"""The chapter on five theories."""

from __future__ import annotations

import pandas as pd

from homecoming.book import theories
from homecoming.book.theories import (
    THEORIES,
    agreement,
    compare,
    schools,
)
from homecoming.book.theories.cases import Vignette, by_title, vignettes
from homecoming.book.theories.judgement import READINGS
from homecoming.book.theories.typology import typology
from homecoming.kernelfree import Explorer, interact, select
from homecoming.selfcheck import Quiz, multiple, quiz, right, single
from homecoming.show import typeset
from homecoming.teach.answers import Answer, Figures, Word

_SCHOOL_RULES = {
    "neoclassical": schools.neoclassical,
    "nelm": schools.nelm,
    "structuralism": schools.structuralism,
    "transnationalism": schools.transnationalism,
    "networks": schools.networks,
}


#: The reader's words for the readings, short enough for a table.
_SHORT = {
    "favourable": "favourable",
    "unfavourable": "unfavourable",
    "open": "open",
    "stage": "a stage",
    "silent": "does not say",
}


def one_traveller() -> Explorer:
    """Show what one of the five bodies of theory says of one case, and what it cannot see.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "A target that was reached" in one_traveller().state(theory="nelm")
    True
    """
    held = typology("schools")

    def view(case: Vignette, theory: str) -> typeset.HtmlTable:
        judged = _SCHOOL_RULES[theory](case)
        about = {
            held.questions[question]: held.cell(theory, question).text
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
        case=select(by_title(vignettes()), label="Case"),
        theory=select({label: key for key, label in held.labels.items()}, label="Theory"),
    )


def theories_by_questions() -> Explorer:
    """Set two bodies of theory side by side, question by question.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Wages, and the earnings" in theories_by_questions().first
    True
    """
    held = typology("schools")
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


def all_theories() -> Explorer:
    """Show how all eight theories read one case.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> all_theories().first.count('<th scope="row">')
    8
    """

    def view(case: Vignette) -> typeset.HtmlTable:
        table = compare((case,)).T.rename(columns=lambda _: "Reading")
        judged = {name: rule(case) for name, rule in THEORIES.items()}
        table["Reading"] = [_SHORT[one.reading] for one in judged.values()]
        table["Answer"] = [one.answer for one in judged.values()]
        table.index.name = "Theory"
        counts = table["Reading"].value_counts()
        told = "; ".join(f"{reading}: {count}" for reading, count in counts.items())
        return typeset.together(
            case.told,
            typeset.frame(table, caption=f"What eight theories say of {case.name}"),
            summary=f"{case.name}: {told}.",
        )

    return interact(
        view,
        name="all-theories",
        title="One case before all theories",
        description="Where do they agree, where do they not, and which says nothing?",
        case=select(by_title(vignettes()), label="Case"),
    )


def readings_table() -> typeset.HtmlTable:
    """Set how every theory reads every vignette as one table of words.

    Returns
    -------
    homecoming.show.typeset.HtmlTable

    Examples
    --------
    >>> readings_table().summary
    'Table: How eight theories read the vignettes. 24 rows, 8 columns.'
    """
    return typeset.frame(compare().replace(_SHORT), caption="How eight theories read the vignettes")


def agreement_table() -> typeset.HtmlTable:
    """Set the number of vignettes that each pair of theories reads in the same way.

    Returns
    -------
    homecoming.show.typeset.HtmlTable

    Examples
    --------
    >>> agreement_table().summary
    'Table: On how many of 24 vignettes do two theories agree. 8 rows, 8 columns.'
    """
    table = agreement()
    table.index.name = "Theory"
    held = typology("schools")
    short = dict(zip(held.labels.values(), held.shorts.values(), strict=True))
    caption = f"On how many of {len(vignettes())} vignettes do two theories agree?"
    return typeset.frame(table.rename(columns=short), caption=caption, decimals=0)


def meanings_of_readings() -> dict[str, str]:
    """Tell what the five readings mean: short word to explanation.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> meanings_of_readings()["a stage"]
    'one stage of a longer journey'
    """
    return {_SHORT[key]: words.split(": ")[1] for key, words in READINGS.items()}


def self_checks() -> Quiz:
    """Ask what each theory makes of a return, and what it cannot see."""
    aibek = theories.vignette("aibek")
    names = list(theories.THEORIES)
    neoclassical, nelm, structuralism = names[:3]
    readings = {name: theories.judge(name, aibek).labels[0].lower() for name in names[:3]}
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
