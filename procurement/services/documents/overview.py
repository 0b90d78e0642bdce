"""The set as its page shows it: a line for each document, with how far it has come."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procurement.catalogue.document_set import Member
from procurement.domain import Phase
from procurement.i18n import current_language, ngettext
from procurement.i18n import gettext as _
from procurement.services.baselines import baseline_label
from procurement.services.documents.annexes import filled_by_words
from procurement.services.documents.offer import Document
from procurement.services.documents.tender_set import (
    annex_label,
    documents_of_member,
    members_of,
)
from procurement.services.quality import Finding, Severity
from procurement.services.tender_texts import blanks_of
from procurement.services.work import Work

_PAGES: Mapping[str, tuple[str, ...]] = {  # the pages whose errors are those of a document
    "main": ("criteria", "procurement"),
    "requirements": ("requirements", "wording"),
    "price": ("price_lines",),
}


@dataclass(frozen=True)
class SetRow:
    """A document of the set, in all its formats."""

    annex: str
    title: str
    text: str
    filled_by: str
    documents: tuple[Document, ...]
    blanks: int
    errors: int
    is_verified: bool

    @property
    def is_ready(self) -> bool:
        """True if nothing is missing in it."""
        return not self.blanks and not self.errors

    @property
    def state(self) -> str:
        """Return how far it has come, in words."""
        said = []
        if self.errors:
            said.append(ngettext("%(number)s error", "%(number)s errors", self.errors))
        if self.blanks:
            said.append(ngettext("%(number)s blank left", "%(number)s blanks left", self.blanks))
        return ", ".join(said) or _("Ready")


def set_rows(work: Work, missing: Sequence[Finding]) -> list[SetRow]:
    """Return the documents that go out, each with what of all that is missing is its own."""
    blanks = Counter(filled.place.document for filled in blanks_of(work))
    errors: Counter[str] = Counter()
    for finding in missing:
        if finding.severity is Severity.error:
            errors[finding.page.partition(".")[0]] += finding.number
    return [
        _row(work, member, blanks[member.document.folder], _own(errors, member))
        for member in members_of(work)
        if member.document.handed_out
    ]


def _own(errors: Counter[str], member: Member) -> int:
    return sum(errors[page] for page in _PAGES.get(member.document.role, ()))


def _row(work: Work, member: Member, blanks: int, errors: int) -> SetRow:
    code = current_language()
    return SetRow(
        annex=annex_label(member),
        title=member.title.in_language(code),
        text=member.document.text.in_language(code),
        filled_by=filled_by_words(member.filled_by),
        documents=tuple(documents_of_member(work, member)),
        blanks=blanks,
        errors=errors,
        is_verified=member.annex is None or member.annex.verified,
    )


def edition_of(work: Work) -> str:
    """Return the baseline that went out; a draft changes as we look, so each file tells its own."""
    if work.procurement.phase.has_reached(Phase.sealed):
        return baseline_label(work)
    return ""
