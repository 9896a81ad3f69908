"""The page "Three countries": a time line, figures and origins, self-checks, and answers to exercises.

Dates and figures, each with its source, are read by :mod:`homecoming.book.theories.countries`.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies, theories
from homecoming.book.theories import countries
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import charts, diagrams, typeset
from homecoming.teach.answers import Answer, Figures, Number


def time_line() -> Explorer:
    """Show the dates of three countries, by country and by kind.

    Examples
    --------
    >>> "Mobilisation" in time_line().state(country="Kyrgyzstan", kind="move")
    True
    """

    def view(country: str, kind: str) -> typeset.HtmlTable | diagrams.Diagram:
        chosen = countries.events(country, kind)
        title = f"{country or 'Three countries'}: {countries.KINDS.get(kind, 'all dates')}"
        if not chosen:
            return typeset.together(f"{title}. No date here.", summary=f"{title}. No date here.")
        drawing = diagrams.timeline(
            title, [(one.when, one.country, one.text) for one in chosen], list(countries.COUNTRIES)
        )
        sources = dict.fromkeys(theories.source_label(one.source) for one in chosen)
        return typeset.together(drawing, f"Sources: {'; '.join(sources)}.", summary=title)

    return interact(
        view,
        name="time-line",
        title="A time line",
        country=select({"All three": "", **{one: one for one in countries.COUNTRIES}}, label="Country"),
        kind=radio(
            {"All": "", **{words.capitalize(): key for key, words in countries.KINDS.items()}}, label="Show"
        ),
    )


def figures_by_country() -> Explorer:
    """Show the collected figures of one country, each with date and source.

    Examples
    --------
    >>> "596,253" in figures_by_country().state(country="Kyrgyzstan")
    True
    """

    def view(country: str) -> typeset.HtmlTable:
        return typeset.frame(
            countries.figures(country), caption=f"{country}: figures and sources", index=False
        )

    return interact(
        view,
        name="figures-by-country",
        title="Figures and their sources",
        country=radio(list(countries.COUNTRIES), label="Country"),
    )


def origins_by_report() -> Explorer:
    """Show where those came from who were given kandas status, report by report.

    Examples
    --------
    >>> "49.5" in origins_by_report().state(report="1 July 2024")
    True
    """
    table = countries.origins()

    def view(report: str) -> charts.Chart:
        shares = table[[report]].dropna().rename(columns={report: "Share"})
        return charts.bars(shares, title=f"Origins of new kandas, report of {report}")

    return interact(
        view, name="origins", title="Where they came from", report=radio(list(table.columns), label="Report")
    )


def self_checks() -> Quiz:
    """Ask for words, dates and who counts whom."""
    stock = countries.series("Kyrgyz citizens in Russia")
    fall = 100 * (stock["2023"] / stock["2022"] - 1)
    return quiz(
        "three-countries",
        single(
            "Which word does Kazakhstan's law use today for ethnic Kazakhs who were given the status?",
            {
                "Oralman": "That was the word until a law of 2020.",
                "Joseonjok": "These are Koreans of China.",
                "Repatriate": "The Russian word for it stands for returnees in general; the status has "
                "another name.",
                "Kandas": right("A law of 2020 put it in place of “oralman”."),
            },
        ),
        single(
            "Whom did Korea's Act of 1999 on overseas Koreans leave out at first?",
            {
                "Those who had emigrated before 1948": right(
                    "So most Koreans of China and the former Soviet Union. The Constitutional Court found in "
                    "2001 that this breaks equality."
                ),
                "Those who had emigrated after 1948": "The Act took them in: they had left the Korean state "
                "of today.",
                "Those who live in the United States": "The Act did not ask where people live, but when the "
                "family had left.",
            },
        ),
        number(
            "By how many per cent did the number of Kyrgyz citizens in Russia change from 2022 to 2023? "
            "Give one decimal, and a fall with a minus sign.",
            fall,
            tolerance=0.06,
            unit="per cent",
            right="By Russia's count of foreigners. Who holds both passports is not in it.",
            otherwise=f"From {stock['2022']:,.0f} to {stock['2023']:,.0f}: divide the difference by the "
            "earlier number.",
            mistakes={
                -fall: "The number fell: put a minus sign.",
                100 * (1 - stock["2022"] / stock["2023"]): "You divided by the later number.",
                stock["2023"]
                - stock["2022"]: "This is the change in people. Asked is the change in per cent.",
                100 * stock["2023"] / stock["2022"]: "This is what is left, in per cent. How much went?",
            },
        ),
        multiple(
            "What must one know of a number of returnees before one can use it?",
            {
                "Who counted": right("Two offices of one country print numbers that are far apart."),
                "Whether it is large": "Nobody can say before the other three are known: large compared with "
                "what?",
                "Who was counted": right("Citizens, foreigners, or holders of a status?"),
                "On which day, or over how many months": right("Eight months are no year."),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    granted = countries.series("Kandas status granted since 1 January")["2023-09-01"]

    def apart() -> pd.Series:
        printed = published.text_figures(studies.KAZAKHSTAN_KOREA).set_index("id")["printed"]
        official = countries.origins()["1 September 2023"]
        named = ("Uzbekistan", "China", "Mongolia", "Turkmenistan", "Russia")
        return pd.Series({name: float(printed[f"origin-{name.lower()}"]) - official[name] for name in named})

    return {
        "three-countries-1": Number(
            lambda: granted * 12 / 8,
            unit="people a year",
            tolerance=110,
            right="By later totals it was about 21.2 thousand: the rest of the year was slower than the "
            "beginning.",
            mistakes={
                "This is the number for eight months.": lambda: granted,
                "From 1 January to 1 September are eight months, not nine.": lambda: granted * 12 / 9,
                "This is one month. How many are in a year?": lambda: granted / 8,
                "These are the missing four months only. Add the first eight.": lambda: granted / 2,
            },
        ),
        "three-countries-2": Figures(
            apart,
            right="Uzbekistan stands furthest apart. Where the printed origins are from, we could not find.",
            show="table",
            caption="Printed minus reported, percentage points",
            mistakes={"You have taken the printed figure from the report. Turn it round.": lambda: -apart()},
        ),
    }
