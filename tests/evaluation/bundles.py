"""Bundles as plain data for the tests."""

from copy import deepcopy
from typing import Any

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import Result, bundle_from, evaluate

EXAMPLE: dict[str, Any] = {
    "format": "kravspor-evaluation/1",
    "title": "Felles ERP for Helgeland",
    "source": "constructed",
    "currency": "NOK",
    "model": {
        "method": "weighted_points",
        "max_points": "10",
        "price_formula": {"name": "linear", "zero_at": "2", "floor": None},
        "normalisation": {"form": "none", "level": "criterion"},
        "rounding": {"points": None, "total": None},
    },
    "criteria": [
        {"code": "P", "name": "Pris", "kind": "price", "weight": "40"},
        {
            "code": "K",
            "name": "Kvalitet",
            "kind": "quality",
            "weight": "60",
            "children": [
                {"code": "K1", "name": "Funksjonalitet", "kind": "quality", "weight": "70"},
                {
                    "code": "K2",
                    "name": "Innføring",
                    "kind": "quality",
                    "weight": "30",
                    "max": "5",
                    "minimum": "2",
                },
            ],
        },
    ],
    "bids": [
        {
            "code": "A",
            "name": "Leverandør A",
            "price": "10000000",
            "scores": {"K1": "6", "K2": "3.5"},
        },
        {
            "code": "B",
            "name": "Leverandør B",
            "price": "12000000",
            "scores": {"K1": "8", "K2": "4"},
            "excluded": None,
        },
    ],
}

MISSING = object()


def example(*changes: tuple[str, object]) -> dict[str, Any]:
    """Return the example of the format, with some values set or, if MISSING, taken out.

    A path is written with dots: "bids.0.scores.K1"; the last step may be new.
    """
    data = deepcopy(EXAMPLE)
    for path, value in changes:
        inside: Any = data
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            inside = inside[step]
        if value is MISSING:
            del inside[last]
        else:
            inside[last] = value
    return data


def simple(
    prices: dict[str, object], quality: dict[str, object], price: object = 40, **model: object
) -> dict[str, Any]:
    """Return a bundle with a price and one quality criterion, Q, of which the weights make 100."""
    rules = {"method": "weighted_points", "max_points": 10, "price_formula": {"name": "linear"}}
    return {
        "format": "kravspor-evaluation/1",
        "model": rules | model,
        "criteria": [
            {"code": "P", "kind": "price", "weight": price},
            {"code": "Q", "kind": "quality", "weight": 100 - int(str(price))},
        ],
        "bids": [
            {"code": code, "price": prices[code], "scores": {"Q": quality[code]}} for code in prices
        ],
    }


def evaluated(data: object) -> Result:
    """Return the result of plain data."""
    return evaluate(bundle_from(data))


def totals(data: object) -> dict[str, str]:
    """Return the total of each admitted bid, best first, as an exact text."""
    return {bid.code: str(bid.total) for bid in evaluated(data).bids if bid.rank is not None}


def ranks(data: object) -> dict[str, int | None]:
    """Return the rank of each bid, best first."""
    return {bid.code: bid.rank for bid in evaluated(data).bids}


def refusal(data: object) -> EvaluationError:
    """Return the error with which an evaluation of plain data ends."""
    bundle = bundle_from(data)
    with pytest.raises(EvaluationError) as caught:
        evaluate(bundle)
    return caught.value


def valued(
    method: str,
    prices: dict[str, object],
    scores: dict[str, list[object]],
    values: list[object],
    **model: object,
) -> dict[str, Any]:
    """Return a bundle with a price and quality criteria Q1, Q2 ... that are worth something."""
    codes = [f"Q{number}" for number in range(1, len(values) + 1)]
    quality = [
        {"code": code, "kind": "quality", "weight": 1, "max_value": value}
        for code, value in zip(codes, values, strict=True)
    ]
    return {
        "format": "kravspor-evaluation/1",
        "model": {"method": method, "max_points": 10} | model,
        "criteria": [{"code": "P", "kind": "price", "weight": 1}, *quality],
        "bids": [
            {"code": bid, "price": prices[bid], "scores": dict(zip(codes, points, strict=True))}
            for bid, points in scores.items()
        ],
    }
