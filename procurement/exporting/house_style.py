"""Give a finished document the buyer's colour and logo, where its master has a place for them."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

_STYLES = ("Title", "Heading 1", "Heading 2", "Heading 3")
_HIGH = 540_000  # of a logo, in the units of the file format: 1.5 cm
_WIDEST = 2_520_000


@dataclass(frozen=True)
class Look:
    """A colour such as #17375e, and a logo with what it says; each may be empty."""

    colour: str = ""
    logo: bytes = b""
    logo_text: str = ""

    def __bool__(self) -> bool:
        """Return False if there is nothing to give."""
        return bool(self.colour or self.logo)


def contrast_on_white(colour: str) -> float:
    """Return how well a colour is read on white, from 1 to 21.

    >>> round(contrast_on_white("#767676"), 2)
    4.54
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def styled(content: bytes, look: Look) -> bytes:
    """Return a Word document with the colour on its headings and the logo on its first page."""
    from docx import Document  # heavy, and only some buyers have a look of their own

    document = Document(BytesIO(content))
    if look.colour:
        _colour(document, look.colour)
    if look.logo and document.sections[0].different_first_page_header_footer:
        _place(document, look)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _colour(document: Any, colour: str) -> None:
    from docx.shared import RGBColor  # heavy, and loaded already

    for style in document.styles:
        if style.name in _STYLES:
            style.font.color.rgb = RGBColor.from_string(colour[1:].upper())


def _place(document: Any, look: Look) -> None:
    header = document.sections[0].first_page_header
    where = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
    if "Normal" in {style.name for style in document.styles}:
        where.style = "Normal"  # a paragraph that only keeps a distance would cut the logo
    shape = where.add_run().add_picture(BytesIO(look.logo), height=_HIGH)
    if shape.width > _WIDEST:
        shape.height, shape.width = round(shape.height * _WIDEST / shape.width), _WIDEST
    shape._inline.docPr.set("descr", look.logo_text)
