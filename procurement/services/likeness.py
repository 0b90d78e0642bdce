"""Which texts say nearly the same: by the stems of their words, whatever their order."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from procurement.linting.similarity import nearest, shingles

T = TypeVar("T")
LEAST = Fraction(2, 5)  # of all stems that two texts use, how many both must use
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text.

    >>> sorted(stems("Lønn må utbetales i lønningsuka"))
    ['lønn', 'lønnin', 'utbeta']
    """
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def likeness(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Return how much two sets of stems have in common, 0 to 1 (Jaccard)."""
    together = len(one | other)
    return Fraction(len(one & other), together) if together else Fraction(0)


def most_like(
    text: str, rows: Iterable[T], text_of: Callable[[T], str], most: int
) -> list[tuple[T, float]]:
    """Return the rows whose texts are most like a text, those first that are like it most.

    A stem weighs the less the more rows use it: a rare word in common says more than a usual one.
    """
    own = stems(text)
    kept = [(row, stems(text_of(row))) for row in rows]
    used = Counter(stem for _row, stems_of in kept for stem in stems_of)
    ranked = [(row, _weighed(own, other, used)) for row, other in kept if own & other]
    return sorted(ranked, key=lambda pair: -pair[1])[:most]


def _weighed(one: frozenset[str], other: frozenset[str], used: Mapping[str, int]) -> float:
    shared = sum(1 / used[stem] for stem in sorted(one & other))
    return shared / sum(1 / max(used[stem], 1) for stem in sorted(one | other))


def alike(texts: Sequence[str]) -> list[tuple[int, int, Fraction]]:
    """Return pairs of texts that say nearly the same, the most alike first; one pair per text."""
    kept = [stems(text) for text in texts]
    runs = [shingles(sorted(own), 1, {}) for own in kept]
    pairs = [
        (min(pair), max(pair), likeness(kept[pair[0]], kept[pair[1]]))
        for pair in nearest(runs, LEAST)
    ]
    return sorted(pairs, key=lambda found: (-found[2], found[0], found[1]))
