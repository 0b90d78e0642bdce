"""Random weights as the pieces of a line cut at random places; needs NumPy.

The line goes from 0 to 2^31 - 1, and its pieces are uniform over all weights that add up to 1.
(Random numbers divided by their sum are not.) Everything is whole numbers, so the pieces are the
same on every machine, and a draw can be looked at again exactly.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

WHOLE = 2**31 - 1
CHUNK = 8192  # lines at a time: they stay in the processor's cache

_MOST_SORTED_BY_NETWORK = 24

Pieces: TypeAlias = npt.NDArray[np.int32]  # a row per criterion, a column per draw


def pieces(bits: np.random.SFC64, count: int, size: int) -> Pieces:
    """Return the pieces of `size` lines, each cut at count - 1 random places."""
    if count == 1:
        return np.full((1, size), WHOLE, np.int32)
    numbers = bits.random_raw(((count - 1) * size + 1) // 2).view(np.int32)
    cuts = numbers[: (count - 1) * size].reshape(count - 1, size)
    cuts &= WHOLE
    rows = _sorted_rows(cuts)
    found = np.empty((count, size), np.int32)
    found[0] = rows[0]
    for number in range(1, count - 1):
        np.subtract(rows[number], rows[number - 1], out=found[number])
    np.subtract(WHOLE, rows[-1], out=found[-1])
    return found


def _sorted_rows(cuts: Pieces) -> Sequence[npt.NDArray[np.int32]]:
    """Return the rows so that every column rises: by a network if there are few rows."""
    count, size = cuts.shape
    if count > _MOST_SORTED_BY_NETWORK:
        return list(np.ascontiguousarray(np.sort(cuts.T, axis=1).T))
    rows, free = list(cuts), np.empty(size, np.int32)
    for upper, lower in _network(count):
        np.minimum(rows[upper], rows[lower], out=free)
        np.maximum(rows[upper], rows[lower], out=rows[lower])
        rows[upper], free = free, rows[upper]
    return rows


@lru_cache
def _network(count: int) -> tuple[tuple[int, int], ...]:
    """Return the comparisons that sort any `count` numbers (Batcher's odd-even merges, 1968)."""
    found = []
    power = 1
    while power < count:
        step = power
        while step:
            for start in range(step % power, count - step, 2 * step):
                for upper in range(start, min(start + step, count - step)):
                    if upper // (2 * power) == (upper + step) // (2 * power):
                        found.append((upper, upper + step))
            step //= 2
        power *= 2
    return tuple(found)
