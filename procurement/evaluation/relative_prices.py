"""Price formulas in which the points of a bid depend on the prices of the others."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

from procurement.evaluation.formula import PriceFormula

DIGITS = 50  # of the one formula that is not rational

_WORKING = Context(prec=DIGITS + 15)
_KEPT = Context(prec=DIGITS)


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


def hybrid(
    formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return linear points near the lowest price and proportional ones from the knee on.

    points = M (2 - P/L) while P/L <= k, after that M (2 - k) k L/P

    P is the bid's own price, L the lowest, k `knee` (1 < k < 2). The two meet at the knee, and
    the points are never negative. One bid, or all equal: M.

    Source: the hybrid model of DFØ's guide by name; the form is our own, continuous one.

    >>> prices = [Fraction(price) for price in (10, 15, 30)]
    >>> [str(points) for points in hybrid(PriceFormula("hybrid"), prices, Fraction(10))]
    ['10', '5', '5/2']
    """
    lowest = min(prices)
    bend = formula.knee * lowest
    beyond = max_points * (2 - formula.knee) * bend
    return [
        max_points * (2 - price / lowest) if price <= bend else beyond / price for price in prices
    ]


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


def mean_relative(
    _formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return full points at the mean price, more below it and fewer above it.

    points = M - M (P - mean) / mean

    P is the bid's own price, the mean that of all admitted bids. The points exceed M below the
    mean and are negative above twice the mean. One bid, or all equal: M.

    Source: the interdependent rules in Dini, Pacini and Valletti, Handbook of Procurement
    (2006), chapter 12.

    >>> prices = [Fraction(price) for price in (8, 10, 12)]
    >>> formula = PriceFormula("mean_relative")
    >>> [str(points) for points in mean_relative(formula, prices, Fraction(10))]
    ['12', '10', '8']
    """
    step = max_points * len(prices) / sum(prices)
    return [2 * max_points - price * step for price in prices]


def logarithmic(
    formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return points that fall equally for every doubling of the price.

    points = M (1 - ln(P/L) / ln a)

    P is the bid's own price, L the lowest, a `base` (above 1), the multiple of the lowest price
    that gives 0; negative above it. One bid, or all equal: M. The one formula that is not
    rational: what M is multiplied with is rounded to 50 significant digits.

    Source: Negometrix' guide to evaluation formulas.

    >>> prices = [Fraction(price) for price in (1, 10, 100)]
    >>> [str(points) for points in logarithmic(PriceFormula("logarithmic"), prices, Fraction(9))]
    ['9', '0', '-9']
    """
    lowest, whole = min(prices), _logarithm(formula.base)
    parts = [_WORKING.divide(_logarithm(price / lowest), whole) for price in prices]
    return [
        max_points * Fraction(_KEPT.plus(_WORKING.subtract(Decimal(1), part))) for part in parts
    ]


def _logarithm(ratio: Fraction) -> Decimal:
    """Return the natural logarithm with the working precision."""
    return _WORKING.ln(_WORKING.divide(Decimal(ratio.numerator), Decimal(ratio.denominator)))
