"""The views of a round: the comments with what became of them, and the form for comments."""

from collections import Counter
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Comment, Disposition, RoundKind
from procurement.domain.labels import label
from procurement.exporting.hearing_views import (
    CommentForm,
    CommentView,
    DispositionMatrix,
    FormRow,
)
from procurement.exporting.views import Fact
from procurement.i18n import format_day, format_moment
from procurement.i18n import gettext as _
from procurement.services.chapters import chapter_tree, fill
from procurement.services.documents.frame import frame_of
from procurement.services.requirements import list_requirements
from procurement.services.review.comments import CommentRow, rows_of, senders_of
from procurement.services.review.rounds import RoundRow
from procurement.services.work import Work


def disposition_matrix(work: Work, row: RoundRow) -> DispositionMatrix:
    """Return all comments of a round with what became of them."""
    found = row.round
    ids = work.session.exec(
        select(Comment.id).where(Comment.round_id == found.id).order_by(col(Comment.said_at))
    )
    rows = rows_of(work, list(ids))
    codes = {each.comment.id: each.comment.code for each in rows}
    return DispositionMatrix(
        frame=frame_of(work, _("Comments and answers: %(round)s", round=found.name)),
        note=found.note,
        facts=_facts(row),
        counts=_counts(rows),
        comments=tuple(_comment(each, codes) for each in rows),
    )


def _facts(row: RoundRow) -> tuple[Fact, ...]:
    found = row.round
    closed = format_moment(found.closed_at) if found.closed_at else _("The round is still open.")
    facts = [
        Fact(_("Who is asked"), label(found.kind)),
        Fact(_("Opened"), format_moment(found.opened_at)),
        Fact(_("Closed (round)"), closed),
    ]
    if found.due:
        facts.insert(2, Fact(_("Due date"), format_day(found.due)))
    return tuple(facts)


def _counts(rows: list[CommentRow]) -> tuple[Fact, ...]:
    """Count each disposition; what lacks one comes last, and only if there is any."""
    counts = Counter(row.comment.disposition for row in rows)
    facts = [Fact(label(each), str(counts[each])) for each in Disposition]
    if counts[None]:
        facts.append(Fact(_("No disposition yet"), str(counts[None])))
    return tuple(facts)


def _comment(row: CommentRow, codes: dict[UUID, str]) -> CommentView:
    comment = row.comment
    disposition = comment.disposition
    first = comment.duplicate_of_id
    return CommentView(
        code=comment.code,
        about=comment.about,
        sender=row.sender if comment.supplier or comment.organisation_id else "",
        text=comment.text,
        disposition=label(disposition) if disposition else _("No disposition yet"),
        answer=comment.disposition_reason,
        first=codes.get(first, "") if first else "",
    )


def comment_form(work: Work, row: RoundRow) -> CommentForm:
    """Return the form on which to comment in a round, one row per chapter and requirement."""
    found = row.round
    is_market = found.kind == RoundKind.market
    due = _("Send it back by %(day)s.", day=format_day(found.due)) if found.due else ""
    ask = _("Write in the column on the right, and leave the rest as it is.")
    return CommentForm(
        frame=frame_of(work, found.name),
        round_id=str(found.id),
        procurement_id=str(work.procurement.id),
        instruction=f"{ask} {due}".strip(),
        sender=_("Supplier") if is_market else _("Municipality"),
        rows=_rows(work),
        senders=() if is_market else tuple(senders_of(work).values()),
    )


def _rows(work: Work) -> tuple[FormRow, ...]:
    rows: list[FormRow] = []
    for filled in fill(chapter_tree(work), list_requirements(work)):
        node = filled.chapter
        rows.append(FormRow("chapter", str(node.id), node.number, "", node.title, "", ""))
        rows += [
            FormRow(
                kind="requirement",
                id=str(each.id),
                code=each.code,
                letter=each.requirement_class.letter,
                title=each.title,
                statement=each.statement,
                fingerprint=each.fingerprint,
            )
            for each in filled.requirements
        ]
    return tuple(rows)
