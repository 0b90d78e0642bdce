"""A model tried on bids: the ranking, and how bids and criteria are called and look."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from procurement.evaluation import Bundle, Criterion, Matrix, Result, bundle_from, evaluate, fold
from procurement.exporting.pictures import fill
from procurement.i18n import gettext as _
from procurement.services.ranking_words import written_total


@dataclass(frozen=True)
class Trial:
    """A bundle with its ranking; bids keep their looks whoever is first."""

    bundle: Bundle
    ranking: Result

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of bids by code."""
        return {bid.code: bid.name for bid in self.bundle.bids}

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Return criteria and groups by code."""
        return {each.code: each for each in self.bundle.walk()}

    @cached_property
    def matrix(self) -> Matrix:
        """Return the admitted bids on the main criteria, the first of today first."""
        return fold(self.bundle)

    @property
    def first(self) -> str:
        """Return the code of today's first bid; where totals were rounded, the exact first."""
        return self.matrix.bids[0] if self.has_weights else self.ranking.bids[0].code

    @property
    def rivals(self) -> list[str]:
        """Return the codes of the other admitted bids, best first."""
        placed = [bid.code for bid in self.ranking.bids if bid.rank is not None]
        return [code for code in placed if code != self.first]

    @property
    def has_weights(self) -> bool:
        """Return True if the method has weights that can be moved."""
        return self.bundle.model.method == "weighted_points"

    def look(self, code: str) -> str:
        """Return the look of a bid in pictures."""
        return fill([bid.code for bid in self.bundle.bids].index(code))

    def called(self, codes: tuple[str, ...]) -> str:
        """Return the names of bids that are first together."""
        return _(" and ").join(self.names[code] for code in codes)

    def written(self, total: Fraction | None) -> str:
        """Write a total: points, or kroner where the lowest wins."""
        return written_total(self.ranking, total)

    @property
    def price_code(self) -> str | None:
        """Return the first main criterion under which everything has a price."""
        for main in self.bundle.criteria:
            if all(each.is_priced for each in main.walk() if each.is_leaf):
                return main.code
        return None


def trial_of(bundle: Mapping[str, Any]) -> Trial:
    """Rank the bids of a bundle; raise EvaluationError where that cannot be done."""
    read = bundle_from(bundle)
    return Trial(read, evaluate(read))
