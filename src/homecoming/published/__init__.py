"""The published tables: every figure as printed, with where it comes from.

The data package in ``data/`` holds one CSV file a table, one file a study with the figures of the running
text, and ``datapackage.json``, which says what each file is. This module is the only reader of those files.
It checks every cell when a file is loaded; a bad cell raises `DataError`, which names the file, the row and
the column, what was found, what was expected and what to do.

Figures stay text (``"58.0"`` is not ``"58"``), since the printed precision tells which counts can lie behind
a percentage.

After an edit in ``data/``, bring the hashes of the data package up to date with::

    python -m homecoming.published --update-hashes
"""

from __future__ import annotations

import argparse
import ast
import csv
import difflib
import hashlib
import io
import itertools
import json
import math
import operator
import os
import re
import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

COLUMNS = ("question", "option", "kind", "group", "printed")
TEXT_COLUMNS = ("id", "about", "printed", "unit", "location", "agrees_with", "other_reading", "note")
KINDS = ("option", "subtotal", "difference")
UNITS = ("percent", "people", "in words")

_UNSIGNED = re.compile(r"(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_SIGNED = re.compile(r"[+-]?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_TEXT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class DataError(ValueError):
    """A data file, or a reference to it, that cannot be used.

    The message says where (file, row, column), what was found, what was expected and what to do. The same
    facts are attributes, for programs: ``file``, ``row`` (line of the file; the header is line 1),
    ``column``, ``found``, ``expected``, ``advice``. What does not apply is None.

    Examples
    --------
    >>> print(DataError("'7,5'", "a percentage such as 30.7", "Write a decimal point.",
    ...                 file="own.csv", row=2, column="printed"))
    own.csv, row 2, column 'printed': found '7,5'; expected a percentage such as 30.7. Write a decimal point.
    """

    def __init__(
        self,
        found: str,
        expected: str,
        advice: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ):
        self.found, self.expected, self.advice = found, expected, advice
        self.file, self.row, self.column = file, row, column
        place = ", ".join(
            part
            for part in (
                file,
                f"row {row}" if row is not None else None,
                f"column '{column}'" if column is not None else None,
            )
            if part
        )
        super().__init__(f"{place + ': ' if place else ''}found {found}; expected {expected}. {advice}")


# ---------------------------------------------------------------------------------------------------------
# What is known of a table and its paper
# ---------------------------------------------------------------------------------------------------------


#: Where this package keeps a made-up study, ``"example"``, and a single made-up table.
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
#: A table that nobody published: invented, with three errors hidden in it.
EXAMPLE = EXAMPLES / "first-job.csv"


@dataclass(frozen=True)
class Stratum:
    """How a study divides the people it asked: ``id`` names the variable, ``groups`` its values in order.

    The first two groups are the contrast that pages draw and test; a difference is first minus second.

    Examples
    --------
    >>> paper("example").stratum
    Stratum(id='place', groups=('Town', 'Village'))
    """

    id: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """A published paper: ``key`` is its entry in the bibliography, ``slug`` its folder in the data package.

    ``stratum`` is None for a paper that does not show groups of people apart.

    Examples
    --------
    >>> paper("kyrgyzstan-2024").doi
    '10.15838/esc.2024.1.91.12'
    """

    key: str
    slug: str
    citation: str
    doi: str
    title: str
    year: int
    stratum: Stratum | None = None


@dataclass(frozen=True)
class Question:
    """One question of a table.

    ``id`` names it in this book (survey columns, addresses), ``wording`` is what the paper prints and
    ``short`` is a label in our words. ``asked`` is False where the paper prints no question, so that the
    table's title or the heading of its first column stands in.

    Examples
    --------
    >>> load("kyrgyzstan-2024/table-8").questions[0].short
    'Plans to leave again'
    """

    id: str
    wording: str
    short: str
    asked: bool = True


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """One table as printed. Made by `load` and `load_csv`.

    Attributes
    ----------
    name
        study and table, for example ``"kyrgyzstan-2024/table-2"``.
    number
        the table's number in the paper; None for a reader's own file.
    title
        the title as printed.
    page
        the page of the book that shows the table.
    paper
        the `Paper`; None for a reader's own file.
    source_note
        where the figures come from, in our words.
    respondents
        number of people asked, as the paper states it; None if it does not.
    base_note
        what is known and what is not of the people behind the percentages.
    questions
        the table's questions in printed order.
    groups
        the columns of percentages in printed order, without differences.
    whole
        the group that contains all others, or None.
    max_bases
        the largest number of people a group can have, where the paper tells it.
    items
        for a table that asks one question for two occasions, the survey item of each group.
    option_heading
        heading of the column of options as printed.
    question_heading
        heading of the column of questions as printed; None if there is no such column.
    path
        the CSV file.

    Examples
    --------
    >>> table = load("kyrgyzstan-2024/table-2")
    >>> table.printed("Yes", "Male")
    '30.7'
    >>> table.percentages().loc["Yes", "Male"]
    np.float64(30.7)
    """

    name: str
    number: int | None
    title: str
    page: str | None
    paper: Paper | None
    source_note: str
    respondents: int | None
    base_note: str
    questions: tuple[Question, ...]
    groups: tuple[str, ...]
    whole: str | None
    max_bases: Mapping[str, int]
    items: Mapping[str, str]
    option_heading: str
    question_heading: str | None
    path: Path
    _cells: pd.DataFrame = field(repr=False)
    _printed: Mapping[tuple[str, str, str], str] = field(repr=False)

    @property
    def cells(self) -> pd.DataFrame:
        """Every figure, one a row, in the order of the file.

        Columns: question (wording), question_id, option, kind, group, printed (text), value (number) and row
        (line of the CSV file; the header is line 1). A fresh copy each time: changing it changes no other.

        Examples
        --------
        >>> load("kyrgyzstan-2024/table-1").cells.loc[2, ["option", "group", "printed"]].tolist()
        ['1. Industry', 'Difference', '+1.4']
        """
        return self._cells.copy()

    def question(self, question: str | None = None) -> Question:
        """The question with this id or wording; without one, the only question of the table.

        Examples
        --------
        >>> load("kyrgyzstan-2024/table-4").question("own-security").wording
        'At present, after your return to Kyrgyzstan, how are you financially secure?'
        """
        ids = ", ".join(q.id for q in self.questions)
        if question is None:
            if len(self.questions) == 1:
                return self.questions[0]
            raise ValueError(f"{self.name} has {len(self.questions)} questions; say which one: {ids}.")
        for candidate in self.questions:
            if question in (candidate.id, candidate.wording):
                return candidate
        raise ValueError(f"{self.name} has no question {question!r}; it has: {ids}.")

    def options(self, question: str | None = None, kind: str | None = "option") -> tuple[str, ...]:
        """The row labels in printed order.

        Parameters
        ----------
        question
            id or wording; may be left out when the table has one question.
        kind
            ``"option"``, ``"subtotal"``, or None for both.

        Examples
        --------
        >>> load("kyrgyzstan-2024/table-2").options()
        ('Yes', 'Mostly yes', 'No', 'Mostly no')
        """
        return tuple(
            dict.fromkeys(self._rows(question, ("option", "subtotal") if kind is None else (kind,))["option"])
        )

    def parts(self, subtotal: str, question: str | None = None) -> tuple[str, ...]:
        """The options that a subtotal's label joins with ``" + "``.

        Examples
        --------
        >>> load("kyrgyzstan-2024/table-9").parts("Yes + rather yes, than no")
        ('Yes', 'Rather yes, than no')
        """
        subtotals = self.options(question, "subtotal")
        if subtotal not in subtotals:
            raise ValueError(
                f"{self.name} has no subtotal {subtotal!r}; it has: {', '.join(subtotals) or 'none'}."
            )
        by_label = {option.casefold(): option for option in self.options(question)}
        return tuple(by_label[part] for part in _subtotal_parts(subtotal))

    def as_printed(self, question: str | None = None, kinds: Collection[str] | None = None) -> pd.DataFrame:
        """The figures as text, laid out as in the paper: one row an option, one column a group.

        Parameters
        ----------
        question
            id or wording; may be left out when the table has one question.
        kinds
            kinds of figures to keep, out of option, subtotal, difference; all when left out.

        Examples
        --------
        >>> load("kyrgyzstan-2024/table-1").as_printed().loc["Other"].tolist()
        ['1.2', '1.2', '0']
        """
        return self._wide(question, KINDS if kinds is None else tuple(kinds), "printed")

    def percentages(self, question: str | None = None) -> pd.DataFrame:
        """The options' percentages as numbers, one row an option, one column a group.

        Subtotals and differences are left out.

        Examples
        --------
        >>> load("kazakhstan-korea-2025/table-2").percentages().sum().round(1).tolist()
        [100.0, 100.0]
        """
        return self._wide(question, ("option",), "value")

    def printed(self, option: str, group: str, question: str | None = None) -> str:
        """One figure as printed.

        Examples
        --------
        >>> load("kyrgyzstan-2024/table-9").printed("Yes + rather yes, than no", "For all those reviewed")
        '58.0'
        """
        asked = self.question(question).id
        if (asked, option, group) in self._printed:
            return self._printed[asked, option, group]
        rows = self._rows(asked, KINDS)
        if option in set(rows["option"]):
            raise ValueError(
                f"{self.name} has no group {group!r}; it has: {'; '.join(rows['group'].unique())}."
            )
        raise ValueError(
            f"{self.name} has no option {option!r}; it has: {'; '.join(rows['option'].unique())}."
        )

    def _rows(self, question: str | None, kinds: Collection[str]) -> pd.DataFrame:
        unknown = sorted(set(kinds) - set(KINDS))
        if unknown:
            raise ValueError(f"There is no kind {unknown[0]!r}; the kinds are: {', '.join(KINDS)}.")
        cells = self._cells
        return cells[(cells["question_id"] == self.question(question).id) & cells["kind"].isin(kinds)]

    def _wide(self, question: str | None, kinds: Collection[str], values: str) -> pd.DataFrame:
        rows = self._rows(question, kinds)
        options, groups = list(dict.fromkeys(rows["option"])), list(dict.fromkeys(rows["group"]))
        return rows.pivot(index="option", columns="group", values=values).reindex(
            index=options, columns=groups
        )


# ---------------------------------------------------------------------------------------------------------
# Reading a CSV file
# ---------------------------------------------------------------------------------------------------------


def _display(path: Path) -> str:
    """The path as an error names it: short inside ``data/``, in full elsewhere."""
    try:
        return "data/" + path.relative_to(data_dir()).as_posix()
    except ValueError:
        return str(path)


def _read_bytes(path: Path) -> bytes:
    bad = partial(DataError, file=_display(path))
    if path.is_dir():
        raise bad("a folder", "a file", "Give the path of a file inside it.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise bad("no such file", "a file", "Check the path and the spelling.") from None
    except OSError as error:
        raise bad(f"no access ({error.strerror})", "a readable file", "Check its permissions.") from None


def _decode(raw: bytes, file: str) -> str:
    save_again = "Save the file again as CSV UTF-8."
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError("UTF-16 text", "UTF-8 text", save_again, file=file, row=1)
    try:
        # Spreadsheets put a byte order mark before the header. It changes no figure, so it is dropped.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{error.object[error.start]:02x}, which is not UTF-8"
        raise DataError(found, "UTF-8 text", save_again, file=file, row=row) from None
    if not text.strip():
        raise DataError("an empty file", "a header and at least one row", "Fill it or remove it.", file=file)
    return text


def _read_rows(raw: bytes, file: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Rows of a CSV file as (line number, cells by column); the columns must be exactly the ones named."""
    # Line ends may be LF or CRLF: Windows writes CRLF, and it changes no figure.
    reader = csv.reader(io.StringIO(_decode(raw, file), newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    header: list[str] | None = None
    try:
        for record in reader:
            bad = partial(DataError, file=file, row=reader.line_num)
            if not record:
                continue  # an empty line, such as some editors leave at the end
            if header is None:
                header = record
                _check_header(header, columns, bad)
            elif len(record) != len(header):
                advice = "Put a label that contains a comma in double quotes."
                if len(record) > len(header) and _DECIMAL_COMMA.fullmatch(",".join(record[-2:])):
                    advice = f"Write {record[-2]}.{record[-1]}, with a decimal point."
                raise bad(
                    f"{len(record)} cells", f"{len(header)}, one for each of {','.join(header)}", advice
                )
            else:
                rows.append((reader.line_num, dict(zip(header, record, strict=True))))
    except csv.Error as error:
        bad = partial(DataError, file=file, row=reader.line_num)
        raise bad(
            f"a line that is not CSV ({error})", "cells with commas between", "Close every quote."
        ) from None
    if not rows:
        raise DataError("a header with nothing below it", "at least one row", "Add the figures.", file=file)
    return rows


def _check_header(header: Sequence[str], columns: Sequence[str], bad: Callable[..., DataError]) -> None:
    expected = f"the columns {','.join(columns)}"
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            raise bad(f"columns separated by {name}", expected, "Save the file again with commas.")
    for column in columns:
        if column not in header:
            raise bad("no such column", expected, "Add the column, or correct its name.", column=column)
    for position, column in enumerate(header):
        if column not in columns:
            raise bad("an extra column", expected, "Remove it.", column=column)
        if column in header[:position]:
            raise bad("the column twice", expected, "Remove one of them.", column=column)


def _check_label(cell: str, column: str, bad: Callable[..., DataError]) -> None:
    if not cell.strip():
        raise bad("a blank cell", "text", "Fill it in, or remove the row.", column=column)
    if cell != cell.strip() or "\n" in cell or "\r" in cell:
        expected = "text on one line, without spaces at its ends"
        raise bad(repr(cell), expected, "Remove the spaces or line breaks.", column=column)


def _check_printed(printed: str, kind: str, bad: Callable[..., DataError]) -> None:
    bad = partial(bad, repr(printed), column="printed")
    expected = "a difference such as +1.4 or -2.1" if kind == "difference" else "a percentage such as 30.7"
    if _DECIMAL_COMMA.fullmatch(printed):
        raise bad(expected, "Write a decimal point instead of the comma.")
    if printed[0] in "−–—" and _SIGNED.fullmatch("-" + printed[1:]):
        raise bad(expected, "Write the minus as an ASCII hyphen (-).")
    if printed.endswith("%"):
        raise bad(expected, "Leave out the per cent sign.")
    if not _SIGNED.fullmatch(printed):
        raise bad(expected, "Copy the figure as it is printed.")
    if kind != "difference" and not _UNSIGNED.fullmatch(printed):
        raise bad(f"{expected}, without a sign", "Remove the sign, or set kind to difference.")
    if abs(Decimal(printed)) > 100:
        limits = "-100 and 100" if kind == "difference" else "0 and 100"
        raise bad(f"a figure between {limits}", "Compare it with the printed table.")


def _subtotal_parts(label: str) -> list[str]:
    return [part.strip().casefold() for part in label.split(" + ")]


def _read_figures(raw: bytes, file: str) -> list[tuple[int, dict[str, str]]]:
    """One row a figure, whether the file lists figures or is laid out as a table with a column a group."""
    try:
        header = next(csv.reader(_decode(raw, file).splitlines()), [])
    except csv.Error:
        header = []  # _read_rows says where and why
    if "option" not in header[:2] or {"kind", "group", "printed"} & set(header):
        return _read_rows(raw, file, COLUMNS)
    wide = _read_rows(raw, file, header)
    groups = [column for column in header if column not in ("question", "option")]
    if not groups or not all(groups):
        found = "no column of figures" if not groups else "a column without a heading"
        raise DataError(found, "a column for each group, with its name", "Add it.", file=file, row=1)
    labels = {(cell.get("question", ""), cell["option"].casefold()) for _, cell in wide}
    figures = []
    for row, cell in wide:
        question = cell.get("question", "")
        parts = [(question, part) for part in _subtotal_parts(cell["option"])]
        subtotal = len(parts) > 1 and labels.issuperset(parts)
        for group in groups:
            kind = "difference" if group.casefold() == "difference" else "subtotal" if subtotal else "option"

            def bad(*facts: str, row: int = row, group: str = group, column: str = "") -> DataError:
                return DataError(*facts, file=file, row=row, column=group)

            _check_label(cell[group], group, bad)
            _check_printed(cell[group], kind, bad)
            wording = question if "question" in cell else Path(file).stem
            made = dict(zip(COLUMNS, (wording, cell["option"], kind, group, cell[group]), strict=True))
            figures.append((row, made))
    return figures


def _check_cells(raw: bytes, file: str) -> pd.DataFrame:
    """The cells of one table's CSV file, every one of them checked."""
    records = []
    seen: dict[tuple[str, str, str], int] = {}
    kinds: dict[tuple[str, str], tuple[str, int]] = {}
    for row, cell in _read_figures(raw, file):
        bad = partial(DataError, file=file, row=row)
        for column in COLUMNS:
            _check_label(cell[column], column, bad)
        question, option, kind, group, printed = (cell[column] for column in COLUMNS)
        if kind not in KINDS:
            raise bad(repr(kind), f"one of {', '.join(KINDS)}", "Correct the kind.", column="kind")
        _check_printed(printed, kind, bad)
        first_row = seen.setdefault((question, option, group), row)
        if first_row != row:
            found = f"a second figure for {option!r}, {group!r} (the first is in row {first_row})"
            raise bad(found, "one figure for each question, option and group", "Remove one of the two rows.")
        if kind != "difference":
            first, first_row = kinds.setdefault((question, option), (kind, row))
            if kind != first:
                expected = f"{first!r}, as for {option!r} in row {first_row}"
                raise bad(repr(kind), expected, "Give all figures of an option the same kind.", column="kind")
        records.append({**cell, "value": float(printed), "row": row})
    cells = pd.DataFrame(records, columns=[*COLUMNS, "value", "row"])
    _check_complete(cells, file)
    _check_subtotals(cells, file)
    return cells


def _check_complete(cells: pd.DataFrame, file: str) -> None:
    """Check that no figure is missing. A missing row has no number, so the option's first row is named."""
    for question, asked in cells.groupby("question", sort=False):
        first_rows = asked.groupby("option", sort=False)["row"].first()
        have = set(zip(asked["option"], asked["group"], strict=True))
        for option, group in itertools.product(first_rows.index, dict.fromkeys(cells["group"])):
            if (option, group) not in have:
                raise DataError(
                    f"no figure for {option!r}, {group!r}",
                    f"one for every option and group of {question!r}",
                    "Add the row, or check the spelling of option and group.",
                    file=file,
                    row=int(first_rows[option]),
                )


def _check_subtotals(cells: pd.DataFrame, file: str) -> None:
    for cell in cells[cells["kind"] == "subtotal"].itertuples():
        same = cells[(cells["question"] == cell.question) & (cells["kind"] == "option")]
        options = {option.casefold() for option in same["option"]}
        parts = _subtotal_parts(cell.option)
        missing = [part for part in parts if part not in options]
        if missing or len(parts) < 2:
            raise DataError(
                f"the subtotal {cell.option!r}" + (f" without the option {missing[0]!r}" if missing else ""),
                "two or more options of the same question, joined by ' + '",
                "Add the option, correct its spelling, or set kind to option.",
                file=file,
                row=int(cell.row),
                column="option",
            )


# ---------------------------------------------------------------------------------------------------------
# The data package
# ---------------------------------------------------------------------------------------------------------


def data_dir() -> Path:
    """The folder of the data package.

    It is what the environment variable ``HOMECOMING_DATA`` names, if that is set; otherwise it is the data
    inside an installed package, or ``data/`` of the repository.

    Examples
    --------
    >>> (data_dir() / "datapackage.json").exists()
    True
    """
    if stated := os.environ.get("HOMECOMING_DATA"):
        folder = Path(stated).resolve()
        if not (folder / "datapackage.json").is_file():
            advice = "Correct the environment variable HOMECOMING_DATA, or unset it."
            raise DataError("no data package", f"datapackage.json in {folder}", advice)
        return folder
    here = Path(__file__).resolve()
    # A plain install carries the data inside the package; an editable one leaves it in the repository.
    places = (here.parents[1] / "data", here.parents[3] / "data")
    for folder in places:
        if (folder / "datapackage.json").is_file():
            return folder
    advice = "Install the book's package again, or work in a complete copy of the repository."
    raise DataError("no data package", f"datapackage.json in {' or '.join(map(str, places))}", advice)


def _home(study: str) -> Path:
    """The folder of the data package that has the study: the book's, or the one with the made-up study."""
    if study in studies():
        return data_dir()
    if study in [entry["slug"] for entry in _descriptor(EXAMPLES)["papers"]]:
        return EXAMPLES
    raise _unknown("study", study, studies())


def _descriptor(folder: Path | None = None) -> dict[str, Any]:
    path = (folder or data_dir()) / "datapackage.json"
    return _parse_descriptor(_read_bytes(path), _display(path))


@lru_cache(maxsize=8)
def _parse_descriptor(raw: bytes, file: str) -> dict[str, Any]:
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        found, expected = f"text that is not JSON ({error.msg})", "a Frictionless data package"
        raise DataError(found, expected, "Correct the file.", file=file, row=error.lineno) from None


def _resources(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """The described tables by name; the files of running text are left out."""
    return {r["name"]: r for r in _descriptor(folder)["resources"] if "tableNumber" in r}


def _unknown(what: str, given: str, known: Sequence[str]) -> ValueError:
    near = difflib.get_close_matches(given, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return ValueError(f"There is no {what} {given!r}.{hint} There are: {', '.join(known)}.")


def studies() -> tuple[str, ...]:
    """The studies, by the names of their folders.

    Examples
    --------
    >>> studies()
    ('kazakhstan-korea-2025', 'kyrgyzstan-2024')
    """
    return tuple(p["slug"] for p in _descriptor()["papers"])


def paper(study: str) -> Paper:
    """The paper of a study.

    Examples
    --------
    >>> paper("kazakhstan-korea-2025").year
    2025
    """
    (entry,) = (one for one in _descriptor(_home(study))["papers"] if one["slug"] == study)
    stratum = entry.get("stratum")
    divided = Stratum(stratum["id"], tuple(stratum["groups"])) if stratum else None
    return Paper(**{**entry, "stratum": divided})


def default_study() -> str:
    """The study that functions take when none is named: ``defaultStudy`` of the package, or its first study.

    Examples
    --------
    >>> default_study() in studies()
    True
    """
    return _descriptor().get("defaultStudy", studies()[0])


def tables(study: str | None = None) -> list[str]:
    """The names of all tables, or of one study's tables, in printed order.

    Examples
    --------
    >>> tables("kazakhstan-korea-2025")
    ['kazakhstan-korea-2025/table-1', 'kazakhstan-korea-2025/table-2', 'kazakhstan-korea-2025/table-3']
    >>> len(tables())
    12
    """
    if study is None:
        return list(_resources())
    return [name for name in _resources(_home(study)) if name.split("/")[0] == study]


def load(name: str) -> PublishedTable:
    """A published table.

    Parameters
    ----------
    name
        study and table, for example ``"kyrgyzstan-2024/table-2"``; `tables` lists them.

    Returns
    -------
    The table, checked cell by cell.

    Raises
    ------
    ValueError
        there is no such table.
    DataError
        a cell of the file cannot be used.

    Examples
    --------
    >>> load("kyrgyzstan-2024/table-2").groups
    ('For all those interviewed', 'Male', 'Female')
    """
    known, folder = _resources(), data_dir()
    if name not in known:
        examples = _resources(EXAMPLES)
        if name not in examples:
            raise _unknown("table", name, list(known))
        known, folder = examples, EXAMPLES
    path = folder / known[name]["path"]
    return _build(name, path, _read_bytes(path), _read_bytes(folder / "datapackage.json"))


# Kept by content, not by name: a file that changes is read anew.
@lru_cache(maxsize=64)
def _build(name: str, path: Path, raw: bytes, described: bytes) -> PublishedTable:
    cells, resource = _check_cells(raw, _display(path)), _resources(_home(name.split("/")[0]))[name]
    questions = tuple(Question(**q) for q in resource["questions"])
    groups = resource["groups"]
    _check_listed(cells, "question", [q.wording for q in questions], path)
    _check_listed(cells, "group", [g["name"] for g in groups], path)
    return _make_table(
        cells,
        questions,
        name=name,
        number=resource["tableNumber"],
        title=resource["title"],
        page=resource["page"],
        paper=paper(name.split("/")[0]),
        source_note=resource["sourceNote"],
        respondents=resource["respondents"],
        base_note=resource["baseNote"],
        whole=next((g["name"] for g in groups if g.get("whole")), None),
        max_bases=MappingProxyType({g["name"]: g["maxSize"] for g in groups if "maxSize" in g}),
        items=MappingProxyType({g["name"]: g["item"] for g in groups if "item" in g}),
        option_heading=resource["optionHeading"],
        question_heading=resource["questionHeading"],
        path=path,
    )


def _check_listed(cells: pd.DataFrame, column: str, listed: list[str], path: Path) -> None:
    """Check that the file and its description name the same labels in the same order."""
    bad = partial(DataError, file=_display(path), column=column)
    expected, advice = f"{listed}, as datapackage.json lists", "Correct the file or its description."
    found = cells.groupby(column, sort=False)["row"].first()
    for label, row in found.items():
        if label not in listed:
            raise bad(repr(label), f"one of {expected}", advice, row=int(row))
    if list(found.index) != listed:
        raise bad(f"{list(found.index)}", expected, advice)


def _make_table(cells: pd.DataFrame, questions: tuple[Question, ...], **facts: Any) -> PublishedTable:
    ids = cells["question"].map({q.wording: q.id for q in questions})
    cells = cells.assign(question_id=ids)[["question", "question_id", *COLUMNS[1:], "value", "row"]]
    groups = tuple(dict.fromkeys(cells.loc[cells["kind"] != "difference", "group"]))
    keys = zip(cells["question_id"], cells["option"], cells["group"], strict=True)
    printed = MappingProxyType(dict(zip(keys, cells["printed"], strict=True)))
    return PublishedTable(questions=questions, groups=groups, _cells=cells, _printed=printed, **facts)


def load_csv(
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    respondents: int | None = None,
    whole: str | None = None,
    sizes: Mapping[str, int] | None = None,
) -> PublishedTable:
    """A table of a reader's own, from a CSV file in one of two layouts.

    One row a figure, with the columns question,option,kind,group,printed; or laid out as the table is
    printed, with a column ``option``, a column for each group and, where there are several questions, a first
    column ``question``. In the second layout a row such as ``Yes + mostly yes`` is a subtotal if both options
    are there, and a column ``Difference`` holds differences.

    Parameters
    ----------
    path
        the file; UTF-8, commas, LF or CRLF, with or without a byte order mark.
    title
        the table's title; the file's name when left out.
    respondents
        number of people asked, if it is known.
    whole
        the group that contains all others, if there is one.
    sizes
        the number of people in groups, where it is known.

    Returns
    -------
    The table, checked cell by cell as the book's own tables are. A question's id is its wording in lower
    case with hyphens.

    Raises
    ------
    DataError
        the file or one of its cells cannot be used.

    Examples
    --------
    >>> load_csv(data_dir() / "kyrgyzstan-2024" / "table-6.csv").printed("Good", "Female")
    '70.5'
    """
    path = Path(path)
    cells = _check_cells(_read_bytes(path), _display(path))
    questions: dict[str, Question] = {}
    for wording in dict.fromkeys(cells["question"]):
        slug = re.sub(r"[\W_]+", "-", wording.casefold()).strip("-") or "question"
        numbered = (f"{slug}-{number}" for number in itertools.count(2))
        name = next(n for n in itertools.chain([slug], numbered) if n not in questions)
        questions[name] = Question(name, wording, wording)
    groups = list(dict.fromkeys(cells.loc[cells["kind"] != "difference", "group"]))
    max_bases = {} if respondents is None else dict.fromkeys(groups, respondents)
    for name in [*([] if whole is None else [whole]), *(sizes or {})]:
        if name not in groups:
            raise _unknown("group", name, groups)
    max_bases |= sizes or {}
    if max_bases and min(max_bases.values()) < 1:
        raise ValueError(f"A number of people is at least 1; got {max_bases}.")
    return _make_table(
        cells,
        tuple(questions.values()),
        name=path.stem,
        number=None,
        title=title or path.stem,
        page=None,
        paper=None,
        source_note="",
        respondents=respondents,
        base_note="",
        whole=whole,
        max_bases=MappingProxyType(max_bases),
        items=MappingProxyType({}),
        option_heading="Option",
        question_heading="Question" if len(questions) > 1 else None,
        path=path,
    )


# ---------------------------------------------------------------------------------------------------------
# Figures of the running text, and what they should agree with
# ---------------------------------------------------------------------------------------------------------


def text_figures(study: str) -> pd.DataFrame:
    """Every figure that a paper prints outside its tables.

    Parameters
    ----------
    study
        the study's folder; `studies` lists them.

    Returns
    -------
    One row a figure in the order of the paper. Columns: id; about (what it counts, in our words); printed
    (as text); value (a number; NaN for figures in words such as "every fifth"); unit (percent, people,
    in words); location (section of the paper); agrees_with (the cell or formula the sentence is
    about, for `resolve`; empty if the paper prints none); other_reading (a second reference where the
    sentence can be read in two ways, else empty); note; row (line of the CSV file).

    Raises
    ------
    ValueError
        there is no such study.
    DataError
        a cell of the file cannot be used, or a reference leads nowhere.

    Examples
    --------
    >>> figures = text_figures("kyrgyzstan-2024").set_index("id")
    >>> figures.loc["sample-men", ["printed", "unit"]].tolist()
    ['59.2', 'percent']
    """
    figures = _text(study)
    _check_references(study, figures)
    return figures.copy()


def _text(study: str) -> pd.DataFrame:
    path = _home(study) / study / "text.csv"
    return _check_text(_read_bytes(path), _display(path))


# Kept by content, not by name: a file that changes is read anew.
@lru_cache(maxsize=8)
def _check_text(raw: bytes, file: str) -> pd.DataFrame:
    records = []
    seen: dict[str, int] = {}
    for row, cell in _read_rows(raw, file, TEXT_COLUMNS):
        bad = partial(DataError, file=file, row=row)
        for column in ("id", "about", "printed", "unit", "location"):
            _check_label(cell[column], column, bad)
        name, printed, unit = cell["id"], cell["printed"], cell["unit"]
        if not _TEXT_ID.fullmatch(name):
            raise bad(repr(name), "lower-case words joined by hyphens", "Change the id.", column="id")
        first_row = seen.setdefault(name, row)
        if first_row != row:
            found = f"{name!r} a second time (the first is in row {first_row})"
            raise bad(found, "an id of its own for each figure", "Change one of the two.", column="id")
        if unit not in UNITS:
            raise bad(repr(unit), f"one of {', '.join(UNITS)}", "Correct the unit.", column="unit")
        value = math.nan
        if unit != "in words":
            if not _GROUPED.fullmatch(printed):
                advice = "Copy the figure as it is printed, or set the unit to 'in words'."
                raise bad(repr(printed), "a number such as 59.2 or 1,123,200", advice, column="printed")
            value = float(printed.replace(",", ""))
        if unit == "percent" and value > 100:
            advice = "Compare it with the paper."
            raise bad(repr(printed), "a percentage between 0 and 100", advice, column="printed")
        records.append({**cell, "value": value, "row": row})
    return pd.DataFrame(records, columns=[*TEXT_COLUMNS[:3], "value", *TEXT_COLUMNS[3:], "row"])


def _check_references(study: str, figures: pd.DataFrame) -> None:
    file = _display(_home(study) / study / "text.csv")
    for row, *expressions in zip(*(figures[c] for c in ("row", "agrees_with", "other_reading")), strict=True):
        for column, expression in zip(("agrees_with", "other_reading"), expressions, strict=True):
            try:
                if expression:
                    resolve(study, expression)
            except DataError as error:
                place = {"file": file, "row": row, "column": column}
                raise DataError(error.found, error.expected, error.advice, **place) from None


def records(file: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of another CSV file of the data package, such as a study's claims.

    Parameters
    ----------
    file
        path inside ``data/``.
    columns
        the columns that the file must have, no more and no fewer.

    Returns
    -------
    For each row its line in the file (the header is line 1) and its cells by column, as text.

    Raises
    ------
    DataError
        the file is missing, or is not a CSV file with these columns.

    Examples
    --------
    >>> records("kyrgyzstan-2024/text.csv", TEXT_COLUMNS)[0][0]
    2
    """
    path = _home(file.split("/")[0]) / file
    return _read_rows(_read_bytes(path), _display(path), columns)


@dataclass(frozen=True)
class Cell:
    """One printed figure that an expression refers to: a table's cell, or a figure of the text (``text_id``).

    Examples
    --------
    >>> references("kyrgyzstan-2024", "table-4[own-security|Bad|Male]")[0].option
    'Bad'
    """

    printed: str
    table: str | None = None
    question: str | None = None
    option: str | None = None
    group: str | None = None
    text_id: str | None = None


_REFERENCE = re.compile(r"(table-\d+|text)\[([^\]]*)\]")
_ARITHMETIC = re.compile(r"[\d\s.()*/+-]*", re.ASCII)
_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def resolve(study: str, expression: str) -> Decimal:
    """The value of a reference to printed figures, or of a formula over them.

    What can be written:

    - ``table-2[Yes|Male]``: a cell, by option and group as printed;
    - ``table-4[own-security|Bad|Male]``: the question's id first, where a table has several questions;
    - ``text[sample-men]``: a figure of the running text, by its id;
    - numbers, ``+ - * /`` and parentheses.

    Nothing else is understood and nothing is executed. Arithmetic is decimal, so printed figures add exactly.

    Parameters
    ----------
    study
        the study that the references are to.
    expression
        the reference or formula.

    Returns
    -------
    The value, in the unit of the figures.

    Raises
    ------
    DataError
        the expression cannot be read, or refers to something that is not there.

    Examples
    --------
    >>> resolve("kyrgyzstan-2024", "table-1[12. Do not work|In Kyrgyzstan]")
    Decimal('16.1')
    >>> resolve("kyrgyzstan-2024", "100 - text[sample-men]")
    Decimal('40.8')
    """
    cells = references(study, expression)
    outside = _REFERENCE.split(expression)[::3]  # the pieces between the references
    error = DataError(
        repr(textwrap.shorten(expression, 200, placeholder=" …")),
        "references such as table-2[Yes|Male] or text[sample-men], numbers, + - * / and parentheses",
        "Correct the expression.",
    )
    if not all(_ARITHMETIC.fullmatch(piece) for piece in outside):
        raise error
    # Names stand in for the references; ast only reads the formula, and knows no more of it than this walk.
    formula = outside[0] + "".join(f" cell{n} {piece}" for n, piece in enumerate(outside[1:]))
    values = {f"cell{n}": Decimal(cell.printed.replace(",", "")) for n, cell in enumerate(cells)}

    def value(node: ast.expr) -> Decimal:
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _OPERATORS[type(op)](value(left), value(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -value(operand)
            case ast.Name(id=name):
                return values[name]
            case ast.Constant():
                return Decimal(ast.get_source_segment(formula.strip(), node))
        raise error

    try:
        return value(ast.parse(formula.strip(), mode="eval").body)
    except ArithmeticError:
        raise DataError(repr(expression), "a formula with a value", "Do not divide by zero.") from None
    except (SyntaxError, RecursionError, MemoryError):
        raise error from None


def references(study: str, expression: str) -> tuple[Cell, ...]:
    """The printed figures that an expression for `resolve` refers to, in order.

    Examples
    --------
    >>> [cell.printed for cell in references("kyrgyzstan-2024", "table-2[Yes|Male] - table-2[Yes|Female]")]
    ['30.7', '24.9']
    """
    paper(study)
    return tuple(_cell(study, match) for match in _REFERENCE.finditer(expression))


def _cell(study: str, reference: re.Match[str]) -> Cell:
    where, inside = reference.groups()
    if where == "text":
        figures = _text(study)
        figures = figures[figures["unit"] != "in words"].set_index("id")["printed"]
        if inside not in figures:
            near = difflib.get_close_matches(inside, figures.index, n=1)
            advice = f"Did you mean text[{near[0]}]?" if near else "text_figures lists the ids."
            raise DataError(repr(reference[0]), f"the id of a figure in digits in {study}/text.csv", advice)
        return Cell(figures[inside], text_id=inside)
    labels = inside.split("|")
    if f"{study}/{where}" not in tables(study):
        known = ", ".join(name.split("/")[1] for name in tables(study))
        raise DataError(repr(reference[0]), f"one of {known}", "Correct the table's number.")
    if len(labels) not in (2, 3):
        expected = f"{where}[option|group] or {where}[question-id|option|group]"
        raise DataError(repr(reference[0]), expected, "Correct the reference.")
    table = load(f"{study}/{where}")
    *question_id, option, group = labels
    try:
        question = table.question(*question_id).id
        return Cell(table.printed(option, group, question), table.name, question, option, group)
    except ValueError as error:
        raise DataError(repr(reference[0]), f"a cell of {where}", str(error)) from None


# ---------------------------------------------------------------------------------------------------------
# The package as a whole
# ---------------------------------------------------------------------------------------------------------


def stale_hashes() -> list[str]:
    """The files of the data package whose hash or size in ``datapackage.json`` is out of date.

    Examples
    --------
    >>> stale_hashes()
    []
    """
    return [r["path"] for r in _descriptor()["resources"] if {**r, **_fingerprint(r)} != r]


def catalogue() -> pd.DataFrame:
    """The files of the data package, one a row.

    Returns
    -------
    Columns: name, title, path (inside ``data/``), page (the page that shows a table; None for other files),
    rows (their number without the header; a table has one figure a row), bytes, hash.

    Examples
    --------
    >>> catalogue().set_index("name").loc["kyrgyzstan-2024/table-1", "path"]
    'kyrgyzstan-2024/table-1.csv'
    """
    files = []
    for resource in _descriptor()["resources"]:
        path = data_dir() / resource["path"]
        lines = csv.reader(io.StringIO(_decode(_read_bytes(path), _display(path)), newline=""))
        facts = {key: resource.get(key) for key in ("name", "title", "path", "page")}
        files.append({**facts, "rows": sum(1 for _ in lines) - 1, **_fingerprint(resource)})
    return pd.DataFrame(files, columns=["name", "title", "path", "page", "rows", "bytes", "hash"])


def _fingerprint(resource: Mapping[str, Any]) -> dict[str, Any]:
    raw = _read_bytes(data_dir() / resource["path"])
    return {"hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "bytes": len(raw)}


def update_hashes() -> list[str]:
    """Write the present hash and size of every file into ``datapackage.json``.

    Returns
    -------
    The files whose entry changed. The description is replaced in one step, or not at all.
    """
    changed = stale_hashes()
    if changed:
        described = dict(_descriptor())
        described["resources"] = [
            {**resource, **_fingerprint(resource)} for resource in described["resources"]
        ]
        path, draft = data_dir() / "datapackage.json", data_dir() / "datapackage.json.new"
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m homecoming.published``: check the data package, or bring its hashes up to date."""
    prog, description = "python -m homecoming.published", "Check the book's data package."
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("--update-hashes", action="store_true", help="write new hashes into datapackage.json")
    options = parser.parse_args(arguments)
    try:
        figures = sum(len(load(name).cells) for name in tables())
        texts = sum(len(text_figures(study)) for study in studies())
        changed = update_hashes() if options.update_hashes else []
        stale = stale_hashes()
    except DataError as error:
        print(error)
        return 1
    print(f"{len(tables())} tables with {figures} figures, {texts} figures of running text: all valid.")
    for path in changed:
        print(f"Updated the hash of data/{path}.")
    for path in stale:
        print(f"The hash of data/{path} is out of date: run python -m homecoming.published --update-hashes")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
