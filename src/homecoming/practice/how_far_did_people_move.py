"""Practice for the chapter on the index of dissimilarity."""

from __future__ import annotations

from homecoming import inference, published, survey
from homecoming.answers import Answer, Number
from homecoming.selfcheck import Question, number, right, single

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
    "Do not work": ["12. Do not work"],
}


def _both():
    people = survey.rebuild()
    return people.counts("sector-russia")["All"], people.counts("sector-kyrgyzstan")["All"]


def questions() -> list[Question]:
    """Ask what the index says of columns and what it does not say of people."""
    before, after = _both()
    fewest = inference.dissimilarity(before, after).fewest_movers
    sectors = published.load("kazakhstan-korea-2025/table-2").percentages()
    countries = f"{inference.dissimilarity(*(sectors[name] for name in sectors)).percent:.1f}"
    return [
        number(
            "Two columns: 50, 30, 20 and 40, 40, 20 per cent. What is D?",
            10,
            tolerance=0.01,
            unit="per cent",
            right="Ten of a hundred would have to change their row.",
            otherwise="Add up the gaps without their signs, and take half.",
            slips={20: "This is the whole sum. Each move shows twice: take half."},
        ),
        single(
            f"For the same 515 people, D stands for {fewest} of them. What is certain?",
            {
                f"Exactly {fewest} people changed their row": "Only if nobody swapped places.",
                f"{515 - fewest} people stayed in their row": "That many at most. Swaps leave no trace.",
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
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    before, after = _both()
    asked = survey.rebuild().counts("expectations")

    def merged() -> float:
        coarse = {row: name for name, rows in MERGED.items() for row in rows}
        return inference.dissimilarity(before.groupby(coarse).sum(), after.groupby(coarse).sum()).percent

    def sexes() -> float:
        return inference.dissimilarity(asked["Male"], asked["Female"]).percent

    def in_people() -> float:
        return (asked["Male"] - asked["Female"]).abs().sum() / 2

    def whole() -> float:
        return inference.dissimilarity(before, after).percent

    return {
        "how-far-did-people-move-1": Number(
            sexes,
            unit="per cent",
            tolerance=0.06,
            well="It is a distance between two groups. Nobody moved, and nobody could.",
            slips={
                "These are gaps between numbers of people. Make shares of each column first.": in_people,
                "This is the whole sum of the gaps. Take half.": lambda: 2 * sexes(),
                "You compared one of them with everybody. Take the columns Male and Female.": lambda: (
                    inference.dissimilarity(asked["Male"], asked["All"]).percent
                ),
            },
        ),
        "how-far-did-people-move-2": Number(
            merged,
            unit="per cent",
            tolerance=0.06,
            well="Smaller than with thirteen rows: what happened inside “services” is not seen any more.",
            slips={
                "This is D of the thirteen rows. Merge first.": whole,
                "This is the whole sum of the gaps. Take half.": lambda: 2 * merged(),
            },
        ),
    }
