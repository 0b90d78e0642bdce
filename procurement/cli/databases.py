"""The database of a command, and the work of a project lead in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import select

from procurement.config import settings_from_environment
from procurement.db import Database
from procurement.domain import Membership, Procurement, Role, User
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.services.work import Work


@contextmanager
def open_database() -> Iterator[Database]:
    """Open the database of the settings for the length of a block."""
    database = Database(settings_from_environment().database_url)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def work_of_lead(slug: str) -> Iterator[Work]:
    """Read a procurement as its project lead does, for the length of a block."""
    with open_database() as database, database.read() as session:
        found = session.exec(
            select(Procurement, Membership, User)
            .join(Membership, Membership.procurement_id == Procurement.id)  # type: ignore[arg-type]
            .join(User, Membership.user_id == User.id)  # type: ignore[arg-type]
            .where(Procurement.slug == slug, Membership.role == Role.lead)
        ).first()
        if found is None:
            raise NotFoundError(_("There is no procurement %(slug)s here.", slug=slug))
        procurement, member, user = found
        yield Work(session, procurement, member, user)
