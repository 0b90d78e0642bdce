"""Read what a baseline holds, whatever form it was stored in, or what the draft holds now."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from procurement.i18n import gettext as _
from procurement.services.baselines import get_baseline
from procurement.services.editions.settings import Setting, settings_in
from procurement.services.frozen_content import FORMAT, content_of
from procurement.services.work import Work

DRAFT = 0  # stands for the draft where a baseline has its number


@dataclass(frozen=True)
class FrozenChapter:
    """A chapter and the codes of what stands in it, in order."""

    number: str
    title: str
    path: tuple[str, ...]  # titles from the top down to this one
    codes: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class FrozenCriterion:
    """A criterion, what it hangs under, its fields, and the share of each requirement."""

    code: str
    parent: str
    fields: Mapping[str, Any]
    shares: Mapping[str, str]


@dataclass(frozen=True)
class Edition:
    """All that a baseline or the draft holds; `is_full` is False for the first stored form."""

    number: int
    is_full: bool
    chapters: tuple[FrozenChapter, ...]
    requirements: Mapping[str, Mapping[str, Any]]  # fields by code, in reading order
    criteria: Mapping[str, FrozenCriterion]  # by code, in reading order
    settings: Mapping[str, Setting]
    chapter_of: Mapping[str, FrozenChapter]  # by requirement
    name: str = ""
    digest: str = ""

    @property
    def label(self) -> str:
        """Return how people call it: Baseline 2, Before the hearing."""
        if self.number == DRAFT:
            return _("As it stands now")
        named = f" · {self.name}" if self.name else ""
        return _("Baseline %(number)s", number=self.number) + named


def edition_of(work: Work, number: int) -> Edition:
    """Return a baseline by its number, or the draft."""
    if number == DRAFT:
        return read_content(content_of(work), DRAFT)
    found = get_baseline(work, number)
    held = read_content(json.loads(found.content), number)
    return replace(held, name=found.name, digest=found.digest)


def read_content(content: Mapping[str, Any], number: int) -> Edition:
    """Return what a stored content holds, in whichever form it was stored."""
    chapters = tuple(_chapters(content["chapters"]))
    requirements = {
        row["code"]: row for chapter in content["chapters"] for row in chapter["requirements"]
    }
    return Edition(
        number=number,
        is_full=content.get("format") == FORMAT,
        chapters=chapters,
        requirements=requirements,
        criteria={each.code: each for each in _criteria(content["criteria"], "", requirements)},
        settings=settings_in(content),
        chapter_of={code: chapter for chapter in chapters for code in chapter.codes},
    )


def _chapters(stored: list[Mapping[str, Any]]) -> Iterator[FrozenChapter]:
    path: list[str] = []
    for chapter in stored:
        depth = chapter["number"].count(".")
        path = [*path[:depth], chapter["title"]]
        codes = tuple(row["code"] for row in chapter["requirements"])
        yield FrozenChapter(chapter["number"], chapter["title"], tuple(path), codes)


def _criteria(
    stored: list[Mapping[str, Any]], parent: str, requirements: Mapping[str, Any]
) -> Iterator[FrozenCriterion]:
    """Yield the criteria in reading order; what lies under a leaf are requirements."""
    for entry in stored:
        below = entry.get("children", [])
        fields = {key: value for key, value in entry.items() if key not in ("code", "children")}
        judged = [each for each in below if each["code"] in requirements]
        shares = {each["code"]: each["weight"] for each in judged}
        yield FrozenCriterion(entry["code"], parent, fields, shares)
        others = [each for each in below if each["code"] not in requirements]
        yield from _criteria(others, entry["code"], requirements)
