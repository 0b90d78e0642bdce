"""The hidden sheet of a form: which form it is, and what stands where.

Each row begins with a word for what it tells. The last row seals those above it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from procurement.exchange.digests import seal

SHEET = "_kravspor"
LISTS = "_valg"  # the sheet with the answers to choose from
_SEAL = "seal"


@dataclass(frozen=True)
class Hidden:
    """The hidden rows by their first word, in order."""

    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    is_whole: bool = True  # False once somebody has changed the sheet

    def fact(self, word: str) -> str:
        """Return a single fact; empty where it is not told."""
        told = self.rows.get(word)
        return told[0][0] if told and told[0] else ""

    def told(self, word: str) -> list[tuple[str, ...]]:
        """Return all rows that begin with a word."""
        return self.rows.get(word, [])


def sealed(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the rows of a hidden sheet with the seal below them."""
    told = [tuple(row) for row in rows]
    return [*told, (_SEAL, seal(_trimmed(row) for row in told))]


def read(rows: Iterable[Sequence[str]]) -> Hidden:
    """Read the rows of a hidden sheet."""
    told = [_trimmed(row) for row in rows]
    told = [row for row in told if row]
    found: dict[str, list[tuple[str, ...]]] = {}
    for word, *rest in told:
        found.setdefault(word, []).append(tuple(rest))
    above = [row for row in told if row[0] != _SEAL]
    return Hidden(found, found.get(_SEAL) == [(seal(above),)])


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """Leave out empty cells at the end, which a reader may see or not."""
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
