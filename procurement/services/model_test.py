"""The model test: who would win among hypothetical bids, with the weights as one likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlmodel import select

from procurement.domain import Method, Scenario
from procurement.errors import EvaluationError
from procurement.evaluation import Result as Ranking
from procurement.evaluation import bundle_from, influences
from procurement.i18n import format_number, half_up
from procurement.i18n import gettext as _
from procurement.services.criteria import CriterionNode, criteria_tree, model_of
from procurement.services.evaluation import official_bundle, rank
from procurement.services.model_data import FORMAT, criteria_data, model_data, plain
from procurement.services.work import Work

_BID_KEYS = ("code", "name", "price", "scores")  # what the engine reads of a hypothetical bid


@dataclass(frozen=True)
class ModelTest:
    """A set of bids ranked with given weights."""

    bundle: dict[str, Any]
    ranking: Ranking
    sentence: str


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
    return {
        "format": FORMAT,
        "title": scenario.name if scenario else work.procurement.title,
        "source": "Kravspor",
        "currency": "NOK",
        "model": model_data(model_of(work)),
        "criteria": criteria,
        "bids": [{key: bid[key] for key in _BID_KEYS if key in bid} for bid in bids],
    }


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


def try_weights(work: Work, scenario: Scenario | None, weights: Mapping[str, Decimal]) -> ModelTest:
    """Rank a scenario, or the opened bids when there is none, with changed main weights."""
    bundle = scenario_bundle(work, scenario) if scenario else official_bundle(work)
    bundle = with_weights(bundle, weights)
    ranking = rank(bundle)
    return ModelTest(bundle, ranking, who_wins(ranking))


def who_wins(ranking: Ranking) -> str:
    """Say in one sentence who wins and by how much."""
    placed = [(bid, bid.total) for bid in ranking.bids if bid.total is not None]
    (first, best), *others = placed
    level = [bid.name for bid, _total in placed if bid.rank == 1]
    if len(level) > 1:
        return _("%(names)s share first place.", names=_(" and ").join(level))
    if not others:
        return _("%(name)s is the only bid left.", name=first.name)
    second, next_best = others[0]
    return _(
        "%(first)s wins, %(margin)s points ahead of %(second)s.",
        first=first.name,
        margin=format_number(half_up(best - next_best, 2), 2),
        second=second.name,
    )
