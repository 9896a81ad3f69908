"""What the columns of a table are: labels, groups with counts and percentages, bases, differences."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from homecoming.errors import NoSuchNameError
from homecoming.reading.corrections import Corrections
from homecoming.reading.figures import Figure, decimal_comma, gives, parse, plain
from homecoming.reading.footnotes import conventions
from homecoming.reading.headings import Heading, parse_heading
from homecoming.reading.sheets import Row, Sheet

__all__ = ["Columns", "GroupColumns", "columns"]

# Names of columns that count people only if the figures are numbers of people.
_WEAK = re.compile(r"sample|cases|respondents|participants|patients|befragte|выборка", re.IGNORECASE)
_OF_CASES = re.compile(r"(?:percent|%) of (?:the )?cases|prozent der fälle", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]")
_SCHOOLS = re.compile(r"начальн|высш|неполн|специальн|образован", re.IGNORECASE)
_COMBINED = ("pair", "share", "fraction", "interval", "pair interval")


@dataclass(frozen=True)
class GroupColumns:
    """The column, or the two columns, of one group.

    Attributes
    ----------
    label, heading : str
        Its name, and the heading as printed.
    count, percent : int or None
        The columns, from 0; the same for both where one cell has both.
    base : int or None
        The number of people in the heading.
    parent : str
        The heading above, over several groups.
    total : bool
        Whether the words name everybody.
    signs : tuple of str
        Footnote signs of the heading.
    over : str
        The heading above several columns that has the number of people; empty if it is the group's own.
    per_row : bool
        Whether the column ``count`` has the number of people asked in each row, not those who answered so.

    Examples
    --------
    >>> GroupColumns("Town", "Town %", 1, 2).percent
    2
    """

    label: str
    heading: str
    count: int | None
    percent: int | None
    base: int | None = None
    parent: str = ""
    total: bool = False
    signs: tuple[str, ...] = ()
    over: str = ""
    per_row: bool = False


@dataclass(frozen=True)
class Columns:
    """All columns of a table.

    Attributes
    ----------
    labels : tuple of int
        The columns with names of rows.
    groups : tuple of GroupColumns
        In printed order.
    base : int or None
        The column with the number of people of each row.
    p, differences : tuple of int
        Columns of p-values and of differences.
    left : tuple of (int, str, str)
        Columns left out: the column, its heading, and why.
    headings : dict of int to str
        The whole heading of each column.
    comma : bool
        Whether a comma stands before decimals.
    count_first : bool
        Whether the count stands first where a cell has two numbers.
    unit : str
        What the title or the corner says of all cells.
    """

    labels: tuple[int, ...]
    groups: tuple[GroupColumns, ...]
    base: int | None
    p: tuple[int, ...]
    differences: tuple[int, ...]
    left: tuple[tuple[int, str, str], ...]
    headings: dict[int, str]
    comma: bool
    count_first: bool
    unit: str


@dataclass
class _Column:
    at: int
    path: tuple[Heading, ...]
    figures: list[Figure]
    role: str = ""
    unit: str = ""

    @property
    def heading(self) -> str:
        """The whole heading, from top to bottom."""
        return " ".join(dict.fromkeys(" ".join(h.printed.split()) for h in self.path if h.printed.strip()))

    @property
    def last(self) -> Heading:
        return self.path[-1] if self.path else parse_heading("")

    @property
    def label(self) -> str:
        return next((h.label for h in reversed(self.path) if h.label), "")

    @property
    def base(self) -> int | None:
        return next((heading.base for heading in reversed(self.path) if heading.base is not None), None)

    @property
    def over_base(self) -> str:
        """The printed heading above the column's own name that holds the base; empty if its own does."""
        named = False
        for heading in reversed(self.path):
            if heading.base is not None:
                return heading.printed if named and heading.label != self.label else ""
            named = named or bool(heading.label)
        return ""

    @property
    def filled(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.form not in ("blank", "nothing")]

    def share(self, *forms: str) -> float:
        """Which share of the filled cells has one of these forms."""
        filled = self.filled
        return sum(figure.form in forms for figure in filled) / len(filled) if filled else 0.0

    @property
    def numeric(self) -> float:
        filled = self.filled
        return sum(figure.filled for figure in filled) / len(filled) if filled else 0.0


