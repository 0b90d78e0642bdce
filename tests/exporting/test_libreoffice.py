"""LibreOffice opens every document, and its own arithmetic gives the engine's totals."""

import random
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from procurement.exporting import docx, xlsx
from procurement.exporting.scoresheet import write_score_sheet
from procurement.exporting.scoresheet_labels import labels
from procurement.exporting.scoresheet_tree import tree_of
from procurement.exporting.views import ScoreSheet, SheetBid, SheetScore

from . import samples
from .office import convert
from .sheet_samples import SUPPLIERS, nodes, score_sheet

pytestmark = pytest.mark.libreoffice

WORDS = labels()


def many_bids(seed: int, **changes: Any) -> ScoreSheet:
    """Return a sheet with many bids, prices with øre, and points with two decimals."""
    numbers = random.Random(seed)
    count = 24
    bids = tuple(
        SheetBid(f"B{at}", f"Tilbud {at}", str(numbers.randint(100_000, 450_000) / 100))
        for at in range(count)
    )
    scored = tuple(
        replace(
            node,
            scores=tuple(SheetScore(str(numbers.randint(0, 1000) / 100), "x") for _bid in bids),
        )
        if node.kind == "requirement"
        else node
        for node in nodes()
    )
    empty = (None,) * count
    return score_sheet(bids=bids, nodes=scored, totals=empty, ranks=empty, **changes)


SHEETS = {
    "linear": score_sheet(),
    "blank": score_sheet(scored=False, priced=False),
    "unpriced": score_sheet(priced=False),
    "excluded": score_sheet(
        bids=tuple(
            SheetBid(code, name, price, "Avvik" if code == "A" else "")
            for code, name, price in SUPPLIERS
        )
    ),
    "equal": score_sheet(
        bids=tuple(SheetBid(code, name, "100") for code, name, _price in SUPPLIERS),
        formula="high_low",
    ),
    "many-linear": many_bids(1, rounding_points=1),
    "many-floor": many_bids(2, floor="0", zero_at="1.5", rounding_points=0, rounding_total=1),
    "many-proportional": many_bids(3, formula="proportional", rounding_points=1),
    "many-high-low": many_bids(4, formula="high_low", rounding_total=None),
    "hybrid": many_bids(5, formula="hybrid", knee="1.2", rounding_points=2),
    "fixed": many_bids(6, formula="fixed", full_price="0", zero_price="9000.5"),
    "clamped": many_bids(7, formula="fixed", full_price="1500", zero_price="3000", is_clamped=True),
    "mean": many_bids(8, formula="mean_relative"),
    "logarithmic": many_bids(9, formula="logarithmic", base="4"),
    "bands": many_bids(10, formula="bands", bands=(("1500.5", "10"), ("3000", "6.5"), (None, "1"))),
}


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return {name: write_score_sheet(view) for name, view in SHEETS.items()}


