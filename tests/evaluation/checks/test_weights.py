"""Checks of weights and of published ranges."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation import Severity, bundle_from
from procurement.evaluation.checks.weights import can_lead

from .models import SOUND, findings, found, sound


def test_a_sound_model_is_not_blamed():
    assert not findings(SOUND, "weights")
    assert not findings(SOUND, "weight_range")


def test_main_weights_add_up_to_exactly_100():
    finding = found(sound(("criteria.0.weight", "40.0000000001")), "weights")
    assert (finding.severity, finding.criterion) == (Severity.error, None)
    assert finding.figures == {"sum": "1000000000001/10000000000"}


def test_weights_below_are_shares_of_their_sum():
    below = [{"code": code, "kind": "quality", "weight": 2} for code in ("K1", "K2")]
    finding = found(sound(("criteria.1.children", below), ("bids", [])), "weights")
    assert (finding.severity, finding.criterion) == (Severity.info, "K")
    assert finding.text == "The weights below Kvalitet add up to 4 and count as shares of that."
    for each in below:
        each["weight"] = 50
    assert not findings(sound(("criteria.1.children", below), ("bids", [])), "weights")


@pytest.mark.parametrize(
    ("method", "fires"),
    [("percentage_markup", True), ("price_per_quality", True), ("lowest_price", False)],
)
def test_weights_matter_where_the_method_has_some(method: str, fires: bool):
    data = sound(("model.method", method), ("criteria.0.weight", 1))
    assert bool(findings(data, "weights")) is fires


def ranged(*ranges: tuple[int, list[int] | None]) -> dict[str, Any]:
    """Return main criteria with weights and published ranges."""
    criteria = [
        {"code": f"K{number}", "kind": "environment", "weight": weight, "weight_range": each}
        for number, (weight, each) in enumerate(ranges)
    ]
    return sound(("criteria", criteria), ("bids", []))


@pytest.mark.parametrize(
    ("ranges", "fires"),
    [
        # KOFA 2025/0876: price 40-50 and quality 40-50, in the end 50 and 40
        ([(50, [40, 50]), (40, [40, 50]), (10, None)], True),
        ([(70, [60, 80]), (30, [20, 40])], False),
        ([(60, [50, 70]), (40, [30, 50])], False),  # they may become equal, but never turn
        ([(55, [45, 65]), (45, [35, 55])], True),
        ([(50, None), (50, [40, 60])], False),  # a fixed half, so the other must be a half too
        ([(40, [30, 50]), (30, None), (30, [20, 40])], True),
        # KOFA 2011/204
        ([(40, [30, 50]), (22, [15, 35]), (22, [15, 35]), (16, [10, 20])], True),
        ([(50, None), (50, None)], False),
    ],
)
def test_ranges_must_not_leave_the_order_open(ranges: Any, fires: bool):
    found = [
        each
        for each in findings(ranged(*ranges), "weight_range")
        if each.severity is Severity.error
    ]
    assert bool(found) is fires
    if fires:
        assert "weighs more" in found[0].text
        assert found[0].criterion != found[0].figures["other"]


def test_a_range_that_is_too_wide():
    finding = found(ranged((70, [59, 80]), (30, [20, 40])), "weight_range")
    assert (finding.severity, finding.criterion) == (Severity.warning, "K0")
    assert finding.figures == {"lowest": "59", "highest": "80"}
    assert finding.text == "The range of K0 is 21 wide, more than 20."


def test_a_weight_outside_its_range():
    first, *_rest = findings(ranged((85, [60, 80]), (15, None)), "weight_range")
    assert (first.severity, first.criterion) == (Severity.error, "K0")
    assert first.figures == {"lowest": "60", "highest": "80", "weight": "85"}
    for weight in (60, 80):
        assert not findings(ranged((weight, [60, 80]), (100 - weight, None)), "weight_range")


def test_ranges_that_cannot_add_up():
    found = findings(ranged((30, [30, 35]), (70, [60, 65])), "weight_range")
    assert [each.severity for each in found] == [Severity.error]  # outside, and 100 only just
    found = findings(ranged((50, [30, 35]), (50, [60, 64])), "weight_range")
    assert found[-1].text == "No weights inside the ranges add up to 100."
    assert found[-1].figures == {"lowest": "90", "highest": "99"}
    found = findings(ranged((50, [60, 70]), (50, [41, 60])), "weight_range")
    assert found[-1].figures == {"lowest": "101", "highest": "130"}


def test_ranges_below_are_checked_too():
    below = [
        {"code": code, "kind": "quality", "weight": 50, "weight_range": [40, 60]}
        for code in ("K1", "K2")
    ]
    finding = found(sound(("criteria.1.children", below), ("bids", [])), "weight_range")
    assert (finding.criterion, finding.figures) == ("K1", {"other": "K2"})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=2, max_size=3), st.data())
def test_whocan_lead_agrees_with_trying_all_weights(boxes: Any, draw: st.DataObject):
    boxes = [(low, low + width) for low, width in boxes]
    weights = [draw.draw(st.integers(low, high)) for low, high in boxes]
    if not sum(weights):
        return
    criteria = [
        {"code": f"K{n}", "kind": "quality", "weight": weight, "weight_range": list(box)}
        for n, (weight, box) in enumerate(zip(weights, boxes, strict=True))
    ]
    siblings = bundle_from(sound(("criteria", criteria), ("bids", []))).criteria
    halves = [[Fraction(n, 2) for n in range(2 * low, 2 * high + 1)] for low, high in boxes]
    whole = sum(weights)
    tried = any(row[0] > row[1] for row in product(*halves) if sum(row) == whole)
    assert can_lead(siblings[0], siblings[1], siblings, Fraction(whole)) is tried
