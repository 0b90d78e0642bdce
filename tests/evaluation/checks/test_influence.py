"""Checks of what a third bid, or a large lead in quality, can do."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation import Severity

from ..bundles import ranks
from .models import SOUND, bids, findings, formula, found, sound


@pytest.mark.parametrize("check", ["independence", "decoy", "immunity"])
def test_a_sound_model_is_not_blamed(check: str):
    assert not findings(SOUND, check)


def pair(name: str, prices: Any, quality: Any, price: int = 40, **parameters: object) -> Any:
    """Return bids on a price and one quality criterion."""
    data = sound(formula(name, **parameters), bids(prices, quality, quality))
    data["criteria"][0]["weight"] = price
    for each in data["criteria"][1:]:
        each["weight"] = f"{100 - price}/2"
    return data


@pytest.mark.parametrize(
    ("name", "parameters", "fires"),
    [
        ("linear", {}, True),
        ("linear", {"floor": 0}, True),
        ("proportional", {}, True),
        ("hybrid", {"knee": "1.1"}, True),
        ("high_low", {}, True),
        ("mean_relative", {}, True),
        ("logarithmic", {"base": 2}, False),
        ("fixed", {"full_at": 5, "zero_at": 20}, False),
        ("bands", {"bands": [{"up_to": 11, "points": 5}, {"up_to": None, "points": 1}]}, False),
    ],
)
def test_which_formulas_let_a_third_bid_in(name: str, parameters: Any, fires: bool):
    assert bool(findings(pair(name, (10, 12), (6, 8), **parameters), "independence")) is fires


def test_how_often_a_third_price_turns_the_order():
    finding = found(pair("linear", (10, 12), (6, 8)), "independence")
    # prices from 5 to 24 in twelve steps; below 20/3 the cheaper bid leads
    assert (finding.severity, finding.criterion) == (Severity.warning, "P")
    assert finding.figures == {"turned": "1", "tried": "12"}
    assert finding.text == "On Pris a third price turned the order of two bids in 1 of 12 trials."


def test_a_third_price_that_turns_nothing():
    finding = found(pair("linear", (10, 12), (8, 6)), "independence")
    assert (finding.severity, finding.figures) == (
        Severity.info,
        {"turned": "0", "tried": "12"},
    )


def test_a_third_price_cannot_be_tried_without_bids():
    finding = found(pair("linear", (), ()), "independence")
    assert (finding.severity, finding.figures) == (Severity.info, {"turned": "0", "tried": "0"})
    assert finding.text == "On Pris a third price can turn the order of two."
    equal = found(pair("linear", (10, 10), (8, 6)), "independence")
    assert equal.figures["tried"] == "0"


def test_what_is_rounded_does_not_hide_a_reversal():
    data = pair("linear", (10, 12), (6, 8))
    data["model"]["rounding"] = {"points": 0, "total": 0}
    assert found(data, "independence").figures == {"turned": "1", "tried": "12"}


@pytest.mark.parametrize(
    ("name", "prices", "quality", "price", "threshold"),
    [
        ("linear", (10, 12), (6, 8), 40, "20/3"),  # the golden case
        ("linear", (12, 10), (8, 6), 40, "20/3"),  # in the other order
        ("linear", (10, 12), (8, 6), 40, None),  # the winner is cheaper and better
        ("linear", (10, 12), (6, "6.1"), 40, None),  # the cheaper one wins already
        ("linear", (10, 12), (1, 10), 40, None),  # only a price below half the lowest
        ("proportional", (100, 130), (6, 8), 50, "260/3"),  # 2 / (10 x (1/100 - 1/130))
        ("proportional", (100, 130), (2, 8), 50, None),  # the dearer one wins already
        ("high_low", (100, 110), (6, "7.5"), 50, "500/3"),  # 100 + 10 x 10/1.5
        ("high_low", (100, 110), (6, "6.1"), 50, None),  # only a price above twice the highest
        ("mean_relative", (80, 140), (3, 6), 40, None),  # no closed form
    ],
)
def test_the_price_of_a_decoy(
    name: str, prices: Any, quality: Any, price: int, threshold: str | None
):
    here = findings(pair(name, prices, quality, price), "decoy")
    assert [each.figures["price"] for each in here] == ([] if threshold is None else [threshold])


def test_a_decoy_in_words():
    finding = found(pair("linear", (10, 12), (6, 8)), "decoy")
    assert (finding.severity, finding.criterion) == (Severity.warning, "P")
    assert finding.text == "A losing bid with a price of 6.67 would put A before B."
    assert finding.figures == {"price": "20/3", "rival": "A"}


def test_a_floor_or_another_zero_point():
    assert not findings(pair("linear", (10, 12), (6, 8), floor=0), "decoy")
    steep = findings(pair("linear", (10, 12), (5, 9), zero_at="3/2"), "decoy")
    assert [each.figures["price"] for each in steep] == ["20/3"]  # .4 x 10 x 2 / (.5 x .6 x 4)


def test_nothing_to_say_of_equal_prices():
    assert not findings(pair("linear", (10, 10), (6, 8)), "decoy")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["linear", "proportional", "high_low"]),
    st.lists(st.integers(50, 150), min_size=2, max_size=2),
    st.lists(st.integers(0, 10), min_size=2, max_size=2),
    st.sampled_from([30, 40, 60]),
)
def test_a_decoy_does_what_is_said(name: str, prices: Any, quality: Any, price: int):
    data = pair(name, prices, quality, price)
    before = ranks(data)
    for finding in findings(data, "decoy"):
        threshold = Fraction(finding.figures["price"])
        step = threshold / 1000 * (1 if name == "high_low" else -1)
        for moved, expected in ((-step, before), (step, {"A": before["B"], "B": before["A"]})):
            third = {"code": "C", "price": str(threshold + moved), "scores": {"K": 0, "M": 0}}
            with_it = ranks(data | {"bids": [*data["bids"], third]})
            assert (with_it["A"] < with_it["B"]) is (expected["A"] < expected["B"])


@pytest.mark.parametrize(
    ("name", "parameters", "price", "lead"),
    [
        ("proportional", {}, 40, "20/3"),
        ("hybrid", {"knee": "1.5"}, 40, "20/3"),
        ("high_low", {}, 40, "20/3"),
        ("high_low", {}, 10, "10/9"),  # 90 per cent quality: price is nearly worth nothing
        ("proportional", {}, 60, None),
        ("proportional", {}, 50, None),  # a full lead is just outweighed
        ("linear", {}, 40, None),
        ("linear", {"floor": 4}, 40, "4"),
        ("linear", {"floor": -5}, 40, None),
        ("linear", {"floor": -4}, 40, "28/3"),
        ("fixed", {"full_at": 1, "zero_at": 2}, 40, None),
        ("fixed", {"full_at": 1, "zero_at": 2, "clamp": True}, 40, "20/3"),
        ("logarithmic", {"base": 3}, 10, None),
        ("mean_relative", {}, 10, None),
        (
            "bands",
            {"bands": [{"up_to": 9, "points": 8}, {"up_to": None, "points": 2}]},
            40,
            "4",
        ),
    ],
)
def test_the_lead_that_no_price_outweighs(name: str, parameters: Any, price: int, lead: str | None):
    here = findings(pair(name, (), (), price, **parameters), "immunity")
    assert [(each.severity, each.figures["lead"]) for each in here] == (
        [] if lead is None else [(Severity.info, lead)]
    )


@pytest.mark.parametrize(
    ("quality", "severity"), [((2, 9), "warning"), ((9, 2), "warning"), ((2, "26/3"), "info")]
)
def test_bids_that_are_that_far_apart_make_it_a_warning(quality: Any, severity: str):
    finding = found(pair("proportional", (10, 12), quality), "immunity")
    assert (finding.severity, finding.criterion) == (severity, None)
    assert finding.text == "A bid that leads by more than 6.67 quality points wins at any price."


def test_there_must_be_quality_and_a_price_that_counts():
    assert not findings(pair("proportional", (10, 12), (2, 9), 100), "immunity")
    assert not findings(pair("proportional", (10, 12), (2, 9), 0), "immunity")


def test_several_prices_are_taken_together():
    data = pair("proportional", (), ())
    data["criteria"][0]["weight"] = 30
    data["criteria"].append({"code": "P2", "kind": "cost", "weight": 10})
    assert found(data, "immunity").figures == {"lead": "20/3"}
    data["criteria"][-1]["formula"] = {"name": "linear"}
    assert not findings(data, "immunity")
