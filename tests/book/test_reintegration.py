"""The index lies within its parts, is what its choices say, and says what it had to leave out."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homecoming import published
from homecoming.book import reintegration

scores_0_to_100 = st.floats(0, 100, allow_subnormal=False)
dimension = st.sampled_from(reintegration.DIMENSIONS)
scored_items = st.lists(st.tuples(dimension, scores_0_to_100), min_size=1, max_size=12)
some_weights = st.fixed_dictionaries({name: st.integers(0, 5) for name in reintegration.DIMENSIONS})


def frame(items):
    made = pd.DataFrame(items, columns=["dimension", "score"])
    return made.assign(label=[f"item {row}" for row in made.index])


@given(scored_items, some_weights, st.sampled_from(reintegration.AGGREGATIONS))
def test_an_index_lies_within_its_parts_and_they_within_theirs(items, weights, aggregation):
    scored = frame(items)
    if not any(weights[name] for name in scored["dimension"]):
        with pytest.raises(ValueError, match="not all zero"):
            reintegration.composite(scored, weights, aggregation)
        return
    made = reintegration.composite(scored, weights, aggregation)
    used = [score for name, score in made.dimensions.items() if weights[name]]
    assert min(used) <= made.value <= max(used)
    for name, score in made.dimensions.items():
        own = scored.loc[scored["dimension"] == name, "score"]
        assert own.min() - 1e-9 <= score <= own.max() + 1e-9


@given(scored_items, some_weights)
def test_no_aggregation_forgives_more_than_the_arithmetic_mean(items, weights):
    scored = frame(items)
    if any(weights[name] for name in scored["dimension"]):
        mean, geometric, lowest = (
            reintegration.composite(scored, weights, how).value for how in reintegration.AGGREGATIONS
        )
        assert mean + 1e-9 >= geometric >= lowest - 1e-9


def test_scores_are_the_printed_percentages():
    """Spot checks against the tables themselves, read another way."""
    table_6 = published.load("kyrgyzstan-2024/table-6")
    good, middle = (float(table_6.printed(answer, "Female")) for answer in ("Good", "Satisfactory"))
    score = {
        coding: reintegration.scores(coding, "Female").at["family-relations", "score"]
        for coding in reintegration.CODINGS
    }
    assert score["best answer only"] == score["positive answers"] == good
    assert score["anything but bad"] == pytest.approx(good + middle)
    assert score["equal steps"] == pytest.approx(good + middle / 2)
    table_9 = published.load("kyrgyzstan-2024/table-9")
    both = float(table_9.printed("Yes + rather yes, than no", "Male"))
    kept = reintegration.scores(group="Male").at["expectations", "score"]
    left_out = reintegration.scores(group="Male", undecided="left out").at["expectations", "score"]
    assert kept == pytest.approx(both)
    assert left_out == pytest.approx(
        100 * both / (100 - float(table_9.printed("Hesitate to respond", "Male")))
    )


def test_what_the_paper_does_not_print_is_left_out_and_named():
    strict = reintegration.composite(reintegration.scores("best answer only"))
    assert strict.left_out == ("Work is well paid",)
    women = reintegration.scores(group="Female", reported_by_sex=True)
    assert set(women["dimension"]) == {"Economic", "Psychosocial"}
    assert women["score"].notna().all()


def test_a_single_change_of_weights_is_a_weighted_mean():
    made = reintegration.composite(reintegration.scores(), {"Economic": 2, "Social": 1, "Psychosocial": 1})
    economic, social, psychosocial = made.dimensions
    assert made.value == pytest.approx((2 * economic + social + psychosocial) / 4)
    assert made.value == reintegration.composite(reintegration.scores(), "economic double").value


def test_sensitivity_tries_every_combination_and_agrees_with_composite():
    tried = reintegration.sensitivity()
    combinations = list(
        itertools.product(
            reintegration.SELECTIONS,
            ("kept", "left out"),
            reintegration.CODINGS,
            reintegration.WEIGHTS,
            reintegration.AGGREGATIONS,
        )
    )
    columns = ["indicators", "undecided", "coding", "weights", "aggregation"]
    assert list(tried[columns].itertuples(index=False, name=None)) == combinations
    for _, row in tried.iloc[::97].iterrows():
        scored = reintegration.scores(
            row["coding"], extra=reintegration.SELECTIONS[row["indicators"]], undecided=row["undecided"]
        )
        again = reintegration.composite(scored, row["weights"], row["aggregation"])
        assert again.value == pytest.approx(row["index"])
        assert again.dimensions["Social"] == pytest.approx(row["Social"])


def test_what_survives_every_choice_and_what_does_not():
    """The chapter's two findings."""
    tried = reintegration.sensitivity()
    assert (tried["Psychosocial"] > tried["Economic"]).all()
    social_leads = tried["Social"] > tried["Psychosocial"]
    assert social_leads.any()
    assert not social_leads.all()
    men, women = (reintegration.sensitivity(sex, reported_by_sex=True)["index"] for sex in ("Male", "Female"))
    assert (men > women).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: reintegration.scores("kind"), "no coding 'kind'"),
        (lambda: reintegration.scores(group="Men"), "no group 'Men'"),
        (lambda: reintegration.scores(extra=["luck"]), "no extra indicator 'luck'"),
        (lambda: reintegration.scores(undecided="ignored"), "no undecided 'ignored'"),
        (lambda: reintegration.composite(reintegration.scores(), "fair"), "no set of weights 'fair'"),
        (
            lambda: reintegration.composite(reintegration.scores(), {"Economic": 1}),
            "No weight for Social, Psychosocial",
        ),
        (
            lambda: reintegration.composite(reintegration.scores(), aggregation="median"),
            "no aggregation 'median'",
        ),
        (lambda: reintegration.composite(frame([("Social", 104.0)])), "score from 0 to 100"),
        (lambda: reintegration.composite(frame([("Social", float("nan"))])), "at least one indicator"),
        (lambda: reintegration.sensitivity("Everyone"), "no group 'Everyone'"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
