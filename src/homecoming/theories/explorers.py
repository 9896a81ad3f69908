"""The widgets of the theory part: kernel-free, over the rules and the data of this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

import pandas as pd

from homecoming import charts, diagrams, typeset
from homecoming.kernelfree import Explorer, interact, radio, select, slider

from . import (
    THEORIES,
    agreement,
    cassarino,
    cerase,
    compare,
    countries,
    duration,
    indicators,
    kuschminder,
    moves,
    schools,
)
from .cases import Case, Vignette, facts, vignettes
from .judgement import READINGS
from .typology import typology

#: Vignettes to which Cerase's types can apply at all: people who left, and came back to stay.
_LEAVERS = tuple(one for one in vignettes() if one.generation == "first" and one.length == "open")

_SCHOOL_RULES = {
    "neoclassical": schools.neoclassical,
    "nelm": schools.nelm,
    "structuralism": schools.structuralism,
    "transnationalism": schools.transnationalism,
    "networks": schools.networks,
}

#: The reader's words for the readings, short enough for a table.
_SHORT = {
    "favourable": "favourable",
    "unfavourable": "unfavourable",
    "open": "open",
    "stage": "a stage",
    "silent": "does not say",
}


@dataclass(frozen=True)
class Page:
    """Several results in one: HTML, and the sentence that is announced when it appears.

    Attributes
    ----------
    html, summary : str
    """

    html: str
    summary: str

    def _repr_html_(self) -> str:
        return self.html


def _page(summary: str, *parts: object) -> Page:
    """Put results below one another; text becomes a paragraph."""
    html = (f"<p>{escape(part)}</p>" if isinstance(part, str) else part._repr_html_() for part in parts)
    return Page("".join(html), summary)


def _listed(title: str, lines: Mapping[str, str]) -> Page:
    items = "".join(
        f"<li><strong>{escape(name)}</strong>: {escape(words)}</li>" for name, words in lines.items()
    )
    return Page(f"<p>{escape(title)}</p><ul>{items}</ul>", title)


def _cases(chosen: tuple[Vignette, ...]) -> dict[str, Vignette]:
    return {one.title: one for one in chosen}


def _story(case: Vignette) -> str:
    return f"{case.story} (Invented.)"


def sort_cases() -> Explorer:
    """Let the reader sort the vignettes by kind of move; show the rule's answer, and who counts the case.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "The rule says something else: return migration." in sort_cases().state(answer="visit")
    True
    """
    said = {True: "yes", False: "no", None: "not clear"}

    def view(case: Vignette, answer: str) -> Page:
        judged = moves.kind(case)
        right = moves.KINDS[answer] in judged.labels
        agrees = "the same" if right else "something else"
        told = f"You say: {moves.KINDS[answer].lower()}. The rule says {agrees}: {judged.answer.lower()}"
        words = ", ".join(moves.choice(case)) or "not known"
        counted = {
            moves.COUNTERS[who]: f"{said[says]}. {why}"
            for who, (says, why) in moves.counted(case, case.corridor).items()
        }
        because = f"Because: {judged.fits[0].reasons[0]}"
        free = f"How free was it? {words[0].upper()}{words[1:]}."
        return _page(told, _story(case), told, because, free, _listed("Who counts it?", counted))

    return interact(
        view,
        name="case-sorter",
        title="Sort the cases",
        description="Read the story, choose a word for the move, and compare it with the book's rule.",
        case=select(_cases(vignettes()), label="Case"),
        answer=select({label: key for key, label in moves.KINDS.items()}, label="Your word for it"),
    )


def one_traveller() -> Explorer:
    """Show what one of the five bodies of theory says of one case, and what it cannot see.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "A target that was reached" in one_traveller().state(theory="nelm")
    True
    """
    held = typology("schools")

    def view(case: Vignette, theory: str) -> Page:
        judged = _SCHOOL_RULES[theory](case)
        about = {
            held.questions[question]: held.cell(theory, question).text
            for question in ("returnee", "meaning", "counts", "blind")
        }
        return _page(
            judged.summary, _story(case), judged, _listed("What this theory holds of every return:", about)
        )

    return interact(
        view,
        name="traveller",
        title="Five theories, one traveller",
        description="Choose a case and a theory.",
        case=select(_cases(vignettes()), label="Case"),
        theory=select({label: key for key, label in held.labels.items()}, label="Theory"),
    )


def theories_by_questions() -> Explorer:
    """Set two bodies of theory side by side, question by question.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Wages, and the earnings" in theories_by_questions().first
    True
    """
    held = typology("schools")
    names = {label: key for key, label in held.labels.items()}

    def view(one: str, other: str) -> typeset.HtmlTable:
        kinds = list(dict.fromkeys([one, other]))
        caption = " and ".join(held.labels[kind] for kind in kinds)
        return typeset.frame(held.frame(kinds), caption=caption)

    return interact(
        view,
        name="theory-pair",
        title="Theories by questions",
        description="Choose two theories; choose the same one twice to read it alone.",
        one=select(names, label="One theory", default="neoclassical"),
        other=select(names, label="Another theory", default="nelm"),
    )


def all_theories() -> Explorer:
    """Show how all eight theories read one case.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> all_theories().first.count('<th scope="row">')
    8
    """

    def view(case: Vignette) -> Page:
        table = compare((case,)).T.rename(columns=lambda _: "Reading")
        judged = {name: rule(case) for name, rule in THEORIES.items()}
        table["Reading"] = [_SHORT[one.reading] for one in judged.values()]
        table["Answer"] = [one.answer for one in judged.values()]
        table.index.name = "Theory"
        counts = table["Reading"].value_counts()
        told = "; ".join(f"{reading}: {count}" for reading, count in counts.items())
        return _page(
            f"{case.name}: {told}.",
            _story(case),
            typeset.frame(table, caption=f"What eight theories say of {case.name}"),
        )

    return interact(
        view,
        name="all-theories",
        title="One case before all theories",
        description="Where do they agree, where do they not, and which says nothing?",
        case=select(_cases(vignettes()), label="Case"),
    )


_AIMS = {
    "old life": "the old way of life",
    "property": "land or a house",
    "rest": "old age in peace",
    "new ideas": "something new",
}
_STAYS = ("short", "medium", "long")


def _returns_map(marked: tuple[tuple[int, int], ...], marker: str) -> diagrams.Diagram:
    """Draw Cerase's types by time abroad and aim; what stands in a field is what the rule finds there."""
    fields = {}
    for row, aim in enumerate(_AIMS):
        for column, stay in enumerate(_STAYS):
            kinds = [kind for kind in cerase.STAYS if aim in _AIM_OF[kind] and stay in cerase.STAYS[kind]]
            fields[column, row] = ", ".join(typology("cerase").shorts[kind] for kind in kinds)
    return diagrams.grid_map(
        "Cerase's four returns by time abroad and aim",
        ("Time abroad", list(_STAYS)),
        ("Aim", list(_AIMS.values())),
        fields,
        marked=marked,
        marker=marker,
    )


