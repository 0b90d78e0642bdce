"""Find passages in the text of a source, and cut the text into what a page can show."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from procurement.domain.storage import LONG
from procurement.i18n import gettext as _
from procurement.importing.texts import PAGE_BREAK

_PART = 15_000  # characters on a page
_LINE = re.compile(r"[^\n\f]+|\f")


class Marked(Protocol):
    """A passage that is marked in a text."""

    code: str
    begins: int | None
    ends: int | None


@dataclass(frozen=True)
class Piece:
    """Some characters with the same marks, and the marks that end with them."""

    text: str
    begins: int
    codes: tuple[str, ...]
    ending: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """A line of the text with its number, or a break between two pages."""

    number: int
    pieces: tuple[Piece, ...]
    page: int = 0  # the page that begins here

    @property
    def is_break(self) -> bool:
        """True if a new page begins here."""
        return self.page > 0


def occurrences(text: str, wanted: str) -> list[tuple[int, int]]:
    r"""Return where words stand in a text, whatever the space between them.

    The case must fit, unless that finds nothing.

    >>> occurrences("Vi må\n betale. Vi må betale.", "må betale")
    [(3, 13), (18, 27)]
    """
    pattern = r"\s+".join(map(re.escape, wanted.split()))
    for flags in (re.NOFLAG, re.IGNORECASE) if pattern else ():
        found = [match.span() for match in re.finditer(pattern, text, flags)]
        if found:
            return found
    return []


def between(text: str, first: str, last: str) -> list[tuple[int, int]]:
    """Return the passages that begin with some words and end with others.

    >>> between("Vi må betale nå. Vi må vente.", "vi må", "nå.")
    [(0, 16)]
    """
    ends = occurrences(text, last)
    found = []
    for start, stop in occurrences(text, first):
        after = bisect_left(ends, stop, key=lambda end: end[0])
        if after < len(ends) and ends[after][1] - start <= LONG:
            found.append((start, ends[after][1]))
    return found


def place_of(text: str, begins: int) -> str:
    """Return in words where a passage stands: its page if there are pages, else its paragraph."""
    before = text[:begins]
    if PAGE_BREAK in text:
        return _("page %(number)s", number=before.count(PAGE_BREAK) + 1)
    lines = sum(bool(line.strip()) for line in before.split("\n")[:-1])
    return _("paragraph %(number)s", number=lines + 1)


def parts_of(text: str) -> list[tuple[int, int]]:
    """Cut a text into parts that one page can show, at line breaks where there are any."""
    parts, start = [], 0
    while start < len(text):
        end = min(start + _PART, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start + 1, end), text.rfind(PAGE_BREAK, start + 1, end))
            cut = cut if cut > start else text.rfind(" ", start + 1, end)
            end = cut if cut > start else end
        parts.append((start, end))
        start = end
    return parts or [(0, 0)]


def part_with(text: str, begins: int) -> int:
    """Return the number, from 1, of the part in which a place of the text lies."""
    return max(1, bisect_right([start for start, _end in parts_of(text)], begins))


def paragraphs(text: str, part: tuple[int, int], quotes: Sequence[Marked]) -> list[Paragraph]:
    """Return the lines of a part of a text, with what is quoted marked."""
    begins, ends = part
    before = re.split("[\n\f]", text[:begins])
    goes_on = before[-1].strip() and text[begins : begins + 1] not in ("\n", PAGE_BREAK)
    number = sum(bool(line.strip()) for line in before) - bool(goes_on)
    page, found = text.count(PAGE_BREAK, 0, begins) + 1, []
    for line in _LINE.finditer(text, begins, ends):
        if line[0] == PAGE_BREAK:
            page += 1
            found.append(Paragraph(0, (), page))
        elif line[0].strip():
            number += 1
            found.append(Paragraph(number, tuple(_pieces(text, line.span(), quotes))))
    return found


def _pieces(text: str, line: tuple[int, int], quotes: Iterable[Marked]) -> Iterator[Piece]:
    begins, ends = line
    marks = [
        (max(quote.begins, begins), quote.ends, quote.code)
        for quote in quotes
        if quote.begins is not None and quote.ends is not None
        if quote.begins < ends and quote.ends > begins
    ]
    cuts = {begins, ends, *(start for start, _end, _code in marks)}
    cuts |= {end for _start, end, _code in marks if end < ends}
    places = sorted(cuts)
    for start, stop in pairwise(places):
        held = tuple(code for mark, end, code in marks if mark <= start and end >= stop)
        ending = tuple(code for _mark, end, code in marks if end == stop)
        yield Piece(text[start:stop], start, held, ending)
