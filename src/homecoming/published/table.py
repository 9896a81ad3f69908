"""One table as printed: what can be asked of it, and how it is read, every cell checked.

Figures stay text (``"58.0"`` is not ``"58"``), since the printed precision tells which counts can lie behind
a percentage.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from homecoming.errors import NoSuchNameError
from homecoming.published import csv_file
from homecoming.published.csv_file import DECIMAL_COMMA, Row
from homecoming.published.data_error import DataError
from homecoming.published.places import displayed

COLUMNS = ("question", "option", "kind", "group", "printed")
#: A column that a file may have beside those: how many people the paper prints beside a percentage.
COUNT = "count"
#: No survey asks a thousand million people, and a column of counts holds no number without bound.
_MOST_DIGITS = 9
KINDS = ("option", "subtotal", "difference")

_UNSIGNED = re.compile(r"(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_SIGNED = re.compile(r"[+-]?(0|[1-9]\d*)(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Stratum:
    """How a study divides the people it asked: ``id`` names the variable, ``groups`` its values in order.

    ``words`` are those by which the paper's text calls a group, where they are not the group's name. The
    first two groups are the contrast that pages draw and test; a difference is first minus second.

    Examples
    --------
    >>> from homecoming import published
    >>> published.paper("example").stratum
    Stratum(id='place', groups=('Town', 'Village'))
    """

    id: str
    groups: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True)
class Paper:
    """A published paper: ``key`` is its entry in the bibliography, ``slug`` its folder in the data package.

    ``stratum`` is None for a paper that does not show groups of people apart.

    Examples
    --------
    >>> from homecoming import published
    >>> published.paper("example").title
    'First jobs in a town and a village'
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

    ``id`` names it in code (survey columns, addresses), ``wording`` is what the paper prints and
    ``short`` is a label in our words. ``asked`` is False where the paper prints no question, so that the
    table's title or the heading of its first column stands in.

    Examples
    --------
    >>> from homecoming import published
    >>> published.load("example/table-2").questions[0].short
    'Plans to move'
    """

    id: str
    wording: str
    short: str
    asked: bool = True


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """One table as printed. Made by `published.load` and `load_csv`.

    Attributes
    ----------
    name
        study and table, for example ``"example/table-1"``.
    number
        the table's number in the paper; None for a reader's own file.
    title
        the title as printed.
    page
        the page that shows the table; None for a reader's own file.
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
    stated_bases
        for a reader's own file, the number of people of each group that the reader told.

    Examples
    --------
    >>> from homecoming import published
    >>> table = published.load("example/table-1")
    >>> table.printed("Yes", "Village")
    '25.0'
    >>> table.percentages().loc["Yes", "Village"]
    np.float64(25.0)
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
    stated_bases: Mapping[str, int] = field(default_factory=dict)

    @property
    def cells(self) -> pd.DataFrame:
        """Every figure, one a row, in the order of the file.

        Columns: question (wording), question_id, option, kind, group, printed (text), value (number) and row
        (line of the CSV file; the header is line 1). A fresh copy each time: changing it changes no other.

        Examples
        --------
        >>> from homecoming import published
        >>> published.load("example/table-3").cells.loc[2, ["option", "group", "printed"]].tolist()
        ['Farm', 'Difference', '+5.9']
        """
        return self._cells.copy()

    def question(self, question: str | None = None) -> Question:
        """The question with this id or wording; without one, the only question of the table.

        Examples
        --------
        >>> from homecoming import published
        >>> published.load("example/table-2").question("plans").wording
        'Do you plan to move?'
        """
        ids = [one.id for one in self.questions]
        if question is None:
            if len(self.questions) == 1:
                return self.questions[0]
            raise ValueError(f"{self.name} has {len(ids)} questions; say which one: {', '.join(ids)}.")
        for candidate in self.questions:
            if question in (candidate.id, candidate.wording):
                return candidate
        raise NoSuchNameError("question", question, ids, where=f"{self.name}: ")

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
        >>> from homecoming import published
        >>> published.load("example/table-1").options()
        ('Yes', 'Mostly yes', 'No', 'Mostly no')
        """
        return tuple(
            dict.fromkeys(self._rows(question, ("option", "subtotal") if kind is None else (kind,))["option"])
        )

    def parts(self, subtotal: str, question: str | None = None) -> tuple[str, ...]:
        """The options that a subtotal's label joins with ``" + "``.

        Examples
        --------
        >>> from homecoming import published
        >>> published.load("example/table-1").parts("Yes + mostly yes")
        ('Yes', 'Mostly yes')
        """
        subtotals = self.options(question, "subtotal")
        if subtotal not in subtotals:
            raise NoSuchNameError("subtotal", subtotal, subtotals, where=f"{self.name}: ")
        by_label = {option.casefold(): option for option in self.options(question)}
        return tuple(by_label[part] for part in _parts_of(subtotal))

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
        >>> from homecoming import published
        >>> published.load("example/table-3").as_printed().loc["No work"].tolist()
        ['20.0', '10.4', '-9.6']
        """
        return self._wide(question, KINDS if kinds is None else tuple(kinds), "printed")

    def percentages(self, question: str | None = None) -> pd.DataFrame:
        """The options' percentages as numbers, one row an option, one column a group.

        Subtotals and differences are left out.

        Examples
        --------
        >>> from homecoming import published
        >>> published.load("example/table-2").percentages().sum().round(1).tolist()
        [100.0, 100.0, 100.0]
        """
        return self._wide(question, ("option",), "value")

    def counts(self, question: str | None = None) -> pd.DataFrame | None:
        """The numbers of people that the paper prints beside its percentages, laid out as `percentages`.

        None where the paper prints no such numbers; missing where it leaves one out. What percentages alone
        tell is found by `homecoming.people.counts`.

        Examples
        --------
        >>> from homecoming import published
        >>> published.load("example/table-1").counts() is None
        True
        """
        if COUNT not in self._cells:
            return None
        return self._wide(question, ("option",), COUNT)

    def printed(self, option: str, group: str, question: str | None = None) -> str:
        """One figure as printed.

        Examples
        --------
        >>> from homecoming import published
        >>> published.load("example/table-1").printed("Yes", "Village")
        '25.0'
        """
        asked = self.question(question).id
        if (asked, option, group) in self._printed:
            return self._printed[asked, option, group]
        rows = self._rows(asked, KINDS)
        kind, name = ("group", group) if option in set(rows["option"]) else ("option", option)
        raise NoSuchNameError(kind, name, rows[kind].unique(), where=f"{self.name}: ")

    def _rows(self, question: str | None, kinds: Collection[str]) -> pd.DataFrame:
        unknown = sorted(set(kinds) - set(KINDS))
        if unknown:
            raise NoSuchNameError("kind", unknown[0], KINDS)
        cells = self._cells
        return cells[(cells["question_id"] == self.question(question).id) & cells["kind"].isin(kinds)]

    def _wide(self, question: str | None, kinds: Collection[str], values: str) -> pd.DataFrame:
        rows = self._rows(question, kinds)
        options, groups = list(dict.fromkeys(rows["option"])), list(dict.fromkeys(rows["group"]))
        return rows.pivot(index="option", columns="group", values=values).reindex(
            index=options, columns=groups
        )


