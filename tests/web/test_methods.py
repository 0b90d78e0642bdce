"""Every method and price formula goes all the way: result, report, sheets, model test."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from factories import Make
from pages import Client
from pypdf import PdfReader
from worlds import World, whole

from procurement.domain import Method, Normalisation, Phase, PriceFormula
from procurement.services.criteria import model_of
from procurement.services.documents import documents_of, write
from procurement.services.evaluation import compute
from procurement.services.work import Work

KRONER = [method for method in Method if not method.has_points]


def computed(client: Client, make: Make, **changes: Any) -> tuple[World, Work]:
    """Return an opened procurement with another model, its result computed anew."""
    world = whole(make, Phase.price_open)
    work = make.work(world.members["lead"])
    for name, value in changes.items():
        setattr(model_of(work), name, value)
    world.criteria[2].max_value = Decimal(
        "0.4" if changes.get("method") == "effective_price" else "900"
    )
    make.session.flush()
    compute(work)
    make.session.commit()
    client.sign_in(make.user_of(world.members["lead"]))
    return world, work


@pytest.mark.parametrize("method", KRONER)
def test_a_method_in_kroner_is_shown_in_kroner(client: Client, make: Make, method: Method):
    world, work = computed(client, make, method=method)

    page = client.get("result.index", slug=world.slug)
    assert "kr ahead of" in page.text(".verdict") and "points" not in page.text(".verdict")
    total = page.text("tbody tr")
    assert " kr" in total
    report = PdfReader(BytesIO(write(work, "evalueringsrapport.pdf")))
    assert "kr ahead of" in report.pages[0].extract_text().replace("\n", " ")
    closed = {each.name: each.closed for each in documents_of(work)}
    assert "cannot compute the method" in closed["poengark-samlet.xlsx"]
    client.get("model_test.index", slug=world.slug)
    client.get("price_model.index", slug=world.slug)


FIXED = {"full_price": Decimal(100), "zero_price": Decimal(90_000_000)}
BANDS = {"bands": [{"up_to": "8000000", "points": "10"}, {"up_to": None, "points": "3"}]}


@pytest.mark.parametrize("formula", PriceFormula)
def test_every_formula_goes_into_result_report_and_sheet(
    client: Client, make: Make, formula: PriceFormula
):
    world, work = computed(client, make, price_formula=formula, **FIXED, **BANDS)

    page = client.get("result.index", slug=world.slug)
    assert "points ahead of" in page.text(".verdict") or "share first" in page.text(".verdict")
    for name in ("evalueringsrapport.pdf", "poengark-samlet.xlsx", "konkurransegrunnlag.docx"):
        assert write(work, name)


def test_normalised_quality_is_computed_and_its_sheet_is_closed(client: Client, make: Make):
    world, work = computed(client, make, normalisation=Normalisation.difference)

    client.get("result.index", slug=world.slug)
    closed = {each.name: each.closed for each in documents_of(work)}
    assert "normalised quality" in closed["poengark-samlet.xlsx"]
