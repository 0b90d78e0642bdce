"""History: how a need or a requirement read after each change, merging of edits, and undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias
from uuid import UUID

from pydantic import TypeAdapter
from sqlmodel import col, select

from procurement.domain import Action, Need, Requirement, Revision, Subject
from procurement.errors import Clash, ClashError, ConflictError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.work import Work, now, require_version

Row: TypeAlias = Need | Requirement

_NOT_CONTENT = {"id", "procurement_id", "version", "fingerprint", "position"}
_NOT_UNDONE = {"status", "merged_into_id"}  # each has an act of its own
_ONE_CHANGE = timedelta(minutes=10)  # what is saved while somebody writes is one change


def content_of(row: Row) -> dict[str, Any]:
    """Return all that people write of a row, as plain data."""
    names = [name for name in type(row).model_fields if name not in _NOT_CONTENT]
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """Return a value as it is stored in a revision."""
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, UUID) else value


def keep(work: Work, row: Row, why: str = "", removed: bool = False) -> Revision:
    """Keep how a row reads now; to be called after the flush of each change."""
    number = row.version + 1 if removed else row.version
    found = _revision(work, row, number)
    if found is not None:
        return found
    return _add(work, row, number, actor=work.user.email, why=why, removed=removed)


def _add(work: Work, row: Row, number: int, **values: Any) -> Revision:
    revision = Revision(
        procurement_id=row.procurement_id,
        subject=Subject.need if isinstance(row, Need) else Subject.requirement,
        thing_id=row.id,
        code=row.code,
        number=number,
        at=now(),
        fingerprint=row.fingerprint,
        content=content_of(row),
        **values,
    )
    work.session.add(revision)
    return revision


def _revision(work: Work, row: Row, number: int) -> Revision | None:
    return work.session.exec(
        select(Revision).where(Revision.thing_id == row.id, Revision.number == number)
    ).first()


def revisions_of(work: Work, row: Row) -> list[Revision]:
    """Return the revisions of a row, newest first; the oldest may be how it was found."""
    return list(
        work.session.exec(
            select(Revision)
            .where(Revision.thing_id == row.id)
            .order_by(col(Revision.number).desc())
        )
    )


def is_code_used(work: Work, subject: Subject, code: str, own: UUID | None = None) -> bool:
    """Return True if something else has, or ever had, this code; codes are used once."""
    used = select(Revision.id).where(
        Revision.procurement_id == work.procurement.id,
        Revision.subject == subject,
        Revision.code == code,
    )
    if own is not None:
        used = used.where(Revision.thing_id != own)
    return work.session.exec(used).first() is not None


def hold(work: Work, row: Row) -> None:
    """Read a row anew and let nobody else save it until this transaction ends."""
    table: Any = type(row)
    found = work.session.exec(
        select(table)
        .where(table.id == row.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFoundError(_("%(code)s has been removed by somebody else.", code=row.code))


def reconcile(
    work: Work,
    row: Row,
    seen: int,
    mine: Mapping[str, Any],
    shown: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what a save shall change in a row that others may have saved since it was seen.

    `mine` holds the fields of a form as typed. A field that its writer left alone stays as it is
    now, whatever the form says; one that both changed raises ClashError with all three texts.
    `shown` holds what the form began with in fields that it shows otherwise than version `seen`.
    """
    hold(work, row)
    if _revision(work, row, row.version) is None:
        _add(work, row, row.version, actor="")  # as it was found
    theirs = content_of(row)
    typed = {name: plain(value) for name, value in mine.items()}
    base = theirs if seen == row.version else _content_at(work, row, seen)
    base = base if base is None else {**base, **(shown or {})}
    try:
        merged = merge(base, theirs, typed)
    except ClashError as error:
        raise _with_names(work, row, seen, error) from None
    return {name: mine[name] for name in typed if merged[name] != theirs[name]}


def changed_since(work: Work, row: Row, seen: int, names: Iterable[str]) -> set[str]:
    """Return which of these fields others have changed since a version; all if it is not known."""
    if seen == row.version:
        return set()
    base, stands = _content_at(work, row, seen), content_of(row)
    return {name for name in names if base is None or not _same(base.get(name), stands[name])}


