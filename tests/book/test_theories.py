"""Theories as rules: data that hold together, judgements with reasons, and a model checked by brute force."""

import itertools
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from homecoming import published
from homecoming.book import theories
from homecoming.book.pages import (
    cassarino,
    cerase,
    five_theories_one_traveller,
    how_long_to_stay,
    kuschminder,
    sustainable_reintegration,
    three_countries,
    what_is_a_return,
)
from homecoming.book.theories import countries, duration, indicators, store
from homecoming.book.theories.duration import Life

BIB = (Path(__file__).parents[2] / "book" / "references.bib").read_text(encoding="utf-8")
KEYS = set(re.findall(r"^@\w+\{([^,]+),", BIB, flags=re.MULTILINE))
TYPOLOGIES = [theories.typology(name) for name in ("schools", "cerase", "cassarino", "cycles", "kuschminder")]
PEOPLE = theories.vignettes()
CASES = some.fixed_dictionaries(
    {name: some.sampled_from([None, *values]) for name, (_, values) in theories.facts().items()}
)


# Data ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", TYPOLOGIES, ids=lambda held: held.name)
def test_every_entry_of_a_typology_has_text_source_and_mark(held):
    assert len(held.entries) == len(held.labels) * len(held.questions)
    for entry in held.entries.values():
        assert entry.text.endswith(".")
        assert entry.mark in theories.MARKS
        assert entry.source in KEYS
        assert store.source_label(entry.source)


def test_source_labels_name_the_year_of_the_bibliography():
    for _, row in store.read_csv("sources.csv", ("key", "label")):
        assert row["key"] in KEYS
        entry = BIB.split(f"{{{row['key']},")[1].split("\n}")[0]
        year = re.search(r"year\s*=\s*\{([^}]*)\}", entry)[1]
        stated = re.findall(r"\b\d{4}\b", row["label"])
        assert stated in ([], [year]), row


@pytest.mark.parametrize("name", ["series.csv", "timeline.csv", "origins.csv"])
def test_every_figure_and_date_has_a_source(name):
    rows = pd.read_csv(published.data_dir() / "theory" / name, dtype=str)
    assert set(rows["source"]) <= KEYS
    assert rows.drop(columns="note", errors="ignore").notna().all(axis=None)


def test_dates_of_the_time_line_rise():
    begins = [one.date[:4] for one in countries.events()]
    assert begins == sorted(begins)


def test_origins_of_a_report_add_up_to_a_hundred():
    sums = countries.origins().sum()
    assert sums.between(99.7, 100.3).all(), sums.to_dict()


def test_the_figures_that_the_kazakhstan_korea_study_prints_are_the_ministry_s_of_september_2023():
    printed = published.text_figures("kazakhstan-korea-2025").set_index("id")["printed"]
    granted = countries.series("Kandas status granted since 1 January")
    total = countries.series("Ethnic Kazakhs who came since 1991")
    assert int(printed["kandas-2023"].replace(",", "")) == granted["2023-09-01"]
    assert int(printed["kandas-total"].replace(",", "")) == total["2023-09-01"] * 1000
    assert float(printed["origin-uzbekistan"]) != countries.origins().at["Uzbekistan", "1 September 2023"]


@pytest.mark.parametrize("content", ["", "key,name\n", "key,label\na,b,c\n"])
def test_a_bad_file_is_named(content, tmp_path, monkeypatch):
    (tmp_path / "theory").mkdir()
    (tmp_path / "theory" / "sources.csv").write_text(content, encoding="utf-8")
    monkeypatch.setattr(published, "data_dir", lambda: tmp_path)
    with pytest.raises(published.DataError, match=r"theory/sources\.csv"):
        store.read_csv.__wrapped__("sources.csv", ("key", "label"))


def test_a_missing_or_broken_json_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(published, "data_dir", lambda: tmp_path)
    with pytest.raises(published.DataError, match=r"theory/facts\.json"):
        store.read_json.__wrapped__("facts.json")
    (tmp_path / "theory").mkdir()
    (tmp_path / "theory" / "facts.json").write_text("{\n oops", encoding="utf-8")
    with pytest.raises(published.DataError, match="row 2"):
        store.read_json.__wrapped__("facts.json")


# Vignettes -----------------------------------------------------------------------------------------------


def test_there_are_enough_vignettes_of_every_kind():
    assert len(PEOPLE) >= 18
    assert len({one.id for one in PEOPLE}) == len({one.name for one in PEOPLE}) == len(PEOPLE)
    for corridor in theories.CORRIDORS:
        here = [one for one in PEOPLE if one.corridor == corridor]
        assert len(here) >= 6
        assert {one.gender for one in here} == {"woman", "man"}
    assert min(one.age for one in PEOPLE) < 25
    assert max(one.age for one in PEOPLE) > 60
    assert len({one.route for one in PEOPLE}) >= 18


