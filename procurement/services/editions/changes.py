"""What changed from one edition to another, field by field and word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from procurement.i18n import gettext as _
from procurement.i18n import lazy_gettext
from procurement.services.editions.moves import moved_codes, same_chapters
from procurement.services.editions.names import (
    CRITERION,
    NOT_IN_THE_FIRST_FORM,
    REQUIREMENT,
    Shown,
)
from procurement.services.editions.reading import Edition, FrozenChapter, FrozenCriterion
from procurement.services.editions.settings import number_words
from procurement.services.word_marks import Mark, word_marks

_IN_THE_HEADING = ("title", "name")  # of what was added or removed


class Happened(StrEnum):
    """What happened to a requirement, a chapter or a criterion."""

    added = auto()
    removed = auto()
    changed = auto()
    moved = auto()

    @property
    def word(self) -> str:
        """Return the word for it in the current language."""
        return str(_WORDS[self.value])


_WORDS = {
    "added": lazy_gettext("Added"),
    "removed": lazy_gettext("Removed"),
    "changed": lazy_gettext("Changed"),
    "moved": lazy_gettext("Moved"),
}


@dataclass(frozen=True)
class FieldChange:
    """A field as it read and as it reads."""

    name: str
    before: str
    after: str

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return both texts in one, word by word."""
        return word_marks(self.before, self.after)


@dataclass(frozen=True)
class Change:
    """All that happened to one thing; a requirement can be both changed and moved."""

    happened: tuple[Happened, ...]
    code: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    chapter: str = ""  # heading of the chapter where it stands, or stood
    came_from: str = ""  # heading of another chapter that it stood in before


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two editions."""

    before: Edition
    after: Edition
    chapters: tuple[Change, ...]
    requirements: tuple[Change, ...]  # in the order of the new edition, then the removed
    criteria: tuple[Change, ...]
    settings: tuple[FieldChange, ...]

    @property
    def is_empty(self) -> bool:
        """True if nothing differs."""
        return not (self.chapters or self.requirements or self.criteria or self.settings)

    def number(self, happened: Happened) -> int:
        """Return to how many requirements something happened."""
        return sum(happened in change.happened for change in self.requirements)


def compare(before: Edition, after: Edition) -> Changes:
    """Return what differs between two editions."""
    return Changes(
        before,
        after,
        tuple(_chapters(before, after)),
        tuple(_requirements(before, after)),
        tuple(_criteria(before, after)),
        tuple(_settings(before, after)),
    )


def _requirements(before: Edition, after: Edition) -> Iterator[Change]:
    moved = moved_codes(before, after)
    for code, row in after.requirements.items():
        old = before.requirements.get(code)
        here = after.chapter_of[code]
        if old is None:
            fields = tuple(_fields(REQUIREMENT, {}, row))
            yield Change((Happened.added,), code, row.get("title", ""), fields, here.heading)
            continue
        fields = tuple(_fields(REQUIREMENT, old, row)) if old != row else ()
        happened = (Happened.changed,) * bool(fields) + (Happened.moved,) * (code in moved)
        if happened:
            origin = _origin(moved.get(code), here)
            title = row.get("title", "")
            yield Change(happened, code, title, fields, here.heading, origin)
    for code, old in before.requirements.items():
        if code not in after.requirements:
            fields = tuple(_fields(REQUIREMENT, old, {}))
            stood = before.chapter_of[code].heading
            yield Change((Happened.removed,), code, old.get("title", ""), fields, stood)


def _origin(chapter: FrozenChapter | None, here: FrozenChapter) -> str:
    return "" if chapter is None or chapter.path == here.path else chapter.heading


def _fields(
    names: Mapping[str, tuple[object, Shown]], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[FieldChange]:
    """Yield the fields that differ; what one of two stored forms does not hold is not known."""
    both = bool(old and new)
    for key, (name, shown) in names.items():
        if both and (key not in old or key not in new):
            continue
        if not both and key in _IN_THE_HEADING:
            continue
        before, after = old.get(key), new.get(key)
        if before != after:
            change = FieldChange(str(name), shown(before), shown(after))
            if change.before != change.after:
                yield change


def _chapters(before: Edition, after: Edition) -> Iterator[Change]:
    now = same_chapters(before, after)
    came = {path: old for old, path in now.items()}
    for chapter in after.chapters:
        old = came.get(chapter.path)
        if old is None:
            yield Change((Happened.added,), chapter.number, chapter.title)
        elif old != chapter.path and old[-1] != chapter.title:
            renamed = FieldChange(_("Title"), old[-1], chapter.title)
            yield Change((Happened.changed,), chapter.number, chapter.title, (renamed,))
    for chapter in before.chapters:
        if chapter.path not in now:
            yield Change((Happened.removed,), chapter.number, chapter.title)


def _criteria(before: Edition, after: Edition) -> Iterator[Change]:
    both_full = before.is_full and after.is_full
    for code, new in after.criteria.items():
        old = before.criteria.get(code)
        name = new.fields["name"]
        if old is None:
            yield Change((Happened.added,), code, name, tuple(_criterion_fields({}, new.fields)))
            continue
        fields = tuple(_criterion_changes(old, new, both_full))
        moved = old.parent != new.parent
        happened = (Happened.changed,) * bool(fields) + (Happened.moved,) * moved
        if happened:
            yield Change(happened, code, name, fields, new.parent, old.parent if moved else "")
    for code, old in before.criteria.items():
        if code not in after.criteria:
            fields = tuple(_criterion_fields(old.fields, {}))
            yield Change((Happened.removed,), code, old.fields["name"], fields)


def _criterion_changes(
    old: FrozenCriterion, new: FrozenCriterion, both_full: bool
) -> Iterator[FieldChange]:
    unknown = set() if both_full else NOT_IN_THE_FIRST_FORM
    blank = {key: None for key in CRITERION if key not in unknown}
    known_old = {key: value for key, value in old.fields.items() if key not in unknown}
    known_new = {key: value for key, value in new.fields.items() if key not in unknown}
    yield from _criterion_fields(blank | known_old, blank | known_new)
    for code in sorted(old.shares.keys() | new.shares.keys(), key=lambda c: (len(c), c)):
        before, after = old.shares.get(code), new.shares.get(code)
        if before != after:
            name = _("Share of %(code)s", code=code)
            yield FieldChange(name, _share(before), _share(after))


def _criterion_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    yield from _fields(CRITERION, old, new)


def _share(value: str | None) -> str:
    return "" if value is None else f"{number_words(value)} %"


def _settings(before: Edition, after: Edition) -> Iterator[FieldChange]:
    """Yield the settings that differ; those of the plan only where both editions hold it."""
    both_full = before.is_full and after.is_full
    for key in dict.fromkeys((*before.settings, *after.settings)):
        if not both_full and key.startswith(("line.", "plan.")):
            continue
        old, new = before.settings.get(key), after.settings.get(key)
        if old != new:
            name = (new or old).name  # type: ignore[union-attr]
            yield FieldChange(name, old.text if old else "", new.text if new else "")
