"""What a requirement takes over from the catalogue entry that it adopts."""

from typing import Any

from procurement import i18n
from procurement.catalogue import Entry
from procurement.domain.requirement import CLASS_LETTERS
from procurement.evaluation import digest
from procurement.i18n import gettext as _

_CLASSES = {letter: member for member, letter in CLASS_LETTERS.items()}


def requirement_values(entry: Entry, language: str) -> dict[str, Any]:
    """Return the values of a requirement that adopts an entry in a language."""
    with i18n.language(language):
        basis = legal_basis(entry)
    return {
        "title": entry.title.in_language(language),
        "statement": entry.statement.in_language(language),
        "why": entry.why.in_language(language),
        "requirement_class": _CLASSES[entry.requirement_class],
        "answer_form": entry.answer_form,
        "answer_instruction": entry.answer_instruction.in_language(language),
        "verification": entry.verification,
        "word_limit": entry.word_limit,
        "unit": entry.unit,
        "legal_basis": basis,
        "catalogue_key": entry.key,
        "catalogue_digest": digest({"statement": entry.statement.in_language(language)}),
    }


def legal_basis(entry: Entry) -> str:
    """Return the sources of an entry in words, with what is not certain marked as such."""
    return "; ".join(
        basis.source if basis.certain else f"{basis.source} ({_('to be checked')})"
        for basis in entry.basis
    )