_AIM_OF = {
    "failure": ("old life",),
    "conservatism": ("old life", "property"),
    "retirement": ("rest",),
    "innovation": ("new ideas",),
}


def returns_map() -> diagrams.Diagram:
    """Draw Cerase's four returns as a map of time abroad and aim.

    Returns
    -------
    homecoming.diagrams.Diagram

    Examples
    --------
    >>> "Aim something new, Time abroad long: Innovation." in returns_map().alt
    True
    """
    return _returns_map((), "")


def place_on_map() -> Explorer:
    """Let the reader place vignettes in Cerase's typology, then show the rule's answer and its reasons.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Return of failure" in place_on_map().state(answer="failure")
    True
    """
    held = typology("cerase")
    answers = {**{label: key for key, label in held.labels.items()}, "None of the four": "none"}

    def view(case: Vignette, answer: str) -> Page:
        judged = cerase.judge(case)
        yours = held.labels.get(answer, "none of the four")
        right = yours in judged.labels or (answer == "none" and not judged.fits)
        told = f"You place {case.name} under: {yours}. The rule {'agrees' if right else 'disagrees'}."
        column = _STAYS.index(case.stay)
        spots = tuple((column, row) for row, aim in enumerate(_AIMS) if aim == case.aim)
        drawing = _returns_map(spots, f"here is {case.name}")
        where = "" if spots else f"{case.name}'s aim is not on the map: {facts()['aim'][1][case.aim]}."
        return _page(told, _story(case), told, judged, drawing, *([where] if where else []))

    return interact(
        view,
        name="place-on-the-map",
        title="Place a traveller",
        description="Read the story, choose a type, and compare your choice with the rule and its reasons.",
        case=select(_cases(_LEAVERS), label="Case"),
        answer=select(answers, label="Your type"),
    )


