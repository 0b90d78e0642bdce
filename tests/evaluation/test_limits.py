"""The limits of a bundle: at the limit it is read, one above it is refused with the place."""

from typing import Any

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from

from .bundles import example


def nested(depth: int) -> list[dict[str, Any]]:
    """Return criteria of which the innermost lies at this depth."""
    siblings: list[dict[str, Any]] = [{"code": "leaf", "kind": "quality", "weight": 1}]
    for level in range(depth - 1):
        siblings = [{"code": f"{level}", "kind": "quality", "weight": 1, "children": siblings}]
    return siblings


def flat(number: int) -> list[dict[str, Any]]:
    """Return so many criteria at the root."""
    return [{"code": f"K{each}", "kind": "quality", "weight": 1} for each in range(number)]


def test_criteria_may_be_20_levels_deep():
    assert bundle_from(example(("criteria", nested(20)), ("bids", []))).leaves()[0].code == "leaf"
    for depth in (21, 300, 5000):
        with pytest.raises(EvaluationError, match="nested deeper than 20") as caught:
            bundle_from(example(("criteria", nested(depth)), ("bids", [])))
        assert caught.value.place == "$.criteria[0]" + ".children[0]" * 19 + ".children"


def test_there_may_be_10_000_criteria():
    assert len(bundle_from(example(("criteria", flat(10_000)), ("bids", []))).leaves()) == 10_000
    with pytest.raises(EvaluationError, match="more than 10000 criteria") as caught:
        bundle_from(example(("criteria", flat(10_001)), ("bids", [])))
    assert caught.value.place == "$.criteria[10000].code"


def test_groups_count_as_criteria():
    group = {"code": "G", "kind": "quality", "weight": 1, "children": flat(10_000)}
    with pytest.raises(EvaluationError, match="more than 10000 criteria"):
        bundle_from(example(("criteria", [group]), ("bids", [])))


def test_there_may_be_1_000_bids():
    bids = [{"code": f"B{number}"} for number in range(1001)]
    assert len(bundle_from(example(("bids", bids[:1000]))).bids) == 1000
    with pytest.raises(EvaluationError, match="more than 1000 bids") as caught:
        bundle_from(example(("bids", bids)))
    assert caught.value.place == "$.bids"


def test_some_weight_must_be_above_0_among_siblings():
    zero = example(("criteria.0.weight", "0"), ("criteria.1.weight", "0.00"))
    with pytest.raises(EvaluationError, match="weight") as caught:
        bundle_from(zero)
    assert caught.value.place == "$.criteria"

    children = [
        {"code": "K1", "kind": "quality", "weight": 0},
        {"code": "K2", "kind": "quality", "weight": 0},
    ]
    with pytest.raises(EvaluationError, match="weight") as caught:
        bundle_from(example(("criteria.1.children", children)))
    assert caught.value.place == "$.criteria[1].children"
