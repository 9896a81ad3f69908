"""Theories of return migration as data and as rules that a reader can use (floor 6).

Each theory is a typology in ``data/theory`` and a rule here. A rule reads a *case* (coded facts of a
person) and returns a *judgement*: one answer with its reasons, several answers, or "the theory does not
say". No rule forces an answer.

- ``cases``: what can be known of a person, and the book's invented vignettes.
- ``moves``: what counts as a return, and for whom.
- ``schools``: five bodies of theory as Cassarino (2004) compares them.
- ``return_types`` (Cerase), ``preparedness`` (Cassarino), ``strategies`` (Kuschminder): three typologies.
- ``duration``: how long to stay, an economic model that can be solved.
- ``indicators``: from the concept of sustainable reintegration to the questions of the Kyrgyz survey.
- ``countries``: policies, numbers and dates of three countries, each with its source.

Examples
--------
>>> from homecoming.book import theories
>>> case = theories.vignette("aibek")
>>> theories.judge("Cerase (1974)", case).labels
('Return of conservatism',)
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from . import moves, preparedness, return_types, schools, strategies
from .cases import CORRIDORS, Case, Vignette, facts, vignette, vignettes
from .judgement import READINGS, Finding, Judgement, Reason
from .store import MARKS, source_label
from .typology import Cell, Typology, typology

_LABELS = typology("schools").labels
#: The theories that can be asked about a case: name to rule.
THEORIES: dict[str, Callable[[Case], Judgement]] = {
    _LABELS["neoclassical"]: schools.neoclassical,
    _LABELS["nelm"]: schools.nelm,
    _LABELS["structuralism"]: schools.structuralism,
    _LABELS["transnationalism"]: schools.transnationalism,
    _LABELS["networks"]: schools.networks,
    return_types.NAME: return_types.judge,
    preparedness.NAME: preparedness.judge,
    strategies.NAME: strategies.judge,
}


def judge(theory: str, case: Case) -> Judgement:
    """Ask one theory about a case.

    Parameters
    ----------
    theory : str
        A name in :data:`THEORIES`.
    case : Case

    Returns
    -------
    Judgement

    Raises
    ------
    ValueError
        If there is no theory of that name.

    Examples
    --------
    >>> judge("Cassarino (2004)", vignette("ermek")).reading
    'unfavourable'
    """
    if theory not in THEORIES:
        raise ValueError(f"No theory {theory!r}. There are: {', '.join(THEORIES)}.")
    return THEORIES[theory](case)


def compare(cases: tuple[Vignette, ...] | None = None) -> pd.DataFrame:
    """Ask every theory about every vignette.

    Parameters
    ----------
    cases : tuple of Vignette, optional
        The book's vignettes if left out.

    Returns
    -------
    pandas.DataFrame of str
        A row a vignette, a column a theory; readings ("favourable", "silent", ...).

    Examples
    --------
    >>> compare().loc["Aibek", ["Neoclassical economics", "New economics of labour migration"]].tolist()
    ['unfavourable', 'favourable']
    """
    chosen = cases or vignettes()
    rows = [[rule(case).reading for rule in THEORIES.values()] for case in chosen]
    index = pd.Index([case.name for case in chosen], name="Vignette")
    return pd.DataFrame(rows, index=index, columns=list(THEORIES))


def agreement() -> pd.DataFrame:
    """Count, for each pair of theories, the vignettes that both read in the same way.

    Returns
    -------
    pandas.DataFrame of int
        Theories by theories; on the diagonal the number of vignettes.

    Examples
    --------
    >>> table = agreement()
    >>> int(table.loc["Cerase (1974)", "Cerase (1974)"]) == len(vignettes())
    True
    """
    readings = compare()
    return pd.DataFrame(
        {one: [(readings[one] == readings[other]).sum() for other in readings] for one in readings},
        index=list(readings.columns),
    )


__all__ = [
    "CORRIDORS",
    "MARKS",
    "READINGS",
    "THEORIES",
    "Case",
    "Cell",
    "Finding",
    "Judgement",
    "Reason",
    "Typology",
    "Vignette",
    "agreement",
    "cassarino",
    "cerase",
    "compare",
    "facts",
    "judge",
    "kuschminder",
    "moves",
    "schools",
    "source_label",
    "typology",
    "vignette",
    "vignettes",
]
