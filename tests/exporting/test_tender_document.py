"""The konkurransegrunnlag follows procedure and language, and says what is not filled in."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from procurement.catalogue.places import load_places
from procurement.exporting import docx
from procurement.exporting.tender_views import TenderTexts
from procurement.exporting.views import TenderDocument

from . import samples
from .office import convert
from .reading import word, word_texts

LANGUAGES = ("nb", "nn")
PLACES = [each for each in load_places() if each.document == "konkurransegrunnlag"]
BLANK = {"nb": "fylles ut av oppdragsgiver", "nn": "blir fylt ut av oppdragsgjevar"}


def view_of(language: str, **changes: object) -> TenderDocument:
    view = samples.tender_document()
    return replace(view, frame=replace(view.frame, language=language), **changes)


def texts_of(language: str, **changes: object) -> list[str]:
    return word_texts(docx.write_tender_document(view_of(language, **changes)))


def headings_of(language: str, **changes: object) -> list[str]:
    document = word(docx.write_tender_document(view_of(language, **changes)))
    return [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]


def test_the_view_has_a_field_for_every_place() -> None:
    assert {each.name for each in PLACES} == {each.name for each in fields(TenderTexts)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_text_is_shown_as_typed_at_every_place(language: str) -> None:
    hostile = "\n".join(samples.HARD)
    typed = {each.name: f"{each.name}: {hostile}" for each in PLACES}
    shown = "\f".join(texts_of(language, texts=TenderTexts(**typed)))

    assert [name for name, text in typed.items() if text not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_required_place_is_marked_and_the_others_say_what_holds(language: str) -> None:
    document = word(docx.write_tender_document(view_of(language, texts=TenderTexts())))
    yellow = [
        "".join(text.text or "" for text in run.iter(qn("w:t")))
        for run in document.element.body.iter(qn("w:r"))
        if any(style.get(qn("w:val")) == "Fyllut" for style in run.iter(qn("w:rStyle")))
    ]

    for place in PLACES:
        marked = f"[{BLANK[language]}: {place.label.in_language(language)}]"
        assert (marked in yellow) == place.is_required, place.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_of_the_negotiation_is_not_in_an_open_procedure(language: str) -> None:
    open_one = "\f".join(texts_of(language, is_negotiated=False))
    two_steps = "\f".join(texts_of(language))

    for place in PLACES:
        mark = f"Tekst om {place.name}."
        assert mark in two_steps
        assert (mark in open_one) == (not place.procedures), place.name
    assert "§ 16-12" in two_steps and "§ 16-12" not in open_one


def test_the_chapters_have_the_same_numbers_in_both_procedures_and_languages() -> None:
    two_steps, open_one = headings_of("nb"), headings_of("nb", is_negotiated=False)

    assert "Forhandling, tildeling og karens" in two_steps
    assert "Tildeling og karens" in open_one
    assert not [each for each in open_one if "orhandling" in each or "tvelgelse" in each]
    assert len(headings_of("nn")) == len(two_steps)
    assert len(headings_of("nn", is_negotiated=False)) == len(open_one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_lawyer_must_look_at_is_gone_when_the_documents_go_out(language: str) -> None:
    view = view_of(language)
    out = replace(view, frame=replace(view.frame, notice=""))

    assert any("jurist" in text for text in word_texts(docx.write_tender_document(view)))
    assert not any("jurist" in text for text in word_texts(docx.write_tender_document(out)))


def test_without_points_there_is_no_formula_and_without_options_no_table() -> None:
    shown = texts_of("nb", example=(), options=(), normalisation="")

    assert samples.tender_document().formula_words not in shown
    assert "Virksomhet" in shown and "Bestilles senest" not in shown
    assert not any(text.startswith("Løfting av kvalitet") for text in shown)


def test_every_option_has_volume_and_last_day() -> None:
    texts = TenderTexts(last_call_off="31. desember 2029")
    shown = texts_of("nb", texts=texts)

    assert "PL-03 Innføring: 1 kommune" in shown
    assert "[fylles ut av oppdragsgiver: mengde for kommunen, i prisskjemaet]" in shown
    assert shown.count("31. desember 2029") == 2


@pytest.mark.libreoffice
def test_libreoffice_prints_both_languages_and_procedures(tmp_path: Path) -> None:
    for language in LANGUAGES:
        for procedure in (True, False):
            view = view_of(language, is_negotiated=procedure)
            file = tmp_path / f"{language}-{procedure}.docx"
            file.write_bytes(docx.write_tender_document(view))
    made = convert(sorted(tmp_path.glob("*.docx")), "pdf", tmp_path)

    assert len(made) == 4
    for name, file in made.items():
        pages = [page.extract_text() for page in PdfReader(file).pages]
        assert 8 <= len(pages) <= 16, name
        assert not [page for page in pages if "{{" in page or "{%" in page], name
        assert "Innh" in pages[1] and "9.2" in pages[1], name
