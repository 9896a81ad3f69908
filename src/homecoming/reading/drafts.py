"""What the rows of a table are: answers with figures, headings, numbers of people, and what is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from homecoming.errors import NoSuchNameError
from homecoming.reading.columns import Columns, GroupColumns
from homecoming.reading.corrections import Corrections
from homecoming.reading.figures import Figure, Number, bases_that_give, parse, plain
from homecoming.reading.headings import Heading, parse_heading
from homecoming.reading.printed import Cell, Difference, LeftOut, PValue
from homecoming.reading.sheets import Row, Sheet

__all__ = ["Draft", "Drafts", "drafts"]


@dataclass(frozen=True)
class Draft:
    """A row before it is known which block it belongs to.

    Attributes
    ----------
    row : Row
        The row.
    heading : Heading
        Its label, taken apart.
    kind : str
        ``"option"``, ``"heading"``, ``"base"``, ``"total"``, ``"subtotal"`` or ``"break"`` (a row that was
        left out).
    cells : tuple of Cell or None
        One for each group.
    bases : dict of int to int
        For groups by place the number of people that the row prints: rows of bases, and headings.
    base : int or None
        The number of people of the row.
    p : PValue or None
        The p-value in the row.
    differences : tuple of Difference
        The differences in the row.
    question : str
        What stands in the label columns before the last one.
    told : bool
        Whether somebody told what the row is.

    Examples
    --------
    >>> Draft(Row(2, ("Yes", "57.5")), parse_heading("Yes"), "option", (None,)).heading.label
    'Yes'
    """

    row: Row
    heading: Heading
    kind: str
    cells: tuple[Cell | None, ...]
    bases: dict[int, int] = field(default_factory=dict)
    base: int | None = None
    p: PValue | None = None
    differences: tuple[Difference, ...] = ()
    question: str = ""
    told: bool = False
    weighted: bool = False


class Drafts(NamedTuple):
    """The rows, what was left out of them, and whether zeros behind the point were dropped in print."""

    rows: tuple[Draft, ...]
    left: tuple[LeftOut, ...]
    zeros: bool


#: Words that name a mean even where the figures have per cent signs, as in "Mean score, % of the best".
_MEAN = re.compile(r"\bmean\b|\bmedian\b|±|\bSDs?\b|\bIQR\b|interquartile", re.IGNORECASE)


@dataclass(frozen=True)
class _Context:
    """What the cells of a row are read with."""

    sheet: Sheet
    columns: Columns
    #: Per group: whether most of its figures have a per cent sign, and whether most are numbers in pairs.
    signed: dict[int, bool]
    paired: dict[int, bool]


def drafts(sheet: Sheet, columns: Columns, corrections: Corrections) -> Drafts:
    """Say what each row of a table is, and read its cells.

    Parameters
    ----------
    sheet : Sheet
        The table.
    columns : Columns
        What its columns are.
    corrections : Corrections
        What is told of rows.

    Returns
    -------
    Drafts
        The rows in printed order.

    Raises
    ------
    NoSuchNameError
        If a correction names a row that is not there.

    Examples
    --------
    >>> from homecoming.reading.columns import columns
    >>> from homecoming.reading.grid import Grid
    >>> from homecoming.reading.sheets import sheets
    >>> rows = (("", "Town (n = 90)"), ("Age, mean ± SD", "40.1 ± 9"), ("Yes", "20 (22.2)"))
    >>> sheet = sheets(Grid("own.csv", "", rows, (1, 2, 3), (0, 0, 0)))[0]
    >>> [row.kind for row in drafts(sheet, columns(sheet, Corrections()), Corrections()).rows]
    ['break', 'option']
    """
    told = _told(sheet, columns, corrections)
    context = _context(sheet, columns)
    left: list[LeftOut] = []
    found: list[Draft] = []
    questions = _question_column(sheet, columns)
    question = ""
    for at, row in enumerate(sheet.body):
        label, above = _label(row, columns, questions)
        question = above or question
        draft = replace(_draft(row, label, context, left, at, told.get(row.number, "")), question=question)
        found.append(draft)
    _measures(found, columns, left)
    _under_means(found, left)
    _bases_above(found)
    _people_at_the_end(found, context, left)
    _unanswered(found, left)
    zeros = _zeros_dropped(found)
    if zeros:
        found = [replace(draft, cells=_with_zeros(draft.cells, zeros)) for draft in found]
    return Drafts(tuple(found), tuple(left), bool(zeros))


def _told(sheet: Sheet, columns: Columns, corrections: Corrections) -> dict[int, str]:
    """The roles that are told, by number of row."""
    told: dict[int, str] = {}
    names = {
        row.number: [plain(row.texts[c]).casefold() for c in columns.labels if row.texts[c].strip()]
        for row in sheet.body
    }
    for name, role in corrections.rows.items():
        wanted = plain(name).casefold()
        matching = [number for number, labels in names.items() if wanted in labels]
        if not matching and wanted.isdecimal():
            matching = [number for number in names if number == int(wanted)]
        told |= dict.fromkeys(matching, role)
    return told


def _question_column(sheet: Sheet, columns: Columns) -> int | None:
    """The label column whose text stands once for several rows, or is repeated in them."""
    if len(columns.labels) < 2:
        return None
    first, last = columns.labels[0], columns.labels[-1]
    texts = [row.texts[first].strip() for row in sheet.body if row.texts[last].strip()]
    runs = sum(text != before for text, before in zip(texts, ["", *texts[:-1]], strict=True) if text)
    if not texts or len(set(texts)) == len(texts) or runs == len(texts):
        return None
    return first


def _label(row: Row, columns: Columns, questions: int | None) -> tuple[str, str]:
    """The label of a row, and the question before it."""
    texts = [row.texts[c].strip() for c in columns.labels]
    if questions is None:
        return " ".join(text for text in texts if text), ""
    above, *rest = texts
    label = " ".join(text for text in rest if text)
    return (label, above) if label else (above, above)


def _context(sheet: Sheet, columns: Columns) -> _Context:
    signed, paired = {}, {}
    for g, group in enumerate(columns.groups):
        at = group.percent if group.percent is not None else group.count
        assert at is not None
        figures = [f for row in sheet.body if (f := parse(row.texts[at], sheet.letters)).filled]
        signed[g] = sum(any(n.percent for n in f.numbers) for f in figures) > 0.6 * len(figures)
        combined = group.count is not None and group.count == group.percent
        paired[g] = combined and sum(f.form in ("pair", "pair interval") for f in figures) >= 0.3 * len(
            figures
        )
    return _Context(sheet, columns, signed, paired)


def _draft(row: Row, label: str, context: _Context, left: list[LeftOut], at: int, told: str) -> Draft:
    sheet, columns = context.sheet, context.columns
    heading = parse_heading(label)
    empty: tuple[Cell | None, ...] = (None,) * len(columns.groups)
    p = _p(row, context, left)
    plain_draft = Draft(row, heading, "option", empty, p=p)
    figures = [_figures(row, group, sheet) for group in columns.groups]
    filled = [g for g, pair in enumerate(figures) if any(f is not None and f.filled for f in pair)]
    if told == "skip":
        left.append(LeftOut(row.number, 0, label, "told to be left out"))
        return replace(plain_draft, kind="break", told=True)
    if told == "heading":
        return replace(plain_draft, kind="heading", bases=_whole_numbers(figures, filled), told=True)
    if told == "base":
        return replace(plain_draft, kind="base", bases=_whole_numbers(figures, filled), told=True)
    named = {
        g: base
        for g, group in enumerate(columns.groups)
        for c in {group.count, group.percent} - {None}
        if c is not None
        and re.search(r"\bn\s*=", row.texts[c], re.IGNORECASE)
        and (base := parse_heading(row.texts[c]).base)
    }
    if named and len(named) == len(filled):
        kind = "base" if not label or heading.counts_people or heading.total else "heading"
        return replace(plain_draft, kind=kind, bases=named)
    if not filled:
        return _without_figures(plain_draft, figures, told, left)
    numbers = _whole_numbers(figures, filled)
    if not told and len(numbers) == len(filled) and _counts_people(heading, label, at, figures, context):
        weighted = bool(re.search(r"(?<!un)(?<!un-)\bweighted|(?<!un)gewichtet", label, re.IGNORECASE))
        return replace(plain_draft, kind="base", bases=numbers, weighted=weighted)
    if not told and heading.missing and len(numbers) == len(filled) and any(context.paired.values()):
        left.append(LeftOut(row.number, 0, label, "people without an answer: a count without a percentage"))
        return replace(plain_draft, kind="break", bases=numbers)
    if not told and heading.base in numbers.values() and len(numbers) == len(filled):
        # "Survey of 2019 (n = 600) | 600 | 350 | 250" above answers of that survey.
        return replace(plain_draft, kind="heading", bases=numbers)
    why = "" if told else _no_share(heading, figures, filled, context)
    cells: list[Cell | None] = []
    wrong: list[LeftOut] = []
    for g, group in enumerate(columns.groups):
        cell, problem = (None, "") if why else _cell(row, group, g, heading, figures[g], context)
        cells.append(cell)
        if problem:
            wrong.append(
                LeftOut(
                    row.number,
                    (group.percent if group.percent is not None else group.count or 0) + 1,
                    problem,
                    "not a percentage or a count",
                )
            )
    if wrong and not why:
        wrong = _above_hundred(row, heading, figures, cells, wrong, context)
    if not why and len(wrong) * 2 > len(filled):
        percent_only = all(group.count is None for group in columns.groups)
        whole = len(numbers) == len(filled) and percent_only and not heading.measure
        if whole and _may_be_bases(numbers, context):
            return replace(plain_draft, kind="heading", bases=numbers)
        why = "figures that are no percentages or counts"
        if heading.total and not heading.mean:
            why = "a sum above 100: people may be in several rows"
    if why:
        left.append(LeftOut(row.number, 0, label, why))
        return replace(plain_draft, kind="break")
    left += wrong
    base = None
    if columns.base is not None:
        own = parse(row.texts[columns.base], sheet.letters)
        base = own.numbers[0].whole() if own.form == "number" else None
    differences = tuple(
        Difference(*row.place(c), columns.headings[c], row.texts[c])
        for c in columns.differences
        if parse(row.texts[c], sheet.letters).form == "number"
    )
    kind = told if told in ("total", "subtotal") else "option"
    return replace(
        plain_draft, kind=kind, cells=tuple(cells), base=base, differences=differences, told=bool(told)
    )


def _without_figures(
    draft: Draft,
    figures: Sequence[tuple[Figure | None, Figure | None]],
    told: str,
    left: list[LeftOut],
) -> Draft:
    """A row without figures: a heading, an answer that nobody gave, or words that are left out."""
    shown = [f for pair in figures for f in dict.fromkeys(pair) if f is not None and f.form != "blank"]
    dashes = sum(f.form == "nothing" for f in shown)
    label = draft.heading.printed.strip()
    if dashes and dashes == len(shown) and dashes * 2 >= len(figures):
        # An answer that nobody gave has dashes throughout; so may a heading, set between ornaments.
        ornament = (
            len(label) > 2 and not label[0].isalnum() and label[0] == label[-1] and label[0] not in "\"'"
        )
        return replace(draft, kind="heading" if ornament else told or "option")
    words = [f.printed for f in shown if f.form == "text" and not _only_unit(f.printed)]
    if any(character.isdigit() for word in words for character in word) and len(words) * 2 >= len(figures):
        left.append(LeftOut(draft.row.number, 0, label, "cells that are no counts or percentages"))
        return replace(draft, kind="break")
    return replace(draft, kind="heading")


def _only_unit(text: str) -> bool:
    heading = parse_heading(text)
    return bool(heading.unit) and not heading.label


def _figures(row: Row, group: GroupColumns, sheet: Sheet) -> tuple[Figure | None, Figure | None]:
    """The figures of the count column and of the percentage column."""
    count = parse(row.texts[group.count], sheet.letters) if group.count is not None else None
    percent = parse(row.texts[group.percent], sheet.letters) if group.percent is not None else None
    return count, percent


def _whole_numbers(
    figures: Sequence[tuple[Figure | None, Figure | None]], filled: Sequence[int]
) -> dict[int, int]:
    out = {}
    for g in filled:
        count, percent = figures[g]
        figure = count if count is not None and count.filled else percent
        if figure is None or figure.numbers[0].percent:
            continue
        value = figure.numbers[0].whole()
        alone = figure.form == "number" or (
            figure.form == "pair" and figure.numbers[1].decimal().startswith("100")
        )
        if value and alone:
            out[g] = value
    return out


def _counts_people(
    heading: Heading,
    label: str,
    at: int,
    figures: Sequence[tuple[Figure | None, Figure | None]],
    context: _Context,
) -> bool:
    """Whether a row of whole numbers says how many people each column has."""
    values = [
        f.numbers[0].whole() or 0 for pair in figures for f in pair if f is not None and f.form == "number"
    ]
    groups = context.columns.groups
    percent_only = all(group.count is None for group in groups)
    if heading.total and heading.unit != "n":
        # "Total sample | 4 | 11" may as well be the answers of everybody.
        shares = [
            f for count, f in figures if f is not None and f is not count and f.filled and count is not None
        ]
        if any(f.numbers[0].decimal().rstrip("0").rstrip(".") != "100" for f in shares):
            return False
        return bool(values) and max(values) > 100 and (percent_only or heading.counts_people)
    if heading.counts_people:
        return True
    if not label and at == 0:
        return bool(values) and (percent_only or max(values) > 100)
    return False


def _may_be_bases(numbers: dict[int, int], context: _Context) -> bool:
    bases = {g: group.base for g, group in enumerate(context.columns.groups)}
    near = [0.3 * base <= numbers[g] <= base for g in numbers if (base := bases[g]) is not None]
    return all(near) if near else min(numbers.values()) >= 20


def _no_share(
    heading: Heading,
    figures: Sequence[tuple[Figure | None, Figure | None]],
    filled: Sequence[int],
    context: _Context,
) -> str:
    """Why a row is neither counts nor percentages; empty if it may be."""
    shown = [f for g in filled for f in dict.fromkeys(figures[g]) if f is not None and f.filled]
    if any(number.sign == "-" for f in shown for number in f.numbers):
        return "changes, which may be below zero"
    percent_sign = any(number.percent for f in shown for number in f.numbers)
    forms = Counter(f.form for f in shown)
    spread = forms["spread"] + (
        0 if any("%" in u for u in _units(heading, context)) or percent_sign else forms["interval"]
    )
    if spread * 2 > len(shown):
        return "means, medians or ranges"
    if heading.mean and (not percent_sign or _MEAN.search(heading.printed)):
        return "means, medians or ranges"
    if forms["number"] == len(shown) and not percent_sign and "%" not in heading.unit:
        most = [context.signed[g] for g in filled]
        if all(most) and most:
            return "figures without the per cent sign that the others have"
    return ""


def _units(heading: Heading, context: _Context) -> list[str]:
    columns = context.columns
    return [heading.unit, columns.unit, *(parse_heading(group.heading).unit for group in columns.groups)]


def _cell(
    row: Row,
    group: GroupColumns,
    g: int,
    heading: Heading,
    figures: tuple[Figure | None, Figure | None],
    context: _Context,
) -> tuple[Cell | None, str]:
    """The cell of a group, and the text that could not be read as one."""
    columns = context.columns
    if group.count is not None and group.count == group.percent:
        return _combined(row, group.count, g, heading, figures[0], context)
    count_figure, percent_figure = figures
    together = ("pair", "share", "fraction", "pair interval")
    for at, figure in ((group.percent, percent_figure), (group.count, count_figure)):
        if at is not None and figure is not None and figure.form in together:
            return _combined(row, at, g, heading, figure, context)
    count = base = None
    percent, below, problem = None, False, ""
    signs: tuple[str, ...] = ()
    if count_figure is not None and count_figure.filled:
        count = count_figure.numbers[0].whole() if count_figure.form == "number" else None
        count = _float_count(count_figure) if count is None else count
        signs += count_figure.signs
        if count is None:
            problem = count_figure.printed
        if group.per_row:
            count, base = None, count
    if percent_figure is not None and percent_figure.filled:
        signs += percent_figure.signs
        number = percent_figure.numbers[0]
        ordinary = percent_figure.form == "number" or (
            percent_figure.form == "interval" and _is_share(number, columns.comma)
        )
        if ordinary and _is_share(number, columns.comma):
            percent, below = number.decimal(columns.comma), number.relation == "<"
        else:
            problem = percent_figure.printed
    if problem or (count is None and percent is None):
        return None, problem
    at = group.percent if percent is not None and group.percent is not None else group.count
    assert at is not None
    return Cell(*row.place(at), row.texts[at], count, percent, base, below, tuple(dict.fromkeys(signs))), ""


def _float_count(figure: Figure) -> int | None:
    """A count that a program wrote with a zero behind the point."""
    match = re.fullmatch(r"(\d+)\.0", figure.numbers[0].digits) if figure.form == "number" else None
    return int(match[1]) if match else None


def _above_hundred(
    row: Row,
    heading: Heading,
    figures: Sequence[tuple[Figure | None, Figure | None]],
    cells: list[Cell | None],
    wrong: list[LeftOut],
    context: _Context,
) -> list[LeftOut]:
    """Keep percentages above 100 that stand among others: nobody prints them on purpose but in a sum.

    They must have a per cent sign, a count beside them, or other percentages in the row.
    """
    columns = context.columns
    among = len(wrong) * 2 <= sum(cell is not None for cell in cells) + len(wrong)
    kept = list(wrong)
    for g, group in enumerate(columns.groups):
        figure = figures[g][1] if group.percent is not None else None
        if cells[g] is not None or figure is None or not figure.filled or group.percent is None:
            continue
        percent = figure.numbers[-1] if figure.form == "pair" and columns.count_first else figure.numbers[0]
        count = figure.numbers[0 if columns.count_first else -1].whole() if figure.form == "pair" else None
        counted = figures[g][0]
        if counted is not None and counted is not figure and counted.form == "number":
            count = counted.numbers[0].whole()
        value = Decimal(percent.decimal(columns.comma))
        marked = percent.percent or count is not None or among or (heading.total and not heading.mean)
        if figure.form not in ("number", "pair") or not 100 < value < 1000 or percent.sign or not marked:
            continue
        if (
            not percent.percent
            and "." not in percent.decimal(columns.comma)
            and not (among and count is not None)
        ):
            continue
        text = row.texts[group.percent]
        cells[g] = Cell(
            *row.place(group.percent), text, count, percent.decimal(columns.comma), signs=figure.signs
        )
        kept = [left for left in kept if left.text != figure.printed]
    return kept


def _is_share(number: Number, comma: bool) -> bool:
    return number.sign != "-" and number.relation != ">" and Decimal(number.decimal(comma)) <= 100


def _combined(
    row: Row, at: int, g: int, heading: Heading, figure: Figure | None, context: _Context
) -> tuple[Cell | None, str]:
    """A cell that may have a count and a percentage."""
    columns = context.columns
    if figure is None or not figure.filled:
        return None, ""
    comma = columns.comma

    def cell(count: int | None, percent: Number | None, base: int | None = None) -> tuple[Cell | None, str]:
        if percent is not None and not _is_share(percent, comma):
            return None, figure.printed
        text = percent.decimal(comma) if percent is not None else None
        below = percent is not None and percent.relation == "<"
        return Cell(*row.place(at), row.texts[at], count, text, base, below, figure.signs), ""

    first = figure.numbers[0]
    if figure.form in ("pair", "pair interval"):
        second = figure.numbers[1]
        order = columns.count_first
        if heading.unit in ("n %", "% n"):
            order = heading.unit == "n %"
        for count, percent in ((first, second), (second, first))[:: 1 if order else -1]:
            if count.whole() is not None and not count.percent and _is_share(percent, comma):
                return cell(count.whole(), percent)
            if (
                not first.percent
                and not second.percent
                and first.whole() is not None
                and second.whole() is not None
            ):
                break
        return None, figure.printed
    if figure.form in ("share", "fraction"):
        k, n = (number.whole() for number in figure.numbers[-2:])
        if k is None or not n or k > n:
            return None, figure.printed
        return cell(k, first if figure.form == "share" else None, n)
    if figure.form == "interval":
        return (
            cell(None, first)
            if first.percent or any("%" in unit for unit in _units(heading, context))
            else (None, figure.printed)
        )
    if figure.form != "number":
        return None, figure.printed
    whole = first.whole()
    if first.percent or (heading.unit == "%" and not (whole == 0 and context.paired[g])):
        return cell(None, first)
    if context.paired[g]:
        # Beside "92 (30.7)" a lone whole number is a count, and a lone number with decimals a mean.
        if whole is None or first.sign or first.relation:
            return None, figure.printed
        return cell(whole, None)
    return cell(None, first)


def _p(row: Row, context: _Context, left: list[LeftOut]) -> PValue | None:
    columns = context.columns
    for c in columns.p:
        figure = parse(row.texts[c], context.sheet.letters)
        if figure.form not in ("number", "p"):
            continue
        number = figure.numbers[0]
        value = number.decimal(columns.comma)
        if Decimal(value) > 1:
            left.append(LeftOut(*row.place(c), row.texts[c], "a p-value above 1"))
            continue
        return PValue(*row.place(c), columns.headings[c], row.texts[c], number.relation or "=", value)
    return None


def _measures(found: list[Draft], columns: Columns, left: list[LeftOut]) -> None:
    """Leave out rows with a unit of measurement whose "56 (14)" is no count and percentage of the people."""
    bases = {g: group.base for g, group in enumerate(columns.groups)}
    fits = _fitting(bases)
    for at, draft in enumerate(found):
        if draft.kind != "option" or draft.told:
            continue
        pairs = [
            (g, cell)
            for g, cell in enumerate(draft.cells)
            if cell is not None and cell.count is not None and cell.percent
        ]
        if not pairs or "%" in draft.heading.unit:
            continue
        odd = sum(not fits(g, cell) for g, cell in pairs)
        if draft.heading.measure and odd == len(pairs) and all(bases[g] for g, _ in pairs):
            left.append(LeftOut(draft.row.number, 0, draft.heading.printed, "means, medians or ranges"))
            found[at] = replace(draft, kind="break", cells=(None,) * len(draft.cells))


def _under_means(found: list[Draft], left: list[LeftOut]) -> None:
    """Leave out the rows under a heading that speaks of means, unless they have per cent signs or pairs."""
    means = False
    for at, draft in enumerate(found):
        if draft.kind == "heading":
            means = draft.heading.mean and "%" not in draft.heading.unit
        elif means and draft.kind == "option" and not draft.told:
            cells = [cell for cell in draft.cells if cell is not None]
            if any("%" in cell.printed or (cell.count is not None and cell.percent) for cell in cells):
                continue
            left.append(LeftOut(draft.row.number, 0, draft.heading.printed, "means, medians or ranges"))
            found[at] = replace(draft, kind="break", cells=(None,) * len(draft.cells))


def _people_at_the_end(found: list[Draft], context: _Context, left: list[LeftOut]) -> None:
    """Make numbers of people of "Students | 300 | 302" in the last row, below percentages with decimals.

    Whole numbers above 100 that no word explains are named among what was left out.
    """
    columns = context.columns
    if any(group.count is not None for group in columns.groups):
        return
    filled = [at for at, draft in enumerate(found) if draft.bases or any(draft.cells)]
    last = filled[-1] if filled else None
    if last is None or found[last].told or found[last].kind not in ("heading", "option"):
        return
    draft = found[last]
    above = [row for row in found[:last] if row.kind == "option" and any(row.cells)]
    numbers = draft.bases
    if draft.kind == "option":
        shown = [(g, parse(cell.printed)) for g, cell in enumerate(draft.cells) if cell is not None]
        whole = {g: f.numbers[0].whole() for g, f in shown if f.form == "number" and not f.numbers[0].percent}
        numbers = {g: n for g, n in whole.items() if n}
        if len(numbers) < len(shown) or not draft.heading.people or not _complete(above, numbers):
            return
    if len(above) < 2 or not numbers:
        return
    if draft.heading.people:
        found[last] = replace(draft, kind="base", bases=numbers, cells=(None,) * len(draft.cells))
    elif not any(re.search(r"\bn\s*=", text, re.IGNORECASE) for text in draft.row.texts):
        why = "whole numbers below percentages, and no word says that they count people"
        left.append(LeftOut(draft.row.number, 0, draft.heading.printed, why))


def _complete(rows: Sequence[Draft], groups: Iterable[int]) -> bool:
    """Whether percentages with decimals add up to 100 in each group, so that a row below is no answer."""
    for g in groups:
        texts = [cell.percent for row in rows if (cell := row.cells[g]) is not None and cell.percent]
        parted = sum("." in text for text in texts)
        if parted * 2 < len(texts) or abs(sum(map(Decimal, texts), Decimal(-100))) > 1:
            return False
    return True


def _counts_only(draft: Draft) -> bool:
    cells = [cell for cell in draft.cells if cell is not None]
    return bool(cells) and all(cell.count is not None and cell.percent is None for cell in cells)


def _with_percents(draft: Draft) -> bool:
    return any(cell is not None and cell.percent is not None for cell in draft.cells)


def _bases_above(found: list[Draft]) -> None:
    """Make headings of rows such as "Place (n) | 828 | 824": numbers of people of the rows below."""
    for at, draft in enumerate(found):
        if draft.kind != "option" or draft.told or not _counts_only(draft) or draft.heading.total:
            continue
        below: list[Draft] = []
        for row in found[at + 1 :]:
            if row.kind != "option" or (_counts_only(row) and not row.heading.missing):
                break
            below.append(row)
        answers = [row for row in below if _with_percents(row)]
        numbers = {g: cell.count for g, cell in enumerate(draft.cells) if cell is not None and cell.count}
        named = draft.heading.unit == "n" and bool(draft.heading.label)
        sums = any(_sums_to(answers[:end], numbers) for end in range(2, len(answers) + 1))
        if numbers and (sums or (named and _no_percents_in(found, at))):
            found[at] = replace(draft, kind="heading", bases=numbers, cells=(None,) * len(draft.cells))


def _sums_to(rows: Sequence[Draft], numbers: dict[int, int]) -> bool:
    sums = {g: sum(cell.count or 0 for row in rows if (cell := row.cells[g]) is not None) for g in numbers}
    return sums == numbers


def _no_percents_in(found: Sequence[Draft], at: int) -> bool:
    """Whether the table has percentages, so that a row of lone counts stands apart."""
    return any(_with_percents(row) for row in found) and not _with_percents(found[at])


def _unanswered(found: list[Draft], left: list[LeftOut]) -> None:
    """Leave out "Missing | 9 | 1" below answers with percentages: those people are in no percentage."""
    for at, draft in enumerate(found):
        if draft.kind != "option" or draft.told or not draft.heading.missing or not _counts_only(draft):
            continue
        if any(_with_percents(row) for row in found):
            why = "people without an answer: a count without a percentage"
            left.append(LeftOut(draft.row.number, 0, draft.heading.printed, why))
            numbers = {g: cell.count for g, cell in enumerate(draft.cells) if cell is not None and cell.count}
            found[at] = replace(draft, kind="break", cells=(None,) * len(draft.cells), bases=numbers)


def _fitting(bases: dict[int, int | None]) -> Callable[[int, Cell], bool]:
    def fits(g: int, cell: Cell) -> bool:
        base = bases[g]
        if base is None or cell.count is None or cell.percent is None:
            return True
        least, most = bases_that_give(cell.count, cell.percent)
        return max(least, base - base // 10) <= (base if most is None else min(base, most))

    return fits


def _zeros_dropped(found: Sequence[Draft]) -> int:
    """How many decimals all percentages have, if zeros at the end were dropped in print; else 0."""
    texts = [
        cell.percent
        for draft in found
        for cell in draft.cells
        if cell is not None and cell.percent is not None and not cell.below
    ]
    places = Counter(len(text.partition(".")[2]) for text in texts)
    most = max(places, default=0)
    if most == 0 or len(places) == 1 or places[most] * 10 < len(texts) * 7 or places[most] < 5:
        return 0
    return 0 if any(text.endswith("0") and "." in text for text in texts) else most


def _with_zeros(cells: Sequence[Cell | None], places: int) -> tuple[Cell | None, ...]:
    out: list[Cell | None] = []
    for cell in cells:
        if cell is None or cell.percent is None or cell.below:
            out.append(cell)
            continue
        whole, _, part = cell.percent.partition(".")
        out.append(replace(cell, percent=f"{whole}.{part:0<{places}}"))
    return tuple(out)


def check_named(sheets: Sequence[Sheet], corrections: Corrections) -> None:
    """Raise an error if a correction names a row that no table has.

    Parameters
    ----------
    sheets : sequence of Sheet
        All tables of a file.
    corrections : Corrections
        What is told.

    Raises
    ------
    NoSuchNameError
        With the rows that there are.

    Examples
    --------
    >>> check_named([Sheet((), (), (Row(2, ("Yes", "57.5")),), ())], Corrections(rows={"yes": "option"}))
    """
    rows = [row for sheet in sheets for row in (*sheet.header, *sheet.body)]
    labels = {plain(text).casefold() for row in rows for text in row.texts if text} | {
        str(row.number) for row in rows
    }
    for name in (*corrections.rows, *corrections.block_rows):
        role = corrections.rows.get(name, "")
        if plain(name).casefold() not in labels and role not in ("skip", "note"):
            raise NoSuchNameError(
                "row", name, [row.texts[0] for sheet in sheets for row in sheet.body if row.texts[0]]
            )
