"""A bundle with all that the checks need to know of it, computed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from procurement.errors import EvaluationError
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.checks.curve import Curve
from procurement.evaluation.contest import Contest
from procurement.evaluation.criteria import Criterion, Kind
from procurement.evaluation.methods import evaluate
from procurement.evaluation.result import BidResult, Result
from procurement.evaluation.rules import Rules
from procurement.evaluation.tree import shares_of

MOST_COMPARED = 20  # bids, the best ones; each is compared with each

_WITH_WEIGHTS = ("weighted_points", "percentage_markup", "price_per_quality")


@dataclass(frozen=True)
class Subject:
    """A bundle to be checked, its bids being what the buyer expects to get."""

    bundle: Bundle
    rules: Rules
    shares: Mapping[str, Fraction]  # of the root, by criterion
    result: Result | None  # None if the bundle cannot be evaluated
    fault: EvaluationError | None = None  # why not

    @property
    def method(self) -> str:
        """Return the name of the method."""
        return self.bundle.model.method

    @property
    def has_weights(self) -> bool:
        """Return True if the weights of the criteria decide anything in the method."""
        return self.method in _WITH_WEIGHTS

    @cached_property
    def ranked(self) -> tuple[BidResult, ...]:
        """Return the admitted bids, best first, if there are two or more to compare."""
        bids = self.result.bids if self.result else ()
        admitted = tuple(bid for bid in bids if bid.rank is not None)
        return admitted if len(admitted) > 1 else ()

    @cached_property
    def exact_totals(self) -> list[Fraction]:
        """Return the weighted points of the ranked bids before the total is rounded."""
        main = [each.code for each in self.bundle.criteria]
        return [
            sum((bid.criteria[code].contribution for code in main), Fraction(0))
            for bid in self.ranked
        ]

    @cached_property
    def curves(self) -> tuple[Curve, ...]:
        """Return the curve of every price criterion that has weight and a formula."""
        model = self.bundle.model
        bids = {bid.code: bid for bid in self.bundle.bids}
        contest = Contest(
            self.bundle, {number: bids[bid.code] for number, bid in enumerate(self.ranked)}
        )
        return tuple(
            Curve(leaf, formula, self.shares[leaf.code], _prices(contest, leaf), model.max_points)
            for leaf in contest.priced
            if (formula := leaf.formula or model.price_formula) is not None
            and self.shares[leaf.code]
            and model.method == "weighted_points"
        )

    @property
    def is_independent(self) -> bool:
        """Return True if no total depends on the other bids, whatever is rounded."""
        absolute = all(curve.is_absolute for curve in self.curves)
        return absolute and self.bundle.model.normalisation.form == "none"

    def groups(self) -> Iterator[tuple[Criterion | None, tuple[Criterion, ...]]]:
        """Yield every list of siblings with its parent; None for the children of the root."""
        yield None, self.bundle.criteria
        for each in self.bundle.walk():
            if not each.is_leaf:
                yield each, each.children

    def leaves(self, *kinds: Kind) -> list[Criterion]:
        """Return the leaves of some kinds."""
        return [leaf for leaf in self.bundle.leaves() if leaf.kind in kinds]

    def share(self, *kinds: Kind) -> Fraction:
        """Return the share of the root that the leaves of some kinds have together."""
        return sum((self.shares[leaf.code] for leaf in self.leaves(*kinds)), Fraction(0))


def _prices(contest: Contest, leaf: Criterion) -> tuple[Fraction, ...]:
    """Return the prices of the ranked bids; none if points were given in the place of one."""
    if any(leaf.code in bid.scores for bid in contest.admitted.values()):
        return ()
    return tuple(contest.prices(leaf, list(contest.admitted)).values())


def subject_of(bundle: Bundle, rules: Rules) -> Subject:
    """Evaluate a bundle for the checks; of many bids keep the best ones."""
    shares = shares_of(bundle.criteria)
    try:
        result = evaluate(bundle)
    except EvaluationError as fault:
        return Subject(bundle, rules, shares, None, fault)
    best = [bid.code for bid in result.bids if bid.rank is not None][:MOST_COMPARED]
    admitted = [bid for bid in result.bids if bid.rank is not None]
    if len(admitted) == len(best):
        return Subject(bundle, rules, shares, result)
    kept = replace(bundle, bids=tuple(bid for bid in bundle.bids if bid.code in best))
    return Subject(kept, rules, shares, evaluate(kept))
