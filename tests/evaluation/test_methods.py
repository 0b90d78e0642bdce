"""Every method by hand: totals, parts, edges, and what it refuses."""

from fractions import Fraction
from typing import Any

import pytest

from .bundles import evaluated, ranks, refusal, simple, totals, valued

MONEY = (
    "lowest_price",
    "quality_deduction",
    "quality_markup",
    "percentage_markup",
    "price_per_quality",
    "effective_price",
)
PRICES = {"A": 100, "B": 90}


def of(method: str, prices: Any = PRICES, quality: Any = (8, 6), **model: Any) -> dict[str, Any]:
    """Return two bids under a method, quality being worth 40 at most, or a fifth of the price."""
    value = "1/5" if method == "effective_price" else 40
    data = simple(prices, dict(zip(prices, quality, strict=True)), 40, method=method, **model)
    data["criteria"][1]["max_value"] = value
    return data


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("lowest_price", {"B": "90", "A": "100"}),
        ("quality_deduction", {"B": "66", "A": "68"}),  # less 40 x 6/10, 40 x 8/10
        ("quality_markup", {"B": "106", "A": "108"}),  # plus 40 x 4/10, 40 x 2/10
        ("percentage_markup", {"A": "130", "B": "144"}),  # x (1 + 2/10 x 60/40), (1 + 4/10 x ...)
        ("price_per_quality", {"A": "25/2", "B": "15"}),
        ("effective_price", {"B": "1800/23", "A": "250/3"}),  # / (1 + 0.12/0.8), / (1 + 0.16/0.8)
    ],
)
def test_each_method_by_hand(method: str, expected: dict[str, str]):
    assert totals(of(method)) == expected
    assert evaluated(of(method)).lowest_wins
    assert evaluated(of(method)).method == method


def test_only_weighted_points_are_won_by_the_highest():
    result = evaluated(simple(PRICES, {"A": 8, "B": 6}))
    assert not result.lowest_wins
    assert result.bids[0].total > result.bids[1].total


def test_a_deduction_is_for_what_is_there_and_a_markup_for_what_is_missing():
    prices, scores = {"A": 1000, "B": 1000}, {"A": [10, 0], "B": [0, 10]}
    deduction = valued("quality_deduction", prices, scores, [300, 50])
    assert totals(deduction) == {"A": "700", "B": "950"}
    markup = valued("quality_markup", prices, scores, [300, 50])
    assert totals(markup) == {"A": "1050", "B": "1300"}


def test_the_parts_of_a_deduction():
    data = valued("quality_deduction", {"A": 1000}, {"A": [7, 5]}, [300, 100])
    (bid,) = evaluated(data).bids
    assert bid.prices == {"P": 1000}
    assert bid.figures == {"price": 1000, "deduction": 260}
    assert list(bid.criteria) == ["Q1", "Q2"]
    assert [each.contribution for each in bid.criteria.values()] == [-210, -50]
    assert [each.share for each in bid.criteria.values()] == [Fraction(3, 4), Fraction(1, 4)]
    assert [each.points for each in bid.criteria.values()] == [7, 5]


def test_the_parts_of_a_markup():
    data = valued("quality_markup", {"A": 1000}, {"A": [7, 5]}, [300, 100])
    (bid,) = evaluated(data).bids
    assert bid.figures == {"price": 1000, "markup": 140}
    assert [each.contribution for each in bid.criteria.values()] == [90, 50]


def test_the_parts_of_an_effective_price():
    data = valued("effective_price", {"A": 1000}, {"A": [10, 5]}, ["1/10", "3/10"])
    (bid,) = evaluated(data).bids
    assert bid.figures == {"price": 1000, "value": Fraction(1, 4), "divisor": Fraction(17, 12)}
    assert [each.contribution for each in bid.criteria.values()] == [
        Fraction(1, 10),
        Fraction(3, 20),
    ]
    assert bid.total == Fraction(12000, 17)


def test_full_quality_takes_off_the_whole_share():
    data = valued("effective_price", {"A": 1000, "B": 1000}, {"A": [10], "B": [0]}, ["1/4"])
    assert totals(data) == {"A": "750", "B": "1000"}


