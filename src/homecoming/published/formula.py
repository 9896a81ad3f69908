"""Formulas over printed figures: read once, computed exactly, never executed as Python.

A formula is arithmetic, ``100 * (a - b) / 2``, or a test, ``a > 50 and a - b < 10``, over

- numbers: ``50``, ``0.5``;
- names: ``a``, whose values are given when it is computed;
- references: a word with labels in brackets, ``table-1[Yes|Town]``, whose values are given too.

What a reference leads to is no matter of the grammar: :mod:`homecoming.published.resolving` knows.
"""

from __future__ import annotations

import operator
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from homecoming.published.data_error import DataError

_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_CONNECTIVES: Mapping[str, Callable[[Sequence[bool]], bool]] = {"or": any, "and": all}
#: Operators by how tightly they bind, the loosest first.
_LEVELS = (("or",), ("and",), tuple(_COMPARISONS), ("+", "-"), ("*", "/"))
_DEEPEST = 50

_REFERENCE = re.compile(r"(table-\d+|[a-z_]+)\[([^\]]*)\]", re.ASCII)
_TOKEN = re.compile(
    rf"(?P<reference>{_REFERENCE.pattern})"
    r"|(?P<number>(0|[1-9]\d*)(\.\d+)?(?![\w.]))"
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<symbol>[<>=!]=|[<>+\-*/()])",
    re.ASCII,
)
_EXPECTED = (
    "references such as table-2[Yes|Town] or text[sample-size], numbers, + - * / and parentheses; "
    "in a test also comparisons, joined by and, or"
)


class Reference(NamedTuple):
    """A word with labels in brackets; ``text`` is how it is written.

    Examples
    --------
    >>> Formula.parse("100 - table-1[Yes|Town]").references[0]
    Reference(word='table-1', labels=('Yes', 'Town'), text='table-1[Yes|Town]')
    """

    word: str
    labels: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class _Number:
    value: Decimal


@dataclass(frozen=True)
class _Name:
    name: str


@dataclass(frozen=True)
class _Place:
    """A reference, by its place among the formula's references."""

    index: int


@dataclass(frozen=True)
class _Negative:
    of: _Node


@dataclass(frozen=True)
class _Chain:
    """Operands with operators of one level between them: ``a - b + c``, ``a < b <= c``, ``a or b``."""

    operands: tuple[_Node, ...]
    operators: tuple[str, ...]

    @property
    def is_test(self) -> bool:
        return self.operators[0] not in _ARITHMETIC


_Node = _Number | _Name | _Place | _Negative | _Chain


@dataclass(frozen=True)
class Formula:
    """A formula that has been read. Made by `Formula.parse`.

    Attributes
    ----------
    text
        the formula as written.
    references
        its references in order; one that is written twice stands here twice.
    names
        the names in it, each once.

    Examples
    --------
    >>> share = Formula.parse("100 * table-1[Yes|Town] / whole")
    >>> share.number([Decimal("31.3")], {"whole": Decimal("62.6")})
    Decimal('50')
    """

    text: str
    references: tuple[Reference, ...]
    names: tuple[str, ...]
    _root: _Node = field(repr=False)

    @staticmethod
    def parse(text: str) -> Formula:
        """Read a formula.

        Raises
        ------
        DataError
            the text is not a formula; the advice says from where on it cannot be read.

        Examples
        --------
        >>> Formula.parse("town > 50 and town < 2 * village").names
        ('town', 'village')
        >>> Formula.parse("__import__('os')")
        Traceback (most recent call last):
            ...
        homecoming.published.data_error.DataError: ... It cannot be read from "('os')" on. Correct it.
        """
        return _parse(text)

    @property
    def is_reference(self) -> bool:
        """Whether it is one reference and nothing more.

        Examples
        --------
        >>> [Formula.parse(text).is_reference for text in ("table-1[Yes|Town]", "table-1[Yes|Town] / 2")]
        [True, False]
        """
        return isinstance(self._root, _Place)

    @property
    def is_test(self) -> bool:
        """Whether it is true or false, and no number.

        Examples
        --------
        >>> Formula.parse("a > b").is_test, Formula.parse("a - b").is_test
        (True, False)
        """
        return isinstance(self._root, _Chain) and self._root.is_test

    def number(self, values: Sequence[Decimal] = (), names: Mapping[str, Decimal] | None = None) -> Decimal:
        """Compute it. Arithmetic is decimal, so that printed figures add exactly.

        Parameters
        ----------
        values
            the values of `references`, one for each, in their order.
        names
            the values of `names`; there may be more.

        Raises
        ------
        DataError
            it is a test; a name has no value; or it divides by zero.

        Examples
        --------
        >>> Formula.parse("a - table-1[Yes|Town]").number([Decimal("31.3")], {"a": Decimal(100)})
        Decimal('68.7')
        """
        if self.is_test:
            raise self._error("a formula with a number as its value", "Leave out the comparison.")
        return _number(self._root, self._environment(values, names))

    def holds(self, values: Sequence[Decimal] = (), names: Mapping[str, Decimal] | None = None) -> bool:
        """Whether it is true. Parameters as in `number`.

        Raises
        ------
        DataError
            it is a number and no test; a name has no value; or it divides by zero.

        Examples
        --------
        >>> Formula.parse("a > 50 and a - 5 <= 50").holds(names={"a": Decimal("54.5")})
        True
        """
        if not self.is_test:
            raise self._error("a test, such as a > 50", "Add a comparison.")
        return _true(self._root, self._environment(values, names))

    def _environment(self, values: Sequence[Decimal], names: Mapping[str, Decimal] | None) -> _Environment:
        names = names or {}
        for name in self.names:
            if name not in names:
                advice = f"{name!r} is no name that has a value: {', '.join(names) or 'there are none here'}."
                raise self._error(_EXPECTED, advice)
        if len(values) != len(self.references):
            raise ValueError(
                f"{self.text!r} has {len(self.references)} references; got {len(values)} values."
            )
        return _Environment(self, tuple(values), names)

    def _error(self, expected: str, advice: str) -> DataError:
        return DataError(_quoted(self.text), expected, advice)


