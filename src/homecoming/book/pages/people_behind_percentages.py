"""``reading-tables/people-behind-percentages``: which numbers of people can lie behind a percentage

The widget that slides the base of a column and what the search for bases gives without it; then the questions
and exercises of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from homecoming.book import studies
from homecoming.kernelfree import Explorer, interact, radio, select, slider
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import typeset
from homecoming.teach.answers import Answer, Figures


@cache
def slide_base() -> Explorer:
    """Let people drop out one by one and watch which printed percentages become possible.

    Examples
    --------
    >>> explorer = slide_base()
    >>> "All four figures are possible" in explorer.state(question="Table 2", column="Male", missing=5)
    True
    >>> "impossible" in explorer.state(question="Table 2", column="Male", missing=0)
    True
    """
    shown = {
        "Table 2": "job-match",
        "Table 3": "job-satisfaction",
        "Table 7, colleagues": "colleagues",
        "Table 9": "expectations",
    }

    def view(question: str, column: str, missing: int):
        table = studies.table_of(shown[question])
        group = table.whole if column == "All" else column
        base = table.max_bases[group] - missing
        printed = table.as_printed(shown[question], kinds=["option"])[group]
        ways = {option: counts.consistent(figure, base) for option, figure in printed.items()}
        rows = pd.DataFrame(
            {
                "Printed": list(printed),
                "People": [" or ".join(map(str, found)) or "impossible" for found in ways.values()],
            },
            index=list(ways),
        )
        return typeset.together(
            _what_fits(ways, base),
            typeset.frame(rows, caption=f"{question}, {column}: base {base}", corner="Answer"),
        )

    return interact(
        view,
        name="slide-base",
        title="Which base makes the figures possible?",
        question=select(list(shown), label="Table"),
        column=radio(["Male", "Female", "All"], label="Column"),
        missing=slider(range(20), label="People who did not answer"),
    )


def _what_fits(ways: Mapping[str, Sequence[int]], base: int) -> str:
    possible = sum(1 for found in ways.values() if found)
    number = {3: "three", 4: "four", 5: "five"}[len(ways)]
    if possible < len(ways):
        return f"{possible} of {number} figures are possible with {base} people."
    least, most = (sum(end(found) for found in ways.values()) for end in (min, max))
    if not least <= base <= most:
        return f"All {number} figures are possible, but the people do not add up to {base}."
    return f"All {number} figures are possible, and the people add up to {base}."


@cache
def possible_bases(question: str = "job-match") -> pd.DataFrame:
    """List for every base how many figures of each column are possible, and whether the whole column is.

    Parameters
    ----------
    question : str
        Identifier of a question of the Kyrgyz paper that is shown for men and women.

    Returns
    -------
    pandas.DataFrame
        Index: base, falling from the largest. Columns: figures possible and adds up, for Male, Female, All.

    Examples
    --------
    >>> fits = possible_bases("job-match")
    >>> fits.index[fits["Male"]].tolist()[:2]
    [300, 251]
    """
    table = studies.table_of(question)
    printed = table.as_printed(question, kinds=["option"])
    most = max(table.max_bases.values())
    found = {}
    for column, group in {"Male": "Male", "Female": "Female", "All": table.whole}.items():
        fits = []
        for base in range(most, 0, -1):
            ways = [counts.consistent(figure, base) for figure in printed[group]]
            fits.append(
                base <= table.max_bases[group]
                and all(ways)
                and sum(map(min, ways)) <= base <= sum(map(max, ways))
            )
        found[column] = fits
    return pd.DataFrame(found, index=pd.Index(range(most, 0, -1), name="base"))


def self_checks() -> Quiz:
    """Ask what GRIM can and cannot show."""
    men, bases = studies.asked()["Male"], studies.rebuilt().bases
    possible = sum(bool(counts.consistent(f"{tenths / 10:.1f}", men)) for tenths in range(1001))
    return quiz(
        "people-behind-percentages",
        number(
            f"How many of the 1,001 percentages from 0.0 to 100.0 can come from {men} people?",
            possible,
            unit="figures",
            right=f"One for each number of people from 0 to {men}. All the others are impossible.",
            otherwise="Each number of people, from none to all, gives one figure.",
            mistakes={men: "Nearly. Nobody at all is a possible number, too."},
        ),
        single(
            "The number of people is 2,000. What does the test say of a figure with one decimal?",
            {
                "Most such figures are impossible": "Count the figures, 1,001, and the numbers of people, "
                "2,001.",
                "Nothing: every figure is possible": right(
                    "With a thousand people or more the test is blind."
                ),
                "It depends on the figure's size": "Every tenth of a per cent is hit by some number of "
                "people, the small ones and the large ones.",
            },
        ),
        single(
            f"For relations with supervisors there are {bases.at['supervisors', 'solutions']} solutions. "
            "What does “several” mean?",
            {
                "The table is inconsistent with itself": "Each solution prints the table exactly.",
                "The largest one is the most likely one": "Taking it is a habit of this book, not a finding.",
                "The figures do not tell which is true": right("So say which one you take, and why."),
            },
        ),
        multiple(
            f"“The table cannot come from {studies.asked()['All']} people.” Which of these had to be "
            "*assumed*?",
            {
                "People were counted whole, without weights": right(
                    "With weights, other figures are possible."
                ),
                "People were drawn by chance": "The test is arithmetic with whole numbers. How people were "
                "chosen does not matter for it.",
                "Shares were rounded in the ordinary way": right("Cutting off was tried; it does not help."),
                "No cell is misprinted": right("One misprint would not explain it; several would."),
            },
        ),
    )


#: People who gave each of three answers, in the invented survey of an exercise.
WOMEN, MEN = (40, 25, 15), (18, 22, 10)


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def teachers() -> pd.Series:
        return pd.Series({text: len(counts.consistent(text, 28)) for text in ("14.3", "14.5")})

    def printed(decimals: int) -> dict[str, list[str]]:
        groups = {"Women": WOMEN, "Men": MEN, "All": [w + m for w, m in zip(WOMEN, MEN, strict=True)]}
        return {
            name: [counts.percent(k, sum(column), decimals) for k in column]
            for name, column in groups.items()
        }

    def together(decimals: int) -> int:
        return counts.recover(printed(decimals), {"Women": sum(WOMEN), "Men": sum(MEN)}, whole="All").count

    def solutions() -> pd.Series:
        return pd.Series({"one decimal": together(1), "whole numbers": together(0)})

    return {
        "people-behind-percentages-1": Figures(
            teachers,
            tolerance=0,
            right="4 of 28 is 14.3 per cent. Nothing gives 14.5.",
            mistakes={
                "This is the number of teachers. How many such numbers fit?": lambda: pd.Series(
                    {"14.3": counts.consistent("14.3", 28)[0], "14.5": 0}
                ),
                "Try 14.5 once more: is there really a number of teachers that gives it?": lambda: pd.Series(
                    {"14.3": 1, "14.5": 1}
                ),
            },
        ),
        "people-behind-percentages-2": Figures(
            solutions,
            tolerance=0,
            mistakes={
                "You have them the other way round: which prints sharper clues?": lambda: pd.Series(
                    {"one decimal": together(0), "whole numbers": together(1)}
                ),
            },
            right="One decimal finds your people. Whole percentages hide them: good for privacy, bad for "
            "checking.",
        ),
    }
