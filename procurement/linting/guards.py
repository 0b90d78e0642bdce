"""The exceptions: each says whether a phrase that was found is harmless after all."""

from collections.abc import Callable, Mapping

from procurement.linting.phrases import Match
from procurement.linting.reading import Reading
from procurement.linting.subject import Subject
from procurement.linting.vocabulary import Vocabulary

Guard = Callable[[Match, Reading, Subject, Vocabulary], bool]

_SCORED = frozenset(("evaluated", "minimum_evaluated"))
_CLOSING = frozenset(("og", "samt"))
_LONGEST_LIST = 60
_ABILITY_REACH = 10


def _has_measure(match: Match, reading: Reading, _subject: Subject, words: Vocabulary) -> bool:
    """A number with a unit, or a named test, stands in the same sentence."""
    return words.sentence_has_amount(reading, match.first) or words.sentence_has(
        "measured", reading, match.first
    )


def _has_time(match: Match, reading: Reading, _subject: Subject, words: Vocabulary) -> bool:
    """A number with a unit of time stands in the same sentence."""
    return words.sentence_has_amount(reading, match.first, only_time=True)


def _has_criterion(_match: Match, _reading: Reading, subject: Subject, _words: Vocabulary) -> bool:
    """The requirement is scored under a criterion, whose scale says what is good."""
    return subject.has_criterion and subject.requirement_class in _SCORED


def _has_equivalent(match: Match, reading: Reading, _subject: Subject, words: Vocabulary) -> bool:
    """The sentence says «eller tilsvarende»."""
    return words.sentence_has("equivalent", reading, match.first)


def _is_in_parentheses(
    match: Match, reading: Reading, _subject: Subject, _words: Vocabulary
) -> bool:
    """The phrase stands in brackets, so that the sentence holds without it."""
    return reading.is_inside_parentheses(reading.starts[match.first])


def _opens_closed_list(
    match: Match, reading: Reading, _subject: Subject, _words: Vocabulary
) -> bool:
    """A list that ends with «og» or «samt» follows before the sentence ends."""
    _first, after = reading.sentence(match.first)
    following = reading.words[match.after : min(after, match.after + _LONGEST_LIST)]
    return not _CLOSING.isdisjoint(following)


def _is_ability(match: Match, reading: Reading, _subject: Subject, words: Vocabulary) -> bool:
    """The phrase says when a user may do something: «kunne endre ved behov»."""
    before = reading.words[max(0, match.first - _ABILITY_REACH) : match.first]
    return not words.words["ability"].isdisjoint(before)


GUARDS: Mapping[str, Guard] = {
    "measure": _has_measure,
    "time": _has_time,
    "criterion": _has_criterion,
    "equivalent": _has_equivalent,
    "parentheses": _is_in_parentheses,
    "closed_list": _opens_closed_list,
    "ability": _is_ability,
}
