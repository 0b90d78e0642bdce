"""K10: standards without a version, or without «eller tilsvarende»."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from procurement.errors import CatalogueError
from procurement.i18n import gettext as _
from procurement.linting.checks import Check, Settings
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary

_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class _Family:
    """Hold how the standards of one body are written."""

    name: re.Pattern[str]
    version: re.Pattern[str]
    only_after: re.Pattern[str] | None
    is_imposed: bool


def standards(rule: str, settings: Settings, vocabulary: Vocabulary) -> Check:
    """Return the check of references to standards."""
    families = [_family(row) for row in settings["families"]]
    any_name = _compiled("|".join(f"(?:{family.name.pattern})" for family in families))

    def _check(reading: Reading, _subject: Subject) -> Iterator[Hit]:
        if any_name.search(reading.cased) is None:
            return
        reached = 0
        for family, start, end in sorted(_mentions(families, reading.cased), key=lambda m: m[1]):
            if start < reached:
                continue
            reached = end
            variant = _variant(family, end, reading, vocabulary)
            if variant is not None:
                yield Hit(rule, start, end, variant)

    return _check


def _mentions(families: list[_Family], text: str) -> Iterator[tuple[_Family, int, int]]:
    for family in families:
        for match in family.name.finditer(text):
            before = text[max(0, match.start() - _CONTEXT) : match.start()].lower()
            if family.only_after is None or family.only_after.search(before):
                yield family, match.start(), match.end()


def _variant(family: _Family, end: int, reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return what is missing after the name, or None if nothing is."""
    has_version = family.version.match(reading.cased, end) is not None
    index = _word_at(reading, end)
    is_open = family.is_imposed or vocabulary.sentence_has("equivalent", reading, index)
    return {(False, False): "", (False, True): "version", (True, False): "equivalent"}.get(
        (has_version, is_open)
    )


def _word_at(reading: Reading, end: int) -> int:
    """Return the number of the word that ends a name."""
    return max(0, bisect_left(reading.starts, end) - 1)


def _family(row: Mapping[str, Any]) -> _Family:
    context = row.get("only_after")
    return _Family(
        _compiled(row["name"], r"\b(?:{})(?!\w|-[a-zæøå])"),
        _compiled(row["version"]),
        _compiled(context, r"(?:{})(?: \w+)? $") if context else None,
        row["imposed"],
    )


def _compiled(pattern: str, surroundings: str = "{}") -> re.Pattern[str]:
    try:
        return re.compile(surroundings.replace("{}", pattern))
    except re.error as error:
        message = _("%(pattern)s is not a regular expression.", pattern=pattern)
        raise CatalogueError(message) from error
