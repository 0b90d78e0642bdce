"""Criteria and weights."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import ConflictError, FieldError
from procurement.services.criteria import (
    criteria_tree,
    get_criterion,
    judged_under,
    model_of,
    save_weights,
    scale_of,
)
from procurement.services.environment import environment_view, save_environment
from procurement.services.model_test import effects_of
from procurement.services.thread import thread_of_criterion
from procurement.services.work import Work
from procurement.web.forms.environment import EnvironmentForm
from procurement.web.forms.weights import WeightsForm
from procurement.web.guard import requires
from procurement.web.paging import page_from
from procurement.web.saved import say_saved

bp = Blueprint("criteria", __name__, url_prefix="/anskaffelser/<slug>/kriterier")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the weight tree; whoever may change it gets fields."""
    return _page(work, WeightsForm.of(criteria_tree(work)))


@bp.post("/")
@requires(Permission.edit_model)
def save(work: Work) -> ResponseReturnValue:
    """Save the weights, all or none."""
    form = WeightsForm.read(criteria_tree(work), request.form)
    if form.errors:
        return _page(work, form), 422
    try:
        save_weights(work, form.weights, form.seen)
    except ConflictError as error:
        work.session.rollback()
        return _page(work, form, conflict=str(error)), error.status
    work.session.commit()
    say_saved()
    return redirect(url_for(".index"))


@bp.post("/sum")
@requires(Permission.edit_model)
def preview(work: Work) -> ResponseReturnValue:
    """Show sums and effective weights for what is typed, without saving it."""
    return _page(work, WeightsForm.read(criteria_tree(work), request.form))


@bp.post("/miljo")
@requires(Permission.edit_model)
def environment(work: Work) -> ResponseReturnValue:
    """Save the date of the notice, and the ground for a lower weight of environment."""
    green = EnvironmentForm.of(model_of(work), work.procurement)
    weights = WeightsForm.of(criteria_tree(work))
    if not green.validate():
        return _page(work, weights, green=green), 422
    try:
        save_environment(work, green.draft(), green.seen())
    except FieldError as error:
        green.show(error)
        return _page(work, weights, green=green), 422
    except ConflictError as error:
        work.session.rollback()
        return _page(work, weights, str(error), green), error.status
    work.session.commit()
    say_saved()
    return redirect(url_for(".index", _anchor="environment"))


def _page(
    work: Work, form: WeightsForm, conflict: str = "", green: EnvironmentForm | None = None
) -> str:
    tree = criteria_tree(work, form.weights)
    return render_template(
        "criteria/index.html",
        form=form,
        tree=tree,
        model=model_of(work),
        scale=scale_of(work),
        conflict=conflict,
        rule=environment_view(work, tree),
        green=green or EnvironmentForm.of(model_of(work), work.procurement),
        effects=effects_of(work, form.weights),
    )


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show a criterion with its requirements and its thread."""
    node = get_criterion(work, code)
    shares = page_from(
        node.judged,
        request.args.get("page", "1"),
        lambda start, most: judged_under(work, node.criterion, start, most),
    )
    return render_template(
        "criteria/show.html", node=node, thread=thread_of_criterion(work, node), shares=shares
    )
