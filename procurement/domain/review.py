"""Review: rounds, comments with what became of them, approvals, waivers of linter findings."""

from datetime import date, datetime
from enum import StrEnum, auto
from typing import ClassVar
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import LONG, SHORT, Resting, Versioned, choice, one_of


class RoundKind(StrEnum):
    """Who a round asks."""

    internal = auto()
    hearing = auto()
    market = auto()


class Disposition(StrEnum):
    """What became of a comment."""

    accepted = auto()
    accepted_with_change = auto()
    rejected = auto()
    duplicate = auto()
    noted = auto()


class WordKind(StrEnum):
    """What a word of the procurement's own means to the linter."""

    brand = auto()
    not_brand = auto()
    slash = auto()


class ReviewRound(Versioned, table=True):
    """A time in which comments are asked for; opened and closed by the lead."""

    __tablename__ = "review_round"
    __table_args__ = (UniqueConstraint("procurement_id", "number"), one_of("kind", RoundKind))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    number: int = Field(ge=1)
    name: str = Field(max_length=SHORT, min_length=1)
    kind: RoundKind = choice(RoundKind)
    note: str = Field(default="", max_length=LONG)
    due: date | None = None
    baseline_id: UUID | None = Field(default=None, foreign_key="baseline.id", index=True)
    opened_at: datetime
    opened_by: str = Field(max_length=SHORT)
    closed_at: datetime | None = None
    closed_by: str = Field(default="", max_length=SHORT)


class Comment(Versioned, table=True):
    """What somebody says of a requirement, a need or a chapter, and what became of it."""

    __table_args__ = (
        UniqueConstraint("procurement_id", "code"),
        one_of("disposition", Disposition),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    round_id: UUID | None = Field(default=None, foreign_key="review_round.id", index=True)
    code: str = Field(max_length=20, min_length=1)
    requirement_id: UUID | None = Field(
        default=None, foreign_key="requirement.id", index=True, ondelete="SET NULL"
    )
    need_id: UUID | None = Field(
        default=None, foreign_key="need.id", index=True, ondelete="SET NULL"
    )
    chapter_id: UUID | None = Field(
        default=None, foreign_key="chapter.id", index=True, ondelete="SET NULL"
    )
    about: str = Field(default="", max_length=SHORT)  # the code it was said of, for good
    about_fingerprint: str = Field(default="", max_length=64)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    supplier: str = Field(default="", max_length=SHORT)  # in a market dialogue
    author: str = Field(max_length=SHORT)
    said_at: datetime
    text: str = Field(max_length=LONG, min_length=1)
    disposition: Disposition | None = choice(Disposition, default=None, nullable=True)
    disposition_reason: str = Field(default="", max_length=LONG)
    settled_by: str = Field(default="", max_length=SHORT)
    settled_at: datetime | None = None
    duplicate_of_id: UUID | None = Field(
        default=None, foreign_key="comment.id", index=True, ondelete="SET NULL"
    )


class Approval(Resting, table=True):
    """A member approved a requirement as it stood at one version."""

    __table_args__ = (UniqueConstraint("requirement_id", "membership_id", "requirement_version"),)
    RESTS_ON: ClassVar[dict[str, str]] = {"requirement_fingerprint": "requirement_id"}

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    requirement_id: UUID = Field(foreign_key="requirement.id", index=True, ondelete="CASCADE")
    membership_id: UUID = Field(foreign_key="membership.id", index=True, ondelete="CASCADE")
    round_id: UUID | None = Field(default=None, foreign_key="review_round.id", index=True)
    requirement_version: int
    requirement_fingerprint: str = Field(default="", max_length=64)
    note: str = Field(default="", max_length=1000)
    approved_at: datetime


class LintWaiver(SQLModel, table=True):
    """A finding that was accepted with a reason; it follows into the documents."""

    __tablename__ = "lint_waiver"
    __table_args__ = (UniqueConstraint("requirement_id", "rule", "phrase"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    requirement_id: UUID = Field(foreign_key="requirement.id", index=True, ondelete="CASCADE")
    rule: str = Field(max_length=10, min_length=1)
    phrase: str = Field(default="", max_length=300)
    reason: str = Field(max_length=1000, min_length=1)
    waived_at: datetime
    waived_by: str = Field(max_length=SHORT)


class LintWord(SQLModel, table=True):
    """A word that the linter shall know or leave alone in this procurement."""

    __tablename__ = "lint_word"
    __table_args__ = (UniqueConstraint("procurement_id", "kind", "word"), one_of("kind", WordKind))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    kind: WordKind = choice(WordKind)
    word: str = Field(max_length=SHORT, min_length=1)
