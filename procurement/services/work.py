"""One member's work in one procurement, in one transaction."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from sqlmodel import Session, select

from procurement.access import Permission, allows
from procurement.domain import Action, Event, Membership, Procurement, User
from procurement.errors import ConflictError, NotFoundError
from procurement.i18n import gettext as _


class HasVersion(Protocol):
    """A row whose version is checked when it is saved."""

    version: int


@dataclass(frozen=True)
class Work:
    """The session, the procurement and the person; everything a service needs."""

    session: Session
    procurement: Procurement
    member: Membership
    user: User

    def may(self, permission: Permission) -> bool:
        """Return True if this person may do this in the present phase."""
        return allows(permission, self.member.role, self.procurement.phase)

    def record(self, action: Action, subject: str = "") -> None:
        """Add a line to the log."""
        self.session.add(
            Event(
                procurement_id=self.procurement.id,
                at=now(),
                actor=self.user.email,
                action=action,
                subject=subject,
            )
        )


def now() -> datetime:
    """Return the present moment, with its zone."""
    return datetime.now(UTC)


def open_work(session: Session, slug: str, user: User) -> Work:
    """Open a procurement for a member; to anybody else it does not exist."""
    found = session.exec(
        select(Procurement, Membership)
        .where(Procurement.slug == slug, Membership.procurement_id == Procurement.id)
        .where(Membership.user_id == user.id)
    ).first()
    if found is None:
        raise NotFoundError(_("There is no such page, or it is not for you."))
    procurement, member = found
    return Work(session, procurement, member, user)


def procurements_of(session: Session, user: User) -> list[Procurement]:
    """Return the procurements in which a user has a role, by title."""
    return list(
        session.exec(
            select(Procurement)
            .join(Membership)
            .where(Membership.user_id == user.id)
            .order_by(Procurement.title)
        )
    )


def require_version(row: HasVersion, seen: int) -> None:
    """Refuse to save over a change that the user has not seen."""
    if row.version != seen:
        raise ConflictError(_("Somebody else saved this while you were working on it."))
