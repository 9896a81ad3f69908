"""Rules that compare printed figures with recomputed ones, over any published table.

Each rule is a small function, registered by :func:`rule`; a rule yields a :class:`Finding` for each figure
that does not agree with what it is compared with. The verdicts are:

- ``"inconsistent"``: the figure cannot hold together with the others, even when rounding is allowed for;
- ``"unexplained"``: parts do not add up to everybody, and the paper does not say why;
- ``"rounding"``: the figure was made of rounded figures, and differs from what the people give;
- ``"ambiguous"``: a sentence can be read in two ways, and the figure fits one of them;
- ``"loose"``: a share told in words is further from its figure than such words usually are;
- ``"cannot be checked"``: what a check would need was not printed.

A finding says that figures do not agree. It does not say why: misprints, people who did not answer, weights
and other innocent causes leave the same traces (Brown and Heathers 2017).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from homecoming import published
from homecoming.errors import NoSuchNameError
from homecoming.people import counts, recovery
from homecoming.people.counts import decimals
from homecoming.people.recovery import Item
from homecoming.published import Formula, PublishedTable, Stratum

__all__ = ["RULES", "Finding", "Rule", "rule", "rules", "study", "table", "text"]

COLUMNS = ["rule", "table", "question", "option", "group", "printed", "recomputed", "verdict", "explanation"]
# "Every tenth" is taken as right within so many points, or when no other such fraction is nearer.
WORDS_MAY_BE_OFF = Decimal("1.5")


@dataclass(frozen=True)
class Finding:
    """One figure that does not agree with what it is compared with. What does not apply is empty text.

    Examples
    --------
    >>> Finding("inconsistent", "The column adds up to 79.9.", group="Village").verdict
    'inconsistent'
    """

    verdict: str
    explanation: str
    question: str = ""
    option: str = ""
    group: str = ""
    printed: str = ""
    recomputed: str = ""


#: What a rule does: it looks at a table and its items, or at a study and the figures of its text.
Check = Callable[..., Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A check with its name and the question that it asks. ``scope`` is ``"table"`` or ``"text"``.

    Examples
    --------
    >>> RULES["column-sum"].asks
    'Do the answers of a column add up to 100?'
    """

    name: str
    asks: str
    scope: str
    check: Check


RULES: dict[str, Rule] = {}


def rule(name: str, asks: str, scope: str = "table") -> Callable[[Check], Check]:
    """Register a function as a rule.

    Parameters
    ----------
    name : str
        Short name, as it stands in the findings.
    asks : str
        The question that the rule asks, in plain English.
    scope : {"table", "text"}
        A table's rule takes a :class:`PublishedTable` and its items
        (:func:`homecoming.people.recovery.items`); a text's rule takes the study's name and its text figures.

    Returns
    -------
    callable
        A decorator that leaves the function as it is.

    Raises
    ------
    ValueError
        When the name is taken or the scope is unknown.

    Examples
    --------
    >>> @rule("example", "Is the title too long?")
    ... def _title(table, items):
    ...     if len(table.title) > 300:
    ...         yield Finding("ambiguous", "The title is long.")
    >>> del RULES["example"]
    """
    if name in RULES or scope not in ("table", "text"):
        raise ValueError(
            f"A rule needs a name of its own and the scope table or text; found {name!r}, {scope!r}."
        )

    def register(check: Check) -> Check:
        RULES[name] = Rule(name, asks, scope, check)
        return check

    return register


def rules() -> pd.DataFrame:
    """List the rules: name, scope and the question that each asks.

    Examples
    --------
    >>> rules().loc["subtotal", "asks"]
    'Is a subtotal the sum of its parts?'
    """
    return pd.DataFrame(
        [(r.name, r.scope, r.asks) for r in RULES.values()], columns=["rule", "scope", "asks"]
    ).set_index("rule")


