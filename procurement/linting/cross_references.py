"""S09: references to requirements and chapters that do not exist."""

import re
from collections.abc import Iterator, Sequence

from procurement.linting.checks import Settings
from procurement.linting.reading import Reading
from procurement.linting.set_model import RequirementSet, SetHit
from procurement.linting.wording import split_list

_CODE = re.compile(r"(?<![\w-])([A-ZÆØÅ]{1,6})-(\d+)(?![\w-]|[.,]\d)")
_SHORT = 4


def broken_references(
    rule: str, whole: RequirementSet, settings: Settings, readings: Sequence[Reading]
) -> Iterator[SetHit]:
    """Yield each reference to a code or chapter that the set does not have."""
    codes = _codes(whole)
    prefixes = {code.rpartition("-")[0] for code in codes}
    chapters = _chapters(whole)
    for requirement, reading in zip(whole.requirements, readings, strict=True):
        for match in _CODE.finditer(reading.cased):
            if match[1] in prefixes and match.group() not in codes:
                yield SetHit(rule, requirement.code, (), *reading.span(*match.span()))
        if chapters:
            for first, number in _chapter_references(reading, settings):
                if reading.words[number].rstrip(".") not in chapters:
                    start, end = reading.starts[first], reading.ends[number]
                    yield SetHit(rule, requirement.code, (), *reading.span(start, end))


def _codes(whole: RequirementSet) -> frozenset[str]:
    return frozenset(
        (
            *(requirement.code for requirement in whole.requirements),
            *(criterion.code for criterion in whole.criteria),
            *whole.needs,
        )
    )


def _chapters(whole: RequirementSet) -> frozenset[str]:
    """Return the chapters and those above them: 3.1.2 gives 3.1 and 3."""
    found: set[str] = set()
    for chapter in whole.chapters:
        steps = chapter.split(".")
        found.update(".".join(steps[:count]) for count in range(1, len(steps) + 1))
    return frozenset(found)


def _chapter_references(reading: Reading, settings: Settings) -> Iterator[tuple[int, int]]:
    """Yield the words «kapittel» and «9.9», unless they point into another document."""
    names = frozenset(split_list(settings["chapter_words"]))
    if names.isdisjoint(reading.words):
        return
    external = split_list(settings["external"])
    reach = settings["reach"]
    for index, word in enumerate(reading.words[:-1]):
        if word in names and reading.words[index + 1][0].isdigit():
            around = reading.words[max(0, index - reach) : index + 2 + reach]
            if not any(_is_external(near, external) for near in around):
                yield index, index + 1


def _is_external(word: str, external: Sequence[str]) -> bool:
    return any(word == name or (len(name) >= _SHORT and word.endswith(name)) for name in external)
