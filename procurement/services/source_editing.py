"""Sources: add and change them, and give them their whole text."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import col, select

from procurement.domain import Action, Quote, Source, SourceKind, SourceText
from procurement.errors import ConflictError, FieldError
from procurement.i18n import gettext as _
from procurement.importing.texts import tidied, within_limit
from procurement.services.passages import occurrences
from procurement.services.work import Work, now


@dataclass(frozen=True)
class SourceDraft:
    """What a user types to add or change a source."""

    code: str
    title: str
    kind: SourceKind
    publisher: str | None
    dated: date | None
    note: str


def next_source_code(work: Work) -> str:
    """Return the code after the highest one in use."""
    codes = work.session.exec(
        select(Source.code).where(Source.procurement_id == work.procurement.id)
    )
    tails = [code.removeprefix("SRC-") for code in codes if code.startswith("SRC-")]
    return f"SRC-{max((int(tail) for tail in tails if _is_number(tail)), default=0) + 1}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def add_source(work: Work, draft: SourceDraft) -> Source:
    """Add a source."""
    _refuse_taken_code(work, draft.code)
    source = Source(procurement_id=work.procurement.id, **asdict(draft))
    work.session.add(source)
    work.session.flush()
    work.record(Action.source_added, source.code)
    return source


def state_of(source: Source) -> str:
    """Return a digest of what a user can change of a source, to tell whether somebody did."""
    values = (source.code, source.title, source.kind, source.publisher, source.dated, source.note)
    return hashlib.sha256(repr([str(value) for value in values]).encode()).hexdigest()


def change_source(work: Work, source: Source, draft: SourceDraft, seen: str) -> None:
    """Save a changed source, unless somebody else saved it first."""
    if state_of(source) != seen:
        raise ConflictError(_("Somebody else saved this while you were working on it."))
    if draft.code != source.code:
        _refuse_taken_code(work, draft.code)
    for name, value in asdict(draft).items():
        setattr(source, name, value)
    work.session.flush()
    work.record(Action.source_changed, source.code)


def _refuse_taken_code(work: Work, code: str) -> None:
    taken = select(Source.id).where(
        Source.procurement_id == work.procurement.id, Source.code == code
    )
    if work.session.exec(taken).first():
        raise FieldError("code", _("The code %(code)s is already in use.", code=code))


def text_of_source(work: Work, source: Source) -> SourceText | None:
    """Return the whole text of a source, if it has one."""
    return work.session.get(SourceText, source.id)


def paste_text(work: Work, source: Source, typed: str) -> list[Quote]:
    """Give a source its whole text as pasted; return the quotes that are not found in it."""
    text = tidied(typed)
    if not text:
        raise FieldError("text", _("Paste the text, or choose a file."))
    return give_text(work, source, within_limit(text))


def give_text(work: Work, source: Source, text: str, file_name: str = "") -> list[Quote]:
    """Give a source its whole text; return the quotes that are not found in it."""
    held = work.session.get(SourceText, source.id, with_for_update=True)
    values = {
        "text": text,
        "file_name": file_name,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "added_at": now(),
        "added_by": work.user.name,
    }
    held = held or SourceText(source_id=source.id, **values)  # type: ignore[arg-type]
    for name, value in values.items():
        setattr(held, name, value)
    work.session.add(held)
    lost = _find_again(work, source, text)
    work.session.flush()
    work.record(Action.source_changed, source.code)
    return lost


def _find_again(work: Work, source: Source, text: str) -> list[Quote]:
    """Look each quote up in a new text; what is not found stays a quote without a mark."""
    quotes = work.session.exec(
        select(Quote).where(Quote.source_id == source.id).order_by(col(Quote.position))
    )
    lost, folded = [], text.casefold()
    for quote in quotes:
        may_stand = all(word in folded for word in quote.text.casefold().split())
        found = occurrences(text, quote.text) if may_stand else []
        near = quote.begins or 0
        quote.begins, quote.ends = (
            min(found, key=lambda span: abs(span[0] - near)) if found else (None, None)
        )
        if not found:
            lost.append(quote)
    return lost
