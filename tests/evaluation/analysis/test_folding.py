"""Folding: which columns of points weights act on, and who is first."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from
from procurement.evaluation.folding import dot, fold, integers, standings

from ..bundles import EXAMPLE, evaluated, example, simple
from .samples import THREE, THREE_WEIGHTS, flat, trees


def test_main_criteria_are_one_column_each_and_the_best_bid_is_first():
    found = fold(bundle_from(EXAMPLE))
    assert found.bids == ("B", "A")
    assert found.criteria == ("P", "K")
    assert found.shares == (Fraction(2, 5), Fraction(3, 5))
    assert found.points == ((8, 8), (10, Fraction("6.3")))
    assert found.lead(0, 1) == (-2, Fraction("1.7"))
    assert found.leads(1) == [(2, Fraction("-1.7"))]


def test_leaves_are_columns_with_their_shares_of_the_root():
    found = fold(bundle_from(EXAMPLE), leaves=True)
    assert found.criteria == ("P", "K1", "K2")
    assert found.shares == (Fraction(2, 5), Fraction(21, 50), Fraction(9, 50))
    assert found.points == ((8, 8, 8), (10, 6, 7))


def test_excluded_bids_are_left_out():
    data = flat([*THREE, (10, 10, 10)], THREE_WEIGHTS)
    data["bids"][3]["excluded"] = "Avvist"
    assert fold(bundle_from(data)).bids == ("A", "C", "B")


def test_ties_stay_in_the_order_of_the_bundle():
    data = flat([(5, 5), (9, 1), (1, 9)], (1, 1))
    assert fold(bundle_from(data)).bids == ("A", "B", "C")


def test_rounding_of_the_total_is_left_out_of_account():
    data = flat([("7.996",), ("8.004",)], (1,), rounding={"total": 1})
    assert evaluated(data).winner == ("A", "B")
    assert [bid.total for bid in standings(bundle_from(data))] == [
        Fraction("8.004"),
        Fraction("7.996"),
    ]


@pytest.mark.parametrize("leaves", [False, True])
@pytest.mark.parametrize("method", ["lowest_price", "percentage_markup"])
def test_a_method_without_weights_is_refused(method: str, leaves: bool):
    bundle = bundle_from(simple({"A": 1}, {"A": 1}, method=method))
    with pytest.raises(EvaluationError) as caught:
        fold(bundle, leaves)
    assert (
        str(caught.value) == f"$.model.method: The method {method} has no weights that could vary."
    )


def test_a_bundle_that_cannot_be_evaluated_is_refused():
    with pytest.raises(EvaluationError, match="has no score on criterion K1"):
        fold(bundle_from(example(("bids.0.scores", {"K2": 3}))))


@pytest.mark.parametrize(
    ("form", "level", "refused"),
    [
        ("proportional", "criterion", True),
        ("proportional", "leaf", False),
        ("difference", "criterion", False),
        ("none", "criterion", False),
    ],
)
def test_leaves_below_a_criterion_in_proportion_to_its_best_bid_are_refused(
    form: str, level: str, refused: bool
):
    bundle = bundle_from(example(("model.normalisation", {"form": form, "level": level})))
    assert fold(bundle).criteria == ("P", "K")
    if not refused:
        assert fold(bundle, leaves=True).criteria == ("P", "K1", "K2")
        return
    with pytest.raises(EvaluationError) as caught:
        fold(bundle, leaves=True)
    assert str(caught.value) == (
        "$.model.normalisation: "
        "The weights of leaves cannot vary one by one below a normalised criterion."
    )


def test_a_group_of_prices_is_not_normalised_so_its_leaves_can_be_weighed():
    data = flat([(8, 4), (4, 8)], (1, 1), normalisation={"form": "proportional"})
    data["criteria"][1] = {
        "code": "P",
        "kind": "price",
        "weight": 1,
        "children": [{"code": "P1", "kind": "price", "weight": 1}],
    }
    for bid in data["bids"]:
        bid["scores"] = {"C1": 5, "P1": 7}
    assert fold(bundle_from(data), leaves=True).criteria == ("C1", "P1")


def test_main_criteria_that_are_leaves_themselves_may_be_normalised_in_proportion():
    data = flat(THREE, THREE_WEIGHTS, normalisation={"form": "proportional"})
    assert fold(bundle_from(data), leaves=True) == fold(bundle_from(data))


@settings(max_examples=60, deadline=None)
@given(trees())
def test_the_shares_and_points_make_the_totals(data):
    bundle = bundle_from(data)
    found = fold(bundle)
    totals = {bid.code: bid.total for bid in evaluated(data).bids}
    assert [dot(found.shares, row) for row in found.points] == [totals[bid] for bid in found.bids]
    assert sum(found.shares) == 1
    assert list(totals.values()) == sorted(totals.values(), reverse=True)


def test_whole_numbers_in_proportion():
    assert integers([Fraction(3, 4), Fraction(-9, 2)]) == [1, -6]
    assert integers([Fraction(0), Fraction(0)]) == [0, 0]
    assert integers([Fraction(4), Fraction(6)]) == [2, 3]
