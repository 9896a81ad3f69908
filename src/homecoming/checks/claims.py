"""Claims on trial: what a paper says, and a verdict computed from what it prints.

Each study's ``claims.csv`` holds claims in our own words with the quantities that bear on them, the test that
they have to pass, and an explanation. The verdict is computed: when a figure in the data changes, so does it.

A quantity is a formula of :func:`homecoming.published.resolve`, such as ``table-2[No|Village]``, in which
these stand too:

- ``people[plans|No|All]``: people rebuilt from the percentages, by question, answer (or several joined by
  ``" + "``) and group;
- ``base[training|Town]``: people who answered a question;
- ``solutions[training]``: how many sets of counts can lie behind a question's printed figures;
- ``smallest_base[training]``: the smallest number of people of any such set;
- ``fits[match-town|150]``: how many whole numbers of 150 people can be printed as this figure of the text;
- ``largest_base[match-town|150]``: the largest number of people, up to 150, of whom this figure of the text
  can be a share;
- ``total[table-3|Now]``: sum of a column of options;
- ``rank[table-3|Shop|Now]``: place of an option in its column, 1 for the largest;
- ``rows[table-3|Shop]``: how many rows of a table have this label;
- ``dissimilarity[table-3|Before|Now]``: index of dissimilarity of two columns, per cent;
- ``apart[work-before|work-now|No work]``: the same for two questions, from people rebuilt; answers named
  after the questions are left out;
- ``moved[work-before|work-now]``: the fewest people who can have changed their answer between two questions;
- ``p[plans]``: p-value of a chi-square test of the study's first two groups of people against each other,
  as if drawn at random;
- ``p[plans|Yes + No]``: the same for one answer, or several;
- ``fewest[training=Yes + Mostly yes|plans=No]``: smallest per cent with all of these;
- ``not given``: a yardstick that the paper does not give ("slightly" than what?). Until a reader sets it with
  ``assess(id, name=value)``, the claim cannot be checked.

An explanation is text with formulas over the quantities in braces. After a colon comes how the value is
written: as in Python, ``{100 - town:.1f}``, or as a ``word`` ("three"; ``Word`` for "Three"), an ``ordinal``
("third"), or rounded to ``hundreds`` ("34,300"); as printed if nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from homecoming import published
from homecoming.checks import inference
from homecoming.errors import NoSuchNameError
from homecoming.people import counts, recovery, survey
from homecoming.published import DataError, Formula, Row
from homecoming.results import Result

__all__ = [
    "CONTRADICTED",
    "HOLDS",
    "NOT_GIVEN",
    "RESERVED",
    "UNCHECKED",
    "VERDICTS",
    "Quantity",
    "Ruling",
    "assess",
    "stored_verdicts",
    "table",
]

COLUMNS = (
    "id",
    "location",
    "topic",
    "claim",
    "quantities",
    "holds_when",
    "reservation_when",
    "verdict",
    "explanation",
)
HOLDS, RESERVED, CONTRADICTED, UNCHECKED = VERDICTS = (
    "holds",
    "holds with a reservation",
    "contradicted",
    "cannot be checked",
)
NOT_GIVEN = "not given"


@dataclass(frozen=True)
class Quantity:
    """One quantity of a ruling.

    Attributes
    ----------
    name : str
        Its name in the test.
    formula : str
        How it is computed; "set by you" if a reader set it.
    value : Decimal or None
        Its value; None for a yardstick that is not given.

    Examples
    --------
    >>> assess("most-plan-to-move").quantities[0].value
    Decimal('26.3')
    """

    name: str
    formula: str
    value: Decimal | None


@dataclass(frozen=True, repr=False)
class Ruling(Result):
    """A claim with its computation and verdict.

    Attributes
    ----------
    id, study, location, topic, claim : str
        Which claim, of which study, where it stands, what it is about, and what it says in our words.
    quantities : tuple of Quantity
        What was computed.
    holds_when, reservation_when : str
        The tests, in the quantities' names; empty where there is none.
    verdict : str
        One of ``VERDICTS``.
    explanation : str
        Why, with the figures.

    Examples
    --------
    >>> print(assess("most-plan-to-move"))
    Claim most-plan-to-move: contradicted
      Claim: Most people plan to move.
      Where: Results
      Why: 26.3 per cent plan to move.
      yes: 26.3 = table-2[Yes|All asked]
      It holds if: yes > 50
    """

    id: str
    study: str
    location: str
    topic: str
    claim: str
    quantities: tuple[Quantity, ...]
    holds_when: str
    reservation_when: str
    verdict: str
    explanation: str

    @property
    def heading(self) -> str:
        """Caption of the table that shows the ruling."""
        return f"Claim {self.id}: {self.verdict}"

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order."""
        rows = [("Claim", self.claim), ("Where", self.location), ("Why", self.explanation)]
        for quantity in self.quantities:
            value = "?" if quantity.value is None else _plain(quantity.value)
            formula = "" if quantity.formula == value else f" = {quantity.formula}"
            rows.append((quantity.name, value + formula))
        if self.holds_when:
            rows.append(("It holds if", self.holds_when))
        if self.reservation_when:
            rows.append(("Reservation if", self.reservation_when))
        return rows


