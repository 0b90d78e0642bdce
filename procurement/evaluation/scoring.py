"""The points of every bid on every leaf, on the model's common scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.model import Model
from procurement.evaluation.numbers import round_half_up
from procurement.evaluation.places import Place, fail, shown
from procurement.evaluation.price_formulas import DIVIDING, points_of
from procurement.i18n import gettext as _

Column: TypeAlias = list[Fraction]  # one number per admitted bid, in the order of the bundle


def leaf_points(bundle: Bundle, admitted: Mapping[int, Bid]) -> dict[str, Column]:
    """Return the points of the admitted bids by leaf, rescaled to `max_points` and rounded.

    points = score x max_points / max, or what the price formula makes of the price

    Args:
        bundle: the whole bundle.
        admitted: the bids that take part, by their number in the bundle.

    Raises:
        EvaluationError: a score or price is missing, or a price that a formula divides by is
            0 or less; the place is the missing or wrong value.

    """
    sheet = _Sheet(bundle.model, admitted, _sole_price(bundle))
    decimals = bundle.model.rounding.points
    return {
        leaf.code: [round_half_up(points, decimals) for points in sheet.column(leaf)]
        for leaf in bundle.leaves()
    }


def _sole_price(bundle: Bundle) -> str | None:
    """Return the criterion that a bid's `price` belongs to; None if there are several."""
    priced = [leaf.code for leaf in bundle.leaves() if leaf.is_priced]
    return priced[0] if len(priced) == 1 else None


@dataclass(frozen=True)
class _Sheet:
    """The admitted bids by their number in the bundle, scored one column at a time."""

    model: Model
    admitted: Mapping[int, Bid]
    sole_price: str | None

    def column(self, leaf: Criterion) -> Column:
        """Return the exact points of every admitted bid on one leaf."""
        points = self.published(leaf)
        missing = [number for number in self.admitted if number not in points]
        if missing and leaf.is_priced:
            points = self.from_prices(leaf, missing) | points
        elif missing:
            message = _(
                "Bid %(bid)s has no score on criterion %(code)s.", **self.names(missing[0], leaf)
            )
            fail(message, ("bids", missing[0], "scores", leaf.code))
        return [points[number] for number in self.admitted]

    def published(self, leaf: Criterion) -> dict[int, Fraction]:
        """Return the points of the bids that have a score on this leaf."""
        factor = self.model.max_points / leaf.maximum
        return {
            number: bid.scores[leaf.code] * factor
            for number, bid in self.admitted.items()
            if leaf.code in bid.scores
        }

    def from_prices(self, leaf: Criterion, wanted: list[int]) -> dict[int, Fraction]:
        """Return the points of all bids with a price on this leaf; the wanted must have one."""
        formula = leaf.formula or self.model.price_formula
        if formula is None:
            fail(
                _("There is no price formula for criterion %(code)s.", code=shown(leaf.code)),
                ("model", "price_formula"),
            )
        prices = self.prices(leaf, wanted)
        for number, price in prices.items():
            if price.numerator <= 0 and formula.name in DIVIDING:
                message = _(
                    "The price of bid %(bid)s for criterion %(code)s must be above 0.",
                    **self.names(number, leaf),
                )
                fail(message, self.place_of_price(number, leaf))
        points = points_of(formula, list(prices.values()), self.model.max_points)
        return dict(zip(prices, points, strict=True))

    def prices(self, leaf: Criterion, wanted: list[int]) -> dict[int, Fraction]:
        """Return the prices that were given for this leaf; the wanted bids must have one."""
        sole = leaf.code == self.sole_price
        found = {
            number: bid.prices.get(leaf.code, bid.price if sole else None)
            for number, bid in self.admitted.items()
        }
        for number in wanted:
            if found[number] is None:
                message = _(
                    "Bid %(bid)s has no price for criterion %(code)s.", **self.names(number, leaf)
                )
                fail(message, self.place_of_price(number, leaf))
        return {number: price for number, price in found.items() if price is not None}

    def place_of_price(self, number: int, leaf: Criterion) -> Place:
        """Return where the price of a bid for this leaf stands, or ought to."""
        if leaf.code == self.sole_price and not self.admitted[number].prices:
            return ("bids", number, "price")
        return ("bids", number, "prices", leaf.code)

    def names(self, number: int, leaf: Criterion) -> dict[str, str]:
        """Return what a message calls the bid and the criterion."""
        return {"bid": shown(self.admitted[number].code), "code": shown(leaf.code)}
