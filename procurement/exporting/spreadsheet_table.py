"""Write a sheet that is one table: a title, headings that stay in view, and very many rows."""

from collections.abc import Iterable, Mapping, Sequence

from procurement.exporting.sheet_xml import Value
from procurement.exporting.spreadsheet import A3, Page, row_height, set_print
from procurement.exporting.views import Frame

HEAD = 4  # row of the column headings


def fill_table(
    page: Page,
    frame: Frame,
    columns: Mapping[str, float],
    rows: Iterable[Sequence[Value]],
    stays: str,
) -> None:
    """Write the rows under their headings; the columns before `stays` stay in view.

    `columns` gives the width of each heading in characters.
    """
    from openpyxl.utils import get_column_letter  # heavy: loaded by the first spreadsheet

    set_print(page.sheet, frame, A3)
    letters = [get_column_letter(place) for place in range(1, len(columns) + 1)]
    _write_head(page, frame, dict(zip(letters, columns, strict=True)))
    page.sample("row", dict.fromkeys(letters, "text"))
    for values in rows:
        texts = ((str(v), w) for v, w in zip(values, columns.values(), strict=True) if v)
        page.row("row", values, row_height(texts))
    for letter, width in zip(letters, columns.values(), strict=True):
        page.sheet.column_dimensions[letter].width = width
    page.sheet.auto_filter.ref = f"A{HEAD}:{letters[-1]}{HEAD + len(page.added.rows)}"
    page.sheet.print_title_rows = f"{HEAD}:{HEAD}"
    page.sheet.freeze_panes = f"{stays}{HEAD + 1}"


def _write_head(page: Page, frame: Frame, headings: Mapping[str, str]) -> None:
    page.text("A1", f"{frame.title} – {frame.procurement}", "title")
    details = (frame.buyer, frame.issued, frame.baseline, frame.notice)
    page.text("A2", " · ".join(detail for detail in details if detail), "note")
    for letter, heading in headings.items():
        page.text(f"{letter}{HEAD}", heading, "head")
    page.sheet.row_dimensions[1].height = 26
