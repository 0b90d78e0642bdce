"""Normalisation: two forms on two levels, before rounding, never on a price."""

from typing import Any

import pytest

from procurement.evaluation import result_document

from .bundles import evaluated, example, refusal, simple, totals, valued


def lifted(form: str, level: str = "criterion", *changes: tuple[str, object]) -> dict[str, Any]:
    """Return the example with its quality normalised: K1 6 and 8, K2 7 and 8 of 10."""
    return example(("model.normalisation", {"form": form, "level": level}), *changes)


def points(data: dict[str, Any], bid: str) -> dict[str, str]:
    (found,) = [each for each in evaluated(data).bids if each.code == bid]
    return {code: str(each.points) for code, each in found.criteria.items()}


@pytest.mark.parametrize(
    ("form", "level", "expected"),
    [
        ("none", "criterion", {"P": "10", "K": "63/10", "K1": "6", "K2": "7"}),
        ("proportional", "criterion", {"P": "10", "K": "63/8", "K1": "6", "K2": "7"}),
        ("difference", "criterion", {"P": "10", "K": "83/10", "K1": "6", "K2": "7"}),
        ("proportional", "leaf", {"P": "10", "K": "63/8", "K1": "15/2", "K2": "35/4"}),
        ("difference", "leaf", {"P": "10", "K": "83/10", "K1": "8", "K2": "9"}),
    ],
)
def test_the_example_by_hand(form: str, level: str, expected: dict[str, str]):
    assert points(lifted(form, level), "A") == expected
    best = {"none": "8"}.get(form, "10")
    assert points(lifted(form, level), "B")["K"] == best


def test_the_two_levels_differ_where_different_bids_are_best():
    change = ("bids.0.scores.K2", "5")  # A is best on K2 and B on K1
    assert points(lifted("proportional", "leaf", change), "A")["K"] == "33/4"  # .7 x 7.5 + .3 x 10
    assert points(lifted("proportional", "criterion", change), "A")["K"] == "9"  # 7.2 x 10/8
    assert points(lifted("proportional", "criterion", change), "B")["K"] == "10"


def test_a_main_criterion_that_is_a_leaf_is_normalised_on_both_levels():
    for level in ("criterion", "leaf"):
        rule = {"form": "proportional", "level": level}
        data = simple({"A": 10, "B": 10}, {"A": 4, "B": 5}, normalisation=rule)
        assert points(data, "A") == {"P": "10", "Q": "8"}


def test_the_price_is_never_touched():
    low = ("bids.0.scores.P", "4"), ("bids.1.scores.P", "5")
    for level in ("criterion", "leaf"):
        assert points(lifted("difference", level, *low), "B")["P"] == "5"


def test_a_group_of_prices_is_not_touched():
    group = {"code": "G", "kind": "cost", "weight": 40, "children": [
        {"code": "P", "kind": "price", "weight": 1},
        {"code": "P2", "kind": "cost", "weight": 1},
    ]}  # fmt: skip
    data = lifted("difference", "criterion", ("criteria.0", group))
    for bid in data["bids"]:
        bid["scores"] |= {"P": "1", "P2": "3"}
    assert points(data, "A")["G"] == "2"


def test_points_are_rounded_after_a_leaf_is_normalised_and_groups_are_not():
    rounded = ("model.rounding", {"points": 0})
    assert points(lifted("proportional", "leaf", rounded), "A") == {
        "P": "10",
        "K": "83/10",
        "K1": "8",
        "K2": "9",
    }
    change = ("bids.0.scores.K1", "6.6"), rounded
    assert points(lifted("proportional", "criterion", *change), "A") == {
        "P": "10",
        "K": "35/4",
        "K1": "7",
        "K2": "7",
    }


@pytest.mark.parametrize(("form", "expected"), [("proportional", "0"), ("difference", "10")])
def test_where_nobody_has_points(form: str, expected: str):
    data = simple({"A": 10, "B": 10}, {"A": 0, "B": 0}, normalisation={"form": form})
    assert points(data, "A")["Q"] == expected


def test_the_best_is_the_best_of_the_admitted_bids():
    data = simple({"A": 10, "B": 10}, {"A": 5, "B": 10}, 0, normalisation={"form": "proportional"})
    data["bids"][1]["excluded"] = "Avvist"
    assert totals(data) == {"A": "10"}


def test_minimum_scores_are_compared_as_they_were_given():
    data = lifted("difference", "leaf", ("criteria.1.children.1.minimum", "3.6"))
    assert evaluated(data).bids[-1].excluded == (
        "The score 3.5 on K2 Innføring is below the minimum 3.6."
    )


def test_what_the_points_were_before_is_kept():
    data = lifted("proportional", "criterion", ("model.rounding", {"points": 0}))
    document: Any = result_document(evaluated(data), data)
    criteria = document["bids"][1]["criteria"]
    assert criteria["K"] == {"points": "63/8", "contribution": "189/40", "before": "63/10"}
    assert "before" not in criteria["K1"]
    assert "before" not in criteria["P"]
    data = lifted("proportional", "leaf", ("model.rounding", {"points": 0}))
    document = result_document(evaluated(data), data)
    assert document["bids"][1]["criteria"]["K1"] == {
        "points": "8",
        "contribution": "84/25",
        "before": "6",
    }


def mixed(level: str) -> dict[str, Any]:
    """Return a main criterion with a price inside."""
    inner = {"code": "P", "kind": "price", "weight": "1"}
    data = lifted("proportional", level)
    data["criteria"] = data["criteria"][1:]
    data["criteria"][0]["children"].append(inner)
    return data


def test_a_group_with_a_price_cannot_be_normalised():
    error = refusal(mixed("criterion"))
    assert error.place == "$.model.normalisation.level"
    assert "K holds price and quality" in str(error)
    assert points(mixed("leaf"), "A")["P"] == "10"


@pytest.mark.parametrize("method", ["lowest_price", "quality_deduction", "quality_markup"])
def test_where_groups_have_no_points_only_leaves_are_normalised(method: str):
    values = [("criteria.1.children.0.max_value", 10), ("criteria.1.children.1.max_value", 20)]
    data = lifted("proportional", "criterion", ("model.method", method), *values)
    error = refusal(data)
    assert error.place == "$.model.normalisation.level"
    assert "K has no points of its own" in str(error)
    data["model"]["normalisation"]["level"] = "leaf"
    assert points(data, "A") == {"K1": "15/2", "K2": "35/4"}
    data["model"]["normalisation"] = {"form": "none", "level": "criterion"}
    assert points(data, "A") == {"K1": "6", "K2": "7"}


def test_quality_with_a_price_is_normalised_first():
    rule = {"form": "difference", "level": "criterion"}
    data = valued("quality_deduction", {"A": 9, "B": 9}, {"A": [4], "B": [6]}, [5])
    assert totals(data) == {"B": "6", "A": "7"}
    data["model"]["normalisation"] = rule
    assert totals(data) == {"B": "4", "A": "5"}


@pytest.mark.parametrize("method", ["percentage_markup", "price_per_quality"])
def test_the_quality_part_is_made_of_normalised_groups(method: str):
    data = lifted("proportional", "criterion", ("model.method", method))
    found = {bid.code: bid.figures["quality"] for bid in evaluated(data).bids}
    assert {code: str(quality) for code, quality in found.items()} == {"A": "63/8", "B": "10"}
    assert points(data, "A") == {"K": "63/8", "K1": "6", "K2": "7"}
