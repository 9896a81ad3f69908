"""Practice for the page on relations in the family (Yudina and Osadchaya 2024, Table 6)."""

from __future__ import annotations

import pandas as pd

from homecoming import published, survey
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, multiple, number, right, single


def questions() -> list[Question]:
    """Ask about time, small numbers, and who is not in the table."""
    found = survey.rebuild().counts("family-relations")
    table = published.load("kyrgyzstan-2024/table-6")
    bad = found.loc["Bad"]
    return [
        single(
            "The text says that family relations did not get worse during the stay in Russia. Can the table "
            "show that?",
            {
                "Yes: 72.2 per cent are good": "They are good now. How they were before was not asked.",
                "No: it shows one time only, now, in Kyrgyzstan": right(
                    "A change needs two times: the same people asked twice, or asked about both."
                ),
                "No: too few people say “Bad”": "Even if many said so, it would still be one time only.",
            },
        ),
        number(
            f"{table.printed('Bad', 'Female')} per cent of 210 women say “Bad”. How many women is that?",
            int(bad["Female"]),
            unit="women",
            right=f"Five women, and {bad['Male']} men. Do not build a theory on so few.",
            otherwise="Multiply, divide by 100, and round to a whole woman.",
            slips={
                int(bad["Male"]): "So many are the men.",
                int(bad["All"]): "So many are men and women together.",
            },
        ),
        single(
            "The text calls women “more demanding”. What do the figures say?",
            {
                "Women say “Good” less often and “Bad” more often": "“Bad” is rarer among women, too.",
                "Women say “Good” less often, and “Bad” less often, too": right(
                    "They choose the middle more often. Whether that is a demand or a habit of answering, "
                    "the table does not say."
                ),
                "Women say “Good” more often": "70.5 against 73.4 per cent: less often.",
            },
        ),
        multiple(
            "Who may be missing from this table, so that relations look better than they are?",
            {
                "People whose family broke up and who stayed abroad": right(
                    "They did not come back to be asked."
                ),
                "People who did not want to speak about their family": right("They may not have taken part."),
                "People who answered “Satisfactory”": "They are in the table.",
                "Men": "305 men are in the table.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    found = survey.rebuild().counts("family-relations")
    shown = published.load("kyrgyzstan-2024/table-6").percentages()

    def one_more() -> pd.DataFrame:
        moved = found.copy()
        moved.loc["Bad", ["All", "Female"]] += 1
        moved.loc["Satisfactory", ["All", "Female"]] -= 1
        return 100 * moved / moved.sum()

    def compare() -> pd.Series:
        men, women = (100 * found.at["Bad", sex] / found[sex].sum() for sex in ("Male", "Female"))
        return pd.Series({"ratio": men / women, "points": men - women})

    return {
        "family-relations-1": Figures(
            one_more,
            tolerance=0.051,
            well="One woman moves a figure of the women by half a point, and of everybody by 0.2.",
            slips={
                "These are the figures as they are. Move one woman first.": lambda: 100 * found / found.sum(),
            },
        ),
        "family-relations-2": Figures(
            compare,
            tolerance=0.06,
            well="“Nearly twice as often” and “1.9 points more” are the same 13 and 5 people.",
            slips={
                "You have taken men and women the other way round.": lambda: pd.Series(
                    {
                        "ratio": shown.at["Bad", "Female"] / shown.at["Bad", "Male"],
                        "points": shown.at["Bad", "Female"] - shown.at["Bad", "Male"],
                    }
                )
            },
        ),
    }
