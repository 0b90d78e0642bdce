"""Read documents back, the way a reader's program does."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook


def word(content: bytes) -> Any:
    """Open a Word file."""
    return Document(BytesIO(content))


def word_texts(content: bytes) -> list[str]:
    """Return the text of every paragraph of the body, tables included, and of the margins."""
    document = word(content)
    section = document.sections[0]
    roots = [document.element.body, section.header._element, section.footer._element]
    return [_text(paragraph) for root in roots for paragraph in root.iter(qn("w:p"))]


def _text(paragraph: Any) -> str:
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(_pieces(paragraph, marks))


def _pieces(paragraph: Any, marks: dict[str, str]) -> Iterator[str]:
    for element in paragraph.iter(qn("w:t"), *marks):
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.getparent().tag == qn("w:r"):
            yield marks[element.tag]


def workbook(content: bytes, values: bool = False) -> Workbook:
    """Open a spreadsheet: formulas, or the values that were stored beside them."""
    return load_workbook(BytesIO(content), data_only=values)


def cell_texts(content: bytes) -> list[str]:
    """Return every text in a spreadsheet."""
    return [
        unescape(cell.value)
        for sheet in workbook(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
