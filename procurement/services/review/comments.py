"""Comments on requirements, needs and chapters, within a round or outside of one."""

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from sqlmodel import col, func, select

from procurement.access import Permission
from procurement.domain import (
    Action,
    Comment,
    Need,
    Organisation,
    Participation,
    Procurement,
    Requirement,
    ReviewRound,
    RoundKind,
)
from procurement.domain.storage import SHORT
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.chapters import ChapterNode, chapter_tree
from procurement.services.review.rounds import get_round
from procurement.services.work import Work, now

Thing: TypeAlias = Requirement | Need | ChapterNode


@dataclass(frozen=True)
class CommentDraft:
    """What somebody types to comment."""

    text: str
    round: int = 0  # its number; 0 for none
    supplier: str = ""
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class CommentRow:
    """A comment with all that a list shows of it."""

    comment: Comment
    round: ReviewRound | None
    sender: str  # municipality or supplier; the author where there is neither
    page: str  # endpoint of what it is about; empty once that is removed
    code: str
    statement: str  # what it is about, as it reads now
    is_stale: bool  # what it is about has changed since

    @property
    def is_locked(self) -> bool:
        """True if its round is closed."""
        return self.round is not None and self.round.closed_at is not None


def add_comment(work: Work, thing: Thing, draft: CommentDraft) -> Comment:
    """Say something of a requirement, a need or a chapter."""
    if not draft.text.strip():
        raise FieldError("text", _("Write what you want to say."))
    found = get_round(work, draft.round).round if draft.round else None
    comment = Comment(
        procurement_id=work.procurement.id,
        round_id=None if found is None else found.id,
        code=next_comment_code(work),
        organisation_id=_organisation(work, draft),
        supplier=_supplier(work, found, draft),
        author=work.user.email,
        said_at=now(),
        text=draft.text.strip(),
        **_about(thing),
    )
    work.session.add(comment)
    work.session.flush()
    work.record(Action.comment_added, f"{comment.about} ({comment.code})")
    return comment


def _about(thing: Thing) -> dict[str, Any]:
    if isinstance(thing, ChapterNode):
        return {"chapter_id": thing.id, "about": thing.heading[:SHORT]}
    own = "requirement_id" if isinstance(thing, Requirement) else "need_id"
    return {own: thing.id, "about": thing.code, "about_fingerprint": thing.fingerprint}


def next_comment_code(work: Work) -> str:
    """Return the code of the next comment; whoever asks holds it until they commit."""
    here = Procurement.id == work.procurement.id
    work.session.exec(select(Procurement.id).where(here).with_for_update()).one()
    made = select(func.count()).select_from(Comment)
    number = work.session.exec(made.where(Comment.procurement_id == work.procurement.id)).one()
    return f"M-{number + 1:03}"


def _organisation(work: Work, draft: CommentDraft) -> UUID | None:
    if draft.supplier.strip():
        return None
    if not work.may(Permission.run_rounds):
        return work.member.organisation_id
    if draft.organisation_id not in {None, *senders_of(work)}:
        raise FieldError("organisation", _("Choose one of the municipalities that take part."))
    return draft.organisation_id


def senders_of(work: Work) -> dict[UUID, str]:
    """Return the municipalities that a comment can come from, by id."""
    rows = work.session.exec(
        select(Organisation.id, Organisation.name)
        .join(Participation)
        .where(Participation.procurement_id == work.procurement.id)
        .order_by(Organisation.name)
    )
    return dict(rows.all())


def _supplier(work: Work, found: ReviewRound | None, draft: CommentDraft) -> str:
    supplier = draft.supplier.strip()
    if found is not None and found.closed_at is not None:
        raise FieldError("round", _("The round %(name)s is closed.", name=found.name))
    if found is None or found.kind != RoundKind.market:
        if supplier:
            raise FieldError("supplier", _("Suppliers are only heard in a market dialogue."))
        return ""
    if not work.may(Permission.edit_requirements):
        raise FieldError(
            "round", _("The project lead and the working group record what suppliers say.")
        )
    if not supplier:
        raise FieldError("supplier", _("Say which supplier this comes from."))
    return supplier


def suppliers_heard(work: Work) -> list[str]:
    """Return the suppliers that have said something, in alphabetical order."""
    statement = select(Comment.supplier).where(Comment.procurement_id == work.procurement.id)
    return sorted({supplier for supplier in work.session.exec(statement.distinct()) if supplier})


def comments_on(work: Work, thing: Thing) -> list[CommentRow]:
    """Return what is said of a thing, in the order it was said."""
    if isinstance(thing, ChapterNode):
        own = col(Comment.chapter_id) == thing.id
    else:
        named = Comment.requirement_id if isinstance(thing, Requirement) else Comment.need_id
        own = col(named) == thing.id
    ids = work.session.exec(select(Comment.id).where(own).order_by(col(Comment.said_at))).all()
    return rows_of(work, list(ids))


def get_comment(work: Work, code: str) -> CommentRow:
    """Return one comment."""
    found = work.session.exec(
        select(Comment.id).where(
            Comment.procurement_id == work.procurement.id, Comment.code == code
        )
    ).first()
    if found is None:
        raise NotFoundError(_("There is no comment %(code)s here.", code=code))
    return rows_of(work, [found])[0]


def rows_of(work: Work, ids: list[UUID]) -> list[CommentRow]:
    """Return these comments with all that a list shows of them, in the order of their ids."""
    statement = (
        select(Comment, ReviewRound, Requirement, Need)
        .outerjoin(ReviewRound, col(ReviewRound.id) == Comment.round_id)
        .outerjoin(Requirement, col(Requirement.id) == Comment.requirement_id)
        .outerjoin(Need, col(Need.id) == Comment.need_id)
        .where(col(Comment.id).in_(ids))
    )
    numbers: dict[UUID | None, str] = {node.id: node.number for node in chapter_tree(work)}
    names: dict[UUID | None, str] = {each: name for each, name in senders_of(work).items()}
    found = {}
    for comment, in_round, requirement, need in work.session.exec(statement):
        thing = requirement or need
        page, code = _place(thing, numbers.get(comment.chapter_id))
        found[comment.id] = CommentRow(
            comment=comment,
            round=in_round,
            sender=comment.supplier or names.get(comment.organisation_id, comment.author),
            page=page,
            code=code,
            statement=thing.statement if thing else "",
            is_stale=thing is not None and thing.fingerprint != comment.about_fingerprint,
        )
    return [found[each] for each in ids]


def _place(thing: Requirement | Need | None, chapter: str | None) -> tuple[str, str]:
    """Return the page of what a comment is about, and the code on it; both empty without one."""
    if thing is None:
        return ("approvals.chapter", chapter) if chapter else ("", "")
    return "requirements.show" if isinstance(thing, Requirement) else "needs.show", thing.code


def get_chapter(work: Work, number: str) -> ChapterNode:
    """Return one chapter by its number."""
    for node in chapter_tree(work):
        if node.number == number:
            return node
    raise NotFoundError(_("There is no chapter %(number)s here.", number=number))
