"""The points that prices would get among the expected bids: a curve to be looked at closely."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from procurement.evaluation.criteria import Criterion
from procurement.evaluation.formula import PriceFormula
from procurement.evaluation.price_formulas import ABSOLUTE, points_of

STEPS = 20  # of the price range, where a curve is looked at


@dataclass(frozen=True)
class Piece:
    """Two neighbouring prices with their points."""

    low: Fraction
    high: Fraction
    low_points: Fraction
    high_points: Fraction


@dataclass(frozen=True)
class Curve:
    """A price criterion with its formula and the prices that the ranked bids have."""

    leaf: Criterion
    formula: PriceFormula
    share: Fraction  # of the root
    prices: tuple[Fraction, ...]  # in the order of the ranking
    max_points: Fraction

    @property
    def is_absolute(self) -> bool:
        """Return True if the points of a bid depend on its own price alone."""
        return self.formula.name in ABSOLUTE

    @property
    def complete(self) -> bool:
        """Return True if there are two different prices to speak of a range."""
        return len(set(self.prices)) > 1

    @cached_property
    def edges(self) -> tuple[Fraction, ...]:
        """Return the prices at which the curve may bend; bands, which jump, have none."""
        formula, lowest = self.formula, min(self.prices)
        if formula.name == "fixed":
            return formula.full_at, formula.zero_at
        if formula.name == "hybrid":
            return (formula.knee * lowest,)
        if formula.name == "linear" and formula.floor is not None:
            reach = (self.max_points - formula.floor) / self.max_points
            return (lowest * (1 + (formula.zero_at - 1) * reach),)
        return ()

    def points(self, price: Fraction) -> Fraction:
        """Return the points of one more bid with a price, none of the others changing."""
        return points_of(self.formula, [price, *self.prices], self.max_points)[0]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the curve from the lowest to the highest price, in small pieces."""
        if not self.complete:
            return ()
        lowest, highest = min(self.prices), max(self.prices)
        step = (highest - lowest) / STEPS
        inside = {edge for edge in self.edges if lowest < edge < highest}
        places = sorted({lowest + step * number for number in range(STEPS + 1)} | inside)
        points = [self.points(price) for price in places]
        return tuple(map(Piece, places, places[1:], points, points[1:]))