def columns(sheet: Sheet, corrections: Corrections, decimal: str = "") -> Columns:
    """Say what each column of a table is.

    Parameters
    ----------
    sheet : Sheet
        The table.
    corrections : Corrections
        What is told of columns.
    decimal : str
        ``","`` if the file itself shows that decimals have a comma.

    Returns
    -------
    Columns
        The columns; without groups if no column has figures.

    Raises
    ------
    NoSuchNameError
        If a correction names a column that is not there.

    Examples
    --------
    >>> from homecoming.reading.grid import Grid
    >>> from homecoming.reading.sheets import sheets
    >>> rows = (("", "Town n", "Town %", "P"), ("Yes", "20", "22.2", "0.3"), ("No", "70", "77.8", ""))
    >>> found = columns(sheets(Grid("own.csv", "", rows, (1, 2, 3), (0, 0, 0)))[0], Corrections())
    >>> found.groups[0].label, found.groups[0].count, found.groups[0].percent, found.p
    ('Town', 1, 2, (3,))
    """
    width = max((len(row.texts) for row in (*sheet.header, *sheet.body)), default=0)
    units = next((row for row in sheet.body if _names_units(row)), None)
    paths = _paths((*sheet.header, units) if units is not None else sheet.header, width)
    # Rows of numbers of people say nothing of what the other figures of a column are.
    rows = [row for row in sheet.body if not _counts_people(row)] or list(sheet.body)
    # Nor do rows of means.
    rows = [row for row in rows if not row.filled or not parse_heading(row.texts[row.filled[0]]).mean] or rows
    all_columns = [
        _Column(c, paths[c], [parse(row.texts[c], sheet.letters) for row in rows if c < len(row.texts)])
        for c in range(width)
    ]
    told = _told(all_columns, corrections)
    body = [text for row in sheet.body for text in row.texts[1:]]
    comma = (corrections.decimal or decimal) == "," or (not corrections.decimal and decimal_comma(body))
    unit = _table_unit(sheet, all_columns)
    _roles(all_columns, told, comma, unit, based=len(rows) < len(sheet.body))
    labels = tuple(column.at for column in all_columns if column.role == "label")
    count_first = _count_first(all_columns, unit, comma)
    groups = _groups(all_columns, sheet, told, unit)
    bases = [column for column in all_columns if column.role == "base"]
    left = [(c.at, c.heading, c.unit) for c in all_columns if c.role == "left"]
    left += [(c.at, c.heading, "another column of numbers of people") for c in bases[1:]]
    return Columns(
        labels=labels,
        groups=groups,
        base=bases[0].at if bases else None,
        p=tuple(column.at for column in all_columns if column.role == "p"),
        differences=tuple(column.at for column in all_columns if column.role == "difference"),
        left=tuple(left),
        headings={column.at: column.heading for column in all_columns},
        comma=comma,
        count_first=count_first,
        unit=unit,
    )


def _names_units(row: Row) -> bool:
    """Whether a row below rows of numbers of people only says what the cells are: "%", "%", "%"."""
    headings = [parse_heading(row.texts[c]) for c in row.filled]
    return len(headings) > 1 and all(heading.unit and not heading.label for heading in headings)


def _counts_people(row: Row) -> bool:
    heading = parse_heading(row.texts[row.filled[0]]) if row.filled else parse_heading("")
    if heading.total and heading.unit != "n":
        return False  # "Total sample" in a row may have percentages as any other
    return heading.counts_people and len(row.filled) > 1


def _paths(header: Sequence[Row], width: int) -> list[tuple[Heading, ...]]:
    """The headings over each column, from top to bottom; what spans several columns stands over each."""
    lines = [list(row.texts) + [""] * (width - len(row.texts)) for row in header]
    for level, line in enumerate(lines[:-1]):
        for c in range(1, width):
            below = any(lines[k][c].strip() for k in range(level + 1, len(lines)))
            above = any(lines[k][c].strip() for k in range(level))
            if not line[c].strip() and below and not above and c > 1 and line[c - 1].strip():
                line[c] = line[c - 1]
    # Beside "Yes" a heading "No" is an answer and no number.
    yes = any(re.match(r"yes\b", text, re.IGNORECASE) for line in lines for text in line)
    return [tuple(_parsed(line[c], yes=yes) for line in lines if line[c].strip()) for c in range(width)]


