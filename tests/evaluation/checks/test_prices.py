"""Checks of price formulas: direction, plateaus, range, predictability."""

from typing import Any

import pytest

from procurement.evaluation import Severity

from .models import SOUND, bids, findings, formula, found, sound

PRICES = bids([100, 140, 180], [5, 6, 7], [5, 6, 7])


@pytest.mark.parametrize("check", ["monotone", "plateau", "range", "predictability"])
def test_a_sound_model_is_not_blamed(check: str):
    assert not findings(SOUND, check)


def bands(*points: object, first: object = None, last: object = None) -> tuple[str, object]:
    """Return bands that end at 100, 200 ... and the last one where it is told."""
    rows = [{"up_to": 100 * (n + 1), "points": each} for n, each in enumerate(points)]
    rows[-1]["up_to"] = last
    rows[0]["above"] = first
    return formula("bands", bands=rows)


def test_bands_that_rise_with_the_price():
    one, other = findings(sound(bands(2, 8, 4, 5)), "monotone")
    assert (one.severity, one.criterion) == (Severity.error, "P")
    assert one.figures == {"price": "100", "rise": "6"}
    assert one.text == "Above the price 100 a bid has 6 points more on Pris."
    assert other.figures == {"price": "300", "rise": "1"}
    assert not findings(sound(bands(8, 4, 4, 2)), "monotone")


@pytest.mark.parametrize(
    "rule",
    [
        formula("linear"),
        formula("linear", floor=5),
        formula("proportional"),
        formula("hybrid", knee="1.5"),
        formula("high_low"),
        formula("mean_relative"),
        formula("logarithmic", base=3),
        formula("fixed", full_at=120, zero_at=150, clamp=True),
    ],
)
def test_no_other_formula_rises(rule: Any):
    assert not findings(sound(rule, PRICES), "monotone")


@pytest.mark.parametrize(
    ("rule", "share"),
    [
        (formula("linear", floor=4), "1/4"),  # nothing happens from 160 to 180
        (formula("linear", zero_at="1.5", floor=0), "3/8"),  # from 150
        (formula("linear", floor=0), None),  # only from 200
        (formula("fixed", full_at=110, zero_at=173, clamp=True), "17/80"),  # 10 + 7 of 80
        (formula("fixed", full_at=110, zero_at=173), None),
        (formula("fixed", full_at=50, zero_at=99, clamp=True), "1"),
        (bands(9, 1), "1"),
        (formula("hybrid", knee="1.5"), None),
        (formula("high_low"), None),
    ],
)
def test_a_part_of_the_range_in_which_the_price_has_no_effect(rule: Any, share: str | None):
    here = findings(sound(rule, bids([100, 140, 180], [5, 6, 7], [5, 6, 7])), "plateau")
    if share is None:
        assert not here
        return
    assert (here[0].severity, here[0].criterion) == (Severity.warning, "P")
    assert here[0].figures == {"share": share}


def test_a_plateau_in_words():
    finding = found(sound(formula("linear", floor=4), PRICES), "plateau")
    assert finding.text == "In 25 % of the price range the price has no effect on Pris."


def test_bands_are_flat_with_and_without_bids():
    finding = found(sound(bands(9, 1), ("bids", [])), "plateau")
    assert finding.text == "Within a band the price has no effect on Pris."


def test_no_plateau_without_a_range():
    rule = formula("fixed", full_at=50, zero_at=99, clamp=True)
    assert not findings(sound(rule, bids([100, 100], [5, 6], [5, 6])), "plateau")
    assert not findings(sound(rule, ("bids", [])), "plateau")


def test_negative_points_are_told_and_lawful():
    finding = found(sound(formula("linear", zero_at="1.4"), PRICES), "range")
    assert (finding.severity, finding.criterion) == (Severity.info, "P")
    assert finding.figures == {"fewest": "-10", "most": "10"}
    assert finding.text == "The points of Pris run from -10 to 10 on a scale to 10."
    assert not findings(sound(formula("linear", zero_at="1.8"), PRICES), "range")


