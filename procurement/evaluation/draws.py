"""Random weights in chunks, the same for the same seed; needs NumPy."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from procurement.evaluation.near_draws import near_draws
from procurement.evaluation.pieces import CHUNK, Pieces, pieces
from procurement.evaluation.weight_ranges import WeightRange

MOST_KEPT = 2**21  # numbers of one set of draws that are kept for the next what-if


def weight_draws(weights: WeightRange, draws: int, seed: int) -> Iterator[Pieces]:
    """Yield random weights in chunks; each column adds up to 2^31 - 1, or almost.

    The same range, number and seed give the same weights. They depend on nothing else, so two
    scenarios with as many criteria are compared on common weights, and small sets are kept.

    Raises EvaluationError if weights this near the published ones cannot be found by chance.
    """
    if len(weights.lowest) * draws <= MOST_KEPT:
        yield from _kept(weights, draws, seed)
    else:
        yield from _fresh(weights, draws, seed)


@lru_cache(maxsize=2)
def _kept(weights: WeightRange, draws: int, seed: int) -> tuple[Pieces, ...]:
    chunks = tuple(_fresh(weights, draws, seed))
    for chunk in chunks:
        chunk.setflags(write=False)
    return chunks


def _fresh(weights: WeightRange, draws: int, seed: int) -> Iterator[Pieces]:
    source = _everything(weights, seed) if weights.is_everything else near_draws(weights, seed)
    left = draws
    while left:
        chunk = next(source)[:, :left]
        left -= chunk.shape[1]
        yield chunk


def _everything(weights: WeightRange, seed: int) -> Iterator[Pieces]:
    bits = np.random.SFC64(seed)
    count = len(weights.lowest)
    size = max(256, min(CHUNK, 2**19 // count))
    while True:
        yield pieces(bits, count, size)
