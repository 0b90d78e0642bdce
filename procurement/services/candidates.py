"""What may be linked or merged: what is most like it, or what a search finds."""

from collections.abc import Collection
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Need, NeedRequirement, Requirement
from procurement.search import search
from procurement.services.likeness import most_like
from procurement.services.work import Work

T = TypeVar("T", Need, Requirement)
MOST = 12


def needs_to_merge(work: Work, need: Need, text: str, chosen: str = "") -> list[Need]:
    """Return the needs that may say the same as a need, and the one chosen."""
    return _offered(work, Need, need.statement, {need.id}, (text, chosen))


def needs_to_link(work: Work, requirement: Requirement, text: str, chosen: str = "") -> list[Need]:
    """Return the needs that a requirement may answer, and the one chosen."""
    linked = select(NeedRequirement.need_id).where(NeedRequirement.requirement_id == requirement.id)
    return _offered(
        work, Need, requirement.statement, set(work.session.exec(linked)), (text, chosen)
    )


def requirements_to_link(work: Work, need: Need, text: str, chosen: str = "") -> list[Requirement]:
    """Return the requirements that may answer a need, and the one chosen."""
    linked = select(NeedRequirement.requirement_id).where(NeedRequirement.need_id == need.id)
    return _offered(
        work, Requirement, need.statement, set(work.session.exec(linked)), (text, chosen)
    )


def _offered(
    work: Work, table: type[T], statement: str, out: Collection[UUID], asked: tuple[str, str]
) -> list[T]:
    text, chosen = asked
    wanted: Any = select(table.id, table.statement).where(
        table.procurement_id == work.procurement.id
    )
    if table is Need:
        wanted = wanted.where(col(Need.merged_into_id).is_(None))
    rows = [row for row in work.session.exec(wanted) if row[0] not in out]
    if text.strip():
        hits = search(work.session, work.procurement.id, text, table)
        ids: list[UUID] = [row[0] for row in rows if row[0] in hits][:MOST]
    else:
        ids = [row[0] for row, _share in most_like(statement, rows, lambda row: row[1], MOST)]
    found: dict[UUID, T] = {thing.id: thing for thing in _with_ids(work, table, ids)}
    picked: list[T] = [one for one in _with_code(work, table, chosen) if one.id not in found]
    return picked + [found[each] for each in ids]


def _with_ids(work: Work, table: type[T], ids: Collection[UUID]) -> list[T]:
    return list(work.session.exec(select(table).where(col(table.id).in_(ids))))


def _with_code(work: Work, table: type[T], code: str) -> list[T]:
    statement = select(table).where(table.procurement_id == work.procurement.id, table.code == code)
    return list(cast(Any, work.session.exec(statement)))
