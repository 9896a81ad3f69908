"""Bodies of theory on return, as Cassarino (2004) compares them, each with a rule that reads a case.

The statements are data (``typologies.json``, "schools"). The rules are the book's own: they make each theory
say as much of a case as it can, and no more.
"""

from __future__ import annotations

from .cases import Case
from .judgement import Conclusion, Judgement, silent
from .typologies import typology

TYPES = typology("schools")


def _found(
    school: str, reading: str, label: str, *told: tuple[str, str], left_open: tuple[str, ...] = ()
) -> Judgement:
    reasons = tuple(TYPES.reason(school, question, case) for question, case in told)
    blind = f"It cannot see: {TYPES.entry(school, 'blind').text}"
    return Judgement(
        TYPES.labels[school], reading, (Conclusion(label, reasons),), left_open=(*left_open, blind)
    )


def _silent(school: str, *why: str) -> Judgement:
    return silent(TYPES.labels[school], *why)


def neoclassical(case: Case) -> Judgement:
    """Read a case with neoclassical economics: one person, pay here and pay there.

    Examples
    --------
    >>> neoclassical(Case({"decision": "own", "working": "yes", "pay": "away"})).labels
    ('A sum that did not come out',)
    """
    if case.length in ("visit", "season"):
        return _silent("neoclassical", f"{case.tell('length')} The person keeps the better-paid place.")
    if case.decision == "ordered":
        return _silent("neoclassical", "It explains choices. Here an office or a court chose.")
    if case.working == "no":
        return _silent("neoclassical", "Future pay no longer decides for a person who has stopped working.")
    if case.pay == "home":
        return _found("neoclassical", "favourable", "A move to better pay", ("counts", case.tell("pay")))
    if case.pay == "away" and case.generation in (None, "first"):
        gap = ("The aim of the stay was met. The theory has no room for that.",) if case.met == "yes" else ()
        told = (("meaning", case.tell("pay")), ("returnee", case.tell("decision")))
        return _found("neoclassical", "unfavourable", "A sum that did not come out", *told, left_open=gap)
    if case.pay == "away":
        return _silent(
            "neoclassical", "The pay is lower there, and this person never left: no sum explains it."
        )
    return _silent("neoclassical", "It would have to know where the pay is better.")


def nelm(case: Case) -> Judgement:
    """Read a case with the new economics of labour migration: a household and its target.

    Examples
    --------
    >>> nelm(Case({"target": "sum", "met": "yes"})).reading
    'favourable'
    """
    if case.length == "visit":
        return _silent("nelm", f"{case.tell('length')} The strategy goes on.")
    if case.target is None:
        return _silent("nelm", "It would have to know what the stay was for.")
    if case.target != "sum":
        return _silent("nelm", f"{case.tell('target')} The theory speaks of a sum that a household needs.")
    if case.generation in ("second", "later"):
        return _silent(
            "nelm",
            "The household is in the country left. "
            "For this theory the person is not a returnee, but a migrant who has just begun.",
        )
    if case.decision == "ordered":
        return _silent("nelm", "The plan was broken off from outside. The theory speaks of plans that end.")
    if case.met == "yes":
        gap = ("Why the person has left again.",) if case.direction == "away" else ()
        told = ("meaning", case.tell("target", "met"))
        return _found("nelm", "favourable", "A target that was reached", told, left_open=gap)
    if case.met == "partly":
        told = ("preparation", case.tell("met"))
        gap = ("Whether the household will send somebody again.",)
        return _found("nelm", "open", "A strategy that is not finished", told, left_open=gap)
    if case.met == "no":
        return _found(
            "nelm", "unfavourable", "A target that was missed", ("returnee", case.tell("target", "met"))
        )
    return _silent("nelm", "It would have to know whether the target was met.")


def structuralism(case: Case) -> Judgement:
    """Read a case with structuralism: expectations against the reality of the country of return.

    Examples
    --------
    >>> structuralism(Case({"context": "blocking"})).reading
    'unfavourable'
    """
    if case.length in ("visit", "season"):
        return _silent(
            "structuralism", f"{case.tell('length')} The person does not face the home context for good."
        )
    if case.context is None:
        return _silent("structuralism", "It would have to know the institutions and markets at home.")
    told = [("meaning", case.tell("context"))]
    if case.informed == "no":
        told.append(("preparation", case.tell("informed")))
    if case.used in ("living", "property"):
        told.append(("resources", case.tell("used")))
    if case.context == "blocking":
        return _found("structuralism", "unfavourable", "Expectations that reality does not allow", *told)
    if case.context == "mixed" or case.informed == "no":
        return _found("structuralism", "open", "Expectations that reality will test", *told)
    return _found("structuralism", "favourable", "Expectations that reality allows", *told)


def transnationalism(case: Case) -> Judgement:
    """Read a case with transnationalism: ties on both sides of a border.

    Examples
    --------
    >>> transnationalism(Case({"ties": "both"})).reading
    'stage'
    """
    if case.ties is None:
        return _silent("transnationalism", "It would have to know the ties to both countries.")
    if case.ties != "both":
        return _silent("transnationalism", f"{case.tell('ties')} The theory needs ties on both sides.")
    told = [("meaning", case.tell("ties"))]
    if case.times == "again":
        told.append(("returnee", case.tell("times")))
    if case.aim in ("roots", "family"):
        told.append(("counts", case.tell("aim")))
    return _found("transnationalism", "stage", "A stage in a life on both sides", *told)


def networks(case: Case) -> Judgement:
    """Read a case with the theory of cross-border social networks: contacts that carry a project.

    Examples
    --------
    >>> networks(Case({"contacts": "interest", "aim": "new ideas"})).reading
    'favourable'
    """
    if case.length == "visit":
        return _silent("networks", f"{case.tell('length')} There is no project to carry out.")
    if case.contacts is None:
        return _silent("networks", "It would have to know the contacts.")
    if case.contacts == "none":
        return _silent(
            "networks", f"{case.tell('contacts')} Who stands outside a network is out of its sight."
        )
    if case.contacts == "interest" and (case.aim in ("new ideas", "work") or case.used == "enterprise"):
        told = (("meaning", case.tell("aim")), ("counts", case.tell("contacts")))
        return _found("networks", "favourable", "A project that a network carries", *told)
    if case.contacts == "interest":
        return _found("networks", "open", "A network without a project yet", ("meaning", case.tell("aim")))
    return _found("networks", "open", "Kin, but no network of interest", ("counts", case.tell("contacts")))


#: The rule of each body of theory, by its key in the typology.
RULES = {rule.__name__: rule for rule in (neoclassical, nelm, structuralism, transnationalism, networks)}
