"""What a reference leads to: printed figures, and the values of formulas over them."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from homecoming.published import package
from homecoming.published.data_error import DataError
from homecoming.published.formula import Formula, Reference
from homecoming.published.running_text import TEXT_COLUMNS, read_text

#: What a formula may call besides printed figures: by its word, a function of the study and the labels.
Functions = Mapping[str, Callable[..., Decimal | float]]


@dataclass(frozen=True)
class Figure:
    """A printed figure that a formula refers to: a table's cell, or a figure of the text (``text_id``).

    Examples
    --------
    >>> references("example", "table-1[training|Yes|Town]")[0].option
    'Yes'
    """

    printed: str
    table: str | None = None
    question: str | None = None
    option: str | None = None
    group: str | None = None
    text_id: str | None = None

    @property
    def value(self) -> Decimal:
        """The figure as a number, to the digit.

        Examples
        --------
        >>> Figure("1,123.0").value
        Decimal('1123.0')
        """
        return Decimal(self.printed.replace(",", ""))


def resolve(
    study: str,
    expression: str | Formula,
    functions: Functions | None = None,
    names: Mapping[str, Decimal] | None = None,
) -> Decimal:
    """The value of a reference to printed figures, or of a formula over them.

    What can be written:

    - ``table-2[Yes|Town]``: a cell, by option and group as printed;
    - ``table-4[plans|Yes|Town]``: the question's id first, where a table has several questions;
    - ``text[sample-size]``: a figure of the running text, by its id;
    - numbers, ``+ - * /`` and parentheses.

    Nothing is executed as Python. Arithmetic is decimal, so printed figures add exactly.

    Parameters
    ----------
    study
        the study that the references are to.
    expression
        the formula, as text or read already.
    functions
        words that may be written like a table, with what computes them from the study and the labels.
    names
        names that may be written, with their values.

    Returns
    -------
    The value, in the unit of the figures.

    Raises
    ------
    DataError
        the expression cannot be read, or refers to something that is not there.

    Examples
    --------
    >>> resolve("example", "table-3[No work|Now]")
    Decimal('10.4')
    >>> resolve("example", "100 - text[sample-town]")
    Decimal('37.5')
    >>> resolve("example", "2 * letters[Town]", {"letters": lambda study, label: len(label)})
    Decimal('8')
    """
    formula = Formula.parse(expression) if isinstance(expression, str) else expression
    return formula.number(reference_values(study, formula, functions), names)


def reference_values(study: str, formula: Formula, functions: Functions | None = None) -> tuple[Decimal, ...]:
    """The values of a formula's references, in order. Parameters and errors as in `resolve`.

    Examples
    --------
    >>> reference_values("example", Formula.parse("table-1[Yes|Town] > text[sample-town]"))
    (Decimal('31.3'), Decimal('62.5'))
    """
    package.paper(study)
    functions = functions or {}
    return tuple(
        _called(study, one, functions[one.word])
        if one.word in functions
        else _figure(study, one, functions).value
        for one in formula.references
    )


def references(study: str, expression: str | Formula) -> tuple[Figure, ...]:
    """The printed figures that an expression for `resolve` refers to, in order; none for an empty text.

    Examples
    --------
    >>> [figure.printed for figure in references("example", "table-2[Yes|Town] - table-2[Yes|Village]")]
    ['24.0', '30.0']
    """
    package.paper(study)
    if not expression:
        return ()
    formula = Formula.parse(expression) if isinstance(expression, str) else expression
    return tuple(_figure(study, one) for one in formula.references)


def text_figures(study: str) -> pd.DataFrame:
    """Every figure that a paper prints outside its tables.

    Parameters
    ----------
    study
        the study's folder; `studies` lists them.

    Returns
    -------
    One row a figure in the order of the paper; none if the study has no such file. Columns: id; about (what
    it counts, in our words); printed (as text); value (a number; NaN for figures in words such as "every
    fifth"); unit (percent, people, in words); location (section of the paper); agrees_with (the cell or
    formula the sentence is about, for `resolve`; empty if the paper prints none); other_reading (a second
    reference where the sentence can be read in two ways, else empty); note; row (line of the CSV file).

    Raises
    ------
    NoSuchNameError
        there is no such study.
    DataError
        a cell of the file cannot be used, or a reference leads nowhere.

    Examples
    --------
    >>> figures = text_figures("example").set_index("id")
    >>> figures.loc["sample-town", ["printed", "unit"]].tolist()
    ['62.5', 'percent']
    """
    found = read_text(study)
    for figure in found:
        for column in ("agrees_with", "other_reading"):
            try:
                if figure.row[column]:
                    resolve(study, figure.row[column])
            except DataError as error:
                raise error.at(figure.row.file, figure.row.number, column) from None
    return pd.DataFrame(
        [{**figure.row.cells, "value": figure.value, "row": figure.row.number} for figure in found],
        columns=[*TEXT_COLUMNS[:3], "value", *TEXT_COLUMNS[3:], "row"],
    )


def _figure(study: str, reference: Reference, functions: Functions | None = None) -> Figure:
    if reference.word == "text":
        return _text_figure(study, reference)
    *question_id, option, group = reference.labels if len(reference.labels) > 1 else ("", "")
    known = [name.split("/")[1] for name in package.tables(study)]
    if reference.word not in known:
        expected = f"one of {', '.join([*known, *(functions or ())])}"
        raise DataError(repr(reference.text), expected, "Correct the table's number, or the word.")
    if len(reference.labels) not in (2, 3):
        expected = f"{reference.word}[option|group] or {reference.word}[question-id|option|group]"
        raise DataError(repr(reference.text), expected, "Correct the reference.")
    table = package.load(f"{study}/{reference.word}")
    try:
        question = table.question(*question_id).id
        return Figure(table.printed(option, group, question), table.name, question, option, group)
    except ValueError as error:
        raise DataError(repr(reference.text), f"a cell of {reference.word}", str(error)) from None


def _text_figure(study: str, reference: Reference) -> Figure:
    name = "|".join(reference.labels)
    printed = {one.row["id"]: one.row["printed"] for one in read_text(study) if one.row["unit"] != "in words"}
    if name not in printed:
        near = difflib.get_close_matches(name, printed, n=1)
        advice = f"Did you mean text[{near[0]}]?" if near else "text_figures lists the ids."
        expected = f"the id of a figure in digits in {study}/text.csv"
        raise DataError(repr(reference.text), expected, advice)
    return Figure(printed[name], text_id=name)


def _called(study: str, reference: Reference, function: Callable[..., Decimal | float]) -> Decimal:
    bad = DataError(repr(reference.text), "something that can be computed", "")
    try:
        inspect.signature(function).bind(study, *reference.labels)
    except TypeError as error:
        advice = f"{reference.word} takes other labels: {error}."
        raise DataError(bad.found, bad.expected, advice) from None
    try:
        # By its shortest decimal, as it would be written: 0.1 is a tenth.
        value = Decimal(str(function(study, *reference.labels)))
    except DataError:
        raise  # a bad file, met on the way: it says where
    except ValueError as error:
        raise DataError(bad.found, bad.expected, str(error)) from None
    if not value.is_finite():
        raise DataError(bad.found, bad.expected, f"Its value is {value}.")
    return value
