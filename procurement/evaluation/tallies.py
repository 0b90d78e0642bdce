"""Count how often every bid gets every rank over many random weights; needs NumPy.

The totals are computed in single precision. Where two of them are nearer to each other than its
errors can be, the draw is looked at in double precision, and where that cannot tell either, in
whole numbers. So the counts are those of exact arithmetic, on any machine.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from procurement.evaluation.folding import Row, integers, nearest_float
from procurement.evaluation.pieces import WHOLE, Pieces
from procurement.evaluation.ranking import ranks

Progress: TypeAlias = Callable[[int], object]  # called with the number of draws done so far
Counts: TypeAlias = list[list[int]]  # a row per bid: times first, times second, ...

_Precision: TypeAlias = type[np.float32] | type[np.float64]
_Ranks: TypeAlias = npt.NDArray[np.uint16]

_BLOCK = 2**18  # comparisons at a time
_PATIENCE = 4096  # doubtful draws that are looked at together


class Tally:
    """Counts ranks; equal totals share the better rank, as in an evaluation.

    A piece of the weights stands for its middle, so that no weight is 0 and a bid that is
    better on some criterion and worse on none is always ahead.
    """

    def __init__(self, points: Sequence[Row]) -> None:
        self.count = len(points)
        self.counts = np.zeros((self.count, self.count + 1), np.int64)  # last: to be looked at
        self.sieve = _Sieve(points, np.float32)
        self.finer = _Sieve(points, np.float64)
        self.whole = _whole(points)
        self.doubtful: list[Pieces] = []

    def count_all(self, chunks: Iterable[Pieces], progress: Progress) -> Counts:
        """Return the counts over all chunks; what `progress` raises ends it."""
        done = waiting = 0
        size = max(256, _BLOCK // self.count)
        for chunk in chunks:
            for start in range(0, chunk.shape[1], size):
                waiting += self._count(chunk[:, start : start + size])
            if waiting > _PATIENCE:
                waiting = self._look_again()
            done += chunk.shape[1]
            progress(done)
        self._look_again()
        counts: Counts = self.counts[:, :-1].tolist()
        return counts

    def _count(self, weights: Pieces) -> int:
        """Count what is sure, keep the rest for later, and return how many draws that is."""
        found, doubtful = self.sieve.ranks(weights)
        self._add(found)
        if doubtful.size:
            self.doubtful.append(weights[:, doubtful])
        return doubtful.size

    def _look_again(self) -> int:
        """Count the draws that were kept; return how many are left, which is none."""
        if self.doubtful:
            weights = np.concatenate(self.doubtful, axis=1)
            found, doubtful = self.finer.ranks(weights)
            self._add(found)
            for number in doubtful.tolist():
                self._count_exactly(weights[:, number].tolist())
            self.doubtful.clear()
        return 0

    def _add(self, found: _Ranks) -> None:
        for counts, row in zip(self.counts, found, strict=True):
            counts += np.bincount(row, minlength=self.count + 1)

    def _count_exactly(self, weights: Sequence[int]) -> None:
        totals = [
            Fraction(sum(own * (2 * weight + 1) for own, weight in zip(row, weights, strict=True)))
            for row in self.whole
        ]
        for number, rank in enumerate(ranks(totals)):
            self.counts[number, rank - 1] += 1


class _Sieve:
    """Ranks the bids in floats of one precision, and says for which draws that is not sure."""

    def __init__(self, points: Sequence[Row], precision: _Precision) -> None:
        unit = np.finfo(precision).epsneg.item()  # the relative error of one rounding
        count = len(points[0])
        self.points: npt.NDArray[np.floating[Any]] = np.array(_even(points), precision)
        # a sum of m products is off by at most m + 2 units, a lead by twice that and half a
        # piece per criterion, and the shifted total by 1 more; sizes are at most 1
        self.shift = (2 * count + 8) * unit * WHOLE + count
        bids = range(len(points))
        self.pairs = sum(points[one] != points[other] for one in bids for other in range(one))
        self.rank_type = np.uint8 if len(points) < 256 else np.uint16

    def ranks(self, weights: Pieces) -> tuple[_Ranks, npt.NDArray[np.intp]]:
        """Return how many bids are ahead of each, and which draws are doubtful.

        A doubtful draw has the number of bids in the place of every rank. In a sure one every
        pair of different bids is parted by more than the shift, one way or the other.
        """
        totals = self.points @ weights.astype(self.points.dtype)
        shifted = totals + self.shift
        ahead = np.empty(totals.shape, np.bool_)
        found = np.empty(totals.shape, self.rank_type)
        for number, own in enumerate(shifted):
            np.greater(totals, own, out=ahead)
            np.add.reduce(ahead.view(np.uint8), axis=0, dtype=self.rank_type, out=found[number])
        doubtful = np.flatnonzero(np.add.reduce(found, axis=0, dtype=np.uint32) != self.pairs)
        found[:, doubtful] = len(found)
        return found, doubtful


def _even(points: Sequence[Row]) -> list[list[float]]:
    """Return points between -1 and 1, even on either side on every criterion, in one scale."""
    middles = [(max(column) + min(column)) / 2 for column in zip(*points, strict=True)]
    moved = [[own - middle for own, middle in zip(row, middles, strict=True)] for row in points]
    most = max(max(map(abs, row)) for row in moved) or Fraction(1)
    return [[nearest_float(own / most) for own in row] for row in moved]


def _whole(points: Sequence[Row]) -> list[list[int]]:
    """Return the points as whole numbers in one scale."""
    flat = integers([own for row in points for own in row])
    width = len(points[0])
    return [flat[start : start + width] for start in range(0, len(flat), width)]
