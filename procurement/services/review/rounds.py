"""Rounds: a time in which comments are asked for, opened and closed by the lead."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from procurement.domain import Action, Baseline, Comment, ReviewRound, RoundKind
from procurement.errors import FieldError, ForbiddenError, NotFoundError
from procurement.i18n import format_day
from procurement.i18n import gettext as _
from procurement.services.work import Work, now, require_version


@dataclass(frozen=True)
class RoundDraft:
    """What a lead types to open or change a round."""

    name: str
    kind: RoundKind
    due: date | None = None
    note: str = ""
    baseline: int = 0  # its number; 0 for what stands at any time


@dataclass(frozen=True)
class RoundRow:
    """A round with how far its comments have come."""

    round: ReviewRound
    comments: int
    settled: int
    baseline: int | None

    @property
    def is_open(self) -> bool:
        """True if comments can still be made in it."""
        return self.round.closed_at is None

    @property
    def left(self) -> int:
        """Return how many comments lack a disposition."""
        return self.comments - self.settled

    def is_late(self, today: date) -> bool:
        """Return True if the round is open after its due date."""
        return self.is_open and self.round.due is not None and self.round.due < today


def list_rounds(work: Work) -> list[RoundRow]:
    """Return the rounds, the newest first, each with the number of comments and of settled ones."""
    statement = (
        select(
            ReviewRound,
            func.count(col(Comment.id)),
            func.count(col(Comment.disposition)),
            Baseline.number,
        )
        .outerjoin(Comment, col(Comment.round_id) == ReviewRound.id)
        .outerjoin(Baseline, col(Baseline.id) == ReviewRound.baseline_id)
        .where(ReviewRound.procurement_id == work.procurement.id)
        .group_by(col(ReviewRound.id), col(Baseline.number))
        .order_by(col(ReviewRound.number).desc())
    )
    return [RoundRow(*row) for row in work.session.exec(statement)]


def open_rounds(work: Work) -> list[ReviewRound]:
    """Return the rounds in which comments can be made now, the newest first."""
    return [row.round for row in list_rounds(work) if row.is_open]


def get_round(work: Work, number: int) -> RoundRow:
    """Return one round."""
    for row in list_rounds(work):
        if row.round.number == number:
            return row
    raise NotFoundError(_("There is no round %(number)s here.", number=number))


def open_round(work: Work, draft: RoundDraft) -> ReviewRound:
    """Open a round under the next number."""
    last = work.session.exec(
        select(func.max(ReviewRound.number)).where(
            ReviewRound.procurement_id == work.procurement.id
        )
    ).one()
    opened = ReviewRound(
        procurement_id=work.procurement.id,
        number=(last or 0) + 1,
        kind=draft.kind,
        opened_at=now(),
        opened_by=work.user.email,
        **_values(work, draft),
    )
    work.session.add(opened)
    work.session.flush()
    work.record(Action.round_opened, f"{opened.number} {opened.name}")
    return opened


def change_round(work: Work, found: ReviewRound, draft: RoundDraft, seen: int) -> None:
    """Change name, due date, note or baseline of an open round; its kind stays."""
    require_version(found, seen)
    _refuse_closed(found)
    for name, value in _values(work, draft).items():
        setattr(found, name, value)
    work.session.flush()
    due = _("no due date") if found.due is None else _("due %(day)s", day=format_day(found.due))
    work.record(Action.round_opened, f"{found.number} {found.name}, {due}")


def undecided_in(work: Work, found: ReviewRound) -> list[Comment]:
    """Return the comments of a round that lack a disposition, by code."""
    return list(
        work.session.exec(
            select(Comment)
            .where(Comment.round_id == found.id, col(Comment.disposition).is_(None))
            .order_by(Comment.code)
        )
    )


def close_round(work: Work, found: ReviewRound, seen: int) -> None:
    """Close a round once every comment in it has a disposition."""
    require_version(found, seen)
    _refuse_closed(found)
    left = len(undecided_in(work, found))
    if left:
        raise ForbiddenError(
            _("%(number)s comments lack a disposition. Settle them before you close.", number=left)
        )
    found.closed_at, found.closed_by = now(), work.user.email
    work.session.flush()
    work.record(Action.round_closed, f"{found.number} {found.name}")


def _values(work: Work, draft: RoundDraft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "due": draft.due,
        "note": draft.note,
        "baseline_id": _baseline_id(work, draft.baseline),
    }


def _baseline_id(work: Work, number: int) -> UUID | None:
    if not number:
        return None
    found = work.session.exec(
        select(Baseline.id).where(
            Baseline.procurement_id == work.procurement.id, Baseline.number == number
        )
    ).first()
    if found is None:
        raise FieldError("baseline", _("There is no baseline %(number)s here.", number=number))
    return found


def _refuse_closed(found: ReviewRound) -> None:
    if found.closed_at is not None:
        raise ForbiddenError(_("The round %(name)s is closed.", name=found.name))
