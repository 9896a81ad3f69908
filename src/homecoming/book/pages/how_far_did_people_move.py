"""``reading-tables/how-far-did-people-move``: one number for two columns

Widgets that measure how far two columns are apart, and that show how many moves two columns can hide; then
the questions and exercises of the page.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.checks import inference
from homecoming.kernelfree import Explorer, checkbox, interact, radio, select
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Number


@cache
def how_far() -> Explorer:
    """Measure how far two columns of sectors or of employment are apart.

    Examples
    --------
    >>> explorer = how_far()
    >>> "73 of 515" in explorer.state(columns="Russia to Kyrgyzstan", workers_only=False)
    True
    >>> "13.8" in explorer.state(columns="Sectors: Kazakhstan and South Korea")
    True
    """
    russia = "Russia to Kyrgyzstan"
    other = {"Sectors: Kazakhstan and South Korea": 2, "Employment: Kazakhstan and South Korea": 1}

    def view(columns: str, workers_only: bool = False):
        if columns == russia:
            people = studies.both_times()
            if workers_only:
                people = people.drop(index=studies.DO_NOT_WORK)
            first, second = people[studies.IN_RUSSIA], people[studies.IN_KYRGYZSTAN]
            shares = 100 * people / people.sum()
            found = inference.dissimilarity(first, second)
            if found.people is None:
                more = (
                    f"{first.sum()} people worked in Russia and {second.sum()} work in Kyrgyzstan. They are "
                    "not the same people, so that nothing follows about movers."
                )
            else:
                most = inference.most_movers(first, second)
                more = (
                    f"The same {found.people} people were counted twice: at least {found.fewest_movers} of "
                    f"{found.people} changed their row, at most {most}."
                )
        else:
            shares = published.load(f"{studies.KAZAKHSTAN_KOREA}/table-{other[columns]}").percentages()
            found = inference.dissimilarity(*(shares[name] for name in shares))
            more = "Two different groups of people: the index compares distributions, and nobody moved."
        chart = charts.dumbbells(shares, title=columns, colours=[2, 1] if columns == russia else [1, 2])
        return typeset.together(f"Index of dissimilarity: {found.percent:.1f} per cent. {more}", chart)

    return interact(
        view,
        name="how-far",
        title="How far are two columns apart?",
        columns=select([russia, *other], label="Columns"),
        workers_only=checkbox(label="Only people in work", only_if={"columns": [russia]}),
    )


@cache
def hidden_moves() -> Explorer:
    """Show three histories that give the same two columns.

    Returns
    -------
    Explorer
        A small made-up example of ten people and three sectors.

    Examples
    --------
    >>> "10 of 10 moved" in hidden_moves().state(history="As many as possible")
    True
    """
    before = list("TTTTSSSSNN")
    histories = {
        "As few as possible": list("TTTNSSSSNN"),
        "Some": list("TTSNSSTSNN"),
        "As many as possible": list("SSSNTTTNSS"),
    }
    names = {"T": "Trade", "S": "Services", "N": "No work"}

    def view(history: str):
        after = histories[history]
        cross = pd.crosstab(pd.Series(before).map(names), pd.Series(after).map(names)).reindex(
            index=names.values(), columns=names.values(), fill_value=0
        )
        moved = sum(old != new for old, new in zip(before, after, strict=True))
        margins = ", ".join(
            f"{name} {before.count(key)} and then {after.count(key)}" for key, name in names.items()
        )
        caption = "People: rows before, columns after"
        return typeset.together(
            f"{moved} of 10 moved. The two columns: {margins}.",
            typeset.frame(cross, caption=caption, corner="Before"),
        )

    return interact(
        view, name="hidden-moves", title="Three histories, one table", history=radio(list(histories))
    )


def self_checks() -> Quiz:
    """Ask what the index says of columns and what it does not say of people."""
    before, after = (people for _, people in studies.both_times().items())
    asked = before.sum()
    fewest = inference.dissimilarity(before, after).fewest_movers
    sectors = published.load(f"{studies.KAZAKHSTAN_KOREA}/table-2").percentages()
    countries = f"{inference.dissimilarity(*(sectors[name] for name in sectors)).percent:.1f}"
    return quiz(
        "how-far-did-people-move",
        number(
            "Two columns: 50, 30, 20 and 40, 40, 20 per cent. What is D?",
            10,
            tolerance=0.01,
            unit="per cent",
            right="Ten of a hundred would have to change their row.",
            otherwise="Add up the gaps without their signs, and take half.",
            mistakes={20: "This is the whole sum. Each move shows twice: take half."},
        ),
        single(
            f"For the same {asked} people, D stands for {fewest} of them. What is certain?",
            {
                f"Exactly {fewest} people changed their row": "Only if nobody swapped places.",
                f"{asked - fewest} people stayed in their row": "That many at most. Swaps leave no trace.",
                f"At least {fewest} people changed their row": right(
                    "Fewer moves cannot make the second column."
                ),
            },
        ),
        single(
            f"Kazakhstan and South Korea have D = {countries} per cent. How many people moved?",
            {
                "Nobody: D is only a distance here": right(
                    "So many would have to change to make the columns equal. But they are different people."
                ),
                f"{countries} per cent of the people": "Nobody moved from one column to the other: they are "
                "different people.",
                f"At least {countries} per cent of them": "That holds for the same people at two times.",
            },
        ),
        single(
            "Rows are merged: thirteen become six. What can happen to D?",
            {
                "It can grow, or stay as it is": "Within a merged row, gaps can only cancel.",
                "It can shrink, or stay as it is": right("Differences inside a merged row disappear."),
                "It always stays as it is": "A gap between two rows that are merged is not seen any more.",
            },
        ),
    )


#: Thirteen rows of the Kyrgyz Table 1 made six.
MERGED = {
    "Agriculture": ["4. Agriculture"],
    "Manufacturing": ["1. Industry", "2. Building", "10. Housing and utilities sector"],
    "Services": [
        "3. Transport, taxi",
        "5. Trade",
        "6. Education, science",
        "7. Healthcare",
        "8. Service sector",
        "11. Delivery, courier service",
    ],
    "Information technology": ["9. Information technology sector (IT)"],
    "Other": ["Other"],
    "Do not work": [studies.DO_NOT_WORK],
}


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    before, after = (people for _, people in studies.both_times().items())
    answered = studies.rebuilt().counts("expectations")

    def merged() -> float:
        coarse = {row: name for name, rows in MERGED.items() for row in rows}
        return inference.dissimilarity(before.groupby(coarse).sum(), after.groupby(coarse).sum()).percent

    def sexes() -> float:
        return inference.dissimilarity(answered["Male"], answered["Female"]).percent

    def in_people() -> float:
        return (answered["Male"] - answered["Female"]).abs().sum() / 2

    def whole() -> float:
        return inference.dissimilarity(before, after).percent

    return {
        "how-far-did-people-move-1": Number(
            sexes,
            unit="per cent",
            tolerance=0.06,
            right="It is a distance between two groups. Nobody moved, and nobody could.",
            mistakes={
                "These are gaps between numbers of people. Make shares of each column first.": in_people,
                "This is the whole sum of the gaps. Take half.": lambda: 2 * sexes(),
                "You compared one of them with everybody. Take the columns Male and Female.": lambda: (
                    inference.dissimilarity(answered["Male"], answered["All"]).percent
                ),
            },
        ),
        "how-far-did-people-move-2": Number(
            merged,
            unit="per cent",
            tolerance=0.06,
            right="Smaller than with thirteen rows: what happened inside “services” is not seen any more.",
            mistakes={
                "This is D of the thirteen rows. Merge first.": whole,
                "This is the whole sum of the gaps. Take half.": lambda: 2 * merged(),
            },
        ),
    }
