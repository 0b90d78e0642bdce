"""Random weights near published ones, uniform over all that add up to 1; needs NumPy.

Two ways propose weights, and what does not fit is thrown away, so that what is left is uniform.
Which of them finds more depends on the limits; both are tried on a few first.
"""

import math
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from procurement.errors import EvaluationError
from procurement.evaluation.pieces import CHUNK, WHOLE, Pieces, pieces
from procurement.evaluation.weight_ranges import WeightRange
from procurement.i18n import gettext as _

Whole: TypeAlias = npt.NDArray[np.int64]

_TRIED = 2048  # proposals, to see which way finds more
_STEEPEST = 1 << 40  # of the rates that are looked at
_HALVINGS = 100


def near_draws(weights: WeightRange, seed: int) -> Iterator[Pieces]:
    """Yield chunks of random weights within the limits; a column adds up to 2^31 - 1.

    Raises EvaluationError if neither way finds any.

    """
    ways: tuple[_Remainders | _Boxes, ...] = (_Remainders(weights), _Boxes(weights))
    found = [
        way.propose(np.random.SFC64([seed, number]), _TRIED).shape[1]
        for number, way in enumerate(ways)
    ]
    if not any(found):
        raise EvaluationError(
            _("No weights this near the published ones can be drawn; allow more points.")
        )
    way = ways[found.index(max(found))]
    bits = np.random.SFC64(seed)
    size = max(256, min(CHUNK, 2**19 // len(weights.lowest)))
    while True:
        yield way.propose(bits, size)


class _Remainders:
    """Gives every criterion its least and cuts the remainder; good where most limits are 0."""

    def __init__(self, weights: WeightRange) -> None:
        self.lowest, self.highest = _limits(weights)
        self.rest = WHOLE - self.lowest.sum()

    def propose(self, bits: np.random.SFC64, size: int) -> Pieces:
        """Return those of `size` proposals that are within the limits."""
        found = pieces(bits, len(self.lowest), size) * self.rest // WHOLE
        found += self.lowest[:, None]
        found[-1] += WHOLE - found.sum(axis=0)
        fitting: Pieces = found[:, (found <= self.highest[:, None]).all(axis=0)].astype(np.int32)
        return fitting


class _Boxes:
    """Draws all weights but one within their limits, and takes what is left as the last.

    If the limits are even on either side of the published weights, all are equally likely;
    else small or large ones are preferred, just so much that the sum is right on average, and
    the preference is taken back by what is kept.
    """

    def __init__(self, weights: WeightRange) -> None:
        lowest, highest = _limits(weights)
        self.order = np.argsort(highest - lowest, kind="stable")  # the widest is the last
        self.lowest, self.highest = lowest[self.order], highest[self.order]
        self.widths = self.highest - self.lowest
        self.rate = _rate(
            [(low.item(), high.item()) for low, high in zip(lowest, highest, strict=True)]
        )

    def propose(self, bits: np.random.SFC64, size: int) -> Pieces:
        """Return those of `size` proposals that are within the limits."""
        shape = (len(self.order), size)
        random = (bits.random_raw(shape[0] * size) >> np.uint64(33)).astype(np.int64).reshape(shape)
        found = np.empty(shape, np.int64)
        found[:-1] = self.lowest[:-1, None] + self._steps(random[:-1], self.widths[:-1])
        found[-1] = WHOLE - found[:-1].sum(axis=0)
        kept = (found[-1] >= self.lowest[-1]) & (found[-1] <= self.highest[-1])
        if self.rate:
            kept &= random[-1] < self._chance(found[-1]) * WHOLE
        ordered = np.empty((shape[0], np.count_nonzero(kept)), np.int32)
        ordered[self.order] = found[:, kept]
        return ordered

    def _steps(self, random: Whole, widths: Whole) -> Whole:
        """Return where between 0 and its width each weight lies."""
        if not self.rate:
            return random * (widths + 1)[:, None] >> 31
        ends = np.expm1(-self.rate * widths / WHOLE)[:, None]
        steps = -np.log1p(random / (WHOLE + 1) * ends) / self.rate * WHOLE
        return np.floor(steps).astype(np.int64)

    def _chance(self, last: Whole) -> npt.NDArray[np.float64]:
        """Return how likely a draw is kept that is within the limits."""
        end = self.lowest[-1] if self.rate > 0 else self.highest[-1]
        chance: npt.NDArray[np.float64] = np.exp(np.minimum(-self.rate * (last - end) / WHOLE, 0))
        return chance


def _limits(weights: WeightRange) -> tuple[Whole, Whole]:
    """Return the least and the most of each weight in parts of 2^31 - 1."""
    lowest = np.array([math.floor(each * WHOLE) for each in weights.lowest], np.int64)
    highest = np.array([math.ceil(each * WHOLE) for each in weights.highest], np.int64)
    return lowest, highest


def _rate(limits: list[tuple[int, int]]) -> float:
    """Return the preference for small weights with which they add up to 1 on average."""
    if abs(sum(low + high for low, high in limits) - 2 * WHOLE) <= 2 * len(limits):
        return 0 / 1
    small, large = -_STEEPEST / 1, _STEEPEST / 1
    for _step in range(_HALVINGS):
        middle = (small + large) / 2
        total = sum(low / WHOLE + _mean(middle, (high - low) / WHOLE) for low, high in limits)
        small, large = (middle, large) if total > 1 else (small, middle)
    return (small + large) / 2


def _mean(rate: float, width: float) -> float:
    """Return the mean of exp(-rate x) over 0 to a width."""
    steepness = rate * width
    if abs(steepness) < 1 / 1024:  # the exact form would lose its digits
        return width / 2 - width * steepness / 12
    if steepness > 700:
        return 1 / rate
    if steepness < -700:
        return width + 1 / rate
    return 1 / rate - width / math.expm1(steepness)