def test_vignettes_are_called_invented_where_they_are_kept_and_where_they_are_shown():
    raw = json.loads((published.data_dir() / "theory" / "vignettes.json").read_text(encoding="utf-8"))
    assert "Invented people" in raw["about"]
    for explorer in (five_theories_one_traveller.all_theories(), kuschminder.strategy_cases()):
        assert all("(Invented.)" in html for _, html in explorer.states)


def test_each_vignette_gets_a_judgement_of_every_theory_with_a_reason_or_a_gap():
    for one in PEOPLE:
        for theory in theories.THEORIES:
            judged = theories.classify(theory, one)
            assert (judged.reading == "silent") == (not judged.fits), (one.name, theory)
            assert judged.fits or judged.left_open
            for conclusion in judged.fits:
                assert conclusion.reasons, (one.name, theory, conclusion.label)
                assert {reason.source for reason in conclusion.reasons} <= KEYS


def test_no_two_theories_agree_on_all_vignettes():
    readings = theories.compare()
    for one, other in itertools.combinations(readings.columns, 2):
        assert (readings[one] != readings[other]).any(), (one, other)


def test_each_theory_gives_more_than_one_reading_and_every_reading_occurs():
    readings = theories.compare()
    assert (readings.nunique() >= 2).all()
    assert set(readings.to_numpy().ravel()) == set(theories.READINGS)


def test_the_vignettes_bring_out_one_answer_several_and_none():
    for theory in ("Cerase (1974)", "Cassarino (2004)", "Kuschminder (2017)"):
        numbers = {len(theories.classify(theory, one).fits) for one in PEOPLE}
        assert numbers >= {0, 1, 2}, theory


def test_every_type_of_every_typology_has_a_vignette():
    for rule, name in (
        (theories.return_types.classify, "cerase"),
        (theories.preparedness.classify, "cassarino"),
        (theories.preparedness.classify_cycle, "cycles"),
        (theories.reintegration_strategies.classify, "kuschminder"),
    ):
        found = {label for one in PEOPLE for label in rule(one).labels}
        assert found == set(theories.typology(name).labels.values())
    assert {label for one in PEOPLE for label in theories.moves.kind(one).labels} == set(
        theories.moves.KINDS.values()
    )


# Rules ---------------------------------------------------------------------------------------------------


@given(CASES)
def test_no_case_breaks_a_rule_and_no_rule_answers_without_a_reason(known):
    case = theories.Case(known)
    for theory in theories.THEORIES:
        judged = theories.classify(theory, case)
        assert judged.reading in theories.READINGS
        assert all(conclusion.reasons for conclusion in judged.fits)
        assert (judged.reading == "silent") == (not judged.fits)


@pytest.mark.parametrize("theory", theories.THEORIES)
def test_a_theory_that_knows_nothing_does_not_say_or_leaves_it_open(theory):
    assert theories.classify(theory, theories.Case({})).reading in ("silent", "open")


@given(CASES, some.sampled_from(theories.reintegration_strategies.DIMENSIONS))
def test_to_know_more_never_adds_a_strategy(known, name):
    known = {**known, "length": "open"}
    more = set(theories.reintegration_strategies.classify(theories.Case(known)).labels)
    less = theories.reintegration_strategies.classify(theories.Case({**known, name: None}))
    if less.fits:
        assert more <= set(less.labels)


@pytest.mark.parametrize("willing", ["yes", "no", None])
@pytest.mark.parametrize("ready", [True, False, None])
def test_levels_of_preparedness_are_those_of_the_possible_worlds(willing, ready):
    wants = {"yes": True, "no": False, None: None}[willing]
    worlds = itertools.product(
        [True, False] if wants is None else [wants], [True, False] if ready is None else [ready]
    )
    possible = {level for world in worlds for level in theories.preparedness.levels(*world)}
    assert set(theories.preparedness.levels(wants, ready)) == possible


def test_cerase_tells_a_blocked_innovator_from_a_free_one():
    case = {"working": "yes", "aim": "new ideas", "stay": "medium"}
    readings = {
        context: theories.return_types.classify(theories.Case({**case, "context": context})).reading
        for context in ("open", "mixed", "blocking")
    }
    assert readings == {"open": "favourable", "mixed": "open", "blocking": "unfavourable"}


def test_a_fact_or_value_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no fact 'wealth'"):
        theories.Case({"wealth": "much"})
    with pytest.raises(ValueError, match="'stay' is 'ten years'"):
        theories.Case({"stay": "ten years"})
    with pytest.raises(AttributeError):
        _ = theories.Case({}).wealth
    with pytest.raises(ValueError, match="There is no theory 'Marx'"):
        theories.classify("Marx", theories.Case({}))
    with pytest.raises(ValueError, match="There is no vignette 'nobody'"):
        theories.vignette("nobody")


def test_a_kandas_and_a_returning_student_are_counted_by_different_counters():
    serik = theories.moves.counted(theories.vignette("serik"), "kazakhstan")
    asel = theories.moves.counted(theories.vignette("asel"), "kazakhstan")
    assert (serik["kandas"][0], serik["issayeva"][0]) == (True, False)
    assert (asel["kandas"][0], asel["issayeva"][0]) == (False, True)


