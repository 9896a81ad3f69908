r"""How long to stay? A small model of the optimal time abroad, in the manner of Dustmann.

A person has ``years`` of working life, spends ``t`` of them abroad and the rest at home. Pay at home is the
unit. Abroad the pay is ``wage_abroad``; each year abroad raises later pay at home by ``skill_gain``. Money is
spent evenly over life, at prices that may be lower at home. A year at home is worth ``home_pull`` more than
the same year abroad: family, language, belonging. With ``u`` the worth of a year's consumption ``c``,

.. math:: V(t) = t\,u(c_a) + (T - t)\,[u(c_h) + h], \qquad u(c) = \frac{c^{1-\gamma}}{1-\gamma}
          \quad (\ln c \text{ for } \gamma = 1),

under the budget :math:`t c_a + (T-t)\,p\,c_h = Y(t)`, where :math:`Y(t) = t\,w + (T-t)(1 + s t)`.
``curvature`` (:math:`\gamma`) says how fast more money stops mattering.

``V`` is concave in ``t``, so the best stay is the zero of its slope, or an end of the range. With equal
prices and no gain in skills there is a closed form, :func:`closed_form`; the tests compare both, and brute
force.

The model is the book's own and much simpler than Dustmann's (2001; 2003, doi:10.1016/S0014-2921(01)00184-2);
it shares the result that a higher wage abroad can shorten the stay. The three motives are those of Dustmann
and Weiss (2007): prices, a liking for consumption at home, skills.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.optimize import brentq


@dataclass(frozen=True)
class Life:
    """A working life between two countries. Pay at home at the start is 1.

    Attributes
    ----------
    wage_abroad : float
        Pay abroad, in units of pay at home; above 0.
    home_pull : float
        What a year at home is worth more than a year abroad; above 0. Measured in years of pay at home, as a
        person values them who lives on that pay: 0.5 means "as good as half a year's pay more".
    curvature : float
        How fast more money stops mattering; above 0. At 1, twice the pay always feels like the same step up.
    skill_gain : float
        By how much a year abroad raises later yearly pay at home, in units of pay at home; 0 or more.
    price_home : float
        Price level at home, that abroad being 1; above 0.
    years : float
        Length of working life in years; above 0.

    Raises
    ------
    ValueError
        If a figure is out of its range.

    Examples
    --------
    >>> round(optimal_stay(Life(wage_abroad=2.0, home_pull=0.5, curvature=2.0)), 1)
    16.6
    >>> round(optimal_stay(Life(wage_abroad=6.0, home_pull=0.5, curvature=2.0)), 1)
    17.3
    >>> round(optimal_stay(Life(wage_abroad=12.0, home_pull=0.5, curvature=2.0)), 1)
    13.4
    """

    wage_abroad: float = 2.0
    home_pull: float = 0.5
    curvature: float = 2.0
    skill_gain: float = 0.0
    price_home: float = 1.0
    years: float = 40.0

    def __post_init__(self) -> None:
        for name in ("wage_abroad", "home_pull", "curvature", "price_home", "years"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be above 0.")
        if not self.skill_gain >= 0:
            raise ValueError(f"skill_gain is {self.skill_gain}; it must be 0 or more.")


def income(life: Life, stay: float) -> float:
    """Add up the earnings of a whole life.

    Parameters
    ----------
    life : Life
    stay : float
        Years abroad.

    Returns
    -------
    float
        In years of pay at home.

    Examples
    --------
    >>> income(Life(wage_abroad=2.0), stay=10)
    50.0
    """
    return stay * life.wage_abroad + (life.years - stay) * (1 + life.skill_gain * stay)


def value(life: Life, stay: float) -> float:
    """Tell how good a life is as a whole with a given stay abroad.

    Parameters
    ----------
    life : Life
    stay : float
        Years abroad, from 0 to ``life.years``.

    Returns
    -------
    float
        On a scale that only compares: a higher figure is a better life.

    Examples
    --------
    >>> life = Life(wage_abroad=2.0, home_pull=0.5)
    >>> value(life, 16.6) > max(value(life, 10), value(life, 25))
    True
    """
    spread, consumption = _spread(life, stay), income(life, stay) / _spread(life, stay)
    at_home = (life.years - stay) * life.home_pull
    if life.curvature == 1:
        return life.years * np.log(consumption) - (life.years - stay) * np.log(life.price_home) + at_home
    return spread * consumption ** (1 - life.curvature) / (1 - life.curvature) + at_home


def slope(life: Life, stay: float) -> float:
    """Tell what one more year abroad adds to the worth of a life.

    Parameters
    ----------
    life : Life
    stay : float
        Years abroad.

    Returns
    -------
    float
        Above 0: stay longer. Below 0: return earlier.

    Examples
    --------
    >>> slope(Life(wage_abroad=2.0), 5) > 0 > slope(Life(wage_abroad=2.0), 30)
    True
    """
    consumption = income(life, stay) / _spread(life, stay)
    earned = life.wage_abroad - 1 - life.skill_gain * (2 * stay - life.years)
    gain = consumption**-life.curvature * earned
    if life.curvature == 1:
        return gain + np.log(life.price_home) - life.home_pull
    dearer = 1 - life.price_home ** (1 - 1 / life.curvature)
    held = consumption ** (1 - life.curvature) * life.curvature / (1 - life.curvature)
    return gain + dearer * held - life.home_pull


def _spread(life: Life, stay: float) -> float:
    """Years of life, each weighted by what it costs to live as well as abroad."""
    return stay + (life.years - stay) * life.price_home ** (1 - 1 / life.curvature)


def optimal_stay(life: Life) -> float:
    """Find the stay abroad that makes the best life.

    Returns
    -------
    float
        Years, from 0 (do not go) to ``life.years`` (do not return).

    Examples
    --------
    >>> optimal_stay(Life(wage_abroad=1.2, home_pull=0.5))
    0.0
    """
    if slope(life, 0.0) <= 0:
        return 0.0
    if slope(life, life.years) >= 0:
        return float(life.years)
    return float(brentq(lambda stay: slope(life, stay), 0.0, life.years, xtol=1e-10))


def closed_form(life: Life) -> float:
    r"""Compute the best stay by formula, for equal prices and no gain in skills.

    :math:`t^* = T\,[((w-1)/h)^{1/\gamma} - 1]/(w-1)`, kept between 0 and T.

    Raises
    ------
    ValueError
        If prices differ or skills grow: then there is no such formula.

    Examples
    --------
    >>> life = Life(wage_abroad=3.0, home_pull=0.5, curvature=2.0)
    >>> round(closed_form(life), 9) == round(optimal_stay(life), 9)
    True
    """
    if life.price_home != 1 or life.skill_gain != 0:
        raise ValueError("The formula holds for price_home=1 and skill_gain=0; use optimal_stay().")
    gap = life.wage_abroad - 1
    if gap <= 0:
        return 0.0
    best = life.years * ((gap / life.home_pull) ** (1 / life.curvature) - 1) / gap
    return float(min(max(best, 0.0), life.years))


def turning_point(life: Life) -> float | None:
    r"""Find the wage abroad above which a still higher wage shortens the stay.

    With equal prices and no gain in skills: :math:`w^* = 1 + h\,(\gamma/(\gamma-1))^{\gamma}`.

    Parameters
    ----------
    life : Life
        Its own wage abroad, prices and skills are not used.

    Returns
    -------
    float or None
        In units of pay at home; None if the stay always grows with the wage (``curvature`` of 1 or less).

    Examples
    --------
    >>> turning_point(Life(home_pull=0.5, curvature=2.0))
    3.0
    >>> turning_point(Life(curvature=1.0)) is None
    True
    """
    if life.curvature <= 1:
        return None
    return 1 + life.home_pull * (life.curvature / (life.curvature - 1)) ** life.curvature


def stay_curve(life: Life, wages: np.ndarray | None = None) -> pd.Series:
    """Find the best stay for a range of wages abroad, all else equal.

    Parameters
    ----------
    life : Life
    wages : array of float, optional
        Wages abroad; from 1 to 8 in steps of 0.1 if left out.

    Returns
    -------
    pandas.Series of float
        Best stay in years, by wage abroad.

    Examples
    --------
    >>> float(stay_curve(Life(home_pull=0.5)).idxmax())
    3.0
    """
    wages = np.round(np.arange(1.0, 8.01, 0.1), 1) if wages is None else wages
    stays = [optimal_stay(replace(life, wage_abroad=float(wage))) for wage in wages]
    return pd.Series(stays, index=pd.Index(wages, name="wage abroad"), name="best stay")
