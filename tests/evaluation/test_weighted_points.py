"""Weighted points: totals, rounding, minima, ties, and what cannot be evaluated."""

from fractions import Fraction

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from

from .bundles import EXAMPLE, MISSING, evaluated, example, ranks, refusal, simple, totals


def test_the_example_by_hand():
    first, second = evaluated(EXAMPLE).bids
    assert (first.code, first.name, first.rank, first.total) == ("B", "Leverandør B", 1, 8)
    # price 10, quality (70 x 6 + 30 x 3.5 x 10/5) / 100 = 6.3, total 0.4 x 10 + 0.6 x 6.3
    assert (second.code, second.rank, second.total) == ("A", 2, Fraction("7.78"))
    assert list(second.criteria) == ["P", "K", "K1", "K2"]
    assert [str(each.points) for each in second.criteria.values()] == ["10", "63/10", "6", "7"]
    assert [each.contribution for each in second.criteria.values()] == [
        Fraction("4"),
        Fraction("3.78"),
        Fraction("2.52"),
        Fraction("1.26"),
    ]


@pytest.mark.parametrize(
    ("formula", "prices", "quality", "price", "expected"),
    [
        # evaluation-methods: a losing low bid turns the order of the two others
        ("linear", [10, 12], [6, 8], 40, ["38/5", "8"]),
        ("linear", [10, 12, 6], [6, 8, 1], 40, ["74/15", "24/5", "23/5"]),
        # a cheap bid without a chance
        ("proportional", [100, 130], [6, 8], 50, ["8", "102/13"]),
        ("proportional", [100, 130, 50], [6, 8, "0.5"], 50, ["11/2", "77/13", "21/4"]),
        ("floored", [100, 130], [6, 8], 50, ["8", "15/2"]),
        ("floored", [100, 130, 50], [6, 8, "0.5"], 50, ["3", "4", "21/4"]),
        ("linear", [100, 130, 50], [6, 8, "0.5"], 50, ["3", "1", "21/4"]),
        # a dear bid without a chance
        ("high_low", [100, 110], [6, "7.5"], 50, ["8", "15/4"]),
        ("high_low", [100, 110, 200], [6, "7.5", 1], 50, ["8", "33/4", "1/2"]),
        ("linear", [100, 110, 200], [6, "7.5", 1], 50, ["8", "33/4", "1/2"]),
        # price per quality point is equal, yet the middle one cannot win
        ("proportional", [50, 75, 100], [5, "7.5", 10], 50, ["15/2", "85/12", "15/2"]),
    ],
)
def test_constructed_rank_reversals(
    formula: str, prices: list[object], quality: list[object], price: int, expected: list[str]
):
    rule = {"name": "linear", "floor": 0} if formula == "floored" else {"name": formula}
    data = simple(
        dict(zip("ABC", prices, strict=False)),
        dict(zip("ABC", quality, strict=False)),
        price,
        price_formula=rule,
    )
    assert totals(data) == dict(zip("ABC", expected, strict=False))


@pytest.mark.parametrize(
    ("decimals", "winner"), [(None, ("A",)), (3, ("A",)), (2, ("A", "B")), (0, ("A", "B"))]
)
def test_rounding_of_the_total_decides(decimals: int | None, winner: tuple[str, ...]):
    data = simple(
        {"A": 100, "B": 100},
        {"A": "8.004", "B": "7.996"},
        50,
        rounding={"points": None, "total": decimals},
    )
    assert evaluated(data).winner == winner


@pytest.mark.parametrize(("decimals", "winner"), [(None, ("A",)), (1, ("A",)), (0, ("B",))])
def test_rounding_of_the_points_decides_before_weighting(
    decimals: int | None, winner: tuple[str, ...]
):
    data = simple(
        {"A": 106, "B": 100},
        {"A": "7.4", "B": "6.5"},
        50,
        rounding={"points": decimals, "total": None},
    )
    assert evaluated(data).winner == winner


