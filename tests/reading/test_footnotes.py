"""What the sentences around a table say."""

from __future__ import annotations

import pytest

from homecoming.reading.footnotes import conventions, directions, letters, looks_like_note, missing, sentences

ROWS = {3: "Employed, n (%)", 4: "Current smoking, n (%)", 7: "Adding extra salt to food, n (%)"}
GROUPS = {"Intervention": 637, "UC": 1097}


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("*One missing observation.", [("*", 1, 1, (), "")]),
        ("§Four missing", [("§", 4, 4, (), "")]),
        ("¶Six to eight missing observations.", [("¶", 6, 8, (), "")]),
        ("† Data missing for 3 participants", [("†", 3, 3, (), "")]),
        ("b Three participants did not answer.", [("b", 3, 3, (), "")]),
        ("¹ Fehlende Angaben: 12", [("¹", 12, 12, (), "")]),
        ("* Нет данных о 3 респондентах", [("*", 3, 3, (), "")]),
        ("Salt added to food: 34 missing observations in UC.", [("", 34, 34, (7,), "UC")]),
        ("a n = 635", [("a", 2, 2, (), "Intervention")]),
        ("*N = 600 unless stated. †Two missing.", [("*", 37, 37, (), "Intervention"), ("†", 2, 2, (), "")]),
        ("*The rows do not add up to 600 participants due to missing data.", []),
        ("Percentages may not sum to 100 because of missing data.", []),
        ("Source: survey of 2021.", []),
    ],
)
def test_missing_answers(note, found):
    said = [(m.sign, m.least, m.most, m.rows, m.group) for m in missing([note], ROWS, GROUPS)]
    assert said == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Weighted percentages, unweighted n.", {"weighted"}),
        ("Gewichtete Daten", {"weighted"}),
        ("Данные взвешены", {"weighted"}),
        ("Unweighted percentages; невзвешенные; ungewichtet", set()),
        ("Multiple answers possible", {"several"}),
        ("Respondents could choose more than one answer", {"several"}),
        ("Mehrfachnennungen möglich", {"several"}),
        ("Можно было выбрать несколько вариантов ответа", {"several"}),
        ("복수 응답", {"several"}),
        ("Percentages are truncated", {"truncated"}),
        ("rounded so as to add to 100", {"adjusted"}),
        ("Odds ratios adjusted for age", set()),
        ("Percentages may not sum to 100 due to rounding.", set()),
        ("Overweight", set()),
    ],
)
def test_conventions(text, found):
    assert conventions([text]) == found


def test_directions():
    assert directions(["Row percentages are shown"]) == {"row"}
    assert directions(["Spaltenprozente"]) == {"column"}
    assert directions(["Проценты по строке"]) == {"row"}
    assert directions(["% of the grand total"]) == {"whole"}
    assert directions(["Percentages"]) == frozenset()


def test_sentences_and_letters():
    note = "a n = 159. b Weighted. *One missing."
    assert [(s.sign, s.text) for s in sentences(note)] == [
        ("a", "n = 159."),
        ("b", "Weighted."),
        ("*", "One missing."),
    ]
    assert letters([note]) == {"a", "b"}


def test_notes_and_headings_of_blocks():
    assert looks_like_note("Source: survey of 2021.")
    assert looks_like_note("* One missing")
    assert not looks_like_note("Level of education, n (%)")
    assert not looks_like_note(
        "How many cars or vans are available for use by you and others in your household?"
    )
