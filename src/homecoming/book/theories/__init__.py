"""Theories of return migration as data and as rules that a reader can use.

Each theory is a typology in ``data/theory`` and a rule here. A rule reads a *case* (coded facts of a
person) and returns a *judgement*: one answer with its reasons, several answers, or "the theory does not
say". No rule forces an answer.

- ``cases``: what can be known of a person, and the book's invented vignettes.
- ``moves``: what counts as a return, and for whom.
- ``schools``: bodies of theory as Cassarino (2004) compares them, a rule each.
- ``return_types`` (Cerase), ``preparedness`` (Cassarino), ``reintegration_strategies`` (Kuschminder):
  typologies, a module each.
- ``duration``: how long to stay, an economic model that can be solved.
- ``indicators``: from the concept of sustainable reintegration to the questions of the Kyrgyz survey.
- ``countries``: policies, numbers and dates of three countries, each with its source.

A new theory is its types in ``typologies.json``, a module with ``NAME``, ``TYPES`` and ``classify``, and its
name in :data:`MODULES`; a new body of theory a rule in ``schools``.

Examples
--------
>>> from homecoming.book import theories
>>> case = theories.vignette("aibek")
>>> theories.classify("Cerase (1974)", case).labels
('Return of conservatism',)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from homecoming.errors import NoSuchNameError

from . import moves, preparedness, reintegration_strategies, return_types, schools
from .cases import CORRIDORS, Case, Vignette, facts, vignette, vignettes
from .judgement import MARKS, READINGS, Conclusion, Judgement, Reason
from .store import source_label
from .typologies import Entry, Typology, typology

#: The theories that have a module, in the order of their chapters.
MODULES = (return_types, preparedness, reintegration_strategies)

#: The theories that can be asked about a case: name to rule.
THEORIES: dict[str, Callable[[Case], Judgement]] = {
    **{schools.TYPES.labels[key]: rule for key, rule in schools.RULES.items()},
    **{module.NAME: module.classify for module in MODULES},
}


def classify(theory: str, case: Case) -> Judgement:
    """Ask one theory about a case.

    Parameters
    ----------
    theory : str
        A name in :data:`THEORIES`.
    case : Case
        Of the person whom the theory is asked about.

    Raises
    ------
    homecoming.errors.NoSuchNameError
        If there is no theory of that name.

    Examples
    --------
    >>> classify("Cassarino (2004)", vignette("ermek")).reading
    'unfavourable'
    """
    if theory not in THEORIES:
        raise NoSuchNameError("theory", theory, THEORIES)
    return THEORIES[theory](case)


def compare(cases: Sequence[Vignette] = ()) -> pd.DataFrame:
    """Ask every theory about every vignette.

    Parameters
    ----------
    cases : sequence of Vignette
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
    "MODULES",
    "READINGS",
    "THEORIES",
    "Case",
    "Conclusion",
    "Entry",
    "Judgement",
    "Reason",
    "Typology",
    "Vignette",
    "agreement",
    "classify",
    "compare",
    "facts",
    "moves",
    "preparedness",
    "reintegration_strategies",
    "return_types",
    "schools",
    "source_label",
    "typology",
    "vignette",
    "vignettes",
]
