"""What in review waits for me: texts to approve, comments to answer, things that have changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import aliased
from sqlmodel import col, func, or_, select

from procurement.access import Permission
from procurement.domain import (
    Approval,
    Comment,
    Need,
    NeedBacking,
    NeedRequirement,
    Requirement,
    RequirementStatus,
    Role,
    RoundKind,
    Stance,
)
from procurement.i18n import format_day, ngettext
from procurement.i18n import gettext as _
from procurement.services.chapters import chapter_tree
from procurement.services.review.rounds import RoundRow, list_rounds
from procurement.services.review.triage import OPEN, CommentFilter, find_comments
from procurement.services.suspects.kinds import SuspectKind
from procurement.services.work import Work, now


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, with the page and the place on it where it is done."""

    text: str
    page: str
    code: str = ""
    more: dict[str, str] = field(default_factory=dict)


def waiting_for_me(work: Work) -> list[Waiting]:
    """Return what in review waits for me, most urgent first."""
    if not work.may(Permission.comment):
        return []
    rounds = [row for row in list_rounds(work) if row.is_open]
    return [
        *_comments(work),
        *_approvals(work),
        *_changed(work),
        *_rounds(work, rounds, now().date()),
    ]


def _comments(work: Work) -> Iterator[Waiting]:
    if not work.may(Permission.run_rounds):
        return
    left = find_comments(work, CommentFilter(state=OPEN))
    if left:
        text = ngettext(
            "%(number)s comment has no answer.", "%(number)s comments have no answer.", len(left)
        )
        more = {"state": OPEN, "_anchor": "disposition"}
        yield Waiting(text, "triage.show", left[0][1], more)


def _approvals(work: Work) -> Iterator[Waiting]:
    """Count chapter by chapter; the lead is asked where nobody else answers."""
    wanted = {work.member.id, None} if work.member.role == Role.lead else {work.member.id}
    rows = work.session.exec(
        select(Requirement.chapter_id, func.min(Requirement.code), func.count())
        .where(Requirement.procurement_id == work.procurement.id)
        .where(Requirement.status == RequirementStatus.in_review)
        .group_by(col(Requirement.chapter_id))
    )
    waiting = {chapter: (code, number) for chapter, code, number in rows}
    for node in chapter_tree(work):
        if node.id in waiting and node.responsible_id in wanted:
            code, number = waiting[node.id]
            text = ngettext(
                "%(number)s requirement in the chapter %(chapter)s waits for you.",
                "%(number)s requirements in the chapter %(chapter)s wait for you.",
                number,
                chapter=node.title,
            )
            yield Waiting(text, "approvals.chapter", node.number, {"_anchor": code})


def _changed(work: Work) -> Iterator[Waiting]:
    approved, backed = _changed_approvals(work), _changed_backings(work)
    if approved:
        text = ngettext(
            "%(number)s requirement has changed since you approved it.",
            "%(number)s requirements have changed since you approved them.",
            approved,
        )
        yield _suspects(text, SuspectKind.approval)
    if backed:
        text = ngettext(
            "%(number)s need has changed since you backed it.",
            "%(number)s needs have changed since you backed them.",
            backed,
        )
        yield Waiting(text, "backing.index", "", {"_anchor": "changed"})
    requirements = _changed_requirements(work)
    if requirements:
        text = ngettext(
            "%(number)s requirement has changed since you backed it.",
            "%(number)s requirements have changed since you backed them.",
            len(requirements),
        )
        if len(requirements) > 1:
            yield _suspects(text, SuspectKind.trace)
        else:
            yield Waiting(text, "requirements.show", requirements[0], {"_anchor": "approval"})
    said = _changed_comments(work)
    if said:
        text = ngettext(
            "%(number)s text has changed since you commented on it.",
            "%(number)s texts have changed since you commented on them.",
            said,
        )
        yield _suspects(text, SuspectKind.comment)


def _suspects(text: str, kind: SuspectKind) -> Waiting:
    return Waiting(text, "suspects.index", "", {"kind": kind, "_anchor": "list"})


def _changed_approvals(work: Work) -> int:
    """Count what I approved once and nobody has approved as it stands now."""
    other = aliased(Approval)
    fits = (
        select(other.id)
        .where(other.requirement_id == Requirement.id)
        .where(other.requirement_fingerprint == Requirement.fingerprint)
    )
    return work.session.exec(
        select(func.count(func.distinct(Requirement.id)))
        .join(Approval, col(Approval.requirement_id) == Requirement.id)
        .where(Requirement.procurement_id == work.procurement.id)
        .where(Approval.membership_id == work.member.id)
        .where(~fits.exists())
    ).one()


def _changed_backings(work: Work) -> int:
    return work.session.exec(
        select(func.count())
        .select_from(NeedBacking)
        .join(Need, col(Need.id) == NeedBacking.need_id)
        .where(Need.procurement_id == work.procurement.id)
        .where(NeedBacking.organisation_id == work.member.organisation_id)
        .where(NeedBacking.need_fingerprint != Need.fingerprint)
    ).one()


def _changed_requirements(work: Work) -> list[str]:
    """Return the requirements that answer a need we back and have changed since."""
    return list(
        work.session.exec(
            select(Requirement.code)
            .join(NeedRequirement, col(NeedRequirement.requirement_id) == Requirement.id)
            .join(NeedBacking, col(NeedBacking.need_id) == NeedRequirement.need_id)
            .where(Requirement.procurement_id == work.procurement.id)
            .where(NeedBacking.organisation_id == work.member.organisation_id)
            .where(NeedBacking.stance != Stance.objects)
            .where(NeedRequirement.requirement_fingerprint != Requirement.fingerprint)
            .distinct()
            .order_by(Requirement.code)
        )
    )


def _changed_comments(work: Work) -> int:
    return work.session.exec(
        select(func.count())
        .select_from(Comment)
        .outerjoin(Requirement, col(Requirement.id) == Comment.requirement_id)
        .outerjoin(Need, col(Need.id) == Comment.need_id)
        .where(Comment.procurement_id == work.procurement.id)
        .where(Comment.author == work.user.email, col(Comment.disposition).is_(None))
        .where(
            or_(
                Comment.about_fingerprint != Requirement.fingerprint,
                Comment.about_fingerprint != Need.fingerprint,
            )
        )
    ).one()


def _rounds(work: Work, rounds: list[RoundRow], today: date) -> Iterator[Waiting]:
    for row in rounds:
        code, name = str(row.round.number), row.round.name
        if work.may(Permission.run_rounds):
            if row.is_late(today) and row.round.due:
                day = format_day(row.round.due)
                text = _("The round %(name)s was due on %(day)s. Close it.", name=name, day=day)
                yield Waiting(text, "rounds.show", code)
        elif row.round.kind != RoundKind.market and not row.is_late(today):
            yield Waiting(_until(row), "rounds.show", code)


def _until(row: RoundRow) -> str:
    name = row.round.name
    if row.round.due is None:
        return _("The round %(name)s is open. Read, and comment.", name=name)
    day = format_day(row.round.due)
    return _("The round %(name)s is open until %(day)s. Read, and comment.", name=name, day=day)
