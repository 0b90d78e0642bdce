"""The content of the model test report as a PDF."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from procurement.exporting.model_test_view import ModelTestReport, ReportPart
from procurement.exporting.pdf_pages import WIDTH, Heading, list_lines, make_pdf, paragraph
from procurement.exporting.pdf_picture import PictureDrawing
from procurement.exporting.pdf_tables import data_table, fitted_widths
from procurement.exporting.pdf_text import BOLD, SEMIBOLD
from procurement.exporting.pictures import Picture, Table

_TOGETHER = 280.0  # height of a table that is not parted between pages


def build_model_test(view: ModelTestReport) -> bytes:
    """Return the report as a PDF."""
    story = [*_front(view), *(each for part in view.parts for each in _part(part))]
    return make_pdf(view.frame, story)


def _front(view: ModelTestReport) -> Iterator[Flowable]:
    frame = view.frame
    yield paragraph(frame.title, "title", BOLD)
    yield paragraph(frame.procurement, "subtitle")
    yield paragraph(" · ".join((frame.buyer, frame.issued, frame.baseline)), "grey")
    if frame.notice:
        yield paragraph(frame.notice, "grey", SEMIBOLD)
    yield paragraph("\n".join(view.summary), "box", SEMIBOLD)


def _part(part: ReportPart) -> Iterator[Flowable]:
    """Yield a heading with all that stands under it."""
    if part.heading:
        yield CondPageBreak(_room(part))
        yield Heading(part.heading, part.level)
    for text in part.texts:
        if text:
            yield paragraph(text)
    if part.formula:
        yield paragraph(part.formula, "formula", SEMIBOLD)
    yield from list_lines(part.lines)
    if part.picture is not None:
        yield from _picture(part.picture)
    if part.table is not None:
        yield from _table(part.table, part.caption)


def _room(part: ReportPart) -> float:
    """Return how much a heading wants below it on the same page."""
    room = 60.0 + 30 * len(part.texts) + (40 if part.formula else 0)
    if part.picture is not None:
        return room + _height_of(part.picture)
    if part.table is not None:
        return room + min(_drawn(part.table).wrap(WIDTH, 0)[1] + 30, _TOGETHER)
    return room + 14 * min(len(part.lines), 4)


def _height_of(picture: Picture) -> float:
    """Return the height of a picture with its title and its table, if that is not long."""
    height = PictureDrawing(picture).wrap(WIDTH, 0)[1] + 46
    table = _drawn(picture.table).wrap(WIDTH, 0)[1] if picture.table.rows else 0.0
    return height + (table if height + table < 2 * _TOGETHER else 0.0)


def _picture(picture: Picture) -> Iterator[Flowable]:
    """Yield a picture with its title above it and its figures as a table below it."""
    yield CondPageBreak(_height_of(picture))
    yield paragraph(picture.title, "caption", SEMIBOLD)
    yield PictureDrawing(picture)
    yield Spacer(0, 6)
    if picture.table.rows:
        yield _drawn(picture.table)
        yield Spacer(0, 8)


def _table(table: Table, caption: str) -> Iterator[Flowable]:
    drawn = _drawn(table)
    yield CondPageBreak(min(drawn.wrap(WIDTH, 0)[1] + 30, _TOGETHER))
    yield paragraph(caption, "caption", SEMIBOLD)
    yield drawn
    yield Spacer(0, 8)


def _drawn(table: Table) -> Flowable:
    left = [place for place in range(len(table.heads)) if place not in table.numbers]
    widths = fitted_widths(table.heads, table.rows, WIDTH)
    return data_table(table.heads, table.rows, widths, left=left)
