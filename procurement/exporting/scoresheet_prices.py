"""The block with prices and the parameters of the price formula, from which points are computed."""

from dataclasses import dataclass, field
from fractions import Fraction

from procurement.evaluation.numbers import read_number
from procurement.exporting.scoresheet_formulas import if_complete_range, price_points, rounded
from procurement.exporting.scoresheet_points import Layout
from procurement.exporting.scoresheet_tree import Tree
from procurement.exporting.sheet_xml import Cached
from procurement.exporting.spreadsheet import Page

_PARAMETERS = {
    "linear": ("max_points", "lowest", "zero_at", "floor"),
    "proportional": ("max_points", "lowest"),
    "hybrid": ("max_points", "lowest", "knee"),
    "high_low": ("max_points", "lowest", "highest"),
    "fixed": ("max_points", "full_price", "zero_price"),
    "mean_relative": ("max_points", "mean"),
    "logarithmic": ("max_points", "lowest", "base"),
    "bands": ("max_points",),
}
_FUNCTIONS = {"lowest": "MIN", "highest": "MAX", "mean": "AVERAGE"}  # of the prices


@dataclass
class PriceBlock:
    """Prices in one row and the parameters of the formula in the rows below."""

    page: Page
    tree: Tree
    layout: Layout
    words: dict[str, str]
    row: int  # of the prices
    cells: dict[str, str] = field(default_factory=dict)  # of the parameters, by name

    def fill(self) -> None:
        """Write the whole block."""
        view, page = self.tree.view, self.page
        page.label(self.row, self.words["price"], "strong")
        for (column, other), bid in zip(self.layout.columns, view.bids, strict=True):
            page.text(f"{other}{self.row}", "")
            if bid.excluded or bid.price is None:
                word = "excluded" if bid.excluded else "price_closed"
                page.text(f"{column}{self.row}", self.words[word], "closed")
            else:
                page.number(f"{column}{self.row}", float(read_number(bid.price)), self.money)
        formula = self.words[f"formula_{view.formula}"]
        page.text(f"B{self.row + 1}", f"{self.words['price_formula']}: {formula}", "note")
        names = [
            name for name in _PARAMETERS[view.formula] if name != "floor" or view.floor is not None
        ]
        for row, name in enumerate(names, self.row + 2):
            page.label(row, self.words[name])
            self.cells[name] = f"$D${row}"
            self.write_parameter(name, f"D{row}")

    def write_parameter(self, name: str, at: str) -> None:
        """Write a given parameter as a number, and one that the prices decide as a formula."""
        if name in _FUNCTIONS:
            complete = len(self.amounts) == self.admitted and bool(self.amounts)
            shown: Cached = float(self.computed(name)) if complete else self.words["missing"]
            function = f"{_FUNCTIONS[name]}({self.prices})"
            self.page.formula(at, self.if_priced(function), shown, self.money)
        else:
            look = self.money if name in ("full_price", "zero_price") else "weight"
            self.page.number(at, float(read_number(getattr(self.tree.view, name))), look)

    def computed(self, name: str) -> Fraction:
        """Return the lowest, the highest or the mean of the prices."""
        if name == "mean":
            return sum(self.amounts, Fraction(0)) / len(self.amounts)
        return min(self.amounts) if name == "lowest" else max(self.amounts)

    @property
    def admitted(self) -> int:
        """The number of bids that take part."""
        return sum(not bid.excluded for bid in self.tree.view.bids)

    @property
    def amounts(self) -> list[Fraction]:
        """The prices that were given of bids that take part."""
        bids = [bid for bid in self.tree.view.bids if not bid.excluded]
        return [read_number(bid.price) for bid in bids if bid.price is not None]

    @property
    def money(self) -> str:
        """The look of prices: with øre where there are any."""
        return "money" if all(each.denominator == 1 for each in self.amounts) else "money_exact"

    @property
    def prices(self) -> str:
        """The range that holds the prices; the cells between them are empty."""
        first, last = self.layout.columns[0][0], self.layout.columns[-1][0]
        return f"${first}${self.row}:${last}${self.row}"

    def if_priced(self, then: str) -> str:
        """Compute only when every bid that takes part has a price."""
        count = max(1, self.admitted)
        return if_complete_range(self.prices, count, then, self.words["missing"])

    def points(self, column: str) -> str:
        """Return the formula of the points of the price in a column."""
        view = self.tree.view
        raw = price_points(view, f"{column}${self.row}", self.cells)
        return self.if_priced(rounded(raw, view.rounding_points))
