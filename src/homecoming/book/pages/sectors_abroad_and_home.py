"""``kyrgyzstan/sectors-abroad-and-home``: who works where, then and now (Yudina and Osadchaya 2024, Table 1)

Questions on points and per cent, the base, and what margins hide; exercises on two ways to tell a change, and
on the distance of the two columns among people in work.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.checks import inference
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures, Number

TABLE = f"{studies.KYRGYZSTAN}/table-1"


def self_checks() -> Quiz:
    """Ask about points and per cent, the base, and what margins hide."""
    table = published.load(TABLE)
    working = table.percentages().drop([studies.DO_NOT_WORK, "Other"]).sum().round(1)
    before, after = working[studies.IN_RUSSIA], working[studies.IN_KYRGYZSTAN]
    fall = published.text_figures(studies.KYRGYZSTAN).set_index("id").at["working-decline", "printed"]
    people = studies.both_times()
    moved = inference.dissimilarity(people[studies.IN_RUSSIA], people[studies.IN_KYRGYZSTAN]).fewest_movers
    return quiz(
        "sectors-abroad-and-home",
        single(
            f"The share of people in work goes from {before} to {after} per cent. The paper says that this "
            f"is {fall} per cent less. What is {fall}?",
            {
                "A fall in per cent of the first figure": f"A fall of {fall} per cent would leave "
                f"{before * (1 - float(fall) / 100):.1f}.",
                "A difference in percentage points": right(
                    f"{before} − {after} = {before - after:.1f}: one percentage taken from another."
                ),
                "A fall in per cent of the second figure": "A fall is measured from where it begins. And "
                f"{fall} per cent of {after} is {float(fall) * after / 100:.1f}.",
            },
        ),
        number(
            f"And as per cent of the first figure: by how many per cent does {before} fall to {after}? "
            "One decimal.",
            100 * (before - after) / before,
            tolerance=0.06,
            unit="per cent",
            right=f"{before - after:.1f} points of {before} points.",
            otherwise="Divide the fall by the figure from which it fell.",
            mistakes={
                100 * (before - after) / after: "You divided by the second figure. A fall is measured from "
                "where it begins.",
                before - after: "These are the points. Divide by the first figure.",
            },
        ),
        single(
            f"The two columns can be explained by {moved} people who changed their row. How many of the "
            f"{studies.asked()['All']} really did?",
            {
                f"Exactly {moved}, as the columns show": "Only if nobody swapped places with somebody else.",
                f"At most {moved}, and perhaps nobody": f"With fewer than {moved} moves the columns could "
                "not differ as they do.",
                f"At least {moved}, and perhaps more": right(
                    "If one person goes from trade to taxi and another from taxi to trade, the columns stay "
                    "as they are."
                ),
            },
        ),
        single(
            "Do more women than men work in healthcare? What does this table say?",
            {
                "Nothing: it has no columns for men and women": right(
                    "And none can be made from what is printed."
                ),
                "Yes: in most countries more women than men do": "Perhaps, but that is knowledge from "
                "elsewhere. It is not in this table.",
                "No: healthcare is a small row in both columns": "The size of a row says nothing about who "
                "is in it.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load(TABLE).percentages().loc["6. Education, science"]

    def change() -> pd.Series:
        before, after = shown[studies.IN_RUSSIA], shown[studies.IN_KYRGYZSTAN]
        return pd.Series({"points": after - before, "per cent": 100 * (after - before) / before})

    def of_the_second() -> float:
        return 100 * (shown[studies.IN_KYRGYZSTAN] - shown[studies.IN_RUSSIA]) / shown[studies.IN_KYRGYZSTAN]

    def among_workers() -> float:
        working = studies.both_times().drop(index=studies.DO_NOT_WORK)
        return inference.dissimilarity(working[studies.IN_RUSSIA], working[studies.IN_KYRGYZSTAN]).percent

    def with_idle() -> float:
        people = studies.both_times()
        return inference.dissimilarity(people[studies.IN_RUSSIA], people[studies.IN_KYRGYZSTAN]).percent

    def not_rescaled() -> float:
        people = 100 * studies.both_times() / studies.both_times().sum()
        rest = people.drop(index=studies.DO_NOT_WORK)
        return (rest[studies.IN_RUSSIA] - rest[studies.IN_KYRGYZSTAN]).abs().sum() / 2

    return {
        "sectors-abroad-and-home-1": Figures(
            change,
            right="3.3 points sound small, and 80 per cent sound large. Both are true.",
            mistakes={
                "You divided by the second figure. Per cent are counted from where it began.": lambda: (
                    pd.Series({"points": change()["points"], "per cent": of_the_second()})
                ),
                "You have taken the second figure from the first. It rose, so both are above 0.": lambda: (
                    -change()
                ),
            },
        ),
        "sectors-abroad-and-home-2": Number(
            among_workers,
            unit="per cent",
            tolerance=0.15,
            right="Part of the distance was people who stopped working. Among those in work less changed.",
            mistakes={
                "This is the index with those who do not work. Leave that row out first.": with_idle,
                "You left the row out, but did not make new shares: each column must add up to 100 again.": (
                    not_rescaled
                ),
                "This is the whole sum of the gaps. Each move shows twice: take half.": lambda: (
                    2 * among_workers()
                ),
            },
        ),
    }
