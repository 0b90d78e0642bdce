"""The cells of a spreadsheet as texts, each as it was typed; runs in the child."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from procurement.importing.refusal import Reason, refusal

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(frozen=True)
class Cell:
    """What a cell holds, as a text; an error of the spreadsheet is told apart."""

    text: str
    is_error: bool = False


Rows = dict[int, dict[str, Cell]]  # by number, then by the letters of the column


def sheets_in(content: bytes) -> dict[str, Rows]:
    """Return the cells that hold something, by the name of their sheet, in order."""
    with ZipFile(BytesIO(content)) as package:
        targets = _targets(package)
        book = _parsed(package, "xl/workbook.xml")
        shared = _shared(package)
        return {
            sheet.get("name", ""): _rows(package, targets[sheet.get(_RELATED, "")], shared)
            for sheet in book.iter(f"{_MAIN}sheet")
            if sheet.get(_RELATED) in targets
        }


def _parsed(package: ZipFile, part: str) -> ElementTree.Element:
    content = package.read(part).replace(_STRICT.encode(), _MAIN.strip("{}").encode())
    return ElementTree.fromstring(content)


def _targets(package: ZipFile) -> dict[str, str]:
    """Return the part of each relation of the workbook."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    return {
        each.get("Id", ""): normpath(join("/xl", each.get("Target", ""))).lstrip("/")
        for each in relations
        if each.get("Type", "").endswith("/worksheet")
    }


def _shared(package: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_typed(entry) for entry in _parsed(package, "xl/sharedStrings.xml")]


def _typed(entry: ElementTree.Element) -> str:
    """Return the text of a string, without the reading aids that some languages add."""
    runs = [entry, *entry.findall(f"{_MAIN}r")]
    text = "".join(each.text or "" for run in runs for each in run.findall(f"{_MAIN}t"))
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _rows(package: ZipFile, part: str, shared: list[str]) -> Rows:
    rows: Rows = {}
    for place, element in _cells(_parsed(package, part)):
        cell = _cell(element, shared)
        if cell.text:
            rows.setdefault(int(place[2]), {})[place[1]] = cell
    return rows


def _cells(sheet: ElementTree.Element) -> Iterator[tuple[re.Match[str], ElementTree.Element]]:
    for element in sheet.iter(f"{_MAIN}c"):
        place = _PLACE.fullmatch(element.get("r", ""))
        if place is None:
            raise refusal(Reason.damaged)
        yield place, element


def _cell(element: ElementTree.Element, shared: list[str]) -> Cell:
    """Return a cell as its writer sees it: a formula as typed, not what it gives."""
    kind = element.get("t", "n")
    formula = element.findtext(f"{_MAIN}f")
    value = element.findtext(f"{_MAIN}v") or ""
    if kind == "e":
        return Cell(value or "#", is_error=True)
    if formula:
        return Cell(f"={formula}")
    if kind == "inlineStr":
        inline = element.find(f"{_MAIN}is")
        return Cell("" if inline is None else _typed(inline))
    if kind == "s":
        return Cell(shared[int(value)] if value.isdecimal() and int(value) < len(shared) else "")
    return Cell(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), value) if kind == "str" else value)
