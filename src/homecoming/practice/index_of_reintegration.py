"""Practice for the chapter on a composite index of reintegration."""

from __future__ import annotations

import pandas as pd

from homecoming import index
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single


def questions() -> list[Question]:
    """Ask which choices move an index, and what survives them."""
    tried = index.sensitivity()
    low, high = tried["index"].min(), tried["index"].max()
    return [
        single(
            f"The index runs from {low:.0f} to {high:.0f}, without a single new answer. Which choice does "
            "most of it?",
            {
                "The weights of the dimensions": "They move the median by about two points.",
                "What counts as a good answer": right(
                    "The medians of the codings lie more than 30 points apart."
                ),
                "Whether the undecided are kept": "It matters little.",
            },
        ),
        single(
            "Which aggregation does not let a strong dimension make up for a weak one at all?",
            {
                "The arithmetic mean": "It lets it do so point for point.",
                "The geometric mean": "It lets it do so in part.",
                "The lowest dimension": right("A chain is as strong as its weakest link."),
            },
        ),
        multiple(
            "Which statements survive all combinations of choices?",
            {
                "The psychosocial side is judged better than the economic one": right(
                    "In every combination."
                ),
                "The social side is the "
                "lowest": "With strict coding it is low, with mild coding it is near the top.",
                "Reintegration stands at 60 of 100": "The 60 was chosen, not found.",
                "Men are ahead of women": right(
                    "In every combination, by up to five points, and among these people only."
                ),
            },
        ),
        number(
            "How many combinations of choices are tried in the chapter?",
            len(tried),
            unit="combinations",
            right="Codings, weights, aggregations, indicators and the undecided, each with each.",
            otherwise="Multiply the numbers of choices of all steps, or look at `len(tried)`.",
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    tried = index.sensitivity()

    def below() -> float:
        own = index.composite(index.scores("positive answers")).value
        return 100 * (tried["index"] < own).mean()

    def ends() -> pd.Series:
        return pd.Series({"lowest": tried["index"].min(), "highest": tried["index"].max()})

    def spread() -> pd.Series:
        medians = {
            choice: tried.groupby(choice)["index"].median()
            for choice in ("coding", "aggregation", "indicators", "weights", "undecided")
        }
        return pd.Series({choice: found.max() - found.min() for choice, found in medians.items()})

    return {
        "index-of-reintegration-1": Number(
            below,
            unit="per cent",
            tolerance=0.6,
            well="So a good part of all defensible choices gives a lower index, and a good part a higher "
            "one.",
            slips={
                "This is the index. Which share of all combinations lies below it?": lambda: (
                    index.composite(index.scores("positive answers")).value
                )
            },
        ),
        "index-of-reintegration-2": Figures(
            spread,
            tolerance=0.06,
            well="Discuss the coding before you discuss the weights.",
            show="bars",
            caption="How far the medians of each choice lie apart, points",
            slips={"These are the ends of the index. Group by each choice first.": ends},
        ),
    }