# ---------------------------------------------------------------------------------------------------------
# Computing
# ---------------------------------------------------------------------------------------------------------


class _Environment(NamedTuple):
    formula: Formula
    values: tuple[Decimal, ...]
    names: Mapping[str, Decimal]


def _number(node: _Node, environment: _Environment) -> Decimal:
    match node:
        case _Number(value):
            return value
        case _Name(name):
            return environment.names[name]
        case _Place(index):
            return environment.values[index]
        case _Negative(of):
            return -_number(of, environment)
        case _Chain(operands, operators):
            first, *rest = (_number(operand, environment) for operand in operands)
            for symbol, value in zip(operators, rest, strict=True):
                try:
                    first = _ARITHMETIC[symbol](first, value)
                except ArithmeticError:
                    expected = "a formula with a value"
                    raise environment.formula._error(expected, "Do not divide by zero.") from None
            return first


def _true(node: _Node, environment: _Environment) -> bool:
    assert isinstance(node, _Chain)  # the parser lets nothing else stand where a test is wanted
    connective = _CONNECTIVES.get(node.operators[0])
    if connective:
        return connective([_true(operand, environment) for operand in node.operands])
    sides = pairwise(_number(operand, environment) for operand in node.operands)
    return all(_COMPARISONS[symbol](*two) for symbol, two in zip(node.operators, sides, strict=True))


# ---------------------------------------------------------------------------------------------------------
# Reading
# ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def _parse(text: str) -> Formula:
    return _Parser(text).formula()


class _Parser:
    """Reads a text from left to right, one operand or operator at a time."""

    def __init__(self, text: str):
        self.text = text
        self.position = 0
        self.depth = 0
        self.references: list[Reference] = []
        self.names: dict[str, None] = {}

    def formula(self) -> Formula:
        root = self.chain(0)
        if self.rest:
            raise self.error()
        return Formula(self.text, tuple(self.references), tuple(self.names), root)

    @property
    def rest(self) -> str:
        """What has not been read, without the spaces before it."""
        left = self.text[self.position :].lstrip(" ")
        self.position = len(self.text) - len(left)
        return left

    def error(self) -> DataError:
        where = (
            f"It cannot be read from {_quoted(self.rest)} on. " if self.rest.strip() else "It ends too soon. "
        )
        return DataError(_quoted(self.text), _EXPECTED, f"{where}Correct it.")

    def take(self, wanted: Sequence[str]) -> str | None:
        """Read one of these words or symbols, if one of them comes next."""
        found = _TOKEN.match(self.rest)
        if found and found[0] in wanted:
            self.position += len(found[0])
            return found[0]
        return None

    def chain(self, level: int) -> _Node:
        if level == len(_LEVELS):
            return self.operand()
        operands, operators = [self.chain(level + 1)], []
        start = self.position
        while symbol := self.take(_LEVELS[level]):
            operators.append(symbol)
            operands.append(self.chain(level + 1))
        if not operators:
            return operands[0]
        # "and" and "or" join tests; everything else stands between numbers.
        of_tests = operators[0] in _CONNECTIVES
        if any((isinstance(one, _Chain) and one.is_test) != of_tests for one in operands):
            self.position = start
            raise self.error()
        return _Chain(tuple(operands), tuple(operators))

    def operand(self) -> _Node:
        found = _TOKEN.match(self.rest)
        if not found:
            raise self.error()
        if found[0] in ("-", "("):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise self.error()
            self.position += 1
            node = self.negative() if found[0] == "-" else self.inner()
            self.depth -= 1
            return node
        if found["symbol"] or found[0] in _CONNECTIVES:
            raise self.error()
        self.position += found.end()
        if found["reference"]:
            word, inside = found[2], found[3]
            self.references.append(Reference(word, tuple(inside.split("|")), found[0]))
            return _Place(len(self.references) - 1)
        if found["number"]:
            return _Number(Decimal(found[0]))
        self.names[found[0]] = None
        return _Name(found[0])

    def negative(self) -> _Node:
        start = self.position
        of = self.operand()
        if isinstance(of, _Chain) and of.is_test:
            self.position = start
            raise self.error()
        return _Negative(of)

    def inner(self) -> _Node:
        node = self.chain(0)
        if not self.take((")",)):
            raise self.error()
        return node


def _quoted(text: str) -> str:
    return repr(textwrap.shorten(text, 200, placeholder=" …"))
