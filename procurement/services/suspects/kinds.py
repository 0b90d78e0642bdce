"""The kinds of links that rest on a text, and how each names what it rests on."""

from dataclasses import dataclass
from enum import StrEnum, auto
from uuid import UUID

from procurement.domain import Criterion, Need, Requirement
from procurement.i18n import lazy_gettext as _

End = Need | Requirement | Criterion


class SuspectKind(StrEnum):
    """What rests on the text that has changed."""

    trace = auto()
    share = auto()
    backing = auto()
    approval = auto()
    comment = auto()
    score = auto()
    consensus = auto()

    @property
    def heading(self) -> str:
        """Return the heading of the list of this kind."""
        return str(_HEADINGS[self])


_HEADINGS = {
    SuspectKind.trace: _("Links from need to requirement"),
    SuspectKind.share: _("Requirements under criteria"),
    SuspectKind.backing: _("Backing from municipalities"),
    SuspectKind.approval: _("Approvals"),
    SuspectKind.comment: _("Comments without a disposition"),
    SuspectKind.score: _("Scores"),
    SuspectKind.consensus: _("Agreed scores"),
}


@dataclass(frozen=True)
class ChangedEnd:
    """Something that a link rests on, as it stood when the link was made and as it stands."""

    row: End
    stored: str  # fingerprint
    page: str

    @property
    def has_changed(self) -> bool:
        """True if it stands otherwise than when the link was made."""
        return self.stored != self.row.fingerprint


@dataclass(frozen=True)
class Suspect:
    """One link to look at again."""

    kind: SuspectKind
    ids: tuple[UUID, ...]  # the key of its row
    text: str  # what it says
    detail: str  # the reason or words that came with it
    ends: tuple[ChangedEnd, ...]
    may_clear: bool

    @property
    def key(self) -> str:
        """Return what a form sends back: the row, and how its ends stood on the page."""
        seen = "".join(end.row.fingerprint[:12] for end in self.ends)
        return ":".join([self.kind, *(each.hex for each in self.ids), seen])
