"""Write cells that show texts exactly as typed and formulas with the value they give."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from procurement.errors import KravsporError
from procurement.exporting.characters import printable
from procurement.exporting.views import Frame
from procurement.i18n import gettext as _

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

BLUE, TINT, LINE, GREY, OPEN = "17375E", "EAF0F7", "C3CCD9", "595959", "FFFDF0"

_LONGEST_CELL = 32_767  # characters, by the file format
_LINE_HEIGHT = 12.0  # points, of 9 point text
_TALLEST_ROW = 409.0
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # readers take _x0041_ for the letter A
_FORMULA_CELL = re.compile(
    r'<c r="([A-Z]+\d+)"([^>]*)>(<f>.*?</f>)<v\s*(?:/>|></v>)</c>', re.DOTALL
)

Cached = float | int | str


@dataclass
class Page:
    """A sheet under construction and the values that its formulas give."""

    sheet: "Worksheet"
    cached: dict[str, Cached] = field(default_factory=dict)

    def text(self, at: str, value: str, look: str = "text") -> None:
        """Write a text cell; nothing in it can become a formula."""
        plain = printable(value)
        if len(plain) > _LONGEST_CELL:
            raise KravsporError(
                _(
                    "The text for cell %(cell)s on the sheet %(sheet)s has %(length)s characters;"
                    " a spreadsheet cell holds %(most)s.",
                    cell=at,
                    sheet=self.sheet.title,
                    length=len(plain),
                    most=_LONGEST_CELL,
                )
            )
        cell = self.sheet[at]
        cell.value = _ESCAPE_LIKE.sub("_x005F_", plain)
        cell.data_type = "s"
        self.paint(at, look)
        if plain.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True

    def number(self, at: str, value: float | int, look: str = "number") -> None:
        """Write a number."""
        self.sheet[at] = value
        self.paint(at, look)

    def formula(self, at: str, formula: str, value: Cached, look: str = "number") -> None:
        """Write a formula together with the value that it gives."""
        self.sheet[at] = f"={formula}"
        self.cached[at] = value
        self.paint(at, look)

    def heads(self, rows: tuple[int, int], words: dict[str, str], numbers: str) -> None:
        """Write column headings in the lower of two rows."""
        for column, word in words.items():
            self.text(f"{column}{rows[0]}", "", "head")
            self.text(f"{column}{rows[1]}", word, "head_number" if column in numbers else "head")

    def paint(self, at: str, look: str) -> None:
        """Give a cell one of the looks."""
        cell = self.sheet[at]
        for name, style in looks()[look].items():
            setattr(cell, name, style)


    def protect(self) -> None:
        """Lock all but the open cells, without a password: it guards against slips, not people."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False  # not locked


@lru_cache
def looks() -> dict[str, dict[str, Any]]:
    """Return the looks of cells: font, fill, border, alignment, protection and number format."""
    from openpyxl.styles import (  # heavy: loaded by the first spreadsheet
        Alignment,
        Border,
        Font,
        PatternFill,
        Protection,
        Side,
    )

    def look(
        bold: bool = False, size: int = 9, color: str = "000000", **more: Any
    ) -> dict[str, Any]:
        top = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
        return {"font": Font("Arial", size, bold, color=color), "alignment": top} | more

    thin, thick = Side("thin", LINE), Side("medium", BLUE)
    rule, head = Border(left=thin, right=thin, bottom=thin), Border(top=thick, bottom=thick)
    tint = PatternFill("solid", TINT)
    right = Alignment(horizontal="right", vertical="top", indent=1)
    figure = {"alignment": right, "number_format": "0.00##", "border": rule}
    open_cell = {"fill": PatternFill("solid", OPEN), "protection": Protection(locked=False), "border": Border(thin, thin, thin, thin)}
    return {
        "title": look(True, 16, BLUE, alignment=Alignment(vertical="center")),
        "subtitle": look(False, 10, "404040", alignment=Alignment(vertical="center")),
        "note": look(color=GREY, alignment=Alignment(vertical="top")),
        "head": look(True, color=BLUE, fill=tint, border=head),
        "head_number": look(True, color=BLUE, fill=tint, border=head)
        | {"alignment": Alignment(horizontal="right", vertical="top", wrap_text=True, indent=1)},
        "text": look(border=rule),
        "strong": look(True, border=rule, fill=tint),
        "number": look(**figure),
        "closed": look(color=GREY, **figure) | {"font": Font("Arial", 9, italic=True, color=GREY)},
        "strong_share": look(True, fill=tint, **figure | {"number_format": "0.0#%"}),
        "strong_number": look(True, fill=tint, **figure),
        "share": look(**figure | {"number_format": "0.0#%"}),
        "money": look(**figure | {"number_format": "#,##0.##"}),
        "weight": look(**figure | {"number_format": "General"}),
        "strong_weight": look(True, fill=tint, **figure | {"number_format": "General"}),
        "open_number": look(**open_cell, number_format="General") | {"alignment": right},
        "open_text": look(**open_cell),
    }


