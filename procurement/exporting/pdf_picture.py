"""Draw a picture of plain shapes in a PDF, with patterns that survive black and white."""

from collections.abc import Callable

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from procurement.exporting.pdf_tags import Figure
from procurement.exporting.pdf_text import REGULAR, SEMIBOLD, draw_text, text_width
from procurement.exporting.pictures import Area, Dot, Mark, Picture, Stroke, Words

_INK, _GREY, _PALE = HexColor("#1A1A1A"), HexColor("#595959"), HexColor("#C3CCD9")
_BLUE, _LIGHT, _WHITE = HexColor("#17375E"), HexColor("#D9D9D9"), HexColor("#FFFFFF")
_FILLS: dict[str, Color | None] = {
    "fill-0": _BLUE,
    "fill-1": _WHITE,
    "fill-2": _LIGHT,
    "fill-3": _WHITE,
    "fill-4": _WHITE,
    "plate": _WHITE,
    "empty": None,
}
_LINES: dict[str, tuple[Color, float]] = {
    "axis": (_INK, 0.8),
    "grid": (_PALE, 0.6),
    "curve": (_BLUE, 2.2),
    "dashed": (_GREY, 1.4),
    "today": (_INK, 2.2),
}


class PictureDrawing(Figure):
    """A picture as wide as the text."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(f"{picture.title}. {picture.description}")
        self.picture = picture

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.scale = width / self.picture.width
        self.width, self.height = width, self.picture.height * self.scale
        return self.width, self.height

    def draw_shapes(self) -> None:
        """Draw all shapes; a picture counts its y from the top."""
        for mark in self.picture.marks:
            self.canv.saveState()
            self.draw_mark(mark)
            self.canv.restoreState()

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the picture lies on the page."""
        return x * self.scale, self.height - y * self.scale

    def draw_mark(self, mark: Mark) -> None:
        """Draw one shape."""
        if isinstance(mark, Words):
            self.draw_words(mark)
        elif isinstance(mark, Area):
            self.draw_area(mark)
        elif isinstance(mark, Stroke):
            self.draw_stroke(mark)
        else:
            self.draw_dot(mark)

    def draw_words(self, mark: Words) -> None:
        """Write a line of text."""
        look = (SEMIBOLD if mark.look == "strong" else REGULAR, 12 * self.scale)
        room = text_width(mark.text, *look)
        x, y = self.at(mark.x, mark.y)
        x -= {"start": 0.0, "middle": room / 2, "end": room}[mark.anchor]
        self.canv.setFillColor(_GREY if mark.look == "quiet" else _INK)
        draw_text(self.canv, (x, y), mark.text, look)

    def draw_area(self, mark: Area) -> None:
        """Fill a shape and draw its outline, with its pattern inside."""
        path = self.canv.beginPath()
        path.moveTo(*self.at(*mark.corners[0]))
        for corner in mark.corners[1:]:
            path.lineTo(*self.at(*corner))
        path.close()
        color = _FILLS[mark.look]
        self.canv.setFillColor(color or _WHITE)
        self.canv.setStrokeColor(_PALE if mark.look == "empty" else _INK)
        self.canv.setLineWidth(0.6)
        stroke = 0 if mark.look == "plate" else 1
        self.canv.drawPath(path, stroke=stroke, fill=0 if color is None else 1)
        pattern = _PATTERNS.get(mark.look)
        if pattern is not None:
            self.canv.clipPath(path, stroke=0, fill=0)
            xs, ys = zip(*(self.at(*corner) for corner in mark.corners), strict=True)
            pattern(self.canv, (min(xs), min(ys), max(xs), max(ys)))

    def draw_stroke(self, mark: Stroke) -> None:
        """Draw a line."""
        color, width = _LINES[mark.look]
        self.canv.setStrokeColor(color)
        self.canv.setLineWidth(width)
        if mark.look == "dashed":
            self.canv.setDash(4, 3)
        path = self.canv.beginPath()
        path.moveTo(*self.at(*mark.points[0]))
        for point in mark.points[1:]:
            path.lineTo(*self.at(*point))
        self.canv.drawPath(path, stroke=1, fill=0)

    def draw_dot(self, mark: Dot) -> None:
        """Draw a small ring."""
        self.canv.setFillColor(_WHITE)
        self.canv.setStrokeColor(_INK)
        self.canv.setLineWidth(1.6)
        self.canv.circle(*self.at(mark.x, mark.y), 3.4, stroke=1, fill=1)


_Box = tuple[float, float, float, float]


def _hatched(canvas: Canvas, box: _Box) -> None:
    left, bottom, right, top = box
    canvas.setStrokeColor(_BLUE)
    canvas.setLineWidth(1.4)
    x = left - (top - bottom)
    while x < right:
        canvas.line(x, bottom, x + top - bottom, top)
        x += 5.2


def _dotted(canvas: Canvas, box: _Box) -> None:
    left, bottom, right, top = box
    canvas.setFillColor(_BLUE)
    y = bottom + 2.6
    while y < top:
        x = left + 2.6
        while x < right:
            canvas.circle(x, y, 1.0, stroke=0, fill=1)
            x += 5.2
        y += 5.2


def _striped(canvas: Canvas, box: _Box) -> None:
    left, bottom, right, top = box
    canvas.setStrokeColor(_GREY)
    canvas.setLineWidth(1.4)
    y = bottom + 2.0
    while y < top:
        canvas.line(left, y, right, y)
        y += 4.4


_PATTERNS: dict[str, Callable[[Canvas, _Box], None]] = {
    "fill-1": _hatched,
    "fill-3": _dotted,
    "fill-4": _striped,
}