def test_points_are_rounded_on_the_common_scale_and_groups_are_not():
    data = example(("model.rounding", {"points": 0}), ("bids.0.scores.K2", "3.7"))
    first = evaluated(data).bids[1]
    assert first.code == "A"
    assert first.criteria["K2"].points == 7  # 3.7 of 5 is 7.4 of 10; 4 of 5 would be 8
    assert first.criteria["K"].points == Fraction("6.3")


def test_the_rounded_total_is_the_total():
    data = simple({"A": 3}, {"A": "1/3"}, 40, rounding={"total": 2})
    assert totals(data) == {"A": "21/5"}


def test_ties_share_a_rank_and_the_next_rank_is_left_out():
    data = simple(
        {"A": 10, "B": 10, "C": 10, "D": 10, "E": 10},
        {"A": 5, "B": 7, "C": 5, "D": 7, "E": 1},
    )
    result = evaluated(data)
    assert {bid.code: bid.rank for bid in result.bids} == {"B": 1, "D": 1, "A": 3, "C": 3, "E": 5}
    assert [bid.code for bid in result.bids] == ["B", "D", "A", "C", "E"]
    assert result.winner == ("B", "D")
    assert result.ties == (("B", "D"), ("A", "C"))


def test_thirds_tie_exactly():
    data = simple({"A": 10, "B": 10}, {"A": "10/3", "B": "3.3333333333"})
    assert evaluated(data).ties == ()
    data["bids"][1]["scores"]["Q"] = "20/6"
    assert evaluated(data).ties == (("A", "B"),)


def test_a_bid_below_a_minimum_is_excluded_with_the_reason():
    data = example(("bids.1.scores.K2", "1.99"))
    result = evaluated(data)
    last = result.bids[-1]
    assert (last.code, last.rank, last.total, last.criteria) == ("B", None, None, {})
    assert last.excluded == "The score 1.99 on K2 Innføring is below the minimum 2."
    assert result.winner == ("A",)
    assert ranks(example(("bids.1.scores.K2", "2"))) == {"A": 1, "B": 2}


def test_each_missed_minimum_is_named():
    data = example(
        ("criteria.1.children.0.minimum", "5"), ("bids.0.scores", {"K1": "4", "K2": "1/3"})
    )
    out = evaluated(data).bids[-1]
    assert out.excluded == (
        "The score 4 on K1 Funksjonalitet is below the minimum 5. "
        "The score 1/3 on K2 Innføring is below the minimum 2."
    )
    assert out.exclusion is not None
    assert out.exclusion.record == "K1: 4 < 5; K2: 1/3 < 2"


def test_excluded_bids_take_no_part_in_the_price_formula_and_come_last():
    low = {"code": "X", "price": "1", "scores": {"K1": "10", "K2": "1"}}
    out = {"code": "Y", "excluded": "Avvist: for sent levert"}
    data = example(("bids", [out, low, *EXAMPLE["bids"]]))
    result = evaluated(data)
    assert [bid.code for bid in result.bids] == ["B", "A", "Y", "X"]
    assert result.bids[2].excluded == "Avvist: for sent levert"
    assert result.bids[:2] == evaluated(EXAMPLE).bids


def test_an_excluded_bid_needs_no_scores_but_those_it_has_are_checked():
    assert ranks(example(("bids.0.excluded", "Trukket"), ("bids.0.scores", {}))) == {
        "B": 1,
        "A": None,
    }
    with pytest.raises(EvaluationError, match="from 0 to 10"):
        bundle_from(example(("bids.0.excluded", "Trukket"), ("bids.0.scores.K1", "11")))


def test_a_criterion_has_its_own_formula_and_a_bid_several_prices():
    prices = [
        {"code": "P1", "kind": "price", "weight": 1},
        {"code": "P2", "kind": "cost", "weight": 1, "formula": {"name": "proportional"}},
    ]
    bids = [
        {"code": "A", "prices": {"P1": 100, "P2": 200}},
        {"code": "B", "prices": {"P1": 150, "P2": 100}},
    ]
    assert totals(example(("criteria", prices), ("bids", bids))) == {"A": "15/2", "B": "15/2"}