def _parsed(text: str, *, yes: bool) -> Heading:
    heading = parse_heading(text)
    answer = re.fullmatch(r"(No)\b[ ,]*(?!\.)(.*)", plain(text)) if yes else None
    return replace(heading, label="No", unit=parse_heading(answer[2]).unit) if answer else heading


def named(name: str, headings: dict[int, str]) -> int | None:
    """The column that a name means: a heading, a number from 1, or a letter of a spreadsheet.

    Parameters
    ----------
    name : str
        The name.
    headings : dict of int to str
        The headings by column, from 0.

    Returns
    -------
    int or None
        The column, from 0.

    Examples
    --------
    >>> headings = {0: "", 1: "Town (n = 90)"}
    >>> named("B", headings), named("town", headings), named("7", headings)
    (1, 1, None)
    """
    wanted = plain(name).casefold()
    for keys in (
        {c: plain(h).casefold() for c, h in headings.items()},
        {c: parse_heading(h).words.casefold() for c, h in headings.items()},
    ):
        found = [c for c, key in keys.items() if key == wanted and key]
        if found:
            return found[0]
    at = int(wanted) - 1 if wanted.isdecimal() else -1
    if re.fullmatch("[a-z]{1,2}", wanted):
        at = 0
        for letter in wanted:
            at = at * 26 + ord(letter) - ord("a") + 1
        at -= 1
    return at if at in headings else None


def _told(all_columns: Sequence[_Column], corrections: Corrections) -> dict[int, str]:
    headings = {column.at: column.heading for column in all_columns}
    told = {}
    for name, role in corrections.columns.items():
        at = named(name, headings)
        if at is None:
            raise NoSuchNameError("column", name, [heading for heading in headings.values() if heading])
        told[at] = role
    return told


def _table_unit(sheet: Sheet, all_columns: Sequence[_Column]) -> str:
    """What the corner, an over-heading of everything, or the title says of all cells."""
    corner = [heading for heading in all_columns[0].path if heading.unit] if all_columns else []
    if corner and len(all_columns) > 2:
        return corner[-1].unit if corner[-1].unit != "n" else ""
    for title in sheet.titles:
        bare = plain(title)
        if re.search(
            r"(?:^|[\s(,;.])(?:n|no\.|count|frequency|anzahl|частота),? ?(?:and )?\(?(?:%|percent\w*"
            r"|prozent)\)?(?:$|[\s).,;])",
            bare,
            re.IGNORECASE,
        ):
            return "n %"
        if re.search(
            r"(?:^|[\s(,;])(?:%|in %|in percent|percent(?:ages?)?|per cent|prozent|в %|в процентах"
            r"|процент\w*|비율|단위 ?: ?%)(?:$|[\s).,;])",
            bare,
            re.IGNORECASE,
        ):
            return "%"
    return ""


# ---------------------------------------------------------------------------------------------------------
# Roles
# ---------------------------------------------------------------------------------------------------------


def _roles(all_columns: list[_Column], told: dict[int, str], comma: bool, unit: str, *, based: bool) -> None:
    """Give every column its role: label, figures (with a unit), base, difference, p, left or empty."""
    for column in all_columns:
        column.role = {"group": "figures", "n": "figures", "%": "figures", "skip": "left"}.get(
            told.get(column.at, ""), told.get(column.at, "")
        )
        if column.role == "left":
            column.unit = "told to be left out"
        elif not column.role and not column.filled:
            column.role = "empty"
    rest = [column for column in all_columns if not column.role]
    for column in list(rest):
        if _running(column, rest):
            column.role, column.unit = "left", "running numbers"
    rest = [column for column in rest if not column.role]
    if "label" not in told.values():
        _label_columns(rest)
    for column in all_columns:
        if column.role in ("", "figures"):
            column.unit = _unit(column, told.get(column.at, ""), comma)
    for column in all_columns:
        if not column.role:
            column.role = _role_by_words(column, all_columns, comma)
    figures = [column for column in all_columns if column.role == "figures"]
    for column in figures:
        if _OF_CASES.search(column.heading) and len(figures) > 1:
            column.role, column.unit = "left", "percentages of people who may be in several rows"
    figures = [column for column in figures if column.role == "figures"]
    _settle_whole(figures, unit, based=based)
    _bases(figures, told)


