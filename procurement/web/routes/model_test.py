"""The model test: who wins among hypothetical bids, how safely, and what turns it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Scenario
from procurement.errors import ConflictError, FieldError
from procurement.services.criteria import model_of
from procurement.services.model_check import checked
from procurement.services.model_test import main_criteria, scenarios_of, try_weights
from procurement.services.price_model import valued_criteria
from procurement.services.scenarios import (
    get_scenario,
    make_scenario,
    remove_scenario,
    save_scenario,
)
from procurement.services.work import Work
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.scenarios import BidsForm, RangesForm
from procurement.web.forms.weights import WeightsForm
from procurement.web.guard import requires, wants_part
from procurement.web.saved import say_saved

bp = Blueprint("model_test", __name__, url_prefix="/anskaffelser/<slug>/modelltest")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Rank hypothetical bids, or the opened ones, with the weights in the address."""
    nodes = main_criteria(work)
    form = WeightsForm.read(nodes, request.args) if request.args else WeightsForm.of(nodes)
    scenarios = scenarios_of(work)
    chosen = request.args.get("bids", "")
    real = chosen == "opened" and work.may(Permission.read_result)
    scenario = next((s for s in scenarios if str(s.id) == chosen), None)
    scenario = None if real else scenario or next(iter(scenarios), None)
    page = _page(work, form, scenario, real=real)
    return page, 422 if form.errors else 200


@bp.post("/prov")
@requires(Permission.edit_model)
def preview(work: Work) -> ResponseReturnValue:
    """Rank the bids as they are typed, without saving them."""
    scenario = get_scenario(work, request.form.get("bids", ""))
    bids = _typed(work, scenario)
    form = WeightsForm.read(main_criteria(work), request.form)
    if bids.errors:
        return _page(work, form, scenario, bids=bids), 422
    draft = bids.draft()
    tried = Scenario(
        procurement_id=scenario.procurement_id,
        name=draft.name,
        note=draft.note,
        bids=[bid.data(f"T{number}") for number, bid in enumerate(draft.bids, start=1)],
    )
    return _page(work, form, scenario, bids=bids, tried=tried)


@bp.post("/tilbud")
@requires(Permission.edit_model)
def save(work: Work) -> ResponseReturnValue:
    """Save the hypothetical bids of a set."""
    scenario = get_scenario(work, request.form.get("bids", ""))
    bids, form = _typed(work, scenario), WeightsForm.of(main_criteria(work))
    if not bids.errors:
        try:
            save_scenario(work, scenario, bids.draft(), bids.seen)
        except FieldError as error:
            bids.errors[error.field] = str(error)
        except ConflictError as error:
            work.session.rollback()
            return _page(work, form, scenario, bids=bids, conflict=str(error)), error.status
    if bids.errors:
        return _page(work, form, scenario, bids=bids), 422
    work.session.commit()
    say_saved()
    return redirect(url_for(".index", bids=scenario.id, _anchor="bids-tried"))


@bp.post("/lag")
@requires(Permission.edit_model)
def make(work: Work) -> ResponseReturnValue:
    """Make four hypothetical bids from the ranges that are typed."""
    ranges = _ranges(work).read(valued_criteria(work), model_of(work).max_points, request.form)
    if ranges.draft is not None:
        try:
            scenario = make_scenario(work, ranges.typed["set"].strip(), ranges.draft)
        except FieldError as error:
            ranges.errors["set"] = str(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".index", bids=scenario.id, _anchor="bids-tried"))
    form = WeightsForm.of(main_criteria(work))
    scenario_shown = next(iter(scenarios_of(work)), None)
    return _page(work, form, scenario_shown, ranges=ranges), 422


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


def _ranges(work: Work) -> RangesForm:
    model = model_of(work)
    return RangesForm.of((model.lowest_price, model.highest_price), valued_criteria(work))


def _page(
    work: Work,
    form: WeightsForm,
    scenario: Scenario | None,
    real: bool = False,
    **shown: Any,
) -> str:
    """Show the page, or the part of it that depends on weights and bids."""
    along = request.values.get("along", "")
    tried = shown.get("tried", scenario)
    test = None
    if not form.errors and (real or tried) and not getattr(shown.get("bids"), "errors", None):
        test = try_weights(work, None if real else tried, form.weights, along)
    nodes = valued_criteria(work)
    bids = shown.get("bids") or (BidsForm.of(scenario, nodes) if scenario else None)
    return render_template(
        "model_test/_outcome.html" if wants_part() else "model_test/index.html",
        form=form,
        nodes=main_criteria(work),
        leaves=nodes,
        scenarios=scenarios_of(work),
        chosen=scenario,
        real=real,
        test=test,
        along=along,
        bids=bids,
        ranges=shown.get("ranges") or _ranges(work),
        conflict=shown.get("conflict", ""),
        checks=checked(work, tried),
    )
