"""A table that a reader can search and filter with no kernel.

The whole table is plain HTML. One small script, inside the output, hides the rows that do not match; without
it the whole table stands there. Words are searched in the text of a row as the reader sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

import pandas as pd

from homecoming.errors import NoSuchNameError
from homecoming.shown import NotebookMixin


@dataclass(frozen=True, repr=False)
class Filterable(NotebookMixin):
    """A searchable table. Made by :func:`filterable`.

    Attributes
    ----------
    html : str
        Search field, filters, table and script.
    summary : str
        One sentence: what the table is and how long.

    Examples
    --------
    >>> filterable(pd.DataFrame({"sum": ["4"]}, index=["2 + 2"]), name="sums", caption="Sums")
    Sums: 1 row.
    """

    html: str
    summary: str


def filterable(
    data: pd.DataFrame,
    *,
    name: str,
    caption: str,
    filters: Sequence[str] = (),
    hidden: Sequence[str] = (),
    links: Mapping[tuple[str, str], str] | None = None,
    corner: str = "Row",
) -> Filterable:
    """Set a data frame as a table with a search field and filters.

    Parameters
    ----------
    data : pandas.DataFrame of str
        What to show; the index labels the rows.
    name : str
        Name for ids, one of its kind on a page: small letters and hyphens.
    caption : str
        The table's caption.
    filters : sequence of str
        Columns to filter by; a list of their values is offered, in order of appearance, numbers in theirs.
    hidden : sequence of str
        Columns that are not shown, and serve as filters only.
    links : mapping, optional
        (row label, column) to the address that the cell leads to; ``corner`` for the row label itself.
    corner : str
        Heading of the row labels.

    Raises
    ------
    ValueError
        If a filter is not a column, row labels repeat, or a link leads from no cell.

    Examples
    --------
    >>> verdicts = pd.DataFrame({"verdict": ["holds", "contradicted"]}, index=["one", "two"])
    >>> table = filterable(verdicts, name="claims", caption="Claims", filters=["verdict"])
    >>> '<option>contradicted</option>' in table.html
    True
    """
    links = links or {}
    for column in filters:
        if column not in data.columns:
            raise NoSuchNameError("column", column, data.columns, where=f"{caption}: ")
    if data.index.has_duplicates:
        raise ValueError(f"Row labels repeat: {data.index[data.index.duplicated()][0]!r}.")
    lost = [cell for cell in links if cell[0] not in data.index or cell[1] not in [corner, *data.columns]]
    if lost:
        raise ValueError(f"A link leads from a cell that is not there: {lost[0]}.")
    controls = [
        f'<p><label for="{name}-words">Search</label> '
        f'<input type="search" id="{name}-words" autocomplete="off" spellcheck="false"></p>'
    ]
    for number, column in enumerate(filters):
        options = "".join(f"<option>{escape(value)}</option>" for value in _offered(data[column]))
        controls.append(
            f'<p><label for="{name}-{number}">{escape(_title(column))}</label> '
            f'<select id="{name}-{number}"><option value="">all</option>{options}</select></p>'
        )
    shown = [column for column in data.columns if column not in hidden]
    head = "".join(f'<th scope="col" class="hc-words">{escape(_title(one))}</th>' for one in [corner, *shown])
    rows = []
    for label, row in zip(map(str, data.index), data.to_dict("records"), strict=True):
        texts = {
            column: _linked(text, links.get((label, column)))
            for column, text in {corner: label, **{column: row[column] for column in shown}}.items()
        }
        cells = "".join(
            f'<td class="hc-words" data-heading="{escape(_title(column))}">{texts[column]}</td>'
            for column in shown
        )
        by = "".join(f' data-filter-{number}="{escape(row[one])}"' for number, one in enumerate(filters))
        rows.append(f'<tr{by}><th scope="row">{texts[corner]}</th>{cells}</tr>')
    count = f"{len(data)} row{'s' * (len(data) != 1)}"
    html = (
        f'<section class="hc-filterable" id="{name}">'
        f'<form class="hc-filters" role="search" aria-label="Search: {escape(caption)}">'
        f"{''.join(controls)}</form>"
        f'<p><output class="hc-filtered" for="{name}-words">{count}</output></p>'
        f'<div class="hc-scroll" role="group" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="hc-table"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        # A row a line: where a page keeps the table in a file, a change shows where it is.
        "<tbody>\n" + "\n".join(rows) + "\n</tbody></table></div>"
        f"<script>{_script()}</script></section>"
    )
    return Filterable(html, f"{caption}: {count}.")


@cache
def _script() -> str:
    return files("homecoming").joinpath("show", "assets", "filterable.js").read_text("utf-8").strip()


def _offered(values: Iterable[str]) -> list[str]:
    once = list(dict.fromkeys(values))
    return sorted(once, key=int) if all(value.isdecimal() for value in once) else once


def _linked(text: str, address: str | None) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]
