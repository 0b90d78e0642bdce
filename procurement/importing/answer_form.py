"""Read an answer form that came back, cell by cell; runs in the child.

Everything that was changed and must not be is named with its place. A blank is an answer that
is missing, whatever the answer form.
"""

from dataclasses import dataclass
from typing import Any

from procurement.exchange.answers import (
    ASKED,
    CODES,
    COLUMNS,
    LOCKED,
    OPEN,
    lacking,
    words_in,
)
from procurement.exchange.digests import text_digest
from procurement.exchange.hidden import SHEET, Hidden, read
from procurement.importing.problems import Problem, problem
from procurement.importing.workbook import BLANK, Book, Cell, Content, Grid, column_number

_SEARCHED = 60  # rows in which the headings are looked for


def hidden_of(book: Book) -> Hidden:
    """Return what the hidden sheet of a form says; nothing where there is none."""
    rows = [_in_order(row) for _number, row in sorted(book.grids.get(SHEET, {}).items())]
    told = read([[cell.text for cell in row] for row in rows])
    return told if told.is_whole else read([[cell.raw for cell in row] for row in rows])


def _in_order(row: dict[str, Cell]) -> list[Cell]:
    """Return the cells of a row from the first column, blanks between them too."""
    places = {column_number(column): cell for column, cell in row.items()}
    return [places.get(place, BLANK) for place in range(1, max(places) + 1)]


@dataclass(frozen=True)
class _Row:
    """What the hidden sheet says of a requirement."""

    digest: str
    form: str
    limit: str
    unit: str
    choices: tuple[str, ...]

    @property
    def most(self) -> int | None:
        """Return the most words of a description."""
        return int(self.limit) if self.limit else None


def _row(told: tuple[str, ...]) -> _Row:
    digest, form, limit, unit = (*told, "", "")[:4]
    return _Row(digest, form, limit, unit, told[4:])


