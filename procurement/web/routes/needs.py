"""Needs."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Need
from procurement.errors import Clash, ClashError, FieldError
from procurement.i18n import gettext as _
from procurement.services import needs
from procurement.services.backing import stances_on
from procurement.services.merging import provenance_of
from procurement.services.need_list import NeedFilter, areas_of, find_needs
from procurement.services.sources import list_quotes
from procurement.services.thread import thread_of_need
from procurement.services.work import Work
from procurement.web.commenting import commenting_on
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.needs import NeedForm
from procurement.web.guard import requires
from procurement.web.paging import page_of
from procurement.web.saved import say_saved

bp = Blueprint("needs", __name__, url_prefix="/anskaffelser/<slug>/behov")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the needs that fit the filter."""
    names = ("text", "area", "kind", "sort", "state")
    chosen = {name: request.args[name] for name in names if request.args.get(name)}
    return render_template(
        "needs/index.html",
        page=page_of(find_needs(work, NeedFilter(**chosen)), request.args.get("page", "")),
        wanted=NeedFilter(**chosen),
        chosen=chosen,
        areas=areas_of(work),
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
        provenance=provenance_of(work, need),
        stances=stances_on(work, need),
    )


@bp.route("/nytt", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def new(work: Work) -> ResponseReturnValue:
    """Add a need."""
    chosen = request.args.getlist("quote")
    form = NeedForm(code=needs.next_need_code(work), quote_codes=chosen)
    form.offer(list_quotes(work), areas_of(work))
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
    needs.refuse_merged(need)
    codes = [quote.code for quote in need.quotes]
    form = NeedForm(obj=need, quote_codes=codes, held=" ".join(codes))
    form.offer(list_quotes(work), areas_of(work))
    heading = _("Change %(code)s", code=code)
    if form.validate_on_submit():
        try:
            needs.change_need(work, need, form.draft(), whole_number(form.version.data))
        except FieldError as error:
            form.show(error)
        except ClashError as error:
            form.rebase(error, need)
            return _form_page(form, heading, need, dict(error.clashes))
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=need.code))
    return _form_page(form, heading, need)


def _form_page(
    form: NeedForm, heading: str, need: Need | None, clashes: dict[str, Clash] | None = None
) -> ResponseReturnValue:
    status = 409 if clashes else 422 if form.errors else 200
    page = render_template(
        "needs/edit.html", form=form, heading=heading, need=need, clashes=clashes or {}
    )
    return page, status
