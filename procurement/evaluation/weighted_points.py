"""The method weighted_points: the weighted mean of points, the highest total wins."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.admission import exclusions
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.numbers import exact_sum, round_half_up, weighted_sum
from procurement.evaluation.ranking import ranks
from procurement.evaluation.result import BidResult, CriterionResult, Result
from procurement.evaluation.scoring import Column, leaf_points

_PLACE = ("criteria",)


def evaluate(bundle: Bundle) -> Result:
    """Rank the bids of a bundle by their weighted points.

    points of a group = sum(w x points of the child) / sum(w), and the total is the points of
    the root; a contribution is the criterion's share of the root x its points, so that the
    contributions of the leaves add up to the total before rounding.

    Points are on the scale 0..max_points (price points may be negative). Everything is exact;
    the points of a leaf and the total are rounded half up only where the model says so.

    Raises:
        EvaluationError: no bid is admitted, an admitted bid lacks a score or a price, or a
            price that the formula divides by is 0 or less.

    Source: DFØ's guide to evaluating tenders (poengmodell); Fishburn, Operations Research
    15(3), 1967. Equal totals share a rank.

    """
    reasons = exclusions(bundle)
    admitted = {number: bid for number, bid in enumerate(bundle.bids) if reasons[number] is None}
    tree = _Tree(leaf_points(bundle, admitted), {})
    exact = tree.mean(bundle.criteria, Fraction(1))
    totals = [round_half_up(total, bundle.model.rounding.total) for total in exact]
    places = ranks(totals)
    bids = list(admitted.values())
    ranked = [
        BidResult(bids[row].code, bids[row].name, places[row], totals[row], tree.row(bundle, row))
        for row in sorted(range(len(bids)), key=places.__getitem__)
    ]
    excluded = [
        BidResult(bid.code, bid.name, None, None, {}, reason)
        for bid, reason in zip(bundle.bids, reasons, strict=True)
        if reason is not None
    ]
    return Result(bundle.model.method, (*ranked, *excluded))


@dataclass(frozen=True)
class _Tree:
    """The points of the admitted bids, filled in from the leaves to the root."""

    points: dict[str, Column]
    shares: dict[str, Fraction]  # of the root, 0 to 1

    def mean(self, siblings: Sequence[Criterion], share: Fraction) -> Column:
        """Return the points of the group that these make up, and fill in all below it."""
        weights = [each.weight for each in siblings]
        whole = exact_sum(weights, _PLACE)
        for each in siblings:
            self.shares[each.code] = share * each.weight / whole
            if not each.is_leaf:
                self.points[each.code] = self.mean(each.children, self.shares[each.code])
        rows = zip(*(self.points[each.code] for each in siblings), strict=True)
        return [weighted_sum(weights, row, _PLACE) / whole for row in rows]

    def row(self, bundle: Bundle, number: int) -> dict[str, CriterionResult]:
        """Return one bid's points and contributions on every criterion."""
        return {
            each.code: CriterionResult(self.points[each.code][number], self.shares[each.code])
            for each in bundle.walk()
        }
