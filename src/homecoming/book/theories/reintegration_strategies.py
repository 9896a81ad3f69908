"""Kuschminder's four reintegration strategies (2017), with a rule that keeps open what the model leaves open.

The four dimensions are reported by Yudina and Osadchaya (2024). The names and contents of the strategies are
known to us from summaries only.
"""

from __future__ import annotations

from .cases import Case, facts
from .judgement import Conclusion, Judgement, Reason, silent
from .typologies import typology

NAME = "Kuschminder (2017)"
TYPES = typology("kuschminder")
DIMENSIONS = ("culture", "networks", "identity", "access")

#: Which values of each dimension go with which strategies. The book's own reading of the model's entries.
GOES_WITH: dict[str, dict[str, tuple[str, ...]]] = {
    "culture": {
        "both": ("reintegrated",),
        "away": ("enclaves",),
        "home": ("traditionalists", "vulnerable"),
        "unclear": ("vulnerable",),
    },
    "networks": {
        "locals and abroad": ("reintegrated",),
        "returnees": ("enclaves",),
        "family": ("traditionalists",),
        "few": ("vulnerable",),
    },
    "identity": {
        "both": ("reintegrated",),
        "apart": ("enclaves",),
        "home": ("traditionalists",),
        "shut out": ("vulnerable",),
    },
    "access": {
        "takes part": ("reintegrated", "traditionalists"),
        "beside": ("enclaves",),
        "little used": ("traditionalists",),
        "little": ("vulnerable",),
    },
}


def against(case: Case) -> dict[str, tuple[str, ...]]:
    """List, for each strategy, the dimensions that speak against it.

    Parameters
    ----------
    case : Case
        Dimensions that are not known speak against nothing.

    Examples
    --------
    >>> against(Case({"culture": "both", "access": "little"}))["reintegrated"]
    ('access',)
    """
    return {
        strategy: tuple(
            name
            for name in DIMENSIONS
            if case.known.get(name) is not None and strategy not in GOES_WITH[name][case.known[name]]
        )
        for strategy in TYPES.labels
    }


def _fitting(strategy: str, case: Case) -> Conclusion:
    known = [name for name in DIMENSIONS if case.known.get(name) is not None]
    return Conclusion(
        TYPES.labels[strategy],
        tuple(TYPES.reason(strategy, name, case.tell(name)) for name in known),
    )


def _surroundings(case: Case) -> tuple[str, ...]:
    gaps = []
    if case.context in ("mixed", "blocking") or case.welcome in ("mixed", "cold"):
        told = case.tell(*(name for name in ("context", "welcome") if case.known.get(name)))
        gaps.append(f"The strategy is shaped by the structural and cultural environment. {told}")
    return tuple(gaps)


def classify(case: Case) -> Judgement:
    """Tell which reintegration strategies fit a case, which are ruled out, and what is left open.

    Returns
    -------
    Judgement
        Several strategies if the known dimensions do not decide; none if they point to different strategies,
        with the nearest named.

    Examples
    --------
    >>> classify(Case({"culture": "home"})).labels
    ('Traditionalists', 'Vulnerable')
    >>> classify(Case({"culture": "both", "networks": "returnees"})).labels
    ()
    """
    if case.length == "visit":
        return silent(NAME, "A visitor has no strategy of reintegration.")
    known = [name for name in DIMENSIONS if case.known.get(name) is not None]
    if not known:
        return silent(NAME, "It would have to know at least one of the four dimensions.")
    objections = against(case)
    fits = [strategy for strategy, names in objections.items() if not names]
    missing = tuple(f"Not known: {facts()[name][0]}" for name in DIMENSIONS if name not in known)
    if not fits:
        return silent(NAME, *_mixed(objections, known), *missing, *_surroundings(case))
    readings = {"reintegrated": "favourable", "vulnerable": "unfavourable"}
    ruled_out = tuple(
        Conclusion(TYPES.labels[strategy], (_objection(names),))
        for strategy, names in objections.items()
        if names
    )
    return Judgement(
        NAME,
        readings.get(fits[0], "open") if len(fits) == 1 else "open",
        tuple(_fitting(strategy, case) for strategy in fits),
        ruled_out,
        (*missing, *_surroundings(case)),
    )


def _objection(names: tuple[str, ...]) -> Reason:
    told = "; ".join(TYPES.questions[name].lower() for name in names)
    return Reason(f"Against it: {told}.", "", "kuschminder2017", "ours")


def _mixed(objections: dict[str, tuple[str, ...]], known: list[str]) -> tuple[str, str]:
    fewest = min(map(len, objections.values()))
    nearest = [TYPES.labels[strategy] for strategy, names in objections.items() if len(names) == fewest]
    return (
        "The dimensions point to different strategies. The four types do not cover this case.",
        f"Nearest: {' and '.join(nearest)} ({len(known) - fewest} of {len(known)} dimensions agree).",
    )