# ---------------------------------------------------------------------------------------------------------
# Checking the cells
# ---------------------------------------------------------------------------------------------------------


class _Cell(NamedTuple):
    """One figure of a file, with the line that it stands in."""

    question: str
    option: str
    kind: str
    group: str
    printed: str
    people: int | None
    row: int


def check_printed(printed: str, kind: str, error: Callable[[str, str, str], DataError]) -> None:
    """Check that a figure is written as this package wants it.

    Parameters
    ----------
    printed
        the figure.
    kind
        what it is: one of `KINDS`.
    error
        makes the error of what was found, what was expected and what to do.

    Raises
    ------
    DataError
        it is not.

    Examples
    --------
    >>> check_printed("30.7", "option", DataError)
    """
    bad = partial(error, repr(printed))
    expected = "a difference such as +1.4 or -2.1" if kind == "difference" else "a percentage such as 30.7"
    if DECIMAL_COMMA.fullmatch(printed):
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


def _count(row: Row, kind: str) -> int | None:
    """The number of people that a file gives beside a percentage; None where there is none."""
    text = row.cells.get(COUNT, "")
    if not text:
        return None
    if kind == "difference":
        raise row.error(repr(text), "an empty cell beside a difference", "Leave it empty.", COUNT)
    if not (text.isascii() and text.isdigit()):
        raise row.error(
            repr(text), "a whole number of people, such as 71", "Correct it, or leave it empty.", COUNT
        )
    if len(text) > _MOST_DIGITS:
        expected = f"a number of at most {_MOST_DIGITS} digits"
        raise row.error(repr(text), expected, "Compare it with the printed table.", COUNT)
    return int(text)


def _parts_of(label: str) -> list[str]:
    return [part.strip().casefold() for part in label.split(" + ")]


