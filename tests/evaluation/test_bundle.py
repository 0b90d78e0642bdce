"""Every rule of the bundle page that a file can break, with the place that is named."""

from typing import Any

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import Kind, bundle_from

from .bundles import EXAMPLE, MISSING, example

BAD = [
    # the bundle
    ("format", MISSING, "$.format", "missing"),
    ("format", "kravspor-evaluation/2", "$.format", "kravspor-evaluation/1"),
    ("format", None, "$.format", "text"),
    ("model", MISSING, "$.model", "missing"),
    ("criteria", MISSING, "$.criteria", "missing"),
    ("bids", MISSING, "$.bids", "missing"),
    ("weights", {}, "$.weights", "not known"),
    ("title", 5, "$.title", "text"),
    ("source", ["x"], "$.source", "text"),
    ("title", "\ud800", "$.title", "half a character"),
    # the model
    ("model", [], "$.model", "object"),
    ("model", None, "$.model.method", "missing"),
    ("model.method", MISSING, "$.model.method", "missing"),
    ("model.method", "magic", "$.model.method", "not one of"),
    ("model.method", 1, "$.model.method", "text"),
    ("model.max_points", MISSING, "$.model.max_points", "missing"),
    ("model.max_points", 0, "$.model.max_points", "above 0"),
    ("model.max_points", "ten", "$.model.max_points", "not a number"),
    ("model.scale", 10, "$.model.scale", "not known"),
    ("model.price_formula", "linear", "$.model.price_formula", "object"),
    ("model.price_formula", {}, "$.model.price_formula.name", "text"),
    ("model.price_formula.name", "cubic", "$.model.price_formula.name", "not one of"),
    ("model.price_formula.zero_at", 1, "$.model.price_formula.zero_at", "more than 1"),
    ("model.price_formula.zero_at", "1/2", "$.model.price_formula.zero_at", "more than 1"),
    ("model.price_formula.floor", 0.0, "$.model.price_formula.floor", "float"),
    ("model.price_formula.knee", "1.5", "$.model.price_formula.knee", "not known"),
    (
        "model.price_formula",
        {"name": "proportional", "zero_at": "2"},
        "$.model.price_formula.zero_at",
        "not known",
    ),
    ("model.normalisation.form", "odd", "$.model.normalisation.form", "not one of"),
    ("model.normalisation.level", "root", "$.model.normalisation.level", "not one of"),
    ("model.normalisation.best", 1, "$.model.normalisation.best", "not known"),
    ("model.rounding.points", -1, "$.model.rounding.points", "from 0 to 10"),
    ("model.rounding.points", 11, "$.model.rounding.points", "from 0 to 10"),
    ("model.rounding.total", "0.5", "$.model.rounding.total", "whole number"),
    ("model.rounding.total", True, "$.model.rounding.total", "expected"),
    ("model.rounding.sum", 1, "$.model.rounding.sum", "not known"),
    # criteria
    ("criteria", {}, "$.criteria", "list"),
    ("criteria", [], "$.criteria", "At least one criterion"),
    ("criteria.0", "P", "$.criteria[0]", "object"),
    ("criteria.0.code", MISSING, "$.criteria[0].code", "missing"),
    ("criteria.0.code", " ", "$.criteria[0].code", "blank"),
    ("criteria.0.code", 1, "$.criteria[0].code", "text"),
    ("criteria.0.code", "K", "$.criteria[1].code", "used twice"),
    ("criteria.1.children.1.code", "P", "$.criteria[1].children[1].code", "used twice"),
    ("criteria.0.name", 1, "$.criteria[0].name", "text"),
    ("criteria.0.kind", MISSING, "$.criteria[0].kind", "missing"),
    ("criteria.0.kind", "money", "$.criteria[0].kind", "quality, environment, price, cost"),
    ("criteria.0.weight", MISSING, "$.criteria[0].weight", "missing"),
    ("criteria.0.weight", None, "$.criteria[0].weight", "expected"),
    ("criteria.0.weight", "-1", "$.criteria[0].weight", "negative"),
    ("criteria.0.wheight", "1", "$.criteria[0].wheight", "not known"),
    ("criteria.0.max", 0, "$.criteria[0].max", "above 0"),
    ("criteria.0.minimum", 1, "$.criteria[0].minimum", "cannot have a minimum"),
    ("criteria.0.formula", {"name": "linear", "a": 1}, "$.criteria[0].formula.a", "not known"),
    ("criteria.1.max", "10", "$.criteria[1].max", "without children"),
    ("criteria.1.minimum", "1", "$.criteria[1].minimum", "without children"),
    ("criteria.1.children", [], "$.criteria[1].children", "At least one criterion"),
    ("criteria.1.children", "K1", "$.criteria[1].children", "list"),
    (
        "criteria.1.children.0.formula",
        {"name": "linear"},
        "$.criteria[1].children[0].formula",
        "Only a price",
    ),
    ("criteria.1.children.0.max_value", -1, "$.criteria[1].children[0].max_value", "negative"),
    ("criteria.1.children.1.minimum", "5.1", "$.criteria[1].children[1].minimum", "above the max"),
    # bids
    ("bids", {}, "$.bids", "list"),
    ("bids.0", [], "$.bids[0]", "object"),
    ("bids.0.code", MISSING, "$.bids[0].code", "missing"),
    ("bids.0.code", "", "$.bids[0].code", "blank"),
    ("bids.0.code", "B", "$.bids[1].code", "used twice"),
    ("bids.0.name", 3, "$.bids[0].name", "text"),
    ("bids.0.prise", 3, "$.bids[0].prise", "not known"),
    ("bids.0.price", "10 000 000", "$.bids[0].price", "not a number"),
    ("bids.0.price", 1e7, "$.bids[0].price", "float"),
    ("bids.0.prices", {"P": 1}, "$.bids[0].prices", "not both"),
    ("bids.0.scores", [], "$.bids[0].scores", "object"),
    ("bids.1.scores.K1", "10.1", "$.bids[1].scores.K1", "10.1 on K1 is not from 0 to 10"),
    ("bids.1.scores.K1", "-1/3", "$.bids[1].scores.K1", "-1/3 on K1 is not from 0 to 10"),
    ("bids.1.scores.K2", "5.01", "$.bids[1].scores.K2", "from 0 to 5"),
    ("bids.1.scores.K1", "", "$.bids[1].scores.K1", "blank is never 0"),
    ("bids.1.scores.K1", 8.5, "$.bids[1].scores.K1", "float"),
    ("bids.1.scores.P", "10.5", "$.bids[1].scores.P", "from 0 to 10"),
    ("bids.1.scores.K", "5", "$.bids[1].scores.K", "sub-criteria"),
    ("bids.1.scores.K9", "5", "$.bids[1].scores.K9", "no criterion K9"),
    ("bids.1.excluded", "", "$.bids[1].excluded", "blank"),
    ("bids.1.excluded", False, "$.bids[1].excluded", "text"),
]


