"""Where a requirement stands: its status, who approved which text, and what changed after that."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import (
    Approval,
    Membership,
    Phase,
    Requirement,
    RequirementStatus,
    User,
)
from procurement.services.review.chapters import REOPENABLE, chapters_of_mine
from procurement.services.suspects.changes import FieldChange, changes_of
from procurement.services.suspects.kinds import ChangedEnd
from procurement.services.work import Work


@dataclass(frozen=True)
class ApprovalRow:
    """An approval with who gave it, and whether it still fits the text."""

    approval: Approval
    name: str
    fits: bool


@dataclass(frozen=True)
class Standing:
    """A requirement's status with its approvals, the newest first."""

    status: RequirementStatus
    approvals: tuple[ApprovalRow, ...]
    changes: tuple[FieldChange, ...]  # since the newest approval, where revisions tell
    is_reopened: bool
    may_approve: bool  # my chapter, or I am the lead
    is_approved_by_me: bool

    @property
    def may_send(self) -> bool:
        """True if I may send it to review."""
        return self.may_approve and self.status == RequirementStatus.draft

    @property
    def waits(self) -> bool:
        """True if it waits for my approval."""
        return self.may_approve and self.status == RequirementStatus.in_review


def standing_of(work: Work, requirements: Sequence[Requirement]) -> dict[UUID, Standing]:
    """Return where each of these requirements stands, by id."""
    approvals, mine = _approvals(work, requirements), chapters_of_mine(work)
    newest = [
        ChangedEnd(each, approvals[each.id][0].approval.requirement_fingerprint, "")
        for each in requirements
        if approvals[each.id]
    ]
    changes = {key[0]: change.fields for key, change in changes_of(work, newest).items()}
    return {
        each.id: Standing(
            status=status_of(work, each),
            approvals=tuple(approvals[each.id]),
            changes=changes.get(each.id, ()),
            is_reopened=bool(approvals[each.id]) and status_of(work, each) in REOPENABLE,
            may_approve=each.chapter_id in mine,
            is_approved_by_me=_mine(work, approvals[each.id]),
        )
        for each in requirements
    }


def status_of(work: Work, requirement: Requirement) -> RequirementStatus:
    """Return the status of a requirement; sealed means locked, whatever it was before."""
    sealed = work.procurement.phase.has_reached(Phase.sealed)
    return RequirementStatus.locked if sealed else requirement.status


def _mine(work: Work, rows: list[ApprovalRow]) -> bool:
    return any(row.fits and row.approval.membership_id == work.member.id for row in rows)


def _approvals(work: Work, requirements: Sequence[Requirement]) -> dict[UUID, list[ApprovalRow]]:
    by_id = {requirement.id: requirement for requirement in requirements}
    rows = work.session.exec(
        select(Approval, User.name)
        .join(Membership, col(Membership.id) == Approval.membership_id)
        .join(User, col(User.id) == Membership.user_id)
        .where(col(Approval.requirement_id).in_(by_id))
        .order_by(col(Approval.approved_at).desc())
    )
    found: dict[UUID, list[ApprovalRow]] = {each: [] for each in by_id}
    for approval, name in rows:
        fits = approval.requirement_fingerprint == by_id[approval.requirement_id].fingerprint
        found[approval.requirement_id].append(ApprovalRow(approval, name, fits))
    return found
