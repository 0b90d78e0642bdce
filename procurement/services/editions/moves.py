"""What moved from one edition to another: to another chapter, or up or down within its own."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from procurement.services.editions.reading import Edition, FrozenChapter

Path = tuple[str, ...]


def same_chapters(before: Edition, after: Edition) -> dict[Path, Path]:
    """Return which chapter each old chapter is now: the one of its name, else where its text went.

    A chapter that was renamed holds most of what it held.
    """
    there = {chapter.path for chapter in after.chapters}
    found = {chapter.path: chapter.path for chapter in before.chapters if chapter.path in there}
    free = there - set(found)
    for chapter in before.chapters:
        if chapter.path in found:
            continue
        depth = len(chapter.path)
        codes = [c for c, there in before.chapter_of.items() if there.path[:depth] == chapter.path]
        went = Counter(
            after.chapter_of[code].path[:depth] for code in codes if code in after.chapter_of
        )
        for path, number in went.most_common(1):
            if path in free and number * 2 > len(codes):
                found[chapter.path] = path
                free.discard(path)
    return found


def moved_codes(before: Edition, after: Edition) -> dict[str, FrozenChapter]:
    """Return what moved, with the chapter that it stood in; as few as explain the new order."""
    now = same_chapters(before, after)
    moved: dict[str, FrozenChapter] = {}
    stayed: dict[Path, list[str]] = {}
    for chapter in before.chapters:
        for code in chapter.codes:
            there = after.chapter_of.get(code)
            if there is None:
                continue
            if now.get(chapter.path) == there.path:
                stayed.setdefault(there.path, []).append(code)
            else:
                moved[code] = chapter
    for chapter in after.chapters:
        old = stayed.get(chapter.path, [])
        places = {code: place for place, code in enumerate(chapter.codes)}
        kept = _longest_rise([places[code] for code in old])
        moved |= {code: before.chapter_of[code] for code in old if places[code] not in kept}
    return moved


def _longest_rise(places: Sequence[int]) -> set[int]:
    """Return the most numbers that already stand in rising order (patience sorting)."""
    ends: list[int] = []  # smallest end of a rise of each length
    lead: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        lead[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    kept: set[int] = set()
    last: int | None = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = lead[last]
    return kept
