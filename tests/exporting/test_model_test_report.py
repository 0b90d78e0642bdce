"""The model test report holds the same words and figures as PDF and as Word document."""

import unicodedata
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from procurement.exporting.model_test_document import write_model_test_document
from procurement.exporting.model_test_view import ModelTestReport, ReportPart
from procurement.exporting.pdf import write_model_test_report
from procurement.exporting.pictures import FILLS, Dot, Picture, Stroke, Table, Words, box, fill
from procurement.exporting.png_picture import SCALE, png_of
from procurement.exporting.share_pictures import Field, Texts, winner_triangle

from . import samples

TABLE = Table(("Tilbud", "Andel"), (("Billig & <enkelt>", "39,3 %"), ("Dyrt", "60,7 %")), (1,))


def everything() -> Picture:
    """Return a picture with every kind of mark and look."""
    looks = [*(fill(number) for number in range(FILLS)), "plate", "empty"]
    areas = [box(80.0 * place, 10, 60, 40, look) for place, look in enumerate(looks)]
    lines = [
        Stroke(((0, 60 + 10.0 * place), (300, 70 + 10.0 * place), (600, 60)), look)
        for place, look in enumerate(("axis", "grid", "curve", "dashed", "today"))
    ]
    texts = [Words(10, 140, "Først", "strong"), Words(640, 140, "44,1 % 😀", "quiet", "end")]
    marks = (*areas, *lines, *texts, Dot(320, 130))
    return Picture("all", "Alt på én gang", "Billig: 39,3 %. Dyrt: 60,7 %.", 150, marks, TABLE)


def triangle() -> Picture:
    half, zero, one = Fraction(1, 2), Fraction(0), Fraction(1)
    fields = [
        Field("A", "fill-0", ((zero, zero), (half, zero), (half, half), (zero, one))),
        Field("B", "fill-1", ((half, zero), (one, zero), (half, half))),
    ]
    texts = Texts("Kart", "A vinner på 75 %.", TABLE)
    return winner_triangle("map", texts, fields, (half, zero), ("Pris", "Kvalitet", "i dag"))


def report(*texts: str) -> ModelTestReport:
    return ModelTestReport(
        frame=samples.frame("Rapport fra modelltesten"),
        summary=("Fire tilbud: B vinner, 0,40 poeng foran A.", "Ingen har signert modellen ennå."),
        parts=(
            ReportPart("Modellen", 1, ("Høyeste sum vinner.",), "poeng = 10 · L / P"),
            ReportPart("Hvem vinner", 2, ("", *texts), picture=everything()),
            ReportPart(lines=("Prisen kan stige.", "Det kan falle."), picture=triangle()),
            ReportPart("Tall", 1, table=TABLE, caption="Alle tall"),
        ),
    )


def pdf_text(view: ModelTestReport) -> str:
    reader = PdfReader(BytesIO(write_model_test_report(view)))
    return squeezed("\n".join(page.extract_text() for page in reader.pages))


def word_text(view: ModelTestReport) -> str:
    document = Document(BytesIO(write_model_test_document(view)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed("\n".join([*(p.text for p in document.paragraphs), *cells]))


def squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u200b", ""))
    return "".join(plain.split())


def said(view: ModelTestReport) -> list[str]:
    """Return every text of the report."""
    found = list(view.summary)
    for part in view.parts:
        found += [part.heading, *part.texts, part.formula, *part.lines, part.caption]
        for table in (part.table, part.picture.table if part.picture else None):
            found += [each for row in (table.heads, *table.rows) for each in row] if table else []
        found += [part.picture.title] if part.picture else []
    return [text for text in found if text]


@pytest.mark.parametrize("text_of", [pdf_text, word_text])
def test_every_text_and_figure_is_there(text_of) -> None:  # type: ignore[no-untyped-def]
    view = report()

    shown = text_of(view)

    assert [text for text in said(view) if squeezed(text) not in shown] == []


@pytest.mark.parametrize("text", samples.HARD)
def test_what_was_typed_is_shown_as_it_was_typed(text: str) -> None:
    view = report(text)

    assert squeezed(text) in pdf_text(view)
    assert squeezed(text) in word_text(view)


def test_the_same_report_is_the_same_bytes_as_pdf() -> None:
    assert write_model_test_report(report()) == write_model_test_report(report())


def test_pictures_in_word_say_what_they_show() -> None:
    document = Document(BytesIO(write_model_test_document(report())))

    shown = [shape._inline.docPr for shape in document.inline_shapes]

    assert [each.get("descr") for each in shown] == [
        everything().description,
        triangle().description,
    ]
    assert not [p.text for p in document.paragraphs if "\u27e6" in p.text]


def test_nynorsk_has_a_master_of_its_own() -> None:
    view = report()
    content = write_model_test_document(replace(view, frame=replace(view.frame, language="nn")))

    texts = [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]
    assert "Innhald" in texts


def test_a_picture_is_drawn_with_patterns_that_differ_in_black_and_white() -> None:
    image = Image.open(BytesIO(png_of(everything()))).convert("L")

    assert image.size == (640 * SCALE, 150 * SCALE)
    parts = [image.crop((80 * n * SCALE + 9, 39, (80 * n + 50) * SCALE, 140)) for n in range(FILLS)]
    assert len({part.tobytes() for part in parts}) == FILLS
    tones = [sum(part.tobytes()) / len(part.tobytes()) for part in parts]
    assert tones[0] < 80 and max(tones) < 250
