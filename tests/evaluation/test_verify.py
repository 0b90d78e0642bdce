"""A stored result is computed again, and each difference is said in words."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from, evaluate, load, result_document, verify
from procurement.i18n import language

from .bundles import EXAMPLE, example, valued
from .strategies import EVERYTHING, bundles
from .test_cases import CASES, read


def stored(data: dict[str, Any]) -> dict[str, Any]:
    """Return a bundle with its result."""
    return data | {"result": result_document(evaluate(bundle_from(data)), data)}


def changed(change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    """Return the differences after a change of the stored example."""
    data = deepcopy(stored(EXAMPLE))
    change(data)
    return verify(data)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_result_verifies_itself(file: Any):
    assert verify(stored(read(file)["bundle"])) == ()


@settings(max_examples=100, deadline=None)
@given(bundles(EVERYTHING))
def test_every_result_verifies_itself_in_every_language(data: dict[str, Any]):
    try:
        with_result = stored(data)
    except EvaluationError:
        return
    with language("nb"):
        assert verify(with_result) == ()


def test_the_layout_of_the_file_does_not_matter():
    assert verify(load(json.dumps(stored(EXAMPLE), indent=7, sort_keys=True))) == ()


@pytest.mark.parametrize("data", [EXAMPLE, EXAMPLE | {"result": None}])
def test_without_a_result_there_is_nothing_to_verify(data: dict[str, Any]):
    with pytest.raises(EvaluationError, match="no stored result") as caught:
        verify(data)
    assert caught.value.place == "$.result"
    with pytest.raises(EvaluationError, match="object"):
        verify([])


def test_a_bundle_that_cannot_be_evaluated_is_refused():
    data = stored(EXAMPLE)
    data["bids"] = []
    with pytest.raises(EvaluationError, match="no admitted bid"):
        verify(data)


def first_bid(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["result"]["bids"][0].__setitem__(key, value)


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (
            first_bid("total", "9"),
            ('$.result.bids[0].total is "9", but is computed as "8".',),
        ),
        (first_bid("rank", True), ("$.result.bids[0].rank is true, but is computed as 1.",)),
        (first_bid("rank", 1.0), ("$.result.bids[0].rank is 1.0, but is computed as 1.",)),
        (
            lambda data: data["result"]["bids"][1]["criteria"]["K1"].update(points="7"),
            ('$.result.bids[1].criteria.K1.points is "7", but is computed as "6".',),
        ),
        (
            lambda data: data["result"]["bids"][1]["criteria"].pop("K1"),
            ("$.result.bids[1].criteria.K1 is missing.",),
        ),
        (
            lambda data: data["result"].update(note="x"),
            ("$.result.note does not belong there.",),
        ),
        (
            lambda data: data["result"].update(winner=["A"]),
            ('$.result.winner[0] is "A", but is computed as "B".',),
        ),
        (
            lambda data: data["result"].update(winner=["B", "A"]),
            ("$.result.winner has 2 entries, but 1 are computed.",),
        ),
        (
            lambda data: data["result"].update(engine="0"),
            ('$.result.engine is "0", but is computed as "1".',),
        ),
        (
            lambda data: data["result"].update(bids={}),
            ("$.result.bids is {}, but is computed as ",),
        ),
    ],
)
def test_each_difference_is_named(change: Any, sentences: tuple[str, ...]):
    found = changed(change)
    assert len(found) == len(sentences)
    for one, other in zip(found, sentences, strict=True):
        assert one.startswith(other)


def test_a_changed_bundle_shows_in_the_digest_and_the_numbers():
    data = stored(EXAMPLE)
    data["bids"] = example(("bids.0.scores.K1", "9"))["bids"]
    found = verify(data)
    assert [sentence.split(" is ")[0] for sentence in found] == [
        "$.result.digest",
        "$.result.winner[0]",
        "The order of the bids",
        "$.result.bids[1].rank",
        "$.result.bids[1].total",
        "$.result.bids[1].exact",
        "$.result.bids[1].criteria.K.points",
        "$.result.bids[1].criteria.K.contribution",
        "$.result.bids[1].criteria.K1.points",
        "$.result.bids[1].criteria.K1.contribution",
        "$.result.bids[0].rank",
    ]
    assert found[2] == "The order of the bids is B, A, but is computed as A, B."


def test_bids_are_compared_by_their_code():
    found = changed(lambda data: data["result"]["bids"].reverse())
    assert found == ("The order of the bids is A, B, but is computed as B, A.",)
    found = changed(lambda data: data["result"]["bids"].pop())
    assert found == ("The order of the bids is B, but is computed as B, A.",)
    found = changed(lambda data: data["result"]["bids"].append({"code": "C"}))
    assert found == ("The order of the bids is B, A, C, but is computed as B, A.",)
    found = changed(lambda data: data["result"].update(bids=[5, {}]))
    assert found == ("The order of the bids is ?, None, but is computed as B, A.",)


def test_prices_and_figures_are_compared_too():
    data = deepcopy(stored(valued("quality_deduction", {"A": 9}, {"A": [4]}, [5])))
    data["result"]["bids"][0]["criteria"]["P"]["contribution"] = "8"
    data["result"]["bids"][0]["figures"]["deduction"] = "3"
    assert verify(data) == (
        '$.result.bids[0].criteria.P.contribution is "8", but is computed as "9".',
        '$.result.bids[0].figures.deduction is "3", but is computed as "2".',
    )


def test_what_is_shown_is_short():
    (sentence,) = changed(first_bid("total", "9" * 1000))
    assert len(sentence) < 200
