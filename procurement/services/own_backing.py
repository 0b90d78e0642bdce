"""What one municipality has answered and read, and what has changed since."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import case as cases
from sqlmodel import col, func, select

from procurement.domain import (
    Action,
    Chapter,
    ChapterReading,
    Need,
    NeedBacking,
    Organisation,
    Requirement,
    Revision,
)
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.services.chapters import ChapterNode, chapter_tree
from procurement.services.work import Work, now


@dataclass(frozen=True)
class AreaState:
    """How far a municipality has come with the needs of an area."""

    area: str
    needs: int
    answered: int
    changed: int

    @property
    def left(self) -> int:
        """Return how many needs are not answered."""
        return self.needs - self.answered


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer to a need that has changed since, with how the need read then if it is known."""

    need: Need
    answer: NeedBacking
    before: str


@dataclass(frozen=True)
class ChapterRow:
    """A chapter with how much is in it, and whether a municipality has read it."""

    chapter: ChapterNode
    requirements: int
    reading: ChapterReading | None


def area_states(work: Work, organisation: Organisation) -> list[AreaState]:
    """Return each area with how many of its needs a municipality has answered."""
    changed = cases((col(NeedBacking.need_fingerprint) != Need.fingerprint, 1), else_=0)
    own = (col(NeedBacking.need_id) == Need.id) & (
        col(NeedBacking.organisation_id) == organisation.id
    )
    rows = work.session.exec(
        cast(
            Any,
            select(Need.area, func.count(), func.count(col(NeedBacking.id)), func.sum(changed))
            .select_from(Need)
            .outerjoin(NeedBacking, own)
            .where(Need.procurement_id == work.procurement.id, col(Need.merged_into_id).is_(None))
            .group_by(Need.area)
            .order_by(Need.area),
        )
    )
    return [AreaState(area, needs, answered, stale or 0) for area, needs, answered, stale in rows]


def unanswered(work: Work, organisation: Organisation) -> int:
    """Return how many needs a municipality has not answered."""
    return sum(state.left for state in area_states(work, organisation))


def needs_in(work: Work, area: str) -> list[Need]:
    """Return the needs of an area, by code."""
    return list(
        work.session.exec(
            select(Need)
            .where(Need.procurement_id == work.procurement.id, Need.area == area)
            .where(col(Need.merged_into_id).is_(None))
            .order_by(func.length(Need.code), Need.code)
        )
    )


def changed_answers(work: Work, organisation: Organisation) -> list[ChangedAnswer]:
    """Return the answers whose needs have changed since, by code."""
    found = work.session.exec(
        select(Need, NeedBacking)
        .join(NeedBacking, col(NeedBacking.need_id) == Need.id)
        .where(Need.procurement_id == work.procurement.id, col(Need.merged_into_id).is_(None))
        .where(NeedBacking.organisation_id == organisation.id)
        .where(NeedBacking.need_fingerprint != Need.fingerprint)
        .order_by(func.length(Need.code), Need.code)
    ).all()
    before = _statements(work, {answer.need_fingerprint for _need, answer in found})
    return [
        ChangedAnswer(need, answer, before.get(answer.need_fingerprint, ""))
        for need, answer in found
    ]


def _statements(work: Work, fingerprints: set[str]) -> dict[str, str]:
    revisions = work.session.exec(
        select(Revision)
        .where(Revision.procurement_id == work.procurement.id)
        .where(col(Revision.fingerprint).in_(fingerprints))
    )
    return {r.fingerprint: str(r.content.get("statement", "")) for r in revisions}


def chapter_rows(work: Work, organisation: Organisation) -> list[ChapterRow]:
    """Return the chapters in reading order, with what a municipality has read."""
    counted = work.session.exec(
        select(Requirement.chapter_id, func.count())
        .where(Requirement.procurement_id == work.procurement.id)
        .group_by(cast(Any, Requirement.chapter_id))
    )
    number = dict(cast(Any, counted.all()))
    read = _readings(work, organisation)
    return [
        ChapterRow(node, number.get(node.id, 0), read.get(node.id)) for node in chapter_tree(work)
    ]


def _readings(work: Work, organisation: Organisation) -> dict[UUID, ChapterReading]:
    found = work.session.exec(
        select(ChapterReading)
        .join(Chapter, col(Chapter.id) == ChapterReading.chapter_id)
        .where(Chapter.procurement_id == work.procurement.id)
        .where(ChapterReading.organisation_id == organisation.id)
    )
    return {reading.chapter_id: reading for reading in found}


def say_read(work: Work, organisation: Organisation, number: str, read: bool = True) -> ChapterNode:
    """Say that a municipality has read a chapter and all below it, or take that back."""
    tree = chapter_tree(work)
    chosen = next((node for node in tree if node.number == number), None)
    if chosen is None:
        raise NotFoundError(_("There is no chapter %(number)s here.", number=number))
    held = _readings(work, organisation)
    for node in tree:
        if not f"{node.number}.".startswith(f"{number}."):
            continue
        if not read and node.id in held:
            work.session.delete(held[node.id])
        elif read and node.id not in held:
            work.session.add(
                ChapterReading(
                    chapter_id=node.id,
                    organisation_id=organisation.id,
                    read_at=now(),
                    read_by=work.user.name,
                )
            )
    work.session.flush()
    work.record(Action.chapter_read, f"{chosen.heading[:60]} {organisation.name}")
    return chosen