def _figures(raw: bytes, file: str) -> list[Row]:
    """One row a figure, whether the file lists figures or is laid out as a table with a column a group."""
    names = csv_file.header(raw, file)
    if "option" not in names[:2] or {"kind", "group", "printed"} & set(names):
        return csv_file.rows(raw, file, [*COLUMNS, *({COUNT} & set(names))])
    wide = csv_file.rows(raw, file)
    groups = [column for column in names if column not in ("question", "option")]
    if not groups or not all(groups):
        found = "no column of figures" if not groups else "a column without a heading"
        raise DataError(found, "a column for each group, with its name", "Add it.", file=file, row=1)
    labels = {(row.cells.get("question", ""), row["option"].casefold()) for row in wide}
    figures = []
    for row in wide:
        question = row.cells.get("question", "")
        parts = [(question, part) for part in _parts_of(row["option"])]
        subtotal = len(parts) > 1 and labels.issuperset(parts)
        for group in groups:
            kind = "difference" if group.casefold() == "difference" else "subtotal" if subtotal else "option"
            check_printed(row.label(group), kind, partial(row.error, column=group))
            wording = question if "question" in row.cells else Path(file).stem
            cells = dict(zip(COLUMNS, (wording, row["option"], kind, group, row[group]), strict=True))
            figures.append(Row(file, row.number, cells))
    return figures


def check_cells(raw: bytes, file: str) -> pd.DataFrame:
    r"""The cells of one table's CSV file, every one of them checked.

    Columns: those of the file, value (number) and row (line of the file).

    Raises
    ------
    DataError
        a cell cannot be used, or one is missing.

    Examples
    --------
    >>> check_cells(b"option,All\nYes,60\nNo,40", "own.csv")["value"].tolist()
    [60.0, 40.0]
    """
    cells: list[_Cell] = []
    seen: dict[tuple[str, str, str], int] = {}
    kinds: dict[tuple[str, str], tuple[str, int]] = {}
    for row in _figures(raw, file):
        question, option, kind, group, printed = (row.label(column) for column in COLUMNS)
        if kind not in KINDS:
            raise row.error(repr(kind), f"one of {', '.join(KINDS)}", "Correct the kind.", "kind")
        check_printed(printed, kind, partial(row.error, column="printed"))
        first_row = seen.setdefault((question, option, group), row.number)
        if first_row != row.number:
            found = f"a second figure for {option!r}, {group!r} (the first is in row {first_row})"
            expected = "one figure for each question, option and group"
            raise row.error(found, expected, "Remove one of the two rows.")
        if kind != "difference":
            first, first_row = kinds.setdefault((question, option), (kind, row.number))
            if kind != first:
                expected = f"{first!r}, as for {option!r} in row {first_row}"
                raise row.error(repr(kind), expected, "Give all figures of an option the same kind.", "kind")
        people = _count(row, kind)
        cells.append(_Cell(question, option, kind, group, printed, people, row.number))
    _check_complete(cells, file)
    _check_subtotals(cells, file)
    frame = pd.DataFrame(cells, columns=[*COLUMNS, COUNT, "row"])
    if frame[COUNT].isna().all():
        del frame[COUNT]
    else:
        frame[COUNT] = frame[COUNT].astype("Int64")
    frame.insert(len(COLUMNS), "value", [float(cell.printed) for cell in cells])
    return frame


def _check_complete(cells: Sequence[_Cell], file: str) -> None:
    """Check that no figure is missing. A missing row has no number, so the option's first row is named."""
    first_rows: dict[tuple[str, str], int] = {}
    for cell in cells:
        first_rows.setdefault((cell.question, cell.option), cell.row)
    have = {(cell.question, cell.option, cell.group) for cell in cells}
    groups = dict.fromkeys(cell.group for cell in cells)
    for ((question, option), row), group in itertools.product(first_rows.items(), groups):
        if (question, option, group) not in have:
            raise DataError(
                f"no figure for {option!r}, {group!r}",
                f"one for every option and group of {question!r}",
                "Add the row, or check the spelling of option and group.",
                file=file,
                row=row,
            )


def _check_subtotals(cells: Sequence[_Cell], file: str) -> None:
    options = {(cell.question, cell.option.casefold()) for cell in cells if cell.kind == "option"}
    for cell in cells:
        if cell.kind != "subtotal":
            continue
        parts = _parts_of(cell.option)
        missing = [part for part in parts if (cell.question, part) not in options]
        if missing or len(parts) < 2:
            raise DataError(
                f"the subtotal {cell.option!r}" + (f" without the option {missing[0]!r}" if missing else ""),
                "two or more options of the same question, joined by ' + '",
                "Add the option, correct its spelling, or set kind to option.",
                file=file,
                row=cell.row,
                column="option",
            )


