"""The front page of the answer form: who answers, how, and what is missing."""

from procurement.exporting.answer_formulas import blank
from procurement.exporting.answer_labels import front, instructions, statuses, supplier
from procurement.exporting.answer_rows import HEAD, LETTERS, AnswerRows
from procurement.exporting.form_views import AnswerForm
from procurement.exporting.scoresheet_formulas import quoted
from procurement.exporting.spreadsheet import A4, Page, row_height, set_print

_WIDTHS = {"A": 44.0, "B": 24.0, "C": 14.0, "D": 14.0, "E": 14.0}
_WHOLE = 104.0  # width of a text that runs across


class FrontPage:
    """The front page under construction; it counts what the sheet with the answers says."""

    def __init__(self, page: Page, view: AnswerForm, answers: AnswerRows) -> None:
        self.page, self.view, self.answers = page, view, answers
        self.words = front()
        self.fields: dict[str, str] = {}  # cell by the name of what the supplier says of itself
        self.row = 1

    def fill(self) -> None:
        """Write the page from top to bottom."""
        self._write_title()
        self._write_supplier()
        self._write_state()
        self._write_instructions()
        self._write_chapters()
        self._write_participants()
        sheet = self.page.sheet
        for column, width in _WIDTHS.items():
            sheet.column_dimensions[column].width = width
        set_print(sheet, self.view.frame, A4)
        sheet.page_setup.orientation = "portrait"

    def _write_title(self) -> None:
        frame = self.view.frame
        self.page.text("A1", frame.title, "title")
        self.page.text("A2", f"{frame.procurement} · {frame.buyer}", "subtitle")
        details = (frame.issued, frame.baseline, f"{self.words['form_id']} {self.view.form_id}")
        self.page.text("A3", " · ".join(details), "note")
        self.page.text("A4", frame.notice, "note")
        self.page.sheet.row_dimensions[1].height = 26
        self.row = 6

    def _heading(self, text: str) -> None:
        self.page.text(f"A{self.row}", text, "section")
        self.page.sheet.row_dimensions[self.row].height = 20
        self.row += 1

    def _write_supplier(self) -> None:
        self._heading(self.words["who"])
        for name, word in supplier().items():
            self.page.text(f"A{self.row}", word)
            self.page.text(f"B{self.row}", "", "written")
            self._across("B", "written")
            self.fields[name] = f"B{self.row}"
            self.page.sheet.row_dimensions[self.row].height = 18
            self.row += 1
        self.row += 1

    def _across(self, first: str, look: str) -> None:
        """Let a cell run to the right edge."""
        for column in "ABCDE"["ABCDE".index(first) + 1 :]:
            self.page.paint(f"{column}{self.row}", look)
        self.page.sheet.merge_cells(f"{first}{self.row}:E{self.row}")

    def _write_state(self) -> None:
        """Count what is missing; the formulas count again while people write."""
        self._heading(self.words["state"])
        verdict = self.row
        self.row += 1
        asked = sum(len(rows) for _title, _place, rows in self.answers.chapters)
        self._count("to_answer", None, asked)
        said = statuses()
        first = self.row
        column = f"'{self.words['sheet_answers']}'!${LETTERS['status']}"
        status = (
            f"{column}${HEAD + 1}:{column.partition('!')[2]}${max(self.answers.last, HEAD + 1)}"
        )
        for name in ("answered", "missing", "too_long", "deviation", "not_number"):
            formula = f"COUNTIF({status},{quoted(said[name])})"
            self._count(name, formula, asked if name == "missing" else 0)
        unsaid = "+".join(f"IF({blank(cell)},1,0)" for cell in self.fields.values())
        self._count("unsaid", unsaid, len(self.fields))
        left = f"SUM(B{first + 1}:B{self.row - 1})"
        value = f"{self.words['incomplete']} {asked + len(self.fields)}"
        formula = (
            f"IF({left}=0,{quoted(self.words['complete'])},"
            f'{quoted(self.words["incomplete"])}&" "&{left})'
        )
        self.page.formula(f"A{verdict}", formula, value, "strong")
        self.page.sheet.row_dimensions[verdict].height = 18
        last, self.row = self.row, verdict
        self._across("A", "strong")
        self.row = last + 1

    def _count(self, name: str, formula: str | None, value: int) -> None:
        self.page.text(f"A{self.row}", self.words[name])
        if formula is None:
            self.page.number(f"B{self.row}", value, "count")
        else:
            self.page.formula(f"B{self.row}", formula, value, "count")
        self.row += 1

    def _write_instructions(self) -> None:
        self._heading(self.words["how"])
        for number, text in enumerate((*instructions(), self.words["binding"]), 1):
            self._paragraph(f"{number}. {text}")
        self.row += 1

    def _paragraph(self, text: str) -> None:
        self.page.text(f"A{self.row}", text, "paragraph")
        self._across("A", "paragraph")
        self.page.sheet.row_dimensions[self.row].height = row_height([(text, _WHOLE)])
        self.row += 1

    def _write_chapters(self) -> None:
        """Count by chapter, with links to them."""
        said, sheet = statuses(), self.words["sheet_answers"]
        words = ("chapter", "to_answer", "answered", "left")
        for column, word in zip("ABCD", words, strict=True):
            self.page.text(f"{column}{self.row}", self.words[word], "head")
        self.row += 1
        for title, place, rows in self.answers.chapters:
            if not rows:
                continue
            self.page.text(f"A{self.row}", title, "link")
            self.page.sheet[f"A{self.row}"].hyperlink = f"#'{sheet}'!{place}"
            self.page.paint(f"A{self.row}", "link")
            column = LETTERS["status"]
            cells = f"'{sheet}'!${column}${rows[0]}:${column}${rows[-1]}"
            self.page.number(f"B{self.row}", len(rows), "count")
            done = f"COUNTIF({cells},{quoted(said['answered'])})"
            self.page.formula(f"C{self.row}", done, 0, "count")
            self.page.formula(f"D{self.row}", f"B{self.row}-C{self.row}", len(rows), "count")
            self.row += 1
        self.row += 1

    def _write_participants(self) -> None:
        self._heading(self.words["participants"])
        words = (self.words["municipality"], supplier()["organisation_number"], self.words["part"])
        for column, word in zip("ABC", words, strict=True):
            self.page.text(f"{column}{self.row}", word, "head")
        self.row += 1
        for each in self.view.participants:
            for column, text in zip(
                "ABC", (each.name, each.organisation_number, each.status), strict=True
            ):
                self.page.text(f"{column}{self.row}", text)
            self.row += 1
