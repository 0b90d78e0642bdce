"""Backing: where each municipality stands on each need, and what a requirement rests on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, func, select

from procurement.domain import (
    Action,
    Need,
    NeedBacking,
    NeedRequirement,
    Organisation,
    Participation,
    ParticipationStatus,
    Requirement,
    Stance,
)
from procurement.errors import FieldError, ForbiddenError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.work import Work, now, require_version

IN_FAVOUR = (Stance.has, Stance.wants)
MOST_IMPORTANT = 5


@dataclass(frozen=True)
class BackingDraft:
    """What a municipality answers about a need; no stance takes the answer back."""

    stance: Stance | None
    importance: int | None = None
    reason: str = ""
    read: str = ""  # fingerprint of the need as it was read; nothing means as it stands
    seen: int = 0  # version of the answer that was seen; 0 means none


def organisations_of(work: Work) -> list[Organisation]:
    """Return the municipalities that have not declined, by name."""
    return list(
        work.session.exec(
            select(Organisation)
            .join(Participation)
            .where(Participation.procurement_id == work.procurement.id)
            .where(Participation.status != ParticipationStatus.declined)
            .order_by(Organisation.name)
        )
    )


def own_organisation(work: Work) -> Organisation | None:
    """Return the municipality that this member answers for, if there is one."""
    own = work.member.organisation_id
    return next((each for each in organisations_of(work) if each.id == own), None)


def require_organisation(work: Work) -> Organisation:
    """Return the municipality that this member answers for; refuse whoever has none."""
    own = own_organisation(work)
    if own is None:
        raise ForbiddenError(_("You are not linked to a municipality that takes part."))
    return own


def backing_counts(work: Work, requirements: Collection[UUID] | None = None) -> dict[UUID, int]:
    """Return how many municipalities have or want what each requirement answers."""
    statement = (
        select(
            NeedRequirement.requirement_id,
            func.count(func.distinct(NeedBacking.organisation_id)),
        )
        .join(NeedBacking, col(NeedBacking.need_id) == NeedRequirement.need_id)
        .join(Need, col(Need.id) == NeedRequirement.need_id)
        .where(Need.procurement_id == work.procurement.id, col(Need.merged_into_id).is_(None))
        .where(col(NeedBacking.stance).in_(IN_FAVOUR))
        .group_by(cast(Any, NeedRequirement.requirement_id))
    )
    if requirements is not None:
        statement = statement.where(col(NeedRequirement.requirement_id).in_(requirements))
    return dict(cast(Any, work.session.exec(statement).all()))


@dataclass(frozen=True)
class Backers:
    """The municipalities that back what a requirement answers, and those that object to some."""

    in_favour: tuple[str, ...]
    against: tuple[tuple[str, str], ...]  # the municipality and the need


def backers_of(work: Work, requirement: Requirement) -> Backers:
    """Return who backs and who objects to the needs that a requirement answers."""
    found = work.session.exec(
        select(Organisation.name, Need.code, NeedBacking.stance)
        .join(NeedBacking, col(NeedBacking.organisation_id) == Organisation.id)
        .join(Need, col(Need.id) == NeedBacking.need_id)
        .join(NeedRequirement, col(NeedRequirement.need_id) == Need.id)
        .where(NeedRequirement.requirement_id == requirement.id)
        .order_by(Organisation.name, Need.code)
    ).all()
    backing = dict.fromkeys(name for name, _code, stance in found if stance in IN_FAVOUR)
    against = tuple((name, code) for name, code, stance in found if stance is Stance.objects)
    return Backers(tuple(backing), against)


def stances_on(work: Work, need: Need) -> list[tuple[Organisation, NeedBacking]]:
    """Return what each municipality has answered about a need, by name."""
    found = work.session.exec(
        select(Organisation, NeedBacking)
        .join(NeedBacking, col(NeedBacking.organisation_id) == Organisation.id)
        .where(NeedBacking.need_id == need.id)
        .order_by(Organisation.name)
    )
    return list(found.all())


def answers_for(
    work: Work, organisation: Organisation, needs: Sequence[Need]
) -> dict[UUID, NeedBacking]:
    """Return what a municipality has answered about some needs, by need."""
    found = work.session.exec(
        select(NeedBacking)
        .where(NeedBacking.organisation_id == organisation.id)
        .where(col(NeedBacking.need_id).in_([need.id for need in needs]))
    )
    return {answer.need_id: answer for answer in found}


def answer(work: Work, organisation: Organisation, need: Need, draft: BackingDraft) -> None:
    """Save what a municipality answers about a need, unless a colleague answered first."""
    _check(need, draft)
    held = answers_for(work, organisation, [need]).get(need.id)
    if held is not None:
        require_version(held, draft.seen)
    if draft.stance is not None:
        values = _values(work, draft)
        ends: dict[str, Any] = {"need_id": need.id, "organisation_id": organisation.id}
        held = held or NeedBacking(**ends, **values)
        for name, value in values.items():
            setattr(held, name, value)
        work.session.add(held)
    elif held is not None:
        work.session.delete(held)
    else:
        return
    work.session.flush()
    work.record(Action.need_backed, f"{need.code} {organisation.name}")


def confirm(work: Work, organisation: Organisation, need: Need) -> None:
    """Let a municipality's answer stand for the need as it reads now."""
    held = answers_for(work, organisation, [need]).get(need.id)
    if held is None:
        raise NotFoundError(_("Your municipality has not answered %(code)s.", code=need.code))
    held.need_fingerprint = ""  # taken anew when it is saved
    held.saved_at, held.saved_by = now(), work.user.name
    work.session.add(held)
    work.session.flush()
    work.record(Action.need_backed, f"{need.code} {organisation.name}")


def _check(need: Need, draft: BackingDraft) -> None:
    if need.merged_into_id is not None:
        raise FieldError("stance", _("%(code)s is merged into another need.", code=need.code))
    if draft.stance is None and (draft.reason.strip() or draft.importance is not None):
        raise FieldError("stance", _("Choose where your municipality stands."))
    if draft.stance is Stance.objects and not draft.reason.strip():
        raise FieldError("reason", _("Say why your municipality objects."))
    if draft.importance is not None and not 1 <= draft.importance <= MOST_IMPORTANT:
        raise FieldError("importance", _("The importance is a number from 1 to 5."))


def _values(work: Work, draft: BackingDraft) -> dict[str, Any]:
    return {
        "stance": draft.stance,
        "importance": draft.importance,
        "reason": draft.reason.strip(),
        "need_fingerprint": draft.read,
        "saved_at": now(),
        "saved_by": work.user.name,
    }
