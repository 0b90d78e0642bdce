"""The simulation against exact values, its file, and what must hold for all of them."""

import json
import subprocess
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from
from procurement.evaluation.pieces import pieces
from procurement.evaluation.simulation import MOST_DRAWS, Simulation, simulate
from procurement.evaluation.simulation_file import simulation_document

from ..bundles import EXAMPLE, example, simple
from .samples import THREE, THREE_WEIGHTS, flat, three, trees

F = Fraction
DRAWS = 40_000

MODELS: dict[str, dict[str, Any]] = {
    "three bids": flat(THREE, THREE_WEIGHTS),
    "example": EXAMPLE,
    "six criteria": flat(
        [(7, 3, 9, 2, 5, 6), (4, 8, 2, 9, 5, 5), (6, 6, 6, 6, 6, 5), (9, 1, 5, 4, 8, 3)],
        (30, 25, 15, 15, 10, 5),
    ),
    "clones and a tie": flat([(5, 5), (5, 5), (9, 1), (4, 5)], (1, 1)),
    "one criterion": flat([(5,), (7,), (7,)], (1,)),
    "one bid": flat([(5, 5)], (1, 1)),
    "three prices": simple({"A": 10, "B": 12, "C": 6}, {"A": 6, "B": 8, "C": 1}),
}


@pytest.mark.parametrize("leaves", [False, True])
@pytest.mark.parametrize("weights", ["uniform", "around:8", "around:30"])
@pytest.mark.parametrize("name", MODELS)
def test_estimates_are_within_four_standard_errors(name: str, weights: str, leaves: bool):
    found = simulate(bundle_from(MODELS[name]), DRAWS, 11, weights, leaves=leaves)
    assert found.exact is not None
    assert found.expected_ranks is not None
    for bid in found.bids:
        exact = found.exact[bid]
        assert (found.estimate(bid) - exact) ** 2 <= 16 * exact * (1 - exact) / DRAWS
        counts = found.rank_counts[bid]
        assert sum(counts) == DRAWS
        mean = sum(F(rank * times, DRAWS) for rank, times in enumerate(counts, start=1))
        square = sum(F(rank**2 * times, DRAWS) for rank, times in enumerate(counts, start=1))
        spread = square - mean**2
        assert (mean - found.expected_ranks[bid]) ** 2 <= 16 * (spread + F(1, DRAWS)) / DRAWS


def test_pairs_agree_with_the_draws():
    weights = pieces(np.random.SFC64(3), 3, DRAWS)
    found = simulate(three(), 100, 1)
    assert found.pairs is not None
    points = {"A": (8, 4, 7), "B": (5, 9, 5), "C": (6, 6, 8)}
    for (one, other), exact in found.pairs.items():
        lead = np.array(points[one]) - np.array(points[other])
        ahead = ((lead[:, None] * weights).sum(axis=0) > 0).mean()
        assert (F(ahead.item()) - exact) ** 2 <= 16 * exact * (1 - exact) / DRAWS


def test_the_file_of_the_example():
    document = simulation_document(simulate(bundle_from(EXAMPLE), 1000, 4))
    counts = document.pop("rank_counts")
    first = counts["B"][0]
    assert counts == {"B": [first, 1000 - first], "A": [1000 - first, first]}
    probability = document.pop("win_probability")
    assert probability["B"]["estimate"] == str(F(first, 1000).limit_denominator(1000) * 1.0)
    assert [probability[bid]["exact"] for bid in "BA"] == ["17/37", "20/37"]
    error = (first * (1000 - first) / 1000) ** 0.5 / 1000
    assert float(probability["B"]["standard_error"]) == pytest.approx(error, abs=1e-12)
    assert document == {
        "format": "kravspor-simulation/1",
        "draws": 1000,
        "seed": 4,
        "weights": "uniform",
        "expected_rank": {"B": "57/37", "A": "54/37"},
        "pairwise": {"B>A": "17/37", "A>B": "20/37"},
        "stability": [
            {"criterion": "P", "weight": "2/5", "from": "0", "to": "17/37"},
            {"criterion": "K", "weight": "3/5", "from": "20/37", "to": "1"},
            {"criterion": "K1", "weight": "21/50", "from": "1/5", "to": "3/5"},
            {"criterion": "K2", "weight": "9/50", "from": "0", "to": "2/5"},
        ],
        "nearest_flip": {
            "rival": "A",
            "moved": "11/185",
            "weights": {"P": "17/37", "K": "20/37"},
        },
        "can_win": {"B": "wins", "A": "wins"},
        "score_flips": [
            {"bid": "B", "criterion": "K1", "change": "-11/21", "feasible": True},
            {"bid": "B", "criterion": "K2", "change": "-11/18", "feasible": True},
            {"bid": "A", "criterion": "K1", "change": "11/21", "feasible": True},
            {"bid": "A", "criterion": "K2", "change": "11/18", "feasible": True},
        ],
    }


