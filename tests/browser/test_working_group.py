"""The working group writes needs and requirements, alone and at the same time as somebody else."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.pages import DRAFT, NeedPage, RequirementPage, SignInPage, words
from tests.browser.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("own_data")]


def test_a_need_is_added_with_its_quotes(signed_in: Opener) -> None:
    need = NeedPage(signed_in("group"), DRAFT)
    need.open("")
    need.press("New need")
    need.fill(statement="Ledere må se forbruk og prognose samme dag.", area="Styring")
    need.select(kind="need", priority="high")
    need.choose_quotes("SRC-0-FUNN-9", "SRC-2-SLA-1")

    need.press("Save need")

    expect(need.saved).to_be_visible()
    expect(need.heading).to_have_text("B-44 Styring")
    expect(need.thread.station("quote")).to_contain_text("2")
    expect(need.thread.station("requirement")).to_contain_text(words("no requirement"))
    expect(need.main.get_by_role("blockquote")).to_have_count(2)


def test_a_requirement_is_added_linked_and_judged(signed_in: Opener) -> None:
    requirement = RequirementPage(signed_in("group"))
    requirement.open("")
    requirement.press("New requirement")
    requirement.fill(title="Prognose", statement="Systemet skal vise prognose for året.")
    requirement.select(requirement_class="evaluated", answer_form="text")
    requirement.press("Save requirement")
    expect(requirement.heading).to_have_text("KR-090 Prognose")
    expect(requirement.thread.station("need")).to_contain_text(words("no need"))

    requirement.press("Link a need")
    requirement.fill(**{"filter-text": "B-36"})
    requirement.press("Search")
    requirement.field("need-B-36").check()
    requirement.fill(reason="Prognosen viser avviket før det er for sent.")
    requirement.press("Link the need")

    expect(requirement.main).to_contain_text("Prognosen viser avviket før det er for sent.")
    expect(requirement.thread.station("need")).to_contain_text("B-36")

    for criterion, share in (("K1", "12,5"), ("K2", "20")):
        requirement.press("Choose criterion")
        requirement.select(criterion=criterion)
        requirement.fill(share=share)
        requirement.press("Save criterion")
        expect(requirement.thread.station("criterion")).to_contain_text(criterion)
        expect(requirement.main).to_contain_text(f"{share} %")
    requirement.thread.follow("criterion")
    expect(requirement.main.get_by_role("row").filter(has_text="KR-090")).to_contain_text("20 %")


def test_what_is_missing_stands_beside_its_field(signed_in: Opener) -> None:
    requirement = RequirementPage(signed_in("group"))
    requirement.edit("KR-006")
    requirement.fill(statement="", legal_basis="Kontrolleres")

    requirement.press("Save requirement")

    expect(requirement.error_summary).to_be_focused()
    expect(requirement.error_beside("statement")).to_have_text(words("Fill in this field."))
    expect(requirement.field("legal_basis")).to_have_value("Kontrolleres")
    requirement.error_summary.get_by_role("link").click()
    expect(requirement.field("statement")).to_be_focused()


def test_text_survives_the_end_of_a_session(signed_in: Opener, site: Site) -> None:
    requirement = RequirementPage(signed_in("group"))
    requirement.edit("KR-006")
    text = "Systemet skal avstemme konti hver natt, også med «æøå» & <tegn>.\nOg si fra."
    requirement.fill(statement=text)
    site.end_all_sessions()

    requirement.press("Save requirement")
    door = SignInPage(requirement.page)
    expect(door.main).to_contain_text(words("Sign in to go on. What you typed is kept."))
    door.sign_in("group@demo.kravspor.example")
    expect(door.main).to_contain_text("konti hver natt, også med «æøå» & <tegn>.")
    door.save_what_was_typed()

    expect(requirement.saved).to_be_visible()
    requirement.edit("KR-006")
    expect(requirement.field("statement")).to_have_value(text)