def test_the_parts_of_a_percentage():
    (first, _second) = evaluated(of("percentage_markup")).bids
    assert first.figures == {"price": 100, "quality": 8, "percentage": Fraction(3, 10)}
    assert {code: each.contribution for code, each in first.criteria.items()} == {"Q": 30}
    assert first.criteria["Q"].share == Fraction(3, 5)
    assert first.prices == {"P": 100}


def test_the_parts_of_a_price_per_point():
    (first, _second) = evaluated(of("price_per_quality")).bids
    assert first.figures == {"price": 100, "quality": 8}
    assert {code: each.contribution for code, each in first.criteria.items()} == {"Q": 8}


def test_the_parts_of_a_lowest_price():
    (first, _second) = evaluated(of("lowest_price")).bids
    assert first.figures == {"price": 90}
    assert [(each.points, each.contribution, each.share) for each in first.criteria.values()] == [
        (6, 0, 0)
    ]


def nested(method: str) -> dict[str, Any]:
    """Return a tree in which a price stands beside quality, deep down."""
    inner = [
        {"code": "P1", "kind": "cost", "weight": 30},
        {"code": "Q1", "kind": "quality", "weight": 70},
    ]
    pure = [
        {"code": "Q2", "kind": "environment", "weight": 1},
        {"code": "Q3", "kind": "quality", "weight": 3},
    ]
    return {
        "format": "kravspor-evaluation/1",
        "model": {"method": method, "max_points": 10},
        "criteria": [
            {"code": "P0", "kind": "price", "weight": 20},
            {"code": "mixed", "kind": "quality", "weight": 40, "children": inner},
            {"code": "pure", "kind": "quality", "weight": 40, "children": pure},
        ],
        "bids": [
            {
                "code": "A",
                "prices": {"P0": 100, "P1": 60},
                "scores": {"Q1": 6, "Q2": 4, "Q3": 8},
            }
        ],
    }


def test_a_leaf_weighs_its_share_of_the_root():
    # quality: (0.28 x 6 + 0.1 x 4 + 0.3 x 8) / 0.68; price: 0.2 + 0.12
    quality = Fraction("4.48") / Fraction("0.68")
    (bid,) = evaluated(nested("price_per_quality")).bids
    assert bid.total == 160 / quality
    assert bid.figures["quality"] == quality
    assert list(bid.criteria) == ["Q1", "pure", "Q2", "Q3"]  # a group with a price has no points
    assert bid.criteria["pure"].points == 7
    leaves = [bid.criteria[code].contribution for code in ("Q1", "Q2", "Q3")]
    assert sum(leaves) == quality
    assert bid.criteria["pure"].contribution == leaves[1] + leaves[2]

    (bid,) = evaluated(nested("percentage_markup")).bids
    assert bid.total == 160 * (1 + (10 - quality) / 10 * Fraction(68, 32))
    leaves = [bid.criteria[code].contribution for code in ("Q1", "Q2", "Q3")]
    assert sum(leaves) + 160 == bid.total
    assert bid.criteria["pure"].contribution == leaves[1] + leaves[2]


@pytest.mark.parametrize("method", MONEY)
def test_several_prices_are_added(method: str):
    data = of(method)
    data["criteria"].append({"code": "P2", "kind": "cost", "weight": 0})
    for bid, part in zip(data["bids"], (30, 10), strict=True):
        bid["prices"] = {"P": bid.pop("price") - part, "P2": part}
    assert totals(data) == totals(of(method))
    assert [bid.prices["P2"] for bid in sorted(evaluated(data).bids, key=lambda b: b.code)] == [
        30,
        10,
    ]


@pytest.mark.parametrize("method", MONEY)
def test_a_price_criterion_is_needed(method: str):
    data = of(method)
    del data["criteria"][0]
    error = refusal(data)
    assert str(error) == "$.criteria: The method needs a price or cost criterion."


