"""Practice for the chapter on what a return is."""

from __future__ import annotations

import pandas as pd

from homecoming import published, theories
from homecoming.answers import Answer, Figures, Names
from homecoming.selfcheck import Question, multiple, number, right, single

EDGES = ("tolgonai", "azamat", "serik", "kanat", "bakyt")


def _kind(name: str) -> str:
    return theories.moves.kind(theories.vignette(name)).labels[0]


def questions() -> list[Question]:
    """Ask for the word for a move, for decided and voluntary, and for who is counted."""
    people = {name: theories.vignette(name) for name in EDGES}
    visit = next(person for name, person in people.items() if _kind(name) == "Visit")
    ethnic = next(person for name, person in people.items() if _kind(name) == "Ethnic return")
    nurlan = theories.vignette("nurlan")
    russians = published.resolve("kyrgyzstan-2024", "text[sample-russian-citizens]")
    return [
        single(
            f"{ethnic.story} Which word fits this move best?",
            {
                "Return migration in the narrow "
                "sense": "That is going back to where one has lived, or whose citizen one is.",
                "Ethnic return": right(
                    "The move leads to the country of the forebears, not of one's own past."
                ),
                "Circular migration": "That would be going to and fro between the same two places.",
                "A visit": "He came to stay.",
            },
        ),
        single(
            f"{visit.story} Is this a return?",
            {
                "Yes: everybody who crosses the border towards home "
                "returns": "Then every holiday would be one.",
                "No: a short visit is not a return": right(
                    "A stay shorter than about three months is usually called a visit."
                ),
                "Only if it is repeated": "Repeated visits are visits, many times.",
            },
        ),
        single(
            f"{nurlan.story} Which pair of words is right for this return?",
            {
                "Decided, and voluntary": "Was there no pressure?",
                "Compelled, and yet voluntary in the sense of the Kyrgyz study": right(
                    "He came by himself and paid himself; but circumstances broke off his stay."
                ),
                "Compelled, and a removal": "No office and no court ordered it.",
            },
        ),
        multiple(
            "Which of these people are counted as kandas by Kazakhstan?",
            {
                "An ethnic Kazakh from Mongolia who was granted the status": right(
                    "That is what is counted."
                ),
                "A Kazakhstani student who comes back from "
                "Seoul": "A return migrant by any definition, but already a citizen: no status is needed, "
                "and none is counted.",
                "An ethnic Kazakh who moved without applying": "Only the status is counted, not the move.",
                "A member of the family of a kandas, covered by the law": right(
                    "The law names family members, too."
                ),
            },
        ),
        number(
            f"{russians} per cent of the 515 people of the Kyrgyz study were citizens of Russia. How many "
            "people is that?",
            137,
            unit="people",
            right="To Russia they are no foreigners, so that a count of foreigners there does not see them.",
            otherwise=f"Take {russians} per cent of 515.",
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def by_none() -> list[str]:
        return [
            one.name
            for one in theories.vignettes()
            if not any(seen for seen, _ in theories.moves.counted(one, one.corridor).values())
        ]

    def kinds() -> pd.Series:
        return pd.Series([theories.moves.kind(one).answer for one in theories.vignettes()]).value_counts()

    return {
        "what-is-a-return-1": Names(
            by_none,
            well="They move, and no list sees them. A number of returnees is a number of counted people.",
        ),
        "what-is-a-return-2": Figures(
            kinds,
            tolerance=0,
            well="Remember that the people are invented: this counts our stories, not the world.",
            show="table",
            caption="Kinds of moves among the vignettes",
        ),
    }
