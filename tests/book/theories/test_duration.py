"""How long to stay: the model against brute force, its slope and its formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from homecoming.book.theories import duration
from homecoming.book.theories.duration import Life

LIVES = some.builds(
    Life,
    wage_abroad=some.floats(1.05, 12),
    home_pull=some.floats(0.05, 2),
    curvature=some.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0, 4.0]),
    skill_gain=some.sampled_from([0.0, 0.01, 0.03]),
    price_home=some.sampled_from([0.6, 0.8, 1.0, 1.2]),
)


@given(LIVES)
def test_the_best_stay_beats_every_other_stay(life):
    best = duration.optimal_stay(life)
    stays = np.linspace(0, life.years, 401)
    values = np.array([duration.value(life, stay) for stay in stays])
    assert abs(best - stays[values.argmax()]) <= life.years / 400 + 1e-9 or np.isclose(
        duration.value(life, best), values.max(), rtol=1e-9
    )
    assert duration.value(life, best) >= values.max() - 1e-9 * abs(values.max())


@given(LIVES, some.floats(0.5, 39.5))
def test_the_slope_is_the_derivative_of_the_value(life, stay):
    step = 1e-4
    around = (duration.value(life, stay + step) - duration.value(life, stay - step)) / (2 * step)
    assert duration.slope(life, stay) == pytest.approx(around, rel=1e-5, abs=1e-6)


@given(LIVES)
def test_with_equal_prices_and_no_skills_the_formula_holds(life):
    plain = Life(life.wage_abroad, life.home_pull, life.curvature)
    assert duration.optimal_stay(plain) == pytest.approx(duration.closed_form(plain), abs=1e-6)


@given(some.floats(0.1, 2), some.sampled_from([1.5, 2.0, 3.0, 4.0]))
def test_above_the_turning_point_a_higher_wage_shortens_the_stay(pull, curvature):
    turn = duration.turning_point(Life(home_pull=pull, curvature=curvature))
    stays = [
        duration.closed_form(Life(wage, pull, curvature, years=1e9))
        for wage in (turn * 0.99, turn, turn * 1.01, turn * 2)
    ]
    # In a life long enough not to be cut off, the stay is longest at the turning point.
    assert stays[1] >= max(stays)
    assert stays[2] > stays[3] or stays[1] == 1e9


def test_with_logarithmic_worth_a_higher_wage_never_shortens_the_stay():
    stays = duration.stay_curve(Life(curvature=1.0))
    assert (stays.diff().dropna() >= -1e-9).all()
    assert duration.turning_point(Life(curvature=1.0)) is None


@pytest.mark.parametrize(
    "wrong", [{"wage_abroad": 0}, {"home_pull": -1}, {"curvature": float("nan")}, {"skill_gain": -0.1}]
)
def test_a_life_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Life(**wrong)
