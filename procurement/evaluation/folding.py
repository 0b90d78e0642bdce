"""Fold a bundle to the criteria whose weights are in doubt: one row of exact points per bid.

A subtree whose own weights are fixed is one column, the points of its top, whatever its size.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.methods import evaluate
from procurement.evaluation.normalisation import is_lifted
from procurement.evaluation.places import fail
from procurement.evaluation.result import BidResult, CriterionResult
from procurement.i18n import gettext as _

Row: TypeAlias = tuple[Fraction, ...]  # one number per criterion whose weight varies

_WEIGHTED = "weighted_points"


@dataclass(frozen=True)
class Standing:
    """An admitted bid with its total before `rounding.total`, which weights do not move evenly."""

    bid: Bid
    total: Fraction
    criteria: Mapping[str, CriterionResult]  # by code, leaves and groups

    @property
    def code(self) -> str:
        """Return the code of the bid."""
        return self.bid.code


@dataclass(frozen=True)
class Matrix:
    """The admitted bids on the criteria whose weights vary, the first of today first."""

    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    shares: Row  # of the root, as published; they add up to 1
    points: tuple[Row, ...]  # one row per bid

    def lead(self, one: int, other: int) -> Row:
        """Return how many points one bid is ahead of another on each criterion."""
        return tuple(a - b for a, b in zip(self.points[one], self.points[other], strict=True))

    def leads(self, one: int) -> list[Row]:
        """Return the leads of one bid over each of the others, in the order of the bids."""
        return [self.lead(one, other) for other in range(len(self.bids)) if other != one]


def standings(bundle: Bundle) -> list[Standing]:
    """Return the admitted bids by their exact total, equal ones as the result lists them.

    Raises EvaluationError if the method has no weights or the bundle cannot be evaluated.

    """
    if bundle.model.method != _WEIGHTED:
        fail(
            _("The method %(name)s has no weights that could vary.", name=bundle.model.method),
            ("model", "method"),
        )
    bids = {bid.code: bid for bid in bundle.bids}
    found = [
        Standing(bids[each.code], _exact_total(bundle, each), each.criteria)
        for each in evaluate(bundle).bids
        if each.rank is not None
    ]
    return sorted(found, key=lambda each: each.total, reverse=True)


def _exact_total(bundle: Bundle, bid: BidResult) -> Fraction:
    """Return what the children of the root contribute, before any rounding of the total."""
    return sum((bid.criteria[each.code].contribution for each in bundle.criteria), Fraction(0))


def fold(bundle: Bundle, leaves: bool = False) -> Matrix:
    """Return the points by child of the root, or by leaf.

    Raises EvaluationError like `standings`, and if leaves cannot be weighed one by one.

    """
    if leaves:
        _require_plain_leaves(bundle)
    found = standings(bundle)
    codes = [each.code for each in (bundle.leaves() if leaves else bundle.criteria)]
    return Matrix(
        bids=tuple(each.code for each in found),
        criteria=tuple(codes),
        shares=tuple(found[0].criteria[code].share for code in codes),
        points=tuple(tuple(each.criteria[code].points for code in codes) for each in found),
    )


def _require_plain_leaves(bundle: Bundle) -> None:
    """Refuse leaves below a criterion that is normalised in proportion to its best bid."""
    groups = [each for each in bundle.criteria if each.children]
    if bundle.model.normalisation.form != "proportional":
        return
    if any(is_lifted(bundle, each) for each in groups):
        fail(
            _("The weights of leaves cannot vary one by one below a normalised criterion."),
            ("model", "normalisation"),
        )


def dot(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    """Return sum(weight x value).

    >>> dot([Fraction(2), Fraction(1)], [Fraction(3), Fraction(6)])
    Fraction(12, 1)
    """
    return sum((a * b for a, b in zip(weights, values, strict=True)), Fraction(0))


def integers(values: Sequence[Fraction]) -> list[int]:
    """Return whole numbers in the same proportions, as small as they can be by one factor.

    >>> integers([Fraction(1, 2), Fraction(-1, 3), Fraction(0)])
    [3, -2, 0]
    """
    scale = math.lcm(*(value.denominator for value in values))
    whole = [value.numerator * (scale // value.denominator) for value in values]
    common = math.gcd(*whole) or 1
    return [value // common for value in whole]


def nearest_float(value: Fraction) -> float:
    """Return the float nearest to an exact number, for what is only estimated.

    >>> nearest_float(Fraction(1, 4))
    0.25
    """
    return value.numerator / value.denominator
