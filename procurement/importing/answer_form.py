"""Read an answer form that came back, cell by cell; runs in the child.

Everything that was changed and must not be is named with its place. A blank is an answer that
is missing, whatever the answer form.
"""

from typing import Any

from procurement.exchange.answers import COLUMNS, LOCKED, OPEN
from procurement.exchange.hidden import SHEET, Hidden, read
from procurement.importing.answers import Answers, plain
from procurement.importing.problems import Problem
from procurement.importing.workbook import BLANK, Book, Cell, Grid, column_number

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


class AnswerReader:
    """Reads the sheet with the answers."""

    def __init__(self, book: Book, hidden: Hidden) -> None:
        self.book, self.hidden = book, hidden
        self.read = Answers(hidden)
        self.sheets = {name: title for name, title in hidden.told("sheet")}
        self.sheet = self.sheets.get("answers", "")
        self.headings = {name: word for name, _letter, word in hidden.told("column")}
        self.letters = {name: letter for name, letter, _word in hidden.told("column")}

    def run(self) -> tuple[dict[str, Any], list[Problem]]:
        """Read everything that can be read; return it with what is wrong."""
        self._read_supplier()
        grid = self.book.grids.get(self.sheet)
        if grid is None:
            self.read.note("missing_sheet", self.sheet, sheet=self.sheet)
        elif head := self._find_columns(grid):
            self._read_rows({number: row for number, row in grid.items() if number > head})
        return self.read.said, self.read.problems

    def _read_supplier(self) -> None:
        """Read what stands beside the words on the front page."""
        front = self.sheets.get("front", "")
        grid = self.book.grids.get(front, {})
        beside = {row.get("A", BLANK).text.strip(): (number, row) for number, row in grid.items()}
        for name, word in self.hidden.told("supplier"):
            number, row = beside.get(word, (0, {}))
            self.read.supplier[name] = self.read.text(row.get("B", BLANK), f"{front}!B{number}")

    def _find_columns(self, grid: Grid) -> int:
        """Find the headings, wherever they stand now; return their row, or 0."""
        wanted = {plain(word): name for name, word in self.headings.items()}
        head, found = 0, dict[str, str]()
        for number in sorted(grid)[:_SEARCHED]:
            here = {
                wanted[plain(cell.text)]: letter
                for letter, cell in grid[number].items()
                if plain(cell.text) in wanted
            }
            if len(here) > len(found):
                head, found = number, here
        for name in COLUMNS:
            place = f"{self.sheet}!{self.letters[name]}{head or self.hidden.fact('head')}"
            if name not in found:
                self.read.note("missing_column", place, column=self.headings[name])
            elif found[name] != self.letters[name]:
                moved = {"now": found[name], "before": self.letters[name]}
                self.read.note("moved_column", place, column=self.headings[name], **moved)
        self.letters = found
        return head if {*LOCKED, *OPEN} <= set(found) else 0

    def _read_rows(self, grid: Grid) -> None:
        seen: dict[str, int] = {}
        for number, row in sorted(grid.items()):
            code = self._cell(row, "code").text.strip()
            if code in seen:
                self.read.note("repeated_row", self._place("code", number), code=code)
            elif code in self.read.asked:
                seen[code] = number
                self._take(code, number, row)
            elif code and any(not self._cell(row, name).is_blank for name in COLUMNS[1:]):
                self.read.note("unknown_row", self._place("code", number), code=code)
        for code in self.read.asked:
            if code not in seen:
                self.read.note("missing_row", self.sheet, code=code)

    def _take(self, code: str, number: int, row: dict[str, Cell]) -> None:
        cells = {name: self._cell(row, name) for name in (*LOCKED, *OPEN)}
        self.read.take(code, cells, lambda name: self._place(name, number))

    def _cell(self, row: dict[str, Cell], name: str) -> Cell:
        return row.get(self.letters.get(name, ""), BLANK)

    def _place(self, name: str, row: int) -> str:
        return f"{self.sheet}!{self.letters[name]}{row}"
