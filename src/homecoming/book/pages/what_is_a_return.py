"""The page "What is a return?": a sorter of cases, self-checks, and the answers to its exercises.

The kinds of move, and who counts them, are in :mod:`homecoming.book.theories.moves`.
"""

from __future__ import annotations

import math

import pandas as pd

from homecoming import published
from homecoming.book import studies, theories
from homecoming.book.theories import moves
from homecoming.kernelfree import Explorer, interact, select
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import typeset
from homecoming.teach.answers import Answer, Figures, Names


def sort_cases() -> Explorer:
    """Let the reader sort the vignettes by kind of move; show the rule's answer, and who counts the case.

    Examples
    --------
    >>> "The rule says something else: return migration." in sort_cases().state(answer="visit")
    True
    """
    said = {True: "yes", False: "no", None: "not clear"}

    def view(case: theories.Vignette, answer: str) -> typeset.HtmlTable:
        judged = moves.kind(case)
        agrees = "the same" if moves.KINDS[answer] in judged.labels else "something else"
        told = f"You say: {moves.KINDS[answer].lower()}. The rule says {agrees}: {judged.answer.lower()}"
        words = ", ".join(moves.choice(case)) or "not known"
        counted = {
            moves.COUNTERS[who]: f"{said[says]}. {why}"
            for who, (says, why) in moves.counted(case, case.corridor).items()
        }
        because = f"Because: {judged.fits[0].reasons[0]}"
        free = f"How free was it? {words[0].upper()}{words[1:]}."
        return typeset.together(
            case.told, told, because, free, typeset.listed("Who counts it?", counted), summary=told
        )

    return interact(
        view,
        name="case-sorter",
        title="Sort the cases",
        description="Read the story, choose a word for the move, and compare it with the book's rule.",
        case=select({one.title: one for one in theories.vignettes()}, label="Case"),
        answer=select({label: key for key, label in moves.KINDS.items()}, label="Your word for it"),
    )


#: One vignette of each kind of move.
EDGES = ("tolgonai", "azamat", "serik", "kanat", "bakyt")


def self_checks() -> Quiz:
    """Ask for the word for a move, for decided and voluntary, and for who is counted."""
    found = {moves.kind(one).labels[0]: one for one in map(theories.vignette, EDGES)}
    visit, ethnic = found["Visit"], found["Ethnic return"]
    nurlan = theories.vignette("nurlan")
    russians = published.resolve(studies.KYRGYZSTAN, "text[sample-russian-citizens]")
    (citizens,) = counts.consistent(str(russians), 515)
    return quiz(
        "what-is-a-return",
        single(
            f"{ethnic.story} Which word fits this move best?",
            {
                "Return migration in the narrow "
                "sense": "That is going back to where one has lived, or whose citizen one is.",
                "Ethnic return": right(
                    "The move leads to the country of the forebears, not of one's own past."
                ),
                "Circular migration": "That would be going to and fro between the same two places.",
                "A visit": "He sold his herd and moved with his family. He came to stay.",
            },
        ),
        single(
            f"{visit.story} Is this a return?",
            {
                "Yes: everybody who crosses the border towards home "
                "returns": "Then every holiday would be one, and the word would say nothing.",
                "No: a short visit is not a return": right(
                    "A stay shorter than about three months is usually called a visit."
                ),
                "Yes, because it is repeated every year": "Visits that are repeated are many visits. Her "
                "work and her room are in Moscow.",
            },
        ),
        single(
            f"{nurlan.story} Which pair of words is right for this return?",
            {
                "Compelled, and a removal in the sense of the law": "No office and no court ordered it.",
                "Decided, and voluntary in the sense of the Kyrgyz study": "He wanted to stay for good. "
                "Circumstances broke off his stay, so the return was not decided.",
                "Compelled, and voluntary in the sense of the Kyrgyz study": right(
                    "Circumstances broke off his stay; but he came of his own will and at his own expense. "
                    "The two words answer different questions."
                ),
            },
        ),
        multiple(
            "Which of these people are counted as kandas by Kazakhstan?",
            {
                "A Kazakhstani student who comes back from "
                "Seoul": "A return migrant by any definition, but already a citizen: no status is needed, "
                "and none is counted.",
                "An ethnic Kazakh from Mongolia who was given the status": right(
                    "The status is what is counted."
                ),
                "An ethnic Kazakh who moved without applying": "It is the status that is counted, and not "
                "the move.",
                "A member of the family who was given the status as well": right(
                    "The law speaks of family members, too."
                ),
            },
        ),
        number(
            f"{russians} per cent of the 515 people of the Kyrgyz study were citizens of Russia. How many "
            "people is that?",
            citizens,
            unit="people",
            right="To Russia they are no foreigners, so that a count of foreigners there does not see them.",
            otherwise=f"Take {russians} per cent of 515, and round to a whole person.",
            mistakes={
                round(5.15 * float(russians), 2): "People come whole. Round to the nearest number.",
                math.floor(5.15 * float(russians)): "You cut the decimals off. Round to the nearest number.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def by_none() -> list[str]:
        return [
            one.name
            for one in theories.vignettes()
            if not any(seen for seen, _ in moves.counted(one, one.corridor).values())
        ]

    def kinds() -> pd.Series:
        return pd.Series([moves.kind(one).answer for one in theories.vignettes()]).value_counts()

    return {
        "what-is-a-return-1": Figures(
            kinds,
            tolerance=0,
            right="Remember that the people are invented: this counts our stories, not the world.",
            show="table",
            caption="Kinds of moves among the vignettes",
        ),
        "what-is-a-return-2": Names(
            by_none,
            right="They move, and no list sees them. A number of returnees is a number of counted people.",
        ),
    }
