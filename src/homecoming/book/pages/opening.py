"""The opening page."""

from __future__ import annotations

import math

from homecoming import published
from homecoming.people import counts
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.teach.answers import Answer, Names, Number

MEN, WOMEN = 305, 210


def self_checks() -> Quiz:
    """Ask what the discovery of the book rests on."""
    table = published.load("kyrgyzstan-2024/table-2")
    printed = table.printed("Yes", "Male")
    calculated = MEN * float(printed) / 100
    lower = math.floor(calculated)
    below, above = counts.percent(lower, MEN), counts.percent(lower + 1, MEN)
    (found,) = counts.consistent(printed, 300)
    return quiz(
        "opening",
        single(
            f"Of {MEN} men, {printed} per cent are said to have answered “Yes”. Can that be?",
            {
                f"Yes: with {MEN} men any percentage can occur": f"One man of {MEN} is {100 / MEN:.2f} "
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
            slips={
                round(3 * float(printed), 1): "This is what a calculator says. Which whole number is next?",
                lower: f"This is taken of {MEN}, not of 300.",
                lower + 1: f"This is taken of {MEN}, not of 300.",
                round(calculated, 1): f"This is taken of {MEN}, not of 300. And people come whole.",
            },
        ),
        single(
            f"The figures fit 300 men and not {MEN}. What follows, if they were rounded in the usual way?",
            {
                "Somebody made the figures up": "Nothing shows that. People skip questions, misprints "
                "happen, weights are used. We say “inconsistent” and stop there.",
                f"Some of the {MEN} men are missing from this table": right(
                    "And the table does not say so. Why they are missing, nobody outside the study knows."
                ),
                "Only 300 men took part in the study": f"Other tables of the same paper fit all {MEN} men.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load("kyrgyzstan-2024/table-2").as_printed(kinds=["option"])

    def impossible() -> list[str]:
        return [option for option, text in shown["Male"].items() if not counts.consistent(text, MEN)]

    def base_of_women() -> int:
        fits = [n for n in range(1, WOMEN + 1) if all(counts.consistent(text, n) for text in shown["Female"])]
        return fits[-1]

    return {
        "opening-1": Names(impossible, right="Three of four figures cannot come from 305 men."),
        "opening-2": Number(
            base_of_women,
            unit="people",
            tolerance=0,
            right="Nine women of 210 are missing here, and the table does not say so.",
            mistakes={"So many women were asked. Does each of the four figures fit?": lambda: WOMEN},
        ),
    }
