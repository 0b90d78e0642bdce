"""The sheet with the result: totals and ranks, the criteria tree and the prices."""

from dataclasses import dataclass, field

from procurement.evaluation.numbers import read_number, round_half_up
from procurement.exporting.scoresheet_formulas import (
    NOISE,
    if_complete,
    if_number,
    quoted,
    rounded,
    weighted_mean,
)
from procurement.exporting.scoresheet_points import A4, HEAD, Layout, write_bid_head
from procurement.exporting.scoresheet_prices import PriceBlock
from procurement.exporting.scoresheet_tree import Tree
from procurement.exporting.spreadsheet import Cached, Page, set_print

_WIDTHS = {"A": 10.0, "B": 58.0, "C": 10.0, "D": 15.0}
_BID_WIDTH = 13.0
_TOTAL, _RANK, _RECORDED, _CONTROL, _TREE = 6, 7, 8, 9, 11
_SAME = "0.00000001"  # totals that differ by less are the same


@dataclass
class ResultPage:
    """The result sheet under construction."""

    page: Page
    tree: Tree
    layout: Layout
    words: dict[str, str]
    rows: dict[int, int] = field(init=False)  # by the place of the node
    prices: PriceBlock = field(init=False)

    def __post_init__(self) -> None:
        nodes = range(len(self.tree.view.nodes))
        shown = [place for place in nodes if not self.tree.is_requirement(place)]
        self.rows = {place: row for row, place in enumerate(shown, _TREE)}
        below = _TREE + len(shown) + 1
        self.prices = PriceBlock(self.page, self.tree, self.layout, self.words, below)

    def fill(self) -> None:
        """Write the whole sheet."""
        self.write_head()
        after = self.prices.row
        if any(map(self.tree.is_priced, self.rows)):
            self.prices.fill()
            after += 2 + len(self.prices.cells)
        self.write_rounding(after)
        for place, row in self.rows.items():
            self.write_node(place, row)
        self.write_totals()
        if any(total is not None for total in self.tree.view.totals):
            self.write_control()
        self.set_up()

    def write_head(self) -> None:
        """Write the titles and the column headings."""
        view, words, page = self.tree.view, self.words, self.page
        page.text("A1", f"{words['sheet_result']} – {view.frame.procurement}", "title")
        details = f"{words['evaluator']}: {view.evaluator} · {view.frame.baseline}"
        page.text("A2", details, "subtitle")
        page.text("A3", words["how_it_is_computed"], "note")
        names = ("code", "criterion", "weight", "share")
        page.heads(HEAD, dict(zip("ABCD", (words[name] for name in names), strict=True)), "CD")
        write_bid_head(page, self.tree, self.layout, (words["points"], words["contribution"]))

    def write_node(self, place: int, row: int) -> None:
        """Write a criterion with its weight, share, points and contributions."""
        node, page, missing = self.tree.view.nodes[place], self.page, self.words["missing"]
        main = "strong_" if node.parent is None else ""
        page.text(f"A{row}", node.code, "strong" if main else "text")
        page.text(f"B{row}", "\u2003" * (node.depth - 1) + node.name, "strong" if main else "text")
        page.number(f"C{row}", float(self.tree.weights[place]), f"{main}weight")
        share = self.tree.shares[place]
        page.formula(f"D{row}", self.share(place), float(share), f"{main}share")
        for bid, (points, contribution) in enumerate(self.layout.columns):
            value = self.tree.points[place][bid]
            shown: Cached = missing if value is None else float(value)
            page.formula(f"{points}{row}", self.points(place, points), shown, f"{main}number")
            part = if_number(f"{points}{row}", f"$D{row}*{points}{row}", "")
            shown = "" if value is None else float(value * share)
            page.formula(f"{contribution}{row}", part, shown, f"{main}number")

    def share(self, place: int) -> str:
        """Return the formula of a node's share of the whole."""
        parent = next(at for at, below in self.tree.children.items() if place in below)
        siblings = ",".join(f"$C${self.rows[at]}" for at in self.tree.children[parent])
        own = f"C{self.rows[place]}/SUM({siblings})"
        return own if parent is None else f"D{self.rows[parent]}*{own}"

    def points(self, place: int, column: str) -> str:
        """Return the formula of a node's points: of its price, of the points sheet, or below."""
        if self.tree.is_priced(place):
            return self.prices.points(column)
        if place not in self.layout.rows:
            return self.mean(column, self.tree.children.get(place, []), None)
        sheet = self.words["sheet_points"].replace("'", "''")
        source = f"'{sheet}'!{column}{self.layout.rows[place]}"
        if self.tree.is_scored(place):
            own = rounded(source, self.tree.view.rounding_points)
            return if_number(source, own, self.words["missing"])
        return source

    def mean(self, column: str, places: list[int], decimals: int | None) -> str:
        """Return the weighted mean of nodes of this sheet, whose points are rounded already."""
        rows = [self.rows[place] for place in places]
        mean = rounded(weighted_mean(column, "$C", [], rows, None), decimals)
        return if_complete(column, rows, mean, self.words["missing"])

    def write_totals(self) -> None:
        """Write total and rank, above the tree, since people look there first."""
        page, words = self.page, self.words
        self.label(_TOTAL, words["total"], "strong")
        self.label(_RANK, words["rank"], "strong")
        decimals = self.tree.view.rounding_total
        first, last = self.layout.columns[0][0], self.layout.columns[-1][0]
        everyone = f"${first}${_TOTAL}:${last}${_TOTAL}"
        for bid, (points, _other) in enumerate(self.layout.columns):
            total, rank = self.tree.totals[bid], self.tree.ranks[bid]
            mean = self.mean(points, self.tree.children[None], NOISE if decimals is None else decimals)
            shown: Cached = words["missing"] if total is None else float(total)
            page.formula(f"{points}{_TOTAL}", mean, shown, "strong_number")
            ranked = if_number(f"{points}{_TOTAL}", f"RANK({points}{_TOTAL},{everyone},0)", "")
            page.formula(f"{points}{_RANK}", ranked, "" if rank is None else rank, "strong_weight")

    def write_control(self) -> None:
        """Write the totals that Kravspor recorded, and whether the formulas still give them."""
        self.label(_RECORDED, self.words["recorded_total"])
        self.label(_CONTROL, self.words["control"])
        agrees, differs = self.words["agrees"], self.words["differs"]
        for bid, (points, _other) in enumerate(self.layout.columns):
            recorded = self.tree.view.totals[bid]
            if recorded is None:
                continue
            total = round_half_up(read_number(recorded), self.tree.view.rounding_total)
            own, other = f"{points}{_TOTAL}", f"{points}{_RECORDED}"
            self.page.number(other, float(total))
            same = f"IF(ABS({own}-{other})<{_SAME},{quoted(agrees)},{quoted(differs)})"
            computed = self.tree.totals[bid]
            equal = computed is not None and abs(computed - total) < read_number(_SAME)
            shown = agrees if equal else differs
            self.page.formula(f"{points}{_CONTROL}", if_number(own, same, differs), shown, "closed")

    def write_rounding(self, row: int) -> None:
        """Say how the model rounds; the formulas hold the same numbers."""
        for place, name in enumerate(("rounding_points", "rounding_total"), row):
            decimals = getattr(self.tree.view, name)
            self.label(place, self.words[name])
            if decimals is None:
                self.page.text(f"D{place}", self.words["exact"], "closed")
            else:
                self.page.number(f"D{place}", decimals, "weight")

    def label(self, row: int, text: str, look: str = "text") -> None:
        """Write what a row is about."""
        self.page.text(f"B{row}", text, look)

    def set_up(self) -> None:
        """Set widths, frozen headings and print."""
        sheet = self.page.sheet
        for column, width in _WIDTHS.items():
            sheet.column_dimensions[column].width = width
        for pair in self.layout.columns:
            for column in pair:
                sheet.column_dimensions[column].width = _BID_WIDTH
        sheet.row_dimensions[1].height = 26
        sheet.freeze_panes = f"E{HEAD[1] + 1}"
        set_print(sheet, self.tree.view.frame, A4)
