"""The trail: what was done, by whom and when; which documents went out."""

from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from procurement.domain.storage import LONG, SHORT, choice, one_of


class Action(StrEnum):
    """What a line of the log tells."""

    signed_in = auto()
    sign_in_refused = auto()
    access_denied = auto()
    need_added = auto()
    need_changed = auto()
    need_removed = auto()
    need_merged = auto()
    need_parted = auto()
    need_backed = auto()
    source_added = auto()
    source_changed = auto()
    quote_added = auto()
    quote_removed = auto()
    chapter_added = auto()
    chapter_changed = auto()
    chapter_removed = auto()
    chapter_read = auto()
    requirement_added = auto()
    requirement_adopted = auto()
    requirement_changed = auto()
    requirement_moved = auto()
    requirement_removed = auto()
    requirement_approved = auto()
    requirement_reopened = auto()
    change_undone = auto()
    finding_waived = auto()
    waiver_removed = auto()
    word_list_changed = auto()
    requirement_judged = auto()
    trace_added = auto()
    trace_removed = auto()
    suspect_cleared = auto()
    round_opened = auto()
    round_closed = auto()
    comment_added = auto()
    comment_settled = auto()
    weights_changed = auto()
    model_changed = auto()
    scenario_changed = auto()
    model_signed = auto()
    phase_changed = auto()
    baseline_made = auto()
    impartiality_declared = auto()
    score_saved = auto()
    result_computed = auto()
    document_exported = auto()
    criterion_changed = auto()
    tender_text_changed = auto()
    procurement_changed = auto()
    master_changed = auto()
    preview_made = auto()
    seal_proposed = auto()
    seal_withdrawn = auto()
    documents_sealed = auto()
    addendum_changed = auto()
    addendum_published = auto()
    demonstration_loaded = auto()


class Event(SQLModel, table=True):
    """One line of the log; lines are added and never changed."""

    __table_args__ = (one_of("action", Action),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID | None = Field(
        default=None, foreign_key="procurement.id", index=True, ondelete="CASCADE"
    )
    at: datetime = Field(index=True)
    actor: str = Field(max_length=SHORT)
    action: Action = choice(Action)
    subject: str = Field(default="", max_length=LONG)


class ExportedDocument(SQLModel, table=True):
    """A document that somebody took out, with the digest of its bytes."""

    __tablename__ = "exported_document"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    at: datetime
    actor: str = Field(max_length=SHORT)
    name: str = Field(max_length=SHORT)
    sha256: str = Field(max_length=64)
    baseline: str = Field(default="", max_length=80)
