"""What one cell prints: every form of numbers that papers set, whatever their sum means later."""

from __future__ import annotations

import pytest

from homecoming.reading.figures import bases_that_give, decimal_comma, gives, parse, plain


@pytest.mark.parametrize(
    ("text", "form", "numbers", "signs"),
    [
        ("92 (30.7)", "pair", ["92", "30.7"], ""),
        ("30.7 (92)", "pair", ["30.7", "92"], ""),
        ("92(30.7%)", "pair", ["92", "30.7"], ""),
        ("92 [30.7]", "pair", ["92", "30.7"], ""),
        ("92; 30.7%", "pair", ["92", "30.7"], ""),
        ("92 (30.7)*", "pair", ["92", "30.7"], "*"),
        ("373 (58.7)§", "pair", ["373", "58.7"], "§"),
        ("43 (43.0)a", "pair", ["43", "43.0"], "a"),
        ("30.7* (92)", "pair", ["30.7", "92"], "*"),
        ("1 804 (30,7)", "pair", ["1 804", "30,7"], ""),
        ("30.7 (n = 92)", "pair", ["30.7", "92"], ""),
        ("−18 (−2.9)†", "pair", ["18", "2.9"], "†"),
        ("30.7% (92/300)", "share", ["30.7", "92", "300"], ""),
        ("95.0(678/714)", "share", ["95.0", "678", "714"], ""),
        ("92/300 (30.7)", "share", ["30.7", "92", "300"], ""),
        ("92 of 300 (30.7%)", "share", ["30.7", "92", "300"], ""),
        ("5.1 % (12/235)", "share", ["5.1", "12", "235"], ""),
        ("92/300", "fraction", ["92", "300"], ""),
        ("30.7", "number", ["30.7"], ""),
        ("30·7", "number", ["30.7"], ""),
        ("30,7", "number", ["30,7"], ""),
        ("82%†", "number", ["82"], "†"),
        ("12 965", "number", ["12 965"], ""),
        ("1,804", "number", ["1,804"], ""),
        ("<0.1", "number", ["0.1"], ""),
        (".024", "number", [".024"], ""),
        ("0.3¶", "number", ["0.3"], "¶"),
        ("(63)", "number", ["63"], ""),
        ("p<0.05", "p", ["0.05"], ""),
        ("63.4 ± 8.3", "spread", ["63.4", "8.3"], ""),
        ("18–29", "spread", ["18", "29"], ""),
        ("27 (19–35)", "interval", ["27", "19", "35"], ""),
        ("27 [19, 35]", "interval", ["27", "19", "35"], ""),
        ("1.2 (0.9 to 1.6)", "interval", ["1.2", "0.9", "1.6"], ""),
        ("-2.1 (-3.0, -1.2)", "interval", ["2.1", "3.0", "1.2"], ""),
        ("９２（３０．７％）", "pair", ["92", "30.7"], ""),
        ("٩٢ (٣٠٫٧٪)", "pair", ["92", "30.7"], ""),
    ],
)
def test_forms(text, form, numbers, signs):
    figure = parse(text)
    assert (figure.form, [number.digits for number in figure.numbers]) == (form, numbers)
    assert figure.signs == tuple(signs)
    assert figure.printed == text


@pytest.mark.parametrize("text", ["–", "-", "—", "…", "..", "*", "n/a", "NA", "ns", "k. A.", "н/д"])
def test_nothing_is_printed(text):
    assert parse(text).form == "nothing"
    assert not parse(text).filled


@pytest.mark.parametrize(
    "text", ["Town", "n (%)", "1a", "59.5 (9.8), 61", "10–19 (n = 20)", "150 days", "Q1", "1.2e-5"]
)
def test_texts(text):
    assert parse(text).form == "text"


def test_a_letter_behind_a_digit_is_a_sign_only_if_a_note_uses_it():
    assert parse("58.7a").form == "text"
    assert parse("58.7a", frozenset("a")).signs == ("a",)
    assert parse("30.7%a,b").signs == ("a", "b")


@pytest.mark.parametrize(
    ("text", "sign", "relation"), [("+13", "+", ""), ("−9.6", "-", ""), ("<1%", "", "<"), ("≥65", "", ">")]
)
def test_signs_and_relations(text, sign, relation):
    (number,) = parse(text).numbers
    assert (number.sign, number.relation) == (sign, relation)


@pytest.mark.parametrize(
    ("text", "whole", "point", "comma"),
    [
        ("1,804", 1804, "1804", "1.804"),
        ("1.804", 1804, "1.804", "1804"),
        ("12 965", 12965, "12965", "12965"),
        ("30,7", None, "30.7", "30.7"),
        ("1.234,5", None, "1234.5", "1234.5"),
        ("1,234.5", None, "1234.5", "1234.5"),
        ("0.045", None, "0.045", "0.045"),
        ("1,234,567", 1234567, "1234567", "1234567"),
        ("100", 100, "100", "100"),
    ],
)
def test_the_same_digits_in_both_number_formats(text, whole, point, comma):
    (number,) = parse(text).numbers
    assert (number.whole(), number.decimal(), number.decimal(comma=True)) == (whole, point, comma)


def test_the_number_format_of_a_table():
    assert decimal_comma(["30,7", "12,0", "1.804"])
    assert not decimal_comma(["30.7", "1,804", "2,100"])
    assert not decimal_comma(["30", "12"])


def test_whether_a_count_gives_a_percentage():
    # 72 of 689 is 10.4499.
    assert gives(72, 689, "10.4")
    assert not gives(72, 689, "10.5")
    # A half goes either way: 1 of 8 is 12.5.
    assert gives(1, 8, "12")
    assert gives(1, 8, "13")
    assert not gives(1, 0, "12")


def test_plain_text_keeps_signs_and_words():
    assert plain(" n\u00a0=\u20091\u202f804² ") == "n = 1 804²"


@pytest.mark.parametrize("text", ["N (<1%)", "N (100)", "9" * 30, f"5 ({'1' * 30}.0)"])
def test_what_only_looks_like_figures_is_text(text):
    assert parse(text).form == "text"


@pytest.mark.parametrize("percent", ["0", "0.4", "12.5", "33", "33.3", "100", "250"])
@pytest.mark.parametrize("k", [0, 1, 7, 92])
def test_the_bases_that_give_a_percentage_are_an_interval(k, percent):
    least, most = bases_that_give(k, percent)
    fitting = [n for n in range(1, 3000) if gives(k, n, percent)]
    assert fitting == [n for n in range(1, 3000) if n >= least and (most is None or n <= most)]
