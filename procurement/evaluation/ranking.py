"""Ranks: equal totals share the better one (1, 1, 3), and only exactly equal totals are equal."""

from collections.abc import Sequence
from fractions import Fraction


def ranks(totals: Sequence[Fraction], highest_wins: bool = True) -> list[int]:
    """Return the rank of each total, 1 for the best, in the order of the totals.

    rank = 1 + the number of better totals (standard competition ranking)

    >>> ranks([Fraction(7), Fraction(9), Fraction(9), Fraction(1)])
    [3, 1, 1, 4]
    """
    best_first = sorted(totals, reverse=highest_wins)
    first: dict[Fraction, int] = {}
    for rank, total in enumerate(best_first, start=1):
        first.setdefault(total, rank)
    return [first[total] for total in totals]
