"""Texts of sources and quotes from them, on each kind of database."""

import pytest
from factories import Make
from sqlmodel import select

from procurement.domain import Quote, SourceKind
from procurement.errors import FieldError, KravsporError
from procurement.services.quoting import QuoteDraft, keep_quote, remove_quote
from procurement.services.source_editing import (
    SourceDraft,
    add_source,
    change_source,
    next_source_code,
    paste_text,
    state_of,
    text_of_source,
)
from procurement.services.work import Work

ODD = "🎉 Lønn \u202emå\u202c <b>&amp;</b>\n=1+1; -- ' \" \\ %s {0} \n\nÉn person har ansvaret."


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the lead's work."""
    return make_anywhere.work(make_anywhere.member())


def quotes(work: Work) -> list[Quote]:
    work.session.expire_all()
    return list(work.session.exec(select(Quote).order_by(Quote.code)))


def test_odd_characters_survive_and_are_quoted_by_their_place(work: Work, make_anywhere: Make):
    source = make_anywhere.source()
    paste_text(work, source, ODD)
    kept = keep_quote(work, source, QuoteDraft(first="<b>", last="ansvaret."))
    work.session.commit()

    held = text_of_source(work, source)
    assert held is not None and held.text == "\n".join(line.rstrip() for line in ODD.split("\n"))
    assert held.text[kept.begins : kept.ends].startswith("<b>&amp;</b>\n=1+1;")
    assert " ".join(held.text[kept.begins : kept.ends].split()) == kept.text


def test_a_text_is_replaced_and_its_quotes_found_again(work: Work, make_anywhere: Make):
    source = make_anywhere.source()
    paste_text(work, source, "One two three. Four five.")
    for words in ("two three.", "Four five."):
        keep_quote(work, source, QuoteDraft(words))

    lost = paste_text(work, source, "Four\nfive. One two.")
    work.session.commit()

    assert [quote.text for quote in lost] == ["two three."]
    assert [(q.begins, q.ends) for q in quotes(work)] == [(None, None), (0, 10)]


def test_codes_of_quotes_are_used_once(work: Work, make_anywhere: Make):
    source = make_anywhere.source(code="SRC-7")
    kept = [keep_quote(work, source, QuoteDraft(text)) for text in ("a", "b")]
    remove_quote(work, kept[1])
    work.session.commit()

    again = keep_quote(work, source, QuoteDraft("c"))

    assert [kept[0].code, again.code] == ["SRC-7-1", "SRC-7-3"]
    make_anywhere.need([kept[0]])
    with pytest.raises(KravsporError):
        remove_quote(work, kept[0])


def test_a_quote_is_not_longer_than_it_may_be(work: Work, make_anywhere: Make):
    with pytest.raises(FieldError):
        keep_quote(work, make_anywhere.source(), QuoteDraft("x" * 8_001))


def test_a_source_is_added_and_changed(work: Work):
    draft = SourceDraft(next_source_code(work), "A", SourceKind.interview, None, None, "")
    source = add_source(work, draft)
    seen = state_of(source)
    change_source(work, source, SourceDraft("SRC-9", "B", source.kind, "X", None, "n"), seen)
    work.session.commit()

    assert (source.code, next_source_code(work)) == ("SRC-9", "SRC-10")
    with pytest.raises(KravsporError):
        change_source(work, source, draft, seen)
