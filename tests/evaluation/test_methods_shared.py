"""What all methods have in common: exclusion, rounding, parts."""

from typing import Any

import pytest

from procurement.evaluation import result_document

from .bundles import evaluated, ranks, simple, totals, valued

MONEY = (
    "lowest_price",
    "quality_deduction",
    "quality_markup",
    "percentage_markup",
    "price_per_quality",
    "effective_price",
)


PRICES = {"A": 100, "B": 90}


def of(method: str, prices: Any = PRICES, quality: Any = (8, 6), **model: Any) -> dict[str, Any]:
    """Return two bids under a method, quality being worth 40 at most, or a fifth of the price."""
    value = "1/5" if method == "effective_price" else 40
    data = simple(prices, dict(zip(prices, quality, strict=True)), 40, method=method, **model)
    data["criteria"][1]["max_value"] = value
    return data


@pytest.mark.parametrize("method", MONEY)
def test_excluded_bids_are_listed_last(method: str):
    data = of(method)
    data["bids"].insert(0, {"code": "X", "price": 1, "scores": {"Q": 10}, "excluded": "Avvist"})
    data["criteria"][1]["minimum"] = 7
    assert ranks(data) == {"A": 1, "X": None, "B": None}
    assert evaluated(data).bids[1].figures == {}


@pytest.mark.parametrize("method", MONEY)
def test_the_total_is_rounded_before_ranking(method: str):
    prices = {"A": "100.4", "B": "100.3"}
    data = of(method, prices, (5, 5), rounding={"total": 0})
    assert evaluated(data).ties == (("A", "B"),)
    data["model"]["rounding"] = {"total": 3}
    assert ranks(data) == {"B": 1, "A": 2}


def test_points_are_rounded_before_they_have_a_price():
    data = of("quality_deduction", quality=("8.4", "6.6"), rounding={"points": 0})
    assert totals(data) == {"B": "62", "A": "68"}


def test_a_score_on_its_own_scale_is_rescaled():
    data = of("quality_deduction", quality=(4, 3))
    data["criteria"][1]["max"] = 5
    assert totals(data) == totals(of("quality_deduction"))


def test_the_document_has_the_parts():
    data = valued("quality_deduction", {"A": 1000, "B": 900}, {"A": [7], "B": [1]}, ["100/3"])
    document: Any = result_document(evaluated(data), data)
    assert document["winner"] == ["B"]
    assert document["bids"][0] == {
        "code": "B",
        "rank": 1,
        "total": "896.6666666667",
        "exact": "2690/3",
        "criteria": {
            "P": {"points": None, "contribution": "900"},
            "Q1": {"points": "1", "contribution": "-10/3"},
        },
        "excluded": None,
        "figures": {"price": "900", "deduction": "10/3"},
    }
