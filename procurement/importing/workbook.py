"""The cells of a spreadsheet as plain data, with what a form must not hold told apart.

Read with the standard library alone: what large libraries load on the way, the child forbids.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from io import BytesIO
from itertools import count
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from procurement.importing.refusal import Reason, refusal

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_IN_QUOTES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_BUILT_IN_MOMENTS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


class Content(StrEnum):
    """What a cell holds."""

    blank = auto()
    text = auto()
    number = auto()
    formula = auto()
    error = auto()
    moment = auto()
    truth = auto()
    typed = auto()  # a text where a number could not be told from one


@dataclass(frozen=True)
class Cell:
    """A cell: what it holds, as text, and as it stands in the file."""

    content: Content = Content.blank
    text: str = ""
    raw: str = ""  # a text before _x005F_ is read as _
    cached: str = ""  # what a formula gave when the file was saved

    @property
    def number(self) -> Decimal | None:
        """Return the number; None if the cell holds anything else, also a blank."""
        return Decimal(self.text) if self.content == Content.number else None

    @property
    def is_blank(self) -> bool:
        """True if there is nothing to see."""
        return not self.text.strip()


BLANK = Cell()
Grid = dict[int, dict[str, Cell]]  # by row and column letter, blanks left out


@dataclass(frozen=True)
class Book:
    """The sheets by name, and the program that saved the file."""

    grids: dict[str, Grid]
    saved_by: str


def read_book(content: bytes) -> Book:
    """Return all cells of a spreadsheet that passed the gate."""
    with ZipFile(BytesIO(content)) as package:
        parts = set(package.namelist())
        strings = _strings(package) if "xl/sharedStrings.xml" in parts else []
        moments = _moments(package) if "xl/styles.xml" in parts else set()
        grids = {
            name: _grid(package.read(part), strings, moments)
            for name, part in _sheets(package)
            if part in parts
        }
        return Book(grids, saved_by(package))


def column_number(letters: str) -> int:
    """Return the place of a column.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _each(parent: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (element for element in parent.iter() if _local(element) == name)


def _sheets(package: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of each sheet."""
    links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    parts = {
        link.get("Id", ""): normpath(join("/xl", link.get("Target", ""))).lstrip("/")
        for link in _each(links, "Relationship")
    }
    for sheet in _each(ElementTree.fromstring(package.read("xl/workbook.xml")), "sheet"):
        linked = next((v for k, v in sheet.attrib.items() if k.rpartition("}")[2] == "id"), "")
        yield sheet.get("name", ""), parts.get(linked, "")


def _strings(package: ZipFile) -> list[str]:
    root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    return [_text(item) for item in root if _local(item) == "si"]


def _text(item: ElementTree.Element) -> str:
    """Return a text that may be written in several looks; how it sounds is left out."""
    pieces = []
    for element in item:
        if _local(element) == "t":
            pieces.append(element.text or "")
        elif _local(element) == "r":
            pieces += [each.text or "" for each in element if _local(each) == "t"]
    return "".join(pieces)


def _moments(package: ZipFile) -> set[str]:
    """Return the looks that show a number as a date or a time."""
    root = ElementTree.fromstring(package.read("xl/styles.xml"))
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in _each(root, "numFmt")}
    looks = next(_each(root, "cellXfs"), None)
    found = set()
    for place, look in enumerate(looks if looks is not None else ()):
        number = look.get("numFmtId", "0")
        pattern = _IN_QUOTES.sub("", own.get(number, ""))
        if int(number) in _BUILT_IN_MOMENTS or re.search("[dmyhs]", pattern, re.IGNORECASE):
            found.add(str(place))
    return found


def _grid(part: bytes, strings: list[str], moments: set[str]) -> Grid:
    grid: Grid = {}
    rows = count(1)
    for _event, element in ElementTree.iterparse(BytesIO(part)):
        if _local(element) != "row":
            continue
        number = next(rows)
        if element.get("r", str(number)) != str(number):
            number = int(element.get("r", "0"))
            rows = count(number + 1)
        cells = {
            column: cell
            for column, each in _placed(element)
            if (cell := _cell(each, strings, moments)) is not BLANK
        }
        if cells:
            grid[number] = cells
        element.clear()
    return grid


def _placed(row: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    for cell in row:
        place = _PLACE.fullmatch(cell.get("r", ""))
        if _local(cell) == "c":
            if place is None:
                raise refusal(Reason.damaged)
            yield place[1], cell


def _cell(cell: ElementTree.Element, strings: list[str], moments: set[str]) -> Cell:
    kind = cell.get("t", "n")
    below = {_local(each): each for each in cell}
    value = (below["v"].text or "") if "v" in below else ""
    if "f" in below:
        formula = f"={below['f'].text or value}"
        return Cell(Content.formula, formula, formula, value)
    if kind == "inlineStr":
        return _shown(_text(below["is"]) if "is" in below else "")
    if not value:
        return BLANK
    if kind == "s":
        return _shown(strings[int(value)])
    if kind == "str":
        return _shown(value)
    if kind in ("b", "e", "d") or cell.get("s") in moments:
        content = {"b": Content.truth, "e": Content.error}.get(kind, Content.moment)
        return Cell(content, value, value)
    return Cell(Content.number, _plain(value), value)


def _shown(raw: str) -> Cell:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), raw) if "_x" in raw else raw
    return Cell(Content.text, text, raw) if raw else BLANK


def _plain(value: str) -> str:
    """Return a number in digits, the shortest that stands for what is stored."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def saved_by(package: ZipFile) -> str:
    """Return the program that saved an Office file; empty where it does not say."""
    if "docProps/app.xml" not in package.namelist():
        return ""
    root = ElementTree.fromstring(package.read("docProps/app.xml"))
    said = {_local(each): (each.text or "").strip() for each in root}
    name, version = said.get("Application", ""), said.get("AppVersion", "")
    return f"{name} {version}".strip() if name == "Microsoft Excel" else name
