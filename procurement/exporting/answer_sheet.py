"""Write the answer form as a spreadsheet: front page, one row per requirement, hidden marks."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from procurement.exchange.answers import CODES
from procurement.exchange.hidden import LISTS, SHEET, sealed
from procurement.exporting.answer_front import FrontPage
from procurement.exporting.answer_labels import answers, heads
from procurement.exporting.answer_marks import form_marks
from procurement.exporting.answer_rows import HEAD, LETTERS, AnswerRows
from procurement.exporting.form_views import AnswerForm
from procurement.exporting.spreadsheet import Page, new_book, saved, set_properties
from procurement.i18n import language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write_answer_form(view: AnswerForm) -> bytes:
    """Return an xlsx file that a supplier fills in and that is read back by a machine."""
    with language(view.frame.language):
        book = new_book()
        first = Page(book.worksheets[0])
        rows = AnswerRows(Page(book.create_sheet("answers")), view)
        front = FrontPage(first, view, rows)
        first.sheet.title = front.words["sheet_front"]
        rows.page.sheet.title = front.words["sheet_answers"]
        rows.fill()
        front.fill()
        lists = hidden_page(book.create_sheet(LISTS), list(_lists(view)))
        marks = hidden_page(book.create_sheet(SHEET), sealed(_marks(front, rows)))
    pages = [first, rows.page, lists, marks]
    for page in pages:
        page.protect()
    rows.page.sheet.protection.autoFilter = False  # False means allowed
    set_properties(book, view.frame)
    return saved(book, pages)


def hidden_page(sheet: "Worksheet", rows: Sequence[Sequence[str]]) -> Page:
    """Fill a sheet that no reader looks at."""
    from openpyxl.utils import get_column_letter  # heavy: loaded by the first spreadsheet

    page = Page(sheet)
    width = max((len(row) for row in rows), default=1)
    columns = [get_column_letter(place) for place in range(1, width + 1)]
    page.sample("row", dict.fromkeys(columns, "text"))
    for row in rows:
        page.row("row", [*row, *[None] * (width - len(row))], 12)
    sheet.sheet_state = "hidden"
    return page


def _lists(view: AnswerForm) -> Iterator[Sequence[str]]:
    """Yield the answers to choose from: those of the answer forms, then those of requirements."""
    words = answers()
    for form, codes in CODES.items():
        yield [words[form][code] for code in codes]
    for row in view.rows:
        if row.form == "choice" and row.choices:
            yield row.choices


def _marks(front: FrontPage, rows: AnswerRows) -> Iterator[Sequence[str]]:
    """Yield what the reader needs: which form this is, and what stands where."""
    yield from form_marks(front.view)
    yield from (
        ("sheet", "front", front.page.sheet.title),
        ("sheet", "answers", rows.page.sheet.title),
        ("head", str(HEAD)),
    )
    yield from (("column", name, LETTERS[name], word) for name, word in heads().items())
