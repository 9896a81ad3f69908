"""``reading-tables/claims-on-trial``: what the papers say, and what their tables say to it

A chart that counts the verdicts, the list of all claims, and the computation behind any one; then the
questions and exercises of the page.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from homecoming.book import studies
from homecoming.checks import claims
from homecoming.kernelfree import Explorer, described, interact, select
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import charts
from homecoming.show.filterable import Filterable, filterable
from homecoming.teach.answers import Answer, Figures, Number


def _of_the_book() -> pd.DataFrame:
    # The claims of the two papers, whatever else the data package holds.
    return pd.concat([claims.table(study) for study in studies.PLACES])


@cache
def tally() -> charts.Chart:
    """Draw how many claims of each paper got which verdict.

    Examples
    --------
    >>> "contradicted: Kazakhstan, South Korea" in tally().alt
    True
    """
    found = _of_the_book()
    counted = pd.crosstab(found["verdict"], found["study"].map(studies.PLACES)).reindex(list(claims.VERDICTS))
    return charts.bars(counted, title="Verdicts", unit="claims", decimals=0)


@cache
def claims_list() -> Filterable:
    """Set all claims as a table to search; a contradicted claim leads to the cell that computes it.

    Examples
    --------
    >>> 'href="#claim-plans-vast-majority"' in claims_list().html
    True
    """
    found = _of_the_book()
    paper = found["study"].map(studies.PLACES)
    shown = pd.DataFrame(
        {
            "verdict": found["verdict"],
            "why": found["explanation"],
            "where": paper + ": " + found["location"],
            "paper": paper,
            "about": found["topic"],
        }
    ).set_axis(found["claim"])
    links = {
        (row.claim, "verdict"): f"#claim-{name}"
        if row.verdict == claims.CONTRADICTED
        else f"#one-claim?claim={name}"
        for name, row in found.iterrows()
    }
    return filterable(
        shown,
        name="claims-list",
        caption="Claims of the two papers, in our words",
        filters=["verdict", "paper", "about"],
        hidden=["paper", "about"],
        links=links,
        corner="claim",
    )


@cache
def one_claim() -> Explorer:
    """Show the computation behind any one claim.

    Examples
    --------
    >>> "48.7" in one_claim().state(claim="plans-vast-majority")
    True
    """
    return interact(
        # A ruling is too long to be read out at each choice; who hears the page finds it below.
        lambda claim: described(claims.assess(claim), ""),
        name="one-claim",
        title="The computation behind a claim",
        claim=select(list(_of_the_book().index), label="Claim", default="plans-vast-majority"),
    )


def self_checks() -> Quiz:
    """Ask for verdicts, yardsticks and patterns."""
    table = studies.table_of("expectations")
    verdicts = _of_the_book()["verdict"].value_counts()
    borne_out = verdicts["holds"] + verdicts["holds with a reservation"]
    partly = table.percentages()[table.whole].drop(["Yes", studies.HESITATE]).sum()
    flat = table.printed("No", table.whole)
    rulings = {limit: claims.assess("sectors-differ-slightly", slight=limit).verdict for limit in (10, 15)}
    limit_of = {verdict: limit for limit, verdict in rulings.items()}
    return quiz(
        "claims-on-trial",
        single(
            "A figure of the text and its cell in the table differ. The verdict is “contradicted”. Which of "
            "the two is right?",
            {
                "The verdict does not say": right("It speaks of two places on paper, and not of causes."),
                "The figure in the table": "It may be. But a cell can be misprinted, too.",
                "The figure in the text": "It may be. But a sentence can be mistranslated, too.",
            },
        ),
        single(
            "“The two countries differ slightly.” What is the verdict, as long as nobody says what "
            "“slightly” is?",
            {
                "holds": f"It would hold if all below {limit_of['holds']} per cent were slight. Nobody "
                "said so.",
                "cannot be checked": right(
                    "A reader may set a yardstick. Best before looking at the figure."
                ),
                "contradicted": f"It would be if only less than {limit_of['contradicted']} per cent were "
                "slight. Nobody said so.",
            },
        ),
        number(
            f"The text gives {flat} per cent for those whose expectations were met less than fully. How many "
            "per cent is it when all three answers short of a full yes are counted?",
            partly,
            tolerance=0.11,
            unit="per cent",
            right=f"{flat} is the flat “No” alone.",
            otherwise="Add “Rather yes”, “Rather no” and “No” in Table 9.",
            mistakes={
                float(
                    table.printed("No + rather no than yes", table.whole)
                ): "These are the two “no” answers only. “Rather yes” is not a full yes.",
                float(flat): "This is the figure of the text. Which rows does it leave out?",
            },
        ),
        multiple(
            "Which patterns return in the contradicted claims?",
            {
                "A share of those who answered becomes a share of everybody": right("The base slips."),
                "Most of the sentences turn out to be false": f"{borne_out} of {verdicts.sum()} hold, many "
                "with a reservation.",
                "The best row speaks for the whole table": right(
                    "Services are left out where high technology is praised."
                ),
                "Margins speak for persons": right("Each sphere looks well, and then “all spheres” do."),
            },
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def turning() -> int:
        return next(
            limit
            for limit in range(0, 101)
            if claims.assess("plans-vast-majority", majority=limit).verdict == "contradicted"
        )

    return {
        "claims-on-trial-1": Figures(
            lambda: claims.table(studies.KYRGYZSTAN)["verdict"].value_counts(),
            tolerance=0,
            right="Nearly half of the claims hold, with or without a reservation.",
            mistakes={"These are both studies together.": lambda: _of_the_book()["verdict"].value_counts()},
            show="bars",
            caption="Claims of the Kyrgyz study by verdict",
        ),
        "claims-on-trial-2": Number(
            turning,
            unit="per cent",
            tolerance=0,
            right="Who calls a majority what is less than a half has moved the yardstick a long way.",
            mistakes={
                "With this yardstick the verdict is not “contradicted” yet.": lambda: turning() - 1,
                "This is the largest. Which is the smallest?": lambda: 100,
            },
        ),
    }
