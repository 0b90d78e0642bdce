"""Bundles, weights and matrices for the tests of the analyses."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from procurement.evaluation import Bid, Bundle, Criterion, bundle_from
from procurement.evaluation.folding import Matrix

# evaluation-methods: three bids of which each can win
THREE = ((8, 4, 7), (5, 9, 5), (6, 6, 8))
THREE_WEIGHTS = (50, 30, 20)

Siblings = tuple[Criterion, ...]

FORMULAS: list[dict[str, Any]] = [
    {"name": "linear"},
    {"name": "linear", "zero_at": "3/2", "floor": "0"},
    {"name": "proportional"},
    {"name": "hybrid", "knee": "3/2"},
    {"name": "high_low"},
    {"name": "fixed", "full_at": "60", "zero_at": "300"},
    {"name": "fixed", "full_at": "90", "zero_at": "250", "clamp": True},
    {"name": "mean_relative"},
    {"name": "logarithmic", "base": "4"},
    {
        "name": "bands",
        "bands": [
            {"up_to": "90", "points": 10},
            {"up_to": "150", "points": 6},
            {"up_to": None, "points": 1},
        ],
    },
]


def flat(rows: Any, weights: Any, **model: object) -> dict[str, Any]:
    """Return a bundle of bids A, B, ... with scores on the main criteria C1, C2, ..."""
    codes = [f"C{number}" for number in range(1, len(weights) + 1)]
    return {
        "format": "kravspor-evaluation/1",
        "model": {"method": "weighted_points", "max_points": 10} | model,
        "criteria": [
            {"code": code, "kind": "quality", "weight": weight}
            for code, weight in zip(codes, weights, strict=True)
        ],
        "bids": [
            {"code": chr(65 + number), "scores": dict(zip(codes, row, strict=True))}
            for number, row in enumerate(rows)
        ],
    }


def lifted(scores: dict[str, dict[str, int]], points: int) -> dict[str, Any]:
    """Return bids on L and a group K of X and Y, which is lifted in proportion to its best."""
    data = flat([(1, 0)], (1, 1), normalisation={"form": "proportional"})
    data["criteria"] = [
        {"code": "L", "kind": "quality", "weight": 1},
        {
            "code": "K",
            "kind": "quality",
            "weight": points,
            "children": [
                {"code": "X", "kind": "quality", "weight": 1},
                {"code": "Y", "kind": "quality", "weight": 1},
            ],
        },
    ]
    data["bids"] = [{"code": code, "scores": each} for code, each in scores.items()]
    return data


def three() -> Bundle:
    """Return the three bids of which each can win."""
    return bundle_from(flat(THREE, THREE_WEIGHTS))


def matrix(rows: Any, weights: Any) -> Matrix:
    """Return a matrix of bids A, B, ... in the given order."""
    whole = sum(map(Fraction, weights))
    return Matrix(
        bids=tuple(chr(65 + number) for number in range(len(rows))),
        criteria=tuple(f"C{number}" for number in range(1, len(weights) + 1)),
        shares=tuple(Fraction(weight) / whole for weight in weights),
        points=tuple(tuple(map(Fraction, row)) for row in rows),
    )


def moved(bundle: Bundle, code: str, share: Fraction) -> Bundle:
    """Return a bundle in which a criterion has another share of the root.

    Its siblings share the rest of the group in the proportions that they have.
    """
    return replace(bundle, criteria=_moved(bundle.criteria, code, share, Fraction(1)))


def _moved(siblings: Siblings, code: str, share: Fraction, whole: Fraction) -> Siblings:
    weights = sum(each.weight for each in siblings)
    if all(each.code != code for each in siblings):
        return tuple(
            replace(
                each, children=_moved(each.children, code, share, whole * each.weight / weights)
            )
            if each.children
            else each
            for each in siblings
        )
    part = share / whole
    rest = sum(each.weight for each in siblings if each.code != code)
    return tuple(
        replace(each, weight=part if each.code == code else each.weight / rest * (1 - part))
        for each in siblings
    )


def reweighted(bundle: Bundle, weights: Mapping[str, Fraction]) -> Bundle:
    """Return a bundle with other weights of the main criteria."""
    criteria = (replace(each, weight=weights[each.code]) for each in bundle.criteria)
    return replace(bundle, criteria=tuple(criteria))


def rescored(bundle: Bundle, bid: str, code: str, score: Fraction) -> Bundle:
    """Return a bundle with one other score."""
    return _with_bid(bundle, bid, lambda old: replace(old, scores={**old.scores, code: score}))


def repriced(bundle: Bundle, bid: str, price: Fraction) -> Bundle:
    """Return a bundle with one other price."""
    return _with_bid(bundle, bid, lambda old: replace(old, price=price))


def _with_bid(bundle: Bundle, code: str, change: Callable[[Bid], Bid]) -> Bundle:
    bids = (change(bid) if bid.code == code else bid for bid in bundle.bids)
    return replace(bundle, bids=tuple(bids))


def group_share(bundle: Bundle, code: str) -> Fraction:
    """Return the share of the root of the group that a criterion is in."""

    def search(siblings: Siblings, whole: Fraction) -> Fraction | None:
        weights = sum(each.weight for each in siblings)
        if any(each.code == code for each in siblings):
            return whole
        below = (
            search(each.children, whole * each.weight / weights)
            for each in siblings
            if each.children
        )
        return next((each for each in below if each is not None), None)

    found = search(bundle.criteria, Fraction(1))
    assert found is not None
    return found


WEIGHTS = st.sampled_from(["1", "2", "5", "12.5", "40", "1/3", "0"])
SCORES = st.integers(0, 20).map(lambda half: f"{half}/2")


@st.composite
def matrices(draw: st.DrawFn, most_bids: int = 5, most_criteria: int = 4) -> Matrix:
    """Draw a matrix; the first bid need not be the best."""
    width = draw(st.integers(1, most_criteria))
    rows = draw(
        st.lists(
            st.lists(st.integers(-3, 10), min_size=width, max_size=width),
            min_size=1,
            max_size=most_bids,
        )
    )
    weights = draw(st.lists(st.integers(1, 9), min_size=width, max_size=width))
    return matrix(rows, weights)


@st.composite
def flats(draw: st.DrawFn, most_bids: int = 5, most_criteria: int = 4) -> dict[str, Any]:
    """Draw a bundle without groups and prices, in which ties are frequent."""
    width = draw(st.integers(2, most_criteria))
    row = st.lists(st.integers(0, 10), min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=2, max_size=most_bids))
    weights = draw(st.lists(st.integers(1, 9), min_size=width, max_size=width))
    return flat(rows, weights)


NORMALISATIONS = [
    {"form": "none"},
    {"form": "difference", "level": "criterion"},
    {"form": "difference", "level": "leaf"},
    {"form": "proportional", "level": "criterion"},
    {"form": "proportional", "level": "leaf"},
]


@st.composite
def trees(
    draw: st.DrawFn, normalisations: Any = NORMALISATIONS, formulas: Any = FORMULAS
) -> dict[str, Any]:
    """Draw a bundle with a price, two groups of quality, one of them with a group inside."""
    codes = ["S1", "S2", "T1", "T2", "U1", "U2", "L"]

    def leaf(code: str, **more: object) -> dict[str, Any]:
        return {"code": code, "kind": "quality", "weight": draw(WEIGHTS), **more}

    inner = {"code": "U", "kind": "quality", "weight": "3", "children": [leaf("U1"), leaf("U2")]}
    inner["children"][0]["weight"] = "2"
    criteria = [
        {"code": "P", "kind": "price", "weight": draw(WEIGHTS)},
        {
            "code": "S",
            "kind": "quality",
            "weight": "4",
            "children": [leaf("S1", max="20"), {**leaf("S2"), "weight": "1"}],
        },
        {
            "code": "T",
            "kind": "quality",
            "weight": draw(WEIGHTS),
            "children": [leaf("T1"), {**leaf("T2"), "weight": "1"}, inner],
        },
        leaf("L"),
    ]
    bids = [
        {
            "code": f"B{number}",
            "price": str(draw(st.integers(70, 240))),
            "scores": {code: draw(SCORES) for code in codes},
        }
        for number in range(draw(st.integers(2, 4)))
    ]
    return {
        "format": "kravspor-evaluation/1",
        "model": {
            "method": "weighted_points",
            "max_points": 10,
            "price_formula": draw(st.sampled_from(formulas)),
            "normalisation": draw(st.sampled_from(normalisations)),
        },
        "criteria": criteria,
        "bids": bids,
    }
