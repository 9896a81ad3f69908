"""The people behind a paper's percentages: a data frame of respondents, rebuilt from counts.

One row is one person who was asked. A paper may show groups of people apart, such as those of a town and
those of a village: its stratum (:class:`homecoming.published.Stratum`). Crossing an answer with the stratum
gives back the printed tables, to the printed digit. **How answers to two questions go together is not
printed, so it is not known**, and the frame does not know it either: within each group, every question's
answers were dealt out in a fixed order that has nothing to do with any other question. Whoever needs two
questions at once asks :meth:`Survey.bounds`, which says how few and how many people can have given both
answers (Fréchet 1935; Hoeffding 1940; Duncan and Davis 1953).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from homecoming import published
from homecoming.errors import NoSuchNameError
from homecoming.people import counts, recovery
from homecoming.published import PublishedTable, Stratum
from homecoming.results import Result

__all__ = ["Bounds", "NotIdentifiedError", "Survey", "rebuild"]


#: Columns of :attr:`Survey.bases` beside one for each group.
_OF_BASES = ("table", "all", "verdict", "solutions", "choice")


class NotIdentifiedError(ValueError):
    """What was asked does not follow from what the paper printed.

    The message says what does follow. ``bounds`` is a data frame with the lowest and highest number of
    people, and per cent of all people asked, for every pair of answers.

    Examples
    --------
    >>> try:
    ...     rebuild("example").crosstab("training", "plans")
    ... except NotIdentifiedError as error:
    ...     error.bounds.loc[("Yes", "Yes")].tolist()
    [0.0, 58.0, 0.0, 24.2]
    """

    def __init__(self, message: str, bounds: pd.DataFrame):
        super().__init__(message)
        self.bounds = bounds


@dataclass(frozen=True, repr=False)
class Bounds(Result):
    """The range within which the share of people with all given answers must lie.

    Attributes
    ----------
    lower, upper : float
        The ends of the range, per cent of all people asked.
    lower_people, upper_people : int
        The same as numbers of people.
    base : int
        All people asked.
    margins : tuple of tuple (str, int, int)
        What the range is made of: question and answers, people who gave them, people who answered.
    by_stratum : bool
        Whether the groups were bounded apart, which can only make the range narrower.

    Examples
    --------
    >>> rebuild("example").bounds({"plans": "Yes", "training": ["No", "Mostly no"]})
    People with all these answers: At least 0 (0.0%); At most 63 (26.3%); Of 240 people asked
    """

    lower: float
    upper: float
    lower_people: int
    upper_people: int
    base: int
    margins: tuple[tuple[str, int, int], ...]
    by_stratum: bool

    heading = "People with all these answers"

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order.

        Examples
        --------
        >>> rebuild("example").bounds({"place": "Village", "plans": "Yes"}).rows()[0]
        ('At least', '27 (11.3%)')
        """
        return [
            ("At least", f"{self.lower_people} ({counts.percent(self.lower_people, self.base)}%)"),
            ("At most", f"{self.upper_people} ({counts.percent(self.upper_people, self.base)}%)"),
            ("Of", f"{self.base} people asked"),
        ]


