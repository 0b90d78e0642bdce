"""Find words and phrases in a text: one look-up per word, however long the lists are."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from procurement.linting.reading import Reading
from procurement.linting.wording import ANY_WORD, Words, entries, forms

_JOINERS = ("", ",", "&", "/")
_AFTER_DOT = ("", ".")


class Phrase(NamedTuple):
    """Hold the words after the first one, and who is interested in the phrase."""

    rest: tuple[frozenset[str] | None, ...]
    dots: tuple[bool, ...]
    owner: int


class Match(NamedTuple):
    """Point at the first word of a phrase in a text, and at the first word after it."""

    first: int
    after: int
    end: int
    owner: int


class PhraseIndex:
    """Hold phrases by their first word."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[Phrase]] = {}

    def add(self, phrases: Iterable[str], owner: int = 0) -> None:
        """Add phrases in the notation of the word lists."""
        for phrase in phrases:
            _add(phrase, owner, self._by_word)

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield every phrase that a text contains, in the order of the text."""
        by_word = self._by_word
        for index, word in enumerate(reading.words):
            if word in by_word:
                yield from _fitting(by_word[word], index, reading)

    def between(self, reading: Reading, first: int, after: int) -> bool:
        """True if one of the phrases starts among the words from first up to after."""
        words = reading.words
        return any(
            words[index] in self._by_word
            and next(_fitting(self._by_word[words[index]], index, reading), None) is not None
            for index in range(first, after)
        )


def phrase_index(words: Words, language: str) -> PhraseIndex:
    """Return an index of one list of phrases."""
    index = PhraseIndex()
    index.add(entries(words, language))
    return index


def outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the matches that are not part of a longer one."""
    covered = 0
    for match in sorted(matches, key=lambda item: (item.first, -item.after)):
        if match.after > covered:
            covered = match.after
            yield match


def _add(phrase: str, owner: int, found: dict[str, list[Phrase]]) -> None:
    words = phrase.split(" ")
    dots = tuple(word.endswith(".") for word in words)
    plain = [word.removesuffix(".") for word in words]
    rest = tuple(None if word == ANY_WORD else frozenset(forms(word)) for word in plain[1:])
    for form in forms(plain[0]):
        found.setdefault(form, []).append(Phrase(rest, dots, owner))


def _fitting(phrases: list[Phrase], index: int, reading: Reading) -> Iterator[Match]:
    for phrase in phrases:
        after = index + 1 + len(phrase.rest)
        if not phrase.rest or (after <= len(reading.words) and _fits(phrase, index, reading)):
            end = reading.ends[after - 1]
            if phrase.dots[-1] and reading.flat.startswith(".", end):
                end += 1
            yield Match(index, after, end, phrase.owner)


def _fits(phrase: Phrase, index: int, reading: Reading) -> bool:
    for step, choices in enumerate(phrase.rest, 1):
        if choices is not None and reading.words[index + step] not in choices:
            return False
        gap = reading.gap(index + step)
        if gap != " " and gap.strip() not in (_AFTER_DOT if phrase.dots[step - 1] else _JOINERS):
            return False
    return True
