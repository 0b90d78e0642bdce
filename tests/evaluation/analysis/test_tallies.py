"""Counting ranks: what must hold for all bids, and where floats cannot tell them apart."""

from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation.folding import Matrix
from procurement.evaluation.pieces import pieces
from procurement.evaluation.tallies import Tally

from .samples import matrices

F = Fraction


def counted(points: Any, draws: int = 2000) -> list[list[int]]:
    rows = [tuple(map(F, row)) for row in points]
    weights = pieces(np.random.SFC64(1), len(rows[0]), draws)
    return Tally(rows).count_all([weights], lambda _done: None)


@settings(max_examples=50, deadline=None)
@given(matrices(most_criteria=6), st.randoms(use_true_random=False))
def test_the_order_of_the_bids_does_not_matter(found: Matrix, random: Any):
    order = list(range(len(found.bids)))
    random.shuffle(order)
    counts = counted(found.points)
    assert counted([found.points[number] for number in order]) == [counts[n] for n in order]


@settings(max_examples=50, deadline=None)
@given(matrices(most_criteria=6))
def test_a_clone_shares_every_rank(found: Matrix):
    counts = counted([*found.points, found.points[0]])
    assert counts[0] == counts[-1]


@settings(max_examples=50, deadline=None)
@given(matrices(most_criteria=6), st.data())
def test_a_dominated_bid_is_never_first(found: Matrix, data: st.DataObject):
    width = len(found.criteria)
    lower = data.draw(st.lists(st.integers(0, 2), min_size=width, max_size=width))
    lower[data.draw(st.integers(0, width - 1))] += 1
    scale = data.draw(st.sampled_from([1, 10**6, 10**12, 10**30]))
    worse = [own - F(less, scale) for own, less in zip(found.points[0], lower, strict=True)]
    counts = counted([*found.points, worse])
    assert counts[-1][0] == 0
    ahead = [sum(row) for row in zip(*counts, strict=True)]
    assert ahead[0] >= 2000


def test_bids_that_floats_cannot_part_are_parted_exactly():
    tiny = F(1, 10**25)
    counts = counted([(5, 5), (5 + tiny, 5 - tiny), (5, 5 + tiny)], 6000)
    # C is ahead of A always; B is ahead of A where C1 weighs more, and of C where twice as much
    assert counts[0][0] == 0
    assert abs(counts[1][0] / 6000 - 1 / 3) < 4 * (2 / 9 / 6000) ** 0.5
    assert counts[1][0] + counts[2][0] == 6000
    assert abs(counts[0][2] / 6000 - 1 / 2) < 4 * (1 / 4 / 6000) ** 0.5


def test_single_precision_and_whole_numbers_count_the_same():
    rows = [(7, 3, 9), (4, 8, 2), (6, 6, 6), (9, 1, 5), (6, 6, 6)]
    weights = pieces(np.random.SFC64(8), 3, 3000)
    expected = [[0] * 5 for _row in rows]
    for column in weights.T.tolist():
        totals = [
            sum(own * (2 * weight + 1) for own, weight in zip(row, column, strict=True))
            for row in rows
        ]
        for number, total in enumerate(totals):
            expected[number][sum(other > total for other in totals)] += 1
    tally = Tally([tuple(map(F, row)) for row in rows])
    assert tally.count_all([weights], lambda _done: None) == expected


def test_equal_weights_tie_two_opposite_bids():
    level = np.full((2, 5), 2**30, np.int32)
    tally = Tally([(F(1), F(0)), (F(0), F(1))])
    assert tally.count_all([level], lambda _done: None) == [[5, 0], [5, 0]]


def test_many_doubtful_draws_are_looked_at_in_between():
    level = np.full((2, 9000), 2**30, np.int32)
    tally = Tally([(F(1), F(0)), (F(0), F(1))])
    assert tally.count_all([level, level[:, :7]], lambda _done: None) == [[9007, 0], [9007, 0]]


def test_more_than_255_bids():
    rows = [(F(number), F(300 - number)) for number in range(300)]
    counts = counted(rows, 500)
    assert sum(counts[0]) == 500
    assert counts[0][0] + counts[299][0] == 500
    assert all(not any(row[:1]) for row in counts[1:299])
    assert counts[150][149] + counts[150][150] == 500


def test_numbers_beyond_floats_are_counted():
    assert counted([(F(10) ** 400, F(0)), (F(0), F(-(10**400)))], 10) == [[10, 0], [0, 10]]
