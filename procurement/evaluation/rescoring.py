"""Compute all totals anew when the points on one leaf change and everything else stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.folding import Standing
from procurement.evaluation.normalisation import is_lifted, lifted
from procurement.evaluation.numbers import round_half_up

Column = list[Fraction]  # one number per bid, in the order of the standings


@dataclass(frozen=True)
class Rescoring:
    """A leaf, the main criterion above it (or the leaf itself), and the bids as they stand."""

    bundle: Bundle
    bids: Sequence[Standing]
    leaf: Criterion
    main: Criterion

    def totals(self, points: Sequence[Fraction]) -> Column:
        """Return the exact totals for new points on the leaf, before normalising and rounding."""
        if is_lifted(self.bundle, self.leaf):
            points = self._lifted(points)
        decimals = self.bundle.model.rounding.points
        rows = zip(self.bids, points, strict=True)
        gains = [
            round_half_up(new, decimals) - bid.criteria[self.leaf.code].points for bid, new in rows
        ]
        if not self.main.is_leaf and is_lifted(self.bundle, self.main):
            return self._through_main(gains)
        share = self.bids[0].criteria[self.leaf.code].share
        return [bid.total + share * gain for bid, gain in zip(self.bids, gains, strict=True)]

    def _through_main(self, gains: Sequence[Fraction]) -> Column:
        """Return the totals where the points of the main criterion are normalised."""
        tops = [bid.criteria[self.main.code] for bid in self.bids]
        share = tops[0].share
        part = self.bids[0].criteria[self.leaf.code].share / share
        new = self._lifted(
            [
                (top.before or Fraction(0)) + part * gain
                for top, gain in zip(tops, gains, strict=True)
            ]
        )
        return [
            bid.total + share * (points - top.points)
            for bid, top, points in zip(self.bids, tops, new, strict=True)
        ]

    def _lifted(self, points: Sequence[Fraction]) -> Column:
        model = self.bundle.model
        return lifted(model.normalisation.form, points, model.max_points)