def _running(column: _Column, rest: Sequence[_Column]) -> bool:
    """Whether a column numbers the rows: 1, 2, 3 beside a column of labels."""
    values = [figure.numbers[0].whole() for figure in column.filled if figure.form == "number"]
    steps = [b - a for a, b in itertools.pairwise(values) if a is not None and b is not None]
    counted = len(values) == len(column.filled) > 2 and steps == [1] * (len(values) - 1)
    text_beside = any(other.at > column.at and other.numeric < 0.5 for other in rest)
    named_so = column.last.running or not column.heading
    return counted and text_beside and (named_so or column.at == 0)


def _label_columns(rest: Sequence[_Column]) -> None:
    """The first columns of text; the first column in any case, unless it can only hold figures."""
    if not rest:
        return
    first = rest[0]
    others = [column for column in rest[1:] if column.numeric >= 0.5]
    if not others and first.numeric >= 0.5:
        return
    decimals = first.share("number") > 0.8 and any(
        f.numbers[0].whole() is None for f in first.filled if f.filled
    )
    percent = first.numeric > 0.8 and (
        first.last.unit.startswith("%") or any(f.numbers[0].percent for f in first.filled if f.filled)
    )
    pairs = first.share(*_COMBINED) > 0.8
    small = (
        len(rest) == 2
        and first.numeric == 1
        and others
        and parse_heading(rest[1].heading).counts_people
        and not _rising(first)
    )
    if decimals or percent or pairs or small:
        return
    first.role = "label"
    for column in rest[1:]:
        if column.numeric >= 0.5 or column.last.unit or column.last.p or column.last.statistic:
            break
        column.role = "label"


def _rising(column: _Column) -> bool:
    values = [figure.numbers[0].whole() or 0 for figure in column.filled if figure.form == "number"]
    return values == sorted(set(values))


def _unit(column: _Column, told: str, comma: bool) -> str:
    """What the cells of a column are: ``"n"``, ``"%"``, a combined unit, ``"?"`` if it may be both."""
    if told in ("n", "%"):
        return told
    stated = next((heading.unit for heading in reversed(column.path) if heading.unit), "")
    if column.share(*_COMBINED) >= 0.3:
        return stated if len(stated) > 1 else "both"
    numbers = [figure.numbers[0] for figure in column.filled if figure.form == "number"]
    parted = sum("." in number.decimal(comma) for number in numbers) * 3 >= len(numbers) > 0
    if stated == "%" or (stated == "n" and not (parted and column.heading.strip() == "F")):
        return stated
    if numbers:
        if sum(number.percent for number in numbers) * 2 >= len(numbers):
            return "%"
        if parted:
            return "%"
    return "?"


def _role_by_words(column: _Column, all_columns: Sequence[_Column], comma: bool) -> str:
    headings = [heading for heading in (column.last, parse_heading(column.heading)) if heading.printed]
    if column.numeric < 0.5 and not any(h.p for h in headings):
        column.unit = "text"
        return "left"
    if any(h.p for h in headings) and _p_like(column, comma):
        return "p"
    if any(h.difference for h in headings) and not column.share("pair", "share", "fraction") > 0.5:
        if _differences(column, all_columns, comma):
            return "difference"
        if len(column.last.words) > 2:
            column.unit = "differences with something else"
            return "left"
    if _running_sums(column, all_columns, comma):
        column.unit = "running sums of another column"
        return "left"
    pairs = column.share("pair", "share", "fraction") >= 0.5
    statistic = any(h.statistic for h in headings) and column.last.unit != "n"
    named = _of_schools(column, all_columns) or _letter_of_group(column, all_columns, comma)
    if statistic and not pairs and not named:
        column.unit = "a statistic"
        return "left"
    if column.share("spread") > 0.5 or (
        column.share("interval") > 0.5 and "interval" not in column.unit and not _percent_first(column)
    ):
        column.unit = "means, ratios or intervals"
        return "left" if column.share("spread", "interval") > 0.9 else "figures"
    return "figures"


