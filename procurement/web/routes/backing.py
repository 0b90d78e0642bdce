"""Backing: what the own municipality has, wants and objects to, and the chapters it has read."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Need, Organisation
from procurement.errors import ConflictError, FieldError
from procurement.i18n import gettext as _
from procurement.services.backing import (
    answer,
    answers_for,
    confirm,
    own_organisation,
    require_organisation,
)
from procurement.services.need_list import needs_with_codes
from procurement.services.needs import get_need
from procurement.services.own_backing import (
    area_states,
    changed_answers,
    chapter_rows,
    needs_in,
    say_read,
)
from procurement.services.work import Work
from procurement.web.forms.backing import BackingForm
from procurement.web.guard import requires
from procurement.web.paging import Page, page_of
from procurement.web.saved import say_saved

bp = Blueprint("backing", __name__, url_prefix="/anskaffelser/<slug>/stotte")


@bp.get("/")
@requires(Permission.back)
def index(work: Work) -> ResponseReturnValue:
    """Show how far the own municipality has come, and what has changed since it answered."""
    own = own_organisation(work)
    if own is None:
        return render_template("backing/nobody.html")
    return render_template(
        "backing/index.html",
        organisation=own,
        areas=area_states(work, own),
        changed=changed_answers(work, own),
        chapters=chapter_rows(work, own),
    )


@bp.get("/omrade")
@requires(Permission.back)
def area(work: Work) -> ResponseReturnValue:
    """Show the needs of an area to answer."""
    own = own_organisation(work)
    if own is None:
        return render_template("backing/nobody.html")
    page = _page(work)
    form = BackingForm.of(page.rows, answers_for(work, own, page.rows))
    return _area_page(work, own, form, page)


@bp.post("/omrade")
@requires(Permission.back)
def save(work: Work) -> ResponseReturnValue:
    """Save what was answered about the needs of an area: all of it, or nothing."""
    own = require_organisation(work)
    codes = request.form.getlist("code")
    needs = needs_with_codes(work, codes)
    form = BackingForm.read(needs, answers_for(work, own, needs), request.form)
    for row in form.rows:
        if row.is_changed:
            try:
                answer(work, own, row.need, row.draft())
            except FieldError as error:
                row.errors[error.field] = str(error)
            except ConflictError:
                row.has_clash = True
    if form.is_in_order:
        work.session.commit()
        say_saved()
        return redirect(_next_page())
    work.session.rollback()
    for row in form.rows:
        if row.has_clash and row.held is not None:
            row.seen = row.held.version
    status = 409 if any(row.has_clash for row in form.rows) else 422
    return _area_page(work, own, form, _page(work)), status


def _page(work: Work) -> Page[Need]:
    return page_of(needs_in(work, request.args.get("area", "")), request.args.get("page", ""))


def _next_page() -> str:
    """Return the page to go to: the next of the area if that was asked for, else all areas."""
    if request.form.get("then") == "next":
        number = request.args.get("page", "1")
        following = str(int(number) + 1) if number.isdigit() and len(number) < 6 else "2"
        return url_for(".area", area=request.args.get("area", ""), page=following)
    return url_for(".index")


def _area_page(work: Work, own: Organisation, form: BackingForm, page: Page[Need]) -> str:
    area = request.args.get("area", "")
    return render_template("backing/area.html", organisation=own, area=area, form=form, page=page)


@bp.post("/bekreft/<code>")
@requires(Permission.back)
def confirm_one(work: Work, code: str) -> ResponseReturnValue:
    """Let an answer stand for a need as it reads now."""
    confirm(work, require_organisation(work), get_need(work, code))
    work.session.commit()
    say_saved(_("Your answer to %(code)s stands.", code=code))
    return redirect(url_for(".index", _anchor="changed"))


@bp.post("/lest/<number>")
@requires(Permission.back)
def read(work: Work, number: str) -> ResponseReturnValue:
    """Say that the own municipality has read a chapter, or take that back."""
    own = require_organisation(work)
    chapter = say_read(work, own, number, request.form.get("read") != "no")
    work.session.commit()
    say_saved(chapter.heading)
    return redirect(url_for(".index", _anchor="chapters"))
