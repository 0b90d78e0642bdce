"""Publish an addendum: the requirements change, a new baseline is made, the set is sealed anew."""

from dataclasses import dataclass

from sqlmodel import col, select

from procurement.domain import Action, Addendum, Baseline, Deadline, DeadlineKind
from procurement.errors import ConflictError, FieldError, ForbiddenError
from procurement.i18n import gettext as _
from procurement.i18n import language
from procurement.services.addenda import (
    ChangeRow,
    by_requirement,
    changes_of,
    check_deadline,
    current,
    deadline_for_tenders,
    refuse_unless_draft,
    typed_values,
)
from procurement.services.addendum_check import material_signs
from procurement.services.baselines import make_baseline, newest_baseline
from procurement.services.documents.reviewing import addendum_documents
from procurement.services.documents.shortages import choices_missing
from procurement.services.requirements import apply_values
from procurement.services.sealing import seal_again
from procurement.services.work import Work, now, require_version

_MOST_WHY = 1000


def publish_addendum(work: Work, addendum: Addendum, seen: int, why: str | None = None) -> None:
    """Apply a draft and let it go out; after that nobody can change it."""
    refuse_unless_draft(work, addendum)
    require_version(addendum, seen)
    if why is not None:
        addendum.why_material = why.strip()
    rows = changes_of(work, addendum)
    _refuse_unless_ready(work, addendum, rows)
    before = newest_baseline(work)
    _apply(work, addendum, rows)
    for text, _code in choices_missing(work):
        raise ForbiddenError(text)
    _put_off(work, addendum)
    with language(work.procurement.language):
        name = _("Addendum %(number)s", number=addendum.number)
    made = make_baseline(work, name, addendum.title)
    addendum.baseline_before = before.number if before else None
    addendum.baseline_after = made.number
    addendum.published_at = now()
    work.session.flush()
    seal_again(work, addendum.number, addendum_documents(work))
    work.record(Action.addendum_published, f"{addendum.number} {addendum.title}")


def _refuse_unless_ready(work: Work, addendum: Addendum, rows: list[ChangeRow]) -> None:
    if not rows and not addendum.text:
        raise ForbiddenError(_("The addendum says nothing yet. Write a text or add a change."))
    check_deadline(work, addendum.deadline)
    for row in rows:
        if current(row.requirement, row.change.field) != row.change.before:
            raise ConflictError(
                _("%(code)s has been changed meanwhile. Look again.", code=row.requirement.code)
            )
    if material_signs(work, addendum, rows) and not addendum.why_material:
        raise FieldError(
            "why_material",
            _("Write what you have thought of the deadline, for the change looks material."),
        )


def _apply(work: Work, addendum: Addendum, rows: list[ChangeRow]) -> None:
    for requirement, changes in by_requirement(rows):
        reasons = " ".join(dict.fromkeys(c.change.reason for c in changes if c.change.reason))
        with language(work.procurement.language):
            why = _(
                "Addendum %(number)s: %(reason)s",
                number=addendum.number,
                reason=reasons or addendum.title,
            )
        values = typed_values({each.change.field: each.change.after for each in changes})
        apply_values(work, requirement, values, why[:_MOST_WHY])


def _put_off(work: Work, addendum: Addendum) -> None:
    if addendum.deadline is None:
        return
    old = deadline_for_tenders(work)
    if old is None:
        old = Deadline(
            procurement_id=work.procurement.id, kind=DeadlineKind.tenders, at=addendum.deadline
        )
    old.at = addendum.deadline
    work.session.add(old)
    work.session.flush()


@dataclass(frozen=True)
class Since:
    """What came after an earlier edition: the addenda, and which of them changed a requirement."""

    numbers: tuple[int, ...]
    by_code: dict[str, list[int]]


def changed_since(work: Work, digest: str) -> Since | None:
    """Return what came after the sealed edition with this digest; None if there is no such one."""
    edition = work.session.exec(
        select(Baseline.number)
        .where(Baseline.procurement_id == work.procurement.id, Baseline.digest == digest)
        .order_by(col(Baseline.number).desc())
    ).first()
    every = work.session.exec(
        select(Addendum)
        .where(Addendum.procurement_id == work.procurement.id)
        .where(col(Addendum.published_at).is_not(None))
        .order_by(col(Addendum.number))
    ).all()
    if edition is None or edition not in {each.baseline_before for each in every}:
        return None
    later = [each for each in every if (each.baseline_before or 0) >= edition]
    found: dict[str, list[int]] = {}
    for addendum in later:
        for requirement, _changes in by_requirement(changes_of(work, addendum)):
            found.setdefault(requirement.code, []).append(addendum.number)
    return Since(tuple(each.number for each in later), found)
