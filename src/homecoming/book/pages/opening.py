"""``index``: the opening page, and the discovery of the book.

Questions on a base that is too large for the printed figures (Yudina and Osadchaya 2024, Table 2); exercises
that find the impossible figures and the base of the women.
"""

from __future__ import annotations

import math

from homecoming import published
from homecoming.book import studies
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.people import counts
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.show.explorers import colour_of
from homecoming.teach.answers import Answer, Names, Number

TABLE = f"{studies.KYRGYZSTAN}/table-2"


def gallery() -> Explorer:
    """Show any table of the two papers, as printed or as a chart.

    Examples
    --------
    >>> "Gap" in gallery().html
    False
    """
    places = {studies.KYRGYZSTAN: "Kyrgyzstan", studies.KAZAKHSTAN_KOREA: "Kazakhstan and Korea"}
    tables = [published.load(name) for study in places for name in published.tables(study)]
    named = {}
    for table in tables:
        place = places[table.name.partition("/")[0]]
        for question in table.questions:
            named[f"{place}, Table {table.number}: {question.short}"] = (table, question)

    def view(chosen, show: str):
        table, question = chosen
        if show == "Table":
            return typeset.table(table, question.id)
        colours = [colour_of(table, name) for name in table.groups]
        return charts.bars(table.percentages(question.id), title=question.wording, colours=colours)

    first = next(label for label in named if "Table 8" in label)
    return interact(
        view,
        name="gallery",
        title=f"{studies.number_in_words(len(tables)).capitalize()} tables, alive",
        chosen=select(named, label="Table", default=first),
        show=radio(["Chart", "Table"], label="Show"),
    )


def self_checks() -> Quiz:
    """Ask what the discovery of the book rests on."""
    table, asked = published.load(TABLE), studies.asked()["Male"]
    printed = table.printed("Yes", "Male")
    calculated = asked * float(printed) / 100
    lower = math.floor(calculated)
    below, above = counts.percent(lower, asked), counts.percent(lower + 1, asked)
    (found,) = counts.consistent(printed, 300)
    return quiz(
        "opening",
        single(
            f"Of {asked} men, {printed} per cent are said to have answered “Yes”. Can that be?",
            {
                f"Yes: with {asked} men any percentage can occur": f"One man of {asked} is {100 / asked:.2f} "
                "points. So most figures with one decimal cannot occur; only about three in ten can.",
                f"Yes: it is {calculated:.1f} men, and tables are rounded": "That is what a pocket "
                f"calculator says. But the figure must come from whole men: {lower} or {lower + 1}.",
                f"No: {lower} men would be {below} per cent, and {lower + 1} would be {above}": right(
                    f"People come whole. Between {lower} and {lower + 1} there is nobody."
                ),
            },
        ),
        number(
            f"Suppose that 300 men answered. How many are {printed} per cent of them?",
            found,
            unit="men",
            right=f"{found} of 300 is {100 * found / 300:.2f}, printed as {printed}.",
            otherwise=f"Take {printed} per cent of 300, and round to a whole man.",
            mistakes={
                round(3 * float(printed), 1): "This is what a calculator says. Which whole number is next?",
                lower: f"This is taken of {asked}, not of 300.",
                lower + 1: f"This is taken of {asked}, not of 300.",
                round(calculated, 1): f"This is taken of {asked}, not of 300. And people come whole.",
            },
        ),
        single(
            f"The figures fit 300 men and not {asked}. What follows, if they were rounded in the usual way?",
            {
                "Somebody made the figures up": "Nothing shows that. People skip questions, misprints "
                "happen, weights are used. We say “inconsistent” and stop there.",
                f"Some of the {asked} men are missing from this table": right(
                    "And the table does not say so. Why they are missing, nobody outside the study knows."
                ),
                "Only 300 men took part in the study": f"Other tables of the same paper fit all {asked} men.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown, asked = published.load(TABLE).as_printed(kinds=["option"]), studies.asked()

    def impossible() -> list[str]:
        return [
            option for option, text in shown["Male"].items() if not counts.consistent(text, asked["Male"])
        ]

    def base_of_women() -> int:
        bases = range(1, asked["Female"] + 1)
        return max(n for n in bases if all(counts.consistent(text, n) for text in shown["Female"]))

    return {
        "opening-1": Names(impossible, right=f"Three of four figures cannot come from {asked['Male']} men."),
        "opening-2": Number(
            base_of_women,
            unit="people",
            tolerance=0,
            right=f"Nine women of {asked['Female']} are missing here, and the table does not say so.",
            mistakes={
                "So many women were asked. Does each of the four figures fit?": lambda: asked["Female"]
            },
        ),
    }