def turn_a_return() -> Explorer:
    """Let the reader set time, aim, result and home context, and see which of Cerase's returns it is.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Return of innovation" in turn_a_return().state(aim="new ideas", context="blocking")
    True
    """

    def view(stay: str, aim: str, met: str, context: str) -> Page:
        at_rest = aim == "rest"
        used = {"property": "property", "new ideas": "enterprise"}.get(aim, "living")
        case = Case(
            {
                "generation": "first",
                "length": "open",
                "decision": "own",
                "stay": stay,
                "aim": aim,
                "met": met,
                "working": "no" if at_rest else "yes",
                "used": "nothing" if met == "no" else used,
                "savings": "none" if met == "no" else "some",
                "context": context,
            }
        )
        judged = cerase.judge(case)
        return _page(judged.summary, judged, f"Set: {case.tell('stay', 'aim', 'met', 'context')}")

    return interact(
        view,
        name="turn-a-return",
        title="Turn a return",
        description="Change one thing at a time. Which changes move the person to another type?",
        stay=radio({one.capitalize(): one for one in _STAYS}, label="Time abroad", default="medium"),
        aim=select({words.capitalize(): aim for aim, words in _AIMS.items()}, label="Aim of the return"),
        met=radio({"Met": "yes", "In part": "partly", "Not met": "no"}, label="Aim of the stay"),
        context=radio(
            {"Open": "open", "In part": "mixed", "Blocking": "blocking"},
            label="Institutions and markets at home",
        ),
    )


def migration_cycle(chosen: str = "") -> diagrams.Diagram:
    """Draw the migration cycle and the three ways in which it can end.

    Parameters
    ----------
    chosen : str
        Key of a type of cycle to mark: "complete", "incomplete" or "interrupted"; none if empty.

    Returns
    -------
    homecoming.diagrams.Diagram

    Examples
    --------
    >>> "Interrupted cycle (this case)" in migration_cycle("interrupted").alt
    True
    """
    held = typology("cycles")
    ends = {
        label: f"{held.cell(kind, 'decision').text} Aims: {held.cell(kind, 'aims').text.lower()}"
        for kind, label in held.labels.items()
    }
    stages = ["Departure", "Stay abroad", "Return"]
    return diagrams.cycle("The migration cycle", stages, ends, chosen=held.labels.get(chosen, ""))


def _preparedness_map(willing: bool, is_ready: bool) -> diagrams.Diagram:
    held = typology("cassarino")
    fields = {}
    for row, wants in enumerate((True, False)):
        for column, can in enumerate((True, False)):
            found = cassarino.levels(wants, can)
            fields[column, row] = held.labels[found[0]] if found else "not named"
    return diagrams.grid_map(
        "Levels of preparedness",
        ("Ready", ["yes", "no"]),
        ("Willing", ["yes", "no"]),
        fields,
        marked=((0 if is_ready else 1, 0 if willing else 1),),
        marker="this case",
    )


