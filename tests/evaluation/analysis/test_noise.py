"""Ranks under noise in the scores: closed forms, a second integration, and random scores."""

import math
import random
from fractions import Fraction

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from
from procurement.evaluation.noise import rank_probabilities

from ..bundles import EXAMPLE, example
from .samples import flat

F = Fraction


def test_two_bids_have_a_closed_form():
    # totals 8 and 7.78; deviation 0.42 x 1 and 0.18 x 0.5 x 2
    found = rank_probabilities(bundle_from(EXAMPLE), {"K1": F(1), "K2": F(1, 2)})
    deviation = math.hypot(0.42, 0.18) * math.sqrt(2)
    first = 0.5 * math.erfc(-0.22 / deviation / math.sqrt(2))
    assert found["B"] == pytest.approx([first, 1 - first], abs=1e-12)
    assert found["A"] == pytest.approx([1 - first, first], abs=1e-12)


def test_what_has_no_deviation_and_prices_do_not_vary():
    found = rank_probabilities(bundle_from(EXAMPLE), {"K1": F(1), "P": F(9)})
    first = 0.5 * math.erfc(-0.22 / 0.42 / 2)
    assert found["B"][0] == pytest.approx(first, abs=1e-12)


def test_without_noise_the_ranks_are_those_of_the_award():
    rows = [(5, 5), (6, 4), (1, 1), (5, 5)]
    found = rank_probabilities(bundle_from(flat(rows, (1, 1))), {"C1": F(0)})
    assert found == {
        "A": [1, 0, 0, 0],
        "B": [1, 0, 0, 0],
        "D": [1, 0, 0, 0],
        "C": [0, 0, 0, 1],
    }
    assert found == rank_probabilities(bundle_from(flat(rows, (1, 1))), {})


def test_bids_alike_share_all_ranks():
    found = rank_probabilities(bundle_from(flat([(5, 5)] * 3, (1, 1))), {"C1": F(1)})
    for row in found.values():
        assert row == pytest.approx([1 / 3] * 3, abs=1e-12)


def test_one_bid_is_first():
    assert rank_probabilities(bundle_from(flat([(5, 5)], (1, 1))), {"C1": F(1)}) == {
        "A": pytest.approx([1])
    }


def test_four_bids_against_random_scores():
    rows, weights, deviations = [(8, 4, 7), (5, 9, 5), (6, 6, 8), (7, 6, 5)], (5, 3, 2), (1, 2, 0.5)
    data = flat(rows, weights)
    found = rank_probabilities(
        bundle_from(data),
        {f"C{number}": F(each) for number, each in enumerate(deviations, start=1)},
    )
    chance, draws = random.Random(7), 40_000
    counts = {code: [0] * 4 for code in "ABCD"}
    for _draw in range(draws):
        totals = [
            sum(
                weight / 10 * (score + deviation * chance.gauss(0, 1))
                for weight, score, deviation in zip(weights, row, deviations, strict=True)
            )
            for row in rows
        ]
        for code, total in zip("ABCD", totals, strict=True):
            counts[code][sum(other > total for other in totals)] += 1
    for code, row in found.items():
        assert sum(row) == pytest.approx(1, abs=1e-12)
        for part, count in zip(row, counts[code], strict=True):
            assert abs(part - count / draws) < 4 * math.sqrt(part * (1 - part) / draws)
    for rank in range(4):
        assert sum(row[rank] for row in found.values()) == pytest.approx(1, abs=1e-12)


def test_noise_is_not_followed_through_proportional_normalisation():
    rule = {"form": "proportional", "level": "leaf"}
    with pytest.raises(EvaluationError) as caught:
        rank_probabilities(bundle_from(example(("model.normalisation", rule))), {"K1": F(1)})
    assert str(caught.value) == (
        "$.model.normalisation: "
        "Noise in the scores cannot be followed through proportional normalisation."
    )


def test_a_common_lift_changes_nothing():
    rule = {"form": "difference", "level": "criterion"}
    lifted = bundle_from(example(("model.normalisation", rule)))
    noise = {"K1": F(1)}
    assert rank_probabilities(lifted, noise) == rank_probabilities(bundle_from(EXAMPLE), noise)
