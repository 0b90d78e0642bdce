"""Read an answer form that came back as a spreadsheet, cell by cell; runs in the child.

Everything that was changed and must not be is named with its place.
"""

from functools import partial
from typing import Any

from procurement.exchange.answers import LOCKED, OPEN
from procurement.exchange.hidden import Hidden
from procurement.importing.answers import Answers
from procurement.importing.form_sheet import FormSheet, supplier_of
from procurement.importing.problems import Problem
from procurement.importing.workbook import Book


class AnswerReader:
    """Reads the sheet with the answers."""

    def __init__(self, book: Book, hidden: Hidden) -> None:
        self.book, self.hidden = book, hidden

    def run(self) -> tuple[dict[str, Any], list[Problem]]:
        """Read everything that can be read; return it with what is wrong."""
        read = Answers(self.hidden)
        read.supplier = supplier_of(self.book, self.hidden, "front", read.text)
        sheet = FormSheet(self.book, self.hidden, "answers", read.note)
        for code, number, cells in sheet.rows({*LOCKED, *OPEN}):
            read.take(code, cells, partial(sheet.place, row=number))
        return read.said, read.problems