def preparedness() -> Explorer:
    """Let the reader set will, time, resources, knowledge and circumstances; show the level and what follows.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "High preparedness" in preparedness().first
    True
    """
    packs = {
        "none": ("none", "none", "none"),
        "money": ("some", "family", "none"),
        "contacts": ("none", "interest", "none"),
        "both": ("some", "interest", "wanted"),
    }

    def view(willing: str, time: str, means: str, informed: str, decision: str, met: str) -> Page:
        savings, contacts, skills = packs[means]
        case = Case(
            {
                "generation": "first",
                "length": "open",
                "willing": willing,
                "time": time,
                "savings": savings,
                "contacts": contacts,
                "skills": skills,
                "informed": informed,
                "decision": decision,
                "met": met,
            }
        )
        judged, ended = cassarino.judge(case), cassarino.cycle(case)
        drawing = _preparedness_map(willing == "yes", bool(cassarino.ready(case)))
        return _page(f"{judged.summary} {ended.answer}", drawing, judged, ended)

    yes_no = {"Yes": "yes", "No": "no"}
    return interact(
        view,
        name="preparedness",
        title="How prepared is the return?",
        description="Set the person's will, means and circumstances.",
        willing=radio(yes_no, label="Wants to return"),
        time=radio(yes_no, label="Had time to prepare"),
        means=radio(
            {
                "Nothing": "none",
                "Savings": "money",
                "Contacts for a project": "contacts",
                "Both, and skills": "both",
            },
            label="Resources",
            default="both",
        ),
        informed=radio(yes_no, label="Knows conditions at home"),
        decision=radio(
            {"The person": "own", "Under pressure": "pressed", "An office or court": "ordered"},
            label="Who decided",
        ),
        met=radio({"Met": "yes", "Not met": "no"}, label="Aims of the stay", only_if={"decision": "own"}),
    )


def strategies() -> Explorer:
    """Let the reader set four dimensions; show which of Kuschminder's strategies fit and which are ruled out.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Nearest" in strategies().state(culture="both", networks="few")
    True
    """
    held = typology("kuschminder")
    unknown = {"Not known": None}
    labels = {
        "culture": {"Both ways of life": "both", "That of the country left": "away", "That of home": "home"},
        "networks": {
            "Locals, and contacts abroad": "locals and abroad",
            "Other returnees": "returnees",
            "Family and locals": "family",
            "Hardly anybody": "few",
        },
        "identity": {
            "Both places": "both",
            "Apart from locals": "apart",
            "Home": "home",
            "Shut out": "shut out",
        },
        "access": {"Takes part": "takes part", "Beside the locals": "beside", "Little or none": "little"},
    }
    names = {
        "culture": "Way of life",
        "networks": "Mostly with",
        "identity": "Belongs to",
        "access": "Rights, offices, jobs",
    }

    def view(culture: str | None, networks: str | None, identity: str | None, access: str | None) -> Page:
        set_to = {"culture": culture, "networks": networks, "identity": identity, "access": access}
        case = Case(set_to)
        judged = kuschminder.judge(case)
        objections = kuschminder.against(case)
        known = {name: value for name, value in set_to.items() if value is not None}
        rows = {
            label: [
                "no answer" if not known else "ruled out" if objections[strategy] else "possible",
                *(
                    "not known"
                    if name not in known
                    else "against"
                    if name in objections[strategy]
                    else "fits"
                    for name in names
                ),
            ]
            for strategy, label in held.labels.items()
        }
        table = pd.DataFrame.from_dict(rows, orient="index", columns=["Together", *names.values()])
        table.index.name = "Strategy"
        gaps = [] if judged.fits else list(judged.left_open[:2])
        told = f"{judged.answer} {' '.join(gaps)}".strip()
        return _page(told, told, typeset.frame(table, caption=_chosen(labels, names, set_to)))

    return interact(
        view,
        name="strategies",
        title="Which strategies fit?",
        description="Set what you know of each dimension; leave the rest at “Not known”.",
        max_states=400,
        **{
            name: select(
                {**unknown, **labels[name]}, label=names[name], default="home" if name == "culture" else None
            )
            for name in labels
        },
    )


def _chosen(
    labels: Mapping[str, Mapping[str, str]], names: Mapping[str, str], set_to: Mapping[str, str | None]
) -> str:
    told = [
        f"{names[name]}: {label.lower()}"
        for name, options in labels.items()
        for label, value in options.items()
        if value == set_to[name]
    ]
    return "; ".join(told) if told else "Nothing is known yet"


def strategy_cases() -> Explorer:
    """Show, for each vignette, what Kuschminder's model says and why.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Enclaves" in strategy_cases().state(case="Viktor, 44: Tashkent (Uzbekistan) – Ansan")
    True
    """

    def view(case: Vignette) -> Page:
        judged = kuschminder.judge(case)
        return _page(judged.summary, _story(case), judged)

    return interact(
        view,
        name="strategy-cases",
        title="The model reads a case",
        case=select(_cases(vignettes()), label="Case"),
    )


