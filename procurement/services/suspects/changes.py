"""How the ends of a link read when it was made and how they read now, from their revisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import (
    AnswerForm,
    Criterion,
    Deviation,
    Fulfilment,
    NeedKind,
    RequirementClass,
    Revision,
    Verification,
)
from procurement.domain.labels import label
from procurement.i18n import lazy_gettext as _
from procurement.services.suspects.kinds import ChangedEnd, End
from procurement.services.word_marks import Mark, word_marks
from procurement.services.work import Work

_MEMBERS: dict[str, type[StrEnum]] = {
    "kind": NeedKind,
    "requirement_class": RequirementClass,
    "answer_form": AnswerForm,
    "verification": Verification,
    "deviation": Deviation,
    "fulfilment": Fulfilment,
}
_NAMES = {
    "statement": _("Text"),
    "kind": _("Kind"),
    "requirement_class": _("Class"),
    "answer_form": _("Answer form"),
    "answer_instruction": _("What the supplier is to answer"),
    "choices": _("Choices"),
    "word_limit": _("Word limit"),
    "unit": _("Unit"),
    "verification": _("Verification"),
    "deviation": _("Consequence of a deviation"),
    "fulfilment": _("When it must be met"),
}


@dataclass(frozen=True)
class FieldChange:
    """A field as it read and as it reads, word by word."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class EndChange:
    """What has changed in one end of a link; no fields where no revision tells."""

    end: ChangedEnd
    fields: tuple[FieldChange, ...]


def changes_of(work: Work, ends: Iterable[ChangedEnd]) -> dict[tuple[UUID, str], EndChange]:
    """Return what has changed in each end that has, by its id and how it stood."""
    changed = [end for end in ends if end.has_changed]
    then = _revisions(work, changed)
    return {
        (end.row.id, end.stored): EndChange(
            end, _fields(end.row, then.get((end.row.id, end.stored)))
        )
        for end in changed
    }


def _revisions(work: Work, ends: list[ChangedEnd]) -> dict[tuple[UUID, str], Mapping[str, Any]]:
    """Return the last revision in which each end stood as it did."""
    rows = work.session.exec(
        select(Revision.thing_id, Revision.fingerprint, Revision.content)
        .where(col(Revision.thing_id).in_({end.row.id for end in ends}))
        .where(col(Revision.fingerprint).in_({end.stored for end in ends}))
        .order_by(col(Revision.number))
    )
    return {(thing, fingerprint): content for thing, fingerprint, content in rows}


def _fields(row: End, then: Mapping[str, Any] | None) -> tuple[FieldChange, ...]:
    if then is None or isinstance(row, Criterion):
        return ()
    found = []
    for name in row.MATERIAL:
        before, after = shown(name, then.get(name)), shown(name, getattr(row, name))
        if before != after:
            found.append(FieldChange(str(_NAMES[name]), word_marks(before, after)))
    return tuple(found)


def shown(name: str, value: Any) -> str:
    """Return a stored value as people read it."""
    if value is None or value == "":
        return ""
    return label(_MEMBERS[name](value)) if name in _MEMBERS else str(value)
