"""Claims on trial: what the two papers say, and a verdict computed from what they print (floor 4).

Each study's ``claims.csv`` holds claims in our own words with the quantities that bear on them, the test that
they have to pass, and an explanation. The verdict is computed: when a figure in the data changes, so does it.

A quantity is a formula of :func:`homecoming.published.resolve`, such as ``table-8[No|Male]``, in which these
stand too:

- ``people[plans-to-leave|No|All]``: people rebuilt from the percentages, by question, answer and group;
- ``base[job-match|Male]``: people who answered a question;
- ``fits[pay-good|515]``: how many whole numbers of 515 people can be printed as this figure of the text;
- ``total[table-3|South Korea (%)]``: sum of a column of options;
- ``rank[table-3|Bureaucratic Hurdles|South Korea (%)]``: place of an option in its column, 1 for the largest;
- ``rows[table-2|Unemployed]``: how many rows of a table have this label;
- ``dissimilarity[table-1|In Russia|In Kyrgyzstan]``: index of dissimilarity of two columns, per cent;
- ``p[expectations]``: p-value of a chi-square test of men against women, as if drawn at random;
- ``p[job-match|Yes + mostly yes]``: the same for one answer, or several joined by `` + ``;
- ``fewest[job-satisfaction=Yes + Mostly yes|family-relations=Good]``: smallest per cent with all of these;
- ``not given``: a yardstick that the paper does not give ("slightly" than what?). Until a reader sets it with
  ``judge(id, name=value)``, the claim cannot be checked.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pandas as pd

from homecoming import published
from homecoming.checks import inference
from homecoming.people import counts, survey
from homecoming.published import DataError
from homecoming.results import Result

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
    >>> judge("plans-vast-majority").quantities[0].value
    Decimal('48.7')
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
    """Judge all claims.

    Parameters
    ----------
    study : str, optional
        The study's folder; both studies if left out.

    Returns
    -------
    pandas.DataFrame
        Index: claim id. Columns: study, location, topic, claim, verdict (computed), explanation.

    Raises
    ------
    ValueError
        If there is no such study.
    DataError
        If a claim cannot be read or computed; the message names file, row and column.

    Examples
    --------
    >>> found = table("kazakhstan-korea-2025")
    >>> found.loc["it-38-percent", "verdict"]
    'contradicted'
    """
    studies = published.studies() if study is None else (published.paper(study).slug,)
    rulings = [judge(name) for one in studies for name in _claims(one)]
    columns = ["study", "location", "topic", "claim", "verdict", "explanation"]
    return pd.DataFrame(
        [[getattr(ruling, column) for column in columns] for ruling in rulings],
        columns=columns,
        index=pd.Index([ruling.id for ruling in rulings], name="id"),
    )


def judge(claim: str, **yardsticks: float) -> Ruling:
    """Judge one claim, if you like by a yardstick of your own.

    Parameters
    ----------
    claim : str
        The claim's id.
    **yardsticks : float
        Values for quantities of the claim, in place of the computed ones.

    Returns
    -------
    Ruling

    Raises
    ------
    ValueError
        If there is no such claim, or the claim has no such quantity.
    DataError
        If the claim cannot be read or computed.

    Examples
    --------
    >>> judge("sectors-differ-slightly").verdict
    'cannot be checked'
    >>> judge("sectors-differ-slightly", slight=5).verdict
    'contradicted'
    """
    study, row, facts = _find(claim)
    file = f"data/{study}/claims.csv"
    formulas = _quantities(facts["quantities"], file, row)
    unknown = [name for name in yardsticks if name not in formulas]
    if unknown:
        raise ValueError(
            f"Claim {claim!r} has no quantity {unknown[0]!r}. It has: {', '.join(formulas) or 'none'}."
        )
    quantities = []
    for name, formula in formulas.items():
        if name in yardsticks:
            quantities.append(Quantity(name, "set by you", Decimal(str(yardsticks[name]))))
            continue
        try:
            value = None if formula == NOT_GIVEN else _value(study, formula)
        except ValueError as error:
            raise DataError(
                repr(formula),
                "a quantity that can be computed",
                str(error),
                file=file,
                row=row,
                column="quantities",
            ) from None
        quantities.append(Quantity(name, formula, value))
    values = {quantity.name: quantity.value for quantity in quantities}
    try:
        verdict = _verdict(facts["holds_when"], facts["reservation_when"], values)
        explanation = facts["explanation"].format(**{k: _Words(v) for k, v in values.items()})
    except (ValueError, KeyError, IndexError) as error:
        raise DataError(
            repr(facts["holds_when"] or facts["explanation"]),
            f"a test and an explanation over {', '.join(values) or 'no quantities'}",
            f"{type(error).__name__}: {error}.",
            file=file,
            row=row,
        ) from None
    return Ruling(
        id=claim,
        study=study,
        location=facts["location"],
        topic=facts["topic"],
        claim=facts["claim"],
        quantities=tuple(quantities),
        holds_when=facts["holds_when"],
        reservation_when=facts["reservation_when"],
        verdict=verdict,
        explanation=explanation,
    )


def stored_verdicts(study: str) -> dict[str, str]:
    """Give the verdicts that a study's ``claims.csv`` states, for comparison with the computed ones.

    Parameters
    ----------
    study : str
        The study's folder.

    Returns
    -------
    dict of str to str
        Claim id to verdict.

    Raises
    ------
    DataError
        If the file cannot be used.

    Examples
    --------
    >>> stored_verdicts("kazakhstan-korea-2025")["it-38-percent"]
    'contradicted'
    """
    return {name: facts["verdict"] for name, (_, facts) in _claims(study).items()}


def _find(claim: str) -> tuple[str, int, dict[str, str]]:
    known = {}
    for study in published.studies():
        claims = _claims(study)
        if claim in claims:
            return study, *claims[claim]
        known |= claims
    raise ValueError(f"There is no claim {claim!r}. There are: {', '.join(known)}.")


@cache
def _claims(study: str) -> dict[str, tuple[int, dict[str, str]]]:
    """The claims of a study by id, each with its row in the file."""
    published.paper(study)
    file = f"{study}/claims.csv"
    claims: dict[str, tuple[int, dict[str, str]]] = {}
    for facts in published.records(file, COLUMNS):
        row = facts.number
        for column in ("id", "location", "topic", "claim", "verdict", "explanation"):
            if not facts[column].strip():
                raise DataError(
                    "a blank cell", "text", "Fill it in.", file=f"data/{file}", row=row, column=column
                )
        if facts["id"] in claims:
            raise DataError(
                f"the claim {facts['id']!r} again", "each id once", "Change one of them.",
                file=f"data/{file}", row=row, column="id",
            )  # fmt: skip
        claims[facts["id"]] = row, dict(facts.cells)
    return claims


def _quantities(text: str, file: str, row: int) -> dict[str, str]:
    formulas: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        name, equals, formula = (side.strip() for side in part.partition("="))
        if not equals or not name.isidentifier() or name in formulas:
            raise DataError(
                repr(part), "name = formula, each name once", "Separate quantities by ;.",
                file=file, row=row, column="quantities",
            )  # fmt: skip
        formulas[name] = formula
    return formulas


# ---------------------------------------------------------------------------------------------------------
# Quantities
# ---------------------------------------------------------------------------------------------------------


def _people(study: str, question: str, answers: str, group: str) -> int:
    counted = survey.rebuild(study).counts(question)[group]
    return int(sum(counted[answer] for answer in _joined(counted.index, answers)))


def _base(study: str, question: str, group: str) -> int:
    return int(survey.rebuild(study).counts(question)[group].sum())


def _fits(study: str, figure: str, n: str) -> int:
    printed = published.text_figures(study).set_index("id").at[figure, "printed"]
    return len(counts.consistent(printed, int(n)))


def _total(study: str, table: str, group: str) -> Decimal:
    return sum(_column(study, table, group).values())


def _rank(study: str, table: str, option: str, group: str) -> int:
    column = _column(study, table, group)
    return 1 + sum(figure > column[option] for figure in column.values())


def _rows(study: str, table: str, label: str) -> int:
    return published.load(f"{study}/{table}").options(kind=None).count(label)


def _dissimilarity(study: str, table: str, first: str, second: str) -> float:
    figures = published.load(f"{study}/{table}").percentages()
    return inference.dissimilarity(figures[first], figures[second]).percent


def _p(study: str, question: str, answers: str = "") -> float:
    counted = survey.rebuild(study).counts(question)[["Male", "Female"]]
    if not answers:
        return inference.chi_square(counted).p
    chosen = counted.loc[_joined(counted.index, answers)].sum()
    return inference.compare_shares(
        *((int(chosen[sex]), int(counted[sex].sum())) for sex in ("Male", "Female"))
    ).p


def _fewest(study: str, *answers: str) -> float:
    rebuilt = survey.rebuild(study)
    wanted = {}
    for answer in answers:
        question, _, labels = answer.partition("=")
        wanted[question] = _joined(rebuilt.counts(question).index, labels)
    return rebuilt.bounds(wanted).lower


def _column(study: str, table: str, group: str) -> dict[str, Decimal]:
    found = published.load(f"{study}/{table}")
    return {option: Decimal(found.printed(option, group)) for option in found.options()}


def _joined(options: pd.Index, labels: str) -> list[str]:
    """The options that a label joins with " + ", whatever their capitals."""
    by_name = {str(option).casefold(): option for option in options}
    wanted = [part.strip() for part in labels.split(" + ")]
    missing = [part for part in wanted if part.casefold() not in by_name]
    if missing:
        raise ValueError(f"There is no answer {missing[0]!r}. There are: {', '.join(map(str, options))}.")
    return [by_name[part.casefold()] for part in wanted]


_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "people": _people,
    "base": _base,
    "fits": _fits,
    "total": _total,
    "rank": _rank,
    "rows": _rows,
    "dissimilarity": _dissimilarity,
    "p": _p,
    "fewest": _fewest,
}
_CALL = re.compile(rf"\b({'|'.join(_FUNCTIONS)})\[([^\]]*)\]")


def _value(study: str, formula: str) -> Decimal:
    def computed(call: re.Match[str]) -> str:
        try:
            return f"({_FUNCTIONS[call[1]](study, *call[2].split('|'))})"
        except (KeyError, TypeError) as error:
            raise ValueError(f"{call[0]} names something that is not there ({error}).") from None

    return published.resolve(study, _CALL.sub(computed, formula))


# ---------------------------------------------------------------------------------------------------------
# Tests
# ---------------------------------------------------------------------------------------------------------

_OPERATORS: Mapping[type, Callable] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def _verdict(holds_when: str, reservation_when: str, values: Mapping[str, Decimal | None]) -> str:
    if not holds_when or None in values.values():
        return UNCHECKED
    if not _passes(holds_when, values):
        return CONTRADICTED
    return RESERVED if reservation_when and _passes(reservation_when, values) else HOLDS


def _passes(test: str, values: Mapping[str, Decimal]) -> bool:
    """Whether a test over the quantities is passed. The test is read, never executed as Python."""

    def value(node: ast.expr):
        match node:
            case ast.BoolOp(op=ast.And(), values=parts):
                return all(value(part) for part in parts)
            case ast.BoolOp(op=ast.Or(), values=parts):
                return any(value(part) for part in parts)
            case ast.Compare(left=left, ops=ops, comparators=rest):
                sides = [value(side) for side in (left, *rest)]
                return all(_OPERATORS[type(op)](*sides[at : at + 2]) for at, op in enumerate(ops))
            case ast.BinOp(left=left, op=op, right=right):
                return _OPERATORS[type(op)](value(left), value(right))
            case ast.Name(id=name) if name in values:
                return values[name]
            case ast.Constant(value=int() | float() as number):
                return Decimal(str(number))
        raise ValueError(f"{ast.unparse(node)} is not understood")

    try:
        return bool(value(ast.parse(test, mode="eval").body))
    except (SyntaxError, KeyError) as error:
        raise ValueError(f"{test!r} is not a test ({error})") from None


class _Words:
    """A quantity inside an explanation: as printed by default, or with a number of decimals ({d:.1f})."""

    def __init__(self, value: Decimal | None):
        self.value = value

    def __format__(self, spec: str) -> str:
        if self.value is None:
            return "?"
        return format(self.value, spec) if spec else _plain(self.value)


def _plain(value: Decimal) -> str:
    """As printed where it was printed; computed figures with three decimals at most."""
    return str(value) if value.as_tuple().exponent >= -3 else f"{value:.3f}"
