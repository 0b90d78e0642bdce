"""The view of the traceability matrix: every link from need to requirement, gaps first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from procurement.domain import (
    Criterion,
    Need,
    NeedQuote,
    NeedRequirement,
    Requirement,
    RequirementCriterion,
)
from procurement.exporting.traceability_view import LinkRow, MatrixRow, Traceability
from procurement.i18n import gettext as _
from procurement.services.chapters import chapter_tree
from procurement.services.documents.frame import frame_of
from procurement.services.work import Work

MOST_COLUMNS = 250  # requirements; with more, the columns are chapters


class _Need(NamedTuple):
    id: UUID
    code: str
    statement: str
    area: str
    quotes: int


class _Requirement(NamedTuple):
    id: UUID
    code: str
    title: str
    letter: str
    chapter: str


@dataclass(frozen=True)
class _Rows:
    """All ends and links, each end in the order of its code or its chapter."""

    needs: Sequence[_Need]
    requirements: Sequence[_Requirement]
    links: dict[tuple[UUID, UUID], str]  # need and requirement: the reason
    criteria: dict[UUID, str]  # by requirement


def traceability(work: Work) -> Traceability:
    """Return the traceability matrix as it is handed out."""
    rows = _Rows(_needs(work), _requirements(work), _links(work), _criteria(work))
    many = len(rows.requirements) > MOST_COLUMNS
    places = {r.id: r.chapter if many else r.code for r in rows.requirements}
    columns = tuple(dict.fromkeys(places.values()))
    cells = Counter((need, places[requirement]) for need, requirement in rows.links)
    return Traceability(
        frame=frame_of(work, _("Traceability matrix")),
        links=tuple(_link_rows(rows)),
        columns=columns,
        totals=tuple(sum(cells[need.id, column] for need in rows.needs) for column in columns),
        matrix=tuple(
            MatrixRow(
                need.code,
                need.statement,
                sum(cells[need.id, column] for column in columns),
                tuple(_cell(cells[need.id, column], many) for column in columns),
            )
            for need in rows.needs
        ),
    )


def _cell(number: int, many: bool) -> str | int:
    return (number if many else "x") if number else ""


def _link_rows(rows: _Rows) -> Iterator[LinkRow]:
    """Yield needs without a requirement, requirements without a need, then every link."""
    answered = {need for need, _requirement in rows.links}
    answering = {requirement for _need, requirement in rows.links}
    for need in rows.needs:
        if need.id not in answered:
            yield _row(_("Need without a requirement"), need, None, "", rows)
    for requirement in rows.requirements:
        if requirement.id not in answering:
            yield _row(_("Requirement without a need"), None, requirement, "", rows)
    by_need: dict[UUID, list[_Requirement]] = {}
    known = {requirement.id: requirement for requirement in rows.requirements}
    for need_id, requirement_id in rows.links:
        by_need.setdefault(need_id, []).append(known[requirement_id])
    places = {requirement.id: place for place, requirement in enumerate(rows.requirements)}
    for need in rows.needs:
        for requirement in sorted(by_need.get(need.id, []), key=lambda r: places[r.id]):
            gap = "" if need.quotes else _("Need without a quote")
            yield _row(gap, need, requirement, rows.links[need.id, requirement.id], rows)


def _row(
    gap: str, need: _Need | None, requirement: _Requirement | None, reason: str, rows: _Rows
) -> LinkRow:
    return LinkRow(
        gap=gap,
        need=need.code if need else "",
        statement=need.statement if need else "",
        area=need.area if need else "",
        quotes=str(need.quotes) if need else "",
        requirement=requirement.code if requirement else "",
        title=requirement.title if requirement else "",
        letter=requirement.letter if requirement else "",
        chapter=requirement.chapter if requirement else "",
        reason=reason,
        criteria=rows.criteria.get(requirement.id, "") if requirement else "",
    )


def _needs(work: Work) -> list[_Need]:
    quotes = (
        select(func.count())
        .where(col(NeedQuote.need_id) == col(Need.id))
        .correlate(Need)
        .scalar_subquery()
    )
    code = col(Need.code)
    found = work.session.execute(
        select(col(Need.id), code, col(Need.statement), col(Need.area), quotes)
        .where(col(Need.procurement_id) == work.procurement.id)
        .where(col(Need.merged_into_id).is_(None))
        .order_by(func.length(code), code)
    )
    return [_Need(*row) for row in found]


def _requirements(work: Work) -> list[_Requirement]:
    chapters = {node.id: (place, node.heading) for place, node in enumerate(chapter_tree(work))}
    found = work.session.execute(
        select(
            col(Requirement.id),
            col(Requirement.code),
            col(Requirement.title),
            col(Requirement.requirement_class),
            col(Requirement.chapter_id),
        )
        .where(col(Requirement.procurement_id) == work.procurement.id)
        .order_by(col(Requirement.position), col(Requirement.code))
    )
    rows = sorted(found, key=lambda row: chapters[row[4]][0])
    return [
        _Requirement(id_, code, title, kind.letter, chapters[chapter][1])
        for id_, code, title, kind, chapter in rows
    ]


def _links(work: Work) -> dict[tuple[UUID, UUID], str]:
    asked: Any = (
        select(
            col(NeedRequirement.need_id),
            col(NeedRequirement.requirement_id),
            col(NeedRequirement.reason),
        )
        .join(Need, col(Need.id) == col(NeedRequirement.need_id))
        .where(col(Need.procurement_id) == work.procurement.id)
        .where(col(Need.merged_into_id).is_(None))
    )
    return {(need, requirement): why for need, requirement, why in work.session.execute(asked)}


def _criteria(work: Work) -> dict[UUID, str]:
    found = work.session.execute(
        select(col(RequirementCriterion.requirement_id), col(Criterion.code))
        .join(Criterion, col(Criterion.id) == col(RequirementCriterion.criterion_id))
        .where(col(Criterion.procurement_id) == work.procurement.id)
        .order_by(col(Criterion.code))
    )
    codes: dict[UUID, list[str]] = {}
    for requirement, code in found:
        codes.setdefault(requirement, []).append(code)
    return {requirement: ", ".join(held) for requirement, held in codes.items()}
