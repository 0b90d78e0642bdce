"""The model as the engine reads it: every formula and method, and a digest that follows it."""

from decimal import Decimal
from typing import Any

import pytest
from factories import Make

from procurement.domain import (
    Criterion,
    CriterionKind,
    EnvironmentGround,
    EvaluationModel,
    Method,
    Normalisation,
    NormalisationLevel,
    PriceFormula,
    Role,
)
from procurement.evaluation import Ground, bundle_from, evaluate
from procurement.evaluation.model import LEVELS, METHODS, NORMALISATIONS
from procurement.evaluation.price_formulas import FORMULAS
from procurement.services.criteria import criteria_tree, model_of
from procurement.services.evaluation import bundle_of
from procurement.services.model_data import criteria_data, formula_data, model_digest
from procurement.services.work import Work


def test_the_tables_know_what_the_engine_knows():
    assert {str(each) for each in Method} == set(METHODS)
    assert {str(each) for each in PriceFormula} == set(FORMULAS)
    assert {str(each) for each in Normalisation} == set(NORMALISATIONS)
    assert {str(each) for each in NormalisationLevel} == set(LEVELS)
    assert {str(each) for each in EnvironmentGround} == {str(each) for each in Ground}


def work_with(make: Make, **values: Any) -> Work:
    """Return the work of a lead on a model with one price and one quality criterion."""
    work = make.work(make.member(Role.lead))
    model = model_of(work)
    for name, value in values.items():
        setattr(model, name, value)
    make.criterion("40", code="P", kind=CriterionKind.price)
    leaf = make.criterion("60", code="K", max_value=Decimal(900))
    for code, share in (("KR-1", "1"), ("KR-2", "2")):
        make.judge(make.requirement(code=code), leaf, share)
    return work


OWN = {
    PriceFormula.fixed: {"full_price": Decimal(100), "zero_price": Decimal(300)},
    PriceFormula.bands: {"bands": [{"up_to": "150", "points": "10"}, {"up_to": None, "points": 4}]},
}


@pytest.mark.parametrize("formula", PriceFormula)
def test_the_engine_takes_every_formula(make: Make, formula: PriceFormula):
    work = work_with(make, price_formula=formula, **OWN.get(formula, {}))

    bundle = bundle_of(work, {}, with_prices=True)
    bids = [
        {"code": code, "price": price, "scores": {"KR-1": "5", "KR-2": "5"}}
        for code, price in (("A", "100"), ("B", "200"))
    ]

    assert evaluate(bundle_from(bundle | {"bids": bids})).winner == ("A",)


@pytest.mark.parametrize("method", Method)
def test_the_engine_takes_every_method(make: Make, method: Method):
    work = work_with(make, method=method)
    for criterion in criteria_tree(work):
        criterion.criterion.max_value = Decimal("0.5")

    bundle = bundle_of(work, {}, with_prices=True)
    bids = [
        {"code": code, "price": price, "scores": {"KR-1": "5", "KR-2": "5"}}
        for code, price in (("A", "100"), ("B", "200"))
    ]

    assert evaluate(bundle_from(bundle | {"bids": bids})).winner == ("A",)


def test_the_value_of_a_criterion_is_shared_among_its_requirements(make: Make):
    work = work_with(make, method=Method.quality_deduction)

    tree = criteria_tree(work, with_shares=True)
    valued, plain_ones = (
        {entry["code"]: entry.get("children") for entry in criteria_data(tree, method)}["K"]
        for method in (Method.quality_deduction, Method.weighted_points)
    )

    assert [leaf["max_value"] for leaf in valued] == ["300", "600"]
    assert "max_value" not in plain_ones[0]


def test_a_formula_writes_its_own_parameters_only():
    model = EvaluationModel(price_formula=PriceFormula.proportional)
    assert formula_data(model) == {"name": "proportional"}
    model.price_formula = PriceFormula.hybrid
    assert formula_data(model) == {"name": "hybrid", "knee": "1.5"}


CHANGES: list[dict[str, Any]] = [
    {"price_formula": PriceFormula.hybrid},
    {"zero_at": Decimal("2.5")},
    {"floor": Decimal(0)},
    {"normalisation": Normalisation.difference},
    {"rounding_total": 1},
    {"tie_rule": "The cheaper one."},
    {"max_points": Decimal(100)},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_every_rule_is_in_the_digest(make: Make, change: dict[str, Any]):
    work = work_with(make)
    before = model_digest(work)

    for name, value in change.items():
        setattr(model_of(work), name, value)

    assert model_digest(work) != before


def test_the_digest_follows_weights_and_not_what_only_the_test_needs(make: Make):
    work = work_with(make)
    before = model_digest(work)

    model_of(work).lowest_price = Decimal(5)
    make.scenario([{"code": "T1"}])
    assert model_digest(work) == before

    quality = work.session.get(Criterion, criteria_tree(work)[1].criterion.id)
    assert quality is not None
    quality.weight = Decimal(61)
    assert model_digest(work) != before