def table(study: str | None = None) -> pd.DataFrame:
    """Assess all claims.

    Parameters
    ----------
    study : str, optional
        The study's folder; all studies if left out.

    Returns
    -------
    pandas.DataFrame
        Index: claim id. Columns: study, location, topic, claim, verdict (computed), explanation.

    Raises
    ------
    NoSuchNameError
        If there is no such study.
    DataError
        If a claim cannot be read or computed; the message names file, row and column.

    Examples
    --------
    >>> table("example")["verdict"].tolist()[:2]
    ['holds with a reservation', 'contradicted']
    """
    studies = published.studies() if study is None else (study,)
    rulings = [_ruling(claim, {}) for one in studies for claim in _claims(one).values()]
    columns = ["study", "location", "topic", "claim", "verdict", "explanation"]
    return pd.DataFrame(
        [[getattr(ruling, column) for column in columns] for ruling in rulings],
        columns=columns,
        index=pd.Index([ruling.id for ruling in rulings], name="id"),
    )


def assess(claim: str, **yardsticks: float) -> Ruling:
    """Assess one claim, if you like by a yardstick of your own.

    Parameters
    ----------
    claim : str
        The claim's id.
    **yardsticks : float
        Values for quantities of the claim, in place of the computed ones.

    Raises
    ------
    NoSuchNameError
        If there is no such claim, or the claim has no such quantity.
    DataError
        If the claim cannot be read or computed.

    Examples
    --------
    >>> assess("plans-differ-slightly").verdict
    'cannot be checked'
    >>> assess("plans-differ-slightly", slight=5).verdict
    'contradicted'
    """
    found = _find(claim)
    for name in yardsticks:
        if name not in found.quantities:
            raise NoSuchNameError("quantity", name, found.quantities, where=f"Claim {claim!r}: ")
    return _ruling(found, {name: Decimal(str(value)) for name, value in yardsticks.items()})


def stored_verdicts(study: str) -> dict[str, str]:
    """Give the verdicts that a study's ``claims.csv`` states, for comparison with the computed ones.

    Parameters
    ----------
    study : str
        The study's folder.

    Returns
    -------
    dict of str to str
        Claim id to verdict; empty if the study has no claims.

    Raises
    ------
    DataError
        If the file cannot be used.

    Examples
    --------
    >>> stored_verdicts("example")["most-plan-to-move"]
    'contradicted'
    """
    return {name: claim.row["verdict"] for name, claim in _claims(study).items()}


# ---------------------------------------------------------------------------------------------------------
# Reading the claims
# ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Claim:
    """A row of ``claims.csv`` whose formulas have been read; a yardstick that is not given has none."""

    study: str
    row: Row
    quantities: Mapping[str, Formula | None]
    holds_when: Formula | None
    reservation_when: Formula | None
    explanation: tuple[str | _Insert, ...]


