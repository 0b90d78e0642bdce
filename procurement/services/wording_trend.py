"""How the wording comes on: open errors and warnings of each chapter, now against then."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case
from sqlmodel import col, func, select

from procurement.domain import Criterion, RequirementCriterion, Revision
from procurement.domain.revision import Subject as Of
from procurement.linting import Finding, Severity, Subject
from procurement.services.wording_check import (
    CheckedRequirement,
    Checker,
    checker_of,
    is_serious,
    key_of,
)
from procurement.services.work import Work


def changes_since(
    work: Work, checked: Iterable[CheckedRequirement], then: datetime
) -> dict[UUID, int]:
    """Return how many more errors and warnings each chapter has open now than it had then."""
    changed = _changed_since(work, then)
    change: Counter[UUID] = Counter()
    for row in checked:
        if row.id in changed:
            change[row.chapter_id] += sum(map(is_serious, row.remarks))
        else:
            change[row.chapter_id] -= _accepted_since(row, then)
    before = _contents(work, changed)
    if before:
        checker, judged = checker_of(work), _judged(work)
        for thing, content in before.items():
            subject = _subject(content, thing in judged, checker.language)
            open_then = (_was_open(checker, thing, f, then) for f in checker.findings(subject))
            change[UUID(content["chapter_id"])] -= sum(open_then)
    return dict(change)


def _accepted_since(row: CheckedRequirement, then: datetime) -> int:
    """Count what was open in a requirement that reads as it did, and has been accepted."""
    return sum(
        remark.finding.severity is not Severity.info and remark.waiver.waived_at > then
        for remark in row.remarks
        if remark.waiver is not None
    )


def _was_open(checker: Checker, thing: UUID, finding: Finding, then: datetime) -> bool:
    waiver = checker.waivers.get(key_of(thing, finding))
    waived = waiver is not None and waiver.waived_at <= then
    return finding.severity is not Severity.info and not waived


def _changed_since(work: Work, then: datetime) -> dict[UUID, int | None]:
    """Return the number of the revision that stood then, for each requirement changed since.

    There is none where the requirement was written later. What was kept first of an older
    requirement counts as how it stood, for nothing is known of the time before.
    """
    number, found = col(Revision.number), col(Revision.actor) == ""
    rows = work.session.exec(
        select(
            col(Revision.thing_id),
            func.min(number),
            func.max(case((col(Revision.at) <= then, number))),
            func.max(case((found, 1), else_=0)),
        )
        .where(Revision.procurement_id == work.procurement.id, Revision.subject == Of.requirement)
        .group_by(col(Revision.thing_id))
        .having(func.max(Revision.at) > then)
    )
    return {
        thing: last or (first if first > 1 or was_found else None)
        for thing, first, last, was_found in rows
    }


def _contents(work: Work, changed: Mapping[UUID, int | None]) -> dict[UUID, dict[str, Any]]:
    """Return how the changed requirements read then, but for those that were removed already."""
    numbers = {number for number in changed.values() if number is not None}
    if not numbers:
        return {}
    rows = work.session.exec(
        select(col(Revision.thing_id), col(Revision.number), col(Revision.content))
        .where(Revision.procurement_id == work.procurement.id, Revision.subject == Of.requirement)
        .where(col(Revision.removed).is_(False), col(Revision.number).in_(numbers))
    )
    return {thing: content for thing, number, content in rows if changed.get(thing) == number}


def _judged(work: Work) -> set[UUID]:
    """Return the requirements under a criterion; which ones stood there then is not known."""
    rows = work.session.exec(
        select(RequirementCriterion.requirement_id)
        .join(Criterion)
        .where(Criterion.procurement_id == work.procurement.id)
    )
    return set(rows)


def _subject(content: Mapping[str, Any], is_judged: bool, language: str) -> Subject:
    """Return a requirement as it read."""
    return Subject(
        code="",
        text=content["statement"],
        requirement_class=content["requirement_class"],
        answer_form=content["answer_form"],
        answer_instruction=content["answer_instruction"],
        verification=content["verification"],
        has_criterion=is_judged,
        word_limit=content["word_limit"],
        integration_reason=content["integration_point"],
        language=language,
    )
