"""Addenda: numbered additional information after sealing; a draft until it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import col, func, select

from procurement.access import Permission
from procurement.domain import (
    Action,
    Addendum,
    AddendumChange,
    AnswerForm,
    Deadline,
    DeadlineKind,
    Deviation,
    Phase,
    Requirement,
)
from procurement.errors import FieldError, ForbiddenError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.editions.names import REQUIREMENT
from procurement.services.holding import hold_procurement
from procurement.services.word_marks import Mark, word_marks
from procurement.services.work import Work, now, require_version

FIELDS = (
    "statement",
    "title",
    "answer_instruction",
    "answer_form",
    "choices",
    "deviation",
    "legal_basis",
)
CHOSEN: dict[str, type[StrEnum]] = {"answer_form": AnswerForm, "deviation": Deviation}
NEEDED = {"statement", "answer_form"}


@dataclass(frozen=True)
class AddendumDraft:
    """What the lead writes of an addendum."""

    title: str
    text: str
    deadline: datetime | None
    why_material: str


@dataclass(frozen=True)
class ChangeRow:
    """A change with its requirement, as people read it."""

    change: AddendumChange
    requirement: Requirement

    @property
    def name(self) -> str:
        """Return what the field is called."""
        return field_name(self.change.field)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the old and the new text in one, word by word."""
        before, after = (
            shown(self.change.field, t) for t in (self.change.before, self.change.after)
        )
        return word_marks(before, after)


def field_name(field: str) -> str:
    """Return what a field of a requirement is called."""
    return str(REQUIREMENT[field][0])


def shown(field: str, text: str) -> str:
    """Return a stored value as people read it."""
    return REQUIREMENT[field][1](text or None)


def addenda_of(work: Work) -> list[Addendum]:
    """Return the addenda that this person may see, newest first."""
    found = select(Addendum).where(Addendum.procurement_id == work.procurement.id)
    if not work.may(Permission.change_phase):
        found = found.where(col(Addendum.published_at).is_not(None))
    return list(work.session.exec(found.order_by(col(Addendum.number).desc())))


def published_addenda(work: Work) -> list[Addendum]:
    """Return the addenda that have gone out, newest first."""
    return [each for each in addenda_of(work) if each.published_at is not None]


def get_addendum(work: Work, number: int) -> Addendum:
    """Return one addendum."""
    for addendum in addenda_of(work):
        if addendum.number == number:
            return addendum
    raise NotFoundError(_("There is no addendum %(number)s here.", number=number))


def changes_of(work: Work, addendum: Addendum) -> list[ChangeRow]:
    """Return the changes of an addendum by requirement and field."""
    rows = work.session.exec(
        select(AddendumChange, Requirement)
        .join(Requirement, col(Requirement.id) == AddendumChange.requirement_id)
        .where(AddendumChange.addendum_id == addendum.id)
        .order_by(Requirement.code)
    )
    found = [ChangeRow(change, requirement) for change, requirement in rows]
    return sorted(found, key=lambda r: (r.requirement.code, FIELDS.index(r.change.field)))


def deadline_for_tenders(work: Work) -> Deadline | None:
    """Return the deadline for tenders, if it is set."""
    return work.session.exec(
        select(Deadline).where(
            Deadline.procurement_id == work.procurement.id, Deadline.kind == DeadlineKind.tenders
        )
    ).first()


def make_addendum(work: Work, draft: AddendumDraft) -> Addendum:
    """Begin an addendum; one at a time, so that each rests on what the last one made."""
    hold_procurement(work)
    refuse_unless_sealed(work)
    unfinished = next((each for each in addenda_of(work) if each.published_at is None), None)
    if unfinished is not None:
        raise ForbiddenError(
            _("Publish or delete addendum %(number)s first.", number=unfinished.number)
        )
    check_deadline(work, draft.deadline)
    mine = Addendum.procurement_id == work.procurement.id
    last = work.session.exec(select(func.coalesce(func.max(Addendum.number), 0)).where(mine)).one()
    addendum = Addendum(
        procurement_id=work.procurement.id,
        number=last + 1,
        made_by=work.user.name,
        made_at=now(),
        **_values(draft),
    )
    work.session.add(addendum)
    work.session.flush()
    work.record(Action.addendum_changed, str(addendum.number))
    return addendum


def edit_addendum(work: Work, addendum: Addendum, draft: AddendumDraft, seen: int) -> None:
    """Save what is written of a draft."""
    refuse_unless_draft(work, addendum)
    require_version(addendum, seen)
    check_deadline(work, draft.deadline)
    for name, value in _values(draft).items():
        setattr(addendum, name, value)
    work.session.flush()
    work.record(Action.addendum_changed, str(addendum.number))


def _values(draft: AddendumDraft) -> dict[str, Any]:
    return {
        "title": draft.title.strip(),
        "text": draft.text.strip(),
        "deadline": draft.deadline,
        "why_material": draft.why_material.strip(),
    }


def remove_addendum(work: Work, addendum: Addendum, seen: int) -> None:
    """Delete a draft; its number is free again, for nobody outside has seen it."""
    refuse_unless_draft(work, addendum)
    require_version(addendum, seen)
    for row in changes_of(work, addendum):
        work.session.delete(row.change)
    work.session.flush()
    work.session.delete(addendum)
    work.session.flush()
    work.record(Action.addendum_changed, str(addendum.number))


def check_deadline(work: Work, deadline: datetime | None) -> None:
    """Refuse a new deadline that is not later than the one that stands."""
    old = deadline_for_tenders(work)
    if deadline is not None and old is not None and deadline <= old.at:
        raise FieldError("deadline", _("The new deadline must be later than the one that stands."))
    if deadline is not None and deadline <= now():
        raise FieldError("deadline", _("The new deadline has passed already."))


def current(requirement: Requirement, field: str) -> str:
    """Return how a field reads now."""
    value = getattr(requirement, field)
    return "" if value is None else str(value)


def typed_values(texts: dict[str, str]) -> dict[str, Any]:
    """Return values as a requirement holds them."""
    return {
        field: (CHOSEN[field](text) if text else None) if field in CHOSEN else text
        for field, text in texts.items()
    }


def by_requirement(rows: Sequence[ChangeRow]) -> list[tuple[Requirement, list[ChangeRow]]]:
    """Return the changes, those of each requirement together."""
    found: dict[str, tuple[Requirement, list[ChangeRow]]] = {}
    for row in rows:
        found.setdefault(row.requirement.code, (row.requirement, []))[1].append(row)
    return list(found.values())


def refuse_unless_sealed(work: Work) -> None:
    """Refuse an addendum before the seal, and after the bids are in."""
    if work.procurement.phase != Phase.sealed:
        raise ForbiddenError(
            _("An addendum is made after the documents are sealed and before the bids are in.")
        )


def refuse_unless_draft(work: Work, addendum: Addendum) -> None:
    """Refuse to touch what has gone out; of two at once the second waits and is told."""
    hold_procurement(work)
    work.session.refresh(addendum)
    refuse_unless_sealed(work)
    refuse_published(addendum)


def refuse_published(addendum: Addendum) -> None:
    """Refuse to change what has gone out."""
    if addendum.published_at is not None:
        raise ForbiddenError(
            _(
                "Addendum %(number)s is published and can no longer be changed.",
                number=addendum.number,
            )
        )
