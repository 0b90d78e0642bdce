"""The answer form: open and locked cells, texts exactly as typed, counts that follow along."""

from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from procurement.exchange.answers import ASKED, COLUMNS
from procurement.exporting.answer_rows import HEAD, LETTERS
from procurement.exporting.answer_sheet import write_answer_form
from procurement.exporting.views import ParticipantRow

from . import samples
from .form_samples import FORMS, answer_form, answer_row, of_rows
from .reading import cell_texts, workbook

ONE_OF_EACH = of_rows(*(answer_row(form, f"KR-{place}") for place, form in enumerate(FORMS)))


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_answer_form(ONE_OF_EACH)


@pytest.fixture(scope="module")
def sheet(content: bytes) -> Worksheet:
    found = workbook(content)["Svar"]
    assert isinstance(found, Worksheet)
    return found


def row_of(form: str) -> int:
    return HEAD + 2 + FORMS.index(form)


@pytest.mark.parametrize("form", FORMS)
def test_just_the_cells_that_the_answer_form_asks_for_are_open(sheet: Worksheet, form: str) -> None:
    open_ = {
        name
        for name, letter in LETTERS.items()
        if not sheet[f"{letter}{row_of(form)}"].protection.locked
    }
    assert open_ == set(ASKED[form].opened)


def test_all_that_is_not_open_is_locked(content: bytes) -> None:
    book = workbook(content)
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 2 + ["hidden"] * 2
    open_ = [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style and not cell.protection.locked and sheet.title != "Svar"
    ]
    assert {title for title, _at in open_} == {"Forside"}


def test_choices_come_from_lists(content: bytes, sheet: Worksheet) -> None:
    lists = workbook(content)["_valg"]
    found = {
        str(rule.sqref): rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert found == {
        f"E{row_of('accept')}": "_valg!$A$1:$B$1",
        f"E{row_of('degree')}": "_valg!$A$2:$D$2",
        f"E{row_of('yes_no_text')}": "_valg!$A$3:$B$3",
        f"E{row_of('choice')}": "_valg!$A$4:$C$4",
    }
    rows = [[cell.value for cell in row if cell.value] for row in lists.iter_rows()]
    assert rows[1] == ["Ja", "Senere", "Nei", "Krever tillegg"]
    assert rows[3] == ["Med en gang", "Innen ett år, eller før", "Ikke"]


def test_a_number_must_be_one(sheet: Worksheet) -> None:
    rules = [r for r in sheet.data_validations.dataValidation if r.type == "decimal"]
    assert [str(rule.sqref) for rule in rules] == [f"E{row_of('number')}"]
    assert all(rule.allow_blank for rule in sheet.data_validations.dataValidation)


def test_the_limit_stands_beside_the_number_of_words(sheet: Worksheet) -> None:
    assert sheet[f"G{row_of('text')}"].number_format == '0" av 120";;'
    assert sheet[f"G{row_of('degree')}"].number_format == "0;;"


@pytest.mark.parametrize("text", samples.HARD)
def test_every_text_survives(text: str) -> None:
    row = replace(
        answer_row("choice", "KR-1"), title=text, statement=text, instruction=text, choices=(text,)
    )
    participant = ParticipantRow(text, text, "", text)
    view = replace(of_rows(row), participants=(participant,))
    texts = cell_texts(write_answer_form(view))
    assert f"{text}\n{text}" in texts
    assert texts.count(text) == 6  # instruction, three of the participant, list and hidden row


def test_it_prints_with_headings_on_every_page(sheet: Worksheet) -> None:
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref == f"A4:{LETTERS['status']}{HEAD + 1 + len(FORMS)}"


def test_the_front_page_counts_what_the_answers_say(content: bytes) -> None:
    front = workbook(content)["Forside"]
    shown = {row[0].value: row[1].value for row in front.iter_rows()}
    values = {
        row[0].value: row[1].value for row in workbook(content, values=True)["Forside"].iter_rows()
    }
    assert values["Krav som skal besvares"] == 7
    assert (values["Mangler svar"], values["Besvart"]) == (7, 0)
    assert shown["Mangler svar"] == "=COUNTIF('Svar'!$K$5:$K$14,\"mangler\")"
    assert "Skjemaet er ikke ferdig. Gjenstår: 11" in values


def test_it_says_that_the_answers_bind_towards_all(content: bytes) -> None:
    texts = cell_texts(content)
    assert "Svarene gjelder alle disse" in texts
    assert any("Svarene gjelder alle deltakerne" in text for text in texts)
    assert "Vefsn kommune" in texts


def test_nynorsk() -> None:
    view = replace(ONE_OF_EACH, frame=replace(ONE_OF_EACH.frame, language="nn"))
    book = workbook(write_answer_form(view))
    assert book.sheetnames[0] == "Framside"
    assert [cell.value for cell in book["Svar"][HEAD]][5:9] == [
        "Skildring",
        "Ord",
        "Avvik: grunngjeving",
        "Avvik: konsekvens",
    ]


def test_equal_forms_have_equal_names_and_others_not() -> None:
    other = answer_row("accept", "KR-0", statement="Skal ikke.")
    assert ONE_OF_EACH.form_id == replace(ONE_OF_EACH).form_id
    assert of_rows(other).form_id != of_rows(answer_row("accept", "KR-0")).form_id


def test_a_form_without_requirements_can_be_written() -> None:
    book = workbook(write_answer_form(answer_form(())))
    assert book["Svar"].max_row == HEAD
    assert len(COLUMNS) == len(LETTERS)
