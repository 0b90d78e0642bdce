"""What the cells of an answer form say, wherever they stood; runs in the child.

A blank is an answer that is missing, whatever the answer form.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from procurement.exchange.answers import ASKED, CODES, LOCKED, OPEN, lacking, words_in
from procurement.exchange.digests import text_digest
from procurement.exchange.hidden import Hidden
from procurement.i18n import parse_decimal
from procurement.importing.form_sheet import plain
from procurement.importing.problems import Problem, problem
from procurement.importing.workbook import BLANK, Cell, Content

_EITHER = re.compile(r"[0-9]{1,3}\.[0-9]{3}")  # a thousand or a thousandth: nobody can tell

Place = Callable[[str], str]  # where a part of an answer stands


@dataclass(frozen=True)
class AskedRow:
    """What the hidden marks say of a requirement."""

    digest: str
    form: str
    limit: str
    unit: str
    choices: tuple[str, ...]

    @property
    def most(self) -> int | None:
        """Return the most words of a description."""
        return int(self.limit) if self.limit else None


class Answers:
    """The answers read so far, and what is wrong."""

    def __init__(self, hidden: Hidden) -> None:
        self.supplier: dict[str, str] = {}
        self.answers: list[dict[str, Any]] = []
        self.problems: list[Problem] = []
        self.asked = {row[0]: _asked(row[1:]) for row in hidden.told("row")}
        self.codes: dict[str, dict[str, str]] = {form: {} for form in CODES}
        for form, code, word in hidden.told("answer"):
            self.codes[form][plain(word)] = code

    @property
    def said(self) -> dict[str, Any]:
        """Return what was read, as plain data."""
        return {"supplier": self.supplier, "answers": self.answers}

    def note(self, code: str, place: str, /, **values: object) -> None:
        """Add a problem."""
        self.problems.append(problem(code, place, **values))

    def take(self, code: str, cells: Mapping[str, Cell], place: Place) -> None:
        """Read the answer to one requirement from its cells, by part."""
        asked = self.asked[code]
        self._check_text(code, cells, place)
        opened = ASKED[asked.form].opened
        for name in OPEN:
            if name not in opened and not cells.get(name, BLANK).is_blank:
                self.note("written_outside", place(name))
        if not opened:
            return
        parts = {name: self._part(name, asked, cells, place(name)) for name in opened}
        lacks = lacking(asked.form, parts, asked.most)
        if "too_long" in lacks:
            words = words_in(parts["text"] or "")
            self.note("too_long", place("text"), code=code, words=words, most=asked.most)
        if "deviation" in lacks:
            self.note("deviation", place("reason"), code=code)
        self.answers.append(
            {"requirement": code, "form": asked.form, "place": place("code")}
            | {name: parts.get(name) for name in OPEN}
            | ({"unit": asked.unit} if asked.unit else {})
            | {"lacks": lacks}
        )

    def _check_text(self, code: str, cells: Mapping[str, Cell], place: Place) -> None:
        """Compare with what was sent out; some programs write _x0041_ where A was meant."""
        shown = [cells.get(name, BLANK) for name in LOCKED]
        texts = ([cell.text for cell in shown], [cell.raw for cell in shown])
        if self.asked[code].digest not in map(text_digest, texts):
            self.note("changed_text", place("requirement"), code=code)

    def _part(
        self, name: str, asked: AskedRow, cells: Mapping[str, Cell], place: str
    ) -> str | None:
        """Return what one cell answers; None where it is blank or cannot be read."""
        cell = cells.get(name, BLANK)
        text = self.text(cell, place) or None
        if name != "value" or text is None:
            return text
        if asked.form == "number":
            number = _number(cell)
            if number is None:
                self.note("not_a_number", place, text=_short(text))
            return number
        own = {plain(choice): choice for choice in asked.choices}
        known = self.codes.get(asked.form, own)
        if known and plain(text) not in known:
            self.note("not_a_choice", place, text=_short(text))
            return None
        return known.get(plain(text), text)

    def text(self, cell: Cell, place: str) -> str:
        """Return the text of a cell that people fill in."""
        if cell.content == Content.formula:
            self.note("formula", place)
            return ""
        if cell.content == Content.error:
            self.note("cell_error", place, text=cell.text)
            return ""
        return "" if cell.is_blank else cell.text


def _asked(told: tuple[str, ...]) -> AskedRow:
    digest, form, limit, unit = (*told, "", "")[:4]
    return AskedRow(digest, form, limit, unit, told[4:])


def _number(cell: Cell) -> str | None:
    """Return a number in digits; typed as text it is read where all cells are texts."""
    if cell.content == Content.number:
        return cell.text
    if cell.content != Content.typed or _EITHER.fullmatch(cell.text.strip()):
        return None
    try:
        return format(parse_decimal(cell.text), "f")
    except ValueError:
        return None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
