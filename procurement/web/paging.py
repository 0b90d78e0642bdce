"""Show long lists a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from procurement.web.forms.kinds import whole_number

T = TypeVar("T")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of a list, and where in it."""

    rows: Sequence[T]
    number: int
    last: int
    total: int


def page_of(rows: Sequence[T], wanted: str) -> Page[T]:
    """Return the page asked for; a number that makes no sense means the nearest one."""
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(whole_number(wanted), 1), last)
    start = (number - 1) * PAGE_SIZE
    return Page(rows[start : start + PAGE_SIZE], number, last, len(rows))
