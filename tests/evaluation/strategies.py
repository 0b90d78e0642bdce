"""Random bundles: trees of criteria, scales, price formulas, minima and exclusions."""

from typing import Any

from hypothesis import strategies as st

WEIGHTS = st.sampled_from(["0", "1", "2", "5", "12.5", "40", "1/3", 7])
MAXIMA = st.sampled_from(["3", "5", "10", "100", "7/2"])
PRICES = st.integers(1, 400).map(lambda amount: f"{amount}.25")
FORMULAS = st.sampled_from(
    [
        {"name": "linear"},
        {"name": "linear", "zero_at": "3/2"},
        {"name": "linear", "zero_at": "3", "floor": None},
        {"name": "proportional"},
        {"name": "high_low"},
    ]
)


@st.composite
def bundles(draw: st.DrawFn, most_bids: int = 5) -> dict[str, Any]:
    """Draw a complete bundle in which at least the first bid is admitted."""
    criteria = _siblings(draw, "C", 3)
    prices = [leaf["code"] for leaf in _leaves(criteria) if leaf["kind"] in ("price", "cost")]
    scored = [leaf for leaf in _leaves(criteria) if leaf["code"] not in prices]
    bids = []
    for number in range(draw(st.integers(1, most_bids))):
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
    return {
        "format": "kravspor-evaluation/1",
        "model": {
            "method": "weighted_points",
            "max_points": draw(st.sampled_from(["10", "100", 1])),
            "price_formula": draw(FORMULAS),
        },
        "criteria": criteria,
        "bids": bids,
    }


def _siblings(draw: st.DrawFn, name: str, depth: int) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        each: dict[str, Any] = {"code": f"{name}{number}", "weight": draw(WEIGHTS)}
        each["kind"] = draw(st.sampled_from(["quality", "environment", "price", "cost"]))
        if depth > 1 and draw(st.booleans()):
            each["children"] = _siblings(draw, each["code"] + "-", depth - 1)
        elif each["kind"] in ("price", "cost"):
            each |= {"formula": draw(FORMULAS)} if draw(st.booleans()) else {}
        else:
            each |= {"max": draw(MAXIMA)}
        found.append(each)
    found[0]["weight"] = "4"
    return found


def _leaves(siblings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for each in siblings:
        found += _leaves(each["children"]) if "children" in each else [each]
    return found


def _score(draw: st.DrawFn, leaf: dict[str, Any]) -> str:
    """Draw a score in steps of a tenth, within the scale."""
    tenths = {"3": 30, "5": 50, "10": 100, "100": 1000, "7/2": 35}[leaf["max"]]
    return f"{draw(st.integers(0, tenths))}/10"
