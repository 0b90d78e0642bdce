"""Read a comment form that came back: which form it is, who filled it in, and each row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from procurement.importing import child
from procurement.importing.gate import Upload
from procurement.importing.refusal import Reason, refusal
from procurement.importing.workbook import BLANK, Content, Grid, read_book

FORM, VERSION = "kravspor-comment-form", "1"
HIDDEN = "_kravspor"
SENDER_ROW, SENDER_COLUMN = 4, "C"
HEAD = 6
ID, CODE, TEXT = "A", "B", "F"  # columns
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
    sheets = read_book(content).grids
    facts, stood = _hidden(sheets.pop(HIDDEN, {}))
    if facts.get("form") != FORM or facts.get("version") != VERSION or not sheets:
        raise refusal(Reason.not_a_form)
    rows = next(iter(sheets.values()))
    return {
        "round_id": facts.get("round", ""),
        "procurement_id": facts.get("procurement", ""),
        "sender": _text(rows, SENDER_ROW, SENDER_COLUMN),
        "stood": stood,
        "rows": list(_written(rows)),
    }


def _hidden(rows: Grid) -> tuple[dict[str, str], dict[str, str]]:
    facts: dict[str, str] = {}
    stood: dict[str, str] = {}
    for number in rows:
        name, value, mark = (_text(rows, number, column) for column in "ABC")
        if name in ("chapter", "requirement"):
            stood[value] = mark
        else:
            facts[name] = value
    return facts, stood


def _written(rows: Grid) -> Iterator[dict[str, Any]]:
    for number in sorted(rows):
        text = _text(rows, number, TEXT)
        if number > HEAD and text:
            yield {
                "number": number,
                "id": _text(rows, number, ID),
                "code": _text(rows, number, CODE),
                "text": text,
                "is_error": rows[number][TEXT].content == Content.error,
            }


def _text(rows: Grid, number: int, column: str) -> str:
    cell = rows.get(number, {}).get(column, BLANK)
    return cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()[:_LONGEST]
