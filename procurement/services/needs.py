"""Needs: list, read, add, change."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from procurement.domain import Action, Need, NeedKind, NeedPriority, NeedRequirement, Quote
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.work import Work, require_version


@dataclass(frozen=True)
class NeedFilter:
    """What a user wants to see of the needs."""

    text: str = ""
    area: str = ""
    kind: str = ""
    sort: str = "code"


@dataclass(frozen=True)
class NeedDraft:
    """What a user types to add or change a need."""

    code: str
    statement: str
    area: str
    kind: NeedKind
    priority: NeedPriority
    quote_codes: tuple[str, ...] = ()


def list_needs(work: Work, wanted: NeedFilter | None = None) -> list[Need]:
    """Return the needs that fit a filter, with their quotes and requirements."""
    wanted = wanted or NeedFilter()
    needs = work.session.exec(
        select(Need)
        .where(Need.procurement_id == work.procurement.id)
        .order_by(Need.code)
        .options(
            selectinload(cast(Any, Need.quotes)),
            selectinload(cast(Any, Need.traces)).selectinload(
                cast(Any, NeedRequirement.requirement)
            ),
        )
    )
    text = wanted.text.casefold()
    found = [
        need
        for need in needs
        if text in f"{need.code} {need.statement}".casefold()
        and (not wanted.area or need.area == wanted.area)
        and (not wanted.kind or need.kind == wanted.kind)
    ]
    return sorted(found, key=_order(wanted.sort))


def _order(sort: str) -> Any:
    ranks = {priority: place for place, priority in enumerate(NeedPriority)}
    orders: dict[str, Any] = {
        "area": lambda need: (need.area, need.code),
        "priority": lambda need: (ranks[need.priority], need.code),
        "requirements": lambda need: (len(need.traces), need.code),
    }
    return orders.get(sort, lambda need: need.code)


def areas_of(work: Work) -> list[str]:
    """Return the areas in use, in alphabetical order."""
    statement = select(Need.area).where(Need.procurement_id == work.procurement.id).distinct()
    return sorted(work.session.exec(statement))


def get_need(work: Work, code: str) -> Need:
    """Return one need."""
    need = work.session.exec(
        select(Need).where(Need.procurement_id == work.procurement.id, Need.code == code)
    ).first()
    if need is None:
        raise NotFoundError(_("There is no need %(code)s here.", code=code))
    return need


def next_need_code(work: Work) -> str:
    """Return the code after the highest one in use."""
    codes = work.session.exec(select(Need.code).where(Need.procurement_id == work.procurement.id))
    numbers = [int(code.rpartition("-")[2]) for code in codes if code.rpartition("-")[2].isdigit()]
    return f"B-{max(numbers, default=0) + 1:02}"


def add_need(work: Work, draft: NeedDraft) -> Need:
    """Add a need and link it to the quotes it rests on."""
    need = Need(procurement_id=work.procurement.id, **_own_values(draft))
    _refuse_taken_code(work, draft.code)
    need.quotes = _quotes(work, draft.quote_codes)
    work.session.add(need)
    work.session.flush()
    work.record(Action.need_added, need.code)
    return need


def change_need(work: Work, need: Need, draft: NeedDraft, seen: int) -> None:
    """Save a changed need, unless somebody else saved it first."""
    require_version(need, seen)
    if draft.code != need.code:
        _refuse_taken_code(work, draft.code)
    for name, value in _own_values(draft).items():
        setattr(need, name, value)
    need.quotes = _quotes(work, draft.quote_codes)
    work.session.flush()
    work.record(Action.need_changed, need.code)


def _own_values(draft: NeedDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "statement": draft.statement,
        "area": draft.area,
        "kind": draft.kind,
        "priority": draft.priority,
    }


def _refuse_taken_code(work: Work, code: str) -> None:
    taken = select(Need.id).where(Need.procurement_id == work.procurement.id, Need.code == code)
    if work.session.exec(taken).first():
        raise FieldError("code", _("The code %(code)s is already in use.", code=code))


def _quotes(work: Work, codes: tuple[str, ...]) -> list[Quote]:
    return list(
        work.session.exec(
            select(Quote).where(
                Quote.procurement_id == work.procurement.id, col(Quote.code).in_(codes)
            )
        )
    )
