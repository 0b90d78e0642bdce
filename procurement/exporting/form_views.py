"""What the forms that suppliers fill in show: frozen, sorted, labelled, translated."""

from dataclasses import dataclass

from procurement.exchange.answers import ASKED, Asked
from procurement.exchange.digests import text_digest
from procurement.exporting.views import Frame, ParticipantRow


@dataclass(frozen=True)
class Origin:
    """Which edition of which procurement a form belongs to; written where no reader looks."""

    procurement: str  # short name in the address
    edition: str  # «1», empty for a draft
    digest: str  # of the baseline, or of the draft


@dataclass(frozen=True)
class AnswerRow:
    """One requirement that a supplier answers."""

    code: str
    letter: str
    title: str
    statement: str
    instruction: str  # what to answer, and what follows of a deviation, line by line
    form: str  # accept | degree | yes_no_text | text | number | choice | file | price | none
    choices: tuple[str, ...] = ()
    word_limit: int | None = None
    unit: str = ""

    @property
    def requirement(self) -> str:
        """Return title and text as one."""
        return f"{self.title}\n{self.statement}" if self.title else self.statement

    @property
    def digest(self) -> str:
        """Return the digest of what the supplier must not change."""
        return text_digest((self.code, self.letter, self.requirement, self.instruction))

    @property
    def asked(self) -> Asked:
        """Return what there is to fill in."""
        return ASKED[self.form]


@dataclass(frozen=True)
class AnswerChapter:
    """A chapter of the answer form; depth 1 or more."""

    number: str
    title: str
    depth: int
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class AnswerForm:
    """The form in which a supplier describes its solution, requirement by requirement."""

    frame: Frame
    origin: Origin
    participants: tuple[ParticipantRow, ...]
    chapters: tuple[AnswerChapter, ...]

    @property
    def rows(self) -> tuple[AnswerRow, ...]:
        """Return all requirements in order."""
        return tuple(row for chapter in self.chapters for row in chapter.rows)

    @property
    def form_id(self) -> str:
        """Return a short name of this very form; equal forms have equal names."""
        origin = (self.origin.procurement, self.origin.digest)
        return text_digest([*origin, *(row.digest for row in self.rows)])[:12]
