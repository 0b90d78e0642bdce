"""The price formulas on published figures and at their edges."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import Band, PriceFormula, points_of, result_document

from .bundles import evaluated, refusal, simple

LINEAR = PriceFormula("linear")
FLOORED = PriceFormula("linear", floor=Fraction(0))
STEEP = PriceFormula("linear", zero_at=Fraction(3, 2))
PROPORTIONAL = PriceFormula("proportional")
HIGH_LOW = PriceFormula("high_low")
HYBRID = PriceFormula("hybrid", knee=Fraction(3, 2))
MEAN = PriceFormula("mean_relative")
LOGARITHMIC = PriceFormula("logarithmic", base=Fraction(4))
FIXED = PriceFormula("fixed", full_at=Fraction(10), zero_at=Fraction(20))
CLAMPED = PriceFormula("fixed", full_at=Fraction(10), zero_at=Fraction(20), clamp=True)
BANDS = PriceFormula(
    "bands",
    bands=(
        Band(Fraction(0), Fraction(600), Fraction(40)),
        Band(Fraction(600), Fraction(750), Fraction(20)),
        Band(Fraction(750), None, Fraction(-5)),
    ),
)
DIVIDED = [LINEAR, FLOORED, STEEP, PROPORTIONAL, HYBRID, MEAN, LOGARITHMIC]
RELATIVE = [*DIVIDED, HIGH_LOW]
ALL = [*RELATIVE, FIXED, CLAMPED, BANDS]

price_lists = st.lists(st.integers(1, 10**6).map(Fraction), min_size=1, max_size=6)


def points(formula: PriceFormula, *prices: object, top: object = 10) -> list[str]:
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
        (HYBRID, [10, 12, 15, 20, 30], 10, ["10", "8", "5", "15/4", "5/2"]),
        (PriceFormula("hybrid", knee=Fraction(5, 4)), [4, 5, 6], 1, ["1", "3/4", "5/8"]),
        (MEAN, [8, 10, 12], 10, ["12", "10", "8"]),
        (MEAN, [1, 1, 7], 10, ["50/3", "50/3", "-10/3"]),
        (FIXED, [8, 10, 14, 20, 25], 10, ["12", "10", "6", "0", "-5"]),
        (CLAMPED, [8, 10, 14, 20, 25], 10, ["10", "10", "6", "0", "0"]),
        (CLAMPED, [-5, 0], 7, ["7", "7"]),
        (BANDS, [600, "600.01", 750, 751], 40, ["40", "20", "20", "-5"]),
        (BANDS, [1, 720], 100, ["40", "20"]),  # the points stand as they are written
        (LOGARITHMIC, [5, 10, 20, 80], 10, ["10", "5", "0", "-10"]),
        (PriceFormula("logarithmic", base=Fraction(3)), [7], "1/3", ["1/3"]),
    ],
)
def test_published_figures(
    formula: PriceFormula, prices: list[object], top: object, expected: list[str]
):
    assert points(formula, *prices, top=top) == expected


@pytest.mark.parametrize("formula", RELATIVE)
def test_one_bid_and_equal_prices_get_full_points(formula: PriceFormula):
    assert points(formula, "12345.67") == ["10"]
    assert points(formula, 7, 7, 7) == ["10", "10", "10"]


@pytest.mark.parametrize("formula", DIVIDED)
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


@pytest.mark.parametrize("formula", [each for each in RELATIVE if each is not MEAN])
@given(prices=price_lists)
def test_the_lowest_price_has_full_points(formula: PriceFormula, prices: list[Fraction]):
    found = points_of(formula, prices, Fraction(10))
    assert max(found) == found[prices.index(min(prices))] == 10


@given(price_lists)
def test_the_mean_of_mean_relative_points_is_full_points(prices: list[Fraction]):
    assert sum(points_of(MEAN, prices, Fraction(10))) == 10 * len(prices)


@pytest.mark.parametrize("formula", RELATIVE)
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


@given(price_lists, st.fractions(Fraction(101, 100), Fraction(199, 100), max_denominator=100))
def test_a_hybrid_is_linear_up_to_the_knee_and_its_two_halves_meet(
    prices: list[Fraction], knee: Fraction
):
    formula = PriceFormula("hybrid", knee=knee)
    lowest = min(prices)
    at_knee = points_of(formula, [*prices, knee * lowest], Fraction(10))
    assert at_knee[-1] == 10 * (2 - knee)
    linear = points_of(LINEAR, prices, Fraction(10))
    for price, own, straight in zip(prices, at_knee, linear, strict=False):
        assert own > 0
        assert own == straight if price <= knee * lowest else own > straight


@pytest.mark.parametrize("formula", [FIXED, CLAMPED, BANDS])
@given(prices=price_lists)
def test_absolute_points_do_not_depend_on_other_bids(formula: PriceFormula, prices: list[Fraction]):
    together = points_of(formula, prices, Fraction(10))
    alone = [points_of(formula, [price], Fraction(10))[0] for price in prices]
    assert together == alone


@given(price_lists)
def test_logarithmic_differences_do_not_depend_on_other_bids(prices: list[Fraction]):
    pair = [Fraction(3), Fraction(7)]
    one, other = points_of(LOGARITHMIC, pair, Fraction(10))
    with_others = points_of(LOGARITHMIC, [*pair, *prices], Fraction(10))
    assert abs((with_others[0] - with_others[1]) - (one - other)) < Fraction(1, 10**45)


def test_a_logarithm_has_50_digits():
    found = points(PriceFormula("logarithmic"), 1, 2, top=1)[1]  # 1 - log 2
    assert Fraction(found) == Fraction("0.69897000433601880478626110527550697323181011853789")


def test_the_result_says_that_a_logarithm_is_not_exact():
    data = simple({"A": 10, "B": 12}, {"A": 6, "B": 8})
    assert evaluated(data).notes == ()
    assert "notes" not in result_document(evaluated(data), data)
    data["model"]["price_formula"] = {"name": "logarithmic", "base": "3"}
    result = evaluated(data)
    assert result.approximate == ("P",)
    assert result.notes == (
        "The points of P are computed with 50 digits, for a logarithm is not a fraction.",
    )
    assert result_document(result, data)["notes"] == ["P: ln, 50 digits"]


def test_a_criterion_with_published_points_needs_no_logarithm():
    data = simple({"A": 10}, {"A": 6}, price_formula={"name": "logarithmic", "base": "3"})
    data["bids"][0]["scores"]["P"] = 10
    assert evaluated(data).approximate == ()


@pytest.mark.parametrize(("price", "fits"), [("0", False), ("0.01", True), ("751", True)])
def test_a_price_must_lie_in_a_band(price: str, fits: bool):
    if fits:
        assert len(points(BANDS, 700, price)) == 2
        return
    with pytest.raises(EvaluationError, match="The price 0 lies in none of the bands"):
        points(BANDS, 700, price)


def test_a_price_outside_the_bands_is_refused_with_its_place():
    rule = {"name": "bands", "bands": [{"up_to": 11, "points": 10}]}
    data = simple({"A": 10, "B": 12}, {"A": 6, "B": 8}, price_formula=rule)
    assert str(refusal(data)) == (
        "$.bids[1].price: The price of bid B for criterion P lies in none of the bands."
    )
    data["bids"][1]["prices"] = {"P": data["bids"][1].pop("price")}
    assert refusal(data).place == "$.bids[1].prices.P"


@pytest.mark.parametrize("rule", [{"name": "mean_relative"}, {"name": "logarithmic", "base": 2}])
def test_every_formula_that_divides_refuses_a_price_of_0(rule: dict[str, object]):
    data = simple({"A": 10, "B": 0}, {"A": 6, "B": 8}, price_formula=rule)
    assert str(refusal(data)) == (
        "$.bids[1].price: The price of bid B for criterion P must be above 0."
    )


def test_a_fixed_formula_takes_a_price_of_0():
    rule = {"name": "fixed", "full_at": 0, "zero_at": 10}
    data = simple({"A": 0, "B": "-1"}, {"A": 0, "B": 0}, 100, price_formula=rule)
    assert [str(bid.total) for bid in evaluated(data).bids] == ["11", "10"]
