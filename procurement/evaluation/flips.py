"""The smallest changes that turn the award: of the weights, and of one score."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.folding import Matrix, Row, Standing, dot, standings
from procurement.evaluation.normalisation import is_lifted
from procurement.evaluation.rescoring import Rescoring
from procurement.evaluation.thresholds import threshold


@dataclass(frozen=True)
class NearestFlip:
    """The weights nearest to the published ones from which on a rival overtakes the first bid."""

    rival: str
    moved: Fraction  # the part of the whole weight that changes place, 0 to 1
    weights: dict[str, Fraction]  # shares by criterion, at which the two tie


@dataclass(frozen=True)
class ScoreFlip:
    """The change of one score, on the criterion's own scale, at which a bid ties for first.

    For the first bid it is the fall that it can stand, for any other the rise that it needs.
    """

    bid: str
    criterion: str
    change: Fraction | None  # None: no score turns the award, as others sink or rise with it
    feasible: bool  # True if the changed score is on the scale and not below the minimum


def nearest_flip(matrix: Matrix) -> NearestFlip | None:
    """Return the nearest flipping weights; None if no rival can overtake the first bid.

    Distance is the weight that has to move, half the sum of all changes. Moving weight from
    criterion j to the one where the rival is best gains lead j - lead there, so it is taken
    where that is most first: a fractional knapsack, as good as the linear program. A rival that
    can only tie overtakes nobody. The nearest rival; of equally near ones the first listed.

    >>> points = tuple(tuple(map(Fraction, row)) for row in ((8, 4), (6, 9)))
    >>> shares = (Fraction(4, 5), Fraction(1, 5))
    >>> found = nearest_flip(Matrix(("A", "B"), ("x", "y"), shares, points))
    >>> str(found.moved), {code: str(weight) for code, weight in found.weights.items()}
    ('3/35', {'x': '5/7', 'y': '2/7'})
    """
    found: tuple[Fraction, str, list[Fraction]] | None = None
    for rival, lead in zip(matrix.bids[1:], matrix.leads(0), strict=True):
        if min(lead) < 0:
            moved, weights = _move(matrix.shares, lead)
            if found is None or moved < found[0]:
                found = (moved, rival, weights)
    if found is None:
        return None
    return NearestFlip(found[1], found[0], dict(zip(matrix.criteria, found[2], strict=True)))


def _move(shares: Row, lead: Row) -> tuple[Fraction, list[Fraction]]:
    """Return how much weight must move until the lead is gone, and the weights then."""
    left, moved, weights = dot(shares, lead), Fraction(0), list(shares)
    target = min(range(len(lead)), key=lead.__getitem__)
    sources = iter(sorted(range(len(lead)), key=lead.__getitem__, reverse=True))
    while left:
        source = next(sources)
        gain = lead[source] - lead[target]
        part = min(shares[source], left / gain)
        weights[source] -= part
        weights[target] += part
        moved += part
        left -= part * gain
    return moved, weights


def score_flips(bundle: Bundle) -> list[ScoreFlip]:
    """Return for every bid and scored leaf with a weight the change at which it ties for first.

    change = (best other total - own total) / share of the root, on the criterion's own scale

    Where leaf points are rounded, it is the least score that is rounded far enough up. Where
    points are normalised in proportion to the best bid, the other bids sink as the bid itself
    becomes the best; the change is looked for between the ends of the scale then.

    Raises EvaluationError if the method has no weights or the bundle cannot be evaluated.
    """
    bids = standings(bundle)
    if len(bids) == 1:
        return []
    flips = _Flips(bundle, bids)
    return [
        flips.flip(number, leaf, main)
        for number in range(len(bids))
        for main in bundle.criteria
        for leaf in main.walk()
        if leaf.is_leaf and not leaf.is_priced and bids[0].criteria[leaf.code].share
    ]


@dataclass(frozen=True)
class _Flips:
    """Finds the flipping scores of a bundle."""

    bundle: Bundle
    bids: Sequence[Standing]

    def is_even(self, leaf: Criterion) -> bool:
        """Return True if a score moves its own bid's points only, but for a lift of all alike."""
        model = self.bundle.model
        if model.normalisation.form == "difference":
            return model.rounding.points is None or not is_lifted(self.bundle, leaf)
        return model.normalisation.form == "none"

    def flip(self, number: int, leaf: Criterion, main: Criterion) -> ScoreFlip:
        """Return the flip of one bid on one leaf."""
        bid = self.bids[number]
        old = bid.bid.scores[leaf.code]
        least = leaf.minimum or Fraction(0)
        if self.is_even(leaf):
            new: Fraction | None = self.even(number, leaf)
        else:
            new = self.searched(number, leaf, main)
        if new is None:
            return ScoreFlip(bid.code, leaf.code, None, feasible=False)
        return ScoreFlip(bid.code, leaf.code, new - old, least <= new <= leaf.maximum)

    def even(self, number: int, leaf: Criterion) -> Fraction:
        """Return the score that gives just the points that the bid lacks or has to spare."""
        bid, result = self.bids[number], self.bids[number].criteria[leaf.code]
        model = self.bundle.model
        lacking = _best_other([each.total for each in self.bids], number) - bid.total
        gain = lacking / result.share
        if model.rounding.points is None:
            return bid.bid.scores[leaf.code] + gain * leaf.maximum / model.max_points
        unit = Fraction(1, 10**model.rounding.points)
        rounded_up_from = math.ceil((result.points + gain) / unit) * unit - unit / 2
        return rounded_up_from * leaf.maximum / model.max_points

    def searched(self, number: int, leaf: Criterion, main: Criterion) -> Fraction | None:
        """Return the least score with which the bid is first or ties; None if any or no score is.

        The others' points depend on the best bid's here, so all totals are computed anew.
        """
        rescoring = Rescoring(self.bundle, self.bids, leaf, main)
        scale = self.bundle.model.max_points / leaf.maximum
        points = [bid.bid.scores[leaf.code] * scale for bid in self.bids]

        def margin(score: Fraction) -> Fraction:
            totals = rescoring.totals([*points[:number], score * scale, *points[number + 1 :]])
            return totals[number] - _best_other(totals, number)

        old = self.bids[number].bid.scores[leaf.code]
        if margin(old) >= 0:
            holds, fails = old, Fraction(0)
        else:
            holds, fails = leaf.maximum, old
        if margin(holds) < 0 or margin(fails) >= 0:
            return None
        return threshold(margin, holds, fails).value


def _best_other(totals: Sequence[Fraction], number: int) -> Fraction:
    return max(total for other, total in enumerate(totals) if other != number)