def _content_at(work: Work, row: Row, number: int) -> Mapping[str, Any] | None:
    found = _revision(work, row, number)
    return None if found is None else found.content


def merge(
    base: Mapping[str, Any] | None, theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is stored with what I changed; raise ClashError where both changed a field.

    Without a base nobody can tell who changed what: then each field that differs clashes.
    """
    merged, clashes = dict(theirs), {}
    for name, value in mine.items():
        if _same(value, theirs[name]) or (base is not None and _same(value, base.get(name))):
            continue
        if base is not None and _same(theirs[name], base.get(name)):
            merged[name] = value
        else:
            clashes[name] = Clash(base and base.get(name), theirs[name], value)
    if clashes:
        raise ClashError(
            _("Somebody else changed the same while you were writing."), clashes, merged
        )
    return merged


def _same(one: Any, other: Any) -> bool:
    """Compare as a browser hands texts over: with its own line ends, and trimmed by the form."""
    one, other = ("" if value is None else value for value in (one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
    return bool(one == other)


def _with_names(work: Work, row: Row, seen: int, error: ClashError) -> ClashError:
    """Say of each clash who saved the other text, and when."""
    since = [revision for revision in revisions_of(work, row) if revision.number > seen]
    named = {}
    for field, clash in error.clashes.items():
        theirs = [r for r in since if _same(r.content.get(field), clash.theirs)]
        by = theirs[-1] if theirs else None
        named[field] = Clash(
            clash.base, clash.theirs, clash.mine, by.actor if by else "", by.at if by else None
        )
    return ClashError(str(error), named, error.merged)


@dataclass(frozen=True)
class Change:
    """A change as a reader sees it: all that one person saved of the same fields in one go."""

    before: Revision
    after: Revision
    fields: frozenset[str]


def changes_in(revisions: Sequence[Revision]) -> list[Change]:
    """Return the changes between revisions, newest first like them."""
    changes: list[Change] = []
    for after, before in pairwise(revisions):
        step = Change(before, after, _differing(before.content, after.content))
        if changes and _goes_on(step, changes[-1]):
            changes[-1] = Change(before, changes[-1].after, step.fields)
        elif step.fields or after.removed:
            changes.append(step)
    return changes


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> frozenset[str]:
    names = one.keys() | other.keys()
    return frozenset(name for name in names if one.get(name) != other.get(name))


def _goes_on(earlier: Change, later: Change) -> bool:
    """Return True if a change goes on where another left off, as when a page saves by itself."""
    one, other = earlier.after, later.before
    same = one.number == other.number and one.actor == later.after.actor
    same = same and earlier.fields == later.fields and not (one.why or later.after.why)
    return same and later.after.at - one.at < _ONE_CHANGE


def last_change(work: Work, row: Row) -> Change | None:
    """Return the change that can be undone, if there is one."""
    changes = changes_in(revisions_of(work, row))
    return next((change for change in changes if change.fields - _NOT_UNDONE), None)


def undo_last(work: Work, row: Row, seen: int | None = None) -> None:
    """Take back the last change of a row; taking it back once more brings it again."""
    hold(work, row)
    if seen is not None:
        require_version(row, seen)
    last = last_change(work, row)
    if last is None:
        raise ConflictError(_("There is no change of %(code)s to undo.", code=row.code))
    for name, value in values_before(row, last).items():
        setattr(row, name, value)
    work.session.flush()
    keep(work, row, why=_("The last change was undone."))
    work.record(Action.change_undone, row.code)


def values_before(row: Row, change: Change) -> dict[str, Any]:
    """Return what the fields of a change held before it, as the row holds them."""
    names = change.fields & content_of(row).keys() - _NOT_UNDONE
    content = change.before.content
    return {name: _kind(type(row), name).validate_python(content.get(name)) for name in names}


@cache
def _kind(table: type[Row], name: str) -> TypeAdapter[Any]:
    kind: Any = table.model_fields[name].annotation
    return TypeAdapter(kind)
