"""A requirement with what the language check says of it, as a reader knows the page."""

import re

from playwright.sync_api import Page

from tests.browser.pages import RequirementPage, words


class WordingPage(RequirementPage):
    """A requirement with what the language check says of it; the catalogue that it may be from."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.typed = self.main.locator(".live-check")
        self.marked = self.main.locator(".statement").get_by_role("link")
        self.note = self.main.locator(".slip-note").first
        self.law = self.note.get_by_text(words("What do the regulations say?"))
        self.picks = self.main.get_by_role(
            "checkbox", name=re.compile(words("Choose %(key)s", key=""))
        )
