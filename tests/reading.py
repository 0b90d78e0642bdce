"""Read what stands in an answer or a file, whatever its format."""

import html
import io
import re
import zipfile

from pypdf import PdfReader


def readable(content: bytes, mimetype: str = "") -> str:
    """Return what a reader can find in a page, a document, a sheet, a report or a bundle."""
    if mimetype == "application/pdf" or content[:5] == b"%PDF-":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            xml = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", part) for part in xml))
    return html.unescape(content.decode("utf-8", "replace"))


def plain(text: str) -> str:
    """Return a text without what may separate the digits of a number."""
    return re.sub(r"[\s,.'\u00a0\u202f]", "", text)