_INSERT = re.compile(r"((?:[^\[\]:]|\[[^\]]*\])*)(?::(.*))?")
_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_IN_WORDS = {
    "word": dict(enumerate(_WORDS)),
    "Word": dict(enumerate(word.capitalize() for word in _WORDS)),
    "ordinal": dict(enumerate(_ORDINALS, start=1)),
}


@dataclass(frozen=True)
class _Insert:
    """A formula inside an explanation, and how its value is written."""

    formula: Formula
    style: str

    @classmethod
    def parse(cls, text: str) -> _Insert:
        found = _INSERT.fullmatch(text)
        if not found:
            raise DataError(repr(text), "a formula, and after a colon how it is written", "Correct it.")
        return cls(Formula.parse(found[1]), found[2] or "")

    def written(self, value: Decimal) -> str:
        nearest = int(value.to_integral_value())
        if self.style == "hundreds":
            return f"{int(100 * (value / 100).to_integral_value()):,}"
        if self.style in _IN_WORDS:
            return _IN_WORDS[self.style].get(nearest, str(nearest))
        return format(value, self.style) if self.style else _plain(value)


def _find(name: str) -> _Claim:
    known: list[str] = []
    for study in published.studies():
        claims = _claims(study)
        if name in claims:
            return claims[name]
        known += claims
    for study in published.example_studies():
        if name in (claims := _claims(study)):
            return claims[name]
    raise NoSuchNameError("claim", name, known)


def _claims(study: str) -> dict[str, _Claim]:
    """The claims of a study by id; none if it has no file of claims."""
    if not published.describes(study, "claims"):
        return {}
    claims: dict[str, _Claim] = {}
    for row in published.records(f"{study}/claims.csv", COLUMNS):
        for column in ("id", "location", "topic", "claim", "verdict", "explanation"):
            row.label(column)
        if row["verdict"] not in VERDICTS:
            expected = f"one of {', '.join(VERDICTS)}"
            raise row.error(repr(row["verdict"]), expected, "Correct the verdict.", "verdict")
        if row["id"] in claims:
            raise row.error(f"the claim {row['id']!r} again", "each id once", "Change one of them.", "id")
        claims[row["id"]] = _read(study, row)
    return claims


def _read(study: str, row: Row) -> _Claim:
    column = "quantities"
    try:
        quantities = _quantities(row)
        column = "holds_when"
        holds_when = _test(row[column], quantities)
        column = "reservation_when"
        reservation_when = _test(row[column], quantities)
        column = "explanation"
        explanation = tuple(_pieces(row[column]))
        for piece in explanation:
            if isinstance(piece, _Insert):
                _check_names(piece.formula, quantities)
    except DataError as error:
        raise error.at(row.file, row.number, column) from None
    return _Claim(study, row, quantities, holds_when, reservation_when, explanation)


def _quantities(row: Row) -> dict[str, Formula | None]:
    formulas: dict[str, Formula | None] = {}
    for part in filter(None, (piece.strip() for piece in row["quantities"].split(";"))):
        name, equals, text = (side.strip() for side in part.partition("="))
        if not equals or not name.isidentifier() or name in formulas:
            raise DataError(repr(part), "name = formula, each name once", "Separate quantities by ;.")
        formulas[name] = None if text == NOT_GIVEN else Formula.parse(text)
    return formulas


def _test(text: str, quantities: Mapping[str, Formula | None]) -> Formula | None:
    if not text:
        return None
    test = Formula.parse(text)
    if not test.is_test:
        raise DataError(repr(text), "a test, such as a > 50", "Add a comparison.")
    _check_names(test, quantities)
    return test


def _check_names(formula: Formula, quantities: Iterable[str]) -> None:
    quantities = list(quantities)
    for name in formula.names:
        if name not in quantities:
            advice = str(NoSuchNameError("quantity", name, quantities))
            raise DataError(repr(formula.text), "a formula over the claim's quantities", advice)


def _pieces(explanation: str) -> Iterable[str | _Insert]:
    """Text and formulas in turn."""
    for number, piece in enumerate(re.split(r"\{([^{}]*)\}", explanation)):
        if number % 2:
            yield _Insert.parse(piece)
        elif "{" in piece or "}" in piece:
            raise DataError(repr(piece), "every brace closed", "Write {formula}.")
        else:
            yield piece