@dataclass(frozen=True, eq=False, repr=False)
class Survey:
    """A survey rebuilt from the counts behind a paper's tables. Made by :func:`rebuild`.

    Attributes
    ----------
    study : str
        The study's name.
    bases : pandas.DataFrame
        One row a question. Columns: ``table``; ``all`` and one column for each group of the stratum, by its
        name in lower case, the people who answered (missing where the table does not show the groups apart);
        ``verdict``, whether the numbers that fit the printed figures are unique or several; ``solutions``,
        how many they are; ``choice``, in words, what was taken and why.
    stratum : Stratum or None
        How the study divides its people; None if it does not.

    Examples
    --------
    >>> survey = rebuild("example")
    >>> survey.bases.loc["training", ["all", "town", "village"]].tolist()
    [235, 147, 88]
    >>> survey.bases.loc["training", "choice"]
    'Only solution: 235 people; the 240 asked do not fit'
    """

    study: str
    bases: pd.DataFrame
    stratum: Stratum | None
    _respondents: pd.DataFrame = field(repr=False)
    _by_stratum: frozenset[str] = field(repr=False)

    def __repr__(self) -> str:
        return f"Survey of {len(self._respondents)} people, {len(self.bases)} questions ({self.study})"

    @property
    def respondents(self) -> pd.DataFrame:
        """One row a person: the stratum, and one column a question; missing where there is no answer.

        The columns are categorical, with the options in printed order. They are not marked as ordered: in
        print, "No" stands before "Mostly no". Crossing a question with the stratum gives what the paper
        printed; crossing two questions gives nothing that is known. A fresh copy each time.

        Examples
        --------
        >>> people = rebuild("example").respondents
        >>> pd.crosstab(people["plans"], people["place"]).loc["Yes"].tolist()
        [36, 27]
        """
        return self._respondents.copy()

    def counts(self, question: str) -> pd.DataFrame:
        """How many people gave each answer.

        Parameters
        ----------
        question : str
            The question's id; the index of :attr:`bases` lists them.

        Returns
        -------
        pandas.DataFrame
            Whole numbers: one row an option in printed order, columns ``All`` and, where the table shows the
            groups apart, one for each group.

        Raises
        ------
        NoSuchNameError
            When there is no such question.

        Examples
        --------
        >>> rebuild("example").counts("plans")
                     All  Town  Village
        Yes           63    36       27
        No           145    96       49
        Hard to say   32    18       14
        """
        self._check_question(question)
        answers = self._respondents[question]
        found = {"All": answers.value_counts(sort=False)}
        if question in self._by_stratum:
            for group, members in self._strata().items():
                found[group] = answers[members].value_counts(sort=False)
        return pd.DataFrame(found, index=pd.Index(answers.cat.categories))

    def people(self, table: PublishedTable | str, question: str | None = None) -> pd.DataFrame:
        """How many people stand behind each option and column of a table.

        Parameters
        ----------
        table, question
            As for :meth:`reproduce`.

        Returns
        -------
        pandas.DataFrame
            Whole numbers: one row an option, one column for each of the table's groups, by its printed name.

        Raises
        ------
        ValueError
            When the table is not of this study, has no such question, or shows groups apart that the survey
            does not keep apart.

        Examples
        --------
        >>> rebuild("example").people("example/table-3")
                 Before  Now
        Farm         61   75
        Shop        131  140
        No work      48   25
        """
        table = self._table(table)
        asked = table.question(question).id
        columns = {}
        for group in table.groups:
            found = self.counts(table.items.get(group, asked))
            of = "All" if table.whole in (None, group) else group
            if of not in found:
                raise ValueError(f"{table.name} shows {group!r} apart; the survey of {self.study} does not.")
            columns[group] = found[of]
        return pd.DataFrame(columns)

    def reproduce(self, table: PublishedTable | str, question: str | None = None) -> pd.DataFrame:
        """Print a table again, from people.

        Options, subtotals and differences are all computed from counts; none is made of rounded figures.

        Parameters
        ----------
        table : PublishedTable or str
            A table of this study, or its name.
        question : str, optional
            Id or wording; may be left out when the table has one question.

        Returns
        -------
        pandas.DataFrame
            Text, laid out as :meth:`PublishedTable.as_printed`, with as many decimals as the paper prints.

        Raises
        ------
        ValueError
            When the table is not of this study, has no such question, shows groups apart that the survey
            does not keep apart, or prints a difference of more columns than two.

        Examples
        --------
        >>> rebuild("example").reproduce("example/table-2").loc["Yes"].tolist()
        ['26.3', '24.0', '30.0']
        """
        table = self._table(table)
        asked = table.question(question).id
        printed = table.as_printed(asked)
        subtotals = {name: table.parts(name, asked) for name in table.options(asked, "subtotal")}
        people = self.people(table, asked)
        columns = {group: _Column.of(people[group], subtotals) for group in table.groups}
        made = {}
        for group in map(str, printed.columns):
            figures = {str(option): str(figure) for option, figure in printed[group].items()}
            if group in columns:
                column = columns[group]
                made[group] = {option: column.as_printed(option, figures[option]) for option in figures}
            elif len(columns) == 2:
                before, after = columns.values()
                places = max(map(counts.decimals, figures.values()))
                made[group] = {
                    option: _change(before, after, option, places, figures[option]) for option in figures
                }
            else:
                raise ValueError(
                    f"{table.name} has {len(columns)} columns of percentages; which two of them {group!r} "
                    "compares is not known."
                )
        return pd.DataFrame(made, index=printed.index, columns=printed.columns, dtype=object)

    def difference(self, table: PublishedTable | str, question: str | None = None) -> pd.DataFrame:
        """Recomputed minus printed, in percentage points; zero where the paper is reproduced.

        Parameters
        ----------
        table, question
            As for :meth:`reproduce`.

        Returns
        -------
        pandas.DataFrame
            Numbers, laid out as printed.

        Raises
        ------
        ValueError
            When the table is not of this study, or has no such question.

        Examples
        --------
        >>> change = rebuild("example").difference("example/table-1")
        >>> change.loc["Yes"].tolist()
        [0.0, 0.0, 0.0]
        """
        table = self._table(table)
        printed = table.as_printed(question).astype(float)
        # Both have a decimal or two: rounding takes away only what floating point added.
        return (self.reproduce(table, question).astype(float) - printed).round(6) + 0.0

    def crosstab(
        self, first: str, second: str, normalize: Literal["index", "columns", "all"] | None = None
    ) -> pd.DataFrame:
        """Cross two columns of the survey, if the paper identifies their joint distribution.

        Parameters
        ----------
        first, second : str
            The stratum's id and a question's id, in either order: rows and columns.
        normalize : {None, "index", "columns", "all"}
            None for counts, otherwise shares from 0 to 1, as :func:`pandas.crosstab` has it.

        Returns
        -------
        pandas.DataFrame
            All options in printed order, also those that nobody chose.

        Raises
        ------
        NotIdentifiedError
            For two questions, and for the stratum with a question whose table does not show the groups apart.
            It offers bounds.
        ValueError
            When a column is unknown, or is crossed with itself.

        Examples
        --------
        >>> survey = rebuild("example")
        >>> shares = survey.crosstab("plans", "place", normalize="columns")
        >>> shares.mul(100).round(1).loc["Yes"].tolist()
        [24.0, 30.0]
        """
        for column in (first, second):
            self._check_column(column)
        if first == second:
            raise ValueError(f"{first!r} is crossed with itself; name two columns.")
        questions = [column for column in (first, second) if not self._is_stratum(column)]
        if len(questions) > 1 or not self._by_stratum.issuperset(questions):
            raise self._not_identified(first, second)
        people = self._respondents
        made = pd.crosstab(people[first], people[second], normalize=normalize or False)
        return made.reindex(
            index=people[first].cat.categories, columns=people[second].cat.categories, fill_value=0
        ).rename_axis(index=first, columns=second)

    def bounds(self, answers: Mapping[str, str | Sequence[str]]) -> Bounds:
        """How few and how many people can have given all of these answers.

        Parameters
        ----------
        answers : mapping of str to str or sequence of str
            For each question's id, one answer or several of which any will do. The stratum's id with one of
            its groups may be one of them.

        Returns
        -------
        Bounds
            The range, per cent of all people asked. Given the counts, both ends can be reached: nothing that
            is printed excludes them.

        Raises
        ------
        ValueError
            When nothing is given, or a question or an answer is unknown.

        Notes
        -----
        With n people and k₁, k₂, ... who gave each answer, at least max(0, k₁ + k₂ + ... − (m − 1)n) and at
        most min(k₁, k₂, ...) gave all m answers. Where the paper shows groups apart, the bounds are taken for
        each group and added up. That can only narrow the range, because an answer in one group cannot be
        paired with one in another.

        The base is always everybody who was asked. People who did not answer a question did not give that
        answer, whatever their reason; counted so, the range is certain. A share of those who answered all
        the questions would have a base that nobody knows. Percentages can therefore be a little lower than
        those printed for questions that some people left out. The counts are those of the choices told in
        :attr:`Survey.bases`.

        Examples
        --------
        >>> survey = rebuild("example")
        >>> survey.bounds({"training": ["Yes", "Mostly yes"], "plans": "No"})
        People with all these answers: At least 59 (24.6%); At most 145 (60.4%); Of 240 people asked
        """
        if not answers:
            raise ValueError("No answers are given: name at least one question and an answer.")
        chosen = {
            question: ([given] if isinstance(given, str) else list(given))
            for question, given in answers.items()
        }
        for question, given in chosen.items():
            self._check_column(question)
            known = list(self._respondents[question].cat.categories)
            if not given:
                raise ValueError(f"No answer is given for {question!r}; there are: {', '.join(known)}.")
            for answer in given:
                if answer not in known:
                    raise NoSuchNameError("answer", answer, known, where=f"{question!r}: ")
        return self._bounds(chosen)

    # -------------------------------------------------------------------------------------------- inside

    def _bounds(self, chosen: Mapping[str, list[str]]) -> Bounds:
        people = self._respondents
        n = len(people)
        gave = {question: people[question].isin(given) for question, given in chosen.items()}
        apart = [column for column in gave if column in self._by_stratum or self._is_stratum(column)]
        ranges = []
        if apart:
            inside = [
                _range([int(gave[column][members].sum()) for column in apart], int(members.sum()))
                for members in self._strata().values()
            ]
            ranges.append((sum(low for low, _ in inside), sum(high for _, high in inside)))
        together = [int(gave[column].sum()) for column in gave if column not in apart]
        if together:
            ranges.append(_range(together, n))
        # What is not known by group can fall on the others in any way, so that the two ranges are combined as
        # two answers would be: by their lower ends from below, by their upper ends from above.
        lower = max(0, sum(low for low, _ in ranges) - (len(ranges) - 1) * n)
        upper = min(high for _, high in ranges)
        return Bounds(
            lower=100 * lower / n,
            upper=100 * upper / n,
            lower_people=lower,
            upper_people=upper,
            base=n,
            margins=tuple(
                (
                    f"{column}: {' or '.join(given)}",
                    int(gave[column].sum()),
                    int(people[column].notna().sum()),
                )
                for column, given in chosen.items()
            ),
            by_stratum=len(apart) > 1,
        )

    def _not_identified(self, first: str, second: str) -> NotIdentifiedError:
        rows = {
            (one, two): self._bounds({first: [one], second: [two]})
            for one in self._respondents[first].cat.categories
            for two in self._respondents[second].cat.categories
        }
        table = pd.DataFrame(
            [(b.lower_people, b.upper_people, round(b.lower, 1), round(b.upper, 1)) for b in rows.values()],
            index=pd.MultiIndex.from_tuples(list(rows), names=[first, second]),
            columns=["at least", "at most", "at least (%)", "at most (%)"],
        )
        (one, two), example = next(iter(rows.items()))
        words = (
            "The groups are not shown apart for this question"
            if self._is_stratum(first) or self._is_stratum(second)
            else "Each question was printed by itself"
        )
        return NotIdentifiedError(
            f"The paper does not say how {first!r} and {second!r} go together. {words}, so that many joint "
            f"tables fit. What is certain is a range: from {example.lower_people} to {example.upper_people} "
            f"of {example.base} people ({example.lower:.1f}% to {example.upper:.1f}%) have both {one!r} and "
            f"{two!r}. For other answers: survey.bounds({{{first!r}: {one!r}, {second!r}: {two!r}}}); this "
            "error's .bounds lists every pair.",
            table,
        )

    def _is_stratum(self, column: str) -> bool:
        return self.stratum is not None and column == self.stratum.id

    def _strata(self) -> dict[str, pd.Series[bool]]:
        """For each group of the stratum, who is in it."""
        if self.stratum is None:
            return {}
        return {group: self._respondents[self.stratum.id] == group for group in self.stratum.groups}

    def _check_question(self, column: str) -> None:
        if column not in self.bases.index:
            raise NoSuchNameError("column", column, self.bases.index)

    def _check_column(self, column: str) -> None:
        if not self._is_stratum(column) and column not in self.bases.index:
            raise NoSuchNameError("column", column, self._respondents.columns)

    def _table(self, table: PublishedTable | str) -> PublishedTable:
        table = published.load(table) if isinstance(table, str) else table
        if table.paper is None or table.paper.slug != self.study:
            raise ValueError(f"{table.name} is not a table of {self.study}.")
        return table


