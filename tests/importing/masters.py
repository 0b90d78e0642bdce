"""Masters made by hand from the shipped one: each hostile one holds exactly one thing."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from procurement.resources import resource_dir

from . import files

DELIVERABLE = "konkurransegrunnlag"
SHIPPED = resource_dir("exports") / DELIVERABLE / "master.docx"
_DOC = "word/document.xml"
_RELS = "word/_rels/document.xml.rels"


def changed(part: str, old: str, new: str) -> bytes:
    """Return the shipped master with a text replaced in one part; all that there are."""
    return with_parts({part: text_of(part).replace(old, new)})


def text_of(part: str) -> str:
    """Return a part of the shipped master."""
    with ZipFile(SHIPPED) as package:
        return package.read(part).decode()


def with_parts(parts: dict[str, str | bytes]) -> bytes:
    """Return the shipped master with some parts replaced or added."""
    buffer = BytesIO()
    with ZipFile(SHIPPED) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, source.read(name)))
        for name in parts.keys() - set(source.namelist()):
            target.writestr(name, parts[name])
    return buffer.getvalue()


def saying(text: str) -> bytes:
    """Return the shipped master with this text in a paragraph at the end."""
    return ending(files.paragraph(text))


def ending(markup: str) -> bytes:
    """Return the shipped master with this markup before its last section."""
    document = text_of(_DOC)
    at = document.rindex("<w:sectPr")
    return with_parts({_DOC: document[:at] + markup + document[at:]})


def named(title: str) -> bytes:
    """Return the shipped master with this title among its properties."""
    core = text_of("docProps/core.xml")
    begin, end = core.index("<dc:title>") + 10, core.index("</dc:title>")
    return with_parts({"docProps/core.xml": core[:begin] + title + core[end:]})


def linked(kind: str) -> bytes:
    """Return the shipped master with one link to the outside."""
    home = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        f'<Relationship Id="rId99" Type="{home}/{kind}" Target="https://example.invalid/x" '
        'TargetMode="External"/></Relationships>'
    )
    return changed(_RELS, "</Relationships>", link)


def with_footnote(text: str) -> bytes:
    """Return the shipped master with a footnote."""
    home = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    link = f'<Relationship Id="rId98" Type="{home}/footnotes" Target="footnotes.xml"/>'
    note = f'<w:footnote w:id="2">{files.paragraph(text)}</w:footnote>'
    return with_parts(
        {
            "[Content_Types].xml": text_of("[Content_Types].xml").replace("</Types>", types),
            _RELS: text_of(_RELS).replace("</Relationships>", f"{link}</Relationships>"),
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{files.W}">{note}</w:footnotes>',
        }
    )


def _split(text: str) -> str:
    """Return a paragraph in which each character is a run of its own."""
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{each}</w:t></w:r>" for each in text)
    return f"<w:p>{runs}</w:p>"


def _nested(*lists: str) -> str:
    opened = "".join(f"{{% for r{n} in {name} %}}" for n, name in enumerate(lists))
    return opened + "x" + "{% endfor %}" * len(lists)


def _field(code: str) -> bytes:
    return ending(f'<w:p><w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r></w:p>')


_SAID = {
    "call": "{{ purpose() }}",
    "global function": "{{ lipsum(5) }}",
    "range": "{% for x in range(100000000) %}{% endfor %}",
    "code of the machine": "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "joiner": "{{ joiner }}",
    "namespace": "{{ namespace }}",
    "classes": "{{ ''.__class__.__mro__ }}",
    "class of a field": "{{ purpose.__class__ }}",
    "format through a filter": "{{ ('{0.__class__}'|attr('format'))(frame) }}",
    "format": "{{ purpose.format(frame) }}",
    "method": "{{ facts.append(1) }}",
    "undocumented field": "{{ frame.secret_price }}",
    "unknown name": "{{ request }}",
    "huge text": "{{ ('a' * 2000000000)|length }}",
    "long constant": "{{ '" + "a" * 600 + "' }}",
    "power": "{{ 9 ** 9 }}",
    "sum": "{{ purpose + purpose }}",
    "place in a list": "{{ facts[0].label }}",
    "slice": "{{ purpose[1:] }}",
    "dictionary": "{{ {'a': 1} }}",
    "deep loops": _nested("facts", "scale", "facts", "scale"),
    "loop in itself": "{% for x in facts recursive %}{{ loop(x) }}{% endfor %}",
    "loop of a text": "{% for x in purpose %}x{% endfor %}",
    "pair of names": "{% for a, b in facts %}x{% endfor %}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'x' as y %}",
    "extends": "{% extends 'x' %}",
    "macro": "{% macro m() %}{% endmacro %}",
    "call block": "{% call purpose() %}{% endcall %}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "set": "{% set x = 1 %}",
    "unknown filter": "{{ purpose|pprint }}",
    "unsafe filter": "{{ purpose|safe }}",
    "unknown test": "{% if purpose is callable %}x{% endif %}",
    "row outside a table": "{%tr for x in facts %}",
    "unclosed field": "{{ purpose",
    "unclosed loop": "{% for x in facts %}x",
}
HOSTILE: dict[str, bytes] = {name: saying(text) for name, text in _SAID.items()} | {
    "split over runs": ending(_split("{{ cycler.__init__ }}")),
    "header": changed("word/header1.xml", "{{ frame.title }}", "{{ lipsum }}"),
    "footnote": with_footnote("{{ lipsum }}"),
    "title": named("{{ cycler.__init__.__globals__ }}"),
    "settings": changed(
        "word/settings.xml", "</w:settings>", "<w:x>{{ purpose }}</w:x></w:settings>"
    ),
    "other markup": with_parts({"customXml/item1.xml": "<a>{{ purpose }}</a>"}),
    "too many": saying("{{ purpose }}" * 2001),
    "fetching field": _field('INCLUDETEXT "https://example.invalid/x"'),
    "template from outside": linked("attachedTemplate"),
    "embedded": with_parts({"word/embeddings/book.xlsx": b"x"}),
}
ACTIVE: dict[str, bytes] = {
    "macros": with_parts({"word/vbaProject.bin": b"x"}),
    "object": with_parts({"word/embeddings/oleObject1.bin": b"x"}),
    "frame from outside": linked("frame"),
    "declaration": with_parts({"word/header1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
}
