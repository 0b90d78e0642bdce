"""Every annex and letter of the set: its master in both languages, and what it shows."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from pypdf import PdfReader

from procurement.catalogue.document_set import load_document_sets
from procurement.exporting.annex_view import AnnexDocument, AnnexPart, AnnexText, write_annex
from procurement.exporting.views import Fact
from procurement.resources import resource_dir

from . import samples
from .office import convert
from .reading import word_texts
from .test_masters import paths_of, used_by

EXPORTS = resource_dir("exports")
OWN_VIEWS = {"main", "requirements", "solution", "price"}
FOLDERS = [
    document.folder
    for document in load_document_sets().documents.values()
    if document.role not in OWN_VIEWS
]
LAWYER = {"nb": "Det en jurist må kontrollere", "nn": "Det ein jurist må kontrollere"}


def annex(language: str = "nb", **values: object) -> AnnexDocument:
    """Return an annex with something in every list."""
    sample = samples.tender_document()
    view = AnnexDocument(
        frame=replace(sample.frame, title="Bilag 4: Et bilag", language=language),
        filled_by="Oppdragsgiveren og leverandøren",
        unverified="Nummer og tittel er ikke kontrollert.",
        facts=(Fact("Kontrakt", "SSA-L"),),
        deadlines=(Fact("Første tilbud", "28. mai 2027 kl. 12.00"),),
        participants=sample.participants,
        texts=(
            AnnexText("Fylt ut", "Første linje\nAndre <linje>", ""),
            AnnexText("Tomt", "", "Det som skal stå her"),
        ),
        parts=(AnnexPart("En del", ("En linje",), "det som mangler"),),
    )
    return replace(view, **values)


def test_there_are_annexes() -> None:
    assert len(FOLDERS) == 15


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_master_uses_fields_that_exist_and_shows_every_place(folder: str) -> None:
    paths = set(paths_of("bilag-plan"))
    lists = {path[: mark.start()] for path in paths for mark in re.finditer(r"\[\]", path)}
    for name in ("master.docx", "master.nn.docx"):
        used = used_by(EXPORTS / folder / name)
        assert used <= paths | lists
        assert used >= {"texts[].label", "texts[].text", "texts[].hint", "frame.baseline"}
        assert used >= {"unverified", "filled_by", "frame.notice"}


def test_together_they_use_every_field() -> None:
    used = set().union(*(used_by(EXPORTS / folder / "master.docx") for folder in FOLDERS))
    assert set(paths_of("bilag-plan")) - used == {"frame.language"}


def test_the_list_for_the_buyer_is_complete() -> None:
    text = (EXPORTS / "README.md").read_text(encoding="utf-8")
    section = text.split("### Felt i bilag og brev")[1].split("\n### ")[0]
    assert set(re.findall(r"`([^`]+)`", section)) == set(paths_of("bilag-plan"))


@pytest.mark.parametrize("language", LAWYER)
@pytest.mark.parametrize("folder", FOLDERS)
def test_an_annex_shows_what_is_written_and_what_is_not(folder: str, language: str) -> None:
    texts = word_texts(write_annex(folder, annex(language)))

    assert "Bilag 4: Et bilag" in texts and "Nummer og tittel er ikke kontrollert." in texts
    assert "Første linje\nAndre <linje>" in texts
    assert any("Det som skal stå her]" in text for text in texts)
    assert not [text for text in texts if "{{" in text or "{%" in text]
    assert LAWYER[language] in texts


def test_the_note_to_the_lawyer_and_the_doubt_are_gone_when_there_is_no_need() -> None:
    frame = replace(annex().frame, notice="")
    texts = word_texts(write_annex("bilag-plan", annex(frame=frame, unverified="", deadlines=())))

    assert LAWYER["nb"] not in texts and not [t for t in texts if "ikke kontrollert" in t]
    assert "[fylles ut av oppdragsgiver: fristene]" in texts


@pytest.mark.parametrize("folder", sorted({*FOLDERS} - {"protokoll-del-1"}))
def test_what_goes_out_lacks_nothing_from_the_buyer_but_places(folder: str) -> None:
    for language, words in (("nb", "av oppdragsgiver"), ("nn", "av oppdragsgivar")):
        texts = word_texts(write_annex(folder, annex(language, texts=(), parts=())))
        assert not [text for text in texts if "[" in text and words in text]


@pytest.mark.parametrize("folder", FOLDERS)
def test_masters_have_real_styles(folder: str) -> None:
    template = DocxTemplate(EXPORTS / folder / "master.nn.docx")
    template.init_docx()
    used = {paragraph.style.name for paragraph in template.docx.paragraphs}
    assert used >= {"Title", "Subtitle", "Heading 1", "Body Text", "List Bullet"}


@pytest.mark.libreoffice
def test_libreoffice_prints_every_annex_in_both_languages(tmp_path: Path) -> None:
    files = []
    for folder in FOLDERS:
        for language in LAWYER:
            file = tmp_path / f"{folder}-{language}.docx"
            file.write_bytes(write_annex(folder, annex(language)))
            files.append(file)
    printed = convert(files, "pdf", tmp_path)

    assert len(printed) == 2 * len(FOLDERS)
    for name, file in printed.items():
        pages = [page.extract_text() for page in PdfReader(file).pages]
        assert 1 <= len(pages) <= 4, name
        assert all("sha256:3f9a1c07be52" in page for page in pages), name