def rebuild(study: str | None = None) -> Survey:
    """Rebuild the respondents of a study from the percentages that it printed.

    Each question's counts are recovered (:func:`homecoming.people.counts.recover`). Where several numbers of
    people fit, everybody asked is preferred, and otherwise the largest number; :attr:`Survey.bases` tells,
    question by question, what was taken. People beyond a question's base have no answer to it.

    Parameters
    ----------
    study : str, optional
        The study's name; :func:`homecoming.published.default_study` when left out.

    Returns
    -------
    Survey
        The same for everybody: nothing in it is random.

    Raises
    ------
    ValueError
        When the study is unknown, states no number of people, or its tables allow no counts.

    Notes
    -----
    **Joint answers are not identified.** Within each group of the stratum (or among all, where a table does
    not show the groups apart) the answers to each question are dealt out in an order of their own, fixed by a
    hash of the question's id, so that no association arises from the order in which the frame was built.

    Examples
    --------
    >>> rebuild("example")
    Survey of 240 people, 4 questions (example)
    """
    study = published.default_study() if study is None else study
    tables = tuple(published.load(name) for name in published.tables(study))
    return _rebuild(study, tables, published.paper(study).stratum)


# Kept by the tables, not by the study's name: a file that changes makes another table.
@lru_cache(maxsize=4)
def _rebuild(study: str, tables: tuple[PublishedTable, ...], stratum: Stratum | None) -> Survey:
    asked = {table.respondents for table in tables if table.respondents is not None}
    if len(asked) != 1 or any(table.respondents is None for table in tables):
        told = "different numbers" if asked else "no number"
        raise ValueError(f"{study} prints {told} of people, so that its respondents cannot be rebuilt.")
    _check_names(study, tables, stratum)
    index = pd.RangeIndex(1, asked.pop() + 1, name="person")
    columns: dict[str, pd.Categorical] = {}
    strata: dict[str, pd.Index[int]] = {}
    if stratum is not None:
        sizes = _sizes(tables, stratum, len(index))
        groups = np.repeat(stratum.groups, [sizes[group] for group in stratum.groups])
        columns[stratum.id] = pd.Categorical(groups, categories=list(stratum.groups))
        strata = {group: index[groups == group] for group in stratum.groups}
    chosen: dict[str, dict[str, object]] = {}
    by_stratum = set()
    for table in tables:
        for item in recovery.items(table):
            if item.recovery is None or item.solution is None:
                raise ValueError(f"{table.name}, {item.id}: {item.choice}.")
            apart = bool(strata) and bool(item.parts)
            members = strata if apart else {item.whole: index}
            columns[item.id] = _deal(item.id, item.solution.counts, members, index)
            by_stratum |= {item.id} if apart else set()
            chosen[item.id] = {
                "table": table.name,
                "all": item.solution.bases[item.whole],
                **{group.lower(): item.solution.bases.get(group) for group in strata},
                "verdict": item.recovery.verdict,
                "solutions": item.recovery.count,
                "choice": item.choice,
            }
    table_of_bases = pd.DataFrame.from_dict(chosen, orient="index").rename_axis("question")
    numbers = ["all", *(group.lower() for group in strata)]
    table_of_bases[numbers] = table_of_bases[numbers].astype("Int64")
    return Survey(
        study=study,
        bases=table_of_bases,
        stratum=stratum,
        _respondents=pd.DataFrame(columns, index=index),
        _by_stratum=frozenset(by_stratum),
    )


