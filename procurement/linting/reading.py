"""A text cut into words and sentences, with the way back to the offsets of the original."""

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property

WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d]\w*(?:[-.]\w+)*")
_UNUSUAL = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_LONGEST_CLUSTER = 8
_STOPS = frozenset(".!?…")
_BULLETS = frozenset("-–•*·◦▪")


class Reading:
    """Hold the words of a text in small letters, and where each of them starts and ends.

    `flat` is the text with composed letters and without soft hyphens; positions are in `flat`,
    and `span` gives the offsets in the original. Reading takes time linear in the text.
    """

    def __init__(self, text: str, abbreviations: frozenset[str]) -> None:
        self.original = text
        self.cased, self._offsets = _composed(text)
        self.flat = _lower(self.cased)
        found = list(WORD.finditer(self.flat))
        self.words = [match.group() for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.answers: dict[tuple[str, int], bool] = {}
        self._abbreviations = abbreviations

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original text of a part of the flat text."""
        if self._offsets is None:
            return start, end
        return self._offsets[start], self._offsets[end]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the word before it."""
        before = self.ends[index - 1] if index else 0
        return self.flat[before : self.starts[index]]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Return the number of the first word of each sentence."""
        return [0, *(index for index in range(1, len(self.words)) if self._breaks(index))]

    def sentence(self, index: int) -> tuple[int, int]:
        """Return the first word of the sentence around a word, and the first one after it."""
        number = bisect_right(self.sentence_starts, index)
        following = self.sentence_starts[number : number + 1] or [len(self.words)]
        return self.sentence_starts[number - 1], following[0]

    def is_inside_parentheses(self, position: int) -> bool:
        """True if a position stands between brackets that are closed again."""
        number = bisect_right(self._parentheses, (position, len(self.flat)))
        return number > 0 and position < self._parentheses[number - 1][1]

    @cached_property
    def _parentheses(self) -> list[tuple[int, int]]:
        opened: list[int] = []
        closed: list[tuple[int, int]] = []
        for match in re.finditer(r"[()]", self.flat):
            if match.group() == "(":
                opened.append(match.start())
            elif opened:
                start = opened.pop()
                while closed and closed[-1][0] > start:
                    closed.pop()
                closed.append((start, match.start()))
        return closed

    def _breaks(self, index: int) -> bool:
        """True if a new sentence starts with a word."""
        gap = self.gap(index)
        if gap == " ":
            return False
        starts_small = self.cased[self.starts[index]].islower()
        if "\n" in gap:
            return not starts_small or "\n\n" in gap or not _BULLETS.isdisjoint(gap)
        if starts_small or _STOPS.isdisjoint(gap) or not any(sign.isspace() for sign in gap):
            return False
        return self.words[index - 1] not in self._abbreviations


def _lower(text: str) -> str:
    """Return a text in small letters, with as many characters as before."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _composed(text: str) -> tuple[str, list[int] | None]:
    """Return a text with composed letters, and the original offset of each of its characters."""
    text = text.replace("\u2011", "-")
    if not _UNUSUAL.search(text):
        return text, None
    signs: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end, last = start + 1, min(len(text), start + _LONGEST_CLUSTER)
        while end < last and unicodedata.combining(text[end]):
            end += 1
        cluster = "" if text[start] in _DROPPED else unicodedata.normalize("NFC", text[start:end])
        signs.extend(cluster)
        offsets.extend([start] * len(cluster))
        start = end
    return "".join(signs), [*offsets, len(text)]