@pytest.mark.parametrize("method", MONEY)
def test_points_in_the_place_of_a_price_are_refused(method: str):
    data = of(method)
    data["bids"][1]["scores"]["P"] = 7
    error = refusal(data)
    assert error.place == "$.bids[1].scores.P"
    assert "bid B has points on P" in str(error)


@pytest.mark.parametrize("method", MONEY)
def test_what_is_missing_is_named(method: str):
    data = of(method)
    del data["bids"][1]["price"]
    assert str(refusal(data)) == "$.bids[1].price: Bid B has no price for criterion P."
    data = of(method)
    del data["bids"][1]["scores"]["Q"]
    assert str(refusal(data)) == "$.bids[1].scores.Q: Bid B has no score on criterion Q."


@pytest.mark.parametrize("method", ["percentage_markup", "price_per_quality", "effective_price"])
@pytest.mark.parametrize("price", ["0", "-1"])
def test_a_price_that_is_multiplied_must_be_above_0(method: str, price: str):
    error = refusal(of(method, {"A": 10, "B": price}))
    assert str(error) == "$.bids[1].price: The price of bid B must be above 0."
    data = of(method, {"A": 10, "B": price})
    data["bids"][1]["prices"] = {"P": data["bids"][1].pop("price")}
    assert refusal(data).place == "$.bids[1].prices"


@pytest.mark.parametrize("method", ["lowest_price", "quality_deduction", "quality_markup"])
def test_elsewhere_any_price_is_a_price(method: str):
    assert ranks(of(method, {"A": 0, "B": "-5"}, (5, 5))) == {"B": 1, "A": 2}


def test_a_deduction_may_exceed_the_price():
    assert totals(of("quality_deduction", {"A": 30, "B": 32}, (10, 10))) == {"A": "-10", "B": "-8"}


@pytest.mark.parametrize("method", ["quality_deduction", "quality_markup", "effective_price"])
def test_quality_without_a_value_is_refused(method: str):
    data = of(method)
    del data["criteria"][1]["max_value"]
    data["criteria"][1] = {
        "code": "G",
        "kind": "quality",
        "weight": 1,
        "children": [data["criteria"][1]],
    }
    error = refusal(data)
    assert str(error) == "$.criteria[1].children[0].max_value: The method needs the max_value of Q."


@pytest.mark.parametrize("values", [["0.6", "0.4"], ["2", "0"]])
def test_shares_of_the_price_must_be_less_than_the_price(values: list[object]):
    error = refusal(valued("effective_price", {"A": 1}, {"A": [1, 1]}, values))
    assert str(error) == "$.criteria: The max_value of all criteria together must be less than 1."
    assert totals(valued("effective_price", {"A": 1}, {"A": [10, 10]}, ["0.6", "0.39"])) == {
        "A": "1/100"
    }


def test_quality_that_is_worth_nothing_has_no_share():
    data = valued("quality_deduction", {"A": 7}, {"A": [10, 10]}, [0, 0])
    (bid,) = evaluated(data).bids
    assert bid.total == 7
    assert [each.share for each in bid.criteria.values()] == [0, 0]


@pytest.mark.parametrize("method", ["percentage_markup", "price_per_quality"])
@pytest.mark.parametrize("weights", [(0, 100), (100, 0)])
def test_price_and_quality_both_need_weight(method: str, weights: tuple[int, int]):
    data = of(method)
    for criterion, weight in zip(data["criteria"], weights, strict=True):
        criterion["weight"] = weight
    error = refusal(data)
    assert str(error) == "$.criteria: The method needs a weight on price and one on quality."


@pytest.mark.parametrize("method", ["percentage_markup", "price_per_quality"])
def test_without_any_quality_criterion_there_is_no_quality(method: str):
    data = of(method)
    del data["criteria"][1]
    data["bids"] = [{"code": "A", "price": 1}]
    assert refusal(data).place == "$.criteria"


def test_a_price_is_not_divided_by_no_points():
    error = refusal(of("price_per_quality", quality=(8, 0)))
    assert str(error) == ("$.bids[1].scores: Bid B has no quality points to divide its price by.")
    assert totals(of("percentage_markup", quality=(8, 0))) == {"A": "130", "B": "225"}
