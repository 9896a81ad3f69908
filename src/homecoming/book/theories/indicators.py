"""From concept to question: the indicators that the Kyrgyz study names, and where it reports them.

Which indicator is named, and where it is reported, is data (``data/theory/indicators.csv``); the figures are
read from the published tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.errors import NoSuchNameError

from .store import read_csv

COLUMNS = ("id", "indicator", "named", "dimension", "status", "place", "option", "note")
NAMED = {
    "list": "on the study's list of indicators",
    "later": "in a later section of the study",
    "no": "not named as an indicator",
}
DIMENSIONS = ("economic", "social", "psychosocial", "overall")
STATUSES = {
    "table": "in a table",
    "text": "in the running text only",
    "interviews": "in quotations only",
    "not reported": "named, but never reported",
}


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    id, indicator, note : str
        Key, the indicator in the book's words, and a remark.
    named : str
        Where the study names it: a key of :data:`NAMED`.
    dimension : str
        One of :data:`DIMENSIONS`.
    status : str
        Where the study reports it: a key of :data:`STATUSES`.
    place : str
        "table-4/own-security", the id of a figure of the running text, or empty.
    option : str
        The answer whose share is shown; empty if the place is not a table.

    Examples
    --------
    >>> one = indicators()[0]
    >>> one.question, one.figure
    ('What opportunities do you have in Kyrgyzstan now to provide for your family?', '47.6')
    """

    id: str
    indicator: str
    named: str
    dimension: str
    status: str
    place: str
    option: str
    note: str

    @property
    def table(self) -> published.PublishedTable | None:
        """The table that reports it, if one does."""
        if self.status != "table":
            return None
        return _table(f"{studies.KYRGYZSTAN}/{self.place.split('/')[0]}")

    @property
    def question(self) -> str:
        """The question as printed; empty if no table reports the indicator."""
        if self.table is None:
            return ""
        ident = self.place.split("/")[1]
        return next(question.wording for question in self.table.questions if question.id == ident)

    @property
    def figure(self) -> str:
        """The printed figure; empty if there is none."""
        if self.table is not None:
            group = self.table.groups[-1] if self.table.number == 1 else self.table.groups[0]
            return self.table.printed(self.option, group, self.place.split("/")[1])
        if self.status == "text":
            return _text_figures().at[self.place, "printed"]
        return ""

    @property
    def where(self) -> str:
        """Where to find it: "Table 4", "running text" or "nowhere"."""
        if self.table is not None:
            return f"Table {self.table.number}"
        return {"text": "running text", "interviews": "quotations"}.get(self.status, "nowhere")


@cache
def _table(name: str) -> published.PublishedTable:
    return published.load(name)


@lru_cache(maxsize=1)
def _text_figures() -> pd.DataFrame:
    return published.text_figures(studies.KYRGYZSTAN).set_index("id")


@lru_cache(maxsize=1)
def indicators() -> tuple[Indicator, ...]:
    """Load the indicators.

    Raises
    ------
    homecoming.published.DataError
        If the file names a dimension or a status that does not exist.

    Examples
    --------
    >>> [one.id for one in indicators() if one.dimension == "overall"]
    ['no-plans']
    """
    found = []
    allowed = {"named": NAMED, "dimension": DIMENSIONS, "status": STATUSES}
    for line, row in read_csv("indicators.csv", COLUMNS):
        for column, values in allowed.items():
            if row[column] not in values:
                raise published.DataError(
                    repr(row[column]),
                    ", ".join(values),
                    "Choose one of these.",
                    file="theory/indicators.csv",
                    row=line,
                    column=column,
                )
        found.append(Indicator(**row))
    return tuple(found)


def indicator(ident: str) -> Indicator:
    """Find an indicator by its id.

    Parameters
    ----------
    ident : str
        For example "no-plans".

    Raises
    ------
    homecoming.errors.NoSuchNameError
        If there is none.

    Examples
    --------
    >>> indicator("no-plans").where
    'Table 8'
    """
    for one in indicators():
        if one.id == ident:
            return one
    raise NoSuchNameError("indicator", ident, [one.id for one in indicators()])


def matrix() -> pd.DataFrame:
    """Count the indicators by dimension and by where the study reports them.

    Returns
    -------
    pandas.DataFrame of int
        Dimensions by statuses.

    Examples
    --------
    >>> int(matrix().loc["Social", "named, but never reported"])
    2
    """
    rows = {
        dimension.capitalize(): [
            sum(one.dimension == dimension and one.status == status for one in indicators())
            for status in STATUSES
        ]
        for dimension in DIMENSIONS
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(STATUSES.values()))
    frame.index.name = "Dimension"
    return frame


def listing(dimension: str = "", status: str = "") -> pd.DataFrame:
    """List indicators with question, place and printed figure.

    Parameters
    ----------
    dimension, status : str
        Keep only these; all if empty.

    Returns
    -------
    pandas.DataFrame of str
        One row an indicator.

    Examples
    --------
    >>> listing("overall").iloc[0].tolist()[1:]
    ['Table 8', 'No: 48.7', 'The question covers three months and Russia only.']
    """
    chosen = [one for one in indicators() if dimension in ("", one.dimension) and status in ("", one.status)]
    rows = [
        [one.indicator, one.where, f"{one.option}: {one.figure}" if one.option else one.figure, one.note]
        for one in chosen
    ]
    return pd.DataFrame(rows, columns=["Indicator", "Reported in", "Printed, per cent", "Note"])
