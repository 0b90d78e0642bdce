"""Points and shares of a whole tree of criteria, computed from its leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.contest import Column
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.normalisation import is_lifted, lifted
from procurement.evaluation.numbers import exact_sum, weighted_sum
from procurement.evaluation.scoring import Scores

PLACE = ("criteria",)


def shares_of(siblings: Sequence[Criterion], share: Fraction = Fraction(1)) -> dict[str, Fraction]:
    """Return the share of the root of every criterion, 0 to 1: w / sum(w) x that of its parent."""
    whole = exact_sum((each.weight for each in siblings), PLACE)
    found: dict[str, Fraction] = {}
    for each in siblings:
        found[each.code] = share * each.weight / whole
        if each.children:
            found |= shares_of(each.children, found[each.code])
    return found


@dataclass(frozen=True)
class Tree:
    """The points of the admitted bids, filled in from the leaves to the root."""

    bundle: Bundle
    scores: Scores
    shares: dict[str, Fraction] = field(default_factory=dict)

    def total(self) -> Column:
        """Fill in the points of all groups; return those of the root."""
        self.shares.update(shares_of(self.bundle.criteria))
        return self._mean(self.bundle.criteria)

    def _mean(self, siblings: Sequence[Criterion]) -> Column:
        """Return the points of the group that these make up, and fill in all below it."""
        points = self.scores.points
        for each in siblings:
            if not each.is_leaf:
                points[each.code] = self._group(each)
        weights = [each.weight for each in siblings]
        whole = exact_sum(weights, PLACE)
        rows = zip(*(points[each.code] for each in siblings), strict=True)
        return [weighted_sum(weights, row, PLACE) / whole for row in rows]

    def _group(self, group: Criterion) -> Column:
        """Return the points of a group, normalised where the model says so."""
        column = self._mean(group.children)
        if not is_lifted(self.bundle, group):
            return column
        model = self.bundle.model
        self.scores.before[group.code] = column
        return lifted(model.normalisation.form, column, model.max_points)
