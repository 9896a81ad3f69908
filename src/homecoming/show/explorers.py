"""The book's explorers of published tables (floor 6): kernel-free widgets over typeset tables and charts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from homecoming import published
from homecoming.kernelfree import Explorer, checkbox, interact, radio, select, slider
from homecoming.people import counts, survey
from homecoming.published import PublishedTable
from homecoming.show import charts, typeset

_EVERY = "All columns"
_LARGEST = "Largest first"
_COUNTRY_COLOURS = (1, 2)


def explore(table: PublishedTable) -> Explorer:
    """Make the explorer of a published table: as printed, as a chart, as people, as a gap between two groups.

    Parameters
    ----------
    table : PublishedTable
        A table of one of the book's studies, or a reader's own.

    Returns
    -------
    Explorer
        Alive in a kernel and on a page without one; named after its page ("explore-family-relations").

    Examples
    --------
    >>> explorer = explore(published.load("kyrgyzstan-2024/table-6"))
    >>> "73.4" in explorer.state(show="As printed", group="Male")
    True
    >>> "224" in explorer.state(show="People", group="Male")
    True
    """
    pair = _pair(table)
    counted = table.paper is not None and table.respondents is not None
    show = ["As printed", "Chart", *(["People"] if counted else []), *(["Gap"] if pair else [])]
    controls = {"show": radio(show, label="Show")}
    if len(table.questions) > 1:
        controls["question"] = select({q.short: q.id for q in table.questions}, label="Question")
    if len(table.groups) > 1:
        groups = {_EVERY: "", **{group: group for group in table.groups}}
        controls["group"] = select(groups, label="Columns", only_if={"show": [s for s in show if s != "Gap"]})
    controls["order"] = radio(["As printed", _LARGEST], label="Rows")

    def view(show: str, order: str, question: str | None = None, group: str = ""):
        question = table.question(question or table.questions[0].id)
        groups = [group] if group else list(table.groups)
        shares = table.percentages(question.id)
        gap = shares[pair[1]] - shares[pair[0]] if pair else None
        if order == _LARGEST:
            sizes = gap.abs() if show == "Gap" else shares[groups[0]]
            shares = shares.loc[sizes.sort_values(ascending=False, kind="stable").index]
        heading = f"{question.wording}"
        if show == "Chart":
            colours = [_colour(table, name) for name in groups]
            return charts.bars(shares[groups], title=heading, colours=colours)
        if show == "People":
            return _people(table, question, groups, shares.index)
        if show == "Gap":
            title = f"{heading} {pair[1]} minus {pair[0]}"
            colours = (_colour(table, pair[0]), _colour(table, pair[1]))
            if table.whole is None:
                return charts.dumbbells(shares[list(pair)], title=title, colours=colours)
            return charts.gaps(
                gap.loc[shares.index].round(1), title=title, towards=_towards(pair), colours=colours
            )
        order_of_rows = list(shares.index) if order == _LARGEST else None
        columns = groups if group else None
        return typeset.table(table, question.id, groups=columns, order=order_of_rows)

    what = f"Table {table.number}" if table.number else table.title
    return interact(view, name=f"explore-{_page(table)}", title=f"Explore {what}", **controls)


def compare_questions(table: PublishedTable) -> Explorer:
    """Set all questions of a table side by side, sorted by an answer of the reader's choice.

    Parameters
    ----------
    table : PublishedTable
        A table whose questions share their options.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = compare_questions(published.load("kyrgyzstan-2024/table-5"))
    >>> "22.9" in explorer.state(answer="Bad")
    True
    """
    group = table.groups[0]
    shares = pd.DataFrame({q.short: table.percentages(q.id)[group] for q in table.questions}).T

    def view(answer: str, show: str):
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

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = leave_out(published.load("kyrgyzstan-2024/table-8"), "Hesitate to respond", "Decided only")
    >>> "68.8" in explorer.state(without=True, show="Table")
    True
    """
    people = _counts(table, table.questions[0])

    def view(without: bool, show: str):
        kept = people.drop(index=[option]) if without else people
        bases = kept.sum()
        shares = 100 * kept / bases
        told = ", ".join(f"{name} {base}" for name, base in bases.items())
        words = f"Per cent of: {told} people."
        if show == "Table":
            part = typeset.frame(shares, caption=f"Table {table.number}, recomputed from people")
        else:
            colours = [_colour(table, name) for name in shares]
            part = charts.bars(shares.round(1), title=table.questions[0].wording, colours=colours)
        return typeset.together(words, part)

    return interact(
        view,
        name=f"base-{_page(table)}",
        title="Change the base",
        without=checkbox(label=label),
        show=radio(["Table", "Chart"], label="Show"),
    )


