"""Requirements: list by chapter, read, add, change."""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from procurement.domain import (
    Action,
    AnswerForm,
    Criterion,
    Deviation,
    Fulfilment,
    NeedRequirement,
    Requirement,
    RequirementClass,
    RequirementCriterion,
    Verification,
)
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.work import Work, require_version


@dataclass(frozen=True)
class RequirementFilter:
    """What a user wants to see of the requirements."""

    text: str = ""
    chapter: UUID | None = None
    requirement_class: str = ""


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


def list_requirements(work: Work, wanted: RequirementFilter | None = None) -> list[Requirement]:
    """Return the requirements that fit a filter, with all that a list shows of them."""
    wanted = wanted or RequirementFilter()
    found = work.session.exec(
        select(Requirement)
        .where(Requirement.procurement_id == work.procurement.id)
        .order_by(col(Requirement.position), Requirement.code)
        .options(
            selectinload(cast(Any, Requirement.traces)).selectinload(
                cast(Any, NeedRequirement.need)
            ),
            selectinload(cast(Any, Requirement.shares)).selectinload(
                cast(Any, RequirementCriterion.criterion)
            ),
        )
    )
    text = wanted.text.casefold()
    return [
        requirement
        for requirement in found
        if text in f"{requirement.code} {requirement.title} {requirement.statement}".casefold()
        and (
            not wanted.requirement_class
            or requirement.requirement_class == wanted.requirement_class
        )
        and (wanted.chapter is None or requirement.chapter_id == wanted.chapter)
    ]


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
    """Return the code after the highest one in use."""
    codes = work.session.exec(
        select(Requirement.code).where(Requirement.procurement_id == work.procurement.id)
    )
    numbers = [int(code.rpartition("-")[2]) for code in codes]
    return f"KR-{max(numbers, default=0) + 1:03}"


def add_requirement(work: Work, draft: RequirementDraft) -> Requirement:
    """Add a requirement at the end of its chapter."""
    _check(work, draft)
    last = work.session.exec(
        select(Requirement.position)
        .where(Requirement.procurement_id == work.procurement.id)
        .order_by(col(Requirement.position).desc())
    ).first()
    requirement = Requirement(
        procurement_id=work.procurement.id, position=(last or 0) + 1, **asdict(draft)
    )
    work.session.add(requirement)
    work.session.flush()
    work.record(Action.requirement_added, requirement.code)
    return requirement


def change_requirement(
    work: Work, requirement: Requirement, draft: RequirementDraft, seen: int
) -> None:
    """Save a changed requirement, unless somebody else saved it first."""
    require_version(requirement, seen)
    _check(work, draft, own=requirement)
    for field in fields(draft):
        setattr(requirement, field.name, getattr(draft, field.name))
    work.session.flush()
    work.record(Action.requirement_changed, requirement.code)


def _check(work: Work, draft: RequirementDraft, own: Requirement | None = None) -> None:
    taken = select(Requirement.id).where(
        Requirement.procurement_id == work.procurement.id, Requirement.code == draft.code
    )
    if (own is None or own.code != draft.code) and work.session.exec(taken).first():
        raise FieldError("code", _("The code %(code)s is already in use.", code=draft.code))
    if draft.requirement_class.is_minimum and draft.deviation is None:
        raise FieldError(
            "deviation", _("Choose what a deviation from this minimum requirement means.")
        )
    if own is not None and own.shares and not draft.requirement_class.is_evaluated:
        raise FieldError(
            "requirement_class",
            _("The requirement is judged under a criterion. Take it out of the criterion first."),
        )


def judge_under(work: Work, requirement: Requirement, criterion_code: str, share: Decimal) -> None:
    """Judge an evaluated requirement under a criterion, with a share of it."""
    if not requirement.requirement_class.is_evaluated:
        raise FieldError(
            "criterion", _("Only evaluated requirements (V and AV) are judged under a criterion.")
        )
    criterion = work.session.exec(
        select(Criterion).where(
            Criterion.procurement_id == work.procurement.id, Criterion.code == criterion_code
        )
    ).first()
    if criterion is None or criterion.is_priced:
        raise FieldError("criterion", _("Choose a quality criterion."))
    requirement.shares = [
        RequirementCriterion(requirement_id=requirement.id, criterion_id=criterion.id, share=share)
    ]
    work.session.flush()
    work.record(Action.requirement_judged, f"{requirement.code} {criterion.code}")
