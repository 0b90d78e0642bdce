"""The pages of a PDF: margins, styles, header and footer, document properties."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.flowables import CallerMacro

from procurement.exporting.characters import printable
from procurement.exporting.pdf_tags import PAGINATION, Element, TaggedCanvas, TaggedParagraph
from procurement.exporting.pdf_text import (
    BOLD,
    REGULAR,
    SEMIBOLD,
    coverage,
    draw_text,
    markup,
    shortened,
    text_width,
)
from procurement.exporting.views import Frame as DocumentFrame
from procurement.i18n import gettext as _

BLUE, TINT, LINE, GREY = (HexColor(f"#{c}") for c in ("17375E", "EAF0F7", "C3CCD9", "595959"))
MARGIN = 62.0
WIDTH = A4[0] - 2 * MARGIN

_PAGE_NUMBER = "page_number_"  # a form per page, defined on the last, where the count is known
_SMALL = (REGULAR, 7.5)


@lru_cache
def styles() -> dict[str, ParagraphStyle]:
    """Return the paragraph styles by name, once their fonts are registered."""
    coverage()
    body = ParagraphStyle("body", fontName=REGULAR, fontSize=9.5, leading=13.5, spaceAfter=6)

    def like(name: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=body, **changes)

    head = {"textColor": BLUE, "keepWithNext": 1}
    return {
        "body": body,
        "title": like("title", fontSize=24, leading=29, spaceAfter=2, textColor=BLUE),
        "subtitle": like("subtitle", fontSize=12, leading=16, spaceAfter=2),
        "grey": like("grey", fontSize=8.5, leading=12, textColor=GREY),
        "h1": like("h1", fontSize=15, leading=19, spaceBefore=18, spaceAfter=6, **head),
        "h2": like("h2", fontSize=11, leading=15, spaceBefore=12, spaceAfter=4, **head),
        "item": like("item", fontSize=9.5, spaceBefore=5, spaceAfter=1, keepWithNext=1),
        "line": like("line", leftIndent=12, bulletIndent=0, firstLineIndent=-9, spaceAfter=3),
        "reason": like("reason", fontSize=9, leading=12.5, spaceAfter=5, leftIndent=12),
        "box": like("box", fontSize=11, leading=16, backColor=TINT, borderPadding=(8, 9, 8, 9),
                    leftIndent=9, rightIndent=9, spaceBefore=16, spaceAfter=18),
        "formula": like("formula", fontSize=10.5, leading=15, backColor=TINT, alignment=1,
                        borderPadding=(7, 9, 7, 9), leftIndent=9, rightIndent=9,
                        spaceBefore=16, spaceAfter=18, textColor=BLUE),
        "cell": like("cell", fontSize=8.5, leading=11.5, spaceAfter=0),
        "head": like("head", fontSize=8, leading=10.5, spaceAfter=0),
        "head_number": like("head_number", fontSize=8, leading=10.5, spaceAfter=0, alignment=2),
        "number": like("number", fontSize=8.5, leading=11.5, spaceAfter=0, alignment=2),
        "caption": like("caption", fontSize=9, leading=12, spaceBefore=14, spaceAfter=6,
                        keepWithNext=1),
    }  # fmt: skip


def paragraph(text: str, style: str = "body", font: str = REGULAR) -> TaggedParagraph:
    """Return a paragraph that shows a text as it was typed; that of the title is a heading."""
    return marked_up(markup(text, font), style, "H1" if style == "title" else "P")


def marked_up(text: str, style: str, kind: str = "P") -> TaggedParagraph:
    """Return a paragraph of markup as a new element of the structure."""
    made = TaggedParagraph(text, styles()[style])
    made.element = Element(kind)
    return made


def list_lines(lines: Iterable[str]) -> Iterator[TaggedParagraph]:
    """Yield the lines of a list, each with its dot."""
    whole = Element("L")
    for line in lines:
        made = paragraph(f"• {line}", "line")
        made.element = Element("LBody", Element("LI", whole))
        yield made


class Heading(TaggedParagraph):
    """A heading below the title, which also stands in the outline of the file."""

    def __init__(self, text: str, level: int) -> None:
        super().__init__(markup(text, BOLD if level == 1 else SEMIBOLD), styles()[f"h{level}"])
        self.shown, self.level = printable(text).replace("\n", " "), level
        self.element = Element(f"H{level + 1}")

    def split(self, width: float, height: float) -> list[Any]:
        """Stay whole."""
        return []


class _Pages(BaseDocTemplate):
    """A document whose headings become its outline."""

    headings = 0

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Add a heading to the outline where it was placed."""
        if isinstance(flowable, Heading):
            self.headings += 1
            key = f"heading-{self.headings}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.shown, key, flowable.level - 1, closed=False)


def make_pdf(frame: DocumentFrame, story: list[Flowable]) -> bytes:
    """Return the file; the same content gives the same bytes."""
    buffer = BytesIO()
    document = _Pages(
        buffer,
        pagesize=A4,
        title=printable(f"{frame.title} – {frame.procurement}"),
        author=printable(frame.buyer),
        subject=printable(frame.baseline),
        creator="Kravspor",
        lang=f"{frame.language}-NO",
        displayDocTitle=True,
        initialFontName=REGULAR,
        invariant=1,
    )
    area = Frame(MARGIN, 62, WIDTH, A4[1] - 62 - 70, 0, 0, 0, 0)
    template = PageTemplate("page", [area], onPage=_margins(frame))
    document.addPageTemplates([template])
    document.build([*story, CallerMacro(_number_pages)], canvasmaker=TaggedCanvas)
    return buffer.getvalue()


def _margins(frame: DocumentFrame) -> Callable[[Any, BaseDocTemplate], None]:
    """Return what draws header and footer on each page."""

    def draw(canvas: Any, document: BaseDocTemplate) -> None:
        top, bottom, right = A4[1] - 45, 38.0, A4[0] - MARGIN
        canvas.begin_artifact(PAGINATION)
        canvas.saveState()
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, top - 6, right, top - 6)
        canvas.line(MARGIN, bottom + 13, right, bottom + 13)
        canvas.setFillColor(GREY)
        half = WIDTH / 2 - 6
        draw_text(canvas, (MARGIN, top), shortened(frame.title, _SMALL, half), _SMALL)
        name = shortened(frame.procurement, _SMALL, half)
        draw_text(canvas, (right - text_width(name, *_SMALL), top), name, _SMALL)
        draw_text(canvas, (MARGIN, bottom), shortened(frame.baseline, _SMALL, WIDTH - 90), _SMALL)
        canvas.translate(right, bottom)
        canvas.doForm(f"{_PAGE_NUMBER}{document.page}")
        canvas.restoreState()
        canvas.end()

    return draw


def _number_pages(flowable: CallerMacro, *_size: float) -> None:
    """Define what stands in the corner of each page, on the last page."""
    canvas = flowable.canv
    count = canvas.getPageNumber()
    for number in range(1, count + 1):
        text = _("page %(number)s of %(count)s", number=number, count=count)
        canvas.beginForm(f"{_PAGE_NUMBER}{number}", -80, -5, 0, 15)
        canvas.setFillColor(GREY)
        draw_text(canvas, (-text_width(text, *_SMALL), 0), text, _SMALL)
        canvas.endForm()
