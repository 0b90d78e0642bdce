"""Stability intervals: by hand, and by asking the engine at their ends and just outside."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from procurement.evaluation import Bundle, bundle_from, evaluate
from procurement.evaluation.folding import standings
from procurement.evaluation.stability import Stability, stability_intervals

from ..bundles import EXAMPLE
from .samples import flat, flats, group_share, lifted, moved, three, trees

EPSILON = Fraction(1, 10**9)


def interval(data: Any, code: str) -> tuple[Fraction, Fraction]:
    return next(
        (each.lowest, each.highest)
        for each in stability_intervals(bundle_from(data))
        if each.criterion == code
    )


def test_the_three_bids_of_the_reference():
    assert stability_intervals(three()) == [
        Stability("C1", Fraction(1, 2), Fraction(4, 9), Fraction(1)),
        Stability("C2", Fraction(3, 10), Fraction(0), Fraction(19, 54)),
        Stability("C3", Fraction(1, 5), Fraction(0), Fraction(1, 3)),
    ]


def test_criteria_inside_a_group_move_within_its_share():
    # B is ahead of A by 2 points on K1 and by 1 on K2, and behind by 2 on the price:
    # 0.6 (2 t + 1 (1 - t)) >= 0.8 from t = 1/3 on
    assert interval(EXAMPLE, "K1") == (Fraction(1, 5), Fraction(3, 5))
    assert interval(EXAMPLE, "K2") == (Fraction(0), Fraction(2, 5))
    assert interval(EXAMPLE, "K") == (Fraction(20, 37), Fraction(1))


def test_with_a_tie_it_is_about_the_first_listed():
    data = flat([(6, 4), (4, 6)], (1, 1))
    assert interval(data, "C1") == (Fraction(1, 2), Fraction(1))
    data["bids"].reverse()
    assert interval(data, "C1") == (Fraction(0), Fraction(1, 2))


def test_a_bid_that_only_ties_here_is_first_at_one_point():
    data = flat([(5, 5), (9, 1), (1, 9)], (1, 1))
    assert interval(data, "C1") == (Fraction(1, 2), Fraction(1, 2))


def test_a_weight_that_no_sibling_can_take_over_stands_still():
    data = flat([(6, 4), (4, 6)], (3, 0))
    assert interval(data, "C1") == (1, 1)
    assert interval(data, "C2") == (0, Fraction(1, 2))


def test_a_criterion_in_a_group_without_weight_stands_still():
    data = flat([(6, 4), (4, 6)], (3, 0))
    data["criteria"][1] |= {
        "children": [
            {"code": "X", "kind": "quality", "weight": 1},
            {"code": "Y", "kind": "quality", "weight": 1},
        ]
    }
    for bid in data["bids"]:
        bid["scores"] = {"C1": bid["scores"]["C1"], "X": 1, "Y": 9}
    assert interval(data, "X") == (0, 0)


def test_one_bid_stays_first_whatever_the_weights():
    assert interval(flat([(6, 4)], (1, 3)), "C1") == (0, 1)


@pytest.mark.parametrize("form", ["none", "proportional"])
def test_one_bid_stays_first_inside_a_group_too(form: str):
    data = lifted({"A": {"L": 5, "X": 4, "Y": 6}}, 1)
    data["model"]["normalisation"] = {"form": form}
    assert interval(data, "X") == interval(data, "Y") == (0, Fraction(1, 2))


def test_a_clone_and_a_dominated_bid_limit_nothing():
    assert interval(flat([(6, 4), (6, 4), (6, 3), (5, 4)], (1, 3)), "C2") == (0, 1)


def test_below_a_normalised_criterion_the_best_bid_can_change():
    # K is lifted to A 10, B 10 at its best: A's total is 5 + 10 * a / max(a, b) / 2 and so on
    data = flat([(1, 0, 0), (0, 0, 0)], (1, 1, 1), normalisation={"form": "proportional"})
    data["criteria"] = [
        {"code": "L", "kind": "quality", "weight": 1},
        {
            "code": "K",
            "kind": "quality",
            "weight": 1,
            "children": [
                {"code": "X", "kind": "quality", "weight": 1},
                {"code": "Y", "kind": "quality", "weight": 3},
            ],
        },
    ]
    data["bids"] = [
        {"code": "A", "scores": {"L": 8, "X": 2, "Y": 8}},
        {"code": "B", "scores": {"L": 10, "X": 8, "Y": 2}},
    ]
    # with t the part of X: A has 8 - 6 t, B 2 + 6 t; A is best on K while t <= 1/2
    # lifted, A leads by -2 + 10 - 10 (2 + 6 t) / (8 - 6 t), which is 0 at t = 11/27
    assert interval(data, "X") == (0, Fraction(11, 54))
    assert interval(data, "Y") == (Fraction(8, 27), Fraction(1, 2))


def test_a_normalised_criterion_on_which_nobody_has_points_moves_nothing():
    scores = {"A": {"L": 5, "X": 0, "Y": 0}, "B": {"L": 4, "X": 0, "Y": 0}}
    assert interval(lifted(scores, 1), "X") == (0, Fraction(1, 2))


def test_a_group_of_prices_is_not_normalised_and_moves_evenly():
    data = lifted({"A": {"L": 4}, "B": {"L": 8}}, 1)
    data["model"]["price_formula"] = {"name": "proportional"}
    for code in (0, 1):
        data["criteria"][1]["children"][code]["kind"] = "price"
    data["criteria"][1]["kind"] = "price"
    data["bids"][0]["prices"] = {"X": 10, "Y": 10}
    data["bids"][1]["prices"] = {"X": 20, "Y": 80}
    # A has 2.5 + 5, and B 5 + 2.5 t + 0.625 (1 - t): even at t = 1
    assert interval(data, "X") == (0, Fraction(1, 2))
    data["bids"][1]["prices"] = {"X": 15, "Y": 80}
    # 2.5 + 5 = 5 + 5 t / 1.5 + 0.625 (1 - t) at t = 9/13
    assert interval(data, "X") == (0, Fraction(9, 26))


def test_a_bid_can_be_behind_all_along_where_another_one_is_the_best():
    scores = {
        "A": {"L": 10, "X": 3, "Y": 3},
        "B": {"L": 6, "X": 6, "Y": 6},
        "C": {"L": 0, "X": 10, "Y": 0},
    }
    data = lifted(scores, 1)
    data["criteria"][1]["children"][0]["weight"] = 9
    # with t the part of X: while B is the best, up to t = 0.6, A has 5 + 2.5 and B 3 + 5;
    # then C is with 10 t, and A leads B by 2 - 5 (6 - 3) / 10 t, from t = 3/4 on
    assert interval(data, "X") == (Fraction(3, 8), Fraction(1, 2))
    assert interval(data, "Y") == (0, Fraction(1, 8))


@settings(max_examples=100, deadline=None)
@given(flats())
def test_the_engine_agrees_at_the_ends_and_just_outside(data: dict[str, Any]):
    _check(data)


@settings(max_examples=60, deadline=None)
@given(trees())
def test_the_engine_agrees_within_trees(data: dict[str, Any]):
    _check(data)


def _check(data: dict[str, Any]) -> None:
    bundle = bundle_from(data)
    first = standings(bundle)[0].code
    found = stability_intervals(bundle)
    assert [each.criterion for each in found] == [each.code for each in bundle.walk()]
    for each in found:
        whole = group_share(bundle, each.criterion)
        assert 0 <= each.lowest <= each.weight <= each.highest <= whole
        if each.lowest == each.highest and each.weight in (0, whole):
            continue  # stands still, or is first at one point; nothing to move
        for share in (each.lowest, (each.lowest + each.highest) / 2, each.highest):
            inside = moved(bundle, each.criterion, share)
            assert first in evaluate(inside).winner or _jumps(inside)
        for share in (each.lowest - EPSILON, each.highest + EPSILON):
            if 0 <= share <= whole:
                assert first not in evaluate(moved(bundle, each.criterion, share)).winner


def _jumps(bundle: Bundle) -> bool:
    """Return True where nobody has points on a criterion normalised in proportion."""
    if bundle.model.normalisation.form != "proportional":
        return False
    results = evaluate(bundle).bids
    return any(
        all(bid.criteria[main.code].points == 0 for bid in results)
        for main in bundle.criteria
        if main.children
    )


@pytest.mark.parametrize("weights", [(50, 30, 20), (5, 3, 2), ("1/2", "3/10", "0.2")])
def test_only_the_ratios_of_the_weights_count(weights: Any):
    data = flat([(8, 4, 7), (5, 9, 5), (6, 6, 8)], weights)
    assert stability_intervals(bundle_from(data)) == stability_intervals(three())
