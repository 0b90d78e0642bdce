"""The words that several rules share, in one written language."""

from collections.abc import Mapping
from dataclasses import dataclass

from procurement.breaches import inside
from procurement.linting.phrases import PhraseIndex, phrase_index
from procurement.linting.reading import Reading
from procurement.linting.wording import Words, word_set

WRITTEN_LANGUAGES = ("nb", "nn")

_AMOUNT_SIGNS = frozenset("%‰€$°")


@dataclass(frozen=True)
class Vocabulary:
    """Hold the shared words of one written language."""

    language: str
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, PhraseIndex]

    def read(self, text: str) -> Reading:
        """Return a text cut into words."""
        return Reading(text, self.words["abbreviations"])

    def sentence_has(self, name: str, reading: Reading, index: int) -> bool:
        """True if the sentence around a word contains one of some phrases."""
        first, after = reading.sentence(index)
        key = (name, first)
        if key not in reading.answers:
            reading.answers[key] = self.phrases[name].between(reading, first, after)
        return reading.answers[key]

    def sentence_has_word(self, name: str, reading: Reading, index: int) -> bool:
        """True if the sentence around a word contains one of some words."""
        first, after = reading.sentence(index)
        key = (name, first)
        if key not in reading.answers:
            reading.answers[key] = not self.words[name].isdisjoint(reading.words[first:after])
        return reading.answers[key]

    def sentence_has_amount(self, reading: Reading, index: int, only_time: bool = False) -> bool:
        """True if the sentence around a word contains a number with a unit."""
        first, after = reading.sentence(index)
        key = ("time" if only_time else "amount", first)
        if key not in reading.answers:
            reading.answers[key] = any(
                self.is_amount(reading, number, only_time) for number in range(first, after)
            )
        return reading.answers[key]

    def is_amount(self, reading: Reading, index: int, only_time: bool = False) -> bool:
        """True if a word is a number that counts a unit."""
        if not self.is_number(reading.words[index]):
            return False
        following = reading.words[index + 1 : index + 3]
        if any(word in self.words["time_units"] for word in following):
            return True
        if only_time:
            return False
        end = reading.ends[index]
        sign = reading.flat[end : end + 2].strip()[:1]
        before = reading.words[index - 1] if index else ""
        return (
            sign in _AMOUNT_SIGNS
            or before in ("kr", "nok")
            or any(word in self.words["other_units"] for word in following)
        )

    def is_number(self, word: str) -> bool:
        """True if a word is a number in digits or letters."""
        return word[0].isdigit() or word in self.words["numbers"]


_PHRASES = ("equivalent", "measured", "wish", "other_obligations", "restatement")


def vocabulary_from(content: Mapping[str, Words], language: str) -> Vocabulary:
    """Return the shared words of a language from the file of rules."""
    with inside("vocabulary"):
        return Vocabulary(
            language,
            {name: word_set(content[name], language) for name in content if name not in _PHRASES},
            {name: phrase_index(content[name], language) for name in _PHRASES},
        )
