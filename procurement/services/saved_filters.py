"""Filters that members keep for themselves: a name for what a list shows."""

from uuid import UUID

from sqlmodel import select

from procurement.domain import SavedFilter
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.work import Work

_MOST = 20
_LONGEST = 2000


def saved_filters(work: Work, page: str) -> list[SavedFilter]:
    """Return this member's filters of a page, by name."""
    return list(
        work.session.exec(
            select(SavedFilter)
            .where(SavedFilter.membership_id == work.member.id, SavedFilter.page == page)
            .order_by(SavedFilter.name)
        )
    )


def save_filter(work: Work, page: str, name: str, query: str) -> None:
    """Keep a filter under a name; the same name again means the new one."""
    held = saved_filters(work, page)
    same = next((kept for kept in held if kept.name == name), None)
    if not query or len(query) > _LONGEST:
        raise FieldError("name", _("Choose what the list is to show first."))
    if same is None and len(held) >= _MOST:
        text = _("You have %(number)s saved filters. Remove one first.", number=len(held))
        raise FieldError("name", text)
    kept = same or SavedFilter(membership_id=work.member.id, page=page, name=name)
    kept.query = query
    work.session.add(kept)
    work.session.flush()


def remove_filter(work: Work, saved: UUID) -> None:
    """Remove one of this member's filters."""
    kept = work.session.get(SavedFilter, saved)
    if kept is None or kept.membership_id != work.member.id:
        raise NotFoundError(_("There is no such filter."))
    work.session.delete(kept)
    work.session.flush()
