"""Practice for the chapter on inference from samples that chance did not draw."""

from __future__ import annotations

import numpy as np
import pandas as pd

from homecoming import inference, reading_explorers, survey
from homecoming.answers import Answer, Figures, Number
from homecoming.selfcheck import Question, multiple, number, right, single


def questions() -> list[Question]:
    """Ask what a p-value is, what it needs, and what it does not say."""
    leave = survey.rebuild().counts("plans-to-leave")["All"]
    interval = inference.wilson(int(leave["Yes"]), int(leave.sum()))
    looks = reading_explorers.rows_compared()
    small = int((looks["p"] < 0.05).sum())
    left = int((looks["p (Holm)"] < 0.05).sum())
    return [
        single(
            "Why is every interval in this chapter a what-if?",
            {
                "515 people are too few for an interval": "Intervals exist for five people, and for five "
                "million.",
                "Percentages do not have intervals at all": "They do, if the people were drawn at random.",
                "Chance did not choose the 515 people": right(
                    "An interval computes what chance does. Here chance did nothing."
                ),
            },
        ),
        number(
            f"As if random, the interval for {leave['Yes']} of {leave.sum()} people begins at "
            f"{interval.lower:.1f} per cent. Where does it end? One decimal.",
            interval.upper,
            tolerance=0.06,
            unit="per cent",
            right=f"{interval.estimate:.1f} does not lie in the middle: Wilson's intervals lean towards 50.",
            otherwise=f"The page computes it with `inference.wilson({leave['Yes']}, {leave.sum()})`.",
            slips={
                2 * interval.estimate - interval.lower: "You mirrored the lower end. Wilson's intervals "
                "are not symmetric.",
                interval.estimate: "This is the share itself. The interval reaches further.",
            },
        ),
        single(
            "A test of men against women gives p = 0.30. What does it say?",
            {
                "Without a difference, chance makes such a gap or a wider one in 30 of 100 samples": right(
                    "That is what a p-value says, and all that it says."
                ),
                "The probability is 70 per cent that men and women differ, and 30 that they do "
                "not": "A p-value is not the probability of an idea.",
                "Men and women do not differ, because 0.30 lies well above the usual limit of "
                "0.05": "A large p-value speaks neither for nor against.",
            },
        ),
        multiple(
            f"You compare {len(looks)} answers of men and women and find {small} p-values below 0.05. What "
            "is wise?",
            {
                "Adjust for the number of looks, for example with Holm's method": right(
                    f"After that {left or 'nothing'} is left here."
                ),
                "Report these answers, and not the others, as findings": "One or two are to be expected even "
                "if there is no difference.",
                "Look at more answers, until there are more findings": "Then there will be more false ones.",
                "Say how many comparisons were made": right("A reader needs that number."),
            },
        ),
    ]


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""

    def people_needed(width: float) -> int:
        n = 50
        while True:
            interval = inference.wilson(round(0.221 * n), n)
            if interval.upper - interval.lower <= width:
                return n
            n += 50

    def in_turn() -> list[tuple[int, int]]:
        chance = np.random.default_rng(5)
        return [(chance.binomial(300, 0.3), chance.binomial(200, 0.3)) for _ in range(20)]

    def all_first() -> list[tuple[int, int]]:
        chance = np.random.default_rng(5)
        return list(zip(chance.binomial(300, 0.3, 20), chance.binomial(200, 0.3, 20), strict=True))

    def looks(draws: list[tuple[int, int]]) -> pd.Series:
        p = [inference.compare_shares((first, 300), (second, 200)).p for first, second in draws]
        adjusted = inference.holm({str(look): value for look, value in enumerate(p)})
        return pd.Series({"before": sum(value < 0.05 for value in p), "after": int((adjusted < 0.05).sum())})

    return {
        "what-may-be-inferred-1": Number(
            lambda: people_needed(2),
            unit="people",
            tolerance=0,
            well="Thirteen times as many as were asked, and drawn at random.",
            slips={
                "You allowed two points on each side. The whole interval, from end to end, may have two.": (
                    lambda: people_needed(4)
                ),
                "With so many it is still a little too wide. Take the next step.": lambda: (
                    people_needed(2) - 50
                ),
            },
        ),
        "what-may-be-inferred-2": Figures(
            lambda: looks(in_turn()),
            tolerance=0,
            well="There was no difference to be found: every p-value below 0.05 is a false alarm.",
            slips={
                "The generator was made anew in every round, so that all draws are alike. Make it once.": (
                    lambda: looks(in_turn()[:1] * 20)
                ),
                "You drew all the first groups, then all the second. Draw the two in turn, twenty times.": (
                    lambda: looks(all_first())
                ),
            },
        ),
    }