@pytest.mark.parametrize(
    "rule", [formula("fixed", full_at=120, zero_at=200), formula("mean_relative")]
)
def test_points_above_the_scale_are_a_warning(rule: Any):
    assert found(sound(rule, PRICES), "range").severity is Severity.warning


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        (bands(10, 0), None),
        (bands(11, 0), "warning"),
        (bands(10, -1), "info"),
        (bands(10, 0, first=0), "warning"),
        (bands(10, 0, last=300), "warning"),
    ],
)
def test_bands_beside_the_scale_or_with_an_end(rule: Any, severity: str | None):
    here = findings(sound(rule, ("bids", [])), "range")
    assert [each.severity for each in here] == ([] if severity is None else [severity])


def test_bands_with_an_end_in_words():
    finding = found(sound(bands(10, 0, last=300), ("bids", [])), "range")
    assert finding.text == "Some prices lie in none of the bands of Pris."


def several(name: str, weight: int) -> dict[str, Any]:
    """Return a model with two prices."""
    second = {"code": "P2", "name": "Drift", "kind": "cost", "weight": weight}
    data = sound(formula(name), ("bids", []), ("criteria.0.weight", 40 - weight))
    data["criteria"].append(second)
    return data


def test_one_of_several_prices_may_well_be_0():
    assert [each.criterion for each in findings(several("linear", 10), "range")] == ["P", "P2"]
    assert "A price of 0 on Drift" in findings(several("linear", 10), "range")[1].text
    assert not findings(several("high_low", 10), "range")
    assert not findings(several("linear", 0), "range")  # then there is only one that counts


def test_a_price_per_point_needs_a_minimum():
    data = sound(("model.method", "price_per_quality"))
    finding = found(data, "range")
    assert (finding.severity, finding.criterion) == (Severity.warning, None)
    for minimum, fires in ((0, True), (1, False)):
        data["criteria"][1]["minimum"] = minimum
        assert bool(findings(data, "range")) is fires


@pytest.mark.parametrize(("value", "fires"), [(50, True), ("49.99", False)])
def test_deductions_that_can_eat_the_whole_price(value: object, fires: bool):
    data = sound(
        ("model.method", "quality_deduction"),
        ("criteria.1.max_value", 40),
        ("criteria.2.max_value", value),
    )
    here = findings(data, "range")
    assert bool(here) is fires
    if fires:
        assert here[0].figures == {"most": "90", "price": "90"}
        assert here[0].severity is Severity.warning
    assert not findings(data | {"bids": []}, "range")


@pytest.mark.parametrize(
    ("name", "parameters", "fires"),
    [
        ("linear", {}, True),
        ("high_low", {}, True),
        ("logarithmic", {"base": 2}, True),
        ("fixed", {"full_at": 1, "zero_at": 2}, False),
    ],
)
def test_whether_a_bidder_can_compute_its_points(name: str, parameters: Any, fires: bool):
    here = findings(sound(formula(name, **parameters)), "predictability")
    assert [(each.severity, each.criterion) for each in here] == (
        [(Severity.info, "P")] if fires else []
    )


def test_normalised_points_cannot_be_computed_beforehand():
    data = sound(("model.normalisation", {"form": "difference"}))
    finding = found(data, "predictability")
    assert (finding.criterion, finding.figures) == (None, {"normalisation": "difference"})
    assert finding.text == "A bidder cannot compute its points from its own bid alone."


def test_other_methods_have_no_price_points():
    data = sound(("model.method", "percentage_markup"), formula("linear", floor=9))
    for check in ("monotone", "plateau", "range", "predictability"):
        assert not findings(data, check)


def test_points_set_by_hand_leave_no_curve():
    data = sound(formula("linear", floor=9), PRICES)
    for bid in data["bids"]:
        bid["scores"]["P"] = 5
    assert not findings(data, "plateau")
    data = sound(formula("linear", floor=4), PRICES)
    data["bids"][0]["scores"]["P"] = 5
    assert not findings(data, "plateau")
