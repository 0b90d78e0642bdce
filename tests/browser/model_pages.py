"""The pages about the evaluation model as a reader knows them."""

from playwright.sync_api import Locator, Page

from tests.browser.pages import DRAFT, FINISHED, Surface, words


class WeightsPage(Surface):
    """Criteria and weights."""

    path = "kriterier/"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.table = page.get_by_role("region", name=words("Criteria and weights"))
        self.sum = self.table.get_by_role("row").filter(has_text=words("Sum of the main criteria"))

    def weight(self, code: str) -> Locator:
        """Return the field for the weight of a criterion."""
        return self.field(f"weight-{code}")


class ModelTestPage(Surface):
    """The model test."""

    path = "modelltest/"

    def __init__(self, page: Page, slug: str = FINISHED) -> None:
        super().__init__(page, slug)
        self.verdict = self.main.locator("#outcome .verdict")
        self.table = self.main.locator("#outcome table").first

    def slider(self, name: str) -> Locator:
        """Return the slider of a main criterion."""
        return self.main.get_by_role(
            "slider", name=words("Weight of %(name)s, slider", name=name), exact=True
        )

    def weight(self, code: str) -> Locator:
        """Return the number field of a main criterion."""
        return self.field(f"weight-{code}")

    def winner(self) -> Locator:
        """Return the first row of the table."""
        return self.table.locator("tbody tr").first

    def answer(self, message: str) -> Locator:
        """Return the question with these words."""
        return self.main.get_by_role("heading", name=words(message))

    def cell(self, name: str) -> Locator:
        """Return a cell of the table of bids."""
        return self.field(name)

    def simulated(self) -> Locator:
        """Return what the simulation says."""
        return self.main.locator("#run .verdict")

    def sign_off(self) -> Locator:
        """Return the part where the model is signed."""
        return self.main.locator("#sign-off")


class PriceModelPage(Surface):
    """The price model."""

    path = "prismodell/"

    def __init__(self, page: Page, slug: str = DRAFT) -> None:
        super().__init__(page, slug)
        self.formula = self.main.locator(".formula")
        self.cost = self.main.locator("#price-picture .verdict")
        self.comparison = self.main.locator("#side-by-side table").first

    def choose_formula(self, name: str) -> None:
        """Choose a price formula."""
        self.main.get_by_role("radio", name=words(name), exact=True).check()
