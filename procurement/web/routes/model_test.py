"""The model test: move the weights and see who would win."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.model_test import main_criteria, scenarios_of, try_weights
from procurement.services.work import Work
from procurement.web.forms.weights import WeightsForm
from procurement.web.guard import requires, wants_part

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
    test = None
    if not form.errors and (real or scenario):
        test = try_weights(work, scenario, form.weights)
    template = "model_test/_outcome.html" if wants_part() else "model_test/index.html"
    page = render_template(
        template, form=form, nodes=nodes, scenarios=scenarios, chosen=scenario, real=real, test=test
    )
    return page, 422 if form.errors else 200
