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
import json
import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

COLUMNS = ("question", "option", "kind", "group", "printed")
TEXT_COLUMNS = ("id", "about", "printed", "unit", "location", "agrees_with", "other_reading", "note")
KINDS = ("option", "subtotal", "difference")
UNITS = ("percent", "people", "times", "in words")

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


@dataclass(frozen=True)
class Paper:
    """A published paper: ``key`` is its entry in the bibliography, ``slug`` its folder in ``data/``.

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


@dataclass(frozen=True)
class Question:
    """One question of a table.

    ``id`` names it in this book (survey columns, addresses), ``wording`` is what the paper prints,
    ``short`` a label in our words. ``asked`` is False where the paper prints no question, so that the table's title or
    the heading of its first column stands in.

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
    _cells: pd.DataFrame = field(repr=False)

    @property
    def cells(self) -> pd.DataFrame:
        """Every figure, one a row, in the order of the file.

        Columns: question (wording), question_id, option, kind, group, printed (text), value (number) and row
        (line of the CSV file; the header is line 1). A fresh copy each time: changing it changes nothing else.

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
        rows = self._rows(question, KINDS)
        found = rows[(rows["option"] == option) & (rows["group"] == group)]
        if found.empty:
            name, given, known = (
                ("option", option, rows["option"])
                if option not in set(rows["option"])
                else ("group", group, rows["group"])
            )
            raise ValueError(
                f"{self.name} has no {name} {given!r}; it has: {'; '.join(dict.fromkeys(known))}."
            )
        return found["printed"].iloc[0]

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
        return "data/" + path.resolve().relative_to(data_dir().resolve()).as_posix()
    except ValueError:
        return str(path)


def _read_bytes(path: Path) -> bytes:
    file = _display(path)
    if path.is_dir():
        raise DataError("a folder", "a CSV file", "Give the path of a file inside it.", file=file)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError("no such file", "a CSV file", "Check the path and the spelling.", file=file) from None
    except OSError as error:
        raise DataError(
            f"a file that cannot be read ({error.strerror})",
            "a readable file",
            "Check its permissions.",
            file=file,
        ) from None


def _decode(raw: bytes, file: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError("UTF-16 text", "UTF-8 text", "Save the file again as CSV UTF-8.", file=file, row=1)
    try:
        # Spreadsheets put a byte order mark before the header. It changes no figure, so it is dropped.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            f"byte 0x{raw[error.start]:02x}, which is not UTF-8",
            "UTF-8 text",
            "Save the file again as CSV UTF-8.",
            file=file,
            row=raw.count(b"\n", 0, error.start) + 1,
        ) from None
    if not text.strip():
        raise DataError("an empty file", "a header and at least one row", "Fill it or remove it.", file=file)
    return text


def _read_rows(raw: bytes, file: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Rows of a CSV file as (line number, cells by column); the columns must be exactly the ones named."""
    header_text = ",".join(columns)
    # Line ends may be LF or CRLF: Windows writes CRLF, and it changes no figure.
    reader = csv.reader(io.StringIO(_decode(raw, file), newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    header: list[str] | None = None
    try:
        for record in reader:
            row = reader.line_num
            if not record:
                continue  # an empty line, such as some editors leave at the end
            if header is None:
                header = record
                _check_header(header, columns, file, row)
            elif len(record) != len(header):
                advice = (
                    f"Keep to the columns {header_text}; put a label that contains a comma in double quotes."
                )
                if len(record) > len(header) and record[-1].isdigit() and record[-2].lstrip("+-").isdigit():
                    advice = f"Write {record[-2]}.{record[-1]} with a decimal point, not a decimal comma."
                raise DataError(f"{len(record)} cells", f"{len(header)} cells", advice, file=file, row=row)
            else:
                rows.append((row, dict(zip(header, record, strict=True))))
    except csv.Error as error:
        raise DataError(
            f"a line that is not CSV ({error})",
            "cells separated by commas",
            "Close every double quote that is opened.",
            file=file,
            row=reader.line_num,
        ) from None
    if not rows:
        raise DataError(
            "a header and nothing below it", "at least one row", "Add the figures.", file=file, row=1
        )
    return rows


def _check_header(header: Sequence[str], columns: Sequence[str], file: str, row: int) -> None:
    expected = f"the columns {','.join(columns)}"
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            raise DataError(
                f"columns separated by {name}",
                expected,
                "Save the file again with commas.",
                file=file,
                row=row,
            )
    for column in columns:
        if column not in header:
            raise DataError(
                "no such column", expected, "Add the column to the header.", file=file, row=row, column=column
            )
    for position, column in enumerate(header):
        if column not in columns:
            raise DataError("an extra column", expected, "Remove it.", file=file, row=row, column=column)
        if column in header[:position]:
            raise DataError(
                "the column twice", expected, "Remove one of them.", file=file, row=row, column=column
            )


def _check_label(cell: str, file: str, row: int, column: str) -> None:
    if not cell.strip():
        raise DataError(
            "a blank cell", "text", "Fill it in, or remove the row.", file=file, row=row, column=column
        )
    if cell != cell.strip() or "\n" in cell or "\r" in cell:
        raise DataError(
            repr(cell),
            "text on one line, without spaces at its ends",
            "Remove the spaces or line breaks.",
            file=file,
            row=row,
            column=column,
        )


def _check_printed(printed: str, kind: str, file: str, row: int) -> None:
    place = {"file": file, "row": row, "column": "printed"}
    expected = "a difference such as +1.4 or -2.1" if kind == "difference" else "a percentage such as 30.7"
    if _DECIMAL_COMMA.fullmatch(printed):
        raise DataError(repr(printed), expected, "Write a decimal point instead of the comma.", **place)
    if printed[0] in "−–—" and _SIGNED.fullmatch("-" + printed[1:]):
        raise DataError(repr(printed), expected, "Write the minus as an ASCII hyphen (-).", **place)
    if printed.endswith("%"):
        raise DataError(repr(printed), expected, "Leave out the per cent sign.", **place)
    if not _SIGNED.fullmatch(printed):
        raise DataError(repr(printed), expected, "Copy the figure as it is printed, digits only.", **place)
    if kind != "difference" and not _UNSIGNED.fullmatch(printed):
        raise DataError(
            repr(printed),
            f"{expected}, without a sign",
            "Remove the sign, or set kind to difference.",
            **place,
        )
    if abs(Decimal(printed)) > 100:
        limits = "-100 and 100" if kind == "difference" else "0 and 100"
        raise DataError(
            repr(printed), f"a figure between {limits}", "Compare it with the printed table.", **place
        )


def _subtotal_parts(label: str) -> list[str]:
    return [part.strip().casefold() for part in label.split(" + ")]


def _read_cells(path: Path) -> pd.DataFrame:
    """The checked cells of one table's CSV file."""
    return _check_cells(_read_bytes(path), _display(path)).copy()


# Kept by content, not by name: a file that changes is read anew.
@lru_cache(maxsize=64)
def _check_cells(raw: bytes, file: str) -> pd.DataFrame:
    records = []
    seen: dict[tuple[str, str, str], int] = {}
    kinds: dict[tuple[str, str], tuple[str, int]] = {}
    for row, cell in _read_rows(raw, file, COLUMNS):
        for column in COLUMNS:
            _check_label(cell[column], file, row, column)
        kind = cell["kind"]
        if kind not in KINDS:
            raise DataError(
                repr(kind),
                f"one of {', '.join(KINDS)}",
                "Correct the kind.",
                file=file,
                row=row,
                column="kind",
            )
        _check_printed(cell["printed"], kind, file, row)
        key = (cell["question"], cell["option"], cell["group"])
        if key in seen:
            raise DataError(
                f"a second figure for {key[1]!r}, {key[2]!r} (the first is in row {seen[key]})",
                "one figure for each question, option and group",
                "Remove one of the two rows.",
                file=file,
                row=row,
            )
        seen[key] = row
        if kind != "difference":
            first, first_row = kinds.setdefault(key[:2], (kind, row))
            if kind != first:
                raise DataError(
                    repr(kind),
                    f"{first!r}, as for {cell['option']!r} in row {first_row}",
                    "Give all figures of an option the same kind.",
                    file=file,
                    row=row,
                    column="kind",
                )
        records.append({**cell, "value": float(cell["printed"]), "row": row})
    cells = pd.DataFrame(records, columns=[*COLUMNS, "value", "row"])
    _check_complete(cells, file)
    _check_subtotals(cells, file)
    return cells


def _check_complete(cells: pd.DataFrame, file: str) -> None:
    """A row that is missing has no row to name: say which figure it would hold."""
    for question, asked in cells.groupby("question", sort=False):
        have = set(zip(asked["option"], asked["group"], strict=True))
        for option in dict.fromkeys(asked["option"]):
            for group in dict.fromkeys(cells["group"]):
                if (option, group) not in have:
                    raise DataError(
                        f"no figure for {option!r}, {group!r}",
                        f"a figure for every option and group of {question!r}",
                        "Add the row, or check the spelling of option and group.",
                        file=file,
                        row=int(asked.loc[asked["option"] == option, "row"].iloc[0]),
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
    """The folder of the data package: inside an installed package, or ``data/`` of the repository.

    Examples
    --------
    >>> (data_dir() / "datapackage.json").exists()
    True
    """
    here = Path(__file__).resolve()
    # A plain install carries the data inside the package; an editable one leaves it in the repository.
    for folder in (here.parent / "data", here.parents[2] / "data"):
        if (folder / "datapackage.json").is_file():
            return folder
    raise DataError(
        "no data package",
        f"datapackage.json in {here.parents[2] / 'data'}",
        "Install the book's package again, or work in a complete copy of the repository.",
    )


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / "datapackage.json"
    return _parse_descriptor(_read_bytes(path), _display(path))


@lru_cache(maxsize=8)
def _parse_descriptor(raw: bytes, file: str) -> dict[str, Any]:
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        raise DataError(
            f"text that is not JSON ({error.msg})",
            "a Frictionless data package",
            "Correct the file.",
            file=file,
            row=error.lineno,
        ) from None


def _tables(folder: Path) -> dict[str, dict[str, Any]]:
    return {r["name"]: r for r in _descriptor(folder)["resources"] if r.get("tableNumber")}


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
    return tuple(p["slug"] for p in _descriptor(data_dir())["papers"])


def paper(study: str) -> Paper:
    """The paper of a study.

    Examples
    --------
    >>> paper("kazakhstan-korea-2025").year
    2025
    """
    for entry in _descriptor(data_dir())["papers"]:
        if entry["slug"] == study:
            return Paper(**entry)
    raise _unknown("study", study, studies())


def tables(study: str | None = None) -> list[str]:
    """The names of all tables, or of one study's tables, in printed order.

    Examples
    --------
    >>> tables("kazakhstan-korea-2025")
    ['kazakhstan-korea-2025/table-1', 'kazakhstan-korea-2025/table-2', 'kazakhstan-korea-2025/table-3']
    >>> len(tables())
    12
    """
    if study is not None:
        paper(study)
    return [name for name in _tables(data_dir()) if study is None or name.split("/")[0] == study]


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
    return _load(name, data_dir())


def _load(name: str, folder: Path) -> PublishedTable:
    known = _tables(folder)
    if name not in known:
        raise _unknown("table", name, list(known))
    resource = known[name]
    path = folder / resource["path"]
    cells = _read_cells(path)
    questions = tuple(Question(**q) for q in resource["questions"])
    _check_listed(cells, "question", [q.wording for q in questions], path)
    _check_listed(cells, "group", [g["name"] for g in resource["groups"]], path)
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
        whole=next((g["name"] for g in resource["groups"] if g.get("whole")), None),
        max_bases=MappingProxyType({g["name"]: g["maxSize"] for g in resource["groups"] if "maxSize" in g}),
        items=MappingProxyType({g["name"]: g["item"] for g in resource["groups"] if "item" in g}),
        option_heading=resource["optionHeading"],
        question_heading=resource["questionHeading"],
    )


def _check_listed(cells: pd.DataFrame, column: str, listed: list[str], path: Path) -> None:
    """The file and its description must name the same questions and groups in the same order."""
    found = list(dict.fromkeys(cells[column]))
    for label in found:
        if label not in listed:
            raise DataError(
                repr(label),
                f"one of {listed}, as datapackage.json lists",
                "Correct the file or its description.",
                file=_display(path),
                row=int(cells.loc[cells[column] == label, "row"].iloc[0]),
                column=column,
            )
    if found != listed:
        raise DataError(
            f"{found}",
            f"{listed}, as datapackage.json lists",
            "Correct the file or its description.",
            file=_display(path),
            column=column,
        )


def _make_table(cells: pd.DataFrame, questions: tuple[Question, ...], **facts: Any) -> PublishedTable:
    ids = {q.wording: q.id for q in questions}
    cells.insert(1, "question_id", cells["question"].map(ids))
    groups = tuple(dict.fromkeys(cells.loc[cells["kind"] != "difference", "group"]))
    return PublishedTable(questions=questions, groups=groups, _cells=cells, **facts)


def load_csv(
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    respondents: int | None = None,
    whole: str | None = None,
) -> PublishedTable:
    """A table of a reader's own, from a tidy CSV file with the columns question,option,kind,group,printed.

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
    cells = _read_cells(path)
    questions: list[Question] = []
    for wording in dict.fromkeys(cells["question"]):
        slug = re.sub(r"[\W_]+", "-", wording.casefold()).strip("-") or "question"
        taken = {q.id for q in questions}
        number = next(n for n in range(1, len(taken) + 2) if (slug if n == 1 else f"{slug}-{n}") not in taken)
        questions.append(Question(slug if number == 1 else f"{slug}-{number}", wording, wording))
    groups = list(dict.fromkeys(cells["group"]))
    if whole is not None and whole not in groups:
        raise _unknown("group", whole, groups)
    return _make_table(
        cells,
        tuple(questions),
        name=path.stem,
        number=None,
        title=title or path.stem,
        page=None,
        paper=None,
        source_note="",
        respondents=respondents,
        base_note="",
        whole=whole,
        max_bases=MappingProxyType({} if respondents is None else dict.fromkeys(groups, respondents)),
        items=MappingProxyType({}),
        option_heading="Option",
        question_heading="Question" if len(questions) > 1 else None,
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
    times, in words); location (section of the paper); agrees_with (the cell or formula the sentence is
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
    paper(study)
    folder = data_dir()
    figures = _text(study, folder)
    _check_references(study, folder)
    return figures.copy()


def _text(study: str, folder: Path) -> pd.DataFrame:
    path = folder / study / "text.csv"
    return _check_text(_read_bytes(path), _display(path))


@lru_cache(maxsize=8)
def _check_text(raw: bytes, file: str) -> pd.DataFrame:
    records, seen = [], {}
    for row, cell in _read_rows(raw, file, TEXT_COLUMNS):
        for column in TEXT_COLUMNS[:5]:
            _check_label(cell[column], file, row, column)
        place = {"file": file, "row": row}
        if not _TEXT_ID.fullmatch(cell["id"]):
            raise DataError(
                repr(cell["id"]), "lower-case words joined by hyphens", "Change the id.", **place, column="id"
            )
        if cell["id"] in seen:
            raise DataError(
                f"the id {cell['id']!r} of row {seen[cell['id']]} again",
                "a different id in every row",
                "Change one of them.",
                **place,
                column="id",
            )
        seen[cell["id"]] = row
        if cell["unit"] not in UNITS:
            raise DataError(
                repr(cell["unit"]), f"one of {', '.join(UNITS)}", "Correct the unit.", **place, column="unit"
            )
        value = float("nan")
        if cell["unit"] != "in words":
            if not _GROUPED.fullmatch(cell["printed"]):
                raise DataError(
                    repr(cell["printed"]),
                    "a number such as 59.2 or 1,123,200",
                    "Copy the figure as it is printed, or set the unit to 'in words'.",
                    **place,
                    column="printed",
                )
            value = float(cell["printed"].replace(",", ""))
            if cell["unit"] == "percent" and value > 100:
                raise DataError(
                    repr(cell["printed"]),
                    "a percentage between 0 and 100",
                    "Compare it with the paper.",
                    **place,
                    column="printed",
                )
        records.append({**cell, "value": value, "row": row})
    columns = [*TEXT_COLUMNS[:3], "value", *TEXT_COLUMNS[3:], "row"]
    return pd.DataFrame(records, columns=columns)


def _check_references(study: str, folder: Path) -> None:
    for figure in _text(study, folder).itertuples():
        for column in ("agrees_with", "other_reading"):
            expression = getattr(figure, column)
            if not expression:
                continue
            try:
                _resolve(study, expression, folder)
            except DataError as error:
                raise DataError(
                    error.found,
                    error.expected,
                    error.advice,
                    file=_display(folder / study / "text.csv"),
                    row=figure.row,
                    column=column,
                ) from None


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


_REFERENCE = re.compile(r"(?P<where>table-\d+|text)\[(?P<inside>[^\]]*)\]")
_OPERATORS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


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
    paper(study)
    return _resolve(study, expression, data_dir())


def references(study: str, expression: str) -> tuple[Cell, ...]:
    """The printed figures that an expression for `resolve` refers to, in order.

    Examples
    --------
    >>> [cell.printed for cell in references("kyrgyzstan-2024", "table-2[Yes|Male] - table-2[Yes|Female]")]
    ['30.7', '24.9']
    """
    paper(study)
    folder = data_dir()
    return tuple(_cell(study, match, expression, folder) for match in _REFERENCE.finditer(expression))


def _resolve(study: str, expression: str, folder: Path) -> Decimal:
    values: dict[str, Decimal] = {}

    def stand_in(match: re.Match[str]) -> str:
        name = f"figure{len(values)}"
        values[name] = Decimal(_cell(study, match, expression, folder).printed.replace(",", ""))
        return f" {name} "

    formula = _REFERENCE.sub(stand_in, expression).strip()

    def value(node: ast.expr) -> Decimal:
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _OPERATORS[type(op)](value(left), value(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -value(operand)
            case ast.Name(id=name) if name in values:
                return values[name]
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return Decimal(str(number))
        raise _unreadable(expression)

    try:
        # ast only reads the formula; the walk above computes it and knows nothing but + - * /.
        return value(ast.parse(formula, mode="eval").body)
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise _unreadable(expression) from None
    except (DivisionByZero, InvalidOperation):
        raise DataError(repr(expression), "a formula with a value", "Do not divide by zero.") from None


def _unreadable(expression: str) -> DataError:
    return DataError(
        repr(expression),
        "references such as table-2[Yes|Male] or text[sample-men], numbers, + - * / and parentheses",
        "Correct the expression.",
    )


def _cell(study: str, match: re.Match[str], expression: str, folder: Path) -> Cell:
    where, inside = match["where"], match["inside"]
    if where == "text":
        figures = _text(study, folder).set_index("id")
        if inside not in figures.index or figures.loc[inside, "unit"] == "in words":
            numbers = list(figures.index[figures["unit"] != "in words"])
            near = difflib.get_close_matches(inside, numbers, n=1) or numbers[:1]
            raise DataError(
                repr(match[0]), f"the id of a figure in {study}/text.csv", f"For example text[{near[0]}]."
            )
        return Cell(figures.loc[inside, "printed"], text_id=inside)
    name, labels = f"{study}/{where}", inside.split("|")
    if name not in _tables(folder):
        known = [n.split("/")[1] for n in _tables(folder) if n.startswith(study + "/")]
        raise DataError(repr(match[0]), f"one of {', '.join(known)}", "Correct the table's number.")
    if len(labels) not in (2, 3):
        raise DataError(
            repr(match[0]),
            f"{where}[option|group] or {where}[question-id|option|group]",
            "Correct the reference.",
        )
    table = _load(name, folder)
    question, option, group = (None, *labels) if len(labels) == 2 else labels
    try:
        return Cell(table.printed(option, group, question), name, table.question(question).id, option, group)
    except ValueError as error:
        raise DataError(repr(match[0]), f"a cell of {where}", str(error)) from None


# ---------------------------------------------------------------------------------------------------------
# Hashes
# ---------------------------------------------------------------------------------------------------------


def stale_hashes() -> list[str]:
    """The files of the data package whose hash or size in ``datapackage.json`` is out of date.

    Examples
    --------
    >>> stale_hashes()
    []
    """
    folder = data_dir()
    return [
        resource["path"]
        for resource in _descriptor(folder)["resources"]
        if (resource.get("hash"), resource.get("bytes")) != _fingerprint(folder / resource["path"])
    ]


def _fingerprint(path: Path) -> tuple[str, int]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(
            error.strerror or "an error", "a file", "Check the path.", file=_display(path)
        ) from None
    return f"sha256:{hashlib.sha256(raw).hexdigest()}", len(raw)


def update_hashes() -> list[str]:
    """Write the present hash and size of every file into ``datapackage.json``.

    Returns
    -------
    The files whose entry changed. The description is replaced in one step, or not at all.
    """
    folder = data_dir()
    changed = stale_hashes()
    if changed:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        for resource in descriptor["resources"]:
            resource["hash"], resource["bytes"] = _fingerprint(folder / resource["path"])
        draft = folder / "datapackage.json.new"
        draft.write_text(
            json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
        )
        draft.replace(folder / "datapackage.json")
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m homecoming.published``: check the data package, or bring its hashes up to date."""
    parser = argparse.ArgumentParser(
        prog="python -m homecoming.published", description="Check the book's data package."
    )
    parser.add_argument(
        "--update-hashes", action="store_true", help="write the files' hashes into datapackage.json"
    )
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
