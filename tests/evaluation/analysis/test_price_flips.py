"""Flips by one price: by hand for each kind of formula, and by evaluating again."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation import Rounding, bundle_from, evaluate
from procurement.evaluation.price_flips import PriceFlip, flipping_prices
from procurement.evaluation.thresholds import Threshold, threshold, turn

from ..bundles import EXAMPLE, example, simple
from .samples import FORMULAS, repriced, trees

F = Fraction


def flips(data: dict[str, Any]) -> dict[str, PriceFlip]:
    return {each.bid: each for each in flipping_prices(bundle_from(data))}


def test_the_prices_of_the_example():
    # at equal totals A lacks 0.22, that is 0.55 price points; A is the lowest with 10 already,
    # so B has to get 0.55 less: 12 of L = 10 is 1.2, and 1.255 is 7.45
    found = flips(EXAMPLE)
    assert found["B"] == PriceFlip("B", "P", F(12_550_000), F(550_000), exact=True)
    # or A as the lowest at L: 10 (2 - 12 / L) = 7.45
    assert found["A"].price == F(12_000_000) / (2 - F("0.745"))
    assert found["A"].exact


def test_a_bid_that_becomes_the_lowest_sinks_the_others():
    # B needs 2 quality points x 60 / 40 = 3 price points more than A's: A at 10 (2 - 10 / L)
    found = flips(simple({"A": 10, "B": 11}, {"A": 8, "B": 6}))
    assert found["B"].price == F(100, 13)
    assert found["A"].price == F(11) * (2 - F("0.7"))  # A at P: 10 (2 - P / 11) = 7


def test_proportional_points_by_hand():
    found = flips(
        simple({"A": 10, "B": 11}, {"A": 8, "B": 6}, price_formula={"name": "proportional"})
    )
    assert found["B"].price == 7  # A then has 10 x 7 / 10
    assert found["A"].price == F(110, 7)


def test_quality_can_be_out_of_reach_of_any_price():
    found = flips(
        simple({"A": 10, "B": 10}, {"A": 10, "B": 1}, 10, price_formula={"name": "proportional"})
    )
    assert found["B"] == PriceFlip("B", "P", None, None, exact=True)
    assert found["A"] == PriceFlip("A", "P", None, None, exact=True)


def test_a_tie_is_at_the_price_itself():
    found = flips(simple({"A": 10, "B": 10}, {"A": 6, "B": 6}))
    assert [each.change for each in found.values()] == [0, 0]


def test_bands_turn_at_the_limit_of_a_band():
    bands = [{"up_to": 100, "points": 10}, {"up_to": 200, "points": 6}, {"up_to": 300, "points": 0}]
    rule = {"name": "bands", "bands": bands}
    found = flips(simple({"A": 150, "B": 250}, {"A": 8, "B": 8}, price_formula=rule))
    assert found["A"] == PriceFlip("A", "P", None, None, exact=True)  # at worst it ties
    assert found["B"] == PriceFlip("B", "P", F(200), F(-50), exact=True)
    found = flips(simple({"A": 150, "B": 250}, {"A": 8, "B": "8.5"}, price_formula=rule))
    assert found["A"] == PriceFlip("A", "P", F(200), F(50), exact=True)
    found = flips(simple({"A": 150, "B": 250}, {"A": 8, "B": 7}, price_formula=rule))
    assert found["B"] == PriceFlip("B", "P", F(100), F(-150), exact=True)


def test_a_logarithm_is_as_exact_as_its_digits():
    rule = {"name": "logarithmic", "base": "4"}
    found = flips(simple({"A": 10, "B": 11}, {"A": 8, "B": 6}, price_formula=rule))
    assert found["A"].price is not None
    # 10 (1 - ln(P / 11) / ln 4) = 7
    assert abs(found["A"].price - F(11 * 4**0.3)) < F(1, 10**9)


def test_one_bid_and_a_price_without_weight_have_no_flips():
    assert flipping_prices(bundle_from(simple({"A": 10}, {"A": 8}))) == []
    assert flipping_prices(bundle_from(simple({"A": 10, "B": 9}, {"A": 8, "B": 1}, 0))) == []


def test_a_bid_with_published_points_has_no_flip_but_its_price_counts():
    data = example(("bids.0.scores.P", "9"), ("bids.1.scores.K1", "8"))
    found = flipping_prices(bundle_from(data))
    assert [each.bid for each in found] == ["B"]
    data["bids"][1]["scores"]["P"] = "9"
    assert flipping_prices(bundle_from(data)) == []


def test_without_a_formula_there_is_nothing_to_turn():
    data = example(("model.price_formula", None))
    for bid in data["bids"]:
        bid["scores"]["P"] = "5"
    assert flipping_prices(bundle_from(data)) == []


def test_each_of_several_prices_is_turned_alone():
    criteria = [
        {"code": "P1", "kind": "price", "weight": 1},
        {"code": "P2", "kind": "cost", "weight": 1, "formula": {"name": "proportional"}},
    ]
    bids = [
        {"code": "A", "prices": {"P1": 100, "P2": 100}},
        {"code": "B", "prices": {"P1": 110, "P2": 200}},
    ]
    found = flipping_prices(bundle_from(example(("criteria", criteria), ("bids", bids))))
    assert [(each.bid, each.criterion, each.price) for each in found] == [
        ("A", "P1", 165),  # A 5 + 10, B 10 + 5
        ("B", "P1", F(200, 3)),
        ("A", "P2", F(2000, 9)),
        ("B", "P2", 90),
    ]


@settings(max_examples=60, deadline=None)
@given(trees(), st.sampled_from([None, None, 1]))
def test_the_engine_ties_at_the_price_and_not_beyond(data: dict[str, Any], decimals: int | None):
    bundle = bundle_from(data)
    bundle = replace(bundle, model=replace(bundle.model, rounding=Rounding(points=decimals)))
    winner = evaluate(bundle).winner
    prices = {bid.code: bid.price for bid in bundle.bids}
    lowest, highest = min(prices.values()), max(prices.values())
    for each in flipping_prices(bundle):
        was_first = each.bid in winner
        if each.price is None:
            end = 1000 * highest if was_first else lowest / 1000
            assert (each.bid in evaluate(repriced(bundle, each.bid, end)).winner) == was_first
            continue
        assert each.change == each.price - prices[each.bid]
        assert (each.change >= 0) == was_first or each.change == 0
        assert each.bid in evaluate(repriced(bundle, each.bid, each.price)).winner
        dearer = each.price * (1 + F(1, 10**9))
        assert each.bid not in evaluate(repriced(bundle, each.bid, dearer)).winner


@pytest.mark.parametrize("rule", FORMULAS, ids=lambda rule: rule["name"])
def test_every_formula_turns_at_the_price_and_not_beyond(rule: dict[str, Any]):
    data = simple({"A": 100, "B": 120, "C": 160}, {"A": 6, "B": 7, "C": 9}, price_formula=rule)
    bundle = bundle_from(data)
    for each in flipping_prices(bundle):
        if each.price is not None:
            dearer = each.price * (1 + F(1, 10**9))
            assert each.bid in evaluate(repriced(bundle, each.bid, each.price)).winner
            assert each.bid not in evaluate(repriced(bundle, each.bid, dearer)).winner
            assert each.exact


def test_a_threshold_at_a_bend_a_jump_and_a_root():
    assert threshold(lambda x: min(x - 3, 5 * (x - 2)), F(10), F(0)) == Threshold(F(3), exact=True)
    assert threshold(lambda x: F(1) if x >= 8 else F(-1), F(8), F(0)) == Threshold(F(8), exact=True)
    found = threshold(lambda x: F(1) if x >= F(1, 3) else F(-1), F(8), F(0))
    assert not found.exact
    assert F(1, 3) <= found.value < F(1, 3) + F(1, 10**15)
    found = threshold(lambda x: x * x - 2, F(8), F(0))
    assert not found.exact
    assert found.value**2 >= 2
    assert found.value**2 < 2 + F(1, 10**15)


def test_a_threshold_at_a_pole_and_at_the_end_of_a_plateau():
    found = threshold(lambda x: 1 / (x - F(10, 3)), F(4), F(1))
    assert not found.exact
    assert F(10, 3) < found.value < F(10, 3) + F(1, 10**15)
    found = threshold(lambda x: min(max(x - 3, F(0)), F(1)) + min(x - 2, F(0)), F(9), F(0))
    assert 2 <= found.value < 2 + F(1, 10**15)
    found = threshold(lambda x: F(0) if x >= 2 else F(-1), F(9), F(0))
    assert 2 <= found.value < 2 + F(1, 10**15)


def test_a_threshold_where_the_margin_is_0_already():
    assert threshold(lambda x: x, F(0), F(-8)) == Threshold(F(0), exact=True)


def test_a_threshold_of_a_constant_ratio_beyond_the_pole():
    found = threshold(lambda x: (x - 5) / (x + 1), F(9), F(1))
    assert found == Threshold(F(5), exact=True)


def test_the_first_turn_on_the_way():
    found = turn(lambda x: (x - 2) * (x - 6), F(1), [F(3), F(5), F(8)])
    assert found is not None
    assert abs(found.value - 2) < F(1, 10**15)
    assert turn(lambda x: x, F(1), [F(3), F(5)]) is None
    assert turn(lambda x: x, F(1), []) is None
    assert turn(lambda x: x - 4, F(1), [F(3), F(5)]) == Threshold(F(4), exact=True)
