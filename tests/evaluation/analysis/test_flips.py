"""Flips of weights and scores: by hand, and by evaluating the changed bundle again."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation import Rounding, bundle_from, evaluate
from procurement.evaluation.flips import NearestFlip, ScoreFlip, nearest_flip, score_flips
from procurement.evaluation.folding import dot, fold

from ..bundles import EXAMPLE, example
from .samples import flat, flats, matrix, rescored, reweighted, three, trees

F = Fraction
EPSILON = F(1, 10**9)


def test_the_three_bids_of_the_reference():
    nearest = {"C1": F(9, 20), "C2": F(7, 20), "C3": F(1, 5)}
    assert nearest_flip(fold(three())) == NearestFlip("C", F(1, 20), nearest)
    flips = {(each.bid, each.criterion): each.change for each in score_flips(three())}
    assert flips["C", "C1"] == F(2, 5)
    assert flips["A", "C1"] == F(-2, 5)
    assert flips["B", "C3"] == 2


def test_nobody_overtakes_the_only_bid_nor_one_that_is_nowhere_worse():
    assert nearest_flip(matrix([(5, 5)], (1, 1))) is None
    assert nearest_flip(matrix([(5, 5), (5, 4), (5, 5)], (1, 1))) is None


def test_a_tie_is_no_distance_away():
    found = nearest_flip(matrix([(6, 4), (4, 6)], (1, 1)))
    assert found == NearestFlip("B", F(0), {"C1": F(1, 2), "C2": F(1, 2)})


def test_of_equally_near_rivals_it_is_the_first_listed():
    found = nearest_flip(matrix([(6, 4, 4), (4, 6, 4), (4, 4, 6)], (2, 1, 1)))
    assert found == NearestFlip("B", F(1, 8), {"C1": F(3, 8), "C2": F(3, 8), "C3": F(1, 4)})


def test_weight_is_taken_from_where_it_gains_most_first():
    # B leads on C3 only; C1 gives 10 per unit, but has only 1/10
    found = nearest_flip(matrix([(9, 6, 3), (4, 4, 8)], (1, 6, 3)))
    # 5 x .1 + 2 x .6 - 5 x .3 = .2: moving 1/50 from C1 gains 10 each
    assert found == NearestFlip("B", F(1, 50), {"C1": F(2, 25), "C2": F(3, 5), "C3": F(8, 25)})
    found = nearest_flip(matrix([(9, 6, 3), (4, 4, 5)], (1, 6, 3)))
    # 5 x .1 + 2 x .6 - 2 x .3 = 1.1: all of C1 gains .7, then .1 of C2 gains 4 each
    assert found == NearestFlip("B", F(1, 5), {"C1": F(0), "C2": F(1, 2), "C3": F(1, 2)})


@settings(max_examples=150, deadline=None)
@given(flats())
def test_the_engine_ties_at_the_nearest_flip_and_the_rival_leads_beyond(data: dict[str, Any]):
    bundle = bundle_from(data)
    found = nearest_flip(fold(bundle))
    if found is None:
        first = fold(bundle)
        assert all(min(lead) >= 0 for lead in first.leads(0))
        return
    shares = dict(zip(fold(bundle).criteria, fold(bundle).shares, strict=True))
    assert sum(found.weights.values()) == 1
    assert min(found.weights.values()) >= 0
    assert (
        sum(abs(found.weights[code] - share) for code, share in shares.items()) / 2 == found.moved
    )
    first = fold(bundle).bids[0]
    at = evaluate(reweighted(bundle, found.weights))
    assert {first, found.rival} <= set(at.winner)
    lead = fold(bundle).lead(0, fold(bundle).bids.index(found.rival))
    worst = fold(bundle).criteria[min(range(len(lead)), key=lead.__getitem__)]
    beyond = {
        code: weight * (1 - EPSILON) + (EPSILON if code == worst else 0)
        for code, weight in found.weights.items()
    }
    totals = {bid.code: bid.total for bid in evaluate(reweighted(bundle, beyond)).bids}
    assert totals[found.rival] > totals[first]


@settings(max_examples=200, deadline=None)
@given(flats(), st.lists(st.integers(0, 20), min_size=4, max_size=4), st.integers(1, 30))
def test_no_nearer_weights_flip(data: dict[str, Any], other: list[int], part: int):
    folded = fold(bundle_from(data))
    found = nearest_flip(folded)
    other = other[: len(folded.criteria)]
    if found is None or not sum(other):
        return
    to = [F(each, sum(other)) for each in other]
    mixed = [share + (b - share) * F(part, 30) for share, b in zip(folded.shares, to, strict=True)]
    distance = sum(abs(a - b) for a, b in zip(mixed, folded.shares, strict=True)) / 2
    if distance < found.moved:
        totals = [dot(mixed, row) for row in folded.points]
        assert totals[0] == max(totals)


def test_the_scores_of_the_example():
    # B leads by 0.22; K1 has 0.42 of the root on a scale of 10, K2 0.18 on one of 5
    assert score_flips(bundle_from(EXAMPLE)) == [
        ScoreFlip("B", "K1", F(-11, 21), feasible=True),
        ScoreFlip("B", "K2", F(-11, 18), feasible=True),
        ScoreFlip("A", "K1", F(11, 21), feasible=True),
        ScoreFlip("A", "K2", F(11, 18), feasible=True),
    ]


def test_a_change_beyond_the_scale_or_the_minimum_is_not_feasible():
    data = flat([(9, 9), (2, 2)], (1, 1))
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert found["B", "C1"] == ScoreFlip("B", "C1", F(14), feasible=False)
    assert found["A", "C1"] == ScoreFlip("A", "C1", F(-14), feasible=False)
    data = flat([(9, 9), (6, 6)], (1, 1))
    data["criteria"][0]["minimum"] = 3
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert found["A", "C1"] == ScoreFlip("A", "C1", F(-6), feasible=True)
    data["criteria"][0]["minimum"] = "3.1"
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert not found["A", "C1"].feasible
    assert found["A", "C2"] == ScoreFlip("A", "C2", F(-6), feasible=True)


def test_the_end_of_the_scale_is_on_the_scale():
    data = flat([(9, 9), (8, 8)], (1, 1))
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert found["B", "C1"] == ScoreFlip("B", "C1", F(2), feasible=True)
    data = flat([(9, 9), (8, "7.9")], (1, 1))
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert found["B", "C1"] == ScoreFlip("B", "C1", F(21, 10), feasible=False)


def test_a_tie_needs_no_change():
    flips = score_flips(bundle_from(flat([(6, 4), (4, 6)], (1, 1))))
    assert [each.change for each in flips] == [0, 0, 0, 0]


def test_one_bid_has_no_flips_and_a_weight_of_0_turns_nothing():
    assert score_flips(bundle_from(flat([(6, 4)], (1, 1)))) == []
    flips = score_flips(bundle_from(flat([(6, 4), (4, 6)], (1, 0))))
    assert [each.criterion for each in flips] == ["C1", "C1"]


def test_rounded_points_turn_at_half_a_step():
    data = flat([("8.0", "7.0"), ("7.7", "7.0")], (1, 1), rounding={"points": 1})
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert found["B", "C1"] == ScoreFlip("B", "C1", F("0.25"), feasible=True)  # 7.95 is 8.0
    assert found["A", "C1"] == ScoreFlip("A", "C1", F("-0.35"), feasible=True)  # 7.65 is 7.7


def test_a_bid_that_becomes_the_best_sinks_the_others_in_proportion():
    data = flat([(8, 9), (4, 8)], (1, 1), normalisation={"form": "proportional"})
    # A has 10 and 10, B 5 and 80/9. B needs 10 + 80/9 on C1 against A's 10 x 8 / s + 10:
    # 80 / s = 80/9 at s = 9
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert found["B", "C1"] == ScoreFlip("B", "C1", F(5), feasible=True)
    # A falls to 10 s / 4 + 10 as B becomes the best, which is B's 10 + 80/9 at s = 32/9
    assert found["A", "C1"] == ScoreFlip("A", "C1", F(-40, 9), feasible=True)
    data = flat([(8, 9), (0, 1)], (1, 1), normalisation={"form": "proportional"})
    found = {(each.bid, each.criterion): each for each in score_flips(bundle_from(data))}
    assert found["B", "C1"] == ScoreFlip("B", "C1", None, feasible=False)
    assert found["A", "C1"] == ScoreFlip("A", "C1", None, feasible=False)


@settings(max_examples=50, deadline=None)
@given(trees(), st.sampled_from([None, None, 0, 1]))
def test_the_engine_ties_with_the_changed_score_and_not_short_of_it(
    data: dict[str, Any], decimals: int | None
):
    bundle = bundle_from(data)
    model = replace(bundle.model, rounding=Rounding(points=decimals))
    bundle = replace(bundle, model=model)
    scores = {bid.code: bid.scores for bid in bundle.bids}
    for each in score_flips(bundle):
        if each.change is None or not each.feasible:
            continue
        score = scores[each.bid][each.criterion] + each.change
        assert each.bid in evaluate(rescored(bundle, each.bid, each.criterion, score)).winner
        less = score - EPSILON
        if less >= 0:
            assert each.bid not in evaluate(rescored(bundle, each.bid, each.criterion, less)).winner


@settings(max_examples=50, deadline=None)
@given(trees())
def test_what_is_not_feasible_does_not_turn_at_the_end_of_the_scale(data: dict[str, Any]):
    bundle = bundle_from(data)
    maxima = {leaf.code: leaf.maximum for leaf in bundle.leaves()}
    winner = evaluate(bundle).winner
    for each in score_flips(bundle):
        if each.feasible:
            continue
        is_first = each.bid in winner
        end = F(0) if is_first else maxima[each.criterion]
        result = evaluate(rescored(bundle, each.bid, each.criterion, end))
        assert (each.bid in result.winner) == is_first


@pytest.mark.parametrize("form", ["none", "difference", "proportional"])
def test_published_points_of_a_price_are_no_scores(form: str):
    data = example(("bids.0.scores.P", "9"), ("model.normalisation", {"form": form}))
    assert {each.criterion for each in score_flips(bundle_from(data))} == {"K1", "K2"}
