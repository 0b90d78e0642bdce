"""Simulate the model on uncertain bids or weights, with progress and a way to stop."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import EvaluationError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.model_test import trial_for
from procurement.services.runs import PATIENCE, Run
from procurement.services.simulation import job_for
from procurement.services.work import Work
from procurement.web.forms.simulation import SimulationForm
from procurement.web.guard import requires
from procurement.web.model_test_page import (
    Shown,
    chosen_bids,
    model_test_page,
    named_run,
    owner_of,
    runs,
)

bp = Blueprint("simulation", __name__, url_prefix="/anskaffelser/<slug>/modelltest/simulering")


@bp.post("/")
@requires(Permission.read)
def start(work: Work) -> ResponseReturnValue:
    """Begin to simulate; a quick one is done when the page comes back."""
    shown, form = chosen_bids(work), SimulationForm.read(request.form)
    shown.simulation = form
    if form.errors:
        return model_test_page(work, shown), 422
    run = _begin(work, shown, form)
    run.finished.wait(PATIENCE)
    bids = "opened" if shown.real else shown.scenario.id if shown.scenario else ""
    return redirect(url_for("model_test.index", bids=bids, run=run.identity, _anchor="simulation"))


def _begin(work: Work, shown: Shown, form: SimulationForm) -> Run:
    """Start the run; bids that cannot be ranked are its fault."""
    if not shown.real and shown.scenario is None:
        raise NotFoundError(_("There is no such set of bids here."))
    run = Run(owner_of(work), {"draft": form.draft, "names": {}}, form.draft.draws)
    try:
        trial = trial_for(work, shown.scenario)
        bids = shown.scenario.bids if shown.scenario else []
        job = job_for(trial, {bid["code"]: bid for bid in bids}, form.draft)
    except EvaluationError as error:
        run.fault = str(error.args[0])
        run.finished.set()
        return runs().keep(run)
    run.told["names"] = dict(trial.names)
    return runs().start(run, job)


@bp.post("/stopp")
@requires(Permission.read)
def stop(work: Work) -> ResponseReturnValue:
    """Stop a simulation that is under way."""
    run = named_run(work)
    if run is None:
        raise NotFoundError(_("This simulation is not kept any more. Start it again."))
    run.stopping.set()
    run.finished.wait(PATIENCE)
    return redirect(url_for("model_test.index", run=run.identity, _anchor="simulation"))
