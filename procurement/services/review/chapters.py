"""How far the requirements of each chapter have come, and in which of them I approve."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, func, select

from procurement.access import Permission
from procurement.domain import Approval, Phase, Requirement, RequirementStatus, Role
from procurement.services.chapters import ChapterNode, below, chapter_tree
from procurement.services.work import Work

REOPENABLE = (RequirementStatus.draft, RequirementStatus.in_review)


@dataclass(frozen=True)
class ChapterProgress:
    """A chapter with the requirements in it and below it, by status."""

    node: ChapterNode
    counts: Counter[RequirementStatus]
    mine: Counter[RequirementStatus]  # those that I may approve
    reopened: int  # approved once, changed since

    @property
    def total(self) -> int:
        """Return how many requirements there are."""
        return self.counts.total()

    def of(self, status: str) -> int:
        """Return how many requirements have a status."""
        return self.counts[RequirementStatus(status)]

    def mine_of(self, status: str) -> int:
        """Return how many of those that I may approve have a status."""
        return self.mine[RequirementStatus(status)]


def progress_of(work: Work, tree: Sequence[ChapterNode] | None = None) -> list[ChapterProgress]:
    """Return every chapter with the progress of its requirements, in reading order."""
    tree = tree or chapter_tree(work)
    counts, reopened = _counts(work), Counter(dict(_reopened(work)))
    found = []
    for node in tree:
        inside = below(tree, node.id)
        mine = {each.id for each in tree if each.id in inside and is_mine(work, each)}
        found.append(
            ChapterProgress(
                node=node,
                counts=_sum(counts, inside),
                mine=_sum(counts, mine),
                reopened=sum(reopened[each] for each in inside),
            )
        )
    return found


def _sum(
    counts: dict[UUID, Counter[RequirementStatus]], chapters: Iterable[UUID]
) -> Counter[RequirementStatus]:
    return sum((counts.get(each, Counter()) for each in chapters), Counter())


def is_mine(work: Work, node: ChapterNode) -> bool:
    """Return True if I may approve in a chapter: where I am responsible, and the lead all over."""
    if not work.may(Permission.approve):
        return False
    return work.member.role == Role.lead or node.responsible_id == work.member.id


def chapters_of_mine(work: Work) -> set[UUID]:
    """Return the chapters in which I may approve."""
    return {node.id for node in chapter_tree(work) if is_mine(work, node)}


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
