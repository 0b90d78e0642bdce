"""Draw a Word document that we wrote as a tagged PDF, plainly: every text, heading, list and table.

For machines without LibreOffice. Pages break elsewhere than in Word, and pictures are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from reportlab.platypus import Flowable, Spacer

from procurement.exporting.pdf_pages import (
    WIDTH,
    Heading,
    list_lines,
    make_pdf,
    marked_up,
    paragraph,
)
from procurement.exporting.pdf_tables import spanned_table
from procurement.exporting.pdf_text import REGULAR, SEMIBOLD, markup
from procurement.exporting.views import Frame

_HEADING = re.compile(r"(?:Heading|Innledning)(\d?)")
_LOOKS = {"Title": "title", "Subtitle": "subtitle", "Caption": "caption", "Formel": "formula"}
_SKIPPED = ("TOC", "Innhold")  # the pages in the list of contents are those of Word
_STRONG = ("Kravtittel", "Tabellhode")
_CHANGED = {"Nytekst": "u", "Fjernettekst": "strike"}


@dataclass
class _State:
    """How far the numbers of headings and lists have come."""

    numbered: set[str]  # styles of headings that Word numbers
    counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    line: int = 0


def build_from_word(content: bytes) -> bytes:
    """Return a Word document of ours as PDF."""
    document = Document(BytesIO(content))
    properties = document.core_properties
    title, _dash, procurement = properties.title.partition(" – ")
    frame = Frame(
        title=title,
        procurement=procurement,
        buyer=properties.author,
        language=(properties.language or "nb").partition("-")[0],
        issued="",
        baseline=properties.subject,
    )
    numbered = {s.style_id for s in document.styles if _is_numbered(s.element)}
    state = _State(numbered)
    return make_pdf(frame, list(_flowables(document.element.body, state)))


def _is_numbered(style: Any) -> bool:
    return bool(style.findall(f"{qn('w:pPr')}/{qn('w:numPr')}"))


def _flowables(body: Any, state: _State) -> Iterator[Flowable]:
    for each in _blocks(body):
        if each.tag == qn("w:tbl"):
            yield _table(each)
            yield Spacer(0, 8)
        else:
            yield from _paragraph(each, state)


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, those inside locked content too."""
    for each in parent:
        if each.tag in (qn("w:p"), qn("w:tbl")):
            yield each
        elif each.tag == qn("w:sdt"):
            yield from _blocks(each.find(qn("w:sdtContent")))


def _paragraph(each: Any, state: _State) -> Iterator[Flowable]:
    style, marked = _style_of(each), _marked(each)
    if not style.startswith("ListNumber"):
        state.line = 0
    if not marked or style.startswith(_SKIPPED):
        return
    heading = _HEADING.match(style)
    if heading:
        level = min(int(heading[1] or 1), 2)
        yield Heading(_number(state, style, level) + _plain(each), level)
    elif style.startswith("ListBullet"):
        yield from list_lines([_plain(each)])
    elif style.startswith("ListNumber"):
        state.line += 1
        yield paragraph(f"{state.line}. {_plain(each)}", "line")
    else:
        look = _LOOKS.get(style, "body")
        yield marked_up(marked, look, "H1" if look == "title" else "P")


def _number(state: _State, style: str, level: int) -> str:
    """Return the number that Word puts before a heading."""
    if style not in state.numbered:
        return ""
    state.counts[level - 1] += 1
    state.counts[level:] = [0] * (3 - level)
    return ".".join(map(str, state.counts[:level])) + "  "


def _table(table: Any) -> Flowable:
    grid = [float(each.get(qn("w:w")) or 1) for each in table.iter(qn("w:gridCol"))]
    rows: list[list[tuple[list[str], int]]] = []
    heads = 0
    for row in table.iter(qn("w:tr")):
        is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        heads += is_head and heads == len(rows)
        rows.append([_cell(cell) for cell in row.iter(qn("w:tc"))])
    widths = [WIDTH * each / (sum(grid) or 1) for each in grid]
    return spanned_table(rows, widths, heads)


def _cell(cell: Any) -> tuple[list[str], int]:
    """Return the paragraphs of a cell, and how many columns it fills."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    texts = [text for text in map(_marked, cell.iter(qn("w:p"))) if text]
    return texts, 1 if span is None else int(span.get(qn("w:val")))


def _style_of(each: Any) -> str:
    found = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def _plain(each: Any) -> str:
    return "".join(map(_text, each.iter(qn("w:r")))).strip()


def _marked(each: Any) -> str:
    """Return the text of a paragraph as markup, with what is strong, new and gone."""
    strong = _style_of(each) in _STRONG
    return "".join(_run(run, strong) for run in each.iter(qn("w:r")))


def _run(run: Any, strong: bool) -> str:
    text = _text(run)
    if not text:
        return ""
    properties = run.find(qn("w:rPr"))
    strong = strong or (properties is not None and properties.find(qn("w:b")) is not None)
    shown = markup(text, SEMIBOLD if strong else REGULAR)
    style = None if properties is None else properties.find(qn("w:rStyle"))
    tag = None if style is None else _CHANGED.get(str(style.get(qn("w:val"))).replace(" ", ""))
    return f"<{tag}>{shown}</{tag}>" if tag else shown


def _text(run: Any) -> str:
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
    return "".join(marks.get(each.tag) or each.text or "" for each in run if _is_text(each))


def _is_text(each: Any) -> bool:
    return each.tag in (qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:noBreakHyphen"))