def table(table: PublishedTable | str, only: Iterable[str] | None = None) -> pd.DataFrame:
    """Audit one table.

    Parameters
    ----------
    table : PublishedTable or str
        A table, also a reader's own; or the name of a published one.
    only : iterable of str, optional
        Names of the rules to apply; all when left out.

    Returns
    -------
    pandas.DataFrame
        One row a finding: rule, table, question (id), option, group, printed, recomputed, verdict,
        explanation. Empty when nothing was found.

    Raises
    ------
    ValueError
        When there is no such table or rule.

    Examples
    --------
    >>> found = table("example/table-1", only=["subtotal", "base"])
    >>> found[["rule", "printed", "recomputed", "verdict"]].to_numpy().tolist()
    [['base', '240', '235', 'inconsistent']]
    """
    table = published.load(table) if isinstance(table, str) else table
    items = recovery.items(table)
    return _collect(table.name, "table", only, table, items)


def text(study: str, only: Iterable[str] | None = None) -> pd.DataFrame:
    """Audit the figures of a paper's running text.

    Parameters
    ----------
    study : str
        The study's name.
    only : iterable of str, optional
        Names of the rules to apply; all when left out.

    Returns
    -------
    pandas.DataFrame
        As for :func:`table`. ``table`` is the study's name with ``/text``, ``question`` the figure's id,
        ``option`` what it is about, ``group`` the section of the paper.

    Raises
    ------
    ValueError
        When there is no such study or rule.

    Examples
    --------
    >>> found = text("example", only=["text-cell"]).set_index("question")
    >>> found.loc["unsure-village", ["printed", "recomputed", "verdict"]].tolist()
    ['16.0', '15.6', 'inconsistent']
    """
    return _collect(f"{study}/text", "text", only, study, published.text_figures(study))


def study(study: str | None = None) -> pd.DataFrame:
    """Audit all tables of a study and its running text.

    Parameters
    ----------
    study : str, optional
        The study's name; :func:`homecoming.published.default_study` when left out.

    Returns
    -------
    pandas.DataFrame
        As for :func:`table`.

    Raises
    ------
    ValueError
        When there is no such study.

    Examples
    --------
    >>> study("example")["rule"].value_counts().to_dict()
    {'impossible-cell': 10, 'difference': 2, 'base': 1, 'text-cell': 1, 'text-impossible': 1}
    """
    study = published.default_study() if study is None else study
    parts = [table(name) for name in published.tables(study)]
    return pd.concat([*parts, text(study)], ignore_index=True)


def _collect(name: str, scope: str, only: Iterable[str] | None, *subject: object) -> pd.DataFrame:
    wanted = list(RULES) if only is None else list(only)
    for given in wanted:
        if given not in RULES:
            raise NoSuchNameError("rule", given, RULES)
    found = [
        {"rule": rule_name, "table": name, **asdict(finding)}
        for rule_name in wanted
        if RULES[rule_name].scope == scope
        for finding in RULES[rule_name].check(*subject)
    ]
    return pd.DataFrame(found, columns=COLUMNS)


# ------------------------------------------------------------------------------------------ rules for tables


