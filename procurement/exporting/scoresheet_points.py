"""The sheet where points and reasons are written, one row per requirement."""

from dataclasses import dataclass

from procurement.exporting.scoresheet_formulas import if_complete, weighted_mean
from procurement.exporting.scoresheet_tree import Tree
from procurement.exporting.spreadsheet import A4, Page, row_height, set_print

HEAD = (4, 5)  # rows of the column headings: bid, then points and reason
_WIDTHS = {"A": 10.0, "B": 25.0, "C": 40.0, "D": 8.0}
_POINTS_WIDTH, _REASON_WIDTH = 9.0, 42.0


@dataclass(frozen=True)
class Layout:
    """Where the bids and nodes of a score sheet stand."""

    columns: tuple[tuple[str, str], ...]  # per bid: points, and reason or contribution
    rows: dict[int, int]  # by the place of the node, on the sheet with points


def layout_of(tree: Tree) -> Layout:
    """Give each bid two columns and each node without a price below it a row."""
    from openpyxl.utils import get_column_letter  # heavy: loaded by the first spreadsheet

    first = len(_WIDTHS) + 1
    columns = tuple(
        (get_column_letter(first + 2 * bid), get_column_letter(first + 2 * bid + 1))
        for bid in range(len(tree.view.bids))
    )
    places = [place for place in range(len(tree.view.nodes)) if not tree.holds_price(place)]
    return Layout(columns, {place: row for row, place in enumerate(places, HEAD[1] + 1)})


def fill_points(page: Page, tree: Tree, layout: Layout, words: dict[str, str]) -> None:
    """Write the sheet, with formulas in the criterion rows and open cells for people."""
    _write_head(page, tree, layout, words)
    for place, row in layout.rows.items():
        _write_names(page, tree, place, row)
        if tree.is_scored(place):
            _write_scores(page, tree, layout, place)
        else:
            _write_means(page, tree, layout, place, words["missing"])
    _validate(page, tree, layout, words)
    _set_up(page, tree, layout)


def _write_head(page: Page, tree: Tree, layout: Layout, words: dict[str, str]) -> None:
    frame, evaluator = tree.view.frame, tree.view.evaluator
    page.text("A1", f"{frame.title} – {frame.procurement}", "title")
    details = f"{words['evaluator']}: {evaluator} · {frame.baseline} · {frame.issued}"
    page.text("A2", f"{details} · {frame.notice}" if frame.notice else details, "subtitle")
    page.text("A3", words["how_to_score"] % {"most": tree.view.max_points}, "note")
    names = ("code", "name", "statement", "weight")
    page.heads(HEAD, dict(zip("ABCD", (words[name] for name in names), strict=True)), "D")
    write_bid_head(page, tree, layout, {words["points"]: "head_number", words["reason"]: "head"})


def write_bid_head(page: Page, tree: Tree, layout: Layout, heads: dict[str, str]) -> None:
    """Write the name of each bid over its two columns, whose headings come with their looks."""
    bid_row, row = HEAD
    for columns, bid in zip(layout.columns, tree.view.bids, strict=True):
        page.text(f"{columns[0]}{bid_row}", f"{bid.code} {bid.name}", "head")
        page.text(f"{columns[1]}{bid_row}", "", "head")
        page.sheet.merge_cells(f"{columns[0]}{bid_row}:{columns[1]}{bid_row}")
        for column, (word, look) in zip(columns, heads.items(), strict=True):
            page.text(f"{column}{row}", word, look)


def _write_names(page: Page, tree: Tree, place: int, row: int) -> None:
    node = tree.view.nodes[place]
    look = "text" if tree.is_requirement(place) else "strong"
    page.text(f"A{row}", node.code, look)
    page.text(f"B{row}", node.name, look)
    page.text(f"C{row}", node.statement, look)
    weight = "weight" if look == "text" else "strong_weight"
    page.number(f"D{row}", float(tree.weights[place]), weight)


def _write_scores(page: Page, tree: Tree, layout: Layout, place: int) -> None:
    """Write what was scored and open the cells; a missing score is an empty cell."""
    node, row = tree.view.nodes[place], layout.rows[place]
    texts = [(node.name, _WIDTHS["B"]), (node.statement, _WIDTHS["C"])]
    for bid, (points, reason) in enumerate(layout.columns):
        score = node.scores[bid] if bid < len(node.scores) else None
        page.paint(f"{points}{row}", "open_number")
        if score is not None and score.points is not None:
            page.number(f"{points}{row}", float(score.points), "open_number")
        page.text(f"{reason}{row}", score.reason if score else "", "open_text")
        texts.append((score.reason if score else "", _REASON_WIDTH))
    page.sheet.row_dimensions[row].height = row_height(texts)


def _write_means(page: Page, tree: Tree, layout: Layout, place: int, missing: str) -> None:
    row, below = layout.rows[place], tree.children.get(place, [])
    leaves = [layout.rows[each] for each in below if tree.view.nodes[each].is_leaf]
    groups = [layout.rows[each] for each in below if not tree.view.nodes[each].is_leaf]
    for bid, (points, reason) in enumerate(layout.columns):
        mean = weighted_mean(points, "$D", leaves, groups, tree.view.rounding_points)
        formula = if_complete(points, [*leaves, *groups], mean, missing)
        value = tree.points[place][bid]
        page.formula(
            f"{points}{row}", formula, missing if value is None else float(value), "strong_number"
        )
        page.text(f"{reason}{row}", "", "strong")
    name = tree.view.nodes[place].name
    page.sheet.row_dimensions[row].height = row_height([(name, _WIDTHS["B"] * 0.9)])


def _validate(page: Page, tree: Tree, layout: Layout, words: dict[str, str]) -> None:
    """Let the open cells for points take numbers of the scale only."""
    from openpyxl.worksheet.datavalidation import DataValidation  # heavy, as above

    most = {"most": tree.view.max_points}
    rule = DataValidation(
        type="decimal", operator="between", formula1="0", formula2=tree.view.max_points
    )
    rule.allow_blank = rule.showErrorMessage = True
    rule.errorTitle, rule.error = words["error_title"], words["error_text"] % most
    for place, row in layout.rows.items():
        if tree.is_scored(place):
            for points, _reason in layout.columns:
                rule.add(f"{points}{row}")
    if rule.sqref.ranges:
        page.sheet.add_data_validation(rule)


def _set_up(page: Page, tree: Tree, layout: Layout) -> None:
    """Set widths, frozen headings and print: one bid on each page width."""
    from openpyxl.worksheet.pagebreak import Break  # heavy, as above

    sheet = page.sheet
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    for points, reason in layout.columns:
        sheet.column_dimensions[points].width = _POINTS_WIDTH
        sheet.column_dimensions[reason].width = _REASON_WIDTH
    sheet.row_dimensions[1].height = 26
    sheet.freeze_panes = f"E{HEAD[1] + 1}"
    set_print(sheet, tree.view.frame, A4, fit=False)
    sheet.print_title_rows = f"{HEAD[0]}:{HEAD[1]}"
    sheet.print_title_cols = "A:D"
    for bid in range(1, len(layout.columns)):
        sheet.col_breaks.append(Break(id=len(_WIDTHS) + 2 * bid))
