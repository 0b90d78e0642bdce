"""What must hold for every analysis: scale, order, improvement, dominance, twins, exclusion."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation import bundle_from
from procurement.evaluation.possible import Chance
from procurement.evaluation.simulation import Simulation, simulate
from procurement.evaluation.simulation_file import simulation_document

from .samples import flats, trees

F = Fraction
some = settings(max_examples=60, deadline=None)
RANGES = st.sampled_from(["uniform", "around:10"])


def simulated(data: dict[str, Any], weights: str = "uniform") -> Simulation:
    return simulate(bundle_from(data), 50, 1, weights)


def exact(found: Simulation) -> dict[str, Fraction]:
    assert found.exact is not None
    return dict(found.exact)


@some
@given(trees(), st.sampled_from(["2", "1/3", "100"]), RANGES)
def test_only_the_ratios_of_the_weights_count(data: dict[str, Any], factor: str, weights: str):
    scaled = deepcopy(data)
    for each in scaled["criteria"]:
        each["weight"] = str(F(each["weight"]) * F(factor))
    assert simulated(scaled, weights) == simulated(data, weights)


@some
@given(trees(), RANGES)
def test_an_excluded_bid_changes_nothing(data: dict[str, Any], weights: str):
    more = deepcopy(data)
    more["bids"].insert(0, data["bids"][0] | {"code": "out", "excluded": "Avvist", "price": "1"})
    document = simulation_document(simulated(data, weights))
    assert simulation_document(simulated(more, weights)) == document


@some
@given(trees(), st.randoms(use_true_random=False), RANGES)
def test_the_order_of_the_criteria_does_not_matter(data: Any, random: Any, weights: str):
    shuffled = deepcopy(data)
    random.shuffle(shuffled["criteria"])
    one, other = simulated(data, weights), simulated(shuffled, weights)
    assert exact(one) == exact(other)
    assert one.pairs == other.pairs
    assert one.can_win == other.can_win
    assert {each.criterion: each for each in one.stability} == {
        each.criterion: each for each in other.stability
    }
    assert getattr(one.nearest_flip, "moved", None) == getattr(other.nearest_flip, "moved", None)


@some
@given(flats())
def test_a_twin_takes_nothing_from_anybody(data: dict[str, Any]):
    more = deepcopy(data)
    more["bids"].append(data["bids"][0] | {"code": "twin"})
    before, after = simulated(data), simulated(more)
    assert exact(after) == {**exact(before), "twin": exact(before)["A"]}
    assert before.stability == after.stability
    for bid in before.bids[1:]:
        if bid != "A":
            assert after.can_win[bid] == before.can_win[bid]


@some
@given(flats(), st.integers(0, 3))
def test_a_dominated_bid_is_hopeless(data: dict[str, Any], least: int):
    first = data["bids"][0]["scores"]
    worse = {code: max(score - least - 1, 0) for code, score in first.items()}
    data["bids"].append({"code": "worse", "scores": worse})
    found = simulated(data)
    assert found.pairs is not None
    assert found.pairs["worse", "A"] == 0
    if all(first.values()):
        assert found.can_win["worse"] is Chance.never
        assert exact(found)["worse"] == 0
        assert found.rank_counts["worse"][0] == 0


@some
@given(flats(), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_a_bid_that_improves_has_no_worse_chances(data: dict[str, Any], lifts: list[int]):
    better = deepcopy(data)
    scores = better["bids"][0]["scores"]
    for (code, score), lift in zip(data["bids"][0]["scores"].items(), lifts, strict=False):
        scores[code] = min(score + lift, 10)
    before, after = simulated(data), simulated(better)
    assert exact(after)["A"] >= exact(before)["A"]
    assert before.expected_ranks is not None and after.expected_ranks is not None
    assert after.expected_ranks["A"] <= before.expected_ranks["A"]
    reach = [Chance.never, Chance.ties, Chance.wins]
    assert reach.index(after.can_win["A"]) >= reach.index(before.can_win["A"])
