"""The pages where municipalities answer and the working group quotes."""

from playwright.sync_api import Locator

from tests.browser.pages import Surface


class SourceTextPage(Surface):
    """The text of a source, and the form that keeps quotes from it."""

    path = "kilder/{}/tekst"

    def mark_paragraph(self, text: str) -> None:
        """Mark a whole paragraph as a reader does: three clicks."""
        self.main.locator("[data-marking] p").filter(has_text=text).click(click_count=3)


class BackingPage(Surface):
    """What the own municipality answers."""

    path = "stotte/{}"

    def chosen(self, name: str, code: str) -> Locator:
        """Return what is chosen for a need: its stance or its importance."""
        return self.main.locator(f"input[name={name}-{code}]:checked")
