"""A comment form that came back: what people wrote, whatever program they wrote it in."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from exporting.hearing_samples import form
from exporting.office import convert
from exporting.samples import HARD
from openpyxl import load_workbook

from procurement.exporting.comment_form import write_comment_form
from procurement.importing.comment_form import ReadForm, form_in, read_form
from procurement.importing.gate import Kind, admit
from procurement.importing.refusal import Reason, UploadError


def filled(fill: Callable[[Any], None], sender: str = "Storvik kommune") -> bytes:
    """Return the form as somebody filled it in."""
    book = load_workbook(BytesIO(write_comment_form(form())))
    book.worksheets[0]["C4"] = sender
    fill(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes) -> ReadForm:
    """Send a file through the gate and the child."""
    return form_in(admit(content, "svar.xlsx", [Kind.xlsx]))


def comment(*texts: Any) -> Callable[[Any], None]:
    """Write these texts into the first rows."""

    def fill(book: Any) -> None:
        for row, text in enumerate(texts, 7):
            book.worksheets[0].cell(row, 6).value = text

    return fill


def test_an_empty_form_brings_nothing() -> None:
    found = read(write_comment_form(form()))

    assert (found.round_id, found.procurement_id) == ("id-of-round", "id-of-procurement")
    assert found.rows == () and found.sender == ""
    assert found.stood["id-1"] == "mark-1" and found.stood["id-of-chapter"] == ""


def test_rows_come_with_their_ids_in_any_order() -> None:
    def swap(book: Any) -> None:
        page = book.worksheets[0]
        comment("Om kapittelet", "Om KR-001", None, "Om KR-003")(book)
        for column in range(1, 7):
            one, other = page.cell(7, column), page.cell(10, column)
            one.value, other.value = other.value, one.value

    rows = read(filled(swap)).rows

    assert [(row.number, row.id, row.text) for row in rows] == [
        (7, "id-3", "Om KR-003"),
        (8, "id-1", "Om KR-001"),
        (10, "id-of-chapter", "Om kapittelet"),
    ]


@pytest.mark.parametrize("text", [each for each in HARD if each.strip() == each], ids=repr)
def test_a_text_comes_in_as_it_was_typed(text: str) -> None:
    def fill(book: Any) -> None:
        cell = book.worksheets[0]["F8"]
        cell.value = text.replace("_x0041_", "_x005F_x0041_")  # as a spreadsheet stores it
        cell.data_type = "s"

    assert [row.text for row in read(filled(fill)).rows] == [text]


def test_numbers_dates_formulas_and_errors_are_told_apart() -> None:
    rows = read(filled(comment(12.5, True, "=1+1", "#NAME?", "  "))).rows

    assert [(row.text, row.is_error) for row in rows] == [
        ("12.5", False),
        ("1", False),  # TRUE, as the file format has it
        ("=1+1", False),
        ("#NAME?", True),
    ]


@pytest.mark.libreoffice
def test_a_form_saved_by_another_program_reads_the_same(tmp_path: Path) -> None:
    file = tmp_path / "svar.xlsx"
    file.write_bytes(filled(comment("Om kapittelet", "Linje en\nlinje to")))
    saved = convert([file], "xlsx", tmp_path)["svar"].read_bytes()

    assert read(saved).rows == read(file.read_bytes()).rows
    assert read(saved).stood == read(file.read_bytes()).stood
    assert read(saved).sender == "Storvik kommune"


def remove_hidden(book: Any) -> None:
    """Take away the sheet that says which form it is."""
    book.remove(book["_kravspor"])


def another_form(book: Any) -> None:
    """Let the hidden sheet name another kind of form."""
    book["_kravspor"]["B1"] = "kravspor-score-sheet"


@pytest.mark.parametrize("change", [remove_hidden, another_form])
def test_a_file_that_is_no_comment_form_is_refused(change: Callable[[Any], None]) -> None:
    with pytest.raises(UploadError) as caught:
        read(filled(change))

    assert caught.value.reason is Reason.not_a_form


def test_what_the_child_says_is_plain_data() -> None:
    said = read_form(filled(comment("Ja")))

    assert said["rows"] == [
        {"number": 7, "id": "id-of-chapter", "code": "2.1", "text": "Ja", "is_error": False}
    ]
