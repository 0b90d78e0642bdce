"""Count and list what must be looked at again, a page at a time."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func, inspect

from procurement.access import Permission
from procurement.domain import Comment, Criterion, Need, NeedBacking, Requirement, Role, Score
from procurement.domain.labels import label
from procurement.i18n import format_number
from procurement.i18n import gettext as _
from procurement.services.review.chapters import chapters_of_mine
from procurement.services.suspects.kinds import ChangedEnd, End, Suspect, SuspectKind
from procurement.services.suspects.queries import query_of
from procurement.services.work import Work

_PAGES: dict[type[End], str] = {
    Need: "needs.show",
    Requirement: "requirements.show",
    Criterion: "criteria.show",
}


def count_suspects(work: Work) -> dict[SuspectKind, int]:
    """Return how many links of each kind there are to look at again, of the kinds I may see."""
    counts = {}
    for kind in SuspectKind:
        query = query_of(work, kind)
        if query is not None:
            counted = query.with_only_columns(func.count(), maintain_column_froms=True)
            counts[kind] = work.session.scalar(counted.order_by(None)) or 0
    return counts


def list_suspects(
    work: Work, kind: SuspectKind, start: int = 0, most: int | None = None
) -> list[Suspect]:
    """Return the links of one kind to look at again."""
    query = query_of(work, kind)
    return [] if query is None else [s for _row, s in _read(work, kind, query, start, most)]


def find_suspects(work: Work, kind: SuspectKind, first: set[UUID]) -> list[tuple[Any, Suspect]]:
    """Return each row whose key begins with one of these ids, with what it says."""
    query = query_of(work, kind)
    if query is None:
        return []
    table: Any = query.column_descriptions[0]["entity"]
    return _read(work, kind, query.where(inspect(table).primary_key[0].in_(first)))


def _read(
    work: Work, kind: SuspectKind, query: Any, start: int = 0, most: int | None = None
) -> list[tuple[Any, Suspect]]:
    rows = work.session.exec(query.offset(start).limit(most)).all()
    mine = chapters_of_mine(work) if kind == SuspectKind.approval else set()
    read = partial(_approval, mine) if kind == SuspectKind.approval else _READERS[kind]
    return [(row[0], read(work, *row)) for row in rows]


def _end(row: End, stored: str) -> ChangedEnd:
    return ChangedEnd(row, stored, _PAGES[type(row)])


def _trace(work: Work, link: Any, need: Need, requirement: Requirement) -> Suspect:
    return Suspect(
        SuspectKind.trace,
        (need.id, requirement.id),
        _("%(requirement)s answers %(need)s", requirement=requirement.code, need=need.code),
        link.reason,
        (_end(need, link.need_fingerprint), _end(requirement, link.requirement_fingerprint)),
        work.may(Permission.edit_requirements),
    )


def _share(work: Work, link: Any, requirement: Requirement, criterion: Criterion) -> Suspect:
    text = _(
        "%(requirement)s is %(share)s %% of %(criterion)s",
        requirement=requirement.code,
        share=format_number(link.share),
        criterion=criterion.code,
    )
    ends = (
        _end(requirement, link.requirement_fingerprint),
        _end(criterion, link.criterion_fingerprint),
    )
    may = work.may(Permission.edit_requirements)
    return Suspect(SuspectKind.share, (requirement.id, criterion.id), text, "", ends, may)


def may_confirm(work: Work, backing: NeedBacking) -> bool:
    """Return True if I may say that a municipality still stands where it stood."""
    own = backing.organisation_id == work.member.organisation_id
    return work.may(Permission.back) and (own or work.member.role == Role.lead)


def _backing(work: Work, backing: NeedBacking, need: Need, home: Any) -> Suspect:
    return Suspect(
        SuspectKind.backing,
        (backing.id,),
        f"{need.code}: {home.name}, {label(backing.stance).lower()}",
        backing.reason,
        (_end(need, backing.need_fingerprint),),
        may_confirm(work, backing),
    )


def _approval(
    mine: set[UUID], work: Work, approval: Any, requirement: Requirement, user: Any
) -> Suspect:
    return Suspect(
        SuspectKind.approval,
        (approval.id,),
        _("%(code)s, approved by %(name)s", code=requirement.code, name=user.name),
        approval.note,
        (_end(requirement, approval.requirement_fingerprint),),
        requirement.chapter_id in mine,
    )


def may_confirm_comment(work: Work, comment: Comment) -> bool:
    """Return True if I may say that a comment still fits: the lead, or who made it."""
    own = work.may(Permission.comment) and comment.author == work.user.email
    return own or work.may(Permission.run_rounds)


def _comment(
    work: Work, comment: Comment, requirement: Requirement | None, need: Need | None
) -> Suspect:
    thing = requirement or need
    assert thing is not None  # the query finds none without
    return Suspect(
        SuspectKind.comment,
        (comment.id,),
        _("%(comment)s on %(code)s", comment=comment.code, code=thing.code),
        comment.text,
        (_end(thing, comment.about_fingerprint),),
        may_confirm_comment(work, comment),
    )


def _score(work: Work, score: Score, requirement: Requirement, supplier: Any, user: Any) -> Suspect:
    return Suspect(
        SuspectKind.score,
        (score.id,),
        f"{requirement.code}, {supplier.name}: {format_number(score.points)} ({user.name})",
        score.reason,
        (_end(requirement, score.requirement_fingerprint),),
        work.may(Permission.score) and score.membership_id == work.member.id,
    )


def _agreed(work: Work, score: Any, requirement: Requirement, supplier: Any) -> Suspect:
    return Suspect(
        SuspectKind.consensus,
        (score.id,),
        f"{requirement.code}, {supplier.name}: {format_number(score.points)}",
        score.reason,
        (_end(requirement, score.requirement_fingerprint),),
        work.may(Permission.score) and work.may(Permission.read_all_scores),
    )


_READERS: dict[SuspectKind, Callable[..., Suspect]] = {
    SuspectKind.trace: _trace,
    SuspectKind.share: _share,
    SuspectKind.backing: _backing,
    SuspectKind.comment: _comment,
    SuspectKind.score: _score,
    SuspectKind.consensus: _agreed,
}
