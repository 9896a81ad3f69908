"""``kyrgyzstan/job-match``: does the job match what people can do? (Yudina and Osadchaya 2024, Table 2)

Questions on the base, whole numbers of people, and subtotals; exercises on where a gap comes from, and on
what holds for people in work.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures, Number

TABLE = f"{studies.KYRGYZSTAN}/table-2"


def self_checks() -> Quiz:
    """Ask about the base, whole numbers of people, and subtotals."""
    table, asked = published.load(TABLE), studies.asked()
    found = studies.rebuilt().counts("job-match")
    men, women, everybody = (int(found[group].sum()) for group in ("Male", "Female", "All"))
    either = studies.both_kinds("job-match", "Yes")
    yes = int(found.loc[either, "All"].sum())
    firm, mostly_no = table.printed("Yes", "Male"), table.printed("Mostly no", "Female")
    parts = [table.printed(option, table.whole) for option in either]
    printed, share = table.printed("Yes + mostly yes", table.whole), counts.percent(yes, everybody)
    near = int(float(firm) * asked["Male"] / 100)
    return quiz(
        "job-match",
        single(
            f"The table prints {firm} per cent for men who say “Yes”. Of whom is this {firm} per cent?",
            {
                f"Of all the {asked['All']} people who were asked": "The column is headed “Male”. It speaks "
                "of men only.",
                f"Of the {men} men who answered this question": right(
                    f"{counts.consistent(firm, men)[0]} of {men} men is {firm} per cent, and the other "
                    f"figures of the column fit {men} men, too."
                ),
                f"Of all the {asked['Male']} men who were asked in the study": "No whole number of "
                f"{asked['Male']} men is printed as {firm}: {near} men would be "
                f"{counts.percent(near, asked['Male'])}, and {near + 1} would be "
                f"{counts.percent(near + 1, asked['Male'])}.",
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
            mistakes={
                round(float(mostly_no) / 100 * asked["Female"]): "This is the share of all "
                f"{asked['Female']} women who were asked. Only {women} of them answered.",
            },
        ),
        single(
            f"From people, the two “yes” answers together are {share} per cent. The paper prints {printed}. "
            "Why?",
            {
                "Some people gave two answers and were counted twice": "Each person gave one answer, so "
                "nobody is in both rows. And the printed figure is the smaller one.",
                f"The paper took a share of {asked['All']}, of all who were asked": f"{yes} of "
                f"{asked['All']} people would be {counts.percent(yes, asked['All'])} per cent.",
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
                    f"{everybody} answered, and {asked['All']} were asked. The percentages give it away."
                ),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load(TABLE).percentages()
    gap = shown["Male"] - shown["Female"]
    either = studies.both_kinds("job-match", "Yes")
    found, in_work = studies.rebuilt().counts("job-match")["All"], studies.in_work()

    def range_of_yes() -> pd.Series:
        yes, without = found[either].sum(), found.sum() - in_work
        return 100 * pd.Series({"lowest": yes - without, "highest": yes}) / in_work

    return {
        "job-match-1": Number(
            lambda: 100 * gap["Yes"] / gap[either].sum(),
            unit="per cent",
            tolerance=0.6,
            right="Three quarters of the gap come from the firm “Yes”.",
            mistakes={
                "This is the gap of the firm “Yes” in points. Which part of the whole gap is it?": lambda: (
                    gap["Yes"]
                ),
                "This is the part of the “Mostly yes”.": lambda: 100 * gap["Mostly yes"] / gap[either].sum(),
                "You divided the whole by the part. Turn it round.": lambda: (
                    100 * gap[either].sum() / gap["Yes"]
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
                    range_of_yes() * in_work / found.sum()
                ),
                "You have them the other way round: where are the “yes” answers fewest?": lambda: pd.Series(
                    dict(zip(("highest", "lowest"), range_of_yes(), strict=True))
                ),
                "These are people. The question asks for per cent of the people in work.": lambda: (
                    range_of_yes() * in_work / 100
                ),
            },
        ),
    }
