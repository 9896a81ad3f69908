"""Practice for the chapter on claims and verdicts."""

from __future__ import annotations

from homecoming import claims, published
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single

STUDY = "kyrgyzstan-2024"


def questions() -> list[Question]:
    """Ask for verdicts, yardsticks and patterns."""
    table = published.load("kyrgyzstan-2024/table-9")
    verdicts = claims.table()["verdict"].value_counts()
    return [
        single(
            "A figure of the text and its cell in the table differ. The verdict is “contradicted”. Which of "
            "the two "
            "is right?",
            {
                "The table": "Often, but the verdict does not say so.",
                "The text": "It may be. The verdict does not say so.",
                "The verdict does not say": right("It speaks of two places on paper, and not of causes."),
            },
        ),
        single(
            "“The two countries differ slightly.” What is the verdict, as long as nobody says what "
            "“slightly” is?",
            {
                "holds": "By which yardstick?",
                "contradicted": "By which yardstick?",
                "cannot be checked": right(
                    "A reader may set a yardstick. Best before looking at the figure."
                ),
            },
        ),
        number(
            "“Few, 8.0 per cent, saw their expectations met less than fully.” How many per cent is it when "
            "all three "
            "answers short of a full yes are counted?",
            63.5,
            tolerance=0.11,
            unit="per cent",
            right="The flat “No” was quoted where “not fully” was meant.",
            otherwise="Add “Rather yes”, “Rather no” and “No” in Table 9.",
            slips={
                float(
                    table.printed("No + rather no than yes", table.whole)
                ): "These are the two “no” answers only."
            },
        ),
        multiple(
            "Which patterns return in the contradicted claims?",
            {
                "A share of those who answered becomes a share of everybody": right("The base slips."),
                "The best row speaks for the whole table": right(
                    "Services are left out where high technology is praised."
                ),
                "Margins speak for persons": right("Each sphere looks well, and then “all spheres” do."),
                "Most claims are false": f"{verdicts['holds'] + verdicts['holds with a reservation']} of "
                f"{verdicts.sum()} hold, many with a reservation.",
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
            show="bars",
            caption="Claims of the Kyrgyz study by verdict",
        ),
        "claims-on-trial-2": Number(
            turning,
            unit="per cent",
            tolerance=0,
            well="Who calls a majority what is less than a half has moved the yardstick a long way.",
        ),
    }
