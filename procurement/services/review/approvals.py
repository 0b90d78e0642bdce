"""Approvals: a requirement is sent to review and approved as it stands at one version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from procurement.domain import (
    Action,
    Approval,
    Requirement,
    RequirementStatus,
    ReviewRound,
    RoundKind,
)
from procurement.domain.labels import label
from procurement.errors import ForbiddenError
from procurement.i18n import gettext as _
from procurement.services.chapters import ChapterNode, below, chapter_tree
from procurement.services.history import keep
from procurement.services.review.chapters import chapters_of_mine
from procurement.services.work import Work, now, require_version


@dataclass(frozen=True)
class Approved:
    """What became of a chapter that was approved as a whole."""

    done: list[str]
    changed: list[str]  # changed by somebody after the page was opened


def requirements_below(work: Work, node: ChapterNode) -> list[Requirement]:
    """Return the requirements of a chapter and of the chapters below it, in reading order."""
    tree = chapter_tree(work)
    place = {each.id: number for number, each in enumerate(tree)}
    found = work.session.exec(
        select(Requirement)
        .where(col(Requirement.chapter_id).in_(below(tree, node.id)))
        .order_by(col(Requirement.position), Requirement.code)
    )
    return sorted(found, key=lambda requirement: place[requirement.chapter_id])


def send_to_review(work: Work, node: ChapterNode) -> int:
    """Send the drafts in a chapter to review, those that are mine, and return how many."""
    sent = [r for r in _mine_below(work, node) if r.status == RequirementStatus.draft]
    for requirement in sent:
        _set_status(work, requirement, RequirementStatus.in_review)
    if sent:
        status = label(RequirementStatus.in_review).lower()
        work.record(Action.chapter_changed, f"{node.heading}: {status} ({len(sent)})")
    return len(sent)


def send_one(work: Work, requirement: Requirement) -> None:
    """Send one draft to review."""
    _refuse_unless_mine(work, requirement.chapter_id)
    if requirement.status != RequirementStatus.draft:
        raise ForbiddenError(_("%(code)s is not a draft.", code=requirement.code))
    _set_status(work, requirement, RequirementStatus.in_review)
    status = label(requirement.status).lower()
    work.record(Action.requirement_changed, f"{requirement.code}: {status}")


def approve(work: Work, requirement: Requirement, seen: int, note: str = "") -> Approval:
    """Approve a requirement as it stood when the page was opened."""
    require_version(requirement, seen)
    _refuse_unless_mine(work, requirement.chapter_id)
    if requirement.status == RequirementStatus.draft:
        raise ForbiddenError(
            _("%(code)s is a draft. Send it to review first.", code=requirement.code)
        )
    if requirement.status == RequirementStatus.locked:
        raise ForbiddenError(_("%(code)s is locked.", code=requirement.code))
    _set_status(work, requirement, RequirementStatus.approved)
    approval = _own(work, requirement) or Approval(
        requirement_id=requirement.id,
        membership_id=work.member.id,
        round_id=_round_now(work),
        requirement_version=requirement.version,
        approved_at=now(),
    )
    approval.note = note.strip()
    work.session.add(approval)
    work.session.flush()
    work.record(Action.requirement_approved, requirement.code)
    return approval


def approve_chapter(work: Work, node: ChapterNode, seen: Mapping[str, int]) -> Approved:
    """Approve what is mine and in review in a chapter, except what changed since it was seen."""
    done, changed = [], []
    for requirement in _mine_below(work, node):
        if requirement.status != RequirementStatus.in_review:
            continue
        if seen.get(requirement.code) != requirement.version:
            changed.append(requirement.code)
            continue
        approve(work, requirement, requirement.version)
        done.append(requirement.code)
    return Approved(done, changed)


def withdraw(work: Work, requirement: Requirement) -> None:
    """Take back my approval; without any other the requirement is in review again."""
    mine = _fitting(work, requirement, own=True)
    if not mine or requirement.status != RequirementStatus.approved:
        raise ForbiddenError(_("You have no approval of this text to take back."))
    for approval in mine:
        work.session.delete(approval)
    work.session.flush()
    if not _fitting(work, requirement):
        _set_status(work, requirement, RequirementStatus.in_review)
    work.record(Action.requirement_reopened, requirement.code)


def _set_status(work: Work, requirement: Requirement, status: RequirementStatus) -> None:
    """Set a status; it is a version of its own, so that nobody saves over it unseen."""
    requirement.status = status
    work.session.flush()
    keep(work, requirement)


def _fitting(work: Work, requirement: Requirement, own: bool = False) -> list[Approval]:
    """Return the approvals of the text as it stands, all or mine."""
    statement = select(Approval).where(
        Approval.requirement_id == requirement.id,
        Approval.requirement_fingerprint == requirement.fingerprint,
    )
    if own:
        statement = statement.where(Approval.membership_id == work.member.id)
    return list(work.session.exec(statement))


def lock_all(work: Work) -> None:
    """Lock every requirement, as sealing does; whoever edits one just now must look again."""
    own: Any = Requirement
    work.session.flush()
    work.session.connection().execute(
        update(own)
        .where(own.procurement_id == work.procurement.id)
        .where(own.status != RequirementStatus.locked)
        .values(status=RequirementStatus.locked, version=own.version + 1)
    )
    work.session.expire_all()


def _own(work: Work, requirement: Requirement) -> Approval | None:
    return work.session.exec(
        select(Approval).where(
            Approval.requirement_id == requirement.id,
            Approval.membership_id == work.member.id,
            Approval.requirement_version == requirement.version,
        )
    ).first()


def _round_now(work: Work) -> UUID | None:
    """Return the internal round that is open now, if there is one."""
    return work.session.exec(
        select(ReviewRound.id)
        .where(ReviewRound.procurement_id == work.procurement.id)
        .where(ReviewRound.kind == RoundKind.internal, col(ReviewRound.closed_at).is_(None))
        .order_by(col(ReviewRound.number).desc())
    ).first()


def _mine_below(work: Work, node: ChapterNode) -> list[Requirement]:
    """Return the requirements of a chapter that I may approve; some chapters below are others'."""
    mine = chapters_of_mine(work)
    if not mine & below(chapter_tree(work), node.id):
        raise ForbiddenError(_not_mine())
    return [each for each in requirements_below(work, node) if each.chapter_id in mine]


def _not_mine() -> str:
    return _("Only whoever is responsible for the chapter, or the lead, does this.")


def _refuse_unless_mine(work: Work, chapter: UUID) -> None:
    if chapter not in chapters_of_mine(work):
        raise ForbiddenError(_not_mine())
