"""Take in a comment form: say of each row what it brings, then add what is new."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Comment, Requirement, ReviewRound, RoundKind
from procurement.domain.storage import LONG
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.importing.comment_form import ReadForm, ReadRow
from procurement.services.chapters import ChapterNode, chapter_tree
from procurement.services.review.comments import (
    CommentDraft,
    Thing,
    add_comment,
    senders_of,
)
from procurement.services.work import Work

NEW, CHANGED, KNOWN, REFUSED = "new", "changed", "known", "refused"


@dataclass(frozen=True)
class Sender:
    """Who a form comes from: a supplier in a market dialogue, else a municipality."""

    supplier: str = ""
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class Brought:
    """What a row of a form brings."""

    row: ReadRow
    thing: Thing | None
    state: str  # new | changed | known | refused
    sentence: str = ""  # why it is refused, or what to know of it
    before: str = ""  # what the same sender said of it earlier

    @property
    def is_wanted(self) -> bool:
        """True if it can be added."""
        return self.state in (NEW, CHANGED)


def check_form(work: Work, found: ReviewRound, form: ReadForm) -> None:
    """Refuse a form of another round, and one for a round that is closed."""
    if form.procurement_id != str(work.procurement.id) or form.round_id != str(found.id):
        raise FieldError("file", _("The form belongs to another round. Open that round first."))
    if found.closed_at is not None:
        raise FieldError("file", _("The round %(name)s is closed.", name=found.name))


def sender_of(work: Work, found: ReviewRound, named: str) -> Sender:
    """Return who is named on a form, or in the field above the preview."""
    named = named.strip()
    if found.kind == RoundKind.market:
        if not named:
            raise FieldError("sender", _("Say which supplier this comes from."))
        return Sender(supplier=named)
    homes = {name.casefold(): each for each, name in senders_of(work).items()}
    if named.casefold() not in homes:
        raise FieldError("sender", _("Choose one of the municipalities that take part."))
    return Sender(organisation_id=homes[named.casefold()])


def brought_by(
    work: Work, found: ReviewRound, form: ReadForm, sender: Sender | None
) -> list[Brought]:
    """Return what each row brings; without a sender nothing can be known already."""
    things = _things(work)
    said = _said(work, found, sender) if sender else {}
    return [_brought(row, things.get(row.id), form, said) for row in form.rows]


def _brought(
    row: ReadRow, thing: Thing | None, form: ReadForm, said: dict[UUID, list[str]]
) -> Brought:
    refused = _refused(row, thing)
    if refused or thing is None:
        return Brought(row, thing, REFUSED, refused)
    earlier = said.get(thing.id, [])
    if row.text in earlier:
        return Brought(row, thing, KNOWN)
    note = ""
    if isinstance(thing, Requirement) and form.stood.get(row.id) != thing.fingerprint:
        note = _("The requirement has changed since the form was made.")
    if earlier:
        return Brought(row, thing, CHANGED, note, earlier[-1])
    return Brought(row, thing, NEW, note)


def _refused(row: ReadRow, thing: Thing | None) -> str:
    if row.is_error:
        return _("The cell holds an error of the spreadsheet instead of a text.")
    if thing is None:
        return _("%(code)s is not here, or no longer.", code=row.code or "?")
    if len(row.text) > LONG:
        return _("The comment is longer than %(most)s characters.", most=LONG)
    if "\0" in row.text:
        return _("The comment holds a character that cannot be stored.")
    return ""


def _things(work: Work) -> dict[str, Thing]:
    """Return what a row can be about, by its id in the form."""
    requirements = work.session.exec(
        select(Requirement).where(Requirement.procurement_id == work.procurement.id)
    )
    found: dict[str, Thing] = {str(each.id): each for each in requirements}
    return found | {str(node.id): node for node in chapter_tree(work)}


def _said(work: Work, found: ReviewRound, sender: Sender) -> dict[UUID, list[str]]:
    """Return what a sender has said in a round, by what it is about."""
    rows = work.session.exec(
        select(Comment)
        .where(Comment.round_id == found.id, Comment.supplier == sender.supplier)
        .where(
            col(Comment.organisation_id).is_(None)
            if sender.organisation_id is None
            else Comment.organisation_id == sender.organisation_id
        )
        .order_by(col(Comment.said_at))
    )
    said: dict[UUID, list[str]] = {}
    for comment in rows:
        about = comment.requirement_id or comment.chapter_id
        if about is not None:
            said.setdefault(about, []).append(comment.text)
    return said


def take_in(
    work: Work, found: ReviewRound, sender: Sender, form: ReadForm, wanted: set[int]
) -> int:
    """Add the wanted rows that bring something, as the sender's; return how many."""
    number = 0
    for each in brought_by(work, found, form, sender):
        if not each.is_wanted or each.row.number not in wanted or each.thing is None:
            continue
        draft = CommentDraft(each.row.text, found.number, sender.supplier, sender.organisation_id)
        comment = add_comment(work, each.thing, draft)
        if isinstance(each.thing, Requirement):
            comment.about_fingerprint = form.stood.get(each.row.id, "")[:64]
        number += 1
    work.session.flush()
    return number


def is_chapter(thing: Thing | None) -> bool:
    """Return True for a chapter."""
    return isinstance(thing, ChapterNode)
