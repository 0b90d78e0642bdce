"""Numbers are read and written exactly, and what is not a number is refused in words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import numbers
from procurement.evaluation.numbers import (
    decimal_text,
    exact_sum,
    fraction_text,
    number_text,
    product_text,
    read_not_negative,
    read_number,
    read_positive,
    round_half_up,
    weighted_sum,
)

fractions = st.fractions(max_denominator=10**9)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", Fraction(0)),
        ("-0", Fraction(0)),
        ("007.50", Fraction(15, 2)),
        ("-3.25", Fraction(-13, 4)),
        ("6/4", Fraction(3, 2)),
        ("-1/03", Fraction(-1, 3)),
        (12, Fraction(12)),
        (-12, Fraction(-12)),
        ("9" * 40, Fraction(10**40 - 1)),
        (10**40 - 1, Fraction(10**40 - 1)),
        (-(10**39) + 1, Fraction(-(10**39) + 1)),
    ],
)
def test_a_number_is_read_exactly(written: object, value: Fraction):
    assert read_number(written) == value


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (0.1, "float"),
        (1e400, "float"),
        (float("nan"), "float"),
        (True, "expected"),
        (None, "expected"),
        ([1], "expected"),
        ({}, "expected"),
        (b"1", "expected"),
        ("", "blank"),
        (" \t", "blank"),
        ("3,5", "comma"),
        ("1,000.0", "comma"),
        ("1 000", "not a number"),
        (" 1", "not a number"),
        ("1\n", "not a number"),
        ("+1", "not a number"),
        ("1.", "not a number"),
        (".5", "not a number"),
        ("1e3", "not a number"),
        ("NaN", "not a number"),
        ("Infinity", "not a number"),
        ("1/0", "not a number"),
        ("1/00", "not a number"),
        ("1/-2", "not a number"),
        ("1.5/2", "not a number"),
        ("1_000", "not a number"),
        ("٣", "not a number"),
        pytest.param("\ud800", "not a number", id="half a character"),
        ("9" * 41, "40 characters"),
        pytest.param("1" * 10**6, "40 characters", id="a million digits"),
        (10**40, "40 characters"),
        (-(10**39), "40 characters"),
        pytest.param(10**10_000, "40 characters", id="an integer that str() refuses"),
    ],
)
def test_anything_else_is_refused_in_words_with_its_place(written: object, words: str):
    with pytest.raises(EvaluationError, match=words) as caught:
        read_number(written, ("bids", 0, "price"))
    assert caught.value.place == "$.bids[0].price"
    assert len(str(caught.value)) < 200


def test_signs_are_checked():
    assert read_not_negative("0") == 0
    with pytest.raises(EvaluationError, match="negative"):
        read_not_negative("-0.1")
    assert read_positive("1/9") == Fraction(1, 9)
    with pytest.raises(EvaluationError, match="above 0"):
        read_positive(0)


@pytest.mark.parametrize(
    ("value", "fraction", "decimal"),
    [
        (Fraction(0), "0", "0"),
        (Fraction(7), "7", "7"),
        (Fraction(-8), "-8", "-8"),
        (Fraction(100), "100", "100"),
        (Fraction(171, 20), "171/20", "8.55"),
        (Fraction(-1, 400), "-1/400", "-0.0025"),
        (Fraction(1, 2**12), "1/4096", "0.000244140625"),
        (Fraction(2, 3), "2/3", "0.6666666667"),
        (Fraction(-2, 3), "-2/3", "-0.6666666667"),
        (Fraction(1, 3 * 10**11), "1/300000000000", "0"),
        (Fraction(1, 7), "1/7", "0.1428571429"),
    ],
)
def test_numbers_are_written_in_one_way(value: Fraction, fraction: str, decimal: str):
    assert fraction_text(value) == fraction
    assert decimal_text(value) == decimal


def test_numbers_of_any_length_can_be_written():
    long = Fraction(10**5000 + 1, 2**5000)
    assert fraction_text(long).startswith("1000")
    assert len(decimal_text(long)) > 5000
    assert len(fraction_text(Fraction(1, 3**10_000))) > 4_300


@given(fractions, fractions)
def test_a_product_is_written_as_the_fraction_that_it_is(one: Fraction, other: Fraction):
    assert product_text(one, other) == fraction_text(one * other)


@given(fractions)
def test_what_is_written_is_read_back(value: Fraction):
    assert Fraction(fraction_text(value)) == value
    assert Fraction(number_text(value)) == value
    assert abs(Fraction(decimal_text(value)) - value) <= Fraction(1, 2 * 10**10)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("2.4999999999", 0, "2"),
        ("0.125", 2, "0.13"),
        ("0.135", 2, "0.14"),
        ("-0.135", 2, "-0.14"),
        ("1.005", 2, "1.01"),
        ("2/3", 1, "0.7"),
        ("1/3", None, "1/3"),
        ("0", 3, "0"),
    ],
)
def test_a_half_is_rounded_away_from_zero(value: str, decimals: int | None, rounded: str):
    assert round_half_up(Fraction(value), decimals) == Fraction(rounded)


@given(fractions, st.integers(0, 6))
def test_rounding_moves_a_number_by_half_a_step_at_most(value: Fraction, decimals: int):
    rounded = round_half_up(value, decimals)
    assert (rounded * 10**decimals).denominator == 1
    assert abs(rounded - value) <= Fraction(1, 2 * 10**decimals)
    assert round_half_up(-value, decimals) == -rounded


@given(st.lists(st.tuples(fractions, fractions), max_size=8))
def test_a_weighted_sum_is_the_sum_of_the_products(pairs: list[tuple[Fraction, Fraction]]):
    weights, values = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    assert weighted_sum(weights, values, ()) == sum((w * v for w, v in pairs), Fraction(0))


def test_a_sum_that_would_take_forever_is_refused():
    terms = [Fraction(1, 10**39 + 2 * number + 1) for number in range(500)]
    with pytest.raises(EvaluationError, match="thousands of digits") as caught:
        exact_sum(terms, ("criteria",))
    assert caught.value.place == "$.criteria"


def test_texts_that_repeat_are_read_once():
    numbers._of_text.cache_clear()
    read_number("6.5")
    read_number("6.5")
    assert numbers._of_text.cache_info().hits == 1
