"""Find the cells of a form that came back, wherever rows and columns stand now."""

from collections.abc import Callable, Iterator

from procurement.exchange.hidden import SHEET, Hidden, read
from procurement.importing.workbook import BLANK, Book, Cell, Grid, column_number

Note = Callable[..., None]  # takes the code of a problem, its place and what the sentence names

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


def plain(text: str) -> str:
    """Return a text as it is compared: spaces and capitals do not matter."""
    return " ".join(text.split()).casefold()


class FormSheet:
    """The sheet of a form on which each row begins with a code."""

    def __init__(self, book: Book, hidden: Hidden, sheet: str, note: Note) -> None:
        self.book, self.note = book, note
        self.name = {name: title for name, title in hidden.told("sheet")}.get(sheet, "")
        self.headings = {name: word for name, _letter, word in hidden.told("column")}
        self.letters = {name: letter for name, letter, _word in hidden.told("column")}
        self.codes = [row[0] for row in hidden.told("row")]

    def rows(self, wanted: set[str]) -> Iterator[tuple[str, int, dict[str, Cell]]]:
        """Yield code, number and cells of each row that was sent out; note what is amiss.

        Nothing is yielded where one of the wanted columns is missing.
        """
        grid = self.book.grids.get(self.name)
        if grid is None:
            self.note("missing_sheet", self.name, sheet=self.name)
            return
        head = self._find_columns(grid)
        if not head or not wanted <= set(self.letters):
            return
        yield from self._known_rows(grid, head)

    def place(self, name: str, row: int) -> str:
        """Return where a cell stands, as a reader's program names it."""
        return f"{self.name}!{self.letters.get(name, 'A')}{row}"

    def _find_columns(self, grid: Grid) -> int:
        """Find the headings, wherever they stand now; return their row, or 0."""
        named = {plain(word): name for name, word in self.headings.items()}
        head, found = 0, dict[str, str]()
        for number in sorted(grid)[:_SEARCHED]:
            here = {
                named[plain(cell.text)]: letter
                for letter, cell in grid[number].items()
                if plain(cell.text) in named
            }
            if len(here) > len(found):
                head, found = number, here
        for name, before in self.letters.items():
            place = f"{self.name}!{before}{head or 1}"
            if name not in found:
                self.note("missing_column", place, column=self.headings[name])
            elif found[name] != before:
                moved = {"now": found[name], "before": before}
                self.note("moved_column", place, column=self.headings[name], **moved)
        self.letters = found
        return head

    def _known_rows(self, grid: Grid, head: int) -> Iterator[tuple[str, int, dict[str, Cell]]]:
        seen: set[str] = set()
        for number, row in sorted(grid.items()):
            cells = {name: row.get(letter, BLANK) for name, letter in self.letters.items()}
            code = cells["code"].text.strip()
            if number <= head or not code:
                continue
            if code in seen:
                self.note("repeated_row", self.place("code", number), code=code)
            elif code in self.codes:
                seen.add(code)
                yield code, number, cells
            elif self._is_filled(cells):
                self.note("unknown_row", self.place("code", number), code=code)
        for code in self.codes:
            if code not in seen:
                self.note("missing_row", self.name, code=code)

    def _is_filled(self, cells: dict[str, Cell]) -> bool:
        """Return True for a row that is neither a heading nor the name of a chapter."""
        filled = {name for name, cell in cells.items() if name != "code" and not cell.is_blank}
        return any(plain(cells[name].text) != plain(self.headings[name]) for name in filled)


def supplier_of(
    book: Book, hidden: Hidden, sheet: str, text: Callable[[Cell, str], str]
) -> dict[str, str]:
    """Return what stands beside the words for who answers; `text` reads a cell at a place."""
    name = {word: title for word, title in hidden.told("sheet")}.get(sheet, "")
    beside = {
        row.get("A", BLANK).text.strip(): (number, row)
        for number, row in book.grids.get(name, {}).items()
    }
    found: dict[str, str] = {}
    for field, word in hidden.told("supplier"):
        number, row = beside.get(word, (0, {}))
        column = next((c for c in "BC" if c in row), "B")
        found[field] = text(row.get(column, BLANK), f"{name}!{column}{number}")
    return found
