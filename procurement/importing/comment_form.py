"""Read a comment form that came back: which form it is, who filled it in, and each row."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from procurement.importing import child
from procurement.importing.gate import Upload
from procurement.importing.refusal import Reason, refusal

FORM, VERSION = "kravspor-comment-form", "1"
HIDDEN = "_kravspor"
SENDER_ROW, SENDER_COLUMN = 4, 3
HEAD = 6
_ID, _CODE, _TEXT = 0, 1, 5  # places in a row
_MOST_ROWS = 20_000
_LONGEST = 32_767  # characters in a cell, by the file format


@dataclass(frozen=True)
class ReadRow:
    """One row in which something was written."""

    number: int  # on the sheet
    id: str
    code: str
    text: str
    is_error: bool  # the cell holds an error of the spreadsheet instead of a text


@dataclass(frozen=True)
class ReadForm:
    """A form as it was read; nothing in it is believed yet."""

    round_id: str
    procurement_id: str
    sender: str
    stood: dict[str, str]  # fingerprint of each requirement when the form went out, by id
    rows: tuple[ReadRow, ...]


def form_in(upload: Upload) -> ReadForm:
    """Return what is written in a form that passed the gate; a child process opens it."""
    said = child.run(read_form, upload.content)
    try:
        rows = tuple(ReadRow(**{**row, "text": str(row["text"])}) for row in said["rows"])
        stood = {str(each): str(mark) for each, mark in said["stood"].items()}
        named = {name: str(said[name]) for name in ("round_id", "procurement_id", "sender")}
        return ReadForm(**named, stood=stood, rows=rows)
    except (TypeError, KeyError, AttributeError) as error:
        raise refusal(Reason.damaged) from error


def read_form(content: bytes) -> dict[str, Any]:
    """Return what is written in a form, as plain data; runs in the child."""
    # openpyxl is slow to load, and only the child needs it
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True)
    if HIDDEN not in book.sheetnames:
        raise refusal(Reason.not_a_form)
    facts, stood = _hidden(book[HIDDEN])
    if facts.get("form") != FORM or facts.get("version") != VERSION:
        raise refusal(Reason.not_a_form)
    sheet = next(book[name] for name in book.sheetnames if name != HIDDEN)
    cells = list(_cells(sheet))
    sender = cells[SENDER_ROW - 1] if len(cells) >= SENDER_ROW else []
    return {
        "round_id": facts.get("round", ""),
        "procurement_id": facts.get("procurement", ""),
        "sender": _text(sender, SENDER_COLUMN - 1),
        "stood": stood,
        "rows": list(_rows(cells)),
    }


def _hidden(sheet: Any) -> tuple[dict[str, str], dict[str, str]]:
    facts: dict[str, str] = {}
    stood: dict[str, str] = {}
    for row in _cells(sheet):
        name, value, mark = (_text(row, place) for place in range(3))
        if name in ("chapter", "requirement"):
            stood[value] = mark
        else:
            facts[name] = value
    return facts, stood


def _cells(sheet: Any) -> Iterator[list[Any]]:
    for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_TEXT + 1):
        yield list(row)


def _rows(cells: list[list[Any]]) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(cells[HEAD:], start=HEAD + 1):
        text = _text(row, _TEXT)
        if text:
            yield {
                "number": number,
                "id": _text(row, _ID),
                "code": _text(row, _CODE),
                "text": text,
                "is_error": row[_TEXT].data_type == "e",
            }


def _text(row: list[Any], place: int) -> str:
    """Return the text of a cell as it was typed; a number and a date as they are shown."""
    from openpyxl.utils.escape import unescape  # heavy, as above

    value = row[place].value if place < len(row) else None
    if value is None:
        return ""
    if isinstance(value, str):
        value = unescape(value).replace("\r\n", "\n").replace("\r", "\n")
    return str(value).strip()[:_LONGEST]
