"""A document on offer, and why one is closed."""

from collections.abc import Callable
from dataclasses import dataclass

from procurement.access import Permission
from procurement.domain import Phase
from procurement.domain.labels import label
from procurement.i18n import gettext as _
from procurement.services.work import Work


@dataclass(frozen=True)
class Document:
    """A document on offer; `closed` says why it cannot be had now."""

    name: str
    title: str
    text: str
    write: Callable[[], bytes]
    closed: str = ""
    role: str = ""  # in the set; other documents have none


def closed_for(work: Work, permission: Permission) -> str:
    """Return why a document is closed to somebody, or nothing for whoever may have it."""
    if work.may(permission):
        return ""
    if not work.procurement.phase.has_reached(Phase.bids_in):
        return _("Opens when the bids are in.")
    return _(
        "Not open to %(role)s in the phase %(phase)s.",
        role=label(work.member.role),
        phase=label(work.procurement.phase),
    )