def _check_names(study: str, tables: Sequence[PublishedTable], stratum: Stratum | None) -> None:
    """Refuse names that would stand for two things, as a column of respondents or of bases."""
    asked = [item.id for table in tables for item in recovery.items(table)]
    groups = [group.lower() for group in stratum.groups] if stratum else []
    for kind, names in (
        ("two questions have the id", asked),
        ("the stratum and a question have the id", [*set(asked), *([stratum.id] if stratum else [])]),
        ("a group of the stratum has the name of another, or of a column of bases,", [*groups, *_OF_BASES]),
    ):
        twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        if twice:
            advice = "Give each a name of its own in datapackage.json."
            raise ValueError(f"{study}: {kind} {twice[0]!r}. {advice}")


def _sizes(tables: Sequence[PublishedTable], stratum: Stratum, asked: int) -> dict[str, int]:
    """People asked in each group of the stratum, as the tables that show the groups apart agree."""
    found = {
        tuple((group, table.max_bases.get(group, 0)) for group in table.groups if group != table.whole)
        for table in tables
        if table.whole is not None and len(table.groups) > 1
    }
    sizes = dict(next(iter(found), ()))
    if len(found) != 1 or set(sizes) != set(stratum.groups) or sum(sizes.values()) != asked:
        told = "; ".join(", ".join(f"{group} {size}" for group, size in sorted(one)) for one in sorted(found))
        raise ValueError(
            f"datapackage.json says that the groups {', '.join(stratum.groups)} make up all {asked} people "
            f"asked, but the tables have: {told or 'no groups'}. Spell the groups of the stratum as in the "
            "tables, name all of them, and let their maxSize add up to the respondents."
        )
    return sizes


