"""Needs."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Need
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services import needs
from procurement.services.sources import list_quotes
from procurement.services.thread import thread_of_need
from procurement.services.work import Work
from procurement.web.commenting import commenting_on
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.needs import NeedForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("needs", __name__, url_prefix="/anskaffelser/<slug>/behov")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the needs that fit the filter."""
    names = ("text", "area", "kind", "sort")
    wanted = needs.NeedFilter(**{name: request.args.get(name, "") for name in names})
    return render_template(
        "needs/index.html",
        needs=needs.list_needs(work, wanted),
        wanted=wanted,
        areas=needs.areas_of(work),
    )


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show a need with its thread."""
    need = needs.get_need(work, code)
    return render_template(
        "needs/show.html",
        need=need,
        thread=thread_of_need(work, need),
        commenting=commenting_on(work, need),
    )


@bp.route("/nytt", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def new(work: Work) -> ResponseReturnValue:
    """Add a need."""
    chosen = request.args.getlist("quote")
    form = NeedForm(code=needs.next_need_code(work), quote_codes=chosen)
    form.offer(list_quotes(work), needs.areas_of(work))
    if form.validate_on_submit():
        try:
            need = needs.add_need(work, form.draft())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=need.code))
    return _form_page(form, _("New need"), None)


@bp.route("/<code>/endre", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def edit(work: Work, code: str) -> ResponseReturnValue:
    """Change a need."""
    need = needs.get_need(work, code)
    form = NeedForm(obj=need, quote_codes=[quote.code for quote in need.quotes])
    form.offer(list_quotes(work), needs.areas_of(work))
    if form.validate_on_submit():
        seen = whole_number(form.version.data)
        if seen != need.version:
            return _form_page(form, _("Change %(code)s", code=code), need, stale=True)
        try:
            needs.change_need(work, need, form.draft(), seen)
        except FieldError as error:
            work.session.refresh(need)
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=need.code))
    return _form_page(form, _("Change %(code)s", code=code), need)


def _form_page(
    form: NeedForm, heading: str, need: Need | None, stale: bool = False
) -> ResponseReturnValue:
    status = 409 if stale else 422 if form.errors else 200
    if stale and need is not None:
        form.version.data = str(need.version)
    page = render_template("needs/edit.html", form=form, heading=heading, need=need, stale=stale)
    return page, status
