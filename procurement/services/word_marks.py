"""Two wordings of a text side by side in one: which words stayed, went and came."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum, auto
from typing import TypeAlias

# a word with what is joined to it without a space (99,5 and e-post), or a sign; then the space
_WORD = re.compile(
    r"(\w[\w\u0300-\u036f\u00ad\u200b-\u200d]*(?:[-–.,:/'’@&+%][\w\u0300-\u036f]+)*"
    r"|\S[\u0300-\u036f\ufe0f]*(?:\u200d\S\ufe0f?)*|^)(\s*)"
)
_MOST_PAIRS = 60_000  # of equal words; texts with more repeat themselves and are not compared
_SHORT_STAY = 12  # characters that stay between two changes and only make them hard to read

Token: TypeAlias = tuple[str, str]  # a word and the space after it


class Fate(StrEnum):
    """What became of a part of a text."""

    same = auto()
    gone = auto()
    new = auto()


@dataclass(frozen=True)
class Mark:
    """A part of a text, and what became of it."""

    kind: Fate
    text: str


def word_marks(before: str, after: str) -> tuple[Mark, ...]:
    """Return both wordings in one: same and gone give the old text exactly, same and new the new.

    >>> [(mark.kind.value, mark.text) for mark in word_marks("within ten days", "within five days")]
    [('same', 'within '), ('gone', 'ten'), ('new', 'five'), ('same', ' days')]
    """
    if before == after:
        return (Mark(Fate.same, before),) if before else ()
    old, new = _tokens(before), _tokens(after)
    return tuple(_joined(_spelled(old, new, _runs(old, new))))


def _tokens(text: str) -> list[Token]:
    return [(word, space) for word, space in _WORD.findall(text) if word or space]


Run: TypeAlias = tuple[str, int, int, int, int]  # as difflib writes it


def _runs(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """Compare word by word; what both ends share is taken first, for it is most of most texts."""
    a, b = [word for word, _space in old], [word for word, _space in new]
    start = _shared(a, b)
    rest_a, rest_b = a[start:], b[start:]
    end = _shared(rest_a[::-1], rest_b[::-1])
    middle_a, middle_b = rest_a[: len(rest_a) - end], rest_b[: len(rest_b) - end]
    runs: list[Run] = [("equal", 0, start, 0, start)]
    if _pairs(middle_a, middle_b) > _MOST_PAIRS:
        codes = [("replace", 0, len(middle_a), 0, len(middle_b))]
    else:
        matcher = SequenceMatcher(None, middle_a, middle_b, autojunk=False)
        codes = list(matcher.get_opcodes())
    runs += [(tag, i + start, j + start, k + start, m + start) for tag, i, j, k, m in codes]
    runs.append(("equal", len(a) - end, len(a), len(b) - end, len(b)))
    return _readable([run for run in runs if run[1] < run[2] or run[3] < run[4]], a)


def _pairs(a: Sequence[str], b: Sequence[str]) -> int:
    """Count how often a word of one text meets itself in the other; the time grows with it."""
    there = Counter(b)
    return sum(number * there[word] for word, number in Counter(a).items())


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    place = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        place += 1
    return place


def _readable(runs: list[Run], words: Sequence[str]) -> list[Run]:
    """Let a word or two that stay between two changes change with them."""
    kept: list[Run] = []
    for place, run in enumerate(runs):
        tag, i, j, k, m = run
        between = 0 < place < len(runs) - 1
        if tag == "equal" and between and j - i < 3 and len("".join(words[i:j])) < _SHORT_STAY:
            tag = "replace"
        if kept and tag != "equal" and kept[-1][0] != "equal":
            _tag, first, _j, third, _m = kept.pop()
            i, k = first, third
        kept.append((tag if tag == "equal" else "replace", i, j, k, m))
    return kept


def _spelled(old: Sequence[Token], new: Sequence[Token], runs: Sequence[Run]) -> Iterator[Mark]:
    for tag, i, j, k, m in runs:
        if tag == "equal":
            for (word, space), (_word, other) in zip(old[i:j], new[k:m], strict=True):
                yield Mark(Fate.same, word + (space if space == other else ""))
                if space != other:
                    yield Mark(Fate.gone, space)
                    yield Mark(Fate.new, other)
            continue
        gone = "".join(word + space for word, space in old[i:j])
        came = "".join(word + space for word, space in new[k:m])
        yield from _without_shared_space(gone, came)


def _without_shared_space(gone: str, came: str) -> Iterator[Mark]:
    """Mark a change without the space that follows both the old and the new words."""
    space = ""
    while gone and came and gone[-1] == came[-1] and gone[-1].isspace():
        space, gone, came = gone[-1] + space, gone[:-1], came[:-1]
    yield Mark(Fate.gone, gone)
    yield Mark(Fate.new, came)
    yield Mark(Fate.same, space)


def _joined(parts: Iterator[Mark]) -> Iterator[Mark]:
    """Join neighbours of one fate, and put what went before what came."""
    waiting: dict[Fate, str] = {}
    for part in parts:
        if not part.text:
            continue
        if (part.kind is Fate.same) != (Fate.same in waiting):
            yield from _in_order(waiting)
            waiting = {}
        waiting[part.kind] = waiting.get(part.kind, "") + part.text
    yield from _in_order(waiting)


def _in_order(waiting: dict[Fate, str]) -> Iterator[Mark]:
    for fate in (Fate.same, Fate.gone, Fate.new):
        if fate in waiting:
            yield Mark(fate, waiting[fate])
