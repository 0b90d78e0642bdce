"""The procurement: plan, phase, baselines."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Phase
from procurement.domain.labels import label
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.baselines import baselines_of
from procurement.services.outline import change_outline
from procurement.services.participants import deadlines_of, participants_of
from procurement.services.phases import change_phase, missing_for, steps_from
from procurement.services.work import Work
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.procurement import PhaseForm, ProcurementForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("procurement", __name__, url_prefix="/anskaffelser/<slug>/anskaffelsen")


@bp.get("/")
@requires(Permission.read)
def show(work: Work) -> ResponseReturnValue:
    """Show what is bought, by whom, how and when."""
    steps = steps_from(work.procurement.phase) if work.may(Permission.change_phase) else ()
    return render_template(
        "procurement/show.html",
        procurement=work.procurement,
        deadlines=deadlines_of(work),
        participants=participants_of(work),
        baselines=baselines_of(work),
        steps=[(step, missing_for(work, step)) for step in steps],
    )


@bp.route("/endre", methods=["GET", "POST"])
@requires(Permission.edit_documents)
def edit(work: Work) -> ResponseReturnValue:
    """Change title, buyer, purpose, procedure, contract, language, reasons and deadlines."""
    here, deadlines = work.procurement, deadlines_of(work)
    form = ProcurementForm.of(here, deadlines)
    stale = False
    if form.validate_on_submit():
        seen = whole_number(form.version.data)
        stale = seen != here.version
        try:
            if not stale:
                change_outline(work, form.draft(), seen)
                work.session.commit()
                say_saved()
                return redirect(url_for(".show"))
        except FieldError as error:
            form.show(error)
    theirs = form.compared(here, deadlines) if stale else []
    if stale:
        form.version.data = str(here.version)
    page = render_template("procurement/edit.html", form=form, theirs=theirs)
    return page, 409 if stale else 422 if form.errors else 200


@bp.route("/fase/<target>", methods=["GET", "POST"])
@requires(Permission.change_phase)
def phase(work: Work, target: str) -> ResponseReturnValue:
    """Ask once, then move to another phase."""
    offered = steps_from(work.procurement.phase) if request.method == "GET" else tuple(Phase)
    if target not in offered:
        raise NotFoundError(_("There is no such page, or it is not for you."))
    wanted = Phase(target)
    if wanted == Phase.sealed and request.method == "GET":
        return redirect(url_for("sealing.show"))
    form = PhaseForm(version=work.procurement.version)
    if form.validate_on_submit():
        change_phase(work, wanted, whole_number(form.version.data))
        work.session.commit()
        say_saved(_("The phase is now %(phase)s.", phase=label(wanted)))
        return redirect(url_for(".show"))
    missing = missing_for(work, wanted)
    return render_template("procurement/phase.html", form=form, wanted=wanted, missing=missing)
