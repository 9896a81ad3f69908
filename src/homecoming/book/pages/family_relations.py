"""``kyrgyzstan/family-relations``: how are relations in the family? (Yudina and Osadchaya 2024, Table 6)

Questions on time, small numbers, and who is not in the table; exercises on two ways to compare, and on what
one person changes.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures

TABLE = f"{studies.KYRGYZSTAN}/table-6"


def self_checks() -> Quiz:
    """Ask about time, small numbers, and who is not in the table."""
    found = studies.rebuilt().counts("family-relations")
    table, asked = published.load(TABLE), studies.asked()
    bad = found.loc["Bad"]

    def both(option: str) -> str:
        return f"{table.printed(option, 'Female')} per cent of women, {table.printed(option, 'Male')} of men"

    return quiz(
        "family-relations",
        single(
            "The text says that family relations did not get worse during the stay in Russia. Can the table "
            "show that?",
            {
                "No: it shows one time only, and that is now": right(
                    "A change needs two times: the same people asked twice, or asked about both."
                ),
                f"Yes: {table.printed('Good', table.whole)} per cent of the people say “Good”": "They are "
                "good now. How they were before was not asked.",
                f"No: only {bad['All']} people out of {asked['All']} say “Bad”": "Even if many said so, it "
                "would still "
                "be one time only.",
            },
        ),
        number(
            f"{table.printed('Bad', 'Female')} per cent of {asked['Female']} women say “Bad”. How many women "
            "is that?",
            int(bad["Female"]),
            unit="women",
            right=f"{bad['Female']} women, and {bad['Male']} men. Do not build a theory on so few.",
            otherwise="Multiply, divide by 100, and round to a whole woman.",
            mistakes={
                int(bad["Male"]): "This is the number of men. Count the women.",
                int(bad["All"]): "So many are men and women together.",
            },
        ),
        single(
            "The text calls women a little more demanding. What do the figures say?",
            {
                "Women say “Good” less often and “Bad” more often": f"“Bad” is rarer among women: "
                f"{both('Bad')}.",
                "Women say “Good” more often and “Bad” less often": f"“Good” is rarer among women, too: "
                f"{both('Good')}.",
                "Women say “Good” less often, and “Bad” as well": right(
                    "They choose the middle more often. Whether that is a demand or a way of answering, "
                    "the table does not say."
                ),
            },
        ),
        multiple(
            "Who may be missing from this table, so that relations look better than they are?",
            {
                "People whose family broke up and who stayed abroad": right(
                    "They did not come back to be asked."
                ),
                f"The {bad['All']} people who answered “Bad”": "They were asked, and they are in the table.",
                "People who did not want to speak about their family": right("They may not have taken part."),
                "Men, because they often stay away for long": f"{asked['Male']} men are in the table.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    found = studies.rebuilt().counts("family-relations")
    shown = published.load(TABLE).percentages()

    def compare() -> pd.Series:
        men, women = (100 * found.at["Bad", sex] / found[sex].sum() for sex in ("Male", "Female"))
        return pd.Series({"ratio": men / women, "points": men - women})

    def one_more(*groups: str) -> pd.DataFrame:
        moved = found.copy()
        moved.loc["Bad", [*groups]] += 1
        moved.loc["Satisfactory", [*groups]] -= 1
        return moved

    return {
        "family-relations-1": Figures(
            compare,
            tolerance=0.06,
            right="“Nearly twice as often” and “1.9 points more” are the same 13 and 5 people.",
            mistakes={
                "You have taken men and women the other way round.": lambda: pd.Series(
                    {
                        "ratio": shown.at["Bad", "Female"] / shown.at["Bad", "Male"],
                        "points": shown.at["Bad", "Female"] - shown.at["Bad", "Male"],
                    }
                ),
                "You compared numbers of people. There are more men than women: compare shares.": lambda: (
                    pd.Series(
                        {
                            "ratio": found.at["Bad", "Male"] / found.at["Bad", "Female"],
                            "points": found.at["Bad", "Male"] - found.at["Bad", "Female"],
                        }
                    )
                ),
            },
        ),
        "family-relations-2": Figures(
            lambda: 100 * one_more("All", "Female") / found.sum(),
            tolerance=0.051,
            right="One woman moves a figure of the women by half a point, and of everybody by 0.2.",
            mistakes={
                "These are the figures as they are. Move one woman first.": lambda: 100 * found / found.sum(),
                "A woman is one of all, too. Change the column All as well.": lambda: (
                    100 * one_more("Female") / found.sum()
                ),
                "These are people. Divide each column by its sum.": lambda: one_more("All", "Female"),
            },
        ),
    }
