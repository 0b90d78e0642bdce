"""The text of a file, as people read it: paragraphs on lines, pages apart by a form feed."""

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from procurement.importing import child
from procurement.importing.gate import Kind, Upload, text_in
from procurement.importing.refusal import Reason, refusal

MOST_CHARACTERS = 1_000_000
PAGE_BREAK = "\f"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}tblPr", _FALLBACK}
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MOST_PAGES = 2_000


def text_of(upload: Upload) -> str:
    """Return the text of a file that passed the gate; a child process opens it."""
    said = child.run(read_text, upload.kind.value, upload.content)
    if not isinstance(said, str):
        raise refusal(Reason.damaged)
    return within_limit(said)


def within_limit(text: str) -> str:
    """Return a text that is not too long to be kept."""
    if len(text) > MOST_CHARACTERS:
        raise refusal(Reason.too_long, most=f"{MOST_CHARACTERS:,}".replace(",", " "))
    return text


def read_text(kind: str, content: bytes) -> str:
    """Return the text of a file; runs in the child."""
    readers = {Kind.txt: _read_plain, Kind.docx: _read_docx, Kind.pdf: _read_pdf}
    text = tidied(readers[Kind(kind)](content))
    if not text:
        raise refusal(Reason.no_text)
    return text[: MOST_CHARACTERS + 1]


def tidied(text: str) -> str:
    r"""Return a text with one kind of line break and without characters that nobody sees.

    >>> tidied("one \r\ntwo\x01  \n\n\n\nthree\n")
    'one\ntwo\n\nthree'
    """
    lines = re.sub(r"\r\n?|\u2028|\u2029|\x85", "\n", text).split("\n")
    plain = "\n".join(_UNSEEN.sub("", line).rstrip(" \t\xa0") for line in lines)
    return re.sub(r"\n{3,}", "\n\n", plain).strip("\n\f ")


def _read_plain(content: bytes) -> str:
    return text_in(content) or ""


def _read_docx(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    return "\n".join(_lines(root))


def _lines(parent: ElementTree.Element) -> list[str]:
    lines: list[str] = []
    for element in parent:
        if element.tag == f"{_W}p":
            lines.append("".join(_pieces(element)))
        elif element.tag == f"{_W}tr":
            cells = [" ".join(filter(None, _lines(cell))) for cell in element.iter(f"{_W}tc")]
            lines.append("\t".join(cells))
        elif element.tag not in _LEFT_OUT:
            lines += _lines(element)
    return lines


def _pieces(parent: ElementTree.Element) -> list[str]:
    pieces: list[str] = []
    for element in parent:
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _SPACES:
            pieces.append(_SPACES[element.tag])
        elif element.tag == f"{_W}p":  # in a text box
            pieces += ["\n", *_pieces(element)]
        elif element.tag not in _LEFT_OUT:
            pieces += _pieces(element)
    return pieces


def _read_pdf(content: bytes) -> str:
    # pypdf is slow to load, and only the child needs it
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        document = PdfReader(BytesIO(content))
        if document.is_encrypted and not document.decrypt(""):
            raise refusal(Reason.protected)
        _refuse_scripts(document)
        pages = [page.extract_text().strip() for page in document.pages[:_MOST_PAGES]]
    except (DependencyError, FileNotDecryptedError) as error:
        raise refusal(Reason.protected) from error
    if pages and not any(letter.isalnum() for page in pages for letter in page):
        raise refusal(Reason.scanned)
    return f"\n{PAGE_BREAK}\n".join(pages)


def _refuse_scripts(document: Any) -> None:
    root = document.root_object
    names = root.get("/Names")
    opening = root.get("/OpenAction")
    action = opening.get_object() if opening is not None else None
    runs = isinstance(action, dict) and action.get("/S") in ("/JavaScript", "/Launch")
    if runs or (names is not None and "/JavaScript" in names.get_object()):
        raise refusal(Reason.active)