class AnswerReader:
    """Reads the sheet with the answers."""

    def __init__(self, book: Book, hidden: Hidden) -> None:
        self.book, self.hidden = book, hidden
        self.supplier: dict[str, str] = {}
        self.answers: list[dict[str, Any]] = []
        self.problems: list[Problem] = []
        self.sheets = {name: title for name, title in hidden.told("sheet")}
        self.sheet = self.sheets.get("answers", "")
        self.headings = {name: word for name, _letter, word in hidden.told("column")}
        self.letters = {name: letter for name, letter, _word in hidden.told("column")}
        self.asked = {row[0]: _row(row[1:]) for row in hidden.told("row")}
        self.codes: dict[str, dict[str, str]] = {form: {} for form in CODES}
        for form, code, word in hidden.told("answer"):
            self.codes[form][_plain(word)] = code

    def run(self) -> tuple[dict[str, Any], list[Problem]]:
        """Read everything that can be read; return it with what is wrong."""
        self._read_supplier()
        grid = self.book.grids.get(self.sheet)
        if grid is None:
            self._note("missing_sheet", self.sheet, sheet=self.sheet)
        elif head := self._find_columns(grid):
            self._read_rows({number: row for number, row in grid.items() if number > head})
        return {"supplier": self.supplier, "answers": self.answers}, self.problems

    def _note(self, code: str, place: str, /, **values: object) -> None:
        self.problems.append(problem(code, place, **values))

    def _read_supplier(self) -> None:
        """Read what stands beside the words on the front page."""
        front = self.sheets.get("front", "")
        grid = self.book.grids.get(front, {})
        beside = {row.get("A", BLANK).text.strip(): (number, row) for number, row in grid.items()}
        for name, word in self.hidden.told("supplier"):
            number, row = beside.get(word, (0, {}))
            self.supplier[name] = self._text(row.get("B", BLANK), f"{front}!B{number}")

    def _find_columns(self, grid: Grid) -> int:
        """Find the headings, wherever they stand now; return their row, or 0."""
        wanted = {_plain(word): name for name, word in self.headings.items()}
        head, found = 0, dict[str, str]()
        for number in sorted(grid)[:_SEARCHED]:
            here = {
                wanted[_plain(cell.text)]: letter
                for letter, cell in grid[number].items()
                if _plain(cell.text) in wanted
            }
            if len(here) > len(found):
                head, found = number, here
        for name in COLUMNS:
            place = f"{self.sheet}!{self.letters[name]}{head or self.hidden.fact('head')}"
            if name not in found:
                self._note("missing_column", place, column=self.headings[name])
            elif found[name] != self.letters[name]:
                moved = {"now": found[name], "before": self.letters[name]}
                self._note("moved_column", place, column=self.headings[name], **moved)
        self.letters = found
        return head if {*LOCKED, *OPEN} <= set(found) else 0

    def _read_rows(self, grid: Grid) -> None:
        seen: dict[str, int] = {}
        for number, row in sorted(grid.items()):
            code = self._cell(row, "code").text.strip()
            if code in seen:
                self._note("repeated_row", self._place("code", number), code=code)
            elif code in self.asked:
                seen[code] = number
                self._read_row(code, number, row)
            elif code and any(not self._cell(row, name).is_blank for name in COLUMNS[1:]):
                self._note("unknown_row", self._place("code", number), code=code)
        for code in self.asked:
            if code not in seen:
                self._note("missing_row", self.sheet, code=code)

    def _read_row(self, code: str, number: int, row: dict[str, Cell]) -> None:
        asked = self.asked[code]
        self._check_text(code, asked.digest, number, row)
        opened = ASKED[asked.form].opened
        for name in OPEN:
            if name not in opened and not self._cell(row, name).is_blank:
                self._note("written_outside", self._place(name, number))
        if not opened:
            return
        parts = {name: self._part(name, asked, row, number) for name in opened}
        lacks = lacking(asked.form, parts, asked.most)
        if "too_long" in lacks:
            words = words_in(parts["text"] or "")
            place = self._place("text", number)
            self._note("too_long", place, code=code, words=words, most=asked.most)
        if "deviation" in lacks:
            self._note("deviation", self._place("reason", number), code=code)
        self.answers.append(
            {"requirement": code, "form": asked.form, "place": self._place("code", number)}
            | {name: parts.get(name) for name in OPEN}
            | ({"unit": asked.unit} if asked.unit else {})
            | {"lacks": lacks}
        )

    def _check_text(self, code: str, digest: str, number: int, row: dict[str, Cell]) -> None:
        cells = [self._cell(row, name) for name in LOCKED]
        shown = text_digest(cell.text for cell in cells)
        if digest not in (shown, text_digest(cell.raw for cell in cells)):
            self._note("changed_text", self._place("requirement", number), code=code)

    def _part(self, name: str, asked: _Row, row: dict[str, Cell], number: int) -> str | None:
        """Return what one cell answers; None where it is blank or cannot be read."""
        cell, place = self._cell(row, name), self._place(name, number)
        text = self._text(cell, place) or None
        if name != "value" or text is None:
            return text
        if asked.form == "number":
            if cell.content != Content.number:
                self._note("not_a_number", place, text=_short(text))
                return None
            return text
        own = {_plain(choice): choice for choice in asked.choices}
        known = self.codes.get(asked.form, own)
        if known and _plain(text) not in known:
            self._note("not_a_choice", place, text=_short(text))
            return None
        return known.get(_plain(text), text)

    def _text(self, cell: Cell, place: str) -> str:
        """Return the text of a cell that people fill in."""
        if cell.content == Content.formula:
            self._note("formula", place)
            return ""
        if cell.content == Content.error:
            self._note("cell_error", place, text=cell.text)
            return ""
        return "" if cell.is_blank else cell.text

    def _cell(self, row: dict[str, Cell], name: str) -> Cell:
        return row.get(self.letters.get(name, ""), BLANK)

    def _place(self, name: str, row: int) -> str:
        return f"{self.sheet}!{self.letters[name]}{row}"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
