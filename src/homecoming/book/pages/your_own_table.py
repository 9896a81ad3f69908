"""``reading-tables/your-own-table``: a reader's own table, tried on an invented one

The widget that tries corrections of single figures; then the questions and exercises of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from homecoming import published
from homecoming.checks import audit
from homecoming.kernelfree import Explorer, checkbox, interact
from homecoming.people import counts
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import typeset
from homecoming.teach.answers import Answer, Code, Names


def invented() -> published.PublishedTable:
    """Load the invented table of the page, with what its report tells.

    Examples
    --------
    >>> invented().max_bases["Men"]
    90
    """
    sizes = {"Women": 150, "Men": 90}
    return published.load_csv(published.EXAMPLE, title="First job", respondents=240, whole="All", sizes=sizes)


def try_corrections(table: published.PublishedTable, suspects: Mapping[tuple[str, str], str]) -> Explorer:
    """Try corrections of single figures and see what the audit says then.

    Parameters
    ----------
    table : PublishedTable
        A reader's own table with one question, a whole and known sizes.
    suspects : mapping of tuple (option, group) to str
        Figures that may be wrong, and what might stand there.

    Returns
    -------
    Explorer
        One checkbox a suspect.

    Examples
    --------
    >>> jobs = invented()
    >>> explorer = try_corrections(jobs, {("Full-time job", "Men"): "45.6"})
    >>> len(list(explorer.states))
    2
    """
    printed = table.as_printed()

    def view(**corrected: bool):
        figures = printed.copy()
        for place, ((option, group), figure) in enumerate(suspects.items(), start=1):
            if corrected[f"figure_{place}"]:
                figures.at[option, group] = figure
        options = list(table.options())
        found = counts.recover(
            {group: list(figures.loc[options, group]) for group in table.groups},
            table.max_bases,
            whole=table.whole,
            options=options,
        )
        parts: list[object] = []
        if found.solutions:
            bases = ", ".join(f"{group} {base}" for group, base in found.solutions[0].bases.items())
            parts.append(f"Whole numbers of people fit all figures: {bases}.")
            parts.append(
                typeset.frame(found.solutions[0].counts, caption="People", corner=table.option_heading)
            )
        else:
            parts.append("No whole numbers of people fit all figures.")
        parts.append(
            typeset.frame(figures, caption="The table as it stands now", corner=table.option_heading)
        )
        return typeset.together(*parts)

    controls = {
        f"figure_{place}": checkbox(
            label=f"{option}, {group}: {printed.at[option, group]} should be {figure}"
        )
        for place, ((option, group), figure) in enumerate(suspects.items(), start=1)
    }
    return interact(view, name="corrections-tried", title="Mend the table", **controls)


def self_checks() -> Quiz:
    """Ask how to read an audit."""
    jobs = invented()
    found = audit.table(jobs)
    printed, meant = jobs.printed("Full-time job", "Men"), "45.6"
    people = counts.consistent(meant, 90)[0]
    return quiz(
        "your-own-table",
        single(
            f"The audit of the invented table has {len(found)} findings. How many errors are hidden in it?",
            {
                "1": "Mending one figure leaves findings over.",
                "3": right("Look for the figures that explain most findings."),
                f"{len(found)}": "One wrong figure troubles every sum and average in which it stands.",
            },
        ),
        number(
            f"{printed} per cent of 90 men is impossible. Two neighbouring digits may have changed places. "
            "Which figure, possible for 90 men, does that give?",
            float(meant),
            tolerance=0.001,
            unit="per cent",
            right=f"{people} of 90 men. That it can stand does not prove that it was meant.",
            otherwise=f"Change the places of two digits of {printed}.",
            mistakes={64.5: "This turns round the first two. But no number of 90 men gives 64.5 per cent."},
        ),
        multiple(
            "What should one do before writing to the authors?",
            {
                "Check one's own typing": right(
                    "Most findings in a new file are typing errors of the reader."
                ),
                "Write to their university": "The authors first. Most causes are innocent.",
                "Read the notes under the table again": right(
                    "Weights and several answers are often explained there."
                ),
                "Write down what was computed, and on which assumptions": right("Send the report along."),
            },
        ),
        single(
            "A column with three answers adds up to 101.0, with one decimal each. Can it be rounding?",
            {
                "No, since it is more than 0.15 away": right(
                    "Three times 0.05 is 0.15. Perhaps people could give two answers, or a figure is "
                    "misprinted."
                ),
                "Yes, since it is only one point away": "Three rounded figures are off by 0.15 at most.",
                "Yes, if very many people were asked": "Rounding does not grow with the number of people.",
            },
        ),
    )


def twins(column: list[str]) -> list[tuple[int, int]]:
    """Find pairs of places in a column at which the same figure stands.

    Examples
    --------
    >>> twins(["50.0", "25.0", "25.0"])
    [(1, 2)]
    """
    return [(i, j) for i, j in combinations(range(len(column)), 2) if column[i] == column[j]]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def troubled() -> set[str]:
        found = audit.table(invented())
        return set(found.loc[found["rule"] == "impossible-cell", "option"])

    cases = [
        (["50.0", "25.0", "25.0"],),
        (["10.0", "20.0"],),
        (["5.0", "5.0", "5.0"],),
        ([],),
        (["5", "5.0"],),
        (["7.7", "1.0", "2.0", "7.7"],),
    ]
    return {
        "your-own-table-1": Names(
            troubled,
            right="No number of people gives these two figures. The sums only say that something is wrong.",
        ),
        "your-own-table-2": Code(
            twins,
            cases,
            right="Two equal figures are often chance. Count how often, before you call it a finding.",
        ),
    }
