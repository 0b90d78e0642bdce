"""Whatever the file holds, it is evaluated or refused in one sentence; nothing else is raised."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import (
    bundle_from,
    check_model,
    evaluate,
    findings_document,
    load,
    read_bundle,
    result_document,
    verify,
)

from .bundles import EXAMPLE
from .strategies import EVERYTHING, bundles

TEXT = json.dumps(EXAMPLE, ensure_ascii=False)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["0", "-1", "1/0", "10", "K", "K1", "P", "linear", "high_low", "\ud800"])
    | st.sampled_from(["mean_relative", "price_per_quality", "lowest_price", "proportional"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every object or list in some data, with each of its keys or numbers."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        yield value, key
        if isinstance(item, dict | list):
            yield from places(item)


def answered(read: Any, data: Any) -> bool:
    """Return True if the data was evaluated, False if it was refused as it should be."""
    try:
        bundle = read(data)
        document = findings_document(check_model(bundle))
        assert json.loads(json.dumps(document)) == document
        result = evaluate(bundle)
    except EvaluationError as error:
        assert error.place.startswith("$")
        assert "\n" not in str(error)
        return False
    document = result_document(result, data if read is bundle_from else load(data))
    assert json.loads(json.dumps(document)) == document
    return True


@settings(max_examples=500, deadline=None)
@given(st.data(), VALUES)
def test_any_value_in_any_place(draw: st.DataObject, value: object):
    data = deepcopy(EXAMPLE)
    inside, key = draw.draw(st.sampled_from(list(places(data))))
    inside[key] = value
    answered(bundle_from, data)


@settings(max_examples=500, deadline=None)
@given(st.data(), bundles(EVERYTHING), VALUES)
def test_any_value_in_any_place_of_any_model(
    draw: st.DataObject, data: dict[str, Any], value: object
):
    inside, key = draw.draw(st.sampled_from(list(places(data))))
    inside[key] = value
    answered(bundle_from, data)


@settings(max_examples=500, deadline=None)
@given(st.data(), VALUES)
def test_any_value_in_any_place_of_a_stored_result(draw: st.DataObject, value: object):
    data = deepcopy(EXAMPLE)
    data["result"] = result_document(evaluate(bundle_from(data)), data)
    inside, key = draw.draw(st.sampled_from([*places(data["result"]), (data, "result")]))
    before = deepcopy(inside[key])
    inside[key] = value
    try:
        differences = verify(data)
    except EvaluationError as error:
        assert error.place.startswith("$")
        return
    assert all("\n" not in difference for difference in differences)
    assert differences or value == before


@settings(max_examples=500, deadline=None)
@given(st.data(), st.text(max_size=3))
def test_any_change_of_the_text(draw: st.DataObject, new: str):
    start = draw.draw(st.integers(0, len(TEXT)))
    end = draw.draw(st.integers(start, min(len(TEXT), start + 8)))
    answered(read_bundle, TEXT[:start] + new + TEXT[end:])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=30))
def test_any_bytes(text: bytes):
    assert not answered(read_bundle, text)


def test_the_unchanged_bundle_is_evaluated():
    assert answered(bundle_from, EXAMPLE)
    assert answered(read_bundle, TEXT)
