"""From a printed table to a published one: so that explorers and charts take a reader's own."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import MappingProxyType

from homecoming.published import PublishedTable, Question
from homecoming.published.table import make_table, question_of
from homecoming.reading.printed import Block, Line, Reading

__all__ = ["published_table"]


def published_table(reading: Reading) -> PublishedTable:
    """Take the questions of a printed table whose answers have a percentage in every group.

    Means, single shares, totals, and answers with an empty cell are left out: an explorer draws answers of
    one question beside each other.

    Parameters
    ----------
    reading : Reading
        A table as it was read; its percentages are of the people of their column.

    Returns
    -------
    PublishedTable
        One question for each block with two or more such answers. A printed number of people beside a
        percentage is kept; the groups' numbers of people are the largest that each can have.

    Raises
    ------
    ValueError
        When no block can be shown so.

    Examples
    --------
    >>> from homecoming.reading.printed import Cell, Group
    >>> lines = (Line("Yes", 2, (Cell(2, 2, "60.0", percent="60.0"),)),
    ...          Line("No", 3, (Cell(3, 2, "40.0", percent="40.0"),)))
    >>> block = Block("Plans", 2, "distribution", lines)
    >>> reading = Reading("own.csv", "Plans", "column", (Group("Town", "Town", 20, "heading"),), (block,))
    >>> published_table(reading).percentages()["Town"].tolist()
    [60.0, 40.0]
    """
    import pandas as pd

    questions: list[Question] = []
    rows: list[dict[str, object]] = []
    for block in reading.blocks:
        lines = _answers(block)
        wording = block.heading or reading.title
        # Samples that stand one below the other repeat their headings; the first is taken.
        if reading.direction != "column" or len(lines) < 2 or wording in [one.wording for one in questions]:
            continue
        question = question_of(wording, [known.id for known in questions])
        questions.append(question)
        for line, (group, cell) in itertools.product(lines, enumerate(reading.groups)):
            printed = line.cells[group]
            if printed is None or printed.percent is None:
                continue
            rows.append(
                {
                    "question": question.wording,
                    "option": line.label,
                    "kind": "option",
                    "group": cell.label,
                    "printed": printed.percent,
                    "count": printed.count,
                    "value": float(printed.percent),
                    "row": line.row,
                }
            )
    if not rows:
        raise ValueError(
            f"{reading.file}: no question has two answers with a percentage of each column's people; "
            "only such questions can be explored."
        )
    cells = pd.DataFrame(rows)
    if cells["count"].isna().any():
        del cells["count"]
    else:
        cells["count"] = cells["count"].astype("Int64")
    breakdown = next((one for one in reading.breakdowns if one.exhausts), None)
    sizes = {group.label: group.base for group in reading.groups if group.base is not None}
    return make_table(
        cells,
        tuple(questions),
        name=Path(reading.file).stem,
        number=None,
        title=reading.title,
        page=None,
        paper=None,
        source_note="",
        respondents=None if breakdown is None else sizes.get(breakdown.whole),
        base_note="",
        whole=breakdown.whole if breakdown and len(reading.groups) == 1 + len(breakdown.parts) else None,
        max_bases=MappingProxyType(sizes),
        items=MappingProxyType({}),
        option_heading="Option",
        question_heading="Question" if len(questions) > 1 else None,
        path=Path(reading.file),
    )


def _answers(block: Block) -> list[Line]:
    """The answers of a block that have a percentage in every group and a label of their own."""
    if block.kind == "shares":
        return []
    labels = [line.label for line in block.lines]
    return [
        line
        for line in block.lines
        if line.kind == "option"
        and labels.count(line.label) == 1
        and all(cell is not None and cell.percent is not None and not cell.below for cell in line.cells)
    ]
