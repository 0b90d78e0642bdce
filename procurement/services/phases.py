"""Move a procurement from phase to phase; refused with the full list of what is missing."""

from sqlmodel import select

from procurement.domain import Action, Phase, Requirement
from procurement.domain.labels import label
from procurement.errors import ForbiddenError
from procurement.i18n import gettext as _
from procurement.services.documents.completeness import shortcomings_of
from procurement.services.quality import Finding, Severity, number_of
from procurement.services.work import Work, require_version

# The steps that exist so far; bids, the quality lock and the price opening have their own acts.
STEPS: dict[Phase, tuple[Phase, ...]] = {
    Phase.drafting: (Phase.review,),
    Phase.review: (Phase.sealed, Phase.drafting),
}


def steps_from(phase: Phase) -> tuple[Phase, ...]:
    """Return the phases that a lead can move to from here, the natural one first."""
    return STEPS.get(phase, ())


def missing_for(work: Work, target: Phase) -> list[Finding]:
    """Return what stands in the way of a phase."""
    if target == Phase.review and not _has_requirements(work):
        text = _("There are no requirements to send on hearing.")
        return [Finding(Severity.error, text, "requirements.index")]
    if target == Phase.sealed:
        return shortcomings_of(work, Severity.error)
    return []


def _has_requirements(work: Work) -> bool:
    mine = Requirement.procurement_id == work.procurement.id
    return work.session.exec(select(Requirement.id).where(mine)).first() is not None


def change_phase(work: Work, target: Phase, seen: int) -> None:
    """Move to another phase; sealing is an act of its own, for two people."""
    require_version(work.procurement, seen)
    if target not in steps_from(work.procurement.phase):
        raise ForbiddenError(
            _(
                "The procurement cannot go from %(now)s to %(target)s.",
                now=label(work.procurement.phase),
                target=label(target),
            )
        )
    if target == Phase.sealed:
        raise ForbiddenError(_("Sealing takes two people. One proposes it, and another confirms."))
    missing = missing_for(work, target)
    if missing:
        raise ForbiddenError(
            _("%(number)s things are missing before this phase.", number=number_of(missing))
        )
    work.procurement.phase = target
    work.session.flush()
    work.record(Action.phase_changed, str(target))
