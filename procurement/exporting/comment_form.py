"""Write the form on which municipalities and suppliers comment, so that it can be read back."""

from procurement.exporting.hearing_views import CommentForm, FormRow
from procurement.exporting.spreadsheet import (
    A4,
    Page,
    new_book,
    row_height,
    saved,
    set_print,
    set_properties,
)
from procurement.i18n import gettext as _
from procurement.i18n import language

FORM = "kravspor-comment-form"
VERSION = "1"
HIDDEN = "_kravspor"  # the sheet that the import reads first
SENDER = "C4"  # the cell in which the sender is written
TEXT = "F"  # the column in which people comment
HEAD = 6  # row of the column headings

_WIDTHS = {"A": 4.0, "B": 11.0, "C": 26.0, "D": 9.0, "E": 62.0, TEXT: 62.0}
_SAMPLES = {
    "chapter": dict.fromkeys("ABCDE", "strong") | {TEXT: "open_text"},
    "requirement": dict.fromkeys("ABCDE", "text") | {TEXT: "open_text"},
}


def write_comment_form(view: CommentForm) -> bytes:
    """Return an xlsx file in which only the sender and the comments can be written."""
    book = new_book()
    page, senders = Page(book.worksheets[0]), Page(book.create_sheet("_senders"))
    hidden = Page(book.create_sheet(HIDDEN))
    with language(view.frame.language):
        page.sheet.title = _("Comments")
        set_print(page.sheet, view.frame, A4)
        _write_top(page, view)
    for name, looks in _SAMPLES.items():
        page.sample(name, looks)
    for row in view.rows:
        values = (row.id, row.code, row.title, row.letter, row.statement, "")
        page.row(row.kind, values, row_height([(row.title, 26.0), (row.statement, 62.0)]))
    for column, width in _WIDTHS.items():
        page.sheet.column_dimensions[column].width = width
    page.sheet.column_dimensions["A"].hidden = True
    page.sheet.freeze_panes = f"C{HEAD + 1}"
    page.sheet.print_title_rows = f"{HEAD}:{HEAD}"
    _offer_senders(page, senders, view.senders)
    _fill_hidden(hidden, view)
    pages = [page, senders, hidden]
    for each in pages:
        each.protect()
    set_properties(book, view.frame)
    return saved(book, pages)


def _write_top(page: Page, view: CommentForm) -> None:
    frame = view.frame
    page.text("B1", f"{frame.title} – {frame.procurement}", "title")
    details = (frame.buyer, frame.issued, frame.baseline)
    page.text("B2", " · ".join(details), "note")
    page.text("B3", view.instruction, "note")
    page.text("B4", view.sender, "strong")
    page.text(SENDER, "", "open_text")
    words = (_("Id"), _("Code"), _("Title"), _("Class"), _("Requirement"), _("Your comment"))
    for column, word in zip(_WIDTHS, words, strict=True):
        page.text(f"{column}{HEAD}", word, "head")
    page.sheet.row_dimensions[1].height = 26


def _offer_senders(page: Page, listed: Page, names: tuple[str, ...]) -> None:
    """Let the sender be chosen from a list, where the senders are known."""
    from openpyxl.worksheet.datavalidation import DataValidation  # heavy, as in new_book

    for row, name in enumerate(names, 1):
        listed.text(f"A{row}", name)
    listed.sheet.sheet_state = "hidden"
    if names:
        rule = DataValidation(type="list", formula1=f"_senders!$A$1:$A${len(names)}")
        rule.add(SENDER)
        page.sheet.add_data_validation(rule)


def _fill_hidden(page: Page, view: CommentForm) -> None:
    """Write which form this is, and how each requirement stood when it went out."""
    facts = (
        ("form", FORM),
        ("version", VERSION),
        ("round", view.round_id),
        ("procurement", view.procurement_id),
        ("baseline", view.frame.baseline),
    )
    for row, values in enumerate(facts, 1):
        for column, value in zip("AB", values, strict=True):
            page.text(f"{column}{row}", value)
    page.sample("row", dict.fromkeys("ABC", "text"))
    for each in view.rows:
        page.row("row", _stood(each), 12.0)
    page.sheet.sheet_state = "hidden"


def _stood(row: FormRow) -> tuple[str, str, str]:
    return row.kind, row.id, row.fingerprint
