"""Practice for the chapter on inference from samples that chance did not draw."""

from __future__ import annotations

import numpy as np
import pandas as pd

from homecoming import inference
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single


def questions() -> list[Question]:
    """Ask what a p-value is, what it needs, and what it does not say."""
    interval = inference.wilson(114, 515)
    return [
        single(
            "Why is every interval in this chapter a what-if?",
            {
                "515 people are too few": "Intervals exist for five people, and for five million.",
                "Chance did not choose the people": right(
                    "An interval computes what chance does. Here chance did nothing."
                ),
                "Percentages have no intervals": "They do, if the people were drawn at random.",
            },
        ),
        number(
            "As if random, the interval for 114 of 515 people begins at 18.8 per cent. Where does it end? "
            "One decimal.",
            interval.upper,
            tolerance=0.06,
            unit="per cent",
            right="22.1 does not lie in the middle: Wilson's intervals lean towards 50.",
            otherwise="Use `inference.wilson(114, 515)`.",
            slips={
                2 * interval.estimate - interval.lower: "You mirrored the lower end. Wilson's intervals "
                "are not "
                "symmetric."
            },
        ),
        single(
            "A test of men against women gives p = 0.30. What follows?",
            {
                "Men and women do not differ": "A large p-value speaks neither for nor against.",
                "If there were no difference, chance alone would make such a gap in 30 of 100 samples": right(
                    "That is what a p-value says, and all that it says."
                ),
                "The probability that they differ is 70 per cent": "A p-value is no probability of an idea.",
            },
        ),
        multiple(
            "You compare 31 answers of men and women and find two p-values below 0.05. What is wise?",
            {
                "Report the two answers as "
                "findings": "One or two are to be expected even if there is no difference.",
                "Adjust for the number of looks, for example with Holm's method": right(
                    "After that nothing is left here."
                ),
                "Say how many comparisons were made": right("A reader needs that number."),
                "Look at more answers, until there are more findings": "Then there will be more false ones.",
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def people_needed() -> int:
        n = 50
        while True:
            interval = inference.wilson(round(0.221 * n), n)
            if interval.upper - interval.lower <= 2:
                return n
            n += 50

    def twenty_looks() -> pd.Series:
        chance = np.random.default_rng(5)
        p = [
            inference.compare_shares((chance.binomial(300, 0.3), 300), (chance.binomial(200, 0.3), 200)).p
            for _ in range(20)
        ]
        adjusted = inference.holm({str(look): value for look, value in enumerate(p)})
        return pd.Series({"before": sum(value < 0.05 for value in p), "after": int((adjusted < 0.05).sum())})

    return {
        "what-may-be-inferred-1": Number(
            people_needed,
            unit="people",
            tolerance=0,
            well="Thirteen times as many as were asked, and drawn at random.",
        ),
        "what-may-be-inferred-2": Figures(
            twenty_looks,
            tolerance=0,
            well="There was no difference to be found: every p-value below 0.05 is a false alarm.",
        ),
    }
