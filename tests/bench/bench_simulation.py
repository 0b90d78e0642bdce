"""Measure the simulation side by side with other tools: `python -m tests.bench.bench_simulation`.

Random uniform weights and the full table of ranks, in CPU time of one thread over interleaved
rounds, of which the median counts. Tools that go from one weight vector to the next are given
fewer of them, as their time for each stays the same.
"""
# ruff: noqa: E402  the number of threads is set before NumPy is loaded

import importlib
import os
import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from procurement.evaluation import Bundle, bundle_from, fold, read_weight_range
from procurement.evaluation.draws import weight_draws
from procurement.evaluation.tallies import Tally
from tests.bench.models import made_up
from tests.bench.table import print_table, verdict

ROUNDS = 5
DRAWS = 1_000_000
FEWER = {"pysensmcda": 20_000, "pymcdm": 2_000}
MOST_MEMORY = 25  # MiB

Work = Callable[[int], object]  # takes the number of draws


def ours(bundle: Bundle) -> Work:
    """Return our rank counts: folding, new draws and counting."""

    def work(draws: int) -> object:
        matrix = fold(bundle)
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


def compare(title: str, bundle: Bundle, targets: dict[str, int]) -> None:
    """Print the time of a draw for everybody, and how many times ours it is."""
    there = {name: work for name, work in others(bundle).items() if name in targets}
    times = _measured({"kravspor": ours(bundle), **there})
    own = median(times["kravspor"])
    rows = [("tool", "ns a draw", "from", "to", "times ours", "wanted", "")]
    for name, each in times.items():
        figures = [f"{number:,.1f}" for number in (median(each), min(each), max(each))]
        ratio, wanted = median(each) / own, targets.get(name)
        judged = ("", "") if wanted is None else (f"{wanted}", verdict(ratio >= wanted))
        rows.append((name, *figures, f"{ratio:,.1f}", *judged))
    rows += [(f"{name}: not installed", *[""] * 6) for name in targets if name not in times]
    print_table(title, rows)


def _measured(works: dict[str, Work]) -> dict[str, list[float]]:
    """Return the nanoseconds a draw in each round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work(200)
    for _round in range(ROUNDS):
        for name, work in works.items():
            draws = FEWER.get(name, DRAWS)
            start = time.thread_time_ns()
            work(draws)
            times[name].append((time.thread_time_ns() - start) / draws)
    return times


def memory(bundle: Bundle) -> float:
    """Return the most memory in MiB that a million draws take above what is loaded."""
    work = ours(bundle)
    work(1000)
    tracemalloc.start()
    work(DRAWS)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print all measurements."""
    small, large = bundle_from(made_up(5, 8)), bundle_from(made_up(20, 15))
    deep = bundle_from(made_up(8, 6, 50))
    compare("5 bids x 8 criteria", small, {"pysensmcda": 30, "pymcdm": 300})
    compare("20 bids x 15 criteria", large, {"pysensmcda": 12, "pymcdm": 140})
    folded = "8 bids x 300 requirements, ours folded to the 6 main criteria"
    compare(folded, deep, {"pysensmcda": 25})
    rows = [("model", "MiB", "at most", "")]
    for name, bundle in (("5 x 8", small), ("20 x 15", large), ("8 x 300 folded", deep)):
        peak = memory(bundle)
        rows.append((name, f"{peak:.1f}", f"{MOST_MEMORY}", verdict(peak < MOST_MEMORY)))
    print_table(f"Peak memory of {DRAWS:,} draws, above what is loaded", rows)


if __name__ == "__main__":
    main()
