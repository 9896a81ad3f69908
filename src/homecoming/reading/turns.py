"""Counts in one row and percentages in the row below: tables of statistics programs, put side by side.

Each pair of rows becomes one row of double width, so that the rest of the reading knows columns in turn only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from homecoming.reading.figures import Figure, gives, parse, plain
from homecoming.reading.headings import parse_heading
from homecoming.reading.sheets import Row, Sheet

__all__ = ["side_by_side"]

_PERCENT_ROW = re.compile(r"%|per ?cent|prozent|процент|비율|百分比|割合", re.IGNORECASE)
_COUNT_ROW = re.compile(
    r"n|count|counts|frequency|number|anzahl|частота|количество|빈도|人数|f", re.IGNORECASE
)


def side_by_side(sheet: Sheet) -> Sheet:
    """Put percentages that stand in the row below their counts beside them.

    Parameters
    ----------
    sheet : Sheet
        A table.

    Returns
    -------
    Sheet
        With rows of double width if counts and percentages take turns; else the same.

    Examples
    --------
    >>> body = [Row(n, texts) for n, texts in enumerate(
    ...     [("Yes", "90"), ("", "60.0%"), ("No", "60"), ("", "40.0%")], start=2)]
    >>> turned = side_by_side(Sheet((), (Row(1, ("", "Town")),), tuple(body), ()))
    >>> [row.texts for row in turned.body], turned.body[0].place(3)
    ([('Yes', '90', '', '60.0%'), ('No', '60', '', '40.0%')], (3, 2))
    """
    width = max((len(row.texts) for row in sheet.body), default=0)
    groups, units = _named(sheet, width) or (_silent(sheet.body), None)
    if groups is None:
        return sheet
    body: list[Row] = []
    for first, second in groups:
        texts = tuple("" if c == units else text for c, text in enumerate(first.texts))
        below = second.texts if second is not None else ("",) * width
        keep = _figure_columns(sheet.body, width)
        right = tuple(text if c in keep else "" for c, text in enumerate(below))
        body.append(replace(first, texts=texts + right, second=second.number if second else 0, width=width))
    columns = _figure_columns(sheet.body, width)
    header = [
        replace(row, texts=row.texts + tuple(t if c in columns else "" for c, t in enumerate(row.texts)))
        for row in sheet.header
    ]
    number = header[-1].number if header else body[0].number
    named = tuple("n" if c in columns else "" for c in range(width)) + tuple(
        "%" if c in columns else "" for c in range(width)
    )
    return replace(sheet, header=(*header, Row(number, named)), body=tuple(body))


def _figure_columns(rows: Sequence[Row], width: int) -> set[int]:
    """The columns that hold figures in most of their cells."""
    out = set()
    for c in range(1, width):
        figures = [parse(row.texts[c]) for row in rows if row.texts[c].strip()]
        if figures and sum(f.filled or f.form == "nothing" for f in figures) * 2 > len(figures):
            out.add(c)
    return out


def _named(sheet: Sheet, width: int) -> tuple[list[tuple[Row, Row | None]], int] | None:
    """Rows whose label column says in turn "Count" and "%"."""
    for c in range(min(width, 4)):
        texts = [plain(row.texts[c]) for row in sheet.body if row.texts[c].strip()]
        counts = sum(bool(_COUNT_ROW.fullmatch(text)) for text in texts)
        percents = [text for text in texts if _PERCENT_ROW.search(text) and not parse(text).filled]
        if counts < 2 or len(percents) < 2 or counts + len(percents) < 0.9 * len(texts):
            continue
        kind = _best_kind(sheet.body, c, list(Counter(percents)))
        groups: list[tuple[Row, Row | None]] = []
        for row in sheet.body:
            text = plain(row.texts[c])
            if _COUNT_ROW.fullmatch(text) or not text:
                groups.append((row, None))
            elif text == kind and groups and groups[-1][1] is None:
                groups[-1] = (groups[-1][0], row)
        return groups, c
    return None


def _best_kind(rows: Sequence[Row], c: int, kinds: Sequence[str]) -> str:
    """Of "% within row", "% within column" and "% of total" that of the columns, if figures show it."""
    scores = dict.fromkeys(kinds, 0)
    counts: list[Row] = [row for row in rows if _COUNT_ROW.fullmatch(plain(row.texts[c]))]
    for at in range(c + 1, len(rows[0].texts)):
        whole = max((_whole(parse(row.texts[at])) for row in counts), default=0)
        current = 0
        for row in rows:
            figure = parse(row.texts[at])
            if row in counts:
                current = _whole(figure)
            elif plain(row.texts[c]) in scores and figure.filled and 0 < current < whole:
                scores[plain(row.texts[c])] += gives(current, whole, figure.numbers[0].decimal())
    return max(kinds, key=lambda kind: scores[kind])


def _whole(figure: Figure) -> int:
    return figure.numbers[0].whole() or 0 if figure.form == "number" else 0


def _silent(rows: Sequence[Row]) -> list[tuple[Row, Row | None]] | None:
    """Rows of counts that each have a row of percentages, without any label, below."""
    groups: list[tuple[Row, Row | None]] = []
    pairs = single = 0
    for row in rows:
        if groups and groups[-1][1] is None and _percents_of(row, groups[-1][0]):
            groups[-1] = (groups[-1][0], row)
            pairs += 1
            single -= 1
        else:
            groups.append((row, None))
            single += any(parse(row.texts[c]).filled for c in row.filled if c)
    return groups if pairs >= 2 and pairs >= 2 * single else None


def _percents_of(row: Row, above: Row) -> bool:
    """Whether a row has the percentages of the counts above it, and no name of its own but a unit."""
    names = [c for c in row.filled if not parse(row.texts[c]).filled and parse(row.texts[c]).form == "text"]
    filled = [c for c in row.filled if c not in names]
    if not filled or not above.filled or above.filled[0] >= filled[0]:
        return False
    if not all(_PERCENT_ROW.search(plain(row.texts[c])) for c in names):
        return False
    figures = [parse(row.texts[c]) for c in filled]
    over = [parse(above.texts[c]) for c in filled if c < len(above.texts)]
    if not all(f.filled or f.form == "nothing" for f in figures) or not any(f.filled for f in figures):
        return False
    shown = [f for f in figures if f.filled]
    marked = sum(
        f.numbers[0].percent or f.numbers[0].whole() is None or f.printed.startswith("(") for f in shown
    )
    counts = sum(
        f.form == "number" and f.numbers[0].whole() is not None and not f.numbers[0].percent for f in over
    )
    labelled = not parse(above.texts[above.filled[0]]).filled or above.filled[0] < filled[0]
    based = any(parse_heading(row.texts[c]).base is not None for c in filled)
    return marked * 2 > len(shown) and counts * 2 > len(filled) and labelled and not based
