"""Two browsers write the same requirement, in the document and on its page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Opener
from tests.browser.pages import RequirementPage, words
from tests.browser.writing import Document

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("own_data")]

CODE = "KR-006"
THEIRS, MINE = "Systemet skal avstemme bank hver natt.", "Systemet skal avstemme alle konti."


@pytest.fixture
def two(signed_in: Opener) -> tuple[Document, Document]:
    """Return two writers with the same requirement open in the document."""
    both = (Document(signed_in("group")), Document(signed_in("lead")))
    for document in both:
        document.start(CODE)
    return both


def stands(document: Document) -> str:
    """Return the text that everybody sees now."""
    document.open("")
    return document.requirement(CODE).locator(".statement").inner_text()


def test_different_fields_are_both_kept(two: tuple[Document, Document]) -> None:
    mine, theirs = two
    theirs.field_of(CODE, "title").fill("Deres tittel")
    theirs.says_saved(CODE)

    mine.field_of(CODE, "statement").fill(MINE)
    mine.says_saved(CODE)

    told = words("Somebody else has changed more of it meanwhile. That is kept.")
    expect(mine.state(CODE)).to_contain_text(told)
    mine.state(CODE).get_by_role("link", name=words("Show it")).click()
    expect(mine.field_of(CODE, "title")).to_have_value("Deres tittel")
    mine.button(CODE, "Done").click()
    expect(mine.requirement(CODE)).to_contain_text("Deres tittel")
    assert stands(theirs) == MINE


CHOICES: dict[str, Callable[[], str]] = {
    "Keep mine": lambda: MINE,
    "Keep the other's": lambda: THEIRS,
}


@pytest.mark.parametrize("choice", CHOICES)
def test_one_field_shows_both_texts_and_one_is_chosen(
    two: tuple[Document, Document], choice: str
) -> None:
    mine, theirs = two
    theirs.field_of(CODE, "statement").fill(THEIRS)
    theirs.says_saved(CODE)

    mine.field_of(CODE, "statement").press_sequentially("Mine ord. ")
    mine.field_of(CODE, "statement").fill(MINE)

    panel = mine.state(CODE)
    expect(panel).to_contain_text(THEIRS)
    expect(panel).to_contain_text(MINE)
    expect(panel).to_contain_text("Systemet skal avstemme balansekonti")
    expect(mine.field_of(CODE, "statement")).to_have_value(MINE)
    mine.choose_text(CODE, choice)
    mine.button(CODE, "Save what I chose").click()

    expect(mine.button(CODE, "Save what I chose")).to_have_count(0)
    expect(mine.field_of(CODE, "statement")).to_have_value(CHOICES[choice]())
    assert stands(theirs) == CHOICES[choice]()


def test_what_is_typed_while_a_save_is_on_its_way_is_kept(signed_in: Opener) -> None:
    document = Document(signed_in("group"))
    document.start(CODE)
    field = document.field_of(CODE, "statement")
    held: list[Route] = []
    document.page.route("**/endre", lambda route: held.append(route))  # the answer is late

    field.fill("Første")
    document.page.wait_for_event("request", predicate=lambda request: request.method == "POST")
    field.fill("Første og andre")
    document.button(CODE, "Done").click()
    held[0].continue_()
    document.page.unroute("**/endre")

    expect(document.requirement(CODE).locator("p.statement")).to_have_text("Første og andre")
    assert stands(document) == "Første og andre"


def test_undo_in_place(signed_in: Opener) -> None:
    document = Document(signed_in("group"))
    before = document.requirement(CODE).locator(".statement").inner_text()
    document.start(CODE)
    document.field_of(CODE, "statement").fill(MINE)
    expect(document.state(CODE)).to_contain_text(words("Not saved yet …"))
    document.says_saved(CODE)

    document.button(CODE, "Undo").click()

    expect(document.state(CODE)).to_contain_text(words("The last change was undone."))
    expect(document.field_of(CODE, "statement")).to_have_value(before)
    assert stands(document) == before


def test_a_server_that_does_not_answer_takes_no_text_away(
    signed_in: Opener, errors: list[str]
) -> None:
    document = Document(signed_in("group"))
    document.start(CODE)
    document.page.route("**/endre", lambda route: route.abort())

    document.field_of(CODE, "statement").fill(MINE)

    expect(document.state(CODE)).to_contain_text("Ikke lagret: tjeneren svarte ikke.")
    expect(document.field_of(CODE, "statement")).to_have_value(MINE)
    errors.clear()  # the browser tells of the lost connection
    document.page.unroute("**/endre")
    document.button(CODE, "Done").click()
    expect(document.requirement(CODE).locator("p.statement")).to_have_text(MINE)


def test_two_people_write_on_the_page_of_a_requirement(signed_in: Opener) -> None:
    mine, theirs = RequirementPage(signed_in("group")), RequirementPage(signed_in("lead"))
    for page in (mine, theirs):
        page.edit(CODE)
    theirs.fill(statement=THEIRS, title="Deres tittel")
    theirs.press("Save requirement")
    expect(theirs.saved).to_be_visible()

    mine.fill(statement=MINE, legal_basis="Min paragraf")
    mine.press("Save requirement")

    expect(mine.heading).to_have_text(words("Two have changed %(code)s", code=CODE))
    expect(mine.both_texts).to_contain_text(THEIRS)
    expect(mine.field("statement")).to_have_value(MINE)
    mine.fill(statement=f"{MINE} {THEIRS}")
    mine.press("Save what I chose")
    expect(mine.saved).to_be_visible()
    for text in (MINE, THEIRS, "Deres tittel", "Min paragraf"):
        expect(mine.main).to_contain_text(text)
