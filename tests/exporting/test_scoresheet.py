"""Score sheets hold the engine's numbers, beside formulas, and take points from people."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.errors import KravsporError
from procurement.evaluation import bundle_from, evaluate
from procurement.evaluation.price_formulas import FORMULAS
from procurement.exporting.scoresheet import HIDDEN, write_score_sheet
from procurement.exporting.scoresheet_labels import labels
from procurement.exporting.scoresheet_tree import tree_of
from procurement.exporting.views import ScoreSheet, SheetBid, SheetNode, SheetScore
from procurement.i18n import gettext as _

from . import samples, sheet_samples
from .reading import cell_texts, workbook
from .sheet_samples import bundle_of, score_sheet

WORDS = labels()


@pytest.fixture(scope="module")
def scored() -> bytes:
    return write_score_sheet(score_sheet())


@pytest.fixture(scope="module")
def blank() -> bytes:
    return write_score_sheet(score_sheet(scored=False, priced=False))


def formulas(content: bytes) -> list[tuple[str, str, str, Any]]:
    """Return sheet, cell, formula and stored value of every formula."""
    stored = workbook(content, values=True)
    return [
        (sheet.title, cell.coordinate, cell.value, stored[sheet.title][cell.coordinate].value)
        for sheet in workbook(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_every_formula_carries_a_value(scored: bytes, blank: bytes) -> None:
    for content in (scored, blank):
        found = formulas(content)
        assert len(found) > 60
        empty = [each for each in found if each[3] is None]
        assert all("ISNUMBER" in formula for _sheet, _cell, formula, _value in empty)


def test_totals_and_ranks_are_the_engines(scored: bytes) -> None:
    result = workbook(scored, values=True)[WORDS["sheet_result"]]
    expected = {bid.code: bid for bid in evaluate(bundle_from(bundle_of(score_sheet()))).bids}
    for column, (code, _name, _price) in zip("EGI", sheet_samples.SUPPLIERS, strict=True):
        assert Fraction(str(result[f"{column}6"].value)) == expected[code].total
        assert result[f"{column}7"].value == expected[code].rank


def test_the_control_row_tells_whether_the_total_is_the_recorded_one() -> None:
    totals = tuple(str(float(total or 0)) for total in tree_of(score_sheet()).totals)
    sheets = [
        workbook(write_score_sheet(score_sheet(totals=each)), values=True)[WORDS["sheet_result"]]
        for each in (totals, ("1", *totals[1:]))
    ]
    assert [sheets[0][f"{column}9"].value for column in "EGI"] == [WORDS["agrees"]] * 3
    assert sheets[1]["E9"].value == WORDS["differs"]
    assert sheets[1]["G9"].value == WORDS["agrees"]


def test_what_is_blank_is_missing_and_never_zero(blank: bytes) -> None:
    values = {value for _sheet, _cell, formula, value in formulas(blank) if "SUM(" not in formula}
    assert values <= {WORDS["missing"], None}
    points = workbook(blank)[WORDS["sheet_points"]]
    opened = [
        points[f"{column}{row}"]
        for row in range(6, points.max_row + 1)
        for column in "EGI"
        if not points[f"{column}{row}"].protection.locked
    ]
    assert len(opened) == 28 * 3
    assert {cell.value for cell in opened} == {None}


def test_one_blank_cell_leaves_the_others_complete() -> None:
    view = score_sheet()
    place = next(at for at, node in enumerate(view.nodes) if node.code == "KR-038")
    node = view.nodes[place]
    scores = (SheetScore(None, "kommer"), *node.scores[1:])
    nodes = (*view.nodes[:place], replace(node, scores=scores), *view.nodes[place + 1 :])
    content = write_score_sheet(replace(view, nodes=nodes))
    result = workbook(content, values=True)[WORDS["sheet_result"]]
    by_code = {result[f"A{row}"].value: row for row in range(9, 25)}
    assert result["E6"].value == WORDS["missing"]
    assert result[f"E{by_code['K2']}"].value == WORDS["missing"]
    assert isinstance(result[f"E{by_code['K1']}"].value, float)
    assert [result[f"{column}7"].value for column in "EGI"] == [None, 1, 2]


def test_only_points_and_reasons_are_open(scored: bytes) -> None:
    book = workbook(scored)
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert all(sheet.protection.password is None for sheet in book.worksheets)
    opened = {
        (sheet.title, cell.column_letter)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert opened == {(WORDS["sheet_points"], column) for column in "EFGHIJ"}


def test_points_are_validated_by_the_scale(scored: bytes) -> None:
    [rule] = workbook(scored)[WORDS["sheet_points"]].data_validations.dataValidation
    assert (rule.type, rule.operator, rule.formula1, rule.formula2) == (
        "decimal",
        "between",
        "0",
        "10",
    )
    assert rule.allow_blank and rule.showErrorMessage
    assert sum(area.size["rows"] * area.size["columns"] for area in rule.sqref.ranges) == 28 * 3


def test_an_import_finds_each_score(scored: bytes) -> None:
    book = workbook(scored)
    hidden, points = book[HIDDEN], book[WORDS["sheet_points"]]
    assert hidden.sheet_state == "hidden"
    rows = [[cell.value for cell in row] for row in hidden.iter_rows()]
    facts = {row[0]: row[1] for row in rows if row[0] not in ("bid", "score", "group")}
    assert facts["form"] == "kravspor-score-sheet"
    assert facts["version"] == "1"
    assert facts["baseline"] == samples.frame("").baseline
    assert facts["evaluator"] == "Omforent vurdering"
    bids = {row[1]: (row[2], row[3]) for row in rows if row[0] == "bid"}
    assert list(bids) == ["A", "B", "C"]
    scores = {row[1]: row[2] for row in rows if row[0] == "score"}
    assert len(scores) == 28
    for code, row in scores.items():
        assert points[f"A{row}"].value == code
        assert isinstance(points[f"{bids['B'][0]}{row}"].value, int | float)
        assert points[f"{bids['B'][1]}{row}"].value in samples.REASONS


def test_texts_survive_and_are_never_formulas() -> None:
    view = score_sheet()
    leaf = next(node for node in view.nodes if node.kind == "requirement")
    nodes = (
        view.nodes[1],
        replace(view.nodes[2], name=samples.HARD[0]),
        *(
            SheetNode(
                f"KR-{at}", f"name {text}", 3, "K1", "1", "requirement", True, text,
                tuple(SheetScore("5", f"reason {text}") for _bid in view.bids),
            )
            for at, text in enumerate(samples.HARD)
        ),
    )  # fmt: skip
    assert leaf.is_leaf
    content = write_score_sheet(replace(view, nodes=nodes, evaluator="=HYPERLINK(1)"))
    texts = cell_texts(content)
    for text in samples.HARD:
        assert text in texts
        assert texts.count(f"reason {text}") == 3
    assert not any("HYPERLINK" in formula for _sheet, _cell, formula, _value in formulas(content))


def test_the_callers_words_are_used() -> None:
    content = write_score_sheet(score_sheet(labels={"sheet_points": "Poeng", "missing": "mangler"}))
    assert workbook(content).sheetnames[0] == "Poeng"


def test_an_excluded_bid_takes_no_part() -> None:
    bids = tuple(
        SheetBid(code, name, price, "Avvik fra KR-014" if code == "A" else "")
        for code, name, price in sheet_samples.SUPPLIERS
    )
    result = workbook(write_score_sheet(score_sheet(bids=bids)), values=True)[WORDS["sheet_result"]]
    assert result["E6"].value == WORDS["excluded"]
    assert [result[f"{column}7"].value for column in "EGI"] == [None, 1, 2]
    price = next(row for row in range(9, 25) if result[f"A{row}"].value == "P")
    assert result[f"G{price}"].value == 10


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bids": ()}, _("There are no bids to score yet.")),
        ({"nodes": ()}, _("There are no criteria to score.")),
        ({"formula": "lottery"}, "lottery"),
        ({"nodes": (SheetNode("X", "x", 2, "gone", "1", "quality", True),)}, "gone"),
        ({"nodes": (SheetNode("X", "x", 1, None, "1,5", "quality", True),)}, "1,5"),
    ],
)
def test_what_cannot_be_computed_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(KravsporError, match=said):
        write_score_sheet(score_sheet(**changes))


decimals = st.integers(0, 100).map(lambda number: str(number / 10))
weights = st.integers(1, 400).map(lambda number: str(number / 10))


@st.composite
def sheets(draw: st.DrawFn) -> ScoreSheet:
    """Draw small trees with all formulas and roundings."""
    bids = draw(st.integers(1, 5))
    found = [SheetNode("P", "Pris", 1, None, draw(weights), "price", True)]
    for group in range(draw(st.integers(1, 3))):
        found.append(SheetNode(f"K{group}", "K", 1, None, draw(weights), "quality", False))
        for leaf in range(draw(st.integers(1, 4))):
            scores = tuple(SheetScore(draw(decimals), "x") for _bid in range(bids))
            found.append(
                SheetNode(
                    f"KR-{group}{leaf}", "krav", 2, f"K{group}", draw(weights), "requirement",
                    True, "", scores,
                )
            )  # fmt: skip
    return score_sheet(
        bids=tuple(
            SheetBid(str(bid), "x", str(draw(st.integers(100, 400)))) for bid in range(bids)
        ),
        nodes=tuple(found),
        formula=draw(st.sampled_from(sorted(FORMULAS))),
        zero_at=draw(st.sampled_from(["1.5", "2", "3"])),
        floor=draw(st.sampled_from([None, "0", "-5"])),
        knee=draw(st.sampled_from(["1.1", "1.5"])),
        base=draw(st.sampled_from(["2", "10"])),
        full_price=draw(st.sampled_from(["50", "200"])),
        zero_price=draw(st.sampled_from(["250", "500"])),
        is_clamped=draw(st.booleans()),
        bands=draw(st.sampled_from([((None, "5"),), (("150", "10"), ("300", "4"), (None, "0"))])),
        rounding_points=draw(st.sampled_from([None, 0, 1])),
        rounding_total=draw(st.sampled_from([None, 1, 2])),
        totals=(None,) * bids,
        ranks=(None,) * bids,
    )


@settings(max_examples=200, deadline=None)
@given(sheets())
def test_any_sheet_gives_what_the_engine_gives(view: ScoreSheet) -> None:
    tree = tree_of(view)
    expected = {bid.code: bid for bid in evaluate(bundle_from(bundle_of(view))).bids}
    assert list(tree.totals) == [expected[bid.code].total for bid in view.bids]
    assert list(tree.ranks) == [expected[bid.code].rank for bid in view.bids]
