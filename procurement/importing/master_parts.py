"""The parts of a Word master: those that are filled, and what may not be in any part."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from procurement.i18n import gettext as _

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_WRITTEN_BY_PROGRAMS = "docProps/app.xml"  # repeats the title, and is never filled
_OPENING = re.compile(r"{[{%]")
_MARKUP = re.compile(r"<[^>]*>")
_FETCHING = re.compile(
    r"\W*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDEAUTO|DDE|MACROBUTTON|LINK|DATABASE)\b",
    re.IGNORECASE,
)
_PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_OBJECTS = ("altChunk", "object", "control", "subDoc")


@dataclass(frozen=True)
class Part:
    """A part that is filled: the source that is rendered, and its paragraphs as people see them."""

    name: str
    source: str
    paragraphs: tuple[str, ...]
    alone: tuple[str, ...] = ()  # paragraphs in which a tag is opened or closed alone


def parts_of(content: bytes) -> list[Part]:
    """Return the parts of a master that are filled; paragraphs with half a tag are left empty."""
    from docxtpl import DocxTemplate  # heavy, and only the child reads masters

    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    parts = [_part(template, name, xml) for name, xml in _sources(template)]
    properties = template.docx.core_properties
    texts = [getattr(properties, name) or "" for name in _PROPERTIES]
    return parts + [Part("docProps/core.xml", text, (text,), _alone([text])) for text in texts]


def _sources(template: Any) -> Iterator[tuple[str, str]]:
    yield "word/document.xml", template.get_xml()
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield str(part.partname).lstrip("/"), template.get_part_xml(part)
    for part in template.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            yield str(part.partname).lstrip("/"), part.blob.decode("utf-8")


def _part(template: Any, name: str, xml: str) -> Part:
    from docx.oxml import parse_xml  # heavy, and docxtpl has loaded it

    root = parse_xml(xml.encode())
    alone = []
    for paragraph in root.iter(f"{_W}p"):
        texts = list(paragraph.iter(f"{_W}t"))
        text = "".join(each.text or "" for each in texts)
        if _alone([text]):
            alone.append(text)
            for each in texts:
                each.text = ""
    source = template.patch_xml(template.xml_to_string(root) if alone else xml)
    return Part(name, source, tuple(_texts(root)), tuple(alone))


def _texts(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))
        if text:
            yield text


def _alone(texts: list[str]) -> tuple[str, ...]:
    return tuple(
        text for text in texts if any(text.count(begin) != text.count(end) for begin, end in _PAIRS)
    )


def package_problems(content: bytes, filled: Container[str]) -> Iterator[str]:
    """Yield what may not be in a master at all: objects, links that fetch, tags out of place."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if "/embeddings/" in name.casefold() or name.casefold().endswith((".bin", ".html")):
                yield _("The master holds an embedded object (%(part)s). Remove it.", part=name)
            elif name.endswith(".rels"):
                yield from _outside(package.read(name))
            elif name.endswith(".xml"):
                yield from _part_problems(name, package.read(name), name in filled)


def _outside(content: bytes) -> Iterator[str]:
    from docx.oxml import parse_xml  # heavy, and docxtpl has loaded it

    for link in parse_xml(content).iter("{*}Relationship"):
        is_outside = link.get("TargetMode", "").strip().casefold() == "external"
        if is_outside and not link.get("Type", "").endswith("/hyperlink"):
            yield _(
                "The master fetches something from outside: «%(target)s». Remove the link.",
                target=link.get("Target", "")[:80],
            )


def _codes(root: Any) -> Iterator[str]:
    """Yield the codes of Word's own fields, cut wherever a field begins or ends."""
    code = ""
    for each in root.iter(f"{_W}fldChar", f"{_W}instrText"):
        if each.tag == f"{_W}instrText":
            code += each.text or ""
        else:
            yield code
            code = ""
    yield code
    yield from (each.get(f"{_W}instr", "") for each in root.iter(f"{_W}fldSimple"))


def _part_problems(name: str, content: bytes, is_filled: bool) -> Iterator[str]:
    from docx.oxml import parse_xml  # heavy, and docxtpl has loaded it

    root = parse_xml(content)
    if any(next(root.iter(f"{_W}{kind}"), None) is not None for kind in _OBJECTS):
        yield _("The master holds an embedded object (%(part)s). Remove it.", part=name)
    for code in _codes(root):
        fetching = _FETCHING.match(code)
        if fetching:
            word = fetching[1].upper()
            yield _("The Word field %(code)s cannot stand in a master. Remove it.", code=word)
        if _OPENING.search(code):
            shown = code.strip()[:80]
            yield _("A field cannot stand inside a field of Word: «%(code)s».", code=shown)
    text = content.decode("utf-8", "replace")
    found = _OPENING.search(text) or _OPENING.search(_MARKUP.sub("", text))
    if found and not is_filled and name != _WRITTEN_BY_PROGRAMS:
        yield _(
            "A field stands in %(part)s, which is not filled. Fields can stand in the text, "
            "headers, footers, footnotes and the title.",
            part=name,
        )