@rule("column-sum", "Do the answers of a column add up to 100?")
def _column_sum(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item in items:
        for group in item.groups:
            figures = list(item.printed[group])
            total, slack = _sum(map(Decimal, figures)), _sum(map(_half, figures))
            if abs(total - 100) > slack:
                yield Finding(
                    "unexplained",
                    f"The {len(figures)} figures of this column add up to {total}. Rounding can move such a "
                    f"sum by {slack.normalize():f} at most. Either a person could give several answers, or "
                    "not all answers are listed, or a figure is misprinted; the table does not say which.",
                    question=item.question.id,
                    group=group,
                    printed=str(total),
                    recomputed="100",
                )


@rule("subtotal", "Is a subtotal the sum of its parts?")
def _subtotal(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item in items:
        for option in map(str, item.subtotals.index):
            parts = list(table.parts(option, item.question.id))
            for group in item.groups:
                printed = table.printed(option, group, item.question.id)
                figures = [table.printed(part, group, item.question.id) for part in parts]
                total = _sum(map(Decimal, figures))
                apart = abs(total - Decimal(printed)) > _sum(map(_half, figures)) + _half(printed)
                place = {"question": item.question.id, "option": option, "group": group, "printed": printed}
                certain = item.certain_solution
                if certain is not None:
                    ks = [_count(certain, part, group) for part in parts]
                    base = certain.bases[group]
                    if sum(ks) not in counts.consistent(printed, base):
                        exact = counts.percent(sum(ks), base, decimals(printed))
                        yield Finding(
                            "inconsistent" if apart else "rounding",
                            f"{' + '.join(map(str, ks))} = {sum(ks)} of {base} people is {exact} per cent; "
                            f"{printed} is printed. The rounded figures {' + '.join(figures)} make {total}.",
                            **place,
                            recomputed=exact,
                        )
                elif apart:
                    yield Finding(
                        "inconsistent",
                        f"The parts {' + '.join(figures)} make {total}; {printed} is printed. Rounding does "
                        "not explain so much.",
                        **place,
                        recomputed=str(total),
                    )


@rule("difference", "Is a difference the difference of the two columns?")
def _difference(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for cell in _differences(table):
        place = cell._asdict()
        if len(table.groups) != 2:
            yield Finding(
                "cannot be checked",
                f"The table has {len(table.groups)} columns of percentages; which two this is the difference "
                "of is not known.",
                **place,
            )
            continue
        before, after = (table.printed(cell.option, group, cell.question) for group in table.groups)
        gap = Decimal(after) - Decimal(before)
        slack = _half(before) + _half(after) + _half(max(cell.printed, before, key=decimals))
        off = abs(gap - Decimal(cell.printed))
        exact = _exact_difference(table, cell, max(decimals(before), decimals(after)))
        if off > slack:
            turned = " With the opposite sign it would agree." if gap == -Decimal(cell.printed) else ""
            yield Finding(
                "inconsistent",
                f"{after} minus {before} is {_signed(gap)}; {cell.printed} is printed. Rounding does not "
                f"explain so much.{turned}",
                **place,
                recomputed=_signed(gap),
            )
        elif exact is not None and Decimal(exact[0]) != Decimal(cell.printed):
            text, sentence = exact
            yield Finding(
                "rounding",
                f"{sentence}; {cell.printed} is printed. The rounded figures {after} and {before} differ by "
                f"{_signed(gap)}.",
                **place,
                recomputed=text,
            )


@rule("base", "Can the figures come from everybody who was asked?")
def _base(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item in items:
        found, solution = item.recovery, item.solution
        if found is None or not found.count or found.full_count or not item.stated_bases:
            continue
        asked = item.stated_bases[item.whole]
        if solution is None:
            yield Finding(
                "inconsistent",
                f"The figures cannot all be percentages of the {asked} people asked. Whatever number of "
                "people fits all figures leaves out more than half of a group: missing answers hardly "
                "explain it. The table does not say what does.",
                question=item.question.id,
                group=item.whole,
                printed=str(asked),
            )
            continue
        largest = solution.bases
        parts = ", ".join(f"{largest[group]} {group}" for group in item.parts)
        split = f" ({parts})" if parts else ""
        fits = (
            f"One number of people fits all figures: {largest[item.whole]}{split}."
            if found.count == 1
            else f"{found.count} solutions fit all figures, from {found.bases[item.whole].min()} to "
            f"{largest[item.whole]} people; the largest is {largest[item.whole]}{split}."
        )
        yield Finding(
            "inconsistent",
            f"The figures cannot all be percentages of the {asked} people asked. {fits} People who gave no "
            "answer, or to whom the question does not apply, would explain it; the table does not say.",
            question=item.question.id,
            group=item.whole,
            printed=str(asked),
            recomputed=str(largest[item.whole]),
        )


@rule("impossible-cell", "Can a figure come from the number of people asked?")
def _impossible_cell(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item in items:
        for group, base in item.stated_bases.items():
            for option, figure in item.printed[group].items():
                if not counts.consistent(figure, base):
                    yield _impossible(figure, base, item.question.id, str(option), group)
        yield from _counts_beside(table, item)


def _counts_beside(table: PublishedTable, item: Item) -> Iterator[Finding]:
    """Printed numbers of people that do not give the percentages beside them."""
    beside = table.counts(item.question.id)
    # Without all numbers of a column, or where a person may give several answers, their sum is no base.
    if beside is None or not item.exclusive:
        return
    for group in item.groups:
        people = beside[group]
        base = 0 if people.isna().any() else int(people.sum())
        for option, figure in item.printed[group].items() if base else ():
            count = int(people[str(option)])
            if count not in counts.consistent(figure, base):
                would = counts.percent(count, base, decimals(figure))
                yield Finding(
                    "inconsistent",
                    f"The numbers of this column make {base} people. {count} of them are {would} per cent; "
                    f"{figure} is printed.",
                    question=item.question.id,
                    option=str(option),
                    group=group,
                    printed=figure,
                    recomputed=would,
                )


@rule("no-base", "Is there any number of people that gives all figures?")
def _no_base(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item in items:
        if item.recovery is None or item.recovery.count:
            continue
        most = item.max_bases[item.whole]
        obstacles = item.recovery.obstacles
        repairs = obstacles.loc[
            obstacles["kind"] == "repair", ["why", "option", "column", "printed", "would"]
        ]
        for why, option, group, printed, would in repairs.astype(str).to_numpy().tolist():
            yield Finding(
                "inconsistent",
                f"No number of people up to {most} gives all figures of this question: {why}.",
                question=item.question.id,
                option=option,
                group=group,
                printed=printed,
                recomputed=would,
            )


@rule("total-range", "Does the whole lie between its groups?")
def _total_range(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item, option, whole, parts in _rows(items):
        low, high = min(map(Decimal, parts.values())), max(map(Decimal, parts.values()))
        slack = _half(whole) + max(map(_half, parts.values()))
        if not low - slack <= Decimal(whole) <= high + slack:
            listed = ", ".join(f"{group} {figure}" for group, figure in parts.items())
            yield Finding(
                "inconsistent",
                f"{whole} for the whole lies outside its groups ({listed}); a whole is an average of them.",
                question=item.question.id,
                option=option,
                group=item.whole,
                printed=whole,
                recomputed=f"{low} to {high}",
            )


@rule("weighted-total", "Is the whole the average of its groups?")
def _weighted_total(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item, option, whole, parts in _rows(items):
        if not item.stated_bases:
            continue
        everybody = Decimal(sum(item.stated_bases[group] for group in parts))
        weights = {group: item.stated_bases[group] / everybody for group in parts}
        mean = _sum(weights[group] * Decimal(figure) for group, figure in parts.items())
        slack = _half(whole) + _sum(weights[group] * _half(figure) for group, figure in parts.items())
        if abs(mean - Decimal(whole)) > slack:
            average = str(round(mean, decimals(whole)))
            sizes = " and ".join(f"{item.stated_bases[group]} {group}" for group in parts)
            yield Finding(
                "inconsistent",
                f"With {sizes}, the groups' figures {' and '.join(parts.values())} average {average}; "
                f"{whole} is printed for the whole. Rounding explains {round(slack, 3).normalize():f} at "
                "most.",
                question=item.question.id,
                option=option,
                group=item.whole,
                printed=whole,
                recomputed=average,
            )


@rule("smallest-base", "How many people must there have been at least?")
def _smallest_base(table: PublishedTable, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item in items:
        if item.recovery is not None:
            continue
        if item.max_bases:
            problem = f"{item.problem}."
            yield Finding("cannot be checked", problem, question=item.question.id, group=item.whole)
            continue
        how = "" if item.exclusive else ", if answers could overlap or were not all listed"
        for group in item.groups:
            least = counts.smallest_base(list(item.printed[group]), exclusive=item.exclusive)
            yield Finding(
                "cannot be checked",
                "The paper does not say how many people these percentages describe, so that no figure can be "
                f"tested against it. At least {least} people are needed for these figures{how}.",
                question=item.question.id,
                group=group,
                recomputed=str(least),
            )


def _rows(items: tuple[Item, ...]) -> Iterator[tuple[Item, str, str, dict[str, str]]]:
    """Every option and subtotal of a whole with groups: the whole's figure and the groups' figures."""
    for item in items:
        if not item.parts:
            continue
        for figures in (item.printed, item.subtotals):
            for option in map(str, figures.index):
                row = {group: str(figures.loc[option, group]) for group in item.groups}
                yield item, option, row[item.whole], {group: row[group] for group in item.parts}


def _impossible(figure: str, base: int, question: str, option: str, group: str) -> Finding:
    why = counts.why_impossible(figure, base)
    would = " or ".join(dict.fromkeys(counts.nearest(figure, base).values()))
    return Finding(
        "inconsistent",
        f"{why[0].upper()}{why[1:]}.",
        question=question,
        option=option,
        group=group,
        printed=figure,
        recomputed=would,
    )


def _count(solution: counts.Solution, option: str, group: str) -> int:
    return int(solution.counts[group][option])


def _people(table: PublishedTable, question: str, option: str, group: str) -> tuple[int, int] | None:
    """How many people an option or a subtotal stands for, and of how many; None if that is not certain."""
    item = next(i for i in recovery.items(table) if i.question.id == question and group in i.groups)
    certain = item.certain_solution
    if certain is None:
        return None
    parts = table.parts(option, question) if option in item.subtotals.index else (option,)
    return sum(_count(certain, part, group) for part in parts), certain.bases[group]


class _Difference(NamedTuple):
    """One figure of a table's column of differences."""

    question: str
    option: str
    group: str
    printed: str


def _differences(table: PublishedTable) -> list[_Difference]:
    cells = table.cells
    rows = cells.loc[cells["kind"] == "difference", ["question_id", "option", "group", "printed"]]
    return [_Difference(*row) for row in rows.to_numpy().tolist()]


def _exact_difference(table: PublishedTable, cell: _Difference, places: int) -> tuple[str, str] | None:
    """The difference of two columns from counts, and the sum in words; None if they are not known."""
    before, after = (_people(table, cell.question, cell.option, group) for group in table.groups)
    if before is None or after is None:
        return None
    (old, n), (new, m) = before, after
    text = _signed(Decimal(counts.percent(new * n - old * m, n * m, places)))
    return text, f"{new} of {m} people less {old} of {n} is {text} points"


# --------------------------------------------------------------------------- rules for figures of the text


class _TextFigure(NamedTuple):
    """One figure of a running text, as :func:`homecoming.published.text_figures` gives it."""

    id: str
    about: str
    printed: str
    unit: str
    location: str
    agrees_with: str
    other_reading: str
    note: str


def _each(figures: pd.DataFrame) -> list[_TextFigure]:
    return [_TextFigure(*row) for row in figures[list(_TextFigure._fields)].to_numpy().tolist()]


@rule("text-cell", "Does a figure of the text agree with the table that it is about?", scope="text")
def _text_cell(study: str, figures: pd.DataFrame) -> Iterator[Finding]:
    for figure in _each(figures):
        readings = [expression for expression in (figure.agrees_with, figure.other_reading) if expression]
        compared = [reading for reading in (_compare(study, figures, figure, e) for e in readings) if reading]
        if all(fits for fits, _ in compared):
            continue
        fitting = [str(value) for fits, value in compared if fits]
        others = list(dict.fromkeys(str(value) for fits, value in compared if not fits))
        if fitting:
            verdict = "ambiguous"
            explanation = (
                f"The sentence can be read in two ways. Its figure, {figure.printed}, fits the one "
                f"({fitting[0]}) and not the other ({others[0]})."
            )
        else:
            verdict = _disagreement(study, figure)
            explanation = f"The text says {figure.printed}; what it is about is {' or '.join(others)}."
        note = f" {figure.note}" if figure.note else ""
        yield Finding(verdict, explanation + note, **_place(figure), recomputed=" or ".join(others))


@rule("text-rounding", "Was a figure of the text made of rounded figures?", scope="text")
def _text_rounding(study: str, figures: pd.DataFrame) -> Iterator[Finding]:
    for figure in _each(figures[figures["unit"] == "percent"]):
        expression = figure.agrees_with
        if not _is_formula(expression) or not _agrees(study, figures, figure):
            continue
        exact = _from_people(study, expression)
        if exact is not None and abs(exact - Decimal(figure.printed)) > _half(figure.printed):
            rounded = str(round(exact, decimals(figure.printed)))
            yield Finding(
                "rounding",
                f"Computed from people it is {rounded}; {figure.printed} was made of rounded figures.",
                **_place(figure),
                recomputed=rounded,
            )


@rule("text-impossible", "Can a figure of the text come from the number of people asked?", scope="text")
def _text_impossible(study: str, figures: pd.DataFrame) -> Iterator[Finding]:
    sizes, stratum = _sizes(study), published.paper(study).stratum
    for figure in _each(figures[figures["unit"] == "percent"]):
        cells = published.references(study, figure.agrees_with)
        tables = [cell for cell in cells if cell.table]
        # A sum of cells need not be possible, and a cell that agrees is tested with its own table.
        if len(tables) > 1 or (tables and _agrees(study, figures, figure)):
            continue
        base = sizes.get(_group(figure.about, stratum))
        if base and not counts.consistent(figure.printed, base):
            found = _impossible(figure.printed, base, figure.id, figure.about, figure.location)
            yield replace(found, explanation=f"{found.explanation} Fewer people may have answered.")


def _disagreement(study: str, figure: _TextFigure) -> str:
    """The verdict for a figure that fits no reading of its sentence."""
    if figure.unit == "in words" and not _says_most(figure.printed):
        return "loose"
    cells = published.references(study, figure.agrees_with)
    # Parts told in the text may leave others untold: a town and a village are everybody, two ages are not.
    return "inconsistent" if any(cell.table for cell in cells) else "unexplained"


_EVERY = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def _agrees(study: str, figures: pd.DataFrame, figure: _TextFigure) -> bool:
    """Whether a figure fits what its sentence is about."""
    compared = _compare(study, figures, figure, figure.agrees_with)
    return compared is not None and compared[0]


def _compare(
    study: str, figures: pd.DataFrame, figure: _TextFigure, expression: str
) -> tuple[bool, Decimal] | None:
    """Whether a figure fits an expression, and what that is; None if its words say no number."""
    value = published.resolve(study, expression)
    shown = round(value, 1) if _is_formula(expression) else value
    if figure.unit == "in words":
        fits = _words_fit(figure.printed, value)
        return None if fits is None else (fits, shown)
    half = _half(figure.printed) if figure.unit == "percent" else Decimal(0)
    if _is_formula(expression):
        exact = _from_people(study, expression)
        if exact is not None:
            # Either way of computing it is right: from people, or from the rounded figures.
            return min(abs(_number(figure.printed) - found) for found in (value, exact)) <= half, shown
        slack = half + _reach(study, figures, expression)
    else:
        (cell,) = published.references(study, expression)
        same = decimals(cell.printed) == decimals(figure.printed)
        # A figure that is printed twice is the same to the last digit, or one is a rounding of the other.
        slack = Decimal(0) if same else max(half, _half(cell.printed))
    return abs(_number(figure.printed) - value) <= slack, shown


def _reach(study: str, figures: pd.DataFrame, expression: str) -> Decimal:
    """How far a formula can move when each of its rounded figures moves by half a unit."""
    cells = published.references(study, expression)
    whole_numbers = set(figures.loc[figures["unit"] == "people", "id"])
    values = [_number(cell.printed) for cell in cells]
    formula = Formula.parse(expression)
    middle = formula.number(values)
    reach = Decimal(0)
    for index, cell in enumerate(cells):
        if cell.text_id not in whole_numbers:
            moved = [*values[:index], values[index] + _half(cell.printed), *values[index + 1 :]]
            reach += abs(formula.number(moved) - middle)
    return reach


def _from_people(study: str, expression: str) -> Decimal | None:
    """A formula over cells of tables, computed from counts; None if one of them is not certain."""
    values = []
    for cell in published.references(study, expression):
        if cell.table is None or cell.question is None or cell.option is None or cell.group is None:
            return None
        found = _people(published.load(cell.table), cell.question, cell.option, cell.group)
        if found is None:
            return None
        values.append(Decimal(100 * found[0]) / found[1])
    return Formula.parse(expression).number(values)


def _is_formula(expression: str) -> bool:
    """Whether an expression is more than a reference to one figure."""
    return bool(expression) and not Formula.parse(expression).is_reference


def _says_most(words: str) -> bool:
    return "majority" in words or words == "mainly"


def _words_fit(words: str, value: Decimal) -> bool | None:
    """Whether a share in words fits a percentage (or a ratio, for "times"); None if it says no number."""
    if _says_most(words):
        return value > 50
    if match := re.search(r"every (\w+)", words):
        said = _EVERY.get(match[1])
        if said is None or value <= 0:
            return None
        return abs(value - Decimal(100) / said) <= WORDS_MAY_BE_OFF or round(100 / value) == said
    if match := re.fullmatch(r"(\w+) out of (\w+)", words):
        if not {match[1], match[2]} <= _NUMBERS.keys():
            return None
        return abs(value - Decimal(100 * _NUMBERS[match[1]]) / _NUMBERS[match[2]]) <= WORDS_MAY_BE_OFF
    if match := re.fullmatch(r"(\w+) times", words):
        said = _NUMBERS.get(match[1])
        return None if said is None else round(value) == said
    return None


def _sizes(study: str) -> dict[str, int]:
    """People asked: all (under an empty name), and each group of which the tables tell."""
    sizes = {}
    for name in published.tables(study):
        source = published.load(name)
        if source.respondents:
            sizes[""] = source.respondents
        if source.whole:
            sizes |= {group: size for group, size in source.max_bases.items() if group != source.whole}
    return sizes


def _group(about: str, stratum: Stratum | None) -> str:
    """The group that a figure is a share of; empty for everybody.

    What a figure is about begins with the group's word, as the study's stratum gives it ("People in the town
    who ..."). "People in the town among all who were asked" is a share of everybody.
    """
    for group, word in _words(stratum).items():
        if re.match(rf"{re.escape(word)}\b(?! among)", about, re.IGNORECASE):
            return group
    return ""


def _words(stratum: Stratum | None) -> dict[str, str]:
    """How the figures of the text speak of each group; by its name if the study says nothing else."""
    if stratum is None:
        return {}
    return {group: stratum.words.get(group, group) for group in stratum.groups}


def _place(figure: _TextFigure) -> dict[str, str]:
    return {
        "question": figure.id,
        "option": figure.about,
        "group": figure.location,
        "printed": figure.printed,
    }


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _sum(figures: Iterable[Decimal]) -> Decimal:
    return sum(figures, Decimal(0))


def _half(printed: str) -> Decimal:
    """Half a unit of the last printed place."""
    return Decimal(5).scaleb(-1 - decimals(printed))


def _signed(value: Decimal) -> str:
    return f"{value:+f}" if value else f"{value:f}"
