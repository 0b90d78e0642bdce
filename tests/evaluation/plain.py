"""A second computation of every method, written apart from the engine: flat and slow."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

Points = dict[tuple[str, str], Fraction]  # by criterion and bid


def plain_totals(data: dict[str, Any]) -> dict[str, Fraction]:
    """Return the total of each admitted bid of a bundle with complete numbers, as it is ranked.

    Every leaf is weighed by the product of the ratios down to it. A division by 0 is where the
    method has no answer.
    """
    model = data["model"]
    leaves = _leaves(data["criteria"], Fraction(1))
    bids = [bid for bid in data["bids"] if not _is_out(bid, leaves)]
    points = _points(data, leaves, bids)
    digits = (model.get("rounding") or {}).get("total")
    return {bid["code"]: _rounded(_total(data, leaves, bid, points), digits) for bid in bids}


def plain_ranks(totals: dict[str, Fraction], method: str) -> dict[str, int]:
    """Return 1 + the number of better totals."""
    sign = 1 if method == "weighted_points" else -1
    return {
        code: 1 + sum(sign * other > sign * total for other in totals.values())
        for code, total in totals.items()
    }


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


def _is_priced(leaf: dict[str, Any]) -> bool:
    return leaf["kind"] in ("price", "cost")


def _points(data: dict[str, Any], leaves: list[tuple[Any, Fraction]], bids: list[Any]) -> Points:
    """Return the points of all bids on all leaves, lifted and rounded."""
    model = data["model"]
    top = Fraction(model["max_points"])
    digits = (model.get("rounding") or {}).get("points")
    form, level = _normalisation(model)
    main = [each["code"] for each in data["criteria"]]
    points: Points = {}
    for leaf, _share in leaves:
        code = leaf["code"]
        if _is_priced(leaf) and model["method"] != "weighted_points":
            continue
        column = {bid["code"]: _leaf_points(model, leaf, bid, bids) for bid in bids}
        if not _is_priced(leaf) and (level == "leaf" or code in main):
            column = _lifted(column, form, top)
        for bid, value in column.items():
            points[code, bid] = _rounded(value, digits)
    return points


def _normalisation(model: dict[str, Any]) -> tuple[str, str]:
    rule = model.get("normalisation") or {}
    return rule.get("form", "none"), rule.get("level", "criterion")


def _lifted(column: dict[str, Fraction], form: str, top: Fraction) -> dict[str, Fraction]:
    best = max(column.values())
    if form == "proportional" and best > 0:
        return {bid: value / best * top for bid, value in column.items()}
    if form == "difference":
        return {bid: value + (top - best) for bid, value in column.items()}
    return column


def _leaf_points(model: Any, leaf: Any, bid: Any, bids: list[Any]) -> Fraction:
    top = Fraction(model["max_points"])
    if leaf["code"] in bid["scores"]:
        return Fraction(bid["scores"][leaf["code"]]) * top / Fraction(leaf.get("max", top))
    formula = leaf.get("formula") or model["price_formula"]
    prices = [_price(other, leaf["code"]) for other in bids]
    return _price_points(formula, _price(bid, leaf["code"]), prices, top)


def _price(bid: Any, code: str) -> Fraction:
    return Fraction(bid["prices"][code] if "prices" in bid else bid["price"])


def _price_points(formula: Any, own: Fraction, prices: list[Fraction], top: Fraction) -> Fraction:
    low, high, name = min(prices), max(prices), formula["name"]
    times = own / low if low else None
    if name == "linear":
        zero = Fraction(formula.get("zero_at") or 2)
        points = top * (1 - (times - 1) / (zero - 1))
        floor = formula.get("floor")
        return points if floor is None else max(points, Fraction(floor))
    if name == "proportional":
        return top / times
    if name == "hybrid":
        knee = Fraction(formula["knee"])
        return top * (2 - times) if times <= knee else top * (2 - knee) * knee / times
    if name == "high_low":
        return top * (high - own) / (high - low) if high > low else top
    if name == "fixed":
        zero, full = Fraction(formula["zero_at"]), Fraction(formula["full_at"])
        points = top * (zero - own) / (zero - full)
        return sorted([Fraction(0), points, top])[1] if formula.get("clamp") else points
    if name == "mean_relative":
        mean = sum(prices) / len(prices)
        return top - top * (own - mean) / mean
    if name == "logarithmic":
        return top * _part_of_logarithm(times, Fraction(formula["base"]))
    for band in formula["bands"]:
        if band["up_to"] is None or own <= Fraction(band["up_to"]):
            return Fraction(band["points"])
    raise ValueError(name)


def _part_of_logarithm(times: Fraction, base: Fraction) -> Fraction:
    """Return 1 - log(times) / log(base) with 50 digits, from logarithms of another base."""
    with localcontext() as context:
        context.prec = 90
        logarithms = [
            (Decimal(each.numerator) / Decimal(each.denominator)).log10() for each in (times, base)
        ]
        part = 1 - logarithms[0] / logarithms[1]
        context.prec = 50
        return Fraction(+part)


def _rounded(value: Fraction, digits: Any) -> Fraction:
    if digits is None:
        return value
    steps = abs(value) * 10 ** int(digits) + Fraction(1, 2)
    return Fraction(int(steps) if value > 0 else -int(steps), 10 ** int(digits))


def _total(data: Any, leaves: list[tuple[Any, Fraction]], bid: Any, points: Points) -> Fraction:
    """Return one bid's total, exactly."""
    method, top = data["model"]["method"], Fraction(data["model"]["max_points"])
    if method == "weighted_points":
        return _weighted(data, leaves, bid["code"], points)
    price = sum(_price(bid, leaf["code"]) for leaf, _share in leaves if _is_priced(leaf))
    quality = [leaf for leaf, _share in leaves if not _is_priced(leaf)]
    parts = {leaf["code"]: points[leaf["code"], bid["code"]] / top for leaf in quality}
    values = {leaf["code"]: Fraction(leaf.get("max_value", 0)) for leaf in quality}
    reached = sum(values[code] * parts[code] for code in values)
    if method == "lowest_price":
        return price
    if method == "quality_deduction":
        return price - reached
    if method == "quality_markup":
        return price + sum(values.values()) - reached
    if method == "effective_price":
        return price / (1 + reached / (1 - sum(values.values())))
    on_price = sum(share for leaf, share in leaves if _is_priced(leaf))
    mean = _weighted(data, leaves, bid["code"], points) / (1 - on_price)
    if method == "price_per_quality":
        return price / mean
    return price * (1 + (top - mean) / top * (1 - on_price) / on_price)


def _weighted(data: Any, leaves: list[tuple[Any, Fraction]], bid: str, points: Points) -> Fraction:
    """Return the weighted sum of all points there are, main criteria lifted if they are."""
    form, level = _normalisation(data["model"])
    whole = sum(Fraction(each["weight"]) for each in data["criteria"])
    total = Fraction(0)
    for each in data["criteria"]:
        share = Fraction(each["weight"]) / whole
        below = _leaves([each | {"weight": 1}], Fraction(1))
        scored = [(leaf["code"], part) for leaf, part in below if (leaf["code"], bid) in points]
        sums = {
            code: sum(part * points[leaf, code] for leaf, part in scored)
            for code in {code for _leaf, code in points}
        }
        if level == "criterion" and each.get("children") and scored and not _all_priced(below):
            sums = _lifted(sums, form, Fraction(data["model"]["max_points"]))
        total += share * sums[bid] if scored else 0
    return total


def _all_priced(leaves: list[tuple[Any, Fraction]]) -> bool:
    return all(_is_priced(leaf) for leaf, _share in leaves)
