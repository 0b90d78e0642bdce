"""What the linter says of the requirements of a procurement, and what of it is accepted.

The same text with the same circumstances is linted once and kept in memory, so that a page of a
hundred requirements costs little and a page of them all is a matter of looking up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, exists, true, type_coerce
from sqlmodel import col, select

from procurement.domain import (
    LintWaiver,
    LintWord,
    Requirement,
    RequirementCriterion,
    WordKind,
)
from procurement.i18n import current_language
from procurement.linting import (
    Brands,
    Finding,
    Rules,
    SetFinding,
    Severity,
    Subject,
    lint,
    load_brands,
    load_rules,
)
from procurement.services.work import Work

KEPT = 20_000  # requirements whose findings are kept in memory, oldest out first
LONGEST_PHRASE = 300

Waivers = Mapping[tuple[UUID, str, str], LintWaiver]


@dataclass(frozen=True)
class Words:
    """The words of a procurement's own: names added and taken out, pairs that may have a slash."""

    brands: tuple[str, ...] = ()
    not_brands: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()

    @property
    def rules(self) -> Rules:
        """Return the rules with these words; a name that is left alone needs no explanation."""
        known = (word for word in self.not_brands if word.isalnum())
        return load_rules(pairs=self.pairs, known=known)

    @property
    def names(self) -> Brands:
        """Return the names of products and suppliers with these words."""
        return load_brands(extra=self.brands, without=self.not_brands)


@dataclass(frozen=True)
class Remark:
    """One finding in a requirement, and the waiver that accepts it if there is one."""

    finding: Finding | SetFinding
    waiver: LintWaiver | None = None

    @property
    def phrase(self) -> str:
        """Return what the finding is about, as a waiver keeps it."""
        return phrase_of(self.finding)

    @property
    def is_open(self) -> bool:
        """True if nobody has accepted the finding."""
        return self.waiver is None


@dataclass(frozen=True)
class CheckedRequirement:
    """A requirement with what the linter says of it, as lists and counts need it."""

    id: UUID
    code: str
    chapter_id: UUID
    statement: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Checker:
    """All that the linter needs to know of a procurement besides the requirements."""

    language: str
    words: Words
    waivers: Waivers

    def remarks(self, requirement: UUID, subject: Subject) -> tuple[Remark, ...]:
        """Return what is said of a requirement, each remark with its waiver."""
        return tuple(
            Remark(finding, self.waivers.get(key_of(requirement, finding)))
            for finding in self.findings(subject)
        )

    def findings(self, subject: Subject) -> tuple[Finding, ...]:
        """Return the findings in a text."""
        return _linted(subject, self.words, current_language())


@lru_cache(maxsize=KEPT)
def _linted(subject: Subject, words: Words, _reader: str) -> tuple[Finding, ...]:
    """Lint once for each text, word list and language of the reader."""
    return lint(subject, words.rules, words.names)


def phrase_of(finding: Finding | SetFinding) -> str:
    """Return the words of a finding on one line, or in brackets what it is about without words."""
    words = " ".join(finding.excerpt.split())
    if not words:
        about = finding.variant if isinstance(finding, Finding) else ", ".join(finding.others)
        words = f"({about})" if about else ""
    return words[:LONGEST_PHRASE]


def key_of(requirement: UUID, finding: Finding | SetFinding) -> tuple[UUID, str, str]:
    """Return what a waiver of a finding is found by; capital letters do not matter."""
    return requirement, finding.rule, phrase_of(finding).casefold()


def checker_of(work: Work) -> Checker:
    """Return the checker of a procurement."""
    return Checker(work.procurement.language, words_of(work), waivers_of(work))


def words_of(work: Work) -> Words:
    """Return the words of a procurement's own."""
    found = work.session.exec(
        select(LintWord.kind, LintWord.word)
        .where(LintWord.procurement_id == work.procurement.id)
        .order_by(LintWord.word)
    ).all()

    def of(kind: WordKind) -> tuple[str, ...]:
        return tuple(word for own, word in found if own == kind)

    return Words(of(WordKind.brand), of(WordKind.not_brand), of(WordKind.slash))


def waivers_of(work: Work) -> Waivers:
    """Return every waiver of a procurement by what it accepts."""
    found = work.session.exec(
        select(LintWaiver)
        .join(Requirement)
        .where(Requirement.procurement_id == work.procurement.id)
    )
    return {(w.requirement_id, w.rule, w.phrase.casefold()): w for w in found}


def remarks_on(checker: Checker, requirement: Requirement) -> tuple[Remark, ...]:
    """Return what the linter says of a requirement at hand."""
    subject = _subject(requirement, bool(requirement.shares), checker.language)
    return checker.remarks(requirement.id, subject)


def check_all(work: Work) -> list[CheckedRequirement]:
    """Return every requirement with what is said of it, in the order of their places."""
    return list(_checked(work, checker_of(work), true()))


def check_waived(work: Work) -> list[CheckedRequirement]:
    """Return the requirements in which something is accepted, with what is said of them."""
    checker = checker_of(work)
    waived = {requirement for requirement, _rule, _phrase in checker.waivers}
    return list(_checked(work, checker, col(Requirement.id).in_(waived))) if waived else []


def _checked(
    work: Work, checker: Checker, wanted: ColumnElement[bool]
) -> Iterator[CheckedRequirement]:
    judged = exists().where(col(RequirementCriterion.requirement_id) == col(Requirement.id))
    columns = [getattr(Requirement, name) for name in ("id", "code", "chapter_id", *_TYPED)]
    columns += [type_coerce(getattr(Requirement, name), String).label(name) for name in _CHOSEN]
    rows = work.session.execute(
        select(*columns, judged.label("judged"))  # type: ignore[call-overload]
        .where(Requirement.procurement_id == work.procurement.id, wanted)
        .order_by(col(Requirement.position), col(Requirement.code))
    )
    for row in rows:
        subject = _subject(row, row.judged, checker.language)
        remarks = checker.remarks(row.id, subject)
        yield CheckedRequirement(row.id, row.code, row.chapter_id, row.statement, remarks)


_TYPED = ("statement", "answer_instruction", "word_limit", "integration_point")
_CHOSEN = ("requirement_class", "answer_form", "verification")  # read as text, which is quicker


def _subject(row: Any, is_judged: bool, language: str) -> Subject:
    """Return a requirement as the linter sees it; its code is left out, for findings need none."""
    return Subject(
        code="",
        text=row.statement,
        requirement_class=str(row.requirement_class),
        answer_form=str(row.answer_form),
        answer_instruction=row.answer_instruction,
        verification=str(row.verification),
        has_criterion=is_judged,
        word_limit=row.word_limit,
        integration_reason=row.integration_point,
        language=language,
    )


def is_serious(remark: Remark) -> bool:
    """True for errors and warnings that nobody has accepted: those are marked in the text."""
    return remark.is_open and remark.finding.severity is not Severity.info
