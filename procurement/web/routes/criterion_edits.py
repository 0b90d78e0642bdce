"""Criteria: add, change, move and remove one; and the scale."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import CriterionKind
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services import criterion_edits
from procurement.services.criteria import CriterionNode, get_criterion, scale_of
from procurement.services.order import Way
from procurement.services.scale import save_scale
from procurement.services.work import Work
from procurement.web.forms.criteria import CriterionForm, ScaleForm
from procurement.web.forms.kinds import typed, whole_number
from procurement.web.forms.requirements import ConfirmForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("criterion_edits", __name__, url_prefix="/anskaffelser/<slug>/kriterier")


@bp.route("/nytt", methods=["GET", "POST"])
@requires(Permission.edit_model)
def new(work: Work) -> ResponseReturnValue:
    """Add a criterion, on top or under another."""
    form = CriterionForm(parent=request.args.get("parent", ""))
    above = get_criterion(work, form.parent.data) if form.parent.data else None
    if form.validate_on_submit():
        try:
            code = typed(form.code)
            criterion_edits.add_criterion(work, code, typed(form.parent), form.draft())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("criteria.index"))
    if not form.is_submitted():
        form.code.data = criterion_edits.next_code(work, typed(form.parent))
        form.is_published.data = True
        form.kind.data = above.criterion.kind if above else CriterionKind.quality
    return _page(form, above=above), 422 if form.errors else 200


@bp.route("/<code>/endre", methods=["GET", "POST"])
@requires(Permission.edit_model)
def edit(work: Work, code: str) -> ResponseReturnValue:
    """Change what a criterion is and what must be documented."""
    node = get_criterion(work, code)
    form = CriterionForm.of(node.criterion)
    if form.validate_on_submit():
        seen = whole_number(form.version.data)
        try:
            criterion_edits.change_criterion(work, code, form.draft(), seen)
        except FieldError as error:
            form.show(error)
        except ConflictError as error:
            return _page(form, node=node, conflict=str(error)), error.status
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("criteria.show", code=code))
    return _page(form, node=node), 422 if form.errors else 200


def _page(form: CriterionForm, **shown: object) -> str:
    missing: dict[str, object] = {"node": None, "above": None, "conflict": ""}
    return render_template("criteria/edit.html", form=form, **(missing | shown))


@bp.post("/<code>/flytt")
@requires(Permission.edit_model)
def move(work: Work, code: str) -> ResponseReturnValue:
    """Move a criterion a place up or down."""
    way = request.form.get("way", "")
    if way not in (Way.up, Way.down):
        raise NotFoundError(_("A criterion is moved up or down."))
    criterion_edits.move_criterion(work, code, Way(way))
    work.session.commit()
    say_saved()
    return redirect(url_for("criteria.index"))


@bp.route("/<code>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_model)
def remove(work: Work, code: str) -> ResponseReturnValue:
    """Ask once, then remove a criterion under which there is nothing."""
    node = get_criterion(work, code)
    form = ConfirmForm(version=str(node.criterion.version))
    if form.validate_on_submit():
        try:
            criterion_edits.remove_criterion(work, code, whole_number(form.version.data))
        except ConflictError as error:
            return _ask(work, node, form, str(error)), error.status
        work.session.commit()
        say_saved(_("The criterion %(code)s was removed.", code=code))
        return redirect(url_for("criteria.index"))
    return _ask(work, node, form)


def _ask(work: Work, node: CriterionNode, form: ConfirmForm, refusal: str = "") -> str:
    refusal = refusal or criterion_edits.what_is_under(work, node)
    return render_template("criteria/remove.html", form=form, node=node, refusal=refusal)


@bp.route("/skala", methods=["GET", "POST"])
@requires(Permission.edit_model)
def scale(work: Work) -> ResponseReturnValue:
    """Write the scale that bids are scored on."""
    form = ScaleForm.of(scale_of(work))
    conflict, status = "", 200
    if form.validate_on_submit():
        try:
            save_scale(work, typed(form.text), form.seen.data or "")
        except FieldError as error:
            form.show(error)
        except ConflictError as error:
            conflict, status = str(error), error.status
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("criteria.index", _anchor="scale"))
    page = render_template("criteria/scale.html", form=form, conflict=conflict)
    return page, 422 if form.errors else status
