"""``kazakhstan-korea/sectors``: in which sectors do they work? (Issayeva and Eun 2025, Table 2)

Questions on figures of the text that stand in no cell, and on one number for two columns; exercises on order
and distance, and on where a figure may come from.
"""

from __future__ import annotations

from itertools import combinations

from homecoming import published
from homecoming.book.studies import KAZAKHSTAN, KAZAKHSTAN_KOREA, SOUTH_KOREA
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.teach.answers import Answer, Names, Number

TABLE = f"{KAZAKHSTAN_KOREA}/table-2"


def self_checks() -> Quiz:
    """Ask for figures that stand in no cell, and for one number for two columns."""
    table = published.load(TABLE)
    shown = table.percentages()
    gap = (shown[KAZAKHSTAN] - shown[SOUTH_KOREA]).abs()
    it = table.printed("Information Technology", SOUTH_KOREA)
    return quiz(
        "sectors",
        single(
            "The text says after the table that 38 per cent of Korean returnees work in information "
            "technology. Where does 38 stand in the table?",
            {
                "In Korea's row for information technology": f"That row has {it}. So has the paragraph "
                "before.",
                "In Korea's row for services": f"That row has {table.printed('Services', SOUTH_KOREA)}.",
                "In no cell of the table": right(
                    f"The table and an earlier paragraph both have {it}. Where 38 is from, is unknown."
                ),
            },
        ),
        number(
            "What is the dissimilarity index of the two columns? One decimal.",
            gap.sum() / 2,
            tolerance=0.06,
            unit="per cent",
            right="So many of a hundred would have to change their sector to make the columns equal.",
            otherwise="Add up the gaps without their signs, and take half.",
            mistakes={
                gap.sum(): "This is the whole sum. Who leaves one row enters another: take half.",
                0: "With their signs the gaps add up to nothing. Leave the signs out.",
                gap.max(): "This is the widest gap of one row. The index takes all five.",
            },
        ),
        single(
            "Do returnees in Kazakhstan work mainly in agriculture, as the abstract has it? What does the "
            "table say?",
            {
                "No: services are the largest row there, as in Korea": right(
                    f"{table.printed('Services', KAZAKHSTAN)} and {table.printed('Services', SOUTH_KOREA)} "
                    f"per cent. Agriculture has {table.printed('Agriculture', KAZAKHSTAN)} per cent in "
                    "Kazakhstan."
                ),
                "Yes: agriculture has a larger share there than in Korea": "That is so. But more than in "
                "Korea is not most of Kazakhstan.",
                "No: manufacturing is the largest row there": "It is second, with "
                f"{table.printed('Manufacturing', KAZAKHSTAN)} per cent.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load(TABLE).percentages()

    pairs = [(country, pair) for country in shown for pair in combinations(shown.index, 2)]
    country, pair = min(pairs, key=lambda found: abs(shown.loc[list(found[1]), found[0]].sum() - 38))
    near = shown.loc[list(pair), country].sum()

    def places() -> int:
        order = shown.rank(ascending=False)
        return int((order[KAZAKHSTAN] != order[SOUTH_KOREA]).sum())

    return {
        "sectors-1": Number(
            places,
            tolerance=0,
            right="The two largest sectors keep their places; the three smallest change. The index sees how "
            "far.",
            mistakes={
                "So many keep their place. Asked is how many have another one.": lambda: len(shown) - places()
            },
        ),
        "sectors-2": Names(
            lambda: pair,
            right=f"{near:.1f}, in {country.removesuffix(' (%)')}'s column. Near is not the same, and "
            "nothing says that it is the source.",
        ),
    }
