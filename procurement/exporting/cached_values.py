"""Put the values of formulas beside them in a spreadsheet file.

openpyxl writes formulas without values, and a reader that does not recalculate sees nothing there.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

Cached = float | int | str

_FORMULA_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f>[^<]*</f>)<v\s*(?:/>|></v>)</c>')


def with_cached_values(file: bytes, sheets: Mapping[int, Mapping[str, Cached]]) -> bytes:
    """Return the file with values by the place of the sheet, from 1, and the cell."""
    values = {f"xl/worksheets/sheet{place}.xml": cells for place, cells in sheets.items()}
    finished = BytesIO()
    with ZipFile(BytesIO(file)) as source, ZipFile(finished, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename in values:
                data = _spliced(data.decode(), values[member.filename]).encode()
            target.writestr(member, data)
    return finished.getvalue()


def _spliced(xml: str, values: Mapping[str, Cached]) -> str:
    def cell(match: re.Match[str]) -> str:
        at, attributes, formula = match.groups()
        value = values[at]
        if isinstance(value, str):
            return f'<c r="{at}"{attributes} t="str">{formula}<v>{escape(value)}</v></c>'
        return f'<c r="{at}"{attributes}>{formula}<v>{value!r}</v></c>'

    return _FORMULA_CELL.sub(cell, xml)
