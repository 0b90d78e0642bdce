"""Seal the documents in two steps by two people, and hand over the sealed set."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Phase
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.services import sealing
from procurement.services.documents import note_export
from procurement.services.documents.tender_set import tender_set
from procurement.services.quality import Severity, findings_of
from procurement.services.sealed_files import sealed_bundle, seals_of
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.sealing import SealForm
from procurement.web.guard import database, requires
from procurement.web.saved import say_saved

bp = Blueprint("sealing", __name__, url_prefix="/anskaffelser/<slug>/forsegling")


@bp.get("/")
@requires(Permission.read)
def show(work: Work) -> ResponseReturnValue:
    """Show what is sealed, or what is proposed and who must do what."""
    is_sealed = work.procurement.phase.has_reached(Phase.sealed)
    return render_template(
        "sealing/show.html",
        is_sealed=is_sealed,
        is_ready=work.procurement.phase == Phase.review,
        seals=seals_of(work),
        proposal=None if is_sealed else sealing.proposal_of(work),
        documents=[] if is_sealed else tender_set(work),
        missing=[] if is_sealed else sealing.missing_to_seal(work),
        left=[] if is_sealed else _left(work),
    )


def _left(work: Work) -> list[object]:
    """Return the findings that do not stand in the way and go with the documents as they are."""
    return [found for found in findings_of(work) if found.severity != Severity.error]


@bp.route("/foresla", methods=["GET", "POST"])
@requires(Permission.change_phase)
def propose(work: Work) -> ResponseReturnValue:
    """Ask once, then propose to seal what stands."""
    form = SealForm()
    if form.validate_on_submit():
        sealing.propose(work)
        work.session.commit()
        say_saved(_("The seal is proposed. Another person must confirm it."))
        return redirect(url_for(".show"))
    return render_template(
        "sealing/propose.html",
        form=form,
        missing=sealing.missing_to_seal(work),
        has_confirmer=sealing.has_confirmer(work),
        is_ready=work.procurement.phase == Phase.review,
    )


@bp.route("/trekk", methods=["GET", "POST"])
@requires(Permission.confirm_seal)
def withdraw(work: Work) -> ResponseReturnValue:
    """Ask once, then withdraw the proposal."""
    form = SealForm()
    if form.validate_on_submit():
        sealing.withdraw_proposal(work, *_seen(form))
        work.session.commit()
        say_saved(_("The proposal is withdrawn."))
        return redirect(url_for(".show"))
    _show(form, _open(work))
    return render_template("sealing/withdraw.html", form=form)


@bp.route("/bekreft", methods=["GET", "POST"])
@requires(Permission.confirm_seal)
def confirm(work: Work) -> ResponseReturnValue:
    """Ask once, then seal what another person proposed."""
    form = SealForm()
    if form.validate_on_submit():
        sealing.confirm(work, *_seen(form))
        work.session.commit()
        say_saved(_("The documents are sealed."))
        return redirect(url_for(".show"))
    proposal = _open(work)
    _show(form, proposal)
    missing = sealing.missing_to_seal(work)
    return render_template("sealing/confirm.html", form=form, proposal=proposal, missing=missing)


def _show(form: SealForm, proposal: sealing.Proposal) -> None:
    form.version.data, form.digest.data = proposal.row.seal.version, proposal.row.seal.digest


def _seen(form: SealForm) -> tuple[int, str]:
    return whole_number(form.version.data), form.digest.data or "none"


def _open(work: Work) -> sealing.Proposal:
    proposal = sealing.proposal_of(work)
    if proposal is None:
        raise NotFoundError(_("There is no proposal to seal."))
    return proposal


@bp.get("/sett/<number>")
@requires(Permission.read)
def bundle(work: Work, number: str) -> Response:
    """Hand over a sealed set as one file."""
    name, content = sealed_bundle(work, whole_number(number))
    with database().transaction() as writer:
        note_export(writer, work, name, content)
    return download(content, name)
