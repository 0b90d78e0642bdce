"""Whether a bid can win: games with their proofs, and the engine at weights that are found."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation.folding import Matrix, dot
from procurement.evaluation.games import solve
from procurement.evaluation.possible import Chance, can_win, greatest_lead
from procurement.evaluation.weight_ranges import WeightRange, read_weight_range

from .samples import THREE, THREE_WEIGHTS, matrices, matrix

F = Fraction


def chances(rows: Any, weights: Any, text: str = "uniform") -> list[str]:
    found = matrix(rows, weights)
    return [str(each) for each in can_win(found, read_weight_range(text, found)).values()]


def test_each_of_the_three_bids_can_win():
    assert chances(THREE, THREE_WEIGHTS) == ["wins", "wins", "wins"]


def test_the_three_states():
    # D is best at no weights but ties with A and B where they tie; E lies below a mix
    rows = [(8, 2), (2, 8), (5, 5), (4, 5)]
    assert chances(rows, (1, 1)) == ["wins", "wins", "ties", "never"]


def test_bids_with_the_same_points_only_tie_and_a_lone_bid_wins():
    assert chances([(5, 5), (5, 5)], (1, 1)) == ["ties", "ties"]
    assert chances([(5, 5)], (1, 1)) == ["wins"]


def test_a_dominated_bid_never_wins_but_may_tie_at_the_edge():
    assert chances([(5, 5), (4, 4)], (1, 1)) == ["wins", "never"]
    assert chances([(5, 5), (5, 4)], (1, 1)) == ["wins", "ties"]


def test_near_the_published_weights_less_is_possible():
    rows = [(8, 2), (2, 8)]
    assert chances(rows, (70, 30), "around:10") == ["wins", "never"]
    assert chances(rows, (70, 30), "around:20") == ["wins", "ties"]
    assert chances(rows, (70, 30), "around:20.1") == ["wins", "wins"]
    assert chances(rows, (70, 30), "around:100") == ["wins", "wins"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("around", "The weights are uniform or around:POINTS, not around."),
        ("near", "The weights are uniform or around:POINTS, not near."),
        ("around:0", "This number must be above 0."),
        ("around:-1", "This number must be above 0."),
        ("around:1,5", "1,5 has a comma; write a decimal point."),
        ("around:", "This number is blank; blank is never 0."),
    ],
)
def test_other_ranges_are_refused(text: str, message: str):
    with pytest.raises(EvaluationError) as caught:
        read_weight_range(text, matrix(THREE, THREE_WEIGHTS))
    assert str(caught.value) == f"weights: {message}"


def test_a_range_stops_at_0_and_1():
    found = read_weight_range("around:10", matrix([(1, 1)], (95, 5)))
    assert found == WeightRange((F(85, 100), F(0)), (F(1), F(15, 100)))
    assert not found.is_everything
    assert read_weight_range("uniform", matrix([(1, 1)], (95, 5))).is_everything
    assert not WeightRange((F(0), F(0)), (F(1), F(1, 2))).is_everything


def test_the_best_weights_of_a_range():
    found = read_weight_range("around:10", matrix([(1, 1, 1)], (50, 30, 20)))
    assert found.best([F(1), F(3), F(2)]) == [F(2, 5), F(2, 5), F(1, 5)]
    assert found.best([F(3), F(2), F(1)]) == [F(3, 5), F(3, 10), F(1, 10)]


@settings(max_examples=100, deadline=None)
@given(st.data(), st.integers(1, 5), st.integers(1, 6))
def test_a_game_comes_with_its_proof(data: st.DataObject, rows: int, columns: int):
    number = st.fractions(-9, 9, max_denominator=5)
    payoffs = [tuple(data.draw(number) for _ in range(columns)) for _ in range(rows)]
    found = solve(payoffs)
    assert sum(found.rows) == 1 == sum(found.columns)
    assert min(found.rows) >= 0
    assert min(found.columns) >= 0
    assert min(dot(row, found.columns) for row in payoffs) == found.value
    assert max(dot(column, found.rows) for column in zip(*payoffs, strict=True)) == found.value


def test_a_game_with_many_equal_rows_ends():
    row = (F(1), F(0), F(-1), F(0))
    turned = [row[shift:] + row[:shift] for shift in range(4)]
    assert solve([*turned, *turned, *turned]).value == 0


@settings(max_examples=100, deadline=None)
@given(matrices(), st.sampled_from(["uniform", "around:5", "around:30"]), st.data())
def test_weights_that_are_drawn_contradict_nothing(found: Matrix, text: str, data: st.DataObject):
    weights = read_weight_range(text, found)
    chances = can_win(found, weights)
    aims = data.draw(st.lists(st.integers(-5, 5), min_size=2, max_size=2))
    values = [F(aims[0] * number % 7 + aims[1]) for number in range(len(found.criteria))]
    drawn = weights.best(values)
    part = F(data.draw(st.integers(0, 10)), 10)
    drawn = [part * a + (1 - part) * b for a, b in zip(drawn, found.shares, strict=True)]
    totals = [dot(drawn, row) for row in found.points]
    best = max(totals)
    for bid, total in zip(found.bids, totals, strict=True):
        if total == best:
            assert chances[bid] != Chance.never
            if totals.count(best) == 1:
                assert chances[bid] == Chance.wins
    assert Chance.never not in chances.values() or len(found.bids) > 1
    assert any(each != Chance.never for each in chances.values())


@settings(max_examples=150, deadline=None)
@given(matrices())
def test_limits_that_limit_nothing_give_the_same(found: Matrix):
    everything = read_weight_range("uniform", found)
    limits = WeightRange(everything.lowest, (F(1),) * (len(found.criteria) - 1) + (F(2),))
    assert not limits.is_everything
    for number in range(len(found.bids)):
        leads = found.leads(number)
        if leads:
            exact = greatest_lead(leads, everything, found.shares)
            searched = greatest_lead(leads, limits, found.shares)
            assert (exact > 0, exact < 0) == (searched > 0, searched < 0)


@settings(max_examples=100, deadline=None)
@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_the_bids_does_not_matter(found: Matrix, random: Any):
    order = list(range(len(found.bids)))
    random.shuffle(order)
    shuffled = Matrix(
        tuple(found.bids[number] for number in order),
        found.criteria,
        found.shares,
        tuple(found.points[number] for number in order),
    )
    for text in ("uniform", "around:15"):
        weights = read_weight_range(text, found)
        assert can_win(found, weights) == can_win(shuffled, weights)
