"""Read a form that a supplier filled in, behind the gate and in a child process."""

from typing import Any

from procurement.exchange import answers
from procurement.exchange.hidden import SHEET, Hidden
from procurement.importing import child
from procurement.importing.answer_form import AnswerReader, hidden_of
from procurement.importing.gate import Kind, Upload
from procurement.importing.problems import problem
from procurement.importing.refusal import Reason, refusal
from procurement.importing.workbook import read_book

KINDS = (Kind.xlsx,)
FORMAT = "kravspor-read-form/1"
_OWN = "Kravspor"
_READERS = {answers.FORM: (answers.VERSION, AnswerReader)}


def form_of(upload: Upload) -> dict[str, Any]:
    """Return what a form that passed the gate says, and what is wrong with it."""
    said = child.run(read_form, upload.content, seconds=60)
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise refusal(Reason.damaged)
    return said | {"file": {"name": upload.name, "sha256": upload.sha256} | said["file"]}


def read_form(content: bytes) -> dict[str, Any]:
    """Read a form; runs in the child."""
    book = read_book(content)
    hidden = hidden_of(book)
    kind = hidden.fact("form")
    if kind not in _READERS:
        raise refusal(Reason.not_a_form)
    problems, said = [], dict[str, Any]()
    if book.saved_by and not book.saved_by.startswith(_OWN):
        problems.append(problem("saved_by", program=book.saved_by))
    version, reader = _READERS[kind]
    if not hidden.is_whole:
        problems.append(problem("broken_seal", f"{SHEET}!A1"))
    elif hidden.fact("version") != version:
        problems.append(problem("unknown_version", SHEET, version=hidden.fact("version")))
    else:
        said, found = reader(book, hidden).run()
        problems += found
    return {
        "format": FORMAT,
        "file": {"saved_by": book.saved_by},
        "form": _form(kind, hidden),
        **said,
        "problems": [each.data() for each in problems],
    }


def _form(kind: str, hidden: Hidden) -> dict[str, Any]:
    facts = ("id", "procurement", "edition", "digest", "language")
    rows = {row[0]: row[1] for row in hidden.told("row") if len(row) > 1}
    return {"kind": kind} | {name: hidden.fact(name) for name in facts} | {"rows": rows}