#: Wages abroad that the reader can set, in units of pay at home.
WAGES = (1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)


def stay_explorer() -> Explorer:
    """Let the reader turn the model of the optimal stay.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "20.0 years" in stay_explorer().state(wage=3.0, pull=0.5, curvature=2.0, skill=0.0)
    True
    """

    def view(wage: float, pull: float, curvature: float, skill: float) -> Page:
        life = duration.Life(wage_abroad=wage, home_pull=pull, curvature=curvature, skill_gain=skill)
        line = _curve(replace(life, wage_abroad=1.0))
        best = duration.optimal_stay(life)
        more = duration.optimal_stay(replace(life, wage_abroad=round(wage + 0.5, 1)))
        told = _stay_in_words(best, more, wage)
        drawing = diagrams.curve(
            "Best stay abroad by wage abroad",
            line,
            across="Wage abroad (wage at home = 1)",
            up="Best stay, years of 40",
            at=wage,
            top=40,
        )
        settings = (
            f"Wage abroad {wage:g}, pull of home {pull:g}, curvature {curvature:g}, gain in skills {skill:g}."
        )
        return _page(told, drawing, told, settings)

    return interact(
        view,
        name="how-long",
        title="How long to stay?",
        description="Turn one thing at a time and watch the best stay.",
        wage=slider(
            {f"{wage:g} times": wage for wage in WAGES}, label="Wage abroad, compared with home", default=3.0
        ),
        pull=radio({"Weak": 0.2, "Middle": 0.5, "Strong": 1.0}, label="Pull of home", default=0.5),
        curvature=radio(
            {"Slowly": 1.0, "Fast": 2.0, "Very fast": 4.0}, label="More money stops mattering", default=2.0
        ),
        skill=radio({"None": 0.0, "2 per cent a year": 0.02}, label="Gain in later pay at home"),
    )


@lru_cache(maxsize=64)
def _curve(life: duration.Life) -> pd.Series:
    return duration.curve(life)


def _stay_in_words(best: float, more: float, wage: float) -> str:
    if best == 0:
        told = "The best stay is no stay at all: the wage abroad does not make up for home."
    elif best >= 40:
        told = "The best stay is the whole working life: there is no return."
    else:
        told = f"The best stay is {best:.1f} years of 40."
    change = more - best
    if abs(change) < 0.05:
        side = "would change next to nothing"
    else:
        side = f"would {'lengthen' if change > 0 else 'shorten'} it to {more:.1f} years"
    return f"{told} A wage of {wage + 0.5:g} times in place of {wage:g} {side}."


def indicator_matrix() -> Explorer:
    """Show the indicators that the Kyrgyz study names, where each is reported, and the printed figure.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Sense of security" in indicator_matrix().state(status="not reported")
    True
    """
    everywhere = {"All": ""}

    def view(dimension: str, status: str) -> Page | typeset.HtmlTable:
        table = indicators.listing(dimension, status)
        words = f"{dimension or 'all dimensions'}, {indicators.STATUSES.get(status, 'all places')}"
        if table.empty:
            return _page(f"No indicator: {words}.", f"No indicator: {words}.")
        return typeset.frame(table, caption=f"Indicators: {words} ({len(table)})", index=False)

    return interact(
        view,
        name="indicator-matrix",
        title="Which indicator is where?",
        description="Choose a dimension and the place where the study reports the indicator.",
        dimension=radio(
            {**everywhere, **{one.capitalize(): one for one in indicators.DIMENSIONS}}, label="Dimension"
        ),
        status=select(
            {**everywhere, **{words.capitalize(): key for key, words in indicators.STATUSES.items()}},
            label="Reported",
        ),
    )


