"""Tables set as plain, accessible HTML.

A table has a caption, row and column headings that screen readers follow, and no style of its own: the
page's style sheet dresses it, in light and in dark. Each cell of a published table names the figure that it
shows, so that a test in the browser can compare what stands on the page with the data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from homecoming.published import PublishedTable
from homecoming.shown import NotebookMixin, Shown


@dataclass(frozen=True, repr=False)
class HtmlTable(NotebookMixin):
    """A finished table: its HTML and a sentence that sums it up.

    Attributes
    ----------
    html : str
        A ``<table>`` inside a box that scrolls sideways when the screen is narrow.
    summary : str
        One sentence for readers who hear the page: what the table is and how large.

    Examples
    --------
    >>> import pandas as pd
    >>> frame(pd.DataFrame({"People": [240]}, index=["Asked"]), caption="Who was asked")
    Table: Who was asked. 1 row, 1 column.
    """

    html: str
    summary: str


def table(
    published: PublishedTable,
    question: str | None = None,
    *,
    groups: Sequence[str] | None = None,
    order: Sequence[str] | None = None,
    figures: pd.DataFrame | None = None,
    caption: str | None = None,
    marks: Mapping[tuple[str, str, str], str] | None = None,
) -> HtmlTable:
    """Set a published table as it was printed, or other figures in its shape.

    Parameters
    ----------
    published : PublishedTable
        The table.
    question : str, optional
        Identifier or wording of one of its questions; all of them if left out.
    groups : sequence of str, optional
        The columns to show; all if left out.
    order : sequence of str, optional
        The options to show, in this order; as printed if left out.
    figures : pandas.DataFrame of str, optional
        Figures to show in place of the printed ones, laid out as ``published.as_printed(question)``;
        ``question`` must then name one question if the table has several.
    caption : str, optional
        The caption; the table's number and title if left out.
    marks : mapping, optional
        Cells to mark: (question identifier, option, group) to a note set under the table.

    Raises
    ------
    ValueError
        If ``figures`` is given for several questions at once.

    Examples
    --------
    >>> from homecoming import published
    >>> html = table(published.load("example/table-1")).html
    >>> '<td data-question="training" data-option="Yes" data-group="Town">31.3</td>' in html
    True
    """
    chosen = [asked for asked in published.questions if question in (None, asked.id, asked.wording)]
    if figures is not None and len(chosen) > 1:
        raise ValueError("figures= shows one question: name it with question=.")
    number = f"Table {published.number}. " if published.number else ""
    caption = caption or number + published.title
    marks = marks or {}
    notes: list[str] = []
    bodies = []
    columns: list[str] = []
    for asked in chosen:
        printed = published.as_printed(asked.id) if figures is None else figures
        columns = [name for name in printed.columns if groups is None or name in groups]
        rows = [option for option in (order or printed.index) if option in printed.index]
        lines = []
        if len(published.questions) > 1 and len(chosen) > 1:
            lines.append(f'<tr class="hc-question">{_head(asked.wording, "rowgroup", len(columns) + 1)}</tr>')
        subtotals = set(published.options(asked.id, kind="subtotal"))
        for option in rows:
            cells = "".join(
                _cell(asked.id, option, group, str(shown), marks.get((asked.id, option, group)), notes)
                for group, shown in zip(columns, printed.loc[option, columns], strict=True)
            )
            kind = ' class="hc-subtotal"' if option in subtotals else ""
            lines.append(f"<tr{kind}>{_head(option, 'row')}{cells}</tr>")
        bodies.append(f"<tbody>{''.join(lines)}</tbody>")
    if len(chosen) == 1 and len(published.questions) > 1:
        caption += f" {chosen[0].wording}"
    header = "".join(_head(name, "col") for name in [published.option_heading, *columns])
    body = f"<thead><tr>{header}</tr></thead>{''.join(bodies)}"
    size = sum(part.count("<tr") for part in bodies)
    whole = len(chosen) == len(published.questions) and set(published.groups) <= set(columns)
    name = published.name if whole and figures is None and published.paper else ""
    return _finished(caption, body, size, len(columns), notes, name)


def frame(
    data: pd.DataFrame, *, caption: str, corner: str | None = None, decimals: int = 1, index: bool = True
) -> HtmlTable:
    """Set any data frame as an accessible table.

    Parameters
    ----------
    data : pandas.DataFrame
        Figures or words; missing values are shown as a dash.
    caption : str
        The caption.
    corner : str, optional
        Heading of the row labels; the index's name or "Row" if left out.
    decimals : int
        Decimals of floating-point figures.
    index : bool
        Whether the index labels the rows; if not, the first column does.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({"Share": [59.2, 40.8]}, index=["Town", "Village"])
    >>> '<th scope="row">Town</th><td>59.2</td>' in frame(shares, caption="Sample").html
    True
    """
    if not index:
        data = data.set_index(data.columns[0])
    corner = corner or (str(data.index.name) if data.index.name else "Row")
    # A column with a word in it is set as words, heading and figures too: it stays one straight column.
    worded = [any(map(_is_word, data[column])) for column in data]
    header = _head(corner, "col") + "".join(
        _head(str(name), "col", kind="hc-words" if words else "")
        for name, words in zip(data.columns, worded, strict=True)
    )
    lines = []
    for label, row in zip(data.index, data.itertuples(index=False), strict=True):
        cells = "".join(_value(value, decimals, words) for value, words in zip(row, worded, strict=True))
        lines.append(f"<tr>{_head(str(label), 'row')}{cells}</tr>")
    body = f"<thead><tr>{header}</tr></thead><tbody>{''.join(lines)}</tbody>"
    return _finished(caption, body, len(data), data.shape[1], [])


def findings(found: pd.DataFrame, *, caption: str) -> HtmlTable:
    """Set an audit's findings as a list that a phone can show: the cell, its figure, what was found.

    Parameters
    ----------
    found : pandas.DataFrame
        As made by :mod:`homecoming.checks.audit`: columns option, group and explanation among others.
    caption : str
        Heading of the list.

    Examples
    --------
    >>> import pandas as pd
    >>> findings(pd.DataFrame(), caption="Findings").summary
    'Findings: nothing was found.'
    """
    head = f'<p class="hc-findings-title"><strong>{escape(caption)}</strong></p>'
    if found.empty:
        words = "Nothing was found: every check that can be made on these figures is passed."
        return HtmlTable(
            f'<div class="hc-findings">{head}<p>{words}</p></div>', f"{caption}: nothing was found."
        )
    items = []
    for row in found.itertuples(index=False):
        where = ", ".join(str(part) for part in (row.option, row.group) if isinstance(part, str) and part)
        place = f"<strong>{escape(where)}:</strong> " if where else ""
        items.append(f"<li>{place}{escape(str(row.explanation))}</li>")
    count = f"{len(items)} finding{'s' * (len(items) != 1)}"
    return HtmlTable(
        f'<div class="hc-findings">{head}<ul>{"".join(items)}</ul></div>', f"{caption}: {count}."
    )


def together(*parts: Shown | str, summary: str = "") -> HtmlTable:
    """Set tables, charts and paragraphs below one another as one result.

    Parameters
    ----------
    *parts : Shown or str
        Text becomes a paragraph.
    summary : str
        The sentence that sums all up; the first part's if left out.

    Examples
    --------
    >>> together("One & one.", summary="A sum.").html
    '<p>One &amp; one.</p>'
    """
    html = "".join(f"<p>{escape(part)}</p>" if isinstance(part, str) else part.html for part in parts)
    first = parts[0]
    return HtmlTable(html, summary or (first if isinstance(first, str) else first.summary))


def listed(title: str, lines: Mapping[str, str]) -> HtmlTable:
    """Set names and what is said of each as a list under a title.

    Parameters
    ----------
    title : str
        A sentence above the list, which also sums it up.
    lines : mapping of str to str
        Name to words.

    Examples
    --------
    >>> listed("Who counts?", {"The census": "no"}).html
    '<p>Who counts?</p><ul><li><strong>The census</strong>: no</li></ul>'
    """
    items = "".join(
        f"<li><strong>{escape(name)}</strong>: {escape(words)}</li>" for name, words in lines.items()
    )
    return HtmlTable(f"<p>{escape(title)}</p><ul>{items}</ul>", title)


def _head(words: str, scope: str, span: int = 1, kind: str = "") -> str:
    wide = f' colspan="{span}"' if span > 1 else ""
    named = f' class="{kind}"' if kind else ""
    return f'<th scope="{scope}"{wide}{named}>{escape(words)}</th>'


def _cell(question: str, option: str, group: str, figure: str, note: str | None, notes: list[str]) -> str:
    names = f'data-question="{escape(question)}" data-option="{escape(option)}" data-group="{escape(group)}"'
    if note is None:
        return f"<td {names}>{escape(figure)}</td>"
    if note not in notes:
        notes.append(note)
    return f'<td {names} class="hc-marked">{escape(figure)}<sup>{notes.index(note) + 1}</sup></td>'


def _is_word(value: object) -> bool:
    return isinstance(value, str) and not value.lstrip("+-").replace(".", "", 1).isdigit()


def _value(value: Any, decimals: int, words: bool) -> str:
    named = ' class="hc-words"' if words else ""
    if pd.isna(value):
        return f"<td{named}>\N{EN DASH}</td>"
    text = f"{value:.{decimals}f}" if isinstance(value, float) else str(value)
    return f"<td{named}>{escape(text)}</td>"


def _finished(
    caption: str, body: str, rows: int, columns: int, notes: Sequence[str], name: str = ""
) -> HtmlTable:
    listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
    notes_html = f'<ol class="hc-notes">{listed}</ol>' if notes else ""
    # A whole published table says which it is: a page in which Python runs offers to edit it.
    named = f' data-table="{escape(name)}"' if name else ""
    # The box takes the keyboard's focus, since it may scroll sideways on a narrow screen.
    html = (
        f'<div class="hc-scroll" role="group" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="hc-table"{named}><caption>{escape(caption)}</caption>{body}</table></div>{notes_html}'
    )
    count = f"{rows} row{'s' * (rows != 1)}, {columns} column{'s' * (columns != 1)}"
    return HtmlTable(html, f"Table: {caption.rstrip('.?')}. {count}.")
