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
from procurement.exporting.scoresheet_points import HEAD, Layout, write_bid_head
from procurement.exporting.scoresheet_prices import PriceBlock
from procurement.exporting.scoresheet_tree import Tree
from procurement.exporting.sheet_xml import Cached
from procurement.exporting.spreadsheet import A4, Page, set_print

_WIDTHS = {"A": 10.0, "B": 58.0, "C": 10.0, "D": 18.0}
_BID_WIDTH = 13.0
_TOTAL, _RANK, _RECORDED, _CONTROL = 6, 7, 8, 9
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
        top = (_CONTROL if self.is_recorded else _RANK) + 2
        self.rows = {place: row for row, place in enumerate(shown, top)}
        below = top + len(shown) + 1
        self.prices = PriceBlock(self.page, self.tree, self.layout, self.words, below)

    @property
    def is_recorded(self) -> bool:
        """True if Kravspor gave a total to compare with."""
        return any(total is not None for total in self.tree.view.totals)

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
        if self.is_recorded:
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
        heads = dict.fromkeys((words["points"], words["contribution"]), "head_number")
        write_bid_head(page, self.tree, self.layout, heads)

    def write_node(self, place: int, row: int) -> None:
        """Write a criterion with its weight, share, points and contributions."""
        node, page = self.tree.view.nodes[place], self.page
        main = "strong_" if node.parent is None else ""
        page.text(f"A{row}", node.code, "strong" if main else "text")
        page.text(f"B{row}", "\u2003" * (node.depth - 1) + node.name, "strong" if main else "text")
        page.number(f"C{row}", float(self.tree.weights[place]), f"{main}weight")
        share = self.tree.shares[place]
        page.formula(f"D{row}", self.share(place), float(share), f"{main}share")
        for bid in range(len(self.layout.columns)):
            self.write_points(place, bid, f"{main}number")

    def write_points(self, place: int, bid: int, look: str) -> None:
        """Write the points of a bid on a criterion, and what they contribute to the total."""
        (points, contribution), row, page = self.layout.columns[bid], self.rows[place], self.page
        if self.tree.is_priced(place) and self.tree.view.bids[bid].excluded:
            page.text(f"{points}{row}", self.words["excluded"], "closed")
            page.text(f"{contribution}{row}", "")
            return
        value = self.tree.points[place][bid]
        shown: Cached = self.words["missing"] if value is None else float(value)
        page.formula(f"{points}{row}", self.points(place, points), shown, look)
        part = if_number(f"{points}{row}", f"$D{row}*{points}{row}", "")
        shown = "" if value is None else float(value * self.tree.shares[place])
        page.formula(f"{contribution}{row}", part, shown, look)

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
        page.label(_TOTAL, words["total"], "strong")
        page.label(_RANK, words["rank"], "strong")
        for bid, (_points, other) in enumerate(self.layout.columns):
            self.write_total(bid)
            for row in (_TOTAL, _RANK):
                page.text(f"{other}{row}", "", "strong")

    def write_total(self, bid: int) -> None:
        """Write the total and rank of a bid; an excluded bid has neither."""
        column, page, words = self.layout.columns[bid][0], self.page, self.words
        if self.tree.view.bids[bid].excluded:
            page.text(f"{column}{_TOTAL}", words["excluded"], "closed")
            page.text(f"{column}{_RANK}", "", "strong")
            return
        given, total, rank = (
            self.tree.view.rounding_total,
            self.tree.totals[bid],
            self.tree.ranks[bid],
        )
        decimals = NOISE if given is None else given
        mean = self.mean(column, self.tree.children[None], decimals)
        shown = words["missing"] if total is None else float(round_half_up(total, decimals))
        page.formula(f"{column}{_TOTAL}", mean, shown, "strong_number")
        self.show_decimals(f"{column}{_TOTAL}")
        first, last = self.layout.columns[0][0], self.layout.columns[-1][0]
        ranked = f"RANK({column}{_TOTAL},${first}${_TOTAL}:${last}${_TOTAL},0)"
        page.formula(
            f"{column}{_RANK}",
            if_number(f"{column}{_TOTAL}", ranked, ""),
            "" if rank is None else rank,
            "strong_weight",
        )

    def show_decimals(self, at: str) -> None:
        """Show as many decimals of a total as it is rounded to."""
        decimals = self.tree.view.rounding_total
        if decimals is not None:
            self.page.sheet[at].number_format = f"{0:.{decimals}f}"

    def write_control(self) -> None:
        """Write the totals that Kravspor recorded, and whether the formulas still give them."""
        self.page.label(_RECORDED, self.words["recorded_total"])
        self.page.label(_CONTROL, self.words["control"])
        agrees, differs = self.words["agrees"], self.words["differs"]
        for bid, (points, other) in enumerate(self.layout.columns):
            recorded = self.tree.view.totals[bid]
            if recorded is None:
                continue
            total = round_half_up(read_number(recorded), self.tree.view.rounding_total)
            own, given = f"{points}{_TOTAL}", f"{points}{_RECORDED}"
            self.page.number(given, float(total))
            self.show_decimals(given)
            same = f"IF(ABS({own}-{given})<{_SAME},{quoted(agrees)},{quoted(differs)})"
            computed = self.tree.totals[bid]
            equal = computed is not None and abs(computed - total) < read_number(_SAME)
            shown = agrees if equal else differs
            self.page.formula(f"{points}{_CONTROL}", if_number(own, same, differs), shown, "closed")
            for row in (_RECORDED, _CONTROL):
                self.page.text(f"{other}{row}", "")

    def write_rounding(self, row: int) -> None:
        """Say how the model rounds; the formulas hold the same numbers."""
        for place, name in enumerate(("rounding_points", "rounding_total"), row):
            decimals = getattr(self.tree.view, name)
            self.page.label(place, self.words[name])
            if decimals is None:
                self.page.text(f"D{place}", self.words["exact"], "closed")
            else:
                self.page.number(f"D{place}", decimals, "weight")

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
