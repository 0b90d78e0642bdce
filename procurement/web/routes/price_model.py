"""The price model: method, formula, and what they do with prices."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import ConflictError
from procurement.services.comparison import compare_formulas, compare_normalisations
from procurement.services.criteria import criteria_tree, model_of
from procurement.services.model_test import comparison_bundle, scenarios_of
from procurement.services.price_model import save_model, valued_criteria
from procurement.services.price_view import price_view
from procurement.services.work import Work
from procurement.web.forms.price_model import PriceModelForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("price_model", __name__, url_prefix="/anskaffelser/<slug>/prismodell")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the price model with its curve, its example and the formulas side by side."""
    return _page(work, PriceModelForm.of(model_of(work), valued_criteria(work)))


@bp.post("/")
@requires(Permission.edit_model)
def save(work: Work) -> ResponseReturnValue:
    """Save the price model."""
    form = PriceModelForm.read(model_of(work), valued_criteria(work), request.form)
    if form.errors:
        return _page(work, form), 422
    try:
        save_model(work, form.draft, form.seen, form.values)
    except ConflictError as error:
        work.session.rollback()
        return _page(work, form, conflict=str(error)), error.status
    work.session.commit()
    say_saved()
    return redirect(url_for(".index"))


@bp.post("/prov")
@requires(Permission.edit_model)
def preview(work: Work) -> ResponseReturnValue:
    """Show what is typed without saving it."""
    form = PriceModelForm.read(model_of(work), valued_criteria(work), request.form)
    return _page(work, form), 422 if form.errors else 200


def _page(work: Work, form: PriceModelForm, conflict: str = "") -> str:
    model = form.draft.over(model_of(work))
    scenario = next(iter(scenarios_of(work)), None)
    bundle = comparison_bundle(work, scenario) if scenario else None
    return render_template(
        "price_model/index.html",
        form=form,
        view=price_view(model, criteria_tree(work)),
        nodes=valued_criteria(work),
        scenario=scenario,
        formulas=compare_formulas(model, bundle) if bundle and model.method.has_points else [],
        normalisations=compare_normalisations(model, bundle) if bundle else [],
        bids=bundle["bids"] if bundle else [],
        conflict=conflict,
    )
