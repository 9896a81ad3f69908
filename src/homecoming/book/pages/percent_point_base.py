"""``reading-tables/percent-point-base``: per cent, percentage points, and of whom

Widgets on a change told in two ways and on three bases of one table, and the columns that rounding keeps from
100; then the questions and exercises of the page.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Figures, Number


@cache
def percent_or_point() -> Explorer:
    """Tell a change in percentage points from a change in per cent, sector by sector.

    Examples
    --------
    >>> state = percent_or_point().state(sector=studies.DO_NOT_WORK, figures="as printed")
    >>> "8.1 percentage points" in state, "101.3 per cent" in state
    (True, True)
    """
    table = published.load(f"{studies.KYRGYZSTAN}/table-1")
    printed, counted = table.percentages(), studies.both_times()

    def view(sector: str, figures: str):
        before, after = (float(figure) for figure in printed.loc[sector])
        exact = ""
        if figures == "from people":
            old, new = (int(people) for people in counted.loc[sector])
            base = int(counted[studies.IN_RUSSIA].sum())
            before, after = 100 * old / base, 100 * new / base
            exact = f"{old} of {base} people worked here in Russia, {new} of {base} do so in Kyrgyzstan. "
        points = after - before
        words = (
            f"{exact}From {before:.1f} to {after:.1f} per cent of all who were asked: "
            f"{_more(points)} by {abs(points):.1f} percentage points. "
            f"Of the first figure that is {abs(100 * points / before):.1f} per cent."
        )
        ends = pd.DataFrame([[before, after]], index=[sector], columns=list(printed.columns))
        return typeset.together(words, charts.dumbbells(ends, title=sector, colours=[2, 1]))

    return interact(
        view,
        name="percent-or-point",
        title="Per cent or percentage point?",
        sector=select(list(printed.index), label="Sector", default=studies.DO_NOT_WORK),
        figures=radio(["as printed", "from people"], label="Figures"),
    )


def _more(points: float) -> str:
    return "more" if points > 0 else "less" if points < 0 else "no change,"


@cache
def of_whom() -> Explorer:
    """Show one table of people as shares of columns, of rows, and of everybody.

    Examples
    --------
    >>> state = of_whom().state(question="Table 8: Plans to leave again", base="of those who gave the answer")
    >>> "51.8" in state
    True
    """

    def view(question: str, base: str):
        _, asked = studies.questions_by_sex()[question]
        people = studies.rebuilt().counts(asked.id)[studies.SEXES]
        option = people.index[0]
        men = int(people.at[option, "Male"])
        if base == "of men, of women":
            shares, whole = 100 * people / people.sum(), f"{int(people['Male'].sum())} men who answered"
        elif base == "of those who gave the answer":
            shares = 100 * people.div(people.sum(axis=1), axis=0)
            whole = f"{int(people.loc[option].sum())} people who gave this answer"
        else:
            shares, whole = (
                100 * people / people.to_numpy().sum(),
                f"{int(people.to_numpy().sum())} who answered",
            )
        words = f"The first figure, {shares.at[option, 'Male']:.1f} per cent, is {men} men of the {whole}."
        return typeset.together(
            words, charts.bars(shares, title=f"{asked.wording} {base}", colours=studies.COLOURS_OF_SEXES)
        )

    return interact(
        view,
        name="of-whom",
        title="Per cent of whom?",
        question=select(
            list(studies.questions_by_sex()), label="Question", default="Table 8: Plans to leave again"
        ),
        base=radio(
            ["of men, of women", "of those who gave the answer", "of all who answered"], label="Per cent"
        ),
    )


def totals_off_100() -> pd.Series:
    """List the columns of the Kyrgyz paper's questions for men and women that do not add up to 100.0.

    Returns
    -------
    pandas.Series
        Column to the sum of its printed options, per cent.

    Examples
    --------
    >>> totals_off_100().isin([99.9, 100.1]).all()
    np.True_
    """
    totals = {
        f"{label}, {group}": round(total, 1)
        for label, (table, question) in studies.questions_by_sex().items()
        for group, total in table.percentages(question.id).sum().items()
    }
    return pd.Series({column: total for column, total in totals.items() if total != 100})


def self_checks() -> Quiz:
    """Ask for units, bases and sums of rounded figures."""
    people = studies.rebuilt()
    leave = people.counts("plans-to-leave")
    women = int(leave.at["Yes", "Female"])
    of_leavers = 100 * women / leave.at["Yes", "All"]
    barriers = published.load(f"{studies.KAZAKHSTAN_KOREA}/table-3").percentages().sum().round(1)
    return quiz(
        "percent-point-base",
        single(
            "A share rises from 8 to 16 per cent. Which sentence is right?",
            {
                "It rose by 8 per cent": "That would be from 8 to 8.64.",
                "It rose by 200 per cent": "Doubling is a rise by 100 per cent.",
                "It rose by 8 points": right("And it doubled. Both are true; say which you mean."),
            },
        ),
        number(
            f"{women} women plan to leave, of {leave['Female'].sum()} women and of {leave.at['Yes', 'All']} "
            "people who plan to leave. How many per cent of *those who plan to leave* are women? One "
            "decimal.",
            of_leavers,
            tolerance=0.06,
            unit="per cent",
            right="Reading by rows. The paper prints columns only.",
            otherwise=f"Divide {women} by the number of people who plan to leave.",
            mistakes={
                100 * women / leave["Female"].sum(): "This is the share of the women who plan to leave: "
                "another base.",
                100 * women / leave["All"].sum(): "This is the share of everybody.",
            },
        ),
        single(
            "Four figures with one decimal each are added up. Which sum does rounding *not* explain?",
            {
                "100.2": "Just possible: four times 0.05.",
                f"{barriers.iloc[0]}": right("Four times 0.05 is 0.2 at most."),
                "99.9": "Four rounded figures are easily a tenth away.",
            },
        ),
        multiple(
            "Which of these are good clues to how many people answered?",
            {
                "A subtotal made of rounded percentages": "It carries the rounding of its parts.",
                "The printed percentages of single answers": right(
                    "Each is a whole number of people in disguise."
                ),
                "A difference of two rounded percentages": "It carries two roundings.",
                "A subtotal made from people and rounded once": right(
                    "It is a share of people as well. But find out first how it was made."
                ),
            },
        ),
    )


TECHNOLOGY = "9. Information technology sector (IT)"


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load(f"{studies.KYRGYZSTAN}/table-1").percentages().loc[TECHNOLOGY]
    before, after = shown[studies.IN_RUSSIA], shown[studies.IN_KYRGYZSTAN]
    answered = studies.rebuilt().counts("expectations")
    met, asked = answered.loc["Yes"], answered.sum()

    return {
        "percent-point-base-1": Figures(
            lambda: pd.Series({"points": after - before, "per cent": 100 * (after - before) / before}),
            right="One point, or nineteen per cent, or five people. Three headlines.",
            mistakes={
                "You divided by the second figure. Per cent are counted from where it began.": lambda: (
                    pd.Series({"points": after - before, "per cent": 100 * (after - before) / after})
                ),
            },
        ),
        "percent-point-base-2": Number(
            lambda: 100 * met["Female"] / met["All"],
            unit="per cent",
            tolerance=0.06,
            right=f"Women are {100 * asked['Female'] / asked['All']:.1f} per cent of everybody, and fewer of "
            "the fully satisfied.",
            mistakes={
                "This is the share of the women who said “Yes”. Turn it round: the share of women in "
                "“Yes”.": (lambda: 100 * met["Female"] / asked["Female"]),
                "This is the share of everybody. Take only the people who said “Yes”.": lambda: (
                    100 * met["Female"] / asked["All"]
                ),
                "This is the share of the men.": lambda: 100 * met["Male"] / met["All"],
            },
        ),
    }
