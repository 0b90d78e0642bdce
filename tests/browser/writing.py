"""The document of the requirements and the tree of chapters, as somebody who writes knows them."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import DRAFT, Surface, words


class Document(Surface):
    """The requirements as a document that is written in."""

    path = "krav/{}"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.open("")

    def requirement(self, code: str) -> Locator:
        """Return a requirement, open or not."""
        return self.main.locator(f"article#{code}")

    def start(self, code: str) -> None:
        """Click the text of a requirement to write in it."""
        self.requirement(code).locator(".statement").click(position={"x": 4, "y": 4})
        expect(self.field_of(code, "statement")).to_be_focused()

    def field_of(self, code: str, name: str) -> Locator:
        """Return a field of a requirement that is open."""
        return self.requirement(code).locator(f"[name={name}]")

    def state(self, code: str) -> Locator:
        """Return the line that tells whether it is saved."""
        return self.requirement(code).locator(".saving")

    def says_saved(self, code: str) -> None:
        """Wait until the page says that all is saved."""
        expect(self.state(code)).to_contain_text(words("Saved %(time)s", time=""))
        expect(self.state(code)).to_have_attribute("data-state", "said")

    def button(self, code: str, message: str) -> Locator:
        """Return a button of a requirement, by its message."""
        name = re.compile(f"^{re.escape(words(message))}")
        return self.requirement(code).get_by_role("button", name=name)

    def choose_text(self, code: str, message: str) -> None:
        """Choose whose text stands."""
        self.requirement(code).get_by_role("radio", name=words(message)).check()

    def codes(self) -> list[str]:
        """Return the codes in their order."""
        return [str(each.get_attribute("id")) for each in self.main.locator("article").all()]


class Chapters(Surface):
    """The tree of chapters."""

    path = "krav/kapitler/"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.open()

    def row(self, title: str) -> Locator:
        """Return the line of a chapter."""
        return self.main.get_by_role("row").filter(has_text=title)

    def number(self, title: str) -> str:
        """Return the number that a chapter has now."""
        return self.row(title).get_by_role("rowheader").inner_text().partition(" ")[0]
