"""The stored result, the canonical form and the digest."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings

from procurement.errors import EvaluationError
from procurement.evaluation import (
    ENGINE_VERSION,
    bundle_from,
    canonical_json,
    digest,
    evaluate,
    load,
    result_document,
)
from procurement.evaluation.ranking import ranks
from procurement.i18n import language

from .bundles import EXAMPLE, evaluated, example
from .strategies import bundles


def document(data: Any) -> dict[str, Any]:
    return result_document(evaluated(data), data)


PUBLISHED_BIDS = [
    {
        "code": "B",
        "rank": 1,
        "total": "8",
        "exact": "8",
        "criteria": {
            "P": {"points": "8", "contribution": "16/5"},
            "K": {"points": "8", "contribution": "24/5"},
            "K1": {"points": "8", "contribution": "84/25"},
            "K2": {"points": "8", "contribution": "36/25"},
        },
        "excluded": None,
    },
    {
        "code": "A",
        "rank": 2,
        "total": "7.78",
        "exact": "389/50",
        "criteria": {
            "P": {"points": "10", "contribution": "4"},
            "K": {"points": "63/10", "contribution": "189/50"},
            "K1": {"points": "6", "contribution": "63/25"},
            "K2": {"points": "7", "contribution": "63/50"},
        },
        "excluded": None,
    },
    {
        "code": "C",
        "rank": None,
        "total": None,
        "exact": None,
        "criteria": {},
        "excluded": "Avvist",
    },
]


def test_the_document_has_the_published_form():
    data = example(
        ("bids.0.scores.K1", "19/3"),
        ("bids", [*EXAMPLE["bids"], {"code": "C", "excluded": "Avvist"}]),
    )
    assert document(data) == {
        "format": "kravspor-result/1",
        "engine": ENGINE_VERSION,
        "digest": digest(data),
        "method": "weighted_points",
        "winner": ["B"],
        "ties": [],
        "bids": PUBLISHED_BIDS,
    }


def test_a_total_without_end_has_ten_decimals_and_the_exact_fraction():
    first = document(example(("model.price_formula", {"name": "proportional"})))["bids"][0]
    assert (first["code"], first["total"], first["exact"]) == ("B", "8.1333333333", "122/15")
    assert first["criteria"]["P"] == {"points": "25/3", "contribution": "10/3"}


def test_winners_and_ties_are_listed():
    data = example(("bids.0", EXAMPLE["bids"][1] | {"code": "A"}))
    found = document(data)
    assert found["winner"] == ["A", "B"]
    assert found["ties"] == [["A", "B"]]
    assert [bid["rank"] for bid in found["bids"]] == [1, 1]


def test_the_document_is_the_same_in_every_language():
    data = example(("bids.1.scores.K2", "1.5"))
    documents = []
    for code in ("nb", "nn", "en"):
        with language(code):
            documents.append(document(data))
    assert documents[0] == documents[1] == documents[2]
    assert documents[0]["bids"][1]["excluded"] == "K2: 1.5 < 2"


@settings(deadline=None)
@given(bundles())
def test_the_same_bundle_gives_the_same_bytes(data: dict[str, Any]):
    again = load(json.dumps(data, indent=3))
    assert canonical_json(result_document(evaluate(bundle_from(again)), again)) == canonical_json(
        document(data)
    )


def test_canonical_json_sorts_keys_has_no_spaces_and_is_utf8():
    assert canonical_json({"å": 1, "a": [True, None, "b c"], "B": {"z": 1, "y": "2"}}) == (
        '{"B":{"y":"2","z":1},"a":[true,null,"b c"],"å":1}'.encode()
    )


def test_the_digest_is_sha256_of_the_canonical_bundle():
    expected = hashlib.sha256(canonical_json(EXAMPLE)).hexdigest()
    assert digest(EXAMPLE) == f"sha256:{expected}"


def test_the_digest_does_not_depend_on_layout_or_on_a_stored_result():
    turned = dict(reversed(EXAMPLE.items()))
    spread = load("\ufeff" + json.dumps(turned, indent=8))
    assert digest(spread) == digest(EXAMPLE)
    assert digest(EXAMPLE | {"result": document(EXAMPLE)}) == digest(EXAMPLE)


@pytest.mark.parametrize(
    ("path", "value"),
    [("bids.0.scores.K1", "6.1"), ("title", "Noe annet"), ("bids.0.price", 10000000)],
)
def test_the_digest_depends_on_everything_else(path: str, value: object):
    assert digest(example((path, value))) != digest(EXAMPLE)


def test_only_the_outermost_result_is_left_out():
    assert digest({"a": {"result": 1}}) != digest({"a": {}})
    assert digest([{"result": 1}]) != digest([{}])


def cyclic() -> dict[str, object]:
    found: dict[str, object] = {}
    found["again"] = found
    return found


@pytest.mark.parametrize(
    "data", [{"a": {1}}, float("nan"), {"a": "\ud800"}, {1: 2, "a": 3}, cyclic()], ids=repr
)
def test_what_is_not_json_has_no_digest(data: object):
    with pytest.raises(EvaluationError, match="JSON"):
        digest(data)


def test_the_lowest_may_win():
    assert ranks([3, 1, 2, 1], highest_wins=False) == [4, 1, 3, 1]
    assert ranks([]) == []
