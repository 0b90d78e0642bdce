"""Links of requirements: to needs, each with its reason, and to criteria with a share."""

from decimal import Decimal

from sqlmodel import select

from procurement.domain import (
    Action,
    Criterion,
    Need,
    NeedRequirement,
    Requirement,
    RequirementCriterion,
)
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.chapters import refuse_other_chapter
from procurement.services.needs import get_need, refuse_merged
from procurement.services.requirements import get_requirement, refuse_locked
from procurement.services.work import Work


def link_need(work: Work, requirement: Requirement, need_code: str, reason: str) -> None:
    """Say that a requirement answers a need, and why."""
    try:
        need = get_need(work, need_code)
    except NotFoundError as error:
        raise FieldError("need", str(error)) from error
    if _link(work, need, requirement) is not None:
        raise FieldError(
            "need", _("The requirement is already linked to %(code)s.", code=need.code)
        )
    _add_link(work, need, requirement, reason)


def link_requirement(work: Work, need: Need, requirement_code: str, reason: str) -> None:
    """Say that a need is answered by a requirement, and why."""
    try:
        requirement = get_requirement(work, requirement_code)
    except NotFoundError as error:
        raise FieldError("requirement", str(error)) from error
    if _link(work, need, requirement) is not None:
        raise FieldError(
            "requirement", _("The need is already linked to %(code)s.", code=requirement.code)
        )
    _add_link(work, need, requirement, reason)


def _add_link(work: Work, need: Need, requirement: Requirement, reason: str) -> None:
    refuse_locked(work, requirement)
    refuse_merged(need)
    _require_reason(reason)
    work.session.add(
        NeedRequirement(need_id=need.id, requirement_id=requirement.id, reason=reason.strip())
    )
    work.session.flush()
    work.record(Action.trace_added, f"{need.code} {requirement.code}")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise FieldError("reason", _("Say in one sentence why the requirement answers the need."))


def change_reason(work: Work, link: NeedRequirement, reason: str, seen: str) -> None:
    """Say anew why a requirement answers a need, unless somebody else did so first."""
    refuse_locked(work, link.requirement)
    _require_reason(reason)
    if " ".join(link.reason.split()) != " ".join(seen.split()):
        raise ConflictError(_("Somebody else saved this while you were working on it."))
    link.reason = reason.strip()
    work.session.flush()
    work.record(Action.trace_added, f"{link.need.code} {link.requirement.code}")


def unlink_need(work: Work, requirement: Requirement, need_code: str) -> None:
    """Take away the link between a need and a requirement."""
    refuse_locked(work, requirement)
    work.session.delete(get_link(work, requirement, need_code))
    work.session.flush()
    work.record(Action.trace_removed, f"{need_code} {requirement.code}")


def get_link(work: Work, requirement: Requirement, need_code: str) -> NeedRequirement:
    """Return the link between a need and a requirement."""
    need = get_need(work, need_code)
    link = _link(work, need, requirement)
    if link is None:
        raise NotFoundError(_("The requirement is not linked to %(code)s.", code=need.code))
    return link


def _link(work: Work, need: Need, requirement: Requirement) -> NeedRequirement | None:
    return work.session.exec(
        select(NeedRequirement).where(
            NeedRequirement.need_id == need.id,
            NeedRequirement.requirement_id == requirement.id,
        )
    ).first()


def judge_under(work: Work, requirement: Requirement, criterion_code: str, share: Decimal) -> None:
    """Judge an evaluated requirement under a criterion, with a share of it."""
    refuse_locked(work, requirement)
    refuse_other_chapter(work, requirement.chapter_id)
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
