"""``reading-tables/index-of-reintegration``: many answers in one figure

Widgets that build the index by one's own choices, show which choice decides, and compare men and women; then
the questions and exercises of the page.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from homecoming.book import reintegration, studies
from homecoming.kernelfree import Explorer, interact, radio, select
from homecoming.selfcheck import Quiz, multiple, number, quiz, right, single
from homecoming.show import charts, typeset
from homecoming.teach.answers import Answer, Figures, Number


@cache
def build_index() -> Explorer:
    """Build the index of reintegration by one's own choices.

    Examples
    --------
    >>> state = build_index().state(
    ...     indicators="assessments",
    ...     coding="positive answers",
    ...     weights="all equal",
    ...     aggregation="arithmetic mean",
    ... )
    >>> "Index: 55.6" in state
    True
    """
    assessments = [one for one in reintegration.scored_indicators() if one.core]
    scored_by = {
        (indicators, coding): reintegration.scores(coding, extra=reintegration.SELECTIONS[indicators])
        for indicators in ("assessments", "with both")
        for coding in reintegration.CODINGS
    }

    def view(indicators: str, coding: str, weights: str, aggregation: str):
        scored = scored_by[indicators, coding]
        made = reintegration.composite(scored, weights, aggregation)
        everything = reintegration.sensitivity()["index"]
        above = 100 * float((everything < made.value - 1e-9).mean())
        left = f" Left out, since too little is printed: {', '.join(made.left_out)}." if made.left_out else ""
        words = (
            f"Index: {made.value:.1f} of 100, from {len(made.indicators)} indicators. "
            f"{above:.0f} per cent of all {len(everything)} combinations of choices give less.{left}"
        )
        parts = pd.DataFrame({"Score": {**made.dimensions, "Index": made.value}})
        chart = charts.boxes(
            {"All combinations of choices": everything}, title="Your index among all", mark=made.value
        )
        return typeset.together(words, typeset.frame(parts, caption="Of 100", corner="Part"), chart)

    return interact(
        view,
        name="build-index",
        title="Build the index",
        indicators=radio(
            {
                f"the {len(assessments)} assessments": "assessments",
                "and being in work, no plans to leave": "with both",
            },
            label="Indicators",
        ),
        coding=radio(list(reintegration.CODINGS), label="What counts", default="positive answers"),
        weights=select([name for name in reintegration.WEIGHTS if "half" not in name], label="Weights"),
        aggregation=radio(list(reintegration.AGGREGATIONS), label="Aggregation"),
    )


@cache
def what_decides() -> Explorer:
    """Show how the index spreads over all combinations, sorted by one choice.

    Examples
    --------
    >>> "anything but bad" in what_decides().state(choice="coding", shown="index")
    True
    """
    choices = {
        "what counts": "coding",
        "weights": "weights",
        "aggregation": "aggregation",
        "indicators": "indicators",
        "the undecided": "undecided",
    }

    def view(choice: str, shown: str):
        tried = reintegration.sensitivity()
        column = "index" if shown == "index" else shown
        spread = {name: part[column] for name, part in tried.groupby(choice, sort=False)}
        medians = pd.Series({name: part.median() for name, part in spread.items()})
        words = (
            f"{len(tried)} combinations of choices give {tried[column].min():.1f} to "
            f"{tried[column].max():.1f}. The medians of this choice's options lie "
            f"{medians.max() - medians.min():.1f} points apart."
        )
        title = f"{column[:1].upper()}{column[1:]} by {choice}"
        return typeset.together(words, charts.boxes(spread, title=title, mark=float(tried[column].median())))

    return interact(
        view,
        name="what-decides",
        title="Which choice decides?",
        choice=radio(choices, label="Sort by"),
        shown=radio({"Index": "index", **{name: name for name in reintegration.DIMENSIONS}}, label="Show"),
    )


@cache
def index_by_sex() -> Explorer:
    """Compare the index of men and of women, as far as the paper prints it.

    Examples
    --------
    >>> "Men" in index_by_sex().state(coding="equal steps", aggregation="geometric mean")
    True
    """

    def view(coding: str, aggregation: str):
        parts = {
            sex: reintegration.composite(
                reintegration.scores(coding, sex, reported_by_sex=True),
                dict.fromkeys(reintegration.DIMENSIONS, 1),
                aggregation,
            )
            for sex in studies.SEXES
        }
        shown = pd.DataFrame({sex: {**made.dimensions, "Index": made.value} for sex, made in parts.items()})
        gap = shown.at["Index", "Male"] - shown.at["Index", "Female"]
        words = (
            f"Men {shown.at['Index', 'Male']:.1f}, women {shown.at['Index', 'Female']:.1f}: {gap:+.1f} "
            "points. The paper prints no figure of the social dimension for men and women."
        )
        colours = studies.COLOURS_OF_SEXES
        return typeset.together(
            words, charts.bars(shown, title="Index by sex", unit="of 100", colours=colours)
        )

    return interact(
        view,
        name="index-by-sex",
        title="Men and women",
        coding=radio(list(reintegration.CODINGS), label="What counts", default="positive answers"),
        aggregation=radio(list(reintegration.AGGREGATIONS), label="Aggregation"),
    )


def self_checks() -> Quiz:
    """Ask which choices move an index, and what survives them."""
    tried = reintegration.sensitivity()
    low, high = tried["index"].min(), tried["index"].max()
    moves = reintegration.influence(tried)
    men, women = (reintegration.sensitivity(sex, reported_by_sex=True)["index"] for sex in ("Male", "Female"))
    ahead = (men - women).max()
    sizes = [tried[choice].nunique() for choice in reintegration.CHOICES]
    return quiz(
        "index-of-reintegration",
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
            mistakes={sum(sizes): "You added. Each choice can go with each of the others: multiply."},
        ),
    )


def answers() -> dict[str, Answer]:
    """Compute what the coding exercises should come to."""
    tried = reintegration.sensitivity()

    def below() -> float:
        own = reintegration.composite(reintegration.scores("positive answers")).value
        return 100 * (tried["index"] < own).mean()

    def means() -> pd.Series:
        found = {choice: tried.groupby(choice)["index"].mean() for choice in reintegration.CHOICES}
        return pd.Series({choice: one.max() - one.min() for choice, one in found.items()})

    return {
        "index-of-reintegration-1": Number(
            below,
            unit="per cent",
            tolerance=0.6,
            right="So a good part of all defensible choices gives a lower index, and a good part a higher "
            "one.",
            mistakes={
                "This is the index. Which share of all combinations lies below it?": lambda: (
                    reintegration.composite(reintegration.scores("positive answers")).value
                ),
                "This is the number of combinations. The question asks for per cent of all.": lambda: (
                    below() * len(tried) / 100
                ),
            },
        ),
        "index-of-reintegration-2": Figures(
            lambda: reintegration.influence(tried)[[*reintegration.CHOICES]],
            tolerance=0.06,
            right="Discuss the coding before you discuss the weights.",
            show="bars",
            caption="How far the medians of each choice lie apart, points",
            mistakes={"You took means. The question asks for medians.": means},
        ),
    }
