"""A journey with the keyboard alone, and the guard that every other test relies on."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.pages import DRAFT, RequirementPage, Surface, words
from tests.browser.writing import Chapters, Document

pytestmark = pytest.mark.browser


def test_skip_link_menu_thread_and_form_without_a_mouse(signed_in: Opener, own_data: None) -> None:
    here = Surface(signed_in("group"), DRAFT)
    here.open()
    here.enter(here.skip_link)
    expect(here.main).to_be_focused()

    here.open()
    here.enter(here.menu_line("Requirements"))
    here.enter(here.main.get_by_role("link", name="KR-001", exact=True))
    expect(here.heading).to_contain_text("KR-001")

    need = here.thread.station("need")
    here.enter(need.locator("summary"))
    here.enter(need.get_by_role("link").filter(has_text="B-34"))
    expect(here.heading).to_contain_text("B-34")
    here.page.go_back()

    form = RequirementPage(here.page)
    form.enter(form.act("Change the requirement"))
    form.tab_to(form.field("statement"))
    here.page.keyboard.press("Control+A")
    here.page.keyboard.type("Systemet skal vise sporet fra rapport til bilag.")
    form.enter(form.act("Save requirement"))

    expect(form.saved).to_be_visible()
    expect(form.main).to_contain_text("Systemet skal vise sporet fra rapport til bilag.")


def test_a_requirement_is_written_moved_and_undone_without_a_mouse(
    signed_in: Opener, own_data: None
) -> None:
    document = Document(signed_in("group"))
    keys = document.page.keyboard
    document.enter(document.requirement("KR-001").get_by_role("link", name=words("Edit here")))
    expect(document.field_of("KR-001", "statement")).to_be_focused()
    keys.press("Control+A")
    keys.type("Systemet skal telle.")
    document.says_saved("KR-001")
    document.enter(document.button("KR-001", "Done"))
    edit = document.requirement("KR-001").get_by_role("link", name=words("Edit here"))
    expect(edit).to_be_focused()

    keys.press("Alt+ArrowDown")
    expect(document.main.locator("article").nth(1)).to_have_id("KR-001")
    expect(document.requirement("KR-001").locator("button[value=down]")).to_be_focused()
    keys.press("Alt+ArrowUp")
    expect(document.main.locator("article").first).to_have_id("KR-001")


def test_chapters_are_arranged_without_a_mouse(signed_in: Opener, own_data: None) -> None:
    chapters = Chapters(signed_in("lead"))
    chapters.tab_to(chapters.row("KOSTRA og merverdiavgift").get_by_role("link").first)
    for key, number in (("Up", "1.1"), ("Down", "1.2"), ("Right", "1.1.1"), ("Left", "1.2")):
        chapters.page.keyboard.press(f"Alt+Arrow{key}")
        row = chapters.row("KOSTRA og merverdiavgift").get_by_role("rowheader")
        expect(row).to_have_text(f"{number} KOSTRA og merverdiavgift")


def test_a_breach_of_the_policy_is_noticed(signed_in: Opener, errors: list[str]) -> None:
    page = signed_in("lead")
    page.goto("/tilgjengelighet")

    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("setTimeout(() => { throw new Error('broken on purpose') })")
    page.goto("/tilgjengelighet")

    assert any("Content Security Policy" in error for error in errors)
    assert any("broken on purpose" in error for error in errors)
    errors.clear()
