"""Practice for the page on sectors abroad and at home (Yudina and Osadchaya 2024, Table 1)."""

from __future__ import annotations

import pandas as pd

from homecoming import published, survey
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, number, right, single

IDLE = "12. Do not work"


def _people() -> pd.DataFrame:
    people = survey.rebuild()
    return pd.DataFrame(
        {
            "In Russia": people.counts("sector-russia")["All"],
            "In Kyrgyzstan": people.counts("sector-kyrgyzstan")["All"],
        }
    )


def questions() -> list[Question]:
    """Ask about points and per cent, the base, and what margins hide."""
    table = published.load("kyrgyzstan-2024/table-1")
    working = table.percentages().drop([IDLE, "Other"]).sum().round(1)
    before, after = working["In Russia"], working["In Kyrgyzstan"]
    people = _people()
    moved = int((people["In Russia"] - people["In Kyrgyzstan"]).abs().sum() / 2)
    return [
        single(
            f"The share of people in work goes from {before} to {after} per cent. The paper calls this "
            "“8.1% less”. What is right?",
            {
                "8.1 percentage points": right(
                    f"{before} − {after} = 8.1, a difference of two percentages: points."
                ),
                "8.1 per cent": f"A fall of 8.1 per cent would leave {before * 0.919:.1f}.",
                "91.9 per cent": "That is what would be left after a fall of 8.1 per cent.",
            },
        ),
        number(
            f"And as per cent of the first figure: by how many per cent does {before} fall to {after}?",
            100 * (before - after) / before,
            tolerance=0.06,
            unit="per cent",
            right="8.1 points of 90.8 points.",
            otherwise="Divide the fall by the figure from which it fell.",
            slips={
                100 * (before - after) / after: "You divided by the second figure. A fall is measured from "
                "where it begins.",
                before - after: "These are the points. Divide by the first figure.",
            },
        ),
        single(
            f"The columns show that at least {moved} of 515 people changed their row. How many really did?",
            {
                f"Exactly {moved}": "Only if nobody swapped places with somebody else.",
                f"{moved} or more; the table cannot say how many more": right(
                    "If one person goes from trade to taxi and another from taxi to trade, the columns stay "
                    "as they are."
                ),
                f"Fewer than {moved}": f"With fewer than {moved} moves the columns could not differ as they "
                "do.",
            },
        ),
        single(
            "Is there more healthcare among men or among women in this table?",
            {
                "Among women, as "
                "everywhere": "Perhaps, but not from this table: it does not show the sexes apart.",
                "Among men": "The table does not show the sexes apart.",
                "The table does not say": right(
                    "There is no column for men or women, and nothing from which one could be made."
                ),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load("kyrgyzstan-2024/table-1").percentages().loc["6. Education, science"]

    def change() -> pd.Series:
        before, after = shown["In Russia"], shown["In Kyrgyzstan"]
        return pd.Series({"points": after - before, "per cent": 100 * (after - before) / before})

    def among_workers() -> float:
        working = _people().drop(index=IDLE)
        shares = 100 * working / working.sum()
        return (shares["In Russia"] - shares["In Kyrgyzstan"]).abs().sum() / 2

    def with_idle() -> float:
        people = 100 * _people() / 515
        return (people["In Russia"] - people["In Kyrgyzstan"]).abs().sum() / 2

    def not_rescaled() -> float:
        people = 100 * _people() / 515
        rest = people.drop(index=IDLE)
        return (rest["In Russia"] - rest["In Kyrgyzstan"]).abs().sum() / 2

    return {
        "sectors-abroad-and-home-1": Figures(
            change,
            well="3.3 points sound small, and 80 per cent sound large. Both are true.",
        ),
        "sectors-abroad-and-home-2": Number(
            among_workers,
            unit="per cent",
            tolerance=0.15,
            well="Part of the distance was people who stopped working. Among those in work less changed.",
            slips={
                "This is the index with those who do not work. Leave that row out first.": with_idle,
                "You left the row out, but did not make new shares: each column must add up to 100 again.": (
                    not_rescaled
                ),
            },
        ),
    }
