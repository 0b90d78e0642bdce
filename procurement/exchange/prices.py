"""The price form: its columns, which prices it takes, and how the evaluated price is computed.

A spreadsheet counts in binary. The sum is therefore rounded to four decimals, which is more than
quantity times price has, before it is rounded to øre: that removes the noise and nothing else.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

FORM = "kravspor-price-form"
VERSION = "1"

LOCKED = ("code", "name", "unit", "quantity")  # what the digest of a line covers
COLUMNS = (*LOCKED, "price", "amount", "check")
MOST_OF_A_PRICE = 1_000_000_000
NOISE, ORE = 4, 2  # decimals that the sum is rounded to, first and last


def evaluated(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of quantity times price over the lines, in whole øre.

    >>> evaluated([Decimal("0.0049"), Decimal("1.01"), Decimal("0.0001")])
    Decimal('1.02')
    """
    exact = sum(amounts, Decimal(0))
    for decimals in (NOISE, ORE):
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return exact


def wrong_with(price: Decimal) -> str:
    """Return what is wrong with a unit price, or nothing: the checks of the form itself."""
    if price < 0:
        return "negative"
    if price != round(price, ORE):
        return "too_exact"
    return "too_large" if price > MOST_OF_A_PRICE else ""
