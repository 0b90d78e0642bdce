"""The sheets of the price form that show quantities and sums by municipality and year."""

from collections.abc import Sequence

from procurement.exporting.price_labels import checks, heads, titles, year_word
from procurement.exporting.price_lines import LinesPage
from procurement.exporting.price_views import FormLine, PriceForm, Share
from procurement.exporting.scoresheet_formulas import quoted
from procurement.exporting.sheet_xml import Computed, Value
from procurement.exporting.spreadsheet import A3, A4, Page, row_height, set_print

_HEAD = 3  # row of the headings
_WIDTHS = (11.0, 40.0, 11.0, 28.0)  # code, line, option, municipality
_FIRST_YEAR = len(_WIDTHS) + 1
_YEAR_WIDTH, _SUM_WIDTH = 13.0, 18.0


class QuantitiesPage:
    """One row for each line and municipality, with the quantity of each year."""

    def __init__(self, page: Page, view: PriceForm, lines: LinesPage) -> None:
        from openpyxl.utils import get_column_letter  # heavy: loaded by the first spreadsheet

        self.page, self.view, self.lines = page, view, lines
        self.words = titles()
        after = _FIRST_YEAR + len(view.years)
        self.years = {
            year: get_column_letter(column) for column, year in enumerate(view.years, _FIRST_YEAR)
        }
        self.sum, self.price, self.amount = (get_column_letter(after + n) for n in range(3))

    @property
    def last(self) -> int:
        """Return the number of the last row."""
        return _HEAD + len(self.page.added.rows)

    def fill(self) -> None:
        """Write the sheet."""
        frame, page = self.view.frame, self.page
        page.text("A1", f"{self.words['sheet_quantities']} – {frame.procurement}", "title")
        page.sheet.row_dimensions[1].height = 26
        columns = ["A", "B", "C", "D", *self.years.values(), self.sum, self.price, self.amount]
        for column, heading in zip(columns, self._heads(), strict=True):
            look = "head" if column in "ABCD" else "head_number"
            page.text(f"{column}{_HEAD}", heading, look)
        looks = dict.fromkeys("ABCD", "text") | dict.fromkeys(
            [*self.years.values(), self.sum], "quantity"
        )
        page.sample("share", looks | dict.fromkeys((self.price, self.amount), "money_exact"))
        for line, share in self.view.shares():
            self._write_share(line, share)
        widths = [*_WIDTHS, *[_YEAR_WIDTH] * len(self.years), _YEAR_WIDTH, _SUM_WIDTH, _SUM_WIDTH]
        for column, width in zip(columns, widths, strict=True):
            page.sheet.column_dimensions[column].width = width
        page.sheet.freeze_panes = f"A{_HEAD + 1}"
        page.sheet.auto_filter.ref = f"A{_HEAD}:{self.amount}{self.last}"
        page.sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
        set_print(page.sheet, frame, A3)

    def _heads(self) -> list[str]:
        words = heads()
        years = [year_word(year) for year in self.years]
        first = [words["code"], words["name"], self.words["option"], self.words["buyer"]]
        return [*first, *years, self.words["sum"], words["price"], words["amount"]]

    def _write_share(self, line: FormLine, share: Share) -> None:
        row = self.last + 1
        given = dict(share.years)
        total = sum(given.values())
        fine = f"{self.lines.cell(line, 'check')}={quoted(checks()['fine'])}"
        first, last = next(iter(self.years.values())), list(self.years.values())[-1]
        values: list[Value] = [
            line.code,
            line.name,
            self.words["yes" if line.is_option else "no"],
            share.buyer,
            *[given.get(year) for year in self.years],
            Computed(f"SUM({first}{row}:{last}{row})", float(total)),
            Computed(f'IF({fine},{self.lines.cell(line, "price")},"")', ""),
            Computed(f'IF({fine},{self.sum}{row}*{self.price}{row},"")', ""),
        ]
        height = row_height([(line.name, _WIDTHS[1]), (share.buyer, _WIDTHS[3])])
        self.page.row("share", values, max(height, 16))

    def column(self, letter: str) -> str:
        """Return the cells of a column below the headings, to be named on another sheet."""
        first, last = _HEAD + 1, max(self.last, _HEAD + 1)
        return f"'{self.words['sheet_quantities']}'!${letter}${first}:${letter}${last}"


class BuyersPage:
    """What each municipality pays in each year: sums of the lines that count, and of options."""

    def __init__(self, page: Page, view: PriceForm, quantities: QuantitiesPage) -> None:
        self.page, self.view, self.quantities = page, view, quantities
        self.words = titles()
        self.row = 3

    def fill(self) -> None:
        """Write both tables."""
        frame, page = self.view.frame, self.page
        page.text("A1", f"{self.words['sheet_buyers']} – {frame.procurement}", "title")
        page.sheet.row_dimensions[1].height = 26
        for is_option in (False, True):
            buyers = sorted({share.buyer for _line, share in self.view.shares(is_option)})
            if buyers:
                self._write_table(buyers, is_option)
        for place in range(len(self.quantities.years) + 2):
            column = page.sheet.cell(1, place + 1).coordinate.rstrip("1")
            page.sheet.column_dimensions[column].width = _SUM_WIDTH if place else 34
        set_print(page.sheet, frame, A4)

    def _write_table(self, buyers: Sequence[str], is_option: bool) -> None:
        page = self.page
        page.text(f"A{self.row}", self.words["optional" if is_option else "counted"], "section")
        page.sheet.row_dimensions[self.row].height = 20
        self.row += 1
        years = [year_word(year) for year in self.quantities.years]
        columns = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(years) + 2]
        for column, heading in zip(
            columns, (self.words["buyer"], *years, self.words["sum"]), strict=True
        ):
            page.text(f"{column}{self.row}", heading, "head" if column == "A" else "head_number")
        first = self.row + 1
        for self.row, buyer in enumerate(buyers, first):
            page.text(f"A{self.row}", buyer)
            for column, letter in zip(columns[1:], self.quantities.years.values(), strict=False):
                self._sum(f"{column}{self.row}", self._paid(letter, is_option), is_option)
            across = f"SUM(B{self.row}:{columns[-2]}{self.row})"
            self._sum(f"{columns[-1]}{self.row}", across, is_option)
        last, self.row = self.row, self.row + 1
        page.text(f"A{self.row}", self.words["sum"], "strong")
        for column in columns[1:]:
            down = f"SUM({column}{first}:{column}{last})"
            self._sum(f"{column}{self.row}", down, is_option, "strong_money")
        self.row += 2

    def _paid(self, year: str, is_option: bool) -> str:
        """Return the formula of what a municipality pays in a year; it stands in column A."""
        of = self.quantities.column
        kind = quoted(self.words["yes" if is_option else "no"])
        chosen = f"({of('D')}=$A{self.row})*({of('C')}={kind})"
        return f"SUMPRODUCT({chosen},{of(year)},{of(self.quantities.price)})"

    def _sum(self, at: str, formula: str, is_option: bool, look: str = "money_exact") -> None:
        """Write a sum that shows once all lines of its kind are priced."""
        missing = checks()["missing"]
        total = self.quantities.lines.total(is_option)
        whole = f"IF(ISNUMBER({total}),{formula},{quoted(missing)})"
        self.page.formula(at, whole, missing, look)