def test_what_cannot_be_had_exactly_is_null():
    rows = [[5] * 7, [4] * 6 + [6]]
    document = simulation_document(simulate(bundle_from(flat(rows, [1] * 7)), 10, 1, "around:5"))
    assert document["expected_rank"] == {"A": None, "B": None}
    assert document["pairwise"] == {"A>B": None, "B>A": None}
    assert document["win_probability"]["A"]["exact"] is None
    document = simulation_document(simulate(bundle_from(flat(rows, [1] * 7)), 10, 1))
    assert document["win_probability"]["A"]["exact"] is None
    assert document["pairwise"] == {"A>B": "63/64", "B>A": "1/64"}
    rule = {"form": "proportional"}
    sunk = flat([(8, 9), (0, 1)], (1, 1), normalisation=rule)
    document = simulation_document(simulate(bundle_from(sunk), 10, 1))
    assert document["nearest_flip"] is None
    assert document["score_flips"][0]["change"] is None


@pytest.mark.parametrize("weights", ["uniform", "around:10"])
def test_the_same_bundle_and_seed_give_the_same_bytes(weights: str):
    texts = [
        json.dumps(simulation_document(simulate(bundle_from(EXAMPLE), 20_000, seed, weights)))
        for seed in (7, 7, 8)
    ]
    assert texts[0] == texts[1] != texts[2]


def test_the_counts_are_those_that_every_machine_gets():
    assert simulate(three(), 100_000, 1).rank_counts == {
        "A": [30745, 27142, 42113],
        "C": [34082, 60990, 4928],
        "B": [35173, 11868, 52959],
    }
    assert simulate(three(), 10_000, 1, "around:10").rank_counts == {
        "A": [7333, 1631, 1036],
        "C": [966, 7126, 1908],
        "B": [1701, 1243, 7056],
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"draws": 0}, "draws: draws must be from 1 to 100000000."),
        ({"draws": MOST_DRAWS + 1}, "draws: draws must be from 1 to 100000000."),
        ({"seed": -1}, "seed: seed must be from 0 to 18446744073709551615."),
        ({"weights": "x"}, "weights: The weights are uniform or around:POINTS, not x."),
    ],
)
def test_wrong_options_are_refused(options: dict[str, Any], message: str):
    with pytest.raises(EvaluationError) as caught:
        simulate(three(), **{"draws": 10, "seed": 1, **options})
    assert str(caught.value) == message


def test_a_method_without_weights_is_refused():
    bundle = bundle_from(simple({"A": 1}, {"A": 1}, method="lowest_price"))
    with pytest.raises(EvaluationError, match="The method lowest_price has no weights"):
        simulate(bundle, 10, 1)


def test_progress_is_told_and_can_end_it():
    told: list[tuple[int, int]] = []
    simulate(three(), 20_000, 1, progress=lambda done, draws: told.append((done, draws)))
    assert told == [(8192, 20_000), (16384, 20_000), (20_000, 20_000)]

    class Enough(Exception):
        pass

    def stop(done: int, draws: int) -> None:
        if done > 8192:
            raise Enough

    with pytest.raises(Enough):
        simulate(three(), 20_000, 1, progress=stop)


@settings(max_examples=60, deadline=None)
@given(trees(), st.sampled_from(["uniform", "around:10"]))
def test_rank_counts_are_whole(data: dict[str, Any], weights: str):
    found = simulate(bundle_from(data), 300, 1, weights)
    count = len(found.bids)
    for bid in found.bids:
        assert sum(found.rank_counts[bid]) == 300
        assert 0 <= found.standard_error(bid) ** 2 <= F(1, 4) / 300
    assert sum(found.rank_counts[bid][0] for bid in found.bids) >= 300
    assert all(len(found.rank_counts[bid]) == count for bid in found.bids)


def test_memory_stays_small():
    code = (
        "import tracemalloc;"
        "from procurement.evaluation import bundle_from;"
        "from tests.evaluation.analysis.samples import flat;"
        "from procurement.evaluation.simulation import simulate;"
        "bundle = bundle_from(flat([[(7 * i * j) % 11 for i in range(1, 9)] for j in range(5)],"
        " range(1, 9)));"
        "simulate(bundle, 1000, 1);"
        "tracemalloc.start();"
        "simulate(bundle, 1_000_000, 1);"
        "print(tracemalloc.get_traced_memory()[1] / 2**20)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 25


def test_the_engine_alone_does_not_load_numpy():
    code = (
        "import sys; import procurement.evaluation, procurement.evaluation.simulation,"
        " procurement.evaluation.expectations; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_leaves_are_weighed_one_by_one():
    found = simulate(bundle_from(example()), 100, 1, leaves=True)
    assert isinstance(found, Simulation)
    assert found.nearest_flip is not None
    assert set(found.nearest_flip.weights) == {"P", "K1", "K2"}
    assert found.exact == {"B": F(2, 3), "A": F(1, 3)}
