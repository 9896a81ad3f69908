"""Practice for the page on expectations (Yudina and Osadchaya 2024, Table 9)."""

from __future__ import annotations

import pandas as pd

from homecoming import published, survey
from homecoming.answers import Answer, Figures
from homecoming.selfcheck import Question, number, right, single

OPEN = "Hesitate to respond"
YES = ["Yes", "Rather yes, than no"]


def questions() -> list[Question]:
    """Ask what “not fully met” covers, and what a subtotal hides."""
    table = published.load("kyrgyzstan-2024/table-9")
    shown = table.as_printed().astype(float)
    gap = (shown["Male"] - shown["Female"]).round(1)
    whole = table.whole
    partly = table.percentages()[whole].drop(["Yes", OPEN]).sum()
    return [
        number(
            "How many per cent of everybody say that their expectations were not *fully* met? Count every "
            "answer but the full “Yes” and “Hesitate”.",
            partly,
            tolerance=0.11,
            unit="per cent",
            right="Three rows together. The text gives 8.0, which is the flat “No” alone.",
            otherwise="Add the rows “Rather yes”, “Rather no” and “No”.",
            slips={
                float(table.printed("No", whole)): "This is the flat “No”. Who says “rather” is not fully "
                "satisfied, either.",
                float(
                    table.printed("No + rather no than yes", whole)
                ): "These are the two “no” answers. “Rather yes” is not a full yes.",
            },
        ),
        single(
            f"In the two “yes” answers together men and women are {gap['Yes + rather yes, than no']} points "
            f"apart. In the full “Yes” they are {gap['Yes']} apart. Which figure tells more?",
            {
                "The first: it counts more "
                "people": "It also hides that men and women answer differently inside the sum.",
                "The second: it is larger": "A figure does not tell more because it is larger.",
                "Both, side by side": right("The sum is the same for both, and its make-up is not."),
            },
        ),
        single(
            "31.3 per cent were disappointed and 22.1 per cent plan to leave. “So most of the disappointed "
            "leave.” What is wrong?",
            {
                "Nothing": "Do the tables show one person with both answers? They do not.",
                "Two tables do not show who gave both answers": right(
                    "The same figures fit a country in which no disappointed person plans to leave."
                ),
                "22.1 is less than 31.3": "That alone would still allow most of the disappointed to be "
                "among those who leave.",
            },
        ),
        single(
            "What can *not* be known without asking what people had expected?",
            {
                "Whether they answered “Yes”": "That is in the table.",
                "Whether the return went well": right(
                    "Low hopes are easily met, and high ones are easily missed."
                ),
                "Whether men and women answered alike": "That is in the table.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    found = survey.rebuild().counts("expectations")["All"]

    def three_ways() -> pd.Series:
        both = found[YES].sum()
        return 100 * pd.Series(
            {
                "full yes": found["Yes"] / found.sum(),
                "both yes": both / found.sum(),
                "both yes of decided": both / (found.sum() - found[OPEN]),
            }
        )

    def widest() -> pd.Series:
        gaps = {}
        for name in published.tables("kyrgyzstan-2024"):
            table = published.load(name)
            if "Male" in table.groups:
                shown = [table.percentages(question.id) for question in table.questions]
                gaps[name] = max((part["Male"] - part["Female"]).abs().max() for part in shown)
        return pd.Series(gaps)

    return {
        "expectations-1": Figures(
            three_ways, well="From one in four to two in three, with the same 515 people."
        ),
        "expectations-2": Figures(
            widest,
            well="The full “Yes” of this page has the widest gap in the whole paper.",
            show="bars",
            caption="Widest gap between men and women, table by table",
        ),
    }
