"""Make previews beside the pages: a job with sessions of its own, that stores all at the end."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from procurement.db import Database, as_known_error
from procurement.domain import User
from procurement.errors import KravsporError, NotFoundError
from procurement.exporting.office import Office
from procurement.i18n import gettext as _
from procurement.i18n import language
from procurement.services.previews import Made, keep_previews, make_previews
from procurement.services.runs import Job, Progress, Stopped
from procurement.services.work import Work, open_work

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """Whose previews of what, and in which language to answer."""

    slug: str
    user_id: UUID
    names: Sequence[str]
    language: str

    @property
    def steps(self) -> int:
        """Return how many steps there are: each document is written and then turned into PDF."""
        return 2 * len(self.names)


def preview_job(database: Database, order: Order, office: Office | None) -> Job:
    """Return the work of an order; it reads, makes, and only then takes the lock to store."""

    def job(progress: Progress) -> Made:
        with language(order.language):
            try:
                return _made(database, order, office, progress)
            except (KravsporError, Stopped):
                raise
            except Exception as error:
                known = as_known_error(error)
                if known is None:
                    _log.exception("previews could not be made")
                    known = KravsporError(_("The previews could not be made; nothing was stored."))
                raise known from error

    return job


def _made(database: Database, order: Order, office: Office | None, progress: Progress) -> Made:
    with database.read() as session:
        work = _work(session, order)
        made = make_previews(work, order.names, office, lambda n: progress(n, order.steps))
    with database.transaction() as session:
        keep_previews(_work(session, order), made)
    return made


def _work(session: Session, order: Order) -> Work:
    user = session.get(User, order.user_id)
    if user is None:
        raise NotFoundError(_("There is no such page, or it is not for you."))
    return open_work(session, order.slug, user)
