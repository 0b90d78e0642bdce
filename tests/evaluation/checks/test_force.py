"""Checks of what the weights do to the expected bids."""

from typing import Any

import pytest

from procurement.evaluation import Severity

from .models import SOUND, bids, findings, formula, found, sound


@pytest.mark.parametrize("check", ["effective_weight", "dead_criterion", "robustness"])
def test_a_sound_model_is_not_blamed(check: str):
    assert not findings(SOUND, check)


def test_the_golden_case_of_a_price_that_hardly_counts():
    data = sound(formula("linear"), bids(["10", "10.3", "10.5"], [9, 7, 5], [9, 7, 5]))
    first = findings(data, "effective_weight")[0]
    assert (first.severity, first.criterion) == (Severity.warning, "P")
    assert first.figures == {"nominal": "2/5", "effective": "1/13"}
    assert first.text == "Pris weighs 40 % but separates these bids as if it weighed 7.7 %."


@pytest.mark.parametrize(
    ("score", "fires"),
    [
        # contributions differ by 1 on the price, 0.75 on M and 0.3 x (7.5 - score) on K
        ("5", []),
        ("4.5", []),  # 37.7, 34 and 28.3 per cent
        ("4", ["K"]),  # 35.7, 37.5 and 26.8
        ("5.5", []),  # 42.6, 25.5 and 31.9
        ("6", ["P", "K"]),  # 45.5, 20.5 and 34.1
    ],
)
def test_more_than_five_points_is_too_far(score: str, fires: list[str]):
    data = sound(bids([90, 100], [score, "7.5"], ["7.5", 5]))
    assert [each.criterion for each in findings(data, "effective_weight")] == fires


def many(weights: list[object], *spreads: object) -> dict[str, Any]:
    """Return criteria with weights on which two bids differ by so many points."""
    criteria = [
        {"code": f"K{number}", "kind": "environment", "weight": weight, "documentation": "x"}
        for number, weight in enumerate(weights)
    ]
    rows = [
        {f"K{number}": each for number, each in enumerate(spreads)},
        {f"K{number}": 0 for number in range(len(weights))},
    ]
    offers = [{"code": code, "scores": row} for code, row in zip("AB", rows, strict=True)]
    return sound(("criteria", criteria), ("bids", offers))


@pytest.mark.parametrize(
    ("weights", "score", "fires"),
    [
        ([45, 45, 10], "3.3", False),  # 6.8 per cent and not 10
        ([45, 45, 10], "3.2", True),  # 6.6
        (["47.5", "47.5", 5], "7.6", False),  # 7.4 and not 5
        (["47.5", "47.5", 5], "7.8", True),  # 7.6
    ],
)
def test_one_and_a_half_times_is_too_far(weights: list[object], score: str, fires: bool):
    here = findings(many(weights, 5, 5, score), "effective_weight")
    assert [each.criterion for each in here] == (["K2"] if fires else [])


def test_bids_that_are_alike_have_no_effective_weight():
    assert not findings(sound(bids([90, 90], [5, 5], [5, 5])), "effective_weight")
    assert not findings(sound(("bids", [])), "effective_weight")
    assert not findings(sound(("model.method", "percentage_markup")), "effective_weight")


def test_a_criterion_without_weight():
    data = sound(("criteria.1.weight", 0), ("criteria.0.weight", 70))
    first = findings(data, "dead_criterion")[0]
    assert (first.severity, first.criterion) == (Severity.warning, "K")
    assert first.text == "Kvalitet has no weight and can never decide anything."
    data["model"]["method"] = "lowest_price"
    assert not findings(data, "dead_criterion")


def grouped(*rows: tuple[object, object]) -> dict[str, Any]:
    """Return sub-criteria of K with the scores of two bids."""
    below = [{"code": f"K{number}", "kind": "quality", "weight": 50} for number in range(len(rows))]
    data = sound(("criteria.1.children", below))
    for bid in (0, 1):
        data["bids"][bid]["scores"] = {"M": data["bids"][bid]["scores"]["M"]} | {
            f"K{number}": row[bid] for number, row in enumerate(rows)
        }
    return data


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(5, 5), (3, 8)], ["K0"]),
        ([(5, 5), (8, 8)], ["K"]),  # the whole group, once
        ([(5, 6), (3, 8)], []),
        ([(5, 6), (6, 5)], []),  # the group is level, its parts are not
    ],
)
def test_criteria_on_which_all_are_alike(rows: Any, expected: list[str]):
    here = [
        each for each in findings(grouped(*rows), "dead_criterion") if each.severity == "warning"
    ]
    assert [each.criterion for each in here] == expected
    if expected:
        assert here[0].text.startswith("All bids have the same points on K")


