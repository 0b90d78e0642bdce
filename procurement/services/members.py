"""The members of a procurement by their names."""

from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Membership, Role, User
from procurement.services.work import Work


def names_of(work: Work, *roles: Role) -> dict[UUID, str]:
    """Return the name of each member, or of those with certain roles, in alphabetical order."""
    found = select(Membership.id, User.name).where(
        Membership.user_id == User.id, Membership.procurement_id == work.procurement.id
    )
    if roles:
        found = found.where(col(Membership.role).in_(roles))
    return dict(sorted(work.session.exec(found), key=lambda pair: pair[1]))


def names_by_address(work: Work) -> dict[str, str]:
    """Return the name behind each address that the log and the history tell of."""
    found = select(User.email, User.name).where(
        Membership.user_id == User.id, Membership.procurement_id == work.procurement.id
    )
    return dict(work.session.exec(found).all())
