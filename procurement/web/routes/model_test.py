"""The model test: who wins among hypothetical bids, how safely, and what turns it."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Scenario
from procurement.errors import ConflictError, FieldError
from procurement.services.criteria import model_of
from procurement.services.model_test import main_criteria, scenarios_of
from procurement.services.price_model import valued_criteria
from procurement.services.scenarios import (
    get_scenario,
    make_scenario,
    remove_scenario,
    save_scenario,
)
from procurement.services.work import Work
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.scenarios import BidsForm
from procurement.web.forms.weights import WeightsForm
from procurement.web.guard import requires, wants_part
from procurement.web.model_test_page import (
    Shown,
    chosen_bids,
    model_test_page,
    named_run,
    ranges_form,
    run_part,
)
from procurement.web.saved import say_saved

bp = Blueprint("model_test", __name__, url_prefix="/anskaffelser/<slug>/modelltest")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Rank hypothetical bids, or the opened ones, with the weights in the address."""
    if wants_part() and request.args.get("part") == "run":
        return run_part(work)
    shown = chosen_bids(work)
    shown.weights = WeightsForm.read(main_criteria(work), request.args)
    shown.run = named_run(work)
    return model_test_page(work, shown), 422 if shown.weights.errors else 200


@bp.post("/prov")
@requires(Permission.edit_model)
def preview(work: Work) -> ResponseReturnValue:
    """Rank the bids as they are typed, without saving them."""
    scenario = get_scenario(work, request.form.get("bids", ""))
    weights = WeightsForm.read(main_criteria(work), request.form)
    bids = _typed(work, scenario)
    shown = Shown(scenario, weights=weights, bids=bids)
    if bids.errors or weights.errors:
        return model_test_page(work, shown), 422
    draft = bids.draft()
    shown.tried = Scenario(
        procurement_id=scenario.procurement_id,
        name=draft.name,
        note=draft.note,
        bids=[bid.data(f"T{number}") for number, bid in enumerate(draft.bids, start=1)],
    )
    return model_test_page(work, shown)


@bp.post("/tilbud")
@requires(Permission.edit_model)
def save(work: Work) -> ResponseReturnValue:
    """Save the hypothetical bids of a set."""
    scenario = get_scenario(work, request.form.get("bids", ""))
    bids = _typed(work, scenario)
    shown = Shown(scenario, bids=bids)
    if not bids.errors:
        try:
            save_scenario(work, scenario, bids.draft(), bids.seen)
        except FieldError as error:
            bids.errors[error.field] = str(error)
        except ConflictError as error:
            work.session.rollback()
            shown.conflict = str(error)
            return model_test_page(work, shown), error.status
    if bids.errors:
        return model_test_page(work, shown), 422
    work.session.commit()
    say_saved()
    return redirect(url_for(".index", bids=scenario.id, _anchor="bids-tried"))


@bp.post("/lag")
@requires(Permission.edit_model)
def make(work: Work) -> ResponseReturnValue:
    """Make four hypothetical bids from the ranges that are typed."""
    ranges = ranges_form(work)
    ranges.read(valued_criteria(work), model_of(work).max_points, request.form)
    if ranges.draft is not None:
        try:
            scenario = make_scenario(work, ranges.typed["set"].strip(), ranges.draft)
        except FieldError as error:
            ranges.errors["set"] = str(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".index", bids=scenario.id, _anchor="bids-tried"))
    shown = Shown(next(iter(scenarios_of(work)), None), ranges=ranges)
    return model_test_page(work, shown), 422


@bp.post("/fjern")
@requires(Permission.edit_model)
def remove(work: Work) -> ResponseReturnValue:
    """Remove a set of hypothetical bids."""
    scenario = get_scenario(work, request.form.get("bids", ""))
    remove_scenario(work, scenario, whole_number(request.form.get("version")))
    work.session.commit()
    say_saved()
    return redirect(url_for(".index"))


def _typed(work: Work, scenario: Scenario) -> BidsForm:
    return BidsForm.read(scenario, valued_criteria(work), model_of(work).max_points, request.form)
