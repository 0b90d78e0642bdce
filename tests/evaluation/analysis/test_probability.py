"""Exact probabilities against hand geometry for two and three criteria, and properties."""

from fractions import Fraction
from itertools import combinations, permutations
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procurement.evaluation.cones import all_weights, cut, determinant, volume
from procurement.evaluation.folding import Matrix, fold
from procurement.evaluation.possible import Chance, can_win
from procurement.evaluation.probability import (
    ahead_probability,
    expected_rank,
    pairwise,
    win_probability,
)
from procurement.evaluation.weight_ranges import read_weight_range

from .geometry import ahead_by_recursion, line_chances, plane_chances
from .samples import matrices, matrix, three

F = Fraction
TRIANGLE = [(F(0), F(0)), (F(1), F(0)), (F(0), F(1))]


def chances(found: Matrix, text: str = "uniform") -> list[Fraction]:
    parts = win_probability(found, read_weight_range(text, found))
    assert parts is not None
    return list(parts.values())


def test_the_three_bids_of_the_reference():
    found = fold(three())
    weights = read_weight_range("uniform", found)
    assert win_probability(found, weights) == {"A": F(37, 120), "B": F(7, 20), "C": F(41, 120)}
    pairs = pairwise(found, weights)
    assert pairs is not None
    assert pairs["A", "B"] == F(31, 56)
    assert pairs["A", "C"] == F(1, 3)
    assert pairs["B", "C"] == F(3, 8)
    assert pairs["C", "B"] == F(5, 8)
    assert expected_rank(found, pairs) == {"A": F(355, 168), "B": F(61, 28), "C": F(41, 24)}


def test_a_bid_that_ties_with_another_is_never_ahead_of_it():
    found = matrix([(5, 5), (5, 5), (4, 5)], (1, 1))
    weights = read_weight_range("uniform", found)
    pairs = pairwise(found, weights)
    assert pairs is not None
    assert pairs["A", "B"] == pairs["B", "A"] == 0
    assert pairs["A", "C"] == 1
    assert pairs["C", "A"] == 0
    assert expected_rank(found, pairs) == {"A": 1, "B": 1, "C": 3}
    assert chances(found) == [1, 1, 0]


def test_one_criterion_is_all_or_nothing():
    assert chances(matrix([(5,), (4,), (5,)], (1,))) == [1, 0, 1]
    assert chances(matrix([(5,), (4,)], (1,)), "around:10") == [1, 0]
    assert chances(matrix([(5, 4)], (1, 1))) == [1]


@pytest.mark.parametrize(("bids", "criteria"), [(20, 6), (21, 6), (20, 7)])
def test_beyond_20_bids_or_6_criteria_there_is_no_exact_probability(bids: int, criteria: int):
    rows = [[number == place for place in range(criteria)] for number in range(bids)]
    found = matrix(rows, [1] * criteria)
    small = (bids, criteria) == (20, 6)
    for text in ("uniform", "around:3"):
        weights = read_weight_range(text, found)
        assert (win_probability(found, weights) is not None) == small
    assert (pairwise(found, read_weight_range("around:3", found)) is not None) == small
    assert pairwise(found, read_weight_range("uniform", found)) is not None


@pytest.mark.parametrize(("count", "exact"), [(300, True), (301, False)])
def test_beyond_300_criteria_there_are_no_exact_pairs(count: int, exact: bool):
    found = matrix([[1] * count, [1] * (count - 1) + [0]], [1] * count)
    pairs = pairwise(found, read_weight_range("uniform", found))
    assert (pairs is not None) == exact


@settings(max_examples=150, deadline=None)
@given(matrices(most_criteria=2), st.integers(1, 60))
def test_two_criteria_agree_with_intervals(found: Matrix, points: int):
    assume(len(found.criteria) == 2)
    assert chances(found) == line_chances(found.points, F(0), F(1))
    half, share = F(points, 100), found.shares[0]
    low, high = max(share - half, F(0)), min(share + half, F(1))
    assert chances(found, f"around:{points}") == line_chances(found.points, low, high)


@settings(max_examples=150, deadline=None)
@given(matrices(most_criteria=3))
def test_three_criteria_agree_with_polygons(found: Matrix):
    assume(len(found.criteria) == 3)
    assert chances(found) == plane_chances(found.points, TRIANGLE)


@settings(max_examples=60, deadline=None)
@given(matrices(most_criteria=3), st.integers(2, 9))
def test_three_criteria_agree_with_polygons_near_the_published_weights(found: Matrix, points: int):
    assume(len(found.criteria) == 3)
    half = F(points, 100)
    assume(min(found.shares) >= half and max(found.shares) + half <= 1)
    x, y = found.shares[:2]
    # |dx|, |dy| and |dx + dy| at most half: a hexagon
    steps = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)]
    corners = [(x + half * dx, y + half * dy) for dx, dy in steps]
    assert chances(found, f"around:{points}") == plane_chances(found.points, corners)


