"""Drawings that explain rather than measure: cycles, maps of types, ladders, time lines.

The sibling of ``charts``: same colours, same width, same care. The text is 14 units high: inside an explorer
it is shrunk a little, and stays above 12 pixels. It stays text, and is wrapped here, since SVG does not wrap.
Every drawing has a title and a description in words that says all that the picture says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import ClassVar

import pandas as pd

from homecoming.show import palette
from homecoming.show.drawing import WIDTH, Drawing, element, short_hash

TEXT = 14.0
LINE = 18.0
#: Average width of a character at size TEXT in the widest of the usual fonts, so that wrapped lines fit.
CHARACTER = 8.2

INK = "currentColor"
SOFT, GRID = palette.INK_SOFT.variable, palette.GRID.variable
COLOURS = tuple(colour.variable for colour in palette.SERIES)


class Diagram(Drawing):
    """A finished diagram; its alternative text tells everything in sentences.

    Examples
    --------
    >>> ladder("Two steps", [("Concept", "being well"), ("Question", "Are you well?")])
    Two steps. Concept: being well. Then Question: Are you well?
    """

    _classes: ClassVar[str] = "hc-chart hc-diagram"


def wrapped(words: str, width: float) -> list[str]:
    """Break text into lines that fit.

    Parameters
    ----------
    words : str
        The text.
    width : float
        How wide a line may be, in SVG units.

    Examples
    --------
    >>> wrapped("departure and return", 90)
    ['departure', 'and return']
    """
    longest = max(int(width / CHARACTER), 1)
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > longest:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@dataclass
class _Sheet:
    """Collects the parts of one drawing."""

    parts: list[str] = field(default_factory=list)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, colour: str = SOFT, arrow: bool = False
    ) -> None:
        head = ' marker-end="url(#tip)"' if arrow else ""
        self.parts.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" '
            f'style="stroke: {colour}; stroke-width: 1.5"{head}/>'
        )

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str = SOFT,
        arrow: bool = False,
        wide: float = 1.5,
    ) -> None:
        way = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        head = ' marker-end="url(#tip)"' if arrow else ""
        self.parts.append(
            f'<path d="{way}" style="fill: none; stroke: {colour}; stroke-width: {wide:g}"{head}/>'
        )

    def box(
        self, x: float, y: float, wide: float, high: float, *, colour: str = SOFT, fill: bool = False
    ) -> None:
        shade = f"fill: {colour}; fill-opacity: .13" if fill else "fill: none"
        thick = 2.5 if fill else 1.2
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="5" '
            f'style="{shade}; stroke: {colour}; stroke-width: {thick:g}"/>'
        )

    def dot(self, x: float, y: float, *, colour: str, shape: str = "circle") -> None:
        style = f'style="fill: {colour}"'
        if shape == "square":
            self.parts.append(f'<rect x="{x - 5:g}" y="{y - 5:g}" width="10" height="10" {style}/>')
        elif shape == "diamond":
            self.parts.append(f'<path d="M{x:g} {y - 7:g} l7 7 l-7 7 l-7 -7 z" {style}/>')
        else:
            self.parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="5.5" {style}/>')

    def words(
        self,
        x: float,
        y: float,
        lines: str | Sequence[str],
        *,
        anchor: str = "start",
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        lines = [lines] if isinstance(lines, str) else lines
        weight = "font-weight: 700; " if bold else ""
        for number, words in enumerate(lines):
            if not words:
                continue
            self.parts.append(
                f'<text x="{x:g}" y="{y + number * LINE:g}" text-anchor="{anchor}" '
                f'style="{weight}font-size: {TEXT}px; fill: {colour}">{escape(words)}</text>'
            )

    def finish(self, title: str, alt: str, height: float) -> Diagram:
        body = "".join(self.parts)
        ident = f"hd-{short_hash(title, alt, body)}"
        tip = (
            f'<marker id="{ident}-tip" viewBox="0 0 8 8" refX="7" refY="4" '
            f'markerWidth="7" markerHeight="7" orient="auto-start-reverse">'
            f'<path d="M0 0 L8 4 L0 8 z" style="fill: {SOFT}"/></marker>'
        )
        svg = element(
            title,
            alt,
            body.replace("url(#tip)", f"url(#{ident}-tip)"),
            ident=ident,
            view_box=f"0 0 {WIDTH} {height:g}",
            definitions=tip if "url(#tip)" in body else "",
        )
        return Diagram(svg, title, alt)


def cycle(title: str, stages: Sequence[str], ends: Mapping[str, str], *, chosen: str = "") -> Diagram:
    """Draw stages that lead back to the first one, and the ways in which the round can end.

    Parameters
    ----------
    title : str
        Title.
    stages : sequence of str
        Three stages, in order.
    ends : mapping of str to str
        Name of each way to end, and what it means.
    chosen : str
        The end to mark.

    Examples
    --------
    >>> print(cycle("Round", ["Go", "Stay", "Return"], {"Complete": "aims met"}).alt)
    A round: Go, then Stay, then Return, and perhaps Go again. It can end in 1 way. Complete: aims met.
    """
    sheet = _Sheet()
    wide, high, top = 96.0, 40.0, 36.0
    lefts = [2.0, 122.0, 242.0]
    for left, stage in zip(lefts, stages, strict=True):
        sheet.box(left, top, wide, high, colour=COLOURS[0], fill=True)
        lines = wrapped(stage, wide - 8)
        sheet.words(
            left + wide / 2,
            top + high / 2 + 4.5 - (len(lines) - 1) * LINE / 2,
            lines,
            anchor="middle",
            bold=True,
        )
    for left in lefts[:2]:
        sheet.line(left + wide + 3, top + high / 2, left + wide + 20, top + high / 2, arrow=True)
    middle = lefts[2] + wide / 2
    sheet.path(
        [(middle, top - 2), (middle, 8), (lefts[0] + wide / 2, 8), (lefts[0] + wide / 2, top - 3)], arrow=True
    )
    sheet.words(WIDTH / 2, 25, "perhaps again", anchor="middle", colour=SOFT)
    y = top + high + 22
    for name, meaning in ends.items():
        marked = name == chosen
        lines = wrapped(meaning, WIDTH - 34)
        block = LINE * (1 + len(lines)) + 12
        sheet.box(8, y, WIDTH - 16, block, colour=COLOURS[1] if marked else SOFT, fill=marked)
        sheet.words(18, y + 17, name + (" (this case)" if marked else ""), bold=True)
        sheet.words(18, y + 17 + LINE, lines)
        y += block + 8
    ways = f"{len(ends)} way{'s' * (len(ends) != 1)}"
    told = " ".join(
        f"{name}{' (this case)' if name == chosen else ''}: {meaning.rstrip('.')}."
        for name, meaning in ends.items()
    )
    alt = f"A round: {', then '.join(stages)}, and perhaps {stages[0]} again. It can end in {ways}. {told}"
    return sheet.finish(title, alt, y)


def grid_map(
    title: str,
    across: tuple[str, Sequence[str]],
    down: tuple[str, Sequence[str]],
    cells: Mapping[tuple[int, int], str],
    *,
    marked: Sequence[tuple[int, int]] = (),
    marker: str = "",
) -> Diagram:
    """Draw a map of types: two features in steps, and in each field the types that belong there.

    Parameters
    ----------
    title : str
        Title.
    across, down : (str, sequence of str)
        Name of the feature and its steps, left to right and top to bottom.
    cells : mapping of (int, int) to str
        (column, row) to the words of that field.
    marked : sequence of (int, int)
        Fields to mark.
    marker : str
        What the marked fields stand for, in words.

    Examples
    --------
    >>> print(grid_map("Map", ("Ready", ["yes", "no"]), ("Willing", ["yes"]), {(0, 0): "High"}).alt)
    A map. From left to right, Ready: yes, no. From top to bottom, Willing: yes. Willing yes, Ready yes: High.
    """
    sheet = _Sheet()
    name_across, steps_across = across
    name_down, steps_down = down
    wide = WIDTH / len(steps_across)
    sheet.words(WIDTH / 2, 14, name_across + " \N{RIGHTWARDS ARROW}", anchor="middle", colour=SOFT)
    heads = [wrapped(step, wide - 6) for step in steps_across]
    for column, lines in enumerate(heads):
        sheet.words(column * wide + wide / 2, 32, lines, anchor="middle", bold=True)
    y = 32 + LINE * max(map(len, heads)) - 6
    told = []
    for row, step in enumerate(steps_down):
        label = f"{name_down}: {step}"
        lines = wrapped(label, WIDTH - 4)
        sheet.words(0, y + 15, lines, colour=SOFT)
        y += LINE * len(lines) + 5
        held = [wrapped(cells.get((column, row), ""), wide - 14) for column in range(len(steps_across))]
        high = LINE * max(map(len, held)) + 16
        for column, words in enumerate(held):
            here = (column, row) in marked
            full = bool(cells.get((column, row)))
            colour = COLOURS[1] if here else COLOURS[0] if full else GRID
            sheet.box(column * wide + 2, y, wide - 4, high, colour=colour, fill=here)
            first = y + high / 2 + 4.5 - (len(words) - 1) * LINE / 2
            sheet.words(column * wide + wide / 2, first, words, anchor="middle")
            if full or here:
                here_words = f" ({marker})" if here and marker else ""
                field = cells.get((column, row)) or "no type"
                told.append(f"{name_down} {step}, {name_across} {steps_across[column]}: {field}{here_words}.")
        y += high + 6
    alt = (
        f"A map. From left to right, {name_across}: {', '.join(steps_across)}. "
        f"From top to bottom, {name_down}: {', '.join(steps_down)}. {' '.join(told)}"
    )
    return sheet.finish(title, alt, y)


def ladder(title: str, steps: Sequence[tuple[str, str]]) -> Diagram:
    """Draw steps that lead downwards from one to the next.

    Parameters
    ----------
    title : str
        Title.
    steps : sequence of (str, str)
        Name of a step and its words.

    Examples
    --------
    >>> ladder("Down", [("One", "first"), ("Two", "second")]).alt
    'One: first. Then Two: second.'
    """
    sheet = _Sheet()
    y = 2.0
    for number, (name, words) in enumerate(steps):
        left = 12.0 * number
        lines = wrapped(words, WIDTH - left - 20)
        high = LINE * (1 + len(lines)) + 12
        sheet.box(left + 1, y, WIDTH - left - 2, high, colour=COLOURS[number % len(COLOURS)], fill=True)
        sheet.words(left + 11, y + 18, name, bold=True)
        sheet.words(left + 11, y + 18 + LINE, lines)
        y += high
        if number < len(steps) - 1:
            sheet.line(left + 30, y + 2, left + 30, y + 15, arrow=True)
            y += 18
    told = [f"{name}: {words}{'' if words.endswith(('.', '?')) else '.'}" for name, words in steps]
    return sheet.finish(title, " Then ".join(told), y + 3)


def timeline(title: str, events: Sequence[tuple[str, str, str]], lanes: Sequence[str]) -> Diagram:
    """Draw dated events from top to bottom, each lane with its colour and its shape.

    Parameters
    ----------
    title : str
        Title.
    events : sequence of (str, str, str)
        When, in which lane, what; in order of time.
    lanes : sequence of str
        The lanes, in the order of their colours; at most three.

    Examples
    --------
    >>> timeline("Dates", [("1991", "Town", "A bridge.")], ["Town"]).alt
    '1991, Town: A bridge.'
    """
    sheet = _Sheet()
    shapes = ("circle", "square", "diamond")
    x, y = 8.0, 12.0
    legend = 6.0
    for number, lane in enumerate(lanes):
        sheet.dot(legend + 2, y, colour=COLOURS[number], shape=shapes[number])
        sheet.words(legend + 13, y + 4.5, lane)
        legend += 26 + CHARACTER * len(lane)
    y += 26
    begin = y
    marks = []
    for when, lane, what in events:
        number = list(lanes).index(lane)
        lines = wrapped(what, WIDTH - 30)
        marks.append((y, number))
        sheet.words(26, y + 4.5, f"{when}, {lane}", bold=True)
        sheet.words(26, y + 4.5 + LINE, lines)
        y += LINE * (1 + len(lines)) + 12
    sheet.line(x, begin, x, y - 24, colour=GRID)
    for place, number in marks:
        sheet.dot(x, place, colour=COLOURS[number], shape=shapes[number])
    alt = " ".join(f"{when}, {lane}: {what.rstrip('.')}." for when, lane, what in events)
    return sheet.finish(title, alt, y - 10)


def curve(
    title: str,
    series: pd.Series,
    *,
    across: str,
    up: str,
    at: float | None = None,
    top: float | None = None,
    note: str = "",
) -> Diagram:
    """Draw one line over a scale, with one point marked.

    Parameters
    ----------
    title : str
        Title.
    series : pandas.Series of float
        Height by place; the index rises.
    across, up : str
        What is read from left to right, and upwards.
    at : float, optional
        Place of the point to mark; it must be in the index.
    top : float, optional
        The height at the top; the highest of the series if left out.
    note : str
        A sentence to end the description with.

    Raises
    ------
    ValueError
        If ``at`` is not in the index.

    Examples
    --------
    >>> line = pd.Series([0.0, 20.0, 15.0], index=[1.0, 2.0, 3.0])
    >>> curve("Stay", line, across="wage", up="years").alt
    'Line: wage from 1 to 3, years. It begins at 0.0, is highest with 20.0 at 2, and ends at 15.0.'
    """
    if at is not None and at not in series.index:
        raise ValueError(f"There is no point at {at} to mark.")
    sheet = _Sheet()
    left, right, high, foot = 34.0, WIDTH - 10.0, 26.0, 190.0
    places, heights = series.index.to_numpy(dtype=float), series.to_numpy(dtype=float)
    begin, end = float(places[0]), float(places[-1])
    most = float(top if top is not None else heights.max()) or 1.0

    def place(where: float, height: float) -> tuple[float, float]:
        return left + (where - begin) / (end - begin) * (right - left), foot - height / most * (foot - high)

    sheet.words(0, 14, up, colour=SOFT)
    for part in range(5):
        height = most * part / 4
        y = place(begin, height)[1]
        sheet.line(left, y, right, y, colour=GRID)
        sheet.words(left - 5, y + 4.5, f"{height:g}", anchor="end")
    ticks = sorted({round(begin + (end - begin) * part / 7, 2) for part in range(8)})
    for tick in ticks:
        sheet.words(place(tick, 0)[0], foot + 17, f"{tick:g}", anchor="middle")
    sheet.words((left + right) / 2, foot + 36, across, anchor="middle", colour=SOFT)
    sheet.path(
        [place(where, height) for where, height in zip(places, heights, strict=True)],
        colour=COLOURS[0],
        wide=2.5,
    )
    alt = (
        f"Line: {across} from {begin:g} to {end:g}, {up}. It begins at {heights[0]:.1f}, is highest with "
        f"{heights.max():.1f} at {places[heights.argmax()]:g}, and ends at {heights[-1]:.1f}."
    )
    if at is not None:
        x, y = place(at, float(series[at]))
        sheet.dot(x, y, colour=COLOURS[1], shape="diamond")
        above = y - 12 if y - 12 > high else y + 22
        side = "end" if x > WIDTH - 60 else "start" if x < 60 else "middle"
        sheet.words(x, above, f"{series[at]:.1f}", anchor=side, bold=True)
        alt += f" At {at:g}: {series[at]:.1f}."
    return sheet.finish(title, f"{alt} {note}".strip(), foot + 44)
