"""All checks together: a sound model, the order of findings, the document, any bundle."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from procurement.evaluation import (
    Finding,
    Severity,
    bundle_from,
    check_model,
    default_rules,
    findings_document,
)
from procurement.evaluation.checks import CHECKS
from procurement.evaluation.checks.subject import MOST_COMPARED, subject_of
from procurement.i18n import language

from ..strategies import EVERYTHING, bundles
from ..test_cases import CASES, read
from .models import SOUND, findings, found, sound


def test_nothing_is_wrong_with_a_sound_model():
    assert [(each.check, each.severity) for each in findings(SOUND)] == [
        ("money_per_point", Severity.info)
    ]


def test_errors_come_first_and_warnings_next():
    data = sound(("criteria.0.weight", 50), ("criteria.1.documentation", None))
    severities = [each.severity for each in findings(data)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert {"error", "warning", "info"} == set(severities)


def test_the_document_has_the_published_form():
    document = findings_document(findings(sound(("criteria.0.weight", 39))))
    assert document["format"] == "kravspor-model-check/1"
    rows: Any = document["findings"]
    assert rows[0] == {
        "check": "weights",
        "severity": "error",
        "criterion": None,
        "text": "The weights of the main criteria add up to 99.",
        "advice": "Change the weights so that they add up to exactly 100.",
        "figures": {"sum": "99"},
    }
    assert json.loads(json.dumps(document)) == document


def test_there_is_an_empty_document():
    assert findings_document(()) == {"format": "kravspor-model-check/1", "findings": []}


def test_numbers_in_sentences_follow_the_language():
    data = sound(("criteria.0.weight", "39.55"))
    with language("nb"):
        assert "99,55" in found(data, "weights").text
    with language("en"):
        assert "99.55" in found(data, "weights").text


def test_each_check_finds_under_its_own_name():
    names = {check.__name__ for check in CHECKS}
    assert len(names) == len(CHECKS) == 25
    assert "price_range" in names  # found as "range"


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_published_models_can_be_checked(file: Any):
    found = check_model(bundle_from(read(file)["bundle"]))
    assert found == check_model(bundle_from(read(file)["bundle"]))
    assert all(isinstance(each, Finding) and each.text and each.advice for each in found)


@settings(max_examples=300, deadline=None)
@given(bundles(EVERYTHING))
def test_any_bundle_can_be_checked(data: dict[str, Any]):
    document = findings_document(check_model(bundle_from(data)))
    assert json.loads(json.dumps(document)) == document


@settings(max_examples=100, deadline=None)
@given(bundles(EVERYTHING))
def test_a_model_without_bids_can_be_checked(data: dict[str, Any]):
    data["bids"] = []
    names = {each.check for each in findings(data)}
    assert "bids" in names
    assert names.isdisjoint({"dominance", "exclusion", "normalisation", "rounding", "robustness"})


def test_of_many_bids_the_best_are_compared():
    row = SOUND["bids"][0]
    many = [
        {"code": f"B{number:02}", "price": 80 + number, "scores": row["scores"]}
        for number in range(30)
    ]
    data = sound(("bids", [*many, {"code": "X", "excluded": "Avvist"}]))
    subject = subject_of(bundle_from(data), default_rules())
    assert [bid.code for bid in subject.ranked] == [f"B{n:02}" for n in range(MOST_COMPARED)]
    assert len(subject.bundle.bids) == MOST_COMPARED
    few = subject_of(bundle_from(sound(("bids", many[:20]))), default_rules())
    assert few.bundle.bids == bundle_from(sound(("bids", many[:20]))).bids
    assert few.ranked == subject.ranked


def test_one_bid_is_not_compared():
    one = sound(("bids", SOUND["bids"][:1]))
    assert found(one, "bids").severity is Severity.info
    assert subject_of(bundle_from(one), default_rules()).ranked == ()
    assert not findings(SOUND, "bids")
