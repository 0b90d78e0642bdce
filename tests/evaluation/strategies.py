"""Random bundles: trees of criteria, methods, scales, formulas, normalisation, rounding."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

WEIGHTS = st.sampled_from(["0", "1", "2", "5", "12.5", "40", "1/3", 7])
MAXIMA = st.sampled_from(["3", "5", "10", "100", "7/2"])
PRICES = st.integers(1, 400).map(lambda amount: f"{amount}.25")
VALUES = {
    "quality_deduction": st.sampled_from(["0", "10", "33.3", "100/7"]),
    "quality_markup": st.sampled_from(["0", "10", "33.3", "100/7"]),
    "effective_price": st.sampled_from(["0", "0.01", "1/60", "0.03"]),
}
METHODS = (
    "weighted_points",
    "lowest_price",
    "quality_deduction",
    "quality_markup",
    "percentage_markup",
    "price_per_quality",
    "effective_price",
)
MEAN_RELATIVE: dict[str, Any] = {"name": "mean_relative"}
ABSOLUTE: tuple[dict[str, Any], ...] = (
    {"name": "fixed", "full_at": "50", "zero_at": "300"},
    {"name": "fixed", "full_at": "100.5", "zero_at": 200, "clamp": True},
    {
        "name": "bands",
        "bands": [
            {"up_to": "100", "points": "10"},
            {"up_to": "200", "points": "7.5"},
            {"up_to": None, "points": "-1/3"},
        ],
    },
)
LOGARITHMIC: dict[str, Any] = {"name": "logarithmic", "base": "4"}
RELATIVE: tuple[dict[str, Any], ...] = (
    {"name": "linear"},
    {"name": "linear", "zero_at": "3/2"},
    {"name": "linear", "zero_at": "3", "floor": None},
    {"name": "linear", "floor": "0"},
    {"name": "proportional"},
    {"name": "hybrid", "knee": "1.25"},
    {"name": "high_low"},
)
FORMULAS = (*RELATIVE, MEAN_RELATIVE, LOGARITHMIC, *ABSOLUTE)


@dataclass(frozen=True)
class Wanted:
    """What kinds of bundle are wanted."""

    methods: tuple[str, ...] = ("weighted_points",)
    formulas: tuple[dict[str, Any], ...] = (*RELATIVE, MEAN_RELATIVE)
    normalised: bool = False
    rounded: bool = False
    most_bids: int = 5


EVERYTHING = Wanted(METHODS, FORMULAS, normalised=True, rounded=True)


def _formulas(wanted: Wanted) -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(wanted.formulas).map(deepcopy)  # so that a test may change one


@st.composite
def bundles(draw: st.DrawFn, wanted: Wanted = Wanted()) -> dict[str, Any]:
    """Draw a complete bundle in which at least the first bid is admitted."""
    method = draw(st.sampled_from(wanted.methods))
    normalisation = {"form": "none", "level": "criterion"}
    if wanted.normalised:
        normalisation["form"] = draw(st.sampled_from(["none", "proportional", "difference"]))
        normalisation["level"] = draw(st.sampled_from(["criterion", "leaf"]))
    criteria = _criteria(draw, method, normalisation)
    leaves = _leaves(criteria)
    for leaf in leaves:
        _complete(draw, leaf, method, wanted)
    rounding: dict[str, Any] = {"points": None, "total": None}
    if wanted.rounded:
        rounding = {key: draw(st.sampled_from([None, 0, 1, 2])) for key in rounding}
    return {
        "format": "kravspor-evaluation/1",
        "model": {
            "method": method,
            "max_points": draw(st.sampled_from(["10", "100", 1])),
            "price_formula": draw(_formulas(wanted)),
            "normalisation": normalisation,
            "rounding": rounding,
        },
        "criteria": criteria,
        "bids": _bids(draw, leaves, wanted.most_bids),
    }


def _criteria(draw: st.DrawFn, method: str, rule: dict[str, str]) -> list[dict[str, Any]]:
    """Draw a tree that the method and the normalisation can take."""
    whole_groups = rule["form"] != "none" and rule["level"] == "criterion"
    by_weight = method in ("weighted_points", "percentage_markup", "price_per_quality")
    depth = 1 if whole_groups and not by_weight else 3
    criteria = _siblings(draw, "C", depth)
    if whole_groups:
        for each in criteria:
            _paint(each, each["kind"])
    if method == "weighted_points":
        return criteria
    fixed = {"quality": "Q", "price": "P"}
    both = [{"code": code, "kind": kind, "weight": "3"} for kind, code in fixed.items()]
    return [*criteria, *both]


def _paint(criterion: dict[str, Any], kind: str) -> None:
    criterion["kind"] = kind
    for each in criterion.get("children", []):
        _paint(each, kind)


def _siblings(draw: st.DrawFn, name: str, depth: int) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        each: dict[str, Any] = {"code": f"{name}{number}", "weight": draw(WEIGHTS)}
        each["kind"] = draw(st.sampled_from(["quality", "environment", "price", "cost"]))
        if depth > 1 and draw(st.booleans()):
            each["children"] = _siblings(draw, each["code"] + "-", depth - 1)
        found.append(each)
    found[0]["weight"] = "4"
    return found


def _complete(draw: st.DrawFn, leaf: dict[str, Any], method: str, wanted: Wanted) -> None:
    """Give a leaf what its kind and the method ask for."""
    if leaf["kind"] not in ("price", "cost"):
        leaf["max"] = draw(MAXIMA)
        if method in VALUES:
            leaf["max_value"] = draw(VALUES[method])
    elif draw(st.booleans()):
        leaf["formula"] = draw(_formulas(wanted))


def _leaves(siblings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for each in siblings:
        found += _leaves(each["children"]) if "children" in each else [each]
    return found


def _bids(draw: st.DrawFn, leaves: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    prices = [leaf["code"] for leaf in leaves if leaf["kind"] in ("price", "cost")]
    scored = [leaf for leaf in leaves if leaf["code"] not in prices]
    bids = []
    for number in range(draw(st.integers(1, most))):
        bid: dict[str, Any] = {
            "code": f"B{number}",
            "prices": {code: draw(PRICES) for code in prices},
            "scores": {leaf["code"]: _score(draw, leaf) for leaf in scored},
        }
        if number and draw(st.integers(0, 5)) == 0:
            bid["excluded"] = "Avvist"
        bids.append(bid)
    for leaf in scored:
        if draw(st.integers(0, 4)) == 0:
            leaf["minimum"] = bids[0]["scores"][leaf["code"]]
    return bids


def _score(draw: st.DrawFn, leaf: dict[str, Any]) -> str:
    """Draw a score in steps of a tenth, within the scale."""
    tenths = {"3": 30, "5": 50, "10": 100, "100": 1000, "7/2": 35}[leaf["max"]]
    return f"{draw(st.integers(0, tenths))}/10"
