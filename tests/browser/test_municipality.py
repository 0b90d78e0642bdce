"""A municipality says where it stands; the working group quotes from a text."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.municipality_pages import BackingPage, SourceTextPage
from tests.browser.pages import DRAFT, NeedPage, Surface, words

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("own_data")]


def test_a_contact_answers_with_the_keyboard_and_the_lead_sees_it(signed_in: Opener) -> None:
    contact, lead = signed_in("contact"), Surface(signed_in("lead"), DRAFT)
    lead.page.goto(f"/anskaffelser/{DRAFT}/kommuner/stotte")
    vega = lead.main.get_by_role("row").filter(has_text="Vega kommune").first
    expect(vega.get_by_role("cell").first).to_contain_text("4/6")

    backing = BackingPage(contact, DRAFT)
    backing.open("")
    backing.main.get_by_role("link", name="Kultur").click()
    backing.chosen("stance", "B-28").focus()
    for key in ("w", "4", "n", "h", "i"):
        contact.keyboard.press(key)
    contact.keyboard.type("Vi har ingen å avse, og 3 av 5 er nye.")
    expect(backing.chosen("importance", "B-28")).to_have_value("4")
    expect(backing.chosen("stance", "B-29")).to_have_value("objects")
    expect(backing.field("reason-B-29")).to_have_value("Vi har ingen å avse, og 3 av 5 er nye.")
    backing.press("Save the answers")

    expect(backing.saved).to_be_visible()
    lead.page.reload()
    expect(vega.get_by_role("cell").first).to_contain_text("5/6")
    expect(lead.main).to_contain_text("Vi har ingen å avse, og 3 av 5 er nye.")


def test_an_objection_without_a_reason_is_asked_for_one(signed_in: Opener) -> None:
    backing = BackingPage(signed_in("contact"), DRAFT)
    backing.open("omrade?area=Kultur")
    backing.field("stance-B-28-objects").check()

    backing.press("Save the answers")

    expect(backing.error_summary).to_be_focused()
    expect(backing.error_beside("reason-B-28")).to_have_text(
        words("Say why your municipality objects.")
    )
    expect(backing.chosen("stance", "B-28")).to_have_value("objects")


def test_what_changed_is_confirmed_and_a_chapter_read(signed_in: Opener) -> None:
    backing = BackingPage(signed_in("contact"), DRAFT)
    backing.page.goto(f"/anskaffelser/{DRAFT}/")
    backing.main.get_by_role("link", name="endret siden du støttet det").first.click()
    expect(backing.main.locator("del")).to_contain_text("to systemer i overgangen")

    backing.press("It still stands")
    expect(backing.saved).to_be_visible()
    expect(backing.main.locator("del")).to_have_count(0)

    row = backing.main.get_by_role("row").filter(has_text="5.5")
    row.get_by_role("button").click()
    expect(row).to_contain_text("Kommunekontakt (demo)")


def test_marked_words_become_a_quote_and_a_need(signed_in: Opener) -> None:
    text = SourceTextPage(signed_in("group"), DRAFT)
    text.open("SRC-5")

    text.mark_paragraph("Jeg skulle også ønske")
    expect(text.field("text")).to_have_value(
        "Jeg skulle også ønske at noen i nabokommunen kunne ta over når jeg har ferie. "
        "Vi gjør jo akkurat det samme."
    )
    text.press("Keep the quote")

    expect(text.saved).to_be_visible()
    expect(text.main.locator("mark").filter(has_text="nabokommunen")).to_be_visible()
    text.main.get_by_role("link", name="SRC-5-4").click()
    expect(text.main).to_contain_text("avsnitt 10")

    text.press("Write a need from it")
    need = NeedPage(text.page, DRAFT)
    need.fill(statement="Noen i en annen kommune må kunne ta over lønn i ferien.", area="Lønn")
    need.press("Save need")
    expect(need.heading).to_have_text("B-44 Lønn")
    expect(need.thread.station("quote")).to_contain_text("SRC-5-4")