def test_published_price_points_are_used_as_published():
    data = example(("criteria.0.max", "20"), ("bids.1.scores.P", "-4"))
    points = {bid.code: bid.criteria["P"].points for bid in evaluated(data).bids}
    assert points == {"A": 10, "B": -2}


def test_the_price_of_a_bid_with_published_points_still_counts_as_the_lowest():
    data = example(("bids.0.scores.P", "9"), ("bids.1.price", "15000000"))
    points = {bid.code: bid.criteria["P"].points for bid in evaluated(data).bids}
    assert points == {"A": 9, "B": 5}


def test_all_points_published_needs_neither_prices_nor_a_formula():
    data = example(("model.price_formula", None))
    for bid in data["bids"]:
        del bid["price"]
        bid["scores"]["P"] = "5"
    assert ranks(data) == {"B": 1, "A": 2}


def test_a_criterion_without_weight_is_shown_and_counts_nothing():
    data = example(("criteria.0.weight", 0))
    first = evaluated(data).bids[0]
    assert first.criteria["P"].points == 8
    assert first.criteria["P"].contribution == 0
    assert first.total == first.criteria["K"].points


@pytest.mark.parametrize("bids", [[], [{"code": "A", "excluded": "Avvist"}]])
def test_without_an_admitted_bid_there_is_nothing_to_rank(bids: list[object]):
    error = refusal(example(("bids", bids)))
    assert error.place == "$.bids"
    assert "no admitted bid" in str(error)


@pytest.mark.parametrize("value", [MISSING, None])
def test_a_missing_score_names_bid_and_criterion(value: object):
    error = refusal(example(("bids.1.scores.K1", value)))
    assert str(error) == "$.bids[1].scores.K1: Bid B has no score on criterion K1."


@pytest.mark.parametrize("value", [MISSING, None])
def test_a_missing_minimum_score_is_missing_and_no_exclusion(value: object):
    error = refusal(example(("bids.1.scores.K2", value)))
    assert error.place == "$.bids[1].scores.K2"


@pytest.mark.parametrize("value", [MISSING, None])
def test_a_missing_price_names_bid_and_criterion(value: object):
    error = refusal(example(("bids.1.price", value)))
    assert str(error) == "$.bids[1].price: Bid B has no price for criterion P."


def test_one_price_does_not_stand_for_several():
    more = {"code": "P2", "kind": "cost", "weight": 1}
    error = refusal(example(("criteria", [*EXAMPLE["criteria"], more])))
    assert str(error) == "$.bids[0].prices.P: Bid A has no price for criterion P."


@pytest.mark.parametrize("formula", ["linear", "proportional"])
@pytest.mark.parametrize("price", ["0", "-5"])
def test_a_price_to_divide_by_must_be_above_0(formula: str, price: str):
    rule = ("model.price_formula", {"name": formula})
    error = refusal(example(rule, ("bids.1.price", price)))
    assert str(error) == ("$.bids[1].price: The price of bid B for criterion P must be above 0.")
    error = refusal(example(rule, ("bids.1.price", MISSING), ("bids.1.prices", {"P": price})))
    assert error.place == "$.bids[1].prices.P"


def test_a_price_of_0_is_an_ordinary_price_for_high_low():
    data = example(("model.price_formula", {"name": "high_low"}), ("bids.1.price", "0"))
    assert ranks(data) == {"B": 1, "A": 2}


def test_a_price_criterion_needs_a_formula():
    error = refusal(example(("model.price_formula", MISSING)))
    assert error.place == "$.model.price_formula"
    assert "criterion P" in str(error)


def test_numbers_too_fine_to_add_up_are_refused():
    criteria = [
        {"code": f"K{each}", "kind": "quality", "weight": 1, "max": 10**39 + 2 * each + 1}
        for each in range(400)
    ]
    scores = {each["code"]: 1 for each in criteria}
    error = refusal(example(("criteria", criteria), ("bids", [{"code": "A", "scores": scores}])))
    assert "thousands of digits" in str(error)
