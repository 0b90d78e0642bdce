"""K09: names of products and suppliers, from a lexicon that each procurement can extend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from procurement.linting.phrases import Match, PhraseIndex, outermost
from procurement.linting.reading import WORD, Reading
from procurement.linting.subject import Hit
from procurement.linting.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Brand:
    """Hold a name with its other forms; an exact one counts only as it is written."""

    name: str
    forms: tuple[str, ...] = ()
    exact: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return the name and its other forms."""
        return (self.name, *self.forms)


@dataclass(frozen=True)
class Brands:
    """Hold the names that a requirement should not demand."""

    names: tuple[Brand, ...]

    def __len__(self) -> int:
        return len(self.names)

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield each name in a text, the longest where names overlap."""
        found = chain(self._index.matches(reading), self._heads(reading))
        yield from outermost(match for match in found if self._is_written(match, reading))

    @cached_property
    def _index(self) -> PhraseIndex:
        index = PhraseIndex()
        for number, (_brand, spelling) in enumerate(self._spelled):
            index.add(_phrases(spelling), number)
        return index

    @cached_property
    def _spelled(self) -> list[tuple[Brand, str]]:
        return [(brand, spelling) for brand in self.names for spelling in brand.spellings]

    @cached_property
    def _single_words(self) -> dict[str, int]:
        return {spelling.lower(): number for number, (_b, spelling) in enumerate(self._spelled)}

    def _heads(self, reading: Reading) -> Iterator[Match]:
        """Yield the names that begin a compound, such as «Excel-fil»."""
        for index, word in enumerate(reading.words):
            if "-" in word:
                head = word.partition("-")[0]
                if head in self._single_words:
                    end = reading.starts[index] + len(head)
                    yield Match(index, index + 1, end, self._single_words[head])

    def _is_written(self, match: Match, reading: Reading) -> bool:
        brand, spelling = self._spelled[match.owner]
        if not brand.exact and spelling == brand.name:
            return True
        start = reading.starts[match.first]
        return reading.cased.startswith(spelling.split()[0], start)


def brand_hits(
    rule: str, names: Iterable[Match], reading: Reading, vocabulary: Vocabulary
) -> Iterator[Hit]:
    """Yield the names that no «eller tilsvarende» excuses."""
    for match in names:
        if not vocabulary.sentence_has("equivalent", reading, match.first):
            yield Hit(rule, reading.starts[match.first], match.end)


def brands_from(names: Iterable[str]) -> tuple[Brand, ...]:
    """Return the names that a procurement adds, each as it is written."""
    return tuple(Brand(name.strip(), exact=True) for name in names if name.strip())


def _phrases(spelling: str) -> Iterator[str]:
    """Yield a name and its genitive as phrases of plain words."""
    words = " ".join(match.group() for match in WORD.finditer(spelling.lower()))
    if words:
        yield words
        yield f"{words}s"
