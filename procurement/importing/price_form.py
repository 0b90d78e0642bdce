"""Read a price form that came back and compute it ourselves; runs in the child.

Quantities come from what was sent out, prices from the open cells. What the formulas of the file
say is only compared with that.
"""

from decimal import Decimal
from typing import Any

from procurement.exchange.digests import text_digest
from procurement.exchange.hidden import Hidden
from procurement.exchange.prices import LOCKED, evaluated, wrong_with
from procurement.importing.form_sheet import FormSheet, supplier_of
from procurement.importing.problems import Problem, problem
from procurement.importing.workbook import BLANK, Book, Cell, Content


class PriceReader:
    """Reads the sheet with the prices."""

    def __init__(self, book: Book, hidden: Hidden) -> None:
        self.book, self.hidden = book, hidden
        self.problems: list[Problem] = []
        self.lines = {row[0]: row[1:] for row in hidden.told("row")}

    def run(self) -> tuple[dict[str, Any], list[Problem]]:
        """Read everything that can be read; return it with what is wrong."""
        supplier = supplier_of(self.book, self.hidden, "prices", self._text)
        sheet = FormSheet(self.book, self.hidden, "prices", self._note)
        lines = [
            self._line(code, cells, sheet.place("price", number))
            for code, number, cells in sheet.rows({*LOCKED, "price"})
        ]
        total = _sum(lines, self.lines, "counted")
        self._compare(sheet.name, total)
        sums = {"evaluated_price": total, "options": _sum(lines, self.lines, "option")}
        return {"supplier": supplier, "lines": lines} | sums, self.problems

    def _note(self, code: str, place: str, /, **values: object) -> None:
        self.problems.append(problem(code, place, **values))

    def _text(self, cell: Cell, place: str) -> str:
        if cell.content == Content.formula:
            self._note("formula", place)
            return ""
        return "" if cell.is_blank else cell.text

    def _line(self, code: str, cells: dict[str, Cell], place: str) -> dict[str, Any]:
        digest, kind, quantity = self.lines[code]
        shown = [cells[name].text for name in LOCKED[:-1]]
        if text_digest([*shown, _quantity(cells["quantity"], quantity)]) != digest:
            self._note("changed_line", place, code=code)
        price = self._price(cells["price"], place)
        amount = None if price is None else Decimal(quantity) * Decimal(price)
        return {
            "line": code,
            "is_option": kind == "option",
            "place": place,
            "quantity": quantity,
            "unit_price": price,
            "amount": None if amount is None else format(amount, "f"),
        }

    def _price(self, cell: Cell, place: str) -> str | None:
        """Return a unit price; None where it is blank or cannot be taken."""
        text = self._text(cell, place)
        if not text:
            return None
        if cell.number is None:
            self._note("not_a_number", place, text=text[:60])
            return None
        wrong = wrong_with(cell.number)
        if wrong:
            self._note(wrong, place, text=text)
            return None
        return text

    def _compare(self, sheet: str, total: str | None) -> None:
        """Say so if the file itself shows another evaluated price than we compute."""
        at = self.hidden.fact("evaluated")
        cell = self.book.grids.get(sheet, {}).get(int(at[1:]), {}).get(at[0], BLANK)
        if total is None or not cell.cached:
            return
        if _as_ore(cell.cached) != Decimal(total):
            self._note("other_total", f"{sheet}!{at}", shown=cell.cached, total=total)


def _quantity(cell: Cell, quantity: str) -> str:
    """Return the quantity that a cell shows, written as the one sent out if it is the same."""
    same = cell.number is not None and cell.number == Decimal(quantity)
    return quantity if same else cell.text


def _sum(lines: list[dict[str, Any]], sent: dict[str, tuple[str, ...]], kind: str) -> str | None:
    """Return the sum of the lines of a kind; None as long as one sent out lacks a price."""
    codes = {code for code, row in sent.items() if row[1] == kind}
    amounts = {each["line"]: each["amount"] for each in lines if each["line"] in codes}
    if not codes or set(amounts) != codes or None in amounts.values():
        return None
    return format(evaluated(map(Decimal, amounts.values())), "f")


def _as_ore(shown: str) -> Decimal | None:
    """Return what a formula showed, in øre; None if it is no number."""
    try:
        return Decimal(repr(float(shown))).quantize(Decimal("0.01"))
    except ValueError:
        return None
