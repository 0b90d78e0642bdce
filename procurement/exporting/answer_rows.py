"""The sheet of the answer form with one row for each requirement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procurement.exchange.answers import CODES, COLUMNS
from procurement.exchange.hidden import LISTS
from procurement.exporting.answer_formulas import status, words
from procurement.exporting.answer_labels import answers, heads, statuses
from procurement.exporting.form_views import AnswerForm, AnswerRow
from procurement.exporting.scoresheet_formulas import runs, span
from procurement.exporting.sheet_xml import Computed, Headed, Value
from procurement.exporting.spreadsheet import A3, Page, row_height, set_print
from procurement.i18n import gettext as _

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

HEAD = 4  # row of the headings
LETTERS = dict(zip(COLUMNS, "ABCDEFGHIJK", strict=True))
_WIDTHS = dict(zip(COLUMNS, (10, 8, 46, 32, 17, 48, 10, 28, 28, 18, 17), strict=True))
_SPACE_FOR_TEXT = 76.0  # points, where a description is asked for
_PROBLEMS = ("missing", "too_long", "deviation", "not_number")


@dataclass
class AnswerRows:
    """The sheet under construction, and where its rows have come to stand."""

    page: Page
    view: AnswerForm
    rows: dict[str, int] = field(default_factory=dict)  # by the code of the requirement
    chapters: list[tuple[str, str, list[int]]] = field(default_factory=list)  # title, rows asked

    def fill(self) -> None:
        """Write head, chapters and requirements; open the cells that are to be filled."""
        self.said, self.words = statuses(), answers()
        self._write_head()
        self._lay_out()
        for chapter in self.view.chapters:
            heading = f"{chapter.number} {chapter.title}"
            place = self.page.row("chapter", [heading] + [None] * (len(COLUMNS) - 1), 24)
            self.chapters.append((heading, f"A{place}", []))
            for row in chapter.rows:
                self._write_row(row)
        self._validate()
        self._set_up()

    @property
    def last(self) -> int:
        """Return the number of the last row."""
        return HEAD + len(self.page.added.rows)

    def _write_head(self) -> None:
        frame = self.view.frame
        self.page.text("A1", f"{frame.title} – {frame.procurement}", "title")
        details = (frame.buyer, frame.issued, frame.baseline, frame.notice)
        self.page.text("A2", " · ".join(each for each in details if each), "note")
        for name, heading in heads().items():
            self.page.text(f"{LETTERS[name]}{HEAD}", heading, "head")
        self.page.sheet.row_dimensions[1].height = 26
        self.page.sheet.row_dimensions[HEAD].height = 28

    def _lay_out(self) -> None:
        """Lay out a sample of each kind of row."""
        self.page.sample("chapter", dict.fromkeys("ABCDEFGHIJK", "chapter"))
        for name, row in {_sample(row): row for row in self.view.rows}.items():
            looks = {LETTERS[column]: _look(column, row) for column in COLUMNS}
            self.page.sample(name, looks)
            at = self.page.added.samples[name]
            pattern = "0;;"
            if row.word_limit is not None:
                limit = _("of %(most)s", most=row.word_limit)
                pattern = f'0" {limit}";;'
            self.page.sheet[f"{LETTERS['words']}{at}"].number_format = pattern

    def _write_row(self, row: AnswerRow) -> None:
        number = self.last + 1
        cells = {name: f"{letter}{number}" for name, letter in LETTERS.items()}
        requirement: Value = row.requirement
        if row.title:
            requirement = Headed(row.title, row.statement)
        values: dict[str, Value] = dict.fromkeys(COLUMNS) | {
            "code": row.code,
            "letter": row.letter,
            "requirement": requirement,
            "instruction": row.instruction,
            "status": self._status(row, cells),
        }
        if "text" in row.asked.opened:
            values["words"] = Computed(words(cells["text"]), 0)
        texts = [
            (row.requirement, _WIDTHS["requirement"]),
            (row.instruction, _WIDTHS["instruction"]),
        ]
        height = row_height(texts)
        if "text" in row.asked.required:
            height = max(height, _SPACE_FOR_TEXT)
        self.page.row(_sample(row), list(values.values()), height)
        self.rows[row.code] = number
        if row.asked.is_asked:
            self.chapters[-1][2].append(number)

    def _status(self, row: AnswerRow, cells: dict[str, str]) -> Value:
        if not row.asked.is_asked:
            return self.said[row.form]
        yes = self.words[row.form]["yes"] if row.form in CODES else ""
        formula = status(row.form, cells, row.word_limit, self.said, yes)
        return Computed(formula, self.said["missing"])

    def _validate(self) -> None:
        """Let the cells with answers to choose from take those answers only."""
        by_form: dict[str, list[int]] = {}
        for row in self.view.rows:
            by_form.setdefault(row.form, []).append(self.rows[row.code])
        for place, form in enumerate(CODES, 1):
            last = "ABCDEFGH"[len(CODES[form]) - 1]
            self._offer(f"{LISTS}!$A${place}:${last}${place}", by_form.get(form, []))
        chosen = [row for row in self.view.rows if row.form == "choice" and row.choices]
        for place, row in enumerate(chosen, len(CODES) + 1):
            last = _letter(len(row.choices))
            self._offer(f"{LISTS}!$A${place}:${last}${place}", [self.rows[row.code]])
        self._check_numbers(by_form.get("number", []))

    def _offer(self, listed: str, rows: list[int]) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation  # heavy: loaded when needed

        if rows:
            rule = DataValidation(type="list", formula1=listed, allow_blank=True)
            rule.errorTitle = _("Choose an answer")
            rule.error = _("Choose one of the answers in the list, or leave the cell empty.")
            rule.showErrorMessage = True
            self._apply(rule, rows)

    def _check_numbers(self, rows: list[int]) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation  # heavy, as above

        if rows:
            rule = DataValidation(type="decimal", operator="between", allow_blank=True)
            rule.formula1, rule.formula2 = "-1000000000000", "1000000000000"
            rule.errorTitle = _("Write a number")
            rule.error = _("Write a number without words or units, or leave the cell empty.")
            rule.showErrorMessage = True
            self._apply(rule, rows)

    def _apply(self, rule: "DataValidation", rows: list[int]) -> None:
        rule.sqref = _ranges(LETTERS["value"], rows)
        self.page.sheet.add_data_validation(rule)

    def _set_up(self) -> None:
        sheet = self.page.sheet
        for name, width in _WIDTHS.items():
            sheet.column_dimensions[LETTERS[name]].width = width
        first, last = LETTERS["code"], LETTERS["status"]
        sheet.auto_filter.ref = f"{first}{HEAD}:{last}{self.last}"
        sheet.freeze_panes = f"{LETTERS['requirement']}{HEAD + 1}"
        sheet.print_title_rows = f"{HEAD}:{HEAD}"
        set_print(sheet, self.view.frame, A3)
        status = f"{last}{HEAD + 1}:{last}{max(self.last, HEAD + 1)}"
        self.page.emphasise(status, [self.said[name] for name in _PROBLEMS])


def _sample(row: AnswerRow) -> str:
    return f"{row.form} {row.word_limit or ''}"


def _look(column: str, row: AnswerRow) -> str:
    if column in row.asked.opened:
        return "written_number" if (column, row.form) == ("value", "number") else "written"
    if column in ("code", "letter", "requirement", "instruction"):
        return "text"
    if column == "status" or (column == "words" and "text" in row.asked.opened):
        return "status"
    return "shut"


def _ranges(column: str, rows: Iterable[int]) -> str:
    return " ".join(span(column, run) for run in runs(rows))


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter  # heavy, as above

    return get_column_letter(place)
