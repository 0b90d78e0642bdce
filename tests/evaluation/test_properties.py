"""What must hold for every bundle: scale, order, improvement, exclusion, twins, other bids."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import Result, bundle_from

from .bundles import evaluated, ranks
from .strategies import (
    ABSOLUTE,
    EVERYTHING,
    FORMULAS,
    LOGARITHMIC,
    METHODS,
    RELATIVE,
    Wanted,
    bundles,
)

many = settings(max_examples=200, deadline=None)

MONEY = tuple(method for method in METHODS if method != "weighted_points")


def answered(data: dict[str, Any]) -> Result:
    """Return the result; pass over a bundle that has none (a price to be divided by 0 points)."""
    try:
        return evaluated(data)
    except EvaluationError:
        assume(False)
        raise


def order(result: Result, without: str = "") -> list[tuple[str, ...]]:
    """Return the codes of the ranked bids from first to last, equal ones together."""
    found: dict[int, list[str]] = {}
    for bid in result.bids:
        if bid.rank is not None and bid.code != without:
            found.setdefault(bid.rank, []).append(bid.code)
    return [tuple(sorted(codes)) for codes in found.values()]


@many
@given(bundles(EVERYTHING), st.sampled_from(["2", "1/3", "100", "0.07"]))
def test_only_the_ratios_of_the_weights_count(data: dict[str, Any], factor: str):
    scaled = deepcopy(data)
    _scale_weights(scaled["criteria"], Fraction(factor))
    assert answered(data) == evaluated(scaled)


def _scale_weights(siblings: list[dict[str, Any]], factor: Fraction) -> None:
    """Multiply the weights of the siblings, and otherwise of every group below them."""
    for each in siblings:
        each["weight"] = str(Fraction(each["weight"]) * factor)
        _scale_weights(each.get("children", []), factor + 1)


@many
@given(bundles(EVERYTHING), st.randoms(use_true_random=False))
def test_the_order_of_the_bids_does_not_matter(data: dict[str, Any], random: Any):
    shuffled = deepcopy(data)
    random.shuffle(shuffled["bids"])
    before = {bid.code: bid for bid in answered(data).bids}
    assert {bid.code: bid for bid in evaluated(shuffled).bids} == before


@many
@given(bundles(EVERYTHING), st.randoms(use_true_random=False))
def test_the_order_of_the_criteria_does_not_matter(data: dict[str, Any], random: Any):
    shuffled = deepcopy(data)
    random.shuffle(shuffled["criteria"])
    before = [bid for bid in answered(data).bids if bid.rank is not None]
    assert [bid for bid in evaluated(shuffled).bids if bid.rank is not None] == before


@many
@given(
    bundles(Wanted(formulas=(*RELATIVE, LOGARITHMIC), normalised=True, rounded=True)),
    st.fractions(Fraction(1, 50), 50, max_denominator=99),
)
def test_the_currency_does_not_matter_to_relative_points(data: dict[str, Any], rate: Fraction):
    exchanged = deepcopy(data)
    for bid in exchanged["bids"]:
        bid["prices"] = {code: str(Fraction(p) * rate) for code, p in bid["prices"].items()}
    assert evaluated(exchanged) == evaluated(data)


@many
@given(
    bundles(Wanted(MONEY, normalised=True)), st.fractions(Fraction(1, 50), 50, max_denominator=99)
)
def test_totals_in_money_follow_the_currency(data: dict[str, Any], rate: Fraction):
    exchanged = deepcopy(data)
    if data["model"]["method"] != "effective_price":
        _scale_values(exchanged["criteria"], rate)
    for bid in exchanged["bids"]:
        bid["prices"] = {code: str(Fraction(p) * rate) for code, p in bid["prices"].items()}
    before = {bid.code: bid.total for bid in answered(data).bids if bid.total is not None}
    after = {bid.code: bid.total for bid in evaluated(exchanged).bids if bid.total is not None}
    assert after == {code: total * rate for code, total in before.items()}


def _scale_values(siblings: list[dict[str, Any]], rate: Fraction) -> None:
    for each in siblings:
        if "max_value" in each:
            each["max_value"] = str(Fraction(each["max_value"]) * rate)
        _scale_values(each.get("children", []), rate)


def improved(bid: dict[str, Any], data: dict[str, Any], draw: st.DataObject) -> dict[str, Any]:
    """Return a bid that is nowhere worse."""
    maxima = {leaf.code: leaf.maximum for leaf in bundle_from(data).leaves()}
    better = deepcopy(bid)
    for code, score in bid["scores"].items():
        lift = draw.draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]))
        better["scores"][code] = str(Fraction(score) + lift * (maxima[code] - Fraction(score)))
    for code, price in bid["prices"].items():
        cut = draw.draw(st.sampled_from([Fraction(1), Fraction(1, 2)]))
        better["prices"][code] = str(Fraction(price) * cut)
    return better


@many
@given(bundles(EVERYTHING), st.data())
def test_a_bid_that_is_nowhere_worse_is_never_ranked_below(
    data: dict[str, Any], draw: st.DataObject
):
    weaker = data["bids"][0]
    data["bids"].append(improved(weaker, data, draw) | {"code": "better"})
    found = {bid.code: bid.rank for bid in answered(data).bids}
    assert found["better"] <= found[weaker["code"]]


@many
@given(bundles(EVERYTHING), st.data())
def test_a_bid_that_improves_never_loses_a_place(data: dict[str, Any], draw: st.DataObject):
    before = {bid.code: bid.rank for bid in answered(data).bids}
    first = data["bids"][0]
    data["bids"][0] = improved(first, data, draw)
    assert ranks(data)[first["code"]] <= before[first["code"]]


@many
@given(bundles(EVERYTHING))
def test_an_excluded_bid_changes_nothing(data: dict[str, Any]):
    more = deepcopy(data)
    first = data["bids"][0]
    more["bids"].insert(0, first | {"code": "out", "excluded": "Avvist"})
    more["bids"].append(
        {"code": "cheap", "prices": dict.fromkeys(first["prices"], "0.01"), "excluded": "Avvist"}
    )
    expected = list(answered(data).bids)
    with_them = evaluated(more)
    assert [bid for bid in with_them.bids if bid.code not in ("out", "cheap")] == expected


@many
@given(bundles(EVERYTHING))
def test_a_twin_ties(data: dict[str, Any]):
    data["bids"].append(data["bids"][0] | {"code": "twin"})
    assert any({data["bids"][0]["code"], "twin"} <= set(tie) for tie in answered(data).ties)


@many
@given(bundles(Wanted(METHODS, (*RELATIVE, LOGARITHMIC, *ABSOLUTE), normalised=True, rounded=True)))
def test_a_twin_changes_nothing_for_the_others(data: dict[str, Any]):
    before = answered(data)
    data["bids"].append(data["bids"][0] | {"code": "twin"})
    assert order(evaluated(data), "twin") == order(before)


@many
@given(bundles(Wanted(METHODS, (LOGARITHMIC, *ABSOLUTE))))
def test_by_some_formulas_a_third_bid_never_turns_the_order_of_two(data: dict[str, Any]):
    before = answered(data)
    for out in data["bids"][1:]:
        fewer = data | {"bids": [bid for bid in data["bids"] if bid is not out]}
        assert order(evaluated(fewer)) == order(before, without=out["code"])


@many
@given(bundles(Wanted(formulas=ABSOLUTE, normalised=True)))
def test_lifting_by_difference_never_turns_the_order_of_two_in_weighted_points(
    data: dict[str, Any],
):
    data["model"]["normalisation"]["form"] = "difference"
    before = answered(data)
    for out in data["bids"][1:]:
        fewer = data | {"bids": [bid for bid in data["bids"] if bid is not out]}
        assert order(evaluated(fewer)) == order(before, without=out["code"])


@many
@given(bundles(Wanted(("quality_deduction",), normalised=True)))
def test_a_deduction_and_a_markup_rank_alike(data: dict[str, Any]):
    deducted = evaluated(data)
    data["model"]["method"] = "quality_markup"
    assert order(evaluated(data)) == order(deducted)


@many
@given(bundles(Wanted(METHODS, FORMULAS)))
def test_the_contributions_of_leaves_add_up_to_what_they_are_part_of(data: dict[str, Any]):
    leaves = [leaf.code for leaf in bundle_from(data).leaves()]
    for bid in answered(data).bids:
        if bid.total is not None:
            quality = sum(
                bid.criteria[code].contribution for code in leaves if code in bid.criteria
            )
            assert quality == {
                "price_per_quality": bid.figures.get("quality"),
                "effective_price": bid.figures.get("value"),
            }.get(data["model"]["method"], bid.total - sum(bid.prices.values()))


@many
@given(bundles(Wanted(("weighted_points", "percentage_markup"), FORMULAS, normalised=True)))
def test_the_contributions_of_main_criteria_add_up_even_when_normalised(data: dict[str, Any]):
    data["model"]["normalisation"] |= {"form": "proportional"}
    main = [each["code"] for each in data["criteria"]]
    for bid in answered(data).bids:
        if bid.total is not None and all(c in bid.criteria or c in bid.prices for c in main):
            added = [bid.criteria[code].contribution for code in main if code in bid.criteria]
            assert sum(added) == bid.total - sum(bid.prices.values())


@many
@given(bundles(EVERYTHING))
def test_prices_that_are_taken_themselves_add_up(data: dict[str, Any]):
    for bid in answered(data).bids:
        assert sum(bid.prices.values()) == bid.figures.get("price", 0)


@many
@given(bundles(Wanted(formulas=FORMULAS)))
def test_contributions_add_up_at_every_level(data: dict[str, Any]):
    bundle = bundle_from(data)
    for bid in evaluated(data).bids:
        if bid.total is None:
            continue
        found = bid.criteria
        assert sum(found[leaf.code].contribution for leaf in bundle.leaves()) == bid.total
        assert sum(found[root.code].contribution for root in bundle.criteria) == bid.total
        assert sum(found[leaf.code].share for leaf in bundle.leaves()) == 1
        for each in bundle.walk():
            below = [found[child.code].contribution for child in each.children]
            assert each.is_leaf or sum(below) == found[each.code].contribution


@many
@given(bundles(Wanted(METHODS, FORMULAS)), st.sampled_from(["3", "1/7", 60]))
def test_a_group_of_one_is_the_criterion_itself(data: dict[str, Any], weight: object):
    grouped = deepcopy(data)
    inner = grouped["criteria"][0]
    grouped["criteria"][0] = {
        "code": "group",
        "kind": inner["kind"],
        "weight": inner["weight"],
        "children": [inner | {"weight": weight}],
    }
    before = {bid.code: bid.total for bid in answered(data).bids}
    assert {bid.code: bid.total for bid in evaluated(grouped).bids} == before
