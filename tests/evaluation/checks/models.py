"""A model with which nothing is wrong, and what the checks find when something is changed."""

from copy import deepcopy
from typing import Any

from procurement.evaluation import Finding, bundle_from, check_model

SOUND: dict[str, Any] = {
    "format": "kravspor-evaluation/1",
    "currency": "NOK",
    "notice_date": "2026-08-01",
    "model": {
        "method": "weighted_points",
        "max_points": 10,
        "price_formula": {"name": "fixed", "full_at": 80, "zero_at": 120},
        "tie_rule": "Lavest pris går foran.",
    },
    "criteria": [
        {"code": "P", "name": "Pris", "kind": "price", "weight": 40},
        {
            "code": "K",
            "name": "Kvalitet",
            "kind": "quality",
            "weight": 30,
            "documentation": "Løsningsbeskrivelse",
        },
        {
            "code": "M",
            "name": "Miljø",
            "kind": "environment",
            "weight": 30,
            "documentation": "Klimaregnskap",
        },
    ],
    "bids": [
        {"code": "A", "name": "Alfa", "price": 90, "scores": {"K": 5, "M": "7.5"}},
        {"code": "B", "name": "Beta", "price": 100, "scores": {"K": "7.5", "M": 5}},
    ],
}


def sound(*changes: tuple[str, object]) -> dict[str, Any]:
    """Return the sound model with some values set; a path is written with dots."""
    data = deepcopy(SOUND)
    for path, value in changes:
        inside: Any = data
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            inside = inside[step]
        inside[last] = value
    return data


def findings(data: dict[str, Any], check: str = "") -> list[Finding]:
    """Return what the checks find, or what one of them does."""
    found = check_model(bundle_from(data))
    return [finding for finding in found if not check or finding.check == check]


def found(data: dict[str, Any], check: str) -> Finding:
    """Return the one finding of a check."""
    (finding,) = findings(data, check)
    return finding


def formula(name: str, **parameters: object) -> tuple[str, object]:
    """Return the change to another price formula."""
    return ("model.price_formula", {"name": name} | parameters)


def bids(prices: list[object], *scores: list[object]) -> tuple[str, object]:
    """Return the change to other bids A, B ..., with scores on K, M."""
    rows = zip("ABCD", prices, *scores, strict=False)
    return (
        "bids",
        [
            {"code": code, "price": price, "scores": dict(zip("KM", points, strict=False))}
            for code, price, *points in rows
        ],
    )
