"""The pages as a reader knows them; only this file knows how to find things on a page."""

import re

from playwright.sync_api import Download, Locator, Page, expect

from procurement.i18n import translations
from tests.browser.served import PASSWORD

FINISHED, SCORING, DRAFT = "helgeland-erp", "helgeland-erp-vurdering", "helgeland-erp-utkast"
_STATIONS = ("quote", "need", "requirement", "criterion", "answers", "points", "reasons")
_MOST_TABS = 120
_FOCUS = """wanted => {
  const held = document.activeElement, look = getComputedStyle(held);
  const own = held === document.body || held.matches(".ds-skip-link");  // shown by being there
  const ring = own || parseFloat(look.outlineWidth) >= 2 && look.outlineStyle !== "none";
  return [held === wanted, held.outerHTML.slice(0, 200), ring];
}"""


def words(message: str, **values: object) -> str:
    """Return what the pages say for a message in bokmål."""
    text = translations("nb").gettext(message)
    return text % values if values else text


class Thread:
    """The thread on a page."""

    def __init__(self, page: Page) -> None:
        line = page.get_by_role("navigation", name=words("The thread"))
        self._stations = line.locator("ol > li")

    def station(self, name: str) -> Locator:
        """Return one station."""
        return self._stations.nth(_STATIONS.index(name))

    def follow(self, name: str, code: str = "") -> None:
        """Go to what a station holds; `code` chooses where it holds several."""
        station = self.station(name)
        several = station.locator("summary")
        if several.count():
            several.click()
        station.get_by_role("link").filter(has_text=code).first.click()


class Surface:
    """What every page has."""

    path = ""

    def __init__(self, page: Page, slug: str = FINISHED) -> None:
        self.page, self.slug = page, slug
        self.main = page.get_by_role("main")
        self.heading = page.get_by_role("heading", level=1)
        self.thread = Thread(page)
        self.error_summary = page.locator(".ds-error-summary")
        self.skip_link = page.get_by_role("link", name=words("Skip to main content"))
        self.saved = page.get_by_role("status").filter(has_text=words("Saved %(time)s", time=""))

    def open(self, *parts: str) -> None:
        """Go to the page by its address."""
        self.page.goto(f"/anskaffelser/{self.slug}/" + self.path.format(*parts))

    def menu_line(self, message: str) -> Locator:
        """Return a line of the side menu, by its message."""
        menu = self.page.get_by_role("navigation", name=words("Main menu"))
        return menu.get_by_role("link", name=re.compile(f"^{re.escape(words(message))}"))

    def choose(self, message: str) -> None:
        """Choose a line of the side menu, by its message."""
        self.menu_line(message).click()

    def enter(self, wanted: Locator) -> None:
        """Go to something with the tabulator and press Enter."""
        self.tab_to(wanted)
        self.page.keyboard.press("Enter")

    def act(self, message: str) -> Locator:
        """Return a button or a link that looks like one, by its message."""
        button, link = (self.main.get_by_role(r, name=words(message)) for r in ("button", "link"))
        return button.or_(link).first

    def press(self, message: str) -> None:
        """Press a button or a link that looks like one, by its message."""
        self.act(message).click()

    def fill(self, **values: str) -> None:
        """Type into fields, by their names."""
        for name, value in values.items():
            self.field(name).fill(value)

    def select(self, **values: str) -> None:
        """Choose in drop-down lists, by their names."""
        for name, value in values.items():
            self.field(name).select_option(value)

    def field(self, name: str) -> Locator:
        """Return a field."""
        return self.main.locator(f"#{name}")

    def error_beside(self, name: str) -> Locator:
        """Return the sentence beside a field, which the field must point to."""
        expect(self.field(name)).to_have_attribute("aria-describedby", re.compile(f"{name}-error"))
        return self.main.locator(f"#{name}-error")

    def tab_to(self, wanted: Locator) -> None:
        """Press the tabulator until something has focus, as somebody without a mouse does."""
        for _ in range(_MOST_TABS):
            self.page.keyboard.press("Tab")
            reached, place, ring = wanted.evaluate(_FOCUS)
            assert ring, f"nothing shows that {place} has focus"
            if reached:
                return
        raise AssertionError(f"{wanted} cannot be reached with the keyboard")


