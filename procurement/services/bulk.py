"""Change many requirements at once: all of them or, when one is refused, none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import (
    Action,
    Deviation,
    Requirement,
    RequirementClass,
    RequirementStatus,
    Role,
)
from procurement.errors import ConflictError, FieldError, ForbiddenError, KravsporError
from procurement.i18n import gettext as _
from procurement.services.chapters import refuse_other_chapter
from procurement.services.history import changed_since, reconcile
from procurement.services.requirements import apply_values, change_requirement
from procurement.services.traces import judge_under
from procurement.services.work import Work

LEADS = (RequirementStatus.locked,)  # what only the lead gives and takes away
OFFERED = (RequirementStatus.draft, RequirementStatus.in_review, RequirementStatus.locked)


@dataclass(frozen=True)
class BulkDraft:
    """What is to be changed in all the requirements chosen; nothing means as it is."""

    requirement_class: RequirementClass | None = None
    deviation: Deviation | None = None
    chapter_id: UUID | None = None
    status: RequirementStatus | None = None
    criterion: str = ""
    share: Decimal | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """Return the fields of a requirement that are changed."""
        named = ("requirement_class", "deviation", "chapter_id")
        return {name: getattr(self, name) for name in named if getattr(self, name) is not None}


class RefusedError(KravsporError):
    """Some of the requirements could not be changed, so none was; says why for each."""

    status = 409

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(_("Nothing was changed, because some of the requirements were refused."))
        self.reasons = reasons


def change_many(work: Work, seen: Mapping[str, int], draft: BulkDraft) -> int:
    """Change the requirements with these codes, each as it was seen; return how many.

    After an error the caller rolls back, so that nothing is half done.
    """
    if not seen:
        raise FieldError("codes", _("Choose at least one requirement."))
    if draft == BulkDraft():
        raise FieldError("codes", _("Choose what is to be changed."))
    if draft.criterion and draft.share is None:
        raise FieldError("share", _("Type the share that each of them has of the criterion."))
    held = _held(work, list(seen))
    gone = seen.keys() - {requirement.code for requirement in held}
    reasons = {code: _("It has been removed by somebody else.") for code in gone}
    for requirement in held:
        try:
            _change(work, requirement, draft, seen[requirement.code])
        except KravsporError as error:
            reasons[requirement.code] = str(error)
    if reasons:
        raise RefusedError(reasons)
    return len(seen)


def _held(work: Work, codes: Sequence[str]) -> list[Requirement]:
    """Return the requirements in one order for all, so that two of us never wait for each other."""
    return list(
        work.session.exec(
            select(Requirement)
            .where(Requirement.procurement_id == work.procurement.id)
            .where(col(Requirement.code).in_(codes))
            .order_by(col(Requirement.id))
            .with_for_update()
        )
    )


def _change(work: Work, requirement: Requirement, draft: BulkDraft, seen: int) -> None:
    wanted = draft.fields | ({} if draft.status is None else {"status": draft.status})
    stale = changed_since(work, requirement, seen, wanted)
    if any(getattr(requirement, name) != wanted[name] for name in stale):
        raise ConflictError(_("Somebody else changed the same just now. Look at it again."))
    if draft.status is not None and draft.status not in LEADS:  # what is opened can be changed
        set_status(work, requirement, draft.status)
    if draft.fields:
        change_requirement(work, requirement, draft.fields, requirement.version)
    if draft.criterion and draft.share is not None:
        judge_under(work, requirement, draft.criterion, draft.share)
    if draft.status in LEADS:
        set_status(work, requirement, draft.status)


def set_status(work: Work, requirement: Requirement, status: RequirementStatus) -> None:
    """Say how far a requirement has come; only the lead locks and unlocks."""
    before = requirement.status
    if work.member.role != Role.lead and (before in LEADS or status in LEADS):
        text = _("Only the project lead locks and opens %(code)s.", code=requirement.code)
        raise ForbiddenError(text)
    refuse_other_chapter(work, requirement.chapter_id)
    if reconcile(work, requirement, requirement.version, {"status": status}):
        apply_values(work, requirement, {"status": status})
        work.record(Action.requirement_changed, requirement.code)
