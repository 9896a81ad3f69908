"""The people behind a paper's percentages: a data frame of respondents, rebuilt from counts (floor 3).

One row is one person who was asked. Crossing an answer with sex gives back the printed tables, to the printed
digit. **How answers to two questions go together is not printed, so it is not known**, and the frame does not
know it either: within each sex, every question's answers were dealt out in a fixed order that has nothing to
do with any other question. Whoever needs two questions at once asks :meth:`Survey.bounds`, which says how few
and how many people can have given both answers (Fréchet 1935; Hoeffding 1940; Duncan and Davis 1953).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from homecoming import published
from homecoming.people import bases, counts
from homecoming.published import PublishedTable
from homecoming.results import Result

__all__ = ["Bounds", "NotIdentifiedError", "Survey", "rebuild"]

SEX = "sex"


class NotIdentifiedError(ValueError):
    """What was asked does not follow from what the paper printed.

    The message says what does follow. ``bounds`` is a data frame with the lowest and highest number of
    people, and per cent of all people asked, for every pair of answers.

    Examples
    --------
    >>> try:
    ...     rebuild().crosstab("job-match", "plans-to-leave")
    ... except NotIdentifiedError as error:
    ...     error.bounds.loc[("Yes", "Yes")].tolist()
    [0.0, 109.0, 0.0, 21.2]
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
    by_sex : bool
        Whether men and women were bounded apart, which can only make the range narrower.

    Examples
    --------
    >>> rebuild().bounds({"plans-to-leave": "Yes", "expectations": ["Rather no than yes", "No"]})
    People with all these answers: At least 0 (0.0%); At most 114 (22.1%); Of 515 people asked
    """

    lower: float
    upper: float
    lower_people: int
    upper_people: int
    base: int
    margins: tuple[tuple[str, int, int], ...]
    by_sex: bool

    heading = "People with all these answers"

    def rows(self) -> list[tuple[str, str]]:
        """Labels and words, in reading order.

        Examples
        --------
        >>> rebuild().bounds({"sex": "Female", "expectations": "Yes"}).rows()[0]
        ('At least', '43 (8.3%)')
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
        One row a question. Columns: ``table``; ``all`` and one column for each sex, the people who answered
        (missing where the table does not show the sexes apart); ``verdict``, whether the numbers that fit the
        printed figures are unique or several; ``solutions``, how many they are; ``choice``, in words, what
        was taken and why.

    Examples
    --------
    >>> survey = rebuild("kyrgyzstan-2024")
    >>> survey.bases.loc["job-match", ["all", "male", "female"]].tolist()
    [501, 300, 201]
    >>> survey.bases.loc["supervisors", "choice"]
    'Largest of 7 solutions (bases 312 to 494); the 515 asked do not fit'
    """

    study: str
    bases: pd.DataFrame
    _respondents: pd.DataFrame = field(repr=False)
    _by_sex: frozenset[str] = field(repr=False)

    def __repr__(self) -> str:
        return f"Survey of {len(self._respondents)} people, {len(self.bases)} questions ({self.study})"

    @property
    def respondents(self) -> pd.DataFrame:
        """One row a person: sex, and one column a question; missing where the person did not answer.

        The columns are categorical, with the options in printed order. They are not marked as ordered: in
        print, "No" stands before "Mostly no". Crossing a question with sex gives what the paper printed;
        crossing two questions gives nothing that is known. A fresh copy each time.

        Examples
        --------
        >>> people = rebuild("kyrgyzstan-2024").respondents
        >>> pd.crosstab(people["expectations"], people["sex"]).loc["Yes"].tolist()
        [90, 43]
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
            sexes apart, one for each sex.

        Raises
        ------
        ValueError
            When there is no such question.

        Examples
        --------
        >>> rebuild("kyrgyzstan-2024").counts("family-relations")
                      All  Male  Female
        Bad            18    13       5
        Satisfactory  125    68      57
        Good          372   224     148
        """
        self._check(question)
        answers = self._respondents[question]
        found = {"All": answers.value_counts(sort=False)}
        if question in self._by_sex:
            for sex in self._respondents[SEX].cat.categories:
                found[sex] = answers[self._respondents[SEX] == sex].value_counts(sort=False)
        return pd.DataFrame(found, index=pd.Index(answers.cat.categories))

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
            When the table is not of this study, or has no such question.

        Examples
        --------
        >>> rebuild("kyrgyzstan-2024").reproduce("kyrgyzstan-2024/table-6").loc["Good"].tolist()
        ['72.2', '73.4', '70.5']
        """
        table = self._table(table)
        question = table.question(question).id
        printed = table.as_printed(question)
        subtotals = {name: table.parts(name, question) for name in table.options(question, "subtotal")}
        columns = {
            group: _with_subtotals(self._column(table, question, group), subtotals) for group in table.groups
        }
        made = pd.DataFrame(index=printed.index, columns=printed.columns, dtype=object)
        for group in printed.columns:
            decimals = max(map(counts.decimals, printed[group]))
            for option in printed.index:
                if group in columns:
                    people, base = columns[group]
                    text = counts.percent(people[option], base, counts.decimals(printed.loc[option, group]))
                else:
                    text = _change(list(columns.values()), option, decimals, printed.loc[option, group])
                made.loc[option, group] = text
        return made

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
        >>> change = rebuild("kyrgyzstan-2024").difference("kyrgyzstan-2024/table-1")
        >>> change[["In Russia", "In Kyrgyzstan"]].abs().to_numpy().sum()
        np.float64(0.0)
        >>> change.loc["12. Do not work", "Difference"]
        np.float64(0.1)
        """
        table = self._table(table)
        printed = table.as_printed(question).astype(float)
        # Both have a decimal or two: rounding takes away only what floating point added.
        return (self.reproduce(table, question).astype(float) - printed).round(6) + 0.0

    def crosstab(self, first: str, second: str, normalize: str | None = None) -> pd.DataFrame:
        """Cross two columns of the survey, if the paper identifies their joint distribution.

        Parameters
        ----------
        first, second : str
            ``"sex"`` and a question's id, in either order: rows and columns.
        normalize : {None, "index", "columns", "all"}
            None for counts, otherwise shares from 0 to 1, as :func:`pandas.crosstab` has it.

        Returns
        -------
        pandas.DataFrame
            All options in printed order, also those that nobody chose.

        Raises
        ------
        NotIdentifiedError
            For two questions, and for sex with a question that was not printed by sex. It offers bounds.
        ValueError
            When a column is unknown.

        Examples
        --------
        >>> survey = rebuild("kyrgyzstan-2024")
        >>> shares = survey.crosstab("plans-to-leave", "sex", normalize="columns")
        >>> shares.mul(100).round(1).loc["Yes"].tolist()
        [19.3, 26.2]
        """
        for column in (first, second):
            self._check(column, sex=True)
        if first == second:
            raise ValueError(f"{first!r} is crossed with itself; name two columns.")
        questions = {first, second} - {SEX}
        if len(questions) > 1 or not questions <= self._by_sex:
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
            For each question's id, one answer or several of which any will do. ``"sex"`` may be one of them.

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
        most min(k₁, k₂, ...) gave all m answers. Where the paper prints men and women apart, the bounds are
        taken for each sex and added up. That can only narrow the range, because a man's answer cannot
        be paired with a woman's.

        The base is always everybody who was asked. People who did not answer a question did not give that
        answer, whatever their reason; counted so, the range is certain. A share of those who answered all
        the questions would have a base that nobody knows. Percentages can therefore be a little lower than
        those printed for questions that some people left out. The counts are those of the choices told in
        :attr:`Survey.bases`.

        Examples
        --------
        >>> survey = rebuild("kyrgyzstan-2024")
        >>> survey.bounds({"job-satisfaction": ["Yes", "Mostly yes"], "family-relations": "Good"})
        People with all these answers: At least 170 (33.0%); At most 313 (60.8%); Of 515 people asked
        """
        if not answers:
            raise ValueError("No answers are given: name at least one question and an answer.")
        chosen = {
            question: ([given] if isinstance(given, str) else list(given))
            for question, given in answers.items()
        }
        for question, given in chosen.items():
            self._check(question, sex=True)
            known = list(self._respondents[question].cat.categories)
            unknown = [answer for answer in given if answer not in known]
            if unknown or not given:
                found = repr(unknown[0]) if unknown else "no answer"
                raise ValueError(f"{question!r}: found {found}; the answers are: {', '.join(known)}.")
        return self._bounds(chosen)

    # -------------------------------------------------------------------------------------------- inside

    def _bounds(self, chosen: Mapping[str, list[str]]) -> Bounds:
        people = self._respondents
        n = len(people)
        gave = {question: people[question].isin(given) for question, given in chosen.items()}
        apart = [question for question in gave if question in self._by_sex or question == SEX]
        ranges = []
        if apart:
            sexes = [people[SEX] == sex for sex in people[SEX].cat.categories]
            ranges.append(
                np.sum(
                    [_range([int(gave[q][sex].sum()) for q in apart], int(sex.sum())) for sex in sexes],
                    axis=0,
                )
            )
        together = [int(gave[q].sum()) for q in gave if q not in apart]
        if together:
            ranges.append(_range(together, n))
        # What is not known by sex can fall on the others in any way, so that the two ranges are combined as
        # two answers would be: by their lower ends from below, by their upper ends from above.
        lower = max(0, sum(int(low) for low, _ in ranges) - (len(ranges) - 1) * n)
        upper = min(int(high) for _, high in ranges)
        return Bounds(
            lower=100 * lower / n,
            upper=100 * upper / n,
            lower_people=lower,
            upper_people=upper,
            base=n,
            margins=tuple(
                (f"{q}: {' or '.join(given)}", int(gave[q].sum()), int(people[q].notna().sum()))
                for q, given in chosen.items()
            ),
            by_sex=len(apart) > 1,
        )

    def _not_identified(self, first: str, second: str) -> NotIdentifiedError:
        rows = {
            (one, two): self._bounds({first: [one], second: [two]})
            for one in self._respondents[first].cat.categories
            for two in self._respondents[second].cat.categories
        }
        table = pd.DataFrame(
            [(b.lower_people, b.upper_people, round(b.lower, 1), round(b.upper, 1)) for b in rows.values()],
            index=pd.MultiIndex.from_tuples(rows, names=[first, second]),
            columns=["at least", "at most", "at least (%)", "at most (%)"],
        )
        (one, two), example = next(iter(rows.items()))
        words = (
            "Men and women are not shown apart for this question"
            if SEX in (first, second)
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

    def _check(self, column: str, sex: bool = False) -> None:
        known = [SEX] * sex + list(self.bases.index)
        if column not in known:
            raise ValueError(f"The survey has no column {column!r}; it has: {', '.join(known)}.")

    def _table(self, table: PublishedTable | str) -> PublishedTable:
        table = published.load(table) if isinstance(table, str) else table
        if table.paper is None or table.paper.slug != self.study:
            raise ValueError(f"{table.name} is not a table of {self.study}.")
        return table

    def _column(self, table: PublishedTable, question: str, group: str) -> pd.Series:
        found = self.counts(table.items.get(group, question))
        return found[group if group in found else "All"]


@lru_cache(maxsize=4)
def rebuild(study: str = "kyrgyzstan-2024") -> Survey:
    """Rebuild the respondents of a study from the percentages that it printed.

    Each question's counts are recovered (:func:`homecoming.people.counts.recover`). Where several numbers of
    people fit, everybody asked is preferred, and otherwise the largest number; :attr:`Survey.bases` tells,
    question by question, what was taken. People beyond a question's base have no answer to it.

    Parameters
    ----------
    study : str
        The study's name.

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
    **Joint answers are not identified.** Within each sex (or among all, where a table does not show the
    sexes apart) the answers to each question are dealt out in an order of their own, fixed by a hash of the
    question's id, so that no association arises from the order in which the frame was built.

    Examples
    --------
    >>> rebuild("kyrgyzstan-2024")
    Survey of 515 people, 15 questions (kyrgyzstan-2024)
    """
    tables = [published.load(name) for name in published.tables(study)]
    if any(table.respondents is None for table in tables):
        raise ValueError(f"{study} prints no number of people, so that its respondents cannot be rebuilt.")
    sexes = _sexes(tables)
    people = pd.DataFrame(
        {SEX: pd.Categorical(np.repeat(list(sexes), list(sexes.values())), categories=list(sexes))},
        index=pd.RangeIndex(1, sum(sexes.values()) + 1, name="person"),
    )
    rows = {}
    by_sex = set()
    for table in tables:
        for item in bases.items(table):
            solution = item.solution
            if solution is None:
                raise ValueError(f"{table.name}, {item.id}: {item.choice}.")
            parts = [group for group in item.groups if group != item.whole]
            strata = {part: people.index[people[SEX] == part] for part in parts} or {item.whole: people.index}
            people[item.id] = _deal(item.id, solution.counts, strata, people.index)
            by_sex |= {item.id} if parts else set()
            rows[item.id] = {
                "table": table.name,
                "all": solution.bases[item.whole],
                **{sex.lower(): solution.bases.get(sex) for sex in sexes},
                "verdict": item.recovery.verdict,
                "solutions": item.recovery.count,
                "choice": item.choice,
            }
    table_of_bases = pd.DataFrame.from_dict(rows, orient="index").rename_axis("question")
    numbers = ["all", *(sex.lower() for sex in sexes)]
    table_of_bases[numbers] = table_of_bases[numbers].astype("Int64")
    return Survey(study=study, bases=table_of_bases, _respondents=people, _by_sex=frozenset(by_sex))


def _sexes(tables: Sequence[PublishedTable]) -> dict[str, int]:
    """Men and women asked, as the tables that show them apart agree."""
    found = {
        tuple((group, table.max_bases[group]) for group in table.groups if group != table.whole)
        for table in tables
        if table.whole is not None and len(table.groups) > 1
    }
    if len(found) != 1 or sum(size for _, size in next(iter(found))) != tables[0].respondents:
        raise ValueError(f"The tables do not agree on groups that make up all people asked: {sorted(found)}.")
    return dict(next(iter(found)))


def _deal(item: str, people: pd.DataFrame, strata: Mapping[str, pd.Index], index: pd.Index) -> pd.Categorical:
    """Give every person of each stratum an answer, or none beyond the base, in the item's own order."""
    codes = pd.Series(-1, index=index)
    for stratum, members in strata.items():
        order = sorted(members, key=lambda person: hashlib.sha256(f"{item}:{person}".encode()).digest())
        answers = np.repeat(np.arange(len(people)), people[stratum])
        codes[order[: len(answers)]] = answers
    return pd.Categorical.from_codes(codes, categories=list(people.index))


def _range(gave: Sequence[int], n: int) -> tuple[int, int]:
    """Fréchet's bounds on how many of ``n`` people gave all answers."""
    return max(0, sum(gave) - (len(gave) - 1) * n), min(gave)


def _with_subtotals(people: pd.Series, subtotals: Mapping) -> tuple[dict[str, int], int]:
    """People by option and subtotal, and how many they are together."""
    sums = {name: int(people[list(parts)].sum()) for name, parts in subtotals.items()}
    return {**people.to_dict(), **sums}, int(people.sum())


def _change(columns: list[tuple[dict[str, int], int]], option: str, decimals: int, printed: str) -> str:
    """The second column minus the first, from counts, with a sign; "0" where the paper prints a bare zero."""
    (before, n_before), (after, n_after) = columns
    people = after[option] * n_before - before[option] * n_after
    if not people and printed == "0":
        return printed
    text = counts.percent(people, n_before * n_after, decimals)
    return f"+{text}" if people > 0 and float(text) else text
