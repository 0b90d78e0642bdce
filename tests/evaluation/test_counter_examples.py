"""What does not hold: pinned examples of where a formula, a method or a rule turns an order."""

from typing import Any

import pytest

from .bundles import ranks, simple, totals

MEAN = {"price_formula": {"name": "mean_relative"}}


def order(data: dict[str, Any], *codes: str) -> list[str]:
    """Return some codes from first to last."""
    return [code for code in ranks(data) if code in codes]


@pytest.mark.parametrize(
    ("model", "prices", "quality", "price", "turned"),
    [
        # the cheaper bid A and the better bid B; C has no chance
        ({"name": "linear"}, (10, 12, 6), (6, 8, 1), 40, "BA AB"),
        ({"name": "linear", "floor": 0}, (100, 130, 50), (6, 8, "0.5"), 50, "AB BA"),
        ({"name": "proportional"}, (100, 130, 50), (6, 8, "0.5"), 50, "AB BA"),
        ({"name": "hybrid", "knee": "1.5"}, (100, 150, 80), (5, 8, 3), 40, "AB BA"),
        ({"name": "high_low"}, (100, 110, 200), (6, "7.5", 1), 50, "AB BA"),
        ({"name": "mean_relative"}, (80, 140, 250), (3, 6, 10), 40, "AB BA"),
    ],
)
def test_by_a_relative_formula_a_third_bid_can_turn_the_order(
    model: dict[str, Any], prices: Any, quality: Any, price: int, turned: str
):
    before, after = turned.split()
    pair = simple(
        dict(zip("AB", prices, strict=False)),
        dict(zip("AB", quality, strict=False)),
        price,
        price_formula=model,
    )
    three = simple(
        dict(zip("ABC", prices, strict=True)),
        dict(zip("ABC", quality, strict=True)),
        price,
        price_formula=model,
    )
    assert order(pair, "A", "B") == list(before)
    assert order(three, "A", "B") == list(after)


def test_by_the_mean_even_a_twin_turns_the_order():
    data = simple({"A": 90, "B": 140}, {"A": 6, "B": 9}, 40, **MEAN)
    assert order(data, "A", "B") == ["B", "A"]
    data["bids"].append(data["bids"][0] | {"code": "twin"})
    assert order(data, "A", "B") == ["A", "B"]


@pytest.mark.parametrize(
    ("rule", "prices", "quality", "price"),
    [
        (
            {
                "price_formula": {"name": "fixed", "full_at": 50, "zero_at": 150},
                "normalisation": {"form": "proportional"},
            },
            (150, 110, 290),
            (3, 2, 10),
            40,
        ),
        (
            {"method": "percentage_markup", "normalisation": {"form": "difference"}},
            (110, 100, 160),
            (3, 1, 9),
            60,
        ),
        (
            {"method": "price_per_quality", "normalisation": {"form": "difference"}},
            (100, 120, 110),
            (4, 5, 10),
            40,
        ),
        (
            {
                "price_formula": {"name": "logarithmic", "base": 4},
                "rounding": {"points": 0},
            },
            (110, 140, 100),
            (8, 10, 2),
            60,
        ),
    ],
    ids=[
        "proportional lift",
        "difference in per cent",
        "difference per point",
        "rounded logarithm",
    ],
)
def test_lifting_and_rounding_bring_the_other_bids_back_in(
    rule: dict[str, Any], prices: Any, quality: Any, price: int
):
    def data(codes: str) -> dict[str, Any]:
        return simple(
            dict(zip(codes, prices, strict=False)),
            dict(zip(codes, quality, strict=False)),
            price,
            **rule,
        )

    assert order(data("AB"), "A", "B") == ["A", "B"]
    assert order(data("ABC"), "A", "B") == ["B", "A"]


def test_a_bid_that_is_cheaper_loses_where_bands_rise():
    rule = {"name": "bands", "bands": [{"up_to": 10, "points": 2}, {"up_to": 20, "points": 8}]}
    data = simple({"A": 9, "B": 11}, {"A": 5, "B": 5}, 40, price_formula=rule)
    assert ranks(data) == {"B": 1, "A": 2}


@pytest.mark.parametrize(
    "rule",
    [
        {"name": "fixed", "full_at": 10, "zero_at": 20},
        {"name": "bands", "bands": [{"up_to": 10, "points": 9}, {"up_to": None, "points": 1}]},
    ],
)
def test_to_an_absolute_formula_the_currency_matters(rule: dict[str, Any]):
    kroner = simple({"A": 10, "B": 14}, {"A": 5, "B": 8}, 50, price_formula=rule)
    euro = simple({"A": 1, "B": "1.4"}, {"A": 5, "B": 8}, 50, price_formula=rule)
    assert ranks(kroner) == {"A": 1, "B": 2}
    assert ranks(euro) == {"B": 1, "A": 2}


def test_a_price_without_effect_below_a_floor():
    rule = {"name": "linear", "floor": 0}
    prices = {"A": 10, "B": 20, "C": 90}
    data = simple(prices, dict.fromkeys("ABC", 5), 40, price_formula=rule)
    assert totals(data) == {"A": "7", "B": "3", "C": "3"}


def test_no_points_for_anybody_and_some_points_for_one():
    data = simple({"A": 10, "B": 12}, {"A": 0, "B": 0}, 40, normalisation={"form": "proportional"})
    assert ranks(data) == {"A": 1, "B": 2}
    data["bids"][1]["scores"]["Q"] = "0.0001"  # the smallest score there is becomes full points
    assert totals(data) == {"B": "46/5", "A": "4"}
