"""Write the requirement specification as a spreadsheet."""

from collections.abc import Iterator
from dataclasses import astuple

from procurement.exporting.spreadsheet import Page, new_book, saved, set_properties
from procurement.exporting.spreadsheet_table import fill_table
from procurement.exporting.views import Specification
from procurement.i18n import gettext as _
from procurement.i18n import language

_FIRST_TEXT = "E"  # column after chapter, subchapter, code and class: those stay in view


def write_specification(view: Specification) -> bytes:
    """Return an xlsx file with one row per requirement, and a sheet of accepted wordings."""
    book = new_book()
    pages = [Page(book.worksheets[0])]
    with language(view.frame.language):
        pages[0].sheet.title = _("Requirements")
        fill_table(pages[0], view.frame, _columns(), _rows(view), _FIRST_TEXT)
        if view.accepted:
            pages.append(Page(book.create_sheet(_("Accepted wordings"))))
            rows = map(astuple, view.accepted)
            fill_table(pages[1], view.frame, _accepted_columns(), rows, "B")
    set_properties(book, view.frame)
    return saved(book, pages)


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
