"""The rules that are word lists with exceptions: K03, K04, K05, K07, K11, K12, K14 and L01."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from procurement.breaches import inside
from procurement.linting.checks import Settings
from procurement.linting.guards import GUARDS, Guard
from procurement.linting.phrases import Match, PhraseIndex, outermost
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary
from procurement.linting.wording import Words, entries


@dataclass(frozen=True, slots=True)
class _Owner:
    """Say which rule a list of phrases belongs to; none for phrases that are allowed."""

    rule: str
    guards: tuple[Guard, ...]


@dataclass(frozen=True)
class WordLists:
    """Hold the phrases of several rules in one index, so that a text is walked once."""

    index: PhraseIndex
    owners: Sequence[_Owner]
    signs: Mapping[str, str]
    vocabulary: Vocabulary

    def __call__(self, reading: Reading, subject: Subject) -> Iterator[Hit]:
        """Yield the phrases of a text that no exception excuses."""
        for match in outermost(self.index.matches(reading)):
            owner = self.owners[match.owner]
            if owner.rule and not self._is_excused(match, owner, reading, subject):
                yield Hit(owner.rule, reading.starts[match.first], match.end)
        for sign, rule in self.signs.items():
            yield from _signs(sign, rule, reading.flat)

    def _is_excused(self, match: Match, owner: _Owner, reading: Reading, subject: Subject) -> bool:
        return any(guard(match, reading, subject, self.vocabulary) for guard in owner.guards)


def word_lists(rules: Iterable[tuple[str, Settings]], vocabulary: Vocabulary) -> WordLists:
    """Return one check for all rules that are word lists."""
    index = PhraseIndex()
    owners: list[_Owner] = []
    signs: dict[str, str] = {}
    for rule, settings in rules:
        signs |= dict.fromkeys(settings.get("signs", ()), rule)
        with inside(rule):
            for owner, words in _groups(rule, settings):
                index.add(entries(words, vocabulary.language), len(owners))
                owners.append(owner)
    return WordLists(index, owners, signs, vocabulary)


def _groups(rule: str, settings: Settings) -> Iterator[tuple[_Owner, Words]]:
    for trigger in settings["triggers"]:
        words = {key: value for key, value in trigger.items() if key != "guards"}
        yield _Owner(rule, tuple(GUARDS[name] for name in trigger["guards"])), words
    yield _Owner("", ()), settings.get("allowed", {})


def _signs(sign: str, rule: str, text: str) -> Iterator[Hit]:
    start = text.find(sign)
    while start >= 0:
        yield Hit(rule, start, start + len(sign))
        start = text.find(sign, start + len(sign))
