"""Lists of requirements: what fits a filter, in the order of the specification."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Requirement
from procurement.search import search
from procurement.services.requirements import with_links
from procurement.services.work import Work


@dataclass(frozen=True)
class RequirementFilter:
    """What a user wants to see of the requirements."""

    text: str = ""
    chapter: UUID | None = None
    requirement_class: str = ""


def find_requirements(work: Work, wanted: RequirementFilter) -> list[Requirement]:
    """Return the requirements that fit a filter, with all that a list shows of them."""
    statement = (
        select(Requirement)
        .where(Requirement.procurement_id == work.procurement.id)
        .order_by(col(Requirement.position), Requirement.code)
        .options(*with_links())
    )
    if wanted.text.strip():
        found = search(work.session, work.procurement.id, wanted.text, Requirement)
        statement = statement.where(col(Requirement.id).in_(found))
    rows = work.session.exec(statement)
    return [
        row
        for row in rows
        if wanted.requirement_class in ("", row.requirement_class)
        and wanted.chapter in (None, row.chapter_id)
    ]
