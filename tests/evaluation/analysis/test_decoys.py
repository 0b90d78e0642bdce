"""Decoys: published and constructed rank reversals, and the engine with the third bid added."""

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation import Bundle, bundle_from, evaluate
from procurement.evaluation.decoys import Decoy, decoy_prices
from procurement.evaluation.folding import standings

from ..bundles import simple
from .samples import FORMULAS, repriced

F = Fraction


def found(data: dict[str, Any], third: str | None = None) -> list[Decoy]:
    return [each for each in decoy_prices(bundle_from(data)) if each.third == third]


def test_the_threshold_of_the_reference():
    # evaluation-methods: B 8 > A 7.6; with C at 6 it is A 74/15 > B 24/5
    assert decoy_prices(bundle_from(simple({"A": 10, "B": 12}, {"A": 6, "B": 8}))) == [
        Decoy("P", "B", "A", None, F(20, 3), is_low=True, exact=True, third_leads=False)
    ]


def test_the_losing_bid_that_is_there_already():
    data = simple({"A": 10, "B": 12, "C": 6}, {"A": 6, "B": 8, "C": 1})
    assert found(data, "C") == [
        Decoy("P", "A", "B", "C", F(20, 3), is_low=False, exact=True, third_leads=False)
    ]


def test_a_low_price_helps_the_dearer_bid_under_proportional_points():
    # G18: A 8 > B 7.85 without C, B 5.92 > A 5.5 with C at 50
    # dP = 100 L (1/100 - 1/130) / 10 ... equal at L (1/10 - 1/13) = 2, L = 260/3
    data = simple(
        {"A": 100, "B": 130}, {"A": 6, "B": 8}, 50, price_formula={"name": "proportional"}
    )
    (only,) = found(data)
    assert (only.first, only.rival, only.is_low) == ("A", "B", True)
    assert only.price == F(260, 3)


def test_a_high_price_helps_the_dearer_bid_between_high_and_low():
    # G19: A 8 > B 3.75; with C at 200 B 8.25 > A 8. Equal where 100 / (H - 100) = 1.5
    data = simple(
        {"A": 100, "B": 110}, {"A": 6, "B": "7.5"}, 50, price_formula={"name": "high_low"}
    )
    high = next(each for each in found(data) if not each.is_low)
    assert high.price == F(500, 3)
    # and a low one, at 110 - 200/3 (then A gets less too)
    low = next(each for each in found(data) if each.is_low)
    assert low.price == F(130, 3)


def test_the_floor_turns_two_bids_and_back():
    # G18: with a floor at 0 C's 50 puts B before A
    rule = {"name": "linear", "floor": 0}
    data = simple({"A": 100, "B": 130}, {"A": 6, "B": 8}, 50, price_formula=rule)
    (only,) = found(data)
    assert only.is_low
    # B is on the floor from L = 65 on; A's 10 (2 - 100 / L) is 2 at 500/9
    assert only.price == F(500, 9)


def test_the_mean_is_moved_by_any_price():
    data = simple(
        {"A": 100, "B": 130}, {"A": 6, "B": "7.9"}, 50, price_formula={"name": "mean_relative"}
    )
    # 10 x 30 / mean = 1.9 -> mean 3000/19, so a newcomer at 9000/19 - 230
    (only,) = found(data)
    assert (only.first, only.is_low) == ("A", False)
    assert only.price == F(9000, 19) - 230


@pytest.mark.parametrize("rule", FORMULAS, ids=lambda rule: rule["name"])
def test_independent_formulas_have_none(rule: dict[str, Any]):
    some = [
        decoy
        for quality in ("7.1", "8.9", "9.5")
        for decoy in found(
            simple({"A": 100, "B": 130}, {"A": 6, "B": quality}, 50, price_formula=rule)
        )
    ]
    independent = rule["name"] in ("fixed", "bands", "logarithmic")
    assert (some == []) == independent


def test_a_third_bid_that_would_lead_itself_is_said_to():
    data = simple({"A": 10, "B": 12}, {"A": "0.6", "B": "0.8"})
    # equal at a lowest price of 200/3 / 10: never near; quality of .2 x .6 = .12 for .4 x 20 / L
    (only,) = found(simple({"A": 10, "B": 12}, {"A": 0, "B": 2}))
    assert only.third_leads
    assert found(data) == []


def test_published_points_do_not_move_and_carry_no_third_price():
    data = simple({"A": 10, "B": 12, "C": 9}, {"A": 6, "B": 8, "C": 1})
    data["bids"][2]["scores"]["P"] = 1
    thirds = {each.third for each in decoy_prices(bundle_from(data))}
    assert None in thirds
    assert "C" not in thirds


def test_one_bid_has_no_rival():
    assert decoy_prices(bundle_from(simple({"A": 10}, {"A": 6}))) == []


def test_prices_of_0_are_not_multiplied():
    data = simple(
        {"A": 0, "B": 12, "C": 20}, {"A": 2, "B": 9, "C": 1}, price_formula={"name": "high_low"}
    )
    assert all(each.third != "A" for each in decoy_prices(bundle_from(data)))


PRICES = st.integers(50, 200)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([rule for rule in FORMULAS if rule["name"] not in ("fixed", "bands")]),
    st.lists(st.tuples(PRICES, st.integers(0, 20)), min_size=2, max_size=4),
    st.integers(20, 70),
)
def test_the_engine_turns_the_two_beyond_the_price(
    rule: dict[str, Any], bids: list[tuple[int, int]], weight: int
):
    codes = "ABCD"[: len(bids)]
    data = simple(
        {code: price for code, (price, _score) in zip(codes, bids, strict=True)},
        {code: f"{score}/2" for code, (_price, score) in zip(codes, bids, strict=True)},
        weight,
        price_formula=rule,
    )
    bundle = bundle_from(data)
    first = standings(bundle)[0].code
    for each in decoy_prices(bundle):
        assert each.first == first
        step = 1 - F(1, 10**9) if each.is_low else 1 + F(1, 10**9)
        before, after = (
            _leads(bundle, each, price) for price in (each.price / step, each.price * step)
        )
        assert before >= 0
        assert after < 0
        if each.exact:
            assert _leads(bundle, each, each.price) == 0


def _leads(bundle: Bundle, decoy: Decoy, price: Fraction) -> Fraction:
    """Return the lead of the first over the rival with the third bid at a price."""
    changed = bundle
    if decoy.third is None:
        extra = replace(bundle.bids[0], code="X", price=price, scores={"Q": F(0)})
        changed = replace(bundle, bids=(*bundle.bids, extra))
    else:
        changed = repriced(bundle, decoy.third, price)
    results = {bid.code: bid for bid in evaluate(changed).bids}
    third = results[decoy.third or "X"].total
    if price == decoy.price:
        assert decoy.third_leads == (third >= results[decoy.first].total)
    return results[decoy.first].total - results[decoy.rival].total


def test_the_bundle_is_not_changed():
    data = simple({"A": 10, "B": 12}, {"A": 6, "B": 8})
    bundle = bundle_from(data)
    before = deepcopy(bundle)
    decoy_prices(bundle)
    assert bundle == before
