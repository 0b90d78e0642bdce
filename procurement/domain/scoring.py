"""Scoring: who may score what, what they gave and why, what was agreed, and the result."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum, auto
from typing import ClassVar
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import (
    LONG,
    SHORT,
    Resting,
    Versioned,
    between,
    choice,
    exact,
    one_of,
)


class Impartiality(StrEnum):
    """What an evaluator declares about ties to a supplier."""

    none = auto()
    possible = auto()
    disqualified = auto()


class ImpartialityDeclaration(SQLModel, table=True):
    """An evaluator's declaration about one supplier, once the suppliers are known."""

    __tablename__ = "impartiality_declaration"
    __table_args__ = (
        UniqueConstraint("membership_id", "supplier_id"),
        one_of("statement", Impartiality),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True, ondelete="CASCADE")
    supplier_id: UUID = Field(foreign_key="supplier.id", index=True, ondelete="CASCADE")
    statement: Impartiality = choice(Impartiality)
    signed_at: datetime


class Assignment(SQLModel, table=True):
    """An evaluator scores the requirements under a criterion."""

    membership_id: UUID = Field(foreign_key="membership.id", primary_key=True, ondelete="CASCADE")
    criterion_id: UUID = Field(
        foreign_key="criterion.id", primary_key=True, index=True, ondelete="CASCADE"
    )


class Score(Versioned, Resting, table=True):
    """One evaluator's points for a bid on a requirement, with the reason."""

    __table_args__ = (
        UniqueConstraint("membership_id", "bid_id", "requirement_id"),
        between("points", 0, 100),
    )
    RESTS_ON: ClassVar[dict[str, str]] = {"requirement_fingerprint": "requirement_id"}

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True, ondelete="CASCADE")
    bid_id: UUID = Field(foreign_key="bid.id", index=True, ondelete="CASCADE")
    requirement_id: UUID = Field(foreign_key="requirement.id", index=True, ondelete="CASCADE")
    points: Decimal = exact(ge=0, le=100)
    reason: str = Field(max_length=LONG, min_length=1)
    requirement_fingerprint: str = Field(default="", max_length=64)
    saved_at: datetime


class ConsensusScore(Versioned, Resting, table=True):
    """The points the evaluators agreed on, and the reason that goes into the letter."""

    __tablename__ = "consensus_score"
    __table_args__ = (UniqueConstraint("bid_id", "requirement_id"), between("points", 0, 100))
    RESTS_ON: ClassVar[dict[str, str]] = {"requirement_fingerprint": "requirement_id"}

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    bid_id: UUID = Field(foreign_key="bid.id", index=True, ondelete="CASCADE")
    requirement_id: UUID = Field(foreign_key="requirement.id", index=True, ondelete="CASCADE")
    points: Decimal = exact(ge=0, le=100)
    reason: str = Field(max_length=LONG, min_length=1)
    requirement_fingerprint: str = Field(default="", max_length=64)


class Result(SQLModel, table=True):
    """A computed ranking with all that it was computed from; never updated."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    computed_at: datetime
    computed_by: str = Field(max_length=SHORT)
    engine: str = Field(max_length=20)
    digest: str = Field(max_length=80)
    bundle: str
    document: str
