"""What kind of move is it, was it a choice, and who counts it as a return?"""

from __future__ import annotations

from .cases import Case
from .judgement import Conclusion, Judgement, Reason

#: Kinds of move: key to label.
KINDS = {
    "return": "Return migration",
    "ethnic": "Ethnic return",
    "visit": "Visit",
    "circular": "Circular migration",
    "again": "Re-migration",
}

#: What a reader may count as a return: key to who counts.
COUNTERS = {
    "cassarino": "Cassarino's definition",
    "issayeva": "The definition of Issayeva and Eun",
    "yudina": "The Kyrgyz sample of Yudina and Osadchaya",
    "kandas": "Kazakhstan's statistics of kandas status",
    "korea": "Korea's statistics of Koreans with a foreign passport",
}


def kind(case: Case) -> Judgement:
    """Tell what kind of move a case is.

    Returns
    -------
    Judgement
        One kind, though words overlap: a circular move can also lead to the ancestors' country.

    Examples
    --------
    >>> kind(Case({"length": "visit"})).labels
    ('Visit',)
    >>> kind(Case({"generation": "later", "length": "open", "direction": "home"})).labels
    ('Ethnic return',)
    """
    name = "Kinds of move"
    if case.length is None or (case.direction is None and case.length != "visit"):
        return Judgement(name, "silent", left_open=("We would have to know how long, and where to.",))
    if case.length == "visit":
        return _move(name, "visit", case, "length", "Under three months is usually a visit, not a return.")
    if case.direction == "away":
        return _move(
            name, "again", case, "direction", "Leaving again after a return.", "yudina2024", "reported"
        )
    if case.length == "season" or case.times == "again":
        held = "Repeated moves between two places."
        return _move(name, "circular", case, "length", held, "cassarinocourse", "summarised")
    if case.generation in ("second", "later"):
        held = "A move to the country of the ancestors, where the person may never have lived."
        return _move(name, "ethnic", case, "generation", held, "seolskrentny2009", "summarised")
    return _move(
        name,
        "return",
        case,
        "generation",
        "To the country of citizenship or of origin, for more than a visit.",
    )


def _move(
    name: str,
    key: str,
    case: Case,
    fact: str,
    held: str,
    source: str = "cassarinocourse",
    mark: str = "checked",
) -> Judgement:
    reading = "silent" if key == "visit" else "stage"
    return Judgement(name, reading, (Conclusion(KINDS[key], (Reason(case.tell(fact), held, source, mark),)),))


def choice(case: Case) -> tuple[str, ...]:
    """Tell in words how free a move was.

    Two sets of words must be kept apart: decided or compelled (was there pressure?), and voluntary, assisted
    or ordered (who signed and who paid?).

    Returns
    -------
    tuple of str
        The words that apply; empty if nothing is known.

    Examples
    --------
    >>> choice(Case({"decision": "pressed", "payer": "self"}))
    ('compelled', 'voluntary in the sense of the Kyrgyz study')
    """
    words = []
    if case.decision is not None:
        words.append("decided" if case.decision == "own" else "compelled")
    if case.decision == "ordered":
        words.append("removal")
    elif case.payer == "programme":
        words.append("assisted")
    elif case.payer == "state":
        words.append("supported by a state")
    elif case.payer == "self" and case.decision is not None:
        words.append("voluntary in the sense of the Kyrgyz study")
    return tuple(words)


def counted(case: Case, corridor: str) -> dict[str, tuple[bool | None, str]]:
    """Tell who would count a case as a return or a returnee.

    Parameters
    ----------
    case : Case
    corridor : str
        Key of :data:`homecoming.book.theories.cases.CORRIDORS`.

    Returns
    -------
    dict of str to (bool or None, str)
        For each of :data:`COUNTERS`: yes, no or not clear, and why.

    Examples
    --------
    >>> from homecoming.book.theories.cases import vignette
    >>> counted(vignette("serik"), "kazakhstan")["issayeva"][0]
    False
    """
    first, visit, away = case.generation == "first", case.length == "visit", case.direction == "away"
    return {
        "cassarino": _cassarino(case),
        "issayeva": (
            first and not visit and not away,
            "Asks for people who come back to their home country after living abroad. "
            + ("This person did." if first and not visit and not away else "This person did not."),
        ),
        "yudina": _kyrgyz(case, corridor),
        "kandas": (
            corridor == "kazakhstan" and case.citizenship == "away" and case.generation == "later",
            "Counts ethnic Kazakhs without Kazakh citizenship who were given the status."
            if corridor == "kazakhstan"
            else "Another country.",
        ),
        "korea": (
            corridor == "korea" and case.citizenship == "away",
            "Counts people of Korean ancestry with a foreign passport and a Korean visa."
            if corridor == "korea"
            else "Another country.",
        ),
    }


def _cassarino(case: Case) -> tuple[bool | None, str]:
    if case.length == "visit":
        return False, "A visit is not a return."
    if case.generation == "later":
        return None, "Names first and second generation; says nothing of later ones."
    if case.direction == "away":
        return False, "This person is leaving again; the return lies before."
    return True, "A country of citizenship or of origin; first or second generation; not a visit."


def _kyrgyz(case: Case, corridor: str) -> tuple[bool | None, str]:
    if corridor != "kyrgyzstan-russia":
        return False, "Asked people who came back from work in Russia to Kyrgyzstan."
    if case.direction == "away":
        return False, "Asked people in Kyrgyzstan; whoever had left again could not be asked."
    if case.length in ("visit", "season"):
        return (
            None,
            "Depends on the month: a seasonal worker or visitor may be in Bishkek when the survey is.",
        )
    if case.target != "sum":
        return (
            None,
            "Asked labour migrants; the paper does not say where study or settling for good ends that.",
        )
    return True, "A labour migrant who came back from Russia, and who is in Kyrgyzstan to be asked."
