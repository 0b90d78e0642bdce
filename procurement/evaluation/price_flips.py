"""The price at which a bid that loses would be first, and up to which the first stays first."""

from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.folding import standings
from procurement.evaluation.price_sheets import PriceSheet, price_sheets
from procurement.evaluation.thresholds import turn


@dataclass(frozen=True)
class PriceFlip:
    """The price of one bid on one criterion at which it ties for the first place."""

    bid: str
    criterion: str
    price: Fraction | None  # None: no price up to 1,000 times higher or lower turns the award
    change: Fraction | None  # from the price in the bid
    exact: bool  # else the points jump, or are not rational, within a hair of the price


def flipping_prices(bundle: Bundle) -> list[PriceFlip]:
    """Return for every bid and priced leaf with a weight the price at which it ties for first.

    All other prices stay; the bid may become the lowest or the highest, and all points follow.
    A bid with published points on the leaf, instead of those of its price, is left out.

    Raises EvaluationError if the method has no weights or the bundle cannot be evaluated.
    """
    bids = standings(bundle)
    if len(bids) == 1:
        return []
    return [
        _flip(sheet, number, bids[number].code)
        for sheet in price_sheets(bundle, bids)
        for number in sheet.movable
    ]


def _flip(sheet: PriceSheet, number: int, code: str) -> PriceFlip:
    def margin(price: Fraction) -> Fraction:
        totals = sheet.totals({number: price})
        own = totals.pop(number)
        return own - max(totals)

    price = sheet.prices[number]
    found = turn(margin, price, sheet.landmarks(price, up=margin(price) >= 0))
    if found is None:
        return PriceFlip(code, sheet.leaf.code, None, None, exact=True)
    return PriceFlip(code, sheet.leaf.code, found.value, found.value - price, found.exact)
