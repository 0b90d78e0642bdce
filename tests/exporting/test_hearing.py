"""The documents of a round: every comment in both formats, and a form that only takes comments."""

import pytest

from procurement.exporting import comment_form as written
from procurement.exporting import disposition, docx
from procurement.importing import comment_form as read

from .hearing_samples import form, matrix
from .reading import cell_texts, word_texts, workbook
from .samples import HARD


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return written.write_comment_form(form())


@pytest.mark.parametrize("text", HARD, ids=repr)
def test_both_formats_show_what_was_said_and_answered(text: str) -> None:
    view = matrix("Første", text)
    texts, cells = (
        word_texts(docx.write_disposition_matrix(view)),
        cell_texts(disposition.write_disposition_matrix(view)),
    )

    for shown in (text, f"answer {text}", "M-002", "KR-036", "Storvik kommune"):
        assert shown in texts and shown in cells
    assert "Tatt til følge (M-001)" in texts and "M-001" in cells


def test_a_round_without_comments_says_so() -> None:
    texts = word_texts(docx.write_disposition_matrix(matrix()))

    assert "Ingen har gitt merknader i denne runden." in texts
    assert "Merknad" not in texts
    assert workbook(disposition.write_disposition_matrix(matrix())).worksheets[0].max_row == 7


def test_no_cell_of_the_matrix_is_a_formula() -> None:
    book = workbook(disposition.write_disposition_matrix(matrix(*HARD)))

    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert cells and {cell.data_type for cell in cells} == {"s"}


def test_only_the_sender_and_the_comments_can_be_written(sheet: bytes) -> None:
    page = workbook(sheet).worksheets[0]
    unlocked = {
        cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked
    }

    assert page.protection.sheet
    assert unlocked == {"C4", *(f"F{row}" for row in range(7, 8 + len(HARD)))}
    assert page.column_dimensions["A"].hidden
    assert [page.cell(7, column).value for column in (1, 2, 3)] == ["id-of-chapter", "2.1", "Lønn"]


def test_the_hidden_sheet_says_which_form_it_is_and_how_each_row_stood(sheet: bytes) -> None:
    book = workbook(sheet)
    hidden = [[cell.value for cell in row] for row in book[written.HIDDEN].iter_rows()]

    assert [name.sheet_state for name in book.worksheets] == ["visible", "hidden", "hidden"]
    assert hidden[2][:2] == ["round", "id-of-round"]
    assert hidden[5:7] == [
        ["chapter", "id-of-chapter", None],
        ["requirement", "id-1", "mark-1"],
    ]


def test_municipalities_are_chosen_and_suppliers_written(sheet: bytes) -> None:
    rules = workbook(sheet).worksheets[0].data_validations.dataValidation
    assert [(rule.sqref.__str__(), rule.formula1) for rule in rules] == [
        ("C4", "_senders!$A$1:$A$2")
    ]

    free = workbook(written.write_comment_form(form(senders=())))
    assert not free.worksheets[0].data_validations.dataValidation


def test_what_is_written_and_what_is_read_agree() -> None:
    assert (read.FORM, read.VERSION, read.HIDDEN) == (
        written.FORM,
        written.VERSION,
        written.HIDDEN,
    )
    assert f"{read.SENDER_COLUMN}{read.SENDER_ROW}" == written.SENDER
    assert (read.HEAD, read.TEXT) == (written.HEAD, written.TEXT)
