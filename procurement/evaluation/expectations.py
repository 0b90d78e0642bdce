"""Who would win if scores and prices fell anywhere in the ranges that are expected of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from procurement.errors import EvaluationError
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.folding import Standing, standings
from procurement.evaluation.places import shown
from procurement.evaluation.price_formulas import fits
from procurement.evaluation.simulation import (
    MOST_DRAWS,
    MOST_SEED,
    Progress,
    check_option,
    standard_error,
    told,
)
from procurement.i18n import gettext as _

Range: TypeAlias = tuple[Fraction, Fraction]  # from and to, both possible
Ranges: TypeAlias = Mapping[str, Mapping[str, Range]]  # by bid and criterion


@dataclass(frozen=True)
class Expectations:
    """The ranges; what has none is as in the bid."""

    scores: Ranges = field(default_factory=dict)  # on the criterion's own scale
    prices: Ranges = field(default_factory=dict)  # in the currency of the bundle


@dataclass(frozen=True)
class Outlook:
    """What comes out on average; everything but the counts is in floats."""

    draws: int
    seed: int
    rank_counts: Mapping[str, list[int]]  # times first, times second, ...
    median_margin: float  # of the first bid over the second, in points
    effective_weights: Mapping[str, float]  # of the main criteria, as in `influences`

    def estimate(self, bid: str) -> Fraction:
        """Return the part of the draws in which a bid is first or ties."""
        return Fraction(self.rank_counts[bid][0], self.draws)

    def standard_error(self, bid: str) -> Fraction:
        """Return the standard error of the estimate."""
        return standard_error(self.rank_counts[bid][0], self.draws)


def simulate_expectations(
    bundle: Bundle,
    expectations: Expectations,
    draws: int,
    seed: int,
    progress: Progress | None = None,
) -> Outlook:
    """Return the ranks over random scores and prices, with the published weights.

    Every score and price is equally likely anywhere in its range, independently of the others;
    price formulas, normalisation and rounding are applied in every draw. Totals that differ by
    less than a billionth of the scale count as equal.

    Args:
        bundle: the model and the bids; its method must be weighted points.
        expectations: ranges of scores and prices of admitted bids.
        draws: how many, at least 1.
        seed: 0 or more; the same one gives the same draws.
        progress: called after every chunk; what it raises ends the simulation.

    Raises:
        EvaluationError: an option or range is wrong, the method has no weights, or the bundle
            cannot be evaluated.

    """
    check_option("draws", draws, 1, MOST_DRAWS)
    check_option("seed", seed, 0, MOST_SEED)
    bids = standings(bundle)
    _check_ranges(bundle, bids, expectations)
    return _outlook(bundle, bids, expectations, (draws, seed), told(progress, draws))


def _outlook(
    bundle: Bundle,
    bids: list[Standing],
    expectations: Expectations,
    sample: tuple[int, int],
    progress: Callable[[int], object],
) -> Outlook:
    """Do the draws; the sample is their number and the seed."""
    # NumPy takes as long to load as all the rest of the engine, so only a simulation loads it
    from procurement.evaluation.outlooks import Outlooks  # noqa: PLC0415

    outlooks = Outlooks(bundle, bids, expectations.scores, expectations.prices)
    outlooks.run(*sample, progress)
    return Outlook(
        *sample,
        rank_counts=dict(zip((bid.code for bid in bids), outlooks.counts, strict=True)),
        median_margin=outlooks.median_margin,
        effective_weights=outlooks.effective_weights,
    )


def _check_ranges(bundle: Bundle, bids: list[Standing], expectations: Expectations) -> None:
    known = {bid.code for bid in bids}
    leaves = {leaf.code: leaf for leaf in bundle.leaves()}
    for ranges, fault in ((expectations.scores, _score_fault), (expectations.prices, _price_fault)):
        for bid, by_criterion in ranges.items():
            if bid not in known:
                raise EvaluationError(
                    _("There is no admitted bid %(code)s.", code=shown(bid)), "ranges"
                )
            for code, (low, high) in by_criterion.items():
                if code not in leaves or low > high or fault(bundle, leaves[code], (low, high)):
                    message = _(
                        "The range of bid %(bid)s on criterion %(code)s is not possible.",
                        bid=shown(bid),
                        code=shown(code),
                    )
                    raise EvaluationError(message, "ranges")


def _score_fault(_bundle: Bundle, leaf: Criterion, ends: Range) -> bool:
    """Return True if the leaf takes a price, or the range leaves the scale or the minimum."""
    return leaf.is_priced or ends[0] < (leaf.minimum or 0) or ends[1] > leaf.maximum


def _price_fault(bundle: Bundle, leaf: Criterion, ends: Range) -> bool:
    """Return True if the leaf takes no price, or its formula cannot take one of the range."""
    formula = leaf.formula or bundle.model.price_formula
    if not leaf.is_priced or formula is None:
        return True
    return not all(fits(formula, end) for end in ends)
