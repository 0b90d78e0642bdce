"""Home: what waits for me."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.home import changes_by_others, tasks_of
from procurement.services.participants import deadlines_of
from procurement.services.work import Work
from procurement.web.guard import requires

bp = Blueprint("home", __name__, url_prefix="/anskaffelser/<slug>")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show my tasks, the next date and what others changed."""
    return render_template(
        "home/index.html",
        tasks=tasks_of(work),
        deadlines=deadlines_of(work),
        changes=changes_by_others(work),
    )
