"""The language check beside the text: type a vague word, read why, let it stand with a reason."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.looks import violations
from tests.browser.pages import words
from tests.browser.wording_pages import WordingPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("own_data")]

VAGUE = "Systemet skal ha et brukervennlig søk."
MINIMUM = "KR-001"


def test_a_vague_word_is_told_while_it_is_typed_and_may_stand(signed_in: Opener) -> None:
    requirement = WordingPage(signed_in("group"))
    requirement.edit(MINIMUM)
    expect(requirement.typed).to_have_text(words("The language check has nothing to remark."))

    requirement.fill(statement=VAGUE)

    expect(requirement.typed).to_contain_text("«brukervennlig»")
    expect(requirement.typed).to_contain_text("Skriv et tall med enhet")
    requirement.press("Save requirement")
    expect(requirement.marked).to_have_text(["brukervennlig"])
    expect(requirement.note).to_be_hidden()

    requirement.tab_to(requirement.marked)
    expect(requirement.note).to_be_visible()
    expect(requirement.note).to_contain_text("leverandørene vet ikke hva som er godt nok")
    assert not violations(requirement.page)
    requirement.page.keyboard.press("Enter")
    expect(requirement.note).to_be_focused()
    requirement.page.keyboard.press("Escape")
    expect(requirement.note).to_be_hidden()
    expect(requirement.marked).to_be_focused()

    requirement.marked.click()
    requirement.law.click()
    expect(requirement.note).to_contain_text("KOFA 2015/102")
    requirement.press("Let the wording stand, with a reason")
    requirement.fill(reason="Brukertesten i bilag 2 avgjør hva som er brukervennlig.")
    requirement.press("Let it stand")

    expect(requirement.saved).to_be_visible()
    expect(requirement.marked).to_have_count(0)
    expect(requirement.main).to_contain_text("Brukertesten i bilag 2 avgjør")
    requirement.press("Take back")
    expect(requirement.saved).to_be_visible()
    requirement.open(MINIMUM)
    expect(requirement.marked).to_have_text(["brukervennlig"])


def test_a_vague_word_is_told_where_the_document_is_written_in(signed_in: Opener) -> None:
    document = WordingPage(signed_in("group"))
    document.open("")
    document.page.get_by_role("link", name=f"{words('Edit here')} {MINIMUM}").click()

    document.field(f"statement-{MINIMUM}").fill(VAGUE)

    expect(document.typed).to_contain_text("«brukervennlig»")
    document.page.get_by_role("button", name=words("Done")).click()
    expect(document.marked.first).to_have_text("brukervennlig")
    document.marked.first.click()
    document.law.click()
    expect(document.note).to_contain_text("KOFA 2015/102")
    expect(document.typed).to_have_count(0)  # the text was not opened by the click


def test_without_script_the_word_leads_to_its_note(signed_in: Opener) -> None:
    requirement = WordingPage(signed_in("group", java_script_enabled=False))
    requirement.edit(MINIMUM)
    requirement.fill(statement=VAGUE)
    requirement.press("Save requirement")
    expect(requirement.note).to_be_hidden()

    requirement.marked.click()

    expect(requirement.note).to_be_visible()
    requirement.edit(MINIMUM)
    expect(requirement.typed).to_contain_text("«brukervennlig»")


def test_four_requirements_are_taken_in_from_the_catalogue(signed_in: Opener) -> None:
    requirement = WordingPage(signed_in("group"))
    requirement.open("")
    requirement.choose("Catalogue")
    requirement.page.get_by_label(words("Only what is not taken in")).check()
    requirement.press("Filter")
    for box in requirement.picks.all()[:4]:
        box.check()
    requirement.field("chapter").select_option(index=2)
    requirement.select(deviation="may_reject")

    requirement.press("Take in what is chosen")

    expect(requirement.saved).to_contain_text("4 krav er tatt inn.")
    expect(requirement.main.get_by_role("link", name="KR-092", exact=True)).to_be_visible()
