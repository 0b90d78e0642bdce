"""Waivers: findings of the linter that are accepted with a reason; documents print them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from procurement.domain import Action, LintWaiver, Requirement
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import current_language
from procurement.i18n import gettext as _
from procurement.linting import load_rules
from procurement.services.set_check import check_set
from procurement.services.wording_check import (
    CheckedRequirement,
    Remark,
    check_all,
    check_waived,
    waivers_of,
)
from procurement.services.work import Work, now


@dataclass(frozen=True)
class Accepted:
    """A waiver, with what it accepts in words; one that accepts nothing any more is idle."""

    waiver: LintWaiver
    code: str
    title: str
    about: str
    is_idle: bool = False


def checked_for(work: Work, rule: str) -> list[CheckedRequirement]:
    """Return the requirements as a rule sees them: one by one, or all together."""
    return check_set(work).requirements if rule.startswith("S") else check_all(work)


def open_remarks(
    checked: Sequence[CheckedRequirement], rule: str, phrase: str
) -> list[tuple[CheckedRequirement, Remark]]:
    """Return the requirements with a phrase that a rule complains of and nobody has accepted."""
    wanted = phrase.casefold()
    return [
        (requirement, remark)
        for requirement in checked
        for remark in _first_of(requirement, rule, wanted)
    ]


def _first_of(requirement: CheckedRequirement, rule: str, phrase: str) -> list[Remark]:
    found = (
        remark
        for remark in requirement.remarks
        if remark.is_open and remark.finding.rule == rule and remark.phrase.casefold() == phrase
    )
    return [first for first in (next(found, None),) if first is not None]


def waive(work: Work, rule: str, phrase: str, codes: Collection[str], reason: str) -> list[str]:
    """Accept a phrase in these requirements, and return their codes."""
    if not reason.strip():
        raise FieldError("reason", _("Say in one sentence why the wording stands."))
    found = open_remarks(checked_for(work, rule), rule, phrase)
    chosen = [(requirement, remark) for requirement, remark in found if requirement.code in codes]
    if not chosen:
        raise FieldError("codes", _("Choose at least one requirement."))
    for requirement, remark in chosen:
        work.session.add(
            LintWaiver(
                requirement_id=requirement.id,
                rule=rule,
                phrase=remark.phrase,
                reason=reason.strip(),
                waived_at=now(),
                waived_by=work.user.name,
            )
        )
    work.session.flush()
    for requirement, remark in chosen:
        work.record(Action.finding_waived, f"{requirement.code} {rule} {remark.phrase}".strip())
    return [requirement.code for requirement, _remark in chosen]


def withdraw(work: Work, waiver_id: UUID) -> str:
    """Take a waiver back, and return the code of its requirement."""
    found = work.session.exec(
        select(LintWaiver, Requirement.code)
        .join(Requirement)
        .where(LintWaiver.id == waiver_id, Requirement.procurement_id == work.procurement.id)
    ).first()
    if found is None:
        raise NotFoundError(_("This finding is not accepted any more."))
    waiver, code = found
    work.session.delete(waiver)
    work.session.flush()
    work.record(Action.waiver_removed, f"{code} {waiver.rule} {waiver.phrase}".strip())
    return code


def accepted(work: Work) -> list[Accepted]:
    """Return every waiver, in the order of the requirements, those in use first in each."""
    checked = check_waived(work)
    is_together = any(rule.startswith("S") for _id, rule, _phrase in waivers_of(work))
    together = check_set(work).requirements if is_together else []
    used = {
        remark.waiver.id: remark
        for requirement in (*checked, *together)
        for remark in requirement.remarks
        if remark.waiver is not None
    }
    places = {one.id: (place, one.code) for place, one in enumerate(checked)}
    rows = [
        _accepted(waiver, places[waiver.requirement_id][1], used.get(waiver.id))
        for waiver in waivers_of(work).values()
    ]
    return sorted(
        rows, key=lambda row: (places[row.waiver.requirement_id][0], row.is_idle, row.waiver.rule)
    )


def _accepted(waiver: LintWaiver, code: str, remark: Remark | None) -> Accepted:
    about = waiver.phrase
    if remark is not None and not remark.finding.excerpt:
        about = remark.finding.explain  # what is missing has no words of its own
    return Accepted(waiver, code, rule_title(waiver.rule), about, is_idle=remark is None)


def rule_title(rule: str) -> str:
    """Return what a rule is called in the reader's language."""
    known = load_rules().by_id.get(rule)
    return rule if known is None else known.title.in_language(current_language())
