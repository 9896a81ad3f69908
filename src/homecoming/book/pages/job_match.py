"""The page on the match of jobs and abilities (Yudina and Osadchaya 2024, Table 2)."""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.people import counts, survey
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures, Number

YES = ["Yes", "Mostly yes"]


def self_checks() -> Quiz:
    """Ask about the base, whole numbers of people, and subtotals."""
    table = published.load("kyrgyzstan-2024/table-2")
    found = survey.rebuild().counts("job-match")
    men, women, everybody = (int(found[group].sum()) for group in ("Male", "Female", "All"))
    yes = int(found.loc[YES, "All"].sum())
    firm, mostly_no = table.printed("Yes", "Male"), table.printed("Mostly no", "Female")
    parts = [table.printed(option, table.whole) for option in YES]
    printed, share = table.printed("Yes + mostly yes", table.whole), counts.percent(yes, everybody)
    near = int(float(firm) * 305 / 100)
    return quiz(
        "job-match",
        single(
            f"The table prints {firm} per cent for men who say “Yes”. Of whom is this {firm} per cent?",
            {
                "Of all the 515 people who were asked": "The column is headed “Male”. It speaks of men only.",
                f"Of the {men} men who answered this question": right(
                    f"{counts.consistent(firm, men)[0]} of {men} men is {firm} per cent, and the other "
                    f"figures of the column fit {men} men, too."
                ),
                "Of all the 305 men who were asked in the study": f"No whole number of 305 men is printed as "
                f"{firm}: {near} men would be {counts.percent(near, 305)}, and {near + 1} would be "
                f"{counts.percent(near + 1, 305)}.",
                "Of those men who have a job in Kyrgyzstan": "One would expect that. But more people "
                "answered than, by Table 1, are in work.",
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
            f"From people, the two “yes” answers together are {share} per cent. The paper prints {printed}. "
            "Why?",
            {
                "Some people gave two answers and were counted twice": "Each person gave one answer, so "
                "nobody is in both rows. And the printed figure is the smaller one.",
                "The paper took a share of 515, of all who were asked": f"{yes} of 515 people would be "
                f"{counts.percent(yes, 515)} per cent.",
                "The paper added two figures that were rounded": right(
                    f"{' + '.join(parts)} = {printed}, but {yes} of {everybody} people is {share} per cent. "
                    "Add first, round last."
                ),
            },
        ),
        multiple(
            "What can this table tell?",
            {
                "Among those who answered, men say “Yes” more often than women": right(
                    f"{firm} against {table.printed('Yes', 'Female')} per cent."
                ),
                "Most people who returned to Kyrgyzstan have a job that fits": "The people were not drawn by "
                "chance. They stand for themselves, not for all returnees.",
                "Women have worse jobs than men": "The question asked for a judgement. Two people may judge "
                "the same job differently.",
                "Some people did not answer this question": right(
                    f"{everybody} answered, and 515 were asked. The percentages give it away."
                ),
            },
        ),
    )


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
            right="Three quarters of the gap come from the firm “Yes”.",
            mistakes={
                "This is the gap of the firm “Yes” in points. Which part of the whole gap is it?": lambda: (
                    gap["Yes"]
                ),
                "This is the part of the “Mostly yes”.": lambda: 100 * gap["Mostly yes"] / gap[YES].sum(),
                "You divided the whole by the part. Turn it round.": lambda: (
                    100 * gap[YES].sum() / gap["Yes"]
                ),
            },
        ),
        "job-match-2": Figures(
            range_of_yes,
            tolerance=0.1,
            right="The share of people in work who see a match could lie anywhere in a range of sixteen "
            "points.",
            mistakes={
                "You divided by everybody who answered. How many people were in work?": lambda: (
                    range_of_yes() * 432 / 501
                ),
                "You have them the other way round: where are the “yes” answers fewest?": lambda: pd.Series(
                    dict(zip(("highest", "lowest"), range_of_yes(), strict=True))
                ),
                "These are people. The question asks for per cent of the people in work.": lambda: (
                    range_of_yes() * 432 / 100
                ),
            },
        ),
    }