# How long to stay ----------------------------------------------------------------------------------------

LIVES = some.builds(
    Life,
    wage_abroad=some.floats(1.05, 12),
    home_pull=some.floats(0.05, 2),
    curvature=some.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0, 4.0]),
    skill_gain=some.sampled_from([0.0, 0.01, 0.03]),
    price_home=some.sampled_from([0.6, 0.8, 1.0, 1.2]),
)


@given(LIVES)
def test_the_best_stay_beats_every_other_stay(life):
    best = duration.optimal_stay(life)
    stays = np.linspace(0, life.years, 401)
    values = np.array([duration.value(life, stay) for stay in stays])
    assert abs(best - stays[values.argmax()]) <= life.years / 400 + 1e-9 or np.isclose(
        duration.value(life, best), values.max(), rtol=1e-9
    )
    assert duration.value(life, best) >= values.max() - 1e-9 * abs(values.max())


@given(LIVES, some.floats(0.5, 39.5))
def test_the_slope_is_the_derivative_of_the_value(life, stay):
    step = 1e-4
    around = (duration.value(life, stay + step) - duration.value(life, stay - step)) / (2 * step)
    assert duration.slope(life, stay) == pytest.approx(around, rel=1e-5, abs=1e-6)


@given(LIVES)
def test_with_equal_prices_and_no_skills_the_formula_holds(life):
    plain = Life(life.wage_abroad, life.home_pull, life.curvature)
    assert duration.optimal_stay(plain) == pytest.approx(duration.closed_form(plain), abs=1e-6)


@given(some.floats(0.1, 2), some.sampled_from([1.5, 2.0, 3.0, 4.0]))
def test_above_the_turning_point_a_higher_wage_shortens_the_stay(pull, curvature):
    turn = duration.turning_point(Life(home_pull=pull, curvature=curvature))
    stays = [
        duration.closed_form(Life(wage, pull, curvature, years=1e9))
        for wage in (turn * 0.99, turn, turn * 1.01, turn * 2)
    ]
    # In a life long enough not to be cut off, the stay is longest at the turning point.
    assert stays[1] >= max(stays)
    assert stays[2] > stays[3] or stays[1] == 1e9


def test_with_logarithmic_worth_a_higher_wage_never_shortens_the_stay():
    stays = duration.utility_curve(Life(curvature=1.0))
    assert (stays.diff().dropna() >= -1e-9).all()
    assert duration.turning_point(Life(curvature=1.0)) is None


@pytest.mark.parametrize(
    "wrong", [{"wage_abroad": 0}, {"home_pull": -1}, {"curvature": float("nan")}, {"skill_gain": -0.1}]
)
def test_a_life_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Life(**wrong)


# Indicators ----------------------------------------------------------------------------------------------


def test_every_indicator_that_is_said_to_be_printed_has_its_figure():
    for one in indicators.indicators():
        if one.status in ("table", "text"):
            assert re.fullmatch(r"\d+\.\d", one.figure), one
        else:
            assert one.place == one.figure == one.question == ""


def test_every_question_of_the_kyrgyz_tables_serves_an_indicator():
    placed = {one.place for one in indicators.indicators() if one.status == "table"}
    tables = [published.load(name) for name in published.tables("kyrgyzstan-2024")]
    asked = {f"table-{table.number}/{question.id}" for table in tables for question in table.questions}
    assert placed == asked


def test_five_indicators_are_named_and_never_reported():
    never = {one.id for one in indicators.indicators() if one.status == "not reported"}
    assert never == {"healthcare", "social-protection", "community", "impact", "security"}
    assert all(one.named != "no" for one in indicators.indicators() if one.id in never)


# Explorers -----------------------------------------------------------------------------------------------

EXPLORERS = (
    what_is_a_return.sort_cases,
    five_theories_one_traveller.one_traveller,
    five_theories_one_traveller.theories_by_questions,
    five_theories_one_traveller.all_theories,
    cerase.place_on_map,
    cerase.turn_a_return,
    cassarino.how_prepared,
    kuschminder.choose_a_strategy,
    kuschminder.strategy_cases,
    how_long_to_stay.stay_explorer,
    sustainable_reintegration.indicator_matrix,
    three_countries.time_line,
    three_countries.figures_by_country,
    three_countries.origins_by_report,
)


@pytest.mark.parametrize("make", EXPLORERS, ids=lambda make: make.__name__)
def test_every_state_of_an_explorer_is_its_own(make):
    explorer = make()
    shown = [html for _, html in explorer.states]
    assert len(set(shown)) == len(shown) > 1
    for html in shown:
        words = re.sub(r"<[^>]+>", " ", html)
        assert len(words.split()) > 3


def test_explorer_names_are_unique():
    names = [make().name for make in EXPLORERS]
    assert len(set(names)) == len(names)