def question_of(wording: str, taken: Collection[str] = ()) -> Question:
    """A question of a reader's own table: its id is the wording in lower case with hyphens.

    Parameters
    ----------
    wording
        the question as printed.
    taken
        ids that other questions have.

    Examples
    --------
    >>> question_of("Do you work?", ["do-you-work"]).id
    'do-you-work-2'
    """
    slug = re.sub(r"[\W_]+", "-", wording.casefold()).strip("-") or "question"
    numbered = (f"{slug}-{number}" for number in itertools.count(2))
    name = next(n for n in itertools.chain([slug], numbered) if n not in taken)
    return Question(name, wording, wording)


def make_table(cells: pd.DataFrame, questions: tuple[Question, ...], **facts: Any) -> PublishedTable:
    """A table from its checked cells, its questions, and its other attributes by name."""
    ids = cells["question"].map({q.wording: q.id for q in questions})
    beside = [COUNT] if COUNT in cells else []
    cells = cells.assign(question_id=ids)[["question", "question_id", *COLUMNS[1:], *beside, "value", "row"]]
    groups = tuple(dict.fromkeys(cells.loc[cells["kind"] != "difference", "group"]))
    keys = zip(cells["question_id"], cells["option"], cells["group"], strict=True)
    printed = MappingProxyType(dict(zip(keys, cells["printed"], strict=True)))
    return PublishedTable(questions=questions, groups=groups, _cells=cells, _printed=printed, **facts)


def with_figures(
    table: PublishedTable,
    figures: Mapping[tuple[str, str, str], str],
    without: Collection[tuple[str, str]] = (),
) -> PublishedTable:
    """A table with other figures in place of some that are printed.

    Parameters
    ----------
    table
        the table.
    figures
        question id, option and group to the figure that is to stand there.
    without
        rows to leave out, by question id and option; a subtotal goes with its parts.

    Returns
    -------
    The table, as if it had been printed so.

    Raises
    ------
    NoSuchNameError
        the table has no such figure.
    DataError
        a figure cannot be used.

    Examples
    --------
    >>> from homecoming import published
    >>> table = published.load("example/table-1")
    >>> with_figures(table, {("training", "Yes", "Village"): "52.0"}).printed("Yes", "Village")
    '52.0'
    """
    cells = table.cells
    places = {
        place: at
        for at, place in enumerate(zip(cells["question_id"], cells["option"], cells["group"], strict=True))
    }
    for place, text in figures.items():
        if place not in places:
            raise NoSuchNameError("figure", ", ".join(place), map(", ".join, places), f"{table.name}: ")
        at = places[place]
        kind, row = str(cells["kind"].iat[at]), int(cells["row"].tolist()[at])
        error = partial(DataError, file=table.name, row=row, column="printed")
        check_printed(text, kind, error)
        cells.loc[at, ["printed", "value"]] = text, float(text)
    gone = set(without)
    for question in table.questions:
        for subtotal in table.options(question.id, "subtotal"):
            if any((question.id, part) in gone for part in table.parts(subtotal, question.id)):
                gone.add((question.id, subtotal))
    rows = zip(cells["question_id"], cells["option"], strict=True)
    cells = cells[[row not in gone for row in rows]]
    left = set(cells["question_id"])
    keys = zip(cells["question_id"], cells["option"], cells["group"], strict=True)
    return replace(
        table,
        questions=tuple(one for one in table.questions if one.id in left),
        _cells=cells,
        _printed=MappingProxyType(dict(zip(keys, cells["printed"], strict=True))),
    )


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
        the number of people in groups, where it is known: figures are held against it.

    Returns
    -------
    The table, checked cell by cell as the published tables are. A question's id is its wording in lower
    case with hyphens.

    Raises
    ------
    DataError
        the file or one of its cells cannot be used.

    Examples
    --------
    >>> from homecoming import published
    >>> load_csv(published.EXAMPLE).printed("Not looking", "All")
    '18.5'
    """
    path = Path(path)
    cells = check_cells(csv_file.read_bytes(path), displayed(path))
    questions: dict[str, Question] = {}
    for wording in dict.fromkeys(cells["question"]):
        question = question_of(wording, questions)
        questions[question.id] = question
    groups = list(dict.fromkeys(cells.loc[cells["kind"] != "difference", "group"]))
    max_bases = {} if respondents is None else dict.fromkeys(groups, respondents)
    for name in [*([] if whole is None else [whole]), *(sizes or {})]:
        if name not in groups:
            raise NoSuchNameError("group", name, groups)
    max_bases |= sizes or {}
    if max_bases and min(max_bases.values()) < 1:
        raise ValueError(f"A number of people is at least 1; got {max_bases}.")
    return make_table(
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
        stated_bases=MappingProxyType(dict(sizes or {})),
    )
