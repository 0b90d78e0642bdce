"""The price form: open cells for prices only, locked sums, quantities by municipality and year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.exporting.price_sheet import write_price_form
from procurement.exporting.price_views import Share

from . import samples
from .price_samples import divided, many_lines, price_form, whole
from .reading import cell_texts, workbook

CONTENT = write_price_form(price_form())


def test_only_prices_and_who_answers_are_open() -> None:
    open_ = {
        (sheet.title, cell.column_letter)
        for sheet in workbook(CONTENT).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is None and hasattr(cell, "column_letter") and not cell.protection.locked
    }
    assert open_ == {("Prisskjema", "C"), ("Prisskjema", "E")}
    assert all(sheet.protection.sheet for sheet in workbook(CONTENT).worksheets)


def test_lines_that_count_stand_apart_from_options() -> None:
    rows = [row[0].value for row in workbook(CONTENT)["Prisskjema"].iter_rows() if row[0].value]
    start = rows.index("Linjer som teller i evaluert pris")
    options = rows.index("Opsjoner, som ikke teller i evaluert pris")
    assert rows[start + 2 : options] == ["PL-01", "PL-02", "PL-03"]
    assert rows[options + 2 :] == ["PL-04", "PL-05"]


def test_nothing_is_summed_before_all_is_priced() -> None:
    shown = {
        row[0].value: row[3].value
        for row in workbook(CONTENT, values=True)["Prisskjema"].iter_rows()
    }
    assert shown["Evaluert pris"] == "mangler"
    assert shown["Sum opsjoner"] == "mangler"
    assert shown["Linjer uten gyldig pris:"] == 5


def test_quantities_stand_under_their_year() -> None:
    rows = [[cell.value for cell in row] for row in workbook(CONTENT)["Mengder"].iter_rows()]
    assert rows[2][3:12] == [
        "Kommune",
        "Uten år",
        "År 1",
        "År 2",
        "År 3",
        "År 4",
        "År 5",
        "År 6",
        "Sum",
    ]
    vefsn = next(row for row in rows if row[3] == "Vefsn kommune")
    assert vefsn[:11] == [
        "PL-02",
        "Innføring",
        "Nei",
        "Vefsn kommune",
        None,
        None,
        1,
        0.5,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("text", samples.HARD)
def test_every_text_survives(text: str) -> None:
    line = replace(whole("PL-01", "1", text), unit=text, shares=(Share(text, ((1, Decimal(1)),)),))
    texts = cell_texts(write_price_form(price_form(line)))
    assert texts.count(text) == 5  # name twice, unit, and the buyer on two sheets


def test_a_quantity_is_written_with_all_its_digits() -> None:
    line = whole("PL-01", "123456789.1234")
    sheet = workbook(write_price_form(price_form(line)))["Prisskjema"]
    assert [row[3].value for row in sheet.iter_rows() if row[0].value == "PL-01"] == [
        123456789.1234
    ]


def test_a_form_without_lines_or_years_can_be_written() -> None:
    empty = replace(price_form(), lines=())
    assert workbook(write_price_form(empty))["Prisskjema"]["A1"].value == "Prisskjema"
    only = price_form(divided("PL-01", {"Rana kommune": {3: "1"}}))
    assert only.years == (3,)
    assert "År 3" in cell_texts(write_price_form(only))


def test_nynorsk() -> None:
    view = price_form()
    nynorsk = replace(view, frame=replace(view.frame, language="nn"))
    texts = cell_texts(write_price_form(nynorsk))
    assert "Linjer som tel i evaluert pris" in texts
    assert "Einingspris" in texts


def test_a_large_form_is_whole() -> None:
    view = many_lines(3)
    sheet = workbook(write_price_form(view))["Mengder"]
    assert sheet.max_row == 3 + len(list(view.shares()))
    assert sheet.print_title_rows == "$3:$3"
