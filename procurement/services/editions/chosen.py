"""Choose among the changes of requirements: what happened, in which chapter, with which words."""

from collections.abc import Iterable
from dataclasses import dataclass

from procurement.services.editions.changes import Change, Changes


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see of the changes; empty means everything."""

    what: str = ""
    chapter: str = ""
    text: str = ""

    @property
    def is_everything(self) -> bool:
        """True if nothing is left out."""
        return not (self.what or self.chapter or self.text.strip())


def requirements_in(found: Changes, choice: Choice) -> list[Change]:
    """Return the changed requirements that fit, in their order."""
    words = choice.text.casefold().split()
    return [
        change
        for change in found.requirements
        if (not choice.what or choice.what in change.happened)
        and (not choice.chapter or choice.chapter == change.chapter)
        and all(word in _body(change) for word in words)
    ]


def by_chapter(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Return changes under the heading of their chapter, in the order of the first of each."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.chapter, []).append(change)
    return list(found.items())


def _body(change: Change) -> str:
    texts = [text for field in change.fields for text in (field.before, field.after)]
    return " ".join((change.code, change.title, *texts)).casefold()
