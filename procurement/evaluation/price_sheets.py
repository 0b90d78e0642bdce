"""The prices on one price or cost criterion, and all totals when some of them change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.contest import Column, Contest
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.folding import Standing
from procurement.evaluation.formula import PriceFormula
from procurement.evaluation.price_formulas import fits, points_of
from procurement.evaluation.rescoring import Rescoring

FARTHEST = 1000  # a price is changed by at most this factor


@dataclass(frozen=True)
class PriceSheet:
    """A priced leaf; bids are named by their number in the standings."""

    rescoring: Rescoring
    formula: PriceFormula
    prices: Mapping[int, Fraction]
    published: Mapping[int, Fraction]  # points that are used as they are

    @property
    def leaf(self) -> Criterion:
        """Return the price or cost criterion."""
        return self.rescoring.leaf

    @property
    def movable(self) -> list[int]:
        """Return the bids that get their points from their price."""
        return [number for number in self.prices if number not in self.published]

    def totals(self, changed: Mapping[int, Fraction]) -> Column:
        """Return the totals with some prices changed.

        A number beyond the bids is a newcomer; its total comes last, with no points elsewhere.
        """
        prices = {**self.prices, **changed}
        max_points = self.rescoring.bundle.model.max_points
        found = points_of(self.formula, list(prices.values()), max_points)
        points = {**dict(zip(prices, found, strict=True)), **self.published}
        count = len(self.rescoring.bids)
        totals = self.rescoring.totals([points[number] for number in range(count)])
        if count in points:
            share = self.rescoring.bids[0].criteria[self.leaf.code].share
            totals.append(share * points[count])
        return totals

    def landmarks(self, start: Fraction, up: bool) -> list[Fraction]:
        """Return prices to try one after the other from `start` up or down.

        They end at `FARTHEST` times the start, or at a price that the formula cannot take, and
        hold everything at which a formula may bend or jump by itself: prices and band limits.
        """
        factor = Fraction(4, 3) if up else Fraction(3, 4)
        steps, here = list[Fraction](), start
        while start and max(here / start, start / here) < FARTHEST:
            here *= factor
            steps.append(here)
        bends = [self.formula.zero_at, self.formula.full_at, *self.prices.values()]
        bends += [band.up_to for band in self.formula.bands if band.up_to is not None]
        end = max(steps, default=start) if up else min(steps, default=start)
        steps += [each for each in bends if min(start, end) < each < max(start, end)]
        return sorted((each for each in steps if fits(self.formula, each)), reverse=not up)


def price_sheets(bundle: Bundle, bids: Sequence[Standing]) -> Iterator[PriceSheet]:
    """Yield every price or cost criterion that has a weight, a formula and at least one price."""
    contest = Contest(bundle, {number: each.bid for number, each in enumerate(bids)})
    for main in bundle.criteria:
        for leaf in main.walk():
            formula = leaf.formula or bundle.model.price_formula
            prices = contest.prices(leaf, []) if leaf.is_priced else {}
            if formula and prices and bids[0].criteria[leaf.code].share:
                scale = bundle.model.max_points / leaf.maximum
                published = {
                    number: each.bid.scores[leaf.code] * scale
                    for number, each in enumerate(bids)
                    if leaf.code in each.bid.scores
                }
                yield PriceSheet(Rescoring(bundle, bids, leaf, main), formula, prices, published)
