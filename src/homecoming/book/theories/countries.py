"""Three countries: dates, numbers and origins, each with its source (``data/theory``)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from homecoming.errors import NoSuchNameError

from .store import read_csv, source_label

COUNTRIES = ("Kazakhstan", "South Korea", "Kyrgyzstan")
KINDS = {"law": "laws and offices", "move": "moves of people", "study": "the two studies"}


@dataclass(frozen=True)
class Event:
    """One entry of the time line.

    Attributes
    ----------
    date, country, kind, text, source, mark : str
        As in ``data/theory/timeline.csv``.

    Examples
    --------
    >>> events(country="Kyrgyzstan")[0].date
    '2022-03'
    """

    date: str
    country: str
    kind: str
    text: str
    source: str
    mark: str

    @property
    def when(self) -> str:
        """The date for readers.

        Examples
        --------
        >>> Event("2022-09-21", "Kyrgyzstan", "move", "", "kg2022", "checked").when
        '21 September 2022'
        """
        return _date_in_words(self.date)


# Not calendar.month_name, which speaks the language of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _date_in_words(date: str) -> str:
    if "–" in date:
        return date
    parts = date.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, _MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def events(country: str = "", kind: str = "") -> tuple[Event, ...]:
    """Load the time line.

    Parameters
    ----------
    country, kind : str
        Keep only these; all if empty.

    Returns
    -------
    tuple of Event
        In order of time.

    Examples
    --------
    >>> len(events("South Korea", "law")) < len(events("South Korea"))
    True
    """
    rows = read_csv("timeline.csv", ("date", "country", "kind", "event", "source", "mark"))
    return tuple(
        Event(row["date"], row["country"], row["kind"], row["event"], row["source"], row["mark"])
        for _, row in rows
        if country in ("", row["country"]) and kind in ("", row["kind"])
    )


def _series_rows() -> list[dict[str, str]]:
    columns = ("country", "series", "date", "value", "unit", "source", "mark", "note")
    return [row for _, row in read_csv("series.csv", columns)]


def figures(country: str = "") -> pd.DataFrame:
    """List the figures on the three countries, each with its date and source.

    Parameters
    ----------
    country : str
        One of :data:`COUNTRIES`; all if empty.

    Returns
    -------
    pandas.DataFrame of str
        What, date, figure with its unit, source, note.

    Examples
    --------
    >>> figures("Kyrgyzstan").iloc[0].tolist()[:3]
    ['Kyrgyz citizens in Russia', '2020', '596,253 people']
    """
    rows = [
        [
            row["series"],
            _date_in_words(row["date"]),
            f"{_grouped(row['value'])} {row['unit']}",
            source_label(row["source"]),
            row["note"],
        ]
        for row in _series_rows()
        if country in ("", row["country"])
    ]
    return pd.DataFrame(rows, columns=["What", "Date", "Figure", "Source", "Note"])


def _grouped(value: str) -> str:
    words = value.split()
    number = words[-1]
    if number.isdigit() and len(number) > 4:
        words[-1] = f"{int(number):,}"
    return " ".join(words)


def series(name: str) -> pd.Series:
    """Load one series as numbers, by date.

    Parameters
    ----------
    name : str
        As in the column "series" of ``data/theory/series.csv``.

    Returns
    -------
    pandas.Series of float
        Figures printed as "over" or "about" are left out.

    Raises
    ------
    homecoming.errors.NoSuchNameError
        If there is no such series.

    Examples
    --------
    >>> float(series("Kyrgyz citizens in Russia").iloc[0])
    596253.0
    """
    rows = [row for row in _series_rows() if row["series"] == name]
    if not rows:
        raise NoSuchNameError("series", name, dict.fromkeys(row["series"] for row in _series_rows()))
    known = {row["date"]: float(row["value"]) for row in rows if " " not in row["value"]}
    return pd.Series(known, name=name)


def origins() -> pd.DataFrame:
    """Load the origins of those who were given kandas status, by date of the ministry's report.

    Returns
    -------
    pandas.DataFrame of float
        Per cent; origins by dates; missing where a report does not name the country apart.

    Examples
    --------
    >>> float(origins().loc["China", "1 July 2024"])
    49.5
    """
    rows = read_csv("origins.csv", ("date", "origin", "percent", "source"))
    frame = pd.DataFrame([row for _, row in rows])
    frame["percent"] = frame["percent"].astype(float)
    frame["date"] = frame["date"].map(_date_in_words)
    wide = frame.pivot(index="origin", columns="date", values="percent")
    return wide.loc[list(dict.fromkeys(frame["origin"])), list(dict.fromkeys(frame["date"]))]
