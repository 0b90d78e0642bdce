"""The weight of environment, by the rules of two dates."""

from datetime import date
from typing import Any

import pytest

from procurement.evaluation import (
    EnvironmentRule,
    Ground,
    Rules,
    Severity,
    bundle_from,
    check_model,
    default_rules,
)

from .models import SOUND, bids, findings, formula, found, sound

OLD, NEW = "2026-06-30", "2026-07-01"
LOW = ("criteria.2.weight", 20), ("criteria.1.weight", 40)


def grounded(day: str, ground: str, reason: str | None = "Fordi") -> dict[str, Any]:
    return sound(*LOW, ("notice_date", day), ("environment", {"ground": ground, "reason": reason}))


def test_thirty_per_cent_is_enough():
    assert not findings(SOUND, "environment")


def test_less_is_not():
    finding = found(sound(*LOW), "environment")
    assert finding.severity is Severity.error
    assert finding.text == "Environment weighs 20 %, less than the 30 % of FOA § 7-9."
    assert (finding.figures["share"], finding.figures["rule"]) == ("1/5", "3/10")
    assert "ground" not in finding.figures


def test_the_weight_of_kofa_2025_0999_is_not_enough():
    """Implementation 12, infectious waste 4, certificate 4, sorting and vehicles 20 of 40."""
    parts = [("D1", "quality", 12), ("D2", "quality", 4), ("D3", "quality", 4)]
    parts.append(("D4", "environment", 20))
    group = {
        "code": "D",
        "kind": "environment",
        "weight": 40,
        "children": [
            {"code": code, "kind": kind, "weight": weight} for code, kind, weight in parts
        ],
    }
    criteria = [{"code": "P", "kind": "price", "weight": 60}, group]
    finding = found(sound(("criteria", criteria), ("bids", [])), "environment")
    assert (finding.severity, finding.figures["share"]) == (Severity.error, "1/5")


@pytest.mark.parametrize(
    ("day", "ground", "severity"),
    [
        (OLD, "requirements", "info"),
        (OLD, "insignificant", "info"),
        (OLD, "combined", "warning"),
        (OLD, "critical_interest", "error"),
        (OLD, "national_minimum", "error"),
        (NEW, "requirements", "info"),
        (NEW, "insignificant", "info"),
        (NEW, "combined", "info"),
        (NEW, "critical_interest", "info"),
        (NEW, "national_minimum", "info"),
    ],
)
def test_what_may_take_its_place_depends_on_the_date(day: str, ground: str, severity: str):
    finding = found(grounded(day, ground), "environment")
    assert (finding.severity, finding.figures["ground"]) == (severity, ground)


@pytest.mark.parametrize("reason", [None, "", "  "])
@pytest.mark.parametrize("ground", ["requirements", "combined"])
def test_a_ground_needs_reasons(ground: str, reason: str | None):
    for day in (OLD, NEW):
        finding = found(grounded(day, ground, reason), "environment")
        assert finding.severity is Severity.error
        assert "reasons" in finding.advice


def test_a_ground_is_not_needed_with_enough_weight():
    data = sound(("environment", {"ground": "national_minimum"}), ("notice_date", OLD))
    assert not findings(data, "environment")


def test_without_a_date_the_newest_rules_are_used_and_that_is_said():
    data = sound(("notice_date", None))
    finding = found(data, "environment")
    assert finding.severity is Severity.info
    assert finding.figures["from"] == NEW
    assert "1 July 2026" in finding.text


def rules(*shares: int) -> Rules:
    """Return rules with other environment weights, each without dates."""
    return Rules(
        tuple(
            EnvironmentRule(None, None, bundle_share(share), frozenset(), frozenset(), "test")
            for share in shares
        ),
        default_rules().widest_range,
        4,
    )


def bundle_share(per_cent: int) -> Any:
    return default_rules().environment[0].share * per_cent / 30


def test_other_rules_can_be_given():
    bundle = bundle_from(sound(("notice_date", None)))
    names = [each.check for each in check_model(bundle, rules(31))]
    assert names.count("environment") == 1
    assert "environment" not in [each.check for each in check_model(bundle, rules(30))]


def test_a_date_outside_all_rules_takes_the_newest():
    late = EnvironmentRule(
        date(2030, 1, 1), None, bundle_share(50), frozenset({Ground.combined}), frozenset(), "x"
    )
    early = EnvironmentRule(None, date(2020, 1, 1), bundle_share(10), frozenset(), frozenset(), "y")
    both = Rules((early, late), default_rules().widest_range, 4)
    assert both.environment_on(date(2020, 1, 1)) is early
    assert both.environment_on(date(2025, 1, 1)) is late
    assert both.environment_on(date(2030, 1, 1)) is late
    assert both.environment_on(None) is late


def test_the_rules_that_come_with_the_engine():
    old, new = default_rules().environment
    assert (old.valid_from, old.valid_until) == (None, date(2026, 6, 30))
    assert (new.valid_from, new.valid_until) == (date(2026, 7, 1), None)
    assert default_rules().environment_on(date(2026, 6, 30)) is old
    assert default_rules().environment_on(date(2026, 7, 1)) is new
    assert new.accepted == frozenset(Ground)
    assert old.source and new.source
    assert old.holds_on(date(2020, 1, 1)) and not old.holds_on(date(2026, 7, 1))


def test_weight_that_the_bids_hardly_feel():
    data = sound(bids([90, 100], [5, "7.5"], [7, 6]))
    finding = found(data, "environment")
    assert finding.severity is Severity.warning
    assert finding.figures["effective"] == "6/41"  # 0.3 x 1 of 1 + 0.75 + 0.3
    assert finding.text == "With these bids environment separates as if it weighed 14.6 %."


def test_bids_that_are_alike_say_nothing():
    assert not findings(sound(bids([90, 90], [5, 5], [5, 5])), "environment")
    assert not findings(sound(bids([90], [5], [5])), "environment")


@pytest.mark.parametrize("method", ["quality_deduction", "quality_markup", "effective_price"])
@pytest.mark.parametrize(("value", "fires"), [("0.06", False), ("0.05", True)])
def test_where_quality_has_a_price_the_share_of_the_values_counts(
    method: str, value: str, fires: bool
):
    values = ("criteria.1.max_value", "0.14"), ("criteria.2.max_value", value)
    data = sound(("model.method", method), *values)
    assert bool(findings(data, "environment")) is fires


def test_values_of_nothing_are_no_environment():
    values = ("criteria.1.max_value", 0), ("criteria.2.max_value", 0)
    data = sound(("model.method", "quality_deduction"), *values)
    assert found(data, "environment").figures["share"] == "0"


def test_the_lowest_price_has_no_room_for_environment():
    data = sound(("model.method", "lowest_price"), ("criteria.2.max_value", 10))
    assert found(data, "environment").figures["share"] == "0"


def test_only_weighted_points_have_an_effective_weight():
    data = sound(("model.method", "percentage_markup"), formula("linear"))
    assert not findings(data, "environment")
