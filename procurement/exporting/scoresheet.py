"""Write a score sheet whose formulas give the engine's totals, so that anybody can check them."""

from procurement.exporting.scoresheet_labels import labels
from procurement.exporting.scoresheet_points import Layout, fill_points, layout_of
from procurement.exporting.scoresheet_result import ResultPage
from procurement.exporting.scoresheet_tree import Tree, tree_of
from procurement.exporting.spreadsheet import (
    A4,
    Page,
    new_book,
    row_height,
    saved,
    set_print,
    set_properties,
)
from procurement.exporting.views import ScoreSheet
from procurement.i18n import language

FORM = "kravspor-score-sheet"
VERSION = "1"
HIDDEN = "_kravspor"  # the sheet that an import reads

_MEANING_WIDTH = 90.0


def write_score_sheet(view: ScoreSheet) -> bytes:
    """Return an xlsx file with the points, the result by live formulas, and the scale."""
    with language(view.frame.language):
        words = labels() | view.labels
        book = new_book()
        points = Page(book.worksheets[0])
        points.sheet.title = words["sheet_points"]
        result = Page(book.create_sheet(words["sheet_result"]))
        scale = Page(book.create_sheet(words["sheet_scale"]))
        hidden = Page(book.create_sheet(HIDDEN))
        tree = tree_of(view)
        layout = layout_of(tree)
        fill_points(points, tree, layout, words)
        ResultPage(result, tree, layout, words).fill()
        _fill_scale(scale, view, words)
    _fill_hidden(hidden, tree, layout)
    pages = [points, result, scale, hidden]
    for page in pages:
        page.mark(words["missing"])
        page.protect()
    set_properties(book, view.frame)
    return saved(book, pages)


def _fill_scale(page: Page, view: ScoreSheet, words: dict[str, str]) -> None:
    """Write what each step of the scale means."""
    page.text("A1", words["sheet_scale"], "title")
    page.text("A3", words["scale_points"], "head")
    page.text("B3", words["scale_meaning"], "head")
    for row, step in enumerate(view.scale, 4):
        page.text(f"A{row}", step.label)
        page.text(f"B{row}", step.value)
        page.sheet.row_dimensions[row].height = row_height([(step.value, _MEANING_WIDTH)])
    page.sheet.column_dimensions["B"].width = _MEANING_WIDTH
    page.sheet.row_dimensions[1].height = 26
    page.sheet.freeze_panes = "A4"
    set_print(page.sheet, view.frame, A4)


def _fill_hidden(page: Page, tree: Tree, layout: Layout) -> None:
    """Write what an import needs: which form this is and where each score stands."""
    view = tree.view
    facts = (
        ("form", FORM),
        ("version", VERSION),
        ("baseline", view.frame.baseline),
        ("procurement", view.frame.procurement),
        ("evaluator", view.evaluator),
        ("max_points", view.max_points),
    )
    bids = [
        ("bid", bid.code, *columns) for bid, columns in zip(view.bids, layout.columns, strict=True)
    ]
    nodes = [
        ("score" if tree.is_scored(place) else "group", view.nodes[place].code, str(row))
        for place, row in layout.rows.items()
    ]
    for row, values in enumerate((*facts, *bids, *nodes), 1):
        for column, value in zip("ABCD", values, strict=False):
            page.text(f"{column}{row}", value)
    page.sheet.sheet_state = "hidden"
