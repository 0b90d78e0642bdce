"""Who locked a requirement, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Requirement, RequirementStatus, Revision
from procurement.services.members import names_by_address
from procurement.services.work import Work


@dataclass(frozen=True)
class Lock:
    """Who locked something, and when."""

    name: str
    at: datetime


def locks_of(work: Work, requirements: Sequence[Requirement]) -> dict[UUID, Lock]:
    """Return the lock of each requirement that has one, where it is known who locked it."""
    locked = [r.id for r in requirements if r.status == RequirementStatus.locked]
    if not locked:
        return {}
    found = work.session.exec(
        select(Revision)
        .join(Requirement, col(Requirement.id) == Revision.thing_id)
        .where(Revision.number == Requirement.version, col(Requirement.id).in_(locked))
    )
    names = names_by_address(work)
    return {r.thing_id: Lock(names.get(r.actor, r.actor), r.at) for r in found if r.actor}
