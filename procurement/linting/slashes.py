"""K06: a slash between words, and «og/eller»."""

import re
from collections.abc import Iterator

from procurement.linting.checks import Check, Settings
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary
from procurement.linting.wording import split_list

_WORD = r"[^\W\d_]++(?:-[^\W\d_]++)*+-?+"
_CHAIN = re.compile(rf"(?<![\w/.:@\\-]){_WORD}(?: ?/ ?{_WORD})++")
_PAIR = 2
_GOES_ON = re.compile(r"\w|/|[\\.-]\w")


def slashes(rule: str, settings: Settings, _vocabulary: Vocabulary) -> Check:
    """Return the check of slashes; pairs in the list are allowed."""
    allowed = frozenset(split_list(settings["pairs"].lower()))
    undecided = frozenset(split_list(settings["undecided"].lower()))

    def _check(reading: Reading, _subject: Subject) -> Iterator[Hit]:
        if "/" not in reading.flat:
            return
        for match in _CHAIN.finditer(reading.flat):
            parts = match.group().replace(" ", "")
            is_path = _GOES_ON.match(reading.flat, match.end()) is not None
            words = parts.split("/")
            if parts in undecided or (len(words) > _PAIR and not is_path):
                yield Hit(rule, match.start(), match.end())
            elif parts not in allowed and not is_path and max(map(len, words)) > 1:
                yield Hit(rule, match.start(), match.end(), "slash")

    return _check
