"""The order of things among their siblings; moving one is no new version of it."""

from collections.abc import Sequence
from enum import StrEnum, auto
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import update
from sqlmodel import select

from procurement.access import Permission
from procurement.domain import Chapter, Criterion, PriceLine, Procurement, Requirement
from procurement.errors import ForbiddenError
from procurement.i18n import gettext as _
from procurement.services.work import Work


class Way(StrEnum):
    """Where a thing is moved."""

    up = auto()
    down = auto()
    out = auto()
    into = auto()


def hold_structure(work: Work) -> None:
    """Let nobody else move anything in this procurement until this transaction ends."""
    work.session.exec(
        select(Procurement.id)
        .where(Procurement.id == work.procurement.id)
        .with_for_update(key_share=True)
    ).one()


def hold_still(work: Work, permission: Permission) -> None:
    """Hold the structure, and look anew at what stands and at whether it may still be changed."""
    hold_structure(work)
    work.session.expire_all()
    if not work.may(permission):
        raise ForbiddenError(_("This can no longer be changed. Somebody has moved the phase on."))


def shifted(order: Sequence[UUID], thing: UUID, way: Way) -> list[UUID]:
    """Return the order with one thing a place up or down; at the end it stays."""
    place = order.index(thing)
    other = place + (1 if way is Way.down else -1)
    moved = list(order)
    if 0 <= other < len(order):
        moved[place], moved[other] = moved[other], moved[place]
    return moved


Placed: TypeAlias = type[Chapter] | type[Requirement] | type[Criterion] | type[PriceLine]


def write_order(work: Work, table: Placed, order: Sequence[UUID]) -> None:
    """Give things these places, from first to last, without raising their versions."""
    found = select(table.id, table.position).where(table.id.in_(order))  # type: ignore[attr-defined]
    now = dict(work.session.exec(found).all())
    places = sorted(now.values())
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    for thing, place in zip(order, places, strict=True):
        if now[thing] != place:
            statement = update(table).where(table.id == thing)  # type: ignore[arg-type]
            work.session.execute(statement.values(position=place))
