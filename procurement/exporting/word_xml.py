"""Pieces of a Word document as XML: texts exactly as typed, and fields that people fill in."""

import re
import zlib
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from procurement.exporting.characters import escaped, printable

_OPEN = '<w:t xml:space="preserve">'
_BREAKS = {"\n": f"</w:t><w:br/>{_OPEN}", "\t": f"</w:t><w:tab/>{_OPEN}"}
_BREAK = re.compile("[\n\t]")
REWRITTEN = re.compile(r"(?<=[{}%])_(?=[{}%])")  # docxtpl turns {_{ into {{ after rendering
_UNTOUCHED = "<w:showingPlcHdr/>"


def inside_text(value: Any) -> str:
    """Return a value as XML inside a text, the very characters that were typed."""
    if isinstance(value, Markup):
        return value
    text = value if type(value) is str else str(value)
    if "_" in text and REWRITTEN.search(text):
        return REWRITTEN.sub("&#95;", _escaped_with_breaks(text))
    return escaped(text) if text.isprintable() else _escaped_with_breaks(text)


def _escaped_with_breaks(text: str) -> str:
    return _BREAK.sub(lambda mark: _BREAKS[mark[0]], escaped(printable(text)))


def run(text: str, style: str = "") -> str:
    """Return a run of text."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{look}{_OPEN}{inside_text(text)}</w:t></w:r>"


def paragraph(style: str, content: str) -> str:
    """Return a paragraph of runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def cell(content: str, columns: int = 1, fill: str = "") -> str:
    """Return a table cell that is as wide as its columns."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{span}{shade}</w:tcPr>{content}</w:tc>'


def row(cells: str) -> str:
    """Return a table row that does not break across pages."""
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def locked(tag: str, text: str, style: str = "") -> str:
    """Return a text that cannot be changed in Word, and that is found again by its tag."""
    return _control(tag, "sdtContentLocked", "", run(text, style), "")


def line_field(tag: str, prompt: str) -> str:
    """Return a field for a short text."""
    return _control(tag, "sdtLocked", "<w:text/>", run(prompt, "Plassholder"), _UNTOUCHED)


def text_field(tag: str, prompt: str, style: str) -> str:
    """Return a field for a text of many paragraphs; it holds them, and stands in a cell."""
    return _control(tag, "sdtLocked", "", paragraph(style, run(prompt, "Plassholder")), _UNTOUCHED)


def choice_field(tag: str, prompt: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return a field that takes one of some words; each comes with its code."""
    items = "".join(
        f'<w:listItem w:displayText="{_attribute(word)}" w:value="{_attribute(code)}"/>'
        for code, word in choices
    )
    kind = f"<w:dropDownList>{items}</w:dropDownList>"
    return _control(tag, "sdtLocked", kind, run(prompt, "Plassholder"), _UNTOUCHED)


def _control(tag: str, lock: str, kind: str, content: str, placeholder: str) -> str:
    number = zlib.crc32(tag.encode()) & 0x7FFFFFFF
    named = _attribute(tag)
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{named}"/><w:id w:val="{number}"/>'
        f'<w:lock w:val="{lock}"/>{placeholder}{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _attribute(text: str) -> str:
    plain = escaped(printable(text)).replace('"', "&quot;")
    return plain.replace("\n", " ").replace("\t", " ")