# ---------------------------------------------------------------------------------------------------------
# Assessing a claim
# ---------------------------------------------------------------------------------------------------------


def _ruling(claim: _Claim, yardsticks: Mapping[str, Decimal]) -> Ruling:
    row = claim.row
    quantities = tuple(
        Quantity(name, "set by you", yardsticks[name])
        if name in yardsticks
        else Quantity(name, formula.text, _value(claim, "quantities", formula, {}))
        if formula
        else Quantity(name, NOT_GIVEN, None)
        for name, formula in claim.quantities.items()
    )
    known = {quantity.name: quantity.value for quantity in quantities if quantity.value is not None}
    return Ruling(
        id=row["id"],
        study=claim.study,
        location=row["location"],
        topic=row["topic"],
        claim=row["claim"],
        quantities=quantities,
        holds_when=row["holds_when"],
        reservation_when=row["reservation_when"],
        verdict=_verdict(claim, known),
        explanation="".join(_words(claim, piece, known) for piece in claim.explanation),
    )


def _verdict(claim: _Claim, known: Mapping[str, Decimal]) -> str:
    if claim.holds_when is None or len(known) < len(claim.quantities):
        return UNCHECKED
    if not _passes(claim, "holds_when", claim.holds_when, known):
        return CONTRADICTED
    if claim.reservation_when and _passes(claim, "reservation_when", claim.reservation_when, known):
        return RESERVED
    return HOLDS


def _passes(claim: _Claim, column: str, test: Formula, known: Mapping[str, Decimal]) -> bool:
    try:
        return test.holds(published.reference_values(claim.study, test, _FUNCTIONS), known)
    except DataError as error:
        raise error.at(claim.row.file, claim.row.number, column) from None


def _value(claim: _Claim, column: str, formula: Formula, known: Mapping[str, Decimal]) -> Decimal:
    try:
        return published.resolve(claim.study, formula, _FUNCTIONS, known)
    except DataError as error:
        raise error.at(claim.row.file, claim.row.number, column) from None


def _words(claim: _Claim, piece: str | _Insert, known: Mapping[str, Decimal]) -> str:
    if isinstance(piece, str):
        return piece
    if any(name not in known for name in piece.formula.names):
        return "?"  # a yardstick that is not given
    value = _value(claim, "explanation", piece.formula, known)
    try:
        return piece.written(value)
    except ValueError as error:
        found, advice = repr(piece.style), f"Correct it ({error})."
        raise claim.row.error(found, "a way to write a number, such as .1f", advice, "explanation") from None


def _plain(value: Decimal) -> str:
    """As printed where it was printed; computed figures with three decimals at most."""
    places = value.as_tuple().exponent
    assert isinstance(places, int)  # not NaN: a value is a number
    return f"{value:f}" if places >= -3 else f"{value:.3f}"


# ---------------------------------------------------------------------------------------------------------
# What a formula may call
# ---------------------------------------------------------------------------------------------------------


def _people(study: str, question: str, answers: str, group: str) -> int:
    counted = _counted(study, question, group)
    return int(counted[_joined(counted.index, answers)].sum())


def _base(study: str, question: str, group: str) -> int:
    return int(_counted(study, question, group).sum())


def _solutions(study: str, question: str) -> int:
    return _recovery(study, question).count


def _smallest_base(study: str, question: str) -> int:
    found = _recovery(study, question)
    return int(found.bases.max(axis=1).min())


def _fits(study: str, figure: str, people: str) -> int:
    return len(counts.consistent(_printed_in_text(study, figure), _whole_number(people)))


def _largest_base(study: str, figure: str, people: str) -> int:
    printed = _printed_in_text(study, figure)
    for base in range(_whole_number(people), 0, -1):
        if counts.consistent(printed, base):
            return base
    raise ValueError(f"No number of people up to {people} fits {printed}.")


def _total(study: str, table: str, group: str) -> Decimal:
    return sum(_column(study, table, group).values(), Decimal(0))


