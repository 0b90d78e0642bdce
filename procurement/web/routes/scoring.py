"""My scoring: one bid on one requirement at a time."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Impartiality
from procurement.errors import ConflictError, FieldError
from procurement.services import impartiality, scoring
from procurement.services.criteria import model_of, scale_of
from procurement.services.thread import thread_of_requirement
from procurement.services.work import Work
from procurement.web.forms.kinds import typed, whole_number
from procurement.web.forms.scoring import ImpartialityForm, ScoreForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("scoring", __name__, url_prefix="/anskaffelser/<slug>/vurdering")


@bp.get("/")
@requires(Permission.read_own_scores)
def index(work: Work) -> ResponseReturnValue:
    """Show how far I have come, with all that I am to score."""
    return _overview(work, ImpartialityForm.of(impartiality.declarations_of(work)))


@bp.post("/habilitet")
@requires(Permission.score)
def declare(work: Work) -> ResponseReturnValue:
    """Sign my declaration of impartiality for each supplier."""
    form = ImpartialityForm.read(impartiality.declarations_of(work), request.form)
    if form.errors:
        return _overview(work, form), 422
    impartiality.declare(work, {code: Impartiality(value) for code, value in form.chosen.items()})
    work.session.commit()
    say_saved()
    return redirect(url_for(".index"))


def _overview(work: Work, form: ImpartialityForm) -> str:
    cells = scoring.my_cells(work)
    return render_template(
        "scoring/index.html",
        cells=cells,
        form=form,
        refusal=impartiality.why_not_reading(work),
        first=scoring.first_open(cells),
    )


@bp.get("/<code>/<bid>")
@requires(Permission.read_own_scores)
def cell(work: Work, code: str, bid: str) -> ResponseReturnValue:
    """Show what is asked and answered beside my points and my reason."""
    cells = scoring.my_cells(work)
    place = scoring.find_cell(cells, code, bid)
    form = _form(work, cells[place])
    return _page(work, cells, place, form)


@bp.post("/<code>/<bid>")
@requires(Permission.score)
def save(work: Work, code: str, bid: str) -> ResponseReturnValue:
    """Save my points and my reason, and go on to the next."""
    cells = scoring.my_cells(work)
    place = scoring.find_cell(cells, code, bid)
    here = cells[place]
    form = _form(work, here)
    try:
        form.check()
        seen = whole_number(form.version.data)
        scoring.save_score(work, here, form.chosen_points(), typed(form.reason), seen)
    except FieldError as error:
        form.show(error)
        return _page(work, cells, place, form), error.status
    except ConflictError as error:
        form.version.data = str(here.score.version if here.score else 0)
        return _page(work, cells, place, form, stale=True), error.status
    work.session.commit()
    say_saved()
    return _onwards(cells, place)


def _form(work: Work, here: scoring.Cell) -> ScoreForm:
    return ScoreForm.of(here.score, scale_of(work), model_of(work).max_points)


def _page(
    work: Work, cells: list[scoring.Cell], place: int, form: ScoreForm, stale: bool = False
) -> str:
    return render_template(
        "scoring/cell.html",
        cells=cells,
        place=place,
        form=form,
        refusal=impartiality.why_not_reading(work),
        stale=stale,
        thread=thread_of_requirement(work, cells[place].requirement),
    )


def _onwards(cells: list[scoring.Cell], place: int) -> ResponseReturnValue:
    later = cells[place + 1] if place + 1 < len(cells) else None
    if later is None:
        return redirect(url_for(".index"))
    bid = later.bid.supplier.code
    return redirect(url_for(".cell", code=later.requirement.code, bid=bid))
