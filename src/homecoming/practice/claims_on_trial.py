"""Practice for the chapter on claims and verdicts."""

from __future__ import annotations

from homecoming import claims, published
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single

STUDY = "kyrgyzstan-2024"


def questions() -> list[Question]:
    """Ask for verdicts, yardsticks and patterns."""
    table = published.load(f"{STUDY}/table-9")
    verdicts = claims.table()["verdict"].value_counts()
    borne_out = verdicts["holds"] + verdicts["holds with a reservation"]
    partly = table.percentages()[table.whole].drop(["Yes", "Hesitate to respond"]).sum()
    flat = table.printed("No", table.whole)
    rulings = {limit: claims.judge("sectors-differ-slightly", slight=limit).verdict for limit in (10, 15)}
    limit_of = {verdict: limit for limit, verdict in rulings.items()}
    return [
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
            slips={
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
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def turning() -> int:
        return next(
            limit
            for limit in range(0, 101)
            if claims.judge("plans-vast-majority", majority=limit).verdict == "contradicted"
        )

    return {
        "claims-on-trial-1": Figures(
            lambda: claims.table(STUDY)["verdict"].value_counts(),
            tolerance=0,
            well="Nearly half of the claims hold, with or without a reservation.",
            slips={"These are both studies together.": lambda: claims.table()["verdict"].value_counts()},
            show="bars",
            caption="Claims of the Kyrgyz study by verdict",
        ),
        "claims-on-trial-2": Number(
            turning,
            unit="per cent",
            tolerance=0,
            well="Who calls a majority what is less than a half has moved the yardstick a long way.",
            slips={
                "With this yardstick the verdict is not “contradicted” yet.": lambda: turning() - 1,
                "This is the largest. Which is the smallest?": lambda: 100,
            },
        ),
    }
