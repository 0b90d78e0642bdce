"""Figures that others have published, and the constructed cases of the domain pages.

G numbers are those of the Norwegian procurement page. Not computable from a bundle: the second
half of G9 (a deduction in per cent of the price is no method here) and the tests of a model
(G15, G22b), which are with the checks.
"""

from fractions import Fraction
from typing import Any

import pytest

from .bundles import evaluated, simple, valued

FLOORED = {"name": "linear", "floor": "0"}


def bids(prices: list[object], quality: list[object], price: object, **model: Any) -> Any:
    """Return bids A, B, C ... with a price and quality points."""
    return simple(
        dict(zip("ABCD", prices, strict=False)),
        dict(zip("ABCD", quality, strict=False)),
        price,
        **model,
    )


def formula(name: str | dict[str, Any]) -> dict[str, Any]:
    return {"price_formula": {"name": name} if isinstance(name, str) else name}


def points(weights: list[object], scores: dict[str, list[object]], **model: Any) -> Any:
    """Return bids scored on criteria K1, K2 ... without a price."""
    codes = [f"K{number}" for number in range(1, len(weights) + 1)]
    return {
        "format": "kravspor-evaluation/1",
        "model": {"method": "weighted_points", "max_points": 10} | model,
        "criteria": [
            {"code": code, "kind": "quality", "weight": weight}
            for code, weight in zip(codes, weights, strict=True)
        ],
        "bids": [
            {"code": bid, "scores": dict(zip(codes, row, strict=True))}
            for bid, row in scores.items()
        ],
    }


def published(price: object, prices: dict[str, object], quality: dict[str, object]) -> Any:
    """Return bids whose price points are given and not computed."""
    data = simple(dict.fromkeys(prices, None), quality, price)
    for bid in data["bids"]:
        bid["scores"]["P"] = prices[bid["code"]]
    return data


def basket(*prices: dict[str, object]) -> Any:
    """Return bids with several prices and nothing else."""
    return {
        "format": "kravspor-evaluation/1",
        "model": {"method": "lowest_price", "max_points": 10},
        "criteria": [{"code": code, "kind": "price", "weight": 1} for code in prices[0]],
        "bids": [{"code": "ABC"[number], "prices": row} for number, row in enumerate(prices)],
    }


