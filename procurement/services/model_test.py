"""The model test: who would win among hypothetical bids, with the weights as one likes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlmodel import select

from procurement.domain import Method, Scenario
from procurement.errors import EvaluationError
from procurement.evaluation import bundle_from, influences
from procurement.exporting.model_test_view import ModelTestView
from procurement.services.analysis import Trial, analyse, trial_of
from procurement.services.criteria import CriterionNode, criteria_tree, model_of
from procurement.services.evaluation import official_bundle
from procurement.services.model_data import FORMAT, criteria_data, model_data, plain
from procurement.services.price_example import PriceRange
from procurement.services.price_view import price_view
from procurement.services.work import Work

_BID_KEYS = ("code", "name", "price")  # what the engine reads of a hypothetical bid


@dataclass(frozen=True)
class ModelTest:
    """A set of bids ranked with given weights, and all that can be said about it."""

    bundle: dict[str, Any]
    trial: Trial | None = None
    view: ModelTestView | None = None
    fault: str = ""  # why the bids cannot be ranked


def scenarios_of(work: Work) -> list[Scenario]:
    """Return the sets of hypothetical bids, by name."""
    return list(
        work.session.exec(
            select(Scenario)
            .where(Scenario.procurement_id == work.procurement.id)
            .order_by(Scenario.name)
        )
    )


def main_criteria(work: Work) -> list[CriterionNode]:
    """Return the criteria whose weights the test can move."""
    return [node for node in criteria_tree(work) if node.parent is None]


def scenario_bundle(work: Work, scenario: Scenario) -> dict[str, Any]:
    """Build the bundle of hypothetical bids, scored per criterion."""
    method = model_of(work).method
    return bundle_with(work, scenario, criteria_data(criteria_tree(work), method, False))


def comparison_bundle(work: Work, scenario: Scenario) -> dict[str, Any]:
    """Build the bundle in which criteria have their values, whatever the method does with them."""
    tree = criteria_tree(work)
    return bundle_with(work, scenario, criteria_data(tree, Method.quality_markup, False))


def bundle_with(
    work: Work, scenario: Scenario | None, criteria: list[dict[str, Any]]
) -> dict[str, Any]:
    """Build the bundle of these criteria and the bids of a scenario, or of none."""
    bids = scenario.bids if scenario else []
    codes = set(_leaf_codes(criteria))
    return {
        "format": FORMAT,
        "title": scenario.name if scenario else work.procurement.title,
        "source": "Kravspor",
        "currency": "NOK",
        "model": model_data(model_of(work)),
        "criteria": criteria,
        "bids": [_bid_data(bid, codes) for bid in bids],
    }


def _bid_data(bid: Mapping[str, Any], codes: set[str]) -> dict[str, Any]:
    """Return what the engine reads of a hypothetical bid; scores of criteria that are gone not."""
    data = {key: bid[key] for key in _BID_KEYS if key in bid}
    scores = {code: score for code, score in bid.get("scores", {}).items() if code in codes}
    return data | {"scores": scores}


def _leaf_codes(criteria: list[dict[str, Any]]) -> Iterator[str]:
    for entry in criteria:
        if "children" in entry:
            yield from _leaf_codes(entry["children"])
        else:
            yield entry["code"]


def with_weights(bundle: dict[str, Any], weights: Mapping[str, Decimal]) -> dict[str, Any]:
    """Return a bundle in which criteria, on any level, have other weights."""

    def changed(entry: dict[str, Any]) -> dict[str, Any]:
        code = entry["code"]
        own = {"weight": plain(weights[code])} if code in weights else {}
        below = entry.get("children")
        return entry | own | ({"children": [changed(each) for each in below]} if below else {})

    return bundle | {"criteria": [changed(entry) for entry in bundle["criteria"]]}


def effects_of(work: Work, weights: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """Return by main criterion how much it parts the invented bids; empty where nothing can."""
    scenario = next(iter(scenarios_of(work)), None)
    if scenario is None:
        return {}
    try:
        bundle = bundle_from(with_weights(scenario_bundle(work, scenario), weights))
        found = influences(bundle)
    except EvaluationError:
        return {}
    return {each.criterion: each.effective for each in found if each.effective is not None}


def try_weights(
    work: Work, scenario: Scenario | None, weights: Mapping[str, Decimal], along: str = ""
) -> ModelTest:
    """Rank a scenario, or the opened bids when there is none, with changed main weights."""
    bundle = scenario_bundle(work, scenario) if scenario else official_bundle(work)
    bundle = with_weights(bundle, weights)
    try:
        trial = trial_of(bundle)
        view = analyse(trial, along)
        priced = price_view(model_of(work), criteria_tree(work, weights), _prices_in(trial))
        view = replace(view, cost_sentence=priced.cost_sentence, costs=priced.costs)
        return ModelTest(bundle, trial, view)
    except EvaluationError as error:
        return ModelTest(bundle, fault=str(error.args[0]))


def trial_for(work: Work, scenario: Scenario | None) -> Trial:
    """Rank a scenario, or the opened bids when there is none; raise EvaluationError at a fault."""
    return trial_of(scenario_bundle(work, scenario) if scenario else official_bundle(work))


def _prices_in(trial: Trial) -> PriceRange | None:
    """Return the range of the prices of the bids, if they differ."""
    given = [bid.price for bid in trial.bundle.bids if bid.price is not None]
    return PriceRange(min(given), max(given)) if len(set(given)) > 1 else None
