"""S07 and S08: requirements that say nearly the same, and numbers that contradict each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from procurement.linting.checks import Settings
from procurement.linting.reading import Reading
from procurement.linting.set_model import RequirementSet, SetHit
from procurement.linting.similarity import Shingles, nearest, shingles
from procurement.linting.wording import split_list

_MASK = "#"


class _Amount(NamedTuple):
    """Hold a number, the kind of unit it counts, and the word where it stands."""

    number: str
    unit: int
    place: int


def near_duplicates(
    rule: str, whole: RequirementSet, settings: Settings, readings: Sequence[Reading]
) -> Iterator[SetHit]:
    """Yield the requirements that nearly repeat an earlier one with the same numbers."""
    same = _same_words(settings["same_words"])
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, reading in enumerate(readings):
        groups.setdefault(_numbers(reading), []).append(number)
    pairs: list[tuple[int, int]] = []
    for group in groups.values():
        texts = [shingles(readings[number].words, settings["shingle"], same) for number in group]
        similar = nearest(texts, Fraction(settings["similarity"]))
        pairs.extend((group[later], group[other]) for other, later in similar)
    for later, other in sorted(pairs):
        yield SetHit(rule, whole.requirements[later].code, (whole.requirements[other].code,))


def contradicting_numbers(
    rule: str, whole: RequirementSet, settings: Settings, readings: Sequence[Reading]
) -> Iterator[SetHit]:
    """Yield the requirements that set another number than an earlier one for the same thing."""
    units = {word: kind for kind, words in enumerate(settings["units"]) for word in words}
    amounts = [_amounts(reading, units) for reading in readings]
    named = _Named(settings, readings, amounts)
    reported: set[tuple[int, int]] = set()
    for earlier, later, amount in [*named.pairs(), *_masked(settings, readings, amounts)]:
        if (earlier, later) not in reported:
            reported.add((earlier, later))
            reading = readings[later]
            start, end = reading.span(reading.starts[amount.place], reading.ends[amount.place])
            codes = whole.requirements
            yield SetHit(rule, codes[later].code, (codes[earlier].code,), start, end)


@dataclass(frozen=True)
class _Named:
    """Compare the numbers of quantities with a name, such as oppetid."""

    settings: Settings
    readings: Sequence[Reading]
    amounts: Sequence[Sequence[_Amount]]

    def pairs(self) -> Iterator[tuple[int, int, _Amount]]:
        """Yield (earlier, later, amount) where the same quantity has different numbers."""
        first: dict[object, tuple[int, str]] = {}
        for later, reading in enumerate(self.readings):
            for key, amount in self._quantities(reading, self.amounts[later]):
                earlier, number = first.setdefault(key, (later, amount.number))
                if number != amount.number and earlier != later:
                    yield earlier, later, amount

    def _quantities(
        self, reading: Reading, amounts: Sequence[_Amount]
    ) -> Iterator[tuple[object, _Amount]]:
        names = {
            word: kind for kind, words in enumerate(self.settings["quantities"]) for word in words
        }
        frames = frozenset(split_list(self.settings["frames"]))
        if not amounts or names.keys().isdisjoint(reading.words):
            return
        by_place: dict[tuple[int, int], list[_Amount]] = {}
        for amount in amounts:
            by_place.setdefault((reading.sentence(amount.place)[0], amount.unit), []).append(amount)
        for (start, unit), found in by_place.items():
            words = reading.words[slice(*reading.sentence(start))]
            kinds = {names[word] for word in words if word in names}
            if len(found) == 1 and len(kinds) == 1:
                around = frames.intersection(words) | frames.intersection(_in_pairs(words))
                yield (kinds.pop(), unit, around), found[0]


def _masked(
    settings: Settings, readings: Sequence[Reading], amounts: Sequence[Sequence[_Amount]]
) -> Iterator[tuple[int, int, _Amount]]:
    """Yield (earlier, later, amount) where texts differ only in the number of a unit."""
    texts: list[Shingles] = []
    for reading, found in zip(readings, amounts, strict=True):
        words = list(reading.words)
        for amount in found:
            words[amount.place] = _MASK
        texts.append(shingles(words, 2, {}) if found else frozenset())
    for earlier, later in nearest(texts, Fraction(settings["masked_similarity"])):
        for one, other in zip(amounts[earlier], amounts[later], strict=False):
            if one.unit == other.unit and one.number != other.number:
                yield earlier, later, other
                break


def _amounts(reading: Reading, units: Mapping[str, int]) -> list[_Amount]:
    """Return the numbers that stand before a unit, with «%» read as prosent."""
    if units.keys().isdisjoint(reading.words) and "%" not in reading.flat:
        return []
    found = []
    for index, word in enumerate(reading.words):
        if word[0].isdigit():
            unit = units.get(reading.words[index + 1]) if index + 1 < len(reading.words) else None
            end = reading.ends[index]
            if reading.flat[end : end + 2].strip().startswith("%"):
                unit = units.get("prosent")
            if unit is not None:
                found.append(_Amount(word.replace(",", "."), unit, index))
    return found


def _in_pairs(words: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(words)]


def _numbers(reading: Reading) -> tuple[str, ...]:
    return tuple(word for word in reading.words if word[0].isdigit())


def _same_words(groups: Sequence[str]) -> dict[str, str]:
    return {word: words[0] for words in map(split_list, groups) for word in words}
