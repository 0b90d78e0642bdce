"""Show long lists a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from procurement.web.forms.kinds import whole_number

T = TypeVar("T")
PAGE_SIZE = 50
_NEAR = 2  # pages on each side of the one shown


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of a list, and where in it."""

    rows: Sequence[T]
    number: int
    last: int
    total: int

    @property
    def shown(self) -> list[int]:
        """Return the numbers to choose from; 0 stands where some are left out."""
        near = {1, self.last, *range(self.number - _NEAR, self.number + _NEAR + 1)}
        shown: list[int] = []
        for number in sorted(n for n in near if 1 <= n <= self.last):
            if shown and number - shown[-1] > 1:
                shown.append(number - 1 if number - shown[-1] == 2 else 0)
            shown.append(number)
        return shown


def page_of(rows: Sequence[T], wanted: str) -> Page[T]:
    """Return the page asked for; a number that makes no sense means the nearest one."""
    return page_from(len(rows), wanted, lambda start, most: rows[start : start + most])


def page_from(total: int, wanted: str, fetch: Callable[[int, int], Sequence[T]]) -> Page[T]:
    """Return the page asked for of a list that the database cuts: `fetch` gets start and most."""
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(whole_number(wanted), 1), last)
    return Page(fetch((number - 1) * PAGE_SIZE, PAGE_SIZE), number, last, total)
