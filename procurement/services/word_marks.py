"""Two texts word by word: what stands in both, what is gone, what is new."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Mark:
    """A stretch of text, and whether it stands in both, only in the old or only in the new."""

    kind: str  # same | gone | new
    text: str


def word_marks(old: str, new: str) -> tuple[Mark, ...]:
    """Return both texts as one line of marked stretches, whole words at a time.

    >>> [(m.kind, m.text) for m in word_marks("within ten days", "within five days")]
    [('same', 'within '), ('gone', 'ten'), ('new', 'five'), ('same', ' days')]
    """
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    marks: list[Mark] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, begin, end, start, stop in matcher.get_opcodes():
        gone, added = "".join(before[begin:end]), "".join(after[start:stop])
        if kind == "equal":
            marks.append(Mark("same", gone))
            continue
        marks += [Mark(k, text) for k, text in (("gone", gone), ("new", added)) if text]
    return tuple(marks)
