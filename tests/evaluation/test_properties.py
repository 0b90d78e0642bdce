"""What must hold for every bundle: scale, order, dominance, exclusion, and a second computation."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.evaluation import bundle_from

from .bundles import evaluated, ranks, totals
from .plain import plain_totals
from .strategies import bundles

many = settings(max_examples=200, deadline=None)


@many
@given(bundles())
def test_a_second_plain_computation_agrees_exactly(data: dict[str, Any]):
    expected = plain_totals(data)
    admitted = [bid for bid in evaluated(data).bids if bid.rank is not None]
    assert {bid.code: bid.total for bid in admitted} == expected
    for bid in admitted:
        better = [total for total in expected.values() if total > expected[bid.code]]
        assert bid.rank == 1 + len(better)


@many
@given(bundles(), st.sampled_from(["2", "1/3", "100", "0.07"]))
def test_only_the_ratios_of_the_weights_count(data: dict[str, Any], factor: str):
    scaled = deepcopy(data)
    _scale_weights(scaled["criteria"], Fraction(factor))
    assert evaluated(scaled) == evaluated(data)


def _scale_weights(siblings: list[dict[str, Any]], factor: Fraction) -> None:
    """Multiply the weights of the siblings, and otherwise of every group below them."""
    for each in siblings:
        each["weight"] = str(Fraction(each["weight"]) * factor)
        _scale_weights(each.get("children", []), factor + 1)


@many
@given(bundles(), st.randoms(use_true_random=False))
def test_the_order_of_the_bids_does_not_matter(data: dict[str, Any], random: Any):
    shuffled = deepcopy(data)
    random.shuffle(shuffled["bids"])
    before = {bid.code: bid for bid in evaluated(data).bids}
    assert {bid.code: bid for bid in evaluated(shuffled).bids} == before


@many
@given(bundles(), st.fractions(Fraction(1, 50), 50, max_denominator=99))
def test_the_currency_does_not_matter(data: dict[str, Any], rate: Fraction):
    exchanged = deepcopy(data)
    for bid in exchanged["bids"]:
        bid["prices"] = {code: str(Fraction(p) * rate) for code, p in bid["prices"].items()}
    assert evaluated(exchanged) == evaluated(data)


@many
@given(bundles(), st.data())
def test_a_bid_that_is_nowhere_worse_is_never_ranked_below(
    data: dict[str, Any], draw: st.DataObject
):
    weaker = data["bids"][0]
    maxima = {leaf.code: leaf.maximum for leaf in bundle_from(data).leaves()}
    better = deepcopy(weaker) | {"code": "better"}
    for code, score in weaker["scores"].items():
        lift = draw.draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]))
        better["scores"][code] = str(Fraction(score) + lift * (maxima[code] - Fraction(score)))
    for code, price in weaker["prices"].items():
        cut = draw.draw(st.sampled_from([Fraction(1), Fraction(1, 2)]))
        better["prices"][code] = str(Fraction(price) * cut)
    data["bids"].append(better)
    found = ranks(data)
    assert found["better"] <= found[weaker["code"]]


@many
@given(bundles())
def test_an_excluded_bid_changes_nothing(data: dict[str, Any]):
    more = deepcopy(data)
    first = data["bids"][0]
    more["bids"].insert(0, first | {"code": "out", "excluded": "Avvist"})
    more["bids"].append(
        {"code": "cheap", "prices": dict.fromkeys(first["prices"], "0.01"), "excluded": "Avvist"}
    )
    with_them = evaluated(more)
    assert [bid for bid in with_them.bids if bid.code not in ("out", "cheap")] == list(
        evaluated(data).bids
    )


@many
@given(bundles())
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
@given(bundles())
def test_a_twin_ties(data: dict[str, Any]):
    data["bids"].append(data["bids"][0] | {"code": "twin"})
    result = evaluated(data)
    assert any({data["bids"][0]["code"], "twin"} <= set(tie) for tie in result.ties)


@many
@given(bundles(), st.sampled_from(["3", "1/7", 60]))
def test_a_group_of_one_is_the_criterion_itself(data: dict[str, Any], weight: object):
    grouped = deepcopy(data)
    inner = grouped["criteria"][0]
    grouped["criteria"][0] = {
        "code": "group",
        "kind": inner["kind"],
        "weight": inner["weight"],
        "children": [inner | {"weight": weight}],
    }
    assert totals(grouped) == totals(data)
