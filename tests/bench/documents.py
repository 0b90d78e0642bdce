"""Documents of full size to be measured: sentences of real words, no two requirements alike."""

import random
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from openpyxl.worksheet.datavalidation import DataValidation

from procurement.db import Database
from procurement.domain import AnswerForm, Deviation, RequirementClass, Role
from procurement.exporting.docx import _environment, fill_master, master_of
from procurement.exporting.sheet_xml import Computed
from procurement.exporting.spliced import Lists
from procurement.exporting.spreadsheet import Page, new_book, row_height, saved
from procurement.exporting.spreadsheet_looks import looks
from procurement.exporting.views import Specification
from procurement.migrations import upgrade
from procurement.services.work import Work
from tests.exporting import samples
from tests.factories import Make

COLUMNS = "ABCDEFGHIJKLMNO"
_FORMS = [form for form in AnswerForm if form != AnswerForm.price]


class Words:
    """Sentences that nobody wrote, of the words of the sample requirements."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        text = " ".join(word for raw in samples.raw_requirements() for word in raw[3:])
        self._words = sorted({word.strip(".,;()") for word in text.split()})

    def sentence(self, least: int, most: int) -> str:
        """Return a sentence with so many words."""
        words = self._chance.choices(self._words, k=self._chance.randint(least, most))
        return " ".join(words).capitalize() + "."


def specification(number: int) -> Specification:
    """Return a specification with so many requirements."""
    view, words = samples.specification(), Words(number)
    rows = [row for chapter in view.chapters for row in chapter.requirements]
    filled = [chapter for chapter in view.chapters if chapter.requirements]
    each = -(-number // len(filled))
    made = [
        replace(
            rows[place % len(rows)],
            code=f"KR-{place:05}",
            title=words.sentence(2, 5),
            statement=words.sentence(15, 40),
            answer_instruction=words.sentence(5, 15),
        )
        for place in range(1, number + 1)
    ]
    chapters = [
        replace(chapter, requirements=tuple(made[place * each : (place + 1) * each]))
        for place, chapter in enumerate(filled)
    ]
    return replace(view, chapters=tuple(chapters))


def word_by_us(view: Specification) -> bytes:
    """Write the Word file as the application does."""
    return fill_master(master_of("kravspesifikasjon", "nb"), view)


def word_by_docxtpl(view: Specification) -> bytes:
    """Write the Word file with every row rendered by Jinja."""
    template = DocxTemplate(master_of("kravspesifikasjon", "nb"))
    template.render(Lists(view).data, jinja_env=_environment())
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def cells(number: int) -> list[list[str]]:
    """Return the texts of a table with so many rows of fifteen columns."""
    words = Words(number)
    return [
        [f"KR-{place:05}", *(words.sentence(1, 4) for _column in range(11)), words.sentence(15, 40)]
        for place in range(number)
    ]


def sheet_by_us(table: list[list[str]]) -> bytes:
    """Write fifteen columns with looks, a list to choose from, a formula and protection."""
    book = new_book()
    page = Page(book.worksheets[0])
    for column in COLUMNS:
        page.text(f"{column}1", column, "head")
    page.sample("row", dict.fromkeys(COLUMNS[:-1], "text") | {"N": "written", "O": "number"})
    for row, texts in enumerate(table, 2):
        height = row_height((text, 12.0) for text in texts)
        page.row("row", [*texts, None, Computed(f"LEN(N{row})", 0)], height)
    _choose(page.sheet, len(table))
    page.protect()
    return saved(book, [page])


def sheet_by_openpyxl(table: list[list[str]]) -> bytes:
    """Write the same with openpyxl alone, cell by cell."""
    book = new_book()
    sheet = book.worksheets[0]
    styles = [looks()["text"]] * 13 + [looks()["written"], looks()["number"]]
    for place, column in enumerate(COLUMNS, 1):
        sheet.cell(1, place, column)
    for row, texts in enumerate(table, 2):
        for place, (text, style) in enumerate(
            zip([*texts, None, f"=LEN(N{row})"], styles, strict=True), 1
        ):
            cell = sheet.cell(row, place, text)
            for name, value in style.items():
                setattr(cell, name, value)
    _choose(sheet, len(table))
    sheet.protection.sheet = True
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _choose(sheet: Any, rows: int) -> None:
    rule = DataValidation(type="list", formula1='"Ja,Nei"', allow_blank=True)
    rule.sqref = f"N2:N{rows + 1}"
    sheet.add_data_validation(rule)


def filled_work(folder: Path, number: int) -> tuple[Database, Work]:
    """Return a database with a procurement of so many requirements, and the lead's work in it."""
    database = Database(f"sqlite:///{folder / 'documents.db'}")
    upgrade(database)
    make, words = Make(database), Words(7)
    with make.at_once():
        make.procurement(language="nb")
        for _place in range(17):
            make.municipality()
        chapters = [make.chapter(words.sentence(2, 4)) for _place in range(20)]
        for place in range(1, number + 1):
            is_minimum = place % 3 == 0
            make.requirement(
                chapter=chapters[place % 20],
                position=place,
                code=f"KR-{place}",
                title=words.sentence(2, 5),
                statement=words.sentence(15, 40),
                answer_instruction=words.sentence(5, 15),
                answer_form=_FORMS[place % len(_FORMS)],
                choices="Nå\nSenere",
                word_limit=200,
                requirement_class=RequirementClass.minimum
                if is_minimum
                else RequirementClass.evaluated,
                deviation=Deviation.shall_reject if is_minimum else None,
            )
        for _place in range(30):
            make.price_line(name=words.sentence(2, 5), quantity=Decimal(10))
        lead = make.member(Role.lead)
    return database, make.work(lead)
