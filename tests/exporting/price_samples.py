"""Sample price forms: lines that are divided by municipality and year, and lines that are not."""

import random
from decimal import Decimal

from procurement.exporting.price_views import FormLine, PriceForm, Share

from . import samples
from .form_samples import ORIGIN


def whole(code: str, quantity: str, name: str = "Bistand", is_option: bool = False) -> FormLine:
    """Return a line that is not divided."""
    share = Share("Alle under ett", ((0, Decimal(quantity)),))
    return FormLine(code, name, "time", Decimal(quantity), is_option, (share,))


def divided(code: str, shares: dict[str, dict[int, str]], is_option: bool = False) -> FormLine:
    """Return a line divided among municipalities and years."""
    found = tuple(
        Share(buyer, tuple((year, Decimal(quantity)) for year, quantity in years.items()))
        for buyer, years in shares.items()
    )
    total = sum((quantity for share in found for _year, quantity in share.years), Decimal(0))
    return FormLine(code, "Innføring", "kommune", total, is_option, found)


def price_form(*lines: FormLine) -> PriceForm:
    """Return a price form; without lines given, one with every kind of line."""
    lines = lines or (
        divided("PL-01", {"Alle under ett": {year: "1" for year in range(1, 7)}}),
        divided("PL-02", {"Rana kommune": {1: "1"}, "Vefsn kommune": {2: "1", 3: "0.5"}}),
        whole("PL-03", "2000"),
        whole("PL-04", "2", "Tilslutning av én kommune til", is_option=True),
        divided("PL-05", {"Lurøy kommune": {4: "1"}}, is_option=True),
    )
    return PriceForm(samples.frame("Prisskjema"), ORIGIN, samples.participants(), lines)


def many_lines(seed: int, municipalities: int = 17, years: int = 10, lines: int = 40) -> PriceForm:
    """Return a large form with quantities of up to two decimals."""
    numbers = random.Random(seed)
    names = [f"Kommune {place:02}" for place in range(1, municipalities + 1)]
    return price_form(
        *(
            divided(
                f"PL-{place:02}",
                {
                    name: {
                        year: str(Decimal(numbers.randint(1, 5_000)) / 100)
                        for year in range(1, years + 1)
                        if numbers.random() < 0.7
                    }
                    or {1: "1"}
                    for name in names
                    if numbers.random() < 0.8 or name == names[0]
                },
                is_option=place > lines * 3 // 4,
            )
            for place in range(1, lines + 1)
        )
    )
