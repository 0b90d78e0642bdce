"""Winner maps and crossovers: by hand, and by asking the engine inside and at the borders."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from, evaluate
from procurement.evaluation.regions import (
    Crossover,
    Reign,
    crossovers,
    winner_areas,
    winner_map,
)

from ..bundles import example
from .samples import flat, flats, group_share, lifted, moved, reweighted, three, trees

F = Fraction


def test_the_map_of_the_three_bids_over_one_weight():
    assert winner_map(three(), "C1") == [
        Reign(F(0), F(3, 8), ("B",)),
        Reign(F(3, 8), F(4, 9), ("C",)),
        Reign(F(4, 9), F(1), ("A",)),
    ]


def test_the_crossovers_of_the_three_bids():
    # with t the weight of C1 and C2, C3 as 3 to 2: A 5.2 + 2.8 t, B 7.4 - 2.4 t, C 6.8 - 0.8 t
    assert crossovers(three(), "C1") == [
        Crossover(F(3, 8), "B", "C", for_first=True),
        Crossover(F(11, 26), "B", "A", for_first=False),
        Crossover(F(4, 9), "C", "A", for_first=True),
    ]


def test_crossovers_at_the_ends_count_and_parallel_bids_never_cross():
    data = flat([(5, 5), (4, 4), (5, 3), (3, 5)], (1, 1))
    assert crossovers(bundle_from(data), "C1") == [
        Crossover(F(0), "D", "A", for_first=True),
        Crossover(F(1, 2), "B", "C", for_first=False),
        Crossover(F(1, 2), "D", "B", for_first=False),
        Crossover(F(1, 2), "D", "C", for_first=False),
        Crossover(F(1), "A", "C", for_first=True),
    ]


def test_bids_that_tie_all_along_reign_together():
    data = flat([(5, 5), (5, 5), (1, 9)], (3, 1))
    assert winner_map(bundle_from(data), "C1") == [
        Reign(F(0), F(1, 2), ("C",)),
        Reign(F(1, 2), F(1), ("A", "B")),
    ]


def test_below_a_normalised_criterion_on_which_nobody_has_points_the_rest_decides():
    scores = {"A": {"L": 5, "X": 0, "Y": 0}, "B": {"L": 4, "X": 0, "Y": 0}}
    reigns = winner_map(bundle_from(lifted(scores, 1)), "X")
    assert reigns == [Reign(F(0), F(1, 2), ("A",))]


def test_three_bids_that_meet_in_one_point():
    data = flat([(9, 1), (5, 5), (1, 9)], (3, 1))
    assert winner_map(bundle_from(data), "C1") == [
        Reign(F(0), F(1, 2), ("C",)),
        Reign(F(1, 2), F(1), ("A",)),
    ]


def test_a_weight_that_stands_still_has_a_map_of_one_point():
    data = flat([(9, 1), (5, 5)], (1, 0))
    assert winner_map(bundle_from(data), "C1") == [Reign(F(1), F(1), ("A",))]
    assert crossovers(bundle_from(data), "C1") == []


@pytest.mark.parametrize("function", [winner_map, crossovers])
def test_an_unknown_criterion_is_refused(function: Any):
    with pytest.raises(EvaluationError) as caught:
        function(three(), "C9")
    assert str(caught.value) == "$.criteria: There is no criterion C9."


@settings(max_examples=80, deadline=None)
@given(flats())
def test_the_engine_agrees_with_the_map(data: dict[str, Any]):
    _check_map(data, "C1")


@settings(max_examples=40, deadline=None)
@given(trees())
def test_the_engine_agrees_with_the_map_of_every_criterion_in_a_tree(data: dict[str, Any]):
    for code in ("P", "S", "S1", "T2", "U", "U1", "L"):
        _check_map(data, code)


def _check_map(data: dict[str, Any], code: str) -> None:
    bundle = bundle_from(data)
    reigns = winner_map(bundle, code)
    whole = group_share(bundle, code)
    if reigns[0].lowest == reigns[-1].highest:
        assert set(reigns[0].winners) == set(evaluate(bundle).winner)
        return
    assert (reigns[0].lowest, reigns[-1].highest) == (0, whole)
    for before, after in pairwise(reigns):
        assert before.highest == after.lowest
        assert before.winners != after.winners
    for each in reigns:
        for part in (F(1, 97), F(1, 2), F(96, 97)):
            share = each.lowest + part * (each.highest - each.lowest)
            assert set(evaluate(moved(bundle, code, share)).winner) == set(each.winners)


@settings(max_examples=80, deadline=None)
@given(flats())
def test_two_bids_tie_at_their_crossover_and_turn_there(data: dict[str, Any]):
    bundle = bundle_from(data)
    for each in crossovers(bundle, "C1"):
        at = {bid.code: bid for bid in evaluate(moved(bundle, "C1", each.share)).bids}
        assert at[each.below].total == at[each.above].total
        assert (at[each.below].rank == 1) == each.for_first
        step = F(1, 10**9)
        for share, ahead, behind in (
            (each.share - step, each.below, each.above),
            (each.share + step, each.above, each.below),
        ):
            if 0 <= share <= 1:
                result = evaluate(moved(bundle, "C1", share))
                beside = {bid.code: bid.total for bid in result.bids}
                assert beside[ahead] > beside[behind]


def test_the_areas_of_the_three_bids():
    found = winner_areas(three(), "C1", "C2")
    assert {area.bid: area.part for area in found} == {
        "A": F(37, 120),
        "B": F(7, 20),
        "C": F(41, 120),
    }
    corners = {area.bid: set(area.corners) for area in found}
    assert corners["C"] == {(0, 0), (F(1, 3), 0), (F(9, 20), F(7, 20)), (0, F(1, 2))}
    assert corners["A"] == {(F(1, 3), 0), (1, 0), (F(5, 8), F(3, 8)), (F(9, 20), F(7, 20))}


def test_a_bid_that_is_first_only_on_a_border_has_no_area():
    found = winner_areas(
        bundle_from(flat([(9, 1, 1), (9, 1, 0), (1, 9, 1)], (1, 1, 1))), "C1", "C2"
    )
    assert [area.bid for area in found] == ["A", "C"]


def test_bids_with_the_same_points_share_an_area():
    found = winner_areas(bundle_from(flat([(9, 1, 1), (9, 1, 1)], (1, 1, 1))), "C1", "C3")
    assert [area.part for area in found] == [1, 1]
    assert found[0].corners == found[1].corners


@pytest.mark.parametrize(
    ("across", "up", "weights", "message"),
    [
        ("C1", "C1", (1, 1, 1), "The map needs two main criteria and a third one with a weight."),
        ("C1", "C2", (1, 1, 0), "The map needs two main criteria and a third one with a weight."),
        ("C1", "C9", (1, 1, 1), "C9 is not a main criterion."),
    ],
)
def test_a_map_that_cannot_be_drawn_is_refused(across: str, up: str, weights: Any, message: str):
    bundle = bundle_from(flat([(8, 4, 7), (5, 9, 5)], weights))
    with pytest.raises(EvaluationError) as caught:
        winner_areas(bundle, across, up)
    assert str(caught.value) == f"$.criteria: {message}"


def test_a_criterion_inside_a_group_is_not_a_main_criterion():
    with pytest.raises(EvaluationError, match="K1 is not a main criterion"):
        winner_areas(bundle_from(example()), "P", "K1")


@settings(max_examples=100, deadline=None)
@given(flats(most_criteria=5))
def test_the_engine_agrees_with_the_areas(data: dict[str, Any]):
    codes = [each["code"] for each in data["criteria"]]
    bundle = bundle_from(data)
    if len(codes) < 3:
        return
    areas = winner_areas(bundle, "C1", "C3")
    rest = {each["code"]: F(each["weight"]) for each in data["criteria"]}
    del rest["C1"], rest["C3"]
    for area in areas:
        assert 0 < area.part <= 1
        count = len(area.corners)
        middle = (
            sum((x for x, _y in area.corners), F(0)) / count,
            sum((y for _x, y in area.corners), F(0)) / count,
        )
        for x, y in (*area.corners, middle):
            left = (1 - x - y) / sum(rest.values())
            weights = {"C1": x, "C3": y, **{code: left * each for code, each in rest.items()}}
            assert area.bid in evaluate(reweighted(bundle, weights)).winner
    apart = {area.corners: area.part for area in areas}
    assert sum(apart.values()) == 1
