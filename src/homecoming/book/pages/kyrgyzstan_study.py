"""``kyrgyzstan/study``: how the study of returnees to Kyrgyzstan was made (Yudina and Osadchaya 2024)

Questions on the two samples and what they allow; exercises on citizens, and on the sizes that two shares
leave open.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures, Names


def self_checks() -> Quiz:
    """Ask about the two samples and what they allow."""
    asked = studies.asked()["All"]
    ages = 100 - published.resolve(studies.KYRGYZSTAN, "text[sample-age-14-25] + text[sample-age-26-45]")
    missing = counts.consistent(str(ages), asked)[0]
    plans = studies.table_of("plans-to-leave")
    leave = plans.printed("Yes", plans.whole)
    return quiz(
        "kyrgyzstan-study",
        single(
            f"How were the {asked} people of the questionnaire chosen?",
            {
                "Because they had worked in Russia and come back": right(
                    "On purpose, by one feature. Nobody knows how likely it was for a returnee to be asked."
                ),
                "By chance, from a list of everybody who came back": "The page tells of no such list, and "
                "the paper says that the choice was not random.",
                "Because others, asked before them, had named them": "That is how the 37 people of the "
                "interviews were found: a snowball.",
            },
        ),
        number(
            f"The two age groups that are named make {100 - ages} per cent of {asked} people. How many "
            "people are left over?",
            missing,
            unit="people",
            right=f"{ages} per cent of {asked}. They belong to neither age group, or gave no age.",
            otherwise=f"{ages} per cent are left over. How many of {asked} people is that?",
            mistakes={float(ages): "This is the percentage. How many people is it?"},
        ),
        multiple(
            "Which sentences does the design allow?",
            {
                f"About {float(leave):.0f} per cent of Kyrgyz returnees plan to leave "
                "again": "The people asked do not stand for all returnees: they were not drawn by chance.",
                f"Of the {asked} people asked, {leave} per cent plan to leave again": right(
                    "It speaks of those who were asked."
                ),
                "Among the people asked, women plan to leave more often than men": right(
                    "A comparison inside the sample is a fact about the sample."
                ),
                "The difference between men and women is statistically "
                "significant": "A test asks what chance does in drawing a sample. Here chance drew nothing.",
            },
        ),
        single(
            "The survey was made in October and November 2022. Why does it matter?",
            {
                "Winter was near, and few people travel in "
                "winter": "Seasons do matter for labour migrants, but something larger had just happened.",
                "It does not: feelings do not depend on a date": "Plans and fears of one autumn are not "
                "plans and fears for ever.",
                "Russia had announced a mobilisation weeks before": right(
                    "It may have changed who came back and who planned to go. Another year could give other "
                    "answers."
                ),
            },
        ),
    )


def _share(name: str) -> str:
    return str(published.resolve(studies.KYRGYZSTAN, f"text[{name}]"))


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    asked = studies.asked()["All"]

    def citizens() -> pd.Series:
        return pd.Series(
            {
                "Kyrgyzstan": counts.consistent(_share("sample-kyrgyz-citizens"), asked)[0],
                "Russia": counts.consistent(_share("sample-russian-citizens"), asked)[0],
            }
        )

    def sizes() -> list[int]:
        men, women = _share("sample-men"), _share("sample-women")
        return [
            n
            for n in range(asked - 10, asked + 11)
            if any(n - k in counts.consistent(women, n) for k in counts.consistent(men, n))
        ]

    return {
        "kyrgyzstan-study-1": Figures(
            citizens,
            tolerance=0,
            right="Together 510. Five people are left: another citizenship, two of them, or no answer.",
        ),
        "kyrgyzstan-study-2": Names(
            sizes,
            right="The two shares alone do not fix the number of people; the paper's "
            f"{asked} is one of these.",
        ),
    }
