"""Harmless and hostile files, made by hand so that each holds exactly one thing."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def package(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip with these parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str = "", **parts: str | bytes) -> bytes:
    """Return a Word file with this markup in its body; a part's name has __ for a slash."""
    document = f'{_HEAD}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    named = {name.replace("__", "/").replace("_dot_", "."): text for name, text in parts.items()}
    return package({"[Content_Types].xml": _TYPES, "word/document.xml": document} | named)


def paragraph(text: str) -> str:
    """Return the markup of a paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def excel(sheet: str) -> bytes:
    """Return an Excel file with this markup in its only sheet."""
    book = f'{_HEAD}<workbook xmlns="{_SHEET}"><sheets/></workbook>'
    markup = f'{_HEAD}<worksheet xmlns="{_SHEET}">{sheet}</worksheet>'
    parts = {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": markup}
    return package({"[Content_Types].xml": _TYPES} | parts)


def relationship(kind: str, target: str = "https://example.invalid/x") -> str:
    """Return the markup of a part with one link to the outside."""
    home = "http://schemas.openxmlformats.org"
    return (
        f'{_HEAD}<Relationships xmlns="{home}/package/2006/relationships"><Relationship Id="a" '
        f'Type="{home}/officeDocument/2006/relationships/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )


def linked(kind: str) -> bytes:
    """Return a Word file with one link to the outside."""
    return word(paragraph("x"), word___rels__document_dot_xml_dot_rels=relationship(kind))


def twice() -> bytes:
    """Return a package in which two parts differ in case only."""
    return word(paragraph("x"), word__Document_dot_xml="<a/>")


def symbolic_link() -> bytes:
    """Return a package with a symbolic link in it."""
    buffer = BytesIO(word(paragraph("x")))
    with ZipFile(buffer, "a") as archive:
        link = ZipInfo("word/link.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def with_flag(content: bytes, flag: int) -> bytes:
    """Return a package in whose directory every part has a flag."""
    mark = b"PK\x01\x02"
    parts = content.split(mark)
    changed = [part[:4] + bytes([part[4] | flag]) + part[5:] for part in parts[1:]]
    return mark.join([parts[0], *changed])


def pdf(text: str = "") -> bytes:
    """Return a PDF of two pages, or of one without text."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    if text:
        canvas.drawString(72, 720, text)
        canvas.showPage()
        canvas.drawString(72, 720, "Second page.")
    else:
        canvas.rect(72, 720, 50, 50)
    canvas.save()
    return buffer.getvalue()


def with_script(content: bytes) -> bytes:
    """Return a PDF that runs a script when it is opened."""
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    writer = PdfWriter(PdfReader(BytesIO(content)))
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    return written(writer)


def locked(content: bytes, password: str) -> bytes:
    """Return a PDF that asks for a password."""
    writer = PdfWriter(PdfReader(BytesIO(content)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """Return what a writer holds."""
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
