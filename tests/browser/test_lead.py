"""The project lead's morning: the thread, the model test, the documents, the result."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.model_pages import ModelTestPage
from tests.browser.pages import (
    DocumentsPage,
    RequirementPage,
    ResultPage,
    SignInPage,
    Surface,
)

pytestmark = pytest.mark.browser


def test_one_thread_is_followed_from_quote_to_score_and_back(
    open_page: Opener, own_data: None
) -> None:
    door = SignInPage(open_page())
    door.open()
    door.sign_in("lead@demo.kravspor.example")
    door.choose_procurement("Felles ERP for Helgeland")
    here = Surface(door.page)
    expect(here.heading).to_have_text("Felles ERP for Helgeland")

    here.choose("Needs")
    here.page.get_by_role("link", name="B-02").click()
    here.thread.follow("quote", "SRC-0-FUNN-9")
    expect(here.heading).to_contain_text("SRC-0-FUNN-9")
    stops = (("need", "B-02"), ("requirement", "KR-006"), ("criterion", "K1"))
    for station, code in stops:
        here.thread.follow(station, code)
        expect(here.heading).to_contain_text(code)
    here.thread.follow("answers", "KR-006")
    expect(here.heading).to_contain_text("KR-006")
    answers = RequirementPage(here.page).answers
    expect(answers).to_have_count(3)
    expect(answers.nth(1)).to_contain_text("8,5")
    expect(answers.nth(1)).to_contain_text("Fortløpende avstemming med 93 prosent treff")

    for station, code in (*reversed(stops[:2]), ("quote", "SRC-0-FUNN-9")):
        here.thread.follow(station, code)
        expect(here.heading).to_contain_text(code)
    expect(here.thread.station("quote").locator("[aria-current]")).to_be_visible()


def test_the_price_weight_moves_the_winner_without_reload(signed_in: Opener) -> None:
    model = ModelTestPage(signed_in("lead"))
    model.open()
    expect(model.verdict).to_contain_text("Balansert")
    model.page.evaluate("window.loadedOnce = true")

    model.slider("Pris").fill("100")

    expect(model.weight("P")).to_have_value("100")
    expect(model.verdict).to_contain_text("Billig og enkelt")
    expect(model.winner()).to_contain_text("Billig og enkelt")

    model.weight("P").fill("0")

    expect(model.slider("Pris")).to_have_value("0")
    expect(model.verdict).to_contain_text("Dyrt og svært godt")
    expect(model.winner()).to_contain_text("Dyrt og svært godt")
    assert model.page.evaluate("window.loadedOnce")


def test_the_price_weight_moves_the_winner_without_script(signed_in: Opener) -> None:
    model = ModelTestPage(signed_in("lead", java_script_enabled=False))
    model.open()
    model.weight("P").fill("100")

    model.press("Compute")

    expect(model.verdict).to_contain_text("Billig og enkelt")
    expect(model.winner()).to_contain_text("Billig og enkelt")
    expect(model.weight("P")).to_have_value("100")


def test_documents_are_downloaded(signed_in: Opener, own_data: None) -> None:
    documents = DocumentsPage(signed_in("lead"))
    documents.open()

    tender = documents.download("konkurransegrunnlag.docx")
    sheet = documents.download("poengark-samlet.xlsx")

    assert tender.suggested_filename == "konkurransegrunnlag.docx"
    with ZipFile(BytesIO(Path(tender.path()).read_bytes())) as parts:
        assert "Felles ERP for Helgeland" in parts.read("word/document.xml").decode()
    book = load_workbook(BytesIO(Path(sheet.path()).read_bytes()))
    texts = [str(cell.value) for tab in book for row in tab.iter_rows() for cell in row]
    assert any("Multebit ERP (oppdiktet)" in text for text in texts)


def test_a_number_opens_down_to_reason_answer_and_price_line(signed_in: Opener) -> None:
    result = ResultPage(signed_in("lead"))
    result.open()

    price = result.open_number("Multebit", "Pris")

    expect(price.get_by_role("row").filter(has_text="PL-01")).to_be_visible()

    quality = result.open_number("Multebit", "Funksjonalitet")
    economy = result.open_inside(quality, "K1")

    reason = economy.get_by_role("article").filter(has_text="KR-006")
    expect(reason).to_contain_text("Fortløpende avstemming med 93 prosent treff")
    reason.get_by_role("link", name="KR-006").click()
    answers = RequirementPage(result.page).answers
    expect(answers.nth(1)).to_contain_text("Avstemmingen går fortløpende på alle balansekontoer")