@settings(max_examples=60, deadline=None)
@given(matrices(most_criteria=5), st.sampled_from(["uniform", "around:4", "around:25"]))
def test_the_parts_of_different_bids_add_up_to_1(found: Matrix, text: str):
    parts = dict(zip(found.points, chances(found, text), strict=True))
    assert sum(parts.values()) == 1


@settings(max_examples=60, deadline=None)
@given(matrices(most_criteria=4), st.sampled_from(["uniform", "around:10"]))
def test_who_wins_with_some_probability_can_win(found: Matrix, text: str):
    weights = read_weight_range(text, found)
    possible = can_win(found, weights)
    parts = win_probability(found, weights)
    assert parts is not None
    for bid, row in zip(found.bids, found.points, strict=True):
        alone = found.points.count(row) == 1
        if alone:
            assert (parts[bid] > 0) == (possible[bid] == Chance.wins)


@settings(max_examples=60, deadline=None)
@given(matrices(most_criteria=4))
def test_pairs_near_the_published_weights_are_those_of_two_bids_alone(found: Matrix):
    for text in ("uniform", "around:10"):
        weights = read_weight_range(text, found)
        pairs = pairwise(found, weights)
        assert pairs is not None
        for one in range(len(found.bids)):
            for other in range(one):
                two = Matrix(
                    (found.bids[one], found.bids[other]),
                    found.criteria,
                    found.shares,
                    (found.points[one], found.points[other]),
                )
                alone = win_probability(two, weights)
                assert alone is not None
                if found.points[one] != found.points[other]:
                    assert pairs[two.bids] == alone[two.bids[0]]
                    assert pairs[two.bids[::-1]] == alone[two.bids[1]]


@settings(max_examples=60, deadline=None)
@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_bids_and_criteria_does_not_matter(found: Matrix, random: Any):
    bids = list(range(len(found.bids)))
    columns = list(range(len(found.criteria)))
    random.shuffle(bids)
    random.shuffle(columns)
    shuffled = Matrix(
        tuple(found.bids[number] for number in bids),
        tuple(found.criteria[number] for number in columns),
        tuple(found.shares[number] for number in columns),
        tuple(tuple(found.points[number][column] for column in columns) for number in bids),
    )
    for text in ("uniform", "around:10"):
        before, after = (read_weight_range(text, each) for each in (found, shuffled))
        assert win_probability(found, before) == win_probability(shuffled, after)
        assert pairwise(found, before) == pairwise(shuffled, after)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=12))
def test_residues_agree_with_the_recursion(lead: list[int]):
    row = tuple(map(F, lead))
    assert ahead_probability(row) == ahead_by_recursion(row)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-99, 99), min_size=60, max_size=90))
def test_residues_agree_with_the_recursion_on_many_criteria(lead: list[int]):
    row = tuple(map(F, lead))
    assert ahead_probability(row) == ahead_by_recursion(row)


def test_leads_on_one_side_only():
    assert ahead_probability((F(1), F(2))) == 1
    assert ahead_probability((F(1), F(0))) == 1
    assert ahead_probability((F(-1), F(0))) == 0
    assert ahead_probability((F(0), F(0))) == 0
    assert ahead_probability((F(1), F(1), F(-1))) == F(3, 4)


def test_determinants():
    assert determinant([(5,)]) == 5
    assert determinant([(1, 2), (3, 4)]) == -2
    assert determinant([(0, 1, 0), (1, 0, 0), (0, 0, 3)]) == -3
    assert determinant([(0, 0, 1), (1, 0, 0), (0, 1, 0)]) == 1
    assert determinant([(0, 1), (0, 2)]) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=4, max_size=4))
def test_a_determinant_is_the_sum_over_all_permutations(rows: list[list[int]]):
    total = 0
    for order in permutations(range(4)):
        swaps = sum(a > b for a, b in combinations(order, 2))
        total += (-1) ** swaps * prod(rows[i][j] for i, j in enumerate(order))
    assert determinant(rows) == total


def test_volumes_of_cut_weights():
    whole = all_weights(3)
    assert volume(whole) == 1
    assert volume(cut(whole, [1, -1, 0])) == F(1, 2)
    assert volume(cut(cut(whole, [1, -1, 0]), [0, 1, -1])) == F(1, 6)
    assert volume(cut(cut(whole, [1, -1, 0]), [-1, 1, 0])) == 0
    assert volume(cut(whole, [-1, -1, -1])) == 0
    assert volume(cut(whole, [0, 0, 0])) == 1
    assert cut(whole, [0, 0, 0]) is whole
    assert cut(whole, [-1, -1, -1]).rays == ()
    assert volume(all_weights(1)) == 1
