"""The lead's morning with the model: formula, bids typed in place, simulation, signature."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.model_pages import ModelTestPage, PriceModelPage, WeightsPage
from tests.browser.pages import DRAFT, words

pytestmark = pytest.mark.browser


def test_a_formula_is_tried_seen_and_saved(signed_in: Opener, own_data: None) -> None:
    page = PriceModelPage(signed_in("lead"))
    page.open()
    expect(page.cost).to_contain_text("9,33 mill. kr når laveste pris er 40 mill. kr")
    page.page.evaluate("window.loadedOnce = true")

    page.choose_formula("Proportional")

    expect(page.formula).to_have_text("poeng = 10 · L / P")
    assert page.page.evaluate("window.loadedOnce")
    expect(page.field("zero_at")).to_be_hidden()
    page.choose_formula("Logarithmic")
    expect(page.field("base")).to_be_visible()
    page.fill(base="3")
    expect(page.formula).to_contain_text("ln 3")

    page.press("Save price model")

    expect(page.saved).to_be_visible()
    chosen = page.comparison.locator(".chosen-row")
    expect(chosen).to_contain_text(words("Logarithmic"))


def test_the_model_is_tried_on_bids_simulated_and_signed(signed_in: Opener, own_data: None) -> None:
    model = ModelTestPage(signed_in("lead"), DRAFT)
    model.open()
    expect(model.verdict).to_contain_text("Balansert vinner")
    expect(model.verdict).to_contain_text("Pris må veie mer enn 44,1 % før Billig og enkelt vinner")

    model.cell("price-0").fill("34 000 000")
    expect(model.verdict).to_contain_text("Billig og enkelt vinner")
    model.press("Save bids")
    expect(model.saved).to_be_visible()

    model.press("Simulate")
    expect(model.simulated()).to_contain_text("100 000 trekninger")
    expect(model.main.locator("#run svg[role=img]")).to_be_visible()

    model.fill(reason="Vi prøvde fire tilbud. Pris avgjør først når den veier mye.")
    model.press("Sign the model")
    expect(model.sign_off()).to_contain_text(words("Signed"))

    weights = WeightsPage(model.page)
    weights.open()
    weights.weight("P").fill("29")
    weights.weight("K").fill("41")
    weights.press("Save weights")
    model.open()
    expect(model.sign_off()).to_contain_text(words("Outdated"))
    expect(model.sign_off()).to_contain_text("vektene for K, P")


def test_a_long_simulation_shows_progress_and_is_stopped(signed_in: Opener) -> None:
    model = ModelTestPage(signed_in("lead"), DRAFT)
    model.open()
    model.main.locator("#simulation summary").click()
    model.select(draws="10000000")

    model.press("Simulate")

    expect(model.main.get_by_role("progressbar")).to_be_visible()
    model.press("Stop")
    expect(model.main.locator("#run")).to_contain_text(re.compile("Stoppet etter"))


def test_bids_are_tried_and_simulated_without_script(signed_in: Opener) -> None:
    model = ModelTestPage(signed_in("lead", java_script_enabled=False), DRAFT)
    model.open()
    model.cell("price-0").fill("34 000 000")

    model.press("Try without saving")

    expect(model.verdict).to_contain_text("Billig og enkelt vinner")
    expect(model.cell("price-0")).to_have_value("34 000 000")
    model.press("Simulate")
    expect(model.simulated()).to_contain_text("er Balansert først")
