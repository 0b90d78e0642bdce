"""Merging of needs that say the same: one stands, the others rest in it, and each can come back.

A need that is taken up keeps its text, its quotes and its backing; the need that stands gets
copies of what it lacks. Links to requirements move, so that a requirement answers a need once.
What was there and what was added is kept with the merge, and parting them restores just that.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import (
    Action,
    Need,
    NeedBacking,
    NeedMerge,
    NeedQuote,
    NeedRequirement,
    Requirement,
)
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.history import hold, keep, plain
from procurement.services.needs import refuse_merged
from procurement.services.work import Work, now


@dataclass(frozen=True)
class _Kind:
    """One kind of link that needs have."""

    name: str
    table: Any
    other: str  # the field with the other end
    fields: tuple[str, ...] = ()
    moves: bool = False


_CHECKED = ("checked_by", "checked_at", "checked_why")
_KINDS = (
    _Kind("quotes", NeedQuote, "quote_id"),
    _Kind(
        "traces",
        NeedRequirement,
        "requirement_id",
        ("reason", "need_fingerprint", "requirement_fingerprint", *_CHECKED),
        moves=True,
    ),
    _Kind(
        "backings",
        NeedBacking,
        "organisation_id",
        ("stance", "importance", "reason", "need_fingerprint", "saved_at", "saved_by"),
    ),
)


def merge_needs(work: Work, kept: Need, merged: Need, why: str = "") -> NeedMerge:
    """Let one need rest in another, which gets what it lacks of links."""
    if kept.id == merged.id:
        raise FieldError("other", _("Choose another need than %(code)s.", code=kept.code))
    _hold(work, kept, merged)
    refuse_merged(kept)
    refuse_merged(merged)
    moved: dict[str, Any] = {"had": {}, "added": {}}
    for kind in _KINDS:
        links, there = _links(work, kind, merged), _links(work, kind, kept)
        moved["had"][kind.name] = {other: _values(kind, link) for other, link in links.items()}
        lacked = {k: v for k, v in moved["had"][kind.name].items() if k not in there}
        moved["added"][kind.name] = lacked
        for other, link in links.items():
            if kind.moves:
                work.session.delete(link)
            if other in lacked:
                work.session.add(_made(kind, kept, other, lacked[other]))
    merged.merged_into_id = kept.id
    merge = NeedMerge(
        procurement_id=work.procurement.id,
        kept_id=kept.id,
        merged_id=merged.id,
        why=why.strip(),
        made_at=now(),
        made_by=work.user.name,
        moved=moved,
    )
    work.session.add(merge)
    _settle(work, kept, merged, why.strip())
    work.record(Action.need_merged, f"{merged.code} {kept.code}")
    return merge


def part_need(work: Work, merged: Need) -> Need:
    """Take a need out of the one it rests in; return that one."""
    kept = work.session.get(Need, merged.merged_into_id) if merged.merged_into_id else None
    if kept is None:
        raise NotFoundError(_("%(code)s is not merged into another need.", code=merged.code))
    _hold(work, kept, merged)
    merge = next((m for m in merges_into(work, kept) if m.merged_id == merged.id), None)
    if merge is None:
        raise ConflictError(_("Somebody else has just taken %(code)s out.", code=merged.code))
    if kept.merged_into_id is not None:
        raise ConflictError(
            _("%(code)s is merged into another need. Take that one out first.", code=kept.code)
        )
    heirs = [each for each in merges_into(work, kept) if each.id != merge.id]
    for kind in _KINDS:
        _take_back(work, kind, kept, merge, heirs)
        if kind.moves:
            _restore(work, kind, merged, merge.moved["had"][kind.name])
    merged.merged_into_id = None
    merge.undone_at, merge.undone_by = now(), work.user.name
    _settle(work, kept, merged, _("Taken out of %(code)s.", code=kept.code))
    work.record(Action.need_parted, f"{merged.code} {kept.code}")
    return kept


def merges_into(work: Work, need: Need) -> list[NeedMerge]:
    """Return the merges that stand into a need, oldest first."""
    return list(
        work.session.exec(
            select(NeedMerge)
            .where(NeedMerge.kept_id == need.id, col(NeedMerge.undone_at).is_(None))
            .order_by(col(NeedMerge.made_at), col(NeedMerge.id))
        )
    )


@dataclass(frozen=True)
class Provenance:
    """Where a need comes from and where it went."""

    merged: tuple[tuple[NeedMerge, Need], ...]  # the needs that rest in it
    into: Need | None = None  # the need that it rests in
    merge: NeedMerge | None = None


def provenance_of(work: Work, need: Need) -> Provenance:
    """Return what was merged into a need, and what it was merged into."""
    merges = merges_into(work, need)
    found = {each.id: each for each in _by_id(work, [merge.merged_id for merge in merges])}
    rests = tuple((merge, found[merge.merged_id]) for merge in merges)
    if need.merged_into_id is None:
        return Provenance(rests)
    into = work.session.get_one(Need, need.merged_into_id)
    own = next((merge for merge in merges_into(work, into) if merge.merged_id == need.id), None)
    return Provenance(rests, into, own)


def _by_id(work: Work, ids: Sequence[UUID]) -> Sequence[Need]:
    return work.session.exec(select(Need).where(col(Need.id).in_(ids))).all()


def _hold(work: Work, *needs: Need) -> None:
    for need in sorted(needs, key=lambda need: need.id):  # one order, so that nobody waits forever
        hold(work, need)


def _links(work: Work, kind: _Kind, need: Need) -> dict[str, Any]:
    found = work.session.exec(select(kind.table).where(kind.table.need_id == need.id))
    return {str(getattr(link, kind.other)): link for link in found}


def _values(kind: _Kind, link: Any) -> dict[str, Any]:
    values = {name: plain(getattr(link, name)) for name in kind.fields}
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _made(kind: _Kind, need: Need, other: str, values: dict[str, Any]) -> Any:
    return kind.table.model_validate({"need_id": need.id, kind.other: other, **values})


def _settle(work: Work, kept: Need, merged: Need, why: str) -> None:
    work.session.flush()
    for need in (kept, merged):
        work.session.expire(need, ["quotes", "traces"])
    keep(work, merged, why)


def _take_back(
    work: Work, kind: _Kind, kept: Need, merge: NeedMerge, heirs: Sequence[NeedMerge]
) -> None:
    """Take back what a merge added, unless somebody changed it or another merge brings it too."""
    links = _links(work, kind, kept)
    for other, values in merge.moved["added"][kind.name].items():
        link = links.get(other)
        if link is None or _values(kind, link) != values:
            continue
        heir = next((each for each in heirs if other in each.moved["had"][kind.name]), None)
        if heir is None:
            work.session.delete(link)
            continue
        held = heir.moved["had"][kind.name][other]
        for name in kind.fields:
            setattr(link, name, getattr(_made(kind, kept, other, held), name))
        moved = deepcopy(heir.moved)
        moved["added"][kind.name][other] = held
        heir.moved = moved


def _restore(work: Work, kind: _Kind, need: Need, had: dict[str, dict[str, Any]]) -> None:
    """Give a need its links back, save those whose other end is gone."""
    ids = [UUID(other) for other in had]
    there = work.session.exec(select(Requirement.id).where(col(Requirement.id).in_(ids)))
    for other in there:
        work.session.add(_made(kind, need, str(other), had[str(other)]))
