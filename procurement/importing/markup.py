"""Look through the markup of an Office package without building anything from it."""

import re
from xml.parsers.expat import ExpatError, ParserCreate

from procurement.importing.refusal import Reason, refusal

DEEPEST = 200
MOST_ELEMENTS = 1_500_000
MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 400_000
MOST_MERGED = 5_000
_HARMLESS_LINKS = ("/hyperlink", "/image", "/attachedTemplate")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def check_markup(name: str, content: bytes) -> None:
    """Refuse a part whose markup is broken, declares entities, or reaches too far."""
    look = _Look(is_sheet="/worksheets/" in name)
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = look.doctype
    parser.StartElementHandler = look.begin
    parser.EndElementHandler = look.end
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        raise refusal(Reason.damaged) from error


class _Look:
    def __init__(self, is_sheet: bool) -> None:
        self.is_sheet = is_sheet
        self.depth = self.elements = self.cells = self.merged = 0

    def doctype(self, *_declared: object) -> None:
        """Refuse a declaration: Office writes none, and entities hide in them."""
        raise refusal(Reason.damaged)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element and look at what matters."""
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise refusal(Reason.packed)
        plain = name.rpartition(":")[2]
        if plain == "Relationship":
            _check_relationship(attributes)
        elif plain in ("Override", "Default"):
            _check_content_type(attributes.get("ContentType", ""))
        elif self.is_sheet and plain in ("row", "c", "mergeCell"):
            self._check_place(plain, attributes)

    def end(self, _name: str) -> None:
        """Come up one level."""
        self.depth -= 1

    def _check_place(self, name: str, attributes: dict[str, str]) -> None:
        self.cells += name == "c"
        self.merged += name == "mergeCell"
        place = attributes.get("ref" if name == "mergeCell" else "r", "")
        if self.cells > MOST_CELLS or self.merged > MOST_MERGED or not _is_near(place):
            raise refusal(Reason.too_wide)


def _is_near(place: str) -> bool:
    """Return True if a row number or a reference lies where people write."""
    if place.isascii() and place.isdigit():
        return len(place) < 8 and int(place) <= MOST_ROWS
    return all(
        int(row) <= MOST_ROWS and _column(letters) <= MOST_COLUMNS
        for letters, row in _REFERENCE.findall(place.upper())
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _check_relationship(attributes: dict[str, str]) -> None:
    if attributes.get("TargetMode", "") != "External":
        return
    if not attributes.get("Type", "").endswith(_HARMLESS_LINKS):
        raise refusal(Reason.outside)


def _check_content_type(said: str) -> None:
    if "macroEnabled" in said or "vbaProject" in said or "activeX" in said:
        raise refusal(Reason.active)
