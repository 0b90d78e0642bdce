"""The structure of our own PDFs, read back: what is read aloud, and what is passed over."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from procurement.exporting.pdf import write_evaluation_report, write_model_test_report
from procurement.exporting.pdf_pages import make_pdf
from procurement.exporting.pdf_tables import data_table

from . import test_model_test_report
from .report_samples import report
from .test_pdf import with_reasons

_OPERATORS = re.compile(rb"/MCID (\d+)>> BDC|BDC|BMC|EMC|\((?:\\.|[^\\)])*\) Tj|TJ|\sre\s|\sl S")


@dataclass
class Node:
    """An element as it was read."""

    kind: str
    entry: Any
    kids: list["Node"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page object and mark


def tree_of(reader: PdfReader) -> Node:
    top = reader.trailer["/Root"]["/StructTreeRoot"]
    (document,) = top["/K"]
    return node_of(document.get_object())


def node_of(entry: Any) -> Node:
    node = Node(str(entry["/S"])[1:], entry)
    for kid in entry["/K"]:
        kid = kid.get_object()
        if kid["/Type"] == "/MCR":
            node.marks.append((kid.raw_get("/Pg").idnum, int(kid["/MCID"])))
        else:
            assert kid["/P"] == entry
            node.kids.append(node_of(kid))
    return node


def every(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from every(kid)


def kinds(content: bytes) -> Counter[str]:
    return Counter(node.kind for node in every(tree_of(PdfReader(BytesIO(content)))))


REPORTS = {
    "evaluation": lambda: write_evaluation_report(report()),
    "model test": lambda: write_model_test_report(test_model_test_report.report()),
    "long": lambda: write_evaluation_report(with_reasons(report(), "Lang grunn. " * 3000)),
}


@pytest.fixture(scope="module", params=REPORTS)
def content(request: pytest.FixtureRequest) -> bytes:
    """Return each report."""
    return REPORTS[request.param]()


def test_the_file_says_that_it_is_tagged_and_in_which_language(content: bytes) -> None:
    root = PdfReader(BytesIO(content)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "nb-NO"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert PdfReader(BytesIO(content)).metadata.title  # type: ignore[union-attr]
    new = replace(report().frame, language="nn")
    nynorsk = PdfReader(BytesIO(write_evaluation_report(replace(report(), frame=new))))
    assert nynorsk.trailer["/Root"]["/Lang"] == "nn-NO"


def test_one_title_and_headings_without_gaps(content: bytes) -> None:
    levels = [
        int(node.kind[1:])
        for node in every(tree_of(PdfReader(BytesIO(content))))
        if re.fullmatch(r"H\d", node.kind)
    ]

    assert levels[0] == 1 and levels.count(1) == 1 and len(levels) > 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_row_of_a_table_is_as_wide_as_its_heading(content: bytes) -> None:
    tables = [n for n in every(tree_of(PdfReader(BytesIO(content)))) if n.kind == "Table"]

    assert tables
    for table in tables:
        heads, *rows = table.kids
        assert {cell.kind for cell in heads.kids} == {"TH"}
        assert all(cell.entry["/A"]["/Scope"] == "/Column" for cell in heads.kids)
        assert rows and all(row.kind == "TR" for row in rows)
        assert all([cell.kind for cell in row.kids] == ["TD"] * len(heads.kids) for row in rows)


def test_everything_drawn_has_a_place_or_is_passed_over(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    said = {mark for node in every(tree_of(reader)) for mark in node.marks}
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    drawn = set()
    for at, page in enumerate(reader.pages):
        marks = list(marks_of(page.get_contents().get_data()))  # type: ignore[union-attr]
        assert marks == list(range(len(marks)))
        assert page["/StructParents"] == at == numbers[2 * at] and page["/Tabs"] == "/S"
        assert len(numbers[2 * at + 1].get_object()) == len(marks)
        drawn |= {(page.indirect_reference.idnum, mark) for mark in marks}  # type: ignore[union-attr]
    assert drawn == said


def marks_of(stream: bytes) -> Iterator[int]:
    """Yield the marks of a page; nothing is drawn outside one, and none lies in another."""
    inside = False
    for found in _OPERATORS.finditer(stream):
        if found[0].endswith((b"BDC", b"BMC")):
            assert not inside, found
            inside = True
            if found[1]:
                yield int(found[1])
        elif found[0] == b"EMC":
            assert inside, found
            inside = False
        else:
            assert inside, found
    assert not inside


def test_figures_are_described_and_have_a_place(content: bytes) -> None:
    found = [n for n in every(tree_of(PdfReader(BytesIO(content)))) if n.kind == "Figure"]

    assert found
    for figure in found:
        assert len(figure.entry["/Alt"]) > 20
        left, bottom, right, top = figure.entry["/A"]["/BBox"]
        assert 0 < left < right < 596 and 0 < bottom < top < 842


def test_a_text_over_many_pages_is_one_paragraph() -> None:
    nodes = every(tree_of(PdfReader(BytesIO(REPORTS["long"]()))))

    assert max(len({page for page, _mark in node.marks}) for node in nodes) > 5


def test_a_heading_that_is_repeated_is_read_once() -> None:
    rows = [[str(number), "Tekst " * 40] for number in range(200)]
    table = data_table(["Nummer", "Tekst"], rows, [60, 400])

    content = make_pdf(report().frame, [table])

    assert len(PdfReader(BytesIO(content)).pages) > 5
    counted = kinds(content)
    assert (counted["TH"], counted["TR"], counted["TD"]) == (2, 201, 400)


def test_lines_with_dots_are_a_list() -> None:
    counted = kinds(REPORTS["model test"]())

    assert counted["L"] and counted["LI"] == counted["LBody"] >= counted["L"]
