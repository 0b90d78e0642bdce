"""Sample score sheets, and evaluations of the same numbers."""

from typing import Any

from procurement.exporting.views import Fact, ScoreSheet, SheetBid, SheetNode, SheetScore

from . import samples

SUPPLIERS = (
    ("A", "Fjordbit ERP (oppdiktet)", "24800000"),
    ("B", "Nordlys Data (oppdiktet)", "27150000"),
    ("C", "Kommuneflyt (oppdiktet)", "31400000"),
)


def points_of(index: int, bid: int) -> str:
    """Return made-up points in half steps."""
    halves = 9 + (index * 7 + bid * 5 + index * bid) % 11
    return str(halves / 2).removesuffix(".0")


def nodes(scored: bool = True) -> tuple[SheetNode, ...]:
    """Return the tree with the evaluated requirements as leaves."""
    evaluated = [raw for raw in samples.raw_requirements() if "V" in raw[2]]
    found: list[SheetNode] = []
    for code, name, kind, weight, parent, chapters in samples.TREE:
        below = [raw for raw in evaluated if raw[0] in chapters]
        is_leaf = kind == "price"
        found.append(SheetNode(code, name, 2 if parent else 1, parent, weight, kind, is_leaf))
        for share, raw in enumerate(below, 1):
            index = evaluated.index(raw)
            scores = tuple(
                SheetScore(
                    points_of(index, bid) if scored else None,
                    samples.REASONS[(index + bid) % len(samples.REASONS)] if scored else "",
                )
                for bid in range(len(SUPPLIERS))
            )
            node = SheetNode(
                raw[1], raw[3], 3 if parent else 2, code, str(10 + 5 * (share % 3)), "requirement",
                True, raw[4], scores,
            )  # fmt: skip
            found.append(node)
    return tuple(found)


def score_sheet(scored: bool = True, priced: bool = True, **changes: object) -> ScoreSheet:
    """Return a score sheet; without points or prices as an evaluator gets it."""
    given: dict[str, object] = {
        "frame": samples.frame("Poengskjema"),
        "evaluator": "Omforent vurdering" if scored else "Evaluator, lønn og HR",
        "bids": tuple(
            SheetBid(code, name, price if priced else None) for code, name, price in SUPPLIERS
        ),
        "nodes": nodes(scored),
        "max_points": "10",
        "formula": "linear",
        "zero_at": "2",
        "floor": None,
        "rounding_points": None,
        "rounding_total": 2,
        "scale": tuple(Fact(step.label, step.value) for step in samples.scale()),
        "totals": (None,) * len(SUPPLIERS),
        "ranks": (None,) * len(SUPPLIERS),
    }
    return ScoreSheet(**given | changes)  # type: ignore[arg-type]


def bundle_of(view: ScoreSheet) -> dict[str, Any]:
    """Return a score sheet as the evaluation engine reads it."""
    own: dict[str, dict[str, Any]] = {
        "linear": {"zero_at": view.zero_at, "floor": view.floor},
        "hybrid": {"knee": view.knee},
        "fixed": {
            "full_at": view.full_price,
            "zero_at": view.zero_price,
            "clamp": view.is_clamped,
        },
        "logarithmic": {"base": view.base},
        "bands": {"bands": [{"up_to": up_to, "points": each} for up_to, each in view.bands]},
    }
    price = {"name": view.formula} | own.get(view.formula, {})
    return {
        "format": "kravspor-evaluation/1",
        "model": {
            "method": "weighted_points",
            "max_points": view.max_points,
            "price_formula": price,
            "normalisation": {"form": "none", "level": "criterion"},
            "rounding": {"points": view.rounding_points, "total": view.rounding_total},
        },
        "criteria": _criteria(view, None, ""),
        "bids": [
            {
                "code": bid.code,
                "name": bid.name,
                "price": bid.price,
                "excluded": bid.excluded or None,
                "scores": {
                    node.code: node.scores[place].points
                    for node in view.nodes
                    if node.kind == "requirement"
                },
            }
            for place, bid in enumerate(view.bids)
        ],
    }


def _criteria(view: ScoreSheet, parent: str | None, kind: str) -> list[dict[str, Any]]:
    found = []
    for node in view.nodes:
        if node.parent == parent:
            own = kind if node.kind == "requirement" else node.kind
            entry = {"code": node.code, "name": node.name, "kind": own, "weight": node.weight}
            below = [] if node.is_leaf else _criteria(view, node.code, own)
            found.append(entry | ({"children": below} if below else {}))
    return found
