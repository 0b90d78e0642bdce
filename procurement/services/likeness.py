"""Which texts say nearly the same: by the stems of their words, whatever their order."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import TypeVar

T = TypeVar("T")
LEAST = Fraction(2, 5)  # of all stems that two texts use, how many both must use
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
_WHOLE = 2**40  # the weight of a stem that one text uses


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text.

    >>> sorted(stems("Lønn må utbetales i lønningsuka"))
    ['lønn', 'lønnin', 'utbeta']
    """
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def most_like(
    text: str, rows: Iterable[T], text_of: Callable[[T], str], most: int
) -> list[tuple[T, float]]:
    """Return the rows whose texts are most like a text, those first that are like it most.

    A stem weighs the less the more rows use it: a rare word in common says more than a usual one.
    """
    own = stems(text)
    kept = [(row, stems(text_of(row))) for row in rows]
    used = Counter(stem for _row, its in kept for stem in its)
    weight = {stem: _WHOLE // number for stem, number in used.items()}
    mine = sum(weight.get(stem, _WHOLE) for stem in own)
    ranked = []
    for row, its in kept:
        shared = sum(weight[stem] for stem in own & its)
        if shared:
            together = mine + sum(map(weight.__getitem__, its)) - shared
            ranked.append((row, shared / together))
    return sorted(ranked, key=lambda pair: -pair[1])[:most]


def alike(texts: Sequence[str]) -> list[tuple[int, int, Fraction]]:
    """Return pairs of texts that say nearly the same, the most alike first.

    Each text stands with the one it is most like among those not longer than itself (Jaccard).
    """
    bits: dict[str, int] = {}
    masks = [sum(1 << bits.setdefault(s, len(bits)) for s in stems(text)) for text in texts]
    order = sorted(range(len(texts)), key=lambda number: (masks[number].bit_count(), number))
    sizes = [masks[number].bit_count() for number in order]
    pairs = []
    for place, number in enumerate(order):
        start = bisect_left(sizes, max(1, ceil(LEAST * sizes[place])))  # shorter cannot be alike
        other, likeness = _most_alike(masks[number], [(masks[o], o) for o in order[start:place]])
        if other is not None:
            pairs.append((min(number, other), max(number, other), likeness))
    return sorted(pairs, key=lambda found: (-found[2], found[0], found[1]))


def _most_alike(own: int, others: Iterable[tuple[int, int]]) -> tuple[int | None, Fraction]:
    """Return which of the others is most alike, if one is alike enough, and how alike it is."""
    best, shared, whole = None, LEAST.numerator, LEAST.denominator
    size = own.bit_count()
    for mask, number in others:
        common = (own & mask).bit_count()
        together = size + mask.bit_count() - common
        more = common * whole - shared * together
        if more > 0 or (best is None and more == 0):
            best, shared, whole = number, common, together
            if common == together:
                break
    return best, Fraction(shared, whole)
