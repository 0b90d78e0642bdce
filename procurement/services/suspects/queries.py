"""One query for each kind of link: those whose stored fingerprint is not the present one."""

from typing import Any, cast

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from procurement.access import Permission
from procurement.domain import (
    Approval,
    Bid,
    Comment,
    ConsensusScore,
    Criterion,
    Membership,
    Need,
    NeedBacking,
    NeedRequirement,
    Organisation,
    Requirement,
    RequirementCriterion,
    Score,
    Supplier,
    User,
)
from procurement.services.suspects.kinds import SuspectKind
from procurement.services.work import Work

_Need, _Requirement, _Criterion = cast(Any, Need), cast(Any, Requirement), cast(Any, Criterion)


def query_of(work: Work, kind: SuspectKind) -> Select[Any] | None:
    """Return the query for a kind of link, or nothing where I may not see such links."""
    return cast(Select[Any] | None, _QUERIES[kind](work))


def _traces(work: Work) -> Select[Any]:
    link = cast(Any, NeedRequirement)
    return (
        select(link, _Need, _Requirement)
        .join(_Need, _Need.id == link.need_id)
        .join(_Requirement, _Requirement.id == link.requirement_id)
        .where(_Requirement.procurement_id == work.procurement.id)
        .where(
            or_(
                link.need_fingerprint != _Need.fingerprint,
                link.requirement_fingerprint != _Requirement.fingerprint,
            )
        )
        .order_by(_Requirement.code, _Need.code)
    )


def _shares(work: Work) -> Select[Any]:
    link = cast(Any, RequirementCriterion)
    return (
        select(link, _Requirement, _Criterion)
        .join(_Requirement, _Requirement.id == link.requirement_id)
        .join(_Criterion, _Criterion.id == link.criterion_id)
        .where(_Requirement.procurement_id == work.procurement.id)
        .where(
            or_(
                link.requirement_fingerprint != _Requirement.fingerprint,
                link.criterion_fingerprint != _Criterion.fingerprint,
            )
        )
        .order_by(_Requirement.code, _Criterion.code)
    )


def _backings(work: Work) -> Select[Any]:
    backing, home = cast(Any, NeedBacking), cast(Any, Organisation)
    return (
        select(backing, _Need, home)
        .join(_Need, _Need.id == backing.need_id)
        .join(home, home.id == backing.organisation_id)
        .where(_Need.procurement_id == work.procurement.id)
        .where(_Need.merged_into_id.is_(None))
        .where(backing.need_fingerprint != _Need.fingerprint)
        .order_by(_Need.code, home.name)
    )


def _approvals(work: Work) -> Select[Any]:
    """Find the newest approval of each requirement that nobody has approved as it stands."""
    approval, member, user = cast(Any, Approval), cast(Any, Membership), cast(Any, User)
    other = cast(Any, aliased(Approval))
    newer = and_(
        other.requirement_id == approval.requirement_id,
        or_(
            other.requirement_fingerprint == _Requirement.fingerprint,
            other.approved_at > approval.approved_at,
        ),
    )
    return (
        select(approval, _Requirement, user)
        .join(_Requirement, _Requirement.id == approval.requirement_id)
        .join(member, member.id == approval.membership_id)
        .join(user, user.id == member.user_id)
        .where(_Requirement.procurement_id == work.procurement.id)
        .where(approval.requirement_fingerprint != _Requirement.fingerprint)
        .where(~exists().where(newer))
        .order_by(_Requirement.code)
    )


def _comments(work: Work) -> Select[Any]:
    """Leave out what is settled: a text that changed because of a comment is no surprise."""
    comment = cast(Any, Comment)
    return (
        select(comment, _Requirement, _Need)
        .outerjoin(_Requirement, _Requirement.id == comment.requirement_id)
        .outerjoin(_Need, _Need.id == comment.need_id)
        .where(comment.procurement_id == work.procurement.id)
        .where(comment.disposition.is_(None))
        .where(
            or_(
                comment.about_fingerprint != _Requirement.fingerprint,
                comment.about_fingerprint != _Need.fingerprint,
            )
        )
        .order_by(comment.code)
    )


def _scores(work: Work) -> Select[Any] | None:
    score, user, member = cast(Any, Score), cast(Any, User), cast(Any, Membership)
    if not (work.may(Permission.read_own_scores) or work.may(Permission.read_all_scores)):
        return None
    statement = (
        _judged(work, score)
        .add_columns(user)
        .join(member, member.id == score.membership_id)
        .join(user, user.id == member.user_id)
        .order_by(user.email)
    )
    if not work.may(Permission.read_all_scores):
        statement = statement.where(score.membership_id == work.member.id)
    return statement


def _consensus(work: Work) -> Select[Any] | None:
    if not work.may(Permission.read_all_scores):
        return None
    return _judged(work, cast(Any, ConsensusScore))


def _judged(work: Work, score: Any) -> Select[Any]:
    bid, supplier = cast(Any, Bid), cast(Any, Supplier)
    return (
        select(score, _Requirement, supplier)
        .join(_Requirement, _Requirement.id == score.requirement_id)
        .join(bid, bid.id == score.bid_id)
        .join(supplier, supplier.id == bid.supplier_id)
        .where(_Requirement.procurement_id == work.procurement.id)
        .where(score.requirement_fingerprint != _Requirement.fingerprint)
        .order_by(_Requirement.code, supplier.code)
    )


_QUERIES: dict[SuspectKind, Any] = {
    SuspectKind.trace: _traces,
    SuspectKind.share: _shares,
    SuspectKind.backing: _backings,
    SuspectKind.approval: _approvals,
    SuspectKind.comment: _comments,
    SuspectKind.score: _scores,
    SuspectKind.consensus: _consensus,
}
