"""Put pictures where a filled master has their marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

_WIDE = 5_850_000  # of a picture, in the units of the file format


@dataclass(frozen=True)
class PlacedPicture:
    """A picture, the mark that it replaces, and what it shows for those who cannot see it."""

    mark: str  # stands in a paragraph of its own
    content: bytes  # PNG
    title: str
    description: str


def with_pictures(content: bytes, pictures: Sequence[PlacedPicture]) -> bytes:
    """Return the document with each picture in its place."""
    from docx import Document  # heavy, and only some documents have pictures

    by_mark = {picture.mark: picture for picture in pictures}
    document = Document(BytesIO(content))
    for each in document.paragraphs:
        picture = by_mark.get(each.text.strip())
        if picture is not None:
            _place(each, picture)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _place(where: Any, picture: PlacedPicture) -> None:
    for each in where.runs:
        each.text = ""
    shape = where.runs[0].add_picture(BytesIO(picture.content), width=_WIDE)
    properties = shape._inline.docPr
    properties.set("descr", picture.description)
    properties.set("title", picture.title)
