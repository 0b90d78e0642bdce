"""Draw the chart of the evaluation report: what each criterion contributes to each total.

Every bar and every part carries its number, and neighbours differ in shade and pattern, so that
the chart can be read in black and white.
"""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from procurement.exporting.pdf_tags import Figure
from procurement.exporting.pdf_text import (
    BOLD,
    REGULAR,
    SEMIBOLD,
    draw_text,
    shortened,
    text_width,
)

_NAMES, _TOTALS = 128.0, 44.0  # widths left and right of the bars
_BAR, _STEP, _LEGEND = 19.0, 33.0, 15.0  # heights
_SMALL = 7.5
_INK = HexColor("#1A1A1A")


@dataclass(frozen=True)
class ChartBar:
    """One bid: the contributions as numbers and as they are written."""

    name: str
    values: tuple[float, ...]
    shown: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class _Fill:
    """How the parts of one criterion look."""

    color: Color
    ink: Color
    hatched: bool = False


_WHITE = HexColor("#FFFFFF")
_FILLS = (
    _Fill(HexColor("#17375E"), _WHITE),
    _Fill(HexColor("#D9D9D9"), _INK),
    _Fill(HexColor("#8FB4DB"), _INK),
    _Fill(_WHITE, _INK, hatched=True),
    _Fill(HexColor("#A6A6A6"), _INK),
    _Fill(_WHITE, _INK),
    _Fill(HexColor("#D9D9D9"), _INK, hatched=True),
    _Fill(HexColor("#595959"), _WHITE),
)


class ContributionChart(Figure):
    """Stacked horizontal bars, best bid first; a negative part lies left of the line for zero."""

    def __init__(self, columns: tuple[str, ...], bars: tuple[ChartBar, ...], alt: str) -> None:
        super().__init__(alt)
        self.columns, self.bars = columns, bars

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and as much height as the bars need."""
        self.width = width
        self.rows = _legend_rows(self.columns, width)
        self.height = len(self.rows) * _LEGEND + 8 + len(self.bars) * _STEP
        return self.width, self.height

    def draw_shapes(self) -> None:
        """Draw the legend, the line for zero and the bars."""
        top = self.height
        for row in self.rows:
            top -= _LEGEND
            for x, place in row:
                _draw_part(self.canv, (x, top + 2, 9, 9), _FILLS[place % len(_FILLS)])
                self.canv.setFillColor(_INK)
                draw_text(self.canv, (x + 13, top + 3), self.columns[place], (REGULAR, 8))
        least = min((_below_zero(bar) for bar in self.bars), default=0.0)
        most = max((_above_zero(bar) for bar in self.bars), default=0.0)
        scale = (self.width - _NAMES - _TOTALS) / ((most - least) or 1.0)
        zero = _NAMES - least * scale
        top -= 8
        for place, bar in enumerate(self.bars):
            self.draw_bar(bar, zero, scale, top - place * _STEP - _BAR)
        self.canv.setStrokeColor(_INK)
        self.canv.setLineWidth(0.8)
        self.canv.line(zero, 6, zero, top + 3)

    def draw_bar(self, bar: ChartBar, zero: float, scale: float, y: float) -> None:
        """Draw the name, the parts with their numbers, and the total."""
        self.canv.setFillColor(_INK)
        look = (SEMIBOLD, 8.5)
        draw_text(self.canv, (0, y + 6), shortened(bar.name, look, _NAMES - 8), look)
        left = right = zero
        taken = zero - 2 if min(bar.values, default=0) >= 0 else 0.0  # by numbers below the bar
        for place, (value, shown) in enumerate(zip(bar.values, bar.shown, strict=True)):
            width = abs(value) * scale
            left, right = (left - width, right) if value < 0 else (left, right + width)
            x = left if value < 0 else right - width
            _draw_part(self.canv, (x, y, width, _BAR), _FILLS[place % len(_FILLS)])
            taken = self.draw_number(shown, (x, y, width), place, taken)
        self.canv.setFillColor(_INK)
        draw_text(self.canv, (right + 6, y + 5.5), bar.total, (BOLD, 10))

    def draw_number(
        self, shown: str, part: tuple[float, float, float], place: int, taken: float
    ) -> float:
        """Write a number in its part, or below where the part is too narrow."""
        (x, y, width), fill = part, _FILLS[place % len(_FILLS)]
        size = text_width(shown, SEMIBOLD, _SMALL)
        middle = x + (width - size) / 2
        if width >= size + 3:
            if fill.hatched:
                self.canv.setFillColor(_WHITE)
                self.canv.rect(middle - 1.2, y + 4, size + 2.4, 11, stroke=0, fill=1)
            self.canv.setFillColor(fill.ink)
            draw_text(self.canv, (middle, y + 6.8), shown, (SEMIBOLD, _SMALL))
            return taken
        middle = max(middle, taken + 4)
        self.canv.setFillColor(_INK)
        draw_text(self.canv, (middle, y - 8.5), shown, (REGULAR, _SMALL))
        return middle + size


def _legend_rows(columns: tuple[str, ...], width: float) -> list[list[tuple[float, int]]]:
    """Place the names of the criteria in as many rows as they need."""
    rows: list[list[tuple[float, int]]] = [[]]
    x = 0.0
    for place, name in enumerate(columns):
        needed = 13 + text_width(name, REGULAR, 8) + 16
        if rows[-1] and x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, place))
        x += needed
    return rows


def _below_zero(bar: ChartBar) -> float:
    return sum(value for value in bar.values if value < 0)


def _above_zero(bar: ChartBar) -> float:
    return sum(value for value in bar.values if value > 0)


def _draw_part(canvas: Canvas, box: tuple[float, float, float, float], fill: _Fill) -> None:
    """Draw a filled rectangle with a thin outline, hatched or not."""
    x, y, width, height = box
    canvas.saveState()
    canvas.setFillColor(fill.color)
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, width, height, stroke=1, fill=1)
    if fill.hatched and width > 0:
        path = canvas.beginPath()
        path.rect(x, y, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        start = x - height
        while start < x + width:
            canvas.line(start, y, start + height, y + height)
            start += 4.0
    canvas.restoreState()
