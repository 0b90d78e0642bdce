"""Read an answer form that came back as a Word document; runs in the child.

The tables are read by what stands in them, since not every program keeps the names of fields.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from procurement.exchange.answers import ASKED, OPEN
from procurement.exchange.digests import text_digest
from procurement.exchange.hidden import Hidden, read
from procurement.importing.answers import Answers
from procurement.importing.form_sheet import plain
from procurement.importing.problems import Problem
from procurement.importing.workbook import BLANK, Cell, Content, saved_by

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "\u2011"}
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom"}
_MARKS = '[["form"'


@dataclass(frozen=True)
class _TableCell:
    """The paragraphs of a table cell, and whether it still shows the words that invite to write."""

    paragraphs: tuple[str, ...]
    is_untouched: bool

    @property
    def text(self) -> str:
        """Return all that stands in the cell."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True)
class Document:
    """The table rows of a document, its hidden marks, and the program that saved it."""

    rows: tuple[tuple[_TableCell, ...], ...]
    hidden: Hidden
    saved_by: str


def read_document(content: bytes) -> Document:
    """Return what a Word document that passed the gate holds of a form."""
    with ZipFile(BytesIO(content)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        rows = tuple(tuple(_cells(row)) for row in _outermost(body, f"{_W}tr"))
        return Document(rows, _hidden(body), saved_by(package))


def _outermost(parent: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a kind, but not those inside one another: answers hold tables too."""
    for element in parent:
        if element.tag == tag:
            yield element
        else:
            yield from _outermost(element, tag)


def _cells(row: ElementTree.Element) -> Iterator[_TableCell]:
    for cell in _outermost(row, f"{_W}tc"):
        paragraphs = tuple("".join(_pieces(each)) for each in cell.iter(f"{_W}p"))
        yield _TableCell(paragraphs, next(cell.iter(f"{_W}showingPlcHdr"), None) is not None)


def _pieces(parent: ElementTree.Element) -> Iterator[str]:
    for element in parent:
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _BREAKS:
            yield _BREAKS[element.tag]
        elif element.tag not in _LEFT_OUT and element.tag != f"{_W}pPr":
            yield from _pieces(element)


def _hidden(body: ElementTree.Element) -> Hidden:
    for paragraph in body.iter(f"{_W}p"):
        text = "".join(_pieces(paragraph)).strip()
        if text.startswith(_MARKS):
            try:
                return read([[str(cell) for cell in row] for row in json.loads(text)])
            except (ValueError, TypeError):
                return Hidden({"form": [(text[:60],)]}, is_whole=False)
    return read([])


class DocumentReader:
    """Reads the tables of an answer form."""

    def __init__(self, document: Document, hidden: Hidden) -> None:
        self.document = document
        self.read = Answers(hidden)
        self.prompts = {plain(word) for (word,) in hidden.told("prompt")}
        self.labels = sorted(
            ((word, name) for name, word in hidden.told("label")), key=lambda label: -len(label[0])
        )
        self.supplier = {plain(word): name for name, word in hidden.told("supplier")}
        self.seen: set[str] = set()

    def run(self) -> tuple[dict[str, Any], list[Problem]]:
        """Read everything that can be read; return it with what is wrong."""
        self.read.supplier = dict.fromkeys(self.supplier.values(), "")
        code, cells = "", dict[str, Cell]()
        for row in self.document.rows:
            first = row[0].text.strip() if row else ""
            if len(row) == 3 and first in self.read.asked:
                self._finish(code, cells)
                code, cells = first, self._question(first, row)
            elif len(row) == 2 and plain(first) in self.supplier:
                self.read.supplier[self.supplier[plain(first)]] = self._written(row[1]).text
            elif len(row) == 2 and code:
                self._add(cells, first, row[1])
            else:
                self._finish(code, cells)
                code, cells = "", {}
        self._finish(code, cells)
        for asked in self.read.asked:
            if asked not in self.seen:
                self.read.note("missing_row", asked, code=asked)
        return self.read.said, self.read.problems

    def _finish(self, code: str, cells: dict[str, Cell]) -> None:
        """Take the answer to a requirement, once all its rows are seen."""
        if not code:
            return
        if code in self.seen:
            self.read.note("repeated_row", code, code=code)
            return
        self.seen.add(code)
        words = {name: word for word, name in self.labels}
        for name in ASKED[self.read.asked[code].form].opened:
            if name not in cells:
                self.read.note("missing_field", code, field=words.get(name, name), code=code)
        self.read.take(
            code, cells, lambda name: f"{code}: {words[name]}" if name in words else code
        )

    def _question(self, code: str, row: tuple[_TableCell, ...]) -> dict[str, Cell]:
        """Return the locked texts; where the requirement ends is found by its digest."""
        letter, texts = row[1].text.strip(), row[2].paragraphs
        split = len(texts)
        for at in range(len(texts) + 1):
            shown = (code, letter, "\n".join(texts[:at]), "\n".join(texts[at:]))
            if text_digest(shown) == self.read.asked[code].digest:
                split = at
        return {
            "code": _text(code),
            "letter": _text(letter),
            "requirement": _text("\n".join(texts[:split])),
            "instruction": _text("\n".join(texts[split:])),
        }

    def _add(self, cells: dict[str, Cell], label: str, field: _TableCell) -> None:
        for word, name in self.labels:
            if label.startswith(word) and name in OPEN:
                cells[name] = self._written(field)
                return

    def _written(self, field: _TableCell) -> Cell:
        """Return what somebody wrote; the words that invite to write are nothing."""
        if field.is_untouched or plain(field.text) in self.prompts:
            return BLANK
        return replace(_text(field.text), content=Content.typed) if field.text else BLANK


def _text(text: str) -> Cell:
    return Cell(Content.text, text, text)
