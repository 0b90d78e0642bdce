"""Who answers for which chapter, and how far the requirements in it have come."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, func, select

from procurement.access import GRANTS, Permission
from procurement.domain import (
    Action,
    Approval,
    Chapter,
    Membership,
    Phase,
    Requirement,
    RequirementStatus,
    Role,
    User,
)
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.chapters import ChapterNode, chapter_tree
from procurement.services.work import Work, require_version

REOPENABLE = (RequirementStatus.draft, RequirementStatus.in_review)


@dataclass(frozen=True)
class ChapterProgress:
    """A chapter with the requirements in it and below it, by status."""

    node: ChapterNode
    version: int
    responsible: UUID | None  # who answers for it: its own, or the nearest one above
    own_responsible: UUID | None
    counts: Counter[RequirementStatus]
    reopened: int  # approved once, changed since
    mine: bool

    @property
    def total(self) -> int:
        """Return how many requirements there are."""
        return self.counts.total()

    def of(self, status: str) -> int:
        """Return how many requirements have a status."""
        return self.counts[RequirementStatus(status)]


def progress_of(work: Work) -> list[ChapterProgress]:
    """Return every chapter with the progress of its requirements, in reading order."""
    tree = chapter_tree(work)
    rows = {row.id: row for row in _chapters(work)}
    answers, counts = responsible_of(work), _counts(work)
    reopened = Counter(dict(_reopened(work)))
    found = []
    for node in tree:
        below = [each.id for each in below_of(tree, node)]
        found.append(
            ChapterProgress(
                node=node,
                version=rows[node.id].version,
                responsible=answers[node.id],
                own_responsible=rows[node.id].responsible_id,
                counts=sum((counts.get(each, Counter()) for each in below), Counter()),
                reopened=sum(reopened[each] for each in below),
                mine=is_mine(work, answers[node.id]),
            )
        )
    return found


def below_of(tree: list[ChapterNode], node: ChapterNode) -> list[ChapterNode]:
    """Return a chapter and the chapters below it."""
    return [each for each in tree if f"{each.number}.".startswith(f"{node.number}.")]


def is_mine(work: Work, responsible: UUID | None) -> bool:
    """Return True if I may approve where this member answers; the lead may everywhere."""
    if not work.may(Permission.approve):
        return False
    return work.member.role == Role.lead or responsible == work.member.id


def responsible_of(work: Work) -> dict[UUID, UUID | None]:
    """Return for each chapter the member who answers for it: its own, or the nearest one above."""
    rows = {row.id: row for row in _chapters(work)}

    def answers(chapter: Chapter) -> UUID | None:
        above = rows.get(chapter.parent_id) if chapter.parent_id else None
        return chapter.responsible_id or (answers(above) if above else None)

    return {row.id: answers(row) for row in rows.values()}


def candidates(work: Work) -> dict[UUID, str]:
    """Return the members who can answer for a chapter, by id."""
    rows = work.session.exec(
        select(Membership.id, User.name)
        .join(User)
        .where(Membership.procurement_id == work.procurement.id)
        .where(col(Membership.role).in_(list(GRANTS[Permission.approve])))
        .order_by(User.name)
    )
    return dict(rows.all())


def set_responsible(work: Work, node: ChapterNode, member: UUID | None, seen: int) -> None:
    """Say who answers for a chapter; nobody means whoever answers for the one above."""
    chapter = work.session.get_one(Chapter, node.id)
    require_version(chapter, seen)
    if member not in {None, *candidates(work)}:
        raise FieldError("responsible", _("Choose one of the members who can approve."))
    chapter.responsible_id = member
    work.session.flush()
    work.record(Action.chapter_changed, node.heading)


def _chapters(work: Work) -> list[Chapter]:
    return list(
        work.session.exec(select(Chapter).where(Chapter.procurement_id == work.procurement.id))
    )


def _counts(work: Work) -> dict[UUID, Counter[RequirementStatus]]:
    rows = work.session.exec(
        select(Requirement.chapter_id, Requirement.status, func.count())
        .where(Requirement.procurement_id == work.procurement.id)
        .group_by(col(Requirement.chapter_id), col(Requirement.status))
    )
    sealed = work.procurement.phase.has_reached(Phase.sealed)
    counts: dict[UUID, Counter[RequirementStatus]] = {}
    for chapter, status, number in rows:
        shown = RequirementStatus.locked if sealed else RequirementStatus(status)
        counts.setdefault(chapter, Counter())[shown] += number
    return counts


def _reopened(work: Work) -> list[tuple[UUID, int]]:
    if work.procurement.phase.has_reached(Phase.sealed):
        return []
    rows = work.session.exec(
        select(Requirement.chapter_id, func.count())
        .where(Requirement.procurement_id == work.procurement.id)
        .where(col(Requirement.status).in_(REOPENABLE))
        .where(col(Requirement.id).in_(select(Approval.requirement_id)))
        .group_by(col(Requirement.chapter_id))
    )
    return [(chapter, number) for chapter, number in rows]
