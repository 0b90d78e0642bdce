"""Find texts that are nearly the same, exactly and fast.

Two texts are compared by their shingles (runs of words); their similarity is the share of all
shingles that both have (Jaccard). Rare shingles come first: texts as similar as demanded must
share one among the first few, so only those few are indexed and nothing is missed.
Reference: Xiao, Wang, Lin and Yu, Efficient similarity joins for near duplicate detection,
WWW 2008 (prefix and positional filtering).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Shingle = tuple[str, ...]
Shingles = frozenset[Shingle]


def shingles(words: Sequence[str], size: int, same: Mapping[str, str]) -> Shingles:
    """Return the runs of some number of words; words that mean the same count as one.

    A text shorter than that is one shingle.

    >>> sorted(shingles(["systemet", "skal", "logge"], 2, {}))
    [('skal', 'logge'), ('systemet', 'skal')]
    """
    plain = [same.get(word, word) for word in words]
    runs = zip(*(plain[start:] for start in range(size)), strict=False)
    return frozenset(runs) or (frozenset([tuple(plain)]) if plain else frozenset())


def nearest(texts: Sequence[Shingles], least: Fraction) -> Iterator[tuple[int, int]]:
    """Yield (other, text) for each text that is similar to another one, not longer than it.

    One pair per text: a thousand copies give a thousand pairs, not a million. Texts are taken
    from the shortest on, and as they come among those of one length.
    """
    join = _Join(least, _ranked(texts))
    for number in sorted(range(len(texts)), key=lambda number: (len(texts[number]), number)):
        if texts[number]:
            other = join.add(number)
            if other is not None:
                yield other, number


@dataclass(slots=True)
class _Join:
    """Hold the texts seen so far, indexed by their rarest shingles."""

    least: Fraction
    texts: Sequence[tuple[int, ...]]
    same: dict[tuple[int, ...], int] = field(default_factory=dict)
    index: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, number: int) -> int | None:
        """Take in a text; return one seen before that it is similar to, if there is any."""
        text = self.texts[number]
        if text in self.same:
            return self.same[text]
        other = self._similar(text)
        self.same[text] = number
        for place in range(len(text) - self._shared(len(text), len(text)) + 1):
            self.index.setdefault(text[place], []).append((number, place))
        return other

    def _similar(self, text: tuple[int, ...]) -> int | None:
        size, shingles = len(text), frozenset(text)
        checked: set[int] = set()
        fewest = _rounded_up(self.least.numerator * size, self.least.denominator)
        for place in range(size - fewest + 1):
            for number, its_place in self.index.get(text[place], ()):
                its_size = len(self.texts[number])
                needed = self._shared(size, its_size)
                possible = min(size - place, its_size - its_place)
                if number in checked or its_size < fewest or possible < needed:
                    continue
                checked.add(number)
                if len(shingles.intersection(self.texts[number])) >= needed:
                    return number
        return None

    def _shared(self, size: int, other: int) -> int:
        """Return how many shingles texts of two sizes must share: least (a + b) / (1 + least)."""
        numerator, denominator = self.least.numerator, self.least.denominator
        return _rounded_up(numerator * (size + other), numerator + denominator)


def _ranked(texts: Sequence[Shingles]) -> list[tuple[int, ...]]:
    """Return each text as the ranks of its shingles, the rarest first."""
    counts = Counter(shingle for text in texts for shingle in text)
    by_rarity = sorted(counts, key=lambda shingle: (counts[shingle], shingle))
    rank = {shingle: number for number, shingle in enumerate(by_rarity)}
    return [tuple(sorted(rank[shingle] for shingle in text)) for text in texts]


def _rounded_up(number: int, divisor: int) -> int:
    return -(-number // divisor)
