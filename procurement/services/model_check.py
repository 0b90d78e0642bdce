"""The checks of the evaluation model before it is published, each with the place to mend it."""

from dataclasses import dataclass
from typing import Any

from procurement.domain import Method, Scenario
from procurement.errors import EvaluationError
from procurement.evaluation import Finding, Severity, bundle_from, check_model
from procurement.i18n import gettext as _
from procurement.services.criteria import criteria_tree, model_of
from procurement.services.model_data import criteria_data
from procurement.services.model_test import bundle_with
from procurement.services.work import Work

_PRICES = ("price_model.index", "price-model")
_WEIGHTS = ("criteria.index", "weights")
_BIDS = ("model_test.index", "bids-tried")
_PLACES: dict[str, tuple[str, str]] = {
    "completeness": _PRICES,
    "weights": _WEIGHTS,
    "weight_range": _WEIGHTS,
    "unpublished_weight": _WEIGHTS,
    "environment": ("criteria.index", "environment"),
    "effective_weight": _WEIGHTS,
    "dead_criterion": _WEIGHTS,
    "robustness": _WEIGHTS,
    "main_criteria": _WEIGHTS,
    "documentation": _WEIGHTS,
    "minimum_with_weight": _WEIGHTS,
    "price_in_quality": _WEIGHTS,
    "dominance": _BIDS,
    "bids": _BIDS,
}


@dataclass(frozen=True)
class Checked:
    """A finding with the page and the place on it where it is put right."""

    finding: Finding
    page: str  # endpoint
    anchor: str


def checked(work: Work, scenario: Scenario | None) -> list[Checked]:
    """Return what the checks find, errors first; the bids of the scenario are those expected."""
    try:
        found = check_model(bundle_from(check_bundle(work, scenario)))
    except EvaluationError as error:
        found = (_unreadable(error),)
    return [Checked(each, *_PLACES.get(each.check, _PRICES)) for each in found]


def _unreadable(error: EvaluationError) -> Finding:
    """Return the one finding there is where the model is not whole enough to be checked."""
    return Finding(
        check="weights",
        severity=Severity.error,
        text=_("The model cannot be checked yet. %(cause)s", cause=error.args[0]),
        advice=_("Put right what is named here; then the other checks are run."),
    )


def check_bundle(work: Work, scenario: Scenario | None) -> dict[str, Any]:
    """Build the bundle with all that the checks read and a result does not need."""
    model = model_of(work)
    method: Method = model.method
    criteria = criteria_data(criteria_tree(work), method, False, with_terms=True)
    bundle = bundle_with(work, scenario, criteria)
    if model.notice_date is not None:
        bundle["notice_date"] = model.notice_date.isoformat()
    if model.environment_ground is not None:
        bundle["environment"] = {
            "ground": str(model.environment_ground),
            "reason": work.procurement.environment_justification,
        }
    return bundle