def indicator_ladder(ident: str) -> diagrams.Diagram:
    """Draw the way from the concept to the printed figure for one indicator.

    Parameters
    ----------
    ident : str
        Id of an indicator.

    Returns
    -------
    homecoming.diagrams.Diagram

    Examples
    --------
    >>> "Table 8" in indicator_ladder("no-plans").alt
    True
    """
    one = next(each for each in indicators.indicators() if each.id == ident)
    question = one.question or "No question is printed."
    figure = {
        "table": f"{one.where}. {one.option}: {one.figure} per cent",
        "text": f"In the text: {one.figure} per cent",
    }
    steps = [
        ("Concept", "sustainable reintegration"),
        ("Dimension", one.dimension),
        ("Indicator", one.indicator),
        ("Question", question),
        ("Figure", figure.get(one.status, "None is reported.")),
    ]
    return diagrams.ladder(f"From concept to figure: {one.indicator}", steps)


def time_line() -> Explorer:
    """Show the dates of three countries, by country and by kind.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "Mobilisation" in time_line().state(country="Kyrgyzstan", kind="move")
    True
    """

    def view(country: str, kind: str) -> Page | diagrams.Diagram:
        chosen = countries.events(country, kind)
        title = f"{country or 'Three countries'}: {countries.KINDS.get(kind, 'all dates')}"
        if not chosen:
            return _page(f"{title}. No date here.", f"{title}. No date here.")
        drawing = diagrams.timeline(
            title, [(one.when, one.country, one.text) for one in chosen], list(countries.COUNTRIES)
        )
        sources = dict.fromkeys(countries.source_label(one.source) for one in chosen)
        return _page(title, drawing, f"Sources: {'; '.join(sources)}.")

    return interact(
        view,
        name="time-line",
        title="A time line",
        country=select({"All three": "", **{one: one for one in countries.COUNTRIES}}, label="Country"),
        kind=radio(
            {"All": "", **{words.capitalize(): key for key, words in countries.KINDS.items()}}, label="Show"
        ),
    )


def figures_by_country() -> Explorer:
    """Show the collected figures of one country, each with date and source.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "596,253" in figures_by_country().state(country="Kyrgyzstan")
    True
    """

    def view(country: str) -> typeset.HtmlTable:
        return typeset.frame(
            countries.figures(country), caption=f"{country}: figures and sources", index=False
        )

    return interact(
        view,
        name="figures-by-country",
        title="Figures and their sources",
        country=radio(list(countries.COUNTRIES), label="Country"),
    )


def origins() -> Explorer:
    """Show where those came from who were given kandas status, report by report.

    Returns
    -------
    Explorer

    Examples
    --------
    >>> "49.5" in origins().state(report="1 July 2024")
    True
    """
    table = countries.origins()

    def view(report: str) -> charts.Chart:
        shares = table[[report]].dropna().rename(columns={report: "Share"})
        return charts.bars(shares, title=f"Origins of new kandas, report of {report}")

    return interact(
        view, name="origins", title="Where they came from", report=radio(list(table.columns), label="Report")
    )


def readings_table() -> typeset.HtmlTable:
    """Set how every theory reads every vignette as one table of words.

    Returns
    -------
    homecoming.typeset.HtmlTable

    Examples
    --------
    >>> readings_table().summary
    'Table: How eight theories read the vignettes. 24 rows, 8 columns.'
    """
    return typeset.frame(compare().replace(_SHORT), caption="How eight theories read the vignettes")


def agreement_table() -> typeset.HtmlTable:
    """Set the number of vignettes that each pair of theories reads in the same way.

    Returns
    -------
    homecoming.typeset.HtmlTable

    Examples
    --------
    >>> agreement_table().summary
    'Table: On how many of 24 vignettes do two theories agree. 8 rows, 8 columns.'
    """
    table = agreement()
    table.index.name = "Theory"
    held = typology("schools")
    short = dict(zip(held.labels.values(), held.shorts.values(), strict=True))
    caption = f"On how many of {len(vignettes())} vignettes do two theories agree?"
    return typeset.frame(table.rename(columns=short), caption=caption, decimals=0)


def meanings_of_readings() -> dict[str, str]:
    """Tell what the five readings mean: short word to explanation.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> meanings_of_readings()["a stage"]
    'one stage of a longer journey'
    """
    return {_SHORT[key]: words.split(": ")[1] for key, words in READINGS.items()}
