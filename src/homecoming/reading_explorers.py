"""The widgets of the part on reading tables (floor 6.5): each chapter's question, turned by the reader.

All of them are kernel-free: every state is computed when the cell runs, from the data of the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from homecoming import (
    charts,
    claims,
    comparison,
    counts,
    index,
    inference,
    published,
    survey,
    typeset,
)
from homecoming.filterable import Filterable, filterable
from homecoming.kernelfree import Explorer, checkbox, interact, radio, select, slider
from homecoming.results import p_value

KYRGYZSTAN = comparison.KYRGYZSTAN
KAZAKHSTAN_KOREA = comparison.KAZAKHSTAN_KOREA
#: A group keeps its colour wherever it is shown.
COLOUR = {"All": 1, "Male": 2, "Female": 3}
_SEXES = ["Male", "Female"]
_ALL_ASKED = "All 515 asked"


@cache
def questions() -> dict[str, tuple[published.PublishedTable, published.Question]]:
    """Give the questions that the Kyrgyz paper shows for men and women.

    Returns
    -------
    dict
        Label ("Table 2: ...") to table and question, in printed order.

    Examples
    --------
    >>> len(questions())
    9
    """
    found = {}
    for name in published.tables(KYRGYZSTAN):
        table = published.load(name)
        if table.whole is not None:
            for question in table.questions:
                found[f"Table {table.number}: {question.short}"] = (table, question)
    return found


def totals_off_100() -> pd.Series:
    """List the columns of the Kyrgyz paper's questions for men and women that do not add up to 100.0.

    Returns
    -------
    pandas.Series
        Column to the sum of its printed options, per cent.

    Examples
    --------
    >>> totals_off_100().isin([99.9, 100.1]).all()
    np.True_
    """
    totals = {
        f"{label}, {group}": round(total, 1)
        for label, (table, question) in questions().items()
        for group, total in table.percentages(question.id).sum().items()
    }
    return pd.Series({column: total for column, total in totals.items() if total != 100})


def _people() -> survey.Survey:
    return survey.rebuild(KYRGYZSTAN)


# ------------ percent, point, base


@cache
def percent_or_point() -> Explorer:
    """Tell a change in percentage points from a change in per cent, sector by sector.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> state = percent_or_point().state(sector="12. Do not work", figures="as printed")
    >>> "8.1 percentage points" in state, "101.3 per cent" in state
    (True, True)
    """
    table = published.load(f"{KYRGYZSTAN}/table-1")
    printed = table.percentages()
    counted = pd.DataFrame({group: _people().counts(item)["All"] for group, item in table.items.items()})

    def view(sector: str, figures: str):
        before, after = (float(figure) for figure in printed.loc[sector])
        exact = ""
        if figures == "from people":
            old, new = (int(people) for people in counted.loc[sector])
            n = table.respondents
            before, after = 100 * old / n, 100 * new / n
            exact = f"{old} of {n} people worked here in Russia, {new} of {n} do so in Kyrgyzstan. "
        points = after - before
        words = (
            f"{exact}From {before:.1f} to {after:.1f} per cent of all who were asked: "
            f"{_more(points)} by {abs(points):.1f} percentage points. "
            f"Of the first figure that is {abs(100 * points / before):.1f} per cent."
        )
        ends = pd.DataFrame([[before, after]], index=[sector], columns=list(printed.columns))
        return typeset.together(words, charts.dumbbells(ends, title=sector, colours=[2, 1]))

    return interact(
        view,
        name="percent-or-point",
        title="Per cent or percentage point?",
        sector=select(list(printed.index), label="Sector", default="12. Do not work"),
        figures=radio(["as printed", "from people"], label="Figures"),
    )


@cache
def of_whom() -> Explorer:
    """Show one table of people as shares of columns, of rows, and of everybody.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> state = of_whom().state(question="Table 8: Plans to leave again", base="of those who gave the answer")
    >>> "51.8" in state
    True
    """

    def view(question: str, base: str):
        _, asked = questions()[question]
        people = _people().counts(asked.id)[_SEXES]
        option = people.index[0]
        men = int(people.at[option, "Male"])
        if base == "of men, of women":
            shares, whole = 100 * people / people.sum(), f"{int(people['Male'].sum())} men who answered"
        elif base == "of those who gave the answer":
            shares = 100 * people.div(people.sum(axis=1), axis=0)
            whole = f"{int(people.loc[option].sum())} people who gave this answer"
        else:
            shares, whole = (
                100 * people / people.to_numpy().sum(),
                f"{int(people.to_numpy().sum())} who answered",
            )
        words = f"The first figure, {shares.at[option, 'Male']:.1f} per cent, is {men} men of the {whole}."
        colours = [COLOUR[sex] for sex in _SEXES]
        return typeset.together(words, charts.bars(shares, title=f"{asked.wording} {base}", colours=colours))

    return interact(
        view,
        name="of-whom",
        title="Per cent of whom?",
        question=select(list(questions()), label="Question", default="Table 8: Plans to leave again"),
        base=radio(
            ["of men, of women", "of those who gave the answer", "of all who answered"], label="Per cent"
        ),
    )


# ------------ people behind percentages


@cache
def slide_base() -> Explorer:
    """Let people drop out one by one and watch which printed percentages become possible.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = slide_base()
    >>> "All four figures are possible" in explorer.state(question="Table 2", column="Male", missing=5)
    True
    >>> "impossible" in explorer.state(question="Table 2", column="Male", missing=0)
    True
    """
    shown = {
        "Table 2": "job-match",
        "Table 3": "job-satisfaction",
        "Table 7, colleagues": "colleagues",
        "Table 9": "expectations",
    }
    named = {question.id: (table, question) for table, question in questions().values()}

    def view(question: str, column: str, missing: int):
        table, asked = named[shown[question]]
        group = table.whole if column == "All" else column
        base = table.max_bases[group] - missing
        printed = table.as_printed(asked.id, kinds=["option"])[group]
        ways = {option: counts.consistent(figure, base) for option, figure in printed.items()}
        rows = pd.DataFrame(
            {
                "Printed": list(printed),
                "People": [" or ".join(map(str, found)) or "impossible" for found in ways.values()],
            },
            index=list(ways),
        )
        return typeset.together(
            _what_fits(ways, base),
            typeset.frame(rows, caption=f"{question}, {column}: base {base}", corner="Answer"),
        )

    return interact(
        view,
        name="slide-base",
        title="Which base makes the figures possible?",
        question=select(list(shown), label="Table"),
        column=radio(["Male", "Female", "All"], label="Column"),
        missing=slider(range(20), label="People who did not answer"),
    )


def _what_fits(ways: Mapping[str, Sequence[int]], base: int) -> str:
    possible = sum(1 for found in ways.values() if found)
    number = {3: "three", 4: "four", 5: "five"}[len(ways)]
    if possible < len(ways):
        return f"{possible} of {number} figures are possible with {base} people."
    least, most = (sum(end(found) for found in ways.values()) for end in (min, max))
    if not least <= base <= most:
        return f"All {number} figures are possible, but the people do not add up to {base}."
    return f"All {number} figures are possible, and the people add up to {base}."


@cache
def possible_bases(question: str = "job-match") -> pd.DataFrame:
    """List for every base how many figures of each column are possible, and whether the whole column is.

    Parameters
    ----------
    question : str
        Identifier of a question of the Kyrgyz paper that is shown for men and women.

    Returns
    -------
    pandas.DataFrame
        Index: base, falling from the largest. Columns: figures possible and adds up, for Male, Female, All.

    Examples
    --------
    >>> fits = possible_bases("job-match")
    >>> fits.index[fits["Male"]].tolist()[:2]
    [300, 251]
    """
    table, asked = next(pair for pair in questions().values() if pair[1].id == question)
    printed = table.as_printed(asked.id, kinds=["option"])
    most = max(table.max_bases.values())
    found = {}
    for column, group in {"Male": "Male", "Female": "Female", "All": table.whole}.items():
        fits = []
        for base in range(most, 0, -1):
            ways = [counts.consistent(figure, base) for figure in printed[group]]
            fits.append(
                base <= table.max_bases[group]
                and all(ways)
                and sum(map(min, ways)) <= base <= sum(map(max, ways))
            )
        found[column] = fits
    return pd.DataFrame(found, index=pd.Index(range(most, 0, -1), name="base"))


# ------------ what may be inferred


@cache
def as_if_random() -> Explorer:
    """Show answers of men and women with and without the what-if of a random sample.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> state = as_if_random().state(question="Table 9: Expectations met", as_if=True, level="95%")
    >>> "p = 0.199" in state
    True
    """

    def view(question: str, as_if: bool, level: str = "95%"):
        _, asked = questions()[question]
        people = _people().counts(asked.id)[_SEXES]
        bases = people.sum()
        shares = 100 * people / bases
        gap = (shares["Male"] - shares["Female"]).abs()
        widest = gap.idxmax()
        told = (
            f"{bases['Male']} men and {bases['Female']} women answered. They differ most in “{widest}”: "
            f"{shares.at[widest, 'Male']:.1f} against {shares.at[widest, 'Female']:.1f} per cent."
        )
        colours = [COLOUR[sex] for sex in _SEXES]
        if not as_if:
            words = f"{told} This describes the people who were asked. It needs no test."
            return typeset.together(words, charts.bars(shares, title=asked.wording, colours=colours))
        ends = {
            sex: [inference.wilson(int(k), int(bases[sex]), float(level[:-1]) / 100) for k in people[sex]]
            for sex in _SEXES
        }
        lower, upper = (
            pd.DataFrame({sex: [getattr(i, end) for i in ends[sex]] for sex in _SEXES}, index=people.index)
            for end in ("lower", "upper")
        )
        test, pair = inference.chi_square(people), people.loc[widest]
        effect = inference.compare_shares(*((int(pair[sex]), int(bases[sex])) for sex in _SEXES))
        words = (
            f"{told} As if random: chi-square {test.statistic:.2f} with {test.df} df, p = {p_value(test.p)}, "
            f"Cramér's V {test.v:.2f}. The widest gap alone: Cohen's h {effect.h:+.2f}, "
            f"p = {p_value(effect.p)}."
        )
        chart = charts.spans(
            lower, upper, middle=shares, title=f"{asked.wording} {level} intervals", colours=colours
        )
        return typeset.together(words, chart)

    return interact(
        view,
        name="what-if-random",
        title="What if the sample were random?",
        question=select(list(questions()), label="Question", default="Table 9: Expectations met"),
        as_if=checkbox(label="As if random"),
        level=radio(["90%", "95%", "99%"], label="Intervals", default="95%", only_if={"as_if": [True]}),
    )


@cache
def sexes_compared() -> pd.DataFrame:
    """Test every question of the Kyrgyz paper for a difference between men and women, as if random.

    Returns
    -------
    pandas.DataFrame
        As :func:`homecoming.inference.compare_groups`, one row a question.

    Examples
    --------
    >>> float(sexes_compared()["p"].min()) > 0.05
    True
    """
    return inference.compare_groups(
        {label: _people().counts(asked.id)[_SEXES] for label, (_, asked) in questions().items()}
    )


@cache
def rows_compared() -> pd.DataFrame:
    """Compare the shares of men and women answer by answer, as if random.

    Returns
    -------
    pandas.DataFrame
        One row an answer: men, women (per cent), gap (points), h, p, and p adjusted for all rows (Holm).

    Examples
    --------
    >>> int((rows_compared()["p"] < 0.05).sum())
    2
    """
    found = {}
    for label, (_, asked) in questions().items():
        people = _people().counts(asked.id)[_SEXES]
        bases = people.sum()
        for option, row in people.iterrows():
            pair = inference.compare_shares(*((int(row[sex]), int(bases[sex])) for sex in _SEXES))
            found[f"{label}: {option}"] = (pair.first, pair.second, pair.difference, pair.h, pair.p)
    made = pd.DataFrame.from_dict(found, orient="index", columns=["men", "women", "gap", "h", "p"])
    return made.assign(**{"p (Holm)": inference.holm(made["p"])}).rename_axis("answer")


@cache
def many_comparisons() -> Explorer:
    """Look for a difference between men and women everywhere, then count how often one has looked.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "2 of 31" in many_comparisons().state(compared="single answers", adjusted=False)
    True
    """

    def view(compared: str, adjusted: bool):
        whole = compared == "whole questions"
        found = (sexes_compared() if whole else rows_compared()).sort_values("p", kind="stable")
        column = "p (Holm)" if adjusted else "p"
        below = int((found[column] < 0.05).sum())
        chance = 0.05 * len(found)
        about = "less than one" if chance < 1 else f"about {chance:.0f}"
        expected = "" if adjusted else f" By chance alone one would expect {about}."
        words = f"{below} of {len(found)} {compared} have a p-value below 0.05.{expected}"
        shown = pd.DataFrame({column: found[column].map(p_value)})
        if whole:
            shown.insert(0, "Cramér's V", found["Cramér's V"].map("{:.2f}".format))
        else:
            shown.insert(0, "Gap in points", found["gap"].map("{:+.1f}".format))
        caption = f"The ten smallest, of {len(found)}" if len(found) > 10 else "All questions"
        return typeset.together(
            words, typeset.frame(shown.head(10), caption=caption, corner="Men against women")
        )

    return interact(
        view,
        name="many-comparisons",
        title="Do men and women differ anywhere?",
        compared=radio(["whole questions", "single answers"], label="Compare"),
        adjusted=checkbox(label="Adjust for the number of comparisons (Holm)"),
    )


@cache
def if_so_many_were_asked() -> Explorer:
    """Ask how large the two unknown samples would have to be for a gap to stand out, as if random.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> state = if_so_many_were_asked().state(row="Employed", people=500)
    >>> "72.3" in state and "p = " in state
    True
    """
    table = published.load(f"{KAZAKHSTAN_KOREA}/table-1")
    shares = table.percentages()

    def view(row: str, people: int):
        kazakhstan, korea = (float(share) for share in shares.loc[row])
        pair = inference.compare_shares(
            *((round(share * people / 100), people) for share in (korea, kazakhstan))
        )
        ends = [inference.wilson(round(share * people / 100), people) for share in (kazakhstan, korea)]
        lower, upper, middle = (
            pd.DataFrame(
                [[getattr(end, name) for end in ends]], index=[row], columns=["Kazakhstan", "South Korea"]
            )
            for name in ("lower", "upper", "estimate")
        )
        words = (
            f"Kazakhstan {kazakhstan}, South Korea {korea} per cent. If {people} people had been drawn at "
            f"random in each: p = {p_value(pair.p)}. Cohen's h is {pair.h:+.2f} however many are asked."
        )
        return typeset.together(
            words, charts.spans(lower, upper, middle=middle, title=f"{row}: 95% intervals")
        )

    return interact(
        view,
        name="if-so-many",
        title="The same figures, other samples",
        row=radio(list(shares.index), label="Row"),
        people=slider(
            [50, 100, 200, 500, 1000, 2000, 5000, 10000], label="People in each country", default=500
        ),
    )


# ------------ how far did people move?


@cache
def how_far() -> Explorer:
    """Measure how far two columns of sectors or of employment are apart.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = how_far()
    >>> "73 of 515" in explorer.state(columns="Russia to Kyrgyzstan", workers_only=False)
    True
    >>> "13.8" in explorer.state(columns="Sectors: Kazakhstan and South Korea")
    True
    """
    russia = "Russia to Kyrgyzstan"
    other = {"Sectors: Kazakhstan and South Korea": 2, "Employment: Kazakhstan and South Korea": 1}

    def view(columns: str, workers_only: bool = False):
        if columns == russia:
            people = both_times()
            if workers_only:
                people = people.drop(index="12. Do not work")
            first, second = people["In Russia"], people["In Kyrgyzstan"]
            shares = 100 * people / people.sum()
            found = inference.dissimilarity(first, second)
            if found.people is None:
                more = (
                    f"{first.sum()} people worked in Russia and {second.sum()} work in Kyrgyzstan. They are "
                    "not the same people, so that nothing follows about movers."
                )
            else:
                most = inference.most_movers(first, second)
                more = (
                    f"The same {found.people} people were counted twice: at least {found.fewest_movers} of "
                    f"{found.people} changed their row, at most {most}."
                )
        else:
            shares = published.load(f"{KAZAKHSTAN_KOREA}/table-{other[columns]}").percentages()
            found = inference.dissimilarity(*(shares[name] for name in shares))
            more = "Two different groups of people: the index compares distributions, and nobody moved."
        chart = charts.dumbbells(shares, title=columns, colours=[2, 1] if columns == russia else [1, 2])
        return typeset.together(f"Index of dissimilarity: {found.percent:.1f} per cent. {more}", chart)

    return interact(
        view,
        name="how-far",
        title="How far are two columns apart?",
        columns=select([russia, *other], label="Columns"),
        workers_only=checkbox(label="Only people in work", only_if={"columns": [russia]}),
    )


@cache
def both_times() -> pd.DataFrame:
    """Count people by sector in Russia and in Kyrgyzstan, rebuilt from the Kyrgyz paper's Table 1.

    Returns
    -------
    pandas.DataFrame
        Whole numbers, sectors by the two columns; each adds up to 515.

    Examples
    --------
    >>> both_times().sum().tolist()
    [515, 515]
    """
    items = published.load(f"{KYRGYZSTAN}/table-1").items
    return pd.DataFrame({group: _people().counts(item)["All"] for group, item in items.items()})


@cache
def hidden_moves() -> Explorer:
    """Show three histories that give the same two columns.

    Returns
    -------
    Explorer
        A small made-up example of ten people and three sectors.

    Examples
    --------
    >>> "10 of 10 moved" in hidden_moves().state(history="As many as possible")
    True
    """
    before = list("TTTTSSSSNN")
    histories = {
        "As few as possible": list("TTTNSSSSNN"),
        "Some": list("TTSNSSTSNN"),
        "As many as possible": list("SSSNTTTNSS"),
    }
    names = {"T": "Trade", "S": "Services", "N": "No work"}

    def view(history: str):
        after = histories[history]
        cross = pd.crosstab(pd.Series(before).map(names), pd.Series(after).map(names)).reindex(
            index=names.values(), columns=names.values(), fill_value=0
        )
        moved = sum(old != new for old, new in zip(before, after, strict=True))
        margins = ", ".join(
            f"{name} {before.count(key)} and then {after.count(key)}" for key, name in names.items()
        )
        caption = "People: rows before, columns after"
        return typeset.together(
            f"{moved} of 10 moved. The two columns: {margins}.",
            typeset.frame(cross, caption=caption, corner="Before"),
        )

    return interact(
        view, name="hidden-moves", title="Three histories, one table", history=radio(list(histories))
    )


# ------------ what two margins cannot tell

_SPHERES: Mapping[str, tuple[str, ...]] = {
    "Economic": ("own-security", "provide-for-family", "job-satisfaction"),
    "Social": ("free-time", "sports", "environment"),
    "Psychosocial": ("family-relations", "colleagues", "expectations"),
}
_POSITIVE = {
    "only good": (("Good",), ("Yes", "Mostly yes", "Rather yes, than no")),
    "good or satisfactory": (
        ("Good", "Satisfactory", "Satisfied"),
        ("Yes", "Mostly yes", "Rather yes, than no"),
    ),
}


def favourable(question: str, coding: str) -> list[str]:
    """Pick the favourable answers of a question.

    Parameters
    ----------
    question : str
        Identifier of a question of the Kyrgyz paper.
    coding : {"only good", "good or satisfactory"}
        Whether "satisfactory" counts. Of four answers from yes to no, both halves of yes always count.

    Returns
    -------
    list of str
        Answers as printed.

    Examples
    --------
    >>> favourable("own-security", "good or satisfactory")
    ['Satisfied', 'Good']
    """
    good, yes = _POSITIVE[coding]
    options = [str(option) for option in _people().counts(question).index]
    return [option for option in options if option in (good if "Good" in options else yes)]


@cache
def all_spheres() -> Explorer:
    """Bound the share of people who are well off in two or three spheres at once.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = all_spheres()
    >>> chosen = {"economic": "own-security", "social": "free-time", "psychosocial": "family-relations"}
    >>> "at least 0.0 and at most 44.1" in explorer.state(coding="only good", **chosen)
    True
    """
    short = {q.id: q.short for name in published.tables(KYRGYZSTAN) for q in published.load(name).questions}
    lists = {
        sphere: {**({} if sphere == "Economic" else {"(leave out)": ""}), **{short[one]: one for one in ids}}
        for sphere, ids in _SPHERES.items()
    }

    def view(coding: str, economic: str, social: str, psychosocial: str):
        chosen = {one: favourable(one, coding) for one in (economic, social, psychosocial) if one}
        asked = len(_people().respondents)
        shares = {
            short[one]: 100 * int(_people().counts(one).loc[answers, "All"].sum()) / asked
            for one, answers in chosen.items()
        }
        found = _people().bounds(chosen)
        lower = pd.DataFrame({_ALL_ASKED: {**shares, "All of these": found.lower}})
        upper = pd.DataFrame({_ALL_ASKED: {**shares, "All of these": found.upper}})
        words = (
            f"Well off in all of these are at least {found.lower:.1f} and at most {found.upper:.1f} per cent "
            f"of the people asked: {found.lower_people} to {found.upper_people} of {found.base}."
        )
        return typeset.together(words, charts.spans(lower, upper, title="What the margins allow"))

    return interact(
        view,
        name="all-spheres",
        title="Well off in all spheres?",
        coding=radio(list(_POSITIVE), label="Well off means"),
        economic=select(lists["Economic"], label="Economic"),
        social=select(lists["Social"], label="Social", default="free-time"),
        psychosocial=select(lists["Psychosocial"], label="Psychosocial", default="family-relations"),
    )


@cache
def leavers() -> Explorer:
    """Bound the share of people who plan to leave and are badly off at home as well.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "at least 0 and at most 114" in leavers().state(trouble="Expectations not met")
    True
    """
    troubles = {
        "Expectations not met": ("expectations", ["No", "Rather no than yes"]),
        "Job does not match": ("job-match", ["No", "Mostly no"]),
        "Job does not satisfy": ("job-satisfaction", ["No", "Mostly no"]),
        "Own security bad": ("own-security", ["Bad"]),
        "Does not work": ("sector-kyrgyzstan", ["12. Do not work"]),
        "Environment bad": ("environment", ["Bad"]),
        "Family relations bad": ("family-relations", ["Bad"]),
    }

    def view(trouble: str):
        question, answers = troubles[trouble]
        found = _people().bounds({"plans-to-leave": "Yes", question: answers})
        (_, leaving, _), (_, troubled, _) = found.margins
        lower = pd.DataFrame({_ALL_ASKED: [leaving, troubled, found.lower_people]}) * 100 / found.base
        upper = pd.DataFrame({_ALL_ASKED: [leaving, troubled, found.upper_people]}) * 100 / found.base
        rows = ["Plan to leave", trouble, "Both"]
        words = (
            f"{leaving} people plan to leave; {trouble.lower()}: {troubled}. Both hold for at least "
            f"{found.lower_people} and at most {found.upper_people} of {found.base}."
        )
        chart = charts.spans(
            lower.set_axis(rows), upper.set_axis(rows), title=f"Plan to leave, and {trouble.lower()}"
        )
        return typeset.together(words, chart)

    return interact(
        view, name="leavers", title="Do the troubled leave?", trouble=select(list(troubles), label="Trouble")
    )


# ------------ index of reintegration


@cache
def build_index() -> Explorer:
    """Build the index of reintegration by one's own choices.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> state = build_index().state(
    ...     indicators="assessments",
    ...     coding="positive answers",
    ...     weights="all equal",
    ...     aggregation="arithmetic mean",
    ... )
    >>> "Index: 55.6" in state
    True
    """
    scored_by = {
        (indicators, coding): index.scores(coding, extra=index.SELECTIONS[indicators])
        for indicators in ("assessments", "with both")
        for coding in index.CODINGS
    }

    def view(indicators: str, coding: str, weights: str, aggregation: str):
        scored = scored_by[indicators, coding]
        made = index.composite(scored, weights, aggregation)
        everything = index.sensitivity()["index"]
        above = 100 * float((everything < made.value - 1e-9).mean())
        left = f" Left out, since too little is printed: {', '.join(made.left_out)}." if made.left_out else ""
        words = (
            f"Index: {made.value:.1f} of 100, from {len(made.indicators)} indicators. "
            f"{above:.0f} per cent of all {len(everything)} combinations of choices give less.{left}"
        )
        parts = pd.DataFrame({"Score": {**made.dimensions, "Index": made.value}})
        chart = charts.boxes(
            {"All combinations of choices": everything}, title="Your index among all", mark=made.value
        )
        return typeset.together(words, typeset.frame(parts, caption="Of 100", corner="Part"), chart)

    return interact(
        view,
        name="build-index",
        title="Build the index",
        indicators=radio(
            {"the 15 assessments": "assessments", "and being in work, no plans to leave": "with both"},
            label="Indicators",
        ),
        coding=radio(list(index.CODINGS), label="What counts", default="positive answers"),
        weights=select([name for name in index.WEIGHTS if "half" not in name], label="Weights"),
        aggregation=radio(list(index.AGGREGATIONS), label="Aggregation"),
    )


@cache
def what_decides() -> Explorer:
    """Show how the index spreads over all combinations, sorted by one choice.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "anything but bad" in what_decides().state(choice="coding", shown="index")
    True
    """
    choices = {
        "what counts": "coding",
        "weights": "weights",
        "aggregation": "aggregation",
        "indicators": "indicators",
        "the undecided": "undecided",
    }

    def view(choice: str, shown: str):
        tried = index.sensitivity()
        column = "index" if shown == "index" else shown
        spread = {name: part[column] for name, part in tried.groupby(choice, sort=False)}
        medians = pd.Series({name: part.median() for name, part in spread.items()})
        words = (
            f"{len(tried)} combinations of choices give {tried[column].min():.1f} to "
            f"{tried[column].max():.1f}. The medians of this choice's options lie "
            f"{medians.max() - medians.min():.1f} points apart."
        )
        title = f"{column[:1].upper()}{column[1:]} by {choice}"
        return typeset.together(words, charts.boxes(spread, title=title, mark=float(tried[column].median())))

    return interact(
        view,
        name="what-decides",
        title="Which choice decides?",
        choice=radio(choices, label="Sort by"),
        shown=radio({"Index": "index", **{name: name for name in index.DIMENSIONS}}, label="Show"),
    )


@cache
def index_by_sex() -> Explorer:
    """Compare the index of men and of women, as far as the paper prints it.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Men" in index_by_sex().state(coding="equal steps", aggregation="geometric mean")
    True
    """

    def view(coding: str, aggregation: str):
        parts = {
            sex: index.composite(
                index.scores(coding, sex, reported_by_sex=True),
                dict.fromkeys(index.DIMENSIONS, 1),
                aggregation,
            )
            for sex in _SEXES
        }
        shown = pd.DataFrame({sex: {**made.dimensions, "Index": made.value} for sex, made in parts.items()})
        gap = shown.at["Index", "Male"] - shown.at["Index", "Female"]
        words = (
            f"Men {shown.at['Index', 'Male']:.1f}, women {shown.at['Index', 'Female']:.1f}: {gap:+.1f} "
            "points. The paper prints no figure of the social dimension for men and women."
        )
        colours = [COLOUR[sex] for sex in _SEXES]
        return typeset.together(
            words, charts.bars(shown, title="Index by sex", unit="of 100", colours=colours)
        )

    return interact(
        view,
        name="index-by-sex",
        title="Men and women",
        coding=radio(list(index.CODINGS), label="What counts", default="positive answers"),
        aggregation=radio(list(index.AGGREGATIONS), label="Aggregation"),
    )


# ------------ claims on trial


@cache
def docket() -> Filterable:
    """Set all claims as a table to search; a contradicted claim leads to the cell that computes it.

    Returns
    -------
    Filterable

    Examples
    --------
    >>> 'href="#claim-plans-vast-majority"' in docket().html
    True
    """
    found = claims.table()
    papers = {KAZAKHSTAN_KOREA: "Kazakhstan, South Korea", KYRGYZSTAN: "Kyrgyzstan"}
    paper = found["study"].map(papers)
    shown = pd.DataFrame(
        {
            "verdict": found["verdict"],
            "why": found["explanation"],
            "where": paper + ": " + found["location"],
            "paper": paper,
            "about": found["topic"],
        }
    ).set_axis(found["claim"])
    links = {
        (row.claim, "verdict"): f"#claim-{name}"
        if row.verdict == claims.CONTRADICTED
        else f"#one-claim?claim={name}"
        for name, row in found.iterrows()
    }
    return filterable(
        shown,
        name="docket",
        caption="Claims of the two papers, in our words",
        filters=["verdict", "paper", "about"],
        hidden=["paper", "about"],
        links=links,
        corner="claim",
    )


@cache
def one_claim() -> Explorer:
    """Show the computation behind any one claim.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "48.7" in one_claim().state(claim="plans-vast-majority")
    True
    """
    return interact(
        lambda claim: claims.judge(claim),
        name="one-claim",
        title="The computation behind a claim",
        claim=select(list(claims.table().index), label="Claim", default="plans-vast-majority"),
    )


@cache
def tally() -> charts.Chart:
    """Draw how many claims of each paper got which verdict.

    Returns
    -------
    Chart

    Examples
    --------
    >>> "contradicted: Kazakhstan, South Korea" in tally().alt
    True
    """
    found = claims.table()
    names = {KAZAKHSTAN_KOREA: "Kazakhstan, South Korea", KYRGYZSTAN: "Kyrgyzstan"}
    counted = pd.crosstab(found["verdict"], found["study"].map(names)).reindex(list(claims.VERDICTS))
    return charts.bars(counted, title="Verdicts", unit="claims", decimals=0)


# ------------ two papers, three countries


@cache
def side_by_side() -> Explorer:
    """Set employment or sectors of the three countries side by side.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> explorer = side_by_side()
    >>> "83.7" in explorer.state(topic="In work", self_employed=True)
    True
    """

    def view(topic: str, self_employed: bool = True, building: str = "Manufacturing"):
        if topic == "In work":
            shown = comparison.employment(self_employed)
            kazakhstan, korea, _ = shown.loc["In work"]
            ahead = "South Korea" if korea > kazakhstan else "Kazakhstan"
            words = (
                f"Of Kazakhstan and South Korea, {ahead} is ahead by {abs(korea - kazakhstan):.1f} points. "
                "Kyrgyzstan's figure is of 515 people."
            )
        else:
            shown = comparison.sectors(building)
            words = (
                "Per cent of those in work. In Kyrgyzstan these are 432 people; of how many in Kazakhstan "
                "and South Korea is not stated."
            )
        return typeset.together(words, charts.bars(shown, title=topic, colours=[1, 2, 3]))

    return interact(
        view,
        name="side-by-side",
        title="Three countries",
        topic=radio(["In work", "Sectors"], label="Compare"),
        self_employed=checkbox(True, label="Count the self-employed", only_if={"topic": ["In work"]}),
        building=radio(
            ["Manufacturing", "Other"], label="Kyrgyz builders go to", only_if={"topic": ["Sectors"]}
        ),
    )


@cache
def theory_against_rows() -> Explorer:
    """Hold a theory against the rows of the tables.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "cannot tell" in theory_against_rows().state(theory="Cassarino")
    True
    """
    rows = comparison.held_against_tables()

    def view(theory: str):
        blocks: list[object] = []
        for row in rows[rows["theory"] == theory].itertuples():
            said = {
                "It would lead us to expect": row.expects,
                "Where to look": row.where or "no table",
                "What stands there": row.figure or "nothing",
                "Our reading": row.reading,
                "Why": row.why,
            }
            blocks.append(typeset.frame(pd.DataFrame({"": said}), caption=row.expects, corner=theory))
        readings = ", ".join(rows.loc[rows["theory"] == theory, "reading"])
        return typeset.together(*blocks, summary=f"{theory}: {readings}.")

    return interact(
        view,
        name="theory-against-rows",
        title="Theories and rows",
        theory=select(list(dict.fromkeys(rows["theory"])), label="Theory"),
    )


# ------------ your own table


def mend(table: published.PublishedTable, suspects: Mapping[tuple[str, str], str]) -> Explorer:
    """Try corrections of single figures and see what the audit says then.

    Parameters
    ----------
    table : PublishedTable
        A reader's own table with one question, a whole and known sizes.
    suspects : mapping of tuple (option, group) to str
        Figures that may be wrong, and what might stand there.

    Returns
    -------
    Explorer
        One checkbox a suspect.

    Examples
    --------
    >>> from homecoming import cli
    >>> sizes = {"Women": 150, "Men": 90}
    >>> jobs = published.load_csv(cli.EXAMPLE, respondents=240, whole="All", sizes=sizes)
    >>> explorer = mend(jobs, {("Full-time job", "Men"): "45.6"})
    >>> len(list(explorer.states))
    2
    """
    printed = table.as_printed()

    def view(**mended: bool):
        figures = printed.copy()
        for number, ((option, group), figure) in enumerate(suspects.items(), start=1):
            if mended[f"figure_{number}"]:
                figures.at[option, group] = figure
        options = list(table.options())
        found = counts.recover(
            {group: list(figures.loc[options, group]) for group in table.groups},
            table.max_bases,
            whole=table.whole,
            options=options,
        )
        parts: list[object] = []
        if found.solutions:
            bases = ", ".join(f"{group} {base}" for group, base in found.solutions[0].bases.items())
            parts.append(f"Whole numbers of people fit all figures: {bases}.")
            parts.append(
                typeset.frame(found.solutions[0].counts, caption="People", corner=table.option_heading)
            )
        else:
            parts.append("No whole numbers of people fit all figures.")
        parts.append(
            typeset.frame(figures, caption="The table as it stands now", corner=table.option_heading)
        )
        return typeset.together(*parts)

    controls = {
        f"figure_{number}": checkbox(
            label=f"{option}, {group}: {printed.at[option, group]} should be {figure}"
        )
        for number, ((option, group), figure) in enumerate(suspects.items(), start=1)
    }
    return interact(view, name="mend", title="Mend the table", **controls)


def _more(points: float) -> str:
    return "more" if points > 0 else "less" if points < 0 else "no change,"
