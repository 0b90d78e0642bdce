"""Sources and quotes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.sources import get_quote, get_source, list_sources
from procurement.services.thread import thread_of_quote
from procurement.services.work import Work
from procurement.web.guard import requires

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
    return render_template("sources/show.html", source=get_source(work, code))


@bp.get("/sitat/<code>")
@requires(Permission.read)
def quote(work: Work, code: str) -> ResponseReturnValue:
    """Show a quote with its thread."""
    found = get_quote(work, code)
    thread = thread_of_quote(work, found)
    return render_template("sources/quote.html", quote=found, thread=thread)
