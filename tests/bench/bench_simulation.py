"""Measure the simulation side by side with other tools: `python -m tests.bench.bench_simulation`.

Random uniform weights and the full table of ranks, in CPU time of one thread over interleaved
rounds, of which the median counts. Tools that go from one weight vector to the next are given
fewer of them, as their time for each stays the same.
"""
# ruff: noqa: E402  the number of threads is set before NumPy is loaded

import importlib
import os
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from procurement.evaluation.bundle import Bundle, bundle_from
from procurement.evaluation.draws import weight_draws
from procurement.evaluation.flips import nearest_flip, score_flips
from procurement.evaluation.folding import fold
from procurement.evaluation.possible import can_win
from procurement.evaluation.probability import expected_rank, pairwise, win_probability
from procurement.evaluation.regions import winner_map
from procurement.evaluation.stability import stability_intervals
from procurement.evaluation.tallies import Tally
from procurement.evaluation.weight_ranges import read_weight_range

ROUNDS = 5
DRAWS = 1_000_000
FEWER = {"pysensmcda": 20_000, "pymcdm": 2_000}

Work = Callable[[int], object]  # takes the number of draws


def made_up(bids: int, groups: int, leaves: int = 1) -> Bundle:
    """Return a bundle of main criteria with so many leaves each, scored in tenths."""
    chance = random.Random(bids)
    criteria: list[dict[str, Any]] = [
        {"code": f"K{number}", "kind": "quality", "weight": chance.randint(5, 20)}
        for number in range(groups)
    ]
    for main in criteria if leaves > 1 else ():
        main["children"] = [
            {"code": f"{main['code']}-{leaf}", "kind": "quality", "weight": chance.randint(1, 9)}
            for leaf in range(leaves)
        ]
    codes = [leaf["code"] for main in criteria for leaf in main.get("children", [main])]
    return bundle_from(
        {
            "format": "kravspor-evaluation/1",
            "model": {"method": "weighted_points", "max_points": 10},
            "criteria": criteria,
            "bids": [
                {"code": f"B{bid}", "scores": {c: f"{chance.randint(1, 100)}/10" for c in codes}}
                for bid in range(bids)
            ],
        }
    )


def ours(bundle: Bundle, leaves: bool = False) -> Work:
    """Return our rank counts: folding, new draws and counting."""

    def work(draws: int) -> object:
        matrix = fold(bundle, leaves)
        chunks = weight_draws(read_weight_range("uniform", matrix), draws, time.time_ns())
        return Tally(matrix.points).count_all(chunks, lambda _done: None)

    return work


def others(bundle: Bundle) -> dict[str, Work]:
    """Return the same work by the other tools that are installed, on all leaves."""
    numpy = importlib.import_module("numpy")
    points = numpy.array(
        [[10 * p.numerator / p.denominator for p in row] for row in fold(bundle, True).points]
    )
    kinds = numpy.ones(points.shape[1])
    found: dict[str, Work] = {}
    if (smaa := _module("pysensmcda.smaa")) is not None:
        found["pysensmcda"] = lambda draws: smaa.simulate(
            lambda matrix, weights, _kinds: matrix @ weights,
            points,
            kinds,
            num_samples=draws,
            reverse_ranking=True,
            store="accumulate",
            seed=1,
        )
    if (methods := _module("pymcdm.methods")) is not None:

        def one_by_one(draws: int) -> object:
            model = methods.WSM(lambda column, cost: column)  # points are not rescaled
            counts = numpy.zeros((len(points), len(points)))
            for weights in numpy.random.default_rng(1).dirichlet(kinds, draws):
                order = (-model(points, weights, kinds, validation=False)).argsort()
                counts[order, numpy.arange(len(points))] += 1
            return counts

        found["pymcdm"] = one_by_one
    return found


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def compare(title: str, mine: Work, bundle: Bundle, targets: dict[str, int]) -> None:
    """Print the time of a draw for everybody, and how many times ours it is."""
    works = {"kravspor": mine, **{k: v for k, v in others(bundle).items() if k in targets}}
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work(200)
    for _round in range(ROUNDS):
        for name, work in works.items():
            draws = FEWER.get(name, DRAWS)
            start = time.thread_time_ns()
            work(draws)
            times[name].append((time.thread_time_ns() - start) / draws)
    own = median(times["kravspor"])
    print(f"\n{title}")
    for name, each in times.items():
        middle = median(each)
        line = f"  {name:12}{middle:12,.1f} ns a draw  [{min(each):,.1f} .. {max(each):,.1f}]"
        if name in targets:
            line += f"   {middle / own:6.1f} x ours (target {targets[name]})"
        print(line)


def memory(bundle: Bundle) -> float:
    """Return the most memory in MiB that a million draws take above what is loaded."""
    work = ours(bundle)
    work(1000)
    tracemalloc.start()
    work(DRAWS)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def exact(bundle: Bundle) -> float:
    """Return the milliseconds that all exact analyses take together."""
    start = time.thread_time_ns()
    matrix = fold(bundle)
    limits = read_weight_range("uniform", matrix)
    stability_intervals(bundle)
    score_flips(bundle)
    nearest_flip(matrix)
    can_win(matrix, limits)
    win_probability(matrix, limits)
    pairs = pairwise(matrix, limits)
    if pairs is not None:
        expected_rank(matrix, pairs)
    for criterion in bundle.criteria:
        winner_map(bundle, criterion.code)
    return (time.thread_time_ns() - start) / 1e6


def main() -> None:
    """Print all measurements."""
    for name in ("pysensmcda", "pymcdm"):
        if _module(name) is None:
            print(f"{name} is not installed and is left out.")
    small, large, deep = made_up(5, 8), made_up(20, 15), made_up(8, 6, 50)
    both = {"pysensmcda": 30, "pymcdm": 300}
    compare("5 bids x 8 criteria", ours(small), small, both)
    compare("20 bids x 15 criteria", ours(large), large, {"pysensmcda": 12, "pymcdm": 140})
    folded = "8 bids x 300 requirements, ours folded to the 6 main criteria"
    compare(folded, ours(deep), deep, {"pysensmcda": 25})
    print(f"\nPeak memory, {DRAWS:,} draws, 5 x 8: {memory(small):.1f} MiB (target 25)")
    times = [exact(made_up(10, 15)) for _round in range(ROUNDS)]
    print(f"Exact analysis, 10 bids x 15 criteria: {median(times):.0f} ms (target 100)")


if __name__ == "__main__":
    sys.exit(main())
