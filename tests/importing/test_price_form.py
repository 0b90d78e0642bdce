"""A price form that comes back: prices, our own sum, and what was tampered with."""

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from exporting.price_samples import price_form, whole
from openpyxl import load_workbook

from procurement.exchange.prices import evaluated
from procurement.importing.forms import KINDS, form_of, read_form
from procurement.importing.gate import admit

from .returned_prices import PRICES, priced, rows_of

VIEW = price_form()
FULL = {"PL_01": 4150000, "PL_02": 465000.5, "PL_03": 1290.05, "PL_04": 0, "PL_05": 905000}
ROWS = rows_of(load_workbook(BytesIO(priced(VIEW))))


def problems(content: bytes) -> list[tuple[str, str]]:
    return [
        (each["code"], each["place"])
        for each in read_form("xlsx", content)["problems"]
        if each["code"] != "saved_by"
    ]


def test_a_full_form_is_read_and_computed() -> None:
    said = read_form("xlsx", priced(VIEW, **FULL))
    assert problems(priced(VIEW, **FULL)) == []
    assert said["form"]["kind"] == "kravspor-price-form"
    assert [(each["line"], each["unit_price"], each["amount"]) for each in said["lines"]] == [
        ("PL-01", "4150000", "24900000"),
        ("PL-02", "465000.5", "1162501.25"),
        ("PL-03", "1290.05", "2580100.00"),
        ("PL-04", "0", "0"),
        ("PL-05", "905000", "905000"),
    ]
    assert said["evaluated_price"] == "28642601.25"
    assert said["options"] == "905000.00"


def test_a_blank_is_missing_and_never_zero() -> None:
    said = read_form("xlsx", priced(VIEW, **(FULL | {"PL_03": None})))
    assert said["lines"][2]["unit_price"] is None
    assert said["evaluated_price"] is None
    assert said["options"] == "905000.00"
    assert read_form("xlsx", priced(VIEW))["options"] is None


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("1 234", "not_a_number"),
        ("gratis", "not_a_number"),
        (True, "not_a_number"),
        (-1, "negative"),
        (0.005, "too_exact"),
        (1_000_000_001, "too_large"),
        ("=1000+1", "formula"),
    ],
)
def test_what_is_no_price_is_named_and_missing(price: Any, code: str) -> None:
    content = priced(VIEW, **(FULL | {"PL_03": price}))
    assert problems(content) == [(code, f"{PRICES}!E{ROWS['PL-03']}")]
    assert read_form("xlsx", content)["evaluated_price"] is None


@pytest.mark.parametrize(("column", "value"), [("B", "Noe annet"), ("C", "dag"), ("D", 20)])
def test_a_changed_line_or_quantity_is_named(column: str, value: Any) -> None:
    book = load_workbook(BytesIO(priced(VIEW, **FULL)))
    book[PRICES][f"{column}{ROWS['PL-03']}"] = value
    buffer = BytesIO()
    book.save(buffer)
    assert problems(buffer.getvalue()) == [("changed_line", f"{PRICES}!E{ROWS['PL-03']}")]
    assert read_form("xlsx", buffer.getvalue())["lines"][2]["quantity"] == "2000"


def test_a_deleted_line_is_named_and_there_is_no_sum() -> None:
    book = load_workbook(BytesIO(priced(VIEW, **FULL)))
    book[PRICES].delete_rows(ROWS["PL-02"])
    buffer = BytesIO()
    book.save(buffer)
    assert ("missing_row", PRICES) in problems(buffer.getvalue())
    assert read_form("xlsx", buffer.getvalue())["evaluated_price"] is None


def test_prices_are_exact_however_they_were_stored() -> None:
    content = priced(price_form(whole("PL-1", "3")), PL_1=1234.56)
    assert read_form("xlsx", content)["evaluated_price"] == "3703.68"
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert sheet.count(b"<v>1234.56</v>") == 1
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"1234.56<", b"1234.5599999999999<")
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert read_form("xlsx", buffer.getvalue())["evaluated_price"] == "3703.68"


@pytest.mark.parametrize(
    ("amounts", "total"),
    [(["0.005"], "0.01"), (["0.0049"], "0.00"), (["2.675", "0"], "2.68"), ([], "0.00")],
)
def test_half_an_oere_is_rounded_up(amounts: list[str], total: str) -> None:
    assert evaluated(map(Decimal, amounts)) == Decimal(total)


def test_it_is_read_behind_the_gate() -> None:
    said = form_of(admit(priced(VIEW, **FULL), "pris.xlsx", KINDS))
    assert said["evaluated_price"] == "28642601.25"
