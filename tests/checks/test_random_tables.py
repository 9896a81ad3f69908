"""Correct tables, made at random in twelve kinds and many forms: nothing is found in them.

And the same with one digit changed: most of what can be found is found. The figures are in the report of
`python tools/misprints.py`.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from misprints import judged
from tables_at_random import KINDS, Made, make, misprint, possible

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]
QUICK = settings(max_examples=40, derandomize=True, database=None, suppress_health_check=LARGE)
FULL = settings(QUICK, max_examples=500)


def tables(kind: str) -> st.SearchStrategy[Made]:
    return st.randoms(use_true_random=False).map(lambda rng: make(kind, rng))


def nothing_found(kind: str, how_many: settings) -> None:
    """No finding that says it cannot be chance, and no more of the others than they say themselves."""
    chances: list[float] = []
    surprises: list[str] = []

    @how_many
    @given(tables(kind))
    def run(made: Made) -> None:
        judgement = judged(made)
        certain = [f for f in judgement.findings if not f.chance]
        assert not certain, f"{made.text}\ntold: {made.told}\n{certain[0]}"
        for finding in judgement.findings:
            assert finding.chance is not None
            chances.append(finding.chance)
            surprises.append(finding.kind)

    run()
    # A finding that says "1 in 20 correct tables" may come in about one of twenty of them.
    most = how_many.max_examples * max(chances, default=0.0) * 2 + 2
    assert len(surprises) <= most, (
        f"{Counter(surprises)} in {how_many.max_examples} tables, chances {chances}"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_in_correct_tables(kind: str) -> None:
    nothing_found(kind, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_in_five_hundred_correct_tables(kind: str) -> None:
    nothing_found(kind, FULL)


@pytest.mark.parametrize("kind", KINDS)
def test_a_correct_table_is_possible(kind: str) -> None:
    assert all(possible(make(kind, Random(seed))) for seed in range(20))


def test_a_changed_digit_can_make_a_table_impossible() -> None:
    made = make("counts beside percentages", Random(1))
    assert not all(possible(misprint(made, Random(seed))[0]) for seed in range(20))


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_checked_or_the_audit_says_why_not(kind: str) -> None:
    for seed in range(10):
        judgement = judged(make(kind, Random(seed)))
        assert any(judgement.checked.values()) or judgement.unchecked


@pytest.mark.parametrize(("kind", "least"), [("counts beside percentages", 0.9), ("row percents", 0.8)])
def test_most_misprints_that_can_be_found_are_found(kind: str, least: float) -> None:
    can = found = 0
    for seed in range(60):
        changed, *_ = misprint(make(kind, Random(seed)), Random(seed))
        if not possible(changed):
            can += 1
            found += bool(judged(changed).findings)
    assert found >= least * can > 0
