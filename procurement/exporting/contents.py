"""Fill a table of contents and number the captions, so that nobody is asked to update fields.

Word and LibreOffice show what a field held when the file was written. The entries are therefore
written here, from the headings of the finished document. Page numbers depend on the reader's
layout and stay empty until Word prints the document or updates the field: none is better than
a wrong one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = {"w": _MAIN}
_LEVELS = {"Heading 1": 1, "Heading 2": 2}
_START = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_TAB = "<w:r><w:tab/></w:r>"


@dataclass(frozen=True)
class _Entry:
    """A heading as the table of contents shows it."""

    level: int
    number: str
    title: str
    bookmark: str


def fill_contents(document: "Document") -> None:
    """Replace the result of the TOC field by entries that link to the headings."""
    old = _field_paragraphs(document.element.body)
    if not old:
        return
    entries = list(_entries(document))
    styles = {style.name: style.style_id for style in document.styles}
    for place, entry in enumerate(entries):
        first, last = place == 0, place == len(entries) - 1
        xml = _entry_xml(entry, styles.get(f"toc {entry.level}", ""), first, last)
        old[0].addprevious(_parse(xml))
    for paragraph in old:
        paragraph.getparent().remove(paragraph)


def number_captions(document: "Document") -> None:
    """Write the running number into every caption (SEQ field)."""
    counts: Counter[str] = Counter()
    for field in document.element.body.iter(f"{{{_MAIN}}}fldSimple"):
        words = field.get(f"{{{_MAIN}}}instr", "").split()
        texts = field.findall(".//w:t", _NS)
        if words[:1] == ["SEQ"] and texts:
            counts[words[1]] += 1
            texts[0].text = str(counts[words[1]])


def _entries(document: "Document") -> Iterator[_Entry]:
    """Bookmark the headings and yield them in order, numbered as Word numbers them."""
    styles = {style.style_id: style for style in document.styles if style.name in _LEVELS}
    marks = _free_marks(document.element.body)
    counts = [0, 0]
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr
        style = styles.get((properties.style if properties is not None else None) or "")
        if style is None:
            continue
        level = _LEVELS[str(style.name)]
        number, title = "", paragraph.text.replace("\n", " ")
        if style.element.find("w:pPr/w:numPr", _NS) is not None:
            counts[level - 1 :] = [counts[level - 1] + 1] + [0] * (2 - level)
            number = ".".join(str(each) for each in counts[:level])
        elif "\t" in title:
            number, title = title.split("\t", 1)
        bookmark = _bookmark(paragraph, next(marks))
        yield _Entry(level, number, title.replace("\t", " "), bookmark)


def _free_marks(body: Any) -> Iterator[int]:
    """Return numbers that no bookmark of the document has yet."""
    taken = (int(mark.get(f"{{{_MAIN}}}id", 0)) for mark in body.iter(f"{{{_MAIN}}}bookmarkStart"))
    return count(max(taken, default=0) + 1)


def _bookmark(paragraph: "Paragraph", number: int) -> str:
    """Mark a heading so that the contents can link to it; return the name of the mark."""
    name = f"_Kravspor{number}"
    runs = paragraph._p.findall("w:r", _NS)
    if runs:
        space = f'xmlns:w="{_MAIN}" w:id="{number}"'
        runs[0].addprevious(_parse(f'<w:bookmarkStart {space} w:name="{name}"/>'))
        runs[-1].addnext(_parse(f"<w:bookmarkEnd {space}/>"))
    return name


def _field_paragraphs(body: Any) -> list[Any]:
    """Return the paragraphs from the start to the end of the first TOC field."""
    for code in body.iter(f"{{{_MAIN}}}instrText"):
        if (code.text or "").split()[:1] == ["TOC"]:
            first = next(code.iterancestors(f"{{{_MAIN}}}p"))
            return list(_until_closed(first))
    return []


def _until_closed(first: Any) -> Iterator[Any]:
    """Yield paragraphs until every field that began in them has ended."""
    depth = 0
    for paragraph in (first, *first.itersiblings()):
        yield paragraph
        for mark in paragraph.iter(f"{{{_MAIN}}}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{{{_MAIN}}}fldCharType"), 0)
        if depth == 0:
            return


def _entry_xml(entry: _Entry, style: str, first: bool, last: bool) -> str:
    """Return one paragraph of the contents; the first opens the field, the last closes it."""
    number = f"<w:r><w:t>{escape(entry.number)}</w:t></w:r>{_TAB}" if entry.number else ""
    title = f'<w:r><w:t xml:space="preserve">{escape(entry.title)}</w:t></w:r>'
    page = _START.format(code=rf"PAGEREF {entry.bookmark} \h") + _END
    return (
        f'<w:p xmlns:w="{_MAIN}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        + (_START.format(code=r'TOC \o "1-2" \h \z \u') if first else "")
        + f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">'
        + f"{number}{title}{_TAB}{page}</w:hyperlink>"
        + f"{_END if last else ''}</w:p>"
    )


def _parse(xml: str) -> Any:
    from docx.oxml import parse_xml  # heavy: loaded by the first Word document

    return parse_xml(xml)