def bases(table: PublishedTable, question: str) -> Explorer:
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

    Examples
    --------
    >>> explorer = bases(published.load("kyrgyzstan-2024/table-7"), "supervisors")
    >>> len(list(explorer.states))
    7
    """
    printed = table.as_printed(question, kinds=["option"])
    found = counts.recover(
        {name: list(printed[name]) for name in printed},
        table.max_bases,
        whole=table.whole,
        options=list(printed.index),
    )
    solutions = sorted(found.solutions, key=lambda s: -s.bases[table.whole])
    parts = [name for name in table.groups if name != table.whole]
    named = {}
    for solution in solutions:
        split = " + ".join(f"{solution.bases[name]} {name}" for name in parts)
        named.setdefault(f"{solution.bases[table.whole]} = {split}", solution)

    def view(solution):
        made = pd.DataFrame(
            {
                name: [counts.percent(k, solution.bases[name]) for k in solution.counts[name]]
                for name in solution.counts
            },
            index=solution.counts.index,
        )
        people = typeset.frame(solution.counts, caption="People", corner=table.option_heading)
        same = made.equals(printed.rename_axis(index=None, columns=None))
        words = (
            "These people give exactly the printed percentages."
            if same
            else "These people do not give the table."
        )
        return typeset.together(words, people, typeset.table(table, question, figures=made))

    return interact(
        view,
        name=f"bases-{question}",
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

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = try_bases({"Men": "59.2", "Women": "40.8"}, range(510, 520), start=515, name="sample")
    >>> "305" in explorer.state(people=515)
    True
    """
    printed = dict(printed)  # a pandas Series will do as well

    def view(people: int):
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


def employment_rates(table: PublishedTable) -> Explorer:
    """Compute rates of work from a table of employment status, by the definition that the reader chooses.

    Parameters
    ----------
    table : PublishedTable
        Table 1 of Issayeva and Eun (2025).

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = employment_rates(published.load("kazakhstan-korea-2025/table-1"))
    >>> "83.7" in explorer.state(rate="In work: employed and self-employed")
    True
    """
    shares = table.percentages()
    employed, own, unemployed, outside = (shares.loc[option] for option in shares.index)
    force = 100 - outside
    rates = {
        "The row “Employed” alone": employed,
        "In work: employed and self-employed": employed + own,
        "Labour force participation": force,
        "Unemployed, of everybody": unemployed,
        "Unemployed, of the labour force": 100 * unemployed / force,
        "Self-employed, of those in work": 100 * own / (employed + own),
    }

    def view(rate: str):
        figures = rates[rate].round(1)
        ahead = "The two are level." if figures.iloc[0] == figures.iloc[1] else f"Higher: {figures.idxmax()}."
        words = f"{ahead} Gap: {abs(figures.iloc[0] - figures.iloc[1]):.1f} percentage points."
        chart = charts.bars(figures.to_frame(rate).T, title=rate, colours=_COUNTRY_COLOURS)
        return typeset.together(words, chart)

    rate = select(list(rates), label="Rate")
    return interact(view, name="employment-rates", title="Which rate?", rate=rate)


