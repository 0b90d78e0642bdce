"""Our Word documents as plain PDF: every text in its order, with headings, lists and tables."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from procurement.exporting.docx import write_specification, write_tender_document
from procurement.exporting.pdf import write_word_as_pdf

from . import samples
from .reading import word
from .test_pdf_tags import every, kinds, tree_of

WORD = {
    "tender": write_tender_document(samples.tender_document()),
    "requirements": write_specification(samples.specification()),
}


@pytest.fixture(scope="module", params=WORD)
def both(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """Return a Word document and the PDF of it."""
    content = WORD[request.param]
    return content, write_word_as_pdf(content)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_text_is_there(both: tuple[bytes, bytes]) -> None:
    content, pdf = both
    shown = squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))
    wanted = [
        "".join(text.text or "" for text in each.iter(qn("w:t")))
        for each in word(content).element.body.iter(qn("w:p"))
        if not (each.style or "").startswith(("TOC", "Innhold"))
    ]

    missing = [text for text in map(squeezed, wanted) if text not in shown]
    assert len(wanted) > 100
    # a text may be parted between two pages, with the head and foot of the page in between
    assert len(missing) <= 2, missing


def test_headings_and_tables_are_those_of_the_document(both: tuple[bytes, bytes]) -> None:
    content, pdf = both
    document, counted = word(content), kinds(pdf)
    styles = [p.style.style_id for p in document.paragraphs if p.text]
    tops = sum(style in ("Heading1", "Innledning") for style in styles)
    rows = sum(len(table.rows) for table in document.tables)

    assert counted["H1"] == 1
    assert (counted["H2"], counted["H3"]) == (tops, styles.count("Heading2"))
    assert (counted["Table"], counted["TR"]) == (len(document.tables), rows)
    assert counted["TH"] and counted["TD"] > counted["TH"]


def test_headings_are_numbered_as_in_word() -> None:
    pdf = write_word_as_pdf(WORD["tender"])
    shown = [each["/Title"] for each in PdfReader(BytesIO(pdf)).outline if "/Title" in each]

    assert shown[0] == "1  Innledning" and shown[5].startswith("6  Tildelingskriterier")


def test_language_and_properties_are_those_of_the_document() -> None:
    view = samples.tender_document()
    nynorsk = replace(view, frame=replace(view.frame, language="nn"))

    reader = PdfReader(BytesIO(write_word_as_pdf(write_tender_document(nynorsk))))

    assert reader.trailer["/Root"]["/Lang"] == "nn-NO"
    assert reader.metadata is not None and reader.metadata.author == view.frame.buyer
    assert reader.metadata.title == f"{view.frame.title} – {view.frame.procurement}"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_word_as_pdf(WORD["tender"]) == write_word_as_pdf(WORD["tender"])


def test_what_looks_like_markup_is_text() -> None:
    view = replace(samples.tender_document(), purpose="<b>Fet</b> & <para> {{ ikke }}")

    pdf = write_word_as_pdf(write_tender_document(view))

    shown = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "<b>Fet</b> & <para> {{ ikke }}" in shown
    assert any(node.kind == "LBody" for node in every(tree_of(PdfReader(BytesIO(pdf)))))
