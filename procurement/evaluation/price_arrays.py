"""The price formulas over many random prices at once, in floats; needs NumPy.

Only for estimates: an award is computed by `price_formulas`, which these follow one by one.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from procurement.evaluation.folding import nearest_float
from procurement.evaluation.formula import PriceFormula

Floats: TypeAlias = npt.NDArray[np.float64]  # a row per bid, a column per draw

_Part: TypeAlias = Callable[[PriceFormula, Floats], Floats]  # of full points


def price_arrays(formula: PriceFormula, prices: Floats, max_points: Fraction) -> Floats:
    """Return the points of every bid in every draw."""
    full = nearest_float(max_points)
    if formula.name == "bands":
        return _bands(formula, prices)
    points = _PARTS[formula.name](formula, prices) * full
    if formula.name == "linear" and formula.floor is not None:
        return np.maximum(points, nearest_float(formula.floor))
    return points


def _linear(formula: PriceFormula, prices: Floats) -> Floats:
    points: Floats = 1 - (prices / prices.min(axis=0) - 1) / nearest_float(formula.zero_at - 1)
    return points


def _proportional(_formula: PriceFormula, prices: Floats) -> Floats:
    points: Floats = prices.min(axis=0) / prices
    return points


def _hybrid(formula: PriceFormula, prices: Floats) -> Floats:
    knee = nearest_float(formula.knee)
    ratios: Floats = prices / prices.min(axis=0)
    return np.where(ratios <= knee, 2 - ratios, (2 - knee) * knee / ratios)


def _high_low(_formula: PriceFormula, prices: Floats) -> Floats:
    lowest, highest = prices.min(axis=0), prices.max(axis=0)
    spread = highest - lowest
    return np.where(spread > 0, (highest - prices) / np.where(spread > 0, spread, 1), 1)


def _fixed(formula: PriceFormula, prices: Floats) -> Floats:
    width = nearest_float(formula.zero_at - formula.full_at)
    parts = (nearest_float(formula.zero_at) - prices) / width
    return np.clip(parts, 0, 1) if formula.clamp else parts


def _mean_relative(_formula: PriceFormula, prices: Floats) -> Floats:
    points: Floats = 2 - prices / prices.mean(axis=0)
    return points


def _logarithmic(formula: PriceFormula, prices: Floats) -> Floats:
    points: Floats = 1 - np.log(prices / prices.min(axis=0)) / np.log(nearest_float(formula.base))
    return points


def _bands(formula: PriceFormula, prices: Floats) -> Floats:
    points = np.zeros(prices.shape)
    for band in reversed(formula.bands):
        inside = prices <= (np.inf if band.up_to is None else nearest_float(band.up_to))
        points[inside] = nearest_float(band.points)
    return points


_PARTS: Mapping[str, _Part] = {
    "linear": _linear,
    "proportional": _proportional,
    "hybrid": _hybrid,
    "high_low": _high_low,
    "fixed": _fixed,
    "mean_relative": _mean_relative,
    "logarithmic": _logarithmic,
}
