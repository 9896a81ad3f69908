"""Practice for the chapter on three countries."""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single
from homecoming.theories import countries

ORIGINS = ("Uzbekistan", "China", "Mongolia", "Turkmenistan", "Russia")


def questions() -> list[Question]:
    """Ask for words, dates and who counts whom."""
    stock = countries.series("Kyrgyz citizens in Russia")
    fall = 100 * (stock["2023"] / stock["2022"] - 1)
    return [
        single(
            "Which word does Kazakhstan's law use today for ethnic Kazakhs who were granted the status?",
            {
                "Oralman": "That was the word until a law of 2020.",
                "Kandas": right("The law of May 2020 put it in place of “oralman”."),
                "Joseonjok": "These are Koreans of China.",
                "Repatriate": "A word of Russian texts, and of wider meaning.",
            },
        ),
        single(
            "Whom did Korea's Act of 1999 on overseas Koreans leave out at first?",
            {
                "Koreans of the United States": "They could get the visa.",
                "Those who had left before the Korean state of 1948, so most Koreans of China and the former "
                "Soviet Union": right("The Constitutional Court found in 2001 that this breaks equality."),
                "Students": "They are no subject of that law.",
            },
        ),
        number(
            "By how many per cent did the number of Kyrgyz citizens in Russia change from 2022 to 2023? "
            "Give a fall with a minus sign.",
            fall,
            tolerance=0.06,
            unit="per cent",
            right="By Russia's count of foreigners. Who holds both passports is not in it.",
            otherwise=f"From {stock['2022']:,.0f} to {stock['2023']:,.0f}.",
            slips={
                -fall: "The number fell: put a minus sign.",
                100 * (1 - stock["2022"] / stock["2023"]): "You divided by the later number.",
            },
        ),
        multiple(
            "What should one ask of every number of returnees?",
            {
                "Who counted?": right("Two ministries of one country can differ by tens of thousands."),
                "Whom?": right("Citizens, foreigners, holders of a status?"),
                "On which day, or over how many months?": right("Eight months are no year."),
                "Whether it is large?": "Compared with what?",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    granted = countries.series("Kandas status granted since 1 January")["2023-09-01"]

    def apart() -> pd.Series:
        printed = published.text_figures("kazakhstan-korea-2025").set_index("id")["printed"]
        official = countries.origins()["1 September 2023"]
        return pd.Series(
            {name: float(printed[f"origin-{name.lower()}"]) - official[name] for name in ORIGINS}
        )

    return {
        "three-countries-1": Number(
            lambda: granted * 12 / 8,
            unit="people a year",
            tolerance=110,
            well="By later totals it was about 21.2 thousand: the rest of the year was slower than the "
            "beginning.",
            slips={"This is the number for eight months.": lambda: granted},
        ),
        "three-countries-2": Figures(
            apart,
            well="Nearly eight points for Uzbekistan. Where the printed origins are from, we could not find.",
            show="table",
            caption="Printed minus reported, percentage points",
            slips={"You have taken the printed figure from the report. Turn it round.": lambda: -apart()},
        ),
    }