def _running_sums(column: _Column, all_columns: Sequence[_Column], comma: bool) -> bool:
    """Whether each figure is the sum of those of another column up to its row, three rows or more."""
    figures = column.figures
    if column.share("number") < 0.9 or len(column.filled) < 3:
        return False
    for other in all_columns:
        if other is column or other.share("number") < 0.9:
            continue
        total = slack = Decimal(0)
        good = tried = 0
        for mine, theirs in zip(figures, other.figures, strict=True):
            if mine.form != "number" or theirs.form != "number":
                continue
            text = theirs.numbers[0].decimal(comma)
            total += Decimal(text)
            slack += Decimal(1).scaleb(-len(text.partition(".")[2])) if "." in text else 0
            tried += 1
            good += abs(Decimal(mine.numbers[0].decimal(comma)) - total) <= slack
        if tried > 2 and good == tried and tried == len(column.filled):
            return True
    return False


def _of_schools(column: _Column, all_columns: Sequence[_Column]) -> bool:
    """Whether "среднее" is a school and no mean, since other schools stand beside it."""
    others = [other.heading for other in all_columns if other is not column]
    return "средн" in column.heading.casefold() and any(_SCHOOLS.search(text) for text in others)


def _letter_of_group(column: _Column, all_columns: Sequence[_Column], comma: bool) -> bool:
    """Whether "B" or "F" is a group, as beside A and C, and no coefficient or test."""
    letter = column.heading.strip()
    values = [
        Decimal(figure.numbers[0].decimal(comma)) for figure in column.filled if figure.form == "number"
    ]
    signed = any(number.sign for figure in column.filled for number in figure.numbers)
    if not _LETTER.fullmatch(letter) or len(values) < 2 or max(values) < 10 or signed:
        return False
    others = [o.last for o in all_columns if o is not column and o.role not in ("label", "empty")]
    others = [o for o in others if (o.unit != "n" or o.printed.strip() == "F") and not o.total]
    letters = [o for o in others if _LETTER.fullmatch(o.printed.strip())]
    if any(o.p or (o.statistic and o not in letters) for o in others):
        return False
    alike = [o for o in letters if o.printed.strip().isupper() == letter.isupper()]
    # Among "A | B | C" all are groups; so are "M | F" if nothing else stands beside them.
    return any(not o.statistic for o in alike) or (bool(alike) and len(alike) == len(others))


def _percent_first(column: _Column) -> bool:
    signed = [figure for figure in column.filled if figure.form == "interval" and figure.numbers[0].percent]
    return 2 * len(signed) > len(column.filled) or any("%" in heading.unit for heading in column.path)


def _p_like(column: _Column, comma: bool) -> bool:
    values = [
        Decimal(figure.numbers[0].decimal(comma))
        for figure in column.filled
        if figure.form in ("number", "p")
    ]
    return not values or sum(value <= 1 for value in values) * 2 > len(values)


def _differences(column: _Column, all_columns: Sequence[_Column], comma: bool) -> bool:
    """Whether cells have signs before them, or are differences of two other columns."""
    numbers = [figure for figure in column.filled if figure.form == "number"]
    moved = [figure for figure in numbers if Decimal(figure.numbers[0].decimal(comma))]
    if sum(bool(figure.numbers[0].sign) for figure in moved) * 2 > len(moved):
        return True
    others = [
        other
        for other in all_columns
        if other is not column and other.role in ("", "figures") and other.share("number") > 0.5
    ]
    for i, left in enumerate(others):
        for right in others[i + 1 :]:
            near = tried = 0
            for figure, a, b in zip(column.figures, left.figures, right.figures, strict=True):
                if figure.form == a.form == b.form == "number":
                    shown, x, y = (Decimal(f.numbers[0].decimal(comma)) for f in (figure, a, b))
                    tried += 1
                    near += abs(abs(x - y) - shown) <= 1
            if tried > 1 and near == tried:
                return True
    return len(numbers) == 0 and bool(column.filled) is False