def mark(sheet: "Worksheet", word: str) -> None:
    """Show a word that stands for a missing number in grey italics."""
    from openpyxl.formatting.rule import CellIsRule  # heavy, as above
    from openpyxl.styles import Font

    rule = CellIsRule("equal", [f'"{word}"'], font=Font(italic=True, bold=False, color=GREY))
    sheet.conditional_formatting.add(sheet.dimensions, rule)


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """Estimate the height of a row from its texts and column widths; not every reader does it."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(_TALLEST_ROW, lines * _LINE_HEIGHT + 4)


def _lines(text: str, width: float) -> int:
    characters = max(1, math.floor((width - 2) * 1.25))
    return sum(max(1, len(wrap(part, characters))) for part in text.split("\n"))


def new_book() -> "Workbook":
    """Return an empty workbook whose column widths are counted in Arial, which everybody has."""
    from openpyxl import Workbook  # heavy: loaded by the first spreadsheet
    from openpyxl.styles import Font

    book = Workbook()
    book._named_styles["Normal"].font = Font("Arial", 10)
    return book


def set_properties(book: "Workbook", frame: Frame) -> None:
    """Set the document properties; the buyer is the author, no person is named."""
    properties = book.properties
    properties.creator = printable(frame.buyer)
    properties.title = printable(f"{frame.title} – {frame.procurement}")
    properties.subject = printable(frame.baseline)
    properties.language = f"{frame.language}-NO"
    properties.lastModifiedBy = None


def set_print(sheet: "Worksheet", frame: Frame, paper: int, fit: bool = True) -> None:
    """Print landscape, as wide as the paper, with document, baseline and page on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = str(paper)
    if fit:
        sheet.sheet_properties.pageSetUpPr = _fit_to_page()
        sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    page_of = _("page %(number)s of %(count)s", number="&P", count="&N")
    sheet.oddFooter.right.text, sheet.oddFooter.right.size = page_of, 8
    for part, text in (
        (sheet.oddHeader.left, frame.title),
        (sheet.oddHeader.right, frame.procurement),
        (sheet.oddFooter.left, frame.baseline),
    ):
        part.text, part.size = printable(text).replace("&", "&&"), 8


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties  # heavy, as above

    return PageSetupProperties(fitToPage=True)


def saved(book: "Workbook", pages: list[Page]) -> bytes:
    """Return the file, with the values of the formulas put in beside them.

    openpyxl writes formulas without values, and a reader that does not recalculate would see
    nothing. Pages are given in the order of the sheets.
    """
    raw, finished = BytesIO(), BytesIO()
    book.save(raw)
    cached = {f"xl/worksheets/sheet{place}.xml": page.cached for place, page in enumerate(pages, 1)}
    with ZipFile(raw) as source, ZipFile(finished, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if cached.get(member.filename):
                data = _with_values(data.decode(), cached[member.filename]).encode()
            target.writestr(member, data)
    return finished.getvalue()


def _with_values(xml: str, values: dict[str, Cached]) -> str:
    def spliced(match: re.Match[str]) -> str:
        at, attributes, formula = match.groups()
        value = values[at]
        if isinstance(value, str):
            text = value.replace("&", "&amp;").replace("<", "&lt;")
            return f'<c r="{at}"{attributes} t="str">{formula}<v>{text}</v></c>'
        return f'<c r="{at}"{attributes}>{formula}<v>{value!r}</v></c>'

    return _FORMULA_CELL.sub(spliced, xml)
