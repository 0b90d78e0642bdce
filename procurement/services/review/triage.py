"""Triage: what becomes of each comment, settled by the lead."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, func, select

from procurement.domain import Action, Comment, Disposition, ReviewRound
from procurement.errors import FieldError, ForbiddenError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.review.comments import get_comment
from procurement.services.work import Work, now, require_version

OPEN = "open"  # no disposition yet
OUTSIDE = "outside"  # in no round


@dataclass(frozen=True)
class CommentFilter:
    """What a user wants to see of the comments."""

    text: str = ""
    round: str = ""  # its number, or outside
    state: str = ""  # open, or a disposition


@dataclass(frozen=True)
class Settlement:
    """What the lead decides about a comment; no disposition opens it again."""

    disposition: Disposition | None
    reason: str = ""
    duplicate_of: str = ""  # the code of the comment that said it first


def find_comments(work: Work, wanted: CommentFilter) -> list[tuple[UUID, str]]:
    """Return id and code of the comments that fit a filter, in the order they were said."""
    shown = col(Comment.about) + " " + col(Comment.supplier) + " " + col(Comment.text)
    statement = (
        select(Comment.id, Comment.code, shown)
        .outerjoin(ReviewRound, col(ReviewRound.id) == Comment.round_id)
        .where(Comment.procurement_id == work.procurement.id)
        .order_by(func.length(Comment.code), Comment.code)
    )
    if wanted.round == OUTSIDE:
        statement = statement.where(col(Comment.round_id).is_(None))
    elif wanted.round.isascii() and wanted.round.isdigit() and len(wanted.round) < 10:
        statement = statement.where(ReviewRound.number == int(wanted.round))
    if wanted.state == OPEN:
        statement = statement.where(col(Comment.disposition).is_(None))
    elif wanted.state in set(Disposition):
        statement = statement.where(Comment.disposition == Disposition(wanted.state))
    words = wanted.text.casefold().split()
    return [
        (each, code)
        for each, code, text in work.session.exec(statement)
        if all(word in f"{code} {text}".casefold() for word in words)
    ]


def count_open(work: Work) -> int:
    """Return how many comments lack a disposition."""
    statement = select(func.count()).select_from(Comment)
    here = Comment.procurement_id == work.procurement.id
    return work.session.exec(statement.where(here, col(Comment.disposition).is_(None))).one()


def settle(work: Work, comment: Comment, decided: Settlement, seen: int) -> None:
    """Say what becomes of a comment, unless somebody else did so first."""
    require_version(comment, seen)
    row = get_comment(work, comment.code)
    if row.is_locked:
        raise ForbiddenError(_("The round is closed, and its dispositions are locked."))
    reason = decided.reason.strip()
    if decided.disposition == Disposition.rejected and not reason:
        raise FieldError("reason", _("Give the reason why it is not accepted."))
    original = _original(work, comment, decided)
    comment.disposition = decided.disposition
    comment.disposition_reason = reason if decided.disposition else ""
    comment.duplicate_of_id = None if original is None else original.id
    comment.settled_by = work.user.email if decided.disposition else ""
    comment.settled_at = now() if decided.disposition else None
    work.session.flush()
    work.record(Action.comment_settled, comment.code)


def _original(work: Work, comment: Comment, decided: Settlement) -> Comment | None:
    """Return the comment that said the same first; a chain of duplicates helps nobody."""
    if decided.disposition != Disposition.duplicate:
        return None
    try:
        original = get_comment(work, decided.duplicate_of.strip()).comment
    except NotFoundError as error:
        raise FieldError("duplicate_of", _("Say which comment said it before.")) from error
    if original.id == comment.id:
        raise FieldError("duplicate_of", _("A comment cannot repeat itself."))
    if original.duplicate_of_id is not None:
        raise FieldError(
            "duplicate_of",
            _("%(code)s is itself said before. Point to the first one.", code=original.code),
        )
    repeats = select(Comment.code).where(Comment.duplicate_of_id == comment.id)
    repeated_by = work.session.exec(repeats.order_by(Comment.code)).first()
    if repeated_by:
        raise FieldError(
            "duplicate_of",
            _("%(code)s already points to this one as the first.", code=repeated_by),
        )
    return original


def original_of(work: Work, comment: Comment) -> Comment | None:
    """Return the comment that said the same before, if there is one."""
    return (
        None
        if comment.duplicate_of_id is None
        else work.session.get(Comment, comment.duplicate_of_id)
    )
