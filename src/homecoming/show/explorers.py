"""Explorers over any published table: kernel-free widgets that show typeset tables and charts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from homecoming.errors import NoSuchNameError
from homecoming.kernelfree import Explorer, checkbox, interact, radio, select, slider
from homecoming.people import counts, recovery, survey
from homecoming.published import PublishedTable
from homecoming.show import charts, typeset
from homecoming.show.charts import Chart
from homecoming.show.typeset import HtmlTable

_EVERY = "All columns"
_LARGEST = "Largest first"


def explore(table: PublishedTable) -> Explorer:
    """Make the explorer of a published table: as printed, as a chart, as people, as a gap between two groups.

    Parameters
    ----------
    table : PublishedTable
        A table of a study, or a reader's own.

    Returns
    -------
    Explorer
        Alive in a kernel and on a page without one; named after its page ("explore-training").

    Examples
    --------
    >>> from homecoming import published
    >>> explorer = explore(published.load("example/table-2"))
    >>> "64.0" in explorer.state(show="As printed", group="Town")
    True
    >>> "96" in explorer.state(show="People", group="Town")
    True
    """
    pair = _pair(table)
    show = ["As printed", "Chart", *(["People"] if _has_people(table) else []), *(["Gap"] if pair else [])]
    controls: dict[str, Any] = {"show": radio(show, label="Show")}
    if len(table.questions) > 1:
        controls["question"] = select({q.short: q.id for q in table.questions}, label="Question")
    if len(table.groups) > 1:
        groups = {_EVERY: "", **{group: group for group in table.groups}}
        controls["group"] = select(groups, label="Columns", only_if={"show": [s for s in show if s != "Gap"]})
    controls["order"] = radio(["As printed", _LARGEST], label="Rows")

    def view(show: str, order: str, question: str | None = None, group: str = "") -> HtmlTable | Chart:
        asked = table.question(question or table.questions[0].id)
        groups = [group] if group else list(table.groups)
        shares = table.percentages(asked.id)
        if show == "Gap" and pair is not None:
            gap = shares[pair.right] - shares[pair.left]
            rows = _rows(gap.abs(), order)
            title = f"{asked.wording} {pair.right} minus {pair.left}"
            colours = colour_of(table, pair.left), colour_of(table, pair.right)
            if table.whole is None:
                return charts.dumbbells(shares.loc[rows, list(pair)], title=title, colours=colours)
            towards = (f"more: {_without_unit(pair.left)}", f"more: {_without_unit(pair.right)}")
            return charts.gaps(gap.loc[rows].round(1), title=title, towards=towards, colours=colours)
        rows = _rows(shares[groups[0]], order)
        if show == "Chart":
            colours_of_groups = [colour_of(table, name) for name in groups]
            return charts.bars(shares.loc[rows, groups], title=asked.wording, colours=colours_of_groups)
        if show == "People":
            found = _people(table, asked.id)[groups].loc[rows]
            total = found.sum().rename("All answers")
            told = ", ".join(f"{name} {total[name]}" for name in groups)
            shown = pd.concat([found, total.to_frame().T])
            return typeset.together(
                f"People who answered: {told}.",
                typeset.frame(shown, caption=asked.wording, corner=table.option_heading),
            )
        return typeset.table(
            table, asked.id, groups=groups if group else None, order=rows if order == _LARGEST else None
        )

    what = f"Table {table.number}" if table.number else table.title
    return interact(view, name=f"explore-{_page(table)}", title=f"Explore {what}", **controls)


def compare_questions(table: PublishedTable) -> Explorer:
    """Set all questions of a table side by side, sorted by an answer of the reader's choice.

    Parameters
    ----------
    table : PublishedTable
        A table whose questions share their options.

    Examples
    --------
    >>> from homecoming import published
    >>> explorer = compare_questions(published.load("example/table-2"))
    >>> "26.3" in explorer.state(answer="Yes")
    True
    """
    group = table.groups[0]
    shares = pd.DataFrame({q.short: table.percentages(q.id)[group] for q in table.questions}).T

    def view(answer: str, show: str) -> HtmlTable | Chart:
        one = shares[[answer]].sort_values(answer, ascending=False, kind="stable")
        if show == "Table":
            return typeset.frame(one, caption=f"Share of the answer “{answer}”, per cent", corner="Question")
        colour = [list(shares.columns).index(answer) + 1]
        return charts.bars(one, title=f"Share of the answer “{answer}”, by question", colours=colour)

    return interact(
        view,
        name=f"compare-{_page(table)}",
        title="Compare the questions",
        answer=radio(list(shares.columns)[::-1], label="Sort by the answer"),
        show=radio(["Chart", "Table"], label="Show"),
    )


def leave_out(table: PublishedTable, option: str, label: str) -> Explorer:
    """Show what happens to a table when people with one answer are left out of the base.

    Parameters
    ----------
    table : PublishedTable
        A table of a study whose counts can be recovered.
    option : str
        The answer to leave out.
    label : str
        The words beside the checkbox.

    Raises
    ------
    NoSuchNameError
        When the table has no such answer.

    Examples
    --------
    >>> from homecoming import published
    >>> explorer = leave_out(published.load("example/table-2"), "Hard to say", "Decided only")
    >>> "27.3" in explorer.state(without=True, show="Table")
    True
    """
    asked = table.questions[0]
    people = _people(table, asked.id)
    if option not in people.index:
        raise NoSuchNameError("answer", option, people.index)

    def view(without: bool, show: str) -> HtmlTable:
        kept = people.drop(index=[option]) if without else people
        answered = kept.sum()
        shares = 100 * kept / answered
        told = ", ".join(f"{name} {answered[name]}" for name in table.groups)
        words = f"Per cent of: {told} people."
        if show == "Table":
            return typeset.together(
                words, typeset.frame(shares, caption=f"Table {table.number}, recomputed from people")
            )
        colours = [colour_of(table, name) for name in table.groups]
        return typeset.together(words, charts.bars(shares.round(1), title=asked.wording, colours=colours))

    return interact(
        view,
        name=f"base-{_page(table)}",
        title="Change the base",
        without=checkbox(label=label),
        show=radio(["Table", "Chart"], label="Show"),
    )


def walk_solutions(table: PublishedTable, question: str) -> Explorer:
    """Walk all numbers of people that could have given a question's percentages.

    Parameters
    ----------
    table : PublishedTable
        A table with the columns of a whole and its groups.
    question : str
        Identifier of the question.

    Returns
    -------
    Explorer
        One option a solution, the largest first.

    Raises
    ------
    ValueError
        When the table has no such question, or its counts cannot be recovered.

    Examples
    --------
    >>> from homecoming import published
    >>> explorer = walk_solutions(published.load("example/table-1"), "training")
    >>> [choices["solution"].bases for choices, _ in explorer.states]
    [{'All asked': 235, 'Town': 147, 'Village': 88}]
    """
    asked = table.question(question)
    item = next(item for item in recovery.items(table) if item.question == asked)
    if item.recovery is None or not item.recovery.count:
        raise ValueError(f"{table.name}, {question}: {item.choice}.")
    named: dict[str, counts.Solution] = {}
    for solution in item.recovery.solutions:
        split = " + ".join(f"{solution.bases[name]} {name}" for name in item.parts)
        named.setdefault(f"{solution.bases[item.whole]} = {split}", solution)

    def view(solution: counts.Solution) -> HtmlTable:
        made = pd.DataFrame(
            {
                name: [
                    counts.percent(int(k), solution.bases[name], counts.decimals(figure))
                    for k, figure in zip(solution.counts[name], item.printed[name], strict=True)
                ]
                for name in item.groups
            },
            index=item.printed.index,
        )
        people = typeset.frame(solution.counts, caption="People", corner=table.option_heading)
        same = bool((made == item.printed).all(axis=None))
        words = (
            "These people give exactly the printed percentages."
            if same
            else "These people do not give the table."
        )
        return typeset.together(words, people, typeset.table(table, asked.id, figures=made))

    return interact(
        view,
        name=f"bases-{asked.id}",
        title="How many people answered?",
        solution=select(named, label="People"),
    )


def try_bases(
    printed: Mapping[str, str], numbers: Sequence[int], *, start: int, name: str, exclusive: bool = True
) -> Explorer:
    """Slide the number of people and see which printed percentages are possible.

    Parameters
    ----------
    printed : mapping of str to str
        Label and percentage as printed.
    numbers : sequence of int
        Numbers of people to try.
    start : int
        The number at which the slider stands at first.
    name : str
        Name of the explorer.
    exclusive : bool
        Whether each person has exactly one of the labels, so that the counts must add up to the base.

    Examples
    --------
    >>> explorer = try_bases({"Town": "62.5", "Village": "37.5"}, range(235, 246), start=240, name="sample")
    >>> "150" in explorer.state(people=240)
    True
    """
    printed = dict(printed)  # a pandas Series will do as well

    def view(people: int) -> HtmlTable:
        ways = {label: counts.consistent(figure, people) for label, figure in printed.items()}
        possible = sum(1 for found in ways.values() if found)
        rows = pd.DataFrame(
            {
                "Printed": list(printed.values()),
                "People": [" or ".join(map(str, found)) or "impossible" for found in ways.values()],
            },
            index=pd.Index(ways, name="Row"),
        )
        least, most = sum(map(min, filter(None, ways.values()))), sum(map(max, filter(None, ways.values())))
        if possible < len(ways):
            verdict = f"{people} people: {possible} of {len(ways)} figures are possible."
        elif exclusive and not least <= people <= most:
            verdict = f"{people} people: each figure is possible, but the people do not add up to {people}."
        else:
            verdict = f"{people} people: every figure is possible" + (
                ", and they add up." if exclusive else "."
            )
        return typeset.together(verdict, typeset.frame(rows, caption=f"If {people} people answered"))

    return interact(
        view,
        name=name,
        title="Which numbers of people are possible?",
        people=slider(numbers, default=start, label="Number of people"),
    )


def rescale(table: PublishedTable, label: str) -> Explorer:
    """Show columns as printed, or made to add up to 100.

    Parameters
    ----------
    table : PublishedTable
        A table of one question whose columns do not add up to 100.
    label : str
        The words beside the checkbox: of what the made shares are shares.

    Examples
    --------
    >>> from homecoming import published
    >>> explorer = rescale(published.load("example/table-2"), "Share of the listed answers")
    >>> "Sum of the column: All asked 100.0" in explorer.state(rescaled=True)
    True
    """
    shares = table.percentages()

    def view(rescaled: bool) -> HtmlTable:
        figures = 100 * shares / shares.sum() if rescaled else shares
        told = ", ".join(f"{name} {total:.1f}" for name, total in figures.sum().items())
        colours = [colour_of(table, name) for name in table.groups]
        chart = charts.bars(figures.round(1), title=table.title, colours=colours)
        return typeset.together(f"Sum of the column: {told}.", chart)

    return interact(
        view,
        name=f"rescale-{_page(table)}",
        title="Make each column add up to 100",
        rescaled=checkbox(label=label),
    )


def colour_of(table: PublishedTable, group: str) -> int:
    """Give the number of a group's colour (from 1), the same wherever the group is shown.

    Parameters
    ----------
    table : PublishedTable
        The table that is shown.
    group : str
        One of its columns.

    Returns
    -------
    int
        In a study that divides its people, 1 for everybody and the groups in their order after it. In other
        tables, the place of the column.

    Examples
    --------
    >>> from homecoming import published
    >>> [colour_of(published.load("example/table-1"), group) for group in ("All asked", "Town", "Village")]
    [1, 2, 3]
    """
    stratum = table.paper.stratum if table.paper is not None else None
    if stratum is not None and group in stratum.groups:
        return 2 + stratum.groups.index(group)
    return 1 + table.groups.index(group)


def _page(table: PublishedTable) -> str:
    if table.page:
        return table.page.rsplit("/", 1)[-1]
    # A reader's own table has no page: its file gives the name, in letters that an address can have.
    return "-".join(re.findall("[a-z0-9]+", table.name.lower())) or "table"


class _Pair(NamedTuple):
    """The two groups that a gap compares; it is the right one minus the left one."""

    left: str
    right: str


def _pair(table: PublishedTable) -> _Pair | None:
    stratum = table.paper.stratum if table.paper is not None else None
    if stratum is not None and len(stratum.groups) > 1:
        first, second = stratum.groups[:2]
        if first in table.groups and second in table.groups:
            return _Pair(left=second, right=first)
    groups = [group for group in table.groups if group != table.whole]
    # Elsewhere the second column minus the first, as papers print the change from one time to another.
    return _Pair(*groups) if len(groups) == 2 else None


def _without_unit(group: str) -> str:
    return group.removesuffix(" (%)")


def _rows(sizes: pd.Series[float], order: str) -> list[str]:
    """The options in the order that was chosen, as printed or by size."""
    largest_first = sizes.sort_values(ascending=False, kind="stable")
    return list(largest_first.index if order == _LARGEST else sizes.index)


def _has_people(table: PublishedTable) -> bool:
    """Whether the rebuilt survey knows the people of each column."""
    if table.paper is None or table.respondents is None:
        return False
    stratum = table.paper.stratum
    return table.whole is None or (
        stratum is not None and set(table.groups) == {table.whole, *stratum.groups}
    )


def _people(table: PublishedTable, question: str) -> pd.DataFrame:
    """People behind a question, with the columns named as the table prints them."""
    if table.paper is None:
        raise ValueError(f"{table.name} is of no study, so that the people behind it are not known.")
    return survey.rebuild(table.paper.slug).people(table, question)
