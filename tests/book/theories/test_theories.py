"""Theories as rules: typologies that hold together, and judgements with reasons."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from homecoming.book import theories
from homecoming.book.theories import (
    moves,
    preparedness,
    reintegration_strategies,
    return_types,
    schools,
    store,
    typologies,
)
from homecoming.errors import NoSuchNameError

TYPOLOGIES = [theories.typology(name) for name in typologies.names()]
PEOPLE = theories.vignettes()
CASES = some.fixed_dictionaries(
    {name: some.sampled_from([None, *values]) for name, (_, values) in theories.facts().items()}
)


@pytest.mark.parametrize("held", TYPOLOGIES, ids=lambda held: held.name)
def test_every_entry_of_a_typology_has_text_source_and_mark(held, references):
    assert len(held.entries) == len(held.labels) * len(held.questions)
    for entry in held.entries.values():
        assert entry.text.endswith(".")
        assert entry.mark in theories.MARKS
        assert entry.source in references
        assert store.source_label(entry.source)


def test_each_vignette_gets_a_judgement_of_every_theory_with_a_reason_or_a_gap(references):
    for one in PEOPLE:
        for theory in theories.THEORIES:
            judged = theories.classify(theory, one)
            assert (judged.reading == "silent") == (not judged.fits), (one.name, theory)
            assert judged.fits or judged.left_open
            for conclusion in judged.fits:
                assert conclusion.reasons, (one.name, theory, conclusion.label)
                assert {reason.source for reason in conclusion.reasons} <= set(references)


def test_every_typology_has_its_rule():
    assert set(schools.RULES) == set(schools.TYPES.labels)
    ruled = [schools.TYPES, preparedness.CYCLES, *(module.TYPES for module in theories.MODULES)]
    assert sorted(types.name for types in ruled) == sorted(typologies.names())


def test_no_two_theories_agree_on_all_vignettes_and_no_vignette_gets_one_reading_from_all():
    readings = theories.compare()
    assert (readings.nunique(axis="columns") > 1).all()
    for one, other in itertools.combinations(readings.columns, 2):
        assert (readings[one] != readings[other]).any(), (one, other)


def test_each_theory_gives_more_than_one_reading_and_every_reading_occurs():
    readings = theories.compare()
    assert (readings.nunique() >= 2).all()
    assert set(readings.to_numpy().ravel()) == set(theories.READINGS)


def test_the_vignettes_bring_out_one_answer_several_and_none():
    for module in theories.MODULES:
        numbers = {len(module.classify(one).fits) for one in PEOPLE}
        assert numbers >= {0, 1, 2}, module.NAME


def test_every_type_of_every_typology_has_a_vignette():
    for rule, types in (
        *((module.classify, module.TYPES) for module in theories.MODULES),
        (preparedness.classify_cycle, preparedness.CYCLES),
    ):
        found = {label for one in PEOPLE for label in rule(one).labels}
        assert found == set(types.labels.values())
    assert {label for one in PEOPLE for label in moves.kind(one).labels} == set(moves.KINDS.values())


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


@given(CASES, some.sampled_from(reintegration_strategies.DIMENSIONS))
def test_to_know_more_never_adds_a_strategy(known, name):
    known = {**known, "length": "open"}
    more = set(reintegration_strategies.classify(theories.Case(known)).labels)
    less = reintegration_strategies.classify(theories.Case({**known, name: None}))
    if less.fits:
        assert more <= set(less.labels)


@pytest.mark.parametrize("willing", ["yes", "no", None])
@pytest.mark.parametrize("ready", [True, False, None])
def test_levels_of_preparedness_are_those_of_the_possible_worlds(willing, ready):
    wants = {"yes": True, "no": False, None: None}[willing]
    worlds = itertools.product(
        [True, False] if wants is None else [wants], [True, False] if ready is None else [ready]
    )
    possible = {level for world in worlds for level in preparedness.levels(*world)}
    assert set(preparedness.levels(wants, ready)) == possible


def test_cerase_tells_a_blocked_innovator_from_a_free_one():
    case = {"working": "yes", "aim": "new ideas", "stay": "medium"}
    readings = {
        context: return_types.classify(theories.Case({**case, "context": context})).reading
        for context in ("open", "mixed", "blocking")
    }
    assert readings == {"open": "favourable", "mixed": "open", "blocking": "unfavourable"}


def test_a_kandas_and_a_returning_student_are_counted_by_different_counters():
    serik = moves.counted(theories.vignette("serik"), "kazakhstan")
    asel = moves.counted(theories.vignette("asel"), "kazakhstan")
    assert (serik["kandas"][0], serik["issayeva"][0]) == (True, False)
    assert (asel["kandas"][0], asel["issayeva"][0]) == (False, True)


def test_a_theory_or_typology_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchNameError, match="There is no theory 'Marx'"):
        theories.classify("Marx", theories.Case({}))
    with pytest.raises(NoSuchNameError, match="Did you mean 'cerase'"):
        theories.typology("Cerase")
