"""How many points a bid loses per unit of its own price, all other prices unchanged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from procurement.evaluation.formula import PriceFormula


@dataclass(frozen=True)
class _Spot:
    """A price among the prices of all, on the curve of a formula."""

    formula: PriceFormula
    price: Fraction
    prices: Sequence[Fraction]
    max_points: Fraction

    @property
    def lowest(self) -> Fraction:
        return min(self.prices)


_Slope: TypeAlias = Callable[[_Spot], Fraction]


def slope_at(
    formula: PriceFormula, price: Fraction, prices: Sequence[Fraction], max_points: Fraction
) -> Fraction:
    """Return the points that one more unit of price costs a bid; 0 where it costs none.

    It is the slope of the formula's curve just above the price, for the lowest, highest and
    mean of `prices` as they are; exact but for the logarithm, which has 28 digits.

    >>> prices = [Fraction(10), Fraction(20)]
    >>> str(slope_at(PriceFormula("proportional"), Fraction(20), prices, Fraction(10)))
    '1/4'
    """
    return _SLOPES[formula.name](_Spot(formula, price, prices, max_points))


def _linear(spot: _Spot) -> Fraction:
    slope = spot.max_points / (spot.lowest * (spot.formula.zero_at - 1))
    points = spot.max_points - (spot.price - spot.lowest) * slope
    on_floor = spot.formula.floor is not None and points <= spot.formula.floor
    return Fraction(0) if on_floor else slope


def _proportional(spot: _Spot) -> Fraction:
    return spot.max_points * spot.lowest / spot.price**2


def _hybrid(spot: _Spot) -> Fraction:
    knee = spot.formula.knee
    if spot.price < knee * spot.lowest:
        return spot.max_points / spot.lowest
    return spot.max_points * (2 - knee) * knee * spot.lowest / spot.price**2


def _high_low(spot: _Spot) -> Fraction:
    spread = max(spot.prices) - spot.lowest
    return spot.max_points / spread if spread else Fraction(0)


def _fixed(spot: _Spot) -> Fraction:
    full, zero = spot.formula.full_at, spot.formula.zero_at
    if spot.formula.clamp and not full <= spot.price < zero:
        return Fraction(0)
    return spot.max_points / (zero - full)


def _mean_relative(spot: _Spot) -> Fraction:
    return spot.max_points * len(spot.prices) / sum(spot.prices, Fraction(0))


def _logarithmic(spot: _Spot) -> Fraction:
    base = Decimal(spot.formula.base.numerator) / Decimal(spot.formula.base.denominator)
    return spot.max_points / (spot.price * Fraction(base.ln()))


def _bands(_spot: _Spot) -> Fraction:
    return Fraction(0)


_SLOPES: Mapping[str, _Slope] = {
    "linear": _linear,
    "proportional": _proportional,
    "hybrid": _hybrid,
    "high_low": _high_low,
    "fixed": _fixed,
    "mean_relative": _mean_relative,
    "logarithmic": _logarithmic,
    "bands": _bands,
}
