"""K15: long sentences, brackets in brackets, and a readability index above a limit."""

from collections.abc import Iterator

from procurement.linting.checks import Check, Settings
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary

_LONG_WORD = 6


def length(rule: str, settings: Settings, _vocabulary: Vocabulary) -> Check:
    """Return the check of how heavy the sentences are."""
    most, lix, lix_words = settings["words"], settings["lix"], settings["lix_words"]

    def _check(reading: Reading, _subject: Subject) -> Iterator[Hit]:
        if "(" in reading.flat:
            yield from _nested(rule, reading.flat)
        if len(reading.words) > most:
            yield from _long_sentences(rule, most, reading)
        if len(reading.words) >= lix_words and _lix(reading) > lix:
            yield Hit(rule, reading.starts[0], reading.ends[-1], "readability")

    return _check


def _long_sentences(rule: str, most: int, reading: Reading) -> Iterator[Hit]:
    starts = reading.sentence_starts
    for first, after in zip(starts, [*starts[1:], len(reading.words)], strict=True):
        if after - first > most:
            yield Hit(rule, reading.starts[first], reading.ends[after - 1])


def _nested(rule: str, text: str) -> Iterator[Hit]:
    depth = 0
    for position, sign in enumerate(text):
        if sign == "(":
            depth += 1
            if depth == 2:
                yield Hit(rule, position, position + 1, "nested")
        elif sign == ")":
            depth = max(0, depth - 1)


def _lix(reading: Reading) -> float:
    """Return words per sentence plus the percentage of words with more than six letters."""
    words = len(reading.words)
    long_words = sum(len(word) > _LONG_WORD for word in reading.words)
    return words / len(reading.sentence_starts) + 100 * long_words / words
