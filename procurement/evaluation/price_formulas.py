"""Turn prices into points; one function per formula, all exact."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.errors import EvaluationError
from procurement.i18n import gettext as _


@dataclass(frozen=True)
class PriceFormula:
    """A price formula with its parameters; each formula uses only its own."""

    name: str
    zero_at: Fraction = Fraction(2)  # linear: the multiple of the lowest price that gives 0
    floor: Fraction | None = None  # linear: the fewest points; None lets them be negative


def points_of(
    formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return the points of each price, in the order of the prices.

    Args:
        formula: the formula and its parameters.
        prices: at least one; all admitted bids', in one currency, lower is better.
        max_points: M, the points of the lowest price.

    Raises:
        EvaluationError: a price is 0 or less and the formula divides by it.

    >>> lowest_first = [Fraction(10), Fraction(12)]
    >>> [str(points) for points in points_of(PriceFormula("linear"), lowest_first, Fraction(10))]
    ['10', '8']

    """
    if formula.name in DIVIDING and min(prices) <= 0:
        raise EvaluationError(
            _("The price formula %(name)s needs prices above 0.", name=formula.name)
        )
    return FORMULAS[formula.name](formula, prices, max_points)


def linear(
    formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return points that fall evenly with the price and reach 0 at `zero_at` times the lowest.

    points = M (1 - (P/L - 1) / (z - 1)), not below `floor` where there is one

    P is the bid's own price, L the lowest, z `zero_at` (above 1). Without a floor the points
    are negative above z L, which is lawful (KOFA 2015/60). One bid, or all equal: M.

    Source: DFØ's guide to evaluating tenders (z = 2); KOFA 2017/97 for the floor at 0.

    >>> prices = [Fraction(price) for price in (8, 10, 12, 16, 20)]
    >>> [str(points) for points in linear(PriceFormula("linear"), prices, Fraction(10))]
    ['10', '15/2', '5', '0', '-5']
    """
    lowest = min(prices)
    step = max_points / (lowest * (formula.zero_at - 1))
    points = [max_points - (price - lowest) * step for price in prices]
    if formula.floor is None:
        return points
    return [max(formula.floor, each) for each in points]


def proportional(
    _formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return points in inverse proportion to the price.

    points = M L / P

    P is the bid's own price, L the lowest. Never negative, never 0. One bid, or all equal: M.

    Source: DFØ's guide to evaluating tenders; reproduces the totals of KOFA 2017/106.

    >>> prices = [Fraction(15000), Fraction(10000), Fraction(30000)]
    >>> [str(points) for points in proportional(PriceFormula("proportional"), prices, Fraction(1))]
    ['2/3', '1', '1/3']
    """
    best = max_points * min(prices)
    return [best / price for price in prices]


def high_low(
    _formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return points on a straight line from the lowest price (M) to the highest (0).

    points = M (H - P) / (H - L)

    P is the bid's own price, L the lowest, H the highest. One bid, or all equal: M to each.
    Nothing is divided by a price, so a price of 0 is an ordinary price.

    Source: interval scaling by actual prices, as in Negometrix' guide; all equal as in Consip's.

    >>> prices = [Fraction(price) for price in (8, 10, 12, 16, 20)]
    >>> [str(points) for points in high_low(PriceFormula("high_low"), prices, Fraction(10))]
    ['10', '25/3', '20/3', '10/3', '0']
    """
    lowest, highest = min(prices), max(prices)
    if lowest == highest:
        return [max_points] * len(prices)
    step = max_points / (highest - lowest)
    return [(highest - price) * step for price in prices]


FORMULAS: dict[str, Callable[[PriceFormula, Sequence[Fraction], Fraction], list[Fraction]]] = {
    "linear": linear,
    "proportional": proportional,
    "high_low": high_low,
}
DIVIDING = frozenset({"linear", "proportional"})  # formulas that divide by a price
