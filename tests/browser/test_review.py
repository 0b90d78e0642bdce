"""Review in a browser: a comment in place, approval, triage by keyboard, a form out and in."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.pages import words
from tests.browser.review_pages import (
    CardPage,
    ChapterPage,
    HomePage,
    RoundPage,
    SuspectsPage,
    TriagePage,
)

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("own_data")]


def test_a_comment_appears_in_place(signed_in: Opener) -> None:
    card = CardPage(signed_in("contact"))
    card.open("KR-031")
    card.page.evaluate("window.loadedOnce = true")

    card.comment("Bør gjelde for «alle» & <hver> arbeidsgiver.")

    expect(card.comments).to_contain_text("Bør gjelde for «alle» & <hver> arbeidsgiver.")
    expect(card.comments).to_contain_text("Vega kommune")
    assert card.page.evaluate("window.loadedOnce")
    card.comment(" ")
    expect(card.error_beside("text")).to_have_text(words("Fill in this field."))


def test_from_home_to_what_waits_and_to_approved(signed_in: Opener) -> None:
    home = HomePage(signed_in("group"))
    home.open()
    home.follow_task("3 krav i kapittel Lønn og lønnsrapportering venter på deg")
    chapter = ChapterPage(home.page)

    chapter.approve("KR-032")
    expect(chapter.saved).to_be_visible()
    expect(chapter.requirement("KR-032")).to_contain_text(words("Approved"))
    expect(chapter.requirement("KR-036").locator("ins")).to_contain_text("fullmakt")
    chapter.approve_all.click()
    expect(chapter.requirement("KR-031")).to_contain_text(words("Approved"))

    home.open()
    expect(home.tasks.filter(has_text="venter på deg")).to_have_count(0)


def test_the_lead_answers_the_comments_by_keyboard_and_closes_the_round(signed_in: Opener) -> None:
    home = HomePage(signed_in("lead"))
    home.open()
    home.follow_task("2 merknader uten svar")
    triage = TriagePage(home.page)
    expect(triage.heading).to_contain_text("M-016")

    triage.settle("3")
    expect(triage.error_beside("reason")).to_have_text(
        words("Give the reason why it is not accepted.")
    )
    expect(triage.chosen).to_have_value("rejected")
    triage.field("reason").fill("Det dekkes av et annet krav.")
    triage.press("Save and go on")
    expect(triage.heading).to_contain_text("M-017")
    triage.settle("5")

    expect(triage.heading).to_have_text(words("Comments"))
    round_page = RoundPage(home.page)
    round_page.open("2")
    round_page.close("Gjennomgang i arbeidsgruppene")
    expect(round_page.saved).to_contain_text(words("The round is closed."))


def test_what_changed_is_looked_at_and_cleared(signed_in: Opener) -> None:
    suspects = SuspectsPage(signed_in("group"))
    suspects.open()
    expect(suspects.rows).to_have_count(5)
    suspects.main.get_by_role("checkbox", name="KR-036 svarer på B-01").check()
    suspects.press("It still holds")
    expect(suspects.error_beside("why")).to_be_visible()

    suspects.fill(why="Fullmakten endrer ikke behovet.")
    suspects.press("It still holds")

    expect(suspects.saved).to_be_visible()
    expect(suspects.rows).to_have_count(4)


def test_a_form_goes_out_to_a_supplier_and_comes_back(signed_in: Opener, tmp_path: Path) -> None:
    page = RoundPage(signed_in("lead"))
    page.open("ny")
    page.fill(name="Markedsdialog")
    page.select(kind="market")
    page.press("Open the round")
    expect(page.saved).to_contain_text(words("The round is open."))
    file = page.download("merknadsskjema-runde-3.xlsx", tmp_path / "skjema.xlsx")
    book = load_workbook(file)
    sheet = book.worksheets[0]
    sheet["C4"] = "Leverandør Nord"
    sheet["F9"] = "Kravet er dyrt å dekke."
    book.save(file)

    page.read_in(file)
    expect(page.main).to_contain_text("1 ny merknad")
    expect(page.field("sender")).to_have_value("Leverandør Nord")
    page.press("Take in what is chosen")
    expect(page.main).to_contain_text("Kravet er dyrt å dekke.")

    page.read_in(file)
    expect(page.main).to_contain_text("1 merknad som finnes her fra før")
