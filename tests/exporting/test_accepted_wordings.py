"""Wordings that stand with a reason come last in the specification, exactly as typed."""

from dataclasses import replace

from procurement.exporting import docx, xlsx
from procurement.exporting.views import AcceptedRow

from . import samples
from .reading import word, word_texts, workbook

HEADING = "Godtatte avvik fra språkreglene"
ROWS = tuple(
    AcceptedRow(f"KR-{place:03}", text, f"rule {text}", f"reason {text}")
    for place, text in enumerate(samples.HARD)
)


def test_the_word_document_ends_with_them() -> None:
    content = docx.write_specification(replace(samples.specification(), accepted=ROWS))

    table = word(content).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == [
        *("Kode", "Formulering", "Regel", "Begrunnelse")
    ]
    texts = word_texts(content)
    assert texts.count(HEADING) == 1
    for row in ROWS:
        assert texts.count(f"reason {row.words}") == 1
        assert texts.count(f"rule {row.words}") == 1


def test_the_spreadsheet_has_them_on_a_sheet_of_their_own() -> None:
    content = xlsx.write_specification(replace(samples.specification(), accepted=ROWS))

    sheet = workbook(content)["Godtatte formuleringer"]
    assert [cell.value for cell in sheet[4]] == ["Kode", "Formulering", "Regel", "Begrunnelse"]
    assert [sheet.cell(5 + n, 1).value for n in range(len(ROWS))] == [row.code for row in ROWS]
    assert sheet.auto_filter.ref == f"A4:D{4 + len(ROWS)}"
    assert {cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row} == {"s"}


def test_without_any_nothing_is_said_of_them() -> None:
    view = samples.specification()

    assert HEADING not in word_texts(docx.write_specification(view))
    assert len(workbook(xlsx.write_specification(view)).worksheets) == 1
