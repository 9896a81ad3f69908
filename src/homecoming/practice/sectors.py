"""Practice for the page on sectors in Kazakhstan and Korea (Issayeva and Eun 2025, Table 2)."""

from __future__ import annotations

from itertools import combinations

from homecoming import published
from homecoming.answers import Answer, Names, Number
from homecoming.selfcheck import Question, number, right, single

KAZAKHSTAN, KOREA = "Kazakhstan (%)", "South Korea (%)"


def questions() -> list[Question]:
    """Ask for figures that stand in no cell, and for one number for two columns."""
    table = published.load("kazakhstan-korea-2025/table-2")
    shown = table.percentages()
    gap = (shown[KAZAKHSTAN] - shown[KOREA]).abs()
    it = table.printed("Information Technology", KOREA)
    return [
        single(
            "The text says after the table that 38 per cent of Korean returnees work in information "
            "technology. Where does 38 stand in the table?",
            {
                "In Korea's row for information technology": f"That row has {it}.",
                "In no cell": right(
                    f"The table and an earlier sentence both have {it}. Where 38 is from, is unknown."
                ),
                "In Korea's row for services": "That row has 45.6.",
            },
        ),
        number(
            "What is the dissimilarity index of the two columns? One decimal.",
            gap.sum() / 2,
            tolerance=0.06,
            unit="per cent",
            right="So many of a hundred would have to change their sector to make the columns equal.",
            otherwise="Add up the gaps without their signs, and take half.",
            slips={gap.sum(): "This is the whole sum. Who leaves one row enters another: take half."},
        ),
        single(
            "“Returnees in Kazakhstan are mainly employed in agriculture.” What does the table say?",
            {
                "It is true: Kazakhstan has more agriculture than Korea": "More than Korea is not most of "
                "Kazakhstan.",
                "Services are the largest row in both countries": right("40.8 and 45.6 per cent."),
                "Manufacturing is the largest row in Kazakhstan": "It is second, with 25.3 per cent.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load("kazakhstan-korea-2025/table-2").percentages()

    def nearest() -> tuple[str, str]:
        pairs = [(country, pair) for country in shown for pair in combinations(shown.index, 2)]
        return min(pairs, key=lambda found: abs(shown.loc[list(found[1]), found[0]].sum() - 38))[1]

    def places() -> int:
        order = shown.rank(ascending=False)
        return int((order[KAZAKHSTAN] != order[KOREA]).sum())

    return {
        "sectors-1": Names(
            nearest,
            well="38.1, in Kazakhstan's column. Near is not the same, and nothing says that it is the "
            "source.",
        ),
        "sectors-2": Number(
            places,
            tolerance=0,
            well="The two largest sectors keep their places; the three smallest change. The index sees how "
            "far.",
        ),
    }
