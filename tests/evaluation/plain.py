"""A second computation of weighted points, written apart from the engine: flat and slow."""

from fractions import Fraction
from typing import Any


def plain_totals(data: dict[str, Any]) -> dict[str, Fraction]:
    """Return the exact total of each admitted bid of a bundle with complete numbers.

    Every leaf is weighed by the product of the ratios down to it. Only a model's or a
    criterion's own linear, proportional and high-low formulas, without rounding, are known.
    """
    top = Fraction(data["model"]["max_points"])
    leaves = _leaves(data["criteria"], Fraction(1))
    bids = [bid for bid in data["bids"] if not _is_out(bid, leaves)]
    totals = {bid["code"]: Fraction(0) for bid in bids}
    for leaf, weight in leaves:
        for bid in bids:
            if leaf["code"] in bid["scores"]:
                score = Fraction(bid["scores"][leaf["code"]])
                points = score * top / Fraction(leaf.get("max", top))
            else:
                formula = leaf.get("formula") or data["model"]["price_formula"]
                points = _price_points(formula, leaf["code"], bid, bids) * top
            totals[bid["code"]] += weight * points
    return totals


def _leaves(siblings: list[dict[str, Any]], share: Fraction) -> list[tuple[Any, Fraction]]:
    whole = sum(Fraction(each["weight"]) for each in siblings)
    found = []
    for each in siblings:
        part = share * Fraction(each["weight"]) / whole
        below = each.get("children")
        found += _leaves(below, part) if below else [(each, part)]
    return found


def _is_out(bid: dict[str, Any], leaves: list[tuple[Any, Fraction]]) -> bool:
    return bid.get("excluded") is not None or any(
        Fraction(bid["scores"][leaf["code"]]) < Fraction(leaf["minimum"])
        for leaf, _weight in leaves
        if "minimum" in leaf
    )


def _price_points(formula: Any, code: str, bid: Any, bids: list[Any]) -> Fraction:
    def price(of: Any) -> Fraction:
        return Fraction(of["prices"][code] if "prices" in of else of["price"])

    everybody = [price(other) for other in bids]
    own, low, high = price(bid), min(everybody), max(everybody)
    if formula["name"] == "proportional":
        return low / own
    if formula["name"] == "high_low":
        return (high - own) / (high - low) if high > low else Fraction(1)
    zero = Fraction(formula.get("zero_at") or 2)
    return 1 - (own / low - 1) / (zero - 1)
