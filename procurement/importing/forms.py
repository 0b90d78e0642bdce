"""Read a form that a supplier filled in, behind the gate and in a child process."""

from collections.abc import Callable
from typing import Any, Protocol

from procurement.exchange import answers, prices
from procurement.exchange.hidden import SHEET, Hidden
from procurement.importing import child
from procurement.importing.answer_document import DocumentReader, read_document
from procurement.importing.answer_form import AnswerReader
from procurement.importing.form_sheet import hidden_of
from procurement.importing.gate import Kind, Upload
from procurement.importing.price_form import PriceReader
from procurement.importing.problems import Problem, problem
from procurement.importing.refusal import Reason, refusal
from procurement.importing.workbook import read_book

KINDS = (Kind.xlsx, Kind.docx)
FORMAT = "kravspor-read-form/1"
_OWN = "Kravspor"
_VERSIONS = {answers.FORM: answers.VERSION, prices.FORM: prices.VERSION}


class _Reader(Protocol):
    def run(self) -> tuple[dict[str, Any], list[Problem]]: ...


def form_of(upload: Upload) -> dict[str, Any]:
    """Return what a form that passed the gate says, and what is wrong with it."""
    said = child.run(read_form, upload.kind.value, upload.content, seconds=60)
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise refusal(Reason.damaged)
    return said | {"file": {"name": upload.name, "sha256": upload.sha256} | said["file"]}


def read_form(kind: str, content: bytes) -> dict[str, Any]:
    """Read a form; runs in the child."""
    if kind == Kind.docx:
        document = read_document(content)
        hidden, program = document.hidden, document.saved_by
        return _read(hidden, program, lambda: DocumentReader(document, hidden))
    book = read_book(content)
    hidden = hidden_of(book)
    reader = PriceReader if hidden.fact("form") == prices.FORM else AnswerReader
    return _read(hidden, book.saved_by, lambda: reader(book, hidden))


def _read(hidden: Hidden, program: str, reader: Callable[[], _Reader]) -> dict[str, Any]:
    """Read the form if it is one of ours and its hidden marks are whole."""
    kind, version = hidden.fact("form"), hidden.fact("version")
    if kind not in _VERSIONS:
        raise refusal(Reason.not_a_form)
    said: dict[str, Any] = {}
    problems: list[Problem] = []
    if program and not program.startswith(_OWN):
        problems.append(problem("saved_by", program=program))
    if not hidden.is_whole:
        problems.append(problem("broken_seal", SHEET))
    elif version != _VERSIONS[kind]:
        problems.append(problem("unknown_version", SHEET, version=version))
    else:
        said, found = reader().run()
        problems += found
    return {
        "format": FORMAT,
        "file": {"saved_by": program},
        "form": _form(kind, hidden),
        **said,
        "problems": [each.data() for each in problems],
    }


def _form(kind: str, hidden: Hidden) -> dict[str, Any]:
    facts = ("id", "procurement", "edition", "digest", "language")
    rows = {row[0]: row[1] for row in hidden.told("row") if len(row) > 1}
    return {"kind": kind} | {name: hidden.fact(name) for name in facts} | {"rows": rows}
