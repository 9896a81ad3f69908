"""Statistical charts as accessible inline SVG.

A chart is drawn by seaborn, as wide as a phone's page, so that its text is never shrunk below a readable
size. Text stays text. The alternative text is a sentence that gives the figures; it is computed from the data
that are drawn.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd

from homecoming.show import palette
from homecoming.show.drawing import NAMESPACE, WIDTH, Drawing, element, short_hash

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TEXT = 12.5
LINE = 17.0

# Matplotlib draws in the light values; in the finished drawing the page's own stand in their place.
COLOURS = tuple(colour.light for colour in palette.SERIES)
INK, SOFT, GRID = palette.INK.light, palette.INK_SOFT.light, palette.GRID.light
_STAND_INS = {
    INK: "currentColor",
    **{one.light: one.variable for one in (*palette.SERIES, palette.INK_SOFT, palette.GRID)},
}

_MARKERS = "oD"  # two groups differ in shape as well as in colour

_XLINK = "http://www.w3.org/1999/xlink"


class Chart(Drawing):
    """A finished chart; its alternative text gives the kind of chart and its figures.

    Examples
    --------
    >>> import pandas as pd
    >>> bars(pd.DataFrame({"Town": [60.0, 40.0]}, index=["Yes", "No"]), title="Answers in town")
    Answers in town. Bar chart, per cent. Yes: Town 60.0. No: Town 40.0.
    """


def bars(
    frame: pd.DataFrame,
    *,
    title: str,
    unit: str = "per cent",
    decimals: int = 1,
    colours: Sequence[int] | None = None,
) -> Chart:
    """Draw a bar for each row and column, the row's label above its bars, the figure at each bar's end.

    Parameters
    ----------
    frame : pandas.DataFrame, shape (rows, columns)
        Figures that are zero or more; an index of labels; one colour a column.
    title : str
        Title, part of what screen readers announce.
    unit : str
        Unit of the figures, for the alternative text: "per cent", "people".
    decimals : int
        Decimals to print.
    colours : sequence of int, optional
        Number of the colour (from 1) of each column, so that a group keeps its colour when shown alone.

    Raises
    ------
    ValueError
        If the frame is empty, has more columns than there are colours, or has missing or negative figures.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"Town": [30.7, 36.7], "Village": [24.9, 34.8]}, index=["Yes", "Mostly yes"])
    >>> bars(answers, title="Does the job match?").alt
    'Bar chart, per cent. Yes: Town 30.7, Village 24.9. Mostly yes: Town 36.7, Village 34.8.'
    """
    import seaborn as sns

    _require_figures(frame)
    if (frame < 0).any(axis=None):
        raise ValueError("bars() draws figures of zero or more; for differences use gaps().")
    colour_of = _colour_of(frame, colours)
    figures = _long(frame)
    thick = 15.0
    block = LINE + thick * frame.shape[1] + 9
    legend = _legend_height(frame)
    figure, axes = _canvas(legend + block * len(frame))
    sns.barplot(
        figures,
        x="value",
        y="row",
        hue="column",
        palette=colour_of,
        saturation=1,
        legend=False,
        errorbar=None,
        ax=axes,
    )
    values = frame.to_numpy(dtype=float)
    length = (WIDTH - 52) / (values.max() or 1)  # leaves a place for the figure at the end of the longest bar
    for column, container in enumerate(axes.containers):
        for row, bar in enumerate(container):
            y = legend + row * block + LINE + column * thick
            value = values[row, column]
            bar.set(x=0, y=y, width=value * length, height=thick - 3, clip_on=False, linewidth=0)
            _text(axes, value * length + 4, y + thick / 2 - 1.5, f"{value:.{decimals}f}", va="center")
    for row, label in enumerate(frame.index):
        _text(axes, 0, legend + row * block + LINE - 4, str(label), weight="bold")
    _legend(axes, frame, colour_of)
    _finish(axes, legend + block * len(frame))
    return _chart(figure, title, _alt("Bar chart", frame, unit, decimals))


def dumbbells(
    frame: pd.DataFrame,
    *,
    title: str,
    unit: str = "per cent",
    decimals: int = 1,
    colours: Sequence[int] | None = None,
) -> Chart:
    """Draw two figures a row as two dots joined by a line, with the difference beside them.

    Parameters
    ----------
    frame : pandas.DataFrame, shape (rows, 2)
        Figures of zero or more; the difference is second column minus first, in points.
    title, unit, decimals, colours
        As in :func:`bars`.

    Raises
    ------
    ValueError
        If there are not exactly two columns, or figures are missing.

    Examples
    --------
    >>> import pandas as pd
    >>> work = pd.DataFrame({"Before": [8.0], "Now": [16.1]}, index=["Do not work"])
    >>> dumbbells(work, title="Change").alt
    'Dot chart, per cent. Do not work: Before 8.0, Now 16.1, difference +8.1.'
    """
    import seaborn as sns

    _require_figures(frame)
    if frame.shape[1] != 2:
        raise ValueError(
            f"dumbbells() compares two columns; this frame has {frame.shape[1]}: {list(frame.columns)}."
        )
    colour_of = _colour_of(frame, colours)
    legend, block = _legend_height(frame), LINE + 24
    figure, axes = _canvas(legend + block * len(frame))
    values = frame.to_numpy(dtype=float)
    scale = (WIDTH - 72) / (values.max() or 1)
    figures = _long(frame)
    figures["y"] = [legend + row * block + LINE + 8 for row in range(len(frame)) for _ in frame.columns]
    figures["x"] = 6 + figures["value"] * scale
    for _, ends in figures.groupby("y", sort=False):
        axes.plot(ends["x"], ends["y"], color=SOFT, linewidth=2, zorder=1, clip_on=False)
    sns.scatterplot(
        figures, x="x", y="y", hue="column", style="column", markers=list(_MARKERS), palette=colour_of, s=70,
        ax=axes, legend=False, zorder=2, clip_on=False, linewidth=0,
    )  # fmt: skip
    for row, label in enumerate(frame.index):
        y = legend + row * block
        _text(axes, 0, y + LINE - 4, str(label), weight="bold")
        change = values[row, 1] - values[row, 0]
        _text(axes, WIDTH, y + LINE + 8, _signed(change, decimals), ha="right", va="center")
    _legend(axes, frame, colour_of, markers=_MARKERS)
    _finish(axes, legend + block * len(frame))
    alt = _alt("Dot chart", frame, unit, decimals, difference=True)
    return _chart(figure, title, alt)


def gaps(
    gap: pd.Series,
    *,
    title: str,
    towards: tuple[str, str],
    unit: str = "percentage points",
    colours: tuple[int, int] = (2, 1),
) -> Chart:
    """Draw differences as bars to the left and to the right of zero.

    Parameters
    ----------
    gap : pandas.Series
        Differences with their sign, in percentage points; the index labels the rows.
    title, unit
        As in :func:`bars`.
    towards : tuple of two str
        What a bar to the left and a bar to the right mean ("more: Town", "more: Village").
    colours : tuple of two int
        Numbers of the colours (from 1) of bars to the left and to the right.

    Raises
    ------
    ValueError
        If differences are missing or there are none.

    Examples
    --------
    >>> import pandas as pd
    >>> gaps(pd.Series({"Yes": 5.8, "No": -2.0}), title="Gap", towards=("more: Town", "more: Village")).alt
    'Difference chart, percentage points. Yes: +5.8 (more: Village). No: -2.0 (more: Town).'
    """
    import seaborn as sns

    frame = gap.to_frame("gap")
    _require_figures(frame)
    block, head = LINE + 24, 24.0
    figure, axes = _canvas(head + block * len(gap))
    sns.barplot(_long(frame), x="value", y="row", errorbar=None, ax=axes)
    middle = WIDTH / 2
    scale = (middle - 46) / max(float(gap.abs().max()), 0.1)
    for row, (bar, value) in enumerate(zip(axes.containers[0], gap.astype(float), strict=True)):
        y = head + row * block
        bar.set(x=middle, y=y + LINE, width=value * scale, height=14, clip_on=False, linewidth=0)
        bar.set_facecolor(COLOURS[colours[value > 0] - 1])
        _text(axes, 0, y + LINE - 4, str(gap.index[row]), weight="bold")
        end = middle + value * scale + (-4 if value < 0 else 4)
        _text(axes, end, y + LINE + 7, _signed(value, 1), ha="right" if value < 0 else "left", va="center")
    axes.plot([middle, middle], [head - 4, head + block * len(gap)], color=SOFT, linewidth=1, clip_on=False)
    _text(axes, middle - 6, 12, "\N{LEFTWARDS ARROW} " + towards[0], ha="right", va="center", color=SOFT)
    _text(axes, middle + 6, 12, towards[1] + " \N{RIGHTWARDS ARROW}", va="center", color=SOFT)
    _finish(axes, head + block * len(gap))
    told = (f"{label}: {value:+.1f} ({_side(value, towards)})." for label, value in gap.items())
    return _chart(figure, title, f"Difference chart, {unit}. " + " ".join(told))


def spans(
    lower: pd.DataFrame,
    upper: pd.DataFrame,
    *,
    title: str,
    middle: pd.DataFrame | None = None,
    unit: str = "per cent",
    decimals: int = 1,
    colours: Sequence[int] | None = None,
    whole: float = 100.0,
) -> Chart:
    """Draw ranges as thick lines on a common scale from zero, with their ends in figures.

    Parameters
    ----------
    lower, upper : pandas.DataFrame, shape (rows, columns)
        Ends of the ranges; the same rows and columns in both; one colour a column.
    title, unit, decimals, colours
        As in :func:`bars`.
    middle : pandas.DataFrame, optional
        A figure inside each range, drawn as a dot and told first.
    whole : float
        Where the scale ends.

    Raises
    ------
    ValueError
        If frames are empty, differ in their labels, have missing figures, or a range leaves the scale.

    Examples
    --------
    >>> import pandas as pd
    >>> low, high = (pd.DataFrame({"All": [end]}, index=["Both"]) for end in (34.6, 62.4))
    >>> spans(low, high, title="Satisfied and well").alt
    'Range chart, per cent. Both: All 34.6 to 62.4.'
    """
    import seaborn as sns

    inside = lower if middle is None else middle
    for one in (lower, upper, inside):
        _require_figures(one)
        if not (one.index.equals(lower.index) and one.columns.equals(lower.columns)):
            raise ValueError("The ends of ranges need the same rows and columns.")
    if (lower < 0).any(axis=None) or (upper > whole).any(axis=None) or (lower > upper).any(axis=None):
        raise ValueError(f"A range lies between 0 and {whole:g}, its lower end first.")
    colour_of = _colour_of(lower, colours)
    thick, foot = 17.0, 20.0
    legend = _legend_height(lower) if lower.shape[1] > 1 else 4.0
    block = LINE + thick * lower.shape[1] + 8
    height = legend + block * len(lower)
    figure, axes = _canvas(height + foot)
    scale = (WIDTH - 104) / whole
    _grid(axes, [0, whole / 2, whole], scale, legend, height)
    lows, highs, insides = (one.to_numpy(dtype=float) for one in (lower, upper, inside))
    dots = []
    for row, label in enumerate(lower.index):
        _text(axes, 0, legend + row * block + LINE - 4, str(label), weight="bold")
        for column, name in enumerate(map(str, lower.columns)):
            y = legend + row * block + LINE + column * thick + thick / 2
            low, high = lows[row, column], highs[row, column]
            across: dict[str, Any] = {"color": colour_of[name], "clip_on": False}
            words = f"{low:.{decimals}f}"
            if low == high:
                # A range without width is a figure that is known: a dot, where a line would not be seen.
                axes.plot([2 + low * scale], [y], "o", ms=7, mew=0, **across)
            else:
                words += f" to {high:.{decimals}f}"
                ends = [2 + low * scale, 2 + high * scale]
                axes.plot(ends, [y, y], lw=6, alpha=0.55, solid_capstyle="butt", **across)
            _text(axes, WIDTH, y, words, ha="right", va="center")
            dots.append((2 + insides[row, column] * scale, y, name))
    if middle is not None:
        points = pd.DataFrame(dots, columns=["x", "y", "column"])
        sns.scatterplot(
            points, x="x", y="y", hue="column", palette=colour_of, s=42, ax=axes, legend=False, zorder=3,
            clip_on=False, linewidth=0,
        )  # fmt: skip
    if lower.shape[1] > 1:
        _legend(axes, lower, colour_of)
    _finish(axes, height + foot)
    told = []
    for row, label in enumerate(lower.index):
        ranges = []
        for column, name in enumerate(lower.columns):
            at = "" if middle is None else f"{insides[row, column]:.{decimals}f}, range "
            ranges.append(f"{name} {at}{lows[row, column]:.{decimals}f} to {highs[row, column]:.{decimals}f}")
        told.append(f"{label}: {'; '.join(ranges)}.")
    return _chart(figure, title, f"Range chart, {unit}. " + " ".join(told))


def boxes(
    values: Mapping[str, Sequence[float]],
    *,
    title: str,
    unit: str = "points",
    decimals: int = 1,
    whole: float = 100.0,
    mark: float | None = None,
) -> Chart:
    """Draw how figures are spread: a line from least to most, a box for the middle half, the median in it.

    Parameters
    ----------
    values : mapping of str to sequence of float
        Label to figures between 0 and ``whole``.
    title, unit, decimals
        As in :func:`bars`.
    whole : float
        Where the scale ends.
    mark : float, optional
        A figure to mark by a line through all rows.

    Raises
    ------
    ValueError
        If there is nothing to draw, or a figure is missing or leaves the scale.

    Examples
    --------
    >>> boxes({"Strict": [36.4, 40.0, 53.0], "Mild": [71.4, 79.2, 83.8]}, title="Index").alt
    'Box chart, points. Strict: 36.4 to 53.0, median 40.0. Mild: 71.4 to 83.8, median 79.2.'
    """
    told = pd.DataFrame(
        {
            name: pd.Series(list(given), dtype=float).quantile([0, 0.25, 0.5, 0.75, 1])
            for name, given in values.items()
        }
    ).T
    _require_figures(told)
    if (told < 0).any(axis=None) or (told > whole).any(axis=None):
        raise ValueError(f"Figures lie between 0 and {whole:g}.")
    block, foot = LINE + 26, 20.0
    height = 4 + block * len(values)
    figure, axes = _canvas(height + foot)
    scale = (WIDTH - 104) / whole
    _grid(axes, [0, whole / 2, whole], scale, 4, height)
    if mark is not None:
        axes.plot([2 + mark * scale] * 2, [4, height], color=COLOURS[1], lw=1.5, clip_on=False)
    for row, (label, spread) in enumerate(told.iterrows()):
        top = 4 + row * block
        y = top + LINE + 9
        least, low, median, high, most = 2 + spread * scale
        axes.plot([least, most], [y, y], color=INK, lw=1.2, clip_on=False)
        axes.plot([low, high], [y, y], color=COLOURS[0], lw=14, solid_capstyle="butt", clip_on=False)
        axes.plot([median, median], [y - 7, y + 7], color=INK, lw=2, clip_on=False)
        _text(axes, 0, top + LINE - 4, str(label), weight="bold")
        words = f"{spread[0]:.{decimals}f} to {spread[1]:.{decimals}f}"
        _text(axes, WIDTH, y, words, ha="right", va="center")
    _finish(axes, height + foot)
    rows = (
        f"{label}: {spread[0]:.{decimals}f} to {spread[1]:.{decimals}f}, median {spread[0.5]:.{decimals}f}."
        for label, spread in told.iterrows()
    )
    marked = "" if mark is None else f" Marked: {mark:.{decimals}f}."
    return _chart(figure, title, f"Box chart, {unit}. " + " ".join(rows) + marked)


def _grid(axes: Axes, ticks: Sequence[float], scale: float, top: float, bottom: float) -> None:
    for tick in ticks:
        x = 2 + tick * scale
        axes.plot([x, x], [top, bottom], color=GRID, linewidth=1, zorder=0, clip_on=False)
        _text(axes, x, bottom + 12, f"{tick:g}", color=SOFT, va="center", ha="center" if tick else "left")


def _side(value: float, towards: tuple[str, str]) -> str:
    if value == 0:
        return "no difference"
    return towards[0] if value < 0 else towards[1]


def _signed(value: float, decimals: int) -> str:
    # A real minus sign on the picture; the alternative text keeps the hyphen that screen readers know.
    return f"{value:+.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def _require_figures(frame: pd.DataFrame) -> None:
    if frame.empty:
        raise ValueError("There is nothing to draw: the frame has no rows or no columns.")
    missing = np.argwhere(frame.isna().to_numpy())
    if len(missing):
        row, column = list(frame.index)[missing[0][0]], list(frame.columns)[missing[0][1]]
        raise ValueError(
            f"No figure for row {row!r}, column {column!r}: leave it out or fill it before drawing."
        )


def _colour_of(frame: pd.DataFrame, colours: Sequence[int] | None) -> dict[str, str]:
    numbers = list(colours or range(1, frame.shape[1] + 1))
    if len(numbers) != frame.shape[1] or max(numbers) > len(COLOURS):
        raise ValueError(
            f"{frame.shape[1]} columns need as many colours, from 1 to {len(COLOURS)}; got {numbers}."
        )
    return {str(column): COLOURS[number - 1] for column, number in zip(frame.columns, numbers, strict=True)}


def _long(frame: pd.DataFrame) -> pd.DataFrame:
    """One line a figure, as seaborn likes it."""
    figures = [
        (str(label), str(column), value)
        for label, row in zip(frame.index, frame.to_numpy(dtype=float), strict=True)
        for column, value in zip(frame.columns, row, strict=True)
    ]
    return pd.DataFrame(figures, columns=["row", "column", "value"])


def _alt(kind: str, frame: pd.DataFrame, unit: str, decimals: int, difference: bool = False) -> str:
    told = []
    for label, row in zip(frame.index, frame.to_numpy(dtype=float), strict=True):
        figures = [f"{column} {value:.{decimals}f}" for column, value in zip(frame.columns, row, strict=True)]
        if difference:
            figures.append(f"difference {row[1] - row[0]:+.{decimals}f}")
        told.append(f"{label}: {', '.join(figures)}.")
    return f"{kind}, {unit}. " + " ".join(told)


def _canvas(height: float) -> tuple[Figure, Axes]:
    # A Figure of its own, not pyplot's: nothing is left open and nothing shows twice in a notebook.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    return figure, axes


def _finish(axes: Axes, height: float) -> None:
    axes.set(xlim=(0, WIDTH), ylim=(height, 0), autoscale_on=False)
    axes.set_axis_off()


def _text(
    axes: Axes, x: float, y: float, words: str, *, weight: str = "normal", color: str = INK, **where: Any
) -> None:
    axes.text(x, y, words, fontsize=TEXT, fontweight=weight, color=color, clip_on=False, **where)


def _legend_rows(frame: pd.DataFrame) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    used = 0.0
    for name in map(str, frame.columns):
        wide = 22 + 7.2 * len(name)
        if rows[-1] and used + wide > WIDTH:
            rows.append([])
            used = 0.0
        rows[-1].append(name)
        used += wide
    return rows


def _legend_height(frame: pd.DataFrame) -> float:
    return 4 + 20.0 * len(_legend_rows(frame))


def _legend(
    axes: Axes, frame: pd.DataFrame, colour_of: Mapping[str, str], markers: Sequence[str] = "ss"
) -> None:
    marker = iter(markers if len(markers) == frame.shape[1] else "s" * frame.shape[1])
    for line, names in enumerate(_legend_rows(frame)):
        x = 0.0
        for name in names:
            axes.plot(
                [x + 6], [9 + 20 * line], next(marker), ms=10, color=colour_of[name], mew=0, clip_on=False
            )
            _text(axes, x + 17, 9 + 20 * line, name, va="center")
            x += 22 + 7.2 * len(name)


def _chart(figure: Figure, title: str, alt: str) -> Chart:
    """Turn a figure into lean inline SVG."""
    import matplotlib as mpl

    page = io.StringIO()
    salt = short_hash(title, alt)
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt, "path.simplify": True}):
        figure.savefig(page, format="svg", transparent=True, metadata={"Date": None})
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.fromstring(page.getvalue())
    body = "".join(_lean(child) for child in root if not child.tag.endswith(("metadata", "defs")))
    # Definitions at the top only: those deeper down stay where they are, and an id may stand once.
    tops = (part for defs in root.findall(f"{{{NAMESPACE}}}defs") for part in defs)
    markers = "".join(_lean(part) for part in tops if part.get("id"))
    view_box = root.attrib["viewBox"]
    svg = element(title, alt, body, ident=f"hc-{salt}", view_box=view_box, definitions=markers)
    return Chart(svg, title, alt)


def _lean(drawn: ElementTree.Element) -> str:
    for part in drawn.iter():
        if part.get("id") and part.tag == f"{{{NAMESPACE}}}g":
            del part.attrib["id"]
        style = part.get("style")
        if style:
            style = re.sub(r"font-family:[^;]*;?\s*", "", style)
            style = re.sub(r"font: (?:([\w]+) )?([\d.]+)px [^;]*", _short_font, style)
            for colour, variable in _STAND_INS.items():
                style = style.replace(colour, variable)
            part.set("style", style.strip())
        if re.fullmatch(r"rotate\(-0 .*\)", part.get("transform", "")):
            del part.attrib["transform"]
        for name in ("x", "y"):
            if place := part.get(name):
                part.set(name, f"{float(place):.1f}".rstrip("0").rstrip("."))
        if way := part.get("d"):
            part.set("d", re.sub(r"\s+", " ", re.sub(r"(\d+\.\d)\d+", r"\1", way)).strip())
        href = part.attrib.pop(f"{{{_XLINK}}}href", None)
        if href:
            part.set("href", href)
        part.tail = None
        if part.text and not part.text.strip():
            part.text = None
    text = ElementTree.tostring(drawn, encoding="unicode")
    return re.sub(r' xmlns(:\w+)?="[^"]+"', "", text)


def _short_font(found: re.Match[str]) -> str:
    weight = f"font-weight: {found[1]}; " if found[1] else ""
    return f"{weight}font-size: {found[2]}px"
