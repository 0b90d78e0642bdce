"""The bytes of a bundle: encoding, size, depth, keys that stand twice."""

import json

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import load, read_bundle
from procurement.evaluation.places import path_of, shown

from .bundles import EXAMPLE, example

TEXT = json.dumps(EXAMPLE, ensure_ascii=False)


def refusal(text: str | bytes) -> EvaluationError:
    with pytest.raises(EvaluationError) as caught:
        read_bundle(text)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [TEXT, TEXT.encode(), "\ufeff" + TEXT, b"\xef\xbb\xbf" + TEXT.encode(), json.dumps(EXAMPLE)],
    ids=["text", "bytes", "text with BOM", "bytes with BOM", "ASCII with escapes"],
)
def test_the_same_bundle_is_read_from_text_and_bytes(text: str | bytes):
    assert read_bundle(text) == read_bundle(json.dumps(EXAMPLE, indent=4))
    assert read_bundle(text).bids[0].name == "Leverandør A"


@pytest.mark.parametrize(
    "text",
    [TEXT.encode("latin-1"), TEXT.encode("utf-16"), b"\xff\xfe", "\ud800"],
    ids=["latin-1", "utf-16", "two bytes", "half a character"],
)
def test_text_that_is_not_utf8_is_refused(text: str | bytes):
    assert "UTF-8" in str(refusal(text))


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "null null", "[1,]", '{"a": "\t"}', "\x00"])
def test_text_that_is_not_json_is_refused(text: str):
    assert "not valid JSON from line 1" in str(refusal(text))


@pytest.mark.parametrize("text", ["[]", "5", '"a"', "true", "1.5", "NaN"])
def test_json_that_is_no_object_is_refused(text: str):
    assert str(refusal(text)) == "$: An object is expected here."


def test_a_file_of_50_mebibytes_is_read_and_one_more_byte_is_refused():
    limit = 50 * 2**20
    assert read_bundle(TEXT.encode().ljust(limit)).currency == "NOK"
    assert "50 MiB" in str(refusal(TEXT.encode().ljust(limit + 1)))
    assert "50 MiB" in str(refusal("å" * (limit // 2 + 1)))


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("depth", [46, 400, 100_000])
def test_hostile_nesting_is_refused_in_words(opening: str, depth: int):
    closing = "".join({"[": "]", "{": "}"}.get(letter, "") for letter in reversed(opening))
    assert "nested deeper" in str(refusal(opening * depth + "1" + closing * depth))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"title"', '"format"', "$.format"),
        ('"max_points"', '"method"', "$.model.method"),
        ('"kind": "price"', '"code": "P2"', "$.criteria[0].code"),
        ('"K2": "4"', '"K1": "4"', "$.bids[1].scores.K1"),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_its_place(old: str, new: str, place: str):
    error = refusal(TEXT.replace(old, new, 1))
    assert error.place == place
    assert "twice" in str(error)


def test_many_keys_with_one_repeated_are_refused_without_delay():
    keys = ",".join(f'"{number}":0' for number in range(200_000))
    assert refusal("{" + keys + ',"7":0}').place == '$["7"]'


@pytest.mark.parametrize(
    "written", ["0.5", "1e400", "NaN", "-Infinity", "9" * 5000, "true", "null"]
)
def test_numbers_in_json_are_integers_or_texts(written: str):
    error = refusal(TEXT.replace('"max_points": "10"', f'"max_points": {written}'))
    assert error.place == "$.model.max_points"


def test_a_long_integer_is_not_read_as_a_text():
    assert refusal(TEXT.replace('"NOK"', "9" * 60)).place == "$.currency"


def test_data_that_is_loaded_is_plain():
    assert load('{"a": [1, "2", null, {"b": {}}]}') == {"a": [1, "2", None, {"b": {}}]}


def test_a_place_is_a_json_path():
    assert path_of(()) == "$"
    assert path_of(("bids", 3, "scores", "Å1")) == "$.bids[3].scores.Å1"
    assert path_of(("scores", 'a"b', "x y")) == '$.scores["a\\"b"]["x y"]'


def test_what_a_message_shows_of_the_file_is_short_and_on_one_line():
    assert shown("a\nb\x1b[31m\ud800") == "a\N{REPLACEMENT CHARACTER}b" + (
        "\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}"
    )
    hostile = refusal(json.dumps(example(("x" * 10**6 + "\ud800", 1))))
    assert len(str(hostile)) < 250
    str(hostile).encode()
