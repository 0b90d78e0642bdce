"""LibreOffice computes the price form to the very øre that we do, and checks the same prices."""

import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from exporting.office import convert
from exporting.price_samples import divided, many_lines, price_form, whole
from exporting.reading import workbook
from openpyxl.workbook import Workbook

from procurement.exporting.price_views import PriceForm
from procurement.importing.forms import read_form

from .returned_prices import PRICES, by_hand, priced, rows_of

pytestmark = pytest.mark.libreoffice

ORE = Decimal("0.01")
CHECKED = {
    "PL-01": ("tekst", "ikke et tall"),
    "PL-02": (-0.01, "under null"),
    "PL-03": (1.005, "mer enn to desimaler"),
    "PL-04": (1_000_000_000.01, "for stort"),
    "PL-05": (0, "priset"),
    "PL-06": (1_000_000_000, "priset"),
    "PL-07": (None, "mangler"),
    "PL-08": (" ", "mangler"),
    "PL-09": (1234.56, "priset"),
}


def random_prices(view: PriceForm, seed: int) -> dict[str, str]:
    numbers = random.Random(seed)
    return {line.code: str(Decimal(numbers.randint(0, 50_000_000)) / 100) for line in view.lines}


HALF = price_form(whole("PL-01", "0.5"), divided("PL-02", {"A": {1: "0.25"}, "B": {2: "0.25"}}))
FORMS: dict[str, tuple[PriceForm, dict[str, str]]] = {
    **{f"large {n}": (many_lines(n), random_prices(many_lines(n), n)) for n in range(1, 5)},
    **{f"half {n}": (HALF, {"PL-01": f"{n}.01", "PL-02": "0.02"}) for n in (0, 1, 2, 999_999_999)},
    "sample": (price_form(), random_prices(price_form(), 9)),
}


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """Let LibreOffice compute the forms."""
    folder = tmp_path_factory.mktemp("prices")
    contents = {
        name: priced(view, **{c.replace("-", "_"): float(p) for c, p in prices.items()})
        for name, (view, prices) in FORMS.items()
    }
    lines = [whole(code, "2", is_option=code > "PL-04") for code in CHECKED]
    values: dict[str, Any] = {c.replace("-", "_"): value for c, (value, _w) in CHECKED.items()}
    contents["checked"] = priced(price_form(*lines), **values)
    options = price_form(whole("PL-01", "2"), whole("PL-02", "3", is_option=True))
    contents["options blank"] = priced(options, PL_01=10)
    for name, content in contents.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    made = convert([folder / f"{name}.xlsx" for name in contents], "xlsx", folder)
    yield {name: file.read_bytes() for name, file in made.items()}


def sums_of(book: Workbook) -> dict[str, Any]:
    return {str(row[0].value): row[3].value for row in book[PRICES].iter_rows()}


@pytest.mark.parametrize("name", FORMS)
def test_the_evaluated_price_is_ours_to_the_oere(computed: dict[str, bytes], name: str) -> None:
    view, prices = FORMS[name]
    said = read_form("xlsx", computed[name])
    shown = sums_of(workbook(computed[name], values=True))

    exact = sum(by_hand(view, prices).values(), Decimal(0))
    assert Decimal(said["evaluated_price"]) == exact.quantize(ORE, ROUND_HALF_UP)
    assert Decimal(repr(float(shown["Evaluert pris"]))) == Decimal(said["evaluated_price"])
    assert [each["code"] for each in said["problems"]] == ["saved_by"]


@pytest.mark.parametrize("name", ["large 1", "sample"])
def test_every_municipality_and_year_is_ours(computed: dict[str, bytes], name: str) -> None:
    view, prices = FORMS[name]
    sheet = workbook(computed[name], values=True)["Per kommune"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    paid = by_hand(view, prices)
    buyers = {buyer for buyer, _year in paid}
    for row in table[1 : 1 + len(buyers)]:
        for year, shown in zip(view.years, row[1:], strict=False):
            wanted = paid.get((row[0], year), Decimal(0))
            assert abs(Decimal(repr(float(shown))) - wanted) < Decimal("0.0001")
    assert {row[0] for row in table[1 : 1 + len(buyers)]} == buyers


def test_the_checks_say_what_we_say(computed: dict[str, bytes]) -> None:
    book = workbook(computed["checked"], values=True)
    rows = rows_of(book)
    assert {code: book[PRICES][f"G{row}"].value for code, row in rows.items()} == {
        code: word for code, (_value, word) in CHECKED.items()
    }
    shown = sums_of(book)
    assert shown["Evaluert pris"] == shown["Sum opsjoner"] == "mangler"
    assert shown["Linjer uten gyldig pris:"] == 6
    said = read_form("xlsx", computed["checked"])
    assert {each["line"] for each in said["lines"] if each["unit_price"] is not None} == {
        code for code, (_value, word) in CHECKED.items() if word == "priset"
    }


def test_options_that_are_not_priced_do_not_hide_the_evaluated_price(
    computed: dict[str, bytes],
) -> None:
    book = workbook(computed["options blank"], values=True)
    assert sums_of(book)["Evaluert pris"] == 20
    assert sums_of(book)["Sum opsjoner"] == "mangler"
    buyers = [[cell.value for cell in row] for row in book["Per kommune"].iter_rows(min_row=5)]
    assert buyers[0][:3] == ["Alle under ett", 20, 20]
    assert buyers[5][:3] == ["Alle under ett", "mangler", "mangler"]
