"""Write the price form as a spreadsheet with live formulas down to the evaluated price."""

from collections.abc import Iterator, Sequence

from procurement.exchange.hidden import SHEET, sealed
from procurement.exchange.prices import FORM, VERSION
from procurement.exporting.answer_labels import supplier
from procurement.exporting.answer_sheet import hidden_page
from procurement.exporting.price_labels import guidance, heads, titles
from procurement.exporting.price_lines import LETTERS, LinesPage
from procurement.exporting.price_tables import BuyersPage, QuantitiesPage
from procurement.exporting.price_views import PriceForm
from procurement.exporting.spreadsheet import (
    A4,
    Page,
    new_book,
    row_height,
    saved,
    set_print,
    set_properties,
)
from procurement.i18n import language

_GUIDE_WIDTHS = {"A": 44.0, "B": 26.0, "C": 30.0}


def write_price_form(view: PriceForm) -> bytes:
    """Return an xlsx file in which a supplier writes unit prices and sees the evaluated price."""
    with language(view.frame.language):
        words = titles()
        book = new_book()
        pages = [Page(book.worksheets[0])]
        pages += [Page(book.create_sheet(name)) for name in ("2", "3", "4")]
        names = ("sheet_prices", "sheet_quantities", "sheet_buyers", "sheet_guide")
        for page, name in zip(pages, names, strict=True):
            page.sheet.title = words[name]
        lines = LinesPage(pages[0], view)
        quantities = QuantitiesPage(pages[1], view, lines)
        lines.fill()
        quantities.fill()
        BuyersPage(pages[2], view, quantities).fill()
        _fill_guide(pages[3], view, words)
        pages.append(hidden_page(book.create_sheet(SHEET), sealed(_marks(lines))))
    for page in pages:
        page.protect()
    set_properties(book, view.frame)
    return saved(book, pages)


def _fill_guide(page: Page, view: PriceForm, words: dict[str, str]) -> None:
    """Write how the form is filled in, and whom the prices apply to."""
    page.text("A1", words["sheet_guide"], "title")
    page.sheet.row_dimensions[1].height = 26
    row = 3
    for number, text in enumerate(guidance(), 1):
        shown = f"{number}. {text}"
        page.text(f"A{row}", shown, "paragraph")
        page.sheet.merge_cells(f"A{row}:C{row}")
        page.sheet.row_dimensions[row].height = row_height([(shown, sum(_GUIDE_WIDTHS.values()))])
        row += 1
    row += 1
    page.text(f"A{row}", words["participants"], "section")
    page.sheet.row_dimensions[row].height = 20
    heading = (words["buyer"], supplier()["organisation_number"], words["part"])
    for column, word in zip("ABC", heading, strict=True):
        page.text(f"{column}{row + 1}", word, "head")
    for at, each in enumerate(view.participants, row + 2):
        for column, text in zip(
            "ABC", (each.name, each.organisation_number, each.status), strict=True
        ):
            page.text(f"{column}{at}", text)
    for column, width in _GUIDE_WIDTHS.items():
        page.sheet.column_dimensions[column].width = width
    set_print(page.sheet, view.frame, A4)


def _marks(lines: LinesPage) -> Iterator[Sequence[str]]:
    """Yield what the reader needs: which form this is, and what stands where."""
    view, origin = lines.view, lines.view.origin
    yield from (
        ("form", FORM),
        ("version", VERSION),
        ("id", view.form_id),
        ("procurement", origin.procurement),
        ("edition", origin.edition),
        ("digest", origin.digest),
        ("language", view.frame.language),
        ("sheet", "prices", lines.page.sheet.title),
        ("head", str(lines.head)),
        ("evaluated", f"D{lines.state + 1}"),
    )
    yield from (("column", name, LETTERS[name], word) for name, word in heads().items())
    yield from (("supplier", name, word) for name, word in supplier().items())
    for line in view.lines:
        kind = "option" if line.is_option else "counted"
        yield ("row", line.code, line.digest, kind, format(line.quantity, "f"))
