"""Lift quality points until the best bid has full points, in one of two forms."""

from collections.abc import Sequence
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.places import fail, shown
from procurement.i18n import gettext as _


def lifted(form: str, points: Sequence[Fraction], max_points: Fraction) -> list[Fraction]:
    """Return the points of all admitted bids on one criterion, lifted.

    proportional: points x M / best; difference: points + M - best

    M is `max_points`, best the highest of the points. Where no bid has any points, the
    proportional form leaves them at 0, for there is nothing to be in proportion to.

    Source: the two forms accepted in KOFA 2023/0999; KOFA 2021/1000 on when to use none.

    >>> [str(each) for each in lifted("proportional", [Fraction(7), Fraction(4)], Fraction(10))]
    ['10', '40/7']
    >>> [str(each) for each in lifted("difference", [Fraction(7), Fraction(4)], Fraction(10))]
    ['10', '7']
    """
    best = max(points)
    if form == "difference":
        return [each + max_points - best for each in points]
    if best == 0:
        return list(points)
    return [each * max_points / best for each in points]


def is_lifted(bundle: Bundle, criterion: Criterion) -> bool:
    """Return True if the model normalises the points of this criterion; prices never are.

    Raises EvaluationError for a group that holds both price and quality, for lifting it would
    touch the price.
    """
    rule = bundle.model.normalisation
    if rule.form == "none" or criterion.is_priced:
        return False
    if rule.level == "leaf":
        return criterion.is_leaf
    if criterion.code not in bundle.main_codes:
        return False
    priced = [each.is_priced for each in criterion.walk() if each.is_leaf]
    if all(priced):
        return False
    if any(priced):
        fail(
            _(
                "%(code)s holds price and quality, so it cannot be normalised; use the level leaf.",
                code=shown(criterion.code),
            ),
            ("model", "normalisation", "level"),
        )
    return True
