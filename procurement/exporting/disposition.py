"""Write the disposition matrix of a round as a spreadsheet."""

from dataclasses import astuple

from procurement.exporting.hearing_views import DispositionMatrix
from procurement.exporting.spreadsheet import (
    A3,
    Page,
    new_book,
    row_height,
    saved,
    set_print,
    set_properties,
)
from procurement.i18n import gettext as _
from procurement.i18n import language

_HEAD = 7  # row of the column headings


def write_disposition_matrix(view: DispositionMatrix) -> bytes:
    """Return an xlsx file with one row per comment, under the facts and counts of the round."""
    book = new_book()
    page = Page(book.worksheets[0])
    with language(view.frame.language):
        page.sheet.title = _("Comments")
        columns = _columns()
        set_print(page.sheet, view.frame, A3)
    _write_top(page, view)
    for letter, heading in zip("ABCDEFG", columns, strict=True):
        page.text(f"{letter}{_HEAD}", heading, "head")
        page.sheet.column_dimensions[letter].width = columns[heading]
    page.sample("row", dict.fromkeys("ABCDEFG", "text"))
    for comment in view.comments:
        texts = astuple(comment)
        page.row("row", texts, row_height(zip(texts, columns.values(), strict=True)))
    page.sheet.auto_filter.ref = f"A{_HEAD}:G{_HEAD + len(view.comments)}"
    page.sheet.freeze_panes = f"B{_HEAD + 1}"
    page.sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    set_properties(book, view.frame)
    return saved(book, [page])


def _columns() -> dict[str, float]:
    """Return the headings and their widths in characters."""
    return {
        _("Comment"): 10,
        _("About"): 22,
        _("From"): 24,
        _("What is said"): 60,
        _("Disposition"): 22,
        _("Answer to the sender"): 60,
        _("Same as"): 11,
    }


def _write_top(page: Page, view: DispositionMatrix) -> None:
    frame = view.frame
    page.text("A1", f"{frame.title} – {frame.procurement}", "title")
    details = (frame.buyer, frame.issued, frame.baseline, frame.notice)
    page.text("A2", " · ".join(detail for detail in details if detail), "note")
    page.sheet.row_dimensions[1].height = 26
    facts, counts = (
        " · ".join(f"{fact.label}: {fact.value}" for fact in some)
        for some in (view.facts, view.counts)
    )
    for row, line in enumerate((facts, counts, view.note), 3):
        page.text(f"A{row}", line, "note")
