"""The bids that take part in an evaluation, with the prices that they give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.numbers import exact_sum
from procurement.evaluation.places import Place, fail, shown
from procurement.i18n import gettext as _

Column: TypeAlias = list[Fraction]  # one number per admitted bid, in the order of the bundle


@dataclass(frozen=True)
class Contest:
    """The admitted bids of a bundle by their number in it."""

    bundle: Bundle
    admitted: Mapping[int, Bid]

    @cached_property
    def priced(self) -> list[Criterion]:
        """Return the leaves that take a price."""
        return [leaf for leaf in self.bundle.leaves() if leaf.is_priced]

    @property
    def scored(self) -> list[Criterion]:
        """Return the leaves that people give points."""
        return [leaf for leaf in self.bundle.leaves() if not leaf.is_priced]

    def prices(self, leaf: Criterion, wanted: Sequence[int]) -> dict[int, Fraction]:
        """Return the prices that were given for a leaf; the wanted bids must have one."""
        sole = len(self.priced) == 1
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

    def price_columns(self) -> dict[str, Column]:
        """Return the prices by leaf, for a method that takes the price itself.

        Raises:
            EvaluationError: there is no price or cost criterion, a price is missing, or points
                were given where the price itself is wanted.

        """
        for leaf in self.priced:
            for number, bid in self.admitted.items():
                if leaf.code in bid.scores:
                    message = _(
                        "The method takes the price itself, but bid %(bid)s has points on %(code)s."
                    )
                    fail(message % self.names(number, leaf), ("bids", number, "scores", leaf.code))
        columns = {
            leaf.code: list(self.prices(leaf, list(self.admitted)).values()) for leaf in self.priced
        }
        if not columns:
            fail(_("The method needs a price or cost criterion."), ("criteria",))
        return columns

    def price_totals(self, columns: Mapping[str, Column], above_0: bool = False) -> Column:
        """Return the sum of each bid's prices; refuse 0 and less where it must be above 0."""
        totals = [exact_sum(row, ("bids",)) for row in zip(*columns.values(), strict=True)]
        for number, total in zip(self.admitted, totals, strict=True):
            if above_0 and total.numerator <= 0:
                bid = self.admitted[number]
                fail(
                    _("The price of bid %(bid)s must be above 0.", bid=shown(bid.code)),
                    ("bids", number, "prices" if bid.prices else "price"),
                )
        return totals

    def place_of_price(self, number: int, leaf: Criterion) -> Place:
        """Return where the price of a bid for a leaf stands, or ought to."""
        if len(self.priced) == 1 and not self.admitted[number].prices:
            return ("bids", number, "price")
        return ("bids", number, "prices", leaf.code)

    def names(self, number: int, leaf: Criterion) -> dict[str, str]:
        """Return what a message calls the bid and the criterion."""
        return {"bid": shown(self.admitted[number].code), "code": shown(leaf.code)}
