"""The layout of one figure a row: question, option, kind, group, printed, perhaps the number of people."""

from __future__ import annotations

from pathlib import PurePath

from homecoming.published.data_error import DataError
from homecoming.reading.figures import parse, plain
from homecoming.reading.grid import Grid
from homecoming.reading.printed import Block, Cell, Decision, Difference, Group, Line, Reading

__all__ = ["is_tidy", "read_tidy"]

_NEEDED = ("question", "option", "kind", "group", "printed")
_KINDS = ("option", "subtotal", "difference")


def is_tidy(grid: Grid) -> bool:
    """Whether a grid lists one figure a row.

    Parameters
    ----------
    grid : Grid
        The cells.

    Examples
    --------
    >>> is_tidy(Grid("own.csv", "", (("question", "option", "kind", "group", "printed"),), (1,), (0,)))
    True
    """
    return bool(grid.rows) and {"group", "printed"} <= {text.casefold() for text in grid.rows[0]}


def read_tidy(grid: Grid) -> Reading:
    """Read a list of figures.

    Parameters
    ----------
    grid : Grid
        The cells, with the names of the columns in the first row.

    Returns
    -------
    Reading
        One block for each question, in which everybody gave one answer.

    Raises
    ------
    DataError
        If a column is missing or a cell cannot be used.

    Examples
    --------
    >>> rows = (("question", "option", "kind", "group", "printed"), ("Job", "Yes", "option", "All", "60"))
    >>> read_tidy(Grid("own.csv", "", rows, (1, 2), (0, 0))).blocks[0].lines[0].cells[0].percent
    '60'
    """
    names = [text.casefold() for text in grid.rows[0]]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        expected = f"the columns {', '.join(_NEEDED)}"
        raise DataError(
            f"no column {missing[0]!r}", expected, "Add it.", file=grid.title, row=grid.numbers[0]
        )
    at = {name: names.index(name) for name in (*_NEEDED, "count") if name in names}
    figures: dict[str, dict[str, dict[str, Cell]]] = {}
    kinds: dict[tuple[str, str], str] = {}
    rows: dict[tuple[str, str], int] = {}
    differences: dict[tuple[str, str], list[Difference]] = {}
    groups: dict[str, None] = {}
    for number, texts in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        question, option, kind, group, printed = (texts[at[name]] for name in _NEEDED)
        figure = parse(printed)
        if kind not in _KINDS:
            raise DataError(
                repr(kind),
                f"one of {', '.join(_KINDS)}",
                "Correct the kind.",
                file=grid.title,
                row=number,
                column="kind",
            )
        if figure.form != "number":
            raise DataError(
                repr(printed),
                "a percentage such as 30.7",
                "Copy it as printed.",
                file=grid.title,
                row=number,
                column="printed",
            )
        key = (question, option)
        rows.setdefault(key, number)
        figures.setdefault(question, {}).setdefault(option, {})
        if kind == "difference":
            differences.setdefault(key, []).append(Difference(number, at["printed"] + 1, group, printed))
            continue
        if group in figures[question][option]:
            raise DataError(
                f"a second figure for {option!r}, {group!r}", "one for each question, option and group",
                "Remove one of the two rows.", file=grid.title, row=number,
            )  # fmt: skip
        kinds.setdefault(key, kind)
        groups.setdefault(group)
        text = texts[at["count"]] if "count" in at else ""
        count = parse(text).numbers[0].whole() if parse(text).form == "number" else None
        percent, below = figure.numbers[0].decimal(), figure.numbers[0].relation == "<"
        figures[question][option][group] = Cell(
            number, at["printed"] + 1, printed, count, percent, None, below, figure.signs
        )
    blocks = []
    for question, options in figures.items():
        order = {plain(option).casefold(): place for place, option in enumerate(options)}
        lines = []
        for option, cells in options.items():
            kind = kinds.get((question, option), "option")
            parts = [plain(part).casefold() for part in option.split(" + ")] if kind == "subtotal" else []
            lines.append(
                Line(
                    option,
                    rows[question, option],
                    tuple(cells.get(group) for group in groups),
                    kind,
                    parts=tuple(order[part] for part in parts if part in order),
                    differences=tuple(differences.get((question, option), ())),
                )
            )
        blocks.append(Block(question, lines[0].row, "distribution", tuple(lines), kind_from="layout"))
    if not blocks:
        raise DataError("no figures", "one figure a row", "Add the rows.", file=grid.title)
    return Reading(
        file=grid.title,
        title=PurePath(grid.file).stem,
        direction="column",
        groups=tuple(Group(group, group) for group in groups),
        blocks=tuple(blocks),
        decisions=(Decision("layout", "one figure a row", "the names of the columns say so", "printed"),),
    )
