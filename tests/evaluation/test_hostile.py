"""Whatever the file holds, it is evaluated or refused in one sentence; nothing else is raised."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from, evaluate, load, read_bundle, result_document

from .bundles import EXAMPLE

TEXT = json.dumps(EXAMPLE, ensure_ascii=False)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["0", "-1", "1/0", "10", "K", "K1", "P", "linear", "high_low", "\ud800"]),
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
