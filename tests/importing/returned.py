"""Forms as suppliers send them back: filled in, or tampered with."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from exporting.form_samples import answer_row, of_rows
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from procurement.exporting.answer_sheet import write_answer_form
from procurement.importing.forms import read_form

ANSWERS = "Svar"
FRONT = "Forside"
ROWS = {  # where each answer form stands on the sheet with the answers
    "accept": 6,
    "degree": 7,
    "yes_no_text": 8,
    "text": 9,
    "number": 10,
    "choice": 11,
    "file": 12,
    "price": 13,
    "none": 14,
}
CODES = {form: f"KR-{place}" for place, form in enumerate(ROWS, 1)}


def sent() -> bytes:
    """Return a form with one requirement of each answer form."""
    rows = [answer_row(form, CODES[form], statement=f"Kravet om {form}.") for form in ROWS]
    return write_answer_form(of_rows(*rows))


def changed(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Open a form, change it and save it, as a spreadsheet program does."""
    book = load_workbook(BytesIO(content))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(content: bytes, **cells: Any) -> bytes:
    """Write into cells of the sheet with the answers."""

    def change(book: Workbook) -> None:
        for at, value in cells.items():
            book[ANSWERS][at] = value

    return changed(content, change)


def answers(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the answers by answer form."""
    return {each["form"]: each for each in said["answers"]}


def problems(content: bytes) -> list[tuple[str, str]]:
    """Return code and place of what is wrong, but for who saved the file."""
    return [
        (each["code"], each["place"])
        for each in read_form("xlsx", content)["problems"]
        if each["code"] != "saved_by"
    ]