def _settle_whole(figures: Sequence[_Column], unit: str, *, based: bool) -> None:
    """Decide for columns of whole numbers whether they are counts or percentages."""
    unsure = [column for column in figures if column.unit == "?"]
    for column in unsure:
        after = next((other for other in figures if other.at == column.at + 1), None)
        if after is not None and after.unit == "%" and (not after.last.label or after.label == column.label):
            column.unit = "n"
    unsure = [column for column in unsure if column.unit == "?"]
    # Turns of whole numbers and whole percentages under one heading: "Town" and nothing over the second.
    for column in unsure:
        after = next((other for other in figures if other.at == column.at + 1), None)
        if after is not None and after.unit == "?" and column.unit == "?" and column.path and not after.path:
            column.unit, after.unit = "n", "%"
    unsure = [column for column in unsure if column.unit == "?"]
    for column in unsure:
        large_ones = [n for n in _wholes_in(column) if n > 100]
        if column.last.counts_people and large_ones:
            column.unit = "n"
    unsure = [column for column in unsure if column.unit == "?"]
    if not any(_wholes_in(column) for column in unsure):
        return
    clear = [column for column in unsure if column.last.counts_people and not column.last.total]
    values = [n for column in unsure if column not in clear for n in _wholes_in(column)]
    percents = [column for column in figures if column.unit.startswith("%")]
    large = sum(value > 100 for value in values)
    counted = large * 5 > len(values) or (
        large > 0 and unit != "%" and not percents and large * 10 > len(values)
    )
    with_base = [(column, column.base) for column in unsure if column.base]
    to_base = sum(_adds_to(_wholes_in(column), base) for column, base in with_base) * 2 > len(with_base)
    to_base = to_base and not sum(_hundreds(_wholes_in(column)) for column in unsure) * 2 > len(unsure)
    for column in unsure:
        own = _wholes_in(column)
        named_so = [h for h in (column.last, parse_heading(column.heading)) if h.counts_people]
        # Figures up to 100 under "Total sample" are as well the percentages of everybody.
        everybody = column.last.total and (not column.last.unit or column.base is not None)
        small = bool(own) and max(own) <= 100 and (len(figures) > 1 or based or everybody or _hundreds(own))
        weak = bool(named_so) and (bool(_WEAK.fullmatch(named_so[-1].words)) or everybody)
        # "Base 63" beside "33.3" and "66.7" is no percentage, and no figure of a pair.
        weak = weak and not any(other.unit in ("both", "n %", "% n") for other in figures)
        weak = weak and (column.last.total or not _beside_hundreds(column, figures))
        if named_so and not (small and weak):
            column.unit = "n"
        elif any(o.unit == "%" and o.label == column.label and _over(o) == _over(column) for o in figures):
            column.unit = "n"  # the other column under the same name has the percentages
        elif any(other.unit in ("both", "n %", "% n") for other in figures):
            column.unit = "n" if sum(n > 100 for n in own) * 3 > len(own) else "both"
        elif unit == "%":
            column.unit = "%" if sum(n > 100 for n in own) * 2 < len(own) else "n"
        elif percents:
            column.unit = "n" if sum(n > 100 for n in own) * 3 > len(own) else "%"
        elif to_base and not counted:
            column.unit = "n"
        else:
            column.unit = "n" if counted else "%"


def _wholes_in(column: _Column) -> list[int]:
    numbers = [figure.numbers[0].whole() for figure in column.filled if figure.form == "number"]
    return [number for number in numbers if number is not None]


