"""What the change log shows: frozen, sorted, labelled, translated, every word with its fate."""

from dataclasses import dataclass

from procurement.exporting.views import Fact, Frame


@dataclass(frozen=True)
class LogText:
    """A part of a text: same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class LogField:
    """A field that changed, with both texts in one."""

    name: str
    texts: tuple[LogText, ...]


@dataclass(frozen=True)
class LogEntry:
    """A requirement, a chapter or a criterion that something happened to."""

    code: str
    title: str
    what: str  # «Endret, flyttet»
    origin: str  # where it stood before, empty unless it came from another place
    fields: tuple[LogField, ...]


@dataclass(frozen=True)
class LogChapter:
    """A chapter with the requirements in it that something happened to."""

    heading: str
    entries: tuple[LogEntry, ...]


@dataclass(frozen=True)
class ChangeLog:
    """The change log from one edition to another."""

    frame: Frame
    editions: tuple[Fact, ...]  # from and to, each with its digest
    counts: tuple[Fact, ...]  # «Lagt til» -> «12 krav»
    chapters: tuple[LogEntry, ...]
    criteria: tuple[LogEntry, ...]
    settings: tuple[LogField, ...]
    requirements: tuple[LogChapter, ...]
