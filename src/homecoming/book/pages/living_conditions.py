"""``kyrgyzstan/living-conditions``: how good are conditions of life? (Yudina and Osadchaya 2024, Table 5)

Questions on orders, one-column tables, and what is left out; exercises on the share that a text leaves over,
and on a mean score.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.people import counts
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures


def _by_question() -> pd.DataFrame:
    table = published.load(f"{studies.KYRGYZSTAN}/table-5")
    return pd.DataFrame({q.id: table.percentages(q.id)["%"] for q in table.questions}).T


def self_checks() -> Quiz:
    """Ask about orders, one-column tables, and what is left out."""
    shown, asked = _by_question(), studies.asked()
    left = 100 - published.resolve(studies.KYRGYZSTAN, "text[housing-good] + text[housing-satisfactory]")
    good, middle = (
        published.resolve(studies.KYRGYZSTAN, f"text[housing-{one}]") for one in ("good", "satisfactory")
    )
    return quiz(
        "living-conditions",
        single(
            "By “Good”, sport comes first. By “Bad”, free time is best. Which order is the right one?",
            {
                "The order by “Good”: it shows who is well off": "It leaves out how many people are badly "
                "off.",
                "There is no right one: say by what you order": right(
                    "An order of questions is always an order by an answer. Say which, and why."
                ),
                "The order by “Bad”: it shows who needs help": "It leaves out how many people are well off.",
            },
        ),
        number(
            f"The text calls housing good for {good} and satisfactory for {middle} per cent. How many of "
            f"{asked['All']} people are left for “bad” or no answer?",
            counts.consistent(str(left), asked["All"])[0],
            unit="people",
            right=f"{left} per cent of {asked['All']}.",
            otherwise=f"{left} per cent are left. How many people is it?",
            mistakes={float(left): "This is the percentage. How many people is it?"},
        ),
        single(
            "Why can men and women not be compared here?",
            {
                "The table has one column, for everybody": right(
                    "What was not printed apart cannot be recovered."
                ),
                "Men and women gave the same answers": "That would be a finding. The table does not show it.",
                "Too few women were asked to compare them": f"{asked['Female']} women were asked. Other "
                "tables of the paper do compare.",
            },
        ),
        single(
            f"Most of these people live in one city. {shown.at['environment', 'Bad']} per cent call the "
            f"environment bad and {shown.at['environment', 'Good']} good. Why do they not answer alike?",
            {
                "Some of them must have made a mistake": "A question for a judgement has no wrong answers.",
                "The sample was too small for one answer": "A larger sample would have more people who "
                "differ.",
                "Streets differ, and so do people": right(
                    "A subjective question measures the condition and the person together."
                ),
            },
        ),
    )


POINTS = {"Bad": 0, "Satisfactory": 1, "Good": 2}


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def left_over() -> pd.Series:
        return pd.Series(
            {
                name: float(
                    100
                    - published.resolve(studies.KYRGYZSTAN, f"text[{name}-good] + text[{name}-satisfactory]")
                )
                for name in ("housing", "education")
            }
        )

    def scores() -> pd.Series:
        return (_by_question() * pd.Series(POINTS)).sum(axis=1) / 100

    return {
        "living-conditions-1": Figures(
            left_over,
            right="16.7 per cent is one in six. “Almost every fifth” is a generous way to say it.",
            mistakes={"This is the share that is named. Which share is left?": lambda: 100 - left_over()},
        ),
        "living-conditions-2": Figures(
            scores,
            tolerance=0.006,
            right="By “Good” sport is first; by the score free time is, by a hair. Say by what you order.",
            show="bars",
            caption="Mean score, from 0 (all say “Bad”) to 2 (all say “Good”)",
            mistakes={
                "You still have to divide by 100: the weights are per cent.": lambda: 100 * scores(),
                "You counted from 1 to 3. Give “Bad” 0 points.": lambda: (
                    scores() + _by_question().sum(axis=1) / 100
                ),
                "You have the points the other way round: “Good” gets 2.": lambda: (
                    (_by_question() * (max(POINTS.values()) - pd.Series(POINTS))).sum(axis=1) / 100
                ),
            },
        ),
    }
