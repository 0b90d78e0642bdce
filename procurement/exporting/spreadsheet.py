"""Write cells that show texts exactly as typed, and formulas with the value that they give."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from procurement.errors import KravsporError
from procurement.exporting.characters import printable
from procurement.exporting.sheet_xml import (
    LIKE_FORMULA,
    Additions,
    Cached,
    Headed,
    Row,
    Value,
    with_additions,
)
from procurement.exporting.spreadsheet_looks import ALERT, FONT, GREY, looks
from procurement.exporting.views import Frame
from procurement.i18n import gettext as _

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

A3, A4 = 8, 9  # paper sizes by the file format

_LONGEST_CELL = 32_767  # characters, by the file format
_LINE_HEIGHT, _TALLEST_ROW = 12.0, 409.0  # points
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # readers take _x0041_ for the letter A


@dataclass
class Page:
    """A sheet under construction and the values that its formulas give."""

    sheet: "Worksheet"
    added: Additions = field(default_factory=Additions)

    def text(self, at: str, value: str, look: str = "text") -> None:
        """Write a text cell; nothing in it can become a formula."""
        cell = self.sheet[at]
        cell.value = self._exact(value, at)
        cell.data_type = "s"
        self.paint(at, look)
        if cell.value.startswith(LIKE_FORMULA):
            cell.quotePrefix = True  # stays a text when somebody edits it

    def number(self, at: str, value: float | int | Decimal, look: str = "number") -> None:
        """Write a number."""
        self.sheet[at].value = value
        self.paint(at, look)

    def formula(self, at: str, formula: str, value: Cached, look: str = "number") -> None:
        """Write a formula together with the value that it gives."""
        self.sheet[at].value = f"={formula}"
        self.added.cached[at] = value
        self.paint(at, look)

    def sample(self, name: str, looks_by_column: dict[str, str]) -> None:
        """Lay out a row that many will look like; samples are given in order, below the head."""
        is_empty = self.sheet.max_row == 1 and self.sheet["A1"].value is None
        row = 1 if is_empty and not self.added.samples else self.sheet.max_row + 1
        self.added.samples[name] = row
        for column, look in looks_by_column.items():
            self.paint(f"{column}{row}", look)
            self.paint(f"{column}{row + 1}", look)
            self.sheet[f"{column}{row + 1}"].quotePrefix = True

    def row(self, sample: str, values: Sequence[Value], height: float) -> int:
        """Add a row like a sample, far faster than cell by cell; return its number."""
        number = min(self.added.samples.values()) + len(self.added.rows)
        exact = [
            each if each is None else self._exact_value(each, (number, place))
            for place, each in enumerate(values, 1)
        ]
        self.added.rows.append(Row(sample, height, exact))
        return number

    def label(self, row: int, text: str, look: str = "text") -> None:
        """Write what a row is about, in the second of the four columns before the bids."""
        for column, shown in zip("ABCD", ("", text, "", ""), strict=True):
            self.text(f"{column}{row}", shown, look)

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

    def mark(self, word: str) -> None:
        """Show a word that stands for a missing number in grey italics."""
        self._show(self.sheet.dimensions, word, italic=True, bold=False, color=GREY)

    def emphasise(self, cells: str, words: Iterable[str]) -> None:
        """Show words that say what is left to do in bold."""
        for word in words:
            self._show(cells, word, bold=True, color=ALERT)

    def _show(self, cells: str, word: str, **font: Any) -> None:
        from openpyxl.formatting.rule import Rule  # heavy: loaded by the first spreadsheet
        from openpyxl.styles import Font
        from openpyxl.styles.differential import DifferentialStyle

        style = DifferentialStyle(font=Font(**font))
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{word}"'], dxf=style)
        self.sheet.conditional_formatting.add(cells, rule)

    def protect(self) -> None:
        """Lock all but the open cells, without a password: it guards against slips, not people."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False  # False means allowed

    def _exact_value(self, value: Value, at: tuple[int, int]) -> Value:
        if isinstance(value, str):
            return self._exact(value, at)
        if isinstance(value, Headed):
            self._exact(f"{value.heading}\n{value.text}", at)  # together no longer than a cell
            return Headed(self._exact(value.heading, at), self._exact(value.text, at))
        return value

    def _exact(self, value: str, at: str | tuple[int, int]) -> str:
        """Return a text as a cell holds it, so that a reader sees what was typed."""
        plain = printable(value)
        if len(plain) > _LONGEST_CELL // 2 and (length := _units(plain)) > _LONGEST_CELL:
            raise KravsporError(self._too_long(at, length))
        return _ESCAPE_LIKE.sub("_x005F_", plain) if "_x" in plain else plain

    def _too_long(self, at: str | tuple[int, int], length: int) -> str:
        cell = at if isinstance(at, str) else self.sheet.cell(*at).coordinate
        return _(
            "The text for cell %(cell)s on the sheet %(sheet)s has %(length)s characters;"
            " a spreadsheet cell holds %(most)s.",
            cell=cell,
            sheet=self.sheet.title,
            length=length,
            most=_LONGEST_CELL,
        )


def _units(text: str) -> int:
    """Return the length as the file format counts it, in which an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """Estimate the height of a row from its texts and column widths; not every reader does it."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(_TALLEST_ROW, lines * _LINE_HEIGHT + 4)


def _lines(text: str, width: float) -> int:
    """Count the lines of a text that is broken at spaces; a tab counts as one character."""
    characters = max(1, math.floor((width - 2) * 1.25))
    if len(text) <= characters and "\n" not in text:
        return 1
    count = 0
    for part in text.split("\n"):
        at = 0
        while len(part) - at > characters:
            space = part.rfind(" ", at, at + characters + 1)
            at = space + 1 if space > at else at + characters
            count += 1
        count += 1
    return count


def new_book() -> "Workbook":
    """Return a workbook whose column widths are counted in the font of its cells."""
    from openpyxl import Workbook  # heavy, as above
    from openpyxl.styles import Font

    book = Workbook()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = Font(name=FONT, size=10)
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
    """Print landscape with document, baseline and page on every page; fit to the paper's width."""
    from openpyxl.worksheet.properties import PageSetupProperties  # heavy, as above

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = str(paper)
    if fit:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    page_of = _("page %(number)s of %(count)s", number="&P", count="&N")
    _set_margin(sheet.HeaderFooter.oddHeader, _literal(frame.title), _literal(frame.procurement))
    _set_margin(sheet.HeaderFooter.oddFooter, _literal(frame.baseline), page_of)


def _set_margin(margin: "HeaderFooterItem | None", left: str, right: str) -> None:
    if margin is not None:
        margin.left.text, margin.right.text = left, right
        margin.left.size = margin.right.size = 8


def _literal(text: str) -> str:
    """Return a text in which & stands for itself and not for a code."""
    return printable(text).replace("&", "&&")


def saved(book: "Workbook", pages: list[Page]) -> bytes:
    """Return the file; the pages are given in the order of the sheets."""
    buffer = BytesIO()
    book.save(buffer)
    return with_additions(
        buffer.getvalue(), {place: page.added for place, page in enumerate(pages, 1)}
    )