MILLIONS = [10_000_000, 12_000_000, 15_000_000]
QUALITY = [6, 8, "9.5"]
NORMALISED = {"form": "proportional", "level": "criterion"}
EXACT: list[tuple[str, Any, dict[str, str]]] = [
    ("G1", points([45, 35, 20], {"A": [10, 7, 8], "B": [8, 10, 10]}), {"A": "8.55", "B": "9.1"}),
    (
        "G6 basket",
        basket({"a": 1500 * 18, "b": 50 * 20, "c": 1200 * 25, "d": 540 * 32}),
        {"A": "75280"},
    ),
    (
        "G7 partial life-cycle cost",
        basket({"tractor": 1_000_000, "service": 400_000, "fuel": 160_000}),
        {"A": "1560000"},
    ),
    (
        "G9 mark-up of 100 per cent",
        bids([500, 1000, 750], [5, 5, 10], 50, method="percentage_markup"),
        {"A": "750", "B": "1500", "C": "750"},
    ),
    (
        "G10 the middle bid",
        bids([50, 75, 100], [50, 75, 100], 50, max_points=100, **formula("proportional")),
        {"A": "75", "B": "425/6", "C": "75"},
    ),
    (
        "G11 as reported",
        published(70, {"A": 10, "B": "9.6"}, {"A": "8.8", "B": 10}),
        {"A": "9.64", "B": "9.72"},
    ),
    (
        "G13 proportional",
        bids([427_000, 528_525], [6, 10], 55, **formula("proportional")),
        {"A": "8.2", "B": str(Fraction(427_000, 528_525) * Fraction("5.5") + Fraction("4.5"))},
    ),
    (
        "G14 as announced",
        bids([600_000, 720_000], [0, 0], 100, max_points=40, **formula("proportional")),
        {"A": "40", "B": "100/3"},
    ),
    (
        "G14 the bands that were used",
        bids(
            [600_000, 720_000],
            [0, 0],
            100,
            max_points=40,
            price_formula={
                "name": "bands",
                "bands": [{"up_to": 600_000, "points": 40}, {"up_to": 750_000, "points": 20}],
            },
        ),
        {"A": "40", "B": "20"},
    ),
    (
        "G17 most points",
        valued("quality_deduction", {"A": 1000}, {"A": [3] * 4}, [225] * 4, max_points=3),
        {"A": "100"},
    ),
    (
        "G17 fewest points",
        valued("quality_deduction", {"A": 1000}, {"A": [1] * 4}, [225] * 4, max_points=3),
        {"A": "700"},
    ),
    ("G18 F2", bids([100, 130], [6, 8], 50, **formula("proportional")), {"A": "8", "B": "102/13"}),
    (
        "G18 F2 with C",
        bids([100, 130, 50], [6, 8, "0.5"], 50, **formula("proportional")),
        {"A": "5.5", "B": "77/13", "C": "5.25"},
    ),
    ("G18 F1b", bids([100, 130], [6, 8], 50, **formula(FLOORED)), {"A": "8", "B": "7.5"}),
    (
        "G18 F1b with C",
        bids([100, 130, 50], [6, 8, "0.5"], 50, **formula(FLOORED)),
        {"C": "5.25", "B": "4", "A": "3"},
    ),
    (
        "G18 F1 with C",
        bids([100, 130, 50], [6, 8, "0.5"], 50),
        {"A": "3", "B": "1", "C": "5.25"},
    ),
    ("G19 F4", bids([100, 110], [6, "7.5"], 50, **formula("high_low")), {"A": "8", "B": "3.75"}),
    (
        "G19 F4 with C",
        bids([100, 110, 200], [6, "7.5", 1], 50, **formula("high_low")),
        {"A": "8", "B": "8.25", "C": "0.5"},
    ),
    ("G19 F1 with C", bids([100, 110, 200], [6, "7.5", 1], 50), {"A": "8", "B": "8.25", "C": ".5"}),
    ("G20 F1", bids(MILLIONS, QUALITY, 40), {"A": "7.6", "B": "8", "C": "7.7"}),
    (
        "G20 F2",
        bids(MILLIONS, QUALITY, 40, **formula("proportional")),
        {"A": "7.6", "B": "122/15", "C": "251/30"},
    ),
    (
        "G20 F4",
        bids(MILLIONS, QUALITY, 40, **formula("high_low")),
        {"A": "7.6", "B": "7.2", "C": "5.7"},
    ),
    (
        "G20 Abakus",
        bids(MILLIONS, QUALITY, 40, method="percentage_markup"),
        {"A": "16000000", "B": "15600000", "C": "16125000"},
    ),
    (
        "G20 deduction of 0.6 million per point",
        valued(
            "quality_deduction",
            dict(zip("ABC", MILLIONS, strict=True)),
            {"A": [6], "B": [8], "C": ["9.5"]},
            [6_000_000],
        ),
        {"A": "6400000", "B": "7200000", "C": "9300000"},
    ),
    (
        "G21 option premium",
        basket(
            {"base": 1000, "buffer": 50, "extension": 30, "volume": 40, "both": 20},
            {"base": 1000, "buffer": 50, "extension": 0, "volume": 0, "both": 0},
        ),
        {"A": "1140", "B": "1050"},
    ),
    (
        "G22",
        points([1], {"A": ["87.40"], "B": ["88.89"]}, max_points=100),
        {"A": "87.4", "B": "88.89"},
    ),
    ("G23 F1", bids([1, 2, 3], [0, 0, 0], 100), {"A": "10", "B": "0", "C": "-10"}),
    (
        "G23 F2",
        bids([1, 2, 3], [0, 0, 0], 100, **formula("proportional")),
        {"A": "10", "B": "5", "C": "10/3"},
    ),
    ("linear, two bids", bids([10, 12], [6, 8], 40), {"A": "7.6", "B": "8"}),
    (
        "linear, a losing third bid",
        bids([10, 12, 6], [6, 8, 1], 40),
        {"A": "74/15", "B": "24/5", "C": "4.6"},
    ),
    (
        "three bids on three criteria",
        points(["1/2", "3/10", "1/5"], {"A": [8, 4, 7], "B": [5, 9, 5], "C": [6, 6, 8]}),
        {"A": "33/5", "B": "31/5", "C": "32/5"},
    ),
]
ROUNDED: list[tuple[str, Any, dict[str, str], str]] = [
    (
        "G4 not normalised",
        points([1], {"A": ["8.08"], "B": ["7.5"]}),
        {"A": "8.08", "B": "7.5"},
        "0",
    ),
    (
        "G4 normalised",
        points([1], {"A": ["8.08"], "B": ["7.5"]}, normalisation=NORMALISED),
        {"A": "10", "B": "9.28"},
        "0.005",
    ),
    (
        "G5 in proportion",
        points([1], {"A": [7], "B": [4]}, normalisation=NORMALISED),
        {"A": "10", "B": "5.714"},
        "0.0005",
    ),
    (
        "G5 by difference",
        points([1], {"A": [7], "B": [4]}, normalisation={"form": "difference"}),
        {"A": "10", "B": "7"},
        "0",
    ),
    (
        "G11 computed strictly",
        {
            **published(70, {"A": 10, "B": "9.6"}, {"A": 4, "B": "4.6"}),
            "model": {"method": "weighted_points", "max_points": 10, "normalisation": NORMALISED},
        },
        {"A": "9.61", "B": "9.72"},
        "0.005",
    ),
    ("G13 linear", bids([427_000, 528_525], [6, 10], 55), {"A": "8.2", "B": "8.69"}, "0.005"),
    (
        "G20 F1 normalised",
        bids(MILLIONS, QUALITY, 40, normalisation=NORMALISED),
        {"A": "7.79", "B": "8.25", "C": "8.00"},
        "0.005",
    ),
    (
        "G19 F2 with C",
        bids([100, 110, 200], [6, "7.5", 1], 50, **formula("proportional")),
        {"A": "8", "B": "8.30", "C": "3"},
        "0.005",
    ),
]


@pytest.mark.parametrize(
    ("data", "expected"), [case[1:] for case in EXACT], ids=[case[0] for case in EXACT]
)
def test_exact_figures(data: Any, expected: dict[str, str]):
    found = {bid.code: bid.total for bid in evaluated(data).bids}
    assert found == {bid: Fraction(total) for bid, total in expected.items()}


@pytest.mark.parametrize(
    ("data", "expected", "tolerance"),
    [case[1:] for case in ROUNDED],
    ids=[case[0] for case in ROUNDED],
)
def test_figures_with_the_decimals_of_their_source(
    data: Any, expected: dict[str, str], tolerance: str
):
    for bid in evaluated(data).bids:
        assert abs(bid.total - Fraction(expected[bid.code])) <= Fraction(tolerance)
