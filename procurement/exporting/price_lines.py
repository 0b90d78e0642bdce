"""The sheet of the price form in which a supplier writes its unit prices."""

from collections.abc import Sequence

from procurement.exchange.prices import COLUMNS, MOST_OF_A_PRICE, NOISE, ORE
from procurement.exporting.answer_formulas import blank
from procurement.exporting.answer_labels import supplier
from procurement.exporting.price_labels import checks, heads, titles
from procurement.exporting.price_views import FormLine, PriceForm
from procurement.exporting.scoresheet_formulas import quoted, runs, span
from procurement.exporting.spreadsheet import A4, Page, row_height, set_print
from procurement.i18n import gettext as _

LETTERS = dict(zip(COLUMNS, "ABCDEFG", strict=True))
_WIDTHS = dict(zip("ABCDEFG", (11.0, 46.0, 15.0, 13.0, 18.0, 20.0, 24.0), strict=True))
_LOOKS = {"quantity": "quantity", "price": "written_price", "amount": "money_exact"}


class LinesPage:
    """The sheet under construction, and where its lines and sums have come to stand."""

    def __init__(self, page: Page, view: PriceForm) -> None:
        self.page, self.view = page, view
        self.words, self.checks = titles(), checks()
        self.rows: dict[str, int] = {}  # by the code of the line
        self.head = 0  # row of the first headings
        self.row = 1

    def fill(self) -> None:
        """Write the sheet from top to bottom."""
        self._write_title()
        self._write_supplier()
        self.state = self.row  # heading, two sums, what is left, and a blank row
        self.row += 5
        for is_option in (False, True):
            lines = [line for line in self.view.lines if line.is_option == is_option]
            if lines or not is_option:
                self._write_lines(lines, is_option)
        self._write_state()
        self._validate()
        self._set_up()

    def total(self, is_option: bool) -> str:
        """Return the cell with a sum, to be named on another sheet."""
        return f"'{self.words['sheet_prices']}'!$D${self.state + (2 if is_option else 1)}"

    def cell(self, line: FormLine, name: str) -> str:
        """Return a cell of a line, to be named on another sheet."""
        return f"'{self.words['sheet_prices']}'!${LETTERS[name]}${self.rows[line.code]}"

    def _write_title(self) -> None:
        frame = self.view.frame
        self.page.text("A1", frame.title, "title")
        self.page.text("A2", f"{frame.procurement} · {frame.buyer}", "subtitle")
        details = (frame.issued, frame.baseline, f"{self.words['form_id']} {self.view.form_id}")
        self.page.text("A3", " · ".join(details), "note")
        self.page.text("A4", " ".join(filter(None, (frame.notice, self.words["kroner"]))), "note")
        self.page.sheet.row_dimensions[1].height = 26
        self.row = 6

    def _heading(self, text: str) -> None:
        self.page.text(f"A{self.row}", text, "section")
        self.page.sheet.row_dimensions[self.row].height = 20
        self.row += 1

    def _write_supplier(self) -> None:
        self._heading(self.words["who"])
        for word in supplier().values():
            self.page.text(f"A{self.row}", word)
            self._across("A", "B", "text")
            self.page.text(f"C{self.row}", "", "written")
            self._across("C", "G", "written")
            self.page.sheet.row_dimensions[self.row].height = 18
            self.row += 1
        self.row += 1

    def _across(self, first: str, last: str, look: str) -> None:
        for column in "ABCDEFG"["ABCDEFG".index(first) + 1 : "ABCDEFG".index(last) + 1]:
            self.page.paint(f"{column}{self.row}", look)
        self.page.sheet.merge_cells(f"{first}{self.row}:{last}{self.row}")

    def _write_lines(self, lines: Sequence[FormLine], is_option: bool) -> None:
        """Write the lines of one kind under headings of their own."""
        self._heading(self.words["optional" if is_option else "counted"])
        self.head = self.head or self.row
        for name, heading in heads().items():
            look = "head_number" if name in _LOOKS else "head"
            self.page.text(f"{LETTERS[name]}{self.row}", heading, look)
        self.row += 1
        for line in lines:
            self._write_line(line)
        self.row += 1

    def _write_line(self, line: FormLine) -> None:
        row, page = self.row, self.page
        self.rows[line.code] = row
        for name in ("code", "name", "unit"):
            page.text(f"{LETTERS[name]}{row}", getattr(line, name))
        page.number(f"{LETTERS['quantity']}{row}", line.quantity, "quantity")
        price = f"{LETTERS['price']}{row}"
        page.paint(price, "written_price")
        check = f"{LETTERS['check']}{row}"
        fine = f"{check}={quoted(self.checks['fine'])}"
        amount = f'IF({fine},{LETTERS["quantity"]}{row}*{price},"")'
        page.formula(f"{LETTERS['amount']}{row}", amount, "", "money_exact")
        page.formula(check, self._check(price), self.checks["missing"], "status")
        page.sheet.row_dimensions[row].height = max(18, row_height([(line.name, _WIDTHS["B"])]))
        self.row += 1

    def _check(self, price: str) -> str:
        """Return the formula of what is wrong with a price; a blank is missing, never zero."""
        formula = quoted(self.checks["fine"])
        for condition, word in (
            (f"{price}>{MOST_OF_A_PRICE}", "too_large"),
            (f"ROUND({price},{ORE})<>{price}", "too_exact"),
            (f"{price}<0", "negative"),
            (f"NOT(ISNUMBER({price}))", "not_number"),
            (blank(price), "missing"),
        ):
            formula = f"IF({condition},{quoted(self.checks[word])},{formula})"
        return formula

    def _write_state(self) -> None:
        """Write the sums and how many lines are left, above the lines that they come from."""
        last, self.row = self.row, self.state
        self._heading(self.words["state"])
        for name, is_option in (("evaluated", False), ("options", True)):
            self.page.text(f"A{self.row}", self.words[name], "strong")
            self._across("A", "C", "strong")
            self._write_sum(self._rows(is_option))
            self._across("D", "G", "strong_money")
            self.row += 1
        self._write_left(len(self.rows))
        self.row = last

    def _write_sum(self, rows: Sequence[int]) -> None:
        at, missing = f"D{self.row}", self.checks["missing"]
        if not rows:
            self.page.text(at, "–", "strong_money")
            return
        total = f"ROUND(ROUND(SUM({self._cells('amount', rows)}),{NOISE}),{ORE})"
        formula = f"IF({self._unpriced(rows)}=0,{total},{quoted(missing)})"
        self.page.formula(at, formula, missing, "strong_money")

    def _write_left(self, count: int) -> None:
        kinds = [rows for rows in (self._rows(False), self._rows(True)) if rows]
        left = "+".join(map(self._unpriced, kinds)) or "0"
        self.page.formula(f"D{self.row}", left, count, "strong_weight")
        self._across("D", "G", "strong_weight")
        complete, incomplete = self.words["complete"], self.words["incomplete"]
        formula = f"IF(D{self.row}=0,{quoted(complete)},{quoted(incomplete)})"
        self.page.formula(f"A{self.row}", formula, incomplete if count else complete, "strong")
        self._across("A", "C", "strong")

    def _rows(self, is_option: bool) -> list[int]:
        return [self.rows[line.code] for line in self.view.lines if line.is_option == is_option]

    def _cells(self, name: str, rows: Sequence[int]) -> str:
        return ",".join(span(LETTERS[name], run) for run in runs(rows))

    def _unpriced(self, rows: Sequence[int]) -> str:
        """Return the formula of how many lines have no valid price."""
        checks_ = self._cells("check", rows)
        fine = quoted(self.checks["fine"])
        return f"({len(rows)}-COUNTIF({checks_},{fine}))"

    def _validate(self) -> None:
        """Let the cells for prices take numbers only."""
        from openpyxl.worksheet.datavalidation import DataValidation  # heavy: loaded when needed

        if not self.rows:
            return
        rule = DataValidation(type="decimal", operator="between", allow_blank=True)
        rule.formula1, rule.formula2 = "0", str(MOST_OF_A_PRICE)
        rule.errorTitle = _("Write a number")
        rule.error = _("Write the unit price as a number, or leave the cell empty.")
        rule.showErrorMessage = True
        rule.sqref = self._cells("price", sorted(self.rows.values())).replace(",", " ")
        self.page.sheet.add_data_validation(rule)

    def _set_up(self) -> None:
        sheet = self.page.sheet
        for column, width in _WIDTHS.items():
            sheet.column_dimensions[column].width = width
        sheet.print_title_rows = f"{self.head}:{self.head}"
        set_print(sheet, self.view.frame, A4)
        cells = f"{LETTERS['check']}{self.head}:{LETTERS['check']}{self.row}"
        wrong = [word for name, word in self.checks.items() if name != "fine"]
        self.page.emphasise(cells, wrong)
