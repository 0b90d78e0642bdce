"""The traceability matrix: every link on a row and in the matrix, every cell a text or a number."""

import pytest

from procurement.exporting.traceability import write_traceability
from procurement.exporting.traceability_view import LinkRow, MatrixRow, Traceability

from . import samples
from .reading import cell_texts, workbook

HARD = samples.HARD


def link(**values: str) -> LinkRow:
    return LinkRow(**(dict.fromkeys(LinkRow.__dataclass_fields__, "") | values))


def view(*links: LinkRow, **parts: object) -> Traceability:
    return Traceability(
        **{
            "frame": samples.frame("Sporingsmatrise"),
            "links": links,
            "columns": ("KR-001", "KR-002"),
            "totals": (1, 2),
            "matrix": (
                MatrixRow("B-01", "Lønn i tide", 2, ("x", "x")),
                MatrixRow("B-02", "Ett register", 1, ("", "x")),
            ),
        }
        | parts
    )


@pytest.fixture(scope="module")
def content() -> bytes:
    gap = link(gap="Behov uten krav", need="B-03")
    return write_traceability(view(gap, link(need="B-01", requirement="KR-001", reason="Fordi.")))


def test_gaps_and_links_are_rows(content: bytes) -> None:
    sheet = workbook(content)["Lenker"]
    assert [[c.value for c in row][:3] for row in sheet["A4":"C6"]] == [
        ["Dette mangler", "Behov", "Ordlyd"],
        ["Behov uten krav", "B-03", None],
        [None, "B-01", None],
    ]
    assert (sheet["F6"].value, sheet["J6"].value) == ("KR-001", "Fordi.")


def test_the_matrix_shows_the_same_with_sums(content: bytes) -> None:
    sheet = workbook(content)["Matrise"]
    assert [cell.value for cell in sheet[3]] == [None, "Antall lenker", 3, 1, 2]
    assert [cell.value for cell in sheet[4]] == [
        "Behov",
        "Ordlyd",
        "Antall lenker",
        "KR-001",
        "KR-002",
    ]
    assert [cell.value for cell in sheet[6]] == ["B-02", "Ett register", 1, None, "x"]


def test_it_is_ready_for_filtering(content: bytes) -> None:
    links, matrix = workbook(content).worksheets
    assert (links.freeze_panes, links.auto_filter.ref) == ("C5", "A4:K6")
    assert (matrix.freeze_panes, matrix.auto_filter.ref) == ("D5", "A4:E6")
    assert matrix["D4"].alignment.textRotation == 90


def test_texts_survive_and_none_becomes_a_formula() -> None:
    links = [link(**dict.fromkeys(LinkRow.__dataclass_fields__, text)) for text in HARD]
    columns = tuple(f"{place} {text}" for place, text in enumerate(HARD))
    cells = tuple("x" for _text in HARD)
    rows = tuple(MatrixRow(text, text, 1, cells) for text in HARD)
    hard = write_traceability(
        view(*links, columns=columns, totals=tuple(range(len(HARD))), matrix=rows)
    )

    texts = cell_texts(hard)
    for place, text in enumerate(HARD):
        assert texts.count(text) == len(LinkRow.__dataclass_fields__) + 2
        assert f"{place} {text}" in texts
    for sheet in workbook(hard).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "inlineStr", "n"), cell.coordinate
                like = isinstance(cell.value, str) and cell.value[:1] in "=+-@" and cell.value != ""
                assert not like or cell.quotePrefix, cell.coordinate


def test_nothing_to_trace_is_an_empty_table() -> None:
    empty = write_traceability(view(columns=(), totals=(), matrix=()))
    assert [sheet.max_row for sheet in workbook(empty).worksheets] == [4, 4]
