"""Random weights: uniform, within their limits, the same for the same seed."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import near_draws as near
from procurement.evaluation.draws import MOST_KEPT, weight_draws
from procurement.evaluation.folding import Matrix
from procurement.evaluation.pieces import CHUNK, WHOLE, Pieces, _network, pieces
from procurement.evaluation.weight_ranges import WeightRange, read_weight_range

from .samples import matrix

F = Fraction


def limits(weights: list[object], text: str = "uniform") -> WeightRange:
    found: Matrix = matrix([[0] * len(weights)], weights)
    return read_weight_range(text, found)


def drawn(weights: list[object], text: str, draws: int, seed: int = 1) -> Pieces:
    return np.concatenate([*weight_draws(limits(weights, text), draws, seed)], axis=1)


@pytest.mark.parametrize("count", range(2, 14))
def test_the_cuts_are_sorted_for_every_pattern(count: int):
    # a network that sorts all zeros and ones sorts everything
    for pattern in product((0, 1), repeat=count):
        values = list(pattern)
        for upper, lower in _network(count):
            assert upper < lower
            if values[upper] > values[lower]:
                values[upper], values[lower] = values[lower], values[upper]
        assert values == sorted(pattern)


@pytest.mark.parametrize("count", [1, 2, 3, 8, 15, 25, 26, 60])
def test_pieces_are_uniform_over_all_weights(count: int):
    size = 20_000
    found = pieces(np.random.SFC64(5), count, size)
    assert found.shape == (count, size)
    assert found.dtype == np.int32
    assert (found >= 0).all()
    assert (found.sum(axis=0, dtype=np.int64) == WHOLE).all()
    # a part of uniform weights is above t with probability (1 - t)^(m - 1)
    for level in (0.5 / count, 0.9 / count, 2 / count):
        expected = max(1 - level, 0) ** (count - 1)
        error = 4 * (expected * (1 - expected) / size) ** 0.5
        for row in found if level < 1 else ():
            assert abs((row > level * WHOLE).mean() - expected) <= error + 1 / size


def test_two_pieces_of_three_are_uniform_together():
    found = pieces(np.random.SFC64(6), 3, 40_000)
    # the first two below a half each: the triangle less two corner triangles
    share = ((found[0] < WHOLE / 2) & (found[1] < WHOLE / 2)).mean()
    assert abs(share - 0.5) < 4 * (0.25 / 40_000) ** 0.5


@pytest.mark.parametrize("text", ["uniform", "around:10"])
def test_the_same_seed_gives_the_same_and_another_one_others(text: str):
    weights: list[object] = [5, 3, 2]
    one, again, other = (drawn(weights, text, 20_000, seed) for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()
    # a larger set begins like a smaller one
    assert (drawn(weights, text, 30_000)[:, :20_000] == one).all()


def test_exactly_as_many_as_asked_for():
    for draws in (1, CHUNK, CHUNK + 1, MOST_KEPT // 3 + 1):
        assert sum(chunk.shape[1] for chunk in weight_draws(limits([1, 1, 1]), draws, 1)) == draws


def test_small_sets_are_kept_and_large_ones_are_not():
    small, large = MOST_KEPT // 4, MOST_KEPT // 4 + 1
    everything = limits([1, 1, 1, 1])
    kept = next(weight_draws(everything, small, 9))
    assert kept is next(weight_draws(everything, small, 9))
    assert not kept.flags.writeable
    assert next(weight_draws(everything, large, 9)) is not next(weight_draws(everything, large, 9))


CASES: dict[str, tuple[list[object], str]] = {
    "even": ([40, 30, 30], "around:10"),
    "at 0": ([50, *[5] * 10], "around:10"),
    "at 1": ([97, 1, 1, 1], "around:10"),
    "two": ([90, 10], "around:20"),
    "one": ([1], "around:20"),
    "many": ([1] * 40, "around:1"),
    "mixed": ([5] * 6 + ["0.5"] * 20, "around:0.7"),
}


@pytest.mark.parametrize("name", CASES)
def test_near_weights_are_within_their_limits(name: str):
    weights, text = CASES[name]
    allowed = limits(weights, text)
    found = drawn(weights, text, 3000)
    assert (found.sum(axis=0, dtype=np.int64) == WHOLE).all()
    for row, low, high in zip(found.tolist(), allowed.lowest, allowed.highest, strict=True):
        assert min(row) >= low * WHOLE - 1
        assert max(row) <= high * WHOLE + 1


@pytest.mark.parametrize("name", ["even", "at 0", "at 1", "two"])
def test_both_ways_to_near_weights_give_the_same_distribution(name: str):
    weights, text = CASES[name]
    allowed = limits(weights, text)
    ways = (near._Remainders(allowed), near._Boxes(allowed))
    one, other = (way.propose(np.random.SFC64(3), 150_000) / WHOLE for way in ways)
    for row, twin in zip(one, other, strict=True):
        error = (row.var() / row.size + twin.var() / twin.size) ** 0.5
        assert abs(row.mean() - twin.mean()) < 4 * error
        spread = ((row - row.mean()) ** 2).std() / row.size**0.5
        spread_twin = ((twin - twin.mean()) ** 2).std() / twin.size**0.5
        assert abs(row.var() - twin.var()) < 4 * (spread**2 + spread_twin**2) ** 0.5


def test_the_better_way_is_taken():
    sizes = {}
    for name in ("even", "at 0"):
        allowed = limits(*CASES[name])
        ways = (near._Remainders(allowed), near._Boxes(allowed))
        sizes[name] = [way.propose(np.random.SFC64(3), 4096).shape[1] for way in ways]
    assert sizes["even"][0] < sizes["even"][1]
    assert sizes["at 0"][0] > sizes["at 0"][1]


def test_limits_that_leave_next_to_nothing_are_refused():
    with pytest.raises(EvaluationError) as caught:
        drawn([1] * 200, "around:0.000000001", 10)
    assert caught.value.args == (
        "No weights this near the published ones can be drawn; allow more points.",
    )
    assert drawn([1] * 200, "around:0.00001", 10).shape == (200, 10)


@pytest.mark.parametrize("steepness", [-2000, -5, -0.0005, 0, 0.0005, 5, 2000])
def test_the_mean_of_a_limited_weight(steepness: float):
    width, steps = 0.25, 200_000
    rate = steepness / width
    places = (np.arange(steps) + 0.5) / steps * width
    densities = np.exp(-rate * (places - (0 if rate > 0 else width)))
    assert near._mean(rate, width) == pytest.approx(
        (places * densities).sum() / densities.sum(), rel=2e-3
    )