def _beside_hundreds(column: _Column, figures: Sequence[_Column]) -> bool:
    """Whether in nearly all rows the other figures alone add up to 100."""
    others = [other.figures for other in figures if other is not column]
    good = tried = 0
    row: tuple[Figure, ...]
    for row in zip(*others, strict=True):
        shown = [Decimal(f.numbers[0].decimal(comma="," in f.printed)) for f in row if f.form == "number"]
        if len(shown) > 1:
            tried += 1
            good += abs(sum(shown, Decimal(-100))) <= max(1, len(shown) // 2)
    return tried > 1 and good * 5 > tried * 3


def _hundreds(values: Sequence[int]) -> bool:
    """Whether whole figures add up to 100, or to several hundreds for several questions, within rounding."""
    total, rest = sum(values), sum(values) % 100
    return total > 90 and min(rest, 100 - rest) <= max(1, min(len(values) // 2, 10))


def _adds_to(values: Sequence[int], base: int) -> bool:
    """Whether counts add up to the number of people, block for block, as in a table without percentages."""
    total = used = since = 0
    for value in values:
        total, since = total + value, since + 1
        if total == base and since > 1:
            total, used, since = 0, used + since, 0
        elif total > base:
            total = since = 0
    return base != 100 and used * 3 >= 2 * len(values) > 0


def _bases(figures: Sequence[_Column], told: dict[int, str]) -> None:
    """Columns that say how many people a row counts."""
    for column in figures:
        if column.unit != "n" or column.at in told:
            continue
        whole = parse_heading(column.heading)
        words = whole.counts_people or column.last.counts_people
        partner = _partner(column, figures)
        if (words and partner is None) or (
            partner is None
            and whole.total
            and len(figures) > 1
            and all(o.unit.startswith("%") for o in figures if o is not column)
        ):
            column.role = "base"


def _partner(column: _Column, figures: Sequence[_Column]) -> _Column | None:
    """The column of percentages that belongs to a column of counts."""
    percents = [other for other in figures if other.unit in ("%", "% interval") and other.role == "figures"]
    same = [o for o in percents if o.label == column.label and _over(o) == _over(column)]
    if same:
        return min(same, key=lambda o: (abs(o.at - column.at), o.at < column.at))
    after = next((o for o in percents if o.at == column.at + 1), None)
    if after is not None and not column.label and len(percents) == 1:
        return after
    if after is not None and (not after.last.label or not after.path):
        return after
    return None


def _over(column: _Column) -> str:
    """The names above the last one."""
    names = [heading.label for heading in column.path if heading.label]
    return " ".join(names[:-1])


# ---------------------------------------------------------------------------------------------------------
# Groups
# ---------------------------------------------------------------------------------------------------------


def _count_first(all_columns: Sequence[_Column], unit: str, comma: bool) -> bool:
    """Whether in a cell such as ``29 (27)`` the count stands first."""
    stated = [column.unit for column in all_columns if column.role == "figures" and len(column.unit) > 1] + [
        unit
    ]
    first = second = 0
    for column in all_columns:
        if column.role != "figures":
            continue
        for figure in column.filled:
            if figure.form not in ("pair", "pair interval"):
                continue
            a, b = figure.numbers[:2]
            if a.percent or b.percent:
                first += 3 * b.percent
                second += 3 * a.percent
            elif a.whole() is not None and b.whole() is None:
                first += 1
            elif b.whole() is not None and a.whole() is None:
                second += 1
            elif column.base and a.whole() is not None and b.whole() is not None:
                first += gives(a.whole() or 0, column.base, b.decimal(comma))
                second += gives(b.whole() or 0, column.base, a.decimal(comma))
    if first == second == 0 and ("n %" in stated) != ("% n" in stated):
        return "n %" in stated  # no figure contradicts what the heading says
    pairs_shown = sum(f.form == "pair" for c in all_columns if c.role == "figures" for f in c.filled)
    if 2 * max(first, second) < pairs_shown:
        # A few counts give a percentage of their column by chance.
        adding = _hundreds_of_pairs(all_columns)
        if adding[0] != adding[1]:
            return adding[1] > adding[0]
    if first == second:
        pairs = [
            f.numbers[:2] for c in all_columns if c.role == "figures" for f in c.filled if f.form == "pair"
        ]
        whole = [(a.whole(), b.whole()) for a, b in pairs]
        # No percentage is above 100.
        first = sum(b is not None and b <= 100 < (a or 0) for a, b in whole)
        second = sum(a is not None and a <= 100 < (b or 0) for a, b in whole)
    if first == second:
        second, first = _hundreds_of_pairs(all_columns)
    if first != second:
        return first > second
    return not any(text.startswith("%") for text in stated)


def _hundreds_of_pairs(all_columns: Sequence[_Column]) -> tuple[int, int]:
    """Whether the first, and the second, of two whole numbers add up to 100 in most rows or columns."""
    places = [column for column in all_columns if column.role == "figures"]
    columns_ = [[f.numbers[:2] for f in column.filled if f.form == "pair"] for column in places]
    rows = [
        [f.numbers[:2] for f in row if f.form == "pair"]
        for row in zip(*(column.figures for column in places), strict=False)
    ]
    found = [0, 0]
    for at in (0, 1):
        for lines in (columns_, rows):
            wholes = [[pair[at].whole() or 0 for pair in pairs] for pairs in lines if len(pairs) > 1]
            good = sum(1 for own in wholes if max(own) <= 100 and _hundreds(own))
            found[at] |= bool(wholes) and good * 3 > 2 * len(wholes)
    return found[0], found[1]


def _groups(
    all_columns: Sequence[_Column], sheet: Sheet, told: dict[int, str], unit: str
) -> tuple[GroupColumns, ...]:
    figures = [column for column in all_columns if column.role == "figures"]
    percent_of: dict[int, int] = {}
    taken: set[int] = set()
    for column in figures:
        if column.unit != "n":
            continue
        partner = _partner(column, [o for o in figures if o.at not in taken])
        if partner is None and told.get(column.at) == "n":
            partner = next(
                (o for o in figures if o.at > column.at and o.unit == "%" and o.at not in taken), None
            )
        if partner is not None:
            percent_of[column.at] = partner.at
            taken.add(partner.at)
    by_place = {column.at: column for column in all_columns}
    wide = Counter(h.label for c in figures for h in c.path if h.label)
    drafts: list[tuple[_Column, _Column | None, _Column | None]] = []
    for column in figures:
        if column.at in taken:
            continue
        if column.at in percent_of:
            drafts.append((column, column, by_place[percent_of[column.at]]))
        elif column.unit == "n":
            drafts.append((column, column, None))
        elif column.unit == "%":
            drafts.append((column, None, column))
        else:
            drafts.append((column, column, column))
    found: list[GroupColumns] = []
    for column, count, percent in drafts:
        both = [c for c in (column, percent) if c is not None]
        names = next(([h.label for h in c.path if h.label] for c in both if c.label), [])
        everywhere = [name for name in names if len(figures) > 1 and wide[name] >= len(figures)]
        own = [name for name in names if name not in everywhere] or names[-1:]
        base = next((c.base for c in both if c.base is not None), None)
        shown = percent or column
        heading = shown.heading or column.heading
        if not shown.label and column.heading and column is not shown:
            heading = f"{column.heading} {shown.heading}".strip()
        label = own[-1] if own else ""
        if (
            len(drafts) == 1
            and percent is not None
            and not percent.label
            and parse_heading(label).counts_people
        ):
            label = ""  # "Number of students | %": what is counted, and no name of a group
        found.append(
            GroupColumns(
                label=label,
                heading=heading,
                count=count.at if count else None,
                percent=percent.at if percent else None,
                base=base,
                parent=" ".join(own[:-1]),
                total=parse_heading(label).total if label else False,
                signs=tuple(dict.fromkeys(sign for c in both for h in c.path for sign in h.signs)),
                over=next((c.over_base for c in both if c.base is not None), ""),
            )
        )
    times = Counter(group.over for group in found)
    found = [replace(group, over="") if times[group.over] < 2 else group for group in found]
    if len(found) > 1 and len({g.label for g in found}) == 1 and len({g.parent for g in found}) == len(found):
        # "Aut. 2017" under each answer names nothing: the answers above do.
        found = [replace(group, label=group.parent, parent="") for group in found]
    return _unique(found)


def _unique(found: Sequence[GroupColumns]) -> tuple[GroupColumns, ...]:
    """Labels that differ: with the heading above, or a number, where they would be the same."""
    out: list[GroupColumns] = []
    times = Counter(group.label for group in found)
    used: set[str] = set()
    for group in found:
        label = group.label
        if times[label] > 1 and group.parent:
            label = f"{group.parent}: {label}"
        if not label and group.heading.strip() == "F" and group.count is None:
            label = "F"  # a letter, and no word for a count, since percentages stand below
        if not label:
            label = (
                "All"
                if len(found) == 1
                else f"Column {(group.percent if group.percent is not None else group.count or 0) + 1}"
            )
        name, number = label, 1
        while name in used:
            number += 1
            name = f"{label} ({number})"
        used.add(name)
        out.append(replace(group, label=name))
    return tuple(out)


def said(sheet: Sheet) -> frozenset[str]:
    """What title, headings and notes say of how the percentages were made.

    Parameters
    ----------
    sheet : Sheet
        The table.

    Examples
    --------
    >>> said(Sheet(("Weighted percentages",), (), (), ()))
    frozenset({'weighted'})
    """
    texts = [*sheet.titles, *sheet.notes]
    width = max((len(row.texts) for row in sheet.header), default=0)
    beside = [" ".join(row.texts[c] for row in sheet.header if c < len(row.texts)) for c in range(width)]
    # "Weighted" over one of two columns says nothing of the other.
    named = [conventions([text]) for text in beside[1:] if text.strip()]
    everywhere = frozenset.intersection(*named) if named else frozenset[str]()
    return conventions([*texts, *beside[:1]]) | everywhere
