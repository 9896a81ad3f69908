"""Practice for the page on the study of Kazakhstan and South Korea (Issayeva and Eun 2025)."""

from __future__ import annotations

import pandas as pd

from homecoming import counts, published
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single

STUDY = "kazakhstan-korea-2025"


def questions() -> list[Question]:
    """Ask what kind of study it is, and what can be checked without a number of people."""
    return [
        single(
            "Where do the figures of the three tables come from?",
            {
                "From a survey by the authors": "They made none, and say so.",
                "From statistical offices and reports of others, put side by side": right(
                    "Which publication and which people, the tables do not say."
                ),
                "From interviews": "Interviews by others are cited for the part on identity, not for the "
                "tables.",
            },
        ),
        number(
            "What is the smallest number of people that could give 33.3, 33.3 and 33.3 per cent?",
            counts.smallest_base(["33.3", "33.3", "33.3"]),
            unit="people",
            right="One in each row. The figures add up to 99.9, and that is only rounding.",
            otherwise="Try to put people into three equal groups.",
            slips={1000: "So many are enough, but far fewer will do."},
        ),
        multiple(
            "The tables give no number of people. What can be checked all the same?",
            {
                "Whether a column adds up to 100": right("Table 3 does not, in either country."),
                "Whether a figure of the text stands in its table": right("38 per cent does not."),
                "Whether 68.5 per cent is a whole number of "
                "people": "Of how many? That is what we do not know.",
                "Whether two countries differ by more than "
                "chance": "An interval needs a number of people, and a draw by chance.",
            },
        ),
        single(
            "Most people in these tables were born abroad, to families that left long ago. What is their "
            "move called?",
            {
                "Ethnic return": right(
                    "A move to the land of one's forebears, in which one may never have lived."
                ),
                "Return migration in the narrow sense": "That is going back to where one lived before.",
                "Repatriation after a "
                "war": "No war is at issue here, and they had not been sent away themselves.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    table = published.load(f"{STUDY}/table-3")
    shown = table.as_printed()

    def smallest() -> pd.Series:
        return pd.Series(
            {group: counts.smallest_base(list(shown[group]), exclusive=False) for group in table.groups}
        )

    text = published.text_figures(STUDY).set_index("id")["printed"].str.replace(",", "")

    return {
        "kazakhstan-korea-study-1": Figures(
            smallest,
            tolerance=0,
            well="At least so many people stand behind each column, if every figure is a share of one group.",
        ),
        "kazakhstan-korea-study-2": Number(
            lambda: float(text["kandas-total"]) / (32 + 8 / 12),
            unit="people a year",
            tolerance=600,
            well="16,026 in eight months is about 24,000 in a year: below the long average.",
        ),
    }
