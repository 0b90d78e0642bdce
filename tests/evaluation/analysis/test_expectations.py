"""Expected scores and prices: against the engine, closed forms and wrong ranges."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import Rounding, bundle_from, evaluate, points_of
from procurement.evaluation.expectations import Expectations, Outlook, simulate_expectations
from procurement.evaluation.formula_reading import read_price_formula
from procurement.evaluation.influence import influences
from procurement.evaluation.price_arrays import price_arrays

from ..bundles import EXAMPLE, example
from .samples import FORMULAS, flat, repriced, rescored, trees

F = Fraction


def outlook(data: Any, scores: Any = None, prices: Any = None, draws: int = 20_000) -> Outlook:
    expectations = Expectations(scores or {}, prices or {})
    return simulate_expectations(bundle_from(data), expectations, draws, 3)


@settings(max_examples=80, deadline=None)
@given(trees(), st.sampled_from([None, None, 0, 1]), st.sampled_from([None, 2]))
def test_without_ranges_every_draw_is_the_award(
    data: dict[str, Any], points: int | None, total: int | None
):
    bundle = bundle_from(data)
    rounding = Rounding(points=points, total=total)
    bundle = replace(bundle, model=replace(bundle.model, rounding=rounding))
    found = simulate_expectations(bundle, Expectations(), 3, 1)
    results = [bid for bid in evaluate(bundle).bids if bid.total is not None]
    totals = sorted((bid.total for bid in results), reverse=True)
    near = F(1, 10**6)
    if any(0 < abs(a - b) < near for a in totals for b in totals) or points is not None:
        return  # floats may round a half the other way
    assert found.rank_counts == {
        bid.code: [3 * (bid.rank == place) for place in range(1, len(results) + 1)]
        for bid in results
    }
    assert found.median_margin == pytest.approx(float(totals[0] - totals[1]), abs=1e-9)
    expected = {each.criterion: float(each.effective or 0) for each in influences(bundle)}
    assert found.effective_weights == pytest.approx(expected, abs=1e-9)


def test_a_score_anywhere_in_its_range():
    # B leads by 0.22, that is 11/21 on K1: A is first with a score above 6 + 11/21 of 5 to 8
    found = outlook(EXAMPLE, {"A": {"K1": (F(5), F(8))}})
    chance = (8 - 6 - 11 / 21) / 3
    assert list(found.rank_counts) == ["B", "A"]
    first, second = found.rank_counts["A"]
    assert first + second == 20_000
    assert abs(first / 20_000 - chance) < 4 * (chance * (1 - chance) / 20_000) ** 0.5


def test_a_price_anywhere_in_its_range():
    # A as the lowest at L gives B 10 (2 - 12 / L): A is first below 12 / (2 - 0.745)
    found = outlook(EXAMPLE, prices={"A": {"P": (F(9_000_000), F(11_000_000))}})
    chance = (12 / (2 - 0.745) - 9) / 2
    first, second = found.rank_counts["A"]
    error = float(found.standard_error("A"))
    assert found.estimate("A") == F(first, 20_000)
    assert error == pytest.approx((first * second / 20_000**3) ** 0.5, abs=1e-11)
    assert abs(float(found.estimate("A")) - chance) < 4 * error


def test_two_bids_alike_are_first_as_often():
    data = flat([(5, 5), (5, 5)], (1, 1))
    ends = {"C1": (F(2), F(8))}
    found = outlook(data, {"A": ends, "B": ends})
    assert abs(found.rank_counts["A"][0] / 20_000 - 0.5) < 4 * (0.25 / 20_000) ** 0.5
    assert found.rank_counts["A"][0] + found.rank_counts["B"][0] == 20_000
    # the difference of two uniform scores has the median 6 (1 - sqrt(1/2)), halved by the weight
    assert found.median_margin == pytest.approx(3 * (1 - 0.5**0.5), abs=0.03)
    assert found.effective_weights == {"C1": 1, "C2": 0}


def test_one_bid_and_bids_that_nothing_parts():
    found = outlook(flat([(5, 5)], (1, 1)), draws=5)
    assert found.rank_counts == {"A": [5]}
    assert found.median_margin == 0
    found = outlook(flat([(5, 5), (5, 5)], (1, 1)), draws=5)
    assert found.rank_counts == {"A": [5, 0], "B": [5, 0]}
    assert found.effective_weights == {"C1": 0, "C2": 0}


def test_the_same_seed_gives_the_same():
    ranges = {"A": {"K1": (F(5), F(8)), "K2": (F(2), F(5))}}
    assert outlook(EXAMPLE, ranges) == outlook(EXAMPLE, ranges)


def test_published_points_are_kept_and_may_have_a_range():
    data = example(("bids.0.scores.P", "9"))
    assert outlook(data, draws=4).rank_counts == {"B": [4, 0], "A": [0, 4]}
    for bid in data["bids"]:
        bid["scores"]["P"] = "9"
    data["model"]["price_formula"] = None
    assert outlook(data, draws=4).rank_counts == {"B": [4, 0], "A": [0, 4]}


def test_progress_is_told_and_can_end_it():
    told: list[tuple[int, int]] = []
    expectations = Expectations()
    bundle = bundle_from(EXAMPLE)
    simulate_expectations(bundle, expectations, 5000, 1, lambda *done: told.append(done))
    assert told == [(4096, 5000), (5000, 5000)]


@pytest.mark.parametrize(
    ("scores", "prices", "message"),
    [
        ({"X": {}}, {}, "There is no admitted bid X."),
        ({}, {"X": {}}, "There is no admitted bid X."),
        ({"A": {"K9": (F(1), F(2))}}, {}, "A on criterion K9"),
        ({"A": {"K": (F(1), F(2))}}, {}, "A on criterion K"),
        ({"A": {"K1": (F(3), F(2))}}, {}, "A on criterion K1"),
        ({"A": {"K1": (F(-1), F(2))}}, {}, "A on criterion K1"),
        ({"A": {"K1": (F(1), F(11))}}, {}, "A on criterion K1"),
        ({"A": {"K2": (F(1), F(5))}}, {}, "A on criterion K2"),  # below the minimum
        ({"A": {"P": (F(1), F(2))}}, {}, "A on criterion P"),
        ({}, {"A": {"K1": (F(1), F(2))}}, "A on criterion K1"),
        ({}, {"A": {"P": (F(0), F(2))}}, "A on criterion P"),
    ],
)
def test_impossible_ranges_are_refused(scores: Any, prices: Any, message: str):
    with pytest.raises(EvaluationError) as caught:
        outlook(EXAMPLE, scores, prices)
    assert caught.value.place == "ranges"
    assert message in str(caught.value)


def test_ranges_may_reach_the_ends_of_the_scale_and_the_minimum():
    found = outlook(EXAMPLE, {"A": {"K1": (F(0), F(10)), "K2": (F(2), F(5))}}, draws=10)
    assert sum(found.rank_counts["A"]) == 10


def test_a_price_range_needs_a_formula():
    data = example(("model.price_formula", None))
    for bid in data["bids"]:
        bid["scores"]["P"] = "9"
    with pytest.raises(EvaluationError, match="The range of bid A on criterion P"):
        outlook(data, prices={"A": {"P": (F(1), F(2))}})


@pytest.mark.parametrize("option", [{"draws": 0}, {"seed": -1}])
def test_wrong_options_are_refused(option: dict[str, int]):
    options = {"draws": 10, "seed": 1, **option}
    with pytest.raises(EvaluationError, match="must be from"):
        simulate_expectations(bundle_from(EXAMPLE), Expectations(), **options)


@pytest.mark.parametrize("rule", FORMULAS, ids=lambda rule: rule["name"])
def test_every_formula_over_arrays_is_the_engines(rule: dict[str, Any]):
    formula = read_price_formula(rule, ())
    chance = np.random.default_rng(5)
    prices = chance.integers(60, 400, (4, 200)).astype(np.float64)
    prices[:, 0] = 100  # all equal
    prices[0, 1:4] = [90, 150, 250]  # at bends and limits
    found = price_arrays(formula, prices, F(10))
    for column in range(200):
        exact = points_of(formula, [F(price) for price in prices[:, column].tolist()], F(10))
        assert found[:, column] == pytest.approx([float(each) for each in exact], abs=1e-9)


def test_ranges_and_changed_bundles_agree():
    bundle = bundle_from(EXAMPLE)
    for share in (0, 1):
        score, price = F(6 + share), F(10_000_000 + 500_000 * share)
        expectations = Expectations({"A": {"K1": (score, score)}}, {"A": {"P": (price, price)}})
        found = simulate_expectations(bundle, expectations, 2, 1)
        changed = evaluate(repriced(rescored(bundle, "A", "K1", score), "A", price))
        assert {code for code, counts in found.rank_counts.items() if counts[0] == 2} == set(
            changed.winner
        )
