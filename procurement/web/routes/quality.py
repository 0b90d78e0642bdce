"""Traceability: broken links first, then coverage both ways."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.criteria import criteria_tree
from procurement.services.needs import list_needs
from procurement.services.quality import findings_of
from procurement.services.work import Work
from procurement.web.guard import requires
from procurement.web.paging import page_of

bp = Blueprint("quality", __name__, url_prefix="/anskaffelser/<slug>/sporing")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List what is broken and what covers what."""
    criteria = {node.criterion.id: node.criterion for node in criteria_tree(work)}
    return render_template(
        "quality/index.html",
        findings=findings_of(work),
        needs=page_of(list_needs(work), request.args.get("page", "1")),
        criteria=criteria,
    )
