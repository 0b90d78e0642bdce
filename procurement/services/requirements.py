"""Requirements: read, add, change, undo; what is locked and which codes are used."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy import cast as as_type
from sqlalchemy.orm import selectinload
from sqlmodel import col, func, select

from procurement.domain import (
    Action,
    AnswerForm,
    Deviation,
    Fulfilment,
    NeedRequirement,
    Requirement,
    RequirementClass,
    RequirementCriterion,
    RequirementStatus,
    Revision,
    Subject,
    Verification,
)
from procurement.errors import ConflictError, FieldError, ForbiddenError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.chapters import refuse_other_chapter
from procurement.services.history import (
    content_of,
    hold,
    is_code_used,
    keep,
    last_change,
    reconcile,
    values_before,
)
from procurement.services.order import Way, hold_structure, shifted, write_order
from procurement.services.work import Work, require_version

_PREFIX = "KR-"
_NOT_REOPENING = {"chapter_id", "status"}  # what was approved is the text and how it is met
_MOST_DIGITS = 6  # a longer number was typed by somebody, and nobody counts on from it


@dataclass(frozen=True)
class RequirementDraft:
    """What a user types to add or change a requirement."""

    code: str
    chapter_id: UUID
    title: str
    statement: str
    requirement_class: RequirementClass
    answer_form: AnswerForm
    answer_instruction: str
    verification: Verification
    deviation: Deviation | None
    fulfilment: Fulfilment
    legal_basis: str
    why: str = ""
    choices: str = ""
    word_limit: int | None = None
    unit: str | None = None
    integration_point: str = ""


def list_requirements(work: Work) -> list[Requirement]:
    """Return all requirements in their order, with their links."""
    return list(
        work.session.exec(
            select(Requirement)
            .where(Requirement.procurement_id == work.procurement.id)
            .order_by(col(Requirement.position), Requirement.code)
            .options(*with_links())
        )
    )


def with_links() -> tuple[Any, ...]:
    """Return how to load the needs and criteria of requirements at once."""
    return (
        selectinload(cast(Any, Requirement.traces)).selectinload(cast(Any, NeedRequirement.need)),
        selectinload(cast(Any, Requirement.shares)).selectinload(
            cast(Any, RequirementCriterion.criterion)
        ),
    )


def get_requirement(work: Work, code: str) -> Requirement:
    """Return one requirement."""
    requirement = work.session.exec(
        select(Requirement).where(
            Requirement.procurement_id == work.procurement.id, Requirement.code == code
        )
    ).first()
    if requirement is None:
        raise NotFoundError(_("There is no requirement %(code)s here.", code=code))
    return requirement


def next_requirement_code(work: Work) -> str:
    """Return the code after the highest one that is or was in use."""
    return f"{_PREFIX}{max(_highest(work, Requirement), _highest(work, Revision)) + 1:03}"


def _highest(work: Work, table: type[Requirement] | type[Revision]) -> int:
    code = col(table.code)
    number = as_type(func.substr(code, len(_PREFIX) + 1), Integer)
    return work.session.exec(
        select(func.coalesce(func.max(number), 0)).where(
            table.procurement_id == work.procurement.id,
            code.startswith(_PREFIX),
            func.length(code) <= len(_PREFIX) + _MOST_DIGITS,
        )
    ).one()


def add_requirement(work: Work, draft: RequirementDraft) -> Requirement:
    """Add a requirement at the end of its chapter."""
    hold_structure(work)  # so that of two who take the same code the second is told beside it
    refuse_other_chapter(work, draft.chapter_id)
    _refuse_used_code(work, draft.code)
    check_rules(None, asdict(draft))
    requirement = Requirement(
        procurement_id=work.procurement.id, position=_end(work), **asdict(draft)
    )
    work.session.add(requirement)
    work.session.flush()
    keep(work, requirement)
    work.record(Action.requirement_added, requirement.code)
    return requirement


def _end(work: Work) -> int:
    last = select(func.max(Requirement.position)).where(
        Requirement.procurement_id == work.procurement.id
    )
    return (work.session.exec(last).one() or 0) + 1


def change_requirement(
    work: Work,
    requirement: Requirement,
    changes: Mapping[str, Any],
    seen: int,
    shown: Mapping[str, Any] | None = None,
) -> bool:
    """Save changed fields beside what others saved meanwhile; return False if nothing changed.

    A field that somebody else changed too raises ClashError. An approved requirement is reopened.
    """
    refuse_locked(work, requirement)
    own = reconcile(work, requirement, seen, changes, shown)
    refuse_locked(work, requirement)  # by somebody else since it was read
    refuse_other_chapter(work, requirement.chapter_id)
    if not own:
        return False
    _refuse_used_code(work, own.get("code", requirement.code), requirement)
    check_rules(requirement, {**content_of(requirement), **own})
    if "chapter_id" in own:
        refuse_other_chapter(work, own["chapter_id"])
        requirement.position = _end(work)
    apply_values(work, requirement, own)
    moved = own.keys() == {"chapter_id"}
    action = Action.requirement_moved if moved else Action.requirement_changed
    work.record(action, requirement.code)
    return True


def apply_values(
    work: Work, requirement: Requirement, values: Mapping[str, Any], why: str = ""
) -> None:
    """Set values that have been checked and keep the change; what was approved is reopened."""
    read_anew = values.keys() - _NOT_REOPENING
    reopened = bool(read_anew) and requirement.status == RequirementStatus.approved
    for name, value in values.items():
        setattr(requirement, name, value)
    if reopened:
        requirement.status = RequirementStatus.draft
    work.session.flush()
    keep(work, requirement, why)
    if reopened:
        work.record(Action.requirement_reopened, requirement.code)


def undo_requirement(work: Work, requirement: Requirement, seen: int) -> None:
    """Take back the last change of a requirement, under the rules of any other change."""
    hold(work, requirement)
    refuse_locked(work, requirement)
    require_version(requirement, seen)
    refuse_other_chapter(work, requirement.chapter_id)
    last = last_change(work, requirement)
    if last is None:
        raise ConflictError(_("There is no change of %(code)s to undo.", code=requirement.code))
    earlier = values_before(requirement, last)
    _refuse_used_code(work, earlier.get("code", requirement.code), requirement)
    check_rules(requirement, {**content_of(requirement), **earlier})
    if "chapter_id" in earlier:
        refuse_other_chapter(work, earlier["chapter_id"])
    apply_values(work, requirement, earlier, _("The last change was undone."))
    work.record(Action.change_undone, requirement.code)


def remove_requirement(work: Work, requirement: Requirement, seen: int) -> None:
    """Take a requirement out; how it read is kept, and its code is not used again."""
    hold(work, requirement)
    refuse_locked(work, requirement)
    require_version(requirement, seen)
    refuse_other_chapter(work, requirement.chapter_id)
    keep(work, requirement, removed=True)
    work.record(Action.requirement_removed, requirement.code)
    work.session.delete(requirement)
    work.session.flush()


def move_requirement(work: Work, requirement: Requirement, way: Way) -> None:
    """Move a requirement a place up or down in its chapter; its code and version stay."""
    hold_structure(work)
    refuse_locked(work, requirement)
    refuse_other_chapter(work, requirement.chapter_id)
    order = work.session.exec(
        select(Requirement.id)
        .where(Requirement.chapter_id == requirement.chapter_id)
        .order_by(col(Requirement.position), Requirement.code)
    ).all()
    write_order(work, Requirement, shifted(order, requirement.id, way))
    work.session.expire(requirement, ["position"])
    work.record(Action.requirement_moved, requirement.code)


def refuse_locked(work: Work, requirement: Requirement) -> None:
    """Refuse to touch a requirement that is locked."""
    if requirement.status == RequirementStatus.locked:
        raise ForbiddenError(
            _(
                "%(code)s is locked. Ask the project lead to open it before you change it.",
                code=requirement.code,
            )
        )


def check_rules(requirement: Requirement | None, values: Mapping[str, Any]) -> None:
    """Refuse values that do not go together."""
    requirement_class = RequirementClass(values["requirement_class"])
    if requirement_class.is_minimum and values["deviation"] is None:
        raise FieldError(
            "deviation", _("Choose what a deviation from this minimum requirement means.")
        )
    if requirement is not None and requirement.shares and not requirement_class.is_evaluated:
        raise FieldError(
            "requirement_class",
            _("The requirement is judged under a criterion. Take it out of the criterion first."),
        )


def _refuse_used_code(work: Work, code: str, own: Requirement | None = None) -> None:
    if own is not None and code == own.code:
        return
    taken = select(Requirement.id).where(
        Requirement.procurement_id == work.procurement.id, Requirement.code == code
    )
    if work.session.exec(taken).first():
        raise FieldError("code", _("The code %(code)s is already in use.", code=code))
    if is_code_used(work, Subject.requirement, code, own.id if own else None):
        raise FieldError(
            "code",
            _("%(code)s has been the code of another requirement. Take a new one.", code=code),
        )
