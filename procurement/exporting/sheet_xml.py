"""Write what openpyxl writes slowly or not at all into the XML of a sheet.

openpyxl writes formulas without values, and a reader that does not recalculate sees nothing there.
It also takes long over many rows that look the same: those are written here after a sample row.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from procurement.exporting.characters import escaped

Cached = float | int | str

_FORMULA_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f>[^<]*</f>)<v\s*(?:/>|></v>)</c>')
_STYLED_CELL = re.compile(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?')
_DIMENSION = re.compile(r'<dimension ref="A1:([A-Z]+)\d+"\s*/>')
_RUN = '<sz val="9"/><rFont val="Arial"/>'  # as all texts of a sheet
_ABOUT = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Kravspor</Application></Properties>"
)
_PIECE = 2_000  # rows that are compressed at a time
LIKE_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Computed:
    """A formula and the value that it gives."""

    formula: str
    value: Cached


@dataclass(frozen=True)
class Headed:
    """A text under a bold heading in the same cell."""

    heading: str
    text: str


Value = str | int | float | Decimal | Computed | Headed | None  # None is an empty cell


@dataclass(frozen=True)
class Row:
    """A row that looks like a sample: the name of the sample, its height and its values."""

    sample: str
    height: float
    values: Sequence[Value]


@dataclass
class Additions:
    """What is written into a sheet: values of formulas, and rows in place of their samples."""

    cached: dict[str, Cached] = field(default_factory=dict)
    samples: dict[str, int] = field(default_factory=dict)  # row by name; the next one is quoted
    rows: list[Row] = field(default_factory=list)


def with_additions(file: bytes, sheets: Mapping[int, Additions]) -> bytes:
    """Return the file with additions by the place of the sheet, from 1."""
    added = {f"xl/worksheets/sheet{place}.xml": each for place, each in sheets.items()}
    finished = BytesIO()
    with ZipFile(BytesIO(file)) as source, ZipFile(finished, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = _ABOUT if member.filename == "docProps/app.xml" else source.read(member)
            if member.filename not in added:
                target.writestr(member, data, ZIP_DEFLATED)
                continue
            with target.open(member.filename, "w") as stream:
                for piece in _pieces(data.decode(), added[member.filename]):
                    stream.write(piece.encode())
    return finished.getvalue()


def _pieces(xml: str, added: Additions) -> Iterator[str]:
    """Yield the XML of a sheet, the sample rows replaced by the rows that are like them."""
    if not added.samples:
        yield _with_values(xml, added.cached)
        return
    first, last = min(added.samples.values()), max(added.samples.values()) + 1
    start = xml.index(f'<row r="{first}"')
    stop = xml.index("</row>", xml.index(f'<row r="{last}"')) + len("</row>")
    styles = {name: _styles(xml, row) for name, row in added.samples.items()}
    end = max(first - 1 + len(added.rows), 1)
    head = _DIMENSION.sub(rf'<dimension ref="A1:\g<1>{end}"/>', xml[:start])
    yield _with_values(head, added.cached)
    for at in range(0, len(added.rows), _PIECE):
        rows = enumerate(added.rows[at : at + _PIECE], first + at)
        yield "".join(_row(number, row, *styles[row.sample]) for number, row in rows)
    yield _with_values(xml[stop:], added.cached)


def _styles(xml: str, row: int) -> tuple[list[tuple[str, str]], list[str]]:
    """Return column and look of each cell of a sample, and the looks that keep a text a text."""
    plain, quoted = (_STYLED_CELL.findall(_sample(xml, at)) for at in (row, row + 1))
    return plain, [style for _column, style in quoted]


def _sample(xml: str, row: int) -> str:
    start = xml.index(f'<row r="{row}"')
    return xml[start : xml.index("</row>", start)]


def _row(number: int, row: Row, looks: list[tuple[str, str]], quoted: list[str]) -> str:
    cells = [f'<row r="{number}" ht="{row.height:g}" customHeight="1">']
    for (column, style), quoted_style, value in zip(looks, quoted, row.values, strict=True):
        start = f'<c r="{column}{number}" s="'
        if value is None or value == "":
            cells.append(f'{start}{style}"/>')
        elif isinstance(value, str):
            look = quoted_style if value.startswith(LIKE_FORMULA) else style
            cells.append(f'{start}{look}" t="inlineStr"><is>{_text(value)}</is></c>')
        else:
            cells.append(_other(f'{start}{style}"', value))
    cells.append("</row>")
    return "".join(cells)


def _other(cell: str, value: int | float | Decimal | Computed | Headed) -> str:
    if isinstance(value, Headed):
        heading = f"<r><rPr><b/>{_RUN}</rPr>{_text(value.heading)}</r>"
        below = f"<r><rPr>{_RUN}</rPr>{_text(chr(10) + value.text)}</r>"
        return f'{cell} t="inlineStr"><is>{heading}{below}</is></c>'
    if not isinstance(value, Computed):
        return f"{cell}><v>{_plain(value)}</v></c>"
    formula = f"<f>{escaped(value.formula)}</f>"
    if isinstance(value.value, str):
        return f'{cell} t="str">{formula}<v>{escaped(value.value)}</v></c>'
    return f"{cell}>{formula}<v>{_plain(value.value)}</v></c>"


def _text(value: str) -> str:
    return f'<t xml:space="preserve">{escaped(value)}</t>'


def _plain(value: int | float | Decimal) -> str:
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def _with_values(xml: str, values: Mapping[str, Cached]) -> str:
    def cell(match: re.Match[str]) -> str:
        at, attributes, formula = match.groups()
        value = values[at]
        if isinstance(value, str):
            return f'<c r="{at}"{attributes} t="str">{formula}<v>{escaped(value)}</v></c>'
        return f'<c r="{at}"{attributes}>{formula}<v>{value!r}</v></c>'

    return _FORMULA_CELL.sub(cell, xml) if values else xml
