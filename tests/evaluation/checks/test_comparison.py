"""Checks that rank the expected bids again after a change."""

from typing import Any

import pytest

from procurement.evaluation import Severity

from .models import SOUND, bids, findings, formula, found, sound


@pytest.mark.parametrize("check", ["dominance", "exclusion", "normalisation", "rounding"])
def test_a_sound_model_is_not_blamed(check: str):
    assert not findings(SOUND, check)


def rising() -> tuple[str, object]:
    return formula("bands", bands=[{"up_to": 95, "points": 1}, {"up_to": None, "points": 9}])


def test_a_bid_that_is_nowhere_worse_is_ranked_below():
    finding = found(sound(rising(), bids([90, 100], [5, 5], [5, 5])), "dominance")
    assert (finding.severity, finding.criterion) == (Severity.error, None)
    assert finding.figures == {"above": "B", "below": "A"}
    assert finding.text == "A is nowhere worse than B, but is ranked below it."


@pytest.mark.parametrize(
    ("prices", "one", "other"),
    [
        ([90, 100], [5, "5.1"], [5, 5]),  # better on K
        ([90, 100], [5, 5], [5, "5.1"]),  # better on M
        ([90, 90], [5, 5], [5, 5]),  # twins, and they tie
        ([100, 90], [6, 5], [6, 5]),  # cheaper, and worse on the rest
    ],
)
def test_a_bid_that_is_better_somewhere_may_be_ranked_above(prices: Any, one: Any, other: Any):
    assert not findings(sound(rising(), bids(prices, one, other)), "dominance")


def test_equal_bids_with_other_points_by_hand():
    data = sound(bids([90, 90], [5, 5], [5, 5]))
    for bid, points in zip(data["bids"], (4, 6), strict=True):
        bid["scores"]["P"] = points
    assert found(data, "dominance").figures == {"above": "B", "below": "A"}
    del data["bids"][0]["price"]  # then nobody knows that they are equal
    assert not findings(data, "dominance")
    data["bids"][0]["price"] = data["bids"][1].pop("price")
    assert not findings(data, "dominance")


def test_several_prices_are_compared_one_by_one():
    data = sound(rising())
    data["criteria"].append({"code": "P2", "kind": "cost", "weight": 0})
    for bid, prices in zip(data["bids"], ((90, 7), (100, 8)), strict=True):
        del bid["price"]
        bid["prices"] = dict(zip(("P", "P2"), prices, strict=True))
        bid["scores"] = {"K": 5, "M": 5}
    assert found(data, "dominance").figures == {"above": "B", "below": "A"}
    data["bids"][0]["prices"]["P2"] = 9
    assert not findings(data, "dominance")


def test_a_losing_bid_that_holds_the_order_together():
    data = sound(formula("linear"), bids([10, 12, 6], [6, 8, 1], [6, 8, 1]))
    finding = found(data, "exclusion")
    assert (finding.severity, finding.criterion) == (Severity.warning, None)
    assert finding.figures == {"without": "C", "before": "A > B", "after": "B > A"}
    assert finding.text == "Without C the other bids stand in another order."
    assert not findings(sound(bids([10, 12, 6], [6, 8, 1], [6, 8, 1])), "exclusion")


def test_the_winner_may_hold_it_together_too():
    data = sound(formula("linear"), bids([10, 12, 6], [6, 8, 9], [6, 8, 9]))
    assert found(data, "exclusion").figures == {
        "without": "C",
        "before": "A > B",
        "after": "B > A",
    }


def test_a_tie_is_an_order_too():
    rule = formula("linear", floor=0)
    data = sound(rule, bids([100, 101, 40], [5, 5, 0], [5, 5, 0]))
    assert found(data, "exclusion").figures == {
        "without": "C",
        "before": "A = B",
        "after": "A > B",
    }


def test_two_bids_have_no_third():
    assert not findings(sound(formula("linear"), bids([10, 12], [6, 8], [6, 8])), "exclusion")


def test_bids_that_are_out_stay_out():
    data = sound(formula("linear"), bids([10, 12, 6], [6, 8, 1], [6, 8, 1]))
    data["bids"][2]["excluded"] = "Avvist"
    assert not findings(data, "exclusion")


def test_normalisation_decides():
    # A leads by the price, B by quality that is low for everybody
    data = sound(bids([90, "97.2"], [2, "2.9"], [2, "2.9"]))
    finding = found(data, "normalisation")
    assert (finding.severity, finding.criterion) == (Severity.warning, None)
    assert finding.figures == {"none": "A", "proportional": "B", "difference": "A"}
    assert "(now: none)" in finding.text
    data["model"]["normalisation"] = {"form": "proportional"}
    assert "(now: proportional)" in found(data, "normalisation").text


def test_a_form_that_refuses_the_model_is_left_out():
    group = {
        "code": "G",
        "kind": "quality",
        "weight": 60,
        "children": [
            {"code": "K", "kind": "quality", "weight": 1},
            {"code": "M", "kind": "quality", "weight": 1},
        ],
    }
    data = sound(bids([90, "97.2"], [2, "2.9"], [2, "2.9"]))
    data["criteria"][1:] = [group]
    assert found(data, "normalisation").figures["proportional"] == "B"
    group["children"].append({"code": "P", "kind": "price", "weight": 0})
    del data["criteria"][0]
    assert not findings(data, "normalisation")


def test_rounding_decides():
    data = sound(bids([90, "91.4"], [5, "5.5"], [5, 5]))
    finding = found(data, "rounding")
    assert (finding.severity, finding.criterion) == (Severity.warning, None)
    # price 7.5 and 7.15, K 5 and 5.5: B by 0.01; rounded to 7.5 and 7.2 by 0.03, to 8 and 7 A
    assert finding.figures == {"exact": "B", "2": "B", "1": "B", "0": "A"}
    assert finding.text.startswith("The number of decimals")


def test_the_rounding_of_the_total_is_kept():
    data = sound(bids([90, "90.04"], [5, 5], [5, 5]))
    data["model"]["rounding"] = {"total": 0}
    assert not findings(data, "rounding")  # A = B, however the points are rounded
    data["model"]["rounding"] = {"total": None}
    assert found(data, "rounding").figures == {"exact": "A", "2": "A", "1": "A = B", "0": "A"}


def test_without_two_bids_nothing_is_compared():
    for check in ("dominance", "exclusion", "normalisation", "rounding"):
        assert not findings(sound(("bids", [])), check)
