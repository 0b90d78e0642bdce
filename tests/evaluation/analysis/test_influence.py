"""Effective weights and the money for a point: reference numbers, and the engine's own curve."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from procurement.errors import EvaluationError
from procurement.evaluation import PriceFormula, bundle_from, points_of
from procurement.evaluation.influence import Influence, PointValue, influences, point_values
from procurement.evaluation.model import read_price_formula
from procurement.evaluation.price_slopes import slope_at

from ..bundles import EXAMPLE, example, simple
from .samples import FORMULAS, flat, trees

F = Fraction


def test_a_heavy_price_that_hardly_differs_weighs_little():
    # evaluation-methods: 40 % on paper is 1/13 in effect
    data = simple({"A": 10, "B": "10.3", "C": "10.5"}, {"A": 9, "B": 7, "C": 5})
    assert influences(bundle_from(data)) == [
        Influence("P", F(2, 5), F(1, 5), F(1, 13), can_decide=False),
        Influence("Q", F(3, 5), F(12, 5), F(12, 13), can_decide=True),
    ]


def test_a_criterion_that_reaches_just_the_margin_can_decide():
    data = flat([(6, 5, 5), (5, 5, "5.1")], (1, 1, 1))
    assert [each.can_decide for each in influences(bundle_from(data))] == [True, False, False]
    data = flat([(6, 5), (5, 6)], (2, 1))
    assert [each.can_decide for each in influences(bundle_from(data))] == [True, True]


def test_leaves_have_influence_of_their_own():
    found = influences(bundle_from(EXAMPLE), leaves=True)
    assert [each.criterion for each in found] == ["P", "K1", "K2"]
    assert [each.reach for each in found] == [F("0.8"), F("0.84"), F("0.18")]
    assert sum(each.effective for each in found) == 1


def test_bids_that_nothing_parts_and_a_single_bid():
    for rows in ([(6, 5), (6, 5)], [(6, 5)]):
        found = influences(bundle_from(flat(rows, (1, 1))))
        assert [(each.reach, each.effective) for each in found] == [(0, None), (0, None)]
        assert [each.can_decide for each in found] == [len(rows) > 1] * 2


@settings(max_examples=60, deadline=None)
@given(trees())
def test_effective_weights_add_up(data: dict[str, Any]):
    found = influences(bundle_from(data))
    parts = [each.effective for each in found if each.effective is not None]
    assert sum(parts) in (0, 1)


@pytest.mark.parametrize(("third", "amounts"), [(None, [F(3, 2)] * 2), (6, [F(9, 10)] * 3)])
def test_a_point_gets_cheaper_as_a_low_bid_arrives(third: int | None, amounts: list[Fraction]):
    prices, quality = {"A": 10, "B": 12}, {"A": 6, "B": 8}
    if third:
        prices, quality = {**prices, "C": third}, {**quality, "C": 1}
    found = point_values(bundle_from(simple(prices, quality)), "Q")
    assert [each.amount for each in found] == amounts
    assert {each.price_criterion for each in found} == {"P"}


def test_a_point_on_a_leaf_costs_in_proportion_to_its_share():
    # K1 has 0.42 of the root, the price 0.4, and a point is 1 million of 10
    found = point_values(bundle_from(EXAMPLE), "K1")
    assert found == [
        PointValue("B", "P", F(1_050_000)),
        PointValue("A", "P", F(1_050_000)),
    ]


def test_without_slope_a_point_has_no_price():
    rule = {"name": "linear", "floor": 0}
    found = point_values(
        bundle_from(simple({"A": 10, "B": 20}, {"A": 1, "B": 9}, price_formula=rule)), "Q"
    )
    assert {each.bid: each.amount for each in found} == {"A": F(3, 2), "B": None}


def test_an_unknown_criterion_is_refused():
    with pytest.raises(EvaluationError) as caught:
        point_values(bundle_from(EXAMPLE), "K9")
    assert str(caught.value) == "$.criteria: There is no criterion K9."


def test_published_points_have_no_price():
    found = point_values(bundle_from(example(("bids.0.scores.P", "9"))), "K")
    assert [each.bid for each in found] == ["B"]


PRICES = [F(80), F(100), F(130), F(230)]


@pytest.mark.parametrize("rule", FORMULAS, ids=lambda rule: rule["name"])
@pytest.mark.parametrize("price", PRICES)
def test_the_slope_is_that_of_the_curve(rule: dict[str, Any], price: Fraction):
    formula = read_price_formula(rule, ())
    step = F(1, 10**6)

    def points(own: Fraction) -> Fraction:
        # two bids more keep the lowest, the highest and nearly the mean where they are
        others = [*PRICES, *PRICES] * 500
        return points_of(formula, [*others, own], F(10))[-1]

    measured = (points(price + step) - points(price + 2 * step)) / step
    exact = slope_at(formula, price, PRICES, F(10))
    if price == max(PRICES) and rule["name"] == "high_low":
        assert exact == F(10, 150)  # a price beyond the highest would move it
    else:
        assert abs(measured - exact) <= exact / 1000 + F(1, 10**7)


def test_slopes_at_the_bends():
    at = [F(10), F(15), F(20)]
    hybrid = PriceFormula("hybrid", knee=F(3, 2))
    assert [slope_at(hybrid, price, at, F(10)) for price in at] == [1, F(1, 3), F(3, 16)]
    floored = PriceFormula("linear", floor=F(5))
    assert [slope_at(floored, price, at, F(10)) for price in at] == [1, 0, 0]
    clamped = PriceFormula("fixed", full_at=F(10), zero_at=F(20), clamp=True)
    prices = [F(9), *at]
    assert [slope_at(clamped, price, prices, F(10)) for price in prices] == [0, 1, 1, 0]
    assert slope_at(PriceFormula("high_low"), F(10), [F(10), F(10)], F(10)) == 0
