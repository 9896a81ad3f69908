"""``kyrgyzstan/plans-to-leave``: do they plan to leave again? (Yudina and Osadchaya 2024, Table 8)

Questions on majorities, the undecided, and what the indicator means; exercises on those who decided, and on
all that the undecided may do.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.teach.answers import Answer, Figures


def self_checks() -> Quiz:
    """Ask about majorities, the undecided, and what the indicator means."""
    table = published.load(f"{studies.KYRGYZSTAN}/table-8")
    found = studies.rebuilt().counts("plans-to-leave")["All"]
    stays = table.printed("No", table.whole)
    women, men = (table.printed("Yes", sex) for sex in ("Female", "Male"))
    decided = int(found["Yes"] + found["No"])
    return quiz(
        "plans-to-leave",
        single(
            f"{stays} per cent say “No”. The conclusion of the paper speaks of a “vast majority”. What is "
            "it?",
            {
                "A vast majority of those who were asked": "It is not even half of them.",
                "The largest group, but less than half": right(
                    f"{found['No']} of {found.sum()} people. The word for it is plurality."
                ),
                "A majority, but a small one": f"More than half would be {found.sum() // 2 + 1} of "
                f"{found.sum()} people. Only {found['No']} said “No”.",
            },
        ),
        number(
            f"Leave out the {found[studies.HESITATE]} people who hesitate. How many per cent of the "
            f"{decided} others say "
            "“No”? One decimal.",
            100 * found["No"] / decided,
            tolerance=0.06,
            unit="per cent",
            right="Leaving people out makes a share larger. One has to say so.",
            otherwise=f"Divide {found['No']} by {decided}, and multiply by 100.",
            mistakes={
                float(stays): "This is the share of everybody.",
                100 * found["Yes"] / decided: "This is the share that says “Yes”.",
                100 * decided / found.sum(): "This is the share of those who decided. How many of them say "
                "“No”?",
            },
        ),
        single(
            f"{women} per cent of the women asked plan to leave, and {men} per cent of the men. Why?",
            {
                "Men feared to be called up in Russia": "It may be so, and the page names it. The table does "
                "not show it.",
                "Women had found worse jobs at home": "No table crosses plans with jobs, so nobody can see "
                "it.",
                "The table does not show any reasons": right(
                    "It shows a difference among these people. Reasons would have to be asked for."
                ),
            },
        ),
        multiple(
            "Why is “no plans to leave” a doubtful sign of a successful return?",
            {
                "Nobody tells the truth about plans, in any survey": "That would rule out every survey. "
                "There are better reasons.",
                "Who leaves again may do so by choice, from a position of strength": right(
                    "In IOM's idea of sustainable reintegration, moving again may be a choice."
                ),
                "Who stays may lack the money to leave": right("Staying can be a trap as well."),
                "The question covers three months only": right("Spring is further away than that."),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    found = studies.rebuilt().counts("plans-to-leave")

    def of_decided() -> pd.Series:
        return 100 * found.loc["No"] / (found.loc["Yes"] + found.loc["No"])

    def leavers() -> pd.DataFrame:
        yes, hesitate, base = found.loc["Yes"], found.loc[studies.HESITATE], found.sum()
        return 100 * pd.DataFrame({"none of them": yes / base, "all of them": (yes + hesitate) / base})

    return {
        "plans-to-leave-1": Figures(
            of_decided,
            right="Only among men who have made up their mind is it more than 70 per cent.",
            mistakes={
                "This is the share of everybody. Leave out those who hesitate.": lambda: (
                    100 * found.loc["No"] / found.sum()
                )
            },
        ),
        "plans-to-leave-2": Figures(
            leavers,
            right="The undecided make a range of thirty points: they decide more than the answers do.",
            show="bars",
            caption="Who leaves, if none or all of the undecided do",
            mistakes={
                "In the first column you left people out. The base is everybody, both times.": lambda: (
                    leavers().assign(**{"none of them": 100 - of_decided()})
                ),
                "You have the two columns the other way round.": lambda: leavers().set_axis(
                    ["all of them", "none of them"], axis=1
                ),
            },
        ),
    }
