"""Practice for the chapter on the index of dissimilarity."""

from __future__ import annotations

from homecoming import inference, survey
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
    fewest = int((before - after).abs().sum() / 2)
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
                f"At least {fewest} people changed their row": right(
                    "Fewer moves cannot make the second column."
                ),
                f"{515 - fewest} people stayed where they were": "That many at most. Swaps leave no trace.",
            },
        ),
        single(
            "Kazakhstan and Korea have D = 13.8. How many people moved?",
            {
                "13.8 per cent": "Nobody moved from one column to the other: they are different people.",
                "Nobody; D is a distance here": right(
                    "So many would have to change to make the columns equal."
                ),
                "At least 13.8 per cent": "That holds for the same people at two times.",
            },
        ),
        single(
            "Rows are merged: thirteen become six. What can happen to D?",
            {
                "It can grow": "Within a merged row, gaps can only cancel.",
                "It can shrink or stay": right("Differences inside a merged row disappear."),
                "Nothing": "Moves between merged rows are not seen any more.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    before, after = _both()

    def merged() -> float:
        gap = sum(abs(before[rows].sum() - after[rows].sum()) for rows in MERGED.values())
        return 100 * gap / 2 / before.sum()

    def idle_left_out() -> float:
        first, second = (column.drop("12. Do not work") for column in (before, after))
        return inference.dissimilarity(first, second).percent

    def whole() -> float:
        return 100 * (before - after).abs().sum() / 2 / before.sum()

    return {
        "how-far-did-people-move-1": Number(
            idle_left_out,
            unit="per cent",
            tolerance=0.06,
            well="A cleaner picture of the sectors, and no link between the columns any more.",
            slips={"This is D with those who do not work.": whole},
        ),
        "how-far-did-people-move-2": Number(
            merged,
            unit="per cent",
            tolerance=0.06,
            well="Smaller than 14.2: what happened inside “services” is not seen any more.",
            slips={"This is D of the thirteen rows. Merge first.": whole},
        ),
    }
