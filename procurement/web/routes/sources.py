"""Sources and quotes."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Source
from procurement.errors import ConflictError, FieldError
from procurement.i18n import gettext as _
from procurement.services.source_editing import (
    add_source,
    change_source,
    next_source_code,
    state_of,
    text_of_source,
)
from procurement.services.sources import get_quote, get_source, list_sources
from procurement.services.thread import thread_of_quote
from procurement.services.work import Work
from procurement.web.forms.sources import SourceForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("sources", __name__, url_prefix="/anskaffelser/<slug>/kilder")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the sources."""
    return render_template("sources/index.html", rows=list_sources(work))


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show a source with its quotes."""
    source = get_source(work, code)
    return render_template("sources/show.html", source=source, text=text_of_source(work, source))


@bp.get("/sitat/<code>")
@requires(Permission.read)
def quote(work: Work, code: str) -> ResponseReturnValue:
    """Show a quote with its thread."""
    found = get_quote(work, code)
    thread = thread_of_quote(work, found)
    return render_template("sources/quote.html", quote=found, thread=thread, refusal="")


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def new(work: Work) -> ResponseReturnValue:
    """Add a source."""
    form = SourceForm(code=next_source_code(work))
    if form.validate_on_submit():
        try:
            source = add_source(work, form.draft())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=source.code))
    return _form_page(form, _("New source"), None)


@bp.route("/<code>/endre", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def edit(work: Work, code: str) -> ResponseReturnValue:
    """Change a source."""
    source = get_source(work, code)
    form = SourceForm(obj=source, seen=state_of(source))
    heading = _("Change %(code)s", code=code)
    if form.validate_on_submit():
        try:
            change_source(work, source, form.draft(), form.seen.data or "")
        except ConflictError:
            form.seen.data = state_of(source)
            return _form_page(form, heading, source, stale=True)
        except FieldError as error:
            work.session.refresh(source)
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=source.code))
    return _form_page(form, heading, source)


def _form_page(
    form: SourceForm, heading: str, source: Source | None, stale: bool = False
) -> ResponseReturnValue:
    status = 409 if stale else 422 if form.errors else 200
    page = render_template(
        "sources/edit.html", form=form, heading=heading, source=source, stale=stale
    )
    return page, status
