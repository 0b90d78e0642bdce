"""What an addendum shows: frozen, sorted, labelled, translated, every word with its fate."""

from dataclasses import dataclass

from procurement.exporting.change_log_view import LogField
from procurement.exporting.views import Fact, Frame


@dataclass(frozen=True)
class AddendumRequirement:
    """A requirement that the addendum changes."""

    code: str
    title: str
    reason: str
    fields: tuple[LogField, ...]


@dataclass(frozen=True)
class AddendumView:
    """An addendum as it goes out."""

    frame: Frame
    heading: str  # what it is about, in the lead's words
    facts: tuple[Fact, ...]  # number, date, edition, deadline
    text: tuple[str, ...]  # paragraphs: questions and answers
    requirements: tuple[AddendumRequirement, ...]
    answer_form: str  # how to use the new version of the form; empty if no row changed
