"""Search in requirements, needs and quotes."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.chapters import chapter_tree
from procurement.services.need_list import NeedFilter, find_needs
from procurement.services.requirement_list import RequirementFilter, find_ids, load
from procurement.services.sources import find_quotes
from procurement.services.work import Work
from procurement.web.guard import requires
from procurement.web.paging import PAGE_SIZE

bp = Blueprint("search", __name__, url_prefix="/anskaffelser/<slug>/sok")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show what contains the words searched for."""
    text = request.args.get("q", "").strip()
    found = find_ids(work, RequirementFilter(text=text), chapter_tree(work)) if text else []
    return render_template(
        "search/index.html",
        text=text,
        requirements=load(work, found[:PAGE_SIZE]),
        total=len(found),
        needs=[row.need for row in find_needs(work, NeedFilter(text=text))] if text else [],
        quotes=find_quotes(work, text) if text else [],
    )
