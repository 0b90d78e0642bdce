"""At which price a third bid turns the order of two others that do not change."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.folding import Standing, standings
from procurement.evaluation.price_formulas import ABSOLUTE
from procurement.evaluation.price_sheets import PriceSheet, price_sheets
from procurement.evaluation.thresholds import threshold


@dataclass(frozen=True)
class Decoy:
    """A price of a third bid at which today's first bid and a rival tie; beyond it they turn."""

    criterion: str
    first: str
    rival: str
    third: str | None  # None: a bid that is not there today
    price: Fraction
    is_low: bool  # True: that price or lower turns the two; False: that or higher
    exact: bool  # else the points jump, or are not rational, within a hair of the price
    third_leads: bool  # True: at that price the third bid itself is ahead of the two, or ties


def decoy_prices(bundle: Bundle) -> list[Decoy]:
    """Return the prices of third bids that turn today's first bid and a rival.

    The third bid is one that is there, with another price, or one more, which gets points for
    its price only. The prices looked at go from a thousandth to a thousand times today's (of one
    more bid: of the mean), and of those the nearest in either direction is given. Formulas that
    depend on the bid's own price alone have none.

    Raises EvaluationError if the method has no weights or the bundle cannot be evaluated.

    Source: the rank reversals in Stilger, Siderius and van Raaij, Journal of Public Procurement
    17(1), 2017; a linear formula turns at a lowest price of M w_p dP / ((z - 1) w_q dQ).
    """
    bids = standings(bundle)
    return [
        found
        for sheet in price_sheets(bundle, bids)
        if sheet.formula.name not in ABSOLUTE
        for third in range(1, len(bids) + 1)
        if third not in sheet.published
        for is_low in (True, False)
        for found in _Way(sheet, bids, third, is_low).decoys()
    ]


@dataclass(frozen=True)
class _Way:
    """The prices of a third bid, named by its number, from today's down or up."""

    sheet: PriceSheet
    bids: list[Standing]
    third: int
    is_low: bool

    def decoys(self) -> Iterator[Decoy]:
        """Yield the nearest price for every rival that it turns; all totals are computed once."""
        prices = self.sheet.prices
        start = prices.get(self.third, sum(prices.values(), Fraction(0)) / len(prices))
        steps = [start, *self.sheet.landmarks(start, up=not self.is_low)]
        columns = [self.sheet.totals({self.third: price}) for price in steps]
        for rival in range(1, len(self.bids)):
            behind = [column[0] < column[rival] for column in columns]
            if rival != self.third and any(behind):
                turned = behind.index(True)
                yield self.decoy(rival, steps[turned - 1], steps[turned])

    def decoy(self, rival: int, holds: Fraction, fails: Fraction) -> Decoy:
        """Return the price between two at which the first bid and a rival tie."""

        def margin(price: Fraction) -> Fraction:
            totals = self.sheet.totals({self.third: price})
            return totals[0] - totals[rival]

        found = threshold(margin, holds, fails)
        totals = self.sheet.totals({self.third: found.value})
        return Decoy(
            criterion=self.sheet.leaf.code,
            first=self.bids[0].code,
            rival=self.bids[rival].code,
            third=self.bids[self.third].code if self.third < len(self.bids) else None,
            price=found.value,
            is_low=self.is_low,
            exact=found.exact,
            third_leads=totals[self.third] >= totals[0],
        )
