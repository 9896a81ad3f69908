"""``kazakhstan-korea/employment-status``: who is in work? (Issayeva and Eun 2025, Table 1)

Questions on who counts as being in work and of whom a rate is; exercises on participation, and on a small
gap.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.kernelfree import Explorer, interact, select
from homecoming.published import PublishedTable
from homecoming.selfcheck import Quiz, number, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Figures, Number

TABLE = f"{studies.KAZAKHSTAN_KOREA}/table-1"


def employment_rates(table: PublishedTable) -> Explorer:
    """Compute rates of work from a table of employment status, by the definition that the reader chooses.

    Parameters
    ----------
    table : PublishedTable
        Table 1 of Issayeva and Eun (2025).

    Examples
    --------
    >>> explorer = employment_rates(published.load("kazakhstan-korea-2025/table-1"))
    >>> "83.7" in explorer.state(rate="In work: employed and self-employed")
    True
    """
    shares = table.percentages()
    employed, own, unemployed, outside = (shares.loc[option] for option in shares.index)
    force = 100 - outside
    rates = {
        "The row “Employed” alone": employed,
        "In work: employed and self-employed": employed + own,
        "Labour force participation": force,
        "Unemployed, of everybody": unemployed,
        "Unemployed, of the labour force": 100 * unemployed / force,
        "Self-employed, of those in work": 100 * own / (employed + own),
    }

    def view(rate: str):
        figures = rates[rate].round(1)
        ahead = "The two are level." if figures.iloc[0] == figures.iloc[1] else f"Higher: {figures.idxmax()}."
        words = f"{ahead} Gap: {abs(figures.iloc[0] - figures.iloc[1]):.1f} percentage points."
        chart = charts.bars(figures.to_frame(rate).T, title=rate)
        return typeset.together(words, chart)

    rate = select(list(rates), label="Rate")
    return interact(view, name="employment-rates", title="Which rate?", rate=rate)


def self_checks() -> Quiz:
    """Ask who counts as being in work, and of whom a rate is."""
    shown = published.load(TABLE).percentages()
    kazakhstan, korea = shown[studies.KAZAKHSTAN], shown[studies.SOUTH_KOREA]
    in_work = (shown.loc["Employed"] + shown.loc[studies.SELF_EMPLOYED]).round(1)
    force = kazakhstan.drop("Not in Labor Force").sum()
    return quiz(
        "employment-status",
        single(
            "Where is a larger share of returnees in work?",
            {
                f"In Korea: {korea['Employed']} against "
                f"{kazakhstan['Employed']}": "These are the employed only. People who work for themselves do "
                "work, and they stand in the second row.",
                "One cannot say: the columns do not add up": "They add up to 100.0 in both countries.",
                f"In Kazakhstan: {in_work.iloc[0]} against {in_work.iloc[1]}": right(
                    "“Employed” and “Self-employed” are two rows of one whole. Together they turn the "
                    "order round."
                ),
            },
        ),
        number(
            "What is the unemployment rate in Kazakhstan, as statistical offices define it? One decimal.",
            100 * kazakhstan["Unemployed"] / force,
            tolerance=0.06,
            unit="per cent",
            right="Of those who work or look for work. People outside the labour force are not in the base.",
            otherwise=f"Divide {kazakhstan['Unemployed']} by the labour force: everybody but the last row.",
            mistakes={
                kazakhstan[
                    "Unemployed"
                ]: "This is the share of everybody, as printed. Whom does a rate leave out?",
                100 * korea["Unemployed"] / korea.drop("Not in Labor Force").sum(): "This is Korea's rate.",
                100
                * kazakhstan["Unemployed"]
                / in_work.iloc[0]: "You divided by those in work. Those who look "
                "for work belong to the labour force, too.",
            },
        ),
        single(
            "More returnees work for themselves in Kazakhstan. What does the table say about the reason?",
            {
                "They are more willing to do business": "That is one reading, and the text has it. But the "
                "table counts what people do, and not what they want.",
                "It says nothing about reasons": right("To know, one has to ask the people why."),
                "They find no job with an employer": "That is the other reading, and the text has it, too. "
                "But the table counts what people do, and not what they tried before.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    shown = published.load(TABLE).percentages()
    in_work = shown.loc["Employed"] + shown.loc[studies.SELF_EMPLOYED]

    def participation() -> pd.Series:
        return 100 - shown.loc["Not in Labor Force"]

    return {
        "employment-status-1": Figures(
            participation,
            right="Kazakhstan is ahead here as well. The next question would be who is outside: the old, "
            "students, the ill? The table does not say.",
            mistakes={
                "Those who look for work belong to the labour force, too.": lambda: in_work,
                "People who work for themselves belong to the labour force, too.": lambda: (
                    shown.loc["Employed"] + shown.loc["Unemployed"]
                ),
                "These are the people outside the labour force. Asked is the share inside.": lambda: (
                    shown.loc["Not in Labor Force"]
                ),
            },
        ),
        "employment-status-2": Number(
            lambda: abs(in_work.diff().iloc[-1]) / 100 * 574,
            unit="people",
            tolerance=0.6,
            right="Three or four persons. No headline.",
            mistakes={
                "0.6 points are 0.6 people of every hundred. Divide by 100.": lambda: (
                    abs(in_work.diff().iloc[-1]) * 574
                ),
            },
        ),
    }
