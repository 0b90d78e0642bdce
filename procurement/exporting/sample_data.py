"""Made-up content of each deliverable, to fill a master with before it is taken into use."""

from typing import Any

from markupsafe import Markup

from procurement.exchange.masters import NUMBER, TEXT
from procurement.exporting.fields import shape_of
from procurement.exporting.word_xml import cell, locked, paragraph, row, run

_TEXT = "Eksempel & <prøve>"
_ROW = row(cell(paragraph("Tabelltekst", run(_TEXT))))
_TABLE = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{_ROW}</w:tbl>'
_FINISHED = {  # fields that hold finished pieces of a Word document
    "supplier": _ROW,
    "rows": _ROW,
    "marks": locked("kravspor", _TEXT, "Skjult"),
    "figures": _TABLE,
    "table": _TABLE,
}


def sample(deliverable: str, full: bool) -> dict[str, Any]:
    """Return a view as plain data: with something everywhere, or with as little as there can be."""
    data = {name: _made(name, each, full) for name, each in shape_of(deliverable).items()}
    frame = shape_of(deliverable)["frame"]
    data["frame"] = {name: "nb" if name == "language" else _TEXT for name in frame}
    return data


def _made(name: str, shape: Any, full: bool) -> Any:
    if isinstance(shape, dict):
        return {each: _made(each, kind, full) for each, kind in shape.items()}
    if isinstance(shape, list):
        return [_made(name, shape[0], full)] * 2 if full else []
    if name in _FINISHED:
        return Markup(_FINISHED[name]) if full else Markup("")
    if shape == TEXT:
        return _TEXT if full else ""
    return 1 if shape == NUMBER else full
