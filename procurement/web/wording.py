"""What the linter says, ready to be shown in a text: marked words, and a note for each of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from flask import Flask, g

from procurement.access import Permission
from procurement.domain import Requirement
from procurement.i18n import current_language
from procurement.linting import Severity, Subject, load_rules
from procurement.services.wording_check import (
    Checker,
    Remark,
    checker_of,
    is_serious,
    remarks_on,
)
from procurement.web.forms.kinds import Form
from procurement.web.forms.wording import subject_of
from procurement.web.guard import may

_NO_REQUIREMENT = UUID(int=0)
_AROUND = 60  # characters shown before and after a phrase


@dataclass(frozen=True)
class LegalNote:
    """A decision or guide behind a rule, in the reader's language."""

    case: str
    note: str
    source: str
    checked: date
    is_certain: bool


@dataclass(frozen=True)
class Note:
    """What is said of one marked part of a text; overlapping remarks share a note."""

    id: str
    code: str
    remarks: tuple[Remark, ...]

    @property
    def severity(self) -> Severity:
        """Return the gravest of what is said."""
        return min((r.finding.severity for r in self.remarks), key=list(Severity).index)


@dataclass(frozen=True)
class Part:
    """A part of a text, marked if it has a note."""

    text: str
    note: Note | None = None


@dataclass(frozen=True)
class Wording:
    """A text in parts, with the notes on it and all the remarks that mark no words."""

    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()
    tips: tuple[Remark, ...] = ()
    accepted: tuple[Remark, ...] = ()

    @property
    def serious(self) -> int:
        """Return how many errors and warnings there are."""
        return sum(len(note.remarks) for note in self.notes)


def init_app(app: Flask) -> None:
    """Hand the functions to the templates."""
    app.jinja_env.globals.update(
        wording=wording, typed_wording=typed_wording, context_of=context_of
    )
    app.jinja_env.filters.update(rule_title=rule_title, legal_notes=legal_notes)


def wording(requirement: Requirement) -> Wording:
    """Return a requirement's text as it is shown: marked for those who may mend it."""
    if not may(Permission.edit_requirements):
        return Wording((Part(requirement.statement),))
    remarks = remarks_on(_checker(), requirement)
    return marked(requirement.statement, remarks, requirement.code)


def typed_wording(form: Form, requirement: Requirement | None) -> Wording:
    """Return what stands in the form of a requirement, with what the linter says of it."""
    return wording_of(subject_of(form, requirement, g.work.procurement.language))


def wording_of(subject: Subject) -> Wording:
    """Return a text that is being written, with what the linter says of it."""
    remarks = _checker().remarks(_NO_REQUIREMENT, subject)
    return marked(subject.text, remarks, "")


def _checker() -> Checker:
    if "wording_checker" not in g:
        g.wording_checker = checker_of(g.work)
    return cast(Checker, g.wording_checker)


def marked(text: str, remarks: Sequence[Remark], code: str) -> Wording:
    """Divide a text at what is said of it; what marks no words comes last among the notes."""
    serious = [remark for remark in remarks if is_serious(remark)]
    groups = list(_overlapping([r for r in serious if r.finding.end > r.finding.start]))
    wordless = [r for r in serious if r.finding.end <= r.finding.start]
    if wordless:
        groups.append(wordless)
    notes = tuple(
        Note(f"sprak-{code or 'utkast'}-{number}", code, tuple(group))
        for number, group in enumerate(groups, start=1)
    )
    return Wording(
        parts=tuple(_parts(text, notes)),
        notes=notes,
        tips=tuple(r for r in remarks if r.is_open and not is_serious(r)),
        accepted=tuple(r for r in remarks if not r.is_open),
    )


def _overlapping(remarks: Sequence[Remark]) -> Iterator[list[Remark]]:
    group: list[Remark] = []
    end = 0
    for remark in sorted(remarks, key=lambda r: (r.finding.start, -r.finding.end)):
        if group and remark.finding.start >= end:
            yield group
            group = []
        group.append(remark)
        end = max(end, remark.finding.end)
    if group:
        yield group


def _parts(text: str, notes: Iterable[Note]) -> Iterator[Part]:
    at = 0
    for note in notes:
        start = min(r.finding.start for r in note.remarks)
        end = max(r.finding.end for r in note.remarks)
        if end > start:
            if start > at:
                yield Part(text[at:start])
            yield Part(text[start:end], note)
            at = end
    if at < len(text) or not text:
        yield Part(text[at:])


def context_of(statement: str, remark: Remark) -> tuple[str, str, str]:
    """Return what stands before a phrase, the phrase, and what stands after it, cut short."""
    start, end = remark.finding.start, remark.finding.end
    before, after = statement[:start], statement[end:]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return before, statement[start:end], after


def rule_title(rule: str) -> str:
    """Return what a rule is called in the reader's language."""
    return load_rules()[rule].title.in_language(current_language())


def legal_notes(remark: Remark) -> list[LegalNote]:
    """Return what the regulations and decisions say, in the reader's language."""
    reader = current_language()
    return [
        LegalNote(item.case, item.note.in_language(reader), item.source, item.checked, item.certain)
        for item in load_rules()[remark.finding.rule].legal
    ]
