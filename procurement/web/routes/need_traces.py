"""Links of a need: the requirements that answer it, each with its reason."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import ConflictError, FieldError
from procurement.services.candidates import requirements_to_link
from procurement.services.needs import get_need, refuse_merged
from procurement.services.requirements import get_requirement
from procurement.services.traces import change_reason, get_link, link_requirement, unlink_need
from procurement.services.work import Work
from procurement.web.forms.traces import ReasonForm, RequirementLinkForm, UnlinkForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("need_traces", __name__, url_prefix="/anskaffelser/<slug>/behov/<code>/krav")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def link(work: Work, code: str) -> ResponseReturnValue:
    """Link a requirement to a need, with the reason."""
    need = get_need(work, code)
    refuse_merged(need)
    text = request.args.get("text", "")
    form = RequirementLinkForm()
    form.offer(requirements_to_link(work, need, text, form.requirement.data or ""))
    if form.validate_on_submit():
        try:
            link_requirement(work, need, form.requirement.data, form.reason.data)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("needs.show", code=code))
    page = render_template("needs/link.html", form=form, need=need, text=text)
    return page, 422 if form.errors else 200


@bp.route("/<requirement_code>", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def edit(work: Work, code: str, requirement_code: str) -> ResponseReturnValue:
    """Change the reason for a link."""
    requirement = get_requirement(work, requirement_code)
    held = get_link(work, requirement, code)
    form, stale = ReasonForm(obj=held, seen=held.reason), False
    if form.validate_on_submit():
        try:
            change_reason(work, held, form.reason.data, form.seen.data or "")
        except FieldError as error:
            form.show(error)
        except ConflictError:
            form.seen.data, stale = held.reason, True
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("needs.show", code=code))
    page = render_template(
        "needs/reason.html", form=form, link=held, requirement=requirement, stale=stale
    )
    return page, 409 if stale else 422 if form.errors else 200


@bp.route("/<requirement_code>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def unlink(work: Work, code: str, requirement_code: str) -> ResponseReturnValue:
    """Ask once, then take away the link to a requirement."""
    requirement = get_requirement(work, requirement_code)
    get_link(work, requirement, code)
    form = UnlinkForm()
    if form.validate_on_submit():
        unlink_need(work, requirement, code)
        work.session.commit()
        say_saved()
        return redirect(url_for("needs.show", code=code))
    return render_template("needs/unlink.html", form=form, requirement=requirement, need_code=code)
