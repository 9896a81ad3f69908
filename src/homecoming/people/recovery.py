"""How many people stand behind each question of a published table.

A table says percentages; what they are percentages of, their base, is often not said. This module splits a
published table into survey items (one question, put to one set of people), recovers the counts behind each,
and makes one choice where several numbers of people fit. The choice is put into words, so that it is never
silent. ``survey``, ``audit`` and ``claims`` stand on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from homecoming.people import counts
from homecoming.published import PublishedTable, Question

__all__ = ["Item", "items"]


@dataclass(frozen=True, eq=False)
class Item:
    """One question put to one set of people, with what can be known of the counts behind it.

    Attributes
    ----------
    id : str
        Name of the item: the question's id, or the item that the table gives for a column.
    question : Question
        The question as published.
    groups : tuple of str
        The columns of percentages that belong together, in printed order.
    whole : str
        The column in which the others are counted together; the only column, if there is one.
    printed : pandas.DataFrame
        The options' figures as text, options by groups.
    subtotals : pandas.DataFrame
        The subtotals' figures in the same way.
    max_bases : mapping of str to int
        The largest number of people that each group can have. Empty when the paper does not tell.
    stated_bases : mapping of str to int
        The number of people in each group if everybody answered. Empty when the paper does not tell.
    exclusive : bool
        Whether every column can add up to 100 per cent, as it must if everybody gave one listed answer.
    recovery : counts.Recovery or None
        What fits; None when the paper states no number of people, or when there is too much to count.
    problem : str
        Why there is no recovery; empty when there is one.

    Examples
    --------
    >>> from homecoming import published
    >>> items(published.load("example/table-1"))[0].solution.bases["Town"]
    147
    """

    id: str
    question: Question
    groups: tuple[str, ...]
    whole: str
    printed: pd.DataFrame
    subtotals: pd.DataFrame
    max_bases: Mapping[str, int]
    stated_bases: Mapping[str, int]
    exclusive: bool
    recovery: counts.Recovery | None
    problem: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The groups that make up the whole; empty when the item has one column.

        Examples
        --------
        >>> from homecoming import published
        >>> items(published.load("example/table-1"))[0].parts
        ('Town', 'Village')
        """
        return tuple(group for group in self.groups if group != self.whole)

    @property
    def solution(self) -> counts.Solution | None:
        """The solution taken: the full sample where it fits, otherwise the largest bases that do.

        None when nothing fits, and when whatever fits leaves out more than half of a group whose number of
        people is stated: such counts are of no use to anybody.

        Examples
        --------
        >>> from homecoming import published
        >>> items(published.load("example/table-1"))[0].solution.bases
        {'All asked': 235, 'Town': 147, 'Village': 88}
        """
        if self.recovery is None:
            return None
        return next(filter(self._keeps_half, self.recovery.solutions), None)

    def _keeps_half(self, solution: counts.Solution) -> bool:
        bases = solution.bases
        return all(2 * bases[group] >= stated for group, stated in self.stated_bases.items())

    @property
    def certain_solution(self) -> counts.Solution | None:
        """The solution if it follows: the only one, or the only one if everybody answered. Otherwise None.

        Examples
        --------
        >>> from homecoming import published
        >>> [item.certain_solution is not None for item in items(published.load("example/table-3"))]
        [True, True]
        """
        found = self.recovery
        return self.solution if found is not None and (found.count == 1 or found.full is not None) else None

    @property
    def choice(self) -> str:
        """In words: which solution was taken, of how many, and why.

        Examples
        --------
        >>> from homecoming import published
        >>> items(published.load("example/table-1"))[0].choice
        'Only solution: 235 people; the 240 asked do not fit'
        """
        found = self.recovery
        if found is None:
            return self.problem
        most = self.max_bases[self.whole]
        if not found.count:
            return f"No number of people up to {most} fits"
        bases = found.bases[self.whole]
        if not self.stated_bases:
            text = f"{bases.max()} people fit, of {most} asked at most"
            if found.count > 1:
                text += f"; {found.count} solutions (bases {bases.min()} to {bases.max()})"
            return f"{text}; how many of them this column has is not said"
        if self.solution is None:
            text = "The only solution leaves" if found.count == 1 else f"All {found.count} solutions leave"
            return f"{text} out more than half of a group; the {most} asked do not fit"
        if found.full_count:
            text = f"Full sample of {most}"
            if found.count > 1:
                text += f", preferred among {found.count} solutions (bases {bases.min()} to {bases.max()})"
                if found.full_count > 1:
                    text += f"; the first of {found.full_count} sets of counts that it allows"
            return text
        if found.count == 1:
            return f"Only solution: {bases.iloc[0]} people; the {most} asked do not fit"
        if self.solution.bases[self.whole] < bases.max():
            return (
                f"Largest of {found.count} solutions that keeps at least half of every group: "
                f"{self.solution.bases[self.whole]} people; the {most} asked do not fit"
            )
        span = f"bases {bases.min()} to {bases.max()}"
        return f"Largest of {found.count} solutions ({span}); the {most} asked do not fit"


