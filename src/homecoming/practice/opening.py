"""Practice for the opening page."""

from __future__ import annotations

from homecoming import counts, published
from homecoming.answers import Answer, Names, Number
from homecoming.selfcheck import Question, number, right, single


def questions() -> list[Question]:
    """Ask what the discovery of the book rests on."""
    table = published.load("kyrgyzstan-2024/table-2")
    printed = table.printed("Yes", "Male")
    below, above = counts.percent(93, 305), counts.percent(94, 305)
    return [
        single(
            f"Of 305 men, {printed} per cent are said to have answered “Yes”. Can that be?",
            {
                f"No: 93 men would be {below} per cent, and 94 would be {above}": right(
                    "People come whole. Between 93 and 94 there is nobody."
                ),
                "Yes, any percentage is possible": "Of many thousand people, yes. Of 305, only three in ten "
                "figures with one decimal can occur.",
                "Yes, it is 93.6 "
                "men": "That is what a pocket calculator says. But who is six tenths of a man?",
            },
        ),
        number(
            f"300 men answered. How many are {printed} per cent of them?",
            counts.consistent(printed, 300)[0],
            unit="men",
            right=f"92 of 300 is 30.67, printed as {printed}.",
            otherwise=f"Take {printed} per cent of 300, and round to a whole man.",
        ),
        single(
            "The figures fit 300 men and not 305. What do we know now?",
            {
                "Five men are missing from this table, and the table does not say so": right(
                    "That is certain if the figures were rounded in the usual way. Why they are missing, "
                    "nobody outside the study knows."
                ),
                "The survey is a fake": "No. People skip questions; typing errors happen; weights are used. "
                "We say “inconsistent” and stop there.",
                "Only 300 men were in the study": "Other tables of the same paper fit 305 men.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load("kyrgyzstan-2024/table-2").as_printed(kinds=["option"])

    def impossible() -> list[str]:
        return [option for option, text in shown["Male"].items() if not counts.consistent(text, 305)]

    def base_of_women() -> int:
        fits = [n for n in range(190, 211) if all(counts.consistent(text, n) for text in shown["Female"])]
        return fits[-1]

    return {
        "opening-1": Names(impossible, well="Three of four figures cannot come from 305 men."),
        "opening-2": Number(
            base_of_women,
            unit="people",
            tolerance=0,
            well="Nine women of 210 are missing here, and the table does not say so.",
            slips={"210 women were asked. Does each of the four figures fit 210?": lambda: 210},
        ),
    }