@pytest.mark.parametrize(("path", "value", "place", "words"), BAD)
def test_a_broken_rule_is_named_with_its_place(path: str, value: object, place: str, words: str):
    with pytest.raises(EvaluationError) as caught:
        bundle_from(example((path, value)))
    assert caught.value.place == place
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("prices", "place", "words"),
    [
        ([], "$.bids[0].prices", "object"),
        ({"K1": 1}, "$.bids[0].prices.K1", "not a price or cost criterion"),
        ({"K": 1}, "$.bids[0].prices.K", "sub-criteria"),
        ({"X": 1}, "$.bids[0].prices.X", "no criterion X"),
        ({"P": "1,5"}, "$.bids[0].prices.P", "comma"),
    ],
)
def test_prices_by_criterion_are_checked_too(prices: object, place: str, words: str):
    with pytest.raises(EvaluationError) as caught:
        bundle_from(example(("bids.0.price", MISSING), ("bids.0.prices", prices)))
    assert caught.value.place == place
    assert words in str(caught.value)


FORMULAS = [
    ({"name": "hybrid"}, ".knee", "missing"),
    ({"name": "hybrid", "knee": "1"}, ".knee", "above 1 and below 2"),
    ({"name": "hybrid", "knee": "2"}, ".knee", "above 1 and below 2"),
    ({"name": "hybrid", "knee": None}, ".knee", "expected"),
    ({"name": "hybrid", "knee": "1.5", "floor": 0}, ".floor", "not known"),
    ({"name": "fixed", "zero_at": 20}, ".full_at", "missing"),
    ({"name": "fixed", "full_at": 20}, ".zero_at", "missing"),
    ({"name": "fixed", "full_at": 20, "zero_at": 20}, ".zero_at", "above the price with full"),
    ({"name": "fixed", "full_at": 20, "zero_at": 10}, ".zero_at", "above the price with full"),
    ({"name": "fixed", "full_at": 1, "zero_at": 2, "clamp": 1}, ".clamp", "True or false"),
    ({"name": "mean_relative", "base": 2}, ".base", "not known"),
    ({"name": "high_low", "zero_at": 2}, ".zero_at", "not known"),
    ({"name": "logarithmic"}, ".base", "missing"),
    ({"name": "logarithmic", "base": 1}, ".base", "more than 1"),
    ({"name": "logarithmic", "base": "1/2"}, ".base", "more than 1"),
    ({"name": "bands"}, ".bands", "missing"),
    ({"name": "bands", "bands": {}}, ".bands", "list"),
    ({"name": "bands", "bands": []}, ".bands", "At least one band"),
    ({"name": "bands", "bands": [[]]}, ".bands[0]", "object"),
    ({"name": "bands", "bands": [{"up_to": 1}]}, ".bands[0].points", "missing"),
    ({"name": "bands", "bands": [{"points": 1}]}, ".bands[0].up_to", "missing"),
    ({"name": "bands", "bands": [{"up_to": 1, "points": None}]}, ".bands[0].points", "expected"),
]
BANDS = [
    ([(None, 100), (None, 100)], ".bands[1].up_to", "must end above 100"),
    ([(None, 100), (None, 90)], ".bands[1].up_to", "must end above 100"),
    ([(100, 100)], ".bands[0].up_to", "must end above 100"),
    ([(None, 100), (101, 200)], ".bands[1].above", "gap"),
    ([(None, 100), (99, 200)], ".bands[1].above", "overlap"),
    ([(None, None), (None, 200)], ".bands[1]", "never used"),
    ([(None, 1), (1, 2), (2, 3), (4, 5)], ".bands[3].above", "gap"),
]


