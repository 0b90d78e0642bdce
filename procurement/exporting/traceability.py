"""Write the traceability matrix: one sheet with a row per link, one with needs x requirements."""

from dataclasses import astuple

from procurement.exporting.sheet_xml import Value
from procurement.exporting.spreadsheet import Page, new_book, saved, set_properties
from procurement.exporting.spreadsheet_table import HEAD, fill_table
from procurement.exporting.traceability_view import MatrixRow, Traceability
from procurement.i18n import gettext as _
from procurement.i18n import language


def write_traceability(view: Traceability) -> bytes:
    """Return an xlsx file with every link and every gap, and the same as a matrix."""
    book = new_book()
    pages = [Page(book.worksheets[0]), Page(book.create_sheet())]
    with language(view.frame.language):
        pages[0].sheet.title = _("Links")
        fill_table(pages[0], view.frame, _link_columns(), map(astuple, view.links), "C")
        pages[1].sheet.title = _("Matrix")
        _fill_matrix(pages[1], view)
    set_properties(book, view.frame)
    return saved(book, pages)


def _link_columns() -> dict[str, float]:
    """Return the headings and their widths in characters."""
    return {
        _("What is missing"): 20,
        _("Need"): 9,
        _("Statement"): 48,
        _("Area"): 20,
        _("Quotes"): 8,
        _("Requirement"): 13,
        _("Title"): 26,
        _("Class"): 8,
        _("Chapter"): 26,
        _("Reason"): 48,
        _("Criterion"): 14,
    }


def _fill_matrix(page: Page, view: Traceability) -> None:
    """Write needs down and requirements or chapters across, with the sums above the headings."""
    from openpyxl.styles import Alignment  # heavy: loaded by the first spreadsheet
    from openpyxl.utils import get_column_letter

    columns = {_("Need"): 9.0, _("Statement"): 48.0, _("Number of links"): 9.0}
    columns |= dict.fromkeys(view.columns, 5.0)
    fill_table(page, view.frame, columns, map(_matrix_values, view.matrix), "D")
    page.text(f"B{HEAD - 1}", _("Number of links"), "note")
    upright = Alignment(textRotation=90, horizontal="center", vertical="bottom")
    for place, total in enumerate(view.totals, start=4):
        page.sheet.cell(HEAD, place).alignment = upright
        page.number(f"{get_column_letter(place)}{HEAD - 1}", total, "weight")
    page.number(f"C{HEAD - 1}", sum(view.totals), "weight")
    page.sheet.row_dimensions[HEAD].height = 110


def _matrix_values(row: MatrixRow) -> tuple[Value, ...]:
    return (row.need, row.statement, row.total, *row.cells)
