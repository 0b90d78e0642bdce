"""K13: a pronoun that points outside, an unknown abbreviation, two spellings of one word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from procurement.linting.checks import Check, Settings
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary
from procurement.linting.wording import split_list, word_set

_CAPITALS = re.compile(r"(?<![\w-])(?<![A-ZÆØÅ] )[A-ZÆØÅ]{2,6}\b(?![- ]?\d| [A-ZÆØÅ]{2})")
_ROMAN = frozenset("IVXLC")
_MOST_CAPITALS = 0.3


@dataclass(frozen=True)
class _References:
    """Hold the words that point, the known abbreviations and the spellings."""

    rule: str
    known: frozenset[str]
    spellings: Mapping[str, int]
    always: frozenset[str]
    before_verb: frozenset[str]
    verbs: frozenset[str]

    def __call__(self, reading: Reading, _subject: Subject) -> Iterator[Hit]:
        if self._points_outside(reading.words):
            yield Hit(self.rule, reading.starts[0], reading.ends[0])
        yield from self._abbreviations(reading.cased)
        yield from self._second_spellings(reading)

    def _points_outside(self, words: list[str]) -> bool:
        """True for «Dette skal …» and «Denne rapporten …», but not for «Den siste versjonen»."""
        if not words:
            return False
        follows = len(words) > 1 and words[1] in self.verbs
        return words[0] in self.always or (words[0] in self.before_verb and follows)

    def _abbreviations(self, text: str) -> Iterator[Hit]:
        found = [match for match in _CAPITALS.finditer(text) if self._is_unknown(match.group())]
        if not found or sum(map(str.isupper, text)) > _MOST_CAPITALS * len(text):
            return
        explained = {match.group() for match in found if _is_explained(text, match)}
        for match in found:
            if match.group() not in explained:
                explained.add(match.group())
                yield Hit(self.rule, match.start(), match.end(), "abbreviation")

    def _is_unknown(self, word: str) -> bool:
        return word not in self.known and not _ROMAN.issuperset(word)

    def _second_spellings(self, reading: Reading) -> Iterator[Hit]:
        first: dict[int, str] = {}
        for index, word in enumerate(reading.words):
            if word in self.spellings and first.setdefault(self.spellings[word], word) != word:
                yield Hit(self.rule, reading.starts[index], reading.ends[index], "spelling")


def references(rule: str, settings: Settings, vocabulary: Vocabulary) -> Check:
    """Return the check of pronouns, abbreviations and spellings."""
    language = vocabulary.language
    groups = [split_list(group.lower()) for group in settings["spellings"]]
    words = {
        name: word_set(settings[name], language) for name in ("always", "before_verb", "verbs")
    }
    return _References(
        rule,
        frozenset(split_list(settings["known"])),
        {word: number for number, group in enumerate(groups) for word in group},
        **words,
    )


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """True for «budsjett på funksjon (BPF)» and «BPF (budsjett på funksjon)»."""
    return text.startswith("(", max(0, match.start() - 1)) or text.startswith(" (", match.end())
