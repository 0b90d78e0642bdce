"""Price formulas in which the points of a bid depend on its own price alone."""

from collections.abc import Sequence
from fractions import Fraction

from procurement.evaluation.formula import PriceFormula


def fixed(
    formula: PriceFormula, prices: Sequence[Fraction], max_points: Fraction
) -> list[Fraction]:
    """Return points on a straight line between two prices that are set beforehand.

    points = M (Z - P) / (Z - F), within 0 and M if `clamp`

    P is the bid's own price, Z `zero_at` and F `full_at` (Z above F), amounts in the currency
    of the prices. Without `clamp` a price below F has more than M and one above Z fewer than 0.
    With it, all prices outside have the same points. Any price is an ordinary price.

    Source: the absolute linear formula with set limits of Negometrix' guide.

    >>> formula = PriceFormula("fixed", full_at=Fraction(10), zero_at=Fraction(20), clamp=True)
    >>> prices = [Fraction(price) for price in (8, 10, 14, 20, 25)]
    >>> [str(points) for points in fixed(formula, prices, Fraction(10))]
    ['10', '10', '6', '0', '0']
    """
    step = max_points / (formula.zero_at - formula.full_at)
    points = [(formula.zero_at - price) * step for price in prices]
    if not formula.clamp:
        return points
    return [min(max(each, Fraction(0)), max_points) for each in points]


def bands(
    formula: PriceFormula, prices: Sequence[Fraction], _max_points: Fraction
) -> list[Fraction]:
    """Return the points of the band in which each price lies.

    points = those of the first band with above < P <= up_to

    P is the bid's own price; every price must lie in a band (`points_of` sees to it). The
    points are on the model's scale and are taken as they are written.

    Source: step tables as in KOFA 2025/0993.

    >>> from procurement.evaluation.formula import Band
    >>> steps = (Band(None, Fraction(600), Fraction(40)), Band(Fraction(600), None, Fraction(20)))
    >>> prices = [Fraction(600), Fraction(601)]
    >>> [str(points) for points in bands(PriceFormula("bands", bands=steps), prices, Fraction(40))]
    ['40', '20']
    """
    return [next(band.points for band in formula.bands if band.holds(price)) for price in prices]