def _deal(
    item: str, people: pd.DataFrame, strata: Mapping[str, pd.Index[int]], index: pd.Index[int]
) -> pd.Categorical:
    """Give every person of each stratum an answer, or none beyond the base, in the item's own order."""
    codes = pd.Series(-1, index=index)
    for group, members in strata.items():
        order = sorted(members, key=lambda person: hashlib.sha256(f"{item}:{person}".encode()).digest())
        answers = np.repeat(np.arange(len(people)), people[group])
        codes[order[: len(answers)]] = answers
    return pd.Categorical.from_codes(codes.to_numpy(), categories=people.index)


def _range(gave: Sequence[int], n: int) -> tuple[int, int]:
    """Fréchet's bounds on how many of ``n`` people gave all answers."""
    return max(0, sum(gave) - (len(gave) - 1) * n), min(gave)


@dataclass(frozen=True)
class _Column:
    """One column of a table as people: how many by option and subtotal, and how many they are together."""

    people: Mapping[str, int]
    base: int

    @classmethod
    def of(cls, people: pd.Series[int], subtotals: Mapping[str, Sequence[str]]) -> _Column:
        by_option = {str(option): int(count) for option, count in people.items()}
        sums = {name: sum(by_option[part] for part in parts) for name, parts in subtotals.items()}
        return cls({**by_option, **sums}, sum(by_option.values()))

    def as_printed(self, option: str, printed: str) -> str:
        """The percentage of an option, with as many decimals as were printed."""
        return counts.percent(self.people[option], self.base, counts.decimals(printed))


def _change(before: _Column, after: _Column, option: str, decimals: int, printed: str) -> str:
    """The second column minus the first, from counts, with a sign; "0" where the paper prints a bare zero."""
    people = after.people[option] * before.base - before.people[option] * after.base
    if not people and printed == "0":
        return printed
    text = counts.percent(people, before.base * after.base, decimals)
    return f"+{text}" if people > 0 and float(text) else text
