"""Lists of needs: what fits a filter, with how much each rests on and what backs it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, false
from sqlalchemy import case as cases
from sqlmodel import col, func, select

from procurement.domain import (
    Need,
    NeedBacking,
    NeedKind,
    NeedPriority,
    NeedQuote,
    NeedRequirement,
    Stance,
)
from procurement.search import search
from procurement.services.backing import IN_FAVOUR
from procurement.services.work import Work

_MERGED = "merged"


@dataclass(frozen=True)
class NeedFilter:
    """What a user wants to see of the needs; those merged into others only when asked for."""

    text: str = ""
    area: str = ""
    kind: str = ""
    sort: str = "code"
    state: str = ""


@dataclass(frozen=True)
class NeedRow:
    """A need with what its line shows."""

    need: Need
    quotes: int
    requirements: int
    backers: int
    objections: int


def standing_needs(work: Work) -> list[Need]:
    """Return all needs that are not merged into others, without what they are linked to."""
    return list(
        work.session.exec(
            select(Need)
            .where(Need.procurement_id == work.procurement.id, col(Need.merged_into_id).is_(None))
            .order_by(func.length(Need.code), Need.code)
        )
    )


def find_needs(work: Work, wanted: NeedFilter) -> list[NeedRow]:
    """Return the needs that fit a filter, each with its counts."""
    statement = (
        select(Need, *_counts())
        .where(*_conditions(work, wanted))
        .order_by(*_order(wanted.sort), func.length(Need.code), Need.code)
    )
    return [NeedRow(*row) for row in work.session.exec(cast(Any, statement))]


def _counts() -> tuple[ColumnElement[int], ...]:
    def number(table: Any, *where: Any) -> Any:
        counted: Any = select(func.count()).select_from(table)
        return counted.where(table.need_id == Need.id, *where).scalar_subquery()

    stance = col(NeedBacking.stance)
    return (
        number(NeedQuote),
        number(NeedRequirement),
        number(NeedBacking, stance.in_(IN_FAVOUR)),
        number(NeedBacking, stance == Stance.objects),
    )


def _conditions(work: Work, wanted: NeedFilter) -> list[Any]:
    merged = col(Need.merged_into_id)
    found: list[Any] = [
        col(Need.procurement_id) == work.procurement.id,
        merged.is_not(None) if wanted.state == _MERGED else merged.is_(None),
    ]
    if wanted.text.strip():
        hits = search(work.session, work.procurement.id, wanted.text, Need)
        found.append(col(Need.id).in_(hits))
    if wanted.area:
        found.append(col(Need.area) == wanted.area)
    if wanted.kind:
        kinds = set(NeedKind)
        found.append(col(Need.kind) == wanted.kind if wanted.kind in kinds else false())
    return found


def _order(sort: str) -> tuple[Any, ...]:
    ranks = {priority: place for place, priority in enumerate(NeedPriority)}
    _quotes, requirements, backers, _objections = _counts()
    orders: dict[str, tuple[Any, ...]] = {
        "area": (col(Need.area),),
        "priority": (cases(ranks, value=col(Need.priority)),),
        "requirements": (requirements,),
        "backing": (backers,),
    }
    return orders.get(sort, ())


def areas_of(work: Work) -> list[str]:
    """Return the areas in use, in alphabetical order."""
    statement = (
        select(Need.area)
        .where(Need.procurement_id == work.procurement.id, col(Need.merged_into_id).is_(None))
        .distinct()
    )
    return sorted(work.session.exec(statement))


def needs_with_codes(work: Work, codes: Collection[str]) -> list[Need]:
    """Return the needs with these codes, also those that are merged into others."""
    return list(
        work.session.exec(
            select(Need)
            .where(Need.procurement_id == work.procurement.id, col(Need.code).in_(codes))
            .order_by(func.length(Need.code), Need.code)
        )
    )
