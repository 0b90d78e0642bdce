"""The price formulas on published figures and at their edges."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import PriceFormula, points_of

LINEAR = PriceFormula("linear")
FLOORED = PriceFormula("linear", floor=Fraction(0))
STEEP = PriceFormula("linear", zero_at=Fraction(3, 2))
PROPORTIONAL = PriceFormula("proportional")
HIGH_LOW = PriceFormula("high_low")
ALL = [LINEAR, FLOORED, STEEP, PROPORTIONAL, HIGH_LOW]

price_lists = st.lists(st.integers(1, 10**6).map(Fraction), min_size=1, max_size=6)


def points(formula: PriceFormula, *prices: object, top: int = 10) -> list[str]:
    """Return the points of some prices as exact texts."""
    return [str(each) for each in points_of(formula, [Fraction(p) for p in prices], Fraction(top))]


@pytest.mark.parametrize(
    ("formula", "prices", "top", "expected"),
    [
        (LINEAR, [8, 10, 12, 16, 20], 10, ["10", "15/2", "5", "0", "-5"]),
        (PROPORTIONAL, [8, 10, 12, 16, 20], 10, ["10", "8", "20/3", "5", "4"]),
        (HIGH_LOW, [8, 10, 12, 16, 20], 10, ["10", "25/3", "20/3", "10/3", "0"]),
        (LINEAR, [100, 125, 140], 10, ["10", "15/2", "6"]),  # +25 % and +40 % over the lowest
        (LINEAR, [1, 2, 3], 10, ["10", "0", "-10"]),
        (PROPORTIONAL, [1, 2, 3], 10, ["10", "5", "10/3"]),
        (FLOORED, [2, 3, 4, 5], 10, ["10", "5", "0", "0"]),  # KOFA 2017/97: 0 from twice the lowest
        (STEEP, [100, 125, 150, 200], 10, ["10", "5", "0", "-10"]),
        (PriceFormula("linear", floor=Fraction(-2)), [1, 2, 3], 10, ["10", "0", "-2"]),
        (PROPORTIONAL, [600_000, 720_000], 40, ["40", "100/3"]),  # KOFA 2025/0993 as announced
        (PROPORTIONAL, [100, 150], 90, ["90", "60"]),  # KOFA 2017/102: divided by the own price
        (LINEAR, [100, 150], 90, ["90", "45"]),  # and by the lowest
        (PROPORTIONAL, [50, 75, 100], 100, ["100", "200/3", "50"]),
    ],
)
def test_published_figures(
    formula: PriceFormula, prices: list[object], top: int, expected: list[str]
):
    assert points(formula, *prices, top=top) == expected


@pytest.mark.parametrize("formula", ALL)
def test_one_bid_and_equal_prices_get_full_points(formula: PriceFormula):
    assert points(formula, "12345.67") == ["10"]
    assert points(formula, 7, 7, 7) == ["10", "10", "10"]


@pytest.mark.parametrize("formula", [LINEAR, FLOORED, STEEP, PROPORTIONAL])
@pytest.mark.parametrize("price", ["0", "-1"])
def test_a_price_that_the_formula_divides_by_must_be_above_0(formula: PriceFormula, price: str):
    with pytest.raises(EvaluationError, match=formula.name):
        points(formula, 10, price)


def test_high_low_takes_any_price():
    assert points(HIGH_LOW, 0, 10) == ["10", "0"]
    assert points(HIGH_LOW, 0) == ["10"]
    assert points(HIGH_LOW, -10, 0, 10) == ["10", "5", "0"]


@pytest.mark.parametrize("formula", ALL)
@given(prices=price_lists)
def test_a_lower_price_never_has_fewer_points(formula: PriceFormula, prices: list[Fraction]):
    found = points_of(formula, sorted(prices), Fraction(10))
    assert found == sorted(found, reverse=True)
    assert found[0] == 10


@pytest.mark.parametrize("formula", ALL)
@given(prices=price_lists, factor=st.fractions(Fraction(1, 1000), 1000))
def test_the_unit_of_the_prices_does_not_matter(
    formula: PriceFormula, prices: list[Fraction], factor: Fraction
):
    scaled = [price * factor for price in prices]
    assert points_of(formula, scaled, Fraction(10)) == points_of(formula, prices, Fraction(10))


@given(price_lists)
def test_linear_with_the_own_price_below_the_line_is_proportional(prices: list[Fraction]):
    lowest = min(prices)
    wrong = [10 - 10 * (price - lowest) / price for price in prices]
    assert points_of(PROPORTIONAL, prices, Fraction(10)) == wrong
