"""``reading-tables/what-may-be-inferred``: inference from samples that chance did not draw

Widgets that show answers as if chance had drawn them, count how often one has looked, and ask for the size of
two unknown samples; the tests that they rest on; then the questions and exercises of the page.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.checks import inference
from homecoming.kernelfree import Explorer, checkbox, interact, radio, select, slider
from homecoming.results import p_value
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Figures, Number


@cache
def as_if_random() -> Explorer:
    """Show answers of men and women with and without the what-if of a random sample.

    Examples
    --------
    >>> state = as_if_random().state(question="Table 9: Expectations met", as_if=True, level="95%")
    >>> "p = 0.199" in state
    True
    """

    def view(question: str, as_if: bool, level: str = "95%"):
        _, asked = studies.questions_by_sex()[question]
        people = studies.rebuilt().counts(asked.id)[studies.SEXES]
        bases = people.sum()
        shares = 100 * people / bases
        gap = (shares["Male"] - shares["Female"]).abs()
        widest = gap.idxmax()
        told = (
            f"{bases['Male']} men and {bases['Female']} women answered. They differ most in “{widest}”: "
            f"{shares.at[widest, 'Male']:.1f} against {shares.at[widest, 'Female']:.1f} per cent."
        )
        colours = studies.COLOURS_OF_SEXES
        if not as_if:
            words = f"{told} This describes the people who were asked. It needs no test."
            return typeset.together(words, charts.bars(shares, title=asked.wording, colours=colours))
        ends = {
            sex: [inference.wilson(int(k), int(bases[sex]), float(level[:-1]) / 100) for k in people[sex]]
            for sex in studies.SEXES
        }
        lower, upper = (
            pd.DataFrame(
                {sex: [getattr(i, end) for i in ends[sex]] for sex in studies.SEXES}, index=people.index
            )
            for end in ("lower", "upper")
        )
        test, pair = inference.chi_square(people), people.loc[widest]
        effect = inference.compare_shares(*((int(pair[sex]), int(bases[sex])) for sex in studies.SEXES))
        words = (
            f"{told} As if random: chi-square {test.statistic:.2f} with {test.df} df, p = {p_value(test.p)}, "
            f"Cramér's V {test.v:.2f}. The widest gap alone: Cohen's h {effect.h:+.2f}, "
            f"p = {p_value(effect.p)}."
        )
        chart = charts.spans(
            lower, upper, middle=shares, title=f"{asked.wording} {level} intervals", colours=colours
        )
        return typeset.together(words, chart)

    return interact(
        view,
        name="what-if-random",
        title="What if the sample were random?",
        question=select(
            list(studies.questions_by_sex()), label="Question", default="Table 9: Expectations met"
        ),
        as_if=checkbox(label="As if random"),
        level=radio(["90%", "95%", "99%"], label="Intervals", default="95%", only_if={"as_if": [True]}),
    )


@cache
def sexes_compared() -> pd.DataFrame:
    """Test every question of the Kyrgyz paper for a difference between men and women, as if random.

    Returns
    -------
    pandas.DataFrame
        As :func:`homecoming.checks.inference.compare_groups`, one row a question.

    Examples
    --------
    >>> float(sexes_compared()["p"].min()) > 0.05
    True
    """
    return inference.compare_groups(
        {
            label: studies.rebuilt().counts(asked.id)[studies.SEXES]
            for label, (_, asked) in studies.questions_by_sex().items()
        }
    )


@cache
def many_comparisons() -> Explorer:
    """Look for a difference between men and women everywhere, then count how often one has looked.

    Examples
    --------
    >>> f"2 of {len(rows_compared())}" in many_comparisons().state(compared="single answers", adjusted=False)
    True
    """

    def view(compared: str, adjusted: bool):
        whole = compared == "whole questions"
        found = (sexes_compared() if whole else rows_compared()).sort_values("p", kind="stable")
        column = "p (Holm)" if adjusted else "p"
        below = int((found[column] < 0.05).sum())
        chance = 0.05 * len(found)
        about = "less than one" if chance < 1 else f"about {chance:.0f}"
        expected = "" if adjusted else f" By chance alone one would expect {about}."
        words = f"{below} of {len(found)} {compared} have a p-value below 0.05.{expected}"
        shown = pd.DataFrame({column: found[column].map(p_value)})
        if whole:
            shown.insert(0, "Cramér's V", found["Cramér's V"].map("{:.2f}".format))
        else:
            shown.insert(0, "Gap in points", found["gap"].map("{:+.1f}".format))
        caption = f"The ten smallest, of {len(found)}" if len(found) > 10 else "All questions"
        return typeset.together(
            words, typeset.frame(shown.head(10), caption=caption, corner="Men against women")
        )

    return interact(
        view,
        name="many-comparisons",
        title="Do men and women differ anywhere?",
        compared=radio(["whole questions", "single answers"], label="Compare"),
        adjusted=checkbox(label="Adjust for the number of comparisons (Holm)"),
    )


@cache
def rows_compared() -> pd.DataFrame:
    """Compare the shares of men and women answer by answer, as if random.

    Returns
    -------
    pandas.DataFrame
        One row an answer: men, women (per cent), gap (points), h, p, and p adjusted for all rows (Holm).

    Examples
    --------
    >>> int((rows_compared()["p"] < 0.05).sum())
    2
    """
    found = {}
    for label, (_, asked) in studies.questions_by_sex().items():
        people = studies.rebuilt().counts(asked.id)[studies.SEXES]
        bases = people.sum()
        for option, row in people.iterrows():
            pair = inference.compare_shares(*((int(row[sex]), int(bases[sex])) for sex in studies.SEXES))
            found[f"{label}: {option}"] = (pair.first, pair.second, pair.difference, pair.h, pair.p)
    made = pd.DataFrame.from_dict(found, orient="index", columns=["men", "women", "gap", "h", "p"])
    return made.assign(**{"p (Holm)": inference.holm(made["p"])}).rename_axis("answer")


@cache
def if_so_many_were_asked() -> Explorer:
    """Ask how large the two unknown samples would have to be for a gap to stand out, as if random.

    Examples
    --------
    >>> state = if_so_many_were_asked().state(row="Employed", people=500)
    >>> "72.3" in state and "p = " in state
    True
    """
    table = published.load(f"{studies.KAZAKHSTAN_KOREA}/table-1")
    shares = table.percentages()

    def view(row: str, people: int):
        kazakhstan, korea = (float(share) for share in shares.loc[row])
        pair = inference.compare_shares(
            *((round(share * people / 100), people) for share in (korea, kazakhstan))
        )
        ends = [inference.wilson(round(share * people / 100), people) for share in (kazakhstan, korea)]
        lower, upper, middle = (
            pd.DataFrame(
                [[getattr(end, name) for end in ends]], index=[row], columns=["Kazakhstan", "South Korea"]
            )
            for name in ("lower", "upper", "estimate")
        )
        words = (
            f"Kazakhstan {kazakhstan}, South Korea {korea} per cent. If {people} people had been drawn at "
            f"random in each: p = {p_value(pair.p)}. Cohen's h is {pair.h:+.2f} however many are asked."
        )
        return typeset.together(
            words, charts.spans(lower, upper, middle=middle, title=f"{row}: 95% intervals")
        )

    return interact(
        view,
        name="if-so-many",
        title="The same figures, other samples",
        row=radio(list(shares.index), label="Row"),
        people=slider(
            [50, 100, 200, 500, 1000, 2000, 5000, 10000], label="People in each country", default=500
        ),
    )


def self_checks() -> Quiz:
    """Ask what a p-value is, what it needs, and what it does not say."""
    asked = studies.asked()["All"]
    leave = studies.rebuilt().counts("plans-to-leave")["All"]
    interval = inference.wilson(int(leave["Yes"]), int(leave.sum()))
    looks = rows_compared()
    small = int((looks["p"] < 0.05).sum())
    left = int((looks["p (Holm)"] < 0.05).sum())
    return quiz(
        "what-may-be-inferred",
        single(
            "Why is every interval in this chapter a what-if?",
            {
                f"{asked} people are too few for an interval": "Intervals exist for five people, and for "
                "five million.",
                "Percentages do not have intervals at all": "They do, if the people were drawn at random.",
                f"Chance did not choose the {asked} people": right(
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
            mistakes={
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
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    plans = studies.table_of("plans-to-leave")
    share = float(plans.printed("Yes", plans.whole)) / 100

    def people_needed(width: float) -> int:
        n = 50
        while True:
            interval = inference.wilson(round(share * n), n)
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
            right="Thirteen times as many as were asked, and drawn at random.",
            mistakes={
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
            right="There was no difference to be found: every p-value below 0.05 is a false alarm.",
            mistakes={
                "The generator was made anew in every round, so that all draws are alike. Make it once.": (
                    lambda: looks(in_turn()[:1] * 20)
                ),
                "You drew all the first groups, then all the second. Draw the two in turn, twenty times.": (
                    lambda: looks(all_first())
                ),
            },
        ),
    }