def test_without_weight_it_is_not_said_twice():
    data = sound(("criteria.1.weight", 0), ("criteria.0.weight", 70), bids([9, 10], [5, 5], [5, 6]))
    here = [each for each in findings(data, "dead_criterion") if each.criterion]
    assert [each.text for each in here] == ["Kvalitet has no weight and can never decide anything."]


def test_criteria_that_are_too_light_to_decide():
    data = many([90, 6, 4], 5, 0, 0)  # ahead by 4.5
    finding = findings(data, "dead_criterion")[-1]
    assert (finding.severity, finding.criterion) == (Severity.info, None)
    assert finding.figures == {"number": "2", "margin": "9/2"}
    assert finding.text == "2 criteria cannot bridge the winner's lead of 4.5 points alone."
    data = many([40, 60], "1/2", 9)  # ahead by 5.6, between 40 and 60 per cent of 10
    finding = findings(data, "dead_criterion")[-1]
    assert finding.text == "1 criterion cannot bridge the winner's lead of 5.6 points alone."
    exactly = many([40, 60], 5, "10/3")  # ahead by 4: enough
    assert not findings(exactly, "dead_criterion")


def test_a_shared_first_place():
    data = sound(bids([90, 90, 95], [5, 5, 5], [5, 5, 5]))
    finding = found(data, "robustness")
    assert (finding.severity, finding.criterion) == (Severity.warning, None)
    assert finding.figures == {"winners": "A = B"}
    assert finding.text == "A, B share first place."


def against(weight: str) -> dict[str, Any]:
    """Return a criterion on which A has a point more, and another on which B has one more."""
    data = many([weight, f"{10000 - int(weight.replace('.', ''))}/100"], 1, 0)
    data["bids"][1]["scores"] = {"K0": 0, "K1": 1}
    return data


def test_a_first_place_that_hangs_on_a_weight():
    one, other = findings(against("50.50"), "robustness")
    assert [each.criterion for each in (one, other)] == ["K0", "K1"]
    assert one.severity is Severity.warning
    assert one.figures == {"share": "101/200", "flip": "1/2", "rival": "B"}
    assert one.text == "B draws level with A if K0 weighs 50 % and not 50.5 %."


@pytest.mark.parametrize(
    ("weight", "fires"), [("50.99", True), ("51.00", False), ("49.01", True), ("49.00", False)]
)
def test_one_point_of_weight_is_the_limit(weight: str, fires: bool):
    assert bool(findings(against(weight), "robustness")) is fires


def test_only_weights_from_0_to_100_can_be_reached():
    data = many(["0.5", "99.5"], 1, 0)  # level without any weight on K0, half a point away
    assert [each.figures["flip"] for each in findings(data, "robustness")] == ["0", "1"]
    assert not findings(many(["0.5", "99.5"], 1, "0.01"), "robustness")  # ahead even then


def test_the_nearest_rival_is_named():
    data = against("50.50")
    data["bids"].append({"code": "C", "name": "Gamma", "scores": {"K0": 0, "K1": "1.01"}})
    one, _other = findings(data, "robustness")
    assert one.figures["rival"] == "C"  # draws level at 101/201
    assert one.text.startswith("Gamma draws level")


def test_a_criterion_that_is_everything_has_no_other_weight():
    assert not findings(many([100], "0.001"), "robustness")


def test_a_lead_that_is_the_same_everywhere_does_not_move():
    assert not findings(many([50, 50], 1, 1), "robustness")


def test_other_methods_are_not_looked_at():
    data = sound(("model.method", "percentage_markup"))
    assert not findings(data, "robustness")
    assert not findings(sound(("bids", [])), "robustness")
