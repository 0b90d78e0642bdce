"""What a list shows beside requirements and chapters: backing, comments, locks, progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, func, select

from procurement.domain import (
    Comment,
    Participation,
    ParticipationStatus,
    Requirement,
    RequirementStatus,
)
from procurement.services.backing import backing_counts
from procurement.services.chapters import ChapterNode
from procurement.services.locks import Lock, locks_of
from procurement.services.work import Work


@dataclass(frozen=True)
class Facts:
    """What stands beside one requirement."""

    backing: int
    municipalities: int  # that may back it
    comments: int
    lock: Lock | None


def facts_of(work: Work, requirements: Sequence[Requirement]) -> dict[UUID, Facts]:
    """Return what stands beside each of these requirements."""
    ids = [requirement.id for requirement in requirements]
    backing, comments = backing_counts(work, ids), _comments(work, ids)
    locks, all_of_them = locks_of(work, requirements), _municipalities(work)
    return {
        one: Facts(backing.get(one, 0), all_of_them, comments.get(one, 0), locks.get(one))
        for one in ids
    }


def _comments(work: Work, ids: Sequence[UUID]) -> dict[UUID | None, int]:
    statement = (
        select(Comment.requirement_id, func.count())
        .where(col(Comment.requirement_id).in_(ids))
        .group_by(col(Comment.requirement_id))
    )
    return dict(cast(Any, work.session.exec(statement).all()))


def _municipalities(work: Work) -> int:
    statement = select(func.count()).where(
        Participation.procurement_id == work.procurement.id,
        Participation.status != ParticipationStatus.declined,
    )
    return work.session.exec(statement).one()


@dataclass(frozen=True)
class ChapterLine:
    """A chapter in the tree, with how far it has come, the chapters below it included."""

    chapter: ChapterNode
    total: int
    done: int  # approved or locked


def overview(work: Work, tree: Sequence[ChapterNode]) -> list[ChapterLine]:
    """Return how many requirements each chapter holds and how many of them are approved."""
    statement = (
        select(Requirement.chapter_id, Requirement.status, func.count())
        .where(Requirement.procurement_id == work.procurement.id)
        .group_by(col(Requirement.chapter_id), Requirement.status)
    )
    total = {node.id: 0 for node in tree}
    done = dict(total)
    for chapter, status, number in work.session.execute(cast(Any, statement)):
        total[chapter] += number
        if status in (RequirementStatus.approved, RequirementStatus.locked):
            done[chapter] += number
    for node in reversed(tree):
        if node.parent_id is not None:
            total[node.parent_id] += total[node.id]
            done[node.parent_id] += done[node.id]
    return [ChapterLine(node, total[node.id], done[node.id]) for node in tree]
