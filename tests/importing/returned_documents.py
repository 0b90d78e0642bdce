"""Word forms as suppliers send them back: fields filled in as Word does, or tampered with."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from exporting.form_samples import answer_row, of_rows

from procurement.exporting.answer_document import write_answer_document
from procurement.importing.forms import read_form

from .returned import CODES, ROWS

WORD = "KR-4|text"


def sent_document() -> bytes:
    """Return a form with one requirement of each answer form."""
    rows = [
        answer_row(
            form, CODES[form], title=f"Om {form}", statement=f"Kravet om {form}.\nTo linjer."
        )
        for form in ROWS
    ]
    return write_answer_document(of_rows(*rows))


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Open a form, change its body and save it."""
    document = Document(BytesIO(content))
    change(document.element.body)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def control(body: Any, tag: str) -> Any:
    """Return the field with a tag."""
    return next(
        sdt
        for sdt in body.iter(qn("w:sdt"))
        if sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag
    )


def write(body: Any, tag: str, text: str) -> None:
    """Write into a field as Word does: the prompt goes, and lines become paragraphs or breaks."""
    sdt = control(body, tag)
    mark = sdt.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
    if mark is not None:
        mark.getparent().remove(mark)
    content = sdt.find(qn("w:sdtContent"))
    lines = text.replace("&", "&amp;").replace("<", "&lt;").split("\n")
    runs = [f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>' for line in lines]
    if content[0].tag == qn("w:p"):
        xml = "".join(f"<w:p>{run}</w:p>" for run in runs)
    else:
        xml = "<w:r><w:br/></w:r>".join(runs)
    content[:] = list(parse_xml(f"<w:sdtContent {nsdecls('w')}>{xml}</w:sdtContent>"))


def filled_document(content: bytes, **texts: str) -> bytes:
    """Write into fields, named by answer form and part: degree_value."""

    def change(body: Any) -> None:
        for name, text in texts.items():
            form, part = name.rsplit("_", 1)
            write(body, f"{CODES[form]}|{part}", text)

    return changed(content, change)


def document_problems(content: bytes) -> list[tuple[str, str]]:
    """Return code and place of what is wrong."""
    return [(each["code"], each["place"]) for each in read_form("docx", content)["problems"]]
