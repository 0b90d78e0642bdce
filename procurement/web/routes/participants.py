"""Municipalities: who takes part, and what is known of them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.participants import participants_of
from procurement.services.work import Work
from procurement.web.guard import requires

bp = Blueprint("participants", __name__, url_prefix="/anskaffelser/<slug>/kommuner")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the municipalities."""
    status, sort = request.args.get("status", ""), request.args.get("sort", "name")
    rows = participants_of(work, status, sort)
    everyone = participants_of(work)
    return render_template(
        "participants/index.html", rows=rows, everyone=everyone, status=status, sort=sort
    )
