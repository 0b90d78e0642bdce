"""Compute what the formulas of a score sheet give, with the engine's own arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.errors import KravsporError
from procurement.evaluation.numbers import read_number, round_half_up
from procurement.evaluation.price_formulas import FORMULAS, Band, PriceFormula, points_of
from procurement.evaluation.ranking import ranks
from procurement.exporting.views import ScoreSheet
from procurement.i18n import gettext as _

Column = tuple[Fraction | None, ...]  # one number per bid; None where something is missing

_PRICED = ("price", "cost")


@dataclass(frozen=True)
class Tree:
    """The criteria tree of a score sheet with everything that is computed from it."""

    view: ScoreSheet
    children: dict[int | None, list[int]]  # by the place of the parent; None for the main criteria
    weights: tuple[Fraction, ...]
    shares: tuple[Fraction, ...]  # of the whole
    points: tuple[Column, ...]  # of every node, leaves rounded
    totals: Column  # rounded as the model says
    ranks: tuple[int | None, ...]

    def is_priced(self, node: int) -> bool:
        """True for a leaf that gets its points from the price."""
        return self.view.nodes[node].is_leaf and self.view.nodes[node].kind in _PRICED

    def is_scored(self, node: int) -> bool:
        """True for a leaf that people give points."""
        return self.view.nodes[node].is_leaf and not self.is_priced(node)

    def is_requirement(self, node: int) -> bool:
        """True for a leaf that is a requirement and not a criterion."""
        return self.is_scored(node) and self.view.nodes[node].kind == "requirement"

    def holds_price(self, node: int) -> bool:
        """True if the price is this node or somewhere below it."""
        return self.is_priced(node) or any(map(self.holds_price, self.children.get(node, ())))


def tree_of(view: ScoreSheet) -> Tree:
    """Return the tree; raise KravsporError where weights or prices cannot be computed with."""
    if not view.bids:
        raise KravsporError(_("There are no bids to score yet."))
    if not view.nodes:
        raise KravsporError(_("There are no criteria to score."))
    children = _children(view)
    weights = tuple(read_number(node.weight, (node.code,)) for node in view.nodes)
    points = _points(view, children, weights)
    exact = _means(children[None], weights, points, len(view.bids))
    totals = tuple(
        None if bid.excluded else _rounded(total, view.rounding_total)
        for bid, total in zip(view.bids, exact, strict=True)
    )
    return Tree(
        view=view,
        children=children,
        weights=weights,
        shares=_shares(view, children, weights),
        points=points,
        totals=totals,
        ranks=_ranks(totals),
    )


def _children(view: ScoreSheet) -> dict[int | None, list[int]]:
    """Return the places of the children by the place of their parent."""
    groups = {node.code: place for place, node in enumerate(view.nodes) if not node.is_leaf}
    children: dict[int | None, list[int]] = {None: []}
    for place, node in enumerate(view.nodes):
        if node.parent is not None and node.parent not in groups:
            message = _("%(code)s stands under %(parent)s, which is not in the score sheet.")
            raise KravsporError(message % {"code": node.code, "parent": node.parent})
        children.setdefault(None if node.parent is None else groups[node.parent], []).append(place)
    return children


def _points(
    view: ScoreSheet, children: dict[int | None, list[int]], weights: Sequence[Fraction]
) -> tuple[Column, ...]:
    """Return the points of every node; a parent comes after its children in this order."""
    prices = _price_points(view)
    points: list[Column] = [()] * len(view.nodes)
    for place in reversed(range(len(view.nodes))):
        node = view.nodes[place]
        if not node.is_leaf:
            points[place] = _means(children.get(place, []), weights, points, len(view.bids))
        elif node.kind in _PRICED:
            points[place] = tuple(_rounded(each, view.rounding_points) for each in prices)
        else:
            given = [score.points for score in node.scores] + [None] * len(view.bids)
            points[place] = tuple(
                None
                if text is None
                else round_half_up(read_number(text, (node.code,)), view.rounding_points)
                for text in given[: len(view.bids)]
            )
    return tuple(points)


def _price_points(view: ScoreSheet) -> Column:
    """Return the points of the prices; all are missing as long as one admitted bid's is."""
    admitted = [bid for bid in view.bids if not bid.excluded]
    prices = [read_number(bid.price, (bid.code,)) for bid in admitted if bid.price is not None]
    if len(prices) < len(admitted) or not prices:
        return (None,) * len(view.bids)
    if view.formula not in FORMULAS:
        raise KravsporError(_("There is no price formula %(name)s.", name=view.formula))
    formula = _formula(view)
    found = iter(points_of(formula, prices, read_number(view.max_points, ("max_points",))))
    return tuple(None if bid.excluded else next(found) for bid in view.bids)


def _formula(view: ScoreSheet) -> PriceFormula:
    """Return the price formula with all its numbers; each formula uses only its own."""
    bands: list[Band] = []
    for up_to, points in view.bands:
        above = bands[-1].up_to if bands else None
        limit = None if up_to is None else read_number(up_to, ("bands",))
        bands.append(Band(above, limit, read_number(points, ("bands",))))
    fixed = view.formula == "fixed"
    return PriceFormula(
        name=view.formula,
        zero_at=read_number(view.zero_price if fixed else view.zero_at, ("zero_at",)),
        floor=None if view.floor is None else read_number(view.floor, ("floor",)),
        knee=read_number(view.knee, ("knee",)),
        full_at=read_number(view.full_price, ("full_at",)) if fixed else Fraction(0),
        clamp=view.is_clamped,
        base=read_number(view.base, ("base",)),
        bands=tuple(bands),
    )


def _means(
    places: Sequence[int], weights: Sequence[Fraction], points: Sequence[Column], bids: int
) -> Column:
    """Return the weighted mean of some nodes per bid; None where one of them is missing."""
    whole = sum((weights[place] for place in places), Fraction(0))
    if not places or whole == 0:
        return (None,) * bids
    means: list[Fraction | None] = []
    for bid in range(bids):
        terms = [
            weights[place] * value for place in places if (value := points[place][bid]) is not None
        ]
        means.append(sum(terms, Fraction(0)) / whole if len(terms) == len(places) else None)
    return tuple(means)


def _shares(
    view: ScoreSheet, children: dict[int | None, list[int]], weights: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """Return the share of the whole of every node; parents come before their children."""
    shares = [Fraction(1)] * len(view.nodes)
    for parent in (None, *range(len(view.nodes))):
        below = children.get(parent, [])
        whole = sum((weights[place] for place in below), Fraction(0))
        for place in below:
            above = Fraction(1) if parent is None else shares[parent]
            shares[place] = above * weights[place] / whole if whole else Fraction(0)
    return tuple(shares)


def _rounded(value: Fraction | None, decimals: int | None) -> Fraction | None:
    return None if value is None else round_half_up(value, decimals)


def _ranks(totals: Column) -> tuple[int | None, ...]:
    known = iter(ranks([total for total in totals if total is not None]))
    return tuple(None if total is None else next(known) for total in totals)