@lru_cache(maxsize=64)  # a file that changes is read anew, as another table
def items(table: PublishedTable) -> tuple[Item, ...]:
    """Split a table into survey items and recover the counts behind each.

    A question whose table has a column for the whole is one item with all columns. Without such a column,
    each column is an item of its own: the same question on another occasion, or of other people.

    Parameters
    ----------
    table : PublishedTable
        A table as :mod:`homecoming.published` loads it; also a reader's own.

    Returns
    -------
    tuple of Item
        In printed order.

    Examples
    --------
    >>> from homecoming import published
    >>> [(item.id, item.groups) for item in items(published.load("example/table-3"))]
    [('work-before', ('Before',)), ('work-now', ('Now',))]
    """
    found = []
    for question in table.questions:
        printed = table.as_printed(question.id, kinds=["option", "subtotal"])
        if table.whole is not None:
            found.append(_item(table, question, question.id, table.groups, table.whole, printed))
        else:
            found += [
                _item(table, question, table.items.get(group, question.id), (group,), group, printed)
                for group in table.groups
            ]
    return tuple(found)


def _item(
    table: PublishedTable,
    question: Question,
    name: str,
    groups: tuple[str, ...],
    whole: str,
    printed: pd.DataFrame,
) -> Item:
    options = list(table.options(question.id))
    subtotals = printed.loc[~printed.index.isin(options), list(groups)]
    printed = printed.loc[options, list(groups)]
    max_bases = {group: table.max_bases[group] for group in groups if group in table.max_bases}
    columns = tuple((group, tuple(printed[group])) for group in groups)
    exclusive = all(_adds_up(figures) for _, figures in columns)
    recovery, problem = None, "The paper does not say how many people were asked"
    if len(max_bases) == len(groups):
        inner = None if len(groups) == 1 else whole
        recovery, problem = _recover(columns, tuple(max_bases.items()), inner, tuple(options), exclusive)
    parts = [group for group in groups if group != whole]
    # A group's largest base is its size only if the groups' largest bases make up the whole, if the table
    # says that its columns are the same people at several times, or if the reader told the size of this very
    # column.
    stated = bool(max_bases) and (
        sum(max_bases.get(group, 0) for group in parts) == max_bases.get(whole)
        if parts
        else len(table.groups) == 1 or bool(table.items) or whole in table.stated_bases
    )
    return Item(
        id=name,
        question=question,
        groups=groups,
        whole=whole,
        printed=printed,
        subtotals=subtotals,
        max_bases=max_bases,
        stated_bases=max_bases if stated else {},
        exclusive=exclusive,
        recovery=recovery,
        problem=problem,
    )


@lru_cache(maxsize=512)
def _adds_up(figures: tuple[str, ...]) -> bool:
    return counts.smallest_base(figures) is not None


@lru_cache(maxsize=512)
def _recover(
    columns: tuple[tuple[str, tuple[str, ...]], ...],
    max_bases: tuple[tuple[str, int], ...],
    whole: str | None,
    options: tuple[str, ...],
    exclusive: bool,
) -> tuple[counts.Recovery | None, str]:
    try:
        found = counts.recover(
            dict(columns), dict(max_bases), whole=whole, options=options, exclusive=exclusive
        )
    except ValueError as error:
        return None, f"The counts were not recovered: {error}"
    return found, ""
