"""The page "Sustainable reintegration, and how to measure it": a picture, a widget, self-checks, and answers.

Which indicators the Kyrgyz study names is in :mod:`homecoming.book.theories.indicators`.
"""

from __future__ import annotations

import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.book.theories import indicators
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import diagrams, typeset
from homecoming.teach.answers import Answer, Figures


def indicator_ladder(ident: str) -> diagrams.Diagram:
    """Draw the way from the concept to the printed figure for one indicator.

    Parameters
    ----------
    ident : str
        Id of an indicator.

    Examples
    --------
    >>> "Table 8" in indicator_ladder("no-plans").alt
    True
    """
    one = indicators.indicator(ident)
    question = one.question or "No question is printed."
    figure = {
        "table": f"{one.where}. {one.option}: {one.figure} per cent",
        "text": f"In the text: {one.figure} per cent",
    }
    steps = [
        ("Concept", "sustainable reintegration"),
        ("Dimension", one.dimension),
        ("Indicator", one.indicator),
        ("Question", question),
        ("Figure", figure.get(one.status, "None is reported.")),
    ]
    return diagrams.ladder(f"From concept to figure: {one.indicator}", steps)


def indicator_matrix() -> Explorer:
    """Show the indicators that the Kyrgyz study names, where each is reported, and the printed figure.

    Examples
    --------
    >>> "Sense of security" in indicator_matrix().state(status="not reported")
    True
    """
    everywhere = {"All": ""}

    def view(dimension: str, status: str) -> typeset.HtmlTable:
        table = indicators.listing(dimension, status)
        words = f"{dimension or 'all dimensions'}, {indicators.STATUSES.get(status, 'all places')}"
        if table.empty:
            return typeset.together(f"No indicator: {words}.", summary=f"No indicator: {words}.")
        return typeset.frame(table, caption=f"Indicators: {words} ({len(table)})", index=False)

    return interact(
        view,
        name="indicator-matrix",
        title="Which indicator is where?",
        description="Choose a dimension and the place where the study reports the indicator.",
        dimension=radio(
            {**everywhere, **{one.capitalize(): one for one in indicators.DIMENSIONS}}, label="Dimension"
        ),
        status=select(
            {**everywhere, **{words.capitalize(): key for key, words in indicators.STATUSES.items()}},
            label="Reported",
        ),
    )


def self_checks() -> Quiz:
    """Ask what the idea says of leaving, and what was named and never reported."""
    found = indicators.indicators()
    never = [one for one in found if one.status == "not reported"]
    return quiz(
        "sustainable-reintegration",
        single(
            "In the idea of IOM, somebody is well reintegrated and leaves again. Is that a contradiction?",
            {
                "Yes: whoever leaves again was not well reintegrated": "That is the narrow idea, as Black "
                "and Gent call it. IOM asks whether the move is a choice.",
                "It depends: nobody should leave within the first years": "The definition names no number of "
                "years.",
                "No: what counts is that leaving is a choice, not a need": right(
                    "Staying is not the test. The Kyrgyz study says so, and then takes plans to leave as a "
                    "sign."
                ),
            },
        ),
        number(
            "The Kyrgyz study names indicators of sustainable reintegration. For how many of them does it "
            "report *nothing at all*?",
            len(never),
            unit="indicators",
            right="Among them: " + "; ".join(one.indicator.lower() for one in never[:3]) + ".",
            otherwise="Count them in the widget of indicators, or in the list that is printed below it.",
            mistakes={
                len(found): "So many are named. For how many is nothing reported?",
                sum(
                    one.status != "table" for one in found
                ): "These are all that stand in no table. Some of them are told in the text.",
            },
        ),
        multiple(
            "Which of these are lost on the way from the concept to the question of Table 8?",
            {
                "Whether leaving would be a choice": right("The question asks whether, not why."),
                "Whether the person is a man or a woman": "Not lost: the table shows men and women apart.",
                "Plans for countries other than Russia": right("Who plans to leave for Korea answers no."),
                "Plans for a time after the next three months": right(
                    "The survey was made in autumn; a plan for spring is not counted."
                ),
            },
        ),
        single(
            "Returnees who were referred to other services score lower than those whom IOM helped directly. "
            "What follows about the help?",
            {
                "Referral does harm: those people score lower": "It may be so. But perhaps they would have "
                "scored lower with any help.",
                "Nothing yet: the harder cases may have been referred": right(
                    "It is an association. One would have to know how people came into the two groups."
                ),
                "IOM's own help works better than that of others": "It may be so. But the two groups may "
                "have differed before anybody helped.",
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    found = indicators.matrix()

    def in_tables(of: pd.Series | int) -> pd.Series:
        dimensions = [one.capitalize() for one in indicators.DIMENSIONS if one != "overall"]
        return (100 * found["in a table"] / of).loc[dimensions]

    def strict_and_lenient() -> pd.DataFrame:
        people = studies.rebuilt()
        jobs = {"job-satisfaction": ["Yes", "Mostly yes"]}
        codings = {"Good": ["Good"], "Good or satisfactory": ["Good", "Satisfactory"]}
        bounds = {name: people.bounds(jobs | {"family-relations": kept}) for name, kept in codings.items()}
        return pd.DataFrame(
            {name: {"lower": one.lower, "upper": one.upper} for name, one in bounds.items()}
        ).T

    def of_printed() -> pd.DataFrame:
        jobs = published.load(f"{studies.KYRGYZSTAN}/table-3").percentages().iloc[:, 0]
        family = published.load(f"{studies.KYRGYZSTAN}/table-6").percentages().iloc[:, 0]
        first = jobs.loc[["Yes", "Mostly yes"]].sum()
        seconds = {
            "Good": family.loc["Good"],
            "Good or satisfactory": family.loc[["Good", "Satisfactory"]].sum(),
        }
        return pd.DataFrame(
            {
                name: {"lower": max(0, first + second - 100), "upper": min(first, second)}
                for name, second in seconds.items()
            }
        ).T

    return {
        "sustainable-reintegration-1": Figures(
            lambda: in_tables(found.sum(axis=1)),
            tolerance=0.6,
            right="The economic dimension is well covered. Of the other two, half or more rests on text, or "
            "on nothing.",
            mistakes={
                "You divided by the sum of the column. A share of its dimension is a share of its row.": (
                    lambda: in_tables(found["in a table"].sum())
                ),
                "You divided by all indicators together. Divide by those of the same dimension.": (
                    lambda: in_tables(found.to_numpy().sum())
                ),
            },
            show="bars",
            caption="Share of the named indicators that stand in a table, per cent",
        ),
        "sustainable-reintegration-2": Figures(
            strict_and_lenient,
            tolerance=0.06,
            right="The coding alone lifts the lower bound by more than twenty points. The upper bound "
            "stays: it is set by the jobs.",
            mistakes={
                "These shares are of different people: not all of the 515 were asked about a job. Take "
                "`.bounds`, which counts people.": of_printed,
            },
        ),
    }
