"""``kyrgyzstan/expectations``: did the return meet expectations? (Yudina and Osadchaya 2024, Table 9)

Questions on what “not fully met” covers, and what a subtotal hides; exercises on three ways to count, and on
the widest gap between men and women in the whole paper.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures

TABLE = f"{studies.KYRGYZSTAN}/table-9"


def self_checks() -> Quiz:
    """Ask what “not fully met” covers, and what a subtotal hides."""
    table = published.load(TABLE)
    shown = table.as_printed().astype(float)
    gap = (shown["Male"] - shown["Female"]).round(1)
    whole = table.whole
    partly = table.percentages()[whole].drop(["Yes", studies.HESITATE]).sum()
    flat, unmet = table.printed("No", whole), table.printed("No + rather no than yes", whole)
    people = studies.rebuilt()
    plans = studies.table_of("plans-to-leave")
    leave = plans.printed("Yes", plans.whole)
    leavers = int(people.counts("plans-to-leave").at["Yes", "All"])
    disappointed = int(
        people.counts("expectations").loc[studies.both_kinds("expectations", "No"), "All"].sum()
    )
    return quiz(
        "expectations",
        number(
            "How many per cent of everybody say that their expectations were not *fully* met? Count every "
            "answer but the full “Yes” and “Hesitate”.",
            partly,
            tolerance=0.11,
            unit="per cent",
            right=f"Three rows together. The text gives {flat}, which is the flat “No” alone.",
            otherwise="Add the rows “Rather yes”, “Rather no” and “No”.",
            mistakes={
                float(flat): "This is the flat “No”. Who says “rather” is not fully satisfied, either.",
                float(unmet): "These are the two “no” answers. “Rather yes” is not a full yes.",
            },
        ),
        single(
            f"In the two “yes” answers together men and women are {gap['Yes + rather yes, than no']} points "
            f"apart. In the full “Yes” they are {gap['Yes']} apart. Which figure should one print?",
            {
                "Both, side by side": right("The sums are nearly equal, and what they are made of is not."),
                "The first, since it has more people": "It also hides that men and women answer differently "
                "inside the sum.",
                "The second, since it is the larger": "A figure does not tell more because it is larger.",
            },
        ),
        single(
            f"{unmet} per cent were disappointed and {leave} per cent plan to leave. “So most of the "
            "disappointed leave.” What is wrong?",
            {
                "Nothing: it follows from the two shares": "Do the tables show one person with both answers? "
                "They do not.",
                "No table shows who gave both answers": right(
                    "The same figures fit a survey in which no disappointed person plans to leave."
                ),
                f"It is too much: {leave} is less than {unmet}": f"All {leavers} who plan to leave could be "
                f"among the {disappointed} disappointed, and that would be most of them. It is possible, "
                "but not shown.",
            },
        ),
        single(
            "What can *not* be known without asking what people had expected?",
            {
                "How many people chose “Yes”, and how many “No”": "That is in the table.",
                "Whether men and women answered in the same way": "That is in the table.",
                "Whether a “Yes” means that life is good": right(
                    "Low hopes are easily met, and high ones are easily missed."
                ),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    found = studies.rebuilt().counts("expectations")["All"]
    table = published.load(TABLE)
    printed = float(table.printed("Yes + rather yes, than no", table.whole))

    def three_ways() -> pd.Series:
        both = found[studies.both_kinds("expectations", "Yes")].sum()
        return 100 * pd.Series(
            {
                "full yes": found["Yes"] / found.sum(),
                "both yes": both / found.sum(),
                "both yes of decided": both / (found.sum() - found[studies.HESITATE]),
            }
        )

    def widest(signed: bool = False, every: bool = True) -> pd.Series:
        gaps: dict[str, float] = {}
        for one, question in studies.questions_by_sex().values():
            if every or question == one.questions[0]:
                shown = one.percentages(question.id)
                apart = shown["Male"] - shown["Female"]
                gap = apart.max() if signed else apart.abs().max()
                gaps[one.name] = max(gap, gaps.get(one.name, gap))
        return pd.Series(gaps)

    return {
        "expectations-1": Figures(
            three_ways,
            right=f"From one in four to nearly two in three, with the same {found.sum()} people.",
            mistakes={
                "You took the printed subtotal, a sum of rounded figures. Add people, then divide.": lambda: (
                    three_ways().where(three_ways().index != "both yes", printed)
                ),
                "In the third way, only those who decided are the base.": lambda: three_ways().where(
                    three_ways().index != "both yes of decided", three_ways()["both yes"]
                ),
            },
        ),
        "expectations-2": Figures(
            widest,
            right="The full “Yes” of this page has the widest gap in the whole paper.",
            show="bars",
            caption="Widest gap between men and women, table by table",
            mistakes={
                "You took the largest gap in favour of men. Drop the signs first, with .abs().": lambda: (
                    widest(signed=True)
                ),
                "Some tables have two questions. Take the widest gap of both.": lambda: widest(every=False),
            },
        ),
    }
