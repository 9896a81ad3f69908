"""The grammar of formulas: what is read, what it comes to, and what is refused."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homecoming.published import DataError, Formula, Reference

NAMES = {"a": Decimal("12.5"), "b": Decimal(4), "c": Decimal(0), "table": Decimal(7)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", "12.5"),
        ("a - b - 1", "7.5"),
        ("a - (b - 1)", "9.5"),
        ("100 / b / 5", "5"),
        ("2 + 3 * b", "14"),
        ("(2 + 3) * b", "20"),
        ("-a + b", "-8.5"),
        ("a - -b", "16.5"),
        ("--a", "12.5"),
        ("-(a + b) * 2", "-33.0"),
        ("0.1 + 0.2", "0.3"),
        ("table-1", "6"),
        (" + ".join(["1"] * 3000), "3000"),
    ],
)
def test_numbers_are_computed_exactly(text, value):
    assert Formula.parse(text).number(names=NAMES) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("a > b", True),
        ("a > b > c", True),
        ("a > b > 10", False),
        ("a >= 12.5 and a <= 12.5", True),
        ("a == 12.50", True),
        ("a != 12.5", False),
        ("a < b or c < b", True),
        ("a < b or c > b and a > b", False),
        ("(a < b or c < b) and a > b", True),
        ("a - b < 9", True),
        ("a < b + 9", True),
    ],
)
def test_tests_are_true_or_false(text, true):
    assert Formula.parse(text).holds(names=NAMES) is true


def test_references_are_known_and_take_their_values_in_order():
    formula = Formula.parse("100 * (table-1[Yes, rather|All] - text[share]) / table-1[Yes, rather|All] - a")
    first = Reference("table-1", ("Yes, rather", "All"), "table-1[Yes, rather|All]")
    assert formula.references == (first, Reference("text", ("share",), "text[share]"), first)
    assert formula.names == ("a",)
    assert formula.number([Decimal(50), Decimal(40), Decimal(20)], NAMES) == Decimal("37.5")
    with pytest.raises(ValueError, match="3 references; got 1 values"):
        formula.number([Decimal(1)], NAMES)


def test_a_formula_is_read_once_and_does_not_change():
    formula = Formula.parse("a - table-1[Yes|All]")
    assert Formula.parse("a - table-1[Yes|All]") is formula
    with pytest.raises(FrozenInstanceError):
        formula.text = "b"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a b", "'b'"),
        ("a ! b", "'! b'"),
        ("a = b", "'= b'"),
        ("a ** b", "'* b'"),
        ("a + 5e-05", "'5e-05'"),
        ("a.real", "'.real'"),
        ("f(a)", "'(a)'"),
        ("a and b", "'and b'"),
        ("a > 1 and b", "'and b'"),
        ("(a > 1) + 1", "'+ 1'"),
        ("-(a > 1)", "'(a > 1)'"),
        ("a and", "ends too soon"),
        ("not a > 1", "'a > 1'"),
        ("a > 1 or or b > 1", "'or b > 1'"),
        ("lambda: 1", "': 1'"),
        ("'a'", "'a'"),
        ("a;b", "';b'"),
        ("a\n", "found 'a'"),
        ("٣", "٣"),
    ],
)
def test_what_cannot_be_read_is_told_from_where(text, rest):
    with pytest.raises(DataError, match="expected references such as") as caught:
        Formula.parse(text).number(names=NAMES)
    assert rest in str(caught.value)


def test_a_number_is_no_test_and_a_test_no_number():
    with pytest.raises(DataError, match="a test, such as a > 50"):
        Formula.parse("a - b").holds(names=NAMES)
    with pytest.raises(DataError, match="Leave out the comparison"):
        Formula.parse("a > b").number(names=NAMES)
    for compute in (Formula.parse("a / c").number, Formula.parse("a / c > 1").holds):
        with pytest.raises(DataError, match="Do not divide by zero"):
            compute(names=NAMES)


@given(st.text(max_size=30) | st.text("ab1.+-*/()<>=! andor[]|", max_size=20))
def test_any_text_is_read_or_refused(text):
    try:
        formula = Formula.parse(text)
    except DataError:
        return
    assert Formula.parse(f"({text})").is_test == formula.is_test


numbers = st.integers(0, 10**6) | st.decimals(0, 1000, places=2)


@given(st.lists(numbers, min_size=1, max_size=6), st.data())
def test_sums_and_products_come_to_what_python_makes_of_them(operands, data):
    symbols = data.draw(st.lists(st.sampled_from("+-*"), min_size=len(operands), max_size=len(operands)))
    text = "".join(f"{operand:f} {symbol} " for operand, symbol in zip(operands, symbols, strict=True)) + "1"
    written = "".join(
        f"Decimal('{operand:f}') {symbol} " for operand, symbol in zip(operands, symbols, strict=True)
    )
    assert Formula.parse(text).number() == eval(f"{written}Decimal(1)", {"Decimal": Decimal})
