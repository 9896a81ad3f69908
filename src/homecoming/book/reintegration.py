"""An index of reintegration: many indicators in one figure, and what the choices behind it do.

The Kyrgyz study names an integral assessment of reintegration and computes none. This module builds one, step
by step as the OECD/JRC handbook asks (Nardo et al. 2008): choose indicators, code their answers, weight the
dimensions, aggregate them, and then see what other choices would have given (:func:`sensitivity`).

The figures are made of printed percentages, so the index describes a group of people. How the answers of one
person go together is not printed; no index of persons can be made of these tables.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from homecoming import published
from homecoming.book import studies
from homecoming.errors import NoSuchNameError
from homecoming.results import Result

GROUPS = ("All", *studies.SEXES)
DIMENSIONS = ("Economic", "Social", "Psychosocial")

#: Credit for the answers of a three-step scale (bad, satisfactory, good) and a four-step scale (no to yes).
CODINGS: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "best answer only": ((0, 0, 1), (0, 0, 0, 1)),
    "positive answers": ((0, 0, 1), (0, 0, 1, 1)),
    "anything but bad": ((0, 1, 1), (0, 0, 1, 1)),
    "equal steps": ((0, 1 / 2, 1), (0, 1 / 3, 2 / 3, 1)),
}

#: Weights of the dimensions, in the order of DIMENSIONS.
WEIGHTS: Mapping[str, tuple[float, float, float]] = {
    "all equal": (1, 1, 1),
    "economic double": (2, 1, 1),
    "social double": (1, 2, 1),
    "psychosocial double": (1, 1, 2),
    "economic half": (1, 2, 2),
    "social half": (2, 1, 2),
    "psychosocial half": (2, 2, 1),
}

#: Sets of indicators that :func:`sensitivity` tries.
SELECTIONS: Mapping[str, tuple[str, ...]] = {
    "assessments": (),
    "with being in work": ("in-work",),
    "with no plans to leave": ("plans-to-leave",),
    "with both": ("in-work", "plans-to-leave"),
}

#: The choices that :func:`sensitivity` goes through.
CHOICES = ("indicators", "undecided", "coding", "weights", "aggregation")

AGGREGATIONS = ("arithmetic mean", "geometric mean", "lowest dimension")


@dataclass(frozen=True, eq=False)
class ScoredIndicator:
    """One indicator: a question of the survey with its scale.

    Attributes
    ----------
    id, label : str
        Identifier (a question's, where the table has one) and label.
    dimension : str
        One of ``DIMENSIONS``.
    shares : pandas.DataFrame
        Answers from worst to best (rows) by ``GROUPS`` (columns), per cent; NaN where not printed.
    undecided : pandas.Series
        Per cent in each group who found it difficult to answer.
    core : bool
        Whether it is an assessment that people gave; being in work and plans to leave are added on request.
    """

    id: str
    label: str
    dimension: str
    shares: pd.DataFrame
    undecided: pd.Series
    core: bool = True

    def score(self, coding: str, group: str, *, undecided: str = "kept") -> float:
        """Turn the answers of a group into a score.

        Parameters
        ----------
        coding : str
            One of ``CODINGS``.
        group : str
            One of ``GROUPS``.
        undecided : {"kept", "left out"}
            Whether people without a clear answer count in the base (with no credit) or not at all.

        Returns
        -------
        float
            0 to 100; NaN if the paper does not print what this needs.

        Examples
        --------
        >>> family = next(i for i in scored_indicators() if i.id == "family-relations")
        >>> round(family.score("equal steps", "All"), 2)
        84.35
        """
        answers = self.shares[group]
        credits = _credits(self.shares.index, coding)
        used = answers[credits > 0]
        if used.isna().any() or used.empty:
            return float("nan")
        score = float((credits[credits > 0] * used).sum())
        hesitant = float(self.undecided[group])
        return score / (100 - hesitant) * 100 if undecided == "left out" else score


@dataclass(frozen=True, eq=False, repr=False)
class Composite(Result):
    """An index with its parts.

    Attributes
    ----------
    value : float
        The index, 0 to 100.
    dimensions : pandas.Series
        Score of each dimension that has indicators, 0 to 100.
    indicators : pandas.DataFrame
        Scores of the indicators used: columns dimension, label, score.
    left_out : tuple of str
        Labels of indicators for which the paper prints too little.
    choices : dict of str to str
        The choices behind it, in words.
    """

    value: float
    dimensions: pd.Series
    indicators: pd.DataFrame
    left_out: tuple[str, ...]
    choices: dict[str, str]

    heading = "Index of reintegration"

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order."""
        rows = [("Index", f"{self.value:.1f}")]
        rows += [(name, f"{score:.1f}") for name, score in self.dimensions.items()]
        return rows + list(self.choices.items())


@cache
def scored_indicators() -> tuple[ScoredIndicator, ...]:
    """Give the indicators of reintegration that the Kyrgyz study reports.

    Returns
    -------
    tuple of ScoredIndicator
        Fifteen assessments and, with ``core`` False, being in work and having no plans to leave. The
        dimension of each is the section of the paper in which it stands.

    Examples
    --------
    >>> len([i for i in scored_indicators() if i.core])
    15
    """
    good = ("Bad", "Satisfactory", "Good")
    agree = ("No", "Mostly no", "Mostly yes", "Yes")
    rather = ("No", "Rather no than yes", "Rather yes, than no", "Yes")
    hesitant = studies.HESITATE
    economic, social, psychosocial = DIMENSIONS
    return (
        _from_table("job-match", "Job matches abilities", economic, 2, agree),
        _from_table("job-satisfaction", "Job satisfies", economic, 3, agree),
        _from_text("pay", "Work is well paid", economic, "pay-good", by_sex=True),
        _from_table("provide-for-family", "Can provide for the family", economic, 4, good),
        _from_table("own-security", "Materially secure", economic, 4, ("Bad", "Satisfied", "Good")),
        _from_text("housing", "Housing", social, "housing-good", "housing-satisfactory"),
        _from_text("education", "Education", social, "education-good", "education-satisfactory"),
        _from_table("environment", "Environment", social, 5, good),
        _from_table("vacations", "Vacations", social, 5, good),
        _from_table("free-time", "Free time", social, 5, good),
        _from_table("sports", "Sports", social, 5, good),
        _from_table("family-relations", "Family relations", psychosocial, 6, good),
        _from_table("supervisors", "Relations with supervisors", psychosocial, 7, good),
        _from_table("colleagues", "Relations with colleagues", psychosocial, 7, good),
        _from_table("expectations", "Expectations came true", psychosocial, 9, rather, hesitant),
        _in_work(economic),
        _from_table(
            "plans-to-leave", "No plans to leave", psychosocial, 8, ("Yes", "No"), hesitant, core=False
        ),
    )


def scores(
    coding: str = "positive answers",
    group: str = "All",
    *,
    extra: Sequence[str] = (),
    undecided: str = "kept",
    reported_by_sex: bool = False,
) -> pd.DataFrame:
    """Score the indicators of a group.

    Parameters
    ----------
    coding, group, undecided
        As in :meth:`ScoredIndicator.score`.
    extra : sequence of str
        Identifiers of indicators to add to the fifteen assessments: "in-work", "plans-to-leave".
    reported_by_sex : bool
        Whether to use only what the paper prints for men and women.

    Returns
    -------
    pandas.DataFrame
        Index: indicator id. Columns: dimension, label, score (0 to 100; NaN where too little is printed).

    Raises
    ------
    NoSuchNameError
        If a choice has no such value.

    Examples
    --------
    >>> scores().groupby("dimension", sort=False)["score"].mean().round(1).to_dict()
    {'Economic': 54.3, 'Social': 49.5, 'Psychosocial': 63.0}
    """
    _one_of("coding", coding, CODINGS)
    _one_of("group", group, GROUPS)
    _one_of("undecided", undecided, ("kept", "left out"))
    added = [i.id for i in scored_indicators() if not i.core]
    for name in extra:
        _one_of("extra indicator", name, added)
    used = [
        i
        for i in scored_indicators()
        if (i.core or i.id in extra) and not (reported_by_sex and i.shares["Male"].isna().all())
    ]
    return pd.DataFrame(
        {
            "dimension": [i.dimension for i in used],
            "label": [i.label for i in used],
            "score": [i.score(coding, group, undecided=undecided) for i in used],
        },
        index=pd.Index([i.id for i in used], name="indicator"),
    )


def composite(
    scored: pd.DataFrame,
    weights: str | Mapping[str, float] = "all equal",
    aggregation: str = "arithmetic mean",
) -> Composite:
    """Join scored indicators in one figure.

    Parameters
    ----------
    scored : pandas.DataFrame
        Columns dimension, label and score (0 to 100), as :func:`scores` gives them. Rows without a score
        are left out.
    weights : str or mapping of str to float
        A name out of ``WEIGHTS``, or a weight for each dimension, zero or more.
    aggregation : str
        One of ``AGGREGATIONS``. The arithmetic mean lets a strong dimension make up for a weak one; the
        geometric mean does so less; the lowest dimension does not.

    Returns
    -------
    Composite
        The score of a dimension is the mean of its indicators. The index never lies outside its parts.

    Raises
    ------
    ValueError
        If nothing can be scored, a score lies outside 0 to 100, or weights are negative, unknown or all zero.

    Notes
    -----
    Nardo et al. (2008) discuss each of these steps.

    Examples
    --------
    >>> composite(scores("anything but bad")).dimensions.round(1).to_dict()
    {'Economic': 71.4, 'Social': 86.2, 'Psychosocial': 84.8}
    """
    _one_of("aggregation", aggregation, AGGREGATIONS)
    kept = scored.dropna(subset="score")
    if kept.empty or not kept["score"].between(0, 100).all():
        raise ValueError("An index needs at least one indicator, each with a score from 0 to 100.")
    parts = _dimensions(kept)
    chosen = _weights(weights, parts.index)
    return Composite(
        value=aggregate(parts, chosen, aggregation),
        dimensions=parts,
        indicators=kept,
        left_out=tuple(scored.loc[scored["score"].isna(), "label"]),
        choices={
            "Weights": weights if isinstance(weights, str) else _in_words(chosen),
            "Aggregation": aggregation,
        },
    )


def aggregate(parts: pd.Series, weights: pd.Series, aggregation: str) -> float:
    """Join the scores of dimensions.

    Parameters
    ----------
    parts : pandas.Series
        Scores, 0 to 100.
    weights : pandas.Series
        Weights of the same dimensions, zero or more, not all zero. A dimension of weight zero is left out.
    aggregation : str
        One of ``AGGREGATIONS``.

    Returns
    -------
    float
        Between the lowest and the highest part that has a weight.

    Examples
    --------
    >>> parts, weights = pd.Series({"a": 25.0, "b": 100.0}), pd.Series({"a": 1.0, "b": 1.0})
    >>> [round(aggregate(parts, weights, how), 6) for how in AGGREGATIONS]
    [62.5, 50.0, 25.0]
    """
    return _aggregate(parts.to_numpy(float), weights.reindex(parts.index).to_numpy(float), aggregation)


@cache
def sensitivity(group: str = "All", *, reported_by_sex: bool = False) -> pd.DataFrame:
    """Compute the index under every combination of choices.

    Parameters
    ----------
    group : str
        One of ``GROUPS``.
    reported_by_sex : bool
        Whether to use only what the paper prints for men and women. Then the social dimension has no
        indicator at all, and weights that differ only by it give the same index.

    Returns
    -------
    pandas.DataFrame
        One row a combination: columns indicators, undecided, coding, weights, aggregation, the score of each
        dimension, and index. 672 rows: 4 sets of indicators, 2 ways with the undecided, 4 codings,
        7 sets of weights, 3 aggregations.

    Examples
    --------
    >>> sensitivity()["index"].agg(["min", "max"]).round(1).to_dict()["max"] > 80
    True
    """
    _one_of("group", group, GROUPS)
    rows = []
    for (words, extra), undecided, coding in itertools.product(
        SELECTIONS.items(), ("kept", "left out"), CODINGS
    ):
        scored = scores(coding, group, extra=extra, undecided=undecided, reported_by_sex=reported_by_sex)
        parts = _dimensions(scored)
        names, found = list(parts.index), parts.to_numpy(float)
        for weights, aggregation in itertools.product(WEIGHTS, AGGREGATIONS):
            value = _aggregate(found, _weights(weights, names).to_numpy(), aggregation)
            rows.append((words, undecided, coding, weights, aggregation, *found, value))
    return pd.DataFrame(rows, columns=[*CHOICES, *names, "index"])


def influence(tried: pd.DataFrame) -> pd.Series:
    """Measure how much each choice moves the index.

    Parameters
    ----------
    tried : pandas.DataFrame
        As :func:`sensitivity` gives it.

    Returns
    -------
    pandas.Series
        For each choice, the distance between the highest and the lowest median of its options, in points;
        the most influential first.

    Examples
    --------
    >>> influence(sensitivity()).index[0]
    'coding'
    """
    medians = {one: tried.groupby(one)["index"].median() for one in CHOICES}
    return pd.Series({one: found.max() - found.min() for one, found in medians.items()}).sort_values(
        ascending=False
    )


def _dimensions(scored: pd.DataFrame) -> pd.Series:
    return scored.dropna(subset="score").groupby("dimension", sort=False)["score"].mean()


def _aggregate(parts: np.ndarray, weights: np.ndarray, aggregation: str) -> float:
    parts, weights = parts[weights > 0], weights[weights > 0] / weights.sum()
    low, high = float(parts.min()), float(parts.max())
    if aggregation == "lowest dimension" or (aggregation == "geometric mean" and low == 0):
        return low
    if aggregation == "arithmetic mean":
        value = float(weights @ parts)
    else:
        value = float(np.exp(weights @ np.log(parts)))
    return min(max(value, low), high)  # a rounding error of the last bit must not leave the parts


def _credits(answers: pd.Index, coding: str) -> pd.Series:
    three, four = CODINGS[coding]
    # A lone row holds "well" and "mostly well" together: of use only if both get the same credit.
    together = 1.0 if four[2] == four[3] else 0.0
    steps = {1: (together,), 2: (0.0, 1.0), 3: three, 4: four}[len(answers)]
    return pd.Series(steps, index=answers, dtype=float)


def _from_table(
    question: str,
    label: str,
    dimension: str,
    number: int,
    scale: Sequence[str],
    undecided: str = "",
    core: bool = True,
) -> ScoredIndicator:
    printed = published.load(f"{studies.KYRGYZSTAN}/table-{number}").percentages(question)
    # The whole group comes first in every table, then men and women; Table 5 has the whole group alone.
    printed.columns = list(GROUPS[: printed.shape[1]])
    printed = printed.reindex(columns=list(GROUPS))
    hesitant = printed.loc[undecided] if undecided else pd.Series(0.0, index=list(GROUPS))
    return ScoredIndicator(question, label, dimension, printed.loc[list(scale)], hesitant, core)


def _from_text(
    id: str, label: str, dimension: str, good: str, middle: str = "", by_sex: bool = False
) -> ScoredIndicator:
    """An indicator that the paper prints in its sentences only."""
    printed = published.text_figures(studies.KYRGYZSTAN).set_index("id")["value"]
    suffixes = {"All": "", "Male": "-men", "Female": "-women"} if by_sex else {"All": ""}
    rows = {"positive": {group: printed[good + suffix] for group, suffix in suffixes.items()}}
    if middle:
        # Three answers, as in the tables: what is left over is "bad".
        share, rest = printed[good], printed[middle]
        rows = {"Bad": {"All": 100 - share - rest}, "Satisfactory": {"All": rest}, "Good": {"All": share}}
    shares = pd.DataFrame.from_dict(rows, orient="index").reindex(columns=list(GROUPS))
    return ScoredIndicator(id, label, dimension, shares, pd.Series(0.0, index=list(GROUPS)))


def _in_work(dimension: str) -> ScoredIndicator:
    printed = published.load(f"{studies.KYRGYZSTAN}/table-1").percentages()
    idle = printed.at[studies.DO_NOT_WORK, studies.IN_KYRGYZSTAN]
    shares = pd.DataFrame({"All": [idle, 100 - idle]}, index=["Does not work", "Works"]).reindex(
        columns=list(GROUPS)
    )
    return ScoredIndicator(
        "in-work", "Is in work", dimension, shares, pd.Series(0.0, index=list(GROUPS)), core=False
    )


def _one_of(kind: str, name: str, possibilities: Collection[str]) -> None:
    if name not in possibilities:
        raise NoSuchNameError(kind, name, possibilities)


def _weights(weights: str | Mapping[str, float], dimensions: Sequence[str]) -> pd.Series:
    if isinstance(weights, str):
        _one_of("set of weights", weights, WEIGHTS)
        weights = dict(zip(DIMENSIONS, WEIGHTS[weights], strict=True))
    unknown = [name for name in dimensions if name not in weights]
    if unknown:
        raise ValueError(f"No weight for {', '.join(unknown)}: give one to each of {', '.join(dimensions)}.")
    chosen = pd.Series({name: float(weights[name]) for name in dimensions})
    if (chosen < 0).any() or not chosen.sum() > 0:
        raise ValueError(f"Weights are zero or more, and not all zero; got {chosen.to_dict()}.")
    return chosen


def _in_words(weights: pd.Series) -> str:
    return ", ".join(f"{name} {weight:g}" for name, weight in weights.items())
