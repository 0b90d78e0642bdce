"""The view of the change log: what differs between two editions."""

from collections.abc import Iterable, Iterator

from procurement.errors import NotFoundError
from procurement.exporting.change_log_view import (
    ChangeLog,
    LogChapter,
    LogEntry,
    LogField,
    LogText,
)
from procurement.exporting.views import Fact
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.baselines import baselines_of
from procurement.services.documents.frame import frame_of
from procurement.services.editions.changes import Change, Changes, FieldChange, Happened, compare
from procurement.services.editions.chosen import by_chapter
from procurement.services.editions.reading import DRAFT, Edition, edition_of
from procurement.services.word_marks import Fate, Mark
from procurement.services.work import Work


def latest_changes(work: Work) -> Changes:
    """Compare the two newest baselines, or the only one with what stands now."""
    made = baselines_of(work, 2)
    if not made:
        raise NotFoundError(_("There is no baseline yet."))
    numbers = (made[0].number, DRAFT) if len(made) == 1 else (made[1].number, made[0].number)
    return compare(*(edition_of(work, number) for number in numbers))


def change_log(work: Work, found: Changes) -> ChangeLog:
    """Return the change log between two editions as it goes out."""
    return ChangeLog(
        frame=frame_of(work, _("Change log")),
        editions=(
            Fact(_("From"), _named(found.before)),
            Fact(_("To"), _named(found.after)),
        ),
        counts=tuple(Fact(each.word, _count(found.number(each))) for each in Happened),
        chapters=tuple(_entry(change) for change in found.chapters),
        criteria=tuple(_entry(change) for change in found.criteria),
        settings=tuple(_fields(found.settings)),
        requirements=tuple(
            LogChapter(heading, tuple(_entry(change) for change in changes))
            for heading, changes in by_chapter(found.requirements)
        ),
    )


def _named(edition: Edition) -> str:
    return f"{edition.label}\n{edition.digest}" if edition.digest else edition.label


def _count(number: int) -> str:
    return ngettext("%(number)s requirement", "%(number)s requirements", number)


def _entry(change: Change) -> LogEntry:
    return LogEntry(
        code=change.code,
        title=change.title,
        what=", ".join(each.word for each in change.happened),
        origin=change.came_from,
        fields=tuple(_fields(change.fields)),
    )


def _fields(changes: Iterable[FieldChange]) -> Iterable[LogField]:
    for change in changes:
        yield LogField(change.name, tuple(apart(change.marks)))


def apart(marks: Iterable[Mark]) -> Iterator[LogText]:
    """Yield the parts with a space between what went and what came, where the text has none."""
    before = ""
    for mark in marks:
        if (
            mark.kind is Fate.new
            and before
            and not (before[-1].isspace() or mark.text[0].isspace())
        ):
            yield LogText(Fate.same.value, " ")
        yield LogText(mark.kind.value, mark.text)
        before = mark.text if mark.kind is Fate.gone else ""
