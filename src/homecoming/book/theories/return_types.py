"""Cerase's four returns (1974), as a typology with a rule that reads a case.

The types are data (``typologies.json``, "cerase"); nearly all entries are known to us from summaries only.
The rule is the book's own.
"""

from __future__ import annotations

from .cases import Case
from .judgement import Conclusion, Judgement, Reason, silent
from .typologies import typology

NAME = "Cerase (1974)"
TYPES = typology("cerase")
#: Lengths of stay that fit each type, as summaries order them. No years: no cut-off could be checked.
STAYS = {
    "failure": ("short",),
    "conservatism": ("short", "medium"),
    "retirement": ("long",),
    "innovation": ("medium", "long"),
}
#: Aims of the return that go with each type. The book's own reading of the summaries.
AIMS = {
    "failure": ("old life",),
    "conservatism": ("old life", "property", "family"),
    "retirement": ("rest",),
    "innovation": ("new ideas",),
}


def _evidence(case: Case) -> dict[str, bool]:
    """Whether aim and savings of the case are those of each type; the stay is compared apart."""
    return {
        "failure": case.stay == "short" and case.met == "no",
        "conservatism": case.working == "yes"
        and case.aim in AIMS["conservatism"]
        and case.met in ("yes", "partly"),
        "retirement": case.working == "no" and case.stay == "long",
        "innovation": case.working == "yes" and (case.used == "enterprise" or case.aim in AIMS["innovation"]),
    }


def _reasons(kind: str, case: Case) -> tuple[Reason, ...]:
    facts = {
        "failure": {"time": ("stay",), "expectation": ("met",), "savings": ("savings",)},
        "conservatism": {"expectation": ("aim",), "savings": ("used",)},
        "retirement": {"time": ("stay",), "expectation": ("working",)},
        "innovation": {"expectation": ("aim",), "savings": ("used",), "effect": ("context",)},
    }[kind]
    return tuple(TYPES.reason(kind, question, case.tell(*names)) for question, names in facts.items())


def _reading(kinds: list[str], case: Case) -> str:
    if len(kinds) > 1:
        return "open"
    if kinds == ["failure"]:
        return "unfavourable"
    if kinds == ["innovation"]:
        return {"blocking": "unfavourable", "open": "favourable"}.get(case.context, "open")
    return "favourable"


def classify(case: Case) -> Judgement:
    """Place a case in Cerase's typology.

    Returns
    -------
    Judgement
        One type, several, or none, each with its reasons. "Favourable" for conservatism and retirement means:
        for the person; by the typology they change little at home.

    Examples
    --------
    >>> classify(Case({"stay": "short", "met": "no", "savings": "none"})).labels
    ('Return of failure',)
    """
    if case.generation in ("second", "later"):
        return silent(
            NAME, "The typology is about people who left and came back. This person grew up elsewhere."
        )
    if case.length in ("visit", "season"):
        return silent(NAME, f"{case.tell('length')} The typology is about coming back to stay.")
    if case.decision == "ordered":
        return silent(NAME, "The types differ by what people want. Here an office or a court decided.")
    kinds = [kind for kind, fits in _evidence(case).items() if fits]
    if not kinds:
        return silent(
            NAME,
            f"{case.tell('stay', 'aim')} None of the four types has this stay and this aim.",
            "A typology from one place and time need not have a box for everybody.",
        )
    gaps = [
        f"The stay was {case.stay}; for {TYPES.shorts[kind].lower()} summaries say: "
        f"{TYPES.entry(kind, 'time').text.lower()}"
        for kind in kinds
        if case.stay is not None and case.stay not in STAYS[kind]
    ]
    if case.direction == "away":
        gaps.append("The person has left again since. The types end with the return.")
    return Judgement(
        NAME,
        _reading(kinds, case),
        tuple(Conclusion(TYPES.labels[kind], _reasons(kind, case)) for kind in kinds),
        left_open=tuple(gaps),
    )