def _rank(study: str, table: str, option: str, group: str) -> int:
    column = _column(study, table, group)
    if option not in column:
        raise NoSuchNameError("option", option, column)
    return 1 + sum(figure > column[option] for figure in column.values())


def _rows(study: str, table: str, label: str) -> int:
    return published.load(f"{study}/{table}").options(kind=None).count(label)


def _dissimilarity(study: str, table: str, first: str, second: str) -> float:
    figures = published.load(f"{study}/{table}").percentages()
    for group in (first, second):
        if group not in figures:
            raise NoSuchNameError("group", group, figures)
    return inference.dissimilarity(figures[first], figures[second]).percent


def _apart(study: str, first: str, second: str, *left_out: str) -> float:
    return _compared(study, first, second, left_out).percent


def _moved(study: str, first: str, second: str) -> int:
    movers = _compared(study, first, second, ()).fewest_movers
    if movers is None:
        raise ValueError(f"{first!r} and {second!r} were not answered by the same number of people.")
    return movers


def _compared(study: str, first: str, second: str, left_out: Iterable[str]) -> inference.Dissimilarity:
    asked = [_counted(study, question, "All") for question in (first, second)]
    unwanted = [answer for label in left_out for answer in _joined(asked[0].index, label)]
    return inference.dissimilarity(*(counted.drop(unwanted) for counted in asked))


def _p(study: str, question: str, answers: str = "") -> float:
    stratum = published.paper(study).stratum
    if stratum is None or len(stratum.groups) < 2:
        raise ValueError(f"{study} does not show groups of people apart, so that there are none to compare.")
    counted = pd.DataFrame({group: _counted(study, question, group) for group in stratum.groups[:2]})
    if not answers:
        return inference.chi_square(counted).p
    chosen = counted.loc[_joined(counted.index, answers)].sum()
    first, second = ((int(chosen[group]), int(counted[group].sum())) for group in stratum.groups[:2])
    return inference.compare_shares(first, second).p


def _fewest(study: str, *answers: str) -> float:
    rebuilt = survey.rebuild(study)
    wanted = {}
    for answer in answers:
        question, _, labels = answer.partition("=")
        wanted[question] = _joined(rebuilt.counts(question).index, labels)
    return rebuilt.bounds(wanted).lower


_FUNCTIONS: published.Functions = {
    "people": _people,
    "base": _base,
    "solutions": _solutions,
    "smallest_base": _smallest_base,
    "fits": _fits,
    "largest_base": _largest_base,
    "total": _total,
    "rank": _rank,
    "rows": _rows,
    "dissimilarity": _dissimilarity,
    "apart": _apart,
    "moved": _moved,
    "p": _p,
    "fewest": _fewest,
}


def _counted(study: str, question: str, group: str) -> pd.Series[int]:
    """People by answer, in one group."""
    counted = survey.rebuild(study).counts(question)
    if group not in counted:
        raise NoSuchNameError("group", group, counted)
    return counted[group]


def _recovery(study: str, question: str) -> counts.Recovery:
    known: list[str] = []
    for name in published.tables(study):
        for item in recovery.items(published.load(name)):
            known.append(item.id)
            if item.id == question and item.recovery is not None:
                return item.recovery
            if item.id == question:
                raise ValueError(f"{item.problem}.")
    raise NoSuchNameError("question", question, known)


def _printed_in_text(study: str, figure: str) -> str:
    return published.references(study, f"text[{figure}]")[0].printed


def _whole_number(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"{text!r} is no number of people.")
    return int(text)


def _column(study: str, table: str, group: str) -> dict[str, Decimal]:
    found = published.load(f"{study}/{table}")
    return {option: Decimal(found.printed(option, group)) for option in found.options()}


def _joined(options: Iterable[str], labels: str) -> list[str]:
    """The options that a label joins with " + ", whatever their capitals."""
    by_name = {option.casefold(): option for option in options}
    wanted = [part.strip() for part in labels.split(" + ")]
    for part in wanted:
        if part.casefold() not in by_name:
            raise NoSuchNameError("answer", part, by_name.values())
    return [by_name[part.casefold()] for part in wanted]
