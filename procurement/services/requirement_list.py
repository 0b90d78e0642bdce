"""Lists of requirements: what fits a filter, in which order, and what a list shows of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from procurement.domain import (
    Criterion,
    NeedRequirement,
    Requirement,
    RequirementClass,
    RequirementCriterion,
    RequirementStatus,
)
from procurement.search import search
from procurement.services.chapters import ChapterNode, below
from procurement.services.requirements import with_links
from procurement.services.work import Work

_BY_CODE = (func.length(Requirement.code), Requirement.code)
_SORTS: dict[str, tuple[Any, ...]] = {
    "code": _BY_CODE,
    "class": (Requirement.requirement_class, *_BY_CODE),
    "status": (Requirement.status, *_BY_CODE),
    "title": (Requirement.title, *_BY_CODE),
}
_IN_CHAPTER = (Requirement.position, Requirement.code)


@dataclass(frozen=True)
class RequirementFilter:
    """What a user wants to see of the requirements; what is left out may be anything."""

    text: str = ""
    chapter: UUID | None = None  # with the chapters below it
    requirement_class: str = ""
    status: str = ""
    criterion: str = ""
    responsible: UUID | None = None
    without_need: bool = False
    sort: str = ""


def find_ids(work: Work, wanted: RequirementFilter, tree: Sequence[ChapterNode]) -> list[UUID]:
    """Return what fits a filter, in the order of the specification or as it is to be sorted."""
    statement = select(Requirement.id, Requirement.chapter_id).where(
        Requirement.procurement_id == work.procurement.id, *_conditions(wanted, tree)
    )
    rows = work.session.execute(statement.order_by(*_SORTS.get(wanted.sort, _IN_CHAPTER))).all()
    if wanted.text.strip():
        found = search(work.session, work.procurement.id, wanted.text, Requirement)
        rows = [row for row in rows if row[0] in found]
    if wanted.sort not in _SORTS:
        places = {node.id: place for place, node in enumerate(tree)}
        rows = sorted(rows, key=lambda row: places[row[1]])
    return [row[0] for row in rows]


def _conditions(wanted: RequirementFilter, tree: Sequence[ChapterNode]) -> list[Any]:
    conditions: list[Any] = []
    if wanted.chapter:
        conditions.append(col(Requirement.chapter_id).in_(below(tree, wanted.chapter)))
    if wanted.responsible:
        own = [node.id for node in tree if node.responsible_id == wanted.responsible]
        conditions.append(col(Requirement.chapter_id).in_(own))
    if wanted.requirement_class in list(RequirementClass):
        conditions.append(Requirement.requirement_class == wanted.requirement_class)
    if wanted.status in list(RequirementStatus):
        conditions.append(Requirement.status == wanted.status)
    if wanted.criterion:
        judged = select(RequirementCriterion.requirement_id).where(
            RequirementCriterion.criterion_id == Criterion.id, Criterion.code == wanted.criterion
        )
        conditions.append(col(Requirement.id).in_(judged))
    if wanted.without_need:
        conditions.append(col(Requirement.id).not_in(select(NeedRequirement.requirement_id)))
    return conditions


def load(work: Work, ids: Sequence[UUID]) -> list[Requirement]:
    """Return requirements in this order, with their needs and criteria."""
    found = work.session.exec(
        select(Requirement).where(col(Requirement.id).in_(ids)).options(*with_links())
    )
    by_id = {row.id: row for row in found}
    return [by_id[wanted] for wanted in ids if wanted in by_id]
