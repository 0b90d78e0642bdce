"""Where a requirement comes from: whether its entry in the catalogue has moved on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache
from typing import Any

from sqlmodel import col, select

from procurement.domain import Action, Requirement, Revision
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.services.adoption import ADOPTED, digest_of, requirement_values
from procurement.services.catalogue import shipped
from procurement.services.history import content_of, keep, plain
from procurement.services.requirements import change_requirement, refuse_locked
from procurement.services.work import Work, require_version


class OriginState(StrEnum):
    """What has become of the entry that a requirement was taken from."""

    none = auto()  # not from the catalogue
    same = auto()
    changed = auto()
    gone = auto()


@dataclass(frozen=True)
class Difference:
    """One field: how the catalogue read when it was taken in, how it reads now, and ours."""

    name: str
    then: Any  # None where it is not known
    now: Any
    ours: Any


def origin_state(requirement: Requirement, language: str) -> OriginState:
    """Return whether the catalogue reads as it did when the requirement was taken from it."""
    if not requirement.catalogue_key:
        return OriginState.none
    if requirement.catalogue_key not in shipped():
        return OriginState.gone
    now = _digest_now(requirement.catalogue_key, language)
    return OriginState.same if now == requirement.catalogue_digest else OriginState.changed


@lru_cache(maxsize=10_000)
def _digest_now(key: str, language: str) -> str:
    return digest_of(requirement_values(shipped()[key], language))


def changed_origins(work: Work) -> list[Requirement]:
    """Return the requirements whose entry has moved on or is gone, by code."""
    rows = work.session.exec(
        select(Requirement)
        .where(Requirement.procurement_id == work.procurement.id)
        .where(col(Requirement.catalogue_key).is_not(None))
        .order_by(Requirement.code)
    )
    language = work.procurement.language
    moved = (OriginState.changed, OriginState.gone)
    return [row for row in rows if origin_state(row, language) in moved]


def is_as_taken_in(requirement: Requirement) -> bool:
    """True if nobody has changed the requirement since it was taken in."""
    return digest_of(content_of(requirement)) == requirement.catalogue_digest


def differences(work: Work, requirement: Requirement) -> list[Difference]:
    """Return the fields in which the catalogue has changed, or differs from the requirement."""
    key = _key_of(requirement)
    now = requirement_values(shipped()[key], work.procurement.language)
    then, ours = _as_taken_in(work, requirement), content_of(requirement)
    rows = [
        Difference(name, then.get(name) if then else None, plain(now[name]), ours[name])
        for name in ADOPTED
    ]
    return [
        row for row in rows if row.now != row.ours or (then is not None and row.then != row.now)
    ]


def _as_taken_in(work: Work, requirement: Requirement) -> Mapping[str, Any] | None:
    """Return how the catalogue read then: the revision that has its digest, if one was kept."""
    if is_as_taken_in(requirement):
        return content_of(requirement)
    contents = work.session.exec(
        select(Revision.content)
        .where(Revision.thing_id == requirement.id)
        .order_by(col(Revision.number))
    )
    wanted = requirement.catalogue_digest
    return next((content for content in contents if digest_of(content) == wanted), None)


def take_in(work: Work, requirement: Requirement, seen: int) -> None:
    """Let the requirement read as the catalogue does now; its class stays the procurement's own."""
    key = _key_of(requirement)
    values = requirement_values(shipped()[key], work.procurement.language)
    del values["requirement_class"]
    change_requirement(work, requirement, values, seen)


def keep_ours(work: Work, requirement: Requirement, seen: int) -> None:
    """Keep the requirement as it is, until the catalogue changes again."""
    key = _key_of(requirement)
    refuse_locked(work, requirement)
    require_version(requirement, seen)
    requirement.catalogue_digest = _digest_now(key, work.procurement.language)
    work.session.flush()
    keep(work, requirement)
    work.record(Action.suspect_cleared, f"{requirement.code} {key}")


def _key_of(requirement: Requirement) -> str:
    key = requirement.catalogue_key or ""
    if key not in shipped():
        raise NotFoundError(_("The catalogue has no requirement %(key)s.", key=key or "–"))
    return key
