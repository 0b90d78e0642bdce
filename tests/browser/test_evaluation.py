"""The evaluator scores with the keyboard; the lead sets the weights."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.model_pages import WeightsPage
from tests.browser.pages import FINISHED, ScoringPage, words

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("own_data")]

HALF = 18  # what the first evaluator has scored in the exercise


@pytest.fixture
def scoring(signed_in: Opener) -> ScoringPage:
    """Return the scoring of an evaluator who is half way."""
    page = ScoringPage(signed_in("evaluator1"))
    page.open("")
    return page


def test_ties_are_declared_before_anything_is_read(signed_in: Opener) -> None:
    page = ScoringPage(signed_in("evaluator2"))
    page.open("")
    expect(page.go_on).to_have_count(0)

    page.press("Sign the declaration")

    for code in "ABC":
        expect(page.main).to_contain_text(words("Choose one for supplier %(code)s.", code=code))
    page.declare_no_ties()
    expect(page.saved).to_be_visible()
    page.go_on.click()
    expect(page.points).to_have_value("")


def test_a_cell_is_scored_with_the_keyboard_alone(scoring: ScoringPage) -> None:
    keyboard = scoring.page.keyboard
    assert scoring.scored() == HALF
    scoring.tab_to(scoring.go_on)
    keyboard.press("Enter")
    expect(scoring.points).to_have_value("")
    first = scoring.page.url

    keyboard.press("4")
    expect(scoring.chosen).to_have_value("4")
    keyboard.press("7")
    expect(scoring.points).to_have_value("7")
    expect(scoring.chosen).to_have_count(0)
    scoring.tab_to(scoring.reason)
    keyboard.type("Viser 2 av 3 løp i sin helhet, og det trekker opp.")
    expect(scoring.points).to_have_value("7")
    scoring.tab_to(scoring.save)
    keyboard.press("Enter")

    expect(scoring.saved).to_be_visible()
    assert scoring.page.url != first
    assert scoring.scored() == HALF + 1
    expect(scoring.points).to_have_value("")
    scoring.to_neighbour("Left")
    expect(scoring.points).to_have_value("7")
    expect(scoring.reason).to_have_value("Viser 2 av 3 løp i sin helhet, og det trekker opp.")
    scoring.to_neighbour("Right")
    expect(scoring.points).to_have_value("")


def test_half_points_are_kept_and_a_reason_is_asked_for(scoring: ScoringPage) -> None:
    scoring.go_on.click()
    scoring.fill(points="7,5")

    scoring.save.click()

    expect(scoring.error_beside("reason")).to_have_text(
        words("Give a reason. A score without a reason does not count.")
    )
    expect(scoring.points).to_have_value("7,5")
    scoring.fill(reason="God dekning, men uten eksempler.")
    scoring.save.click()
    expect(scoring.saved).to_be_visible()
    assert scoring.scored() == HALF + 1
    scoring.to_neighbour("Left")
    expect(scoring.points).to_have_value("7,5")


def test_a_step_of_the_scale_fills_the_points(scoring: ScoringPage) -> None:
    scoring.go_on.click()
    scoring.main.get_by_role("radio").nth(3).check()
    expect(scoring.points).to_have_value("6")
    scoring.fill(points="11", reason="For mye.")

    scoring.save.click()

    expect(scoring.error_beside("points")).to_have_text(
        words("Points must be a number from 0 to %(most)s.", most="10")
    )


def test_the_sum_follows_what_is_typed(signed_in: Opener) -> None:
    weights = WeightsPage(signed_in("lead"))
    weights.open()
    expect(weights.sum).to_contain_text("100")

    weights.weight("P").press("End")
    weights.weight("P").press_sequentially("5", delay=20)

    expect(weights.weight("P")).to_be_focused()
    expect(weights.weight("P")).to_have_value("305")
    weights.weight("P").fill("42,5")
    expect(weights.sum).to_contain_text("112,5")
    expect(weights.sum).to_contain_text(
        words("The main criteria must sum to 100 before the documents are sealed.")
    )
    weights.weight("K").fill("27,5")
    expect(weights.sum).to_contain_text(words("The sum is right."))
    weights.press("Save weights")
    expect(weights.saved).to_be_visible()
    expect(weights.weight("P")).to_have_value("42,5")


def test_the_sum_is_computed_without_script(signed_in: Opener) -> None:
    weights = WeightsPage(signed_in("lead", java_script_enabled=False))
    weights.open()
    weights.weight("P").fill("40")

    weights.press("Compute without saving")

    expect(weights.sum).to_contain_text("110")
    expect(weights.weight("P")).to_have_value("40")
    weights.open()
    expect(weights.weight("P")).to_have_value("30")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("101", "The weight of %(name)s must be from 0 to 100."),
        ("ti", "The weight of %(name)s must be a number, such as 30 or 12,5."),
    ],
)
def test_a_wrong_weight_is_named_beside_its_field(
    signed_in: Opener, typed: str, sentence: str
) -> None:
    weights = WeightsPage(signed_in("lead"))
    weights.open()
    weights.weight("P").fill(typed)

    weights.press("Save weights")

    expect(weights.error_summary).to_be_focused()
    expect(weights.error_beside("weight-P")).to_have_text(words(sentence, name="Pris"))
    expect(weights.weight("P")).to_have_value(typed)


def test_sealed_weights_are_shown_locked(signed_in: Opener) -> None:
    weights = WeightsPage(signed_in("lead"), FINISHED)
    weights.open()

    expect(weights.weight("P")).to_have_count(0)
    expect(weights.main.locator(".locked")).to_be_visible()
