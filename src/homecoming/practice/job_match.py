"""Practice for the page on the match of jobs and abilities (Yudina and Osadchaya 2024, Table 2)."""

from __future__ import annotations

import pandas as pd

from homecoming import counts, published, survey
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single

YES = ["Yes", "Mostly yes"]


def questions() -> list[Question]:
    """Ask about the base, whole numbers of people, and subtotals."""
    table = published.load("kyrgyzstan-2024/table-2")
    found = survey.rebuild().counts("job-match")
    men, women, everybody = (int(found[group].sum()) for group in ("Male", "Female", "All"))
    yes = int(found.loc[YES, "All"].sum())
    firm, mostly_no = table.printed("Yes", "Male"), table.printed("Mostly no", "Female")
    printed = table.printed("Yes + mostly yes", table.whole)
    return [
        single(
            f"The table prints {firm} per cent for men who say “Yes”. Of whom is this {firm} per cent?",
            {
                "Of all 515 people who were asked": "The column is headed “Male”. It speaks of men only.",
                "Of the 305 men who were asked": f"No whole number of 305 men is printed as {firm}: 93 men "
                "would be 30.5, and 94 would be 30.8.",
                f"Of the {men} men who answered this question": right(
                    f"{counts.consistent(firm, men)[0]} of {men} men is {firm} per cent, and the other "
                    f"figures of the column fit {men} men, too."
                ),
                "Of the men who have a job": "One would expect that. But Table 1 leaves fewer people in "
                "work than answered here.",
            },
        ),
        number(
            f"{women} women answered. {mostly_no} per cent of them say “Mostly no”. How many women is that?",
            int(found.at["Mostly no", "Female"]),
            unit="women",
            right="No other whole number of them is printed like this.",
            otherwise=f"Take {mostly_no} per cent of {women}, and round to a whole person.",
            slips={
                round(float(mostly_no) / 100 * 210): "This is the share of all 210 women who were asked. "
                f"Only {women} of them answered.",
            },
        ),
        single(
            f"From people, the two “yes” answers together are {counts.percent(yes, everybody)} per cent. "
            f"The paper prints {printed}. Why?",
            {
                "The paper added two percentages that were rounded already": right(
                    f"28.3 + 35.9 = {printed}, but {yes} of {everybody} people is "
                    f"{counts.percent(yes, everybody)} per cent. Add first, round last."
                ),
                "Some people were counted twice": "Each person gave one answer, so nobody is in both rows.",
                "The survey was badly made": "A sum of rounded figures is often 0.1 off. That says nothing "
                "about the survey.",
            },
        ),
        multiple(
            "What can this table tell?",
            {
                "Among those who answered, men say “Yes” more often than women": right(
                    "30.7 against 24.9 per cent."
                ),
                "Most returnees in Kyrgyzstan have a job that fits": "The people were not drawn by chance. "
                "They stand for themselves, not for "
                "all returnees.",
                "More people judged their job than, by Table 1, have one": right(
                    f"{everybody} people answered, and Table 1 leaves 432 in work."
                ),
                "Women have worse jobs than men": "Asked was a judgement. The same job can look good or bad.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load("kyrgyzstan-2024/table-2").percentages()
    gap = shown["Male"] - shown["Female"]

    def range_of_yes() -> pd.Series:
        people = survey.rebuild()
        found = people.counts("job-match")["All"]
        work = people.counts("sector-kyrgyzstan")["All"]
        in_work = work.sum() - work["12. Do not work"]
        yes, without = found[YES].sum(), found.sum() - in_work
        return 100 * pd.Series({"lowest": yes - without, "highest": yes}) / in_work

    return {
        "job-match-1": Number(
            lambda: 100 * gap["Yes"] / gap[YES].sum(),
            unit="per cent",
            tolerance=0.6,
            well="Three quarters of the gap come from the firm “Yes”.",
            slips={
                "This is the gap of the firm “Yes” in points. Which part of the whole gap is it?": lambda: (
                    gap["Yes"]
                ),
            },
        ),
        "job-match-2": Figures(
            range_of_yes,
            tolerance=0.1,
            well="The share of people in work who see a match could lie anywhere in a range of sixteen "
            "points.",
            slips={
                "You divided by everybody who answered. How many people were in work?": lambda: (
                    range_of_yes() * 432 / 501
                )
            },
        ),
    }
