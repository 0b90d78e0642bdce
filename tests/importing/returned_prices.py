"""Price forms as suppliers send them back."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from procurement.exporting.price_sheet import write_price_form
from procurement.exporting.price_views import PriceForm

PRICES = "Prisskjema"


def rows_of(book: Workbook) -> dict[str, int]:
    """Return the rows of the lines by code."""
    return {
        str(row[0].value): row[0].row
        for row in book[PRICES].iter_rows()
        if str(row[0].value).startswith("PL-")
    }


def priced(view: PriceForm, **prices: Any) -> bytes:
    """Write prices into a form, named by line: PL_01; what is not named stays blank."""
    book = load_workbook(BytesIO(write_price_form(view)))
    rows = rows_of(book)
    for name, price in prices.items():
        book[PRICES][f"E{rows[name.replace('_', '-')]}"] = price
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_hand(view: PriceForm, prices: dict[str, str]) -> dict[tuple[str, int], Decimal]:
    """Compute from the view what each municipality pays in each year for what counts."""
    paid: dict[tuple[str, int], Decimal] = {}
    for line, share in view.shares(options=False):
        for year, quantity in share.years:
            key = (share.buyer, year)
            paid[key] = paid.get(key, Decimal(0)) + quantity * Decimal(prices[line.code])
    return paid
