"""Triage: all comments, and what becomes of each."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import ConflictError, FieldError
from procurement.i18n import gettext as _
from procurement.services.review import triage
from procurement.services.review.comments import CommentRow, get_comment, rows_of
from procurement.services.review.rounds import list_rounds
from procurement.services.work import Work
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.review import SettleForm
from procurement.web.guard import requires
from procurement.web.paging import page_of
from procurement.web.saved import say_saved

bp = Blueprint("triage", __name__, url_prefix="/anskaffelser/<slug>/merknader")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the comments that fit a filter, with what became of each."""
    wanted = _wanted()
    page = page_of(triage.find_comments(work, wanted), request.args.get("page", "1"))
    return render_template(
        "triage/index.html",
        page=page,
        rows=rows_of(work, [each for each, _code in page.rows]),
        wanted=wanted,
        query=_query(wanted),
        rounds=_round_choices(work),
    )


def _round_choices(work: Work) -> list[tuple[str, str]]:
    named = [(str(row.round.number), row.round.name) for row in list_rounds(work)]
    return [*named, (triage.OUTSIDE, _("Outside of any round"))]


def _wanted() -> triage.CommentFilter:
    names = ("text", "round", "state")
    return triage.CommentFilter(**{name: request.args.get(name, "") for name in names})


def _query(wanted: triage.CommentFilter) -> dict[str, Any]:
    """Return the filter as an address holds it."""
    return {name: value for name, value in vars(wanted).items() if value}


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show one comment with what became of it, or the form for it."""
    row = get_comment(work, code)
    form = SettleForm.of(row.comment, triage.original_of(work, row.comment))
    return _page(work, row, form)


@bp.post("/<code>")
@requires(Permission.run_rounds)
def settle(work: Work, code: str) -> ResponseReturnValue:
    """Say what becomes of a comment, and go on to the next that lacks an answer."""
    row = get_comment(work, code)
    form = SettleForm()
    if not form.validate_on_submit():
        return _page(work, row, form), 422
    try:
        triage.settle(work, row.comment, form.decided(), whole_number(form.version.data))
    except FieldError as error:
        form.show(error)
        return _page(work, row, form), error.status
    except ConflictError as error:
        form.version.data = str(row.comment.version)
        return _page(work, row, form, stale=True), error.status
    work.session.commit()
    say_saved()
    return redirect(_onwards(work, code))


def _onwards(work: Work, code: str) -> str:
    """Return the next comment without a disposition, or the list when none is left."""
    wanted = _wanted()
    left = _codes(work, triage.CommentFilter(wanted.text, wanted.round, triage.OPEN))
    following = next((each for each in left if _order(each) > _order(code)), None)
    if not left:
        return url_for(".index", **_query(wanted))
    return url_for(".show", code=following or left[0], **_query(wanted))


def _codes(work: Work, wanted: triage.CommentFilter) -> list[str]:
    return [code for _id, code in triage.find_comments(work, wanted)]


def _order(code: str) -> tuple[int, str]:
    return len(code), code


def _page(work: Work, row: CommentRow, form: SettleForm, stale: bool = False) -> str:
    wanted = _wanted()
    here, codes = _order(row.comment.code), _codes(work, wanted)
    return render_template(
        "triage/show.html",
        row=row,
        original=triage.original_of(work, row.comment),
        form=form,
        stale=stale,
        query=_query(wanted),
        before=next((each for each in reversed(codes) if _order(each) < here), None),
        after=next((each for each in codes if _order(each) > here), None),
    )
