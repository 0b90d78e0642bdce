"""Quotes: keep a passage of a source with its place, and remove one that nothing rests on."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from procurement import i18n
from procurement.domain import Action, Event, NeedQuote, Quote, Source
from procurement.domain.storage import LONG
from procurement.errors import FieldError, KravsporError
from procurement.i18n import gettext as _
from procurement.services.passages import between, occurrences, place_of
from procurement.services.source_editing import text_of_source
from procurement.services.work import Work


@dataclass(frozen=True)
class QuoteDraft:
    """What a user says to keep a quote: the words, or the first and the last of them."""

    text: str = ""
    place: str = ""
    first: str = ""
    last: str = ""
    near: int | None = None  # about where in the text, told by a script


def keep_quote(work: Work, source: Source, draft: QuoteDraft) -> Quote:
    """Keep a passage word for word, with its place in the text where the source has one."""
    whole = text_of_source(work, source)
    text, place, span = draft.text, draft.place.strip(), None
    if whole is not None:
        span = _span(whole.text, draft)
        text = whole.text[slice(*span)]
        with i18n.language(work.procurement.language):
            place = place or place_of(whole.text, span[0])
    text = " ".join(text.split())
    if not text:
        raise FieldError("text", _("Write what the source says, word for word."))
    if len(text) > LONG:
        raise FieldError("text", _("A quote has at most %(most)s characters.", most=LONG))
    quote = Quote(
        procurement_id=work.procurement.id,
        source_id=source.id,
        code=_next_code(work, source),
        place=place,
        text=text,
        position=_next_position(work, source),
    )
    quote.begins, quote.ends = span or (None, None)
    work.session.add(quote)
    work.session.flush()
    work.record(Action.quote_added, quote.code)
    return quote


def _span(text: str, draft: QuoteDraft) -> tuple[int, int]:
    """Return the one passage that is meant."""
    if draft.text.strip():
        field, found = "text", occurrences(text, draft.text)
    elif draft.first.strip() and draft.last.strip():
        field, found = "first", between(text, draft.first, draft.last)
    else:
        sentence = _("Copy the passage here, or write its first and its last words.")
        raise FieldError("text", sentence)
    if not found:
        raise FieldError(field, _("These words do not stand in the text. Copy them from it."))
    if draft.near is not None:
        near = draft.near
        return min(found, key=lambda span: abs(span[0] - near))
    if len(found) > 1:
        sentence = _("The passage stands %(number)s times in the text.", number=len(found))
        raise FieldError(field, f"{sentence} {_('Take some of the words around it with it.')}")
    return found[0]


def _next_code(work: Work, source: Source) -> str:
    """Return the code after the highest one that was ever in use."""
    used = work.session.exec(select(Quote.code).where(Quote.procurement_id == work.procurement.id))
    gone = work.session.exec(
        select(Event.subject)
        .where(Event.procurement_id == work.procurement.id)
        .where(Event.action == Action.quote_removed)
    )
    start = f"{source.code[:24]}-"
    tails = [code.removeprefix(start) for code in (*used, *gone) if code.startswith(start)]
    numbers = [int(tail) for tail in tails if tail.isascii() and tail.isdigit()]
    return f"{start}{max(numbers, default=0) + 1}"


def _next_position(work: Work, source: Source) -> int:
    highest = select(func.max(Quote.position)).where(Quote.source_id == source.id)
    return (work.session.exec(highest).one() or 0) + 1


def remove_quote(work: Work, quote: Quote) -> None:
    """Remove a quote that no need rests on; the text of the source stays."""
    rest = work.session.exec(select(NeedQuote).where(col(NeedQuote.quote_id) == quote.id)).first()
    if rest is not None:
        raise KravsporError(
            _("A need rests on %(code)s. Take the quote out of the need first.", code=quote.code)
        )
    work.session.delete(quote)
    work.session.flush()
    work.record(Action.quote_removed, quote.code)
