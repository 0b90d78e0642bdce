"""The page of the model test, which several routes show: bids, answers, simulation, sign-off."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import current_app, render_template, request

from procurement.access import Permission
from procurement.domain import Scenario
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.services.criteria import model_of
from procurement.services.model_check import checked
from procurement.services.model_test import main_criteria, scenarios_of, try_weights
from procurement.services.price_model import valued_criteria
from procurement.services.runs import Run, Runs
from procurement.services.sign_off import sign_off_view
from procurement.services.simulation import DRAWS, SimulationView, simulation_view
from procurement.services.work import Work
from procurement.web.forms.scenarios import BidsForm, RangesForm
from procurement.web.forms.simulation import SignOffForm, SimulationForm
from procurement.web.forms.weights import WeightsForm
from procurement.web.guard import wants_part


@dataclass
class Shown:
    """What stands on the page besides what is stored: what was typed and what came of it."""

    scenario: Scenario | None
    real: bool = False
    weights: WeightsForm | None = None
    bids: BidsForm | None = None
    tried: Scenario | None = None  # the bids as typed, not saved
    ranges: RangesForm | None = None
    simulation: SimulationForm | None = None
    run: Run | None = None
    signing: SignOffForm | None = None
    conflict: str = ""


def chosen_bids(work: Work) -> Shown:
    """Return the page on the bids named in the request, else on the first set there is."""
    scenarios, chosen = scenarios_of(work), request.values.get("bids", "")
    if chosen == "opened" and work.may(Permission.read_result):
        return Shown(None, real=True)
    named = next((each for each in scenarios if str(each.id) == chosen), None)
    return Shown(named or next(iter(scenarios), None))


def model_test_page(work: Work, shown: Shown) -> str:
    """Return the page, or the part of it that depends on weights and bids."""
    mains, leaves = main_criteria(work), valued_criteria(work)
    weights = shown.weights or WeightsForm.of(mains)
    tried = shown.tried or shown.scenario
    along = request.values.get("along", "")
    faulty = weights.errors or (shown.bids.errors if shown.bids else {})
    test = None
    if not faulty and (shown.real or tried):
        test = try_weights(work, None if shown.real else tried, weights.weights, along)
    bids = shown.bids or (BidsForm.of(shown.scenario, leaves) if shown.scenario else None)
    signing = sign_off_view(work)
    return render_template(
        "model_test/_outcome.html" if wants_part() else "model_test/index.html",
        shown=shown,
        form=weights,
        nodes=mains,
        leaves=leaves,
        scenarios=scenarios_of(work),
        chosen=shown.scenario,
        real=shown.real,
        test=test,
        along=along,
        bids=bids,
        ranges=shown.ranges or ranges_form(work),
        conflict=shown.conflict,
        checks=checked(work, tried),
        simulation=shown.simulation or asked(shown.run),
        all_draws=DRAWS,
        run=shown.run,
        simulated=simulated(shown.run),
        signed=signing,
        sign_form=shown.signing or SignOffForm(formdata=None, digest=signing.digest),
    )


def ranges_form(work: Work) -> RangesForm:
    """Return the form from which four bids are made."""
    model = model_of(work)
    return RangesForm.of((model.lowest_price, model.highest_price), valued_criteria(work))


def asked(run: Run | None) -> SimulationForm:
    """Return the form with what was asked for last."""
    return SimulationForm.of(run.told["draft"] if run else None)


def simulated(run: Run | None) -> SimulationView | None:
    """Return what a run found, once it is done."""
    if run is None or run.state != "done":
        return None
    return simulation_view(run.outcome, run.told["names"], run.told["draft"])


def runs() -> Runs:
    """Return the simulations of this process."""
    return cast(Runs, current_app.extensions["runs"])


def owner_of(work: Work) -> tuple[UUID, UUID]:
    """Return whose runs are whose: this person's in this procurement."""
    return work.procurement.id, work.user.id


def named_run(work: Work) -> Run | None:
    """Return the run named in the request, if it is this person's."""
    return runs().find(request.values.get("run", ""), owner_of(work))


def run_part(work: Work) -> str:
    """Return how far a simulation is, or what it found; a part of the page."""
    run = named_run(work)
    if run is None:
        raise NotFoundError(_("This simulation is not kept any more. Start it again."))
    return render_template("model_test/_run.html", run=run, simulated=simulated(run))
