"""Seal the documents: one person proposes, and another confirms the very same content."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, select

from procurement.access import Permission, allows
from procurement.domain import Action, Membership, Phase, Role, Seal
from procurement.domain.labels import label
from procurement.errors import ConflictError, ForbiddenError
from procurement.i18n import gettext as _
from procurement.services.baselines import make_baseline, standing_edition
from procurement.services.documents import Document
from procurement.services.holding import hold_procurement
from procurement.services.phases import missing_for
from procurement.services.quality import Finding
from procurement.services.review.approvals import lock_all
from procurement.services.sealed_files import SealRow, seal_row
from procurement.services.sealed_set import keep_set, standing_digest, written
from procurement.services.sign_off import freeze_sign_off
from procurement.services.work import Work, now, require_version


@dataclass(frozen=True)
class Proposal:
    """A proposal to seal, and whether what stands is still what was proposed."""

    row: SealRow
    edition: str  # digest of the content that stands
    has_fallen: bool
    is_mine: bool


def proposal_of(work: Work) -> Proposal | None:
    """Return the open proposal, if there is one."""
    seal = _open(work)
    if seal is None:
        return None
    edition = standing_edition(work)[1]
    return Proposal(
        seal_row(work, seal),
        edition,
        seal.digest != standing_digest(work, edition),
        _is_own(work, seal),
    )


def missing_to_seal(work: Work) -> list[Finding]:
    """Return all that stands in the way of the seal."""
    return missing_for(work, Phase.sealed)


def has_confirmer(work: Work) -> bool:
    """Return True if somebody else can confirm what this person proposes."""
    rows = work.session.exec(
        select(Membership.role).where(
            Membership.procurement_id == work.procurement.id,
            Membership.user_id != work.member.user_id,
        )
    )
    return any(allows(Permission.confirm_seal, Role(role), Phase.review) for role in rows)


def propose(work: Work) -> Seal:
    """Propose to seal what stands now; every document is written once to see that it can be."""
    hold_procurement(work)
    _refuse_unless_ready(work)
    if not has_confirmer(work):
        raise ForbiddenError(_("Nobody else can confirm the seal. Add a chair or another lead."))
    earlier = _open(work)
    held = standing_digest(work)
    if earlier is not None and earlier.digest == held:
        raise ConflictError(_("This is proposed already."))
    if earlier is not None:
        _remove(work, earlier)
    files = [{"name": d.name, "title": d.title, "size": len(c)} for d, c in written(work)]
    seal = Seal(
        procurement_id=work.procurement.id,
        number=_next_number(work),
        digest=held,
        proposed_by=work.member.id,
        proposed_at=now(),
        manifest=json.dumps({"files": files}, ensure_ascii=False),
    )
    work.session.add(seal)
    work.session.flush()
    work.record(Action.seal_proposed, held)
    return seal


def withdraw_proposal(work: Work, seen: int, digest: str = "") -> None:
    """Take back the proposal, by whoever made it or could confirm it."""
    hold_procurement(work)
    _remove(work, _open_as_seen(work, seen, digest))


def confirm(work: Work, seen: int, digest: str = "") -> Seal:
    """Confirm what another person proposed: freeze, lock, keep the bytes, change the phase."""
    hold_procurement(work)
    seal = _open_as_seen(work, seen, digest)
    if _is_own(work, seal):
        raise ForbiddenError(
            _("You proposed the seal yourself. Another person must look at it and confirm.")
        )
    _refuse_unless_ready(work)
    lock_all(work)  # first, so that nobody changes a requirement while it is compared
    if seal.digest != standing_digest(work):
        raise ConflictError(
            _("Something has been changed since the seal was proposed, so the proposal has fallen.")
        )
    make_baseline(work, _("Sealed documents"))
    freeze_sign_off(work)
    work.procurement.phase = Phase.sealed
    work.session.flush()
    keep_set(work, seal)
    work.record(Action.phase_changed, str(Phase.sealed))
    return seal


def seal_by_two(lead: Work, other: Work) -> Seal:
    """Propose as one member and confirm as another."""
    return confirm(other, propose(lead).version)


def seal_again(work: Work, addendum: int, extra: Sequence[Document]) -> Seal:
    """Keep the set anew as it goes out with an addendum; the first seal was made by two."""
    seal = Seal(
        procurement_id=work.procurement.id,
        number=_next_number(work),
        digest=standing_digest(work),
        proposed_by=work.member.id,
        proposed_at=now(),
    )
    work.session.add(seal)
    work.session.flush()
    keep_set(work, seal, addendum, extra)
    return seal


def waiting(work: Work) -> str:
    """Return what a proposal asks of this person, in one sentence; nothing if it asks nothing."""
    if not work.may(Permission.confirm_seal):
        return ""
    proposal = proposal_of(work)
    if proposal is None:
        return ""
    if proposal.has_fallen:
        return _("The proposal to seal has fallen, for something has been changed since.")
    return "" if proposal.is_mine else _("Look at the documents and confirm the seal.")


def _refuse_unless_ready(work: Work) -> None:
    if work.procurement.phase != Phase.review:
        raise ForbiddenError(
            _(
                "Documents are sealed in the phase %(wanted)s; the phase now is %(phase)s.",
                wanted=label(Phase.review),
                phase=label(work.procurement.phase),
            )
        )
    missing = missing_to_seal(work)
    if missing:
        texts = " ".join(finding.text for finding in missing)
        raise ForbiddenError(_("This is missing before the seal: %(what)s", what=texts))


def _open(work: Work) -> Seal | None:
    return work.session.exec(
        select(Seal)
        .where(Seal.procurement_id == work.procurement.id, col(Seal.confirmed_at).is_(None))
        .order_by(col(Seal.number).desc())
    ).first()


def _open_as_seen(work: Work, seen: int, digest: str) -> Seal:
    """Return the open proposal that a person looked at, held, or say what became of it.

    A proposal made anew has the same number and version, so its digest tells them apart.
    """
    seal = _open(work)
    if seal is None:
        if work.procurement.phase.has_reached(Phase.sealed):
            raise ConflictError(_("Somebody else has just confirmed the seal."))
        raise ConflictError(_("The proposal has been withdrawn."))
    require_version(seal, seen)
    if digest and seal.digest != digest:
        raise ConflictError(_("Another proposal has been made since you looked. Look at it first."))
    return seal


def _is_own(work: Work, seal: Seal) -> bool:
    proposer = work.session.get(Membership, seal.proposed_by)
    return proposer is not None and proposer.user_id == work.member.user_id


def _remove(work: Work, seal: Seal) -> None:
    work.record(Action.seal_withdrawn, seal.digest)
    work.session.delete(seal)
    work.session.flush()


def _next_number(work: Work) -> int:
    mine = Seal.procurement_id == work.procurement.id
    return work.session.exec(select(func.coalesce(func.max(Seal.number), 0)).where(mine)).one() + 1
