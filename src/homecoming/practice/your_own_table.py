"""Practice for the chapter on a table of one's own."""

from __future__ import annotations

from itertools import combinations

from homecoming import audit, cli, published
from homecoming.answers import Answer, Code, Names
from homecoming.selfcheck import Question, multiple, number, right, single


def _jobs() -> published.PublishedTable:
    sizes = {"Women": 150, "Men": 90}
    return published.load_csv(cli.EXAMPLE, title="First job", respondents=240, whole="All", sizes=sizes)


def twins(column: list[str]) -> list[tuple[int, int]]:
    """Find pairs of places in a column at which the same figure stands."""
    return [(i, j) for i, j in combinations(range(len(column)), 2) if column[i] == column[j]]


def questions() -> list[Question]:
    """Ask how to read an audit."""
    found = audit.table(_jobs())
    return [
        single(
            f"The audit of the invented table has {len(found)} findings. How many errors are hidden in it?",
            {
                f"{len(found)}": "One wrong figure troubles every sum and average in which it stands.",
                "Three": right("Look for the figures that explain most findings."),
                "One": "Mending one figure leaves findings over.",
            },
        ),
        number(
            "46.5 per cent of 90 men is impossible. If two digits were turned round, which figure was meant?",
            45.6,
            tolerance=0.001,
            unit="per cent",
            right="41 of 90 men. That it can stand does not prove that it was meant.",
            otherwise="Change the places of two digits of 46.5.",
            slips={64.5: "This turns round the first two. Does it fit 90 men, and the column?"},
        ),
        multiple(
            "What should one do before writing to the authors?",
            {
                "Check one's own typing": right(
                    "Most findings in a new file are typing errors of the reader."
                ),
                "Read the notes under the table again": right(
                    "Weights and several answers are often explained there."
                ),
                "Write to their university": "The authors first. Most causes are innocent.",
                "Say what was computed, and on which assumptions": right("Send the report along."),
            },
        ),
        single(
            "A column with three answers adds up to 101.0, with one decimal each. Can it be rounding?",
            {
                "Yes": "Three figures are off by 0.15 at most.",
                "No": right("Three times 0.05 is 0.15. Somebody gave two answers, or a figure is wrong."),
                "Only for large samples": "Rounding does not grow with the sample.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def troubled() -> set[str]:
        found = audit.table(_jobs())
        return set(found.loc[found["rule"] == "impossible-cell", "option"])

    cases = [
        (["50.0", "25.0", "25.0"],),
        (["10.0", "20.0"],),
        (["5.0", "5.0", "5.0"],),
        ([],),
        (["5", "5.0"],),
    ]
    return {
        "your-own-table-1": Names(
            troubled,
            well="No number of people gives these two figures. The sums only say that something is wrong.",
        ),
        "your-own-table-2": Code(
            twins,
            cases,
            well="Two equal figures are often chance. Count how often, before you call it a finding.",
        ),
    }
