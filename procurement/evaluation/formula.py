"""A price formula with its parameters, as the model or a criterion of a bundle names it."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Band:
    """Prices that all have the same points: above one limit, up to and with another."""

    above: Fraction | None  # None: from the lowest price there can be
    up_to: Fraction | None  # None: to the highest
    points: Fraction

    def holds(self, price: Fraction) -> bool:
        """Return True if the price lies in the band."""
        return (self.above is None or price > self.above) and (
            self.up_to is None or price <= self.up_to
        )


@dataclass(frozen=True)
class PriceFormula:
    """A price formula with its parameters; each formula uses only its own."""

    name: str
    zero_at: Fraction = Fraction(2)  # linear: multiple of the lowest price with 0; fixed: a price
    floor: Fraction | None = None  # linear: the fewest points; None lets them be negative
    knee: Fraction = Fraction(3, 2)  # hybrid: the multiple of the lowest price where it bends
    full_at: Fraction = Fraction(0)  # fixed: the price that gives full points
    clamp: bool = False  # fixed: never below 0 nor above full points
    base: Fraction = Fraction(10)  # logarithmic: the multiple of the lowest price that gives 0
    bands: tuple[Band, ...] = ()  # bands: from the lowest prices to the highest, without gaps