def rescale(table: PublishedTable) -> Explorer:
    """Show columns as printed, or made to add up to 100.

    Parameters
    ----------
    table : PublishedTable
        A table of one question whose columns do not add up to 100.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = rescale(published.load("kazakhstan-korea-2025/table-3"))
    >>> "35.6" in explorer.state(rescaled=True)
    True
    """
    shares = table.percentages()

    def view(rescaled: bool):
        figures = 100 * shares / shares.sum() if rescaled else shares
        told = ", ".join(f"{name} {total:.1f}" for name, total in figures.sum().items())
        chart = charts.bars(figures.round(1), title=table.title, colours=_COUNTRY_COLOURS)
        return typeset.together(f"Sum of the column: {told}.", chart)

    return interact(
        view,
        name=f"rescale-{_page(table)}",
        title="Make each column add up to 100",
        rescaled=checkbox(label="Share of the named obstacles"),
    )


def gallery() -> Explorer:
    """Make the explorer of the opening page: any of the twelve tables, as printed or as a chart.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Gap" in gallery().html
    False
    """
    tables = [published.load(name) for study in published.studies()[::-1] for name in published.tables(study)]
    named = {}
    for table in tables:
        country = "Kyrgyzstan" if table.name.startswith("kyrgyzstan") else "Kazakhstan and Korea"
        for question in table.questions:
            named[f"{country}, Table {table.number}: {question.short}"] = (table, question)

    def view(chosen, show: str):
        table, question = chosen
        if show == "Table":
            return typeset.table(table, question.id)
        colours = [_colour(table, name) for name in table.groups]
        return charts.bars(table.percentages(question.id), title=question.wording, colours=colours)

    first = next(label for label in named if "Table 8" in label)
    return interact(
        view,
        name="gallery",
        title="Twelve tables, alive",
        chosen=select(named, label="Table", default=first),
        show=radio(["Chart", "Table"], label="Show"),
    )


def _page(table: PublishedTable) -> str:
    if table.page:
        return table.page.rsplit("/", 1)[-1]
    # A reader's own table has no page: its file gives the name, in letters that an address can have.
    return "-".join(re.findall("[a-z0-9]+", table.name.lower())) or "table"


def _pair(table: PublishedTable) -> tuple[str, str] | None:
    """Find the two groups that a gap compares: second minus first."""
    groups = [group for group in table.groups if group != table.whole]
    if len(groups) != 2:
        return None
    # Men minus women; elsewhere second minus first column, as the paper's own differences are.
    return (groups[1], groups[0]) if "Male" in groups else (groups[0], groups[1])


def _towards(pair: tuple[str, str]) -> tuple[str, str]:
    first, second = (name.removesuffix(" (%)") for name in pair)
    return f"more: {first}", f"more: {second}"


def _colour(table: PublishedTable, group: str) -> int:
    # A group keeps its colour when it is shown alone.
    return table.groups.index(group) + 1


def _counts(table: PublishedTable, question: published.Question) -> pd.DataFrame:
    """People behind a question, with the columns named as the table prints them."""
    people = survey.rebuild(table.paper.slug)
    if table.items:
        return pd.DataFrame({group: people.counts(item)["All"] for group, item in table.items.items()})
    found = people.counts(question.id)
    return found.set_axis(list(table.groups), axis=1)


def _people(
    table: PublishedTable, question: published.Question, groups: Sequence[str], order: Sequence[str]
) -> typeset.HtmlTable:
    found = _counts(table, question)
    total = found.sum().rename("All answers")
    shown = pd.concat([found.loc[list(order)], total.to_frame().T])[list(groups)]
    told = ", ".join(f"{name} {total[name]}" for name in groups)
    words = f"People who answered: {told}."
    return typeset.together(
        words, typeset.frame(shown, caption=question.wording, corner=table.option_heading)
    )
