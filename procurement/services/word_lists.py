"""The word lists of a procurement: names that the linter knows or leaves alone, allowed pairs."""

import re
from uuid import UUID

from sqlmodel import select

from procurement.domain import Action, LintWord, WordKind
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.linting import load_brands
from procurement.services.work import Work

_NAME = re.compile(r"[^\W_](?:[\w.&+'/ -]*[\w.+])?")
_PAIR = re.compile(r"[^\W_][\w.-]*/[^\W_][\w.-]*")


def word_list(work: Work, kind: WordKind) -> list[LintWord]:
    """Return the procurement's own words of a kind, in the order of the alphabet."""
    found = work.session.exec(
        select(LintWord).where(
            LintWord.procurement_id == work.procurement.id, LintWord.kind == kind
        )
    )
    return sorted(found, key=lambda row: row.word.casefold())


def add_word(work: Work, kind: WordKind, word: str) -> LintWord:
    """Let the linter know a word, or leave it alone."""
    plain = "".join(word.split()) if kind is WordKind.slash else " ".join(word.split())
    _check(work, kind, plain)
    row = LintWord(procurement_id=work.procurement.id, kind=kind, word=plain)
    work.session.add(row)
    work.session.flush()
    work.record(Action.word_list_changed, plain)
    return row


def remove_word(work: Work, word_id: UUID) -> None:
    """Take a word out of a list."""
    row = work.session.exec(
        select(LintWord).where(
            LintWord.id == word_id, LintWord.procurement_id == work.procurement.id
        )
    ).first()
    if row is None:
        raise NotFoundError(_("The word is not in the list any more."))
    work.session.delete(row)
    work.session.flush()
    work.record(Action.word_list_changed, row.word)


def _check(work: Work, kind: WordKind, word: str) -> None:
    if kind is WordKind.slash and not _PAIR.fullmatch(word):
        raise FieldError("word", _("Write two words with a slash between them, such as lønn/HR."))
    if kind is not WordKind.slash and not _NAME.fullmatch(word):
        raise FieldError("word", _("Write a name with letters, digits, spaces and hyphens."))
    if kind is WordKind.not_brand and word not in shipped_names():
        raise FieldError("word", _("Choose a name as it stands in the list of known names."))
    if word.casefold() in {row.word.casefold() for row in word_list(work, kind)}:
        raise FieldError("word", _("%(word)s is already in the list.", word=word))


def shipped_names() -> list[str]:
    """Return the names of products and suppliers that the linter knows from the start."""
    return sorted((brand.name for brand in load_brands().names), key=str.casefold)
