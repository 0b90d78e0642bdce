"""Write the model test report as a Word document, with pictures and the same tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from procurement.exporting.docx import Fill, fill_shipped
from procurement.exporting.model_test_view import ModelTestReport, ReportPart
from procurement.exporting.pictures import Table
from procurement.exporting.placed_pictures import PlacedPicture
from procurement.exporting.views import Frame
from procurement.exporting.word_xml import row, run

_PLACE = "\u27e6{}\u27e7"  # stands where a picture goes, in a paragraph of its own
_WHOLE = 464.9  # of a table, in points
_TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="KravsporTabell"/><w:tblW w:w="9298" w:type="dxa"/>'
    '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
    ' w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
)


@dataclass(frozen=True)
class DocumentPart:
    """A piece of the report as the master shows it; the tables are finished."""

    heading: str
    level: int
    texts: tuple[str, ...]
    formula: str
    lines: tuple[str, ...]
    picture_title: str
    picture: str  # the mark that is replaced by the picture
    figures: str  # its table
    caption: str
    table: str


@dataclass(frozen=True)
class ModelTestDocument:
    """What the Word master of the model test report shows."""

    frame: Frame
    summary: tuple[str, ...]
    parts: tuple[DocumentPart, ...]


def write_model_test_document(view: ModelTestReport, fill: Fill = fill_shipped) -> bytes:
    """Return the report as a docx file."""
    return fill("modelltest", model_test_document(view), tuple(_pictures(view)))


def _pictures(view: ModelTestReport) -> Iterator[PlacedPicture]:
    """Yield the pictures, each with the mark where it goes."""
    from procurement.exporting.png_picture import png_of  # heavy: draws the pictures

    for number, part in enumerate(view.parts):
        if part.picture:
            title, description = part.picture.title, part.picture.description
            content = png_of(part.picture)
            yield PlacedPicture(_PLACE.format(number), content, title, description)


def model_test_document(view: ModelTestReport) -> ModelTestDocument:
    """Return the report with its tables as pieces of a Word document."""
    return ModelTestDocument(
        frame=view.frame,
        summary=view.summary,
        parts=tuple(_part(number, part) for number, part in enumerate(view.parts)),
    )


def _part(number: int, part: ReportPart) -> DocumentPart:
    picture = part.picture
    return DocumentPart(
        heading=part.heading,
        level=part.level,
        texts=tuple(filter(None, part.texts)),
        formula=part.formula,
        lines=part.lines,
        picture_title=picture.title if picture else "",
        picture=_PLACE.format(number) if picture else "",
        figures=_table(picture.table) if picture and picture.table.rows else "",
        caption=part.caption if part.table else "",
        table=_table(part.table) if part.table else "",
    )


def _table(table: Table) -> str:
    """Return a table of the master's own look; a column of numbers is set to the right."""
    from procurement.exporting.pdf_tables import fitted_widths  # heavy: it measures texts

    widths = [round(each) for each in fitted_widths(table.heads, table.rows, _WHOLE, 9.5, 14.0)]
    grid = "".join(f'<w:gridCol w:w="{each * 20}"/>' for each in widths)
    head = _line(table, table.heads, widths, "Tabellhode")
    head = head.replace("<w:cantSplit/>", "<w:cantSplit/><w:tblHeader/>")
    rows = "".join(_line(table, texts, widths, "Tabelltekst") for texts in table.rows)
    return Markup(_TABLE.format(grid=grid, rows=head + rows))


def _line(table: Table, texts: Sequence[str], widths: Sequence[int], style: str) -> str:
    """Return a row of a table."""
    cells = []
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        side = '<w:jc w:val="right"/>' if place in table.numbers else ""
        look = f'<w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>'
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width * 20}" w:type="dxa"/></w:tcPr>'
            f"<w:p>{look}{run(text)}</w:p></w:tc>"
        )
    return row("".join(cells))
