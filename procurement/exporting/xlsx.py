"""Write the requirement specification as a spreadsheet."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple

from procurement.exporting.spreadsheet import (
    A3,
    Page,
    new_book,
    row_height,
    saved,
    set_print,
    set_properties,
)
from procurement.exporting.views import Specification
from procurement.i18n import gettext as _
from procurement.i18n import language

_HEAD = 4  # row of the column headings
_FIRST_TEXT = "E"  # column after chapter, subchapter, code and class: those stay in view


def write_specification(view: Specification) -> bytes:
    """Return an xlsx file with one row per requirement, and a sheet of accepted wordings."""
    book = new_book()
    pages = [Page(book.worksheets[0])]
    with language(view.frame.language):
        pages[0].sheet.title = _("Requirements")
        _fill(pages[0], view, _columns(), _rows(view))
        pages[0].sheet.freeze_panes = f"{_FIRST_TEXT}{_HEAD + 1}"
        if view.accepted:
            pages.append(Page(book.create_sheet(_("Accepted wordings"))))
            _fill(pages[1], view, _accepted_columns(), map(astuple, view.accepted))
            pages[1].sheet.freeze_panes = f"B{_HEAD + 1}"
    set_properties(book, view.frame)
    return saved(book, pages)


def _fill(
    page: Page, view: Specification, columns: dict[str, float], rows: Iterable[tuple[str, ...]]
) -> None:
    """Write the rows under headings that stay in view and are repeated on paper."""
    from openpyxl.utils import get_column_letter  # heavy: loaded by the first spreadsheet

    set_print(page.sheet, view.frame, A3)
    letters = [get_column_letter(place) for place in range(1, len(columns) + 1)]
    _write_head(page, view, dict(zip(letters, columns, strict=True)))
    page.sample("row", dict.fromkeys(letters, "text"))
    for values in rows:
        page.row("row", values, row_height(zip(values, columns.values(), strict=True)))
    for letter, width in zip(letters, columns.values(), strict=True):
        page.sheet.column_dimensions[letter].width = width
    page.sheet.auto_filter.ref = f"A{_HEAD}:{letters[-1]}{_HEAD + len(page.added.rows)}"
    page.sheet.print_title_rows = f"{_HEAD}:{_HEAD}"


def _accepted_columns() -> dict[str, float]:
    return {_("Code"): 9, _("Wording"): 40, _("Rule"): 40, _("Reason"): 70}


def _columns() -> dict[str, float]:
    """Return the headings and their widths in characters."""
    return {
        _("Chapter"): 16,
        _("Subchapter"): 20,
        _("Code"): 9,
        _("Class"): 8,
        _("Title"): 22,
        _("Requirement"): 48,
        _("Answer form"): 13,
        _("What to answer"): 38,
        _("Verification"): 17,
        _("In case of deviation"): 22,
        _("Fulfilled at"): 18,
        _("Legal basis"): 27,
        _("Criterion"): 12,
        _("Needs"): 11,
    }


def _write_head(page: Page, view: Specification, headings: dict[str, str]) -> None:
    frame = view.frame
    page.text("A1", f"{frame.title} – {frame.procurement}", "title")
    details = (frame.buyer, frame.issued, frame.baseline, frame.notice)
    page.text("A2", " · ".join(detail for detail in details if detail), "note")
    for letter, heading in headings.items():
        page.text(f"{letter}{_HEAD}", heading, "head")
    page.sheet.row_dimensions[1].height = 26


def _rows(view: Specification) -> Iterator[tuple[str, ...]]:
    """Yield the texts of each requirement, led by its chapter and subchapter."""
    chapter = ""
    for part in view.chapters:
        name = f"{part.number} {part.title}"
        chapter = name if part.depth == 1 else chapter
        for row in part.requirements:
            yield (
                chapter,
                name if part.depth > 1 else "",
                row.code,
                row.letter,
                row.title,
                row.statement,
                row.answer_form,
                row.answer_instruction,
                row.verification,
                row.deviation,
                row.fulfilment,
                row.legal_basis,
                row.criteria,
                row.needs,
            )
