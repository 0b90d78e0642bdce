"""What an addendum changes in the requirements, while it is a draft."""

from dataclasses import dataclass

from sqlmodel import select

from procurement.domain import Action, Addendum, AddendumChange, Requirement
from procurement.domain.storage import LONG, SHORT
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.addenda import (
    FIELDS,
    NEEDED,
    changes_of,
    current,
    refuse_unless_draft,
    typed_values,
)
from procurement.services.history import content_of
from procurement.services.requirements import check_rules, get_requirement
from procurement.services.work import Work, now, require_version

_MOST = {"title": SHORT}


@dataclass(frozen=True)
class ChangeDraft:
    """What becomes of one field of a requirement, and why."""

    code: str
    field: str
    after: str
    reason: str


def set_change(work: Work, addendum: Addendum, draft: ChangeDraft, seen: int = 0) -> AddendumChange:
    """Say what one field of a requirement becomes; nothing changes before it is published."""
    refuse_unless_draft(work, addendum)
    requirement = get_requirement(work, draft.code)
    before = current(requirement, draft.field)
    after = draft.after.strip()
    _check_change(work, addendum, requirement, draft, before)
    row = _change(work, addendum, requirement, draft.field)
    if row is not None:
        require_version(row, seen)
    row = row or AddendumChange(
        addendum_id=addendum.id, requirement_id=requirement.id, field=draft.field
    )
    row.before, row.after, row.reason = before, after, draft.reason.strip()
    work.session.add(row)
    addendum.made_at = now()  # so that whoever has an older page is told before publishing
    work.session.flush()
    work.record(Action.addendum_changed, f"{addendum.number} {requirement.code}")
    return row


def _check_change(
    work: Work, addendum: Addendum, requirement: Requirement, draft: ChangeDraft, before: str
) -> None:
    after = draft.after.strip()
    if draft.field in NEEDED and not after:
        raise FieldError("after", _("Fill in this field."))
    if len(after) > _MOST.get(draft.field, LONG):
        most = _MOST.get(draft.field, LONG)
        raise FieldError("after", _("At most %(number)s characters.", number=most))
    if after.replace("\r\n", "\n") == before:
        raise FieldError("after", _("This is how it reads already."))
    if not draft.reason.strip():
        raise FieldError("reason", _("Write why the text is changed."))
    others = {
        row.change.field: row.change.after
        for row in changes_of(work, addendum)
        if row.requirement.id == requirement.id
    }
    try:
        check_rules(
            requirement, content_of(requirement) | typed_values(others | {draft.field: after})
        )
    except FieldError as error:
        raise FieldError("after", str(error)) from error


def remove_change(work: Work, addendum: Addendum, code: str, field: str) -> None:
    """Take a change out of a draft."""
    refuse_unless_draft(work, addendum)
    row = get_change(work, addendum, code, field)
    if row is None:
        raise NotFoundError(_("There is no such change in the addendum."))
    work.session.delete(row)
    addendum.made_at = now()
    work.session.flush()
    work.record(Action.addendum_changed, f"{addendum.number} {code}")


def get_change(work: Work, addendum: Addendum, code: str, field: str) -> AddendumChange | None:
    """Return the change of one field, if there is one."""
    if field not in FIELDS:
        raise NotFoundError(_("There is no such page, or it is not for you."))
    return _change(work, addendum, get_requirement(work, code), field)


def _change(
    work: Work, addendum: Addendum, requirement: Requirement, field: str
) -> AddendumChange | None:
    return work.session.exec(
        select(AddendumChange).where(
            AddendumChange.addendum_id == addendum.id,
            AddendumChange.requirement_id == requirement.id,
            AddendumChange.field == field,
        )
    ).first()
