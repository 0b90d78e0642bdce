"""How the award depends on the weights: exact where it can be, and by drawing weights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TypeAlias, TypedDict, Unpack

from procurement.errors import EvaluationError
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.flips import NearestFlip, ScoreFlip, nearest_flip, score_flips
from procurement.evaluation.folding import Matrix, fold
from procurement.evaluation.possible import Chance, can_win
from procurement.evaluation.probability import Pairs, expected_rank, pairwise, win_probability
from procurement.evaluation.stability import Stability, stability_intervals
from procurement.evaluation.weight_ranges import UNIFORM, WeightRange, read_weight_range
from procurement.i18n import gettext as _

Progress: TypeAlias = Callable[[int, int], object]  # called with the draws done, and all draws

MOST_DRAWS = 100_000_000
MOST_SEED = 2**64 - 1


@dataclass(frozen=True)
class Simulation:
    """What a simulation found; None stands for what cannot be had exactly."""

    draws: int
    seed: int
    weights: str  # as asked for
    bids: tuple[str, ...]  # the first of today first
    rank_counts: Mapping[str, list[int]]  # times first, times second, ...
    exact: Mapping[str, Fraction] | None  # the probability to be first
    pairs: Pairs | None
    expected_ranks: Mapping[str, Fraction] | None
    stability: list[Stability]
    nearest_flip: NearestFlip | None
    can_win: Mapping[str, Chance]
    score_flips: list[ScoreFlip]

    def estimate(self, bid: str) -> Fraction:
        """Return the part of the draws in which a bid is first or ties."""
        return Fraction(self.rank_counts[bid][0], self.draws)

    def standard_error(self, bid: str) -> Fraction:
        """Return the standard error of the estimate."""
        return standard_error(self.rank_counts[bid][0], self.draws)


class Options(TypedDict, total=False):
    """What may be said besides the weights; by default no leaves and no progress."""

    leaves: bool  # the weights of all leaves vary, instead of those of the children of the root
    progress: Progress | None  # called after every chunk; what it raises ends the simulation


def simulate(
    bundle: Bundle, draws: int, seed: int, weights: str = UNIFORM, **options: Unpack[Options]
) -> Simulation:
    """Return how the ranking depends on the weights.

    Args:
        bundle: what is evaluated; its method must be weighted points.
        draws: how many random weights to draw, at least 1.
        seed: 0 or more; the same one gives the same draws.
        weights: "uniform" over all there are, or "around:POINTS" for those that are at most so
            many percentage points from the published ones.
        options: see `Options`.

    Raises:
        EvaluationError: an option is wrong, the method has no weights, or the bundle cannot be
            evaluated.

    """
    check_option("draws", draws, 1, MOST_DRAWS)
    check_option("seed", seed, 0, MOST_SEED)
    matrix = fold(bundle, options.get("leaves", False))
    limits = read_weight_range(weights, matrix)
    counts = _counts(matrix, limits, (draws, seed), options.get("progress"))
    pairs = pairwise(matrix, limits)
    return Simulation(
        draws=draws,
        seed=seed,
        weights=weights,
        bids=matrix.bids,
        rank_counts=dict(zip(matrix.bids, counts, strict=True)),
        exact=win_probability(matrix, limits),
        pairs=pairs,
        expected_ranks=None if pairs is None else expected_rank(matrix, pairs),
        stability=stability_intervals(bundle),
        nearest_flip=nearest_flip(matrix),
        can_win=can_win(matrix, limits),
        score_flips=score_flips(bundle),
    )


def _counts(
    matrix: Matrix, limits: WeightRange, sample: tuple[int, int], progress: Progress | None
) -> list[list[int]]:
    """Return how often each bid gets each rank; the sample is the number of draws and the seed."""
    # NumPy takes as long to load as all the rest of the engine, so only a simulation loads it
    from procurement.evaluation.draws import weight_draws  # noqa: PLC0415
    from procurement.evaluation.tallies import Tally  # noqa: PLC0415

    chunks = weight_draws(limits, *sample)
    return Tally(matrix.points).count_all(chunks, told(progress, sample[0]))


def told(progress: Progress | None, draws: int) -> Callable[[int], object]:
    """Return a function to call with the draws done so far, whether anybody wants to know."""
    return (lambda done: progress(done, draws)) if progress else lambda _done: None


def check_option(name: str, value: int, least: int, most: int) -> None:
    """Raise EvaluationError, naming the option, if it is out of bounds."""
    if not least <= value <= most:
        raise EvaluationError(
            _("%(name)s must be from %(least)s to %(most)s.", name=name, least=least, most=most),
            name,
        )


def standard_error(times: int, draws: int) -> Fraction:
    """Return sqrt(p (1 - p) / draws), rounded down to 12 decimals, for p = times / draws.

    >>> str(standard_error(50, 100))
    '1/20'
    """
    scale = 10**12
    return Fraction(isqrt(times * (draws - times) * scale**2 // draws**3), scale)
