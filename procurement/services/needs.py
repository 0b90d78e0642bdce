"""Needs: read, add, change."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from procurement.domain import Action, Need, NeedKind, NeedPriority, Quote, Revision, Subject
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.history import is_code_used, keep, reconcile
from procurement.services.work import Work

_MOST_DIGITS = 6  # a longer number was typed by somebody, and nobody counts on from it


@dataclass(frozen=True)
class NeedDraft:
    """What a user types to add or change a need."""

    code: str
    statement: str
    area: str
    kind: NeedKind
    priority: NeedPriority
    quote_codes: tuple[str, ...] = ()
    held_codes: tuple[str, ...] = ()  # the quotes that were chosen when the form was shown


def get_need(work: Work, code: str) -> Need:
    """Return one need."""
    need = work.session.exec(
        select(Need).where(Need.procurement_id == work.procurement.id, Need.code == code)
    ).first()
    if need is None:
        raise NotFoundError(_("There is no need %(code)s here.", code=code))
    return need


def next_need_code(work: Work) -> str:
    """Return the code after the highest one that is or was in use."""
    here = work.procurement.id
    codes = {
        *work.session.exec(select(Need.code).where(Need.procurement_id == here)),
        *work.session.exec(
            select(Revision.code)
            .where(Revision.procurement_id == here, Revision.subject == Subject.need)
            .distinct()
        ),
    }
    tails = [code.removeprefix("B-") for code in codes if code.startswith("B-")]
    numbers = [int(tail) for tail in tails if len(tail) <= _MOST_DIGITS]
    return f"B-{max(numbers, default=0) + 1:02}"


def add_need(work: Work, draft: NeedDraft) -> Need:
    """Add a need and link it to the quotes it rests on."""
    need = Need(procurement_id=work.procurement.id, **_own_values(draft))
    _refuse_used_code(work, draft.code)
    need.quotes = _quotes(work, draft.quote_codes)
    work.session.add(need)
    work.session.flush()
    keep(work, need)
    work.record(Action.need_added, need.code)
    return need


def change_need(work: Work, need: Need, draft: NeedDraft, seen: int) -> bool:
    """Save changed fields and quotes beside what others saved; return False if nothing changed.

    A field that somebody else changed too raises ClashError.
    """
    refuse_merged(need)
    own = reconcile(work, need, seen, _own_values(draft))
    refuse_merged(need)  # by somebody else since it was read
    if "code" in own:
        _refuse_used_code(work, draft.code, need)
    for name, value in own.items():
        setattr(need, name, value)
    moved = _move_quotes(work, need, draft)
    if not (own or moved):
        return False
    work.session.flush()
    keep(work, need)
    work.record(Action.need_changed, need.code)
    return True


def refuse_merged(need: Need) -> None:
    """Refuse to touch a need that is merged into another."""
    if need.merged_into_id is not None:
        raise ConflictError(
            _("%(code)s is merged into another need. Change that one.", code=need.code)
        )


def _own_values(draft: NeedDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "statement": draft.statement,
        "area": draft.area,
        "kind": draft.kind,
        "priority": draft.priority,
    }


def _refuse_used_code(work: Work, code: str, own: Need | None = None) -> None:
    taken = select(Need.id).where(Need.procurement_id == work.procurement.id, Need.code == code)
    if work.session.exec(taken).first():
        raise FieldError("code", _("The code %(code)s is already in use.", code=code))
    if is_code_used(work, Subject.need, code, own.id if own else None):
        raise FieldError(
            "code", _("%(code)s has been the code of another need. Take a new one.", code=code)
        )


def _move_quotes(work: Work, need: Need, draft: NeedDraft) -> bool:
    """Add and take away the quotes that the form added and took away, and no others."""
    chosen, held = set(draft.quote_codes), set(draft.held_codes)
    wanted = _quotes(work, chosen - held)
    kept = [quote for quote in need.quotes if quote.code in chosen or quote.code not in held]
    after = {quote.id: quote for quote in (*kept, *wanted)}
    if after.keys() == {quote.id for quote in need.quotes}:
        return False
    need.quotes = list(after.values())
    return True


def _quotes(work: Work, codes: Collection[str]) -> list[Quote]:
    return list(
        work.session.exec(
            select(Quote).where(
                Quote.procurement_id == work.procurement.id, col(Quote.code).in_(codes)
            )
        )
    )
