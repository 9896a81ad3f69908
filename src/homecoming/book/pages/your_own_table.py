"""``reading-tables/your-own-table``: tables of other papers, read as printed and judged.

The widgets that mend a figure, tell the audit what a table does not say, and hide a misprint; then the
questions and exercises of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd

from homecoming import published
from homecoming.checks.judge import judge
from homecoming.checks.judged import Judgement
from homecoming.kernelfree import Explorer, checkbox, interact, select
from homecoming.people import counts
from homecoming.reading.corrections import Corrections
from homecoming.reading.grid import Grid
from homecoming.reading.grids import grids
from homecoming.reading.layouts import read
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import typeset
from homecoming.teach.answers import Answer, Code, Names

#: The tables of the page: the name of the file, and what the page calls it.
TABLES = {
    "jmir-covid-sources": "Sources of news on an epidemic",
    "methadone-vietnam": "Patients in the city and the countryside",
    "fom-holidays": "Holidays people keep",
    "pew-heaven": "Belief in heaven",
    "lch-zug-geschlecht": "Teachers of a canton",
}


def file(name: str) -> Path:
    """Find the file of a table of another paper, by its name.

    Examples
    --------
    >>> file("pew-heaven").name
    'pew-heaven.csv'
    """
    return published.data_dir() / "other-papers" / f"{name}.csv"


@cache
def _grid(name: str) -> Grid:
    return grids(file(name))[0]


def judged(name: str, changes: Mapping[tuple[str, str], str] | None = None, **told: object) -> Judgement:
    """Audit a table of another paper, with some cells changed or something told of it.

    Parameters
    ----------
    name : str
        One of :data:`TABLES`.
    changes : mapping of tuple (row, column heading) to str, optional
        What is to stand in a cell. A row is named by its label, the first of that name.
    **told
        What somebody says of the table: fields of :class:`homecoming.reading.corrections.Corrections`.

    Examples
    --------
    >>> [one.row for one in judged("jmir-covid-sources").findings]
    ['April', 'Female']
    >>> mended = {("April", "Doctor (n=5361)"): "2351 (43.9)"}
    >>> [one.row for one in judged("jmir-covid-sources", mended).findings]
    ['Female']
    """
    grid = _grid(name)
    rows = [list(row) for row in grid.rows]
    for (label, heading), text in (changes or {}).items():
        at = next(place for place, row in enumerate(rows) if row[0] == label)
        rows[at][rows[0].index(heading)] = text
    return judge(read(replace(grid, rows=tuple(map(tuple, rows))), Corrections(**told)))


def _findings(judgement: Judgement) -> typeset.HtmlTable | str:
    """List the findings; a sentence if there are none."""
    if not judgement.findings:
        return "Nothing is found: no figure that was checked disagrees with another."
    lines = {
        f"{one.row}, {one.column}": f"{one.printed} is printed, {one.would} would agree; {one.explanation}."
        for one in judgement.findings
    }
    return typeset.listed("Findings", lines)


def mend(name: str, suspects: Mapping[tuple[str, str], str]) -> Explorer:
    """Correct figures one by one and see what the audit says then.

    Parameters
    ----------
    name : str
        One of :data:`TABLES`.
    suspects : mapping of tuple (row, column heading) to str
        Cells that may be wrong, and what might stand there.

    Examples
    --------
    >>> len(list(mend("jmir-covid-sources", {("April", "Doctor (n=5361)"): "2351 (43.9)"}).states))
    2
    """
    rows = {row[0]: dict(zip(_grid(name).rows[0], row, strict=True)) for row in reversed(_grid(name).rows)}

    def view(**ticked: bool):
        chosen = [place for place, on in zip(suspects, ticked.values(), strict=True) if on]
        judgement = judged(name, {place: suspects[place] for place in chosen})
        left = len(judgement.findings)
        return typeset.together(
            f"{left} finding{'s' * (left != 1)} with {len(chosen)} of {len(suspects)} figures corrected.",
            _findings(judgement),
        )

    controls = {
        f"figure_{place}": checkbox(label=f"{row}, {column}: {rows[row][column]} should be {text}")
        for place, ((row, column), text) in enumerate(suspects.items(), start=1)
    }
    return interact(view, name="corrections-tried", title="Mend the table", **controls)


def tell(name: str, words: Mapping[str, Mapping[str, object]]) -> Explorer:
    """Tell the audit what a table does not say itself, and see what it then checks.

    Parameters
    ----------
    name : str
        One of :data:`TABLES`.
    words : mapping of str to mapping
        The sentences to choose from, and what each tells the reading.

    Examples
    --------
    >>> len(list(tell("pew-heaven", {"Nothing": {}, "It is weighted": {"weighted": True}}).states))
    2
    """

    def view(said: str):
        judgement = judged(name, **words[said])
        compared = {kind: number for kind, number in judgement.checked.items() if number}
        checked = "; ".join(f"{kind} ({number})" for kind, number in compared.items()) or "nothing"
        parts: list[object] = [f"Checked: {checked}.", _findings(judgement)]
        parts += [f"Not checked: {one.about}: {one.text}." for one in judgement.unchecked]
        return typeset.together(*parts)

    return interact(
        view,
        name=f"told-{name}",
        title=f"Tell the audit: {TABLES[name]}",
        said=select(list(words), label="Say"),
    )


#: What can happen to the digits of a figure on their way into print.
SLIPS = {
    "as printed": lambda digits: digits,
    "two neighbouring digits exchanged": lambda digits: digits[1] + digits[0] + digits[2:],
    "the last digit off by one": lambda digits: (
        digits[:-1] + str(int(digits[-1]) + (-1 if digits[-1] == "9" else 1))
    ),
    "the first digit lost": lambda digits: digits[1:],
}


#: Cells to try the slips on: table, row and column heading, by the words that name them.
CELLS = {
    "Patients, unemployed in the countryside, number": ("methadone-vietnam", "Unemployed", "Rural n"),
    "Patients, unemployed in the city, per cent": ("methadone-vietnam", "Unemployed", "Urban %"),
    "Patients, unemployed, all, number": ("methadone-vietnam", "Unemployed", "Total n"),
    "Teachers, women of the canton, number": ("lch-zug-geschlecht", "Frau", "Total (ZG)"),
    "Holidays, Christmas in 1998, per cent": ("fom-holidays", "Рождество", "1998"),
    "Belief in heaven, Catholics who believe, per cent": ("pew-heaven", "Catholic", "Believe"),
}


def slipped(cell: str, happens: str) -> tuple[str, str, Judgement]:
    """Put a slip into one cell: what was printed, what stands there then, and what the audit finds of it.

    Findings that the table has without the slip are left out.

    Parameters
    ----------
    cell : str
        One of :data:`CELLS`.
    happens : str
        One of :data:`SLIPS`.

    Examples
    --------
    >>> printed, text, judgement = slipped("Teachers, women of the canton, number", "the first digit lost")
    >>> printed, text, bool(judgement.findings)
    ('301', '01', True)
    """
    name, row, column = CELLS[cell]
    rows = _grid(name).rows
    printed = next(line for line in rows if line[0] == row)[rows[0].index(column)]
    digits = printed.rstrip("%")
    text = SLIPS[happens](digits) + printed[len(digits) :]
    known = {(one.row, one.column) for one in judged(name).findings}
    judgement = judged(name, {(row, column): text})
    new = tuple(one for one in judgement.findings if (one.row, one.column) not in known)
    return printed, text, replace(judgement, findings=new)


def slip() -> Explorer:
    """Put a misprint into one cell and see whether the audit notices.

    Examples
    --------
    >>> len(list(slip().states)) == len(CELLS) * len(SLIPS)
    True
    """

    def view(cell: str, happens: str):
        printed, text, judgement = slipped(cell, happens)
        if text == printed:
            return f"{cell}: {printed} is printed. Choose a slip."
        noticed = "The audit notices." if judgement.findings else "The audit does not notice."
        return typeset.together(f"{cell}: {text} for {printed}. {noticed}", _findings(judgement))

    return interact(
        view,
        name="misprints-hidden",
        title="Hide a misprint",
        cell=select(list(CELLS), label="Cell"),
        happens=select(list(SLIPS), label="What happens to it"),
    )


def noticed() -> pd.DataFrame:
    """Count for each table of :data:`CELLS` how many of the slips the audit notices.

    Examples
    --------
    >>> int(noticed().loc["Holidays people keep", "Noticed"]) < int(noticed()["Noticed"].max())
    True
    """
    tried = [
        (TABLES[CELLS[cell][0]], bool(slipped(cell, happens)[2].findings))
        for cell in CELLS
        for happens in list(SLIPS)[1:]
    ]
    frame = pd.DataFrame(tried, columns=["Table", "Noticed"])
    return frame.groupby("Table", sort=False)["Noticed"].agg(Noticed="sum", Slips="size")


def outcomes() -> pd.DataFrame:
    """Say for each table of the page what an audit comes to.

    Examples
    --------
    >>> outcomes().loc["Teachers of a canton", "Outcome"]
    'nothing found'
    """
    audits = {words: judged(name) for name, words in TABLES.items()}
    return pd.DataFrame(
        {
            "Outcome": {words: one.outcome for words, one in audits.items()},
            "Findings": {words: len(one.findings) for words, one in audits.items()},
            "Notes": {words: len(one.notes) for words, one in audits.items()},
            "Not checked": {words: len(one.unchecked) for words, one in audits.items()},
            "Compared": {words: sum(one.checked.values()) for words, one in audits.items()},
        }
    )


def self_checks() -> Quiz:
    """Ask how to read an audit."""
    covid, patients = judged("jmir-covid-sources").reading, judged("methadone-vietnam")
    doctor = [group.label for group in covid.groups].index("Doctor")
    asked = covid.groups[doctor].base
    march, april = (line.cells[doctor].count for line in covid.blocks[0].lines)
    share = counts.percent(157, 207, 3)
    return quiz(
        "your-own-table",
        number(
            f"Of {asked} people, {march} answered in March and the rest in April. How many are the rest?",
            float(asked - march),
            right=f"{asked} less {march}. And {asked - march} of {asked} is "
            f"{counts.percent(asked - march, asked)} per cent, as printed; {april} is not.",
            otherwise=f"Take {march} from {asked}.",
            mistakes={float(april): "This is the printed number, and the two together are more than all."},
        ),
        single(
            f"157 of 207 people are {share} per cent. The table prints 75.9. What is the most likely reason?",
            {
                "It was rounded twice": right(
                    f"To two decimals it is {counts.percent(157, 207, 2)}, and that rounds to 75.9. "
                    f"All {len(patients.findings)} findings of this table are of this kind."
                ),
                "The authors invented it": "Nothing shows that, and a harmless reason fits exactly.",
                "One person did not answer": (
                    f"Of 206 people 157 would be {counts.percent(157, 206)} per cent, which is not printed."
                ),
            },
        ),
        single(
            "A column of ten answers adds up to 528 per cent. What follows?",
            {
                "At least one figure is wrong": "Only if each person could give one answer.",
                "A person could give several answers": right(
                    "Then a sum says nothing, and the audit does not check it."
                ),
                "The percentages are weighted": "Weights do not change what a column adds up to.",
            },
        ),
        multiple(
            "An audit says: nothing found. What does it mean?",
            {
                "The figures that could be compared agree": right(
                    "Look also at what was not checked, and why."
                ),
                "The figures are true": "A whole table of another survey would agree with itself as well.",
                "Nobody mistyped anything": (
                    "Some slips cannot be seen: try the table that prints percentages and nothing else."
                ),
            },
        ),
        multiple(
            "What should one do before writing to the authors?",
            {
                "Check one's own typing": right(
                    "Most findings in a new file are typing errors of the reader."
                ),
                "Write to their university": "The authors first. Most causes are innocent.",
                "Read the notes under the table again": right(
                    "Weights, several answers and missing answers are often explained there."
                ),
                "Write down what was computed, and on which assumptions": right("Send the report along."),
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


def rounded_twice(k: int, n: int) -> int:
    """Round a share to hundredths of a per cent and that to tenths, a half always up; count the tenths.

    Examples
    --------
    >>> rounded_twice(157, 207), counts.percent(157, 207)
    (759, '75.8')
    """
    hundredths = (20000 * k + n) // (2 * n)
    return (hundredths + 5) // 10


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def troubled() -> set[str]:
        return {one.row for one in judged("methadone-vietnam").findings}

    cases = [
        (["50.0", "25.0", "25.0"],),
        (["10.0", "20.0"],),
        (["5.0", "5.0", "5.0"],),
        ([],),
        (["5", "5.0"],),
        (["7.7", "1.0", "2.0", "7.7"],),
    ]
    shares = [(157, 207), (4, 151), (542, 1016), (1, 3), (1, 2), (0, 7), (7, 7)]
    return {
        "your-own-table-1": Names(
            troubled,
            right="Each differs from what its number of people gives by one unit of the last place.",
        ),
        "your-own-table-2": Code(
            twins,
            cases,
            right="Two equal figures are often chance. Count how often, before you call it a finding.",
        ),
        "your-own-table-3": Code(
            rounded_twice,
            shares,
            right="Rounding twice changes a figure only where the second decimal becomes a five.",
        ),
    }