class SignInPage(Surface):
    """Sign in."""

    def open(self, *_parts: str) -> None:
        """Go to the front door."""
        self.page.goto("/")

    def sign_in(self, email: str) -> None:
        """Sign in with the password of the demonstration."""
        self.fill(email=email, password=PASSWORD)
        self.press("Sign in")

    def choose_procurement(self, title: str) -> None:
        """Choose among my procurements."""
        self.main.get_by_role("link").filter(
            has=self.page.get_by_role("heading", name=title, exact=True)
        ).click()

    def save_what_was_typed(self) -> None:
        """Save what was typed before the session ended."""
        self.press("Save it now")


class NeedPage(Surface):
    """A need, and the form for it."""

    path = "behov/{}"

    def choose_quotes(self, *codes: str) -> None:
        """Let the need rest on these quotes."""
        for code in codes:
            self.main.get_by_role("checkbox", name=re.compile(f"^{code}:")).check()


class RequirementPage(Surface):
    """A requirement, its form and its links."""

    path = "krav/{}"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.both_texts = page.get_by_role("group", name=words("Both texts"))
        self.answers = self.main.get_by_role("article")

    def edit(self, code: str) -> None:
        """Open the form."""
        self.open(f"{code}/endre")


class QuotePage(Surface):
    """A quote."""

    path = "kilder/sitat/{}"


class DocumentsPage(Surface):
    """Documents."""

    path = "dokumenter/"

    def download(self, name: str) -> Download:
        """Download a document."""
        with self.page.expect_download() as coming:
            self.main.get_by_role("link", name=name).click()
        return coming.value


class ResultPage(Surface):
    """The result."""

    path = "resultat/"

    def open_number(self, bid: str, criterion: str) -> Locator:
        """Click a number of the table and return what opens."""
        row = self.main.get_by_role("row").filter(has_text=bid)
        row.get_by_role("link", name=re.compile(re.escape(criterion))).click()
        return self.main.locator("details:has(> :target)")

    def show_parts(self, code: str) -> None:
        """Open the parts of the winner down to a criterion."""
        for part in (code[0], code):
            self.main.locator("summary").filter(has_text=re.compile(rf"^\s*{part} ")).first.click()

    def open_inside(self, part: Locator, name: str) -> Locator:
        """Open a part of a part and return it."""
        inner = part.locator("details").filter(has_text=name).first
        inner.locator("summary").first.click()
        return inner


class ScoringPage(Surface):
    """My scoring: the overview and one cell."""

    path = "vurdering/{}"

    def __init__(self, page: Page, slug: str = SCORING) -> None:
        super().__init__(page, slug)
        self.points, self.reason = self.field("points"), self.field("reason")
        self.chosen = self.main.locator("input[name=step]:checked")
        self.save = self.main.get_by_role("button", name=words("Save and go on"))
        self.go_on = self.main.get_by_role("link", name=words("Go on scoring"))

    def declare_no_ties(self) -> None:
        """Declare that there are no ties to any supplier."""
        for choice in self.main.get_by_role("radio", name=words("No ties to the supplier")).all():
            choice.check()
        self.press("Sign the declaration")

    def scored(self) -> int:
        """Return how many cells are scored."""
        return int(self.main.get_by_role("progressbar").get_attribute("value") or 0)

    def to_neighbour(self, arrow: str) -> None:
        """Go to the next or the previous cell with the keyboard."""
        before = self.page.url
        self.page.keyboard.press(f"Alt+Arrow{arrow}")
        expect(self.page).not_to_have_url(before)
