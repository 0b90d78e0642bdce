"""What must be looked at again: links that rest on a text which has changed since."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.suspects import SuspectKind, clear, count_suspects, list_suspects
from procurement.services.suspects.changes import changes_of
from procurement.services.work import Work
from procurement.web.guard import requires
from procurement.web.paging import PAGE_SIZE, page_of
from procurement.web.saved import say_saved

bp = Blueprint("suspects", __name__, url_prefix="/anskaffelser/<slug>/sporing/sees-pa-igjen")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the links of one kind to look at again, with what has changed."""
    return _page(work, request.args.get("kind", ""))


@bp.post("/")
@requires(Permission.read)
def confirm(work: Work) -> ResponseReturnValue:
    """Say of one or many links that they still hold, and why."""
    kind = request.form.get("kind", "")
    keys, why = request.form.getlist("keys"), request.form.get("why", "")
    try:
        done = clear(work, keys, why)
    except FieldError as error:
        return _page(work, kind, {error.field: str(error)}, why, keys), error.status
    work.session.commit()
    text = ngettext("%(number)s is cleared.", "%(number)s are cleared.", done.done)
    if done.left:
        text += " " + _("%(number)s could not be cleared. Look again.", number=done.left)
    say_saved(text)
    return redirect(url_for(".index", kind=kind) if kind in set(SuspectKind) else url_for(".index"))


def _page(
    work: Work,
    wanted: str,
    errors: dict[str, str] | None = None,
    why: str = "",
    chosen: list[str] | None = None,
) -> str:
    counts = count_suspects(work)
    kind = _kind(wanted, counts)
    page = page_of(range(counts.get(kind, 0)), request.args.get("page", "1"))
    rows = list_suspects(work, kind, (page.number - 1) * PAGE_SIZE, PAGE_SIZE)
    return render_template(
        "suspects/index.html",
        counts=counts,
        kind=kind,
        page=page,
        rows=rows,
        changes=changes_of(work, [end for row in rows for end in row.ends]),
        errors=errors or {},
        why=why,
        chosen=chosen or [],
    )


def _kind(wanted: str, counts: dict[SuspectKind, int]) -> SuspectKind:
    """Return the kind asked for, or the first one of which there are any."""
    if wanted in set(SuspectKind) and SuspectKind(wanted) in counts:
        return SuspectKind(wanted)
    return next((kind for kind, number in counts.items() if number), SuspectKind.trace)
