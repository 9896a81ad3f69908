"""Kinds of answer to a coding exercise, each marked: right or not, what kind of mistake, never the answer.

What is right is computed from the data each time and stored nowhere. A book keeps the answers of its pages,
and gives its readers a ``check`` that marks theirs with :func:`mark`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from html import escape
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

_NO_PER_CENT = "between 0 and 1. The question asks for per cent: multiply by 100."
UNANSWERED = "Not answered yet. Put your answer where the three dots are, and run the cells again."


@dataclass(frozen=True)
class Verdict:
    """What a check says. True in an ``if`` when the answer is right."""

    right: bool
    said: tuple[str, ...]
    answered: bool = True

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return "\n".join(self.said)

    def _repr_html_(self) -> str:
        colour = "#2f8f5b" if self.right else "#c96a00" if self.answered else "#888888"
        lines = "".join(f'<p style="margin: 0.2rem 0">{escape(line)}</p>' for line in self.said)
        return (
            f'<div role="status" style="border-inline-start: 4px solid {colour}; '
            f'padding: 0.2rem 0.8rem; max-width: 46rem">{lines}</div>'
        )


def _right(more: str) -> Verdict:
    return Verdict(True, (f"Right. {more}".strip(),))


def _wrong(*said: str) -> Verdict:
    return Verdict(False, said)


class _Unfit(Exception):
    """An answer of another kind than asked for; carries what to say."""


_NAMES: dict[type | tuple[type, ...], str] = {
    bool: "True or False",
    (int, float): "a number",
    str: "text",
    list: "a list",
    tuple: "a tuple",
    dict: "a dictionary",
    set: "a set",
    pd.Series: "a Series",
    pd.DataFrame: "a table (a DataFrame)",
    np.ndarray: "an array",
}


def _called(given: Any) -> str:
    """Name a value as a beginner would."""
    found = next((name for kind, name in _NAMES.items() if isinstance(given, kind)), None)
    return found or f"something else (of type {type(given).__name__})"


def _as_number(given: Any, what: str = "one number") -> float:
    """Take an answer for a number, without trusting its own methods of comparison."""
    if isinstance(given, (bool, np.bool_)):
        raise _Unfit(f"This is True or False; the question asks for {what}.")
    if isinstance(given, str):
        raise _Unfit(f"This is text; the question asks for {what}. Leave the quotation marks out.")
    if isinstance(given, np.ndarray) and given.ndim == 0:
        given = given.item()
    if isinstance(given, (pd.Series, pd.DataFrame, np.ndarray, list, tuple, dict, Set)):
        values = "1 value" if len(given) == 1 else f"{len(given)} values"
        how = "[0], [1] and so on" if isinstance(given, (list, tuple)) else ".loc"
        raise _Unfit(f"This holds {values}; the question asks for {what}. Pick one with {how}.")
    if callable(given):
        raise _Unfit("This is a function. Call it, and give what it returns.")
    try:
        value = float(given)
    except (TypeError, ValueError):
        raise _Unfit(f"This is {_called(given)}; the question asks for {what}.") from None
    if math.isnan(value):
        raise _Unfit("This is no number (NaN). Was something divided by nothing, or a label missing?")
    return value


def _say(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


@dataclass(frozen=True)
class Number:
    """An answer that is one number.

    Parameters
    ----------
    compute : callable
        Gives the number, from the data.
    unit : str
        What it counts: ``"people"``, ``"per cent"``, ``"percentage points"``.
    tolerance : float
        How far off still counts.
    right : str
        What a right answer is told.
    mistakes : mapping of str to callable
        What to say, and the wrong number at which to say it, also computed.

    Examples
    --------
    >>> Number(lambda: 62.5, unit="per cent").mark(0.625)
    This is a share between 0 and 1. The question asks for per cent: multiply by 100.
    """

    compute: Callable[[], float]
    unit: str = ""
    tolerance: float = 0.05
    right: str = ""
    mistakes: Mapping[str, Callable[[], float]] = field(default_factory=dict)

    def mark(self, given: Any) -> Verdict:
        """Say whether the number is right, and if not, which mistake it looks like."""
        value, wanted = _as_number(given), float(self.compute())
        near = self.tolerance + 1e-9
        if abs(value - wanted) <= near:
            return _right(self.right)
        for said, wrong in self.mistakes.items():
            if abs(value - float(wrong())) <= near:
                return _wrong(said)
        return _wrong(self._kind(value, wanted, near))

    def _kind(self, value: float, wanted: float, near: float) -> str:
        percent = self.unit in ("per cent", "percentage points")
        if percent and abs(100 * value - wanted) <= 100 * near:
            return f"This is a share {_NO_PER_CENT}"
        if not percent and abs(value - 100 * wanted) <= 100 * near:
            return "This is per cent. The question asks for a share between 0 and 1: divide by 100."
        if wanted and abs(value + wanted) <= near:
            return "The size is right, the sign is not. What is taken from what?"
        if self.unit == "per cent" and abs(100 - value - wanted) <= near:
            return "This is the share of all the others. Read the question once more."
        if self.unit == "people" and value != round(value):
            return "People come whole, and this is no whole number. Is it a percentage or a share?"
        if abs(value - wanted) <= max(10 * self.tolerance, 0.05 * abs(wanted)):
            return "Close, but not it. Did you round on the way, or take a neighbouring figure or base?"
        return "This is not it. Check which rows, which group and which base you took."


@dataclass(frozen=True)
class Word:
    """An answer that is one word or label.

    Parameters
    ----------
    compute : callable
        Gives the label, from the data.
    among : callable
        Gives all labels that can be meant.
    right : str
        What a right answer is told.

    Examples
    --------
    >>> Word(lambda: "Good", lambda: ("Bad", "Good")).mark("bad")
    “Bad” is not it. Compare the figures once more.
    """

    compute: Callable[[], str]
    among: Callable[[], Collection[str]]
    right: str = ""

    def mark(self, given: Any) -> Verdict:
        """Say whether the label is right."""
        if not isinstance(given, str):
            raise _Unfit(f"This is {_called(given)}; the question asks for a label, as text.")
        plain = " ".join(str.split(str(given))).casefold()
        labels = {label.casefold(): label for label in self.among()}
        if plain not in labels:
            return _wrong(f"There is no label “{given}”. Write it as the table does.")
        if plain == str(self.compute()).casefold():
            return _right(self.right)
        return _wrong(f"“{labels[plain]}” is not it. Compare the figures once more.")


@dataclass(frozen=True)
class Names:
    """An answer that is several labels, in any order.

    Parameters
    ----------
    compute : callable
        Gives the labels, from the data.
    right : str
        What a right answer is told.

    Examples
    --------
    >>> Names(lambda: ["Yes", "No"]).mark(["Yes", "Maybe"])
    1 of the 2 that you name is right. 1 is missing.
    """

    compute: Callable[[], Collection[Any]]
    right: str = ""

    def mark(self, given: Any) -> Verdict:
        """Say how many labels are right, too many or missing."""
        if isinstance(given, str) or not isinstance(given, (Sequence, Set, pd.Index, pd.Series, np.ndarray)):
            raise _Unfit(f"This is {_called(given)}; the question asks for a list of labels or numbers.")
        named, wanted = set(map(_name, given)), set(map(_name, self.compute()))
        if named == wanted:
            return _right(self.right)
        right, missing = len(named & wanted), len(wanted - named)
        first = f"{right} of the {len(named)} that you name {'is' if right == 1 else 'are'} right."
        return _wrong(f"{first} {missing} {'is' if missing == 1 else 'are'} missing." if missing else first)


def _name(one: Any) -> str:
    """Take 250 and 250.0 for the same."""
    whole = isinstance(one, (float, np.floating)) and float(one).is_integer()
    return str(int(one)) if whole else str(one)


_Place = tuple[str, ...]
"""A cell of a table: its row, and its column if there is more than one."""


@dataclass(frozen=True)
class Figures:
    """An answer that is a table: a data frame, or one column of it.

    Parameters
    ----------
    compute : callable
        Gives the data frame or series, from the data.
    tolerance : float
        How far off a cell may be.
    right : str
        What a right answer is told.
    show : str
        ``"table"`` or ``"bars"``: how a page shows what should come out; empty where it must not.
    caption : str
        Over what is shown.
    mistakes : mapping of str to callable
        What to say, and the wrong table at which to say it.

    Examples
    --------
    >>> wanted = pd.Series({"Yes": 60.0, "No": 40.0})
    >>> Figures(lambda: wanted).mark(pd.Series({"Yes": 0.6, "No": 0.4}))
    These are shares between 0 and 1. The question asks for per cent: multiply by 100.
    >>> Figures(lambda: wanted).mark({"Yes": 60, "No": 30})
    1 of 2 cells is right. Look again at: No.
    """

    compute: Callable[[], pd.DataFrame | pd.Series]
    tolerance: float = 0.05
    right: str = ""
    show: str = ""
    caption: str = "What should come out"
    mistakes: Mapping[str, Callable[[], pd.DataFrame | pd.Series]] = field(default_factory=dict)

    def mark(self, given: Any) -> Verdict:
        """Say which labels are missing or too many, and which cells are not right."""
        wanted = self.compute()
        given = self._same_kind(given, wanted)
        if unfit := self._labels(given, wanted):
            return _wrong(*unfit)
        told, right = self._cells(given, wanted), self._cells(wanted, wanted)
        wrong = self._unlike(told, right)
        if not wrong:
            return _right(self.right)
        for said, other in self.mistakes.items():
            mistaken = other()
            if not self._labels(mistaken, wanted) and not self._unlike(told, self._cells(mistaken, wanted)):
                return _wrong(said)
        numbers = {place: value if isinstance(value, Real) else math.nan for place, value in told.items()}
        if not self._unlike({place: 100 * value for place, value in numbers.items()}, right, 100):
            return _wrong(f"These are shares {_NO_PER_CENT}")
        if self.tolerance and self._rounded(told, right, wrong):
            return _wrong("You are near, but something was rounded too early. Keep all decimals to the end.")
        count = len(right) - len(wrong)
        verb = "is" if count == 1 else "are"
        named = "; ".join(", ".join(place) for place in wrong[:4])
        more = f" and {len(wrong) - 4} more" if len(wrong) > 4 else ""
        return _wrong(
            f"{count} of {len(right)} cells {verb} right. Look again at: {named}{more}.",
            *self._no_number(told[wrong[0]], right[wrong[0]]),
        )

    @staticmethod
    def _no_number(told: Any, right: Any) -> list[str]:
        """What to say of a cell that is no number, such as a tuple in which the number stands."""
        if isinstance(right, str):
            return []
        try:
            _as_number(told, "one number in each cell")
        except _Unfit as unfit:
            return [str(unfit)]
        return []

    @staticmethod
    def _same_kind(given: Any, wanted: pd.DataFrame | pd.Series) -> pd.DataFrame | pd.Series:
        if isinstance(given, dict) and isinstance(wanted, pd.Series):
            given = pd.Series(given)
        if isinstance(given, pd.DataFrame) and isinstance(wanted, pd.Series) and given.shape[1] == 1:
            given = given.iloc[:, 0]
        if not isinstance(given, type(wanted)):
            kind = (
                "a data frame"
                if isinstance(wanted, pd.DataFrame)
                else "one column (a Series) or a dictionary"
            )
            raise _Unfit(f"This is {_called(given)}; the question asks for {kind}.")
        return given

    @staticmethod
    def _labels(given: pd.DataFrame | pd.Series, wanted: pd.DataFrame | pd.Series) -> list[str]:
        said = []
        axes = [("row", given.index, wanted.index)]
        if isinstance(wanted, pd.DataFrame):
            axes.append(("column", given.columns, wanted.columns))
            if set(map(str, given.index)) == set(map(str, wanted.columns)) != set(map(str, wanted.index)):
                said.append("What should be columns stands in rows: .T turns a table round.")
        for what, own, right in axes:
            own_labels, labels = list(map(str, own)), list(map(str, right))
            if len(set(own_labels)) < len(own_labels):
                said.append(f"A {what} label stands there twice.")
            if missing := [label for label in labels if label not in own_labels]:
                said.append(f"Missing {what}s: {', '.join(missing[:5])}.")
            if more := [label for label in own_labels if label not in labels]:
                said.append(f"Not asked for: {what}s {', '.join(more[:5])}.")
        return said

    @staticmethod
    def _cells(frame: pd.DataFrame | pd.Series, wanted: pd.DataFrame | pd.Series) -> dict[_Place, Any]:
        values: dict[_Place, Any]
        if isinstance(frame, pd.Series):
            values = {(str(label),): value for label, value in frame.items()}
        else:
            values = {
                (str(row), str(column)): frame.iat[i, j]
                for i, row in enumerate(frame.index)
                for j, column in enumerate(frame.columns)
            }
        order: list[_Place] = (
            [(str(label),) for label in wanted.index]
            if isinstance(wanted, pd.Series)
            else [(str(row), str(column)) for row in wanted.index for column in wanted.columns]
        )
        return {place: values[place] for place in order}

    @staticmethod
    def _rounded(told: dict[_Place, Any], right: dict[_Place, Any], wrong: list[_Place]) -> bool:
        """Whether every wrong cell is the right one with fewer decimals."""
        return any(
            all(right[place] and _same(told[place], round(right[place], digits), 1e-9) for place in wrong)
            for digits in (0, 1)
            if not any(isinstance(right[place], str) for place in wrong)
        )

    def _unlike(self, told: dict[_Place, Any], right: dict[_Place, Any], scale: float = 1) -> list[_Place]:
        near = self.tolerance * scale + 1e-9
        return [place for place, value in right.items() if not _same(told[place], value, near)]


def _same(told: Any, right: Any, near: float) -> bool:
    if isinstance(right, str):
        return isinstance(told, str) and str(told) == right
    try:
        return abs(_as_number(told) - float(right)) <= near
    except _Unfit:
        return False


@dataclass(frozen=True)
class Code:
    """An answer that is a function; it is called with made-up inputs.

    Parameters
    ----------
    reference : callable
        Gives what the function should return.
    cases : sequence of tuple
        The arguments of each call.
    right : str
        What a right answer is told.
    tolerance : float
        How far off a number may be.

    Examples
    --------
    >>> Code(lambda share, n: share * n / 100, [(50, 10), (10, 200)]).mark(lambda share, n: share * n)
    For (50, 10) your function gives 500, and that is not right. 0 of 2 tries are right.
    """

    reference: Callable[..., Any]
    cases: Sequence[tuple[Any, ...]]
    right: str = ""
    tolerance: float = 1e-6

    def mark(self, given: Any) -> Verdict:
        """Call the function for every case and say where it fails."""
        if not callable(given):
            raise _Unfit(f"This is {_called(given)}; the question asks for a function. Give its name.")
        wrong, right = "", 0
        for case in self.cases:
            shown = f"({', '.join(map(repr, case))})"
            try:
                told = given(*case)
            except Exception as error:  # whatever a reader's function raises
                wrong = wrong or f"For {shown} your function stops with {type(error).__name__}: {error}"
                continue
            if told is None or told is ...:
                wrong = wrong or f"For {shown} your function returns nothing. Does it end with return?"
            elif self._agree(told, self.reference(*case)):
                right += 1
            else:
                wrong = wrong or f"For {shown} your function gives {_shown(told)}, and that is not right."
        if right == len(self.cases):
            return _right(self.right)
        verb = "is" if right == 1 else "are"
        return _wrong(f"{wrong} {right} of {len(self.cases)} tries {verb} right.")

    def _agree(self, told: Any, wanted: Any) -> bool:
        if isinstance(wanted, (bool, str)):
            return type(told) in (type(wanted), np.bool_) and str(told) == str(wanted)
        if isinstance(wanted, Real):
            return _same(told, wanted, self.tolerance)
        if isinstance(told, (str, bytes)) or not isinstance(told, (Sequence, Set, np.ndarray, pd.Index)):
            return False
        told, wanted = list(told), list(wanted)
        return len(told) == len(wanted) and all(map(self._agree, told, wanted))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return repr(value)
    if isinstance(value, Real):
        return _say(float(value))
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


Answer = Number | Word | Names | Figures | Code


def mark(sought: Answer, answer: Any) -> Verdict:
    """Mark an answer: compare it with what is sought.

    Parameters
    ----------
    sought : Answer
        What is right, and which mistakes are known.
    answer : object
        What a reader gave.

    Returns
    -------
    Verdict
        Right or not, with what to say.

    Examples
    --------
    >>> mark(Number(lambda: 40, unit="people"), ...)
    Not answered yet. Put your answer where the three dots are, and run the cells again.
    >>> mark(Number(lambda: 40, unit="people", right="Forty of a hundred."), 40)
    Right. Forty of a hundred.
    """
    if answer is None or answer is ...:
        return Verdict(False, (UNANSWERED,), answered=False)
    try:
        return sought.mark(answer)
    except _Unfit as unfit:
        return _wrong(str(unfit))
