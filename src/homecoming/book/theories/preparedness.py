"""Cassarino's return preparedness (2004) and migration cycles, with rules that read a case.

Checked: that preparedness and resource mobilisation are his criteria, what preparedness means, that decided
and compelled returns are opposed, and that there are three types of cycle. From summaries only: the three
levels and the names of the cycles.
"""

from __future__ import annotations

from .cases import Case
from .judgement import Conclusion, Judgement, Reason, silent
from .typologies import typology

NAME = "Cassarino (2004)"
TYPES = typology("cassarino")
CYCLES_NAME = "Cassarino, migration cycles"
CYCLES = typology("cycles")


def ready(case: Case) -> bool | None:
    """Tell whether a person is ready: time to prepare, resources, and knowledge of conditions at home.

    Returns
    -------
    bool or None
        None if an unknown fact would decide.

    Examples
    --------
    >>> ready(Case({"time": "yes", "savings": "some", "informed": "yes"}))
    True
    >>> ready(Case({"time": "no"}))
    False
    >>> ready(Case({"time": "yes"})) is None
    True
    """
    parts = [_true(case.time, "yes"), resources(case), _true(case.informed, "yes")]
    if False in parts:
        return False
    return None if None in parts else True


def resources(case: Case) -> bool | None:
    """Tell whether resources were gathered: savings, skills that are wanted, or contacts for a project.

    Returns
    -------
    bool or None
        None if an unknown fact would decide.

    Examples
    --------
    >>> resources(Case({"savings": "none", "skills": "wanted"}))
    True
    """
    parts = [
        _true(case.savings, "some", "much"),
        _true(case.skills, "wanted"),
        _true(case.contacts, "interest"),
    ]
    if True in parts:
        return True
    return None if None in parts else False


def _true(value: str | None, *yes: str) -> bool | None:
    return None if value is None else value in yes


def levels(willing: bool | None, is_ready: bool | None) -> tuple[str, ...]:
    """Tell which levels of preparedness are possible.

    Parameters
    ----------
    willing, is_ready : bool or None
        None where it is not known.

    Returns
    -------
    tuple of str
        Keys of the levels, from high to none; empty where summaries of the theory name no level
        (ready, but not willing).

    Examples
    --------
    >>> levels(True, False)
    ('low',)
    >>> levels(True, None)
    ('high', 'low')
    >>> levels(False, True)
    ()
    """
    named = {(True, True): "high", (True, False): "low", (False, False): "none"}
    return tuple(
        level for (wants, can), level in named.items() if willing in (None, wants) and is_ready in (None, can)
    )


def _reading(found: tuple[str, ...], case: Case) -> str:
    if len(found) != 1:
        return "open"
    if found == ("none",) or (found == ("low",) and case.context == "blocking"):
        return "unfavourable"
    return "favourable" if found == ("high",) and case.context in (None, "open") else "open"


def classify(case: Case) -> Judgement:
    """Tell a case's level of preparedness and what may follow.

    Examples
    --------
    >>> classify(Case({"willing": "yes", "time": "no"})).labels
    ('Low preparedness',)
    """
    if case.length == "visit":
        return silent(NAME, "A visit of less than three months is not a return (Cassarino, online course).")
    willing, is_ready = _true(case.willing, "yes"), ready(case)
    found = levels(willing, is_ready)
    gaps = []
    if case.generation == "later":
        gaps.append(
            "His definition names the first and the second generation. "
            "To use it for later ones is our step, not his."
        )
    if is_ready is None or willing is None:
        gaps.append("Facts are missing, so more than one level is possible.")
    if not found:
        told = case.tell("willing", "time", "savings", "contacts", "informed")
        why = "Ready, but not willing: the three levels, as summarised, have no place for this."
        return silent(NAME, why, told, *gaps)
    facts = Reason(
        case.tell("willing", "time", "savings", "contacts", "informed"),
        "Preparedness is willingness and readiness: time, resources, information.",
        "cassarino2004",
        "summarised",
    )
    if case.context is not None:
        gaps.append(f"Conditions after return count as well. {case.tell('context')}")
    return Judgement(
        NAME,
        _reading(found, case),
        tuple(
            Conclusion(
                TYPES.labels[level],
                (
                    facts,
                    TYPES.reason(level, "meaning"),
                    TYPES.reason(level, "prospects"),
                ),
            )
            for level in found
        ),
        left_open=tuple(gaps),
    )


def classify_cycle(case: Case) -> Judgement:
    """Tell which type of migration cycle a case closes.

    Examples
    --------
    >>> classify_cycle(Case({"decision": "own", "met": "yes"})).labels
    ('Complete cycle',)
    >>> classify_cycle(Case({"decision": "ordered"})).labels
    ('Interrupted cycle',)
    """
    if case.generation in ("second", "later"):
        return silent(
            CYCLES_NAME,
            "A cycle begins with a departure. This person never left: somebody before did.",
        )
    if case.length == "visit":
        return silent(CYCLES_NAME, "A visit does not close a cycle.")
    if case.decision == "ordered" or (case.decision == "pressed" and case.time == "no"):
        return _closed("interrupted", "unfavourable", case, "decision")
    if case.decision is None or case.met is None:
        return silent(CYCLES_NAME, "It would have to know who decided and whether the aims were met.")
    if case.met == "yes":
        return _closed("complete", "favourable", case, "decision", "met")
    return _closed("incomplete", "open", case, "decision", "met")


def _closed(kind: str, reading: str, case: Case, *names: str) -> Judgement:
    questions = {"decision": "decision", "met": "aims"}
    reasons = tuple(CYCLES.reason(kind, questions[name], case.tell(name)) for name in names)
    return Judgement(CYCLES_NAME, reading, (Conclusion(CYCLES.labels[kind], reasons),))
