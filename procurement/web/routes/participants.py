"""Municipalities: who takes part, what is known of them, and where they stand."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.backing_overview import (
    alarms_of,
    count_objections,
    heat_map,
    objections_of,
    silent_municipalities,
)
from procurement.services.participants import participants_of
from procurement.services.work import Work
from procurement.web.guard import requires
from procurement.web.paging import page_from

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


@bp.get("/stotte")
@requires(Permission.read)
def backing(work: Work) -> ResponseReturnValue:
    """Show where the municipalities stand, area by area, with alarms and objections."""
    return render_template(
        "participants/backing.html",
        heat=heat_map(work),
        alarms=alarms_of(work),
        silent=silent_municipalities(work),
        objections=page_from(
            count_objections(work),
            request.args.get("page", ""),
            lambda start, most: objections_of(work, start, most),
        ),
    )
