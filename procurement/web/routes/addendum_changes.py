"""What an addendum changes in the requirements: choose, write, take out again."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Addendum, AddendumChange
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services import addenda, addendum_changes
from procurement.services.requirements import get_requirement, list_requirements
from procurement.services.work import Work
from procurement.web.forms.addenda import ChangeForm, ChooseForm, choice_form
from procurement.web.forms.kinds import typed, whole_number
from procurement.web.forms.sealing import SealForm
from procurement.web.guard import requires
from procurement.web.routes.addenda import draft_of
from procurement.web.saved import say_saved

bp = Blueprint(
    "addendum_changes", __name__, url_prefix="/anskaffelser/<slug>/tilleggsinformasjon/<number>"
)


@bp.route("/endring", methods=["GET", "POST"])
@requires(Permission.edit_addenda)
def choose(work: Work, number: str) -> ResponseReturnValue:
    """Choose which field of which requirement is to be changed."""
    addendum, form = draft_of(work, number), ChooseForm()
    form.offer()
    if form.validate_on_submit():
        code = typed(form.code)
        try:
            get_requirement(work, code)
        except NotFoundError as error:
            form.show(FieldError("code", str(error)))
        else:
            place = {"number": addendum.number, "code": code, "field": form.field.data}
            return redirect(url_for(".change", **place))
    page = render_template(
        "addenda/choose.html", form=form, addendum=addendum, requirements=list_requirements(work)
    )
    return page, 422 if form.errors else 200


@bp.route("/endring/<code>/<field>", methods=["GET", "POST"])
@requires(Permission.edit_addenda)
def change(work: Work, number: str, code: str, field: str) -> ResponseReturnValue:
    """Write what a field becomes, beside how it reads now."""
    addendum = draft_of(work, number)
    row = addendum_changes.get_change(work, addendum, code, field)
    before = addenda.current(get_requirement(work, code), field)
    form = _form(field, row, before)
    if form.validate_on_submit():
        after = str(form.after.data or "") if field in addenda.CHOSEN else typed(form.after)
        draft = addendum_changes.ChangeDraft(code, field, after, typed(form.reason))
        try:
            addendum_changes.set_change(work, addendum, draft, whole_number(form.version.data))
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("addenda.show", number=addendum.number))
    page = render_template(
        "addenda/change.html",
        form=form,
        addendum=addendum,
        code=code,
        name=addenda.field_name(field),
        before=addenda.shown(field, before),
        is_chosen=field in addenda.CHOSEN,
    )
    return page, 422 if form.errors else 200


def _form(field: str, row: AddendumChange | None, before: str) -> ChangeForm:
    kind = ChangeForm
    if field in addenda.CHOSEN:
        kind = choice_form(addenda.CHOSEN[field], None if field in addenda.NEEDED else _("None"))
    return kind(
        after=row.after if row else before,
        reason=row.reason if row else "",
        version=row.version if row else 0,
    )


@bp.route("/endring/<code>/<field>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_addenda)
def remove(work: Work, number: str, code: str, field: str) -> ResponseReturnValue:
    """Ask once, then take a change out of a draft."""
    addendum: Addendum = draft_of(work, number)
    if addendum_changes.get_change(work, addendum, code, field) is None:
        raise NotFoundError(_("There is no such change in the addendum."))
    form = SealForm()
    if form.validate_on_submit():
        addendum_changes.remove_change(work, addendum, code, field)
        work.session.commit()
        say_saved(_("The change is taken out."))
        return redirect(url_for("addenda.show", number=addendum.number))
    name = addenda.field_name(field)
    return render_template(
        "addenda/take_out.html", form=form, addendum=addendum, code=code, name=name
    )
