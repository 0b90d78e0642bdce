"""Measure what is computed exactly: `python -m tests.bench.bench_exact`.

CPU time, the median of several rounds; of the whole command that of its process.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from procurement.evaluation import (
    bundle_from,
    can_win,
    evaluate,
    expected_rank,
    fold,
    load,
    nearest_flip,
    pairwise,
    read_weight_range,
    result_document,
    score_flips,
    stability_intervals,
    win_probability,
    winner_map,
)
from tests.bench.models import made_up
from tests.bench.table import print_table, verdict

ROUNDS = 7
TURNS = 15  # a start takes ten times what is measured, so it is measured more often
ANALYSIS_MS, EVALUATE_MS = 100, 200


def all_analyses(text: str) -> None:
    """Run every exact analysis of a bundle."""
    bundle = bundle_from(load(text))
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


def whole_evaluation(text: str) -> None:
    """Do what the command does between reading the file and printing."""
    data = load(text)
    json.dumps(result_document(evaluate(bundle_from(data)), data), ensure_ascii=False)


def turn_about(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the median time of one process, and of how much more the other takes.

    They take turns, so that a machine which grows slower or faster does so for both.
    """
    pairs = [(once(one, of_processes), once(other, of_processes)) for _round in range(TURNS)]
    return median(first for first, _second in pairs), median(b - a for a, b in pairs)


def milliseconds(work: Callable[[], object], clock: Callable[[], int]) -> float:
    """Return the median time of some rounds."""
    return median(once(work, clock) for _round in range(ROUNDS))


def once(work: Callable[[], object], clock: Callable[[], int]) -> float:
    """Return the time of one round."""
    start = clock()
    work()
    return (clock() - start) / 1e6


def of_processes() -> int:
    """Return the nanoseconds that the processes started from here have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round((used.ru_utime + used.ru_stime) * 1e9)


def command(file: Path) -> None:
    """Evaluate a file by the command, in a process of its own."""
    words = [sys.executable, "-m", "procurement", "evaluate", str(file), "--json"]
    kept = {"PYTHONPYCACHEPREFIX": str(file.parent), "PYTHONDONTWRITEBYTECODE": ""}  # as installed
    subprocess.run(words, check=True, capture_output=True, env=os.environ | kept)


def main() -> None:
    """Print all measurements."""
    analysed = json.dumps(made_up(10, 15))
    evaluated = json.dumps(made_up(20, 10, 100, priced=True))
    analysis = milliseconds(lambda: all_analyses(analysed), time.thread_time_ns)
    own = milliseconds(lambda: whole_evaluation(evaluated), time.thread_time_ns)
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.json", Path(folder) / "small.json"
        large.write_text(evaluated, encoding="utf-8")
        small.write_text(json.dumps(made_up(1, 1)), encoding="utf-8")
        command(small)  # compiles what is imported, once
        start, beyond = turn_about(lambda: command(small), lambda: command(large))
    print_table(
        "Exact work",
        [
            ("work", "ms", "below", ""),
            row("all exact analyses, 10 bids x 15 criteria", analysis, ANALYSIS_MS),
            row("evaluate, 20 bids x 1,000 requirements", own, EVALUATE_MS),
            row("the same as a command, beyond its start", beyond, EVALUATE_MS),
            ("start of a command, with the smallest bundle", f"{start:,.0f}", "", ""),
        ],
    )


def row(name: str, found: float, most: int) -> tuple[str, str, str, str]:
    """Return a line of the table."""
    return name, f"{found:,.0f}", f"{most}", verdict(found < most)


if __name__ == "__main__":
    main()
