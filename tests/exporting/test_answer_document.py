"""The answer form as a Word document: texts exactly as typed, a field for each answer."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn

from procurement.exchange.answers import ASKED
from procurement.exporting.answer_document import write_answer_document
from procurement.exporting.views import ParticipantRow

from . import samples
from .form_samples import FORMS, answer_form, answer_row, of_rows
from .reading import word, word_texts


def tags(content: bytes) -> list[str]:
    """Return the names of the fields that can be written in."""
    return [
        sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        for sdt in word(content).element.body.iter(qn("w:sdt"))
        if sdt.find(f"{qn('w:sdtPr')}/{qn('w:lock')}").get(qn("w:val")) == "sdtLocked"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_there_is_a_field_for_just_what_is_asked(form: str) -> None:
    content = write_answer_document(of_rows(answer_row(form)))
    fields = [tag for tag in tags(content) if not tag.startswith("supplier|")]
    assert fields == [f"KR-1|{name}" for name in ASKED[form].opened]


def test_fields_have_names_and_numbers_of_their_own() -> None:
    content = write_answer_document(answer_form())
    body = word(content).element.body
    numbers = [each.get(qn("w:val")) for each in body.iter(qn("w:id")) if each.get(qn("w:val"))]
    controls = [n for n in numbers if len(n) > 4]
    assert len(controls) == len(set(controls)) > 400
    assert len(tags(content)) == len(set(tags(content)))


@pytest.mark.parametrize("text", samples.HARD)
def test_every_text_survives(text: str) -> None:
    row = replace(
        answer_row("choice", "KR-1"), title=text, statement=text, instruction=text, choices=(text,)
    )
    participant = ParticipantRow(text, text, "", text)
    view = replace(of_rows(row), participants=(participant,))
    content = write_answer_document(view)
    assert word_texts(content).count(text) == 6
    items = [each.get(qn("w:value")) for each in word(content).element.body.iter(qn("w:listItem"))]
    assert items == [text.replace("\n", " ").replace("\t", " ")]


def test_limit_and_unit_stand_beside_the_field() -> None:
    texts = word_texts(write_answer_document(of_rows(answer_row("text"), answer_row("number"))))
    assert "Beskrivelse. Høyst 120 ord." in texts
    assert "Svar (timer)" in texts


def test_headings_of_the_tables_are_repeated_and_rows_stay_whole() -> None:
    tables = word(write_answer_document(answer_form())).tables
    asked = [table for table in tables if table.cell(0, 0).text == "Kode"]
    assert len(asked) == len(answer_form().chapters) - 5
    for table in asked:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(
            row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows
        )


def test_nynorsk() -> None:
    view = answer_form()
    content = write_answer_document(replace(view, frame=replace(view.frame, language="nn")))
    texts = word_texts(content)
    assert "Slik fyller du ut skjemaet" in texts
    assert "Svara gjeld alle desse" in texts
    assert "Avvik: grunngjeving" in texts
    with ZipFile(BytesIO(content)) as package:
        assert 'w:lang w:val="nn-NO"' in package.read("word/styles.xml").decode()


def test_the_hidden_text_is_hidden() -> None:
    content = write_answer_document(answer_form())
    with ZipFile(BytesIO(content)) as package:
        document = package.read("word/document.xml").decode()
        styles = package.read("word/styles.xml").decode()
    assert document.count('<w:rStyle w:val="Skjult"/>') == 1
    assert "<w:vanish/>" in styles.split('w:styleId="Skjult"')[1].split("</w:style>")[0]