@pytest.fixture(scope="module")
def recalculated(
    written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Take the stored values out, so that LibreOffice must compute each cell itself."""
    folder = tmp_path_factory.mktemp("sheets")
    for name, content in written.items():
        book = load_workbook(BytesIO(content))  # formulas only: saving drops the values
        if name == "blank":
            _fill_in(book, SHEETS["linear"])
        book.save(folder / f"{name}.xlsx")
    made = convert(sorted(folder.glob("*.xlsx")), "xlsx", folder)
    return {name: load_workbook(file, data_only=True) for name, file in made.items()}


def _fill_in(book: Any, view: ScoreSheet) -> None:
    """Write points into the open cells, as an evaluator does."""
    sheet = book[WORDS["sheet_points"]]
    rows = {sheet[f"A{row}"].value: row for row in range(6, sheet.max_row + 1)}
    for node in view.nodes:
        for column, score in zip("EGI", node.scores, strict=False):
            sheet[f"{column}{rows[node.code]}"] = float(score.points or 0)


def formula_cells(content: bytes) -> Iterator[tuple[str, str, Any]]:
    """Yield sheet, cell and stored value of each formula."""
    stored = load_workbook(BytesIO(content), data_only=True)
    for sheet in load_workbook(BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, stored[sheet.title][cell.coordinate].value


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "blank"])
def test_every_formula_gives_the_value_stored_beside_it(
    name: str, written: dict[str, bytes], recalculated: dict[str, Any]
) -> None:
    compared = 0
    for sheet, cell, stored in formula_cells(written[name]):
        computed = recalculated[name][sheet][cell].value
        if isinstance(stored, int | float):
            assert computed == pytest.approx(stored, abs=1e-9), (sheet, cell)
        else:
            assert (computed or None) == (stored or None), (sheet, cell)
        compared += 1
    assert compared > 60


@pytest.mark.parametrize("name", ["linear", "many-linear", "many-floor", "many-proportional"])
def test_rounded_totals_and_ranks_are_the_same_numbers(
    name: str, recalculated: dict[str, Any]
) -> None:
    tree, result = tree_of(SHEETS[name]), recalculated[name][WORDS["sheet_result"]]
    columns = range(5, 5 + 2 * len(tree.totals), 2)
    assert [result.cell(6, column).value for column in columns] == [
        float(total or 0) for total in tree.totals
    ]
    assert [result.cell(7, column).value for column in columns] == list(tree.ranks)


def test_points_written_by_an_evaluator_are_counted(recalculated: dict[str, Any]) -> None:
    filled, scored = recalculated["blank"], recalculated["unpriced"]
    sheet = WORDS["sheet_result"]
    codes = {scored[sheet][f"A{row}"].value: row for row in range(8, 22)}
    for column in "EGI":
        assert filled[sheet][f"{column}6"].value == WORDS["missing"]  # the price is not open
        for code in ("K", "K1", "G2", "M"):
            assert filled[sheet][f"{column}{codes[code]}"].value == pytest.approx(
                scored[sheet][f"{column}{codes[code]}"].value
            )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the text of each page of each document, as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("documents")
    contents = {
        "grunnlag.docx": docx.write_tender_document(samples.tender_document()),
        "krav.docx": docx.write_specification(samples.specification()),
        "kravliste.xlsx": xlsx.write_specification(samples.specification()),
        "poengark.xlsx": write_score_sheet(score_sheet()),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    made = convert([folder / name for name in contents], "pdf", folder)
    return {name: _pages(file) for name, file in made.items()}


def _pages(file: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(file).pages]


def test_the_contents_are_there_when_the_document_is_opened(printed: dict[str, list[str]]) -> None:
    contents = printed["grunnlag"][1]
    for heading in ("Innledning", "Skala for kvalitet", "Dette må en jurist kontrollere"):
        assert heading in contents
    assert "4.2" in printed["krav"][1]


@pytest.mark.parametrize("name", ["grunnlag", "krav"])
def test_every_page_says_version_and_page(name: str, printed: dict[str, list[str]]) -> None:
    pages = printed[name]
    assert 8 <= len(pages) <= 16
    for number, text in enumerate(pages[1:], 2):
        assert f"side {number} av {len(pages)}" in text
        assert "sha256:3f9a1c07be52" in text


def test_no_tag_is_left(printed: dict[str, list[str]]) -> None:
    assert not [name for name, pages in printed.items() for page in pages if "{{" in page]


def test_the_list_of_requirements_fits_its_paper(printed: dict[str, list[str]]) -> None:
    assert len(printed["kravliste"]) <= 4
    assert "KR-081" in printed["kravliste"][-1]


def test_each_bid_is_printed_on_pages_of_its_own(printed: dict[str, list[str]]) -> None:
    points = [page for page in printed["poengark"] if "KR-005" in page]
    assert len(points) == len(SUPPLIERS)
    for page, (_code, name, _price) in zip(points, SUPPLIERS, strict=True):
        assert [each for _c, each, _p in SUPPLIERS if each in page] == [name]
