"""Checks of what a model says and leaves unsaid."""

from typing import Any

import pytest

from procurement.evaluation import Severity

from .models import SOUND, findings, formula, found, sound


@pytest.mark.parametrize(
    "check",
    [
        "completeness",
        "main_criteria",
        "documentation",
        "unpublished_weight",
        "minimum_with_weight",
        "price_in_quality",
    ],
)
def test_a_sound_model_is_not_blamed(check: str):
    assert not findings(SOUND, check)


def test_a_rule_for_equal_totals_is_missing():
    finding = found(sound(("model.tie_rule", None)), "completeness")
    assert (finding.severity, finding.criterion) == (Severity.warning, None)
    assert "equal totals" in finding.text


def test_a_price_formula_is_missing():
    first, second = findings(sound(("model.price_formula", None)), "completeness")
    assert (first.severity, first.criterion) == (Severity.error, "P")
    assert first.text == "Pris has no formula that turns the price into points."
    assert (second.severity, second.figures) == (
        Severity.error,
        {"place": "$.model.price_formula"},
    )
    assert second.text == (
        "The bids cannot be evaluated: There is no price formula for criterion P."
    )


def test_a_price_formula_of_its_own_is_enough():
    own = ("criteria.0.formula", {"name": "fixed", "full_at": 80, "zero_at": 120})
    assert not findings(sound(("model.price_formula", None), own), "completeness")


def test_no_formula_is_needed_where_the_price_itself_counts():
    data = sound(("model.price_formula", None), ("model.method", "percentage_markup"))
    assert not findings(data, "completeness")


@pytest.mark.parametrize("method", ["quality_deduction", "quality_markup", "effective_price"])
def test_the_value_of_quality_is_missing(method: str):
    data = sound(("model.method", method), ("criteria.1.max_value", "0.1"), ("bids", []))
    finding = found(data, "completeness")
    assert (finding.severity, finding.criterion) == (Severity.error, "M")
    assert finding.text == "Miljø has no value for full points."


def test_bids_that_cannot_be_evaluated_are_an_error_and_no_bids_are_not():
    finding = found(sound(("bids.0.scores.K", None)), "completeness")
    assert (finding.severity, finding.figures) == (
        Severity.error,
        {"place": "$.bids[0].scores.K"},
    )
    assert not findings(sound(("bids", [])), "completeness")


def flat(number: int) -> list[dict[str, Any]]:
    share = {"kind": "environment", "weight": f"100/{number}", "documentation": "Notat"}
    return [{"code": f"K{each}"} | share for each in range(number)]


def test_more_than_four_main_criteria():
    finding = found(sound(("criteria", flat(5)), ("bids", [])), "main_criteria")
    assert finding.severity is Severity.warning
    assert finding.figures == {"number": "5", "most": "4"}
    assert "5 main criteria" in finding.text
    assert not findings(sound(("criteria", flat(4)), ("bids", [])), "main_criteria")


def test_documentation_is_demanded_of_every_quality_leaf():
    finding = found(sound(("criteria.1.documentation", None)), "documentation")
    assert (finding.severity, finding.criterion) == (Severity.warning, "K")
    assert finding.figures == {"number": "1"}
    assert finding.text == "Kvalitet lacks a documentation demand on 1 criterion."


def children(*documented: bool) -> list[dict[str, Any]]:
    """Return sub-criteria with or without a documentation demand."""
    return [
        {"code": f"K{number}", "kind": "quality", "weight": 50}
        | ({"documentation": "Notat"} if each else {})
        for number, each in enumerate(documented)
    ]


@pytest.mark.parametrize(
    ("group", "documented", "missing"),
    [
        (None, (False, False), "2"),
        (None, (True, False), "1"),
        (None, (True, True), None),
        ("Notat", (False, False), None),
    ],
)
def test_a_demand_on_a_group_covers_what_is_below(
    group: str | None, documented: tuple[bool, ...], missing: str | None
):
    data = sound(
        ("criteria.1.documentation", group),
        ("criteria.1.children", children(*documented)),
        ("bids", []),
    )
    numbers = [each.figures["number"] for each in findings(data, "documentation")]
    assert numbers == ([] if missing is None else [missing])
    if missing == "2":
        assert found(data, "documentation").text == (
            "Kvalitet lacks documentation demands on 2 criteria."
        )


def test_the_weight_of_a_main_criterion_must_be_published():
    finding = found(sound(("criteria.1.published", False)), "unpublished_weight")
    assert (finding.severity, finding.criterion) == (Severity.error, "K")
    assert finding.text == "The weight of Kvalitet is not published."


def test_weights_below_may_be_unpublished_if_they_are_frozen():
    below = children(True, True)
    below[1]["published"] = False
    data = sound(("criteria.1.children", below), ("bids", []))
    finding = found(data, "unpublished_weight")
    assert (finding.severity, finding.criterion) == (Severity.warning, "K1")
    assert "freeze" in finding.advice


def test_a_minimum_requirement_has_weight():
    finding = found(sound(("criteria.1.minimum", 4)), "minimum_with_weight")
    assert (finding.severity, finding.criterion) == (Severity.warning, "K")
    without = sound(("criteria.1.minimum", 4), ("criteria.1.weight", 0), ("criteria.0.weight", 70))
    assert not findings(without, "minimum_with_weight")


@pytest.mark.parametrize(("value", "fires"), [(10, True), (0, False)])
def test_where_quality_has_a_price_the_value_is_the_weight(value: int, fires: bool):
    data = sound(
        ("model.method", "quality_deduction"),
        ("criteria.1.max_value", value),
        ("criteria.2.max_value", 10),
        ("criteria.1.minimum", 4),
    )
    assert bool(findings(data, "minimum_with_weight")) is fires


@pytest.mark.parametrize(
    ("kind", "kinds", "fires"),
    [
        ("quality", ("price", "quality"), True),
        ("price", ("price", "quality"), True),
        ("quality", ("price", "cost"), True),
        ("cost", ("price", "cost"), False),
        ("quality", ("quality", "environment"), False),
    ],
)
def test_price_and_quality_are_kept_apart(kind: str, kinds: tuple[str, str], fires: bool):
    inner = [
        {"code": f"X{number}", "name": f"Del {number}", "kind": each, "weight": 50}
        for number, each in enumerate(kinds)
    ]
    group = {"code": "K", "name": "Tilbud", "kind": kind, "weight": 30, "children": inner}
    data = sound(("criteria.1", group), formula("linear"), ("bids", []))
    found_here = findings(data, "price_in_quality")
    assert [(each.severity, each.criterion) for each in found_here] == (
        [(Severity.warning, "K")] if fires else []
    )
    if fires:
        assert found_here[0].figures == {"price": "X0"}
        assert "Del 0" in found_here[0].text
