"""The result: totals first, every number opens to its parts."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.services.evaluation import compute, is_current, latest_result
from procurement.services.result import award_file, result_page
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.forms.procurement import PhaseForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("result", __name__, url_prefix="/anskaffelser/<slug>/resultat")


@bp.get("/")
@requires(Permission.read_result)
def index(work: Work) -> ResponseReturnValue:
    """Show the stored result and all that it is made of."""
    stored = latest_result(work)
    return render_template(
        "result/index.html",
        form=PhaseForm(),
        stored=stored,
        view=result_page(work, stored) if stored else None,
        current=is_current(work, stored) if stored else False,
    )


@bp.post("/beregn")
@requires(Permission.compute_result)
def compute_again(work: Work) -> ResponseReturnValue:
    """Compute the result from what stands now and store it."""
    compute(work)
    work.session.commit()
    say_saved(_("The result is computed and stored."))
    return redirect(url_for(".index"))


@bp.get("/bunt.json")
@requires(Permission.read_result)
def bundle(work: Work) -> Response:
    """Download everything needed to compute and verify the result anywhere."""
    stored = latest_result(work)
    if stored is None:
        raise NotFoundError(_("No result has been computed yet."))
    return download(award_file(stored).encode(), "evaluering.json")
