"""Turn prices into points: one table of all formulas, and which prices each can take."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from procurement.errors import EvaluationError
from procurement.evaluation.absolute_prices import bands, fixed
from procurement.evaluation.formula import Band, PriceFormula
from procurement.evaluation.numbers import number_text
from procurement.evaluation.relative_prices import (
    high_low,
    hybrid,
    linear,
    logarithmic,
    mean_relative,
    proportional,
)
from procurement.i18n import gettext as _

__all__ = ["ABSOLUTE", "DIVIDING", "FORMULAS", "Band", "PriceFormula", "fits", "points_of"]

FORMULAS: dict[str, Callable[[PriceFormula, Sequence[Fraction], Fraction], list[Fraction]]] = {
    "linear": linear,
    "proportional": proportional,
    "hybrid": hybrid,
    "high_low": high_low,
    "fixed": fixed,
    "mean_relative": mean_relative,
    "logarithmic": logarithmic,
    "bands": bands,
}
DIVIDING = frozenset({"linear", "proportional", "hybrid", "mean_relative", "logarithmic"})
ABSOLUTE = frozenset({"fixed", "bands"})  # the points depend on the bid's own price alone


def points_of(
    formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return the points of each price, in the order of the prices.

    Args:
        formula: the formula and its parameters.
        prices: at least one; all admitted bids', in one currency, lower is better.
        max_points: M, the points that the formula gives the price it counts as full.

    Raises:
        EvaluationError: a price is 0 or less and the formula compares prices by division, or
            a price lies in none of the bands.

    >>> lowest_first = [Fraction(10), Fraction(12)]
    >>> [str(points) for points in points_of(PriceFormula("linear"), lowest_first, Fraction(10))]
    ['10', '8']

    """
    for price in prices:
        if not fits(formula, price):
            raise EvaluationError(_misfit(formula, price))
    return FORMULAS[formula.name](formula, prices, max_points)


def fits(formula: PriceFormula, price: Fraction) -> bool:
    """Return True if the formula can turn the price into points.

    >>> fits(PriceFormula("proportional"), Fraction(0)), fits(PriceFormula("fixed"), Fraction(0))
    (False, True)
    """
    if formula.name == "bands":
        return any(band.holds(price) for band in formula.bands)
    return price.numerator > 0 or formula.name not in DIVIDING


def _misfit(formula: PriceFormula, price: Fraction) -> str:
    if formula.name == "bands":
        return _("The price %(price)s lies in none of the bands.", price=number_text(price))
    return _("The price formula %(name)s needs prices above 0.", name=formula.name)
