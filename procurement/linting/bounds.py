"""K08: limits without a number, numbers without a unit, service levels without a measure."""

from collections.abc import Iterator
from dataclasses import dataclass

from procurement.linting.checks import Check, Settings
from procurement.linting.phrases import PhraseIndex, phrase_index
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary
from procurement.linting.wording import word_set

_REACH = 5
_AS = ("som", "et", "eit")


@dataclass(frozen=True)
class _Bounds:
    """Hold the words about limits in one language."""

    rule: str
    vocabulary: Vocabulary
    about: PhraseIndex
    limits: frozenset[str]
    certain_limits: frozenset[str]
    fulfilled: frozenset[str]
    services: frozenset[str]
    measuring: frozenset[str]

    def __call__(self, reading: Reading, _subject: Subject) -> Iterator[Hit]:
        yield from self._approximate(reading)
        words = frozenset(reading.words)
        if not self.limits.isdisjoint(words):
            yield from self._unfulfilled(reading)
        if not self.services.isdisjoint(words):
            yield from self._unmeasured(reading)

    def _approximate(self, reading: Reading) -> Iterator[Hit]:
        for match in self.about.matches(reading):
            following = reading.words[match.after : match.after + 1]
            if following and following[0][0].isdigit():
                yield Hit(self.rule, reading.starts[match.first], match.end, "about")

    def _unfulfilled(self, reading: Reading) -> Iterator[Hit]:
        for index, word in enumerate(reading.words):
            if word in self.limits:
                number = self._number_after(reading, index)
                if number is None:
                    if word in self.certain_limits and not self._is_other_limit(reading, index):
                        yield _hit(self.rule, reading, index, index)
                elif _ends_clause(reading, number):
                    yield _hit(self.rule, reading, index, number)

    def _number_after(self, reading: Reading, index: int) -> int | None:
        """Return the number that a limit sets, if one follows soon."""
        for step in range(index + 1, min(index + 1 + _REACH, len(reading.words))):
            if self.vocabulary.is_number(reading.words[step]):
                return step
        return None

    def _is_other_limit(self, reading: Reading, index: int) -> bool:
        """True for «minst samme», «minst følgende», «som et minimum» and «minst disse:»."""
        following = reading.words[index + 1 : index + 1 + _REACH]
        end = reading.ends[min(index + _REACH, len(reading.words) - 1)]
        if ":" in reading.flat[reading.ends[index] : end + 1]:
            return True
        before = reading.words[index - 1] if index else ""
        return before in _AS or not self.fulfilled.isdisjoint(following)

    def _unmeasured(self, reading: Reading) -> Iterator[Hit]:
        for index, word in enumerate(reading.words):
            if word in self.services and self._has_only_amount(reading, index):
                yield _hit(self.rule, reading, index, index, "service")

    def _has_only_amount(self, reading: Reading, index: int) -> bool:
        """True if the sentence has a number with a unit, but nothing about how it is measured."""
        if not self.vocabulary.sentence_has_amount(reading, index):
            return False
        first, after = reading.sentence(index)
        key = ("measuring", first)
        if key not in reading.answers:
            reading.answers[key] = not self.measuring.isdisjoint(reading.words[first:after])
        return not reading.answers[key]


def bounds(rule: str, settings: Settings, vocabulary: Vocabulary) -> Check:
    """Return the check of limits, units and service levels."""
    language = vocabulary.language
    names = ("limits", "certain_limits", "fulfilled", "services", "measuring")
    words = {name: word_set(settings[name], language) for name in names}
    return _Bounds(rule, vocabulary, phrase_index(settings["about"], language), **words)


def _ends_clause(reading: Reading, index: int) -> bool:
    """True if nothing that could be counted follows a number in digits."""
    if not reading.words[index][0].isdigit():
        return False
    end = reading.ends[index]
    return reading.flat[end : end + 1] in ("", ".", ";", "\n")


def _hit(rule: str, reading: Reading, first: int, last: int, variant: str = "") -> Hit:
    return Hit(rule, reading.starts[first], reading.ends[last], variant)
