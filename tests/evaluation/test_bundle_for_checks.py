"""What only the model checks read of a bundle."""

from datetime import date

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import Ground, Justification, bundle_from, evaluate

from .bundles import EXAMPLE, example

CHECKED = [
    ("notice_date", "1 July 2026", "$.notice_date", "YYYY-MM-DD"),
    ("notice_date", "2026-02-30", "$.notice_date", "YYYY-MM-DD"),
    ("notice_date", "20260701", "$.notice_date", "YYYY-MM-DD"),
    ("notice_date", 2026, "$.notice_date", "text"),
    ("environment", {}, "$.environment.ground", "missing"),
    ("environment", {"ground": "costs"}, "$.environment.ground", "not one of"),
    ("environment", {"ground": "combined", "reason": 5}, "$.environment.reason", "text"),
    ("environment", {"ground": "combined", "text": ""}, "$.environment.text", "not known"),
    ("model.tie_rule", " ", "$.model.tie_rule", "blank"),
    ("criteria.0.documentation", "", "$.criteria[0].documentation", "blank"),
    ("criteria.0.published", "no", "$.criteria[0].published", "True or false"),
    ("criteria.0.weight_range", "30-50", "$.criteria[0].weight_range", "list"),
    ("criteria.0.weight_range", [30], "$.criteria[0].weight_range", "lowest and the highest"),
    ("criteria.0.weight_range", [30, 50, 60], "$.criteria[0].weight_range", "lowest and the"),
    ("criteria.0.weight_range", [50, 30], "$.criteria[0].weight_range", "above the highest"),
    ("criteria.0.weight_range", [-1, 30], "$.criteria[0].weight_range[0]", "negative"),
]


@pytest.mark.parametrize(("path", "value", "place", "words"), CHECKED)
def test_what_only_the_checks_read_is_read_strictly_too(
    path: str, value: object, place: str, words: str
):
    with pytest.raises(EvaluationError) as caught:
        bundle_from(example((path, value)))
    assert caught.value.place == place
    assert words in str(caught.value)


def test_what_only_the_checks_read_has_a_default():
    bundle = bundle_from(EXAMPLE)
    assert bundle.notice_date is bundle.environment is bundle.model.tie_rule is None
    first = bundle.criteria[0]
    assert (first.documentation, first.weight_range, first.published) == (None, None, True)


def test_what_only_the_checks_read_is_kept():
    data = example(
        ("notice_date", "2026-07-01"),
        ("environment", {"ground": "combined", "reason": " Krav til drift. "}),
        ("model.tie_rule", "Lavest pris går foran."),
        ("criteria.0.documentation", "Utfylt prisskjema"),
        ("criteria.0.weight_range", ["30", 40]),
        ("criteria.1.published", False),
    )
    bundle = bundle_from(data)
    assert bundle.notice_date == date(2026, 7, 1)
    assert bundle.environment == Justification(Ground.combined, "Krav til drift.")
    assert bundle.model.tie_rule == "Lavest pris går foran."
    assert bundle.criteria[0].documentation == "Utfylt prisskjema"
    assert bundle.criteria[0].weight_range == (30, 40)
    assert not bundle.criteria[1].published
    assert evaluate(bundle) == evaluate(bundle_from(EXAMPLE))


def test_a_ground_without_reasons_is_read():
    bundle = bundle_from(example(("environment", {"ground": "requirements", "reason": None})))
    assert bundle.environment == Justification(Ground.requirements, "")
