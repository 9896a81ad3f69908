"""Practice for the chapter on a composite index of reintegration."""

from __future__ import annotations

import pandas as pd

from homecoming import index
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single

CHOICES = ("indicators", "undecided", "coding", "weights", "aggregation")


def questions() -> list[Question]:
    """Ask which choices move an index, and what survives them."""
    tried = index.sensitivity()
    low, high = tried["index"].min(), tried["index"].max()
    moves = index.influence(tried)
    men, women = (index.sensitivity(sex, reported_by_sex=True)["index"] for sex in ("Male", "Female"))
    ahead = (men - women).max()
    sizes = [tried[choice].nunique() for choice in CHOICES]
    return [
        single(
            f"The index runs from {low:.0f} to {high:.0f}, without a single new answer. Which choice does "
            "most of it?",
            {
                "What counts as a good answer": right(
                    f"The medians of the codings lie {moves['coding']:.0f} points apart."
                ),
                "How much each dimension weighs": f"The weights move the median by {moves['weights']:.0f} "
                "points.",
                "Whether the undecided are kept": f"It moves the median by {moves['undecided']:.1f} points.",
            },
        ),
        single(
            "Which aggregation does not let a strong dimension make up for a weak one at all?",
            {
                "The arithmetic mean": "It lets it do so point for point.",
                "The lowest dimension": right("A chain is as strong as its weakest link."),
                "The geometric mean": "It lets it do so in part.",
            },
        ),
        multiple(
            "Which statements survive all combinations of choices?",
            {
                "The psychosocial side is judged better than the economic one": right(
                    "In every combination."
                ),
                "The social side is the lowest of the three "
                "dimensions": "With strict coding it is low, with mild coding it is near the top.",
                "The index stands at 60 of 100 points": f"It can be anything from {low:.0f} to {high:.0f}. "
                "Who prints 60 has chosen it.",
                "Men are ahead of women in two dimensions taken together": right(
                    f"In every combination, by at most {ahead:.1f} points, and among these people only."
                ),
            },
        ),
        number(
            f"The chapter tries {' × '.join(map(str, sizes))} choices, each with each. How many combinations "
            "is that?",
            len(tried),
            unit="combinations",
            right="Indicators, the undecided, codings, weights and aggregations, each with each.",
            otherwise="Each choice can go with each of the others: multiply.",
            slips={sum(sizes): "You added. Each choice can go with each of the others: multiply."},
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    tried = index.sensitivity()

    def below() -> float:
        own = index.composite(index.scores("positive answers")).value
        return 100 * (tried["index"] < own).mean()

    def means() -> pd.Series:
        found = {choice: tried.groupby(choice)["index"].mean() for choice in CHOICES}
        return pd.Series({choice: one.max() - one.min() for choice, one in found.items()})

    def spread() -> pd.Series:
        medians = {choice: tried.groupby(choice)["index"].median() for choice in CHOICES}
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
                ),
                "This is the number of combinations. The question asks for per cent of all.": lambda: (
                    below() * len(tried) / 100
                ),
            },
        ),
        "index-of-reintegration-2": Figures(
            spread,
            tolerance=0.06,
            well="Discuss the coding before you discuss the weights.",
            show="bars",
            caption="How far the medians of each choice lie apart, points",
            slips={"You took means. The question asks for medians.": means},
        ),
    }
