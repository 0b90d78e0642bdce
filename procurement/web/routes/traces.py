"""Links of a requirement: the needs it answers and the criterion it is judged under."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.services.candidates import needs_to_link
from procurement.services.criteria import criteria_tree
from procurement.services.requirements import get_requirement
from procurement.services.traces import get_link, judge_under, link_need, unlink_need
from procurement.services.work import Work
from procurement.web.forms.traces import CriterionForm, NeedLinkForm, UnlinkForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("traces", __name__, url_prefix="/anskaffelser/<slug>/krav/<code>")


@bp.route("/behov", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def need(work: Work, code: str) -> ResponseReturnValue:
    """Link a need to a requirement, with the reason."""
    requirement = get_requirement(work, code)
    text = request.args.get("text", "")
    form = NeedLinkForm()
    form.offer(needs_to_link(work, requirement, text, form.need.data or ""))
    if form.validate_on_submit():
        try:
            link_need(work, requirement, form.need.data, form.reason.data)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("requirements.show", code=code))
    page = render_template("requirements/need.html", form=form, requirement=requirement, text=text)
    return page, 422 if form.errors else 200


@bp.route("/behov/<need_code>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def unlink(work: Work, code: str, need_code: str) -> ResponseReturnValue:
    """Ask once, then take away the link to a need."""
    requirement = get_requirement(work, code)
    get_link(work, requirement, need_code)
    form = UnlinkForm()
    if form.validate_on_submit():
        unlink_need(work, requirement, need_code)
        work.session.commit()
        say_saved()
        return redirect(url_for("requirements.show", code=code))
    return render_template(
        "requirements/unlink.html", form=form, requirement=requirement, need_code=need_code
    )


@bp.route("/kriterium", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def criterion(work: Work, code: str) -> ResponseReturnValue:
    """Judge an evaluated requirement under a criterion, with a share of it."""
    requirement = get_requirement(work, code)
    form = CriterionForm()
    form.offer(criteria_tree(work), requirement)
    if form.validate_on_submit():
        try:
            judge_under(work, requirement, form.criterion.data, form.chosen_share())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("requirements.show", code=code))
    page = render_template("requirements/criterion.html", form=form, requirement=requirement)
    return page, 422 if form.errors else 200