@pytest.mark.parametrize(("formula", "inside", "words"), FORMULAS)
def test_each_formula_checks_its_parameters(formula: object, inside: str, words: str):
    with pytest.raises(EvaluationError) as caught:
        bundle_from(example(("model.price_formula", formula)))
    assert caught.value.place == f"$.model.price_formula{inside}"
    assert words in str(caught.value)
    with pytest.raises(EvaluationError) as caught:
        bundle_from(example(("criteria.0.formula", formula)))
    assert caught.value.place == f"$.criteria[0].formula{inside}"


@pytest.mark.parametrize(("limits", "inside", "words"), BANDS)
def test_bands_have_neither_gaps_nor_overlaps(limits: list[Any], inside: str, words: str):
    bands = [{"above": above, "up_to": up_to, "points": 1} for above, up_to in limits]
    with pytest.raises(EvaluationError) as caught:
        bundle_from(example(("model.price_formula", {"name": "bands", "bands": bands})))
    assert caught.value.place == f"$.model.price_formula{inside}"
    assert words in str(caught.value)


def test_bands_that_fit_together_are_read():
    bands = [
        {"above": 0, "up_to": 100, "points": 10},
        {"up_to": 200, "points": "5"},
        {"above": 200, "up_to": None, "points": -1},
    ]
    bundle = bundle_from(example(("model.price_formula", {"name": "bands", "bands": bands})))
    assert bundle.model.price_formula is not None
    assert [(band.above, band.up_to, band.points) for band in bundle.model.price_formula.bands] == [
        (0, 100, 10),
        (100, 200, 5),
        (200, None, -1),
    ]


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


def test_a_criterion_is_found_in_the_file():
    bundle = bundle_from(EXAMPLE)
    assert bundle.place_of("K2") == ("criteria", 1, "children", 1)
    assert bundle.place_of("P") == ("criteria", 0)
    assert bundle.place_of("unknown") == ("criteria",)


def test_the_example_is_read_with_its_defaults():
    bundle = bundle_from(EXAMPLE)
    assert (bundle.title, bundle.currency) == ("Felles ERP for Helgeland", "NOK")
    assert [each.code for each in bundle.walk()] == ["P", "K", "K1", "K2"]
    assert [leaf.code for leaf in bundle.leaves()] == ["P", "K1", "K2"]
    assert [leaf.maximum for leaf in bundle.leaves()] == [10, 10, 5]
    assert bundle.criteria[1].children[0].kind is Kind.quality
    assert bundle.bids[1].scores == {"K1": 8, "K2": 4}
    assert bundle.bids[1].excluded is None


def test_what_may_be_left_out_may_be_left_out():
    bundle = bundle_from(
        {
            "format": "kravspor-evaluation/1",
            "model": {"method": "weighted_points", "max_points": 10, "price_formula": None},
            "criteria": [{"code": "Q", "kind": "environment", "weight": 1, "children": None}],
            "bids": [{"code": "A", "scores": {"Q": None}, "prices": None, "price": None}],
            "result": {"anything": 0.5},
        }
    )
    assert bundle.title == bundle.source == bundle.currency == ""
    assert (bundle.criteria[0].name, bundle.bids[0].name) == ("Q", "A")
    assert bundle.model.normalisation.form == "none"
    assert bundle.model.rounding.total is None
    assert bundle.bids[0].scores == bundle.bids[0].prices == {}


def test_a_price_that_is_null_is_not_given():
    bundle = bundle_from(example(("bids.0.price", None), ("bids.0.prices", {"P": None})))
    assert bundle.bids[0].price is None
    assert bundle.bids[0].prices == {}


def test_parameters_may_be_null_where_they_have_a_default():
    formula = {"name": "linear", "zero_at": None, "floor": None}
    bundle = bundle_from(example(("model.price_formula", formula)))
    assert bundle.model.price_formula is not None
    assert bundle.model.price_formula.zero_at == 2


def test_published_price_points_may_be_negative():
    bundle = bundle_from(example(("bids.1.scores.P", "-3")))
    assert bundle.bids[1].scores["P"] == -3
