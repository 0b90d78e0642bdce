"""Traceability: broken links first, then coverage from either end."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services import coverage
from procurement.services.quality import findings_in, findings_of, gap_of, number_of
from procurement.services.work import Work
from procurement.web.guard import requires
from procurement.web.paging import page_from

bp = Blueprint("quality", __name__, url_prefix="/anskaffelser/<slug>/sporing")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List what is broken, the first of each kind."""
    findings = findings_of(work)
    return render_template("quality/index.html", findings=findings, total=number_of(findings))


@bp.get("/brudd/<code>")
@requires(Permission.read)
def gap(work: Work, code: str) -> ResponseReturnValue:
    """List everything that is broken in one way."""
    found = gap_of(work, code)
    page = page_from(
        found.number,
        request.args.get("page", "1"),
        lambda start, most: findings_in(work, found, start, most),
    )
    return render_template("quality/gap.html", gap=found, findings=page)


@bp.get("/behov")
@requires(Permission.read)
def needs(work: Work) -> ResponseReturnValue:
    """Show from each need the requirements and criteria that cover it."""
    only_gaps = _only_gaps()
    page = page_from(
        coverage.count_needs(work, only_gaps),
        request.args.get("page", "1"),
        lambda start, most: coverage.needs_covered(work, only_gaps, start, most),
    )
    return render_template("quality/needs.html", needs=page, only_gaps=only_gaps)


@bp.get("/krav")
@requires(Permission.read)
def requirements(work: Work) -> ResponseReturnValue:
    """Show from each requirement the needs and criteria that it stands between."""
    only_gaps = _only_gaps()
    page = page_from(
        coverage.count_requirements(work, only_gaps),
        request.args.get("page", "1"),
        lambda start, most: coverage.requirements_covered(work, only_gaps, start, most),
    )
    return render_template("quality/requirements.html", requirements=page, only_gaps=only_gaps)


@bp.get("/kriterier")
@requires(Permission.read)
def criteria(work: Work) -> ResponseReturnValue:
    """Show from each criterion how many requirements and needs lie below it."""
    return render_template("quality/criteria.html", criteria=coverage.criteria_covered(work))


def _only_gaps() -> bool:
    return request.args.get("gaps") == "1"
