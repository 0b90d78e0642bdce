"""The pages of review as a reader knows them."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.pages import DRAFT, Surface, words


class HomePage(Surface):
    """Home."""

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.tasks = self.main.locator(".tasks a")

    def follow_task(self, text: str) -> None:
        """Follow the line that says this."""
        self.tasks.filter(has_text=text).click()


class CardPage(Surface):
    """A requirement's card: its approval and its comments."""

    path = "krav/{}"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.comments = self.main.get_by_role("region", name=words("Comments"))
        self.approval = self.main.get_by_role("region", name=words("Approval"))

    def comment(self, text: str) -> None:
        """Write a comment and send it."""
        self.comments.locator("summary").click()
        self.field("text").fill(text)
        self.comments.get_by_role("button", name=words("Comment"), exact=True).click()


class ChapterPage(Surface):
    """A chapter in review."""

    path = "gjennomgang/{}"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)

        self.approve_all = self.main.locator(".page-acts").get_by_role("button").first

    def requirement(self, code: str) -> Locator:
        """Return one requirement with its status."""
        return self.main.locator(f"article#{code}")

    def approve(self, code: str) -> None:
        """Approve one requirement."""
        self.requirement(code).get_by_role("button", name=words("Approve")).click()


class TriagePage(Surface):
    """One comment and what becomes of it."""

    path = "merknader/{}"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.chosen = self.main.locator("input[name=disposition]:checked")

    def settle(self, key: str, reason: str = "") -> None:
        """Choose with a digit, type the answer, and save, without a mouse."""
        self.heading.click()  # so that no field has focus
        self.page.keyboard.press(key)
        if reason:
            self.page.keyboard.press("Tab")
            self.page.keyboard.type(reason)
        self.enter(self.act("Save and go on"))


class RoundPage(Surface):
    """A round."""

    path = "runder/{}"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)

    def close(self, name: str) -> None:
        """Close the round, once asked."""
        self.main.locator("summary").click()
        self.main.get_by_role("button", name=words("Close %(name)s", name=name)).click()

    def download(self, name: str, to: Path) -> Path:
        """Download a document of the round."""
        with self.page.expect_download() as coming:
            self.main.get_by_role("link", name=name).click()
        coming.value.save_as(to)
        return to

    def read_in(self, file: Path) -> None:
        """Choose a filled-in form and look at what it brings."""
        self.press("Read a form in")
        self.field("file").set_input_files(file)
        self.press("See what it brings")


class SuspectsPage(Surface):
    """What must be looked at again."""

    path = "sporing/sees-pa-igjen/"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.rows = self.main.locator("article.suspect")
        self.kinds = self.main.get_by_role("navigation", name=words("What has to be looked at"))
